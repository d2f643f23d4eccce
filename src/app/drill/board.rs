//! The control view of a drill that runs: for one hand and a glance.

use std::time::Duration;

use eframe::egui::{self, Key, RichText, Ui, vec2};

use super::dialog::{Dialog, Pausing};
use super::doors::DoorPlan;
use super::guard::{Guard, Guarded};
use super::keys::{self, Act, KeyDialog, KeyPlan};
use super::live::Live;
use super::next::Heard;
use super::projector::Projector;
use super::roll_call::{self, Missing, RollCallView};
use super::sound::{Speaker, Tone};
use super::{
    checkpoints, exits, guarded, head_counts, log, next, photo, print, rehearse, skills, trouble,
};
use crate::app::ask::{Answer, Ask, Wanted};
use crate::app::desk::Desk;
use crate::app::{icons, theme, widgets};
use crate::drill::{EventNumber, Moment, Phase, What};
use crate::language::{Language, choice, msg};

/// Something to enter, and when it happened.
pub(super) type Entry = (What, Moment);

/// How often the running clock is painted while somebody works with the window. While it is only
/// looked at, it is painted as each second begins: a tenth of the work.
const TENTH: Duration = Duration::from_millis(100);
const SECOND: Duration = Duration::from_secs(1);
/// So long after the last key or click somebody still works with the window, s.
const AT_WORK: f64 = 5.0;

/// How many screens can be chosen for the projector's window.
const SCREENS: usize = 4;

choice! {
    /// What stands in the middle of the control view.
    pub enum Middle {
        /// Counters, head counts, doors.
        Exits => "drill-middle-exits",
        /// Who is accounted for.
        RollCall => "drill-middle-roll-call",
    }
}

/// What the control view keeps between frames.
pub(super) struct Board {
    pub(super) dialog: Option<Dialog>,
    pub(super) plan: DoorPlan,
    pub(super) counts: head_counts::Drafts,
    pub(super) note: log::NoteDraft,
    /// A rehearsal is to go on this many times faster than the wall clock.
    pub(super) pace: Option<u32>,
    middle: Middle,
    pub(super) roll_call: RollCallView,
    /// Whether the missing list is in front.
    missing: bool,
    projector: Projector,
    keys: Option<KeyDialog>,
    speaker: Option<Speaker>,
    heard: Heard,
    /// What is asked for, and the event that a picture is of.
    ask: Option<(Ask, Option<EventNumber>)>,
    save_failure_told: bool,
    /// When a key or a click last came in, by the clock of the window, s.
    touched: f64,
}

impl Default for Board {
    fn default() -> Self {
        Self {
            dialog: None,
            plan: DoorPlan::default(),
            counts: head_counts::Drafts::default(),
            note: log::NoteDraft::default(),
            pace: None,
            middle: Middle::Exits,
            roll_call: RollCallView::default(),
            missing: false,
            projector: Projector::default(),
            keys: None,
            speaker: None,
            heard: Heard::default(),
            ask: None,
            save_failure_told: false,
            touched: 0.0,
        }
    }
}

impl Board {
    /// Whether a failure to save has to be told: once, not every time it is tried again.
    pub(super) fn tell_save_failure(&mut self) -> bool {
        !std::mem::replace(&mut self.save_failure_told, true)
    }

    /// The alarm was given.
    pub(super) fn alarm(&mut self, desk: &Desk<'_>) {
        self.play(desk, Tone::Alarm);
    }

