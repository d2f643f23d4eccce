//! After the drill: what it came to, sheets that come in late, and the debrief of five minutes.

use std::sync::Arc;

use eframe::egui::{self, RichText, TextEdit, Ui, vec2};

use super::debrief::Draft;
use super::log::parse_clock;
use super::{State, print, summary};
use crate::app::desk::{Desk, Place};
use crate::app::export::Export;
use crate::app::{field, icons, theme};
use crate::drill::{
    CheckpointId, CheckpointKind, Ending, Outcome, Pauses, Record, Run, WallTime, What,
};
use crate::exchange::report::DebriefSheet;
use crate::language::{Language, Message, msg};
use crate::units::Seconds;

/// From this width on the debrief has its place beside the figures, in points.
const COLUMNS: f32 = 900.0;

/// A drill that is over and saved.
pub(super) struct After {
    record: Arc<Record>,
    outcome: Outcome,
    debrief: Draft,
    printing: Export,
    sheet: Sheet,
}

/// A sheet of paper with times that comes in after the end.
#[derive(Default)]
struct Sheet {
    source: String,
    times: Vec<(CheckpointId, String)>,
}

impl After {
    pub(super) fn of(record: Record) -> Self {
        let outcome = Outcome::of(&record.scenario, &record.events);
        let debrief = Draft::of(&record, &outcome);
        let sheet = Sheet::of(&record, &outcome);
        Self { record: Arc::new(record), outcome, debrief, printing: Export::default(), sheet }
    }

    pub(super) fn show(&mut self, ui: &mut Ui, desk: &mut Desk<'_>) -> Option<State> {
        // Review may have changed it meanwhile.
        if let Some(current) = desk.session.book.records.get(&self.record.id)
            && !Arc::ptr_eq(current, &self.record)
        {
            self.record = Arc::clone(current);
            self.debrief.follow(current);
        }
        let lang = desk.lang;
        let mut next = None;
        egui::CentralPanel::default().show(ui, |ui| {
            ui.add_space(theme::GAP);
            let wide = ui.available_width() >= COLUMNS;
            ui.horizontal(|ui| {
                self.title(ui, lang);
                if wide {
                    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                        next = self.onward(ui, desk);
                    });
                }
            });
            if !wide {
                ui.horizontal_wrapped(|ui| next = self.onward(ui, desk));
            }
            ui.separator();
            egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                if !wide {
                    self.sum_up(ui, desk);
                    ui.separator();
                    self.talk_over(ui, desk);
                    return;
                }
                ui.columns(2, |columns| {
                    let [left, right] = columns else { return };
                    self.sum_up(left, desk);
                    self.talk_over(right, desk);
                });
            });
        });
        self.printing.hear(desk);
        next
    }

    /// That it is saved, and whether it became a real emergency.
    fn title(&self, ui: &mut Ui, lang: Language) {
        let colors = theme::colors_of(ui.visuals());
        let ink = ui.visuals().text_color();
        let (icon, sign, ink, title) = match self.outcome.ending {
            Some(Ending::RealEmergency) => (icons::SOS, colors.bad, colors.bad, "drill-after-real"),
            _ => (icons::CHECK_CIRCLE, colors.good, ink, "drill-after-title"),
        };
        ui.label(RichText::new(icon).size(30.0).color(sign));
        ui.label(RichText::new(lang.t(title)).font(theme::figure(22.0)).color(ink));
        let scenario = RichText::new(&self.record.scenario.name).color(colors.weak);
        ui.add(egui::Label::new(scenario).truncate());
    }

    /// Where to go from here: Review, the next drill, or the sheet on paper.
    fn onward(&mut self, ui: &mut Ui, desk: &mut Desk<'_>) -> Option<State> {
        let lang = desk.lang;
        let mut next = None;
        let review = format!("{}  {}", icons::COMPARE, lang.t("drill-after-review"));
        let review = egui::Button::new(RichText::new(review).font(theme::strong()));
        let fill = ui.visuals().selection.bg_fill;
        if ui.add(review.fill(fill).min_size(vec2(0.0, 34.0))).clicked() {
            *desk.go = Some(Place::Review);
        }
        if ui.button(lang.t("drill-after-again")).clicked() {
            next = Some(State::Before);
        }
        let text = format!("{}  {}", icons::PRINT, lang.t("debrief-print"));
        let idle = !self.printing.is_writing();
        if ui.add_enabled(idle, egui::Button::new(text)).clicked() {
            self.print(ui, desk);
        }
        next
    }

    /// The debrief.
    fn talk_over(&mut self, ui: &mut Ui, desk: &mut Desk<'_>) {
        ui.set_max_width(ui.available_width() - 12.0);
        let record = &self.record;
        let kept = ui.vertical(|ui| self.debrief.show(ui, desk, (record, &self.outcome))).inner;
        if let Some(record) = kept {
            self.keep(desk, record);
        }
    }

    /// Prints the sheet for the debrief, with what is filled in already.
    fn print(&mut self, ui: &Ui, desk: &Desk<'_>) {
        let record = self.debrief.shown_in(&self.record, desk.clock.now().wall);
        let (book, lang) = (&desk.session.book, desk.lang);
        let (root, prints) = (book.root(), book.prints_folder());
        let site = desk.session.contents().manifest.name.clone();
        let today = desk.clock.now().wall.date();
        self.printing.begin(ui.ctx(), move || {
            let (root, site, record) = (&root, &site, &record);
            print::debrief(&prints, &DebriefSheet { root, site, record, today, lang })
        });
    }

    /// What it came to, and times from paper.
    fn sum_up(&mut self, ui: &mut Ui, desk: &mut Desk<'_>) {
        let lang = desk.lang;
        summary::figures(ui, lang, &self.record, &self.outcome);
        ui.add_space(theme::GROUP_GAP);
        // Above the times, because it fills them.
        let writable = !desk.session.is_read_only();
        if writable && self.sheet.show(ui, lang, &self.record) {
            match self.sheet.enter(&self.record, desk.clock.now().wall) {
                Ok(record) => self.keep(desk, record),
                Err(message) => desk.warn(&message),
            }
        }
        ui.add_space(theme::GAP);
        summary::times(ui, lang, &self.record, &self.outcome);
        ui.add_space(theme::GROUP_GAP);
    }

    /// Saves the record as it is now, and goes on with it.
    fn keep(&mut self, desk: &mut Desk<'_>, record: Record) {
        match desk.session.book.save_record(&record) {
            Ok(_) => {
                self.outcome = Outcome::of(&record.scenario, &record.events);
                self.sheet = Sheet::of(&record, &self.outcome);
                self.record = Arc::new(record);
                desk.tell(&msg!("drill-after-kept"));
            }
            Err(error) => desk.warn(&error.message()),
        }
    }
}

