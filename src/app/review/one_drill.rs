//! One drill: its facts, its exits and everything that happened.

use eframe::egui::{self, RichText, Ui};

use super::row_name;
use super::sign_off::SigningOff;
use super::table::delta_label;
use crate::app::desk::Desk;
use crate::app::theme;
use crate::drill::{Pauses, RecordId};
use crate::history::{Baseline, Comparison};
use crate::language::{Choice, msg};

pub(super) fn show(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    comparison: &Comparison,
    chosen: Option<&RecordId>,
    baseline: Baseline,
    sign_off: &mut SigningOff,
) {
    let lang = desk.lang;
    let newest = comparison.drills.len().saturating_sub(1);
    let index = chosen
        .and_then(|id| comparison.drills.iter().position(|drill| drill.record.id == *id))
        .unwrap_or(newest);
    let Some(drill) = comparison.drills.get(index) else { return };
    let (record, outcome) = (&drill.record, &drill.outcome);
    let pauses = Pauses::of(&record.events);
    egui::Panel::right("review-sign-off").default_size(300.0).show(ui, |ui| {
        egui::ScrollArea::vertical().show(ui, |ui| sign_off.show(ui, desk, &record.id));
    });
    egui::ScrollArea::both().auto_shrink(false).show(ui, |ui| {
        ui.heading(&record.scenario.name);
        let started = record.started.civil().strftime("%Y-%m-%d %H:%M").to_string();
        let mut facts = vec![started, lang.t(record.ending.key())];
        if record.rehearsal {
            facts.push(lang.t("review-rehearsal"));
        }
        for text in [&record.conductor, &record.weather, &record.scenario.shift] {
            if !text.is_empty() {
                facts.push(text.clone());
            }
        }
        facts.push(lang.say(&msg!(
            "review-people",
            out = outcome.people_out(),
            expected = record.expected_people
        )));
        ui.label(facts.join("  ·  "));
        ui.add_space(theme::GROUP_GAP);
        ui.label(RichText::new(lang.t("review-exits")).font(theme::strong()));
        egui::Grid::new("review-exits").striped(true).spacing([24.0, 6.0]).show(ui, |ui| {
            for key in ["review-exit", "review-exit-people", "review-exit-span", "review-exit-flow"]
            {
                ui.strong(match key {
                    "review-exit" => lang.t("review-exit"),
                    "review-exit-people" => lang.t("review-exit-people"),
                    "review-exit-span" => lang.t("review-exit-span"),
                    _ => lang.t("review-exit-flow"),
                });
            }
            ui.end_row();
            for (exit, count) in &outcome.exits {
                let name = record.building.door(exit).map_or("", |(_, door)| door.name.as_str());
                ui.label(name);
                ui.label(count.total().to_string());
                let counts = count.corrected();
                if let (Some((first, _)), Some((last, _))) = (counts.first(), counts.last()) {
                    ui.label(format!("{} – {}", first.clock(), last.clock()));
                    let span = (*last - *first).get();
                    let flow = f64::from(count.total()) / span;
                    ui.label(if span > 0.0 { format!("{flow:.2} p/s") } else { "–".into() });
                }
                ui.end_row();
            }
        });
        ui.add_space(theme::GROUP_GAP);
        ui.label(RichText::new(lang.t("review-times")).font(theme::strong()));
        egui::Grid::new("review-times").striped(true).spacing([24.0, 6.0]).show(ui, |ui| {
            for row in &comparison.rows {
                let Some(Some(time)) = row.times.get(index) else { continue };
                ui.label(row_name(row, comparison, lang));
                ui.label(time.clock_tenths());
                match comparison.delta(row, index, baseline) {
                    Some(delta) => delta_label(ui, delta),
                    None => {
                        ui.weak("–");
                    }
                }
                ui.end_row();
            }
        });
        ui.add_space(theme::GROUP_GAP);
        ui.label(RichText::new(lang.t("review-events")).font(theme::strong()));
        egui::Grid::new("review-events").striped(true).spacing([24.0, 6.0]).show(ui, |ui| {
            for event in &record.events {
                ui.weak(event.number.get().to_string());
                ui.label(pauses.clock_at(event.at).clock_tenths());
                ui.label(lang.say(&record.describe(&event.what, &pauses)));
                ui.weak(&event.who);
                ui.end_row();
            }
        });
    });
}
