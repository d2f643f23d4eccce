//! What comes next: the next checkpoint, and over it an inject that falls due.

use std::collections::BTreeMap;

use eframe::egui::{self, RichText, Ui, vec2};

use super::board::{Columns, Entry, tap};
use super::checkpoints::open_checkpoints;
use super::keys::{Act, KeyPlan};
use super::live::Live;
use super::log;
use super::sound::Tone;
use crate::app::{icons, theme, widgets};
use crate::drill::{Inject, InjectId, Moment, Outcome, Phase, Trigger, What};
use crate::language::{Choice, Language, msg};
use crate::units::Seconds;

/// So long before it is due an inject is shown over everything.
const AHEAD: Seconds = Seconds::new(30.0);
/// So long before it is due the seconds are heard.
const COUNTED: Seconds = Seconds::new(3.0);

/// When an inject falls due by the drill's clock; nothing while it waits for its checkpoint.
pub(super) fn due(trigger: &Trigger, outcome: &Outcome) -> Option<Seconds> {
    match trigger {
        Trigger::At(at) => Some(*at),
        Trigger::Upon(checkpoint, after) => outcome.time(checkpoint).map(|at| at + *after),
    }
}

/// The injects that are still to be given and when each is due, the next one first.
fn to_come(live: &Live) -> Vec<(Seconds, &Inject)> {
    let (run, outcome) = (live.run(), live.outcome());
    if run.phase() != Phase::Running {
        return Vec::new();
    }
    let to_come = run.scenario().injects.iter().filter_map(|inject| {
        let fired = outcome.injects.get(&inject.id).is_some_and(|times| times.fired.is_some());
        let due = due(&inject.trigger, outcome).filter(|_| !fired)?;
        Some((due, inject))
    });
    let mut to_come: Vec<_> = to_come.collect();
    to_come.sort_by_key(|(due, _)| *due);
    to_come
}

/// Those of them that it is time to look out for.
fn waiting(live: &Live, clock: Seconds) -> Vec<(Seconds, &Inject)> {
    let mut waiting = to_come(live);
    waiting.retain(|(due, _)| *due - clock <= AHEAD);
    waiting
}

/// The inject that is given next.
pub(super) fn to_give(live: &Live) -> Option<InjectId> {
    to_come(live).first().map(|(_, inject)| inject.id.clone())
}

/// The inject that was given first of those whose answer was not seen yet.
pub(super) fn to_acknowledge(live: &Live) -> Option<InjectId> {
    let given = live.outcome().injects.iter().filter(|(_, times)| times.acknowledged.is_none());
    let first = given.filter_map(|(id, times)| Some((times.fired?, id))).min()?;
    (live.run().phase() == Phase::Running).then(|| first.1.clone())
}

/// In a window that is lower than this, points, the banner leaves the room to the checkpoints.
const LOW: f32 = 480.0;
/// In a head that is wider than this, points, an inject is written as large as in a banner.
const WIDE: f32 = 760.0;

/// What there is to tell of the injects that it is time to look out for.
struct Notice<'a> {
    inject: &'a Inject,
    due: bool,
    /// When and to whom.
    head: String,
    /// The one after it may fall due while this one still waits for somebody.
    after: Option<String>,
}

impl<'a> Notice<'a> {
    fn of(lang: Language, live: &'a Live, moment: &Moment) -> Option<Self> {
        let clock = live.clock(moment);
        let waiting = waiting(live, clock);
        let (due, inject) = waiting.first().copied()?;
        let left = due - clock;
        let role = lang.t(inject.to.key());
        let head = if left <= Seconds::ZERO {
            msg!("drill-inject-due", role = role, since = left.abs().clock())
        } else {
            msg!("drill-next-inject", role = role, left = whole(left).clock())
        };
        let after = waiting.get(1).map(|(after, other)| {
            let (left, role) = (whole(*after - clock).clock(), lang.t(other.to.key()));
            format!("{}  {left}  {role}", icons::BOLT)
        });
        let head = format!("{}  {}", icons::BOLT, lang.say(&head));
        Some(Self { inject, due: left <= Seconds::ZERO, head, after })
    }

    fn frame(&self, ui: &Ui) -> egui::Frame {
        let colors = theme::colors_of(ui.visuals());
        egui::Frame::new().fill(if self.due { colors.bad } else { colors.warn })
    }

