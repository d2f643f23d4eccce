//! Walking inside one space: the shortest way between two points around corners and walls.
//!
//! A visibility graph (Lozano-Pérez & Wesley 1979): the shortest way among polygonal obstacles is a
//! chain of straight lines that bends at their corners only.

use crate::building::{Point, Polygon, Segment, Wall};

/// How far a way stays away from the corners it turns about, m.
const CLEARANCE: f64 = 0.01;

/// Above so many tests of a line against an edge, a space is walked through in straight lines.
const WORK_LIMIT: usize = 20_000_000;

/// What of a space is needed to walk in it.
#[derive(Clone, Debug)]
pub(super) struct Floor {
    outline: Polygon,
    /// What no way crosses: the outline and the faces of the walls.
    edges: Vec<Segment>,
    /// Where a way may bend.
    bends: Vec<Point>,
    /// The bends that are seen from each bend, with their distance.
    links: Vec<Vec<(usize, f64)>>,
    /// Whether ways are straight lines, because nothing is in the way or too much is.
    straight: bool,
}

/// The shortest ways from one point to every bend.
pub(super) struct Reach<'a> {
    floor: &'a Floor,
    from: Point,
    /// The distance to each bend, and the bend before it.
    bends: Vec<(f64, Option<usize>)>,
}

impl Floor {
    /// The floor of a space; `points` is how many points will be asked for.
    pub(super) fn new(outline: &Polygon, walls: &[Wall], points: usize) -> Self {
        let mut edges: Vec<Segment> = outline.edges().filter(|edge| edge.length() > 0.0).collect();
        let mut bends = reflex_corners(outline);
        let bounds = outline.bounds();
        for wall in walls {
            let touches = bounds.is_some_and(|b| {
                let (low, high) =
                    (wall.line.a.x.min(wall.line.b.x), wall.line.a.x.max(wall.line.b.x));
                let (down, up) =
                    (wall.line.a.y.min(wall.line.b.y), wall.line.a.y.max(wall.line.b.y));
                low <= b.max.x && high >= b.min.x && down <= b.max.y && up >= b.min.y
            });
            if touches {
                // A wall reaches a little further than drawn, so that one that ends on the outline
                // leaves no gap.
                edges.extend(faces(wall, 2.0 * CLEARANCE).edges());
                bends.extend(faces(wall, 3.0 * CLEARANCE).0);
            }
        }
        let nodes = bends.len() + points;
        let too_much = nodes.saturating_mul(bends.len()).saturating_mul(edges.len()) > WORK_LIMIT
            || points.saturating_mul(points).saturating_mul(edges.len()) > WORK_LIMIT;
        let straight = bends.is_empty() || too_much;
        let mut floor =
            Self { outline: outline.clone(), edges, bends, links: Vec::new(), straight };
        if straight {
            floor.bends.clear();
            return floor;
        }
        let candidates = std::mem::take(&mut floor.bends);
        floor.bends = candidates.into_iter().filter(|p| outline.contains(*p)).collect();
        floor.links = vec![Vec::new(); floor.bends.len()];
        for i in 0..floor.bends.len() {
            for j in 0..i {
                let (a, b) = (floor.bends[i], floor.bends[j]);
                if floor.sees(a, b) {
                    floor.links[i].push((j, a.distance(b)));
                    floor.links[j].push((i, a.distance(b)));
                }
            }
        }
        floor
    }

    /// Whether nothing stands between two points.
    fn sees(&self, a: Point, b: Point) -> bool {
        self.straight || !self.edges.iter().any(|edge| crosses(a, b, *edge))
    }

    /// The shortest ways from a point.
    pub(super) fn reach(&self, from: Point) -> Reach<'_> {
        let mut bends: Vec<(f64, Option<usize>)> = self
            .bends
            .iter()
            .map(|bend| {
                (if self.sees(from, *bend) { from.distance(*bend) } else { f64::INFINITY }, None)
            })
            .collect();
        let mut open = vec![true; bends.len()];
        loop {
            let nearest = (0..bends.len())
                .filter(|i| open[*i] && bends[*i].0.is_finite())
                .min_by(|i, j| bends[*i].0.total_cmp(&bends[*j].0));
            let Some(at) = nearest else { break };
            open[at] = false;
            for (next, length) in &self.links[at] {
                let distance = bends[at].0 + length;
                if distance < bends[*next].0 {
                    bends[*next] = (distance, Some(at));
                }
            }
        }
        Reach { floor: self, from, bends }
    }

    /// The corners, moved a little into the space; of a very long outline, a selection.
    pub(super) fn corners(&self) -> Vec<Point> {
        let corners = self.outline.corners();
        let step = corners.len().div_ceil(200).max(1);
        let inside: Vec<Point> = (0..corners.len())
            .step_by(step)
            .filter_map(|i| self.inward(corners[i], i, corners.len()))
            .collect();
        if inside.is_empty() { vec![self.outline.label_point()] } else { inside }
    }

    fn inward(&self, corner: Point, at: usize, count: usize) -> Option<Point> {
        let corners = self.outline.corners();
        let (before, after) = (corners[(at + count - 1) % count], corners[(at + 1) % count]);
        let (ux, uy) = Segment::new(corner, before).direction();
        let (vx, vy) = Segment::new(corner, after).direction();
        [1.0, -1.0]
            .map(|sign| corner.moved((ux + vx) * CLEARANCE * sign, (uy + vy) * CLEARANCE * sign))
            .into_iter()
            .find(|p| self.outline.contains(*p))
    }

    /// Whether a point lies in the space.
    pub(super) fn contains(&self, point: Point) -> bool {
        self.outline.contains(point)
    }

    /// How far apart about `count` points lie that are spread evenly over the space, m.
    pub(super) fn pitch(&self, count: usize) -> f64 {
        (self.outline.area() / count.max(1) as f64).sqrt()
    }

    /// Points spread evenly over the space, about `count` of them and at least one.
    pub(super) fn samples(&self, count: usize) -> Vec<Point> {
        let Some(bounds) = self.outline.bounds() else {
            return vec![self.outline.label_point()];
        };
        let size = bounds.width().max(bounds.height()).max(1e-6);
        let area = self.outline.area().max(1e-9);
        // A narrow space inside a wide rectangle must not ask for an endless grid.
        let pitch = (area / count.max(1) as f64).sqrt().max(size / 40.0);
        let across = (bounds.width() / pitch).ceil().clamp(1.0, 40.0);
        let up = (bounds.height() / pitch).ceil().clamp(1.0, 40.0);
        let mut points = Vec::new();
        for row in 0..up as u32 {
            for column in 0..across as u32 {
                let point = Point::new(
                    bounds.min.x + (f64::from(column) + 0.5) * bounds.width() / across,
                    bounds.min.y + (f64::from(row) + 0.5) * bounds.height() / up,
                );
                if self.outline.contains(point) {
                    points.push(point);
                }
            }
        }
        if points.is_empty() { vec![self.outline.label_point()] } else { points }
    }
}

