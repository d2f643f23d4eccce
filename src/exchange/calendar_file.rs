//! Drills that are due as an iCalendar file (RFC 5545), which every calendar takes in.

use std::collections::BTreeMap;
use std::sync::Arc;

use icalendar::{Calendar, Component, Event, EventLike, Property};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::building::{Building, BuildingId};
use crate::history::Due;
use crate::language::{Language, msg};

/// A calendar with an entry for each drill, on the day that is proposed for it. The same drill has
/// the same identity in every export, so that a calendar that takes it in again moves it.
#[must_use]
pub fn calendar_file(
    due: &[Due],
    buildings: &BTreeMap<BuildingId, Arc<Building>>,
    site: &str,
    made: Timestamp,
    lang: Language,
) -> String {
    let mut calendar = Calendar::new();
    calendar.name(&lang.say(&msg!("calendar-file-name", site = site)));
    let stamp = made.strftime("%Y%m%dT%H%M%SZ").to_string();
    for one in due {
        let name = buildings.get(&one.building).map_or(one.building.as_str(), |b| b.name.as_str());
        let shift = one.shift.as_deref().unwrap_or_default();
        let rule = one.rule.name.of(lang);
        let place = [name, shift].into_iter().filter(|s| !s.is_empty());
        let place = place.collect::<Vec<_>>().join(" · ");
        let last = one.last.map_or_else(|| lang.t("calendar-never"), |last| last.to_string());
        let told = lang.say(&msg!(
            "calendar-file-description",
            rule = rule,
            source = one.rule.source.of(lang),
            last = last,
            due = one.due.to_string()
        ));
        let mut event = Event::new();
        event
            .uid(&format!("{}-{}-{}@muster", one.building, one.rule.id, hexed(shift)))
            .summary(&format!("{rule} · {place}"))
            .description(&told)
            .location(name)
            .append_property(all_day("DTSTART", one.proposed))
            .append_property(all_day("DTEND", one.proposed.tomorrow().unwrap_or(one.proposed)))
            .add_property("DTSTAMP", &stamp);
        calendar.push(event.done());
    }
    calendar.to_string()
}

fn all_day(name: &str, day: Date) -> Property {
    let mut property = Property::new(name, day.strftime("%Y%m%d").to_string());
    property.add_parameter("VALUE", "DATE");
    property.done()
}

/// A name of any language as letters and digits alone.
fn hexed(name: &str) -> String {
    name.bytes().map(|byte| format!("{byte:02x}")).collect()
}
