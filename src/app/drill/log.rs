//! The right column: the last event with its undo, notes, injects, and all events.

use eframe::egui::{self, RichText, Ui, Vec2, vec2};

use super::board::{Board, Entry, tap};
use super::dialog::Dialog;
use super::keys::{Act, KeyPlan};
use super::live::Live;
use super::next::due;
use crate::app::{icons, theme, widgets};
use crate::drill::{Event, Moment, Phase, What, describe_named};
use crate::language::{Choice, Language, msg};
use crate::store::journal::Header;
use crate::units::Seconds;

/// A note that is being written.
#[derive(Default)]
pub(super) struct NoteDraft {
    text: String,
    /// When the writing began: that is the note's time.
    began: Option<Moment>,
    focus: bool,
}

impl NoteDraft {
    pub(super) const fn begin(&mut self, moment: Moment) {
        self.began = Some(moment);
        self.focus = true;
    }

    fn show(
        &mut self,
        ui: &mut Ui,
        lang: Language,
        plan: &KeyPlan,
        moment: &Moment,
        entries: &mut Vec<Entry>,
    ) {
        ui.horizontal(|ui| {
            let name = lang.t("drill-note");
            let width = (ui.available_width() - 70.0).max(80.0);
            let edit = egui::TextEdit::singleline(&mut self.text)
                .hint_text(with_key(&name, plan, Act::Note))
                .desired_width(width);
            let response = ui.add(edit);
            widgets::named(&response, egui::Role::TextInput, &name);
            if std::mem::take(&mut self.focus) {
                response.request_focus();
                // The key that opened the note is no part of it.
                let typed = ui.input(|input| {
                    input.events.iter().any(|event| matches!(event, egui::Event::Text(_)))
                });
                if typed {
                    self.text.clear();
                }
            }
            if response.changed() && self.began.is_none() {
                self.began = Some(*moment);
            }
            let enter = response.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter));
            let add = egui::Button::new(lang.t("drill-note-add"));
            if (tap(ui, add) || enter) && !self.text.trim().is_empty() {
                let text = std::mem::take(&mut self.text).trim().to_owned();
                let began = self.began.take().unwrap_or(*moment);
                entries.push((What::Noted { text }, began));
            } else if response.lost_focus() && self.text.is_empty() {
                self.began = None;
            }
        });
    }
}

pub(super) fn show(
    ui: &mut Ui,
    lang: Language,
    live: &Live,
    board: &mut Board,
    plan: &KeyPlan,
    moment: &Moment,
    entries: &mut Vec<Entry>,
) {
    ui.add_space(theme::GAP);
    last_event(ui, lang, live, moment, entries);
    board.note.show(ui, lang, plan, moment, entries);
    let late = with_key(&lang.t("drill-late"), plan, Act::Late);
    let text = format!("{}  {late}", icons::HISTORY);
    if tap(ui, egui::Button::new(text)) {
        board.dialog = Some(Dialog::late(live.clock(moment)));
    }
    ui.separator();
    injects(ui, lang, live, moment, entries);
    ui.label(RichText::new(lang.t("drill-events")).font(theme::heading()));
    events(ui, lang, live, board);
}

/// A name with the key that does the same.
pub(super) fn with_key(name: &str, plan: &KeyPlan, act: Act) -> String {
    plan.key(act).map_or_else(|| name.to_owned(), |key| format!("{name} ({key})"))
}

fn last_event(ui: &mut Ui, lang: Language, live: &Live, moment: &Moment, entries: &mut Vec<Entry>) {
    let colors = theme::colors_of(ui.visuals());
    let frame = egui::Frame::new().fill(colors.card).corner_radius(6).inner_margin(8.0);
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            let undoable = live.undoable().next();
            ui.vertical(|ui| {
                ui.set_width(ui.available_width() - 96.0);
                match undoable {
                    Some(event) => {
                        let text = words(lang, live, &event.what);
                        let text = RichText::new(text).font(theme::figure(18.0));
                        ui.add(egui::Label::new(text).truncate());
                        let at = live.run().pauses().clock_at(event.at).clock_tenths();
                        ui.label(RichText::new(at).size(18.0).color(colors.weak));
                    }
                    None => {
                        ui.label(RichText::new(lang.t("drill-nothing-to-undo")).color(colors.weak));
                    }
                }
            });
            undo(ui, lang, undoable, vec2(88.0, 36.0), moment, entries);
        });
    });
}

