//! The drill that runs: its clock, its log, and the journal behind it.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use eframe::egui::Context;

use super::course::Course;
use super::cut_off::Resumable;
use crate::drill::{
    BootId, Clock, ClockWatch, Event, EventNumber, Moment, Outcome, Pause, PersonId, Phase,
    Presence, Record, Refusal, RollCall, Run, SystemClock, What,
};
use crate::store::journal::{Header, Journal, JournalWriter, WriterStatus};
use crate::units::Seconds;

/// The drill that runs.
pub(super) struct Live {
    header: Arc<Header>,
    course: Course,
    writer: JournalWriter,
    /// A reading of the clock that nobody can set, and the time since the alarm then.
    anchor: (Duration, Seconds),
    watch: ClockWatch,
    /// How many times faster than the clock on the wall it goes; 1 but in a rehearsal.
    pace: u32,
    /// What a rehearsal still enters, by the drill's clock.
    script: VecDeque<(Seconds, What)>,
    /// What the script has entered.
    scripted: BTreeSet<EventNumber>,
    /// Who of a rehearsal has arrived where they gather.
    arrived: BTreeSet<PersonId>,
    /// In a rehearsal the officer calls the roll; else it calls itself as people arrive.
    officer_calls: bool,
}

impl Live {
    /// Gives the alarm.
    pub(super) fn start(
        running: &std::path::Path,
        header: Header,
        moment: &Moment,
        ctx: &Context,
    ) -> Self {
        let header = Arc::new(header);
        let writer = JournalWriter::create(running, header.clone(), wake(ctx));
        let course = Course::of(&header, &[]);
        let anchor = (moment.since_boot, Seconds::ZERO);
        Self::with(header, course, writer, anchor, moment)
    }

    /// Goes on with a drill that was cut off.
    pub(super) fn take_up(
        resumable: Resumable,
        moment: &Moment,
        boot: &BootId,
        ctx: &Context,
    ) -> Self {
        let Resumable { journal, header, events, course, .. } = resumable;
        let clock_restarted = header.clock_restarted(boot);
        let last = course.run().events().last().map_or(Seconds::ZERO, |event| event.at);
        let at = header.since_alarm(moment, boot).max(last);
        let writer = JournalWriter::resume(journal, header.clone(), events, wake(ctx));
        let mut live = Self::with(header, course, writer, (moment.since_boot, at), moment);
        if live.header.rehearsal {
            // Nobody knows any more which of it a hand has entered.
            live.scripted = live.run().events().iter().map(|event| event.number).collect();
        }
        // A log that was already closed takes nothing more; it only waits to become a record.
        let _ = live.enter(What::TakenUp { clock_restarted }, moment);
        live
    }

    fn with(
        header: Arc<Header>,
        course: Course,
        writer: JournalWriter,
        anchor: (Duration, Seconds),
        moment: &Moment,
    ) -> Self {
        let watch = ClockWatch::new(moment);
        let (pace, script) = (1, VecDeque::new());
        let (scripted, arrived, officer_calls) = (BTreeSet::new(), BTreeSet::new(), false);
        Self {
            header,
            course,
            writer,
            anchor,
            watch,
            pace,
            script,
            scripted,
            arrived,
            officer_calls,
        }
    }

    /// From now on the script is entered as it falls due; a hand may be faster.
    pub(super) fn rehearse(&mut self, script: Vec<(Seconds, What)>) {
        let entries = script.into_iter().filter(|(_, what)| *what != What::Started);
        self.script = entries.collect();
    }

    /// Enters what has fallen due of the script. A pause holds it; an emergency ends it.
    pub(super) fn play(&mut self, moment: &Moment) {
        if self.run().phase() == Phase::RealEmergency {
            self.script.clear();
        }
        while self.run().phase() == Phase::Running {
            let (now, clock) = (self.at(moment), self.clock(moment));
            let Some((due, what)) = self.script.pop_front_if(|(due, _)| *due <= clock) else {
                return;
            };
            if !self.is_called(&what) {
                continue;
            }
            let last = self.run().events().last().map_or(Seconds::ZERO, |event| event.at);
            // What a hand has entered already is refused, as it should be.
            if self.enter_at(what, (now - (clock - due)).max(last), moment).is_ok() {
                self.scripted.extend(self.run().events().last().map(|event| event.number));
            }
        }
    }

    /// Notes who arrives; whether this entry of the script is made. A call is not if the officer
    /// calls, or has called this person already.
    fn is_called(&mut self, what: &What) -> bool {
        let What::RollCalled { person, presence, .. } = what else { return true };
        if *presence == Presence::Safe {
            self.arrived.insert(person.clone());
        }
        let before = self.outcome().called.get(person).map(|called| called.presence);
        !self.officer_calls
            && matches!(before, None | Some(Presence::Missing))
            && before != Some(*presence)
    }

