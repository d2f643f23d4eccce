//! Finding rooms in line work: what holds for every plan, whatever its rooms.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use muster::building::{Point, Segment};
use muster::exchange::plan::Stop;
use muster::exchange::plan::linework::{Graph, Line, faces};
use muster::exchange::plan::rooms::rooms;
use proptest::prelude::*;

/// A grid of rooms by the places of its walls, m, and which of its inner walls are missing.
#[derive(Clone, Debug)]
struct Grid {
    across: Vec<f64>,
    up: Vec<f64>,
    /// Walls that are taken out, by their number.
    without: Vec<usize>,
    seed: u64,
}

fn places() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(2.0..9.0_f64, 1..5).prop_map(|widths| {
        std::iter::once(0.0)
            .chain(widths.iter().scan(0.0, |at, width| {
                *at += (width * 100.0).round() / 100.0;
                Some(*at)
            }))
            .collect()
    })
}

/// Places of walls that leave every piece longer than what it lacks at its ends.
fn roomy() -> impl Strategy<Value = Vec<f64>> {
    places().prop_map(|places| places.iter().map(|at| at * 1.5).collect())
}

fn grids() -> impl Strategy<Value = Grid> {
    (places(), places(), prop::collection::vec(0..40_usize, 0..4), any::<u64>())
        .prop_map(|(across, up, without, seed)| Grid { across, up, without, seed })
}

impl Grid {
    /// The pieces of the inner walls, between neighbouring rooms.
    fn inner(&self) -> Vec<Segment> {
        let mut walls = Vec::new();
        for (n, x) in self.across.iter().enumerate() {
            for pair in self.up.windows(2) {
                if n > 0 && n + 1 < self.across.len() {
                    walls.push(Segment::new(Point::new(*x, pair[0]), Point::new(*x, pair[1])));
                }
            }
        }
        for (n, y) in self.up.iter().enumerate() {
            for pair in self.across.windows(2) {
                if n > 0 && n + 1 < self.up.len() {
                    walls.push(Segment::new(Point::new(pair[0], *y), Point::new(pair[1], *y)));
                }
            }
        }
        walls
    }

    fn size(&self) -> (f64, f64) {
        (*self.across.last().unwrap(), *self.up.last().unwrap())
    }

    /// The walls as single lines: the outline whole, inner walls in pieces.
    fn walls(&self) -> Vec<Segment> {
        let (wide, high) = self.size();
        let corner = |x: f64, y: f64| Point::new(x, y);
        let mut walls = vec![
            Segment::new(corner(0.0, 0.0), corner(wide, 0.0)),
            Segment::new(corner(wide, 0.0), corner(wide, high)),
            Segment::new(corner(wide, high), corner(0.0, high)),
            Segment::new(corner(0.0, high), corner(0.0, 0.0)),
        ];
        let inner = self.inner();
        let kept = |n: &usize| !self.without.contains(n);
        walls.extend((0..inner.len()).filter(kept).map(|n| inner[n]));
        walls
    }

    /// All walls in pieces between their corners.
    fn pieces(&self) -> Vec<Segment> {
        let mut walls = Vec::new();
        for y in &self.up {
            walls.extend(
                self.across
                    .windows(2)
                    .map(|x| Segment::new(Point::new(x[0], *y), Point::new(x[1], *y))),
            );
        }
        for x in &self.across {
            walls.extend(
                self.up
                    .windows(2)
                    .map(|y| Segment::new(Point::new(*x, y[0]), Point::new(*x, y[1]))),
            );
        }
        walls
    }

    /// The areas that the walls that are left enclose, by joining cells without a wall between.
    fn areas(&self) -> Vec<f64> {
        let (wide, high) = (self.across.len() - 1, self.up.len() - 1);
        let inner = self.inner();
        let gone: Vec<Point> =
            self.without.iter().filter_map(|n| inner.get(*n)).map(|wall| wall.middle()).collect();
        let mut group: Vec<usize> = (0..wide * high).collect();
        let middle = |from: &[f64], n: usize| f64::midpoint(from[n], from[n + 1]);
        for _ in 0..wide * high {
            for x in 0..wide {
                for y in 0..high {
                    let own = x * high + y;
                    let right = Point::new(self.across[x + 1], middle(&self.up, y));
                    let above = Point::new(middle(&self.across, x), self.up[y + 1]);
                    let joins = [(right, x + 1 < wide, own + high), (above, y + 1 < high, own + 1)];
                    for (wall, there, other) in joins {
                        if there && gone.iter().any(|at| at.distance(wall) < 1e-9) {
                            let low = group[own].min(group[other]);
                            (group[own], group[other]) = (low, low);
                        }
                    }
                }
            }
        }
        let mut areas = vec![0.0; wide * high];
        for x in 0..wide {
            for y in 0..high {
                let width = self.across[x + 1] - self.across[x];
                areas[group[x * high + y]] += width * (self.up[y + 1] - self.up[y]);
            }
        }
        areas.retain(|area| *area > 0.0);
        sorted(areas)
    }
}

