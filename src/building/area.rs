//! What areas cover together, have in common and leave of one another. Nothing else asks the geometry
//! library for these: it was not made for every outline.

use geo::{BooleanOps, Coord, LineString, MultiPolygon, unary_union};
use rstar::primitives::Line;
use rstar::{RTree, RTreeObject};
use thiserror::Error;

use super::Polygon;
use crate::guard::guarded;

/// Polygons with holes, m.
pub type Area = MultiPolygon;

/// Outlines that cross one another in a way that can't be resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the outlines cross one another in a way that can't be resolved")]
pub struct Tangled;

/// Corners are moved to a lattice of so many steps across at most. The library counts on one about a hundred
/// times as fine; where outlines run nearer to each other than it can tell, it splits them thousands of
/// times.
const STEPS: f64 = 1e7;
/// Fewer edges than this meet seldom enough, however they lie.
const FEW: usize = 64;
/// How often edges may meet elsewhere than at a corner of both: so often, and once an edge more.
const MEETINGS: usize = 1_000;
/// How many corners a union may have: so many, and twice as many as what it is of.
const CORNERS: usize = 1_000;
/// How many pairs of edges are compared at most: so many, and two hundred an edge more.
const PAIRS: usize = 1_000_000;

impl From<&Polygon> for Area {
    fn from(polygon: &Polygon) -> Self {
        Self::new(vec![polygon.to_geo()])
    }
}

/// What areas cover together; in halves, so that many of them stay quick. The rings of what comes back
/// are in order, even if only one area was given.
///
/// # Errors
/// If their outlines are tangled.
pub fn union(areas: &[Area]) -> Result<Area, Tangled> {
    union_of(areas, CORNERS + 2 * areas.iter().map(corners).sum::<usize>())
}

fn union_of(areas: &[Area], most: usize) -> Result<Area, Tangled> {
    let nothing = || Area::new(Vec::new());
    let union = match areas {
        [] => return Ok(nothing()),
        [one] => both(one, &nothing(), BooleanOps::union)?,
        many => {
            let (left, right) = many.split_at(many.len() / 2);
            both(&union_of(left, most)?, &union_of(right, most)?, BooleanOps::union)?
        }
    };
    if corners(&union) > most { Err(Tangled) } else { Ok(union) }
}

/// What polygons cover together that all go round the same way.
///
/// # Errors
/// If their outlines are tangled.
pub fn cover(polygons: Vec<geo::Polygon>) -> Result<Area, Tangled> {
    let nothing = Area::new(Vec::new());
    both(&Area::new(polygons), &nothing, |polygons, _| unary_union(polygons))
}

/// What two areas have in common.
///
/// # Errors
/// If their outlines are tangled.
pub fn intersection(one: &Area, other: &Area) -> Result<Area, Tangled> {
    both(one, other, BooleanOps::intersection)
}

/// What is left of an area without another.
///
/// # Errors
/// If their outlines are tangled.
pub fn difference(from: &Area, without: &Area) -> Result<Area, Tangled> {
    both(from, without, BooleanOps::difference)
}

fn both(
    one: &Area,
    other: &Area,
    work: impl FnOnce(&Area, &Area) -> Area,
) -> Result<Area, Tangled> {
    let step = step(one, other);
    let (one, other) = (on_lattice(one, step), on_lattice(other, step));
    if meet_too_often(&one, &other) {
        return Err(Tangled);
    }
    guarded(|| work(&one, &other)).map_err(|_| Tangled)
}

/// How many corners the outlines and the holes of an area have.
#[must_use]
pub fn corners(area: &Area) -> usize {
    rings(area).map(|ring| ring.0.len()).sum()
}

fn rings(area: &Area) -> impl Iterator<Item = &LineString> {
    area.iter().flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()))
}

/// The distance of the lattice's lines, m: a power of ten, so that lengths as people give them stay as they
/// are.
fn step(one: &Area, other: &Area) -> f64 {
    let (mut low, mut high) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
    for at in rings(one).chain(rings(other)).flat_map(|ring| ring.coords()) {
        low = [low[0].min(at.x), low[1].min(at.y)];
        high = [high[0].max(at.x), high[1].max(at.y)];
    }
    let extent = (high[0] - low[0]).max(high[1] - low[1]);
    if extent > 0.0 { 10_f64.powi((extent / STEPS).log10().ceil() as i32) } else { 1.0 }
}

fn on_lattice(area: &Area, step: f64) -> Area {
    // Divided by a whole number where the step is less than one: a thousandth is not exact.
    let inverse = step.recip().round();
    let moved = |number: f64| {
        if step < 1.0 {
            (number * inverse).round() / inverse
        } else {
            (number / step).round() * step
        }
    };
    let ring = |ring: &LineString| -> LineString {
        ring.coords().map(|at| Coord { x: moved(at.x), y: moved(at.y) }).collect()
    };
    let polygon = |polygon: &geo::Polygon| {
        let holes = polygon.interiors().iter().map(ring).collect();
        geo::Polygon::new(ring(polygon.exterior()), holes)
    };
    area.iter().map(polygon).collect()
}

