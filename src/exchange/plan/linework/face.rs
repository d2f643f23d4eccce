//! Walking around what the lines enclose.

use super::{Barrier, Edge, Graph};
use crate::building::{Bounds, Point, Polygon};

/// What lines enclose: an outline without dangling lines, and the outlines of what stands inside.
#[derive(Clone, Debug, Default)]
pub struct Face {
    /// Counter-clockwise, m.
    pub outline: Polygon,
    /// The barriers of the outline's edges.
    pub barriers: Vec<Barrier>,
    /// The holes, m.
    pub holes: Vec<Hole>,
}

/// A hole of a face: what stands inside without touching its outline.
#[derive(Clone, Debug, Default)]
pub struct Hole {
    /// Its outline, m.
    pub outline: Polygon,
    /// The barriers of the outline's edges.
    pub barriers: Vec<Barrier>,
}

impl Face {
    /// The area without holes, m².
    #[must_use]
    pub fn area(&self) -> f64 {
        self.outline.area() - self.holes.iter().map(|hole| hole.outline.area()).sum::<f64>()
    }

    /// Twice the area by the length of all outlines, m: the width of a long strip.
    #[must_use]
    pub fn breadth(&self) -> f64 {
        let holes: f64 = self.holes.iter().map(|hole| hole.outline.perimeter()).sum();
        2.0 * self.area() / (self.outline.perimeter() + holes).max(1e-9)
    }

    /// Whether a point lies inside and in no hole.
    #[must_use]
    pub fn contains(&self, point: Point) -> bool {
        self.outline.contains(point) && !self.holes.iter().any(|h| h.outline.contains(point))
    }
}

/// A walk around lines.
struct Walk {
    corners: Vec<u32>,
    barriers: Vec<Barrier>,
    /// Doubled, positive for a counter-clockwise one.
    area: f64,
}

/// What the lines enclose. Lines that enclose nothing are taken out of the graph and returned.
pub fn faces(graph: &mut Graph) -> (Vec<Face>, Vec<Edge>) {
    let mut idle = graph.prune();
    // A line with the same face on both sides joins two loops and encloses nothing. Without it
    // others may dangle.
    let walks = loop {
        let (walks, sides) = walk(graph);
        let bridges: Vec<bool> = sides.iter().map(|[one, other]| one == other).collect();
        if !bridges.contains(&true) {
            break walks;
        }
        idle.extend(graph.take(&bridges));
        idle.extend(graph.prune());
    };
    (assemble(graph, walks), idle)
}

/// All walks, and for each edge the walks along its two sides.
fn walk(graph: &Graph) -> (Vec<Walk>, Vec<[u32; 2]>) {
    // Half-edge 2n goes from a to b of edge n, 2n + 1 back.
    let ends = |half: usize| {
        let edge = graph.edges[half / 2];
        if half.is_multiple_of(2) { (edge.a, edge.b) } else { (edge.b, edge.a) }
    };
    let mut out: Vec<Vec<(f64, usize)>> = vec![Vec::new(); graph.points.len()];
    for half in 0..graph.edges.len() * 2 {
        let (from, to) = ends(half);
        let (p, q) = (graph.points[from as usize], graph.points[to as usize]);
        out[from as usize].push(((q.y - p.y).atan2(q.x - p.x), half));
    }
    let mut place = vec![0_usize; graph.edges.len() * 2];
    for around in &mut out {
        around.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        for (at, (_, half)) in around.iter().enumerate() {
            place[*half] = at;
        }
    }
    let mut sides = vec![[u32::MAX; 2]; graph.edges.len()];
    let mut walks: Vec<Walk> = Vec::new();
    for start in 0..graph.edges.len() * 2 {
        if sides[start / 2][start % 2] != u32::MAX {
            continue;
        }
        let number = walks.len() as u32;
        let mut walk = Walk { corners: Vec::new(), barriers: Vec::new(), area: 0.0 };
        let mut half = start;
        loop {
            sides[half / 2][half % 2] = number;
            let (from, to) = ends(half);
            let (p, q) = (graph.points[from as usize], graph.points[to as usize]);
            walk.corners.push(from);
            walk.barriers.push(graph.edges[half / 2].barrier);
            walk.area += p.x * q.y - q.x * p.y;
            // The next one clockwise from the way back keeps the face on the left.
            let around = &out[to as usize];
            let back = place[half ^ 1];
            half = around[(back + around.len() - 1) % around.len()].1;
            if half == start {
                break;
            }
        }
        walks.push(walk);
    }
    (walks, sides)
}

/// Faces from walks: each clockwise one is a hole of the smallest face around it.
fn assemble(graph: &Graph, walks: Vec<Walk>) -> Vec<Face> {
    let ring = |walk: &Walk| {
        Polygon(walk.corners.iter().map(|corner| graph.points[*corner as usize]).collect())
    };
    let (inner, outer): (Vec<Walk>, Vec<Walk>) = walks.into_iter().partition(|w| w.area > 0.0);
    let mut faces: Vec<(Face, Bounds, Vec<u32>)> = inner
        .into_iter()
        .filter_map(|walk| {
            let outline = ring(&walk);
            let bounds = outline.bounds()?;
            let face = Face { outline, barriers: walk.barriers, holes: Vec::new() };
            let mut corners = walk.corners;
            corners.sort_unstable();
            Some((face, bounds, corners))
        })
        .collect();
    let boxes = rstar::RTree::bulk_load(
        faces
            .iter()
            .enumerate()
            .map(|(number, (_, bounds, _))| {
                let shape = rstar::primitives::Rectangle::from_corners(
                    [bounds.min.x, bounds.min.y],
                    [bounds.max.x, bounds.max.y],
                );
                rstar::primitives::GeomWithData::new(shape, number)
            })
            .collect(),
    );
    for walk in outer {
        let corner = graph.points[walk.corners[0] as usize];
        let place = rstar::AABB::from_point([corner.x, corner.y]);
        let around = boxes
            .locate_in_envelope_intersecting(&place)
            .map(|item| item.data)
            .filter(|number| {
                let (face, _, corners) = &faces[*number];
                corners.binary_search(&walk.corners[0]).is_err() && face.outline.contains(corner)
            })
            .min_by(|a, b| faces[*a].0.outline.area().total_cmp(&faces[*b].0.outline.area()));
        if let Some(number) = around {
            let hole = Hole { outline: ring(&walk), barriers: walk.barriers };
            faces[number].0.holes.push(hole);
        }
    }
    faces.into_iter().map(|(face, ..)| face).collect()
}
