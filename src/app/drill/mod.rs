//! The Drill place: conducts a drill against the clock.

mod before;
mod board;
mod dialog;
mod guard;
mod live;
mod log;
mod rehearse;
mod sites;

use std::path::PathBuf;

use eframe::egui::{self, Context, RichText, Ui, vec2};

use self::before::Before;
use self::board::Board;
use self::guard::{Guard, Guarded, hold_button};
use self::live::Live;
use crate::app::desk::{Desk, Place};
use crate::app::{icons, theme};
use crate::drill::{Moment, Outcome, Record, What};
use crate::language::{Language, Message, msg};
use crate::store::journal::{Found, discard, journals};

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
    After(Box<Record>),
}

/// A drill that was cut off.
struct CutOff {
    folder: PathBuf,
    /// What could be read, or why not.
    found: Result<Found, Message>,
    /// Whether discarding it was asked for once.
    discarding: bool,
}

impl CutOff {
    fn look(running: &std::path::Path) -> Option<Self> {
        let folder = journals(running).into_iter().next()?;
        let found = Found::open(&folder).map_err(|error| error.message());
        Some(Self { folder, found, discarding: false })
    }
}

impl DrillPlace {
    /// The clock of the drill that runs, for a bar over the other places. It also keeps an eye on
    /// the wall clock meanwhile.
    pub(crate) fn running_clock(&mut self, ctx: &Context) -> Option<String> {
        let State::Live(live) = &mut self.state else { return None };
        if live.is_finished() {
            return None;
        }
        let moment = live::now();
        live.watch_clock(&moment);
        live.play(&moment);
        ctx.request_repaint_after(std::time::Duration::from_millis(100));
        Some(live.clock(&moment).clock())
    }

