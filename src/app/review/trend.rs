//! A time over the years.

use eframe::egui::{self, RichText, Ui};
use egui_plot::{FilledArea, Legend, Line, LineStyle, Plot, PlotPoints, Points};

use super::row_name;
use crate::app::{icons, theme, widgets};
use crate::history::{Baseline, Comparison, SMALLEST, Trend};
use crate::language::{Language, msg};
use crate::units::Seconds;

/// The mean length of a year, s.
const YEAR: f64 = 365.25 * 86_400.0;

pub(super) fn show(ui: &mut Ui, lang: Language, comparison: &Comparison, chosen: &mut usize) {
    let names: Vec<String> =
        comparison.rows.iter().map(|row| row_name(row, comparison, lang)).collect();
    *chosen = (*chosen).min(names.len().saturating_sub(1));
    ui.horizontal(|ui| {
        let label = lang.t("trend-of");
        ui.label(&label);
        let shown = names.get(*chosen).cloned().unwrap_or_default();
        let combo = egui::ComboBox::from_id_salt("trend-row").selected_text(shown).width(300.0);
        let response = combo.show_index(ui, chosen, names.len(), |index| names[index].clone());
        widgets::named(&response, egui::Role::ComboBox, &label);
    });
    let Some(row) = comparison.rows.get(*chosen) else { return };
    let colors = theme::colors_of(ui.visuals());
    let mut measured = Vec::new();
    let mut left_out = Vec::new();
    let mut targets = Vec::new();
    for (index, drill) in comparison.drills.iter().enumerate() {
        let year = drill.record.started.timestamp().as_second() as f64 / YEAR + 1970.0;
        if let Some(target) = comparison.baseline(row, index, Baseline::Target) {
            targets.push([year, target.get()]);
        }
        if let Some(Some(time)) = row.times.get(index) {
            let point = [year, time.get()];
            if drill.counts() { measured.push(point) } else { left_out.push(point) }
        }
    }
    let pairs: Vec<(f64, f64)> = measured.iter().map(|[x, y]| (*x, *y)).collect();
    let trend = Trend::of(&pairs);
    let signed = |slope: f64| Seconds::new(slope).signed();
    let (icon, color, said) = match &trend {
        Some(trend) => {
            let (low, high) = (signed(trend.slopes.0), signed(trend.slopes.1));
            let change = signed(trend.slope);
            let count = pairs.len();
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
            let said = msg!("trend-too-few", count = pairs.len(), smallest = SMALLEST);
            (icons::INFO, colors.warn, said)
        }
    };
    ui.label(RichText::new(format!("{icon}  {}", lang.say(&said))).color(color));
    Plot::new("trend")
        .legend(Legend::default())
        .include_y(0.0)
        .x_axis_formatter(|mark, _| month(mark.value))
        .y_axis_formatter(|mark, _| Seconds::new(mark.value).clock())
        .show(ui, |plot| {
            let last = measured.clone();
            plot.line(
                Line::new(lang.t("trend-measured"), PlotPoints::from(last)).color(colors.accent),
            );
            plot.points(
                Points::new(lang.t("trend-measured"), PlotPoints::from(measured))
                    .radius(5.0)
                    .color(colors.accent),
            );
            if !left_out.is_empty() {
                plot.points(
                    Points::new(lang.t("trend-left-out"), PlotPoints::from(left_out))
                        .radius(4.0)
                        .filled(false)
                        .color(colors.weak),
                );
            }
            if !targets.is_empty() {
                plot.line(
                    Line::new(lang.t("baseline-target"), PlotPoints::from(targets))
                        .style(LineStyle::dashed_dense())
                        .color(colors.warn),
                );
            }
            if let (Some(trend), Some(first), Some(end)) = (&trend, pairs.first(), pairs.last()) {
                let xs = [first.0, trend.middle, end.0];
                let (low, high): (Vec<_>, Vec<_>) = xs.iter().map(|x| trend.band(*x)).unzip();
                let name = lang.t("trend-line");
                let band = FilledArea::new(lang.t("trend-band"), &xs, &low, &high);
                plot.add(band.fill_color(colors.good.gamma_multiply(0.2)));
                let ends = vec![[first.0, trend.at(first.0)], [end.0, trend.at(end.0)]];
                plot.line(
                    Line::new(name, PlotPoints::from(ends))
                        .style(LineStyle::dotted_dense())
                        .color(colors.good),
                );
            }
        });
}

/// A time in years as year and month.
fn month(years: f64) -> String {
    let months = (years * 12.0).round() as i64;
    format!("{}-{:02}", months.div_euclid(12), months.rem_euclid(12) + 1)
}
