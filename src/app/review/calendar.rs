//! Drills that are due by rule, and who has not taken part for a year.

use std::sync::Arc;

use eframe::egui::{self, Align, Layout, RichText, Ui};
use egui_extras::{Column, TableBuilder};
use jiff::Timestamp;
use jiff::civil::Date;

use super::comparing::{Records, pace};
use super::export::{Export, today};
use crate::app::beside::{Latest, Same};
use crate::app::desk::Desk;
use crate::app::{copy, field, icons, theme, widgets};
use crate::drill::{Clock, Record, SystemClock};
use crate::exchange::calendar_file;
use crate::exchange::report::{Written, coverage_table, due_table, write};
use crate::history::{Calendar, Coverage, Due};
use crate::language::{Message, msg};
use crate::store::{Contents, calendar};

/// What is due, worked out once for what it was worked out from.
#[derive(Default)]
pub(super) struct CalendarView {
    known: Latest<Question, Arc<Result<Calendar, Message>>>,
}

/// All that the calendar depends on.
#[derive(Clone)]
struct Question {
    contents: Contents,
    records: Same<Records>,
    day: Date,
}

impl PartialEq for Question {
    fn eq(&self, other: &Self) -> bool {
        self.day == other.day
            && self.records == other.records
            && self.contents.is_still(&other.contents)
    }
}

impl CalendarView {
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        desk: &mut Desk<'_>,
        records: &Arc<Records>,
        export: &mut Export,
    ) {
        let contents = desk.session.contents().clone();
        let question = Question { contents, records: Same(Arc::clone(records)), day: today() };
        let root = desk.session.book.root();
        self.known.ask(ui.ctx(), question, pace(records.len()), move |question| {
            let Question { contents, records, day } = question;
            let records: Vec<Arc<Record>> = records.0.values().cloned().collect();
            Arc::new(calendar(&root, contents, &records, *day).map_err(|error| error.message()))
        });
        let Some((_, found)) = self.known.newest() else { return };
        let found = Arc::clone(found);
        match &*found {
            Ok(Calendar { due, coverage }) => {
                egui::Panel::right("calendar-people").default_size(280.0).show(ui, |ui| {
                    people(ui, desk, coverage);
                });
                table(ui, desk, due, export);
            }
            Err(message) => {
                let text = desk.lang.say(message);
                let (title, hint) = (desk.lang.t("calendar-unreadable"), text);
                widgets::empty_state(ui, icons::ERROR, &title, &hint);
            }
        }
    }
}

fn table(ui: &mut Ui, desk: &Desk<'_>, due: &[Due], export: &mut Export) {
    let lang = desk.lang;
    let colors = theme::colors_of(ui.visuals());
    let late = due.iter().filter(|one| one.is_overdue()).count();
    ui.horizontal(|ui| {
        let (icon, color, said) = if late > 0 {
            (icons::ERROR, colors.bad, msg!("calendar-overdue-count", count = late))
        } else {
            (icons::CHECK_CIRCLE, colors.good, msg!("calendar-nothing-overdue"))
        };
        let text = RichText::new(format!("{icon}  {}", lang.say(&said))).color(color);
        ui.label(text.font(theme::strong()));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if field::button(ui, icons::CALENDAR, &lang.t("calendar-export")) {
                let (due, contents) = (due.to_vec(), desk.session.contents().clone());
                let name = lang.t("report-drills-due");
                export.ask(desk, &name, &["ics"], move |path| {
                    let made: Timestamp = SystemClock.now().wall.timestamp();
                    let site = &contents.manifest.name;
                    let text = calendar_file(&due, &contents.buildings, site, made, lang);
                    write(path, text.as_bytes()).map(Written::from)
                });
            }
        });
    });
    if due.is_empty() {
        let (title, hint) = (lang.t("calendar-none"), lang.t("calendar-none-hint"));
        widgets::empty_state(ui, icons::CALENDAR, &title, &hint);
        return;
    }
    let name = |due: &Due| {
        let building = desk.session.contents().buildings.get(&due.building);
        building.map_or_else(|| due.building.to_string(), |building| building.name.clone())
    };
    let title = lang.t("report-drills-due");
    copy::titled(ui, lang, &title, || due_table(due, name, lang), |ui| grid(ui, desk, due));
}