impl Reach<'_> {
    /// The distance to a point, m, and the last bend before it; nothing where walls close the way.
    fn last(&self, to: Point) -> Option<(f64, Option<usize>)> {
        if self.floor.sees(self.from, to) {
            return Some((self.from.distance(to), None));
        }
        self.bends
            .iter()
            .enumerate()
            .filter(|(at, bend)| bend.0.is_finite() && self.floor.sees(self.floor.bends[*at], to))
            .map(|(at, bend)| (bend.0 + self.floor.bends[at].distance(to), Some(at)))
            .min_by(|a, b| a.0.total_cmp(&b.0))
    }

    /// The distance to a point, m, or nothing where walls close the way.
    pub(super) fn distance(&self, to: Point) -> Option<f64> {
        self.last(to).map(|(distance, _)| distance)
    }

    /// The way to a point, both ends included.
    pub(super) fn path(&self, to: Point) -> Option<Vec<Point>> {
        let (_, mut bend) = self.last(to)?;
        let mut points = vec![to];
        while let Some(at) = bend {
            points.push(self.floor.bends[at]);
            bend = self.bends[at].1;
        }
        points.push(self.from);
        points.reverse();
        Some(points)
    }
}

/// The corners that point into the space, moved a little into it.
fn reflex_corners(outline: &Polygon) -> Vec<Point> {
    let corners = outline.corners();
    let count = corners.len();
    if count < 4 {
        return Vec::new();
    }
    let turn = |a: Point, b: Point, c: Point| (b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x);
    let doubled: f64 = outline.edges().map(|e| e.a.x * e.b.y - e.b.x * e.a.y).sum();
    (0..count)
        .filter_map(|i| {
            let (a, b, c) =
                (corners[(i + count - 1) % count], corners[i], corners[(i + 1) % count]);
            if turn(a, b, c) * doubled.signum() >= -1e-9 {
                return None;
            }
            let (ux, uy) = Segment::new(b, a).direction();
            let (vx, vy) = Segment::new(b, c).direction();
            Some(b.moved(-(ux + vx) * CLEARANCE, -(uy + vy) * CLEARANCE))
        })
        .collect()
}

/// The rectangle that a wall covers, grown by `by` on every side.
fn faces(wall: &Wall, by: f64) -> Polygon {
    let (dx, dy) = wall.line.direction();
    let half = wall.thickness.max(0.0) / 2.0 + by;
    let (a, b) = (wall.line.a.moved(-dx * by, -dy * by), wall.line.b.moved(dx * by, dy * by));
    Polygon(vec![
        a.moved(dy * half, -dx * half),
        b.moved(dy * half, -dx * half),
        b.moved(-dy * half, dx * half),
        a.moved(-dy * half, dx * half),
    ])
}

/// Whether the line from `a` to `b` meets a segment.
fn crosses(a: Point, b: Point, edge: Segment) -> bool {
    let side = |p: Point, q: Point, r: Point| (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);
    let (first, second) = (side(a, b, edge.a), side(a, b, edge.b));
    if (first > 0.0 && second > 0.0) || (first < 0.0 && second < 0.0) {
        return false;
    }
    let (third, fourth) = (side(edge.a, edge.b, a), side(edge.a, edge.b, b));
    if (third > 0.0 && fourth > 0.0) || (third < 0.0 && fourth < 0.0) {
        return false;
    }
    // Lines on top of one another meet only where their extents do.
    let apart = |p: f64, q: f64, r: f64, s: f64| p.max(q) < r.min(s) || r.max(s) < p.min(q);
    !apart(a.x, b.x, edge.a.x, edge.b.x) && !apart(a.y, b.y, edge.a.y, edge.b.y)
}