/// Whether edges meet so often that what comes of them would fill the memory. Where they meet at a corner
/// of both, nothing is split.
fn meet_too_often(one: &Area, other: &Area) -> bool {
    let lines = rings(one).chain(rings(other)).flat_map(|ring| ring.lines());
    let edges: Vec<Line<[f64; 2]>> = lines
        .map(|line| Line::new([line.start.x, line.start.y], [line.end.x, line.end.y]))
        .collect();
    let count = edges.len();
    if count <= FEW {
        return false;
    }
    let tree = RTree::bulk_load(edges);
    let (mut meetings, mut pairs) = (0, 0);
    for edge in &tree {
        for near in tree.locate_in_envelope_intersecting(&edge.envelope()) {
            pairs += 1;
            meetings += usize::from(meet(edge, near));
            // Each pair is seen from both sides.
            if meetings > 2 * (MEETINGS + count) || pairs > PAIRS + 200 * count {
                return true;
            }
        }
    }
    false
}

/// Whether two edges meet elsewhere than at a corner of both.
fn meet(one: &Line<[f64; 2]>, other: &Line<[f64; 2]>) -> bool {
    let side = |line: &Line<[f64; 2]>, at: [f64; 2]| {
        let ([ax, ay], [bx, by]) = (line.from, line.to);
        ((bx - ax) * (at[1] - ay) - (by - ay) * (at[0] - ax)).partial_cmp(&0.0)
    };
    let (from, to) = (side(one, other.from), side(one, other.to));
    let (own_from, own_to) = (side(other, one.from), side(other, one.to));
    let in_line = from == to && from == Some(std::cmp::Ordering::Equal);
    let ends = [one.from, one.to];
    if in_line {
        let same = ends.contains(&other.from) && ends.contains(&other.to);
        return !same;
    }
    let shared = ends.contains(&other.from) || ends.contains(&other.to);
    !shared && from != to && own_from != own_to
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::building::Point;

    fn square(x: f64, y: f64, side: f64) -> Area {
        Area::from(&Polygon::rectangle(Point::new(x, y), Point::new(x + side, y + side)))
    }

    fn size(area: &Area) -> f64 {
        geo::Area::unsigned_area(area)
    }

    #[test]
    fn areas_are_joined_cut_and_compared() {
        let (one, other) = (square(0.0, 0.0, 2.0), square(1.0, 1.0, 2.0));
        assert!((size(&union(&[one.clone(), other.clone()]).unwrap()) - 7.0).abs() < 1e-9);
        assert!((size(&intersection(&one, &other).unwrap()) - 1.0).abs() < 1e-9);
        assert!((size(&difference(&one, &other).unwrap()) - 3.0).abs() < 1e-9);
        assert_eq!(union(&[]).unwrap().0.len(), 0);
        assert_eq!(union(&[square(0.0, 0.0, 1.0), square(5.0, 0.0, 1.0)]).unwrap().0.len(), 2);
    }

    #[test]
    fn lengths_as_people_give_them_stay_as_they_are() {
        let joined = union(&[square(10.4, 0.35, 21.7)]).unwrap();
        let corner = |x: f64, y: f64| {
            rings(&joined).flat_map(|r| r.coords()).any(|at| (at.x - x).hypot(at.y - y) < 1e-6)
        };
        assert!(corner(10.4, 0.35) && corner(32.1, 22.05), "{joined:?}");
    }

    #[test]
    fn spikes_that_run_side_by_side_are_split_only_a_few_times() {
        // Found by fuzzing: more than 200 000 corners came of it, in two seconds, or a panic.
        let outlines: [&[(f64, f64)]; 3] = [
            &[(0.0, 51.51), (2920.0, 0.0), (4.0, 7.0), (28.0, -99_999.5)],
            &[(0.0, 0.1), (28.0, -99_999.55), (0.0, 0.0), (28.0, -99_999.519)],
            &[(0.0, 11.0), (28.0, -99_999.51), (0.0, 0.0), (28.0, -99_999.5)],
        ];
        let areas = outlines
            .map(|o| Area::from(&Polygon(o.iter().map(|(x, y)| Point::new(*x, *y)).collect())));
        if let Ok(area) = union(&areas) {
            assert!(corners(&area) < 500, "{}", corners(&area));
        }
    }

    #[test]
    fn a_lattice_of_strips_has_too_many_holes() {
        let strip = |n: u32, across: bool| {
            let at = f64::from(2 * n);
            let (a, b) = if across {
                (Point::new(0.0, at), Point::new(2000.0, at + 1.0))
            } else {
                (Point::new(at, 0.0), Point::new(at + 1.0, 2000.0))
            };
            Area::from(&Polygon::rectangle(a, b))
        };
        let strips = |count| -> Vec<Area> {
            (0..count).flat_map(|n| [strip(n, false), strip(n, true)]).collect()
        };
        assert_eq!(union(&strips(10)).unwrap().0[0].interiors().len(), 81);
        assert!(union(&strips(200)).is_err());
    }

    #[test]
    fn rooms_side_by_side_meet_seldom_enough() {
        let rooms: Vec<Area> = (0..60)
            .flat_map(|x| (0..60).map(move |y| square(f64::from(x), f64::from(y), 1.0)))
            .collect();
        assert!((size(&union(&rooms).unwrap()) - 3_600.0).abs() < 1e-6);
    }

    proptest! {
        #[test]
        fn outlines_of_any_kind_are_resolved_or_refused(
            outlines in prop::collection::vec(prop::collection::vec((-9.0..9.0_f64, -9.0..9.0_f64), 0..12), 1..5),
        ) {
            let areas: Vec<Area> = outlines
                .iter()
                .map(|o| Area::from(&Polygon(o.iter().map(|(x, y)| Point::new(*x, *y)).collect())))
                .collect();
            if let Ok(area) = union(&areas) {
                let most: f64 = areas.iter().map(|area| 18.0_f64.powi(2) + size(area)).sum();
                prop_assert!(size(&area) <= most);
            }
        }
    }
}
