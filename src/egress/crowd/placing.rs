//! Where people stand when the alarm is given: anywhere in their space, not upon one another.

use super::plan::Plan;
use super::population::Dice;
use super::vector::Vector;

/// Between middles as long as there is room, and at the very least, m.
const APART: f32 = 0.45;
const CLOSEST: f32 = 0.32;
/// From a wall, m.
const FROM_WALL: f32 = 0.22;

/// Places for so many people in an area; fewer where no more fit.
pub(super) fn place(
    plan: &Plan,
    area: u32,
    people: usize,
    taken: &[Vector],
    mut dice: Dice,
) -> Vec<Vector> {
    let outline = &plan.areas[area as usize].outline;
    if outline.len() < 3 || people == 0 {
        return Vec::new();
    }
    let (mut low, mut high) = (outline[0], outline[0]);
    for corner in outline {
        low = Vector::new(low.x.min(corner.x), low.y.min(corner.y));
        high = Vector::new(high.x.max(corner.x), high.y.max(corner.y));
    }
    let size = high - low;
    let fits = |point: Vector| {
        plan.is_free(area, point) && plan.areas[area as usize].walls.distance(point) >= FROM_WALL
    };
    let mut found = scatter(low, size, people, taken, &mut dice, fits);
    if found.len() == people {
        return found;
    }
    // Too full for chance: rows as dense as need be, of which chance takes some.
    found.clear();
    let mut pitch = APART;
    loop {
        let mut rows = lattice(low, size, pitch, fits);
        if rows.len() >= people || pitch <= CLOSEST {
            for at in (1..rows.len()).rev() {
                rows.swap(at, (dice.next() % (at as u64 + 1)) as usize);
            }
            rows.truncate(people);
            return rows;
        }
        pitch = (pitch * 0.93).max(CLOSEST);
    }
}

fn scatter(
    low: Vector,
    size: Vector,
    people: usize,
    taken: &[Vector],
    dice: &mut Dice,
    fits: impl Fn(Vector) -> bool,
) -> Vec<Vector> {
    // More than half of the densest rows is never found by chance.
    if people as f32 * APART * APART > 0.5 * size.x * size.y {
        return Vec::new();
    }
    let (across, up) = ((size.x / APART) as usize + 1, (size.y / APART) as usize + 1);
    let mut cells: Vec<Vec<Vector>> = vec![Vec::new(); (across * up).min(4_000_000)];
    let cell = |point: Vector| {
        let column = (((point.x - low.x) / APART) as usize).min(across - 1);
        let row = (((point.y - low.y) / APART) as usize).min(up - 1);
        (column, row)
    };
    let mut found = Vec::with_capacity(people);
    for _ in 0..people.saturating_mul(30) {
        if found.len() == people {
            break;
        }
        let point = low + Vector::new(dice.share() as f32 * size.x, dice.share() as f32 * size.y);
        let (column, row) = cell(point);
        let mut near = (row.saturating_sub(1)..=(row + 1).min(up - 1)).flat_map(|row| {
            (column.saturating_sub(1)..=(column + 1).min(across - 1))
                .map(move |column| row * across + column)
        });
        let free = near.all(|at| {
            cells.get(at).is_none_or(|c| c.iter().all(|p| (*p - point).length() >= APART))
        });
        if free && taken.iter().all(|p| (*p - point).length() >= APART) && fits(point) {
            if let Some(cell) = cells.get_mut(row * across + column) {
                cell.push(point);
            }
            found.push(point);
        }
    }
    found
}

fn lattice(low: Vector, size: Vector, pitch: f32, fits: impl Fn(Vector) -> bool) -> Vec<Vector> {
    let mut rows = Vec::new();
    let rise = pitch * 0.866;
    let up = (((size.y - 2.0 * FROM_WALL) / rise).max(0.0) as usize).min(20_000);
    let across = (((size.x - 2.0 * FROM_WALL) / pitch).max(0.0) as usize).min(20_000);
    for row in 0..=up {
        let shift = if row % 2 == 0 { 0.0 } else { pitch / 2.0 };
        for column in 0..=across {
            let off = Vector::new(column as f32 * pitch + shift, row as f32 * rise);
            let point = low + Vector::new(FROM_WALL + 1e-3, FROM_WALL + 1e-3) + off;
            if fits(point) {
                rows.push(point);
            }
        }
    }
    rows
}
