//! How wide a corridor is at its narrowest.

use super::Reading;
use crate::building::{Point, Segment, Space, SpaceUse, Storey};
use crate::rules::survey::Survey;

/// How far apart the places are at which the width is taken, m.
const PITCH: f64 = 0.5;
/// Walls that stand at a wider angle than this are the end of a corridor, not its other side: the
/// cosine of 30°.
const FACING: f64 = 0.866;

/// Of each corridor.
pub(super) fn clear_width(survey: &Survey<'_>) -> Vec<Reading> {
    let spaces = survey.building.spaces();
    let corridors = spaces.filter(|(_, space)| space.usage == SpaceUse::Corridor);
    corridors
        .filter_map(|(storey, space)| {
            let (value, at) = narrowest(storey, space)?;
            Some(Reading::of_space(survey, (storey, space), at, value))
        })
        .collect()
}

/// The shortest way square to a side up to what faces it, m, and where it is: the other side, or a
/// wall that stands in the corridor, less half its thickness.
fn narrowest(storey: &Storey, space: &Space) -> Option<(f64, Point)> {
    let sides: Vec<Segment> = space.outline.edges().filter(|edge| edge.length() > 0.01).collect();
    let doubled: f64 = sides.iter().map(|e| e.a.x * e.b.y - e.b.x * e.a.y).sum();
    let walls = storey.walls.iter().map(|wall| (wall.line, wall.thickness / 2.0));
    let facing: Vec<(Segment, f64)> = sides.iter().map(|side| (*side, 0.0)).chain(walls).collect();
    let mut least: Option<(f64, Point)> = None;
    for (index, side) in sides.iter().enumerate() {
        let (x, y) = side.left();
        let inward = (x * doubled.signum(), y * doubled.signum());
        let places = ((side.length() / PITCH).ceil() as usize).clamp(1, 400);
        for place in 0..places {
            let from = side.a.towards(side.b, (place as f64 + 0.5) / places as f64);
            let hits = facing.iter().enumerate().filter(|(other, _)| *other != index);
            let near = hits
                .filter_map(|(_, (line, half))| {
                    let (ax, ay) = line.direction();
                    let (bx, by) = side.direction();
                    let distance = hit(from, inward, *line)? - half;
                    Some((distance, (ax * bx + ay * by).abs() >= FACING))
                })
                .filter(|(distance, _)| *distance > 1e-6)
                .min_by(|(a, _), (b, _)| a.total_cmp(b));
            if let Some((distance, true)) = near
                && least.is_none_or(|(known, _)| distance < known)
            {
                let half = distance / 2.0;
                least = Some((distance, from.moved(inward.0 * half, inward.1 * half)));
            }
        }
    }
    least
}

/// How far it is from a point in a direction to a line, m.
fn hit(from: Point, (dx, dy): (f64, f64), line: Segment) -> Option<f64> {
    let (ex, ey) = (line.b.x - line.a.x, line.b.y - line.a.y);
    let cross = dx * ey - dy * ex;
    if cross.abs() < 1e-12 {
        return None;
    }
    let (ox, oy) = (line.a.x - from.x, line.a.y - from.y);
    let along = (ox * ey - oy * ex) / cross;
    let share = (ox * dy - oy * dx) / cross;
    (along > 0.0 && (-1e-9..=1.0 + 1e-9).contains(&share)).then_some(along)
}
