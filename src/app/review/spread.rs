//! How times are spread over the drills, how good a drill could be, and how doors and hazards fare.

use std::sync::Arc;

use eframe::egui::{self, RichText, Ui, vec2};
use egui_plot::{BoxElem, BoxPlot, BoxSpread, Points};
use jiff::civil::Date;

use super::comparing::{Records, pace};
use super::{plot, row_name};
use crate::app::beside::{Latest, Same};
use crate::app::{copy, icons, theme};
use crate::drill::{Clock, SystemClock};
use crate::exchange::{
    best_parts_table, counted_times, findings_table, fire_doors_table, spread_table,
};
use crate::history::statistics::Spread;
use crate::history::{
    Comparison, Drill, FireDoors, Part, Parts, Row, SMALLEST, YearOfFindings, best_parts, by_year,
    days_to_fix, follow_ups,
};
use crate::language::{Choice, Language, msg};
use crate::units::Seconds;

/// The room of one checkpoint in the chart, in points.
const ROW: f32 = 24.0;

/// So many of the newest drills have a line in the list of fire doors; its copy has all.
const LINES: usize = 200;

/// What is shown, worked out once for what it was worked out from.
#[derive(Default)]
pub(super) struct SpreadView {
    known: Latest<Question, Arc<Answer>>,
}

/// All that the view depends on.
#[derive(Clone, PartialEq)]
struct Question {
    comparison: Same<Comparison>,
    records: Same<Records>,
    today: Date,
}

/// What is shown.
struct Answer {
    /// The place of a row in the comparison, and how its times are spread; nothing of few.
    rows: Vec<(usize, Option<Spread>)>,
    /// The single times, in their rows.
    dots: Vec<[f64; 2]>,
    /// How many drills count.
    counted: usize,
    best: Option<Parts>,
    newest: Parts,
    /// Day, and the fire doors that were looked at; the newest drills.
    doors: Vec<(Date, FireDoors)>,
    open: usize,
    fixed: Option<(f64, usize)>,
    years: Vec<YearOfFindings>,
}

impl Answer {
    fn to(question: &Question) -> Self {
        let Question { comparison, records, today } = question;
        let comparison = &comparison.0;
        let times = |row: &Row| counted_times(comparison, row);
        let rows: Vec<(usize, Vec<f64>)> = comparison.rows.iter().map(times).enumerate().collect();
        let rows: Vec<_> =
            rows.into_iter().filter(|(_, times)| times.iter().any(|at| *at > 0.0)).collect();
        let last = rows.len() as f64;
        let mut dots = Vec::new();
        for (index, (_, times)) in rows.iter().enumerate() {
            let of_row: Vec<[f64; 2]> = times.iter().map(|at| [*at, last - index as f64]).collect();
            dots.extend(plot::thinned(&of_row));
        }
        let spread = |(row, times): (usize, Vec<f64>)| {
            (row, Spread::of(&times).filter(|_| times.len() >= SMALLEST))
        };
        let counted: Vec<&Drill> =
            comparison.drills.iter().map(AsRef::as_ref).filter(|drill| drill.counts()).collect();
        let real = comparison.drills.iter().rev().filter(|drill| !drill.record.rehearsal);
        let doors = real.map(|drill| (drill.record.started.date(), FireDoors::of(drill)));
        let mut doors: Vec<_> =
            doors.filter(|(_, doors)| doors.share().is_some()).take(LINES).collect();
        doors.reverse();
        let all = follow_ups(records.0.values(), *today);
        Self {
            rows: rows.into_iter().map(spread).collect(),
            dots,
            counted: counted.len(),
            best: best_parts(counted.iter().copied()),
            newest: counted.last().map(|drill| Parts::of(drill)).unwrap_or_default(),
            doors,
            open: all.iter().filter(|item| !item.is_closed()).count(),
            fixed: days_to_fix(&all),
            years: by_year(&all),
        }
    }
}

