//! How many exits there are, how wide, and how far apart.

use std::collections::BTreeSet;

use super::{Facts, Reading};
use crate::building::{Segment, SpaceUse, Storey};
use crate::rules::survey::{Exit, Survey, middle_of, people_on};

fn reading(survey: &Survey<'_>, storey: &Storey, value: f64, persons: u32) -> Reading {
    let facts = Facts {
        rise: Some(survey.rise(storey)),
        persons,
        area: storey.spaces.iter().map(|space| space.outline.area()).sum(),
        ..Facts::default()
    };
    Reading {
        element: (&storey.id).into(),
        storey: Some(storey.id.clone()),
        at: middle_of(storey),
        value,
        facts,
    }
}

/// The storeys with something on them.
fn used<'a>(survey: &Survey<'a>) -> impl Iterator<Item = &'a Storey> {
    survey.building.storeys.iter().filter(|storey| !storey.spaces.is_empty())
}

/// Of each storey: doors into the open air, and stairs, each counted once.
pub(super) fn of_storeys(survey: &Survey<'_>) -> Vec<Reading> {
    used(survey)
        .map(|storey| {
            let exits = survey.exits_of(&storey.id);
            let ways: BTreeSet<&str> = exits
                .filter_map(|exit| {
                    exit.stair.map(|id| id.as_str()).or(exit.door.map(|door| door.id.as_str()))
                })
                .collect();
            reading(survey, storey, ways.len() as f64, people_on(storey))
        })
        .collect()
}

/// Of each space with people: the doors that lead on, into other spaces or into the open air.
pub(super) fn of_spaces(survey: &Survey<'_>) -> Vec<Reading> {
    let mut readings = Vec::new();
    for storey in used(survey) {
        let sides: Vec<_> =
            storey.doors.iter().map(|door| (door, survey.building, storey.sides(door))).collect();
        for space in storey.spaces.iter().filter(|space| space.usage != SpaceUse::Stair) {
            let of_space = |side: Option<&crate::building::SpaceId>| side == Some(&space.id);
            let doors = sides
                .iter()
                .filter(|(door, _, (left, right))| {
                    let leads_on = door.exit || (left.is_some() && right.is_some());
                    leads_on && of_space(*left) != of_space(*right)
                })
                .count();
            let facts = Facts::of_space(survey, storey, space);
            if facts.persons > 0 {
                readings.push(Reading {
                    element: (&space.id).into(),
                    storey: Some(storey.id.clone()),
                    at: Some(space.outline.label_point()),
                    value: doors as f64,
                    facts,
                });
            }
        }
    }
    readings
}

/// Of each pair of exits of a space that are nearest to each other, at one of them.
pub(super) fn spacing(survey: &Survey<'_>) -> Vec<Reading> {
    let mut readings = Vec::new();
    for storey in used(survey) {
        let exits: Vec<&Exit<'_>> = survey.exits_of(&storey.id).collect();
        for (i, exit) in exits.iter().enumerate() {
            let Some((door, line)) = exit.door.zip(exit.line()) else { continue };
            let nearest = exits[i + 1..]
                .iter()
                .filter(|other| other.inside == exit.inside && exit.inside.is_some())
                .filter_map(|other| Some(line.gap(other.line()?)))
                .min_by(f64::total_cmp);
            let Some(value) = nearest else { continue };
            let space = exit.inside.and_then(|id| survey.building.space(id));
            let facts = space.map(|(_, space)| Facts::of_space(survey, storey, space));
            readings.push(Reading {
                element: (&door.id).into(),
                storey: Some(storey.id.clone()),
                at: Some(line.middle()),
                value,
                facts: facts.unwrap_or_default(),
            });
        }
    }
    readings
}

/// Of each storey with at least two exits that have a door.
pub(super) fn separation(survey: &Survey<'_>) -> Vec<Reading> {
    used(survey)
        .filter_map(|storey| {
            let lines: Vec<Segment> = survey.exits_of(&storey.id).filter_map(Exit::line).collect();
            let pairs = lines.iter().enumerate();
            let pairs = pairs.flat_map(|(i, one)| lines[i + 1..].iter().map(move |o| (one, o)));
            let farthest = pairs.map(|(a, b)| a.middle().distance(b.middle()));
            let farthest = farthest.max_by(f64::total_cmp)?;
            let bounds = storey.bounds()?;
            let diagonal = bounds.width().hypot(bounds.height());
            let share = if diagonal > 0.0 { farthest / diagonal } else { 1.0 };
            Some(reading(survey, storey, share, people_on(storey)))
        })
        .collect()
}

/// Of each storey. At the ground the doors into the open air count, for the most people of any
/// storey from there upwards.
pub(super) fn width(survey: &Survey<'_>) -> Vec<Reading> {
    let ground = survey.ground().map(|storey| &storey.id);
    used(survey)
        .map(|storey| {
            if Some(&storey.id) == ground {
                let doors = storey.doors.iter().filter(|door| door.exit);
                let value = doors.map(|door| door.clear_width).sum();
                let storeys = survey.building.storeys.iter();
                let above = storeys.filter(|other| other.elevation >= storey.elevation);
                let persons = above.map(people_on).max().unwrap_or(0);
                return reading(survey, storey, value, persons);
            }
            let exits = survey.exits_of(&storey.id);
            let value = exits.map(|exit| exit.door.map_or(exit.width, |d| d.clear_width)).sum();
            reading(survey, storey, value, people_on(storey))
        })
        .filter(|reading| reading.facts.persons > 0)
        .collect()
}
