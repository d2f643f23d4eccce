//! What was corrected afterwards. The newest correction of an event counts; one that is taken back
//! gives way to what was before it.

use std::collections::BTreeSet;

use super::{Event, EventNumber, What};
use crate::units::Seconds;

/// The corrections that stand.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Corrections {
    all: Links,
    /// Those of them that say what happened instead.
    of_what: Links,
}

/// Each is the number of the event that is corrected, and that of the correction.
type Links = BTreeSet<(EventNumber, EventNumber)>;

impl Corrections {
    /// Takes up a correction of an event.
    pub(super) fn enter(&mut self, corrected: EventNumber, correction: &Event) {
        self.all.insert((corrected, correction.number));
        if matches!(correction.what, What::Corrected { what: Some(_), .. }) {
            self.of_what.insert((corrected, correction.number));
        }
    }

    /// Takes a correction of an event back.
    pub(super) fn take_back(&mut self, corrected: EventNumber, correction: EventNumber) {
        self.all.remove(&(corrected, correction));
        self.of_what.remove(&(corrected, correction));
    }

    /// Whether an event was corrected to be something else.
    pub(super) fn is_something_else(&self, event: EventNumber) -> bool {
        newest(&self.of_what, event, None).is_some()
    }

    /// When an event happened, if that was corrected.
    pub(super) fn happened_at(&self, event: EventNumber, events: &[Event]) -> Option<Seconds> {
        match numbered(events, newest(&self.all, event, None)?)?.what {
            What::Corrected { happened_at, .. } => Some(happened_at),
            _ => None,
        }
    }

    /// What an event tells of, as corrected: never a late entry, but what was entered late.
    pub(super) fn what<'a>(&self, event: &'a Event, events: &'a [Event]) -> &'a What {
        said_by(newest(&self.of_what, event.number, None), event, events)
    }

    /// What an event would tell of without one of its corrections.
    pub(super) fn without<'a>(
        &self,
        correction: EventNumber,
        event: &'a Event,
        events: &'a [Event],
    ) -> &'a What {
        let newest_of_all = newest(&self.of_what, event.number, None);
        let before = Some(correction).filter(|number| newest_of_all == Some(*number));
        said_by(newest(&self.of_what, event.number, before), event, events)
    }
}

/// What an event tells of by a correction.
fn said_by<'a>(correction: Option<EventNumber>, event: &'a Event, events: &'a [Event]) -> &'a What {
    match correction.and_then(|number| numbered(events, number)).map(|event| &event.what) {
        Some(What::Corrected { what: Some(what), .. }) => what,
        _ => event.what.as_entered().0,
    }
}

/// The newest correction of an event, or the newest before another.
fn newest(links: &Links, event: EventNumber, before: Option<EventNumber>) -> Option<EventNumber> {
    let until = before.map_or((event.next(), EventNumber::FIRST), |before| (event, before));
    let (_, correction) = links.range((event, EventNumber::FIRST)..until).next_back()?;
    Some(*correction)
}

/// The event of this number; nothing where the numbers have gaps.
pub(super) fn numbered(events: &[Event], number: EventNumber) -> Option<&Event> {
    events.get(number.get() as usize - 1).filter(|event| event.number == number)
}
