//! One drill: its facts, its debrief, its exits and everything that happened.

use eframe::egui::{self, RichText, Ui, pos2, vec2};

use super::debrief::Correcting;
use super::merging::Merging;
use super::row_name;
use super::sign_off::SigningOff;
use super::table::delta_label;
use crate::app::desk::Desk;
use crate::app::{copy, icons, theme};
use crate::drill::{Pauses, Record, RecordId};
use crate::exchange::{Table, events_table, exits_table, record_tables};
use crate::history::{Baseline, Comparison, Drill};
use crate::language::{Choice, Language, msg};

/// From this width on the signatures stand beside the drill, in points.
const SIGN_OFF_BESIDE: f32 = 640.0;

pub(super) fn show(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    comparison: &Comparison,
    chosen: Option<&RecordId>,
    baseline: Baseline,
    (sign_off, merging, correcting): (&mut SigningOff, &mut Merging, &mut Correcting),
) {
    let lang = desk.lang;
    let index = comparison.place_of(chosen);
    let Some(drill) = comparison.drills.get(index) else { return };
    let (record, outcome) = (&drill.record, &drill.outcome);
    let pauses = Pauses::of(&record.events);
    let beside = ui.available_width() >= SIGN_OFF_BESIDE;
    if beside {
        egui::Panel::right("review-sign-off").default_size(300.0).show(ui, |ui| {
            // As wide as the panel, which else follows what is in it.
            egui::ScrollArea::vertical().auto_shrink([false, true]).show(ui, |ui| {
                sign_off.show(ui, desk, &record.id);
                merging.button(ui, desk, &record.id);
            });
        });
    }
    let width = ui.available_width();
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
        if drill.is_emergency() {
            let bad = theme::colors_of(ui.visuals()).bad;
            let said = format!("{}  {}", icons::SOS, lang.t("comparison-emergency"));
            ui.add(egui::Label::new(RichText::new(said).color(bad)).wrap());
        }
        ui.add_space(theme::GROUP_GAP);
        if !beside {
            sign_off.show(ui, desk, &record.id);
            merging.button(ui, desk, &record.id);
            ui.add_space(theme::GROUP_GAP);
        }
        correcting.show(ui, desk, record, width);
        let (title, table) = (lang.t("review-exits"), || exits_table(drill, lang));
        copy::titled(ui, lang, &title, table, |ui| exits(ui, lang, drill));
        ui.add_space(theme::GROUP_GAP);
        let title = lang.t("review-times");
        let table = || {
            let tables = record_tables(comparison, index, lang);
            let times = tables.into_iter().find(|table| table.id == "checkpoints");
            times.unwrap_or_else(|| Table::new("checkpoints", title.clone(), Vec::new()))
        };
        copy::titled(ui, lang, &title, table, |ui| times(ui, lang, comparison, index, baseline));
        ui.add_space(theme::GROUP_GAP);
        let (title, table) = (lang.t("review-events"), || events_table(record, lang));
        copy::titled(ui, lang, &title, table, |ui| events(ui, lang, record, &pauses));
    });
}

fn exits(ui: &mut Ui, lang: Language, drill: &Drill) {
    egui::Grid::new("review-exits").striped(true).spacing([24.0, 6.0]).show(ui, |ui| {
        for head in [
            lang.t("review-exit"),
            lang.t("review-exit-people"),
            lang.t("review-exit-span"),
            lang.t("review-exit-flow"),
        ] {
            ui.strong(head);
        }
        ui.end_row();
        for (exit, count) in &drill.outcome.exits {
            let door = drill.record.building.door(exit);
            ui.label(door.map_or("", |(_, door)| door.name.as_str()));
            ui.label(count.total().to_string());
            let counts = count.corrected();
            if let (Some((first, _)), Some((last, _))) = (counts.first(), counts.last()) {
                ui.label(format!("{} – {}", first.clock(), last.clock()));
                let span = (*last - *first).get();
                let flow = f64::from(count.total()) / span;
                let unit = lang.t("predict-rate-unit");
                ui.label(if span > 0.0 { format!("{flow:.2} {unit}") } else { "–".into() });
            }
            ui.end_row();
        }
    });
}

fn times(ui: &mut Ui, lang: Language, comparison: &Comparison, index: usize, baseline: Baseline) {
    egui::Grid::new("review-times").striped(true).spacing([24.0, 6.0]).show(ui, |ui| {
        for row in &comparison.rows {
            let Some(Some(time)) = row.times.get(index) else { continue };
            ui.label(row_name(row, comparison, lang));
            ui.label(time.clock_tenths());
            match comparison.delta(row, index, baseline) {
                Some(delta) => delta_label(ui, delta),
                None => ui.weak("–"),
            };
            ui.end_row();
        }
    });
}

/// Everything that happened. A drill may have 100 000 events: those in view are painted.
fn events(ui: &mut Ui, lang: Language, record: &Record, pauses: &Pauses) {
    let height = ui.text_style_height(&egui::TextStyle::Body) + 6.0;
    let size = vec2(ui.available_width().max(480.0), height * record.events.len() as f32);
    let (whole, _) = ui.allocate_exact_size(size, egui::Sense::hover());
    let seen = ui.clip_rect();
    let first = ((seen.top() - whole.top()) / height).floor().max(0.0) as usize;
    let count = (seen.height() / height).ceil() as usize + 1;
    for (index, event) in record.events.iter().enumerate().skip(first).take(count) {
        let top = height.mul_add(index as f32, whole.top());
        let line = egui::Rect::from_min_size(pos2(whole.left(), top), vec2(size.x, height));
        if index % 2 == 1 {
            let ground = ui.visuals().faint_bg_color;
            ui.painter().rect_filled(line, 0.0, ground);
        }
        let layout = egui::Layout::left_to_right(egui::Align::Center);
        let builder = egui::UiBuilder::new().id_salt(index).max_rect(line).layout(layout);
        ui.scope_builder(builder, |ui| {
            let column = |ui: &mut Ui, width: f32, text: RichText| {
                ui.allocate_ui_with_layout(vec2(width, height), layout, |ui| {
                    ui.set_min_width(width);
                    ui.label(text);
                });
            };
            column(ui, 46.0, RichText::new(event.number.get().to_string()).weak());
            column(ui, 64.0, RichText::new(pauses.clock_at(event.at).clock_tenths()));
            // A long note is cut off; the pointer shows all of it.
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.weak(&event.who);
                ui.with_layout(layout, |ui| {
                    let said = lang.say(&record.describe(&event.what, pauses));
                    ui.add(egui::Label::new(said).truncate());
                });
            });
        });
    }
}
