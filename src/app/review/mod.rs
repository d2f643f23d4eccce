//! The place Review: what drills came to, side by side and over the years.

mod agreement;
mod board;
mod calendar;
mod comparing;
mod debrief;
mod export;
mod filter;
mod finding;
mod findings;
mod lanes;
mod list;
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

use std::sync::Arc;

use comparing::{All, Comparing, Drills, Records};
use eframe::egui::containers::menu::{MenuButton, MenuConfig};
use eframe::egui::{self, PopupCloseBehavior, RichText, Ui};
use filter::Choices;

use super::desk::{Desk, Place};
use super::{icons, theme, widgets};
use crate::drill::{Ending, FindingId, Record, RecordId};
use crate::exchange::row_name;
use crate::history::{Baseline, Filter};
use crate::language::{Choice, Language, choice};

/// From these widths on the list of drills stands beside them, and the pages beside each other.
const DRILLS_BESIDE: f32 = 760.0;
const VIEWS_BESIDE: f32 = 860.0;

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

/// The place Review.
pub(crate) struct ReviewPlace {
    view: View,
    baseline: Baseline,
    filter: Filter,
    record: Option<RecordId>,
    comparing: Comparing,
    table: table::TableView,
    trend: trend::TrendView,
    spread: spread::SpreadView,
    agreement: agreement::AgreementView,
    findings: findings::Findings,
    sign_off: sign_off::SigningOff,
    correcting: debrief::Correcting,
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
            comparing: Comparing::default(),
            table: table::TableView::default(),
            trend: trend::TrendView::default(),
            spread: spread::SpreadView::default(),
            agreement: agreement::AgreementView::default(),
            findings: findings::Findings::default(),
            sign_off: sign_off::SigningOff::default(),
            correcting: debrief::Correcting::default(),
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
                desk.lead(ui, Place::Drill);
            });
            return;
        }
        self.choose(desk);
        self.comparing.ask(ui.ctx(), &self.filter, self.record.as_ref());
        self.merging.tick(ui.ctx(), desk);
        if self.merging.is_open() {
            egui::CentralPanel::default().show(ui, |ui| self.merging.show(ui, desk));
            return;
        }
        let Some(admitted) = self.comparing.admitted() else {
            egui::CentralPanel::default().show(ui, |ui| {
                let (title, hint) = (lang.t("review-comparing"), lang.t("review-comparing-hint"));
                widgets::empty_state(ui, icons::HISTORY, &title, &hint);
            });
            return;
        };
        let All { drills, choices } = self.comparing.all();
        let beside = ui.available_width() >= DRILLS_BESIDE;
        if beside {
            egui::Panel::left("review-drills").default_size(240.0).show(ui, |ui| {
                ui.add_space(theme::GAP);
                self.drills(ui, lang, &choices, &admitted.list);
            });
        }
        egui::CentralPanel::default().show(ui, |ui| {
            ui.horizontal(|ui| {
                if !beside {
                    self.drills_menu(ui, lang, &choices, &admitted.list, &drills);
                }
                if ui.available_width() >= VIEWS_BESIDE {
                    for view in View::ALL {
                        let text = RichText::new(lang.t(view.key())).font(theme::strong());
                        ui.selectable_value(&mut self.view, *view, text);
                    }
                } else {
                    widgets::choice(ui, lang, &lang.t("review-view"), &mut self.view);
                }
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    self.export.show(ui, desk, &drills, self.record.as_ref());
                    if self.comparing.is_busy() {
                        ui.spinner().on_hover_text(lang.t("review-comparing"));
                    }
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
            let comparison = &admitted.comparison;
            let record = self.record.as_ref();
            let comparability = &self.comparing.comparability(comparison);
            match self.view {
                View::Comparison => {
                    self.table.show(ui, lang, comparison, comparability, &mut self.baseline);
                }
                View::Agreement => self.agreement.show(ui, lang, comparison, record),
                View::Pair => self.pair.show(ui, lang, comparison, record),
                View::Trend => self.trend.show(ui, lang, comparison, comparability),
                View::Spread => self.spread.show(ui, lang, comparison, self.comparing.records()),
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
                    let after = (&mut self.sign_off, &mut self.merging, &mut self.correcting);
                    one_drill::show(ui, desk, comparison, record, self.baseline, after);
                }
                View::Marking => self.marking.show(ui, desk, comparison, record),
                View::Findings => {
                    let records = self.comparing.records();
                    self.findings.show(ui, desk, (records, &drills), record);
                }
                View::Calendar => {
                    let records = self.comparing.records();
                    self.calendar.show(ui, desk, records, &mut self.export);
                }
            }
        });
    }

    /// Shows a finding as soon as the place is shown.
    pub(crate) fn show_finding(&mut self, place: (RecordId, FindingId)) {
        self.view = View::Findings;
        self.findings.show_soon(place);
    }

    /// The filter, and the drills that it admits.
    fn drills(&mut self, ui: &mut Ui, lang: Language, choices: &Choices, list: &[list::Entry]) {
        filter::show(ui, lang, &mut self.filter, choices);
        ui.separator();
        let clicked = list::show(ui, lang, list, self.record.as_ref());
        // A drill of another scenario brings its scenario with it.
        if let Some((record, scenario)) = clicked {
            self.record = Some(record);
            if let Some(wanted) = &mut self.filter.scenario {
                *wanted = scenario;
            }
        }
    }

    /// The same behind a button, where there is no room beside the drill.
    fn drills_menu(
        &mut self,
        ui: &mut Ui,
        lang: Language,
        choices: &Choices,
        list: &[list::Entry],
        drills: &Drills,
    ) {
        let chosen = self.record.as_ref().and_then(|id| drills.get(id));
        let day = chosen.map(|drill| drill.record.started.date().to_string()).unwrap_or_default();
        let config = MenuConfig::new().close_behavior(PopupCloseBehavior::CloseOnClickOutside);
        let button = MenuButton::new(format!("{}  {day}", icons::HISTORY)).config(config);
        let (response, _) = button.ui(ui, |ui| {
            ui.set_width(240.0);
            ui.set_height((ui.ctx().content_rect().height() - 120.0).min(420.0));
            self.drills(ui, lang, choices, list);
        });
        widgets::named(&response, egui::Role::Button, &lang.t("review-drills"));
    }

    /// Takes up what changed in the book and keeps a drill chosen: the newest at first and whenever
    /// a new one has come.
    fn choose(&mut self, desk: &Desk<'_>) {
        let records = &desk.session.book.records;
        let known = self.comparing.records();
        // While a large book is being read, what is there is compared whenever it has doubled: each
        // time anew, it would be compared more often than it is looked at.
        if desk.session.book.reading().is_some()
            && !known.is_empty()
            && records.len() < 2 * known.len()
        {
            return;
        }
        let newest = |records: &Records| records.values().map(|record| record.started).max();
        let before = Arc::clone(known);
        if !self.comparing.take_up(records) {
            return;
        }
        let gone = self.record.as_ref().is_none_or(|id| !records.contains_key(id));
        if gone || newest(records) > newest(&before) {
            let chosen = records.values().max_by_key(|record| record.started);
            self.record = chosen.map(|record| record.id.clone());
            let scenario = chosen.map(|record| record.scenario.id.clone());
            self.filter = Filter { scenario, ..Filter::default() };
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
