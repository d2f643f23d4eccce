//! The control view of a drill that runs: for one hand and a glance.

use eframe::egui::{self, Color32, Key, RichText, Ui, vec2};

use super::dialog::{Dialog, Pausing};
use super::guard::{Guard, Guarded};
use super::live::Live;
use super::sites::DoorPlan;
use super::{guarded, log, rehearse, sites};
use crate::app::ask::{Answer, Ask, Wanted};
use crate::app::desk::Desk;
use crate::app::{icons, theme};
use crate::building::DoorId;
use crate::drill::{
    Checkpoint, CheckpointId, CheckpointKind, Moment, Outcome, Phase, Record, Trigger, What,
};
use crate::language::{Language, msg};
use crate::units::Seconds;

/// Something to enter, and when it happened.
pub(super) type Entry = (What, Moment);

/// The keys of the exits: +1, and −1 with Shift.
const EXIT_KEYS: [Key; 10] =
    [Key::Q, Key::W, Key::E, Key::R, Key::T, Key::Y, Key::U, Key::I, Key::O, Key::P];
/// The keys of the next open checkpoints.
const NUMBER_KEYS: [Key; 9] = [
    Key::Num1,
    Key::Num2,
    Key::Num3,
    Key::Num4,
    Key::Num5,
    Key::Num6,
    Key::Num7,
    Key::Num8,
    Key::Num9,
];

/// What the control view keeps between frames.
#[derive(Default)]
pub(super) struct Board {
    pub(super) dialog: Option<Dialog>,
    pub(super) plan: DoorPlan,
    pub(super) counts: sites::Drafts,
    pub(super) note: log::NoteDraft,
    /// A rehearsal is to go on this many times faster than the wall clock.
    pub(super) pace: Option<u32>,
    /// Where else the journal can be written.
    ask: Option<Ask>,
    save_failure_told: bool,
}

