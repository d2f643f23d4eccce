//! Which drills are looked at: building, scenario, shift, announced or not, year.

use std::collections::{BTreeMap, BTreeSet};

use eframe::egui::{self, RichText, Ui};

use super::Drills;
use crate::app::{field, icons, theme};
use crate::building::BuildingId;
use crate::drill::{Record, ScenarioId};
use crate::history::Filter;
use crate::language::Language;

/// What there is to choose, by id and name.
#[derive(Default)]
pub(super) struct Choices {
    buildings: BTreeMap<BuildingId, String>,
    scenarios: BTreeMap<ScenarioId, String>,
    shifts: BTreeSet<String>,
    years: BTreeSet<i16>,
}

impl Choices {
    /// What differs among these drills.
    pub(super) fn of(drills: &Drills) -> Self {
        let mut choices = Self::default();
        for Record { building, scenario, started, .. } in drills.values().map(|d| &*d.record) {
            if !choices.buildings.contains_key(&building.id) {
                choices.buildings.insert(building.id.clone(), building.name.clone());
            }
            if !choices.scenarios.contains_key(&scenario.id) {
                choices.scenarios.insert(scenario.id.clone(), scenario.name.clone());
            }
            if !choices.shifts.contains(&scenario.shift) {
                choices.shifts.insert(scenario.shift.clone());
            }
            choices.years.insert(started.date().year());
        }
        choices
    }
}

/// Shows the lists of what there is to choose.
pub(super) fn show(ui: &mut Ui, lang: Language, filter: &mut Filter, choices: &Choices) {
    let announced =
        [(true, lang.t("filter-announced-yes")), (false, lang.t("filter-announced-no"))];
    let named = |name: &str| {
        if name.is_empty() { lang.t("filter-every-shift") } else { name.to_owned() }
    };
    egui::Grid::new("review-filter").num_columns(2).spacing([theme::GAP, 4.0]).show(ui, |ui| {
        let Choices { buildings, scenarios, shifts, years } = choices;
        if buildings.len() > 1 {
            let all = buildings.iter().map(|(id, name)| (id.clone(), name.clone()));
            pick(ui, lang, &lang.t("filter-building"), &mut filter.building, all.collect());
        }
        let all = scenarios.iter().map(|(id, name)| (id.clone(), name.clone()));
        pick(ui, lang, &lang.t("filter-scenario"), &mut filter.scenario, all.collect());
        let all = shifts.iter().map(|shift| (shift.clone(), named(shift)));
        pick(ui, lang, &lang.t("filter-shift"), &mut filter.shift, all.collect());
        pick(ui, lang, &lang.t("filter-announced"), &mut filter.announced, announced.to_vec());
        let all = years.iter().rev().map(|year| (*year, year.to_string()));
        pick(ui, lang, &lang.t("filter-year"), &mut filter.year, all.collect());
    });
    if *filter != Filter::default() {
        let words = format!("{}  {}", icons::CLOSE, lang.t("filter-clear"));
        if ui.small_button(words).clicked() {
            *filter = Filter::default();
        }
    }
}

/// A list with one more entry that asks for nothing.
fn pick<T: PartialEq + Clone>(
    ui: &mut Ui,
    lang: Language,
    name: &str,
    value: &mut Option<T>,
    all: Vec<(T, String)>,
) {
    let mut entries = vec![(None, lang.t("filter-all"))];
    entries.extend(all.into_iter().map(|(one, text)| (Some(one), text)));
    ui.label(RichText::new(name).small().color(theme::colors_of(ui.visuals()).weak));
    if let Some(picked) = field::pick(ui, name, Some(&*value), &entries, (160.0, "")) {
        *value = picked;
    }
    ui.end_row();
}
