//! Exit signs and emergency lights.

use super::{Measure, Reading};
use crate::building::edit::Edit;
use crate::building::{EquipmentKind, Point, Space, SpaceUse, Storey};
use crate::rules::survey::Survey;

/// A pictogram that is drawn this near to a space hangs in it, m: on its wall.
const ON_WALL: f64 = 0.5;
/// A sign this near to a door is the door's, m.
const AT_DOOR: f64 = 2.0;
/// How far apart the points are from which a sign is looked for, m; farther in very large spaces.
const PITCH: f64 = 0.5;

/// The pieces of a kind on a storey.
fn places(storey: &Storey, kind: EquipmentKind) -> Vec<Point> {
    storey.equipment.iter().filter(|e| e.kind == kind).map(|e| e.at).collect()
}

/// Whether something hangs in a space or on its walls.
fn hangs_in(space: &Space, at: Point) -> bool {
    let near = space.outline.bounds().is_some_and(|bounds| {
        let (low, high) = (bounds.min, bounds.max);
        (low.x - ON_WALL..=high.x + ON_WALL).contains(&at.x)
            && (low.y - ON_WALL..=high.y + ON_WALL).contains(&at.y)
    });
    near && (space.outline.contains(at) || space.outline.outline_distance(at) <= ON_WALL)
}

/// Of each corridor: from the point that is farthest from every sign in it to the nearest one, in a
/// straight line, m. A corridor without a sign counts with its whole extent.
pub(super) fn distance(survey: &Survey<'_>) -> Vec<Reading> {
    let mut readings = Vec::new();
    for storey in &survey.building.storeys {
        let signs = places(storey, EquipmentKind::ExitSign);
        for space in storey.spaces.iter().filter(|space| space.usage == SpaceUse::Corridor) {
            let own: Vec<Point> =
                signs.iter().copied().filter(|sign| hangs_in(space, *sign)).collect();
            if let Some((value, at)) = farthest(space, &own) {
                readings.push(Reading::of_space(survey, (storey, space), at, value));
            }
        }
    }
    readings
}

fn farthest(space: &Space, signs: &[Point]) -> Option<(f64, Point)> {
    let bounds = space.outline.bounds()?;
    if signs.is_empty() {
        return Some((bounds.width().hypot(bounds.height()), space.outline.label_point()));
    }
    let pitch = (bounds.width() * bounds.height() / 4000.0).sqrt().max(PITCH);
    let steps = |length: f64| (0..=(length / pitch).ceil() as u32).map(f64::from);
    let inside = steps(bounds.width()).flat_map(|column| {
        let (x, height) = ((bounds.min.x + column * pitch).min(bounds.max.x), bounds.height());
        steps(height).map(move |row| Point::new(x, (bounds.min.y + row * pitch).min(bounds.max.y)))
    });
    let corners = space.outline.corners().iter().copied();
    inside
        .filter(|point| space.outline.contains(*point))
        .chain(corners)
        .filter_map(|point| {
            let nearest = signs.iter().map(|sign| sign.distance(point)).min_by(f64::total_cmp)?;
            Some((nearest, point))
        })
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
}

/// Of each door that leads to safety: whether an exit sign hangs at it.
pub(super) fn of_exits(survey: &Survey<'_>) -> Vec<Reading> {
    let exits = survey.exits.iter().filter_map(|exit| Some((exit, exit.door?)));
    exits
        .map(|(exit, door)| {
            let signs = places(exit.storey, EquipmentKind::ExitSign);
            let signed = signs.iter().any(|sign| door.line.distance(*sign) <= AT_DOOR);
            let inside = exit.inside.and_then(|id| survey.building.space(id));
            let facts = inside.map(|(storey, space)| super::Facts::of_space(survey, storey, space));
            Reading {
                element: (&door.id).into(),
                storey: Some(exit.storey.id.clone()),
                at: Some(door.line.middle()),
                value: f64::from(u8::from(signed)),
                facts: facts.unwrap_or_default(),
            }
        })
        .collect()
}

/// Of each space: whether it has an emergency light.
pub(super) fn lit(survey: &Survey<'_>) -> Vec<Reading> {
    let mut readings = Vec::new();
    for storey in &survey.building.storeys {
        let lights = places(storey, EquipmentKind::EmergencyLight);
        for space in &storey.spaces {
            let lit = lights.iter().any(|light| hangs_in(space, *light));
            let (at, value) = (space.outline.label_point(), f64::from(u8::from(lit)));
            readings.push(Reading::of_space(survey, (storey, space), at, value));
        }
    }
    readings
}

/// The sign, the light or the release that is missing, where it belongs.
pub(super) fn fix(measure: Measure, survey: &Survey<'_>, reading: &Reading) -> Option<Edit> {
    let storey = reading.storey.clone()?;
    let at = reading.at?;
    let (kind, at) = match measure {
        Measure::EmergencyLighting => (EquipmentKind::EmergencyLight, at),
        Measure::ExitSigned => (EquipmentKind::ExitSign, beside(survey, reading, 0.4)?),
        Measure::HeldOpenReleased => (EquipmentKind::DoorRelease, beside(survey, reading, 0.6)?),
        _ => return None,
    };
    Some(Edit::AddEquipment { storey, kind, at })
}

/// A point inside the building beside the middle of a door, this far from it, m.
fn beside(survey: &Survey<'_>, reading: &Reading, far: f64) -> Option<Point> {
    let mut doors = survey.building.doors();
    let (storey, door) = doors.find(|(_, door)| reading.element == (&door.id).into())?;
    let (middle, (x, y)) = (door.line.middle(), door.line.left());
    let sides = [middle.moved(x * far, y * far), middle.moved(-x * far, -y * far)];
    Some(sides.into_iter().find(|at| storey.space_at(*at).is_some()).unwrap_or(middle))
}
