//! Who is near: people sorted into square cells by counting, row by row.

use std::ops::Range;

use super::vector::Vector;

/// Cell size, m: half of how far neighbours turn somebody.
pub(super) const CELL: f32 = 0.5;
/// A plane has no more cells than this.
const MOST_CELLS: f32 = 2_000_000.0;

/// So many cells in a row share what is known of the ways that people go there.
const BLOCK: usize = 4;

/// Where a person is, apart from the rest: most of those in a cell are found too far away.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Spot {
    pub(super) at: Vector,
    pub(super) area: u32,
    /// Half of the width of the shoulders, m.
    pub(super) radius: f32,
}

/// What else others see of a person.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seen {
    /// Where the person wants to go; no length before it walks.
    pub(super) wish: Vector,
    pub(super) gate: u32,
    pub(super) who: u32,
}

/// The people in the plane, in the order of the cells.
#[derive(Clone, Debug, Default)]
pub(super) struct Grid {
    scale: f32,
    across: usize,
    up: usize,
    starts: Vec<u32>,
    pub(super) spots: Vec<Spot>,
    pub(super) people: Vec<Seen>,
    cells: Vec<u32>,
    /// For each block of cells the ways that people go in it, a bit for each eighth of a turn; and
    /// the same with the blocks around.
    ways: Vec<u8>,
    ways_around: Vec<u8>,
    blocks: usize,
}

/// In which eighth of a turn a direction lies.
#[inline]
fn eighth(way: Vector) -> usize {
    const ORDER: [u8; 8] = [0, 1, 3, 2, 7, 6, 4, 5];
    let steep = way.y.abs() > way.x.abs();
    let at = usize::from(steep) | usize::from(way.x < 0.0) << 1 | usize::from(way.y < 0.0) << 2;
    usize::from(ORDER[at])
}

impl Grid {
    pub(super) fn new(size: Vector, people: usize) -> Self {
        let cell = CELL.max((size.x * size.y / MOST_CELLS).sqrt());
        let across = (size.x / cell).ceil().max(1.0) as usize + 1;
        let up = (size.y / cell).ceil().max(1.0) as usize + 1;
        let blocks = across / BLOCK + 1;
        Self {
            scale: 1.0 / cell,
            across,
            up,
            starts: vec![0; across * up + 1],
            spots: Vec::with_capacity(people),
            people: Vec::with_capacity(people),
            cells: Vec::with_capacity(people),
            ways: vec![0; blocks * (up / BLOCK + 1)],
            ways_around: vec![0; blocks * (up / BLOCK + 1)],
            blocks,
        }
    }

    #[inline]
    fn place(&self, at: Vector) -> (usize, usize) {
        // A place that is no number is the first cell.
        let column = (((at.x * self.scale).max(0.0) as u32) as usize).min(self.across - 1);
        let row = (((at.y * self.scale).max(0.0) as u32) as usize).min(self.up - 1);
        (column, row)
    }

    /// Sorts people anew, and notes the ways they go if anybody may `meet` another.
    pub(super) fn sort(&mut self, people: impl Iterator<Item = (Spot, Seen)> + Clone, meet: bool) {
        self.starts.fill(0);
        self.cells.clear();
        for (spot, _) in people.clone() {
            let (column, row) = self.place(spot.at);
            let cell = row * self.across + column;
            self.cells.push(cell as u32);
            self.starts[cell] += 1;
        }
        let mut sum = 0;
        for start in &mut self.starts {
            sum += *start;
            *start = sum;
        }
        self.spots.resize(self.cells.len(), Spot::default());
        self.people.resize(self.cells.len(), Seen::default());
        for ((spot, seen), cell) in people.zip(&self.cells) {
            let slot = &mut self.starts[*cell as usize];
            *slot -= 1;
            self.spots[*slot as usize] = spot;
            self.people[*slot as usize] = seen;
        }
        if meet {
            self.spread_ways();
        }
    }

    fn spread_ways(&mut self) {
        self.ways.fill(0);
        for (spot, seen) in self.spots.iter().zip(&self.people) {
            let (column, row) = self.place(spot.at);
            let walks = u8::from(seen.wish != Vector::default());
            self.ways[row / BLOCK * self.blocks + column / BLOCK] |= walks << eighth(seen.wish);
        }
        let blocks = self.blocks;
        let rows = self.ways.len() / blocks;
        for row in 0..rows {
            for column in 0..blocks {
                let mut ways = 0;
                for near in row.saturating_sub(1)..=(row + 1).min(rows - 1) {
                    let from = near * blocks + column.saturating_sub(1);
                    let to = near * blocks + (column + 1).min(blocks - 1);
                    ways |= self.ways[from..=to].iter().fold(0, |ways, way| ways | way);
                }
                self.ways_around[row * blocks + column] = ways;
            }
        }
    }

    /// Whether somebody in sight of a point may want to go against this way: somebody whose way
    /// differs from it by more than a quarter of a turn.
    #[inline]
    pub(super) fn may_meet(&self, at: Vector, way: Vector) -> bool {
        let (column, row) = self.place(at);
        let against = 0b0111_1100_u8.rotate_left(eighth(way) as u32);
        self.ways_around[row / BLOCK * self.blocks + column / BLOCK] & against != 0
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