    /// The button that gives it, `size` points large.
    fn give(
        &self,
        ui: &mut Ui,
        lang: Language,
        plan: &KeyPlan,
        size: egui::Vec2,
        (moment, entries): (&Moment, &mut Vec<Entry>),
    ) {
        let give = log::with_key(&lang.t("drill-inject-fire"), plan, Act::GiveInject);
        let give = RichText::new(give).font(theme::strong());
        if tap(ui, egui::Button::new(give).min_size(size)) {
            entries.push((What::InjectFired { inject: self.inject.id.clone() }, *moment));
        }
    }
}

/// Rounded up: nothing is due yet while a part of a second is left.
fn whole(left: Seconds) -> Seconds {
    Seconds::new(left.get().ceil())
}

fn strong(ui: &Ui, text: &str, size: f32) -> RichText {
    let ink = theme::colors_of(ui.visuals()).on_strong;
    RichText::new(text).font(theme::figure(size)).color(ink)
}

/// The inject that falls due, in the room that `ui` has; returns whether there is one.
pub(super) fn in_head(
    ui: &mut Ui,
    lang: Language,
    live: &Live,
    plan: &KeyPlan,
    moment: &Moment,
    entries: &mut Vec<Entry>,
) -> bool {
    let Some(notice) = Notice::of(lang, live, moment) else { return false };
    let room = ui.available_size();
    let (head, body) = if room.x > WIDE { (24.0, 19.0) } else { (19.0, 17.0) };
    notice.frame(ui).corner_radius(6.0).inner_margin(6.0).show(ui, |ui| {
        ui.set_min_size(room - vec2(12.0, 12.0));
        ui.set_max_size(room - vec2(12.0, 12.0));
        ui.horizontal(|ui| {
            notice.give(ui, lang, plan, vec2(90.0, room.y - 12.0), (moment, entries));
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                ui.horizontal(|ui| {
                    ui.label(strong(ui, &notice.head, head));
                    if let Some(after) = &notice.after {
                        ui.add_space(theme::GAP);
                        ui.add(egui::Label::new(strong(ui, after, body)).truncate());
                    }
                });
                // What is to be told is the point of it, so all of it can be read.
                let scroll = egui::ScrollArea::vertical().id_salt("drill-inject");
                scroll.min_scrolled_height(0.0).show(ui, |ui| {
                    ui.add(egui::Label::new(strong(ui, &notice.inject.message, body)).wrap());
                });
            });
        });
    });
    true
}

/// How long until the next inject, small, while there is time.
pub(super) fn countdown(ui: &mut Ui, lang: Language, live: &Live, moment: &Moment) {
    let Some((due, inject)) = to_come(live).first().copied() else { return };
    let weak = theme::colors_of(ui.visuals()).weak;
    let left = whole(due - live.clock(moment)).clock();
    let text = lang.say(&msg!("drill-next-inject", role = lang.t(inject.to.key()), left = left));
    let text = RichText::new(format!("{} {text}", icons::BOLT)).size(16.0).color(weak);
    ui.add(egui::Label::new(text).truncate());
}

/// The banner of an inject that falls due, over the whole width: it has to be seen without a sound.
pub(super) fn banner(
    ui: &mut Ui,
    lang: Language,
    live: &Live,
    plan: &KeyPlan,
    moment: &Moment,
    entries: &mut Vec<Entry>,
) {
    let Some(notice) = Notice::of(lang, live, moment) else { return };
    let inject = notice.inject;
    let frame = notice.frame(ui).inner_margin(8.0);
    egui::Panel::top("drill-inject").frame(frame).show(ui, |ui| {
        let large = Columns::of(ui.available_width()) != Columns::One;
        let (head, body) = if large { (26.0, 20.0) } else { (18.0, 17.0) };
        // What is to be told is the point of it, so all of it is shown; in a low window, where it
        // would hide the checkpoints, once it is tapped.
        let height = ui.ctx().content_rect().height();
        let id = egui::Id::unique(("drill-inject-whole", &inject.id));
        let whole = ui.data(|data| data.get_temp::<bool>(id)).unwrap_or(false);
        let folded = height < LOW && !whole;
        let message = |ui: &mut Ui, wrap: egui::TextWrapMode| {
            let words = strong(ui, &inject.message, body);
            if height >= LOW {
                ui.add(egui::Label::new(words).wrap());
                return false;
            }
            let button = egui::Button::new(words).frame(false).wrap_mode(wrap);
            let response = ui.add(button).on_hover_text(&inject.message);
            widgets::named(&response, egui::Role::Button, &inject.message);
            if response.clicked() {
                response.surrender_focus();
            }
            response.clicked()
        };
        let mut tapped = false;
        let line = egui::Layout::left_to_right(egui::Align::Center).with_main_wrap(!folded);
        let row = vec2(ui.available_width(), 34.0);
        ui.allocate_ui_with_layout(row, line, |ui| {
            // First, so that it stays where it is whatever the words are.
            notice.give(ui, lang, plan, vec2(90.0, 34.0), (moment, entries));
            ui.label(strong(ui, &notice.head, head));
            if folded {
                tapped = message(ui, egui::TextWrapMode::Truncate);
                return;
            }
            if let Some(after) = &notice.after {
                ui.add_space(theme::GROUP_GAP);
                ui.label(strong(ui, after, body));
            }
        });
        if !folded {
            let most = (height * 0.2).max(48.0);
            egui::ScrollArea::vertical().id_salt("drill-inject").max_height(most).show(ui, |ui| {
                tapped = message(ui, egui::TextWrapMode::Wrap);
            });
        }
        if tapped {
            ui.data_mut(|data| data.insert_temp(id, folded));
        }
    });
}

