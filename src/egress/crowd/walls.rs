//! The walls of an area, found by cells.

use super::vector::{Line, Vector};

/// Cell size of the list of walls, m.
const CELL: f32 = 0.5;
/// How far from a cell a wall is listed, m: the clearance at a jamb and a step.
const REACH: f32 = 0.5;
/// A list has no more cells than this.
const MOST_CELLS: f32 = 400_000.0;

/// What nobody passes, or only who wants to pass this gate.
#[derive(Clone, Copy, Debug)]
pub(super) struct Side {
    pub(super) line: Line,
    /// How near a middle comes to it, m.
    pub(super) gap: f32,
    /// The gate that is in it, if it is a door's opening.
    pub(super) gate: Option<u32>,
}

/// The walls and door openings around one area.
#[derive(Clone, Debug, Default)]
pub(super) struct Walls {
    low: Vector,
    scale: f32,
    across: usize,
    up: usize,
    /// The first side of each cell, and one more.
    starts: Vec<u32>,
    /// The sides, cell by cell: one that is near to several cells stands there as often.
    sides: Vec<Side>,
}

impl Walls {
    pub(super) fn new(sides: Vec<Side>) -> Self {
        if sides.is_empty() {
            return Self::default();
        }
        let mut low = sides[0].line.a;
        let mut high = low;
        for point in sides.iter().flat_map(|side| side.line.ends()) {
            low = Vector::new(low.x.min(point.x), low.y.min(point.y));
            high = Vector::new(high.x.max(point.x), high.y.max(point.y));
        }
        let size = high - low;
        let cell = CELL.max((size.x * size.y / MOST_CELLS).sqrt());
        let across = (size.x / cell).floor() as usize + 1;
        let up = (size.y / cell).floor() as usize + 1;
        let mut lists: Vec<Vec<u32>> = vec![Vec::new(); across * up];
        let index = |x: f32, most: usize| ((x / cell).max(0.0) as usize).min(most - 1);
        let reach = REACH + cell * std::f32::consts::FRAC_1_SQRT_2;
        for (at, side) in (0..).zip(&sides) {
            let [a, b] = side.line.ends();
            let (left, right) = (a.x.min(b.x) - low.x, a.x.max(b.x) - low.x);
            let (down, top) = (a.y.min(b.y) - low.y, a.y.max(b.y) - low.y);
            for row in index(down - REACH, up)..=index(top + REACH, up) {
                for column in index(left - REACH, across)..=index(right + REACH, across) {
                    let middle = Vector::new(column as f32 + 0.5, row as f32 + 0.5) * cell + low;
                    if (side.line.nearest(middle) - middle).length() <= reach {
                        lists[row * across + column].push(at);
                    }
                }
            }
        }
        let mut starts = Vec::with_capacity(lists.len() + 1);
        let mut listed = Vec::new();
        starts.push(0);
        for list in lists {
            listed.extend(list.into_iter().map(|at: u32| sides[at as usize]));
            starts.push(listed.len() as u32);
        }
        Self { low, scale: 1.0 / cell, across, up, starts, sides: listed }
    }

    /// The walls and openings near a point.
    #[inline]
    pub(super) fn near(&self, point: Vector) -> &[Side] {
        if self.starts.is_empty() {
            return &[];
        }
        let place = (point - self.low) * self.scale;
        let column = ((place.x.max(0.0) as u32) as usize).min(self.across - 1);
        let row = ((place.y.max(0.0) as u32) as usize).min(self.up - 1);
        let at = row * self.across + column;
        &self.sides[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    /// The distance to the nearest wall, openings left out, m; 1 m and more counts as infinite.
    pub(super) fn distance(&self, point: Vector) -> f32 {
        let walls = self.near(point).iter().filter(|side| side.gate.is_none());
        walls.map(|side| (side.line.nearest(point) - point).length()).fold(f32::INFINITY, f32::min)
    }
}
