//! How times are spread over the drills, how good a drill could be, and how doors and hazards fare.

use eframe::egui::{self, RichText, Ui, vec2};
use egui_plot::{BoxElem, BoxPlot, BoxSpread, Plot, PlotPoints, Points};
use jiff::civil::Date;

use super::{Drills, row_name};
use crate::app::{icons, theme};
use crate::drill::{Clock, SystemClock};
use crate::history::statistics::Spread;
use crate::history::{
    Comparison, FireDoors, Part, Parts, SMALLEST, best_parts, days_to_fix, follow_ups,
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
        let times = comparison.drills.iter().zip(&row.times).filter(|(drill, _)| drill.counts());
        let times: Vec<f64> = times.filter_map(|(_, time)| Some((*time)?.get())).collect();
        if times.iter().any(|time| *time > 0.0) {
            rows.push((row_name(row, comparison, lang), times));
        }
    }
    let counted = comparison.drills.iter().filter(|drill| drill.counts()).count();
    let colors = theme::colors_of(ui.visuals());
    let said = lang.say(&msg!("spread-of", count = counted));
    let (icon, color) = if counted < SMALLEST {
        (icons::INFO, colors.warn)
    } else {
        (icons::BAR_CHART, colors.weak)
    };
    ui.label(RichText::new(format!("{icon}  {said}")).color(color));
    let last = rows.len() as f64;
    let names: Vec<String> = rows.iter().map(|(name, _)| name.clone()).collect();
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
    egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        Plot::new("spread")
            .height(ROW * (rows.len() as f32 + 2.0))
            .include_x(0.0)
            .include_y(0.4)
            .include_y(last + 0.6)
            .allow_scroll(false)
            .y_axis_min_width(170.0)
            .y_grid_spacer(egui_plot::uniform_grid_spacer(|_| [1.0, 1_000.0, 1_000_000.0]))
            .x_axis_formatter(|mark, _| Seconds::new(mark.value).clock())
            .y_axis_formatter(move |mark, _| {
                let place = last - mark.value;
                let whole = place >= 0.0 && place.fract() == 0.0;
                let name = names.get(place.max(0.0) as usize).filter(|_| whole);
                name.map(|name| short(name)).unwrap_or_default()
            })
            .show(ui, |plot| {
                let name = lang.t("spread-box");
                plot.box_plot(BoxPlot::new(name, boxes).horizontal().color(colors.accent));
                plot.points(
                    Points::new(lang.t("spread-dot"), PlotPoints::from(dots))
                        .radius(3.0)
                        .color(colors.warn),
                );
            });
    });
}

/// As much of a name as fits beside the chart.
fn short(name: &str) -> String {
    const ROOM: usize = 24;
    let width = |c: char| if c.is_ascii() { 1 } else { 2 };
    let mut used = 0;
    let mut kept: String = name
        .chars()
        .take_while(|c| {
            used += width(*c);
            used <= ROOM
        })
        .collect();
    if kept.len() < name.len() {
        kept.push('…');
    }
    kept
}

/// The sum of the best parts beside the newest drill.
fn best(ui: &mut Ui, lang: Language, comparison: &Comparison) {
    ui.label(RichText::new(lang.t("spread-best-parts")).font(theme::strong()));
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
    let colors = theme::colors_of(ui.visuals());
    ui.label(RichText::new(lang.t("spread-doors")).font(theme::strong()));
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
    ui.label(RichText::new(lang.t("spread-hazards")).font(theme::strong()));
    let all = follow_ups(drills.values().map(|drill| &drill.record), today);
    let open = all.iter().filter(|item| !item.is_closed()).count();
    let said = match days_to_fix(&all) {
        Some((days, count)) => {
            msg!("spread-days-to-fix", days = format!("{days:.0}"), count = count)
        }
        None => msg!("spread-nothing-fixed"),
    };
    ui.add(egui::Label::new(lang.say(&said)).wrap());
    ui.label(lang.say(&msg!("finding-open-count", count = open)));
}
