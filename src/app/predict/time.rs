//! The row under the plan: play, the moment, the pace, and what the colours say.

use std::time::{Duration, Instant};

use eframe::egui::{self, Align, Context, KeyboardShortcut, Layout, RichText, Ui};

use super::work::Answer;
use super::{PredictPlace, canvas};
use crate::app::command::Command;
use crate::app::desk::Desk;
use crate::app::{icons, theme, widgets};
use crate::egress::heat::Over;
use crate::exchange::figure::{HeatMap, Paint};
use crate::language::{Choice, msg};
use crate::units::Seconds;

/// How many seconds of the evacuation pass in one.
const PACES: [u32; 6] = [1, 2, 5, 10, 20, 60];

/// How far one goes on or back, and how far at most, s.
const STEP: (f64, f64) = (1.0, 10.0);

/// The evacuation as it is played.
pub(super) struct Play {
    /// The moment that is shown, s.
    pub(super) moment: f64,
    pace: u32,
    /// When it was last moved on; nothing while it stands.
    since: Option<Instant>,
    /// What the list of commands asked for.
    asked: Option<Command>,
}

impl Default for Play {
    fn default() -> Self {
        Self { moment: 0.0, pace: 20, since: None, asked: None }
    }
}

impl Play {
    /// Back to the alarm, and standing.
    pub(super) fn rewind(&mut self) {
        self.moment = 0.0;
        self.since = None;
    }

    const fn runs(&self) -> bool {
        self.since.is_some()
    }

    /// Begins, from the alarm if it is over, or stands.
    fn toggle(&mut self, end: f64) {
        if self.since.take().is_none() {
            if self.moment >= end {
                self.moment = 0.0;
            }
            self.since = Some(Instant::now());
        }
    }

    /// Moves on by the time that has passed.
    pub(super) fn go_on(&mut self, ctx: &Context, end: f64) {
        let Some(last) = self.since else { return };
        let now = Instant::now();
        self.moment += now.duration_since(last).as_secs_f64() * f64::from(self.pace);
        if self.moment >= end {
            self.moment = end;
            self.since = None;
        } else {
            self.since = Some(now);
            ctx.request_repaint_after(Duration::from_millis(33));
        }
    }

    fn go(&mut self, to: f64, end: f64) {
        self.moment = to.clamp(0.0, end);
    }

    /// The next pace up or down.
    fn change_pace(&mut self, up: bool) {
        let at = PACES.iter().position(|pace| *pace == self.pace).unwrap_or(0);
        let next = if up { (at + 1).min(PACES.len() - 1) } else { at.saturating_sub(1) };
        self.pace = PACES[next];
    }
}

impl PredictPlace {
    /// Plays, stops or goes on as soon as the prediction is shown.
    pub(crate) fn play_later(&mut self, command: Command) {
        self.play.asked = Some(command);
    }

    /// What was asked for, and the keys of the commands that play. A control that has the focus keeps
    /// its keys.
    pub(super) fn keys(&mut self, ctx: &Context, answer: &Answer) {
        let end = self.end(answer);
        if let Some(command) = self.play.asked.take() {
            self.play_by(command, end);
        }
        let busy = ctx.memory(|memory| memory.focused().is_some()) || self.export.asks();
        if busy || ctx.input(|input| input.pointer.any_down()) {
            return;
        }
        let pressed = |keys: KeyboardShortcut| {
            ctx.input(|input| {
                let modifiers = input.modifiers;
                let same = modifiers.shift == keys.modifiers.shift && !modifiers.command;
                same && input.key_pressed(keys.logical_key)
            })
        };
        for command in Command::ALL.iter().filter(|command| command.plays()) {
            if command.shortcut().is_some_and(pressed) {
                self.play_by(*command, end);
            }
        }
    }

