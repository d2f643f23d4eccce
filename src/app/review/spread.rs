//! How times are spread over the drills, how good a drill could be, and how doors and hazards fare.

use eframe::egui::{self, RichText, Ui, vec2};
use egui_plot::{BoxElem, BoxPlot, BoxSpread, PlotPoints, Points};
use jiff::civil::Date;

use super::{Drills, plot, row_name};
use crate::app::{copy, icons, theme};
use crate::drill::{Clock, SystemClock};
use crate::exchange::{
    best_parts_table, counted_times, findings_table, fire_doors_table, spread_table,
};
use crate::history::statistics::Spread;
use crate::history::{
    Comparison, FireDoors, FollowUp, Part, Parts, SMALLEST, best_parts, by_year, days_to_fix,
    follow_ups,
};
use crate::language::{Choice, Language, msg};
use crate::units::Seconds;

/// The room of one checkpoint in the chart, in points.
const ROW: f32 = 24.0;

pub(super) fn show(ui: &mut Ui, lang: Language, comparison: &Comparison, drills: &Drills) {
    egui::Panel::right("review-figures").default_size(380.0).show(ui, |ui| {
        egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            best(ui, lang, comparison);
            ui.add_space(theme::GROUP_GAP);
            doors(ui, lang, comparison);
            ui.add_space(theme::GROUP_GAP);
            hazards(ui, lang, drills, SystemClock.now().wall.date());
        });
    });
    chart(ui, lang, comparison);
}

/// Box and dots for each checkpoint, in the order of the table from the top.
fn chart(ui: &mut Ui, lang: Language, comparison: &Comparison) {
    let mut rows: Vec<(String, Vec<f64>)> = Vec::new();
    for row in &comparison.rows {
        let times = counted_times(comparison, row);
        if times.iter().any(|time| *time > 0.0) {
            rows.push((row_name(row, comparison, lang), times));
        }
    }
    let counted = comparison.drills.iter().filter(|drill| drill.counts()).count();
    let colors = theme::colors_of(ui.visuals());
    let last = rows.len() as f64;
    let mut boxes = Vec::new();
    let mut dots = Vec::new();
    for (index, (name, times)) in rows.iter().enumerate() {
        let height = last - index as f64;
        dots.extend(times.iter().map(|time| [*time, height]));
        let Some(spread) = Spread::of(times).filter(|_| times.len() >= SMALLEST) else { continue };
        let Spread { least, lower, middle, upper, most } = spread;
        let of = BoxSpread::new(least, lower, middle, upper, most);
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
                let names = rows.iter().map(|(name, _)| name.clone()).collect();
                let plot = plot::rows("spread", names).height(ROW * (rows.len() as f32 + 2.0));
                let shown = plot.show(ui, |plot| {
                    let of = BoxPlot::new(lang.t("spread-box"), boxes).horizontal();
                    let told = Box::new(move |one: &BoxElem, _: &BoxPlot| five(lang, one));
                    plot.box_plot(of.color(colors.accent).element_formatter(told));
                    plot.points(
                        Points::new(lang.t("spread-dot"), PlotPoints::from(dots))
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
    let lines =
        lines.map(|(key, at)| format!("{}: {}", lang.t(key), Seconds::new(at).clock_tenths()));
    format!("{}\n{}", one.name, lines.join("\n"))
}

/// The sum of the best parts beside the newest drill.
fn best(ui: &mut Ui, lang: Language, comparison: &Comparison) {
    let title = lang.t("spread-best-parts");
    let table = || best_parts_table(comparison, lang);
    copy::titled(ui, lang, &title, table, |ui| best_grid(ui, lang, comparison));
}

fn best_grid(ui: &mut Ui, lang: Language, comparison: &Comparison) {
    let mut counted = comparison.drills.iter().filter(|drill| drill.counts());
    let Some(best) = best_parts(counted.clone().map(AsRef::as_ref)) else {
        ui.label(lang.t("spread-no-parts"));
        return;
    };
    let newest = counted.next_back().map(|drill| Parts::of(drill)).unwrap_or_default();
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
fn doors(ui: &mut Ui, lang: Language, comparison: &Comparison) {
    let title = lang.t("spread-doors");
    let table = || fire_doors_table(comparison, lang);
    copy::titled(ui, lang, &title, table, |ui| doors_grid(ui, comparison));
}

fn doors_grid(ui: &mut Ui, comparison: &Comparison) {
    let colors = theme::colors_of(ui.visuals());
    egui::Grid::new("fire-doors").spacing([14.0, 5.0]).show(ui, |ui| {
        for drill in comparison.drills.iter().filter(|drill| !drill.record.rehearsal) {
            let doors = FireDoors::of(drill);
            let Some(share) = doors.share() else { continue };
            ui.label(drill.record.started.date().to_string());
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
fn hazards(ui: &mut Ui, lang: Language, drills: &Drills, today: Date) {
    let title = lang.t("spread-hazards");
    let records = || drills.values().map(|drill| &drill.record);
    let table = || findings_table(records().map(AsRef::as_ref), lang);
    let all = follow_ups(records(), today);
    copy::titled(ui, lang, &title, table, |ui| fixed(ui, lang, &all));
}

fn fixed(ui: &mut Ui, lang: Language, all: &[FollowUp]) {
    let open = all.iter().filter(|item| !item.is_closed()).count();
    let said = match days_to_fix(all) {
        Some((days, count)) => {
            msg!("spread-days-to-fix", days = format!("{days:.0}"), count = count)
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
        for year in by_year(all) {
            ui.label(year.year.to_string());
            ui.label(year.found.to_string());
            ui.label(year.open.to_string());
            ui.label(year.days_to_fix.map_or("–".to_owned(), |days| format!("{days:.0}")));
            ui.end_row();
        }
    });
}
