//! The designated routes of the selected space, changed where their effect is seen at once.

use std::sync::Arc;

use eframe::egui::{self, RichText, Ui};

use super::PredictPlace;
use super::canvas::name;
use super::work::Answer;
use crate::app::desk::Desk;
use crate::app::{theme, widgets};
use crate::building::edit::Edit;
use crate::building::{DoorId, ElementId, Rank, SpaceId, Via};
use crate::language::{Choice, msg};
use crate::store::Contents;

impl PredictPlace {
    /// Lets the user choose by which exit the selected space leaves first, and by which if that is
    /// lost. Between, the way is the shortest; a route by certain doors is drawn in the place
    /// Building.
    pub(super) fn designate(&mut self, ui: &mut Ui, desk: &mut Desk<'_>, answer: &Arc<Answer>) {
        let lang = desk.lang;
        let space: Option<SpaceId> = self.selection.iter().find_map(|element| match element {
            ElementId::Space(id) => Some(id.clone()),
            _ => None,
        });
        let Some(space) = space else { return };
        let of = name(answer, &ElementId::from(&space));
        let title = lang.say(&msg!("predict-designate", space = of));
        ui.label(RichText::new(title).font(theme::strong()));
        let mut wanted = None;
        egui::Grid::new("predict-designate").num_columns(2).show(ui, |ui| {
            for rank in Rank::ALL {
                let label = lang.t(rank.key());
                ui.label(&label);
                let routes = &answer.subject.building.routes;
                let own = routes.iter().find(|r| r.space == space && r.rank == *rank);
                let exit = own.and_then(|route| match route.via.last() {
                    Some(Via::Door(id)) => Some(id),
                    _ => None,
                });
                let shown = match (own, exit) {
                    (None, _) => lang.t("predict-designate-shortest"),
                    (Some(_), Some(exit)) => name(answer, &ElementId::from(exit)),
                    (Some(_), None) => lang.t("predict-designate-own"),
                };
                let picked = egui::ComboBox::from_id_salt(("predict-designate", &label))
                    .selected_text(shown)
                    .show_ui(ui, |ui| {
                        let shortest = lang.t("predict-designate-shortest");
                        if ui.selectable_label(own.is_none(), shortest).clicked() {
                            wanted = Some((*rank, None));
                        }
                        for (_, door) in answer.subject.building.exits() {
                            let here = exit == Some(&door.id);
                            let title = name(answer, &ElementId::from(&door.id));
                            if ui.selectable_label(here, title).clicked() {
                                wanted = Some((*rank, Some(door.id.clone())));
                            }
                        }
                    });
                widgets::named(&picked.response, egui::Role::ComboBox, &label);
                ui.end_row();
            }
        });
        if let Some((rank, exit)) = wanted.filter(|_| !desk.session.is_read_only()) {
            set(desk, answer, space, rank, exit);
        }
        ui.add_space(theme::GAP);
    }
}

/// Designates a route to an exit, or takes it away; one step of undo.
fn set(desk: &mut Desk<'_>, answer: &Answer, space: SpaceId, rank: Rank, exit: Option<DoorId>) {
    let id = answer.subject.building.id.clone();
    let edit = Edit::Designate { space, rank, via: exit.into_iter().map(Via::Door).collect() };
    let label = edit.label();
    let done = desk.session.try_edit(label, |contents: &mut Contents| {
        let site = &mut Arc::make_mut(&mut contents.manifest).site;
        match contents.buildings.get_mut(&id) {
            Some(building) => edit.apply(Arc::make_mut(building), site).map(|_| ()),
            None => Ok(()),
        }
    });
    if let Err(refused) = done {
        desk.warn(&refused.message());
    }
}
