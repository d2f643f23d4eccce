//! The Drill place: conducts a drill against the clock.

mod after;
mod before;
mod board;
mod checkpoints;
mod checks;
mod course;
mod cut_off;
mod debrief;
mod dialog;
mod doors;
mod exits;
mod guard;
mod head_counts;
mod keys;
mod live;
mod log;
mod next;
mod numbering;
mod photo;
mod print;
mod projector;
mod real;
mod rehearse;
mod roll_call;
mod skills;
mod sound;
mod summary;
mod trouble;

use eframe::egui::{self, Context, Ui};

use self::after::After;
use self::before::Before;
use self::board::Board;
use self::cut_off::CutOff;
use self::guard::{Guard, Guarded, hold_button};
use self::live::Live;
use crate::app::desk::Desk;
use crate::app::toast::Toasts;
use crate::app::{icons, theme};
use crate::drill::{Clock, Moment, Phase, What};
use crate::language::{Language, msg};
use crate::store::journal::discard;

pub(crate) use self::keys::KeyPlan;

/// The place Drill.
#[derive(Default)]
pub(crate) struct DrillPlace {
    state: State,
    before: Before,
    board: Board,
    guard: Guard,
    /// Whether drills that were cut off were looked for.
    looked: bool,
}

#[derive(Default)]
enum State {
    /// Nothing runs.
    #[default]
    Before,
    /// A drill that was cut off waits for a decision.
    CutOff(Box<CutOff>),
    /// A drill runs, or its record waits to be saved.
    Live(Box<Live>),
    /// A drill is over and saved.
    After(Box<After>),
}

impl DrillPlace {
    /// Whether a drill runs.
    pub(crate) fn is_running(&self) -> bool {
        matches!(&self.state, State::Live(live) if !live.is_finished())
    }

    /// Whether a drill runs that nobody can repeat: no rehearsal.
    pub(crate) fn is_at_stake(&self) -> bool {
        matches!(&self.state, State::Live(live) if !live.is_finished() && !live.header().rehearsal)
    }

    /// The clock of the drill that runs, for a bar over the other places, and whether it is a real
    /// emergency. It also keeps an eye on the computer's clocks, whatever place is in front, and
    /// tells what happened to them.
    pub(crate) fn running_clock(
        &mut self,
        ctx: &Context,
        lang: Language,
        toasts: &mut Toasts,
        clock: &dyn Clock,
    ) -> Option<(String, bool)> {
        let State::Live(live) = &mut self.state else { return None };
        if live.is_finished() {
            return None;
        }
        let moment = clock.now();
        for what in live.watch_clock(&moment) {
            toasts.error(log::words(lang, live, &what));
        }
        live.play(&moment);
        let rest = if live.pace() > 1 { 100 } else { 1000 };
        ctx.request_repaint_after(std::time::Duration::from_millis(rest));
        let real = live.run().phase() == Phase::RealEmergency;
        Some((live.clock(&moment).clock(), real))
    }

    /// Begins a rehearsal as soon as the place is shown; nothing while a drill runs.
    pub(crate) fn rehearse_soon(&mut self) {
        if !matches!(self.state, State::Live(_) | State::CutOff(_)) {
            self.state = State::Before;
            self.before.rehearse_soon();
        }
    }

