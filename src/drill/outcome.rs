//! What a drill came to: times, counts and findings, always derived from its events.

use std::collections::BTreeMap;

use super::observation::{Observation, observations};
use super::pauses::Pauses;
use super::{
    Called, CheckpointId, CheckpointKind, DoorFinding, Ending, Event, EventNumber, InjectId,
    PersonId, Run, Scenario, What,
};
use crate::building::{DoorId, SiteElementId};
use crate::units::Seconds;

/// What a drill came to. All times are those of the drill's clock: since the alarm, without the
/// pauses.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// When each checkpoint was reached. Those that were not reached are missing.
    pub times: BTreeMap<CheckpointId, Reached>,
    /// Who was counted out of each exit.
    pub exits: BTreeMap<DoorId, ExitCount>,
    /// The newest head count of each assembly point.
    pub head_counts: BTreeMap<SiteElementId, HeadCount>,
    /// What became of each person at the roll call, by their newest call.
    pub called: BTreeMap<PersonId, Called>,
    /// The pictures, with the event that each shows.
    pub pictures: Vec<(EventNumber, String)>,
    /// How doors were found, in the order in which they were looked at.
    pub door_checks: Vec<DoorCheck>,
    /// What became of each inject that was given.
    pub injects: BTreeMap<InjectId, InjectTimes>,
    /// The notes, in the order of their times.
    pub notes: Vec<Note>,
    /// When the last person was out: the latest of the exits' last persons; where there is none,
    /// the latest time at which a storey or a space was cleared. The prediction's total is the
    /// same moment.
    pub total: Option<Seconds>,
    /// When everybody was accounted for.
    pub accounted_for: Option<Seconds>,
    /// When the log was closed.
    pub duration: Option<Seconds>,
    /// How the drill ended; nothing while it runs, or when its log breaks off.
    pub ending: Option<Ending>,
    /// When the last of what was observed happened, since the alarm, pauses included.
    latest: Seconds,
}

/// When a checkpoint was reached.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reached {
    /// The drill's clock.
    pub at: Seconds,
    /// The event that shows it.
    pub event: EventNumber,
    /// Whether it follows from a count or a check, and nobody entered it as such. The last person
    /// of an exit that follows from the counts can still move while the drill runs.
    pub derived: bool,
    /// Whether its time was corrected or entered late.
    pub retimed: bool,
}

/// Who was counted out of an exit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ExitCount {
    /// Each count with its time, in order; negative ones correct earlier ones.
    pub counts: Vec<(Seconds, i32)>,
    /// The counts that corrections have left over, each with its event.
    standing: Vec<(Seconds, u32, EventNumber)>,
    /// What corrections still take from counts to come.
    owed: u32,
    total: i64,
}

impl ExitCount {
    /// How many people came out.
    #[must_use]
    pub fn total(&self) -> u32 {
        u32::try_from(self.total.max(0)).unwrap_or(u32::MAX)
    }

    /// The counts with the corrections taken off: a correction takes from the newest counts before
    /// it, because that is where the hand slipped.
    #[must_use]
    pub fn corrected(&self) -> Vec<(Seconds, u32)> {
        self.standing.iter().map(|(at, people, _)| (*at, *people)).collect()
    }

    fn take(&mut self, at: Seconds, people: i32, event: EventNumber) {
        self.counts.push((at, people));
        self.total = self.total.saturating_add(i64::from(people));
        if people >= 0 {
            // A correction whose time was set before its count takes from what comes later.
            let people = people.unsigned_abs();
            let left = people.saturating_sub(self.owed);
            self.owed = self.owed.saturating_sub(people);
            if left > 0 {
                self.standing.push((at, left, event));
            }
            return;
        }
        self.owed = self.owed.saturating_add(people.unsigned_abs());
        while self.owed > 0
            && let Some((_, there, _)) = self.standing.last_mut()
        {
            let taken = self.owed.min(*there);
            *there -= taken;
            self.owed -= taken;
            if *there == 0 {
                self.standing.pop();
            }
        }
    }
}