impl Board {
    /// Whether a failure to save has to be told: once, not every time it is tried again.
    pub(super) fn tell_save_failure(&mut self) -> bool {
        !std::mem::replace(&mut self.save_failure_told, true)
    }

    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        desk: &mut Desk<'_>,
        live: &Live,
        guard: &mut Guard,
        moment: &Moment,
    ) -> Vec<Entry> {
        let lang = desk.lang;
        let mut entries = Vec::new();
        if live.run().phase().is_live() && self.dialog.is_none() && self.ask.is_none() {
            self.keys(ui.ctx(), live, moment, &mut entries);
        }
        let frame = egui::Frame::side_top_panel(ui.style());
        egui::Panel::top("drill-head").frame(frame).show(ui, |ui| {
            self.head(ui, lang, live, guard, moment, &mut entries);
        });
        trouble(ui, lang, live, &mut self.ask);
        egui::Panel::left("drill-checkpoints").resizable(false).exact_size(430.0).show(ui, |ui| {
            checkpoints(ui, lang, live, moment, &mut entries);
        });
        egui::Panel::right("drill-log").resizable(false).exact_size(340.0).show(ui, |ui| {
            log::show(ui, lang, live, self, moment, &mut entries);
        });
        egui::CentralPanel::default().show(ui, |ui| {
            exits(ui, lang, live, moment, &mut entries);
            sites::head_counts(ui, lang, live, &mut self.counts, moment, &mut entries);
            self.plan.show(ui, lang, live, moment, &mut entries);
        });
        if let Some(dialog) = &mut self.dialog
            && dialog.show(ui.ctx(), lang, live, moment, &mut entries)
        {
            self.dialog = None;
        }
        if let Some(answer) = self.ask.as_mut().and_then(|ask| ask.show(ui.ctx(), lang)) {
            self.ask = None;
            if let Answer::Path(folder) = answer {
                live.move_journal(folder);
            }
        }
        let rest = if live.run().phase() == Phase::Paused { 1000 } else { 100 };
        ui.ctx().request_repaint_after(std::time::Duration::from_millis(rest));
        entries
    }

    /// Keys that a hand pressed; those that repeat because they are held down don't count.
    fn keys(
        &mut self,
        ctx: &egui::Context,
        live: &Live,
        moment: &Moment,
        entries: &mut Vec<Entry>,
    ) {
        if ctx.text_edit_focused() {
            return;
        }
        let pressed: Vec<(Key, bool)> = ctx.input(|input| {
            let keys = input.events.iter().filter_map(|event| match event {
                egui::Event::Key { key, pressed: true, repeat: false, modifiers, .. }
                    if !modifiers.command && !modifiers.ctrl && !modifiers.alt =>
                {
                    Some((*key, modifiers.shift))
                }
                _ => None,
            });
            keys.collect()
        });
        let open = open_checkpoints(live);
        let exits = exits_of(live);
        for (key, shift) in pressed {
            let number = NUMBER_KEYS.iter().position(|number| *number == key);
            let exit = EXIT_KEYS.iter().position(|letter| *letter == key);
            if let Some(checkpoint) = number.and_then(|number| open.get(number)) {
                entries.push((What::Reached { checkpoint: checkpoint.clone() }, *moment));
            } else if let Some((exit, _)) = exit.and_then(|exit| exits.get(exit)) {
                let people = if shift { -1 } else { 1 };
                entries.push((What::Counted { exit: exit.clone(), people }, *moment));
            } else if key == Key::N {
                self.note.begin(*moment);
            } else if key == Key::L {
                self.dialog = Some(Dialog::late(live.clock(moment)));
            } else if key == Key::Backspace
                && let Some(event) = live.run().last_undoable()
            {
                entries.push((What::Undone { event: event.number }, *moment));
            }
        }
    }

    fn head(
        &mut self,
        ui: &mut Ui,
        lang: Language,
        live: &Live,
        guard: &mut Guard,
        moment: &Moment,
        entries: &mut Vec<Entry>,
    ) {
        let phase = live.run().phase();
        let colors = theme::colors_of(ui.visuals());
        let (text, color) = match phase {
            Phase::Paused => (lang.t("drill-phase-paused"), colors.warn),
            Phase::RealEmergency => (lang.t("drill-phase-emergency"), colors.bad),
            Phase::Finished => (lang.t("drill-phase-finished"), colors.weak),
            Phase::Ready | Phase::Running => (lang.t("drill-phase-running"), colors.good),
        };
        ui.horizontal(|ui| {
            ui.set_min_height(84.0);
            let clock = live.clock(moment).clock_tenths();
            ui.vertical(|ui| {
                ui.set_width(270.0);
                let font = egui::FontId::monospace(64.0);
                let ink = if phase == Phase::Running { ui.visuals().text_color() } else { color };
                ui.label(RichText::new(clock).font(font).color(ink));
            });
            ui.vertical(|ui| {
                ui.set_width(ui.available_width() - 470.0);
                ui.horizontal(|ui| {
                    ui.label(RichText::new(text).font(theme::strong()).color(color));
                    if live.header().rehearsal {
                        let text = RichText::new(lang.t("drill-rehearsal")).font(theme::strong());
                        ui.label(text.color(colors.warn));
                        let mut pace = live.pace();
                        if rehearse::paces(ui, &mut pace) {
                            self.pace = Some(pace);
                        }
                    }
                });
                next(ui, lang, live, moment, entries);
            });
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if phase != Phase::RealEmergency
                    && guarded(ui, guard, lang, Guarded::Stop, vec2(200.0, 68.0))
                {
                    entries.push((What::StoppedForRealEmergency, *moment));
                }
                if guarded(ui, guard, lang, Guarded::Finish, vec2(120.0, 68.0)) {
                    entries.push((What::Finished, *moment));
                }
                let size = vec2(100.0, 68.0);
                if phase == Phase::Paused {
                    let text = format!("{}  {}", icons::PLAY, lang.t("drill-resume"));
                    if tap(ui, egui::Button::new(text).min_size(size)) {
                        entries.push((What::Resumed, *moment));
                    }
                } else if phase == Phase::Running {
                    let text = format!("{}  {}", icons::PAUSE, lang.t("drill-pause"));
                    if tap(ui, egui::Button::new(text).min_size(size)) {
                        self.dialog = Some(Dialog::Pause(Pausing::default()));
                    }
                }
            });
        });
    }
}

