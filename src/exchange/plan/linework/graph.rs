//! Snapping ends, splitting lines at crossings.

use std::collections::HashMap;

use super::{Barrier, Index, Line, MOST_CUTS, SNAP, Trouble, agree, meeting, turn, way};
use crate::building::{Point, Segment};
use crate::exchange::plan::Stop;

/// A line between two points of a [`Graph`], by their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// Where it begins.
    pub a: u32,
    /// Where it ends.
    pub b: u32,
    /// What stands there.
    pub barrier: Barrier,
}

/// Lines that meet only at common points.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    /// The points, m.
    pub points: Vec<Point>,
    /// The lines between them: none twice, none from a point to itself.
    pub edges: Vec<Edge>,
}

/// How often line work is split again after snapping has moved it.
const ROUNDS: usize = 6;

/// How many pairs of lines are compared at most: so many, and so many for each line. In a plan each line has
/// some ten others near it.
const PAIRS: usize = 10_000_000;
const PAIRS_A_LINE: usize = 300;

impl Graph {
    /// The graph of line work. Lines that are not finite or have no length are left out.
    ///
    /// # Errors
    /// If there are more crossings than any plan has, or it was stopped.
    pub fn of(lines: &[Line], stop: &Stop) -> Result<Self, Trouble> {
        let mut lines: Vec<Line> = lines.iter().copied().filter(is_line).collect();
        let mut graph = Self::default();
        for round in 0..ROUNDS {
            let (pieces, cut) = split(&lines, stop)?;
            graph = Self::snapped(&lines, pieces);
            // Snapping alone may make lines cross: what was never snapped is looked at once more.
            if !cut && round > 0 {
                break;
            }
            lines = graph.lines().collect();
        }
        Ok(graph)
    }

    /// Its lines.
    pub fn lines(&self) -> impl Iterator<Item = Line> + '_ {
        self.edges.iter().map(|edge| Line { segment: self.segment(*edge), barrier: edge.barrier })
    }

    /// Where an edge is.
    #[must_use]
    pub fn segment(&self, edge: Edge) -> Segment {
        Segment::new(self.points[edge.a as usize], self.points[edge.b as usize])
    }

    /// The edges at each point.
    #[must_use]
    pub fn at_points(&self) -> Vec<Vec<u32>> {
        let mut at = vec![Vec::new(); self.points.len()];
        for (number, edge) in (0..).zip(&self.edges) {
            at[edge.a as usize].push(number);
            at[edge.b as usize].push(number);
        }
        at
    }

    /// Joins points that are nearer than [`SNAP`], and takes each edge once.
    fn snapped(lines: &[Line], pieces: Vec<Line>) -> Self {
        let mut snap = Snap::default();
        // The ends that were drawn come first, so that crossings move to them.
        for line in lines {
            snap.point(line.segment.a);
            snap.point(line.segment.b);
        }
        let mut edges: Vec<Edge> = Vec::with_capacity(pieces.len());
        let mut known: HashMap<(u32, u32), usize> = HashMap::with_capacity(pieces.len());
        for piece in pieces {
            let (a, b) = (snap.point(piece.segment.a), snap.point(piece.segment.b));
            if a == b {
                continue;
            }
            match known.entry((a.min(b), a.max(b))) {
                std::collections::hash_map::Entry::Occupied(entry) => {
                    let edge = &mut edges[*entry.get()];
                    edge.barrier = edge.barrier.min(piece.barrier);
                }
                std::collections::hash_map::Entry::Vacant(entry) => {
                    entry.insert(edges.len());
                    edges.push(Edge { a, b, barrier: piece.barrier });
                }
            }
        }
        Self { points: snap.points, edges }
    }

    /// Takes away edges that lead nowhere, again and again, and returns those.
    pub fn prune(&mut self) -> Vec<Edge> {
        let at = self.at_points();
        let mut degree: Vec<usize> = at.iter().map(Vec::len).collect();
        let mut gone = vec![false; self.edges.len()];
        let mut open: Vec<usize> = (0..degree.len()).filter(|point| degree[*point] == 1).collect();
        while let Some(point) = open.pop() {
            let Some(number) = at[point].iter().map(|n| *n as usize).find(|n| !gone[*n]) else {
                continue;
            };
            gone[number] = true;
            let edge = self.edges[number];
            for end in [edge.a as usize, edge.b as usize] {
                degree[end] -= 1;
                if degree[end] == 1 {
                    open.push(end);
                }
            }
        }
        self.take(&gone)
    }

    /// Takes away what sticks out beyond a crossing by no more than `length` metres.
    pub fn trim(&mut self, length: f64) {
        let at = self.at_points();
        let stub = |edge: &Edge| {
            let ends = [edge.a, edge.b].map(|end| at[end as usize].len());
            let dangles = ends.contains(&1) && ends.iter().any(|degree| *degree > 2);
            dangles && self.segment(*edge).length() <= length
        };
        let gone: Vec<bool> = self.edges.iter().map(stub).collect();
        self.take(&gone);
    }

    /// Takes away the edges that are marked and returns them.
    pub(super) fn take(&mut self, gone: &[bool]) -> Vec<Edge> {
        let mut taken = Vec::new();
        let mut number = 0;
        self.edges.retain(|edge| {
            let goes = gone[number];
            number += 1;
            if goes {
                taken.push(*edge);
            }
            !goes
        });
        taken
    }
}

