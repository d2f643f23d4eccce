//! A drill beside what had been predicted for it: checkpoints, exits, doors.

use std::sync::Arc;

use eframe::egui::{self, RichText, Ui};
use egui_plot::{Corner, Legend, Line, LineStyle, MarkerShape, PlotPoints, Points};

use super::plot::{self, short};
use super::table::delta_label;
use super::when;
use crate::app::{copy, field, icons, theme};
use crate::building::{DoorId, ElementId};
use crate::drill::{RecordId, element_name};
use crate::exchange::{Table, agreement_tables, checkpoint_name};
use crate::history::{Agreement, Comparison, Drill};
use crate::language::{Choice, Language, msg};
use crate::units::Seconds;

/// The room of one checkpoint in the chart, in points.
const ROW: f32 = 22.0;
/// The height of the curves of an exit, in points.
const CURVES: f32 = 230.0;

/// A drill beside its prediction, worked out once for each drill.
#[derive(Default)]
pub(super) struct AgreementView {
    known: Option<(Arc<Drill>, Agreement)>,
    exit: Option<DoorId>,
}

impl AgreementView {
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        lang: Language,
        comparison: &Comparison,
        chosen: Option<&RecordId>,
    ) {
        let Some(drill) = comparison.drills.get(comparison.place_of(chosen)) else { return };
        if self.known.as_ref().is_none_or(|(known, _)| !Arc::ptr_eq(known, drill)) {
            self.known = Some((Arc::clone(drill), Agreement::of(drill)));
            self.exit = None;
        }
        let Some((_, agreement)) = &self.known else { return };
        let tables = agreement_tables(&drill.record, agreement, lang);
        let [of_checkpoints, of_exits, of_doors] = &tables;
        heading(ui, lang, drill, agreement);
        egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            // Beside the bar that scrolls.
            ui.set_width(ui.available_width() - theme::GROUP_GAP);
            ui.spacing_mut().item_spacing.x = theme::GROUP_GAP;
            if agreement.checkpoints.is_empty() {
                let (title, hint) = (lang.t("agreement-none"), lang.t("agreement-none-hint"));
                ui.label(RichText::new(format!("{}  {title}", icons::INFO)).font(theme::strong()));
                ui.add(egui::Label::new(hint).wrap());
            } else {
                ui.columns_const(|[left, right]| {
                    checkpoints(left, lang, drill, agreement, of_checkpoints);
                    chart(right, lang, drill, agreement, of_checkpoints);
                });
            }
            ui.add_space(theme::GROUP_GAP);
            let exit = &mut self.exit;
            ui.columns_const(|[left, right]| {
                exits(left, lang, drill, agreement, of_exits);
                left.add_space(theme::GROUP_GAP);
                doors(left, lang, drill, agreement, of_doors);
                curves(right, lang, drill, agreement, exit);
            });
        });
    }
}

/// Which drill, by which model, and how far off it was altogether.
fn heading(ui: &mut Ui, lang: Language, drill: &Drill, agreement: &Agreement) {
    let record = &drill.record;
    let colors = theme::colors_of(ui.visuals());
    let title = format!("{}  {}", when(record), record.scenario.name);
    ui.label(RichText::new(title).font(theme::heading()));
    let mut facts = Vec::new();
    if let Some(prediction) = &record.prediction {
        let model = match prediction.model.as_str() {
            "crowd" => lang.t("agreement-model-crowd"),
            _ => lang.t("agreement-model-flow"),
        };
        facts.push(lang.say(&msg!(
            "agreement-by",
            model = model,
            people = prediction.people,
            counted = drill.outcome.people_out()
        )));
    }
    if record.rehearsal {
        facts.push(lang.t("agreement-rehearsal"));
    }
    if !facts.is_empty() {
        let text = RichText::new(facts.join("  ·  ")).color(colors.weak);
        ui.add(egui::Label::new(text).wrap());
    }
    let Some(later) = agreement.later() else { return };
    let (icon, color) = if later.typical.get() > 0.05 {
        (icons::ARROW_UP, colors.bad)
    } else {
        (icons::ARROW_DOWN, colors.good)
    };
    let said = lang.say(&msg!(
        "agreement-later",
        typical = later.typical.signed(),
        size = format!("{:.0}", later.size.get()),
        count = later.checkpoints
    ));
    ui.label(RichText::new(format!("{icon}  {said}")).color(color).font(theme::strong()));
    ui.add_space(theme::GAP);
}

