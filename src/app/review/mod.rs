//! The place Review: what drills came to, side by side and over the years.

mod agreement;
mod board;
mod calendar;
mod export;
mod filter;
mod finding;
mod findings;
mod lanes;
mod marking;
mod merging;
mod one_drill;
mod pair;
mod plot;
mod replay;
mod sign_off;
mod spread;
mod table;
mod trend;

use std::collections::BTreeMap;
use std::sync::Arc;

use eframe::egui::{self, RichText, Ui};

use super::desk::Desk;
use super::{icons, theme, widgets};
use crate::drill::{Ending, Record, RecordId, ScenarioId};
use crate::exchange::row_name;
use crate::history::{Baseline, Comparability, Comparison, Drill, Filter};
use crate::language::{Choice, Language, choice};

choice! {
    /// What of the drills is looked at.
    pub enum View {
        /// Checkpoints against drills.
        Comparison => "review-comparison",
        /// Two drills side by side.
        Pair => "review-pair",
        /// Times over the years.
        Trend => "review-trend",
        /// One drill beside its prediction.
        Agreement => "review-agreement",
        /// How times are spread, and how doors and hazards fare.
        Spread => "review-spread",
        /// One drill.
        Drill => "review-drill",
        /// One drill again on the plan.
        Replay => "review-replay",
        /// How one drill was marked.
        Marking => "review-marking",
        /// Findings and corrective actions of all drills.
        Findings => "review-findings",
        /// What is due.
        Calendar => "review-calendar",
    }
}

/// Every drill of the book with what it came to.
type Drills = BTreeMap<RecordId, Arc<Drill>>;

/// The place Review.
pub(crate) struct ReviewPlace {
    view: View,
    baseline: Baseline,
    filter: Filter,
    record: Option<RecordId>,
    drills: Drills,
    compared: Option<Comparison>,
    /// Which drills compare with the chosen one.
    comparability: Comparability,
    trend: trend::TrendView,
    agreement: agreement::AgreementView,
    findings: findings::Findings,
    sign_off: sign_off::SigningOff,
    merging: merging::Merging,
    pair: pair::Pair,
    replay: replay::Replay,
    marking: marking::MarkingView,
    calendar: calendar::CalendarView,
    export: export::Export,
}

