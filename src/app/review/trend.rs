//! A time over the years.

use eframe::egui::{self, RichText, Ui};
use egui_plot::{
    FilledArea, HoverPosition, Legend, Line, LineStyle, MarkerShape, Plot, PlotPoints,
    PlotResponse, Points,
};

use super::table::comparable;
use super::{plot, row_name};
use crate::app::{copy, icons, theme, widgets};
use crate::exchange::trend_table;
use crate::history::{Baseline, Comparability, Comparison, Row, SMALLEST, Trend};
use crate::language::{Language, msg};
use crate::units::Seconds;

/// The mean length of a year, s.
const YEAR: f64 = 365.25 * 86_400.0;

/// Which row is looked at, and which drills make its line.
#[derive(Default)]
pub(super) struct TrendView {
    row: usize,
    /// Drills that do not compare with the one that is looked at are left out of the line.
    alike: bool,
}

/// What is plotted: years and seconds.
#[derive(Default)]
struct Series {
    /// The drills that make the line.
    measured: Vec<[f64; 2]>,
    /// Drills that count but do not compare.
    apart: Vec<[f64; 2]>,
    /// Rehearsals and drills that were cut off.
    left_out: Vec<[f64; 2]>,
    targets: Vec<[f64; 2]>,
}

impl TrendView {
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        lang: Language,
        comparison: &Comparison,
        comparability: &Comparability,
    ) {
        let names: Vec<String> =
            comparison.rows.iter().map(|row| row_name(row, comparison, lang)).collect();
        self.row = self.row.min(names.len().saturating_sub(1));
        let Some(row) = comparison.rows.get(self.row) else { return };
        let title = names.get(self.row).cloned().unwrap_or_default();
        let alike = self.alike;
        let head = |ui: &mut Ui| {
            let label = lang.t("trend-of");
            ui.label(&label);
            let combo = egui::ComboBox::from_id_salt("trend-row").selected_text(&title);
            let combo = combo.width(300.0).truncate();
            let response = combo.show_index(ui, &mut self.row, names.len(), |i| names[i].clone());
            widgets::named(&response, egui::Role::ComboBox, &label);
            if comparability.apart() > 0 {
                ui.checkbox(&mut self.alike, lang.t("trend-alike"));
            }
        };
        let table = || trend_table(comparison, comparability, row, lang);
        copy::headed(ui, lang, &title, head, table, |ui| {
            comparable(ui, lang, comparison, comparability);
            let series = series(comparison, comparability, row);
            let pairs =
                |points: &[[f64; 2]]| points.iter().map(|[x, y]| (*x, *y)).collect::<Vec<_>>();
            let mut of_line = pairs(&series.measured);
            if !alike {
                of_line.extend(pairs(&series.apart));
                of_line.sort_by(|a, b| a.0.total_cmp(&b.0));
            }
            let trend = Trend::of(&of_line);
            verdict(ui, lang, trend.as_ref(), of_line.len());
            let shown = chart(ui, lang, series, trend.as_ref(), &of_line);
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

fn chart(
    ui: &mut Ui,
    lang: Language,
    series: Series,
    trend: Option<&Trend>,
    of_line: &[(f64, f64)],
) -> PlotResponse<()> {
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
    plot.show(ui, |shown| {
        let named = |sign: &str, key: &'static str| plot::keyed(sign, &lang.t(key));
        let mut joined = [series.measured.clone(), series.apart.clone()].concat();
        joined.sort_by(|a, b| a[0].total_cmp(&b[0]));
        let line = Line::new("", joined).allow_hover(false);
        shown.line(line.color(colors.accent.gamma_multiply(0.6)));
        let points = |name, points: Vec<[f64; 2]>| Points::new(name, PlotPoints::from(points));
        let dots = points(named("●", "trend-measured"), series.measured);
        shown.points(dots.radius(5.0).color(colors.accent));
        // Their shapes tell these from the others, not their colours.
        if !series.apart.is_empty() {
            let dots = points(named("◇", "trend-apart"), series.apart).shape(MarkerShape::Diamond);
            shown.points(dots.radius(6.0).filled(false).color(colors.warn));
        }
        if !series.left_out.is_empty() {
            let dots = points(named("○", "trend-left-out"), series.left_out);
            shown.points(dots.radius(4.0).filled(false).color(colors.weak));
        }
        if !series.targets.is_empty() {
            let line = Line::new(named("┅", "baseline-target"), series.targets);
            shown.line(line.style(LineStyle::dashed_dense()).color(colors.warn));
        }
        if let (Some(trend), Some(first), Some(end)) = (trend, of_line.first(), of_line.last()) {
            let xs = [first.0, trend.middle, end.0];
            let (low, high): (Vec<_>, Vec<_>) = xs.iter().map(|x| trend.band(*x)).unzip();
            let band = FilledArea::new(named("■", "trend-band"), &xs, &low, &high);
            shown.add(band.fill_color(colors.good.gamma_multiply(0.2)));
            let ends = vec![[first.0, trend.at(first.0)], [end.0, trend.at(end.0)]];
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
