//! Curves and profiles as points.

use super::placing::{Frame, Place, axis_placement, coordinates, operator, triple};
use crate::exchange::plan::step::{Instance, Step, Value};

/// Curves in curves deeper than this are refused.
const DEEPEST: usize = 16;
/// One arc is made of straight lines of at most so many degrees each.
const STEP_DEGREES: f64 = 10.0;

/// The points of a curve, from its beginning to its end; nothing if it is of an unknown kind.
/// `radians` is the model's unit of angles.
#[must_use]
pub fn points(
    step: &Step<'_>,
    value: &Value<'_>,
    radians: f64,
    depth: usize,
) -> Option<Vec<Place>> {
    if depth > DEEPEST {
        return None;
    }
    points_of(step, &step.follow(value)?, radians, depth)
}

/// [`points`] of a curve that is taken apart already.
#[must_use]
pub fn points_of(
    step: &Step<'_>,
    curve: &Instance<'_>,
    radians: f64,
    depth: usize,
) -> Option<Vec<Place>> {
    match curve.kind().as_str() {
        "IFCPOLYLINE" => curve.get(0).list().iter().map(|point| coordinates(step, point)).collect(),
        "IFCINDEXEDPOLYCURVE" => indexed(step, curve),
        "IFCCOMPOSITECURVE" | "IFC2DCOMPOSITECURVE" => {
            let mut all: Vec<Place> = Vec::new();
            for id in curve.get(0).instances() {
                let segment = step.get(id)?;
                let mut part = points(step, segment.get(2), radians, depth + 1)?;
                if segment.get(1).is("F") {
                    part.reverse();
                }
                all.extend(part);
                if all.len() > step.size() {
                    return None;
                }
            }
            Some(all)
        }
        "IFCTRIMMEDCURVE" => trimmed(step, curve, radians),
        "IFCCIRCLE" | "IFCELLIPSE" => round(step, curve, 0.0, std::f64::consts::TAU),
        _ => None,
    }
}

/// Points of a list with lines and arcs between them by number.
fn indexed(step: &Step<'_>, curve: &Instance<'_>) -> Option<Vec<Place>> {
    let list = step.follow(curve.get(0))?;
    let all: Vec<Place> =
        list.get(0).list().iter().filter_map(|point| triple(&point.numbers())).collect();
    let segments = curve.get(1).list();
    if segments.is_empty() {
        return Some(all);
    }
    let mut points: Vec<Place> = Vec::new();
    for segment in segments {
        let Value::Typed(kind, numbers) = segment else { return None };
        let at = |number: &f64| all.get((*number as usize).checked_sub(1)?).copied();
        let part: Vec<Place> = numbers.numbers().iter().map(at).collect::<Option<_>>()?;
        match (kind.eq_ignore_ascii_case(b"IFCARCINDEX"), part.as_slice()) {
            (true, [from, middle, to]) => points.extend(arc(*from, *middle, *to)),
            _ => points.extend(part),
        }
    }
    Some(points)
}

/// An arc in a level plane through three points.
fn arc(from: Place, middle: Place, to: Place) -> Vec<Place> {
    let (bx, by) = (middle[0] - from[0], middle[1] - from[1]);
    let (cx, cy) = (to[0] - from[0], to[1] - from[1]);
    let double = 2.0 * (bx * cy - by * cx);
    if double.abs() < 1e-9 * bx.hypot(by) * cx.hypot(cy) || double == 0.0 {
        return vec![from, middle, to];
    }
    let (b2, c2) = (bx * bx + by * by, cx * cx + cy * cy);
    let centre = [from[0] + (cy * b2 - by * c2) / double, from[1] + (bx * c2 - cx * b2) / double];
    let angle = |p: Place| (p[1] - centre[1]).atan2(p[0] - centre[0]);
    let tau = std::f64::consts::TAU;
    let way = |a: Place, b: Place| (angle(b) - angle(a)).rem_euclid(tau);
    // The middle point says on which side the arc runs.
    let forward = way(from, middle) <= way(from, to);
    let sweep = if forward { way(from, to) } else { way(from, to) - tau };
    let radius = (from[0] - centre[0]).hypot(from[1] - centre[1]);
    let count = steps(sweep);
    (0..=count)
        .map(|n| {
            let at = angle(from) + sweep * f64::from(n) / f64::from(count);
            [centre[0] + radius * at.cos(), centre[1] + radius * at.sin(), from[2]]
        })
        .collect()
}

fn steps(sweep: f64) -> u32 {
    (sweep.to_degrees().abs() / STEP_DEGREES).ceil().clamp(1.0, 36.0) as u32
}

