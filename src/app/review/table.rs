//! Checkpoints as rows, drills as columns, each time with its difference.

use eframe::egui::{self, RichText, Ui};
use egui_extras::{Column, TableBuilder};

use super::{row_name, sign, when};
use crate::app::{icons, theme, widgets};
use crate::history::{Baseline, Comparison, Row, SMALLEST};
use crate::language::{Language, msg};
use crate::units::Seconds;

/// Differences below this are none to a stopwatch held by hand, s.
const NOTHING: f64 = 0.05;

pub(super) fn show(ui: &mut Ui, lang: Language, comparison: &Comparison, baseline: &mut Baseline) {
    ui.horizontal(|ui| {
        ui.label(lang.t("comparison-against"));
        widgets::choice(ui, lang, &lang.t("comparison-against"), baseline);
        if ui.button(format!("{}  {}", icons::COPY, lang.t("comparison-copy"))).clicked() {
            ui.ctx().copy_text(comparison_text(lang, comparison));
        }
        small_sample(ui, lang, comparison, *baseline);
    });
    let rows: Vec<&Row> =
        comparison.rows.iter().filter(|row| row.times.iter().any(Option::is_some)).collect();
    egui::ScrollArea::horizontal().show(ui, |ui| {
        let mut table = TableBuilder::new(ui)
            .striped(true)
            .cell_layout(egui::Layout::left_to_right(egui::Align::Center))
            .column(Column::initial(240.0).at_least(140.0).resizable(true).clip(true));
        for _ in &comparison.drills {
            table = table.column(Column::exact(118.0));
        }
        table
            .header(30.0, |mut header| {
                header.col(|ui| {
                    ui.strong(lang.t("comparison-checkpoint"));
                });
                for drill in &comparison.drills {
                    header.col(|ui| {
                        let date = drill.record.started.date();
                        let label = ui.strong(format!("{} {date}", sign(&drill.record)));
                        label.on_hover_text(when(&drill.record));
                    });
                }
            })
            .body(|body| {
                body.rows(26.0, rows.len(), |mut line| {
                    let row = rows[line.index()];
                    line.col(|ui| {
                        let name = row_name(row, comparison, lang);
                        let text = if row.checkpoint.is_none() {
                            RichText::new(name).font(theme::strong())
                        } else {
                            RichText::new(name)
                        };
                        ui.add(egui::Label::new(text).truncate());
                    });
                    for index in 0..comparison.drills.len() {
                        line.col(|ui| cell(ui, comparison, row, index, *baseline));
                    }
                });
            });
    });
}

/// Says so when the newest drill is set against few others.
fn small_sample(ui: &mut Ui, lang: Language, comparison: &Comparison, baseline: Baseline) {
    let newest = comparison.drills.len().saturating_sub(1);
    let Some(total) = comparison.rows.first().filter(|_| baseline.is_of_several()) else { return };
    let count = comparison.sample(total, newest);
    if count < SMALLEST {
        let text = lang.say(&msg!("comparison-small-sample", count = count));
        let color = theme::colors_of(ui.visuals()).warn;
        ui.label(RichText::new(format!("{}  {text}", icons::INFO)).color(color));
    }
}

fn cell(ui: &mut Ui, comparison: &Comparison, row: &Row, index: usize, baseline: Baseline) {
    let Some(Some(time)) = row.times.get(index) else {
        ui.weak("–");
        return;
    };
    ui.label(time.clock());
    if let Some(delta) = comparison.delta(row, index, baseline) {
        delta_label(ui, delta);
    }
}

/// A difference with its sign, an arrow and a colour.
pub(super) fn delta_label(ui: &mut Ui, delta: Seconds) {
    let colors = theme::colors_of(ui.visuals());
    let (icon, color) = if delta.get() > NOTHING {
        (icons::ARROW_UP, colors.bad)
    } else if delta.get() < -NOTHING {
        (icons::ARROW_DOWN, colors.good)
    } else {
        (icons::TRENDING_FLAT, colors.weak)
    };
    ui.label(RichText::new(format!("{}{icon}", delta.signed())).small().color(color));
}

/// The table as text with tabs, which a spreadsheet takes.
fn comparison_text(lang: Language, comparison: &Comparison) -> String {
    let dates = comparison.drills.iter().map(|d| d.record.started.date().to_string());
    let head = std::iter::once(lang.t("comparison-checkpoint")).chain(dates);
    let mut lines = vec![head.collect::<Vec<_>>().join("\t")];
    for row in &comparison.rows {
        let times =
            row.times.iter().map(|time| time.map(|t| t.get().to_string()).unwrap_or_default());
        let cells = std::iter::once(row_name(row, comparison, lang)).chain(times);
        lines.push(cells.collect::<Vec<_>>().join("\t"));
    }
    lines.join("\n")
}
