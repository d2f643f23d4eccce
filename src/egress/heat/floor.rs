//! The floor of a storey in square cells, each of one space.

use crate::building::{Point, Polygon, Storey};

/// The side of a cell, m, unless a storey is so large that the cells would be too many.
const CELL: f64 = 0.4;
/// No storey has more cells than this.
const MOST_CELLS: f64 = 400_000.0;
/// The side of the field over which density is taken, m: the measuring field of RiMEA, test 4.
const FIELD: f64 = 2.0;
/// No space.
pub(super) const NOWHERE: u16 = u16::MAX;

/// The floor of a storey in cells.
#[derive(Clone, Debug, Default)]
pub struct Floor {
    /// The lower left corner, m.
    pub origin: Point,
    /// The side of a cell, m.
    pub cell: f64,
    /// Cells to the right.
    pub across: usize,
    /// Cells upwards.
    pub up: usize,
    /// The space of each cell, by its place in the storey's list.
    spaces: Vec<u16>,
    /// How many cells a field reaches to each side.
    reach: isize,
    /// The area of each cell's field that is in the same space, m².
    field: Vec<f32>,
}

impl Floor {
    pub(super) fn new(storey: &Storey) -> Self {
        let Some(bounds) = storey.bounds() else { return Self::default() };
        let (width, height) = (bounds.width(), bounds.height());
        if !(width > 0.0 && height > 0.0 && width.is_finite() && height.is_finite()) {
            return Self::default();
        }
        let cell = CELL.max((width * height / MOST_CELLS).sqrt()).max(width.max(height) / 20_000.0);
        let across = (width / cell).ceil() as usize + 1;
        let up = (height / cell).ceil() as usize + 1;
        let reach = ((FIELD / cell - 1.0) / 2.0).round().max(0.0) as isize;
        let mut floor = Self {
            origin: bounds.min,
            cell,
            across,
            up,
            spaces: vec![NOWHERE; across * up],
            reach,
            field: vec![0.0; across * up],
        };
        for (number, space) in (0..NOWHERE).zip(&storey.spaces) {
            floor.fill(&space.outline, number);
        }
        for at in 0..floor.spaces.len() {
            if floor.spaces[at] != NOWHERE {
                let mut same = 0_u32;
                floor.around(at, |_| same += 1);
                floor.field[at] = same as f32 * (cell * cell) as f32;
            }
        }
        floor
    }

    /// Gives the cells whose middle lies in an outline to a space, row by row.
    fn fill(&mut self, outline: &Polygon, number: u16) {
        let mut cuts: Vec<f64> = Vec::new();
        for row in 0..self.up {
            let y = self.origin.y + (row as f64 + 0.5) * self.cell;
            cuts.clear();
            for edge in outline.edges() {
                if (edge.a.y > y) != (edge.b.y > y) {
                    let share = (y - edge.a.y) / (edge.b.y - edge.a.y);
                    cuts.push(edge.a.x + share * (edge.b.x - edge.a.x));
                }
            }
            cuts.sort_by(f64::total_cmp);
            for pair in cuts.chunks_exact(2) {
                let column = |x: f64| ((x - self.origin.x) / self.cell - 0.5).ceil().max(0.0);
                let (from, to) = (column(pair[0]) as usize, column(pair[1]) as usize);
                for column in from..to.min(self.across) {
                    self.spaces[row * self.across + column] = number;
                }
            }
        }
    }

    /// The cell at a point of the plan.
    #[must_use]
    pub fn at(&self, point: Point) -> Option<usize> {
        let column = ((point.x - self.origin.x) / self.cell).floor();
        let row = ((point.y - self.origin.y) / self.cell).floor();
        let inside =
            column >= 0.0 && row >= 0.0 && column < self.across as f64 && row < self.up as f64;
        inside.then(|| row as usize * self.across + column as usize)
    }

    /// The lower left corner of a cell.
    #[must_use]
    pub fn corner(&self, at: usize) -> Point {
        let (row, column) = (at / self.across.max(1), at % self.across.max(1));
        self.origin.moved(column as f64 * self.cell, row as f64 * self.cell)
    }

