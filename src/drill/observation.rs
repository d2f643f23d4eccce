//! What people observed in a drill, after undos, corrections and late entries.

use std::collections::BTreeMap;

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
    /// What was observed; never a late entry, but what was entered late.
    pub what: &'a What,
    /// Whether its time is another than that of its entry.
    pub retimed: bool,
}

/// The observations that stand, in the order in which they happened.
#[must_use]
pub fn observations(events: &[Event]) -> Vec<Observation<'_>> {
    let mut standing: BTreeMap<EventNumber, Observation<'_>> = BTreeMap::new();
    // A correction that is taken back gives way to the one before it.
    let mut corrections: Vec<(EventNumber, EventNumber, Seconds)> = Vec::new();
    for event in events {
        let who = event.who.as_str();
        let seen = |at, what, retimed| Observation { event: event.number, at, who, what, retimed };
        match &event.what {
            What::Undone { event } => {
                standing.remove(event);
                corrections.retain(|(correction, _, _)| correction != event);
            }
            What::Corrected { event: corrected, happened_at, .. } => {
                corrections.push((event.number, *corrected, *happened_at));
            }
            What::EnteredLate { happened_at, what, .. } => {
                standing.insert(event.number, seen(*happened_at, what.as_ref(), true));
            }
            what if what.is_observation() => {
                standing.insert(event.number, seen(event.at, what, false));
            }
            _ => {}
        }
    }
    for (_, corrected, at) in corrections {
        if let Some(observation) = standing.get_mut(&corrected) {
            observation.at = at;
            observation.retimed = true;
        }
    }
    let mut observations: Vec<_> = standing.into_values().collect();
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
}
