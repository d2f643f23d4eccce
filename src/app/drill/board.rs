//! The control view of a drill that runs: for one hand and a glance.

mod head;

use std::path::Path;
use std::time::Duration;

use eframe::egui::{self, Key, RichText, Ui, vec2};

use super::dialog::Dialog;
use super::doors::DoorPlan;
use super::guard::Guard;
use super::keys::{self, Act, KeyDialog, KeyPlan};
use super::live::Live;
use super::next::Heard;
use super::numbering::Numbering;
use super::projector::Projector;
use super::roll_call::{self, Missing, RollCallView};
use super::sound::{Speaker, Tone};
use super::{checkpoints, exits, head_counts, log, next, photo, print, real, trouble};
use crate::app::ask::{Answer, Ask, Wanted};
use crate::app::desk::Desk;
use crate::app::{icons, theme, widgets};
use crate::drill::{EventNumber, Moment, Phase, What};
use crate::language::{Choice, Language, Message, choice, msg};
use crate::store::{self, to_text};

/// Something to enter, and when it happened.
pub(super) type Entry = (What, Moment);

/// How often the running clock is painted while somebody works with the window. While it is only
/// looked at, it is painted as each second begins: a tenth of the work.
const TENTH: Duration = Duration::from_millis(100);
const SECOND: Duration = Duration::from_secs(1);
/// So long after the last key or click somebody still works with the window, s.
const AT_WORK: f64 = 5.0;

choice! {
    /// What stands in the middle of the control view.
    pub enum Middle {
        /// The checkpoints, where they have no column of their own.
        Checkpoints => "drill-checkpoints",
        /// Counters, head counts, doors.
        Exits => "drill-middle-exits",
        /// Who is accounted for.
        RollCall => "drill-middle-roll-call",
        /// Last event, notes, injects and events, where they have no column of their own.
        Log => "drill-middle-log",
    }
}

/// How many columns the control view has room for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Columns {
    /// One thing at a time.
    One,
    /// The checkpoints, and beside them one of the others.
    Two,
    /// Checkpoints, the middle, and the log.
    Three,
}

impl Columns {
    /// Of a window that is `width` points wide.
    pub(super) const fn of(width: f32) -> Self {
        if width >= 1200.0 {
            Self::Three
        } else if width >= 860.0 {
            Self::Two
        } else {
            Self::One
        }
    }

    /// What can stand in the middle.
    const fn middles(self) -> &'static [Middle] {
        match self {
            Self::One => Middle::ALL,
            Self::Two => &[Middle::Exits, Middle::RollCall, Middle::Log],
            Self::Three => &[Middle::Exits, Middle::RollCall],
        }
    }

    /// What does, where `wanted` may have its own column.
    fn middle(self, wanted: Middle) -> Middle {
        if self.middles().contains(&wanted) { wanted } else { Middle::Exits }
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
    /// Why the record of the drill, which is over, can't be saved.
    pub(super) unsaved: Option<Message>,
    /// Whether the journal could not be written a moment ago.
    troubled: bool,
    /// When a key or a click last came in, by the clock of the window, s.
    touched: f64,
    /// Which number key means which checkpoint.
    numbering: Numbering,
}

impl Default for Board {
    fn default() -> Self {
        Self {
            dialog: None,
            plan: DoorPlan::default(),
            counts: head_counts::Drafts::default(),
            note: log::NoteDraft::default(),
            pace: None,
            middle: Middle::Checkpoints,
            roll_call: RollCallView::default(),
            missing: false,
            projector: Projector::default(),
            keys: None,
            speaker: None,
            heard: Heard::default(),
            ask: None,
            unsaved: None,
            troubled: false,
            touched: 0.0,
            numbering: Numbering::default(),
        }
    }
}

