//! What the plots of Review have in common: axes in minutes, values under the pointer, and how to
//! look closer.

use std::collections::HashSet;
use std::sync::Arc;

use eframe::egui::{Response, Ui};
use egui_plot::{Corner, HoverPosition, Legend, Plot, PlotResponse};

use crate::app::widgets;
use crate::language::{Language, msg};
use crate::units::Seconds;

/// Where a time axis has lines, s: each half minute, stronger at whole minutes and at ten.
pub(super) const MINUTES: [f64; 3] = [600.0, 60.0, 30.0];

/// How long the name of a row may be beside a chart, in narrow characters.
const ROOM: usize = 24;

/// Up to so many points, each is painted.
const FEW: usize = 1_000;
/// Into so many columns and rows a plot is divided where there are more.
const CELLS: (f64, f64) = (300.0, 120.0);

/// A plot of times that stand in named rows, the first on top: row `index` of n is at n - index.
pub(super) fn rows(id: &str, names: Vec<String>) -> Plot<'static> {
    let last = names.len() as f64;
    let names = Arc::new(names);
    let of = Arc::clone(&names);
    let name = move |value: f64| {
        let place = last - value;
        let whole = place >= 0.0 && (place - place.round()).abs() < 1e-6;
        of.get(place.round().max(0.0) as usize).filter(|_| whole).cloned()
    };
    let named = name.clone();
    Plot::new(id.to_owned())
        .include_x(0.0)
        .include_y(0.4)
        .include_y(last + 0.6)
        .allow_scroll(false)
        .y_axis_min_width(170.0)
        .x_grid_spacer(egui_plot::uniform_grid_spacer(|_| MINUTES))
        .y_grid_spacer(egui_plot::uniform_grid_spacer(|_| [1.0, 1_000.0, 1_000_000.0]))
        .x_axis_formatter(|mark, _| Seconds::new(mark.value).clock())
        .y_axis_formatter(move |mark, _| {
            name(mark.value).map(|name| short(&name)).unwrap_or_default()
        })
        .label_formatter(move |at| {
            let HoverPosition::NearDataPoint { plot_name, position, .. } = at else { return None };
            let at = Seconds::new(position.x).clock_tenths();
            Some(format!("{}\n{plot_name}: {at}", named(position.y)?))
        })
}

/// A plot of people over time.
pub(super) fn people_over_time(id: &str, height: f32) -> Plot<'static> {
    Plot::new(id.to_owned())
        .legend(Legend::default().position(Corner::LeftTop))
        .height(height)
        .include_x(0.0)
        .include_y(0.0)
        .allow_scroll(false)
        .label_formatter(people_then)
        .x_grid_spacer(egui_plot::uniform_grid_spacer(|_| MINUTES))
        .x_axis_formatter(|mark, _| Seconds::new(mark.value).clock())
}

/// Points without those that would lie under another: of many, one for each cell of a fine grid.
pub(super) fn thinned(points: &[[f64; 2]]) -> Vec<[f64; 2]> {
    if points.len() <= FEW {
        return points.to_vec();
    }
    let cell = |axis: usize, cells: f64| {
        let of = || points.iter().map(move |point| point[axis]);
        let (least, most) = (of().fold(f64::INFINITY, f64::min), of().fold(f64::MIN, f64::max));
        let size = ((most - least) / cells).max(f64::MIN_POSITIVE);
        move |point: &[f64; 2]| ((point[axis] - least) / size) as u32
    };
    let (column, row) = (cell(0, CELLS.0), cell(1, CELLS.1));
    let mut taken = HashSet::new();
    points.iter().filter(|point| taken.insert((column(point), row(point)))).copied().collect()
}

/// A name in a legend, with the sign that stands for it in the plot: the legend itself shows colours
/// alone.
pub(super) fn keyed(sign: &str, name: &str) -> String {
    format!("{sign} {name}")
}

fn people_then(at: &HoverPosition<'_>) -> Option<String> {
    let HoverPosition::NearDataPoint { plot_name, position, .. } = at else { return None };
    let people = position.y.round();
    Some(format!("{plot_name}\n{}: {people}", Seconds::new(position.x).clock()))
}

/// Names a plot for screen readers, and tells how to look closer.
pub(super) fn explain<R>(ui: &Ui, lang: Language, name: &str, shown: PlotResponse<R>) -> Response {
    let named = lang.say(&msg!("plot-of", name = name));
    widgets::named(&shown.response, eframe::egui::Role::Image, &named);
    // Not while the pointer shows values: the hint would cover them.
    let still = ui.input(|input| input.pointer.time_since_last_movement() > 1.5);
    let response = shown.response;
    if still && shown.hovered_plot_item.is_none() {
        response.on_hover_text_at_pointer(lang.t("plot-hint"))
    } else {
        response
    }
}

/// As much of a name as fits beside a chart.
pub(super) fn short(name: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_points_leave_those_that_differ_and_few_stay_all() {
        let few: Vec<[f64; 2]> = (0..FEW).map(|n| [0.0, n as f64 * 1e-6]).collect();
        assert_eq!(thinned(&few), few);
        let mut many = vec![[1.0, 1.0]; 5_000];
        many.push([2.0, 3.0]);
        many.push([2.0, 1.0]);
        assert_eq!(thinned(&many), [[1.0, 1.0], [2.0, 3.0], [2.0, 1.0]]);
    }
}