    fn play_by(&mut self, command: Command, end: f64) {
        let moment = self.play.moment;
        match command {
            Command::Play => self.play.toggle(end),
            Command::PlayForward => self.play.go(moment + STEP.0, end),
            Command::PlayBack => self.play.go(moment - STEP.0, end),
            Command::PlayFarForward => self.play.go(moment + STEP.1, end),
            Command::PlayFarBack => self.play.go(moment - STEP.1, end),
            Command::PlayStart => self.play.go(0.0, end),
            Command::PlayEnd => self.play.go(end, end),
            Command::PlayFaster => return self.play.change_pace(true),
            Command::PlaySlower => return self.play.change_pace(false),
            _ => return,
        }
        self.follow_the_moment();
    }

    pub(super) fn time(
        &mut self,
        ui: &mut Ui,
        desk: &mut Desk<'_>,
        answer: &Answer,
        shown: &canvas::Shown,
    ) {
        let lang = desk.lang;
        let end = self.end(answer).max(1.0);
        self.play.go(self.play.moment, end);
        ui.horizontal(|ui| {
            let (icon, name) = if self.play.runs() {
                (icons::PAUSE, lang.t("predict-pause"))
            } else {
                (icons::PLAY, lang.t("predict-play"))
            };
            if widgets::tool(ui, icon, &name, false).clicked() {
                self.play.toggle(end);
                self.follow_the_moment();
            }
            let clock = RichText::new(Seconds::new(self.play.moment).clock());
            ui.add_sized([48.0, 20.0], egui::Label::new(clock.font(theme::strong())));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let label = lang.t("predict-pace");
                let pace = egui::ComboBox::from_id_salt("predict-pace")
                    .selected_text(format!("×{}", self.play.pace))
                    .width(64.0)
                    .show_ui(ui, |ui| {
                        for pace in PACES {
                            ui.selectable_value(&mut self.play.pace, pace, format!("×{pace}"));
                        }
                    });
                widgets::named(&pace.response, egui::Role::ComboBox, &label);
                pace.response.on_hover_text(lang.t("predict-keys"));
                ui.spacing_mut().slider_width = ui.available_width();
                let slider = egui::Slider::new(&mut self.play.moment, 0.0..=end).show_value(false);
                let response = ui.add(slider);
                widgets::named(&response, egui::Role::Slider, &lang.t("predict-moment"));
                if response.changed() {
                    self.follow_the_moment();
                }
            });
        });
        ui.horizontal(|ui| {
            let smoke = answer.smoke.is_some();
            for map in HeatMap::ALL.iter().filter(|map| smoke || **map != HeatMap::Visibility) {
                ui.selectable_value(&mut self.map, *map, lang.t(map.key()));
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let name = lang.say(&msg!("predict-export-plan"));
                if widgets::tool(ui, icons::DOWNLOAD, &name, false).clicked() {
                    self.export_plan(desk, answer);
                }
                let several = self.walked(answer).is_some_and(|walk| !walk.over.is_empty());
                if several && self.map.is_of_whole_run() {
                    let label = lang.t("predict-over");
                    widgets::choice::<Over>(ui, lang, &label, &mut self.over);
                    beside_list(ui, &label);
                } else if self.walked(answer).is_some() {
                    let label = lang.t("predict-paint");
                    let mut paint = self.paint;
                    widgets::choice::<Paint>(ui, lang, &label, &mut paint);
                    self.paint = paint;
                    beside_list(ui, &label);
                } else {
                    widgets::tick(ui, &mut self.alternatives, lang.t("predict-alternatives"));
                }
            });
        });
        canvas::legends(ui, lang, shown);
    }

    /// A map of the whole run does not show a moment: the one that does takes its place.
    fn follow_the_moment(&mut self) {
        if self.page != super::Page::Crowd && matches!(self.map, HeatMap::Clear | HeatMap::Plain) {
            self.map = HeatMap::Remaining;
        }
    }
}

/// What a list is for, where there is room for it beside the maps; the list itself has the name too.
fn beside_list(ui: &mut Ui, label: &str) {
    let weak = theme::colors_of(ui.visuals()).weak;
    let font = egui::TextStyle::Body.resolve(ui.style());
    let width = ui.painter().layout_no_wrap(label.to_owned(), font, weak).size().x;
    if width < ui.available_width() {
        ui.label(RichText::new(label).color(weak));
    }
}