    /// Whether somebody stands where they gather, in a rehearsal.
    pub(super) fn has_arrived(&self, person: &PersonId) -> bool {
        self.arrived.contains(person)
    }

    /// Who calls the roll of a rehearsal: the officer, or the roll calls itself.
    pub(super) const fn officer_calls(&self) -> bool {
        self.officer_calls
    }

    /// The officer takes the roll call of a rehearsal over, or gives it back.
    pub(super) const fn let_officer_call(&mut self, officer: bool) {
        self.officer_calls = officer;
    }

    /// How many times faster than the clock on the wall it goes.
    pub(super) const fn pace(&self) -> u32 {
        self.pace
    }

    /// Goes on faster or slower from now on. Only a rehearsal does.
    pub(super) fn set_pace(&mut self, pace: u32, moment: &Moment) {
        if self.header.rehearsal {
            self.anchor = (moment.since_boot, self.at(moment));
            self.pace = pace;
        }
    }

    pub(super) const fn header(&self) -> &Arc<Header> {
        &self.header
    }

    pub(super) const fn run(&self) -> &Run {
        self.course.run()
    }

    /// The pause that lasts, with its event.
    pub(super) fn pause(&self) -> Option<(&Pause, &Event)> {
        if self.run().phase() != Phase::Paused {
            return None;
        }
        let begun = |event: &&Event| matches!(event.what, What::Paused { .. });
        self.run().pauses().iter().last().zip(self.run().events().iter().rev().find(begun))
    }

    pub(super) const fn outcome(&self) -> &Outcome {
        self.course.outcome()
    }

    pub(super) const fn roll_call(&self) -> &RollCall {
        self.course.roll_call()
    }

    /// What the conductor entered and an undo can take back, the newest first. What stands at the
    /// alarm itself, such as the checks before it, no hand has entered.
    pub(super) fn undoable(&self) -> impl Iterator<Item = &Event> {
        let by_hand =
            |event: &&Event| event.at > Seconds::ZERO && !self.scripted.contains(&event.number);
        self.run().undoable().filter(by_hand)
    }

    pub(super) fn saved(&self) -> WriterStatus {
        self.writer.status()
    }

    pub(super) fn move_journal(&self, folder: std::path::PathBuf) {
        self.writer.move_to(folder);
    }

    /// The time since the alarm.
    pub(super) fn at(&self, moment: &Moment) -> Seconds {
        let (since_boot, at) = self.anchor;
        at + (Seconds::from(moment.since_boot) - Seconds::from(since_boot)) * f64::from(self.pace)
    }

    /// What the drill's clock shows.
    pub(super) fn clock(&self, moment: &Moment) -> Seconds {
        self.run().clock_at(self.at(moment))
    }

    /// Enters something that happened at `moment`.
    pub(super) fn enter(&mut self, what: What, moment: &Moment) -> Result<(), Refusal> {
        self.enter_at(what, self.at(moment), moment)
    }

    fn enter_at(&mut self, what: What, at: Seconds, moment: &Moment) -> Result<(), Refusal> {
        let conductor = self.header.conductor.clone();
        let who = match &what {
            What::TakenUp { .. }
            | What::ClockJumped { .. }
            | What::Suspended { .. }
            | What::ZoneChanged => "",
            _ => conductor.as_str(),
        };
        let event: Event = self.run().decide(what, at, moment.wall, who)?;
        if event.what == What::StoppedForRealEmergency {
            // Nobody walks faster than the clock on the wall any more.
            self.set_pace(1, moment);
        }
        self.course.apply(&self.header, event.clone());
        self.writer.append(event);
        Ok(())
    }

    /// Notices when something happens to the computer's clocks, and says what.
    pub(super) fn watch_clock(&mut self, moment: &Moment) -> Vec<What> {
        let before = self.run().events().len();
        for what in self.watch.look(moment) {
            // A live log always takes it; a closed one needs it no more.
            let _ = self.enter(what, moment);
        }
        self.run().events().iter().skip(before).map(|event| event.what.clone()).collect()
    }

    /// Whether the log is closed.
    pub(super) fn is_finished(&self) -> bool {
        self.run().phase() == Phase::Finished
    }

    /// The record of what happened so far.
    pub(super) fn record(&self) -> Record {
        self.header.record(self.run().events().to_vec())
    }

    /// Ends the writing and gives the journal back, to be removed.
    pub(super) fn close(self) -> Option<Journal> {
        self.writer.close()
    }
}

fn wake(ctx: &Context) -> Box<dyn Fn() + Send> {
    let ctx = ctx.clone();
    Box::new(move || ctx.request_repaint())
}

/// Which start of the computer this is.
pub(super) fn boot() -> BootId {
    SystemClock.boot()
}
