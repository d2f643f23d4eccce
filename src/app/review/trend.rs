//! A time over the years.

use std::sync::Arc;

use eframe::egui::{self, RichText, Ui};
use egui_plot::{
    FilledArea, HoverPosition, Legend, Line, LineStyle, MarkerShape, Plot, PlotResponse, Points,
};

use super::comparing::pace;
use super::table::comparable;
use super::{plot, row_name};
use crate::app::beside::{Latest, Same};
use crate::app::{copy, icons, theme, widgets};
use crate::exchange::trend_table;
use crate::history::{Baseline, Comparability, Comparison, Row, SMALLEST, Trend};
use crate::language::{Language, msg};
use crate::units::Seconds;

/// The mean length of a year, s.
const YEAR: f64 = 365.25 * 86_400.0;

/// Up to so many drills are joined by a line; the line through more is a tangle.
const JOINED: usize = 200;

/// Which row is looked at, and which drills make its line.
#[derive(Default)]
pub(super) struct TrendView {
    row: usize,
    /// Drills that do not compare with the one that is looked at are left out of the line.
    alike: bool,
    known: Latest<Question, Arc<Answer>>,
}

/// All that the plot depends on.
#[derive(Clone, PartialEq)]
struct Question {
    comparison: Same<Comparison>,
    comparability: Same<Comparability>,
    row: usize,
    alike: bool,
}

/// What is plotted.
struct Answer {
    series: Series,
    trend: Option<Trend>,
    /// How many drills make the line, and the years of the first and the last.
    count: usize,
    years: (f64, f64),
}

impl Answer {
    fn to(question: &Question) -> Self {
        let Question { comparison, comparability, row, alike } = question;
        let row = comparison.0.rows.get(*row);
        let mut series =
            row.map(|row| series(&comparison.0, &comparability.0, row)).unwrap_or_default();
        let pairs = |points: &[[f64; 2]]| points.iter().map(|[x, y]| (*x, *y)).collect::<Vec<_>>();
        let mut of_line = pairs(&series.measured);
        if !alike {
            of_line.extend(pairs(&series.apart));
            of_line.sort_by(|a, b| a.0.total_cmp(&b.0));
        }
        series.thin_out();
        let year = |point: Option<&(f64, f64)>| point.map_or(0.0, |point| point.0);
        Self {
            trend: Trend::of(&of_line),
            series,
            count: of_line.len(),
            years: (year(of_line.first()), year(of_line.last())),
        }
    }
}

/// The points of the drills: years and seconds.
#[derive(Default)]
struct Series {
    /// The drills that make the line.
    measured: Vec<[f64; 2]>,
    /// Drills that count but do not compare.
    apart: Vec<[f64; 2]>,
    /// Rehearsals and drills that were cut off.
    left_out: Vec<[f64; 2]>,
    targets: Vec<[f64; 2]>,
    /// The drills that count, joined.
    joined: Vec<[f64; 2]>,
}

impl Series {
    /// Leaves out what would lie under another point.
    fn thin_out(&mut self) {
        let mut joined = [self.measured.as_slice(), self.apart.as_slice()].concat();
        if joined.len() <= JOINED {
            joined.sort_by(|a, b| a[0].total_cmp(&b[0]));
            self.joined = joined;
        }
        for points in [&mut self.measured, &mut self.apart, &mut self.left_out] {
            *points = plot::thinned(points);
        }
        // A target is a step: where it stays, its ends tell it.
        let targets = std::mem::take(&mut self.targets);
        let level = |at: Option<&[f64; 2]>| at.map(|at| at[1].to_bits());
        for (index, point) in targets.iter().enumerate() {
            let here = level(Some(point));
            let before = index.checked_sub(1).and_then(|at| targets.get(at));
            if level(before) != here || level(targets.get(index + 1)) != here {
                self.targets.push(*point);
            }
        }
    }
}

impl TrendView {
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        lang: Language,
        comparison: &Arc<Comparison>,
        comparability: &Arc<Comparability>,
    ) {
        let names: Vec<String> =
            comparison.rows.iter().map(|row| row_name(row, comparison, lang)).collect();
        self.row = self.row.min(names.len().saturating_sub(1));
        let Some(row) = comparison.rows.get(self.row) else { return };
        let title = names.get(self.row).cloned().unwrap_or_default();
        let question = Question {
            comparison: Same(Arc::clone(comparison)),
            comparability: Same(Arc::clone(comparability)),
            row: self.row,
            alike: self.alike,
        };
        self.known.ask(ui.ctx(), question, pace(comparison.drills.len()), |question| {
            Arc::new(Answer::to(question))
        });
        let answer = self.known.newest().map(|(_, answer)| Arc::clone(answer));
        let head = |ui: &mut Ui| {
            let label = lang.t("trend-of");
            ui.label(&label);
            let combo = egui::ComboBox::from_id_salt("trend-row").selected_text(&title);
            let combo = combo.width(300.0).truncate();
            let response = combo.show_index(ui, &mut self.row, names.len(), |i| names[i].clone());
            widgets::named(&response, egui::Role::ComboBox, &label);
            if comparability.apart() > 0 {
                widgets::tick(ui, &mut self.alike, lang.t("trend-alike"));
            }
        };
        let table = || trend_table(comparison, comparability, row, lang);
        copy::headed(ui, lang, &title, head, table, |ui| {
            comparable(ui, lang, comparison, comparability);
            let Some(answer) = answer else { return };
            verdict(ui, lang, answer.trend.as_ref(), answer.count);
            let shown = chart(ui, lang, &answer);
            plot::explain(ui, lang, &title, shown);
        });
    }
}

