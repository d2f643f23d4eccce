//! The place Predict: how the building should empty in a scenario, and what every part of it costs.

mod calibrate;
mod canvas;
mod chart;
mod crowd;
mod designate;
mod doors;
mod export;
mod panel;
mod smoke;
mod tables;
mod time;
mod work;

use std::collections::BTreeSet;
use std::sync::Arc;

use eframe::egui::{self, RichText, Ui};

use calibrate::PastDrills;
use time::Play;
use work::{Answer, Subject, Sweep, SweepSettings, Task, Walk, Work};

use super::desk::{Desk, Place};
use super::plan::View;
use super::{icons, theme, widgets};
use crate::app::export::Export;
use crate::building::ElementId;
use crate::drill::{ScenarioId, TARGET_MARGIN, propose_targets};
use crate::egress::heat::Over;
use crate::exchange::figure::{HeatMap, Paint};
use crate::language::{Language, choice, msg};
use crate::store::Contents;

choice! {
    /// What the right column shows.
    pub enum Page {
        /// The curve and the exits.
        People => "predict-page-people",
        /// Every person walking.
        Crowd => "predict-page-crowd",
        /// Where people queue, and what passes the doors.
        Bottlenecks => "predict-page-bottlenecks",
        /// What the loss of an element costs.
        Sweep => "predict-page-sweep",
        /// What the smoke of the assumed fire does.
        Smoke => "predict-page-smoke",
        /// What past drills say of the prediction.
        PastDrills => "predict-page-drills",
        /// Where the figures come from.
        Method => "predict-page-method",
    }
}

/// How many times the crowd walks unless the user says otherwise: enough for a 5 % to 95 % band.
const RUNS: u32 = 20;

/// The place Predict.
pub(crate) struct PredictPlace {
    view: View,
    /// For how many frames the plan is still fitted to the canvas.
    settling: u8,
    work: Work,
    sweep: Option<Sweep>,
    /// How the next sweep is to be made.
    sweep_asked: SweepSettings,
    crowd: Option<Task<Walk>>,
    /// How many times the crowd is to walk.
    runs: u32,
    /// Whether it is to walk in the smoke of the assumed fire.
    walk_in_smoke: bool,
    map: HeatMap,
    paint: Paint,
    /// Of which of several runs maps of the whole run are.
    over: Over,
    page: Page,
    by: panel::By,
    /// Whether pages for both models show the crowd's run.
    by_crowd: bool,
    alternatives: bool,
    play: Play,
    selection: BTreeSet<ElementId>,
    export: Export,
    past: PastDrills,
}

impl Default for PredictPlace {
    fn default() -> Self {
        Self {
            view: View::default(),
            settling: 3,
            work: Work::default(),
            sweep: None,
            sweep_asked: SweepSettings { in_smoke: false, by_crowd: false, runs: 1 },
            crowd: None,
            runs: RUNS,
            walk_in_smoke: false,
            map: HeatMap::Clear,
            paint: Paint::Speed,
            over: Over::Run,
            page: Page::People,
            by: panel::By::Storey,
            by_crowd: false,
            alternatives: false,
            play: Play::default(),
            selection: BTreeSet::new(),
            export: Export::default(),
            past: PastDrills::default(),
        }
    }
}