impl Board {
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
        self.projector.hand_over_keys(ui.ctx());
        let busy =
            self.dialog.is_some() || self.ask.is_some() || self.keys.is_some() || self.missing;
        if live.run().phase().is_live() && !busy {
            self.keys(ui.ctx(), desk, live, moment, &mut entries);
        }
        let open = checkpoints::open_checkpoints(live);
        if self.numbering.follow(&open, moment.since_boot.into()) {
            ui.ctx().request_repaint_after(TENTH);
        }
        self.sounds(desk, live, moment);
        let plan = desk.settings.drill_keys.clone();
        let columns = Columns::of(ui.available_width());
        let frame = egui::Frame::side_top_panel(ui.style());
        egui::Panel::top("drill-head").frame(frame).show(ui, |ui| {
            self.head(ui, desk, live, guard, moment, (columns, &plan, &mut entries));
        });
        real::banner(ui, lang, live);
        let mut elsewhere = false;
        trouble::show(ui, lang, live, self.unsaved.as_ref(), &mut elsewhere);
        let troubled = live.saved().problem.is_some();
        if std::mem::replace(&mut self.troubled, troubled) && !troubled {
            desk.tell(&msg!("drill-saved-again"));
        }
        if elsewhere && self.ask.is_none() {
            let documents = desk.settings.documents();
            let ask = if live.is_finished() {
                let file = format!("{}.ron", live.header().id);
                Ask::new(Wanted::Export(&["ron"]), &documents.join(file))
            } else {
                Ask::new(Wanted::Journal, &documents)
            };
            self.ask = Some((ask, None));
        }
        if columns != Columns::Three {
            next::banner(ui, lang, live, &plan, moment, &mut entries);
        }
        if columns != Columns::One {
            let panel = egui::Panel::left("drill-checkpoints").resizable(false).exact_size(470.0);
            let keys = (&plan, &self.numbering);
            panel.show(ui, |ui| checkpoints::show(ui, lang, live, keys, moment, &mut entries));
        }
        if columns == Columns::Three {
            let panel = egui::Panel::right("drill-log").resizable(false).exact_size(340.0);
            panel.show(ui, |ui| log::show(ui, lang, live, self, &plan, moment, &mut entries));
        }
        egui::CentralPanel::default().show(ui, |ui| {
            self.middle(ui, lang, live, (columns, &plan), moment, &mut entries);
        });
        self.in_front(ui, desk, live, moment, &mut entries);
        self.projector.show(ui.ctx(), desk, live, moment);
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
        (columns, plan): (Columns, &KeyPlan),
        moment: &Moment,
        entries: &mut Vec<Entry>,
    ) {
        let middle = columns.middle(self.middle);
        ui.horizontal_wrapped(|ui| {
            self.tabs(ui, lang, live, (columns, plan));
            if columns == Columns::One && middle != Middle::Log {
                log::last_line(ui, lang, live, moment, (false, entries));
            }
        });
        if columns == Columns::Two && middle != Middle::Log {
            ui.horizontal(|ui| log::last_line(ui, lang, live, moment, (true, entries)));
        }
        match middle {
            Middle::Checkpoints => {
                checkpoints::list(ui, lang, live, (plan, &self.numbering), moment, entries);
            }
            Middle::Exits => at_least(ui, 430.0, |ui| {
                exits::show(ui, lang, live, plan, moment, entries);
                self.plan.show(ui, lang, live, moment, entries);
                if let Some(event) = self.plan.photo.take() {
                    self.ask_for_picture(event);
                }
            }),
            Middle::RollCall => at_least(ui, 380.0, |ui| {
                self.roll_call.show(ui, lang, live, &mut self.counts, moment, entries);
            }),
            Middle::Log => at_least(ui, 380.0, |ui| {
                log::show(ui, lang, live, self, plan, moment, entries);
            }),
        }
    }

    /// What can stand in the middle, and the missing list.
    fn tabs(
        &mut self,
        ui: &mut Ui,
        lang: Language,
        live: &Live,
        (columns, plan): (Columns, &KeyPlan),
    ) {
        let chosen = columns.middle(self.middle);
        for middle in columns.middles() {
            let short = columns != Columns::Three && *middle == Middle::RollCall;
            let mut text = lang.t(if short { "roll-call-title" } else { middle.key() });
            let act = (*middle == Middle::RollCall).then_some(Act::RollCall);
            if let Some(key) = act.and_then(|act| plan.key(act)) {
                text = format!("{text} ({key})");
            }
            let text = RichText::new(text).font(theme::strong());
            if tap(ui, egui::Button::selectable(chosen == *middle, text)) {
                self.turn_to(*middle);
            }
        }
        if live.header().roster.is_empty() {
            return;
        }
        let open = live.roll_call().all.unaccounted();
        let key = plan.key(Act::Missing).unwrap_or_default();
        let text = match columns {
            Columns::One => format!("{} {open}", icons::MISSING),
            _ => format!("{}  {} {open} ({key})", icons::MISSING, lang.t("missing-list")),
        };
        let response = ui.button(text);
        widgets::named(&response, egui::Role::Button, &lang.t("missing-list"));
        if response.clicked() {
            response.surrender_focus();
            self.missing = true;
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
            (Answer::Path(file), None) if live.is_finished() => copy(desk, live, &file),
            (Answer::Path(folder), None) => {
                desk.settings.remember_journals(&desk.session.book.root(), &folder);
                live.move_journal(folder);
            }
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
        let mut open = checkpoints::open_checkpoints(live);
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
                    if let Some(checkpoint) = self.numbering.meant(number, &open) {
                        open.retain(|other| *other != checkpoint);
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
                    let event = undone.next().map(|event| event.number);
                    entries.extend(event.map(|event| (What::Undone { event }, *moment)));
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
                    Middle::RollCall => Middle::Exits,
                    _ => Middle::RollCall,
                }),
                Act::Missing => self.missing = !live.header().roster.is_empty(),
                Act::Projector => self.projector.toggle(desk),
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
}

/// Writes the record of a drill that is over into a file outside the book, which can't be written.
fn copy(desk: &mut Desk<'_>, live: &Live, file: &Path) {
    let path = file.display().to_string();
    let written = to_text(&live.record())
        .map_err(|error| msg!("save-io", path = &path, reason = error.to_string()));
    let written = written.and_then(|text| {
        let failed = |error| msg!("save-io", path = &path, reason = store::reason(&error));
        store::replace(file, text.as_bytes()).map_err(failed)
    });
    match written {
        Ok(_) => desk.tell(&msg!("drill-copied", path = path)),
        Err(message) => desk.warn(&message),
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

/// Shows what needs a room `least` points high: where the window is lower, it is scrolled.
fn at_least(ui: &mut Ui, least: f32, add: impl FnOnce(&mut Ui)) {
    if ui.available_height() >= least {
        return add(ui);
    }
    egui::ScrollArea::vertical().id_salt("at-least").auto_shrink(false).show(ui, |ui| {
        ui.allocate_ui(vec2(ui.available_width(), least), |ui| {
            ui.set_min_height(least);
            add(ui);
        });
    });
}
