//! What an event says, in words.

use super::{Pauses, Person, Record, Scenario, What, element_name};
use crate::building::{Building, ElementId, Site};
use crate::language::{Message, msg};
use crate::units::Seconds;

/// What an event says, with the names of the elements that it is about. Times are those of the
/// drill's clock, for which the pauses are needed. A person who was called is named by an id; see
/// [`describe_named`].
#[must_use]
pub fn describe(
    what: &What,
    pauses: &Pauses,
    scenario: &Scenario,
    building: &Building,
    site: &Site,
) -> Message {
    describe_named(what, pauses, scenario, building, site, &[])
}

impl Record {
    /// What one of its events says, with the names of elements and people.
    #[must_use]
    pub fn describe(&self, what: &What, pauses: &Pauses) -> Message {
        let Self { scenario, building, site, roster, .. } = self;
        describe_named(what, pauses, scenario, building, site, roster)
    }
}

/// As [`describe`], with the names of the people who were called.
#[must_use]
pub fn describe_named(
    what: &What,
    pauses: &Pauses,
    scenario: &Scenario,
    building: &Building,
    site: &Site,
    roster: &[Person],
) -> Message {
    let clock = |at: Seconds| pauses.clock_at(at).clock_tenths();
    let name = |element: ElementId| element_name(&element, building, site);
    match what {
        What::Started => msg!("event-started"),
        What::Reached { checkpoint } => match scenario.checkpoint(checkpoint) {
            Some(found) => msg!("event-reached", checkpoint = found.title(building, site)),
            None => msg!("event-reached", checkpoint = checkpoint.as_str()),
        },
        What::Counted { exit, people } => {
            let people = if *people < 0 {
                format!("−{}", people.unsigned_abs())
            } else {
                format!("+{people}")
            };
            msg!("event-counted", exit = name(exit.into()), people = people)
        }
        What::DoorChecked { door, found } => {
            msg!("event-door-checked", door = name(door.into()), found = *found)
        }
        What::InjectFired { inject } => {
            let told = scenario.inject(inject).map_or(inject.as_str(), |i| i.message.as_str());
            msg!("event-inject-fired", inject = told)
        }
        What::InjectAcknowledged { inject } => {
            let told = scenario.inject(inject).map_or(inject.as_str(), |i| i.message.as_str());
            msg!("event-inject-acknowledged", inject = told)
        }
        What::HeadCounted { point, expected, present } => {
            let (present, expected) = (present.to_string(), expected.to_string());
            let point = name(point.into());
            msg!("event-head-counted", point = point, present = present, expected = expected)
        }
        What::RollCalled { person, presence, absence, .. } => {
            let known = roster.iter().find(|one| one.id == *person);
            let name = known.map_or(person.as_str(), |one| one.name.as_str());
            match absence {
                Some(why) => {
                    msg!("event-roll-called-why", person = name, presence = *presence, why = *why)
                }
                None => msg!("event-roll-called", person = name, presence = *presence),
            }
        }
        What::Pictured { event, .. } => msg!("event-pictured", event = event.get().to_string()),
        What::Noted { text } => msg!("event-noted", text = text),
        What::EnteredLate { happened_at, what, .. } => {
            let inner = describe_named(what, pauses, scenario, building, site, roster);
            msg!("event-entered-late", at = clock(*happened_at), what = inner)
        }
        What::Undone { event } => msg!("event-undone", event = event.get().to_string()),
        What::Corrected { event, happened_at, what, .. } => {
            let (event, at) = (event.get().to_string(), clock(*happened_at));
            match what {
                Some(what) => {
                    let what = describe_named(what, pauses, scenario, building, site, roster);
                    msg!("event-corrected-to", event = event, at = at, what = what)
                }
                None => msg!("event-corrected", event = event, at = at),
            }
        }
        What::Paused { reason } => msg!("event-paused", reason = reason),
        What::Resumed => msg!("event-resumed"),
        What::ClockJumped { by } => msg!("event-clock-jumped", by = by.signed_clock()),
        What::Suspended { lasted } => msg!("event-suspended", lasted = lasted.clock()),
        What::ZoneChanged => msg!("event-zone-changed"),
        What::TakenUp { clock_restarted: false } => msg!("event-taken-up"),
        What::TakenUp { clock_restarted: true } => msg!("event-taken-up-restarted"),
        What::StoppedForRealEmergency => msg!("event-real-emergency"),
        What::Finished => msg!("event-finished"),
    }
}