    /// Shows the place.
    pub(crate) fn show(&mut self, ui: &mut Ui, desk: &mut Desk<'_>) {
        // The first thing in a frame, because a tap happened when its input arrived.
        let moment = desk.clock.now();
        if !self.looked && !desk.session.is_read_only() {
            self.looked = true;
            let elsewhere = desk.settings.journal_folders(&desk.session.book.root());
            if let Some(cut_off) = CutOff::look(&elsewhere, desk, ui.ctx()) {
                self.state = State::CutOff(Box::new(cut_off));
            }
        }
        let next = match &mut self.state {
            State::Before => {
                let start = self.before.show(ui, desk, &mut self.guard, &moment);
                start.and_then(|start| give_alarm(start, desk, &moment, ui.ctx()))
            }
            State::CutOff(cut_off) => cut_off::show(ui, desk, cut_off, &moment),
            State::Live(live) => {
                live.play(&moment);
                let wishes = self.board.show(ui, desk, live, &mut self.guard, &moment);
                for (what, at) in wishes {
                    if let Err(refusal) = live.enter(what, &at) {
                        desk.warn(&refusal.message());
                    }
                }
                if let Some(pace) = self.board.pace.take() {
                    live.set_pace(pace, &moment);
                }
                if let Some(officer) = self.board.roll_call.officer.take() {
                    live.let_officer_call(officer);
                }
                None
            }
            State::After(after) => after.show(ui, desk),
        };
        if let Some(next) = next {
            self.state = next;
            self.board = Board::default();
            if matches!(&self.state, State::Live(live) if live.run().events().len() < 3) {
                self.board.alarm(desk);
            }
        }
        if matches!(&self.state, State::Live(live) if live.is_finished()) {
            self.save(ui, desk);
        }
    }

    /// Saves the record of a drill that is over, and only then removes its journal.
    fn save(&mut self, ui: &Ui, desk: &mut Desk<'_>) {
        let State::Live(live) = std::mem::take(&mut self.state) else { return };
        let record = live.record();
        match desk.session.book.save_record(&record) {
            Ok(_) => {
                let own = desk.session.book.running_folder().join(record.id.as_str());
                let mut removed = live.close().map_or(Ok(()), |journal| journal.remove());
                // What a failing disk, or a move to another folder, has left behind.
                if removed.is_ok() && own.exists() {
                    removed = discard(&own);
                }
                if let Err(error) = removed {
                    desk.warn(&error.message());
                }
                self.board = Board::default();
                self.state = State::After(Box::new(After::of(record)));
            }
            Err(error) => {
                // The journal holds everything; it is tried again.
                self.board.unsaved = Some(error.message());
                self.state = State::Live(live);
                ui.ctx().request_repaint_after(std::time::Duration::from_secs(2));
            }
        }
    }
}

fn give_alarm(
    start: before::Start,
    desk: &mut Desk<'_>,
    moment: &Moment,
    ctx: &Context,
) -> Option<State> {
    let running = desk.session.book.running_folder();
    let mut live = Live::start(&running, start.header, moment, ctx);
    let mut entries = vec![What::Started];
    if !start.checks.is_empty() {
        let text = desk.lang.say(&msg!("drill-checks-note", checks = start.checks));
        entries.push(What::Noted { text });
    }
    for what in entries {
        if let Err(refusal) = live.enter(what, moment) {
            desk.warn(&refusal.message());
            return None;
        }
    }
    if let Some(rehearsal) = start.rehearsal {
        live.set_pace(rehearsal.pace, moment);
        live.rehearse(rehearsal.script);
    }
    Some(State::Live(Box::new(live)))
}

/// A guarded button with its text and keys; returns whether it was set off in either way.
fn guarded(
    ui: &mut Ui,
    guard: &mut Guard,
    lang: Language,
    what: Guarded,
    size: egui::Vec2,
) -> bool {
    let colors = theme::colors_of(ui.visuals());
    let (icon, name, color) = match what {
        Guarded::Start => (icons::ALARM, lang.t("drill-start"), colors.bad),
        Guarded::Finish => (icons::FINISH, lang.t("drill-finish"), colors.accent),
        Guarded::Stop => (icons::SOS, lang.t("drill-stop"), colors.bad),
    };
    let keys = ui.ctx().format_shortcut(&what.keys());
    let text = if guard.armed() == Some(what) {
        lang.say(&msg!("drill-press-again", keys = &keys))
    } else {
        format!("{icon}  {name}")
    };
    let (response, held) = hold_button(ui, &name, &text, size, color);
    response.on_hover_text(lang.say(&msg!("drill-hold-hint", keys = &keys)));
    held || guard.pressed(ui.ctx(), what)
}
