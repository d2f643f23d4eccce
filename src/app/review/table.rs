//! Checkpoints as rows, drills as columns, each time with its difference.

use eframe::egui::{self, Response, RichText, Ui};
use egui_extras::{Column, TableBuilder};

use super::{row_name, sign, when};
use crate::app::{copy, icons, theme, widgets};
use crate::exchange::comparison_table;
use crate::history::{Baseline, Comparability, Comparison, Row, SMALLEST};
use crate::language::{Choice, Language, Message, msg};
use crate::units::Seconds;

/// Differences below this are none to a stopwatch held by hand, s.
const NOTHING: f64 = 0.05;

/// So many of the newest drills have a column: a screen shows a dozen, and each costs at every frame.
/// The copied table has all of them.
const COLUMNS: usize = 60;

pub(super) fn show(
    ui: &mut Ui,
    lang: Language,
    comparison: &Comparison,
    comparability: &Comparability,
    baseline: &mut Baseline,
) {
    let rows: Vec<&Row> =
        comparison.rows.iter().filter(|row| row.times.iter().any(Option::is_some)).collect();
    let against = *baseline;
    let head = |ui: &mut Ui| {
        ui.label(lang.t("comparison-against"));
        widgets::choice(ui, lang, &lang.t("comparison-against"), baseline);
        small_sample(ui, lang, comparison, against);
    };
    let table = || comparison_table(comparison, comparability, against, lang);
    copy::headed(ui, lang, &lang.t("review-comparison"), head, table, |ui| {
        comparable(ui, lang, comparison, comparability);
        if comparison.drills.len() > COLUMNS {
            let all = comparison.drills.len();
            ui.weak(lang.say(&msg!("comparison-newest", shown = COLUMNS, all = all)));
        }
        egui::ScrollArea::horizontal().show(ui, |ui| {
            grid(ui, lang, comparison, comparability, &rows, against);
        });
    });
}

fn grid(
    ui: &mut Ui,
    lang: Language,
    comparison: &Comparison,
    comparability: &Comparability,
    rows: &[&Row],
    baseline: Baseline,
) {
    let mut table = TableBuilder::new(ui)
        .striped(true)
        .cell_layout(egui::Layout::left_to_right(egui::Align::Center))
        .column(Column::initial(240.0).at_least(140.0).resizable(true).clip(true));
    let first = comparison.drills.len().saturating_sub(COLUMNS);
    for _ in &comparison.drills[first..] {
        table = table.column(Column::exact(118.0));
    }
    table
        .header(30.0, |mut header| {
            header.col(|ui| {
                ui.strong(lang.t("comparison-checkpoint"));
            });
            for (index, drill) in comparison.drills.iter().enumerate().skip(first) {
                header.col(|ui| {
                    let date = drill.record.started.date();
                    let label = ui.strong(format!("{} {date}", sign(&drill.record)));
                    label.on_hover_text(when(&drill.record));
                    apart(ui, lang, comparability.obstacles(index));
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
                for index in first..comparison.drills.len() {
                    line.col(|ui| cell(ui, lang, comparison, row, index, baseline));
                }
            });
        });
}

/// Says how many of the drills do not compare with the one that is looked at, and why.
pub(super) fn comparable(
    ui: &mut Ui,
    lang: Language,
    comparison: &Comparison,
    comparability: &Comparability,
) {
    let apart = comparability.apart();
    let Some(with) = comparison.drills.get(comparability.reference).filter(|_| apart > 0) else {
        return;
    };
    let said = lang.say(&msg!(
        "compares-apart",
        count = apart,
        all = comparison.drills.len(),
        date = with.record.started.date().to_string()
    ));
    // A few reasons, many drills: they are counted before they are put into words.
    let mut counted: Vec<(&Message, usize)> = Vec::new();
    for obstacle in comparability.obstacles.iter().flatten() {
        match counted.iter_mut().find(|(reason, _)| *reason == obstacle) {
            Some((_, count)) => *count += 1,
            None => counted.push((obstacle, 1)),
        }
    }
    counted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let reasons: Vec<(String, usize)> =
        counted.into_iter().map(|(reason, count)| (lang.say(reason), count)).collect();
    let listed = reasons.iter().map(|(reason, count)| format!("{reason} ×{count}"));
    let listed = listed.collect::<Vec<_>>().join("   ");
    let color = theme::colors_of(ui.visuals()).warn;
    let text = RichText::new(format!("{}  {said}  {listed}", icons::WARNING)).color(color);
    ui.add(egui::Label::new(text).truncate()).on_hover_ui(|ui| {
        for (reason, count) in &reasons {
            ui.label(format!("{reason} ×{count}"));
        }
    });
}

/// The sign of a drill that does not compare; why, under the pointer.
fn apart(ui: &mut Ui, lang: Language, obstacles: &[Message]) {
    if obstacles.is_empty() {
        return;
    }
    let color = theme::colors_of(ui.visuals()).warn;
    let sign = ui.label(RichText::new(icons::WARNING).color(color));
    let why: Vec<String> = obstacles.iter().map(|obstacle| lang.say(obstacle)).collect();
    let why = format!("{}\n{}", lang.t("compares-obstacles"), why.join("\n"));
    widgets::named(&sign, egui::Role::Label, &why);
    sign.on_hover_text(why);
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

fn cell(
    ui: &mut Ui,
    lang: Language,
    comparison: &Comparison,
    row: &Row,
    index: usize,
    baseline: Baseline,
) {
    let Some(Some(time)) = row.times.get(index) else {
        ui.weak("–");
        return;
    };
    ui.label(time.clock());
    let Some(against) = comparison.baseline(row, index, baseline) else { return };
    let sample = comparison.sample(row, index);
    delta_label(ui, *time - against).on_hover_ui(|ui| {
        let (name, at) = (lang.t(baseline.key()), against.clock_tenths());
        let of = baseline.is_of_several().then(|| format!("  (n = {sample})"));
        ui.label(format!("{name}: {at}{}", of.unwrap_or_default()));
    });
}

/// A difference with its sign, an arrow and a colour.
pub(super) fn delta_label(ui: &mut Ui, delta: Seconds) -> Response {
    let colors = theme::colors_of(ui.visuals());
    let (icon, color) = if delta.get() > NOTHING {
        (icons::ARROW_UP, colors.bad)
    } else if delta.get() < -NOTHING {
        (icons::ARROW_DOWN, colors.good)
    } else {
        (icons::TRENDING_FLAT, colors.weak)
    };
    ui.label(RichText::new(format!("{}{icon}", delta.signed())).small().color(color))
}
