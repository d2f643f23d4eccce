//! The place Scenario: who does what, what happens, and what is timed.

mod basics;
mod checkpoints;
mod crowd;
mod failures;
mod injects;
mod occupants;
mod people;
mod people_at_once;
mod people_import;
mod pre_start;
mod roles;
mod sheet;

use std::sync::Arc;

use eframe::egui::{self, Frame, Margin, RichText, ScrollArea, Ui, vec2};

use self::basics::FirePlan;
use self::people::PeopleList;
use self::sheet::Sheet;
use super::desk::{Desk, Place};
use super::{field, icons, theme};
use crate::drill::{Scenario, ScenarioId, propose_checkpoints, propose_pre_start, propose_roles};
use crate::language::{Choice, Language, choice, msg};

choice! {
    /// A section of a scenario.
    pub enum Section {
        /// Name, building, fire.
        Basics => "scenario-section-basics",
        /// What is blocked or fails.
        Failures => "scenario-section-failures",
        /// How many people are where.
        Occupants => "scenario-section-occupants",
        /// Who walks, and how.
        Crowd => "scenario-section-crowd",
        /// Who does what.
        Roles => "scenario-section-roles",
        /// What is timed.
        Checkpoints => "scenario-section-checkpoints",
        /// What the conductor tells.
        Injects => "scenario-section-injects",
        /// What is made sure of before.
        PreStart => "scenario-section-pre-start",
        /// The people of the book.
        People => "scenario-section-people",
    }
}

/// The place Scenario.
pub(crate) struct ScenarioPlace {
    section: Section,
    fire_plan: FirePlan,
    people: PeopleList,
    shown: Option<ScenarioId>,
}

impl Default for ScenarioPlace {
    fn default() -> Self {
        Self {
            section: Section::Basics,
            fire_plan: FirePlan::default(),
            people: PeopleList::default(),
            shown: None,
        }
    }
}

impl ScenarioPlace {
    /// Shows the place.
    pub(crate) fn show(&mut self, ui: &mut Ui, desk: &mut Desk<'_>) {
        if std::mem::take(&mut desk.session.current.crowd) {
            self.section = Section::Crowd;
        }
        egui::Panel::left("scenario-list")
            .resizable(true)
            .default_size(240.0)
            .show(ui, |ui| list(ui, desk));
        egui::CentralPanel::default().show(ui, |ui| {
            let contents = desk.session.contents().clone();
            let Some(scenario) = desk.session.scenario().cloned() else {
                nothing(ui, desk);
                return;
            };
            if self.shown.as_ref() != Some(&scenario.id) {
                self.shown = Some(scenario.id.clone());
                self.fire_plan.reset();
            }
            let mut sheet = Sheet::new(desk.lang, &contents, &scenario, &desk.session.book.records);
            let writable = !desk.session.is_read_only();
            self.tabs(ui, &sheet);
            ui.add_enabled_ui(writable, |ui| self.section(ui, &mut sheet));
            for change in sheet.into_changes() {
                change.make(desk.session);
            }
        });
    }

    fn tabs(&mut self, ui: &mut Ui, sheet: &Sheet<'_>) {
        ui.horizontal_wrapped(|ui| {
            for section in Section::ALL {
                let text = tab(sheet, *section);
                if ui.add(egui::Button::selectable(self.section == *section, text)).clicked() {
                    self.section = *section;
                }
            }
        });
        ui.separator();
    }

    fn section(&mut self, ui: &mut Ui, sheet: &mut Sheet<'_>) {
        if sheet.building.is_none() && self.section != Section::Basics {
            ui.label(sheet.lang.t("scenario-building-missing"));
            return;
        }
        // The plan and the tables scroll themselves.
        match self.section {
            Section::Basics => return basics::show(ui, sheet, &mut self.fire_plan),
            Section::Checkpoints => return checkpoints::show(ui, sheet),
            Section::People => return self.people.show(ui, sheet),
            _ => {}
        }
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| match self.section {
            Section::Failures => failures::show(ui, sheet),
            Section::Occupants => occupants::show(ui, sheet),
            Section::Crowd => crowd::show(ui, sheet),
            Section::Roles => roles::show(ui, sheet),
            Section::Injects => injects::show(ui, sheet),
            Section::PreStart => pre_start::show(ui, sheet),
            Section::Basics | Section::Checkpoints | Section::People => {}
        });
    }
}

/// A tab's words: how much is in the section, and a sign where a name is missing.
fn tab(sheet: &Sheet<'_>, section: Section) -> String {
    let scenario = sheet.scenario;
    let name = sheet.lang.t(section.key());
    let (count, open) = match section {
        Section::Basics => return name,
        Section::Failures => (scenario.impairments.len(), 0),
        Section::Occupants => (sheet.building.map_or(0, |b| scenario.people(b)) as usize, 0),
        Section::Crowd => (scenario.crowd.summary().len(), 0),
        Section::Roles => (scenario.roles.len(), roles::open(&scenario.roles)),
        Section::Checkpoints => (scenario.checkpoints.len(), 0),
        Section::Injects => (scenario.injects.len(), 0),
        Section::PreStart => (scenario.pre_start.len(), pre_start::open(&scenario.pre_start)),
        Section::People => (sheet.contents.manifest.people.len(), 0),
    };
    let sign = if open > 0 { format!(" {}", icons::WARNING) } else { String::new() };
    if count == 0 { name } else { format!("{name} {count}{sign}") }
}