    fn play(&mut self, desk: &Desk<'_>, tone: Tone) {
        if desk.settings.sound {
            self.speaker.get_or_insert_with(Speaker::new).play(tone);
        }
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
        let busy =
            self.dialog.is_some() || self.ask.is_some() || self.keys.is_some() || self.missing;
        if live.run().phase().is_live() && !busy {
            self.keys(ui.ctx(), desk, live, moment, &mut entries);
        }
        self.sounds(desk, live, moment);
        let plan = desk.settings.drill_keys.clone();
        let frame = egui::Frame::side_top_panel(ui.style());
        egui::Panel::top("drill-head").frame(frame).show(ui, |ui| {
            self.head(ui, desk, live, guard, moment, &mut entries);
        });
        let mut elsewhere = false;
        trouble::show(ui, lang, live, &mut elsewhere);
        if elsewhere && self.ask.is_none() {
            self.ask = Some((Ask::new(Wanted::Journal, &std::env::temp_dir()), None));
        }
        next::banner(ui, lang, live, &plan, moment, &mut entries);
        egui::Panel::left("drill-checkpoints").resizable(false).exact_size(470.0).show(ui, |ui| {
            checkpoints::show(ui, lang, live, &plan, moment, &mut entries);
        });
        egui::Panel::right("drill-log").resizable(false).exact_size(340.0).show(ui, |ui| {
            log::show(ui, lang, live, self, &plan, moment, &mut entries);
        });
        egui::CentralPanel::default().show(ui, |ui| {
            self.middle(ui, lang, live, &plan, moment, &mut entries);
        });
        self.in_front(ui, desk, live, moment, &mut entries);
        self.projector.show(ui.ctx(), lang, live, moment);
        if entries.iter().any(|(what, _)| *what == What::StoppedForRealEmergency) {
            // From here on nothing may be taken for a drill.
            if let Some(speaker) = &self.speaker {
                speaker.hush();
            }
        }
        ui.ctx().request_repaint_after(self.rest(ui, live, moment));
        entries
    }

    /// How long until the clock has to be painted again.
    fn rest(&mut self, ui: &Ui, live: &Live, moment: &Moment) -> Duration {
        let (now, touched) = ui.input(|input| (input.time, !input.events.is_empty()));
        if touched {
            self.touched = now;
        }
        if live.run().phase() == Phase::Paused {
            return SECOND;
        }
        if live.pace() > 1 || now - self.touched < AT_WORK {
            return TENTH;
        }
        // A little after the second has begun, so that the clock shows it.
        let left = 1.0 - live.clock(moment).get().rem_euclid(1.0);
        Duration::from_secs_f64(left + 0.01)
    }

    fn middle(
        &mut self,
        ui: &mut Ui,
        lang: Language,
        live: &Live,
        plan: &KeyPlan,
        moment: &Moment,
        entries: &mut Vec<Entry>,
    ) {
        ui.horizontal_wrapped(|ui| {
            for (middle, act) in [(Middle::Exits, None), (Middle::RollCall, Some(Act::RollCall))] {
                let mut text = lang.t(crate::language::Choice::key(middle));
                if let Some(key) = act.and_then(|act| plan.key(act)) {
                    text = format!("{text} ({key})");
                }
                let text = RichText::new(text).font(theme::strong());
                if tap(ui, egui::Button::selectable(self.middle == middle, text)) {
                    self.turn_to(middle);
                }
            }
            if !live.header().roster.is_empty() {
                let open = live.roll_call().all.unaccounted();
                let key = plan.key(Act::Missing).unwrap_or_default();
                let text = format!("{}  {} {open} ({key})", icons::MISSING, lang.t("missing-list"));
                let response = ui.button(text);
                widgets::named(&response, egui::Role::Button, &lang.t("missing-list"));
                if response.clicked() {
                    response.surrender_focus();
                    self.missing = true;
                }
            }
        });
        match self.middle {
            Middle::Exits => {
                exits::show(ui, lang, live, plan, moment, entries);
                self.plan.show(ui, lang, live, moment, entries);
                if let Some(event) = self.plan.photo.take() {
                    self.ask_for_picture(event);
                }
            }
            Middle::RollCall => {
                self.roll_call.show(ui, lang, live, &mut self.counts, moment, entries);
            }
        }
    }

    fn turn_to(&mut self, middle: Middle) {
        self.middle = middle;
        if middle == Middle::RollCall {
            self.roll_call.opened();
        }
    }