impl PredictPlace {
    /// Shows the place.
    pub(crate) fn show(&mut self, ui: &mut Ui, desk: &mut Desk<'_>) {
        let lang = desk.lang;
        let scenario = desk.session.scenario().cloned();
        let contents = desk.session.contents();
        let building = scenario.as_ref().and_then(|s| contents.buildings.get(&s.building));
        let (Some(scenario), Some(building)) = (scenario, building) else {
            egui::CentralPanel::default().show(ui, |ui| {
                let (title, hint) = (lang.t("predict-none-title"), lang.t("predict-none-hint"));
                widgets::empty_state(ui, icons::ROUTE, &title, &hint);
                desk.lead(ui, Place::Scenario);
            });
            return;
        };
        let site = contents.manifest.site.clone();
        let subject = Subject { building: Arc::clone(building), scenario, site };
        let answer = self.work.answer(ui.ctx(), &subject);
        self.hear(desk);
        self.top(ui, desk, &subject, answer.as_ref());
        let Some(answer) = answer else {
            egui::CentralPanel::default().show(ui, |ui| {
                ui.centered_and_justified(|ui| ui.label(lang.t("predict-computing")));
            });
            return;
        };
        // The panels have their final sizes with the third frame.
        if self.settling > 0 {
            self.settling -= 1;
            self.view.fit_soon();
            ui.ctx().request_repaint();
        }
        self.keys(ui.ctx(), &answer);
        self.play.go_on(ui.ctx(), self.end(&answer));
        egui::Panel::right("predict-side").default_size(410.0).size_range(340.0..=560.0).show(
            ui,
            |ui| {
                ui.add_space(theme::GAP);
                self.side(ui, desk, &answer);
            },
        );
        let shown = self.on_plan(desk, &answer);
        egui::Panel::bottom("predict-time").show(ui, |ui| {
            ui.add_space(theme::GAP);
            self.time(ui, desk, &answer, &shown);
            ui.add_space(theme::GAP);
        });
        egui::CentralPanel::default().frame(egui::Frame::NONE).show(ui, |ui| {
            self.canvas(ui, desk, &answer, shown);
        });
        self.export.show(ui.ctx(), lang);
    }

    fn hear(&mut self, desk: &mut Desk<'_>) {
        if let Some(sweep) = &mut self.sweep {
            sweep.task.hear();
        }
        if let Some(crowd) = &mut self.crowd {
            crowd.hear();
        }
        self.past.hear();
        self.export.hear(desk);
    }

    /// The scenario, the storeys, and the figures of the whole.
    fn top(
        &mut self,
        ui: &mut Ui,
        desk: &mut Desk<'_>,
        subject: &Subject,
        answer: Option<&Arc<Answer>>,
    ) {
        let lang = desk.lang;
        egui::Panel::top("predict-top").show(ui, |ui| {
            ui.add_space(theme::GAP);
            ui.horizontal_wrapped(|ui| {
                pick_scenario(ui, desk, subject);
                ui.separator();
                for storey in subject.building.storeys.iter().rev() {
                    let chosen = desk.session.current.storey.as_ref() == Some(&storey.id);
                    if ui.selectable_label(chosen, &storey.name).clicked() {
                        desk.session.current.storey = Some(storey.id.clone());
                    }
                }
                if self.work.is_busy() {
                    ui.spinner();
                }
            });
            if let Some(answer) = answer {
                self.figures(ui, lang, answer);
            }
            ui.add_space(theme::GAP);
        });
    }

    /// When what is shown is over, s.
    fn end(&self, answer: &Answer) -> f64 {
        self.shown(answer).total.get().max(answer.flow.total.get())
    }

    /// Shows an element: its storey, and a ring around it.
    fn jump(&mut self, desk: &mut Desk<'_>, answer: &Answer, element: &ElementId) {
        let storey = match element {
            ElementId::Door(id) => answer.staged.door(id).map(|(storey, _)| storey.id.clone()),
            ElementId::Space(id) => answer.staged.space(id).map(|(storey, _)| storey.id.clone()),
            // The storey in view, if the stair is on it.
            ElementId::Stair(id) => answer.staged.stair(id).and_then(|stair| {
                let here = desk.session.current.storey.as_ref();
                let storeys = || {
                    let levels = stair.levels.iter();
                    levels.filter_map(|id| answer.staged.space(id).map(|(storey, _)| &storey.id))
                };
                storeys().find(|id| Some(*id) == here).or_else(|| storeys().next()).cloned()
            }),
            _ => None,
        };
        if let Some(storey) = storey {
            desk.session.current.storey = Some(storey);
        }
        self.selection = BTreeSet::from([element.clone()]);
    }