fn checkpoints(ui: &mut Ui, lang: Language, drill: &Drill, agreement: &Agreement, table: &Table) {
    let title = lang.t("predict-agreement-checkpoints");
    copy::titled(
        ui,
        lang,
        &title,
        || table.clone(),
        |ui| {
            grid(
                ui,
                "agreement-checkpoints",
                [
                    lang.t("comparison-checkpoint"),
                    lang.t("predict-agreement-predicted"),
                    lang.t("trend-measured"),
                    lang.t("pair-difference"),
                ],
                |ui| {
                    for row in &agreement.checkpoints {
                        let name = checkpoint_name(&drill.record, &row.checkpoint, lang);
                        ui.label(short(&name)).on_hover_text(&name);
                        ui.label(row.predicted.clock());
                        ui.label(
                            row.measured
                                .map_or_else(|| lang.t("agreement-not-reached"), Seconds::clock),
                        );
                        match row.measured {
                            Some(measured) => delta_label(ui, measured - row.predicted),
                            None => ui.weak("–"),
                        };
                        ui.end_row();
                    }
                },
            );
        },
    );
}

/// Predicted and measured on one line for each checkpoint.
fn chart(ui: &mut Ui, lang: Language, drill: &Drill, agreement: &Agreement, table: &Table) {
    let colors = theme::colors_of(ui.visuals());
    let rows = &agreement.checkpoints;
    let last = rows.len() as f64;
    let names: Vec<String> =
        rows.iter().map(|row| checkpoint_name(&drill.record, &row.checkpoint, lang)).collect();
    let height = |index: usize| last - index as f64;
    let (mut predicted, mut measured) = (Vec::new(), Vec::new());
    for (index, row) in rows.iter().enumerate() {
        predicted.push([row.predicted.get(), height(index)]);
        measured.extend(row.measured.map(|at| [at.get(), height(index)]));
    }
    let title = lang.t("agreement-chart");
    copy::titled(
        ui,
        lang,
        &title,
        || table.clone(),
        |ui| {
            let plot = plot::rows("agreement", names).height(ROW * (rows.len() as f32 + 3.0));
            let plot = plot.legend(Legend::default().position(Corner::RightTop));
            let response = plot.show(ui, |plot| {
                for (index, row) in rows.iter().enumerate() {
                    let Some(at) = row.measured else { continue };
                    let color = if at > row.predicted { colors.bad } else { colors.good };
                    let ends =
                        vec![[row.predicted.get(), height(index)], [at.get(), height(index)]];
                    plot.line(Line::new("", ends).color(color).width(1.5).allow_hover(false));
                }
                // A rhombus: its shape tells it from the measured time, not its colour.
                let name = plot::keyed("◇", &lang.t("predict-agreement-predicted"));
                let points = Points::new(name, PlotPoints::from(predicted));
                plot.points(
                    points.shape(MarkerShape::Diamond).filled(false).radius(5.0).color(colors.good),
                );
                let name = plot::keyed("●", &lang.t("trend-measured"));
                let points = Points::new(name, PlotPoints::from(measured));
                plot.points(points.shape(MarkerShape::Circle).radius(4.0).color(colors.accent));
            });
            plot::explain(ui, lang, &title, response);
        },
    );
}

fn exits(ui: &mut Ui, lang: Language, drill: &Drill, agreement: &Agreement, table: &Table) {
    let title = lang.t("predict-agreement-exits");
    copy::titled(
        ui,
        lang,
        &title,
        || table.clone(),
        |ui| {
            grid(
                ui,
                "agreement-exits",
                [
                    lang.t("review-exit"),
                    lang.t("agreement-people"),
                    lang.t("agreement-last"),
                    lang.t("pair-difference"),
                ],
                |ui| {
                    let clock =
                        |at: Option<Seconds>| at.map_or_else(|| "–".to_owned(), Seconds::clock);
                    for row in &agreement.exits {
                        ui.label(name(drill, &row.exit));
                        ui.label(format!("{} → {}", row.predicted.people, row.measured.people));
                        let last = [row.predicted.last, row.measured.last].map(clock);
                        ui.label(last.join(" → "));
                        match row.predicted.last.zip(row.measured.last) {
                            Some((predicted, measured)) => delta_label(ui, measured - predicted),
                            None => ui.weak("–"),
                        };
                        ui.end_row();
                    }
                },
            );
            if !agreement.kept {
                note(ui, &lang.t("agreement-exits-note"));
            }
        },
    );
}

