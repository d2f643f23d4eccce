//! Walls that doors sit on: the edges of spaces and free-standing walls.

use crate::building::{Door, Point, Segment, SpaceId, Storey, WallId};

/// How far a door may lie from a wall's line and still be in it, m. Files round to millimetres.
pub const ON_WALL: f64 = 0.02;

/// Whose line a wall is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WallOwner {
    /// An edge of a space, counted from 0.
    Edge(SpaceId, usize),
    /// A free-standing wall.
    Free(WallId),
}

/// A line that a door can sit on.
#[derive(Clone, Debug, PartialEq)]
pub struct Wall {
    /// Whose it is.
    pub owner: WallOwner,
    /// The line.
    pub line: Segment,
}

/// All lines of a storey that a door can sit on.
pub fn walls(storey: &Storey) -> impl Iterator<Item = Wall> + '_ {
    let edges = storey.spaces.iter().flat_map(|space| {
        space
            .outline
            .edges()
            .enumerate()
            .map(|(i, line)| Wall { owner: WallOwner::Edge(space.id.clone(), i), line })
    });
    let free = storey
        .walls
        .iter()
        .map(|wall| Wall { owner: WallOwner::Free(wall.id.clone()), line: wall.line });
    edges.chain(free).filter(|wall| wall.line.length() > 0.0)
}

/// The wall nearest to a point, not farther than `reach` metres.
#[must_use]
pub fn nearest_wall(storey: &Storey, point: Point, reach: f64) -> Option<Wall> {
    walls(storey)
        .map(|wall| (wall.line.distance(point), wall))
        .filter(|(distance, _)| *distance <= reach)
        .min_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, wall)| wall)
}

/// Whether a door lies in a wall: from one end to the other. A wall that only crosses it, or that
/// ends within it, is not the one it sits on.
pub(super) fn sits_on(door: &Door, wall: Segment) -> bool {
    let Segment { a, b } = door.line;
    [a, door.line.middle(), b].iter().all(|point| wall.distance(*point) <= ON_WALL)
}

/// An opening of `width` in a wall with its middle as near to `middle` as the wall's ends allow.
/// It points the same way as `along`, so that a door keeps the side to which it opens.
pub(super) fn seat(wall: Segment, middle: Point, width: f64, along: (f64, f64)) -> Segment {
    let length = wall.length();
    let width = width.min(length);
    let half = if length > 0.0 { width / length / 2.0 } else { 0.0 };
    let share = wall.nearest_share(middle).clamp(half, (1.0 - half).max(half));
    let (low, high) = ((share - half).max(0.0), (share + half).min(1.0));
    let seated = Segment::new(wall.a.towards(wall.b, low), wall.a.towards(wall.b, high));
    let (x, y) = wall.direction();
    if x * along.0 + y * along.1 < 0.0 { Segment::new(seated.b, seated.a) } else { seated }
}

/// The opening in `new` that corresponds to `door` in `old`: at the same share, as wide as before.
/// The door turns with the wall.
pub(super) fn carry(door: Segment, old: Segment, new: Segment) -> Segment {
    let share = old.nearest_share(door.middle());
    let (ox, oy) = old.direction();
    let (dx, dy) = door.direction();
    let (nx, ny) = new.direction();
    let sign = if ox * dx + oy * dy < 0.0 { -1.0 } else { 1.0 };
    seat(new, new.a.towards(new.b, share), door.length(), (nx * sign, ny * sign))
}
