//! Charts over time: the same in the window and in a file.

use eframe::egui::{self, RichText, Ui};
use egui_plot::{Corner, HLine, Legend, LineStyle, Plot, PlotPoints, VLine, uniform_grid_spacer};

use super::PredictPlace;
use super::export::Product;
use crate::app::desk::Desk;
use crate::app::plan::color32;
use crate::app::{icons, theme, widgets};
use crate::egress::flow::Curve;
use crate::exchange::figure::{Chart, Line, of_number, to_csv};
use crate::language::{Language, msg};
use crate::units::Seconds;

/// Where a time axis has lines, s.
pub(super) const GRID: [f64; 3] = [600.0, 60.0, 30.0];

/// A chart of people over time without lines yet.
pub(super) fn people(lang: Language, title: String) -> Chart {
    let (time, value) = (lang.t("predict-axis-time"), lang.t("predict-people"));
    Chart { title, time, value, ..Chart::default() }
}

/// A curve as a line of a chart.
pub(super) fn line(name: String, curve: &Curve) -> Line {
    let points = curve.iter().map(|(at, people)| (*at, f64::from(*people)));
    Line { name, points: points.collect(), stairs: true }
}

impl PredictPlace {
    /// A chart under its title, with the button that writes it to a file.
    pub(super) fn chart(&mut self, ui: &mut Ui, desk: &Desk<'_>, chart: &Chart, height: f32) {
        let lang = desk.lang;
        ui.horizontal(|ui| {
            ui.label(RichText::new(&chart.title).font(theme::strong()));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let name = lang.say(&msg!("predict-export-chart", chart = chart.title.as_str()));
                if widgets::tool(ui, icons::DOWNLOAD, &name, false).clicked() {
                    let product = Product { svg: Some(chart.to_svg()), csv: csv(lang, chart) };
                    product.export(&mut self.export, desk, &chart.title);
                }
            });
        });
        let moment = self.play.moment;
        let colors = theme::colors_of(ui.visuals());
        // The legend stands where the lines are not.
        let rising = chart.lines.iter().any(|line| {
            let ends = line.points.first().zip(line.points.last());
            ends.is_some_and(|(first, last)| last.1 > first.1)
        });
        let corner = if rising { Corner::LeftTop } else { Corner::RightTop };
        // Above a limit there is room for the legend.
        let room = chart.limit.as_ref().map_or(0.0, |(_, limit)| limit * 2.1);
        over_time(&chart.title, height, corner).include_y(room).show(ui, |plot| {
            for (number, line) in chart.lines.iter().enumerate() {
                let shown = egui_plot::Line::new(line.name.clone(), points(line));
                let style = if number < 8 { LineStyle::Solid } else { LineStyle::dashed_loose() };
                let shown = shown.color(color32(of_number(number))).style(style).width(2.0);
                plot.line(shown.id((number, line.name.as_str())));
            }
            if let Some((name, limit)) = &chart.limit {
                let line = HLine::new(name.clone(), *limit).color(colors.bad);
                plot.hline(line.style(LineStyle::dashed_loose()).width(1.5));
            }
            plot.vline(VLine::new("", moment).color(colors.accent).width(1.0));
        });
    }
}

/// The points of all lines: their name, seconds, value.
fn csv(lang: Language, chart: &Chart) -> Option<Vec<u8>> {
    let heading = vec![lang.t("predict-line"), "time_s".to_owned(), chart.value.clone()];
    let rows = chart.lines.iter().flat_map(|line| {
        let row = |(at, value): &(Seconds, f64)| {
            vec![line.name.clone(), format!("{:.1}", at.get()), value.to_string()]
        };
        line.points.iter().map(row)
    });
    to_csv(heading, rows).ok()
}

/// A plot of something over time that stays as it is.
fn over_time(id: &str, height: f32, legend: Corner) -> Plot<'_> {
    Plot::new(id)
        .height(height)
        .legend(Legend::default().position(legend))
        .include_y(0.0)
        .include_x(0.0)
        .x_axis_formatter(|mark, _| Seconds::new(mark.value).clock())
        .x_grid_spacer(uniform_grid_spacer(|_| GRID))
        .allow_scroll(false)
        .allow_zoom(false)
        .allow_drag(false)
        .allow_boxed_zoom(false)
}

/// The points of a line, with the corners of its stairs.
fn points(line: &Line) -> PlotPoints<'static> {
    let mut points = Vec::with_capacity(line.points.len() * 2);
    let mut before: Option<f64> = None;
    for (at, value) in &line.points {
        if let Some(before) = before.filter(|_| line.stairs) {
            points.push([at.get(), before]);
        }
        points.push([at.get(), *value]);
        before = Some(*value);
    }
    PlotPoints::from(points)
}