/// A button that gives the keyboard back at once, so that a later space or Enter meets nothing.
pub(super) fn tap(ui: &mut Ui, button: egui::Button<'_>) -> bool {
    let response = ui.add(button);
    if response.clicked() {
        response.surrender_focus();
    }
    response.clicked()
}

/// What comes next: an inject that is due goes before the next checkpoint.
fn next(ui: &mut Ui, lang: Language, live: &Live, moment: &Moment, entries: &mut Vec<Entry>) {
    let (run, outcome) = (live.run(), live.outcome());
    let colors = theme::colors_of(ui.visuals());
    let clock = live.clock(moment);
    let header = live.header();
    let waiting = run.scenario().injects.iter().filter_map(|inject| {
        let fired = outcome.injects.get(&inject.id).is_some_and(|times| times.fired.is_some());
        let due = due(&inject.trigger, outcome).filter(|_| !fired)?;
        Some((due, inject))
    });
    let inject = waiting.min_by_key(|(due, _)| *due);
    if let Some((due, inject)) = inject.filter(|(due, _)| *due - clock < Seconds::new(30.0)) {
        let left = due - clock;
        let color = if left > Seconds::ZERO { colors.warn } else { colors.bad };
        let role = lang.t(crate::language::Choice::key(inject.to));
        let text = if left > Seconds::ZERO {
            msg!("drill-next-inject", role = role, left = left.clock())
        } else {
            msg!("drill-inject-due", role = role, since = left.abs().clock())
        };
        ui.label(RichText::new(lang.say(&text)).font(theme::strong()).color(color));
        ui.horizontal(|ui| {
            let text = format!("{}  {}", icons::BOLT, lang.t("drill-inject-fire"));
            if run.phase() == Phase::Running && tap(ui, egui::Button::new(text)) {
                entries.push((What::InjectFired { inject: inject.id.clone() }, *moment));
            }
            ui.add(egui::Label::new(&inject.message).truncate());
        });
        return;
    }
    let open = open_checkpoints(live);
    match open.first().and_then(|id| run.scenario().checkpoint(id)) {
        Some(checkpoint) => {
            let title = lang.say(&checkpoint.title(&header.building, &header.site));
            ui.label(RichText::new(lang.t("drill-next")).color(colors.weak));
            let text = RichText::new(title).font(theme::figure(20.0));
            ui.add(egui::Label::new(text).truncate());
        }
        None => {
            ui.label(lang.t("drill-all-reached"));
        }
    }
}

/// When an inject falls due by the drill's clock; nothing while it waits for its checkpoint.
pub(super) fn due(trigger: &Trigger, outcome: &Outcome) -> Option<Seconds> {
    match trigger {
        Trigger::At(at) => Some(*at),
        Trigger::Upon(checkpoint, after) => outcome.time(checkpoint).map(|at| at + *after),
    }
}

/// What could not be written, and where else it can be.
fn trouble(ui: &mut Ui, lang: Language, live: &Live, ask: &mut Option<Ask>) {
    let Some(problem) = live.saved().problem else { return };
    let colors = theme::colors_of(ui.visuals());
    let frame = egui::Frame::new().fill(colors.bad).inner_margin(8.0);
    egui::Panel::top("drill-trouble").frame(frame).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            let text = format!("{}  {}", icons::ERROR, lang.say(&problem));
            ui.label(RichText::new(text).color(colors.on_strong).font(theme::strong()));
            ui.label(RichText::new(lang.t("drill-not-saved")).color(colors.on_strong));
            if ui.button(lang.t("drill-save-elsewhere")).clicked() {
                ask.get_or_insert_with(|| Ask::new(Wanted::Journal, &std::env::temp_dir()));
            }
        });
    });
}