/// The list of the scenarios.
fn list(ui: &mut Ui, desk: &mut Desk<'_>) {
    let lang = desk.lang;
    ui.add_space(theme::GAP);
    ui.label(RichText::new(lang.t("scenario-list")).font(theme::heading()));
    let writable = !desk.session.is_read_only();
    let has_building = desk.session.building().is_some();
    ui.add_enabled_ui(writable, |ui| {
        ui.horizontal_wrapped(|ui| {
            let new = format!("{}  {}", icons::ADD, lang.t("scenario-new"));
            if ui.add_enabled(has_building, egui::Button::new(new)).clicked() {
                add(desk);
            }
            let Some(current) = desk.session.scenario().cloned() else { return };
            if field::icon(ui, icons::DUPLICATE, &lang.t("scenario-duplicate")) {
                duplicate(desk, &current);
            }
            if field::icon(ui, icons::DELETE, &lang.t("scenario-delete")) {
                delete(desk, &current);
            }
        });
    });
    ui.separator();
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        let scenarios: Vec<Arc<Scenario>> =
            desk.session.contents().scenarios.values().cloned().collect();
        for scenario in scenarios {
            entry(ui, desk, &scenario);
        }
    });
}

fn entry(ui: &mut Ui, desk: &mut Desk<'_>, scenario: &Scenario) {
    let lang = desk.lang;
    let chosen = desk.session.current.scenario.as_ref() == Some(&scenario.id);
    let building = desk.session.contents().building_of(scenario);
    let building = building
        .map_or_else(|| lang.t("scenario-building-missing"), |building| building.name.clone());
    let name = field::called(&scenario.name, scenario.id.as_str()).to_owned();
    let notice = lang.t(if scenario.announced {
        "scenario-announced-short"
    } else {
        "scenario-unannounced-short"
    });
    let below = [building.as_str(), scenario.shift.as_str(), notice.as_str()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ");
    let button = egui::Button::selectable(chosen, RichText::new(&name).font(theme::strong()))
        .wrap()
        .min_size(vec2(ui.available_width(), 0.0));
    if ui.add(button).clicked() {
        desk.session.current.scenario = Some(scenario.id.clone());
    }
    let weak = theme::colors_of(ui.visuals()).weak;
    Frame::new().inner_margin(Margin { left: theme::PANEL_MARGIN, ..Margin::ZERO }).show(
        ui,
        |ui| {
            ui.add(egui::Label::new(RichText::new(below).small().color(weak)).wrap());
        },
    );
    ui.add_space(theme::GAP);
}

/// What the place shows while there is no scenario.
fn nothing(ui: &mut Ui, desk: &mut Desk<'_>) {
    let lang = desk.lang;
    if desk.session.building().is_none() {
        let (title, hint) = (lang.t("scenario-no-building"), lang.t("scenario-no-building-hint"));
        super::widgets::empty_state(ui, icons::APARTMENT, &title, &hint);
        desk.lead(ui, Place::Building);
        return;
    }
    let (title, hint) = (lang.t("scenario-none"), lang.t("scenario-none-hint"));
    if field::invite(ui, icons::ASSIGNMENT, &title, &hint, &lang.t("scenario-new")) {
        add(desk);
    }
}

fn add(desk: &mut Desk<'_>) {
    let Some(building) = desk.session.building() else { return };
    let contents = desk.session.contents();
    let id = contents.free_scenario_id();
    let name = lang_name(desk.lang, contents.scenarios.len() + 1);
    // A newcomer's first drill has something to time, and says who is still to be named.
    let site = &contents.manifest.site;
    let scenario = Scenario {
        checkpoints: propose_checkpoints(building, site),
        roles: propose_roles(building, site),
        pre_start: propose_pre_start(building, &contents.manifest.people),
        ..Scenario::new(id.clone(), &name, building.id.clone())
    };
    desk.session.edit(msg!("scenario-step-new"), |contents| {
        contents.scenarios.insert(scenario.id.clone(), Arc::new(scenario));
    });
    desk.session.current.scenario = Some(id);
}

fn lang_name(lang: Language, number: usize) -> String {
    lang.say(&msg!("scenario-new-name", number = number))
}

fn duplicate(desk: &mut Desk<'_>, scenario: &Scenario) {
    let id = desk.session.contents().free_scenario_id();
    let name = desk.lang.say(&msg!("scenario-copy-name", name = &scenario.name));
    let copy = Scenario { id: id.clone(), name, planned: None, ..scenario.clone() };
    desk.session.edit(msg!("scenario-duplicate"), |contents| {
        contents.scenarios.insert(copy.id.clone(), Arc::new(copy));
    });
    desk.session.current.scenario = Some(id);
}

fn delete(desk: &mut Desk<'_>, scenario: &Scenario) {
    let id = scenario.id.clone();
    desk.session.edit(msg!("scenario-delete"), move |contents| {
        contents.scenarios.remove(&id);
    });
    desk.tell(&msg!("scenario-deleted", name = &scenario.name));
}
