//! The course of a drill: which events may come next, and what they lead to. A pure state machine
//! without a clock of its own: every time is handed to it.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::correction::Corrections;
use super::ledger::Ledger;
use super::observation::{Observation, observations};
use super::pauses::Pauses;
use super::{Event, EventNumber, InjectId, Refusal, Scenario, WallTime, What};
use crate::building::DoorId;
use crate::language::{Message, msg};
use crate::units::Seconds;

/// How far a run has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The alarm was not given yet.
    Ready,
    /// The clock runs.
    Running,
    /// The drill is halted, its clock stands still.
    Paused,
    /// A real emergency ended the drill; its log goes on.
    RealEmergency,
    /// The log is closed.
    Finished,
}

impl Phase {
    /// Whether events are still being logged.
    #[must_use]
    pub const fn is_live(self) -> bool {
        matches!(self, Self::Running | Self::Paused | Self::RealEmergency)
    }

    /// Whether the clock runs, and people and checkpoints are taken down.
    #[must_use]
    pub const fn clock_runs(self) -> bool {
        matches!(self, Self::Running | Self::RealEmergency)
    }
}

/// Why events are not the log of a drill.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BrokenLog {
    /// The numbers have a gap or a repetition.
    #[error("event {} follows where event {} should", .found.get(), .expected.get())]
    Number {
        /// The number that should come.
        expected: EventNumber,
        /// The number that came.
        found: EventNumber,
    },
    /// An event is out of place, such as one before the alarm or after the end.
    #[error("event {} is out of place: {refusal}", .event.get())]
    OutOfPlace {
        /// The event.
        event: EventNumber,
        /// Why it is.
        refusal: Refusal,
    },
    /// An event is whole, but of a form that this program does not know.
    #[error("event {} is of a form that a newer version wrote", .0.get())]
    Unknown(EventNumber),
}

impl BrokenLog {
    /// Why, for the user.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::Number { expected, found } => {
                let (expected, found) = (expected.get().to_string(), found.get().to_string());
                msg!("broken-log-number", expected = expected, found = found)
            }
            Self::OutOfPlace { event, refusal } => {
                let event = event.get().to_string();
                msg!("broken-log-out-of-place", event = event, reason = refusal.message())
            }
            Self::Unknown(event) => msg!("broken-log-unknown", event = event.get().to_string()),
        }
    }
}

/// A drill as far as it has come: its scenario and its events. The state is derived from them.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    scenario: Arc<Scenario>,
    events: Vec<Event>,
    phase: Phase,
    pauses: Pauses,
    undone: BTreeSet<EventNumber>,
    corrections: Corrections,
    ledger: Ledger,
    /// When the drill was finished, since the alarm.
    finished: Option<Seconds>,
}

impl Run {
    /// A drill before its alarm.
    #[must_use]
    pub fn ready(scenario: Arc<Scenario>) -> Self {
        Self {
            scenario,
            events: Vec::new(),
            phase: Phase::Ready,
            pauses: Pauses::default(),
            undone: BTreeSet::new(),
            corrections: Corrections::default(),
            ledger: Ledger::default(),
            finished: None,
        }
    }

    /// The drill that these events tell of.
    ///
    /// # Errors
    /// When the numbers have a gap, or an event stands where it can't: before the alarm, after the
    /// end. What an event says of the scenario is not judged, so that a log stays readable.
    pub fn replay(
        scenario: Arc<Scenario>,
        events: impl IntoIterator<Item = Event>,
    ) -> Result<Self, BrokenLog> {
        let mut run = Self::ready(scenario);
        for event in events {
            let expected = run.next_number();
            if event.number != expected {
                return Err(BrokenLog::Number { expected, found: event.number });
            }
            run.fits_phase(&event.what)
                .map_err(|refusal| BrokenLog::OutOfPlace { event: event.number, refusal })?;
            run.apply(event);
        }
        Ok(run)
    }

    /// The scenario.
    #[must_use]
    pub const fn scenario(&self) -> &Arc<Scenario> {
        &self.scenario
    }

    /// All events so far.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// How far the drill has come.
    #[must_use]
    pub const fn phase(&self) -> Phase {
        self.phase
    }