/// A head count at an assembly point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HeadCount {
    /// The drill's clock.
    pub at: Seconds,
    /// The event that shows it.
    pub event: EventNumber,
    /// How many should be there.
    pub expected: u32,
    /// How many are there.
    pub present: u32,
}

impl HeadCount {
    /// How many are missing.
    #[must_use]
    pub const fn missing(&self) -> u32 {
        self.expected.saturating_sub(self.present)
    }
}

/// How a door was found.
#[derive(Clone, Debug, PartialEq)]
pub struct DoorCheck {
    /// The drill's clock.
    pub at: Seconds,
    /// The event that shows it.
    pub event: EventNumber,
    /// The door.
    pub door: DoorId,
    /// How it was found.
    pub found: DoorFinding,
}

impl DoorCheck {
    /// Whether it found the same door in the same way.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        self.door == other.door && self.found == other.found
    }
}

/// What became of an inject.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct InjectTimes {
    /// When it was given.
    pub fired: Option<Seconds>,
    /// When the expected action was seen.
    pub acknowledged: Option<Seconds>,
}

/// A note.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// The drill's clock.
    pub at: Seconds,
    /// The event that shows it.
    pub event: EventNumber,
    /// Who wrote it.
    pub who: String,
    /// The words.
    pub text: String,
}

impl Outcome {
    /// What the events of a drill came to.
    #[must_use]
    pub fn of(scenario: &Scenario, events: &[Event]) -> Self {
        let pauses = Pauses::of(events);
        let mut outcome = Self::default();
        for observation in observations(events) {
            outcome.take(&observation, pauses.clock_at(observation.at));
        }
        for event in events {
            outcome.take_course(event, &pauses);
        }
        outcome.conclude(scenario, events);
        outcome
    }

    /// Takes up the newest event of a run: the same as [`Outcome::of`] all of its events, without
    /// looking through them where the newest only adds to them.
    pub fn follow(&mut self, run: &Run) {
        let Some(event) = run.events().last() else { return };
        let (what, at) = (&event.what, event.at);
        if what.is_observation() && at >= self.latest {
            let seen =
                Observation { event: event.number, at, who: &event.who, what, retimed: false };
            self.take(&seen, run.pauses().clock_at(at));
        } else if what.is_observation()
            || what.can_be_undone()
            || matches!(what, What::Undone { .. })
        {
            *self = Self::of(run.scenario(), run.events());
            return;
        }
        self.take_course(event, run.pauses());
        self.conclude(run.scenario(), run.events());
    }

    fn take_course(&mut self, event: &Event, pauses: &Pauses) {
        match event.what {
            What::StoppedForRealEmergency => self.ending = Some(Ending::RealEmergency),
            What::Finished => {
                self.duration = Some(pauses.clock_at(event.at));
                self.ending.get_or_insert(Ending::Finished);
            }
            _ => {}
        }
    }

    /// Works out what follows from all that was observed.
    fn conclude(&mut self, scenario: &Scenario, events: &[Event]) {
        self.times.retain(|_, reached| !reached.derived);
        self.derive(scenario, events);
        self.total = self.last_out(scenario);
        let accounted = scenario.checkpoint_of(&CheckpointKind::AllAccountedFor);
        self.accounted_for = accounted.and_then(|checkpoint| self.time(&checkpoint.id));
    }

    /// When a checkpoint was reached.
    #[must_use]
    pub fn time(&self, checkpoint: &CheckpointId) -> Option<Seconds> {
        self.times.get(checkpoint).map(|reached| reached.at)
    }

    /// How many people were counted out of all exits.
    #[must_use]
    pub fn people_out(&self) -> u32 {
        self.exits.values().map(ExitCount::total).fold(0, u32::saturating_add)
    }

    /// How many are missing at all assembly points, by their newest head counts.
    #[must_use]
    pub fn missing(&self) -> u32 {
        self.head_counts.values().map(HeadCount::missing).fold(0, u32::saturating_add)
    }

