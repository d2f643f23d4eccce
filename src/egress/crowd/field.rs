//! The walking distance to a gate from everywhere in an area that is not convex.
//!
//! The eikonal equation |∇u| = c on square cells, solved by fast sweeping (Zhao 2005); c rises near
//! walls, so that ways keep the shoulder's distance from them.

use super::vector::Vector;
use super::walls::Walls;

/// Cell size, m.
const CELL: f32 = 0.2;
/// Larger areas get larger cells.
const MOST_CELLS: f32 = 1_000_000.0;
/// From this distance to a wall on, walking is at no extra cost, m.
const SHY: f32 = 0.35;
/// The extra cost of a metre along a wall.
const WALL_COST: f32 = 2.0;

/// The floor of an area in cells.
#[derive(Clone, Debug)]
pub(super) struct Raster {
    low: Vector,
    cell: f32,
    across: usize,
    up: usize,
    /// What a metre counts; infinite where nobody can stand.
    cost: Vec<f32>,
}

/// The distance to one gate, and the direction to take, for every cell.
#[derive(Clone, Debug)]
pub(super) struct Field {
    distance: Vec<f32>,
    /// The unit direction in 1/127.
    direction: Vec<[i8; 2]>,
}

impl Raster {
    /// The cells of a closed outline; `blocks` says how near a wall inside it stops a cell.
    pub(super) fn new(outline: &[Vector], walls: &Walls, inner: &[(Vector, Vector, f32)]) -> Self {
        let (mut low, mut high) = (outline[0], outline[0]);
        for corner in outline {
            low = Vector::new(low.x.min(corner.x), low.y.min(corner.y));
            high = Vector::new(high.x.max(corner.x), high.y.max(corner.y));
        }
        let size = high - low;
        let cell = CELL.max((size.x * size.y / MOST_CELLS).sqrt());
        let across = (size.x / cell).ceil().max(1.0) as usize;
        let up = (size.y / cell).ceil().max(1.0) as usize;
        let mut raster = Self { low, cell, across, up, cost: vec![f32::INFINITY; across * up] };
        let mut crossings: Vec<f32> = Vec::new();
        for row in 0..up {
            let y = low.y + (row as f32 + 0.5) * cell;
            crossings.clear();
            for (at, a) in outline.iter().enumerate() {
                let b = outline[(at + 1) % outline.len()];
                if (a.y > y) != (b.y > y) {
                    crossings.push(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x));
                }
            }
            crossings.sort_by(f32::total_cmp);
            for pair in crossings.chunks_exact(2) {
                for column in 0..across {
                    let point = raster.centre(column, row);
                    if point.x <= pair[0] || point.x >= pair[1] {
                        continue;
                    }
                    let blocked = inner.iter().any(|(a, b, half)| {
                        let gap = (super::vector::nearest(*a, *b, point) - point).length();
                        gap < half.max(0.5 * cell + 1e-3)
                    });
                    if !blocked {
                        let near = (SHY - walls.distance(point)).max(0.0) / SHY;
                        raster.cost[row * across + column] = 1.0 + WALL_COST * near;
                    }
                }
            }
        }
        raster
    }

    fn centre(&self, column: usize, row: usize) -> Vector {
        let at = Vector::new(column as f32 + 0.5, row as f32 + 0.5);
        self.low + at * self.cell
    }

    fn at(&self, point: Vector) -> usize {
        let place = (point - self.low) * (1.0 / self.cell);
        let column = (place.x.max(0.0) as usize).min(self.across - 1);
        let row = (place.y.max(0.0) as usize).min(self.up - 1);
        row * self.across + column
    }

    /// The field of a gate; `near` says how far a point close to the gate is from it.
    pub(super) fn field(&self, near: impl Fn(Vector) -> Option<f32>) -> Field {
        let (across, up) = (self.across, self.up);
        let mut distance = vec![f32::INFINITY; across * up];
        let mut fixed = vec![false; across * up];
        for row in 0..up {
            for column in 0..across {
                let at = row * across + column;
                if self.cost[at].is_finite()
                    && let Some(gap) = near(self.centre(column, row))
                {
                    distance[at] = gap;
                    fixed[at] = true;
                }
            }
        }
        // Eight rounds see a way around eight corners in a row; the loop ends when nothing changes.
        for _ in 0..64 {
            let mut change = 0.0_f32;
            for sweep in 0..4 {
                for r in 0..up {
                    let row = if sweep & 1 == 0 { r } else { up - 1 - r };
                    for c in 0..across {
                        let column = if sweep & 2 == 0 { c } else { across - 1 - c };
                        let at = row * across + column;
                        if fixed[at] || !self.cost[at].is_finite() {
                            continue;
                        }
                        let found = self.update(&distance, column, row);
                        if found + 1e-4 < distance[at] {
                            change = change.max((distance[at] - found).min(1.0));
                            distance[at] = found;
                        }
                    }
                }
            }
            if change < 1e-3 {
                break;
            }
        }
        self.fill(&mut distance);
        let direction = (0..up)
            .flat_map(|row| (0..across).map(move |column| (column, row)))
            .map(|(column, row)| self.downhill(&distance, column, row))
            .collect();
        Field { distance, direction }
    }

    fn around(&self, distance: &[f32], column: usize, row: usize) -> [f32; 4] {
        let get = |inside: bool, at: usize| if inside { distance[at] } else { f32::INFINITY };
        let at = row * self.across + column;
        [
            get(column > 0, at.wrapping_sub(1)),
            get(column + 1 < self.across, at + 1),
            get(row > 0, at.wrapping_sub(self.across)),
            get(row + 1 < self.up, at + self.across),
        ]
    }

    fn update(&self, distance: &[f32], column: usize, row: usize) -> f32 {
        let [left, right, below, above] = self.around(distance, column, row);
        let (a, b) = (left.min(right), below.min(above));
        let step = self.cost[row * self.across + column] * self.cell;
        if (a - b).abs() >= step || !a.is_finite() || !b.is_finite() {
            return a.min(b) + step;
        }
        f32::midpoint(a, b) + (2.0 * step * step - (a - b) * (a - b)).max(0.0).sqrt() / 2.0
    }

    /// Gives the cells at the rim, whose middle lies outside, the values of their neighbours.
    fn fill(&self, distance: &mut [f32]) {
        for _ in 0..3 {
            let before = distance.to_vec();
            for row in 0..self.up {
                for column in 0..self.across {
                    let at = row * self.across + column;
                    if before[at].is_infinite() {
                        let around = self.around(&before, column, row);
                        let least = around.into_iter().fold(f32::INFINITY, f32::min);
                        distance[at] = least + 2.0 * self.cell;
                    }
                }
            }
        }
    }

    fn downhill(&self, distance: &[f32], column: usize, row: usize) -> [i8; 2] {
        let here = distance[row * self.across + column];
        let [left, right, below, above] = self.around(distance, column, row);
        if !here.is_finite() {
            return [0, 0];
        }
        let slope = |low: f32, high: f32| {
            if low < here && low <= high {
                low - here
            } else if high < here {
                here - high
            } else {
                0.0
            }
        };
        let way = Vector::new(slope(left, right), slope(below, above));
        way.unit().map_or([0, 0], |unit| [(unit.x * 127.0) as i8, (unit.y * 127.0) as i8])
    }

    /// The distance from a point, m; infinite where no way leads.
    pub(super) fn distance(&self, field: &Field, point: Vector) -> f32 {
        field.distance[self.at(point)]
    }

    /// Where to go from a point; no length at the gate itself.
    #[inline]
    pub(super) fn direction(&self, field: &Field, point: Vector) -> Vector {
        let [x, y] = field.direction[self.at(point)];
        Vector::new(f32::from(x), f32::from(y)) * (1.0 / 127.0)
    }

    /// Whether somebody can stand at a point.
    pub(super) fn is_free(&self, point: Vector) -> bool {
        self.cost[self.at(point)].is_finite()
    }
}
