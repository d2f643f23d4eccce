//! Lengthening ends that stop just short of a line or of one another.

use super::{BESIDE, Graph, Index, Line, REACH, SNAP, agree, meeting, way};
use crate::building::{Point, Segment};

/// An end of a line that touches nothing, and the way that the line would go on.
struct End {
    ray: Segment,
    /// The number of its edge.
    edge: usize,
    /// The point at the edge's other end.
    back: u32,
    /// A stub is the overshoot of a crossing, not an end to go on from.
    stub: bool,
}

/// The lines that join ends to what they were meant to touch.
#[must_use]
pub fn reach(graph: &Graph) -> Vec<Line> {
    let at = graph.at_points();
    let touches = |point: u32| at[point as usize].len() > 1;
    let loose: Vec<u32> =
        (0..).zip(&at).filter(|(_, edges)| edges.len() == 1).map(|(point, _)| point).collect();
    let ends: Vec<End> =
        loose.iter().map(|point| end(graph, *point, at[*point as usize][0])).collect();
    let index = Index::of(graph.edges.iter().map(|edge| graph.segment(*edge)));
    let places = Index::of(ends.iter().map(|end| Segment::new(end.ray.a, end.ray.a)));
    let mut joined = Vec::new();
    let mut hit = vec![false; ends.len()];
    for (number, end) in ends.iter().enumerate().filter(|(_, end)| !end.stub) {
        let target = index
            .near(end.ray, BESIDE)
            .filter(|other| *other != end.edge)
            .filter_map(|other| {
                let edge = graph.edges[other];
                let line = graph.segment(edge);
                let (t, u) = meeting(end.ray, line)?;
                if !(0.0..=1.0).contains(&t) {
                    return None;
                }
                // Just beside the end of a line that touches others, it was that corner that was
                // meant; a loose end that is missed is one to join, below.
                let slack = BESIDE / line.length().max(SNAP);
                let to = match u {
                    0.0..=1.0 => end.ray.a.towards(end.ray.b, t),
                    u if u < 0.0 && u >= -slack && touches(edge.a) => line.a,
                    u if u > 1.0 && u <= 1.0 + slack && touches(edge.b) => line.b,
                    _ => return None,
                };
                Some((t, to))
            })
            .min_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((_, to)) = target {
            joined.push(Line::wall(Segment::new(end.ray.a, to)));
            hit[number] = true;
        }
    }
    let mut group: Vec<usize> = (0..ends.len()).collect();
    for (number, end) in ends.iter().enumerate().filter(|(number, end)| !end.stub && !hit[*number])
    {
        let (from, direction) = (end.ray.a, end.ray.direction());
        let mate = places
            .near(Segment::new(from, from), REACH)
            .filter(|mate| *mate != number && loose[*mate] != end.back)
            .map(|mate| (mate, ends[mate].ray.a))
            .filter(|(_, mate)| {
                let distance = mate.distance(from);
                distance <= REACH && agree(direction, way(from, *mate)) > -0.3 * distance
            })
            .min_by(|a, b| a.1.distance(from).total_cmp(&b.1.distance(from)));
        if let Some((mate, _)) = mate {
            let (one, other) = (root(&mut group, number), root(&mut group, mate));
            group[one.max(other)] = one.min(other);
        }
    }
    let mut together: Vec<Vec<usize>> = vec![Vec::new(); ends.len()];
    for number in 0..ends.len() {
        let first = root(&mut group, number);
        together[first].push(number);
    }
    for members in together.iter().filter(|members| members.len() > 1) {
        let rays: Vec<Segment> = members.iter().map(|number| ends[*number].ray).collect();
        let corner = corner(&rays);
        joined.extend(rays.iter().map(|ray| Line::wall(Segment::new(ray.a, corner))));
    }
    joined
}

fn end(graph: &Graph, point: u32, edge: u32) -> End {
    let line = graph.edges[edge as usize];
    let back = if line.a == point { line.b } else { line.a };
    let (start, from) = (graph.points[back as usize], graph.points[point as usize]);
    let direction = Segment::new(start, from).direction();
    let ray = Segment::new(from, from.moved(direction.0 * REACH, direction.1 * REACH));
    End { ray, edge: edge as usize, back, stub: start.distance(from) < REACH }
}

/// The first of those that one belongs to.
fn root(group: &mut [usize], mut of: usize) -> usize {
    while group[of] != of {
        group[of] = group[group[of]];
        of = group[of];
    }
    of
}

/// The point that is nearest to the lines on which all ends lie (least squares): their corner. The
/// middle of the ends if the lines are about parallel or the corner is out of reach.
fn corner(rays: &[Segment]) -> Point {
    let count = rays.len() as f64;
    let sum = rays.iter().fold((0.0, 0.0), |sum, ray| (sum.0 + ray.a.x, sum.1 + ray.a.y));
    let middle = Point::new(sum.0 / count, sum.1 / count);
    let (mut xx, mut xy, mut yy, mut x, mut y) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for ray in rays {
        let (dx, dy) = ray.direction();
        let (px, py) = way(middle, ray.a);
        let (a, b, c) = (1.0 - dx * dx, -dx * dy, 1.0 - dy * dy);
        (xx, xy, yy) = (xx + a, xy + b, yy + c);
        (x, y) = (x + a * px + b * py, y + b * px + c * py);
    }
    let determinant = xx * yy - xy * xy;
    if determinant < 0.02 * count {
        return middle;
    }
    let corner = middle.moved((yy * x - xy * y) / determinant, (xx * y - xy * x) / determinant);
    let near = rays.iter().all(|ray| ray.a.distance(corner) <= 1.5 * REACH);
    if near { corner } else { middle }
}
