//! Where the labels of a plan stand: the more important first, none over another, and beside routes
//! and doors where there is room.
//!
//! The spots of a label are tried in their order and do not depend on the frame before, so that
//! labels do not jump while the plan is moved.

use eframe::egui::{Pos2, Rect, Vec2};

/// The side of a cell of the grid in which what is taken is looked up, points of the screen.
const CELL: f32 = 64.0;
/// The most cells in a row or a column, however large a screen is said to be.
const MOST: usize = 256;
/// What is left free around a label, points of the screen.
const FREE: f32 = 1.0;

/// What is named; who comes first is placed first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    Space,
    Exit,
    Door,
}

/// A label that looks for its place.
#[derive(Clone, Debug)]
pub(super) struct Wish {
    pub(super) rank: Rank,
    pub(super) size: Vec2,
    /// The middles at which it may stand, the best first.
    pub(super) spots: Vec<Pos2>,
    /// The outline in which it should lie.
    pub(super) within: Option<Vec<Pos2>>,
}

/// Where a label stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Spot {
    pub(super) rect: Rect,
    /// Whether it lies over a line or a sign, so that it needs a ground of its own.
    pub(super) crosses: bool,
    /// Whether all of it lies in the outline that was wished for.
    pub(super) inside: bool,
}

/// What labels keep away from.
#[derive(Debug)]
pub(super) struct Sheet {
    screen: Rect,
    around: Rect,
    labels: Cells<Rect>,
    signs: Cells<Rect>,
    lines: Cells<[Pos2; 2]>,
}

impl Sheet {
    pub(super) fn new(screen: Rect) -> Self {
        let around = screen.expand(CELL);
        let (labels, signs, lines) = (Cells::of(around), Cells::of(around), Cells::of(around));
        Self { screen, around, labels, signs, lines }
    }

    /// A door or a pictogram.
    pub(super) fn sign(&mut self, rect: Rect) {
        if self.around.intersects(rect) {
            self.signs.add(rect, rect);
        }
    }

    /// A part of a route or of a wall.
    pub(super) fn line(&mut self, [a, b]: [Pos2; 2]) {
        let Some((from, to)) = clipped([a, b], self.around) else { return };
        let (from, to) = (a + (b - a) * from, a + (b - a) * to);
        let pieces = ((to - from).length() / CELL).ceil().max(1.0);
        for piece in 0..pieces as u32 {
            let at = |n: u32| from + (to - from) * (n as f32 / pieces);
            let ends = [at(piece), at(piece + 1)];
            self.lines.add(Rect::from_two_pos(ends[0], ends[1]), ends);
        }
    }

    /// Gives each label its place, or none where it would lie over a more important one.
    pub(super) fn place<'w>(
        &mut self,
        wishes: impl IntoIterator<Item = &'w Wish>,
    ) -> Vec<Option<Spot>> {
        let wishes: Vec<&Wish> = wishes.into_iter().collect();
        let mut order: Vec<usize> = (0..wishes.len()).collect();
        order.sort_by_key(|at| wishes[*at].rank);
        let mut placed = vec![None; wishes.len()];
        for at in order {
            let found = self.best(wishes[at]);
            if let Some(spot) = found {
                self.labels.add(spot.rect, spot.rect);
            }
            placed[at] = found;
        }
        placed
    }

    /// The first spot at which nothing is in the way, else the one at which the least is.
    fn best(&self, wish: &Wish) -> Option<Spot> {
        let mut best: Option<(u32, Spot)> = None;
        for middle in &wish.spots {
            let rect = Rect::from_center_size(*middle, wish.size);
            let around = rect.expand(FREE);
            if self.labels.any(around, |other| other.intersects(around)) {
                continue;
            }
            let sign = self.signs.any(around, |sign| sign.intersects(around));
            let line = self.lines.any(around, |line| clipped(*line, around).is_some());
            let inside = wish.within.as_ref().is_some_and(|ring| holds(ring, rect));
            let astray = wish.within.is_some() && !inside;
            let cut = !self.screen.contains_rect(rect);
            let cost =
                u32::from(cut) * 8 + u32::from(astray) * 4 + u32::from(sign) * 2 + u32::from(line);
            if best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, Spot { rect, crosses: sign || line, inside }));
            }
            if cost == 0 {
                break;
            }
        }
        best.map(|(_, spot)| spot)
    }
}

