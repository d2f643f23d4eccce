//! Line work in metres becomes a planar graph and its faces.
//!
//! The stages, each on its own: [`Graph::of`] snaps ends and splits lines where they cross,
//! [`reach`] lengthens ends that stop just short of a line, [`throats`] joins what nearly touches,
//! [`close`] bridges the openings of walls, [`corners`] draws out walls that both end before their
//! corner, and [`faces`] walks around what is enclosed once dangling lines are gone.

mod closing;
mod corner;
mod face;
mod graph;
mod reach;
mod throat;

pub use closing::{Closing, Hint, close};
pub use corner::corners;
pub use face::{Face, Hole, faces};
pub use graph::{Edge, Graph};
pub use reach::reach;
pub use throat::throats;

use crate::building::{Point, Segment};

/// What stands where a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Barrier {
    /// A wall or a side of one.
    Wall,
    /// A window in a wall: nobody passes, and no door is there.
    Window,
    /// An opening that was closed: the number of its [`Closing`].
    Closing(u32),
    /// A cut from a hole to the outline of its face, so that outlines have no holes.
    Cut(u32),
}

/// A line of the plan.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// Where it is, m.
    pub segment: Segment,
    /// What stands there.
    pub barrier: Barrier,
}

impl Line {
    /// A line of a wall.
    #[must_use]
    pub const fn wall(segment: Segment) -> Self {
        Self { segment, barrier: Barrier::Wall }
    }
}

/// Ends nearer than this are one, m: draughtsmen miss by a few millimetres.
pub const SNAP: f64 = 0.015;
/// How far a corner may lie beside the way ahead of a wall and still be what was meant, m.
const BESIDE: f64 = 2.0 * SNAP;
/// An end that stops this far before a line was meant to touch it, m.
pub const REACH: f64 = 0.15;
/// Line work with more crossings than this is no plan; to go on would take hours.
pub const MOST_CUTS: usize = 3_000_000;

/// Why line work can't be taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// There are more crossings than any plan has.
    Tangled,
    /// The user has stopped it.
    Stopped,
}

/// The share of the way along each of two lines at which they meet; nothing if they are parallel.
fn meeting(one: Segment, other: Segment) -> Option<(f64, f64)> {
    let (ax, ay) = (one.b.x - one.a.x, one.b.y - one.a.y);
    let (bx, by) = (other.b.x - other.a.x, other.b.y - other.a.y);
    let cross = ax * by - ay * bx;
    // Flatter than about half a degree: the ends say more than a far crossing.
    if cross.powi(2) <= 1e-4 * (ax * ax + ay * ay) * (bx * bx + by * by) {
        return None;
    }
    let (dx, dy) = (other.a.x - one.a.x, other.a.y - one.a.y);
    Some(((dx * by - dy * bx) / cross, (dx * ay - dy * ax) / cross))
}

/// The box around a segment, grown by `margin`.
fn around(segment: Segment, margin: f64) -> rstar::AABB<[f64; 2]> {
    let (a, b) = (segment.a, segment.b);
    rstar::AABB::from_corners(
        [a.x.min(b.x) - margin, a.y.min(b.y) - margin],
        [a.x.max(b.x) + margin, a.y.max(b.y) + margin],
    )
}

/// Numbered segments, found by place.
pub(in crate::exchange::plan) struct Index(
    rstar::RTree<rstar::primitives::GeomWithData<rstar::primitives::Rectangle<[f64; 2]>, u32>>,
);

impl Index {
    /// An index of segments by their number in the list.
    pub(in crate::exchange::plan) fn of(segments: impl Iterator<Item = Segment>) -> Self {
        let items = (0..).zip(segments).map(|(number, segment)| {
            let shape = rstar::primitives::Rectangle::from_aabb(around(segment, 0.0));
            rstar::primitives::GeomWithData::new(shape, number)
        });
        Self(rstar::RTree::bulk_load(items.collect()))
    }

    /// The numbers of those whose box comes within `margin` of the segment's.
    pub(in crate::exchange::plan) fn near(
        &self,
        segment: Segment,
        margin: f64,
    ) -> impl Iterator<Item = usize> + '_ {
        let envelope = around(segment, margin);
        self.0.locate_in_envelope_intersecting(&envelope).map(|item| item.data as usize)
    }
}

/// The cross product of two directions: how far the second turns left of the first.
pub(in crate::exchange::plan) fn turn(one: (f64, f64), other: (f64, f64)) -> f64 {
    one.0 * other.1 - one.1 * other.0
}

/// The dot product of two directions.
pub(in crate::exchange::plan) fn agree(one: (f64, f64), other: (f64, f64)) -> f64 {
    one.0 * other.0 + one.1 * other.1
}

/// The way from one point to another.
pub(in crate::exchange::plan) fn way(from: Point, to: Point) -> (f64, f64) {
    (to.x - from.x, to.y - from.y)
}