    /// Shows the place.
    pub(crate) fn show(&mut self, ui: &mut Ui, desk: &mut Desk<'_>) {
        // The first thing in a frame, because a tap happened when its input arrived.
        let moment = live::now();
        if !self.looked && !desk.session.is_read_only() {
            self.looked = true;
            if let Some(cut_off) = CutOff::look(&desk.session.book.running_folder()) {
                self.state = State::CutOff(Box::new(cut_off));
            }
        }
        let next = match &mut self.state {
            State::Before => {
                let start = self.before.show(ui, desk, &mut self.guard, &moment);
                start.and_then(|start| give_alarm(start, desk, &moment, ui.ctx()))
            }
            State::CutOff(cut_off) => cut_off_drill(ui, desk, cut_off, &moment),
            State::Live(live) => {
                live.watch_clock(&moment);
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
                None
            }
            State::After(record) => after(ui, desk, record),
        };
        if let Some(next) = next {
            self.state = next;
            self.board = Board::default();
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
                let removed = live.close().map_or(Ok(()), |journal| journal.remove());
                if let Err(error) = removed {
                    desk.warn(&error.message());
                }
                self.state = State::After(Box::new(record));
            }
            Err(error) => {
                // The journal holds everything; it is tried again.
                if self.board.tell_save_failure() {
                    desk.warn(&error.message());
                }
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

/// A drill was cut off: go on, save it as it is, or discard it.
fn cut_off_drill(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    cut_off: &mut CutOff,
    moment: &Moment,
) -> Option<State> {
    let lang = desk.lang;
    let colors = theme::colors_of(ui.visuals());
    let mut next = None;
    egui::CentralPanel::default().show(ui, |ui| {
        ui.vertical_centered(|ui| {
            ui.add_space(ui.available_height() * 0.12);
            ui.set_max_width(560.0);
            ui.label(RichText::new(icons::WARNING).size(40.0).color(colors.warn));
            ui.label(RichText::new(lang.t("drill-cut-off-title")).font(theme::figure(22.0)));
            match &cut_off.found {
                Ok(found) => cut_off_text(ui, lang, found, moment),
                Err(reason) => {
                    ui.label(RichText::new(lang.say(reason)).color(colors.bad));
                }
            }
            ui.add_space(theme::GROUP_GAP);
            let size = vec2(420.0, 44.0);
            let big = |text: String| egui::Button::new(RichText::new(text).font(theme::strong()));
            if cut_off.found.is_ok() {
                let text = format!("{}  {}", icons::PLAY, lang.t("drill-cut-off-go-on"));
                if ui.add(big(text).min_size(size).fill(ui.visuals().selection.bg_fill)).clicked() {
                    next = Some(Decision::GoOn);
                }
                let text = format!("{}  {}", icons::SAVE, lang.t("drill-cut-off-save"));
                if ui.add(big(text).min_size(size)).clicked() {
                    next = Some(Decision::Save);
                }
            }
            let key = if cut_off.discarding {
                lang.t("drill-cut-off-discard-sure")
            } else {
                lang.t("drill-cut-off-discard")
            };
            let text = RichText::new(format!("{}  {key}", icons::DELETE)).color(colors.bad);
            if ui.add(egui::Button::new(text).min_size(size)).clicked() {
                if cut_off.discarding {
                    next = Some(Decision::Discard);
                }
                cut_off.discarding = true;
            }
        });
    });
    decide(next?, desk, cut_off, moment, ui.ctx())
}

fn cut_off_text(ui: &mut Ui, lang: Language, found: &Found, moment: &Moment) {
    let colors = theme::colors_of(ui.visuals());
    let started = found.header.started.civil().strftime("%Y-%m-%d %H:%M:%S").to_string();
    let (name, count) = (&found.header.scenario.name, found.events.len());
    let text = msg!("drill-cut-off-text", scenario = name, started = started, count = count);
    ui.label(lang.say(&text));
    let at = found.header.since_alarm(moment, &live::boot());
    ui.add_space(theme::GAP);
    ui.label(RichText::new(at.clock()).font(theme::figure(44.0)));
    ui.label(RichText::new(lang.t("drill-cut-off-clock")).color(colors.weak));
    if found.header.rehearsal {
        ui.label(RichText::new(lang.t("drill-cut-off-rehearsal")).color(colors.warn));
    }
    if let Some(torn) = &found.torn {
        let bytes = torn.bytes.to_string();
        let text = lang.say(&msg!("drill-cut-off-torn", bytes = bytes));
        ui.label(RichText::new(text).color(colors.warn));
    }
    ui.ctx().request_repaint_after(std::time::Duration::from_millis(500));
}

enum Decision {
    GoOn,
    Save,
    Discard,
}

fn decide(
    decision: Decision,
    desk: &mut Desk<'_>,
    cut_off: &mut CutOff,
    moment: &Moment,
    ctx: &Context,
) -> Option<State> {
    let placeholder = Err(msg!("drill-cut-off-title"));
    let found = std::mem::replace(&mut cut_off.found, placeholder);
    match (decision, found) {
        (Decision::GoOn, Ok(found)) => {
            Some(State::Live(Box::new(Live::take_up(found, moment, &live::boot(), ctx))))
        }
        (Decision::Save, Ok(found)) => {
            let record = found.record();
            if let Err(error) = desk.session.book.save_record(&record) {
                desk.warn(&error.message());
                cut_off.found = Ok(found);
                return None;
            }
            if let Err(error) = found.journal.remove() {
                desk.warn(&error.message());
            }
            Some(State::After(Box::new(record)))
        }
        (_, found) => {
            // Windows removes no folder with an open file in it.
            drop(found);
            match discard(&cut_off.folder) {
                Ok(()) => Some(State::Before),
                Err(error) => {
                    desk.warn(&error.message());
                    let found = Found::open(&cut_off.folder);
                    cut_off.found = found.map_err(|error| error.message());
                    None
                }
            }
        }
    }
}

/// The times of a drill that is over.
fn after(ui: &mut Ui, desk: &mut Desk<'_>, record: &Record) -> Option<State> {
    let lang = desk.lang;
    let outcome = Outcome::of(&record.scenario, &record.events);
    let colors = theme::colors_of(ui.visuals());
    let mut next = None;
    egui::CentralPanel::default().show(ui, |ui| {
        egui::ScrollArea::vertical().show(ui, |ui| {
            ui.vertical_centered(|ui| {
                ui.set_max_width(720.0);
                ui.add_space(theme::GROUP_GAP);
                ui.label(RichText::new(icons::CHECK_CIRCLE).size(40.0).color(colors.good));
                ui.label(RichText::new(lang.t("drill-after-title")).font(theme::figure(22.0)));
                ui.label(RichText::new(&record.scenario.name).color(colors.weak));
                ui.add_space(theme::GROUP_GAP);
                board::figures(ui, lang, record, &outcome);
                ui.add_space(theme::GROUP_GAP);
                board::times(ui, lang, record, &outcome);
                ui.add_space(theme::GROUP_GAP);
                let review = format!("{}  {}", icons::COMPARE, lang.t("drill-after-review"));
                if ui.button(RichText::new(review).font(theme::strong())).clicked() {
                    *desk.go = Some(Place::Review);
                }
                ui.add_space(theme::GAP);
                if ui.button(lang.t("drill-after-again")).clicked() {
                    next = Some(State::Before);
                }
                ui.add_space(theme::GROUP_GAP);
            });
        });
    });
    next
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
