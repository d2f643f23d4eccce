//! What differed between two drills, and whether their times can be compared.

use std::sync::Arc;

use crate::building::{Building, Door};
use crate::drill::{Ending, Impairment, Record, element_name};
use crate::language::{Message, msg};

/// Something that differed between two drills.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Whether times can't be compared because of it.
    pub matters: bool,
    /// What differed, for the user.
    pub message: Message,
}

/// A head count that differs by more than this share makes times incomparable.
const PEOPLE_SHARE: f64 = 0.15;

/// What differed in `newer` from `older`.
#[must_use]
pub fn differences(older: &Record, newer: &Record) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut add = |matters, message| found.push(Difference { matters, message });
    if older.building.id != newer.building.id {
        add(true, msg!("differs-building"));
        return found;
    }
    if older.scenario.id != newer.scenario.id {
        let (before, after) = (&older.scenario.name, &newer.scenario.name);
        add(true, msg!("differs-scenario", before = before, after = after));
    }
    if older.rehearsal != newer.rehearsal {
        add(true, msg!("differs-rehearsal"));
    }
    if (older.ending == Ending::RealEmergency) != (newer.ending == Ending::RealEmergency) {
        add(true, msg!("differs-emergency"));
    }
    if older.scenario.shift != newer.scenario.shift {
        let (before, after) = (&older.scenario.shift, &newer.scenario.shift);
        add(true, msg!("differs-shift", before = before, after = after));
    }
    match (older.scenario.announced, newer.scenario.announced) {
        (true, false) => add(true, msg!("differs-unannounced")),
        (false, true) => add(true, msg!("differs-announced")),
        _ => {}
    }
    let (before, after) = (older.expected_people, newer.expected_people);
    if before != after {
        let share = f64::from(before.abs_diff(after)) / f64::from(before.max(1));
        add(share > PEOPLE_SHARE, msg!("differs-people", before = before, after = after));
    }
    for impairment in newly(&newer.scenario.impairments, &older.scenario.impairments) {
        add(true, msg!("differs-impaired", element = impaired(impairment, newer)));
    }
    for impairment in newly(&older.scenario.impairments, &newer.scenario.impairments) {
        add(true, msg!("differs-not-impaired", element = impaired(impairment, older)));
    }
    if !Arc::ptr_eq(&older.building, &newer.building) && older.building != newer.building {
        changes(&older.building, &newer.building, &mut add);
    }
    found
}

/// What was built in between. Times can't be compared once people have other ways out, or as many
/// of them get through in another time: an exit or a stair more or less, another width, a door that
/// is closed. A door's name or lock, and rooms that were divided, are told and no more.
fn changes(older: &Building, newer: &Building, add: &mut impl FnMut(bool, Message)) {
    for (_, door) in newer.doors() {
        match older.door(&door.id) {
            None => add(door.exit, msg!("differs-door-added", door = &door.name)),
            Some((_, old)) if passage(old) != passage(door) => add(
                true,
                msg!(
                    "differs-door-passage",
                    door = &door.name,
                    before = width(old.clear_width),
                    after = width(door.clear_width)
                ),
            ),
            Some((_, old)) if old != door => {
                add(false, msg!("differs-door-changed", door = &door.name));
            }
            Some(_) => {}
        }
    }
    for (_, door) in older.doors() {
        if newer.door(&door.id).is_none() {
            add(door.exit, msg!("differs-door-removed", door = &door.name));
        }
    }
    for stair in &newer.stairs {
        if older.stair(&stair.id).is_none_or(|old| old != stair) {
            add(true, msg!("differs-stair", stair = &stair.name));
        }
    }
    for stair in &older.stairs {
        if newer.stair(&stair.id).is_none() {
            add(true, msg!("differs-stair-removed", stair = &stair.name));
        }
    }
    let spaces =
        |building: &Building| building.spaces().map(|(_, s)| s.clone()).collect::<Vec<_>>();
    if spaces(older) != spaces(newer) {
        add(false, msg!("differs-spaces"));
    }
}

/// What of a door decides how people pass it.
const fn passage(door: &Door) -> (u64, bool, bool) {
    (door.clear_width.to_bits(), door.exit, door.state.is_passable())
}

/// A width as people say it.
fn width(metres: f64) -> String {
    format!("{metres:.2} m")
}

/// What is assumed in one drill and not in the other.
fn newly<'a>(
    one: &'a [Impairment],
    other: &'a [Impairment],
) -> impl Iterator<Item = &'a Impairment> {
    one.iter().filter(|impairment| !other.contains(impairment))
}

/// The name of what is blocked or fails.
fn impaired(impairment: &Impairment, record: &Record) -> String {
    let element = match impairment {
        Impairment::Door(id, _) => id.into(),
        Impairment::StairBlocked(id) => id.into(),
    };
    element_name(&element, &record.building, &record.site)
}