    /// The figures of the whole in one line.
    fn figures(&self, ui: &mut Ui, lang: Language, answer: &Answer) {
        let flow = self.shown(answer);
        let scenario = &answer.subject.scenario;
        let colors = theme::colors_of(ui.visuals());
        ui.horizontal_wrapped(|ui| {
            let figure = |ui: &mut Ui, name: String, value: String| {
                ui.label(RichText::new(name).color(colors.weak));
                ui.label(RichText::new(value).font(theme::heading()));
                ui.add_space(theme::GROUP_GAP);
            };
            figure(ui, lang.t("predict-total"), flow.total.clock());
            figure(ui, lang.t("predict-last-start"), flow.last_start.clock());
            figure(ui, lang.t("predict-movement"), flow.movement().clock());
            figure(ui, lang.t("predict-people"), answer.people.to_string());
            let shift =
                scenario.shift().map_or_else(|| lang.t("predict-every-shift"), str::to_owned);
            figure(ui, lang.t("predict-shift"), shift);
            if flow.stranded > 0 {
                let text = lang.say(&msg!("predict-stranded", people = flow.stranded));
                let text = format!("{}  {text}", icons::WARNING);
                ui.label(RichText::new(text).font(theme::strong()).color(colors.bad));
                ui.add_space(theme::GROUP_GAP);
            }
            if let Some(first) = answer.errors.first() {
                let count = answer.errors.len();
                let text = msg!("predict-errors", count = count, first = first.message.clone());
                let text = format!("{}  {}", icons::WARNING, lang.say(&text));
                let all: Vec<String> =
                    answer.errors.iter().map(|error| lang.say(&error.message)).collect();
                ui.label(RichText::new(text).font(theme::strong()).color(colors.bad))
                    .on_hover_text(all.join("\n"));
                ui.add_space(theme::GROUP_GAP);
            }
            if let Some(full) = answer.overfull.first() {
                let space = ElementId::from(&full.space);
                let text = lang.say(&full.message(&canvas::name(answer, &space)));
                let text = format!("{}  {text}", icons::WARNING);
                ui.label(RichText::new(text).font(theme::strong()).color(colors.bad));
            }
        });
    }

    /// Sets the scenario's targets from the prediction; one step of undo.
    fn set_targets(desk: &mut Desk<'_>, answer: &Answer) {
        let id: ScenarioId = answer.subject.scenario.id.clone();
        let prediction = &answer.prediction;
        let mut count = 0;
        desk.session.edit(msg!("predict-edit-targets"), |contents: &mut Contents| {
            if let Some(scenario) = contents.scenarios.get_mut(&id) {
                count = propose_targets(Arc::make_mut(scenario), prediction, TARGET_MARGIN);
            }
        });
        desk.tell(&msg!("predict-targets-set", count = count));
    }
}

fn pick_scenario(ui: &mut Ui, desk: &mut Desk<'_>, subject: &Subject) {
    let label = desk.lang.t("predict-scenario");
    let scenarios: Vec<(ScenarioId, String)> = desk
        .session
        .contents()
        .scenarios
        .iter()
        .map(|(id, scenario)| (id.clone(), scenario.name.clone()))
        .collect();
    let mut chosen = subject.scenario.id.clone();
    ui.label(&label);
    let response = egui::ComboBox::from_id_salt("predict-scenario")
        .selected_text(&subject.scenario.name)
        .width(240.0)
        .show_ui(ui, |ui| {
            for (id, name) in scenarios {
                ui.selectable_value(&mut chosen, id, name);
            }
        })
        .response;
    widgets::named(&response, egui::Role::ComboBox, &label);
    if chosen != subject.scenario.id {
        let building = desk.session.contents().scenarios.get(&chosen).map(|s| s.building.clone());
        desk.session.current.scenario = Some(chosen);
        if let Some(building) = building {
            desk.session.look_at(building);
        }
    }
}
