//! Who is near: people sorted into square cells by counting, row by row.

use super::vector::Vector;

/// Cell size, m: half of how far people look.
const CELL: f32 = 0.9;
/// A plane has no more cells than this.
const MOST_CELLS: f32 = 2_000_000.0;

/// What others see of a person.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seen {
    pub(super) at: Vector,
    /// Where the person wants to go; no length before it walks.
    pub(super) wish: Vector,
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
            people: Vec::with_capacity(people),
            cells: Vec::with_capacity(people),
        }
    }

    fn place(&self, at: Vector) -> (usize, usize) {
        let column = ((at.x * self.scale).max(0.0) as usize).min(self.across - 1);
        let row = ((at.y * self.scale).max(0.0) as usize).min(self.up - 1);
        (column, row)
    }

    /// Sorts people anew.
    pub(super) fn sort(&mut self, people: impl Iterator<Item = Seen> + Clone) {
        self.starts.fill(0);
        self.cells.clear();
        for person in people.clone() {
            let (column, row) = self.place(person.at);
            let cell = row * self.across + column;
            self.cells.push(cell as u32);
            self.starts[cell] += 1;
        }
        let mut sum = 0;
        for start in &mut self.starts {
            sum += *start;
            *start = sum;
        }
        self.people.resize(self.cells.len(), Seen::default());
        for (person, cell) in people.zip(&self.cells) {
            let slot = &mut self.starts[*cell as usize];
            *slot -= 1;
            self.people[*slot as usize] = person;
        }
    }

    /// The people within about two cells of a point, in rows that lie side by side.
    #[inline]
    pub(super) fn near(&self, at: Vector, cells: usize) -> impl Iterator<Item = &[Seen]> {
        let (column, row) = self.place(at);
        let (left, right) = (column.saturating_sub(cells), (column + cells).min(self.across - 1));
        (row.saturating_sub(cells)..=(row + cells).min(self.up - 1)).map(move |row| {
            let from = self.starts[row * self.across + left] as usize;
            let to = self.starts[row * self.across + right + 1] as usize;
            &self.people[from..to]
        })
    }
}