    /// A picture of what an event tells is wanted.
    pub(super) fn ask_for_picture(&mut self, event: EventNumber) {
        let folder = photo::usual_folder();
        self.ask = Some((Ask::new(Wanted::Picture, &folder), Some(event)));
    }

    /// What stands in front of the control view.
    fn in_front(
        &mut self,
        ui: &Ui,
        desk: &mut Desk<'_>,
        live: &Live,
        moment: &Moment,
        entries: &mut Vec<Entry>,
    ) {
        let (ctx, lang) = (ui.ctx(), desk.lang);
        if self.missing {
            match roll_call::missing_list(ctx, lang, live) {
                Some(Missing::Close) => self.missing = false,
                Some(Missing::Print) => print::missing(desk, live, moment),
                None => {}
            }
        }
        if let Some(dialog) = &mut self.keys {
            let mut plan = desk.settings.drill_keys.clone();
            let done = dialog.show(ctx, lang, &mut plan);
            if plan != desk.settings.drill_keys {
                desk.settings.drill_keys = plan;
                desk.settings.save();
            }
            if done {
                self.keys = None;
            }
        }
        if let Some(dialog) = &mut self.dialog
            && dialog.show(ctx, lang, live, moment, entries)
        {
            self.dialog = None;
        }
        let Some((ask, event)) = &mut self.ask else { return };
        let Some(answer) = ask.show(ctx, lang) else { return };
        let event = *event;
        self.ask = None;
        match (answer, event) {
            (Answer::Path(file), Some(event)) => {
                if let Some(file) = photo::take(desk, live.header(), event, &file) {
                    entries.push((What::Pictured { event, file }, *moment));
                }
            }
            (Answer::Path(folder), None) => live.move_journal(folder),
            (Answer::Nothing, _) => {}
        }
    }

    /// Keys that a hand pressed; those that repeat because they are held down don't count.
    fn keys(
        &mut self,
        ctx: &egui::Context,
        desk: &mut Desk<'_>,
        live: &Live,
        moment: &Moment,
        entries: &mut Vec<Entry>,
    ) {
        let typing = ctx.text_edit_focused();
        let mut open = checkpoints::open_checkpoints(live).into_iter();
        let exits = exits::exits_of(live);
        let mut undone = live.undoable();
        for (key, shift) in keys::pressed(ctx) {
            let Some(act) = desk.settings.drill_keys.act(key) else { continue };
            // Function keys and the remote work while somebody types; letters are letters then.
            let letter = key.name().chars().count() == 1 || key == Key::Backspace;
            if typing && letter {
                continue;
            }
            match act {
                Act::Checkpoint(number) => {
                    let wanted = open.nth(usize::from(number));
                    open = checkpoints::open_checkpoints(live).into_iter();
                    if let Some(checkpoint) = wanted {
                        entries.push((What::Reached { checkpoint }, *moment));
                    }
                }
                Act::Exit(number) => {
                    let people = if shift { -1 } else { 1 };
                    if let Some((exit, _)) = exits.get(usize::from(number)) {
                        entries.push((What::Counted { exit: exit.clone(), people }, *moment));
                    }
                }
                Act::Undo => {
                    if let Some(event) = undone.next() {
                        entries.push((What::Undone { event }, *moment));
                    }
                }
                Act::GiveInject => {
                    let inject = next::to_give(live);
                    entries.extend(inject.map(|inject| (What::InjectFired { inject }, *moment)));
                }
                Act::InjectSeen => {
                    let inject = next::to_acknowledge(live);
                    let seen = |inject| (What::InjectAcknowledged { inject }, *moment);
                    entries.extend(inject.map(seen));
                }
                Act::Note => self.note.begin(*moment),
                Act::Late => self.dialog = Some(Dialog::late(live.clock(moment))),
                Act::RollCall => self.turn_to(match self.middle {
                    Middle::Exits => Middle::RollCall,
                    Middle::RollCall => Middle::Exits,
                }),
                Act::Missing => self.missing = !live.header().roster.is_empty(),
                Act::Projector => self.projector.toggle(),
                Act::Sound => self.switch_sound(desk),
            }
        }
    }