/// A piece of a line, a circle or an ellipse.
fn trimmed(step: &Step<'_>, curve: &Instance<'_>, radians: f64) -> Option<Vec<Place>> {
    let basis = step.follow(curve.get(0))?;
    let ends = [curve.get(1), curve.get(2)];
    let places = ends.map(|end| end.list().iter().find_map(|trim| coordinates(step, trim)));
    let numbers = ends.map(|end| end.list().iter().find_map(Value::number));
    let forward = !curve.get(3).is("F");
    if basis.is("IFCLINE") {
        if let [Some(from), Some(to)] = places {
            return Some(vec![from, to]);
        }
        let origin = coordinates(step, basis.get(0))?;
        let vector = step.follow(basis.get(1))?;
        let way = coordinates(step, vector.get(0))?;
        let length = vector.get(1).number()?;
        let at = |share: f64| std::array::from_fn(|n| origin[n] + way[n] * length * share);
        return Some(vec![at(numbers[0]?), at(numbers[1]?)]);
    }
    let (frame, wide, high) = round_parts(step, &basis)?;
    let angle = |end: usize| {
        numbers[end].map(|number| number * radians).or_else(|| {
            let place = places[end]?;
            let from: Place = std::array::from_fn(|n| place[n] - frame.origin[n]);
            let along = |axis: usize| super::placing::dot(from, frame.axes[axis]);
            Some((along(1) / high).atan2(along(0) / wide))
        })
    };
    let (from, to) = (angle(0)?, angle(1)?);
    let tau = std::f64::consts::TAU;
    let sweep = if forward { (to - from).rem_euclid(tau) } else { -((from - to).rem_euclid(tau)) };
    round(step, &basis, from, sweep)
}

/// The frame and the two radii of a circle or an ellipse.
fn round_parts(step: &Step<'_>, curve: &Instance<'_>) -> Option<(Frame, f64, f64)> {
    let wide = curve.get(1).number().filter(|radius| *radius > 0.0)?;
    let high = match curve.kind().as_str() {
        "IFCCIRCLE" => wide,
        "IFCELLIPSE" => curve.get(2).number().filter(|radius| *radius > 0.0)?,
        _ => return None,
    };
    Some((axis_placement(step, curve.get(0)), wide, high))
}

fn round(step: &Step<'_>, curve: &Instance<'_>, from: f64, sweep: f64) -> Option<Vec<Place>> {
    let (frame, wide, high) = round_parts(step, curve)?;
    let count = steps(sweep);
    let at = |n: u32| {
        let angle = from + sweep * f64::from(n) / f64::from(count);
        frame.place([wide * angle.cos(), high * angle.sin(), 0.0])
    };
    Some((0..=count).map(at).collect())
}

/// A profile: its outline and what is cut out of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Profile {
    /// The outline.
    pub outline: Vec<Place>,
    /// What is cut out.
    pub holes: Vec<Vec<Place>>,
}

/// The profiles of an `IfcProfileDef`; nothing if it is of an unknown kind.
#[must_use]
pub fn profiles(
    step: &Step<'_>,
    value: &Value<'_>,
    radians: f64,
    depth: usize,
) -> Option<Vec<Profile>> {
    if depth > DEEPEST {
        return None;
    }
    let profile = step.follow(value)?;
    let one = |outline: Vec<Place>| Some(vec![Profile { outline, holes: Vec::new() }]);
    let placed = |corners: &[(f64, f64)]| {
        let frame = axis_placement(step, profile.get(2));
        one(corners.iter().map(|(x, y)| frame.place([*x, *y, 0.0])).collect())
    };
    let number = |at: usize| profile.get(at).number().filter(|length| *length > 0.0);
    match profile.kind().as_str() {
        "IFCRECTANGLEPROFILEDEF"
        | "IFCROUNDEDRECTANGLEPROFILEDEF"
        | "IFCRECTANGLEHOLLOWPROFILEDEF" => {
            let (x, y) = (number(3)? / 2.0, number(4)? / 2.0);
            placed(&[(-x, -y), (x, -y), (x, y), (-x, y)])
        }
        "IFCCIRCLEPROFILEDEF" | "IFCCIRCLEHOLLOWPROFILEDEF" => {
            let radius = number(3)?;
            let corner = |n: i32| {
                let angle = f64::from(n) * std::f64::consts::TAU / 36.0;
                (radius * angle.cos(), radius * angle.sin())
            };
            placed(&(0..36).map(corner).collect::<Vec<_>>())
        }
        "IFCARBITRARYCLOSEDPROFILEDEF" => one(points(step, profile.get(2), radians, 0)?),
        "IFCARBITRARYPROFILEDEFWITHVOIDS" => {
            let outline = points(step, profile.get(2), radians, 0)?;
            let inner = profile.get(3).list().iter();
            let holes = inner.filter_map(|hole| points(step, hole, radians, 0)).collect();
            Some(vec![Profile { outline, holes }])
        }
        "IFCCOMPOSITEPROFILEDEF" => {
            let parts = profile.get(2).list().iter();
            let parts: Option<Vec<_>> =
                parts.map(|part| profiles(step, part, radians, depth + 1)).collect();
            Some(parts?.into_iter().flatten().collect())
        }
        "IFCDERIVEDPROFILEDEF" => {
            let frame = operator(step, profile.get(3));
            let mut parts = profiles(step, profile.get(2), radians, depth + 1)?;
            for part in &mut parts {
                for ring in std::iter::once(&mut part.outline).chain(&mut part.holes) {
                    ring.iter_mut().for_each(|at| *at = frame.place(*at));
                }
            }
            Some(parts)
        }
        _ => None,
    }
}
