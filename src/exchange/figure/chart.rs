//! Charts of something over time.

use super::super::lettering::{fitted, width_of};
use super::Color;
use super::svg::{Anchor, Svg, Type};
use crate::units::Seconds;

const WIDTH: f64 = 800.0;
const HEIGHT: f64 = 420.0;
/// Around the plotted area: left, top, right, bottom.
const MARGIN: [f64; 4] = [62.0, 48.0, 24.0, 46.0];
/// The height of a line of the legend.
const ROW: f64 = 20.0;

const INK: Color = Color::rgb(0x22, 0x28, 0x2e);
const WEAK: Color = Color::rgb(0x5c, 0x66, 0x70);
const GRID: Color = Color::rgb(0xe1, 0xe4, 0xe8);

/// Dashes by which lines differ without colour.
const DASHES: [&str; 4] = ["", "7 4", "2 3", "9 3 2 3"];

/// A line of a chart.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// Its name in the legend.
    pub name: String,
    /// Its points: seconds and a value.
    pub points: Vec<(Seconds, f64)>,
    /// Whether the value stays until the next point.
    pub stairs: bool,
}

/// A chart of values over time.
#[derive(Clone, Debug, Default)]
pub struct Chart {
    /// What it shows.
    pub title: String,
    /// The name of the axis of time.
    pub time: String,
    /// The name of the axis of values, with the unit.
    pub value: String,
    /// The lines.
    pub lines: Vec<Line>,
    /// A value that is not to be passed, with its name.
    pub limit: Option<(String, f64)>,
}

impl Chart {
    /// The chart as SVG.
    #[must_use]
    pub fn to_svg(&self) -> String {
        let legend = self.legend_rows();
        let bottom = HEIGHT + ROW * legend.len() as f64;
        let mut svg = Svg::new(WIDTH, bottom);
        let [left, top, right, below] = MARGIN;
        let (width, height) = (WIDTH - left - right, HEIGHT - top - below);
        let points = || self.lines.iter().flat_map(|line| &line.points);
        let end = points().map(|(at, _)| at.get()).fold(0.0, f64::max).max(1.0);
        let limit = self.limit.iter().map(|(_, value)| *value);
        let most = points().map(|(_, value)| *value).chain(limit).fold(0.0, f64::max);
        let (time_step, value_step) = (time_step(end), step(most.max(1e-9) / 5.0));
        let most = (most / value_step).ceil().max(1.0) * value_step;
        let place = |at: f64, value: f64| {
            (left + width * (at / end).clamp(0.0, 1.0), top + height * (1.0 - value / most))
        };
        let text = |size, color, anchor, strong| Type { size, color, strong, anchor, halo: false };
        svg.text((left, 26.0), &self.title, text(16.0, INK, Anchor::Start, true));
        let mut value = 0.0;
        while value <= most * 1.000_1 {
            let (_, y) = place(0.0, value);
            svg.line(&[(left, y), (left + width, y)], GRID, 1.0, "");
            let label = number(value, value_step);
            svg.text((left - 8.0, y + 4.0), &label, text(12.0, WEAK, Anchor::End, false));
            value += value_step;
        }
        let mut at = 0.0;
        while at <= end * 1.000_1 {
            let (x, y) = place(at, 0.0);
            svg.line(&[(x, top), (x, y)], GRID, 1.0, "");
            let label = Seconds::new(at).clock();
            svg.text((x, y + 18.0), &label, text(12.0, WEAK, Anchor::Middle, false));
            at += time_step;
        }
        svg.line(&[(left, top), (left, top + height), (left + width, top + height)], WEAK, 1.2, "");
        let middle = (left + width / 2.0, HEIGHT - 8.0);
        svg.text(middle, &self.time, text(12.0, WEAK, Anchor::Middle, false));
        svg.text((8.0, top - 8.0), &self.value, text(12.0, WEAK, Anchor::Start, false));
        if let Some((name, value)) = &self.limit {
            let (_, y) = place(0.0, *value);
            svg.line(&[(left, y), (left + width, y)], Color::STRANDED, 1.5, "6 4");
            let look = Type { halo: true, ..text(12.0, Color::STRANDED, Anchor::End, false) };
            svg.text((left + width - 4.0, y - 5.0), name, look);
        }
        for (number, line) in self.lines.iter().enumerate() {
            let mut way: Vec<(f64, f64)> = Vec::with_capacity(line.points.len() * 2);
            for (at, value) in &line.points {
                let next = place(at.get(), *value);
                if line.stairs
                    && let Some(before) = way.last()
                {
                    way.push((next.0, before.1));
                }
                way.push(next);
            }
            svg.line(&way, super::of_number(number), 2.0, dash(number));
        }
        let mut number = 0;
        for (row, names) in legend.iter().enumerate() {
            let y = HEIGHT + ROW * row as f64 + 6.0;
            let mut x = left;
            for name in names {
                let ends = [(x, y - 4.0), (x + 26.0, y - 4.0)];
                svg.line(&ends, super::of_number(number), 2.0, dash(number));
                svg.text((x + 32.0, y), name, text(12.0, INK, Anchor::Start, false));
                x += entry(name);
                number += 1;
            }
        }
        svg.finish()
    }

