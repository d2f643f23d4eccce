//! Lengthening ends that stop just short of a line or of one another.

use super::{Graph, Index, Line, REACH, SNAP, agree, meeting, way};
use crate::building::Segment;

/// The lines that join ends to what they were meant to touch.
#[must_use]
pub fn reach(graph: &Graph) -> Vec<Line> {
    let at = graph.at_points();
    let loose: Vec<u32> =
        (0..).zip(&at).filter(|(_, edges)| edges.len() == 1).map(|(point, _)| point).collect();
    let index = Index::of(graph.edges.iter().map(|edge| graph.segment(*edge)));
    let ends = Index::of(loose.iter().map(|point| {
        let place = graph.points[*point as usize];
        Segment::new(place, place)
    }));
    let mut joined = Vec::new();
    for point in &loose {
        let own = at[*point as usize][0] as usize;
        let from = graph.points[*point as usize];
        let edge = graph.edges[own];
        let other = if edge.a == *point { edge.b } else { edge.a };
        let back = graph.points[other as usize];
        // A stub shorter than that is the overshoot of a crossing, not an end to go on from.
        if back.distance(from) < REACH {
            continue;
        }
        let direction = Segment::new(back, from).direction();
        let far = from.moved(direction.0 * REACH, direction.1 * REACH);
        let ray = Segment::new(from, far);
        let hit = index
            .near(ray, SNAP)
            .filter(|number| *number != own)
            .filter_map(|number| {
                let line = graph.segment(graph.edges[number]);
                let (t, u) = meeting(ray, line)?;
                let slack = SNAP / line.length().max(SNAP);
                ((0.0..=1.0).contains(&t) && u >= -slack && u <= 1.0 + slack).then_some(t)
            })
            .min_by(f64::total_cmp);
        if let Some(share) = hit {
            // A little beyond, so that it is split there.
            let to = from.towards(far, share);
            joined.push(Line::wall(Segment::new(from, to)));
            continue;
        }
        let here = Segment::new(from, from);
        let mate = ends
            .near(here, REACH)
            .map(|number| loose[number])
            .filter(|mate| mate != point && *mate != other)
            .map(|mate| graph.points[mate as usize])
            .filter(|mate| {
                let distance = mate.distance(from);
                distance <= REACH && agree(direction, way(from, *mate)) > -0.3 * distance
            })
            .min_by(|a, b| a.distance(from).total_cmp(&b.distance(from)));
        if let Some(mate) = mate {
            joined.push(Line::wall(Segment::new(from, mate)));
        }
    }
    joined
}