/// Whether somebody enters this checkpoint; the others follow from counts and checks.
fn is_open(checkpoint: &Checkpoint, outcome: &Outcome) -> bool {
    let reached = outcome.times.get(&checkpoint.id);
    match &checkpoint.kind {
        // The last person may not have been the last while people are still counted.
        CheckpointKind::ExitLast(_) => reached.is_none_or(|reached| reached.derived),
        _ => reached.is_none(),
    }
}

fn open_checkpoints(live: &Live) -> Vec<CheckpointId> {
    let all = live.run().scenario().checkpoints.iter();
    all.filter(|checkpoint| is_open(checkpoint, live.outcome())).map(|c| c.id.clone()).collect()
}

fn checkpoints(
    ui: &mut Ui,
    lang: Language,
    live: &Live,
    moment: &Moment,
    entries: &mut Vec<Entry>,
) {
    let header = live.header();
    let clock = live.clock(moment);
    let enabled = matches!(live.run().phase(), Phase::Running | Phase::RealEmergency);
    let all = &live.run().scenario().checkpoints;
    let done = all.iter().filter(|checkpoint| !is_open(checkpoint, live.outcome())).count();
    ui.add_space(theme::GAP);
    ui.horizontal(|ui| {
        ui.label(RichText::new(lang.t("drill-checkpoints")).font(theme::heading()));
        let weak = theme::colors_of(ui.visuals()).weak;
        ui.label(RichText::new(format!("{done} / {}", all.len())).color(weak));
    });
    egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        let mut number = 0;
        for checkpoint in all {
            let title = lang.say(&checkpoint.title(&header.building, &header.site));
            let open = is_open(checkpoint, live.outcome());
            let key = if open {
                number += 1;
                Some(number).filter(|number| *number <= 9)
            } else {
                None
            };
            ui.horizontal(|ui| {
                let mark = match key {
                    Some(key) => key.to_string(),
                    None if open => String::new(),
                    None => icons::CHECK.to_owned(),
                };
                let weak = theme::colors_of(ui.visuals()).weak;
                let color = if open { ui.visuals().text_color() } else { weak };
                let text = RichText::new(format!("{mark:>2}   {title}")).color(color).size(15.0);
                let button = egui::Button::new(text).min_size(vec2(252.0, 32.0)).truncate();
                let button = button.frame(open).right_text("");
                let pressed = ui.add_enabled_ui(open && enabled, |ui| tap(ui, button)).inner;
                if pressed {
                    let checkpoint = checkpoint.id.clone();
                    entries.push((What::Reached { checkpoint }, *moment));
                }
                let reached = live.outcome().time(&checkpoint.id);
                time_cells(ui, reached, checkpoint.target, clock);
            });
        }
    });
}

/// The time, or the target while it is open, and the difference to the target.
fn time_cells(ui: &mut Ui, reached: Option<Seconds>, target: Option<Seconds>, clock: Seconds) {
    let colors = theme::colors_of(ui.visuals());
    let time = match (reached, target) {
        (Some(at), _) => RichText::new(at.clock_tenths()).font(theme::strong()),
        (None, Some(target)) => {
            RichText::new(format!("{} {}", icons::TARGET, target.clock())).color(colors.weak)
        }
        (None, None) => RichText::new(""),
    };
    ui.allocate_ui(vec2(66.0, 26.0), |ui| {
        ui.set_min_width(66.0);
        ui.label(time);
    });
    if let Some(target) = target {
        delta(ui, reached.unwrap_or(clock) - target, reached.is_some());
    }
}

