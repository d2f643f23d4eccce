//! A time over the years.

use eframe::egui::{self, Ui};
use egui_plot::{Legend, Line, LineStyle, Plot, PlotPoints, Points};

use super::row_name;
use crate::app::{theme, widgets};
use crate::history::statistics::trend;
use crate::history::{Baseline, Comparison};
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
    let line = trend(&pairs);
    let said = match line {
        Some(line) => {
            msg!("trend-per-year", count = pairs.len(), change = Seconds::new(line.slope).signed())
        }
        None => msg!("trend-too-few", count = pairs.len()),
    };
    ui.label(lang.say(&said));
    Plot::new("trend")
        .legend(Legend::default())
        .include_y(0.0)
        .x_axis_formatter(|mark, _| format!("{:.1}", mark.value))
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
            if let (Some(line), Some(first), Some(end)) = (line, pairs.first(), pairs.last()) {
                let at = |x: f64| [x, line.at_zero + line.slope * x];
                let ends = vec![at(first.0), at(end.0)];
                plot.line(
                    Line::new(lang.t("trend-line"), PlotPoints::from(ends))
                        .style(LineStyle::dotted_dense())
                        .color(colors.good),
                );
            }
        });
}