    fn switch_sound(&mut self, desk: &mut Desk<'_>) {
        desk.settings.sound = !desk.settings.sound;
        desk.settings.save();
        if let Some(speaker) = self.speaker.as_ref().filter(|_| !desk.settings.sound) {
            speaker.hush();
        }
    }

    fn sounds(&mut self, desk: &Desk<'_>, live: &Live, moment: &Moment) {
        let tone = self.heard.tone(live, live.clock(moment));
        if let Some(tone) = tone {
            self.play(desk, tone);
        }
    }

    fn head(
        &mut self,
        ui: &mut Ui,
        desk: &mut Desk<'_>,
        live: &Live,
        guard: &mut Guard,
        moment: &Moment,
        entries: &mut Vec<Entry>,
    ) {
        let lang = desk.lang;
        let phase = live.run().phase();
        let colors = theme::colors_of(ui.visuals());
        let (text, color) = match phase {
            Phase::Paused => (lang.t("drill-phase-paused"), colors.warn),
            Phase::RealEmergency => (lang.t("drill-phase-emergency"), colors.bad),
            Phase::Finished => (lang.t("drill-phase-finished"), colors.weak),
            Phase::Ready | Phase::Running => (lang.t("drill-phase-running"), colors.good),
        };
        ui.horizontal(|ui| {
            ui.set_min_height(94.0);
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
                    ui.label(RichText::new(text).font(theme::figure(22.0)).color(color));
                    if live.header().rehearsal {
                        let text = RichText::new(lang.t("drill-rehearsal"));
                        let text = text.font(theme::figure(18.0));
                        ui.label(text.color(colors.warn));
                        let mut pace = live.pace();
                        if phase != Phase::RealEmergency && rehearse::paces(ui, &mut pace) {
                            self.pace = Some(pace);
                        }
                    }
                });
                next::checkpoint(ui, lang, live);
                ui.horizontal(|ui| {
                    skills::show(ui, lang, live);
                    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                        self.tools(ui, desk);
                    });
                });
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

    /// Projector, sound and keys.
    fn tools(&mut self, ui: &mut Ui, desk: &mut Desk<'_>) {
        let lang = desk.lang;
        if widgets::tool(ui, icons::KEYBOARD, &lang.t("drill-keys"), false).clicked() {
            self.keys = Some(KeyDialog::default());
        }
        let deaf = self.speaker.as_ref().is_some_and(Speaker::is_deaf);
        let (icon, name) = match (desk.settings.sound, deaf) {
            (true, true) => (icons::VOLUME_OFF, lang.t("drill-sound-none")),
            (true, false) => (icons::VOLUME, lang.t("drill-sound-on")),
            (false, _) => (icons::VOLUME_OFF, lang.t("drill-sound-off")),
        };
        let response = widgets::tool(ui, icon, &name, desk.settings.sound && !deaf);
        if response.clicked() {
            response.surrender_focus();
            self.switch_sound(desk);
        }
        let open = self.projector.is_open();
        let title = RichText::new(icons::SCREEN_SHARE).size(18.0);
        let menu = ui.menu_button(title, |ui| {
            let window = format!("{}  {}", icons::MONITOR, lang.t("projector-window"));
            if ui.button(window).clicked() {
                self.projector.open(None);
                ui.close();
            }
            for screen in 0..SCREENS {
                let text = lang.say(&msg!("projector-screen", number = screen + 1));
                if ui.button(format!("{}  {text}", icons::FULLSCREEN)).clicked() {
                    self.projector.open(Some(screen));
                    ui.close();
                }
            }
            let close = format!("{}  {}", icons::CLOSE, lang.t("projector-close"));
            if ui.add_enabled(open, egui::Button::new(close)).clicked() {
                self.projector.close();
                ui.close();
            }
        });
        widgets::named(&menu.response, egui::Role::Button, &lang.t("projector"));
        menu.response.on_hover_text(lang.t("projector"));
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