/// A difference to a target: sign, icon and colour say the same.
fn delta(ui: &mut Ui, delta: Seconds, reached: bool) {
    let colors = theme::colors_of(ui.visuals());
    let late = delta > Seconds::ZERO;
    let (icon, color): (&str, Color32) = match (late, reached) {
        (true, true) => (icons::ARROW_UP, colors.bad),
        (true, false) => (icons::WARNING, colors.bad),
        (false, true) => (icons::ARROW_DOWN, colors.good),
        (false, false) => (icons::SCHEDULE, colors.weak),
    };
    let text = if reached { delta.signed() } else { delta.clock() };
    ui.label(RichText::new(format!("{icon} {text}")).color(color));
}

/// The width of an exit's counter, in points.
const EXIT_CARD: f32 = 116.0;

/// The exits in the order of their keys, with their names.
pub(super) fn exits_of(live: &Live) -> Vec<(DoorId, String)> {
    let building = &live.header().building;
    let exits = building.exits();
    exits.map(|(_, door)| (door.id.clone(), door.name.clone())).collect()
}

fn exits(ui: &mut Ui, lang: Language, live: &Live, moment: &Moment, entries: &mut Vec<Entry>) {
    let colors = theme::colors_of(ui.visuals());
    let enabled = matches!(live.run().phase(), Phase::Running | Phase::RealEmergency);
    ui.horizontal(|ui| {
        ui.label(RichText::new(lang.t("drill-exits")).font(theme::heading()));
        let (out, expected) = (live.outcome().people_out(), live.header().expected_people);
        ui.label(RichText::new(format!("{out} / {expected}")).font(theme::strong()));
    });
    // A card is laid out as a whole, which a wrapping row does not know beforehand.
    let card = EXIT_CARD + 2.0 * theme::GAP + 2.0;
    let each = ((ui.available_width() + theme::GAP) / (card + theme::GAP)).floor().max(1.0);
    let exits: Vec<_> = exits_of(live).into_iter().enumerate().collect();
    for row in exits.chunks(each as usize) {
        ui.horizontal(|ui| {
            for (index, (exit, name)) in row {
                let frame = egui::Frame::new()
                    .fill(colors.card)
                    .stroke(egui::Stroke::new(1.0, colors.line))
                    .corner_radius(6)
                    .inner_margin(theme::GAP);
                frame.show(ui, |ui| {
                    ui.vertical(|ui| {
                        ui.set_width(EXIT_CARD);
                        ui.horizontal(|ui| {
                            ui.label(RichText::new(name).font(theme::strong()));
                            if let Some(key) = EXIT_KEYS.get(*index) {
                                ui.label(RichText::new(key.name()).small().color(colors.weak));
                            }
                            let total =
                                live.outcome().exits.get(exit).map_or(0, |count| count.total());
                            ui.with_layout(
                                egui::Layout::right_to_left(egui::Align::Center),
                                |ui| {
                                    ui.label(
                                        RichText::new(total.to_string()).font(theme::figure(22.0)),
                                    );
                                },
                            );
                        });
                        ui.horizontal(|ui| {
                            for (people, text, width) in
                                [(1, "+1", 44.0), (5, "+5", 34.0), (-1, "−1", 26.0)]
                            {
                                let label = format!("{name} {text}");
                                let button = egui::Button::new(RichText::new(text).size(15.0))
                                    .min_size(vec2(width, 34.0));
                                let response = ui.add_enabled(enabled, button);
                                crate::app::widgets::named(&response, egui::Role::Button, &label);
                                if response.clicked() {
                                    response.surrender_focus();
                                    let exit = exit.clone();
                                    entries.push((What::Counted { exit, people }, *moment));
                                }
                            }
                        });
                    });
                });
            }
        });
    }
}

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
                match reached.zip(checkpoint.target) {
                    Some((at, target)) => delta(ui, at - target, true),
                    None => {
                        ui.label("");
                    }
                }
                ui.end_row();
            }
        },
    );
}
