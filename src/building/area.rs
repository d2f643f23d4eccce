//! What areas cover together, have in common and leave of one another. Nothing else asks the geometry
//! library for these: it was not made for every outline.

use std::cmp::Ordering;

use geo::{BooleanOps, Coord, LineString, MultiPolygon, unary_union};
use rstar::primitives::{GeomWithData, Line};
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
/// times as fine.
const STEPS: f64 = 1e7;
/// How often edges may meet elsewhere than at a corner of both: so often, and once an edge more.
const MEETINGS: usize = 1_000;
/// Edges that meet at a smaller angle than this, rad, run side by side for long.
const SLIM: f64 = 1e-3;
/// Where an edge meets so many others like that, and they do, the library rounds one to and fro between the
/// others and splits all of them thousands of times.
const BUNDLE: usize = 3;
/// How many meetings within bundles it gets through without. Found by trying: with up to five, spikes found by
/// fuzzing and what was made of them were resolved in 0.03 s, with ten in 1 s.
const BUNDLED: usize = 5;
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

/// Whether edges meet so often, or so closely, that what comes of them would fill the memory.
fn meet_too_often(one: &Area, other: &Area) -> bool {
    let lines = rings(one).chain(rings(other)).flat_map(|ring| ring.lines());
    let lines = lines.filter(|line| line.start != line.end);
    let edges: Vec<Edge> = lines
        .enumerate()
        .map(|(number, line)| {
            let ends = Line::new([line.start.x, line.start.y], [line.end.x, line.end.y]);
            Edge::new(ends, number)
        })
        .collect();
    let count = edges.len();
    let tree = RTree::bulk_load(edges);
    let (mut meetings, mut pairs) = (0, 0);
    let mut slim: Vec<(usize, usize)> = Vec::new();
    for edge in &tree {
        for near in tree.locate_in_envelope_intersecting(&edge.envelope()) {
            pairs += 1;
            // Each pair is seen from both sides.
            if edge.data < near.data
                && let Some(meeting) = meeting(edge.geom(), near.geom())
            {
                meetings += usize::from(!meeting.at_corner);
                if meeting.slim {
                    slim.push((edge.data, near.data));
                }
            }
            if meetings.max(slim.len()) > MEETINGS + count || pairs > PAIRS + 200 * count {
                return true;
            }
        }
    }
    let mut often = vec![0; count];
    for (one, other) in &slim {
        often[*one] += 1;
        often[*other] += 1;
    }
    let bundled = slim.iter().filter(|(one, other)| often[*one].min(often[*other]) >= BUNDLE);
    bundled.count() > BUNDLED
}

/// An edge with its number.
type Edge = GeomWithData<Line<[f64; 2]>, usize>;

struct Meeting {
    /// Whether it is at a corner of both, where nothing is split.
    at_corner: bool,
    /// Whether they run side by side for long.
    slim: bool,
}

/// How two edges meet; nothing if they don't, or are the same.
fn meeting(one: &Line<[f64; 2]>, other: &Line<[f64; 2]>) -> Option<Meeting> {
    let way = |line: &Line<[f64; 2]>| [line.to[0] - line.from[0], line.to[1] - line.from[1]];
    let side = |line: &Line<[f64; 2]>, at: [f64; 2]| {
        let [x, y] = way(line);
        let side = x * (at[1] - line.from[1]) - y * (at[0] - line.from[0]);
        side.partial_cmp(&0.0)
    };
    let ends = [one.from, one.to];
    let shared = [other.from, other.to].iter().filter(|end| ends.contains(end)).count();
    let (from, to) = (side(one, other.from), side(one, other.to));
    let in_line = from == to && from == Some(Ordering::Equal);
    if shared == 2 {
        return None;
    }
    if in_line {
        return Some(Meeting { at_corner: false, slim: false });
    }
    if from == to || side(other, one.from) == side(other, one.to) {
        return None;
    }
    let ([ax, ay], [bx, by]) = (way(one), way(other));
    let slim = (ax * by - ay * bx).abs() < SLIM * ax.hypot(ay) * bx.hypot(by);
    Some(Meeting { at_corner: shared == 1, slim })
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
    fn spikes_that_run_side_by_side_are_refused() {
        // Found by fuzzing: more than 200 000 corners came of it, in two seconds, or a panic.
        let outlines: [&[(f64, f64)]; 3] = [
            &[(0.0, 51.51), (2920.0, 0.0), (4.0, 7.0), (28.0, -99_999.5)],
            &[(0.0, 0.1), (28.0, -99_999.55), (0.0, 0.0), (28.0, -99_999.519)],
            &[(0.0, 11.0), (28.0, -99_999.51), (0.0, 0.0), (28.0, -99_999.5)],
        ];
        let areas = outlines
            .map(|o| Area::from(&Polygon(o.iter().map(|(x, y)| Point::new(*x, *y)).collect())));
        assert_eq!(union(&areas), Err(Tangled));
        // One outline that runs to and fro between two places: 43 000 corners in two seconds.
        let (near, far) = (Point::new(4.0, 4.0), Point::new(5.0, -99_997.5));
        let to_and_fro = (0..8).flat_map(|n| {
            let n = f64::from(n);
            [near.moved(n * 0.3, n), far.moved(-n * 0.2, n * 0.7), near.moved(n, 0.0)]
        });
        let outline = Polygon(to_and_fro.collect());
        assert_eq!(union(&[Area::from(&outline)]), Err(Tangled));
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
