//! Two drills side by side: what differed, their times, and how the exits were used.

use std::sync::Arc;

use eframe::egui::{self, RichText, Ui, vec2};
use egui_plot::{Line, LineStyle, PlotPoints};

use super::table::{delta_label, plain_delta};
use super::{plot, row_name, sign, when};
use crate::app::{copy, field, icons, theme, widgets};
use crate::building::DoorId;
use crate::drill::{Outcome, RecordId, element_name};
use crate::exchange::{curves_table, pair_table};
use crate::history::{Comparison, Drill, differences, flow_curve};
use crate::language::{Language, msg};
use crate::units::Seconds;

/// The height of the flow curves, in points.
const CURVES: f32 = 320.0;

/// So many of the other drills are drawn, the newest; more are a grey field that tells nothing.
const OTHERS: usize = 40;

/// Which two drills; without a choice, the one of the list and the one before it.
#[derive(Default)]
pub(super) struct Pair {
    older: Option<RecordId>,
    newer: Option<RecordId>,
    exit: Option<DoorId>,
    /// For which drill of the list the choice was made.
    listed: Option<RecordId>,
}

impl Pair {
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        lang: Language,
        comparison: &Comparison,
        listed: Option<&RecordId>,
    ) {
        if self.listed.as_ref() != listed {
            *self = Self { listed: listed.cloned(), ..Self::default() };
        }
        let place = |id: Option<&RecordId>| {
            comparison.drills.iter().position(|drill| Some(&drill.record.id) == id)
        };
        let last = comparison.drills.len().saturating_sub(1);
        let newer = place(self.newer.as_ref().or(listed)).unwrap_or(last);
        let older = place(self.older.as_ref()).unwrap_or_else(|| newer.saturating_sub(1));
        let (Some(first), Some(second)) =
            (comparison.drills.get(older), comparison.drills.get(newer))
        else {
            return;
        };
        ui.horizontal(|ui| {
            for (key, drill, choice) in [
                (lang.t("pair-older"), first, &mut self.older),
                (lang.t("pair-newer"), second, &mut self.newer),
            ] {
                ui.label(&key);
                if let Some(id) = pick(ui, &key, drill, &comparison.drills) {
                    *choice = Some(id);
                }
                ui.add_space(theme::GROUP_GAP);
            }
        });
        if older == newer {
            ui.add_space(theme::GAP);
            ui.label(lang.t("pair-same"));
            return;
        }
        egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            what_differed(ui, lang, first, second);
            ui.add_space(theme::GROUP_GAP);
            ui.spacing_mut().item_spacing.x = theme::GROUP_GAP;
            ui.columns_const(|[left, right]| {
                times(left, lang, comparison, [older, newer]);
                self.curves(right, lang, comparison, [first, second]);
            });
        });
    }

    /// How many were out by when, the newer drill over the older one, and both over all others.
    fn curves(
        &mut self,
        ui: &mut Ui,
        lang: Language,
        comparison: &Comparison,
        [older, newer]: [&Drill; 2],
    ) {
        let exits: Vec<(DoorId, String)> = newer
            .outcome
            .exits
            .keys()
            .map(|id| {
                let record = &newer.record;
                (id.clone(), element_name(&id.into(), &record.building, &record.site))
            })
            .collect();
        let Some((first, _)) = exits.first() else { return };
        let exit = self.exit.clone().unwrap_or_else(|| first.clone());
        let name = lang.t("pair-exit");
        let head = |ui: &mut Ui| {
            ui.label(RichText::new(&name).font(theme::strong()));
            if let Some(exit) = field::pick(ui, &name, Some(&exit), &exits, (160.0, "")) {
                self.exit = Some(exit);
            }
        };
        let colors = theme::colors_of(ui.visuals());
        let line = |drill: &Drill, sign: &str, style: LineStyle, color| {
            let name = plot::keyed(sign, &when(&drill.record));
            let points = curve(&drill.outcome, &exit);
            Line::new(name, PlotPoints::from(points)).style(style).color(color).width(2.0)
        };
        let all: Vec<&Drill> = comparison.drills.iter().map(AsRef::as_ref).collect();
        let table = || curves_table(&all, &exit, lang);
        copy::headed(ui, lang, &name, head, table, |ui| {
            let plot = plot::people_over_time("pair-curves", CURVES);
            let shown = plot.show(ui, |plot| {
                let ids = [&older.record.id, &newer.record.id];
                let others =
                    comparison.drills.iter().rev().filter(|d| !ids.contains(&&d.record.id));
                for other in others.take(OTHERS) {
                    let points = curve(&other.outcome, &exit);
                    let thin = Line::new("", points).color(colors.weak.gamma_multiply(0.6));
                    plot.line(thin.width(1.0).allow_hover(false));
                }
                plot.line(line(older, "┅", LineStyle::dashed_loose(), colors.warn));
                plot.line(line(newer, "━", LineStyle::Solid, colors.accent));
            });
            plot::explain(ui, lang, &name, shown);
            if all.len() > 2 {
                let others = all.len() - 2;
                let said = if others > OTHERS {
                    lang.say(&msg!("pair-others-newest", shown = OTHERS, all = others))
                } else {
                    lang.say(&msg!("pair-others", count = others))
                };
                ui.label(RichText::new(said).small().color(colors.weak));
            }
        });
    }
}