fn doors(ui: &mut Ui, lang: Language, drill: &Drill, agreement: &Agreement, table: &Table) {
    let title = lang.t("predict-agreement-doors");
    let colors = theme::colors_of(ui.visuals());
    copy::titled(
        ui,
        lang,
        &title,
        || table.clone(),
        |ui| {
            if !agreement.doors.is_empty() {
                grid(
                    ui,
                    "agreement-doors",
                    [
                        lang.t("report-door"),
                        lang.t("predict-agreement-assumed"),
                        lang.t("report-found"),
                        lang.t("predict-agreement-passable"),
                    ],
                    |ui| {
                        for row in &agreement.doors {
                            ui.label(name(drill, &row.door));
                            ui.label(lang.t(row.assumed.key()));
                            ui.label(lang.t(row.found.key()));
                            let (icon, color, key) = if row.as_assumed {
                                (icons::CHECK_CIRCLE, colors.good, "predict-agreement-yes")
                            } else {
                                (icons::WARNING, colors.bad, "predict-agreement-no")
                            };
                            ui.label(
                                RichText::new(format!("{icon}  {}", lang.t(key))).color(color),
                            );
                            ui.end_row();
                        }
                    },
                );
            }
            note(ui, &lang.t("agreement-doors-note"));
        },
    );
}

/// How many were out of an exit by when, predicted and counted.
fn curves(
    ui: &mut Ui,
    lang: Language,
    drill: &Drill,
    agreement: &Agreement,
    chosen: &mut Option<DoorId>,
) {
    let all: Vec<(DoorId, String)> =
        agreement.exits.iter().map(|row| (row.exit.clone(), name(drill, &row.exit))).collect();
    let busiest = agreement.exits.iter().max_by_key(|row| row.measured.people);
    let wanted = chosen.as_ref().and_then(|id| agreement.exits.iter().find(|row| row.exit == *id));
    let Some(row) = wanted.or(busiest) else { return };
    let colors = theme::colors_of(ui.visuals());
    let title = lang.t("pair-exit");
    let series = [
        (plot::keyed("┅", &lang.t("predict-agreement-predicted")), &row.predicted.curve),
        (plot::keyed("━", &lang.t("predict-agreement-counted")), &row.measured.curve),
    ];
    let table = || {
        let keys = ["agreement-series", "report-time-s", "report-people"];
        let head = keys.into_iter().map(|key| lang.t(key)).collect();
        let mut table = Table::new("agreement-curve", title.clone(), head);
        for (name, curve) in &series {
            for (at, out) in *curve {
                let cells = [crate::exchange::Cell::text(name.as_str())];
                let more =
                    [crate::exchange::Cell::Seconds(*at), crate::exchange::Cell::count(*out)];
                table.rows.push(cells.into_iter().chain(more).collect());
            }
        }
        table
    };
    let head = |ui: &mut Ui| {
        ui.label(RichText::new(&title).font(theme::strong()));
        if let Some(exit) = field::pick(ui, &title, Some(&row.exit), &all, (150.0, "")) {
            *chosen = Some(exit);
        }
    };
    copy::headed(ui, lang, &title, head, table, |ui| {
        let plot = plot::people_over_time("agreement-curves", CURVES);
        let response = plot.show(ui, |plot| {
            let styles =
                [(LineStyle::dashed_loose(), colors.good), (LineStyle::Solid, colors.accent)];
            for ((name, curve), (style, color)) in series.iter().zip(styles) {
                let points: Vec<[f64; 2]> =
                    curve.iter().map(|(at, out)| [at.get(), f64::from(*out)]).collect();
                plot.line(Line::new(name.clone(), points).style(style).color(color).width(2.0));
            }
        });
        plot::explain(ui, lang, &title, response);
    });
}

fn name(drill: &Drill, door: &DoorId) -> String {
    let record = &drill.record;
    element_name(&ElementId::from(door), &record.building, &record.site)
}

/// A table of four columns under their heads.
fn grid(ui: &mut Ui, id: &str, heads: [String; 4], rows: impl FnOnce(&mut Ui)) {
    egui::Grid::new(id).striped(true).spacing([14.0, 5.0]).show(ui, |ui| {
        for head in heads {
            field::head(ui, &head);
        }
        ui.end_row();
        rows(ui);
    });
}

/// A remark below a table.
fn note(ui: &mut Ui, text: &str) {
    let weak = theme::colors_of(ui.visuals()).weak;
    ui.add(egui::Label::new(RichText::new(text).small().color(weak)).wrap());
}
