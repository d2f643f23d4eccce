//! Spaces that must not be, hazards near exits, and e-bikes on escape routes.

use super::Reading;
use super::door::is_fire_hazard;
use crate::building::{HazardSource, Segment, Space, Storey};
use crate::rules::survey::{Exit, Survey, is_circulation};

fn reading(survey: &Survey<'_>, storey: &Storey, space: &Space, value: f64) -> Reading {
    Reading::of_space(survey, (storey, space), space.outline.label_point(), value)
}

/// Of each space.
pub(super) fn areas(survey: &Survey<'_>) -> Vec<Reading> {
    let spaces = survey.building.spaces();
    spaces.map(|(storey, space)| reading(survey, storey, space, space.outline.area())).collect()
}

/// Of each space where e-bikes are charged. A corridor, a stairwell and a lobby are an escape route
/// even where nobody's best way leads through.
pub(super) fn e_bikes(survey: &Survey<'_>) -> Vec<Reading> {
    let spaces = survey.building.spaces();
    spaces
        .filter(|(_, space)| space.hazards.contains(&HazardSource::EBikeCharging))
        .map(|(storey, space)| {
            let persons = survey.walked.get(&space.id).copied().unwrap_or(0);
            let least = u32::from(is_circulation(space.usage));
            reading(survey, storey, space, f64::from(persons.max(least)))
        })
        .collect()
}

/// Of each space with a hazard that burns: how far its outline is from the nearest exit that leads
/// out of another space.
pub(super) fn to_exits(survey: &Survey<'_>) -> Vec<Reading> {
    let spaces = survey.building.spaces();
    spaces
        .filter(|(_, space)| space.hazards.iter().any(is_fire_hazard))
        .filter_map(|(storey, space)| {
            let exits = survey.exits_of(&storey.id);
            let others = exits.filter(|exit| exit.inside != Some(&space.id));
            let nearest = others.filter_map(Exit::line).map(|line| reach(space, line));
            let value = nearest.min_by(f64::total_cmp)?;
            Some(reading(survey, storey, space, value))
        })
        .collect()
}

/// From the outline of a space to an opening, m.
fn reach(space: &Space, line: Segment) -> f64 {
    let ends = [line.a, line.b, line.middle()];
    ends.into_iter().map(|end| space.outline.outline_distance(end)).fold(f64::INFINITY, f64::min)
}