    /// How many cells there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.spaces.len()
    }

    /// Whether there is no cell at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.spaces.is_empty()
    }

    /// The space of a cell, by its place in the storey's list; nothing outside of all.
    #[must_use]
    pub fn space(&self, at: usize) -> Option<usize> {
        self.spaces.get(at).filter(|space| **space != NOWHERE).map(|space| usize::from(*space))
    }

    pub(super) fn space_at(&self, point: Point) -> u16 {
        self.at(point).map_or(NOWHERE, |at| self.spaces[at])
    }

    /// Goes through the cells of a cell's field that are in the same space.
    fn around(&self, at: usize, mut each: impl FnMut(usize)) {
        let space = self.spaces[at];
        let (row, column) = ((at / self.across) as isize, (at % self.across) as isize);
        let rows = (row - self.reach).max(0)..=(row + self.reach).min(self.up as isize - 1);
        for row in rows {
            let first = (column - self.reach).max(0);
            let last = (column + self.reach).min(self.across as isize - 1);
            for column in first..=last {
                let there = row as usize * self.across + column as usize;
                if self.spaces[there] == space {
                    each(there);
                }
            }
        }
    }

    /// Adds somebody who stands at a point of a space to the densities, persons/m². Whoever stands
    /// in a cell whose middle is behind the wall counts from the nearest cell of their space.
    pub(super) fn add(&self, densities: &mut [f32], point: Point, space: u16) {
        let Some(at) = self.cell_of(point, space) else { return };
        self.around(at, |there| densities[there] += 1.0 / self.field[there]);
    }

    /// The cell of a space at or beside a point.
    pub(super) fn cell_of(&self, point: Point, space: u16) -> Option<usize> {
        let steps = [(0.0, 0.0), (1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)];
        steps.into_iter().find_map(|(dx, dy)| {
            let at = self.at(point.moved(dx * self.cell, dy * self.cell))?;
            (self.spaces[at] == space).then_some(at)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::building::{Space, SpaceId, SpaceUse, StoreyId};

    fn floor() -> Floor {
        let mut storey = Storey::new(StoreyId::new("1f"), "1F", 0.0);
        let hall = Polygon::rectangle(Point::new(0.0, 0.0), Point::new(12.0, 8.0));
        let bent = [(12.0, 0.0), (20.0, 0.0), (20.0, 4.0), (16.0, 4.0), (16.0, 8.0), (12.0, 8.0)];
        let bent = Polygon(bent.map(|(x, y)| Point::new(x, y)).to_vec());
        for (id, outline) in [("hall", hall), ("bent", bent)] {
            storey.spaces.push(Space::new(SpaceId::new(id), id, SpaceUse::Production, outline));
        }
        Floor::new(&storey)
    }

    #[test]
    fn cells_cover_the_area_of_their_space() {
        let floor = floor();
        for (space, area) in [(0, 96.0), (1, 48.0)] {
            let cells = (0..floor.len()).filter(|at| floor.space(*at) == Some(space)).count();
            let covered = cells as f64 * floor.cell * floor.cell;
            assert!((covered - area).abs() < 0.05 * area, "{covered} m² of {area} m²");
        }
        assert_eq!(floor.space_at(Point::new(18.0, 6.0)), NOWHERE);
    }

    #[test]
    fn nobody_is_lost_or_doubled_by_density() {
        let floor = floor();
        let mut densities = vec![0.0; floor.len()];
        floor.add(&mut densities, Point::new(6.0, 4.0), 0);
        let sum: f32 = densities.iter().map(|d| d * (floor.cell * floor.cell) as f32).sum();
        assert!((sum - 1.0).abs() < 1e-4, "{sum} people");
        // One person in a field of 2 m by 2 m, away from walls.
        let middle = floor.at(Point::new(6.0, 4.0)).unwrap();
        assert!((densities[middle] - 0.25).abs() < 1e-6);
    }

    #[test]
    fn density_does_not_pass_a_wall() {
        let floor = floor();
        let mut densities = vec![0.0; floor.len()];
        floor.add(&mut densities, Point::new(11.7, 4.0), 0);
        let beyond = (0..floor.len()).filter(|at| floor.space(*at) == Some(1));
        assert!(beyond.map(|at| densities[at]).all(|density| density == 0.0));
    }
}
