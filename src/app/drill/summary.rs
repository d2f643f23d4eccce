//! What a drill came to, at a glance.

use eframe::egui::{self, RichText, Ui};

use super::checkpoints::delta;
use crate::app::theme;
use crate::drill::{Ending, Outcome, Record};
use crate::language::Language;
use crate::units::Seconds;

/// The few numbers that sum up a drill that is over.
pub(super) fn figures(ui: &mut Ui, lang: Language, record: &Record, outcome: &Outcome) {
    let none = || "–".to_owned();
    let clock = |at: Option<Seconds>| at.map_or_else(none, Seconds::clock_tenths);
    let figures = [
        (lang.t("drill-figure-out"), clock(outcome.total)),
        (lang.t("drill-figure-accounted"), clock(outcome.accounted_for)),
        (lang.t("drill-figure-length"), clock(outcome.duration)),
        (
            lang.t("drill-figure-people"),
            format!("{} / {}", outcome.people_out(), record.expected_people),
        ),
    ];
    ui.columns(figures.len(), |columns| {
        for (ui, (label, value)) in columns.iter_mut().zip(figures) {
            ui.vertical_centered(|ui| {
                ui.label(RichText::new(value).font(theme::figure(24.0)));
                let weak = theme::colors_of(ui.visuals()).weak;
                ui.label(RichText::new(label).color(weak));
            });
        }
    });
}

/// Every checkpoint with its time and target.
pub(super) fn times(ui: &mut Ui, lang: Language, record: &Record, outcome: &Outcome) {
    let colors = theme::colors_of(ui.visuals());
    // A real emergency is not measured by what a drill aims at.
    let real = record.ending == Ending::RealEmergency;
    egui::Grid::new("drill-times").num_columns(4).striped(true).min_col_width(90.0).show(
        ui,
        |ui| {
            for title in ["drill-checkpoint", "drill-time", "drill-target", "drill-delta"] {
                ui.label(RichText::new(lang.t(title)).font(theme::strong()));
            }
            ui.end_row();
            for checkpoint in &record.scenario.checkpoints {
                let reached = outcome.time(&checkpoint.id);
                let text = lang.say(&checkpoint.title(&record.building, &record.site));
                ui.label(text);
                match reached {
                    Some(at) => ui.label(RichText::new(at.clock_tenths()).font(theme::strong())),
                    None => ui.label(RichText::new(lang.t("drill-not-reached")).color(colors.weak)),
                };
                ui.label(checkpoint.target.map_or_else(String::new, Seconds::clock));
                let aimed = checkpoint.target.filter(|_| !real);
                match reached.zip(aimed) {
                    Some((at, target)) => delta(ui, at - target, true, 14.0),
                    None => {
                        ui.label("");
                    }
                }
                ui.end_row();
            }
        },
    );
}