fn grid(ui: &mut Ui, desk: &Desk<'_>, due: &[Due]) {
    let lang = desk.lang;
    let colors = theme::colors_of(ui.visuals());
    TableBuilder::new(ui)
        .striped(true)
        .cell_layout(Layout::left_to_right(Align::Center))
        .column(Column::exact(116.0))
        .column(Column::exact(140.0).clip(true))
        .column(Column::exact(82.0).clip(true))
        .column(Column::remainder().at_least(140.0).clip(true))
        .column(Column::exact(84.0))
        .column(Column::exact(84.0))
        .header(24.0, |mut head| {
            for words in [
                lang.t("report-due"),
                lang.t("filter-building"),
                lang.t("filter-shift"),
                lang.t("calendar-rule"),
                lang.t("report-last-done"),
                lang.t("report-proposed"),
            ] {
                head.col(|ui| field::head(ui, &words));
            }
        })
        .body(|body| {
            body.rows(46.0, due.len(), |mut row| {
                let one = &due[row.index()];
                row.col(|ui| urgency(ui, desk, one));
                row.col(|ui| {
                    let building = desk.session.contents().buildings.get(&one.building);
                    let name = building.map_or("–", |building| building.name.as_str());
                    ui.add(egui::Label::new(name).truncate());
                });
                row.col(|ui| {
                    ui.label(one.shift.clone().unwrap_or_else(|| lang.t("filter-every-shift")));
                });
                row.col(|ui| {
                    ui.vertical(|ui| {
                        ui.spacing_mut().item_spacing.y = 1.0;
                        ui.add_space(4.0);
                        ui.add(egui::Label::new(one.rule.name.of(lang)).truncate());
                        let source = one.rule.source.of(lang);
                        let source = RichText::new(source).small().color(colors.weak);
                        ui.add(egui::Label::new(source).truncate());
                    });
                });
                row.col(|ui| {
                    let last = one.last.map(|last| last.to_string());
                    ui.label(last.unwrap_or_else(|| lang.t("calendar-never")));
                });
                row.col(|ui| {
                    ui.label(one.proposed.to_string());
                });
            });
        });
}

/// By when it is due, with a sign and a word.
fn urgency(ui: &mut Ui, desk: &Desk<'_>, one: &Due) {
    let lang = desk.lang;
    let colors = theme::colors_of(ui.visuals());
    let (icon, color, said) = if one.last.is_none() {
        (icons::ERROR, colors.bad, msg!("calendar-never-done"))
    } else if one.late_days > 0 {
        (icons::ERROR, colors.bad, msg!("finding-overdue", days = one.late_days.unsigned_abs()))
    } else if one.late_days > -60 {
        let days = one.late_days.unsigned_abs();
        (icons::PENDING, colors.warn, msg!("calendar-in-days", days = days))
    } else {
        let days = one.late_days.unsigned_abs();
        (icons::CHECK_CIRCLE, colors.good, msg!("calendar-in-days", days = days))
    };
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        ui.add_space(4.0);
        ui.label(RichText::new(format!("{icon}  {}", one.due)).color(color));
        ui.label(RichText::new(lang.say(&said)).small().color(color));
    });
}

/// Who has not taken part for a year, by department.
fn people(ui: &mut Ui, desk: &Desk<'_>, coverage: &[Coverage]) {
    let lang = desk.lang;
    let colors = theme::colors_of(ui.visuals());
    let missing: Vec<&Coverage> = coverage.iter().filter(|one| one.missing).collect();
    let title = lang.t("report-coverage");
    let table = || coverage_table(coverage, lang);
    copy::titled(ui, lang, &title, table, |ui| {
        let said = msg!("calendar-coverage", people = coverage.len(), missing = missing.len());
        ui.add(egui::Label::new(lang.say(&said)).wrap());
        ui.add_space(theme::GAP);
        let height = ui.text_style_height(&egui::TextStyle::Body) + 4.0;
        egui::ScrollArea::vertical().auto_shrink(false).show_rows(
            ui,
            height,
            missing.len(),
            |ui, rows| {
                for one in missing.get(rows).unwrap_or_default() {
                    ui.horizontal(|ui| {
                        ui.label(format!("{}  {}", icons::PERSON, one.person.name));
                        let last = one
                            .last
                            .map_or_else(|| lang.t("calendar-never"), |day| day.to_string());
                        let more = format!("{}  ·  {last}", one.person.department);
                        ui.label(RichText::new(more).small().color(colors.weak));
                    });
                }
            },
        );
    });
}