/// The button that takes the last event back; it can't be pressed where there is none.
fn undo(
    ui: &mut Ui,
    lang: Language,
    undoable: Option<&Event>,
    size: Vec2,
    moment: &Moment,
    entries: &mut Vec<Entry>,
) {
    let text = format!("{}  {}", icons::UNDO, lang.t("drill-undo"));
    let button = egui::Button::new(text).min_size(size);
    let Some(event) = undoable else {
        let button = ui.add_enabled(false, button);
        button.on_disabled_hover_text(lang.t("drill-nothing-to-undo"));
        return;
    };
    if tap(ui, button) {
        entries.push((What::Undone { event: event.number }, *moment));
    }
}

/// The last event with its undo in one line, where the log has no column of its own; without its
/// words where there is no room for them.
pub(super) fn last_line(
    ui: &mut Ui,
    lang: Language,
    live: &Live,
    moment: &Moment,
    (with_words, entries): (bool, &mut Vec<Entry>),
) {
    let weak = theme::colors_of(ui.visuals()).weak;
    let undoable = live.undoable().next();
    undo(ui, lang, undoable, Vec2::ZERO, moment, entries);
    let Some(event) = undoable else {
        if with_words {
            ui.label(RichText::new(lang.t("drill-nothing-to-undo")).color(weak));
        }
        return;
    };
    let at = live.run().pauses().clock_at(event.at).clock_tenths();
    let said = words(lang, live, &event.what);
    let response = ui.label(RichText::new(at).color(weak)).on_hover_text(&said);
    if with_words {
        ui.add(egui::Label::new(RichText::new(said).font(theme::strong())).truncate());
    } else {
        widgets::named(&response, egui::Role::Label, &said);
    }
}

fn injects(ui: &mut Ui, lang: Language, live: &Live, moment: &Moment, entries: &mut Vec<Entry>) {
    let run = live.run();
    // What is made up has no place in a real emergency.
    if run.scenario().injects.is_empty() || run.phase() == Phase::RealEmergency {
        return;
    }
    let colors = theme::colors_of(ui.visuals());
    let running = run.phase() == Phase::Running;
    let clock = live.clock(moment);
    ui.label(RichText::new(lang.t("drill-injects")).font(theme::heading()));
    for inject in &run.scenario().injects {
        let times = live.outcome().injects.get(&inject.id).copied().unwrap_or_default();
        ui.horizontal(|ui| {
            let id = inject.id.clone();
            let (color, when) = match (times.fired, times.acknowledged) {
                (_, Some(seen)) => (colors.good, format!("{} {}", icons::CHECK, seen.clock())),
                (Some(fired), None) => (colors.warn, format!("{} {}", icons::BOLT, fired.clock())),
                (None, None) => match due(&inject.trigger, live.outcome()) {
                    Some(due) if due < clock => (colors.bad, due.clock()),
                    Some(due) => (colors.weak, due.clock()),
                    None => (colors.weak, "–".to_owned()),
                },
            };
            ui.allocate_ui(vec2(58.0, 24.0), |ui| {
                ui.set_min_width(58.0);
                ui.label(RichText::new(when).color(color));
            });
            if times.fired.is_none() {
                let button = egui::Button::new(lang.t("drill-inject-fire"));
                if ui.add_enabled_ui(running, |ui| tap(ui, button)).inner {
                    entries.push((What::InjectFired { inject: id }, *moment));
                }
            } else if times.acknowledged.is_none() {
                let button = egui::Button::new(lang.t("drill-inject-seen"));
                if ui.add_enabled_ui(running, |ui| tap(ui, button)).inner {
                    entries.push((What::InjectAcknowledged { inject: id }, *moment));
                }
            }
            let role = lang.t(inject.to.key());
            let told = lang.say(&msg!("labelled", label = role, text = &inject.message));
            let hint = format!("{told}\n{}", inject.expected);
            ui.add(egui::Label::new(told).truncate()).on_hover_text(hint);
        });
    }
    ui.separator();
}