impl Default for ReviewPlace {
    fn default() -> Self {
        Self {
            view: View::Comparison,
            baseline: Baseline::Previous,
            filter: Filter::default(),
            pair: pair::Pair::default(),
            replay: replay::Replay::default(),
            marking: marking::MarkingView::default(),
            calendar: calendar::CalendarView::default(),
            export: export::Export::default(),
            record: None,
            drills: Drills::new(),
            compared: None,
            comparability: Comparability::default(),
            trend: trend::TrendView::default(),
            agreement: agreement::AgreementView::default(),
            findings: findings::Findings::default(),
            sign_off: sign_off::SigningOff::default(),
            merging: merging::Merging::default(),
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
        self.merging.tick(ui.ctx(), desk);
        if self.merging.is_open() {
            egui::CentralPanel::default().show(ui, |ui| self.merging.show(ui, desk));
            return;
        }
        egui::Panel::left("review-drills").default_size(240.0).show(ui, |ui| {
            ui.add_space(theme::GAP);
            self.list(ui, lang);
        });
        egui::CentralPanel::default().show(ui, |ui| {
            ui.horizontal(|ui| {
                for view in View::ALL {
                    let text = RichText::new(lang.t(view.key())).font(theme::strong());
                    ui.selectable_value(&mut self.view, *view, text);
                }
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    self.export.show(ui, desk, &self.drills, self.record.as_ref());
                });
            });
            ui.separator();
            if self.view != View::Findings {
                self.findings.leave(desk);
            }
            if self.view != View::Drill {
                self.sign_off.leave(desk);
            }
            if self.view != View::Marking {
                self.marking.leave(desk);
            }
            let Some(comparison) = &self.compared else { return };
            let (record, comparability) = (self.record.as_ref(), &self.comparability);
            match self.view {
                View::Comparison => {
                    table::show(ui, lang, comparison, comparability, &mut self.baseline);
                }
                View::Agreement => self.agreement.show(ui, lang, comparison, record),
                View::Pair => self.pair.show(ui, lang, comparison, record),
                View::Trend => self.trend.show(ui, lang, comparison, comparability),
                View::Spread => spread::show(ui, lang, comparison, &self.drills),
                View::Replay => {
                    let comment = self.replay.show(ui, lang, comparison, record);
                    if let Some((id, comment)) = comment {
                        findings::change(desk, &id, |record| {
                            record.moments.push(comment);
                            record.moments.sort_by_key(|moment| moment.at);
                        });
                    }
                }
                View::Drill => {
                    let after = (&mut self.sign_off, &mut self.merging);
                    one_drill::show(ui, desk, comparison, record, self.baseline, after);
                }
                View::Marking => self.marking.show(ui, desk, comparison, record),
                View::Findings => self.findings.show(ui, desk, &self.drills, record),
                View::Calendar => {
                    self.calendar.show(ui, desk, &self.drills, &mut self.export);
                }
            }
        });
    }

    /// Takes up what changed in the book, keeps a drill chosen, and compares again if need be. The
    /// newest drill is chosen at first and whenever a new one has come.
    fn choose(&mut self, desk: &Desk<'_>) {
        let records = &desk.session.book.records;
        // While a large book is being read, what is there is compared whenever it has doubled: each
        // time anew, it would be compared more often than it is looked at.
        if desk.session.book.reading().is_some()
            && self.compared.is_some()
            && records.len() < 2 * self.drills.len()
        {
            return;
        }
        let newest = |drills: &Drills| drills.values().map(|drill| drill.record.started).max();
        let before = newest(&self.drills);
        if !self.take_up(records) && self.compared.is_some() {
            return;
        }
        let gone = self.record.as_ref().is_none_or(|id| !self.drills.contains_key(id));
        if gone || newest(&self.drills) > before {
            let chosen = self.drills.values().max_by_key(|drill| drill.record.started);
            self.record = chosen.map(|drill| drill.record.id.clone());
            let scenario = chosen.map(|drill| drill.record.scenario.id.clone());
            self.filter = Filter { scenario, ..Filter::default() };
        }
        self.compare();
    }

    /// Compares the drills that the filter admits.
    fn compare(&mut self) {
        let admitted = self.drills.values().filter(|drill| self.filter.admits(&drill.record));
        self.compared = Some(Comparison::between(admitted.cloned().collect()));
        self.set_beside();
    }

    /// Sets the drills beside the chosen one, or beside the newest where that is filtered out.
    fn set_beside(&mut self) {
        let Some(comparison) = &self.compared else { return };
        let drills = &comparison.drills;
        let chosen = drills.iter().position(|d| Some(&d.record.id) == self.record.as_ref());
        let reference = chosen.unwrap_or(drills.len().saturating_sub(1));
        self.comparability = Comparability::with(comparison, reference);
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

    /// The filter, and below it the drills by scenario, newest first. A drill of another scenario
    /// brings its scenario with it.
    fn list(&mut self, ui: &mut Ui, lang: Language) {
        if filter::show(ui, lang, &mut self.filter, &self.drills) {
            self.compare();
        }
        ui.separator();
        let others = Filter { scenario: None, ..self.filter.clone() };
        let mut scenarios: BTreeMap<&ScenarioId, Vec<&Arc<Record>>> = BTreeMap::new();
        for drill in self.drills.values().filter(|drill| others.admits(&drill.record)) {
            scenarios.entry(&drill.record.scenario.id).or_default().push(&drill.record);
        }
        let mut clicked = None;
        egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            let mut height = None;
            if scenarios.is_empty() {
                ui.label(lang.t("filter-nothing"));
            }
            for mut records in scenarios.into_values() {
                records.sort_by_key(|record| std::cmp::Reverse(record.started));
                let name = records.first().map_or("", |record| record.scenario.name.as_str());
                ui.label(RichText::new(name).font(theme::strong()));
                for record in records {
                    // Of thousands, only those in view are painted.
                    let (top, seen) = (ui.cursor().top(), ui.clip_rect());
                    if let Some(height) = height
                        && (top + height < seen.top() || top > seen.bottom())
                    {
                        ui.allocate_space(egui::vec2(1.0, height));
                        continue;
                    }
                    let chosen = self.record.as_ref() == Some(&record.id);
                    let text = format!("{}  {}", sign(record), when(record));
                    let hint = lang.t(record.ending.key());
                    let response = ui.selectable_label(chosen, text).on_hover_text(hint);
                    height = Some(response.rect.height());
                    if response.clicked() {
                        clicked = Some((record.id.clone(), record.scenario.id.clone()));
                    }
                }
                ui.add_space(theme::GROUP_GAP);
            }
        });
        if let Some((record, scenario)) = clicked {
            self.record = Some(record);
            if self.filter.scenario.as_ref().is_some_and(|wanted| *wanted != scenario) {
                self.filter.scenario = Some(scenario);
                self.compare();
            } else {
                self.set_beside();
            }
        }
    }
}

/// When a drill began, so that two of one day differ.
fn when(record: &Record) -> String {
    record.started.civil().strftime("%Y-%m-%d %H:%M").to_string()
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
