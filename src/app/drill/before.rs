//! Before the alarm: which scenario, who conducts it, what was made sure of.

use std::sync::Arc;

use eframe::egui::{self, RichText, Ui, vec2};

use super::checks::Checks;
use super::guard::{Guard, Guarded, hold_button};
use super::rehearse::{Rehearsal, Rehearse};
use crate::app::desk::{Desk, Place};
use crate::app::{icons, theme, widgets};
use crate::building::Building;
use crate::drill::{Moment, Prediction, RecordId, Scenario, ScenarioId, roster};
use crate::language::msg;
use crate::store::journal::Header;

/// The width of the form, in points.
const WIDTH: f32 = 720.0;

/// What is filled in before the alarm.
#[derive(Default)]
pub(super) struct Before {
    conductor: String,
    weather: String,
    /// Where the number differs from what the scenario says.
    people: Option<u32>,
    /// Which scenario `people` and `checks` belong to.
    scenario: Option<ScenarioId>,
    checks: Checks,
    rehearse: Rehearse,
}

/// The alarm is given with this.
pub(super) struct Start {
    pub(super) header: Header,
    /// What was made sure of and what was not, in words.
    pub(super) checks: String,
    /// Who walks, where it is no drill but a rehearsal.
    pub(super) rehearsal: Option<Rehearsal>,
}

