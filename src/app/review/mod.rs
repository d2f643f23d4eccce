//! The place Review: what drills came to, side by side and over the years.

mod findings;
mod one_drill;
mod table;
mod trend;

use std::collections::BTreeMap;
use std::sync::Arc;

use eframe::egui::{self, RichText, Ui};

use super::desk::Desk;
use super::{icons, theme, widgets};
use crate::drill::{Ending, Record, RecordId, ScenarioId};
use crate::history::{Baseline, Comparison, Row};
use crate::language::{Choice, Language, choice};

choice! {
    /// What of the drills is looked at.
    pub enum View {
        /// Checkpoints against drills.
        Comparison => "review-comparison",
        /// Times over the years.
        Trend => "review-trend",
        /// One drill.
        Drill => "review-drill",
        /// Findings and corrective actions of all drills.
        Findings => "review-findings",
    }
}

/// The place Review.
pub(crate) struct ReviewPlace {
    view: View,
    baseline: Baseline,
    scenario: Option<ScenarioId>,
    record: Option<RecordId>,
    compared: Option<Comparison>,
    /// The row of the trend chart.
    trend_row: usize,
    findings: findings::Findings,
}

impl Default for ReviewPlace {
    fn default() -> Self {
        Self {
            view: View::Comparison,
            baseline: Baseline::Previous,
            scenario: None,
            record: None,
            compared: None,
            trend_row: 0,
            findings: findings::Findings::default(),
        }
    }
}

impl ReviewPlace {
    /// Shows the place.
    pub(crate) fn show(&mut self, ui: &mut Ui, desk: &mut Desk<'_>) {
        let lang = desk.lang;
        if desk.session.book.records.is_empty() {
            egui::CentralPanel::default().show(ui, |ui| {
                let (title, hint) = (lang.t("review-empty"), lang.t("review-empty-hint"));
                widgets::empty_state(ui, icons::HISTORY, &title, &hint);
            });
            return;
        }
        self.choose(desk);
        egui::Panel::left("review-drills").default_size(230.0).show(ui, |ui| {
            ui.add_space(theme::GAP);
            self.list(ui, desk);
        });
        egui::CentralPanel::default().show(ui, |ui| {
            ui.horizontal(|ui| {
                for view in View::ALL {
                    let text = RichText::new(lang.t(view.key())).font(theme::strong());
                    ui.selectable_value(&mut self.view, *view, text);
                }
            });
            ui.separator();
            let Some(comparison) = &self.compared else { return };
            match self.view {
                View::Comparison => table::show(ui, lang, comparison, &mut self.baseline),
                View::Trend => trend::show(ui, lang, comparison, &mut self.trend_row),
                View::Drill => {
                    let chosen = self.record.as_ref();
                    one_drill::show(ui, lang, comparison, chosen, self.baseline);
                }
                View::Findings => self.findings.show(ui, desk, self.record.as_ref()),
            }
        });
    }

    /// Keeps a scenario and a drill chosen, and compares again when its records have changed.
    fn choose(&mut self, desk: &Desk<'_>) {
        let records = &desk.session.book.records;
        let known = |id: &ScenarioId| records.values().any(|record| record.scenario.id == *id);
        if !self.scenario.as_ref().is_some_and(known) {
            let newest = records.values().max_by_key(|record| record.started);
            self.scenario = newest.map(|record| record.scenario.id.clone());
            self.record = newest.map(|record| record.id.clone());
        }
        let Some(scenario) = &self.scenario else { return };
        let mut drills: Vec<&Arc<Record>> =
            records.values().filter(|record| record.scenario.id == *scenario).collect();
        drills.sort_by_key(|record| record.started);
        let same = self.compared.as_ref().is_some_and(|comparison| {
            comparison.drills.len() == drills.len()
                && comparison.drills.iter().zip(&drills).all(|(a, b)| Arc::ptr_eq(&a.record, b))
        });
        if !same {
            self.compared = Some(Comparison::of(drills));
        }
    }

    fn list(&mut self, ui: &mut Ui, desk: &Desk<'_>) {
        let lang = desk.lang;
        let mut scenarios: BTreeMap<&ScenarioId, Vec<&Arc<Record>>> = BTreeMap::new();
        for record in desk.session.book.records.values() {
            scenarios.entry(&record.scenario.id).or_default().push(record);
        }
        egui::ScrollArea::vertical().show(ui, |ui| {
            for (id, mut records) in scenarios {
                records.sort_by_key(|record| std::cmp::Reverse(record.started));
                let name = records.first().map_or("", |record| record.scenario.name.as_str());
                ui.label(RichText::new(name).font(theme::strong()));
                for record in records {
                    let chosen = self.record.as_ref() == Some(&record.id);
                    let text = format!("{}  {}", sign(record), record.started.date());
                    let hint = lang.t(record.ending.key());
                    if ui.selectable_label(chosen, text).on_hover_text(hint).clicked() {
                        self.record = Some(record.id.clone());
                        self.scenario = Some(id.clone());
                    }
                }
                ui.add_space(theme::GROUP_GAP);
            }
        });
    }
}

/// What kind of drill a record is of.
const fn sign(record: &Record) -> &'static str {
    match (record.rehearsal, record.ending) {
        (true, _) => icons::REPLAY,
        (false, Ending::Finished) => icons::FINISH,
        (false, Ending::RealEmergency) => icons::SOS,
        (false, Ending::Interrupted) => icons::WARNING,
    }
}

/// The name of a row.
fn row_name(row: &Row, comparison: &Comparison, lang: Language) -> String {
    let drills = comparison.drills.iter().rev();
    let mut having = drills.filter(|d| d.record.scenario.checkpoint(&row.id).is_some());
    match (&row.checkpoint, having.next()) {
        (Some(checkpoint), Some(drill)) => {
            lang.say(&checkpoint.title(&drill.record.building, &drill.record.site))
        }
        _ => lang.t("comparison-total"),
    }
}