    fn take(&mut self, seen: &Observation<'_>, at: Seconds) {
        let event = seen.event;
        self.latest = self.latest.max(seen.at);
        match seen.what {
            What::Reached { checkpoint } => {
                let reached = Reached { at, event, derived: false, retimed: seen.retimed };
                // Of two entries of the same checkpoint, which no run accepts, the first counts.
                if self.times.get(checkpoint).is_none_or(|known| known.derived) {
                    self.times.insert(checkpoint.clone(), reached);
                }
            }
            What::Counted { exit, people } => {
                let count = self.exits.entry(exit.clone()).or_default();
                count.take(at, *people, event);
            }
            What::DoorChecked { door, found } => {
                let check = DoorCheck { at, event, door: door.clone(), found: *found };
                self.door_checks.push(check);
            }
            What::InjectFired { inject } => {
                self.injects.entry(inject.clone()).or_default().fired = Some(at);
            }
            What::InjectAcknowledged { inject } => {
                self.injects.entry(inject.clone()).or_default().acknowledged = Some(at);
            }
            What::HeadCounted { point, expected, present } => {
                let count = HeadCount { at, event, expected: *expected, present: *present };
                self.head_counts.insert(point.clone(), count);
            }
            What::RollCalled { person, presence, point, absence } => {
                let (presence, point, absence) = (*presence, point.clone(), *absence);
                let called = Called { at, event, presence, point, absence };
                self.called.insert(person.clone(), called);
            }
            What::Pictured { event, file } => self.pictures.push((*event, file.clone())),
            What::Noted { text } => {
                let who = seen.who.to_owned();
                self.notes.push(Note { at, event, who, text: text.clone() });
            }
            _ => {}
        }
    }

    /// The checkpoints that nobody entered, but which follow from counts and checks.
    fn derive(&mut self, scenario: &Scenario, events: &[Event]) {
        let started = events.first().filter(|event| event.what == What::Started);
        for checkpoint in &scenario.checkpoints {
            let first_or_last = |exit: &DoorId, last: bool| {
                let standing = &self.exits.get(exit)?.standing;
                let (at, _, event) = if last { standing.last() } else { standing.first() }?;
                Some((*at, *event))
            };
            let derived = match &checkpoint.kind {
                CheckpointKind::Alarm => started.map(|event| (Seconds::ZERO, event.number)),
                CheckpointKind::ExitFirst(exit) => first_or_last(exit, false),
                CheckpointKind::ExitLast(exit) => first_or_last(exit, true),
                CheckpointKind::DoorChecked(door) => {
                    let first = self.door_checks.iter().find(|check| check.door == *door);
                    first.map(|check| (check.at, check.event))
                }
                CheckpointKind::HeadCount(point) => {
                    let newest = self.head_counts.get(point);
                    newest.filter(|count| count.missing() == 0).map(|c| (c.at, c.event))
                }
                _ => None,
            };
            if let Some((at, event)) = derived {
                let reached = Reached { at, event, derived: true, retimed: false };
                self.times.entry(checkpoint.id.clone()).or_insert(reached);
            }
        }
    }

    fn last_out(&self, scenario: &Scenario) -> Option<Seconds> {
        let latest = |wanted: fn(&CheckpointKind) -> bool| {
            let wanted = scenario.checkpoints.iter().filter(|c| wanted(&c.kind));
            wanted.filter_map(|checkpoint| self.time(&checkpoint.id)).max()
        };
        let exits = latest(|kind| matches!(kind, CheckpointKind::ExitLast(_)));
        let counts = self.exits.values().filter_map(|exit| Some(exit.standing.last()?.0)).max();
        exits.max(counts).or_else(|| {
            latest(|kind| {
                matches!(kind, CheckpointKind::StoreyCleared(_) | CheckpointKind::SpaceCleared(_))
            })
        })
    }
}