impl SpreadView {
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        lang: Language,
        comparison: &Arc<Comparison>,
        records: &Arc<Records>,
    ) {
        let question = Question {
            comparison: Same(Arc::clone(comparison)),
            records: Same(Arc::clone(records)),
            today: SystemClock.now().wall.date(),
        };
        self.known.ask(ui.ctx(), question, pace(records.len()), |of| Arc::new(Answer::to(of)));
        // What is shown belongs to the drills that it was worked out from.
        let Some((of, answer)) = self.known.newest() else { return };
        let (comparison, answer) = (Arc::clone(&of.comparison.0), Arc::clone(answer));
        egui::Panel::right("review-figures").default_size(380.0).show(ui, |ui| {
            egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                best(ui, lang, &comparison, &answer);
                ui.add_space(theme::GROUP_GAP);
                doors(ui, lang, &comparison, &answer);
                ui.add_space(theme::GROUP_GAP);
                hazards(ui, lang, records, &answer);
            });
        });
        chart(ui, lang, &comparison, &answer);
    }
}

/// Box and dots for each checkpoint, in the order of the table from the top.
fn chart(ui: &mut Ui, lang: Language, comparison: &Comparison, answer: &Answer) {
    let colors = theme::colors_of(ui.visuals());
    let name = |row: &usize| {
        comparison.rows.get(*row).map(|row| row_name(row, comparison, lang)).unwrap_or_default()
    };
    let names: Vec<String> = answer.rows.iter().map(|(row, _)| name(row)).collect();
    let last = names.len() as f64;
    let counted = answer.counted;
    let mut boxes = Vec::new();
    for (index, ((_, spread), name)) in answer.rows.iter().zip(&names).enumerate() {
        let Some(Spread { least, lower, middle, upper, most }) = *spread else { continue };
        let of = BoxSpread::new(least, lower, middle, upper, most);
        let height = last - index as f64;
        boxes.push(BoxElem::new(height, of).name(name).box_width(0.6).whisker_width(0.3));
    }
    let head = |ui: &mut Ui| {
        let said = lang.say(&msg!("spread-of", count = counted));
        let (icon, color) = if counted < SMALLEST {
            (icons::INFO, colors.warn)
        } else {
            (icons::BAR_CHART, colors.weak)
        };
        let text = RichText::new(format!("{icon}  {said}")).color(color);
        ui.add(egui::Label::new(text).truncate());
    };
    let title = lang.t("review-spread");
    copy::headed(
        ui,
        lang,
        &title,
        head,
        || spread_table(comparison, lang),
        |ui| {
            egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                let height = ROW * (names.len() as f32 + 2.0);
                let plot = plot::rows("spread", names).height(height);
                let shown = plot.show(ui, |plot| {
                    let of = BoxPlot::new(lang.t("spread-box"), boxes).horizontal();
                    let told = Box::new(move |one: &BoxElem, _: &BoxPlot| five(lang, one));
                    plot.box_plot(of.color(colors.accent).element_formatter(told));
                    plot.points(
                        Points::new(lang.t("spread-dot"), answer.dots.clone())
                            .radius(3.0)
                            .color(colors.warn),
                    );
                });
                plot::explain(ui, lang, &title, shown);
            });
        },
    );
}

/// What stands beside the pointer on a box.
fn five(lang: Language, one: &BoxElem) -> String {
    let BoxSpread { lower_whisker, quartile1, median, quartile3, upper_whisker } = one.spread;
    let lines = [
        ("spread-most", upper_whisker),
        ("spread-upper", quartile3),
        ("spread-median", median),
        ("spread-lower", quartile1),
        ("spread-least", lower_whisker),
    ];
    let lines = lines.map(|(key, at)| {
        let at = Seconds::new(at).clock_tenths();
        lang.say(&msg!("labelled", label = lang.t(key), text = at))
    });
    format!("{}\n{}", one.name, lines.join("\n"))
}

