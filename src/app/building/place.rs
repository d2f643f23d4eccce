//! The editor at its desk: carries out what it wishes.

use eframe::egui::{self, Ui};

use super::{Editor, Scene, Wish};
use crate::app::desk::Desk;
use crate::app::{icons, widgets};

/// The place Building.
#[derive(Default)]
pub(crate) struct BuildingPlace {
    editor: Editor,
}

impl BuildingPlace {
    /// Shows the place.
    pub(crate) fn show(&mut self, ui: &mut Ui, desk: &mut Desk<'_>) {
        let (Some(building), Some(storey)) =
            (desk.session.building().cloned(), desk.session.current.storey.clone())
        else {
            egui::CentralPanel::default().show(ui, |ui| {
                let (title, hint) =
                    (desk.lang.t("no-building-title"), desk.lang.t("no-building-hint"));
                widgets::empty_state(ui, icons::APARTMENT, &title, &hint);
            });
            return;
        };
        let plans = desk.session.book.plan_file("");
        let manifest = desk.session.contents().manifest.clone();
        let scene = Scene {
            building: &building,
            site: &manifest.site,
            storey: &storey,
            shifts: &manifest.shifts,
            language: desk.lang,
            plans: &plans,
            read_only: desk.session.is_read_only(),
        };
        for wish in self.editor.show(ui, &scene) {
            match wish {
                Wish::ShowStorey(storey) => desk.session.current.storey = Some(storey),
                Wish::Refuse(reason) => desk.warn(&reason),
                Wish::EndGesture => desk.session.end_gesture(),
                Wish::Edit(edit) => {
                    let label = edit.label();
                    let id = building.id.clone();
                    let made = desk.session.try_edit(label, |contents| {
                        contents
                            .building_and_site_mut(&id)
                            .map_or(Ok(Default::default()), |(b, site)| edit.apply(b, site))
                    });
                    match made {
                        Ok(made) => self.editor.select(made),
                        Err(error) => desk.warn(&error.message()),
                    }
                }
                _ => {}
            }
        }
    }
}