fn sorted(mut areas: Vec<f64>) -> Vec<f64> {
    areas.sort_by(f64::total_cmp);
    areas
}

/// The areas of the rooms in line work.
fn found(walls: &[Segment]) -> Vec<f64> {
    found_across(walls, 0.0)
}

/// The areas of the rooms in line work with gaps up to a width, m.
fn found_across(walls: &[Segment], gap: f64) -> Vec<f64> {
    let lines: Vec<Line> = walls.iter().map(|wall| Line::wall(*wall)).collect();
    let found = rooms(&lines, &[], gap, &Stop::default()).unwrap();
    sorted(found.rooms.iter().map(|room| room.outline.area()).collect())
}

fn agree(found: &[f64], expected: &[f64]) -> bool {
    found.len() == expected.len()
        && found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 0.01 * b + 0.02)
}

/// Whether two lines cross by more than a thousandth of a snap, and steeply enough to tell.
fn cross(one: Segment, other: Segment) -> bool {
    let side = |line: Segment, p: Point| {
        let (dx, dy) = line.direction();
        dx * (p.y - line.a.y) - dy * (p.x - line.a.x)
    };
    let parts = |line: Segment, by: Segment| {
        let (a, b) = (side(line, by.a), side(line, by.b));
        a.min(b) < -1.5e-5 && a.max(b) > 1.5e-5
    };
    let ((ax, ay), (bx, by)) = (one.direction(), other.direction());
    (ax * by - ay * bx).abs() > 0.02 && parts(one, other) && parts(other, one)
}

