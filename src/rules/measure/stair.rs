//! Stairs: width, separation, and who shares them.

use std::collections::BTreeSet;

use super::{Facts, Measure, Reading};
use crate::building::edit::{Edit, Element};
use crate::building::{Stair, StairId, Step, Storey, TenantId};
use crate::rules::survey::{Survey, middle_of, people_on};
use crate::rules::unit::{enclosure as enclosure_of, grade};

fn reading(survey: &Survey<'_>, stair: &Stair, value: f64) -> Reading {
    let levels: Vec<_> = stair.levels.iter().filter_map(|id| survey.building.space(id)).collect();
    let lowest = levels.first();
    // It is left at its lowest level: those above it are who uses it.
    let persons = levels.iter().skip(1).map(|(storey, _)| people_on(storey)).max();
    let rise = levels.last().map(|(storey, _)| survey.rise(storey));
    Reading {
        element: (&stair.id).into(),
        storey: lowest.map(|(storey, _)| storey.id.clone()),
        at: lowest.map(|(_, space)| space.outline.label_point()),
        value,
        facts: Facts { rise, persons: persons.unwrap_or(0), ..Facts::default() },
    }
}

/// Of each stair.
pub(super) fn clear_width(survey: &Survey<'_>) -> Vec<Reading> {
    let stairs = survey.building.stairs.iter();
    stairs.map(|stair| reading(survey, stair, stair.clear_width)).collect()
}

/// Of each stair.
pub(super) fn enclosure(survey: &Survey<'_>) -> Vec<Reading> {
    let stairs = survey.building.stairs.iter();
    stairs.map(|stair| reading(survey, stair, grade(stair.enclosure))).collect()
}

/// Of each storey but the ground storey that stairs lead away from.
pub(super) fn width_of_storeys(survey: &Survey<'_>) -> Vec<Reading> {
    let Some(ground) = survey.ground() else { return Vec::new() };
    let beyond = |storey: &Storey, other: &Storey| {
        let (level, its) = (storey.elevation, other.elevation);
        if level > ground.elevation { its >= level } else { its <= level }
    };
    // A stair that has a level here and one nearer to the ground.
    let leads_on = |stair: &Stair, storey: &Storey| {
        let levels = stair.levels.iter().filter_map(|id| survey.building.space(id));
        let levels: Vec<f64> = levels.map(|(on, _)| on.elevation).collect();
        let nearer = |level: &f64| {
            (level - ground.elevation).abs() < (storey.elevation - ground.elevation).abs()
        };
        levels.contains(&storey.elevation) && levels.iter().any(nearer)
    };
    let storeys = survey.building.storeys.iter();
    storeys
        .filter(|storey| storey.id != ground.id && !storey.spaces.is_empty())
        .filter_map(|storey| {
            let stairs = survey.building.stairs.iter().filter(|stair| leads_on(stair, storey));
            let value = stairs.map(|stair| stair.clear_width).fold(0.0, |sum, width| sum + width);
            let others = survey.building.storeys.iter();
            let persons = others.filter(|o| beyond(storey, o)).map(people_on).max().unwrap_or(0);
            let facts = Facts { rise: Some(survey.rise(storey)), persons, ..Facts::default() };
            (persons > 0).then(|| Reading {
                element: (&storey.id).into(),
                storey: Some(storey.id.clone()),
                at: middle_of(storey),
                value,
                facts,
            })
        })
        .collect()
}

/// Of each stair on the best ways of at least two tenants: whether somebody answers for it.
pub(super) fn shared(survey: &Survey<'_>) -> Vec<Reading> {
    let stairs = survey.building.stairs.iter();
    stairs
        .filter_map(|stair| {
            let tenants: BTreeSet<&TenantId> = survey
                .ways_out()
                .filter(|(_, way)| {
                    let mut steps = way.steps.iter();
                    steps.any(
                        |step| matches!(step, Step::Flight { stair: id, .. } if *id == stair.id),
                    )
                })
                .filter_map(|(space, _)| space.tenant.as_ref())
                .collect();
            let kept = !stair.responsible.trim().is_empty();
            (tenants.len() > 1).then(|| reading(survey, stair, f64::from(u8::from(kept))))
        })
        .collect()
}

/// The change of the stair that meets the limit.
pub(super) fn fix(measure: Measure, survey: &Survey<'_>, id: &StairId, limit: f64) -> Option<Edit> {
    let mut new = survey.building.stair(id)?.clone();
    match measure {
        Measure::StairClearWidth => new.clear_width = limit,
        Measure::StairEnclosure => new.enclosure = enclosure_of(limit),
        _ => return None,
    }
    Some(Edit::Set(vec![Element::Stair(new)]))
}
