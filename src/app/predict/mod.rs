//! The place Predict: how the building should empty in a scenario, and what every part of it costs.

mod canvas;
mod crowd;
mod panel;
mod smoke;
mod tables;
mod work;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Instant;

use eframe::egui::{self, Align, Layout, RichText, Ui};

use work::{Answer, Subject, Sweep, Task, Work};

use super::desk::Desk;
use super::plan::View;
use super::{icons, theme, widgets};
use crate::building::ElementId;
use crate::drill::{ScenarioId, TARGET_MARGIN, propose_targets};
use crate::egress::crowd::Spread;
use crate::language::{Choice, Language, choice, msg};
use crate::store::Contents;
use crate::units::Seconds;

choice! {
    /// What the spaces' colours mean.
    pub enum Tint {
        /// When the last person leaves.
        Clear => "predict-tint-clear",
        /// How many are left at the moment of the slider.
        Remaining => "predict-tint-remaining",
        /// How far one sees at the moment of the slider.
        Smoke => "predict-tint-smoke",
    }
}

choice! {
    /// What the right column shows.
    pub enum Page {
        /// The curve and the exits.
        People => "predict-page-people",
        /// Every person walking.
        Crowd => "predict-page-crowd",
        /// Where people queue.
        Bottlenecks => "predict-page-bottlenecks",
        /// What the loss of an element costs.
        Sweep => "predict-page-sweep",
        /// What the smoke of the assumed fire does.
        Smoke => "predict-page-smoke",
        /// Where the figures come from.
        Method => "predict-page-method",
    }
}

/// How many seconds of the prediction pass in one, while it is played.
const PACE: f64 = 20.0;

/// How many times the crowd walks unless the user says otherwise: enough for a 5 % to 95 % band.
const RUNS: u32 = 20;

/// The place Predict.
pub(crate) struct PredictPlace {
    view: View,
    work: Work,
    sweep: Option<Sweep>,
    /// Whether the sweep is to be made in smoke.
    in_smoke: bool,
    crowd: Option<Task<Spread>>,
    /// How many times the crowd is to walk.
    runs: u32,
    tint: Tint,
    page: Page,
    alternatives: bool,
    /// The moment that is shown, s.
    moment: f64,
    /// When the play was last moved on; nothing while it stands.
    playing: Option<Instant>,
    selection: BTreeSet<ElementId>,
    export: Option<tables::Export>,
}

impl Default for PredictPlace {
    fn default() -> Self {
        Self {
            view: View::default(),
            work: Work::default(),
            sweep: None,
            in_smoke: false,
            crowd: None,
            runs: RUNS,
            tint: Tint::Clear,
            page: Page::People,
            alternatives: false,
            moment: 0.0,
            playing: None,
            selection: BTreeSet::new(),
            export: None,
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
        self.play(ui.ctx(), &answer);
        egui::Panel::right("predict-side").default_size(380.0).size_range(320.0..=560.0).show(
            ui,
            |ui| {
                ui.add_space(theme::GAP);
                self.side(ui, desk, &answer);
            },
        );
        egui::Panel::bottom("predict-time").show(ui, |ui| {
            ui.add_space(theme::GAP);
            self.time(ui, lang, &answer);
            ui.add_space(theme::GAP);
        });
        egui::CentralPanel::default().frame(egui::Frame::NONE).show(ui, |ui| {
            self.canvas(ui, desk, &answer);
        });
    }

    fn hear(&mut self, desk: &mut Desk<'_>) {
        if let Some(sweep) = &mut self.sweep {
            sweep.task.hear();
        }
        if let Some(crowd) = &mut self.crowd {
            crowd.hear();
        }
        if let Some(export) = &self.export
            && let Some(done) = export.hear()
        {
            self.export = None;
            match done {
                Ok(Some(path)) => {
                    let path = path.display().to_string();
                    desk.tell(&msg!("predict-exported", path = path));
                }
                Ok(None) => {}
                Err((path, reason)) => {
                    let path = path.display().to_string();
                    desk.warn(&msg!("predict-export-failed", path = path, reason = reason));
                }
            }
        }
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

    fn play(&mut self, ctx: &egui::Context, answer: &Answer) {
        let total = self.end(answer);
        let Some(last) = self.playing else { return };
        let now = Instant::now();
        self.moment += now.duration_since(last).as_secs_f64() * PACE;
        if self.moment >= total {
            self.moment = total;
            self.playing = None;
        } else {
            self.playing = Some(now);
            ctx.request_repaint_after(std::time::Duration::from_millis(33));
        }
    }

    fn time(&mut self, ui: &mut Ui, lang: Language, answer: &Answer) {
        let total = self.end(answer).max(1.0);
        self.moment = self.moment.clamp(0.0, total);
        ui.horizontal(|ui| {
            let (icon, name) = if self.playing.is_some() {
                (icons::PAUSE, lang.t("predict-pause"))
            } else {
                (icons::PLAY, lang.t("predict-play"))
            };
            if widgets::tool(ui, icon, &name, false).clicked() {
                self.playing = if self.playing.is_some() {
                    None
                } else {
                    if self.moment >= total {
                        self.moment = 0.0;
                    }
                    self.follow_the_moment();
                    Some(Instant::now())
                };
            }
            ui.label(RichText::new(Seconds::new(self.moment).clock()).font(theme::strong()));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.checkbox(&mut self.alternatives, lang.t("predict-alternatives"));
                let smoke = answer.smoke.is_some();
                for tint in Tint::ALL.iter().rev().filter(|tint| smoke || **tint != Tint::Smoke) {
                    ui.selectable_value(&mut self.tint, *tint, lang.t(tint.key()));
                }
                ui.spacing_mut().slider_width = ui.available_width();
                let slider = egui::Slider::new(&mut self.moment, 0.0..=total).show_value(false);
                let response = ui.add(slider);
                widgets::named(&response, egui::Role::Slider, &lang.t("predict-moment"));
                if response.changed() {
                    self.follow_the_moment();
                }
            });
        });
    }

    /// When what is shown is over, s.
    fn end(&self, answer: &Answer) -> f64 {
        self.shown(answer).total.get().max(answer.flow.total.get())
    }

    /// Colours what changes with the slider.
    fn follow_the_moment(&mut self) {
        if self.tint == Tint::Clear {
            self.tint = Tint::Remaining;
        }
    }

    /// Shows an element: its storey, and a ring around it.
    fn jump(&mut self, desk: &mut Desk<'_>, answer: &Answer, element: &ElementId) {
        let storey = match element {
            ElementId::Door(id) => answer.staged.door(id).map(|(storey, _)| storey.id.clone()),
            ElementId::Space(id) => answer.staged.space(id).map(|(storey, _)| storey.id.clone()),
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
            if self.walked(answer).is_some() {
                crowd::legend(ui, lang);
            } else {
                canvas::legend(ui, lang, self.tint, flow.total);
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
