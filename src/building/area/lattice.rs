//! Places in whole steps. The library counts in whole numbers anyhow, and the finer they are, the more pieces
//! come of edges that run side by side: on its own lattice, a hundred to a thousand times as many.

use geo::{Coord, LineString, Polygon};
use i_overlay::i_float::int::point::IntPoint;
use i_overlay::i_shape::int::shape::{IntContour, IntShapes};

use super::Area;

/// A lattice has so many steps across at most.
const STEPS: f64 = 2.5e6;

/// A lattice over some outlines. Its step is one, two or five of a decimal place, so that lengths as people give
/// them stay as they are.
pub(super) struct Lattice {
    /// How many steps a metre has; a whole number where it is more than one.
    per_metre: f64,
    /// Where its first line is each way, in steps.
    from: [f64; 2],
}

impl Lattice {
    /// The lattice for these outlines; nothing if one leads out of all bounds.
    pub(super) fn over<'a>(rings: impl Iterator<Item = &'a LineString>) -> Option<Self> {
        let (mut low, mut high) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
        for at in rings.flat_map(|ring| ring.coords()) {
            if !(at.x.is_finite() && at.y.is_finite()) {
                return None;
            }
            low = [low[0].min(at.x), low[1].min(at.y)];
            high = [high[0].max(at.x), high[1].max(at.y)];
        }
        let extent = (high[0] - low[0]).max(high[1] - low[1]);
        let step = if extent > 0.0 { round_step(extent / STEPS) } else { 1.0 };
        let per_metre = if step < 1.0 { step.recip().round() } else { step.recip() };
        let from = low.map(|low| if low.is_finite() { (low * per_metre).floor() } else { 0.0 });
        let known = per_metre.is_normal() && from.iter().all(|from| from.is_finite());
        known.then_some(Self { per_metre, from })
    }

    /// A ring without its last corner, which is the first one again.
    pub(super) fn contour(&self, ring: &LineString) -> IntContour {
        let steps = |at: f64, from: f64| ((at * self.per_metre).round() - from) as i32;
        let corners = ring.0.iter().take(ring.0.len().saturating_sub(1));
        corners
            .map(|at| IntPoint::new(steps(at.x, self.from[0]), steps(at.y, self.from[1])))
            .collect()
    }

    /// Polygons with holes in metres.
    pub(super) fn area(&self, shapes: IntShapes) -> Area {
        let metres = |steps: i32, from: f64| (f64::from(steps) + from) / self.per_metre;
        let ring = |contour: &IntContour| {
            let corner = |at: &IntPoint| Coord {
                x: metres(at.x, self.from[0]),
                y: metres(at.y, self.from[1]),
            };
            LineString(contour.iter().map(corner).collect())
        };
        shapes
            .iter()
            .filter_map(|shape| {
                let (outline, holes) = shape.split_first()?;
                // This closes them again.
                Some(Polygon::new(ring(outline), holes.iter().map(ring).collect()))
            })
            .collect()
    }
}

/// The next round number: one, two, five or ten of a decimal place.
fn round_step(least: f64) -> f64 {
    let place = 10_f64.powi(least.log10().floor() as i32);
    let step = [1.0, 2.0, 5.0].into_iter().map(|n| n * place).find(|step| *step >= least);
    step.unwrap_or(10.0 * place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round_and_few_enough() {
        for (extent, step) in [(30.0, 2e-5), (24.9, 1e-5), (101.0, 5e-5), (130_000.0, 0.1)] {
            let found = round_step(extent / STEPS);
            assert!((found / step - 1.0).abs() < 1e-12, "{extent} {found}");
            assert!(extent / found <= STEPS * (1.0 + 1e-12));
        }
    }

    #[test]
    fn what_leads_out_of_all_bounds_has_no_lattice() {
        for far in [f64::INFINITY, f64::NAN, f64::MAX] {
            let ring = LineString::from(vec![(0.0, 0.0), (far, 1.0), (-far, 2.0), (0.0, 0.0)]);
            assert!(Lattice::over([&ring].into_iter()).is_none(), "{far}");
        }
    }
}