    /// The names of the lines, as many in a row as fit.
    fn legend_rows(&self) -> Vec<Vec<String>> {
        let room = WIDTH - MARGIN[0] - MARGIN[2];
        let mut rows: Vec<Vec<String>> = Vec::new();
        let mut used = room;
        for line in &self.lines {
            let name = fitted(&line.name, 12.0, room - 60.0).unwrap_or_default();
            if used + entry(&name) > room {
                rows.push(Vec::new());
                used = 0.0;
            }
            used += entry(&name);
            if let Some(row) = rows.last_mut() {
                row.push(name);
            }
        }
        rows
    }
}

/// The width of an entry of the legend.
fn entry(name: &str) -> f64 {
    width_of(name, 12.0) + 56.0
}

const fn dash(number: usize) -> &'static str {
    DASHES[number / 8 % DASHES.len()]
}

/// The next of 1, 2, 5, 10, 20, …
fn step(least: f64) -> f64 {
    let power = 10.0_f64.powf(least.log10().floor());
    [1.0, 2.0, 5.0, 10.0].map(|n| n * power).into_iter().find(|s| *s >= least).unwrap_or(least)
}

/// A step of an axis of time: at most some ten of them.
fn time_step(end: f64) -> f64 {
    let steps = [5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0];
    steps.into_iter().find(|step| end / step <= 10.0).unwrap_or((end / 36_000.0).ceil() * 3600.0)
}

fn number(value: f64, step: f64) -> String {
    let digits = (-step.log10().floor()).clamp(0.0, 3.0) as usize;
    format!("{value:.digits$}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart() -> Chart {
        let points =
            vec![(Seconds::ZERO, 40.0), (Seconds::new(60.0), 10.0), (Seconds::new(90.0), 0.0)];
        let line = Line { name: "1F <北>".to_owned(), points, stairs: true };
        Chart {
            title: "People".to_owned(),
            time: "Time".to_owned(),
            value: "persons".to_owned(),
            lines: vec![line.clone(), line],
            limit: Some(("capacity".to_owned(), 45.0)),
        }
    }

    #[test]
    fn a_chart_is_well_formed_and_holds_its_names() {
        let svg = chart().to_svg();
        let document = roxmltree::Document::parse(&svg).unwrap();
        let texts: Vec<&str> = document.descendants().filter_map(|node| node.text()).collect();
        for name in ["People", "Time", "persons", "1F <北>", "capacity", "1:30", "0:30"] {
            assert!(texts.contains(&name), "{name} is not there");
        }
    }

    #[test]
    fn the_limit_is_inside_of_the_axis_and_steps_are_round() {
        assert_eq!([step(0.9), step(1.1), step(2.3), step(0.03)], [1.0, 2.0, 5.0, 0.05]);
        assert_eq!(time_step(600.0), 60.0);
        assert!(time_step(1e6) >= 1e5);
        assert_eq!(number(0.05, 0.05), "0.05");
        assert_eq!(number(40.0, 10.0), "40");
    }

    #[test]
    fn a_chart_of_nothing_is_a_chart() {
        let svg = Chart::default().to_svg();
        assert!(roxmltree::Document::parse(&svg).is_ok());
        assert!(!svg.contains("NaN") && !svg.contains("inf"));
    }

    #[test]
    fn a_picture_is_a_picture() {
        let png = super::super::to_png(&chart().to_svg()).unwrap();
        let picture = image::load_from_memory(&png).unwrap();
        assert_eq!(picture.width(), 2 * WIDTH as u32);
        assert!(super::super::to_png("<svg").is_err());
    }
}