/// A number between 0 and 1 that follows from a seed.
fn random(seed: u64, n: usize) -> f64 {
    let mut state = seed ^ (n as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    state ^= state >> 33;
    state = state.wrapping_mul(0xff51_afd7_ed55_8ccd);
    state ^= state >> 33;
    (state >> 11) as f64 / (1_u64 << 53) as f64
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn rooms_are_what_the_walls_enclose(grid in grids()) {
        let (found, expected) = (found(&grid.walls()), grid.areas());
        prop_assert!(agree(&found, &expected), "{found:?} instead of {expected:?}");
        let (wide, high) = grid.size();
        prop_assert!((found.iter().sum::<f64>() - wide * high).abs() < 0.01 * wide * high);
    }

    #[test]
    fn rooms_stay_when_the_plan_is_turned_mirrored_or_moved(
        grid in grids(), degrees in 0.0..360.0_f64, mirrored: bool,
        x in -3e5..3e5_f64, y in -3e5..3e5_f64,
    ) {
        let centre = Point::default();
        let place = |p: Point| {
            let p = if mirrored { Point::new(-p.x, p.y) } else { p };
            p.turned(degrees, centre).moved(x, y)
        };
        let walls: Vec<Segment> =
            grid.walls().iter().map(|w| Segment::new(place(w.a), place(w.b))).collect();
        let (found, expected) = (found(&walls), grid.areas());
        prop_assert!(agree(&found, &expected), "{found:?} instead of {expected:?}");
    }

    #[test]
    fn rooms_stay_whatever_the_order_and_direction_of_lines(grid in grids()) {
        let mut walls = grid.walls();
        let seed = grid.seed;
        walls.sort_by(|a, b| {
            let key = |w: &Segment| random(seed, (w.a.x * 31.0 + w.b.y * 7.0 + w.a.y) as usize);
            key(a).total_cmp(&key(b))
        });
        for (n, wall) in walls.iter_mut().enumerate() {
            if random(seed, n) < 0.5 {
                *wall = Segment::new(wall.b, wall.a);
            }
        }
        prop_assert!(agree(&found(&walls), &grid.areas()));
    }

    #[test]
    fn rooms_stay_when_lines_are_drawn_twice_or_in_pieces(grid in grids()) {
        let seed = grid.seed;
        let mut walls = Vec::new();
        for (n, wall) in grid.walls().into_iter().enumerate() {
            let share = 0.2 + 0.6 * random(seed, n);
            let middle = wall.a.towards(wall.b, share);
            match (random(seed, n + 1000) * 4.0) as u32 {
                0 => walls.extend([wall, wall]),
                1 => walls.extend([Segment::new(wall.a, middle), Segment::new(middle, wall.b)]),
                2 => walls.extend([wall, Segment::new(wall.b, middle)]),
                _ => walls.push(wall),
            }
        }
        prop_assert!(agree(&found(&walls), &grid.areas()));
    }

    #[test]
    fn a_rectangle_is_a_room_although_every_wall_ends_before_its_corners(
        wide in 4.5..12.0_f64, high in 4.5..12.0_f64, degrees in 0.0..360.0_f64, gap in 0.0..1.3_f64, seed: u64,
    ) {
        let corners = [(0.0, 0.0), (wide, 0.0), (wide, high), (0.0, high)].map(|(x, y)| Point::new(x, y));
        let widest = gap.max(0.15);
        let walls: Vec<Segment> = (0..4)
            .map(|n| {
                let wall = Segment::new(corners[n], corners[(n + 1) % 4]);
                let (from, to) = (widest * random(seed, n), widest * random(seed, n + 4));
                let (dx, dy) = wall.direction();
                Segment::new(wall.a.moved(dx * from, dy * from), wall.b.moved(-dx * to, -dy * to))
            })
            .map(|w| Segment::new(w.a.turned(degrees, corners[0]), w.b.turned(degrees, corners[0])))
            .collect();
        let found = found_across(&walls, gap);
        prop_assert!(agree(&found, &[wide * high]), "{found:?} instead of {}", wide * high);
    }

    #[test]
    fn rooms_stay_when_every_wall_ends_before_its_corners(
        (across, up) in (roomy(), roomy()), short in 0.0..0.39_f64, seed: u64,
    ) {
        let grid = Grid { across, up, without: Vec::new(), seed };
        let walls: Vec<Segment> = grid
            .pieces()
            .into_iter()
            .enumerate()
            .map(|(n, wall)| {
                let (from, to) = (short * random(seed, 2 * n), short * random(seed, 2 * n + 1));
                let (dx, dy) = wall.direction();
                // Beside its line by as much as a draughtsman misses.
                let beside = 0.008 * random(seed, n + 5000);
                let place = |p: Point, along: f64| p.moved(dx * along - dy * beside, dy * along + dx * beside);
                Segment::new(place(wall.a, from), place(wall.b, -to))
            })
            .collect();
        let (found, expected) = (found_across(&walls, 1.2), grid.areas());
        prop_assert!(agree(&found, &expected), "{found:?} instead of {expected:?}: {walls:?}");
    }

    #[test]
    fn lines_meet_only_at_common_points(
        from in prop::collection::vec((0.0..0.06_f64, 0.0..0.06_f64, 0.0..6.3_f64, 0.016..0.03_f64), 2..6),
    ) {
        // Walls and stubs of two centimetres begin where ends are just too far apart to be one.
        let lines: Vec<Line> = (0_u8..)
            .zip(&from)
            .map(|(n, (x, y, angle, length))| {
                let (from, length) = (Point::new(*x, *y), if n % 2 == 0 { *length } else { 1.0 });
                Line::wall(Segment::new(from, from.moved(length * angle.cos(), length * angle.sin())))
            })
            .collect();
        let graph = Graph::of(&lines, &Stop::default()).unwrap();
        let edges: Vec<Segment> = graph.lines().map(|line| line.segment).collect();
        for (n, one) in edges.iter().enumerate() {
            for other in &edges[..n] {
                prop_assert!(!cross(*one, *other), "{one:?} crosses {other:?}");
            }
        }
    }

    #[test]
    fn faces_of_any_lines_do_not_overlap(
        ends in prop::collection::vec((0.0..20.0_f64, 0.0..20.0_f64, 0.0..20.0_f64, 0.0..20.0_f64), 3..24),
    ) {
        let lines: Vec<Line> = ends
            .iter()
            .map(|(a, b, c, d)| Line::wall(Segment::new(Point::new(*a, *b), Point::new(*c, *d))))
            .collect();
        let mut graph = Graph::of(&lines, &Stop::default()).unwrap();
        let (found, _) = faces(&mut graph);
        let area: f64 = found.iter().map(|face| face.area()).sum();
        prop_assert!(area <= 400.0 + 1e-6, "{area}");
        // A point well inside one face is in no other, unless that one lies in a hole of the other.
        for (n, face) in found.iter().enumerate() {
            let at = face.outline.label_point();
            if face.holes.iter().any(|hole| hole.outline.contains(at))
                || face.outline.outline_distance(at) < 0.02
            {
                continue;
            }
            for (m, other) in found.iter().enumerate() {
                let inside = other.outline.contains(at)
                    && !other.holes.iter().any(|hole| hole.outline.contains(at))
                    && other.outline.outline_distance(at) > 0.02;
                prop_assert!(n == m || !inside, "{n} in {m}");
            }
        }
    }
}