/// Things by the cells over which they lie. What is beyond the edge counts to the cells there.
#[derive(Debug)]
struct Cells<T> {
    corner: Pos2,
    columns: usize,
    rows: usize,
    cells: Vec<Vec<T>>,
}

impl<T: Copy> Cells<T> {
    fn of(area: Rect) -> Self {
        let count = |length: f32| ((length / CELL).ceil().max(1.0) as usize).min(MOST);
        let (columns, rows) = (count(area.width()), count(area.height()));
        Self { corner: area.min, columns, rows, cells: vec![Vec::new(); columns * rows] }
    }

    fn over(&self, rect: Rect) -> impl Iterator<Item = usize> + use<T> {
        let columns = self.columns;
        let cell = |way: f32, count: usize| ((way / CELL).max(0.0) as usize).min(count - 1);
        let (low, high) = (rect.min - self.corner, rect.max - self.corner);
        let (left, right) = (cell(low.x, columns), cell(high.x, columns));
        let (top, bottom) = (cell(low.y, self.rows), cell(high.y, self.rows));
        (top..=bottom).flat_map(move |row| (left..=right).map(move |column| row * columns + column))
    }

    fn add(&mut self, rect: Rect, thing: T) {
        for cell in self.over(rect) {
            self.cells[cell].push(thing);
        }
    }

    fn any(&self, rect: Rect, is: impl Fn(&T) -> bool) -> bool {
        self.over(rect).any(|cell| self.cells[cell].iter().any(&is))
    }
}

/// From which to which share of it a line lies in a rectangle (Liang and Barsky 1984).
fn clipped([a, b]: [Pos2; 2], rect: Rect) -> Option<(f32, f32)> {
    let way = b - a;
    let (mut from, mut to) = (0.0_f32, 1.0_f32);
    for (step, room) in [
        (-way.x, a.x - rect.left()),
        (way.x, rect.right() - a.x),
        (-way.y, a.y - rect.top()),
        (way.y, rect.bottom() - a.y),
    ] {
        if step == 0.0 {
            if room < 0.0 {
                return None;
            }
        } else if step < 0.0 {
            from = from.max(room / step);
        } else {
            to = to.min(room / step);
        }
    }
    (from <= to).then_some((from, to))
}

/// Whether a rectangle lies in an outline with all of it.
fn holds(ring: &[Pos2], rect: Rect) -> bool {
    let edges = || ring.iter().zip(ring.iter().cycle().skip(1));
    let middle = rect.center();
    let crossings = edges().filter(|(a, b)| {
        let beside = (a.y > middle.y) != (b.y > middle.y);
        beside && middle.x < (b.x - a.x) * (middle.y - a.y) / (b.y - a.y) + a.x
    });
    crossings.count() % 2 == 1 && edges().all(|(a, b)| clipped([*a, *b], rect).is_none())
}

#[cfg(test)]
mod tests {
    use eframe::egui::{pos2, vec2};
    use proptest::prelude::*;

    use super::*;

    const SCREEN: Rect = Rect { min: Pos2::ZERO, max: Pos2 { x: 800.0, y: 600.0 } };

    fn wish(rank: Rank, spots: &[(f32, f32)]) -> Wish {
        let spots = spots.iter().map(|(x, y)| pos2(*x, *y)).collect();
        Wish { rank, size: vec2(40.0, 14.0), spots, within: None }
    }

    #[test]
    fn a_label_goes_beside_a_route_and_hides_for_a_more_important_one() {
        let mut sheet = Sheet::new(SCREEN);
        sheet.line([pos2(0.0, 100.0), pos2(800.0, 100.0)]);
        let space = wish(Rank::Space, &[(100.0, 100.0), (100.0, 130.0)]);
        let door = wish(Rank::Door, &[(110.0, 128.0)]);
        let route_only = wish(Rank::Exit, &[(400.0, 100.0)]);
        let placed = sheet.place(&[door, space, route_only]);
        assert_eq!(placed[0], None);
        let beside = placed[1].unwrap();
        assert_eq!((beside.rect.center(), beside.crosses), (pos2(100.0, 130.0), false));
        assert!(placed[2].unwrap().crosses);
    }