/// The running count of an exit.
fn curve(outcome: &Outcome, exit: &DoorId) -> Vec<[f64; 2]> {
    let count = outcome.exits.get(exit);
    let points = count.map(flow_curve).unwrap_or_default().into_iter();
    points.map(|(at, out)| [at.get(), f64::from(out)]).collect()
}

fn named(drill: &Drill) -> String {
    let record = &drill.record;
    format!("{} {}  {}", sign(record), when(record), record.scenario.name)
}

/// A list to pick one of the drills from, the newest first; of thousands those in view are painted.
fn pick(ui: &mut Ui, name: &str, now: &Drill, all: &[Arc<Drill>]) -> Option<RecordId> {
    let mut picked = None;
    let combo = egui::ComboBox::from_id_salt(name).selected_text(named(now));
    let height = ui.spacing().interact_size.y;
    let response = combo.width(220.0).truncate().show_ui(ui, |ui| {
        ui.set_min_width(300.0);
        egui::ScrollArea::vertical().max_height(320.0).show_rows(
            ui,
            height,
            all.len(),
            |ui, seen| {
                for drill in all.iter().rev().skip(seen.start).take(seen.len()) {
                    let chosen = drill.record.id == now.record.id;
                    if ui.selectable_label(chosen, named(drill)).clicked() {
                        picked = Some(drill.record.id.clone());
                        ui.close();
                    }
                }
            },
        );
    });
    widgets::named(&response.response, egui::Role::ComboBox, name);
    picked.filter(|id| *id != now.record.id)
}

/// Whether the two compare, and what differed.
fn what_differed(ui: &mut Ui, lang: Language, older: &Drill, newer: &Drill) {
    let colors = theme::colors_of(ui.visuals());
    let found = differences(&older.record, &newer.record);
    let (icon, color, title) = if found.iter().any(|difference| difference.matters) {
        (icons::WARNING, colors.warn, lang.t("differs-not-comparable"))
    } else if found.is_empty() {
        (icons::CHECK_CIRCLE, colors.good, lang.t("differs-nothing"))
    } else {
        (icons::INFO, colors.accent, lang.t("differs-title"))
    };
    egui::Frame::group(ui.style()).fill(colors.card).show(ui, |ui| {
        ui.set_width(ui.available_width());
        let title = RichText::new(format!("{icon}  {title}")).color(color);
        ui.label(title.font(theme::strong()));
        for difference in found {
            let icon = if difference.matters { icons::WARNING } else { icons::INFO };
            ui.label(format!("{icon}  {}", lang.say(&difference.message)));
        }
    });
}

/// The checkpoints of both with the difference between them.
fn times(ui: &mut Ui, lang: Language, comparison: &Comparison, pair: [usize; 2]) {
    let title = lang.t("review-times");
    let table = || pair_table(comparison, pair, lang);
    copy::titled(ui, lang, &title, table, |ui| times_grid(ui, lang, comparison, pair));
}

fn times_grid(ui: &mut Ui, lang: Language, comparison: &Comparison, [older, newer]: [usize; 2]) {
    let colors = theme::colors_of(ui.visuals());
    let is_real = |index: usize| comparison.drills[index].is_emergency();
    let real = is_real(older) || is_real(newer);
    egui::Grid::new("pair-times").striped(true).num_columns(4).spacing([12.0, 6.0]).show(
        ui,
        |ui| {
            ui.strong(lang.t("comparison-checkpoint"));
            for index in [older, newer] {
                if let Some(drill) = comparison.drills.get(index) {
                    ui.strong(when(&drill.record));
                }
            }
            ui.strong(lang.t("pair-difference"));
            ui.end_row();
            for row in &comparison.rows {
                let time = |index: usize| row.times.get(index).copied().flatten();
                let (before, after) = (time(older), time(newer));
                if before.is_none() && after.is_none() {
                    continue;
                }
                let name = egui::Label::new(row_name(row, comparison, lang)).truncate();
                let layout = egui::Layout::left_to_right(egui::Align::Center);
                ui.allocate_ui_with_layout(vec2(176.0, 20.0), layout, |ui| ui.add(name));
                for time in [before, after] {
                    ui.label(time.map_or("–".to_owned(), Seconds::clock_tenths));
                }
                match (before, after) {
                    (Some(before), Some(after)) if real => plain_delta(ui, after - before),
                    (Some(before), Some(after)) => delta_label(ui, after - before),
                    _ => {
                        ui.label(RichText::new(lang.t("pair-only-one")).small().color(colors.weak))
                    }
                };
                ui.end_row();
            }
        },
    );
}