impl Sheet {
    /// Every checkpoint that nobody has entered.
    fn of(record: &Record, outcome: &Outcome) -> Self {
        let open = record.scenario.checkpoints.iter().filter(|checkpoint| {
            // The alarm is the start of it all.
            checkpoint.kind != CheckpointKind::Alarm
                && outcome.times.get(&checkpoint.id).is_none_or(|reached| reached.derived)
        });
        let times = open.map(|checkpoint| (checkpoint.id.clone(), String::new()));
        Self { source: String::new(), times: times.collect() }
    }

    /// Shows the sheet; returns whether it is to be entered.
    fn show(&mut self, ui: &mut Ui, lang: Language, record: &Record) -> bool {
        if self.times.is_empty() {
            return false;
        }
        let mut enter = false;
        let title = format!("{}  {}", icons::HISTORY, lang.t("late-sheet"));
        egui::CollapsingHeader::new(RichText::new(title).font(theme::heading())).show(ui, |ui| {
            ui.label(lang.t("late-sheet-hint"));
            ui.horizontal(|ui| {
                let name = lang.t("drill-late-source");
                ui.label(&name);
                let hint = lang.t("drill-late-source-hint");
                if let Some(text) = field::text(ui, &name, &self.source, 220.0, &hint) {
                    self.source = text;
                }
            });
            egui::Grid::new("late-sheet").num_columns(2).show(ui, |ui| {
                for (id, time) in &mut self.times {
                    let Some(checkpoint) = record.scenario.checkpoint(id) else { continue };
                    let title = lang.say(&checkpoint.title(&record.building, &record.site));
                    ui.label(&title);
                    let wrong = !time.trim().is_empty() && parse_clock(time).is_none();
                    let mut edit =
                        TextEdit::singleline(time).desired_width(80.0).hint_text("3:20.5");
                    if wrong {
                        edit = edit.text_color(theme::colors_of(ui.visuals()).bad);
                    }
                    ui.add(edit).accessible_name(title);
                    ui.end_row();
                }
            });
            let filled = self.times.iter().any(|(_, time)| !time.trim().is_empty());
            let right = self
                .times
                .iter()
                .all(|(_, time)| time.trim().is_empty() || parse_clock(time).is_some());
            let ready = filled && right && !self.source.trim().is_empty();
            let button = egui::Button::new(lang.t("late-sheet-enter"));
            let response = ui.add_enabled(ready, button);
            enter = response.on_disabled_hover_text(lang.t("late-sheet-needs")).clicked();
        });
        enter
    }

    /// The record with the times of the sheet, entered at `wall`.
    fn enter(&self, record: &Record, wall: WallTime) -> Result<Record, Message> {
        let mut run = Run::ready(record.scenario.clone());
        record.events.iter().for_each(|event| run.apply(event.clone()));
        let last = record.events.last().map_or(Seconds::ZERO, |event| event.at);
        let at = record.started.until(wall).max(last);
        let pauses = Pauses::of(&record.events);
        for (checkpoint, time) in &self.times {
            let Some(clock) = parse_clock(time) else { continue };
            let what = What::EnteredLate {
                happened_at: pauses.time_of(clock),
                what: Box::new(What::Reached { checkpoint: checkpoint.clone() }),
                source: self.source.trim().to_owned(),
            };
            let event = run.decide(what, at, wall, &record.conductor);
            run.apply(event.map_err(|refusal| refusal.message())?);
        }
        Ok(Record { events: run.events().to_vec(), ..record.clone() })
    }
}