fn is_line(line: &Line) -> bool {
    let Segment { a, b } = line.segment;
    [a.x, a.y, b.x, b.y].iter().all(|c| c.is_finite() && c.abs() < 1e9) && a != b
}

/// The pieces of all lines between their crossings, and whether there was any crossing.
fn split(lines: &[Line], stop: &Stop) -> Result<(Vec<Line>, bool), Trouble> {
    let index = Index::of(lines.iter().map(|line| line.segment));
    let mut cuts: Vec<Vec<f64>> = vec![Vec::new(); lines.len()];
    let (mut count, mut seen) = (0_usize, 0_usize);
    let most_seen = PAIRS + PAIRS_A_LINE * lines.len();
    for (i, line) in lines.iter().enumerate() {
        if i % 1024 == 0 {
            stop.check().map_err(|_| Trouble::Stopped)?;
        }
        for j in index.near(line.segment, SNAP) {
            if j <= i {
                continue;
            }
            seen += 1;
            let (one, other) = (line.segment, lines[j].segment);
            for share in ends_on(one, other) {
                cuts[i].push(share);
                count += 1;
            }
            for share in ends_on(other, one) {
                cuts[j].push(share);
                count += 1;
            }
            if let Some((t, u)) = crossing(one, other) {
                cuts[i].push(t);
                cuts[j].push(u);
                count += 2;
            }
            if count > MOST_CUTS || seen > most_seen {
                return Err(Trouble::Tangled);
            }
        }
    }
    let mut pieces = Vec::with_capacity(lines.len() + count);
    for (line, cuts) in lines.iter().zip(&mut cuts) {
        cuts.sort_by(f64::total_cmp);
        let mut from = line.segment.a;
        for share in cuts.iter() {
            let to = line.segment.a.towards(line.segment.b, *share);
            pieces.push(Line { segment: Segment::new(from, to), barrier: line.barrier });
            from = to;
        }
        let rest = Segment::new(from, line.segment.b);
        pieces.push(Line { segment: rest, barrier: line.barrier });
    }
    Ok((pieces, count > 0))
}

/// The shares of `line` at which an end of `other` lies on it, its own ends left out.
fn ends_on(line: Segment, other: Segment) -> impl Iterator<Item = f64> {
    let along = way(line.a, line.b);
    // Nearly all ends are far from it; so much is known without a root.
    let farthest = (1.01 * SNAP).powi(2) * agree(along, along);
    let near = move |end: &Point| turn(along, way(line.a, *end)).powi(2) <= farthest;
    [other.a, other.b].into_iter().filter(near).filter_map(move |end| {
        let share = line.nearest_share(end);
        let at = line.a.towards(line.b, share);
        let inside = at.distance(line.a) > SNAP && at.distance(line.b) > SNAP;
        (inside && at.distance(end) <= SNAP).then_some(share)
    })
}

/// Where two lines cross. A crossing close to an end counts as well: it snaps to that end, and the
/// other line goes through it.
fn crossing(one: Segment, other: Segment) -> Option<(f64, f64)> {
    let common = |end: Point| end == other.a || end == other.b;
    if common(one.a) || common(one.b) {
        return None;
    }
    let inside = |share: &f64| *share > 0.0 && *share < 1.0;
    meeting(one, other).filter(|(t, u)| inside(t) && inside(u))
}

/// Points by cells, so that near ones are found.
#[derive(Default)]
struct Snap {
    points: Vec<Point>,
    cells: HashMap<(i64, i64), Vec<u32>>,
}

impl Snap {
    /// The number of the point that is there already, or of a new one.
    fn point(&mut self, point: Point) -> u32 {
        let (x, y) = ((point.x / SNAP).floor() as i64, (point.y / SNAP).floor() as i64);
        let mut nearest: Option<(f64, u32)> = None;
        for (dx, dy) in (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| (dx, dy))) {
            for number in self.cells.get(&(x + dx, y + dy)).into_iter().flatten() {
                let distance = self.points[*number as usize].distance(point);
                if distance <= SNAP && nearest.is_none_or(|(best, _)| distance < best) {
                    nearest = Some((distance, *number));
                }
            }
        }
        if let Some((_, number)) = nearest {
            return number;
        }
        let number = self.points.len() as u32;
        self.points.push(point);
        self.cells.entry((x, y)).or_default().push(number);
        number
    }
}
