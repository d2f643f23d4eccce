//! The walls of an area, found by cells.

use super::vector::{Vector, nearest};

/// Cell size of the list of walls, m.
const CELL: f32 = 0.5;
/// How far from a cell a wall is listed, m: a shoulder and a step.
const REACH: f32 = 0.36;
/// A list has no more cells than this.
const MOST_CELLS: f32 = 400_000.0;

/// What nobody passes, or only who wants to pass this gate.
#[derive(Clone, Copy, Debug)]
pub(super) struct Side {
    pub(super) a: Vector,
    pub(super) b: Vector,
    /// How near a middle comes to it, m.
    pub(super) gap: f32,
    /// The gate that is in it, if it is a door's opening.
    pub(super) gate: Option<u32>,
}

/// The walls and door openings around one area.
#[derive(Clone, Debug, Default)]
pub(super) struct Walls {
    sides: Vec<Side>,
    low: Vector,
    scale: f32,
    across: usize,
    up: usize,
    /// The first item of each cell, and one more.
    starts: Vec<u32>,
    items: Vec<u32>,
}

impl Walls {
    pub(super) fn new(sides: Vec<Side>) -> Self {
        if sides.is_empty() {
            return Self::default();
        }
        let mut low = sides[0].a;
        let mut high = low;
        for point in sides.iter().flat_map(|side| [side.a, side.b]) {
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
            let (left, right) = (side.a.x.min(side.b.x) - low.x, side.a.x.max(side.b.x) - low.x);
            let (down, top) = (side.a.y.min(side.b.y) - low.y, side.a.y.max(side.b.y) - low.y);
            for row in index(down - REACH, up)..=index(top + REACH, up) {
                for column in index(left - REACH, across)..=index(right + REACH, across) {
                    let middle = Vector::new(column as f32 + 0.5, row as f32 + 0.5) * cell + low;
                    if (nearest(side.a, side.b, middle) - middle).length() <= reach {
                        lists[row * across + column].push(at);
                    }
                }
            }
        }
        let mut starts = Vec::with_capacity(lists.len() + 1);
        let mut items = Vec::new();
        starts.push(0);
        for list in lists {
            items.extend(list);
            starts.push(items.len() as u32);
        }
        Self { sides, low, scale: 1.0 / cell, across, up, starts, items }
    }

    /// The walls and openings near a point.
    #[inline]
    pub(super) fn near(&self, point: Vector) -> impl Iterator<Item = &Side> + Clone {
        let place = (point - self.low) * self.scale;
        let items = if self.starts.is_empty() {
            &[]
        } else {
            let column = (place.x.max(0.0) as usize).min(self.across - 1);
            let row = (place.y.max(0.0) as usize).min(self.up - 1);
            let at = row * self.across + column;
            &self.items[self.starts[at] as usize..self.starts[at + 1] as usize]
        };
        items.iter().map(|at| &self.sides[*at as usize])
    }

    /// The distance to the nearest wall, openings left out, m; 1 m and more counts as infinite.
    pub(super) fn distance(&self, point: Vector) -> f32 {
        self.near(point)
            .filter(|side| side.gate.is_none())
            .map(|side| (nearest(side.a, side.b, point) - point).length())
            .fold(f32::INFINITY, f32::min)
    }
}