    /// The pauses so far.
    #[must_use]
    pub const fn pauses(&self) -> &Pauses {
        &self.pauses
    }

    /// What the drill's clock shows at a time since the alarm: pauses don't count, and once the
    /// log is closed it stands still.
    #[must_use]
    pub fn clock_at(&self, at: Seconds) -> Seconds {
        self.pauses.clock_at(self.finished.unwrap_or(at))
    }

    /// An event by its number.
    #[must_use]
    pub fn event(&self, number: EventNumber) -> Option<&Event> {
        self.events.get(number.get() as usize - 1)
    }

    /// Whether an event was taken back.
    #[must_use]
    pub fn is_undone(&self, number: EventNumber) -> bool {
        self.undone.contains(&number)
    }

    /// Whether an event stands as something else than was entered.
    #[must_use]
    pub fn is_something_else(&self, number: EventNumber) -> bool {
        self.corrections.is_something_else(number)
    }

    /// What an event tells of, with its corrections; nothing if it was taken back or tells of
    /// nothing that a person saw.
    #[must_use]
    pub fn observation(&self, number: EventNumber) -> Option<Observation<'_>> {
        let event = self.standing(number).ok()?;
        Observation::of(event, &self.corrections, &self.events)
    }

    /// The events that an undo can take back, the newest first.
    pub fn undoable(&self) -> impl Iterator<Item = &Event> {
        self.events.iter().rev().filter(|event| self.may_undo(event.number).is_ok())
    }

    /// What was observed and still stands, in the order in which it happened.
    #[must_use]
    pub fn observations(&self) -> Vec<Observation<'_>> {
        observations(&self.events)
    }

    /// How many people were counted out of an exit.
    #[must_use]
    pub fn counted(&self, exit: &DoorId) -> i32 {
        let counted = self.ledger.counted(exit);
        i32::try_from(counted).unwrap_or(if counted < 0 { i32::MIN } else { i32::MAX })
    }

    /// The event that enters `what`, if it may be entered now. It changes nothing until it is
    /// handed to [`Run::apply`], so that it can be made durable first.
    ///
    /// # Errors
    /// Why it can't be entered.
    pub fn decide(
        &self,
        what: What,
        at: Seconds,
        wall: WallTime,
        who: &str,
    ) -> Result<Event, Refusal> {
        self.fits_phase(&what)?;
        let at = if what == What::Started { Seconds::ZERO } else { at };
        if at < Seconds::ZERO {
            return Err(Refusal::ImpossibleTime);
        }
        self.fits_log(&what, at)?;
        // No hand is more exact than a millisecond, and the files stay readable.
        let what = match what {
            What::EnteredLate { happened_at, what, source } => {
                What::EnteredLate { happened_at: to_millisecond(happened_at), what, source }
            }
            What::Corrected { event, happened_at, what, reason } => {
                What::Corrected { event, happened_at: to_millisecond(happened_at), what, reason }
            }
            What::ClockJumped { by } => What::ClockJumped { by: to_millisecond(by) },
            What::Suspended { lasted } => What::Suspended { lasted: to_millisecond(lasted) },
            what => what,
        };
        let (number, at, who) = (self.next_number(), to_millisecond(at), who.to_owned());
        Ok(Event { number, at, wall, who, what })
    }

    /// Takes up an event that [`Run::decide`] made or that a log holds.
    pub fn apply(&mut self, event: Event) {
        self.pauses.apply(&event);
        match &event.what {
            What::Started => self.phase = Phase::Running,
            What::Paused { .. } => self.phase = Phase::Paused,
            What::Resumed => self.phase = Phase::Running,
            What::StoppedForRealEmergency => self.phase = Phase::RealEmergency,
            What::Finished => {
                self.phase = Phase::Finished;
                self.finished = Some(event.at);
            }
            // They change what stands of earlier events.
            What::Undone { .. } | What::Corrected { .. } => {}
            what => self.ledger.enter(what),
        }
        self.events.push(event);
        self.amend();
    }

    /// Takes up what the newest event changes of earlier ones.
    fn amend(&mut self) {
        let Some(Event { number, what, .. }) = self.events.last() else { return };
        match *what {
            What::Undone { event } if event < *number => self.take_back(event),
            What::Corrected { event, .. } if event < *number => {
                self.correct(event, |corrections, events| {
                    if let Some(correction) = events.last() {
                        corrections.enter(event, correction);
                    }
                });
            }
            _ => {}
        }
    }

    fn take_back(&mut self, number: EventNumber) {
        if self.is_undone(number) {
            return;
        }
        let Some(event) = self.events.get(number.get() as usize - 1) else { return };
        if let What::Corrected { event: corrected, .. } = event.what {
            self.correct(corrected, |corrections, _| corrections.take_back(corrected, number));
        } else {
            self.ledger.take_back(self.corrections.what(event, &self.events));
        }
        self.undone.insert(number);
    }

    /// Changes the corrections of an event, and with them what stands of it.
    fn correct(&mut self, corrected: EventNumber, change: impl FnOnce(&mut Corrections, &[Event])) {
        let Self { events, corrections, ledger, undone, .. } = self;
        let stands = |event: &&Event| !undone.contains(&event.number);
        let event = events.get(corrected.get() as usize - 1).filter(stands);
        if let Some(event) = event {
            ledger.take_back(corrections.what(event, events));
        }
        change(corrections, events);
        if let Some(event) = event {
            ledger.enter(corrections.what(event, events));
        }
    }

    fn next_number(&self) -> EventNumber {
        self.events.last().map_or(EventNumber::FIRST, |last| last.number.next())
    }

    /// Whether the drill has come so far, and not further, that this can happen.
    fn fits_phase(&self, what: &What) -> Result<(), Refusal> {
        use What as W;
        match (self.phase, what) {
            (Phase::Ready, W::Started) => Ok(()),
            (Phase::Ready, _) => Err(Refusal::NotStarted),
            // Sheets and pictures come in after the end.
            (
                Phase::Finished,
                W::EnteredLate { .. } | W::Corrected { .. } | W::Undone { .. } | W::Pictured { .. },
            ) => Ok(()),
            (Phase::Finished, _) => Err(Refusal::Finished),
            (_, W::Started) => Err(Refusal::AlreadyStarted),
            (Phase::Running, W::Resumed) => Err(Refusal::NotPaused),
            (Phase::Running, _) => Ok(()),
            // People may note what they see and look at doors while the drill is halted. What is
            // timed or counted would get the time at which the clock stands.
            (
                Phase::Paused,
                W::Reached { .. }
                | W::Counted { .. }
                | W::HeadCounted { .. }
                | W::InjectFired { .. }
                | W::InjectAcknowledged { .. }
                | W::Paused { .. },
            ) => Err(Refusal::Paused),
            (Phase::Paused, _) => Ok(()),
            // The log of a real emergency keeps everything but the play.
            (
                Phase::RealEmergency,
                W::InjectFired { .. }
                | W::InjectAcknowledged { .. }
                | W::Paused { .. }
                | W::Resumed
                | W::StoppedForRealEmergency,
            ) => Err(Refusal::RealEmergency),
            (Phase::RealEmergency, _) => Ok(()),
        }
    }

    /// Whether it agrees with the scenario and with what was entered before.
    fn fits_log(&self, what: &What, at: Seconds) -> Result<(), Refusal> {
        match what {
            What::Reached { checkpoint } => {
                if self.scenario.checkpoint(checkpoint).is_none() {
                    return Err(Refusal::UnknownCheckpoint(checkpoint.clone()));
                }
                if self.ledger.is_reached(checkpoint) {
                    return Err(Refusal::AlreadyReached(checkpoint.clone()));
                }
                Ok(())
            }
            What::Counted { people: 0, .. } => Err(Refusal::CountOfNobody),
            What::Counted { exit, people } => self.stays_counted(exit, i64::from(*people)),
            What::InjectFired { inject } => {
                self.knows(inject)?;
                if self.ledger.is_fired(inject) {
                    return Err(Refusal::AlreadyFired(inject.clone()));
                }
                Ok(())
            }
            What::InjectAcknowledged { inject } => {
                self.knows(inject)?;
                if !self.ledger.is_fired(inject) {
                    return Err(Refusal::NotFired(inject.clone()));
                }
                if self.ledger.is_acknowledged(inject) {
                    return Err(Refusal::AlreadyAcknowledged(inject.clone()));
                }
                Ok(())
            }
            What::Noted { text: words } | What::Paused { reason: words } => {
                if words.trim().is_empty() { Err(Refusal::NoWords) } else { Ok(()) }
            }
            What::EnteredLate { happened_at, what, .. } => {
                is_past(*happened_at, at)?;
                if !what.is_observation() {
                    return Err(Refusal::NotAnObservation);
                }
                self.fits_log(what, at)
            }
            What::Pictured { event, .. } => self.standing(*event).map(|_| ()),
            What::Undone { event } => self.may_undo(*event),
            What::Corrected { event, happened_at, what, .. } => {
                is_past(*happened_at, at)?;
                self.standing(*event)?;
                let seen = self.observation(*event).ok_or(Refusal::CannotChange(*event))?;
                match what {
                    Some(what) if !seen.what.is_like(what) => Err(Refusal::CannotChange(*event)),
                    Some(what) => self.fits_instead(seen.what, what, at),
                    None => Ok(()),
                }
            }
            What::Started
            | What::DoorChecked { .. }
            | What::HeadCounted { .. }
            | What::RollCalled { .. }
            | What::Resumed
            | What::ClockJumped { .. }
            | What::Suspended { .. }
            | What::ZoneChanged
            | What::TakenUp { .. }
            | What::StoppedForRealEmergency
            | What::Finished => Ok(()),
        }
    }

    fn may_undo(&self, number: EventNumber) -> Result<(), Refusal> {
        let event = self.standing(number)?;
        if !event.what.can_be_undone() {
            return Err(Refusal::CannotChange(number));
        }
        if let What::Corrected { event: corrected, .. } = event.what {
            let corrected = self.standing(corrected)?;
            let stands = self.corrections.what(corrected, &self.events);
            let back = self.corrections.without(number, corrected, &self.events);
            return self.fits_instead(stands, back, event.at);
        }
        match self.corrections.what(event, &self.events) {
            What::Counted { exit, people } => self.stays_counted(exit, -i64::from(*people)),
            What::InjectFired { inject } if self.ledger.is_acknowledged(inject) => {
                Err(Refusal::AlreadyAcknowledged(inject.clone()))
            }
            _ => Ok(()),
        }
    }

    /// Whether something may stand where something else of its sort does.
    fn fits_instead(&self, stands: &What, instead: &What, at: Seconds) -> Result<(), Refusal> {
        match (stands, instead) {
            _ if stands == instead => Ok(()),
            (What::Counted { .. }, What::Counted { people: 0, .. }) => Err(Refusal::CountOfNobody),
            (What::Counted { exit, people }, What::Counted { exit: other, people: instead })
                if exit == other =>
            {
                self.stays_counted(exit, i64::from(*instead) - i64::from(*people))
            }
            (What::Counted { exit, people }, What::Counted { .. }) => {
                self.stays_counted(exit, -i64::from(*people))?;
                self.fits_log(instead, at)
            }
            _ => self.fits_log(instead, at),
        }
    }

    /// The event of this number, unless it was taken back.
    fn standing(&self, number: EventNumber) -> Result<&Event, Refusal> {
        let event = self.event(number).ok_or(Refusal::NoSuchEvent(number))?;
        if self.is_undone(number) { Err(Refusal::AlreadyUndone(number)) } else { Ok(event) }
    }

    fn stays_counted(&self, exit: &DoorId, more: i64) -> Result<(), Refusal> {
        if self.ledger.counted(exit) + more < 0 {
            let counted = self.counted(exit);
            return Err(Refusal::CountBelowZero { exit: exit.clone(), counted });
        }
        Ok(())
    }

    fn knows(&self, inject: &InjectId) -> Result<(), Refusal> {
        match self.scenario.inject(inject) {
            Some(_) => Ok(()),
            None => Err(Refusal::UnknownInject(inject.clone())),
        }
    }
}

fn to_millisecond(time: Seconds) -> Seconds {
    Seconds::new((time.get() * 1000.0).round() / 1000.0)
}

fn is_past(happened_at: Seconds, now: Seconds) -> Result<(), Refusal> {
    if happened_at < Seconds::ZERO || happened_at > now {
        return Err(Refusal::ImpossibleTime);
    }
    Ok(())
}
