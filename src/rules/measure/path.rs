//! How far one can go in one direction only: common path of travel and dead ends.

use super::Reading;
use crate::building::{Network, Point, Segment, Space, SpaceUse, Storey, Way};
use crate::rules::survey::{Survey, is_circulation};

/// The steps in which two ways are followed, m.
const STEP: f64 = 0.25;
/// How far ahead one looks to see whether the ways part, m.
const AHEAD: f64 = 2.0;
/// Ways that part by less are no alternatives: the 45° rule of Approved Document B.
const APART: f64 = std::f64::consts::FRAC_PI_4;

/// Of each space where people stay, from the corner that is farthest from safety.
pub(super) fn common(survey: &Survey<'_>) -> Vec<Reading> {
    let (network, routes) = survey.to_safety();
    let spaces = survey.building.spaces().filter(|(_, space)| !is_circulation(space.usage));
    spaces
        .filter_map(|(storey, space)| {
            let from = routes.of(&space.id)?.farthest.as_ref()?.from;
            reading(survey, network, storey, space, &[from])
        })
        .collect()
}

/// Of each corridor, from the corner from where one direction goes on the longest.
pub(super) fn dead_ends(survey: &Survey<'_>) -> Vec<Reading> {
    let (network, _) = survey.to_safety();
    let spaces = survey.building.spaces();
    let corridors = spaces.filter(|(_, space)| space.usage == SpaceUse::Corridor);
    corridors
        .filter_map(|(storey, space)| {
            reading(survey, network, storey, space, &network.corners(&space.id))
        })
        .collect()
}

fn reading(
    survey: &Survey<'_>,
    network: &Network,
    storey: &Storey,
    space: &Space,
    corners: &[Point],
) -> Option<Reading> {
    let (_, routes) = survey.to_safety();
    let (value, at) = corners
        .iter()
        .filter_map(|corner| {
            let (best, second) = network.ways_from(routes, &space.id, *corner);
            let best = best?;
            let value = second.map_or(best.length, |second| shared(network, &best, &second));
            Some((value, *corner))
        })
        .max_by(|(a, _), (b, _)| a.total_cmp(b))?;
    Some(Reading::of_space(survey, (storey, space), at, value))
}

/// How far two ways from the same point are the same, m.
fn shared(network: &Network, best: &Way, second: &Way) -> f64 {
    let first_leg =
        |way: &Way| network.legs(way).into_iter().next().map(|leg| leg.points).unwrap_or_default();
    let (one, other) = (first_leg(best), first_leg(second));
    let length = length_of(&one);
    let mut gone = 0.0;
    while gone < length {
        let here = along(&one, gone);
        let ahead = Segment::new(here, along(&one, gone + AHEAD));
        let elsewhere = Segment::new(here, along(&other, gone + AHEAD));
        if ahead.length() > 0.0 && elsewhere.length() > 0.0 && angle(ahead, elsewhere) >= APART {
            return gone;
        }
        gone += STEP;
    }
    // The same up to a stair that both take: one has no choice until the end.
    best.length
}

fn angle(one: Segment, other: Segment) -> f64 {
    let ((ax, ay), (bx, by)) = (one.direction(), other.direction());
    (ax * bx + ay * by).clamp(-1.0, 1.0).acos()
}

fn length_of(path: &[Point]) -> f64 {
    path.windows(2).map(|ends| ends[0].distance(ends[1])).sum()
}

/// The point of a path after so many metres; its end beyond that.
fn along(path: &[Point], mut metres: f64) -> Point {
    for ends in path.windows(2) {
        let length = ends[0].distance(ends[1]);
        if metres <= length && length > 0.0 {
            return ends[0].towards(ends[1], metres / length);
        }
        metres -= length;
    }
    path.last().copied().unwrap_or_default()
}
