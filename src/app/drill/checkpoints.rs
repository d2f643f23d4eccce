//! The checkpoints in the order in which they are expected, each with its time and its target.

use eframe::egui::{self, AtomExt as _, Color32, RichText, Ui, vec2};

use super::board::{Entry, tap};
use super::keys::{Act, KeyPlan};
use super::live::Live;
use super::numbering::Numbering;
use crate::app::{icons, theme};
use crate::drill::{Checkpoint, CheckpointId, CheckpointKind, Moment, Outcome, Phase, What};
use crate::language::Language;
use crate::units::Seconds;

/// The width of a checkpoint's button, in points.
const WIDTH: f32 = 270.0;
/// The width of its key or its tick.
const MARK: f32 = 22.0;

/// Whether somebody enters this checkpoint; the others follow from counts and checks.
fn is_open(checkpoint: &Checkpoint, outcome: &Outcome) -> bool {
    let reached = outcome.times.get(&checkpoint.id);
    match &checkpoint.kind {
        // The last person may not have been the last while people are still counted.
        CheckpointKind::ExitLast(_) => reached.is_none_or(|reached| reached.derived),
        _ => reached.is_none(),
    }
}

pub(super) fn open_checkpoints(live: &Live) -> Vec<CheckpointId> {
    let all = live.run().scenario().checkpoints.iter();
    all.filter(|checkpoint| is_open(checkpoint, live.outcome())).map(|c| c.id.clone()).collect()
}

pub(super) fn show(
    ui: &mut Ui,
    lang: Language,
    live: &Live,
    (plan, numbering): (&KeyPlan, &Numbering),
    moment: &Moment,
    entries: &mut Vec<Entry>,
) {
    let all = &live.run().scenario().checkpoints;
    let done = all.iter().filter(|checkpoint| !is_open(checkpoint, live.outcome())).count();
    ui.add_space(theme::GAP);
    ui.horizontal(|ui| {
        ui.label(RichText::new(lang.t("drill-checkpoints")).font(theme::heading()));
        let weak = theme::colors_of(ui.visuals()).weak;
        ui.label(RichText::new(format!("{done} / {}", all.len())).color(weak));
    });
    list(ui, lang, live, (plan, numbering), moment, entries);
}

/// The same without their heading.
pub(super) fn list(
    ui: &mut Ui,
    lang: Language,
    live: &Live,
    (plan, numbering): (&KeyPlan, &Numbering),
    moment: &Moment,
    entries: &mut Vec<Entry>,
) {
    let header = live.header();
    let clock = live.clock(moment);
    let enabled = live.run().phase().clock_runs();
    // No target of a drill counts any more.
    let real = live.run().phase() == Phase::RealEmergency;
    let all = &live.run().scenario().checkpoints;
    egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        // The next one comes into view whenever it is another.
        let seen = ui.scope_id().with("next");
        let before = ui.data(|data| data.get_temp::<usize>(seen));
        let next = all.iter().position(|checkpoint| is_open(checkpoint, live.outcome()));
        for (index, checkpoint) in all.iter().enumerate() {
            let title = lang.say(&checkpoint.title(&header.building, &header.site));
            let open = is_open(checkpoint, live.outcome());
            let number = numbering.of(&checkpoint.id).filter(|_| open);
            let key = number.and_then(|number| plan.key(Act::Checkpoint(number)));
            let row = ui.horizontal(|ui| {
                if !open {
                    // What is reached is weak already; fainter, nobody reads it in sunlight.
                    ui.visuals_mut().disabled_alpha = 1.0;
                }
                let mark = match key {
                    Some(key) => key.to_owned(),
                    None if open => String::new(),
                    None => icons::CHECK.to_owned(),
                };
                let weak = theme::colors_of(ui.visuals()).weak;
                let color = if open { ui.visuals().text_color() } else { weak };
                let text = |text: String| RichText::new(text).color(color).size(18.0);
                // In a column of their own, so that the names are read down.
                let mark = text(mark).atom_size(vec2(MARK, 26.0));
                let title = text(title).atom_max_width(WIDTH - MARK - 28.0);
                let button = egui::Button::new((mark, title)).min_size(vec2(WIDTH, 34.0));
                let button = button.truncate();
                // What is reached has no frame, and still stands under the others.
                let button = if Some(index) == next && enabled {
                    button.fill(ui.visuals().selection.bg_fill)
                } else if open {
                    button
                } else {
                    button.fill(Color32::TRANSPARENT).stroke(egui::Stroke::NONE)
                };
                let button = button.right_text("");
                let pressed = ui.add_enabled_ui(open && enabled, |ui| {
                    ui.set_max_width(WIDTH);
                    tap(ui, button)
                });
                let pressed = pressed.inner;
                if pressed {
                    let checkpoint = checkpoint.id.clone();
                    entries.push((What::Reached { checkpoint }, *moment));
                }
                let reached = live.outcome().time(&checkpoint.id);
                time_cells(ui, reached, checkpoint.target.filter(|_| !real), clock);
            });
            if Some(index) == next && before != next {
                row.response.scroll_to_me(Some(egui::Align::Center));
                ui.data_mut(|data| data.insert_temp(seen, index));
            }
        }
    });
}

/// The time, or the target while it is open, and the difference to the target.
fn time_cells(ui: &mut Ui, reached: Option<Seconds>, target: Option<Seconds>, clock: Seconds) {
    let colors = theme::colors_of(ui.visuals());
    let time = match (reached, target) {
        (Some(at), _) => RichText::new(at.clock_tenths()).font(theme::figure(18.0)),
        (None, Some(target)) => RichText::new(format!("{} {}", icons::TARGET, target.clock()))
            .size(18.0)
            .color(colors.weak),
        (None, None) => RichText::new(""),
    };
    ui.allocate_ui(vec2(78.0, 26.0), |ui| {
        ui.set_min_width(78.0);
        ui.label(time);
    });
    if let Some(target) = target {
        delta(ui, reached.unwrap_or(clock) - target, reached.is_some(), 18.0);
    }
}

/// A difference to a target in letters of `size` points: sign, icon and colour say the same.
pub(super) fn delta(ui: &mut Ui, delta: Seconds, reached: bool, size: f32) {
    let colors = theme::colors_of(ui.visuals());
    let late = delta > Seconds::ZERO;
    let (icon, color): (&str, Color32) = match (late, reached) {
        (true, true) => (icons::ARROW_UP, colors.bad),
        (true, false) => (icons::WARNING, colors.bad),
        (false, true) => (icons::ARROW_DOWN, colors.good),
        (false, false) => (icons::SCHEDULE, colors.weak),
    };
    let text = if reached { delta.difference() } else { delta.clock() };
    ui.label(RichText::new(format!("{icon} {text}")).size(size).color(color));
}