impl Before {
    /// Begins a rehearsal as soon as it is shown.
    pub(super) const fn rehearse_soon(&mut self) {
        self.rehearse.begin_soon();
    }

    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        desk: &mut Desk<'_>,
        guard: &mut Guard,
        moment: &Moment,
    ) -> Option<Start> {
        let lang = desk.lang;
        let scenario = desk.session.scenario().cloned();
        let building = scenario
            .as_ref()
            .and_then(|s| desk.session.contents().buildings.get(&s.building).cloned());
        let mut start = None;
        egui::CentralPanel::default().show(ui, |ui| {
            let Some((scenario, building)) = scenario.zip(building) else {
                let (title, hint) =
                    (lang.t("drill-no-scenario-title"), lang.t("drill-no-scenario-hint"));
                widgets::empty_state(ui, icons::TIMER, &title, &hint);
                desk.lead(ui, Place::Scenario);
                return;
            };
            if self.scenario.as_ref() != Some(&scenario.id) {
                self.scenario = Some(scenario.id.clone());
                self.people = None;
                self.checks.clear();
            }
            // Its bar stands at the edge of the window, not at the form's.
            egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                ui.vertical_centered(|ui| {
                    ui.set_max_width(WIDTH.min(ui.available_width()));
                    ui.with_layout(egui::Layout::top_down(egui::Align::Min), |ui| {
                        start = self.form(ui, desk, guard, moment, &scenario, &building);
                    });
                });
            });
        });
        start
    }

    fn form(
        &mut self,
        ui: &mut Ui,
        desk: &mut Desk<'_>,
        guard: &mut Guard,
        moment: &Moment,
        scenario: &Arc<Scenario>,
        building: &Arc<Building>,
    ) -> Option<Start> {
        let lang = desk.lang;
        ui.add_space(theme::GROUP_GAP);
        let read_only = desk.session.is_read_only();
        let mut rehearsal = None;
        ui.horizontal(|ui| {
            ui.label(RichText::new(lang.t("drill-before-title")).font(theme::figure(22.0)));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let manifest = &desk.session.contents().manifest;
                let whole = (&manifest.site, &manifest.people[..]);
                rehearsal = self.rehearse.show(ui, lang, scenario, building, whole, !read_only);
            });
        });
        if scenario.people(building) == 0 {
            let warn = theme::colors_of(ui.visuals()).warn;
            ui.horizontal_wrapped(|ui| {
                let text = format!("{}  {}", icons::WARNING, lang.t("drill-nobody"));
                ui.label(RichText::new(text).color(warn));
                if ui.button(lang.t("command-go-building")).clicked() {
                    *desk.go = Some(Place::Building);
                }
            });
        }
        ui.add_space(theme::GROUP_GAP);
        egui::Grid::new("drill-before").num_columns(2).spacing(vec2(16.0, 8.0)).show(ui, |ui| {
            self.fields(ui, desk, scenario, building);
        });
        ui.add_space(theme::GROUP_GAP);
        self.checks.show(ui, lang, scenario);
        ui.add_space(theme::GROUP_GAP);
        let colors = theme::colors_of(ui.visuals());
        let size = vec2(ui.available_width(), 64.0);
        let text = format!("{}  {}", icons::ALARM, lang.t("drill-start"));
        let mut go = false;
        ui.add_enabled_ui(!read_only, |ui| {
            let name = lang.t("drill-start");
            go = hold_button(ui, &name, &text, size, colors.bad).1;
        });
        let keys = ui.ctx().format_shortcut(&Guarded::Start.keys());
        if read_only {
            ui.label(RichText::new(lang.t("drill-start-read-only")).color(colors.warn));
        } else if guard.armed() == Some(Guarded::Start) {
            let text = lang.say(&msg!("drill-press-again", keys = keys));
            ui.label(RichText::new(text).color(colors.warn).font(theme::strong()));
        } else {
            let text = lang.say(&msg!("drill-start-hint", keys = keys));
            ui.label(RichText::new(text).color(colors.weak));
        }
        let pressed = !read_only && guard.pressed(ui.ctx(), Guarded::Start);
        if !go && !pressed && rehearsal.is_none() {
            return None;
        }
        // The alarm that was given goes before a rehearsal.
        let rehearsal = rehearsal.filter(|_| !go && !pressed);
        let mut header = self.header(desk, moment, scenario, building);
        header.rehearsal = rehearsal.is_some();
        let checks =
            if header.rehearsal { String::new() } else { self.checks.words(lang, scenario) };
        Some(Start { header, checks, rehearsal })
    }

    fn fields(
        &mut self,
        ui: &mut Ui,
        desk: &mut Desk<'_>,
        scenario: &Arc<Scenario>,
        building: &Building,
    ) {
        let lang = desk.lang;
        let label = lang.t("drill-scenario");
        ui.label(&label);
        let mut chosen = scenario.id.clone();
        let response = egui::ComboBox::from_id_salt("drill-scenario")
            .selected_text(&scenario.name)
            .width(360.0)
            .show_ui(ui, |ui| {
                for other in desk.session.contents().scenarios.values() {
                    ui.selectable_value(&mut chosen, other.id.clone(), &other.name);
                }
            })
            .response;
        widgets::named(&response, egui::Role::ComboBox, &label);
        ui.end_row();
        if chosen != scenario.id {
            desk.session.current.scenario = Some(chosen);
        }
        ui.label(lang.t("drill-building"));
        ui.label(&building.name);
        ui.end_row();
        widgets::field(ui, &lang.t("drill-conductor"), |ui| {
            ui.add(egui::TextEdit::singleline(&mut self.conductor).desired_width(360.0))
        });
        widgets::field(ui, &lang.t("drill-weather"), |ui| {
            ui.add(egui::TextEdit::singleline(&mut self.weather).desired_width(360.0))
        });
        let planned = scenario.people(building);
        let mut people = self.people.unwrap_or(planned);
        widgets::field(ui, &lang.t("drill-expected-people"), |ui| {
            ui.add(egui::DragValue::new(&mut people).range(0..=100_000))
        });
        self.people = (people != planned).then_some(people);
    }

    fn header(
        &self,
        desk: &Desk<'_>,
        moment: &Moment,
        scenario: &Arc<Scenario>,
        building: &Arc<Building>,
    ) -> Header {
        let site = Arc::new(desk.session.contents().manifest.site.clone());
        let flow = scenario.predict_flow(building);
        Header {
            id: desk.session.book.free_record_id(&RecordId::of(moment.wall, &scenario.id)),
            rehearsal: false,
            started: moment.wall,
            since_boot: moment.since_boot.into(),
            boot: super::live::boot(),
            conductor: self.conductor.trim().to_owned(),
            weather: self.weather.trim().to_owned(),
            expected_people: self.people.unwrap_or_else(|| scenario.people(building)),
            roster: Arc::new(roster(&desk.session.contents().manifest.people, &scenario.shift)),
            scenario: scenario.clone(),
            building: building.clone(),
            prediction: Some(Prediction::from_flow(scenario, building, &site, &flow)),
            site,
        }
    }
}
