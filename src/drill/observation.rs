//! What people observed in a drill, after undos, corrections and late entries.

use std::collections::BTreeSet;

use super::correction::{Corrections, numbered};
use super::{Event, EventNumber, What};
use crate::units::Seconds;

/// Something that was observed and that still stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Observation<'a> {
    /// The event that tells of it.
    pub event: EventNumber,
    /// When it happened, since the alarm, pauses included.
    pub at: Seconds,
    /// Who entered it.
    pub who: &'a str,
    /// What was observed, as corrected; never a late entry, but what was entered late.
    pub what: &'a What,
    /// Whether its time is another than that of its entry.
    pub retimed: bool,
}

impl<'a> Observation<'a> {
    /// What an event tells of, unless it is none that a person saw.
    pub(super) fn of(
        event: &'a Event,
        corrections: &Corrections,
        events: &'a [Event],
    ) -> Option<Self> {
        let (entered, happened_at) = event.what.as_entered();
        let late = happened_at.is_some();
        if !late && !entered.is_observation() {
            return None;
        }
        let corrected_at = corrections.happened_at(event.number, events);
        Some(Self {
            event: event.number,
            at: corrected_at.or(happened_at).unwrap_or(event.at),
            who: &event.who,
            what: corrections.what(event, events),
            retimed: late || corrected_at.is_some(),
        })
    }
}

/// The observations that stand, in the order in which they happened.
#[must_use]
pub fn observations(events: &[Event]) -> Vec<Observation<'_>> {
    let mut undone = BTreeSet::new();
    let mut corrections = Corrections::default();
    for event in events {
        match &event.what {
            What::Undone { event: number } if *number < event.number => {
                undone.insert(*number);
            }
            What::Corrected { event: corrected, .. } if *corrected < event.number => {
                corrections.enter(*corrected, event);
            }
            _ => {}
        }
    }
    for number in &undone {
        if let Some(What::Corrected { event, .. }) = numbered(events, *number).map(|one| &one.what)
        {
            corrections.take_back(*event, *number);
        }
    }
    let standing = events.iter().filter(|event| !undone.contains(&event.number));
    let mut observations: Vec<_> =
        standing.filter_map(|event| Observation::of(event, &corrections, events)).collect();
    observations.sort_by_key(|observation| (observation.at, observation.event));
    observations
}

impl What {
    /// Whether it is something that a person saw and entered.
    #[must_use]
    pub const fn is_observation(&self) -> bool {
        matches!(
            self,
            Self::Reached { .. }
                | Self::Counted { .. }
                | Self::DoorChecked { .. }
                | Self::InjectFired { .. }
                | Self::InjectAcknowledged { .. }
                | Self::HeadCounted { .. }
                | Self::RollCalled { .. }
                | Self::Pictured { .. }
                | Self::Noted { .. }
        )
    }

    /// What was entered, and when it happened if it was entered late.
    pub(super) fn as_entered(&self) -> (&Self, Option<Seconds>) {
        match self {
            Self::EnteredLate { happened_at, what, .. } => (what, Some(*happened_at)),
            what => (what, None),
        }
    }
}
