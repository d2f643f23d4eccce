//! Closing what is too narrow for anything: where walls nearly touch, nothing was meant to be open.

use super::{BESIDE, Graph, Index, Line, SNAP};
use crate::building::{Point, Segment};

/// The lines that join each corner to the line beside it, where they are nearer than
/// twice [`SNAP`].
#[must_use]
pub fn throats(graph: &Graph) -> Vec<Line> {
    let at = graph.at_points();
    let index = Index::of(graph.edges.iter().map(|edge| graph.segment(*edge)));
    let near = |point: u32, place: Point| {
        let beside = |number: &usize| {
            let ends = [graph.edges[*number].a, graph.edges[*number].b];
            !ends.contains(&point) && !ends.iter().any(|end| joined(graph, &at, point, *end))
        };
        let lines = index.near(Segment::new(place, place), BESIDE).filter(beside);
        let points = lines.map(|number| graph.segment(graph.edges[number]).nearest(place));
        let apart = points.map(|to| (to.distance(place), to));
        let nearest = apart.filter(|(apart, _)| *apart > SNAP && *apart <= BESIDE);
        nearest
            .min_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, to)| Line::wall(Segment::new(place, to)))
    };
    (0..).zip(&graph.points).filter_map(|(point, place)| near(point, *place)).collect()
}

/// Whether a short line, or two after one another, join two points already.
fn joined(graph: &Graph, at: &[Vec<u32>], one: u32, other: u32) -> bool {
    let beside = |point: u32| {
        let edges = at[point as usize].iter().map(|number| graph.edges[*number as usize]);
        let short = edges.filter(|edge| graph.segment(*edge).length() <= BESIDE);
        short.map(move |edge| if edge.a == point { edge.b } else { edge.a })
    };
    beside(one).any(|next| next == other || beside(next).any(|point| point == other))
}
