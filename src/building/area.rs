//! What areas cover together, have in common and leave of one another. Nothing else asks the geometry
//! library for these: it was not made for every outline.

mod lattice;
mod tangle;

use geo::winding_order::{Winding, WindingOrder};
use geo::{LineString, MultiPolygon};
use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay::{ContourDirection, IntOverlayOptions, Overlay};
use i_overlay::core::overlay_rule::OverlayRule;
use thiserror::Error;

use self::lattice::Lattice;
use self::tangle::is_tangled;
use super::Polygon;
use crate::guard::guarded;

/// Polygons with holes, m.
pub type Area = MultiPolygon;

/// Outlines that cross one another in a way that can't be resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the outlines cross one another in a way that can't be resolved")]
pub struct Tangled;

/// How many corners a union may have: so many, and twice as many as what it is of.
const CORNERS: usize = 1_000;
/// Outlines without holes go round to the left, as everywhere in a building; what lies on a straight line is no
/// corner.
const OUTLINES: IntOverlayOptions = IntOverlayOptions {
    preserve_input_collinear: false,
    output_direction: ContourDirection::CounterClockwise,
    preserve_output_collinear: false,
    min_output_area: 0,
    ogc: true,
};

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
    let union = match areas {
        [] => return Ok(Area::new(Vec::new())),
        [one] => resolved(one, &Area::new(Vec::new()), OverlayRule::Union, FillRule::EvenOdd)?,
        many => {
            let (left, right) = many.split_at(many.len() / 2);
            let (left, right) = (union_of(left, most)?, union_of(right, most)?);
            resolved(&left, &right, OverlayRule::Union, FillRule::EvenOdd)?
        }
    };
    if corners(&union) > most { Err(Tangled) } else { Ok(union) }
}

/// What polygons cover together that all go round the same way.
///
/// # Errors
/// If their outlines are tangled.
pub fn cover(polygons: Vec<geo::Polygon>) -> Result<Area, Tangled> {
    let turn = polygons.first().and_then(|first| first.exterior().winding_order());
    let filled = match turn {
        Some(WindingOrder::CounterClockwise) => FillRule::Positive,
        _ => FillRule::Negative,
    };
    resolved(&Area::new(polygons), &Area::new(Vec::new()), OverlayRule::Subject, filled)
}

/// What two areas have in common.
///
/// # Errors
/// If their outlines are tangled.
pub fn intersection(one: &Area, other: &Area) -> Result<Area, Tangled> {
    resolved(one, other, OverlayRule::Intersect, FillRule::EvenOdd)
}

/// What is left of an area without another.
///
/// # Errors
/// If their outlines are tangled.
pub fn difference(from: &Area, without: &Area) -> Result<Area, Tangled> {
    resolved(from, without, OverlayRule::Difference, FillRule::EvenOdd)
}

fn resolved(
    one: &Area,
    other: &Area,
    work: OverlayRule,
    filled: FillRule,
) -> Result<Area, Tangled> {
    let lattice = Lattice::over(rings(one).chain(rings(other))).ok_or(Tangled)?;
    let on_lattice = |area| rings(area).map(|ring| lattice.contour(ring)).collect::<Vec<_>>();
    let (one, other) = (on_lattice(one), on_lattice(other));
    if is_tangled(one.iter().chain(&other)) {
        return Err(Tangled);
    }
    let shapes = guarded(|| {
        Overlay::with_contours_custom(&one, &other, OUTLINES, Default::default())
            .overlay(work, filled)
    });
    Ok(lattice.area(shapes.map_err(|_| Tangled)?))
}

/// How many corners the outlines and the holes of an area have.
#[must_use]
pub fn corners(area: &Area) -> usize {
    rings(area).map(|ring| ring.0.len()).sum()
}

fn rings(area: &Area) -> impl Iterator<Item = &LineString> {
    area.iter().flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()))
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
    fn spikes_that_run_side_by_side_come_to_few_corners() {
        // Found by fuzzing: more than 200 000 corners came of it, in two seconds, or a panic.
        let outlines: [&[(f64, f64)]; 3] = [
            &[(0.0, 51.51), (2920.0, 0.0), (4.0, 7.0), (28.0, -99_999.5)],
            &[(0.0, 0.1), (28.0, -99_999.55), (0.0, 0.0), (28.0, -99_999.519)],
            &[(0.0, 11.0), (28.0, -99_999.51), (0.0, 0.0), (28.0, -99_999.5)],
        ];
        let areas = outlines
            .map(|o| Area::from(&Polygon(o.iter().map(|(x, y)| Point::new(*x, *y)).collect())));
        assert!(union(&areas).is_ok_and(|area| corners(&area) < 1_000));
    }

    #[test]
    fn an_outline_that_runs_to_and_fro_between_two_places_is_refused() {
        let to_and_fro = (0..24).flat_map(|n| {
            let (x, y) = (f64::from(n * 7 % 24) * 1e-4, f64::from(n * 5 % 24) * 1e-4);
            [Point::new(x, y), Point::new(60.0 + y, 60.0 - x)]
        });
        let outline = Polygon(to_and_fro.collect());
        assert_eq!(union(&[Area::from(&outline)]), Err(Tangled));
    }

    #[test]
    fn outlines_traced_again_and_again_are_joined() {
        // A hall with a bay, however it lies, drawn anew each time a hundredth of a degree beside the last.
        let hall = [(0.0, 0.0), (60.0, 0.0), (60.0, 30.0), (42.0, 30.0), (42.0, 36.0), (0.0, 36.0)];
        let hall = Polygon(hall.map(|(x, y)| Point::new(x, y)).to_vec());
        for turned in [0.0, 17.0, 45.0, 90.0] {
            for apart in [0.05, 0.01, 0.001, 1e-5] {
                let copy =
                    |n: u32| hall.turned(turned + apart * f64::from(n), Point::new(30.0, 18.0));
                let copies: Vec<Area> = (0..6).map(|n| Area::from(&copy(n))).collect();
                let joined = union(&copies).map(|joined| size(&joined));
                let most = hall.area() + hall.perimeter() * 40.0 * (5.0 * apart).to_radians();
                assert!(
                    joined.is_ok_and(|size| size > hall.area() - 0.01 && size < most + 0.01),
                    "{turned} {apart} {joined:?}"
                );
            }
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
