//! A geometry of JuPedSim or a scenario of Vadere: what was understood and what was left out, before
//! it becomes a building of the book.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use eframe::egui::{self, Context, RichText, Ui, vec2};

use super::ask::{Answer, Ask, Wanted};
use super::beside::beside;
use super::plan::{Options, Overlay, View, paint_storey};
use super::session::Session;
use super::{icons, theme, widgets};
use crate::building::{BuildingId, Site, StoreyId};
use crate::exchange::peers::Peer;
use crate::language::{Language, Message, msg};

/// Room for what the file came to, beside its plan.
const PANEL: f32 = 400.0;

type Read = Result<Peer, Message>;

/// The import of a file of another evacuation program.
pub(super) struct PeerImport {
    step: Step,
    view: View,
    /// For how many frames the plan is still fitted to its room.
    settling: u8,
    storey: Option<StoreyId>,
}

enum Step {
    Asking(Ask),
    Reading(Receiver<Read>),
    Shown(Box<Read>),
}

/// What came of an import.
pub(super) enum Decision {
    /// A building was taken over.
    Taken(BuildingId),
    /// Everything stays as it is.
    Nothing,
}

impl PeerImport {
    /// Asks for the file, from a folder on.
    pub(super) fn new(folder: &Path) -> Self {
        let step = Step::Asking(Ask::new(Wanted::Peer, folder));
        Self { step, view: View::default(), settling: 3, storey: None }
    }

    /// Shows where the import is; returns the decision, once.
    pub(super) fn show(
        &mut self,
        ctx: &Context,
        lang: Language,
        session: &mut Session,
    ) -> Option<Decision> {
        match &mut self.step {
            Step::Asking(ask) => match ask.show(ctx, lang)? {
                Answer::Path(path) => {
                    self.step = Step::Reading(beside(ctx, move || Peer::open(&path)));
                    None
                }
                Answer::Nothing => Some(Decision::Nothing),
            },
            Step::Reading(answer) => {
                let found = answer.try_recv().ok()?;
                self.step = Step::Shown(Box::new(found));
                ctx.request_repaint();
                None
            }
            Step::Shown(found) => {
                // The dialog has its final size with the third frame.
                if self.settling > 0 {
                    self.settling -= 1;
                    self.view.fit_soon();
                    ctx.request_repaint();
                }
                let (view, storey) = (&mut self.view, &mut self.storey);
                let taken = dialog(ctx, lang, found, view, storey, session.is_read_only())?;
                if !taken {
                    return Some(Decision::Nothing);
                }
                let Ok(peer) = found.as_ref() else { return Some(Decision::Nothing) };
                Some(Decision::Taken(take_over(peer.clone(), session)))
            }
        }
    }
}

/// Shows what was found; true to take it over, false to leave it.
fn dialog(
    ctx: &Context,
    lang: Language,
    found: &Read,
    view: &mut View,
    storey: &mut Option<StoreyId>,
    read_only: bool,
) -> Option<bool> {
    let mut decision = None;
    let room = ctx.content_rect().size() - vec2(96.0, 96.0);
    let modal = egui::Modal::new(egui::Id::unique("peer-import")).show(ctx, |ui| {
        ui.set_min_size(room);
        ui.set_max_size(room);
        ui.label(RichText::new(lang.t("command-import-peer")).font(theme::heading()));
        ui.add_space(theme::GAP);
        egui::Panel::right("peer-panel").exact_size(PANEL).resizable(false).show(ui, |ui| {
            egui::Panel::bottom("peer-decide").show(ui, |ui| {
                ui.add_space(theme::GAP);
                ui.horizontal(|ui| {
                    let text = RichText::new(lang.t("import-peer-take")).font(theme::strong());
                    let take = egui::Button::new(text).fill(ui.visuals().selection.bg_fill);
                    if ui.add_enabled(found.is_ok() && !read_only, take).clicked() {
                        decision = Some(true);
                    }
                    if ui.button(lang.t("ask-cancel")).clicked() {
                        decision = Some(false);
                    }
                });
            });
            egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| told(ui, lang, found));
        });
        egui::CentralPanel::default().frame(egui::Frame::NONE).show(ui, |ui| {
            if let Ok(peer) = found {
                plan(ui, lang, peer, view, storey);
            }
        });
    });
    widgets::named(&modal.response, egui::Role::Dialog, &lang.t("command-import-peer"));
    if decision.is_none() && modal.should_close() {
        decision = Some(false);
    }
    decision
}

/// What was understood, and what the file has and Muster has not.
fn told(ui: &mut Ui, lang: Language, found: &Read) {
    let colors = theme::colors_of(ui.visuals());
    let peer = match found {
        Ok(peer) => peer,
        Err(error) => {
            let text = format!("{}  {}", icons::ERROR, lang.say(error));
            ui.label(RichText::new(text).color(colors.bad));
            return;
        }
    };
    ui.label(RichText::new(lang.t("import-peer-understood")).font(theme::strong()));
    for line in &peer.understood {
        ui.label(format!("{}  {}", icons::CHECK, lang.say(line)));
    }
    ui.add_space(theme::GROUP_GAP);
    if peer.left_out.is_empty() {
        ui.label(lang.t("import-peer-complete"));
        return;
    }
    ui.label(RichText::new(lang.t("import-left-out")).font(theme::strong()));
    for line in &peer.left_out {
        let text = format!("{}  {}", icons::WARNING, lang.say(line));
        ui.label(RichText::new(text).color(colors.warn));
    }
}

fn plan(ui: &mut Ui, lang: Language, peer: &Peer, view: &mut View, storey: &mut Option<StoreyId>) {
    let building = &peer.building;
    let first = building.storeys.first().map(|storey| storey.id.clone());
    let Some(mut shown) = storey.clone().or(first) else { return };
    if building.storeys.len() > 1 {
        ui.horizontal_wrapped(|ui| {
            for storey in &building.storeys {
                ui.selectable_value(&mut shown, storey.id.clone(), &storey.name);
            }
        });
    }
    let response = view.canvas(ui, building.bounds());
    widgets::named(&response, egui::Role::Image, &lang.t("import-peer-plan"));
    let mut options = Options::new(lang);
    options.site = false;
    let (overlay, none) = (Overlay::default(), std::collections::BTreeSet::new());
    let site = Site::default();
    paint_storey(ui.painter(), view, building, &site, &shown, &options, &overlay, &none);
    *storey = Some(shown);
}

/// Adds the building and the scenario to the book; one step of undo.
fn take_over(mut peer: Peer, session: &mut Session) -> BuildingId {
    let id = session.contents().free_building_id();
    peer.building.id = id.clone();
    if let Some(scenario) = &mut peer.scenario {
        scenario.building = id.clone();
        scenario.id = session.contents().free_scenario_id();
    }
    session.edit(msg!("edit-import-peer"), |contents| {
        contents.buildings.insert(peer.building.id.clone(), Arc::new(peer.building));
        if let Some(scenario) = peer.scenario {
            contents.scenarios.insert(scenario.id.clone(), Arc::new(scenario));
        }
    });
    session.look_at(id.clone());
    id
}