fn events(ui: &mut Ui, lang: Language, live: &Live, board: &mut Board) {
    let colors = theme::colors_of(ui.visuals());
    let durable = live.saved().durable;
    let events = live.run().events();
    let height = 26.0;
    egui::ScrollArea::vertical().auto_shrink(false).show_rows(
        ui,
        height,
        events.len(),
        |ui, rows| {
            for index in rows {
                let event: &Event = &events[events.len() - 1 - index];
                ui.horizontal(|ui| {
                    ui.set_height(height - theme::GAP);
                    ui.spacing_mut().interact_size.y = height - theme::GAP;
                    ui.spacing_mut().button_padding.y = 0.0;
                    let saved = event.number.get() <= durable;
                    let (icon, color, hint) = if saved {
                        (icons::CHECK, colors.good, lang.t("drill-event-saved"))
                    } else {
                        (icons::PENDING, colors.warn, lang.t("drill-event-saving"))
                    };
                    ui.label(RichText::new(icon).color(color)).on_hover_text(hint);
                    let clock = live.run().pauses().clock_at(event.at);
                    ui.label(RichText::new(clock.clock_tenths()).monospace().color(colors.weak));
                    let undone = is_gone(live, event);
                    let mut text = RichText::new(words(lang, live, &event.what));
                    if undone || live.run().is_something_else(event.number) {
                        text = text.strikethrough().color(colors.weak);
                    }
                    if event.what == What::StoppedForRealEmergency {
                        text = text.strong().color(colors.bad);
                    }
                    if !event.what.can_be_undone() || undone {
                        ui.add(egui::Label::new(text).truncate());
                        return;
                    }
                    let response = ui.add(egui::Button::new(text).frame(false).truncate());
                    let number = event.number.get().to_string();
                    let response = response
                        .on_hover_text(lang.say(&msg!("drill-event-change", number = number)));
                    if response.clicked() {
                        response.surrender_focus();
                        let seen = live.run().observation(event.number);
                        let at = seen.map_or(event.at, |seen| seen.at);
                        let clock = live.run().pauses().clock_at(at);
                        board.dialog = Some(Dialog::change(event.number, clock));
                    }
                });
            }
        },
    );
}

/// Whether an event was taken back, or corrects one that was.
fn is_gone(live: &Live, event: &Event) -> bool {
    let corrected = match event.what {
        What::Corrected { event, .. } => Some(event),
        _ => None,
    };
    [Some(event.number), corrected].into_iter().flatten().any(|one| live.run().is_undone(one))
}

/// What an event says, in the user's language.
pub(super) fn words(lang: Language, live: &Live, what: &What) -> String {
    let header = live.header();
    let run = live.run();
    let (pauses, scenario) = (run.pauses(), run.scenario());
    let Header { building, site, roster, .. } = header.as_ref();
    lang.say(&describe_named(what, pauses, scenario, building, site, roster))
}

/// Reads `3:20`, `3:20.5` or `200` as a time.
pub(super) fn parse_clock(text: &str) -> Option<Seconds> {
    let text = text.trim().replace('：', ":");
    let (minutes, seconds) = match text.split_once(':') {
        Some((minutes, seconds)) => (minutes.trim().parse::<u32>().ok()?, seconds),
        None => (0, text.as_str()),
    };
    let seconds: f64 = seconds.trim().parse().ok()?;
    if !seconds.is_finite() || seconds < 0.0 {
        return None;
    }
    Some(Seconds::new(f64::from(minutes) * 60.0 + seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_as_people_write_it() {
        assert_eq!(parse_clock("3:20.5"), Some(Seconds::new(200.5)));
        assert_eq!(parse_clock(" 3：20"), Some(Seconds::new(200.0)));
        assert_eq!(parse_clock("75"), Some(Seconds::new(75.0)));
        assert_eq!(parse_clock("-5"), None);
        assert_eq!(parse_clock("soon"), None);
    }
}
