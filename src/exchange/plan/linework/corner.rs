//! Drawing walls out to the corner before which they both end.

use super::closing::{NARROWEST, is_free};
use super::{
    BESIDE, Graph, Index, Line, MOST_CUTS, REACH, SNAP, Trouble, agree, meeting, turn, way,
};
use crate::building::{Point, Segment};

/// An end of a wall that leads nowhere.
struct Loose {
    at: Point,
    /// The way that the wall would go on.
    direction: (f64, f64),
    /// How long the wall is, m.
    length: f64,
    /// The number of its edge.
    edge: usize,
}

/// Two walls meet in a corner if they turn by more than this (sine of 20°).
const BEND: f64 = 0.34;

/// The lines that draw ends out to the corner that they miss: two ends whose walls would cross no
/// farther than `widest` metres ahead of both, or an end just short of a gap that was bridged.
/// Nobody draws a wall out by more than its own length.
///
/// # Errors
/// If there are more loose ends near one another than in any plan.
pub fn corners(graph: &Graph, widest: f64) -> Result<Vec<Line>, Trouble> {
    let widest = widest.max(REACH);
    let loose = loose(graph);
    let index = Index::of(graph.edges.iter().map(|edge| graph.segment(*edge)));
    let ahead = |end: &Loose, length: f64| {
        let (dx, dy) = end.direction;
        Segment::new(end.at, end.at.moved(dx * length, dy * length))
    };
    let rays = Index::of(loose.iter().map(|end| ahead(end, widest.min(end.length))));
    // How far both are drawn out together, the ends, and the corner.
    let mut found: Vec<(f64, usize, Option<usize>, Point)> = Vec::new();
    let mut seen = 0_usize;
    for (number, end) in loose.iter().enumerate() {
        if let Some(at) = first_line(graph, &index, end, ahead(end, NARROWEST)) {
            found.push((end.at.distance(at), number, None, at));
        }
        let ray = ahead(end, widest.min(end.length));
        for mate in rays.near(ray, SNAP) {
            seen += 1;
            if mate <= number || loose[mate].edge == end.edge {
                continue;
            }
            let other = &loose[mate];
            if turn(end.direction, other.direction).abs() < BEND {
                continue;
            }
            let other_ray = ahead(other, widest.min(other.length));
            let Some((t, u)) = meeting(ray, other_ray) else { continue };
            if (0.0..=1.0).contains(&t) && (0.0..=1.0).contains(&u) {
                let drawn_out = t * ray.length() + u * other_ray.length();
                found.push((drawn_out, number, Some(mate), ray.a.towards(ray.b, t)));
            }
        }
        if seen > MOST_CUTS {
            return Err(Trouble::Tangled);
        }
    }
    found.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut used = vec![false; loose.len()];
    let mut lines = Vec::new();
    for (_, number, mate, corner) in found {
        let ends = [Some(number), mate];
        let ends = ends.into_iter().flatten();
        let blocked =
            |end: usize| used[end] || !is_free(graph, &index, Segment::new(loose[end].at, corner));
        if ends.clone().any(blocked) {
            continue;
        }
        for end in ends {
            used[end] = true;
            lines.push(Line::wall(Segment::new(loose[end].at, corner)));
        }
    }
    Ok(lines)
}

/// The ends of lines that touch nothing. A stub is no wall to go on from.
fn loose(graph: &Graph) -> Vec<Loose> {
    let at = graph.at_points();
    let mut loose = Vec::new();
    for (point, edges) in (0..).zip(&at) {
        let [own] = edges.as_slice() else { continue };
        let edge = graph.edges[*own as usize];
        let back = graph.points[if edge.a == point { edge.b } else { edge.a } as usize];
        let wall = Segment::new(back, graph.points[point as usize]);
        if wall.length() >= REACH {
            let (at, direction) = (wall.b, wall.direction());
            loose.push(Loose { at, direction, length: wall.length(), edge: *own as usize });
        }
    }
    loose
}

/// Where the way ahead of an end first meets a line, or passes the end of one closely.
fn first_line(graph: &Graph, index: &Index, end: &Loose, ahead: Segment) -> Option<Point> {
    let lines = index.near(ahead, BESIDE).filter(|number| *number != end.edge);
    let hits = lines.flat_map(|number| {
        let line = graph.segment(graph.edges[number]);
        let crossing = meeting(ahead, line)
            .filter(|(t, u)| *t > 0.0 && *t <= 1.0 && (0.0..=1.0).contains(u))
            .map(|(t, _)| ahead.a.towards(ahead.b, t));
        let passes = |point: &Point| {
            let between = way(end.at, *point);
            let along = agree(end.direction, between);
            along > SNAP && along <= ahead.length() && turn(end.direction, between).abs() <= BESIDE
        };
        crossing.into_iter().chain([line.a, line.b].into_iter().filter(passes))
    });
    hits.min_by(|a, b| a.distance(end.at).total_cmp(&b.distance(end.at)))
}