fn series(comparison: &Comparison, comparability: &Comparability, row: &Row) -> Series {
    let mut series = Series::default();
    for (index, drill) in comparison.drills.iter().enumerate() {
        let year = drill.record.started.timestamp().as_second() as f64 / YEAR + 1970.0;
        if let Some(target) = comparison.baseline(row, index, Baseline::Target) {
            series.targets.push([year, target.get()]);
        }
        if let Some(Some(time)) = row.times.get(index) {
            let points = match (drill.counts(), comparability.obstacles(index).is_empty()) {
                (false, _) => &mut series.left_out,
                (true, false) => &mut series.apart,
                (true, true) => &mut series.measured,
            };
            points.push([year, time.get()]);
        }
    }
    series
}

/// Whether times fall or rise, and how sure that is.
fn verdict(ui: &mut Ui, lang: Language, trend: Option<&Trend>, count: usize) {
    let colors = theme::colors_of(ui.visuals());
    let signed = |slope: f64| Seconds::new(slope).signed();
    let (icon, color, said) = match trend {
        Some(trend) => {
            let (low, high) = (signed(trend.slopes.0), signed(trend.slopes.1));
            let change = signed(trend.slope);
            if trend.is_clear() && trend.slope < 0.0 {
                let said =
                    msg!("trend-falls", count = count, change = change, low = low, high = high);
                (icons::TRENDING_DOWN, colors.good, said)
            } else if trend.is_clear() {
                let said =
                    msg!("trend-rises", count = count, change = change, low = low, high = high);
                (icons::TRENDING_UP, colors.bad, said)
            } else {
                let said =
                    msg!("trend-unclear", count = count, change = change, low = low, high = high);
                (icons::TRENDING_FLAT, colors.weak, said)
            }
        }
        None => {
            let said = msg!("trend-too-few", count = count, smallest = SMALLEST);
            (icons::INFO, colors.warn, said)
        }
    };
    let text = RichText::new(format!("{icon}  {}", lang.say(&said))).color(color);
    ui.add(egui::Label::new(text).truncate());
}

fn chart(ui: &mut Ui, lang: Language, answer: &Answer) -> PlotResponse<()> {
    let Answer { series, trend, years, .. } = answer;
    let colors = theme::colors_of(ui.visuals());
    let minutes = egui_plot::uniform_grid_spacer(|_| plot::MINUTES);
    let plot = Plot::new("trend")
        .y_grid_spacer(minutes)
        .legend(Legend::default())
        .include_y(0.0)
        .label_formatter(|at| {
            let HoverPosition::NearDataPoint { plot_name, position, .. } = at else { return None };
            let time = Seconds::new(position.y).clock_tenths();
            Some(format!("{plot_name}\n{}: {time}", day(position.x)))
        })
        .x_axis_formatter(|mark, _| month(mark.value))
        .y_axis_formatter(|mark, _| Seconds::new(mark.value).clock());
    fn points(name: String, points: &[[f64; 2]]) -> Points<'static> {
        Points::new(name, points.to_vec())
    }
    plot.show(ui, |shown| {
        let named = |sign: &str, key: &'static str| plot::keyed(sign, &lang.t(key));
        let line = Line::new("", series.joined.clone()).allow_hover(false);
        shown.line(line.color(colors.accent.gamma_multiply(0.6)));
        let dots = points(named("●", "trend-measured"), &series.measured);
        shown.points(dots.radius(5.0).color(colors.accent));
        // Their shapes tell these from the others, not their colours.
        if !series.apart.is_empty() {
            let dots = points(named("◇", "trend-apart"), &series.apart).shape(MarkerShape::Diamond);
            shown.points(dots.radius(6.0).filled(false).color(colors.warn));
        }
        if !series.left_out.is_empty() {
            let dots = points(named("○", "trend-left-out"), &series.left_out);
            shown.points(dots.radius(4.0).filled(false).color(colors.weak));
        }
        if !series.targets.is_empty() {
            let line = Line::new(named("┅", "baseline-target"), series.targets.clone());
            shown.line(line.style(LineStyle::dashed_dense()).color(colors.warn));
        }
        if let Some(trend) = trend {
            let (first, end) = *years;
            let xs = [first, trend.middle, end];
            let (low, high): (Vec<_>, Vec<_>) = xs.iter().map(|x| trend.band(*x)).unzip();
            let band = FilledArea::new(named("■", "trend-band"), &xs, &low, &high);
            shown.add(band.fill_color(colors.good.gamma_multiply(0.2)));
            let ends = vec![[first, trend.at(first)], [end, trend.at(end)]];
            let line = Line::new(named("┈", "trend-line"), ends).style(LineStyle::dotted_dense());
            shown.line(line.color(colors.good));
        }
    })
}

/// A time in years as a day.
fn day(years: f64) -> String {
    let second = ((years - 1970.0) * YEAR) as i64;
    let at = jiff::Timestamp::from_second(second).unwrap_or_default();
    jiff::tz::Offset::UTC.to_datetime(at).date().to_string()
}

/// A time in years as year and month.
fn month(years: f64) -> String {
    let months = (years * 12.0).round() as i64;
    format!("{}-{:02}", months.div_euclid(12), months.rem_euclid(12) + 1)
}