/// The next checkpoint, in letters of `size` points.
pub(super) fn checkpoint(ui: &mut Ui, lang: Language, live: &Live, size: f32) {
    let weak = theme::colors_of(ui.visuals()).weak;
    let header = live.header();
    let open = open_checkpoints(live);
    match open.first().and_then(|id| live.run().scenario().checkpoint(id)) {
        Some(checkpoint) => {
            let title = lang.say(&checkpoint.title(&header.building, &header.site));
            ui.horizontal(|ui| {
                ui.label(RichText::new(lang.t("drill-next")).size(18.0_f32.min(size)).color(weak));
                let text = RichText::new(title).font(theme::figure(size));
                ui.add(egui::Label::new(text).truncate());
            });
        }
        None => {
            let text = lang.t("drill-all-reached");
            ui.add(egui::Label::new(&text).truncate()).on_hover_text(text);
        }
    }
}

/// What was heard of each inject: how many seconds before it, and whether that it is due.
#[derive(Default)]
pub(super) struct Heard(BTreeMap<InjectId, (u32, bool)>);

impl Heard {
    /// The tone that is to be heard now, once.
    pub(super) fn tone(&mut self, live: &Live, clock: Seconds) -> Option<Tone> {
        let waiting = waiting(live, clock).into_iter();
        self.of(waiting.map(|(due, inject)| (due - clock, &inject.id)))
    }

    /// As [`Self::tone`], of injects with the time that is left until each.
    fn of<'a>(&mut self, waiting: impl Iterator<Item = (Seconds, &'a InjectId)>) -> Option<Tone> {
        for (left, inject) in waiting {
            let (ticks, chimed) = self.0.entry(inject.clone()).or_default();
            if left <= Seconds::ZERO {
                if !std::mem::replace(chimed, true) {
                    return Some(Tone::Chime);
                }
            } else if left <= COUNTED {
                let passed = (COUNTED - left).get().floor() as u32 + 1;
                if passed > *ticks {
                    *ticks = passed;
                    return Some(Tone::Tick);
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_seconds_are_counted_and_then_it_chimes_even_while_another_one_waits() {
        let (first, second) = (InjectId::new("first"), InjectId::new("second"));
        let mut heard = Heard::default();
        let mut tones = Vec::new();
        for tenth in 0..120 {
            let clock = Seconds::new(f64::from(tenth) * 0.1);
            let left =
                [(Seconds::new(2.05) - clock, &first), (Seconds::new(8.05) - clock, &second)];
            tones.extend(heard.of(left.into_iter()).map(|tone| (tenth, tone)));
        }
        let of = |from: i32, to: i32| -> Vec<Tone> {
            let of = tones.iter().filter(|(tenth, _)| (from..to).contains(tenth));
            of.map(|(_, tone)| *tone).collect()
        };
        assert_eq!(of(0, 40), [Tone::Tick, Tone::Tick, Tone::Tick, Tone::Chime]);
        assert_eq!(of(40, 120), [Tone::Tick, Tone::Tick, Tone::Tick, Tone::Chime]);
    }
}
