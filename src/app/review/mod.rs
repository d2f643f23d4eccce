//! The place Review: what drills came to, side by side and over the years.

mod finding;
mod findings;
mod one_drill;
mod sign_off;
mod table;
mod trend;

use std::collections::BTreeMap;
use std::sync::Arc;

use eframe::egui::{self, RichText, Ui};

use super::desk::Desk;
use super::{icons, theme, widgets};
use crate::drill::{Ending, Record, RecordId, ScenarioId};
use crate::history::{Baseline, Comparison, Drill, Row};
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

/// Every drill of the book with what it came to.
type Drills = BTreeMap<RecordId, Arc<Drill>>;

/// The place Review.
pub(crate) struct ReviewPlace {
    view: View,
    baseline: Baseline,
    scenario: Option<ScenarioId>,
    record: Option<RecordId>,
    drills: Drills,
    compared: Option<Comparison>,
    /// The row of the trend chart.
    trend_row: usize,
    findings: findings::Findings,
    sign_off: sign_off::SigningOff,
}

impl Default for ReviewPlace {
    fn default() -> Self {
        Self {
            view: View::Comparison,
            baseline: Baseline::Previous,
            scenario: None,
            record: None,
            drills: Drills::new(),
            compared: None,
            trend_row: 0,
            findings: findings::Findings::default(),
            sign_off: sign_off::SigningOff::default(),
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
            if self.view != View::Findings {
                self.findings.leave(desk);
            }
            if self.view != View::Drill {
                self.sign_off.leave(desk);
            }
            let Some(comparison) = &self.compared else { return };
            let record = self.record.as_ref();
            match self.view {
                View::Comparison => table::show(ui, lang, comparison, &mut self.baseline),
                View::Trend => trend::show(ui, lang, comparison, &mut self.trend_row),
                View::Drill => {
                    let (baseline, sign_off) = (self.baseline, &mut self.sign_off);
                    one_drill::show(ui, desk, comparison, record, baseline, sign_off);
                }
                View::Findings => self.findings.show(ui, desk, &self.drills, record),
            }
        });
    }

    /// Takes up what changed in the book, keeps a drill chosen, and compares again if need be. The
    /// newest drill is chosen at first and whenever a new one has come.
    fn choose(&mut self, desk: &Desk<'_>) {
        let records = &desk.session.book.records;
        let newest = |drills: &Drills| drills.values().map(|drill| drill.record.started).max();
        let before = newest(&self.drills);
        if !self.take_up(records) && self.compared.is_some() {
            return;
        }
        let gone = self.record.as_ref().is_none_or(|id| !self.drills.contains_key(id));
        if gone || newest(&self.drills) > before {
            let chosen = self.drills.values().max_by_key(|drill| drill.record.started);
            self.record = chosen.map(|drill| drill.record.id.clone());
            self.scenario = chosen.map(|drill| drill.record.scenario.id.clone());
        }
        self.compare();
    }

    /// Compares the drills of the chosen scenario.
    fn compare(&mut self) {
        let drills = self.drills.values();
        let of_scenario =
            drills.filter(|drill| Some(&drill.record.scenario.id) == self.scenario.as_ref());
        self.compared = Some(Comparison::between(of_scenario.cloned().collect()));
    }

    /// Takes up the records that are new or changed; returns whether there were any.
    fn take_up(&mut self, records: &BTreeMap<RecordId, Arc<Record>>) -> bool {
        let same = self.drills.len() == records.len()
            && self.drills.iter().zip(records).all(|((id, drill), (other, record))| {
                id == other && Arc::ptr_eq(&drill.record, record)
            });
        if same {
            return false;
        }
        let known = std::mem::take(&mut self.drills);
        let drill = |(id, record): (&RecordId, &Arc<Record>)| {
            let old = known.get(id).filter(|drill| Arc::ptr_eq(&drill.record, record));
            (id.clone(), old.cloned().unwrap_or_else(|| Arc::new(Drill::of(record))))
        };
        self.drills = records.iter().map(drill).collect();
        true
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
                        self.compare();
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
