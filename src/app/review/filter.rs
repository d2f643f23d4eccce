//! Which drills are looked at: building, scenario, shift, announced or not, year.

use std::collections::BTreeMap;

use eframe::egui::{self, RichText, Ui};

use super::Drills;
use crate::app::{field, icons, theme};
use crate::history::Filter;
use crate::language::Language;

/// Shows the lists of what there is to choose; returns whether another choice was made.
pub(super) fn show(ui: &mut Ui, lang: Language, filter: &mut Filter, drills: &Drills) -> bool {
    let before = filter.clone();
    let records = || drills.values().map(|drill| &drill.record);
    let buildings: BTreeMap<_, _> = records().map(|r| (&r.building.id, &r.building.name)).collect();
    let scenarios: BTreeMap<_, _> = records().map(|r| (&r.scenario.id, &r.scenario.name)).collect();
    let shifts: BTreeMap<_, _> =
        records().map(|r| (&r.scenario.shift, &r.scenario.shift)).collect();
    let years: BTreeMap<i16, String> = records()
        .map(|record| record.started.date().year())
        .map(|year| (year, year.to_string()))
        .collect();
    let announced =
        [(true, lang.t("filter-announced-yes")), (false, lang.t("filter-announced-no"))];
    let named = |name: &str| {
        if name.is_empty() { lang.t("filter-every-shift") } else { name.to_owned() }
    };
    egui::Grid::new("review-filter").num_columns(2).spacing([theme::GAP, 4.0]).show(ui, |ui| {
        if buildings.len() > 1 {
            let all = buildings.into_iter().map(|(id, name)| (id.clone(), name.clone()));
            pick(ui, lang, &lang.t("filter-building"), &mut filter.building, all.collect());
        }
        let all = scenarios.into_iter().map(|(id, name)| (id.clone(), name.clone()));
        pick(ui, lang, &lang.t("filter-scenario"), &mut filter.scenario, all.collect());
        let all = shifts.into_iter().map(|(shift, name)| (shift.clone(), named(name)));
        pick(ui, lang, &lang.t("filter-shift"), &mut filter.shift, all.collect());
        pick(ui, lang, &lang.t("filter-announced"), &mut filter.announced, announced.to_vec());
        pick(ui, lang, &lang.t("filter-year"), &mut filter.year, years.into_iter().rev().collect());
    });
    if *filter != Filter::default() {
        let words = format!("{}  {}", icons::CLOSE, lang.t("filter-clear"));
        if ui.small_button(words).clicked() {
            *filter = Filter::default();
        }
    }
    *filter != before
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
