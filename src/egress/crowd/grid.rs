//! Who is near: people sorted into square cells by counting, row by row.

use std::ops::Range;

use super::vector::Vector;

/// Cell size, m: half of how far neighbours turn somebody.
pub(super) const CELL: f32 = 0.5;
/// A plane has no more cells than this.
const MOST_CELLS: f32 = 2_000_000.0;

/// What others see of a person beside the place.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seen {
    /// Where the person wants to go; no length before it walks.
    pub(super) wish: Vector,
    /// Half of the width of the shoulders, m.
    pub(super) radius: f32,
    pub(super) area: u32,
    pub(super) who: u32,
}

/// The people in the plane, in the order of the cells.
#[derive(Clone, Debug, Default)]
pub(super) struct Grid {
    scale: f32,
    across: usize,
    up: usize,
    starts: Vec<u32>,
    /// Where they are, apart from the rest: most of those in a cell are found too far away.
    pub(super) at: Vec<Vector>,
    pub(super) people: Vec<Seen>,
    cells: Vec<u32>,
}

impl Grid {
    pub(super) fn new(size: Vector, people: usize) -> Self {
        let cell = CELL.max((size.x * size.y / MOST_CELLS).sqrt());
        let across = (size.x / cell).ceil().max(1.0) as usize + 1;
        let up = (size.y / cell).ceil().max(1.0) as usize + 1;
        Self {
            scale: 1.0 / cell,
            across,
            up,
            starts: vec![0; across * up + 1],
            at: Vec::with_capacity(people),
            people: Vec::with_capacity(people),
            cells: Vec::with_capacity(people),
        }
    }

    #[inline]
    fn place(&self, at: Vector) -> (usize, usize) {
        // A place that is no number is the first cell.
        let column = (((at.x * self.scale).max(0.0) as u32) as usize).min(self.across - 1);
        let row = (((at.y * self.scale).max(0.0) as u32) as usize).min(self.up - 1);
        (column, row)
    }

    /// Sorts people anew.
    pub(super) fn sort(&mut self, people: impl Iterator<Item = (Vector, Seen)> + Clone) {
        self.starts.fill(0);
        self.cells.clear();
        for (at, _) in people.clone() {
            let (column, row) = self.place(at);
            let cell = row * self.across + column;
            self.cells.push(cell as u32);
            self.starts[cell] += 1;
        }
        let mut sum = 0;
        for start in &mut self.starts {
            sum += *start;
            *start = sum;
        }
        self.at.resize(self.cells.len(), Vector::default());
        self.people.resize(self.cells.len(), Seen::default());
        for ((at, person), cell) in people.zip(&self.cells) {
            let slot = &mut self.starts[*cell as usize];
            *slot -= 1;
            self.at[*slot as usize] = at;
            self.people[*slot as usize] = person;
        }
    }

    /// The people within so many metres of a point and some more, in rows that lie side by side.
    #[inline]
    pub(super) fn near(&self, at: Vector, reach: f32) -> impl Iterator<Item = Range<usize>> {
        let (left, down) = self.place(at - Vector::new(reach, reach));
        let (right, top) = self.place(at + Vector::new(reach, reach));
        (down..=top).map(move |row| {
            let from = self.starts[row * self.across + left] as usize;
            let to = self.starts[row * self.across + right + 1] as usize;
            from..to
        })
    }
}