    #[test]
    fn what_juts_into_a_room_is_not_inside() {
        let ring =
            [(0.0, 0.0), (100.0, 0.0), (100.0, 50.0), (50.0, 50.0), (50.0, 100.0), (0.0, 100.0)];
        let ring = ring.map(|(x, y)| pos2(x, y));
        assert!(holds(&ring, Rect::from_center_size(pos2(50.0, 25.0), vec2(90.0, 20.0))));
        assert!(!holds(&ring, Rect::from_center_size(pos2(50.0, 45.0), vec2(90.0, 20.0))));
        assert!(!holds(&ring, Rect::from_center_size(pos2(80.0, 80.0), vec2(10.0, 10.0))));
    }

    fn wishes() -> impl Strategy<Value = Vec<Wish>> {
        // Whole points, so that moving them by whole points rounds nothing.
        let spot = (0_u16..800, 0_u16..600).prop_map(|(x, y)| (f32::from(x), f32::from(y)));
        let one = (0_u8..3, proptest::collection::vec(spot, 1..5), 5_u8..120, 0_u16..300);
        let one = one.prop_map(|(rank, spots, width, room)| {
            let (width, room) = (f32::from(width), f32::from(room));
            let rank = [Rank::Space, Rank::Exit, Rank::Door][usize::from(rank)];
            let size = vec2(width, 14.0);
            let (x, y) = spots[0];
            let corner = [(-1.0, -1.0), (1.0, -0.4), (0.6, 1.0), (-0.2, 0.3)];
            let ring = corner.map(|(right, down)| pos2(x + room * right, y + room * down));
            Wish { size, within: Some(ring.to_vec()), ..wish(rank, &spots) }
        });
        proptest::collection::vec(one, 0..60)
    }

    proptest! {
        #[test]
        fn no_label_lies_over_another_and_inside_is_inside(
            wishes in wishes(),
            routes in proptest::collection::vec((0.0_f32..800.0, 0.0_f32..600.0), 0..8),
        ) {
            let mut sheet = Sheet::new(SCREEN);
            for pair in routes.windows(2) {
                sheet.line([pos2(pair[0].0, pair[0].1), pos2(pair[1].0, pair[1].1)]);
            }
            let placed = sheet.place(&wishes);
            let all: Vec<Spot> = placed.iter().flatten().copied().collect();
            for (at, spot) in all.iter().enumerate() {
                for other in &all[at + 1..] {
                    prop_assert!(!spot.rect.intersects(other.rect), "{spot:?} {other:?}");
                }
            }
            for (wish, spot) in wishes.iter().zip(&placed) {
                let (Some(ring), Some(spot)) = (&wish.within, spot) else { continue };
                let rect = spot.rect.shrink(0.1);
                // Many points along the edge of the label: none of an inside label is outside.
                for step in 0_u8..=20 {
                    let share = f32::from(step) / 20.0;
                    let upper = rect.left_top() + vec2(rect.width() * share, 0.0);
                    let lower = rect.left_bottom() + vec2(rect.width() * share, 0.0);
                    for point in [upper, lower] {
                        let dot = Rect::from_center_size(point, vec2(0.01, 0.01));
                        prop_assert!(!spot.inside || holds(ring, dot), "{point:?} of {rect:?}");
                    }
                }
            }
        }

        /// Moving the plan moves the labels with it.
        #[test]
        fn labels_do_not_jump_when_the_plan_is_moved(wishes in wishes(), dx in -60_i8..60) {
            let by = vec2(f32::from(dx), 0.0);
            let moved: Vec<Wish> = wishes.iter().map(|wish| Wish {
                spots: wish.spots.iter().map(|spot| *spot + by).collect(),
                within: None,
                ..wish.clone()
            }).collect();
            let here: Vec<Wish> = wishes.iter().map(|w| Wish { within: None, ..w.clone() }).collect();
            let screen = SCREEN.expand(200.0);
            let before = Sheet::new(screen).place(&here);
            let after = Sheet::new(screen).place(&moved);
            for (before, after) in before.iter().zip(&after) {
                prop_assert_eq!(before.is_some(), after.is_some());
                if let (Some(before), Some(after)) = (before, after) {
                    prop_assert!((before.rect.center() + by - after.rect.center()).length() < 0.1);
                }
            }
        }
    }
}