/// The sum of the best parts beside the newest drill.
fn best(ui: &mut Ui, lang: Language, comparison: &Comparison, answer: &Answer) {
    let title = lang.t("spread-best-parts");
    let table = || best_parts_table(comparison, lang);
    copy::titled(ui, lang, &title, table, |ui| best_grid(ui, lang, answer));
}

fn best_grid(ui: &mut Ui, lang: Language, answer: &Answer) {
    let Some(best) = answer.best else {
        ui.label(lang.t("spread-no-parts"));
        return;
    };
    let newest = answer.newest;
    let clock = |time: Option<Seconds>| time.map_or("–".to_owned(), Seconds::clock);
    egui::Grid::new("best-parts").striped(true).spacing([18.0, 5.0]).show(ui, |ui| {
        ui.label("");
        ui.strong(lang.t("spread-best"));
        ui.strong(lang.t("spread-newest"));
        ui.end_row();
        for ((part, best), newest) in Part::ALL.iter().zip(best.0).zip(newest.0) {
            ui.label(lang.t(part.key()));
            ui.label(clock(best));
            ui.label(clock(newest));
            ui.end_row();
        }
        ui.strong(lang.t("spread-sum"));
        ui.strong(clock(best.sum()));
        ui.strong(clock(newest.sum()));
        ui.end_row();
    });
}

/// The share of fire doors that were as they should be, drill by drill.
fn doors(ui: &mut Ui, lang: Language, comparison: &Comparison, answer: &Answer) {
    let title = lang.t("spread-doors");
    let table = || fire_doors_table(comparison, lang);
    copy::titled(ui, lang, &title, table, |ui| doors_grid(ui, answer));
}

fn doors_grid(ui: &mut Ui, answer: &Answer) {
    let colors = theme::colors_of(ui.visuals());
    egui::Grid::new("fire-doors").spacing([14.0, 5.0]).show(ui, |ui| {
        for (day, doors) in &answer.doors {
            let Some(share) = doors.share() else { continue };
            ui.label(day.to_string());
            let (rect, _) = ui.allocate_exact_size(vec2(110.0, 12.0), egui::Sense::hover());
            let color = if doors.good == doors.checked { colors.good } else { colors.bad };
            ui.painter().rect_filled(rect, 3.0, colors.line);
            let filled = egui::Rect::from_min_size(
                rect.min,
                vec2(rect.width() * share as f32, rect.height()),
            );
            ui.painter().rect_filled(filled, 3.0, color);
            let icon =
                if doors.good == doors.checked { icons::CHECK_CIRCLE } else { icons::WARNING };
            let text = format!("{icon}  {} / {}", doors.good, doors.checked);
            ui.label(RichText::new(text).color(color));
            ui.end_row();
        }
    });
}

/// How long findings took to be fixed.
fn hazards(ui: &mut Ui, lang: Language, records: &Records, answer: &Answer) {
    let title = lang.t("spread-hazards");
    let table = || findings_table(records.values().map(AsRef::as_ref), lang);
    copy::titled(ui, lang, &title, table, |ui| fixed(ui, lang, answer));
}

fn fixed(ui: &mut Ui, lang: Language, answer: &Answer) {
    let open = answer.open;
    let said = match answer.fixed {
        Some((days, count)) => {
            msg!("spread-days-to-fix", days = days.round(), count = count)
        }
        None => msg!("spread-nothing-fixed"),
    };
    ui.add(egui::Label::new(lang.say(&said)).wrap());
    ui.label(lang.say(&msg!("finding-open-count", count = open)));
    egui::Grid::new("by-year").striped(true).spacing([18.0, 5.0]).show(ui, |ui| {
        for head in [
            lang.t("filter-year"),
            lang.t("spread-found"),
            lang.t("spread-open"),
            lang.t("spread-days"),
        ] {
            ui.strong(head);
        }
        ui.end_row();
        for year in &answer.years {
            ui.label(year.year.to_string());
            ui.label(year.found.to_string());
            ui.label(year.open.to_string());
            ui.label(year.days_to_fix.map_or("–".to_owned(), |days| format!("{days:.0}")));
            ui.end_row();
        }
    });
}
