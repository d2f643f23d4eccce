//! Bridging the openings that walls leave for doors.

use super::{Graph, Index, Line, MOST_CUTS, SNAP, Trouble, agree, meeting, turn, way};
use crate::building::{Bounds, Point, Segment};
use crate::exchange::plan::Stop;

/// Where a door was recognised: a line from jamb to jamb, m.
pub type Hint = Segment;

/// An opening that was bridged.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Closing {
    /// From jamb to jamb, m.
    pub line: Segment,
    /// The number of the hint that it belongs to.
    pub hint: Option<usize>,
}

/// Nobody fits through an opening that is narrower, m: it is a slip of the pen.
pub(super) const NARROWEST: f64 = 0.4;
/// The thickness of walls, m.
const THICKNESS: (f64, f64) = (0.04, 0.65);
/// What stands alone and is no larger than this is a column, m.
const COLUMN: f64 = 1.5;
/// How far the two ends of one opening may lie beside each other's line, m.
const BESIDE: f64 = 0.08;
/// How much wider than a recognised door its opening may be, m.
const FRAME: f64 = 0.5;

/// Where a wall ends.
struct End {
    at: Point,
    /// The direction in which the wall would go on.
    direction: (f64, f64),
    /// The other corner of the wall's end, if the wall has two sides.
    other: Option<usize>,
}

/// The bridges of openings up to `widest` metres, and of wider ones where a door was recognised;
/// and the lines that mend gaps which are too narrow for anybody.
///
/// # Errors
/// If there are more ends of walls near one another than in any plan, or it was stopped.
pub fn close(
    graph: &Graph,
    hints: &[Hint],
    widest: f64,
    stop: &Stop,
) -> Result<(Vec<Closing>, Vec<Line>), Trouble> {
    let index = Index::of(graph.edges.iter().map(|edge| graph.segment(*edge)));
    let marks = Index::of(hints.iter().copied());
    let ends = ends(graph);
    let places = Index::of(ends.iter().map(|end| Segment::new(end.at, end.at)));
    let broadest = hints.iter().map(|hint| hint.length() + FRAME).fold(widest, f64::max);
    // The number of an end, that of the other end or nothing for a wall, and the bridge.
    let mut found: Vec<(usize, Option<usize>, Segment)> = Vec::new();
    let mut seen = 0_usize;
    for (number, end) in ends.iter().enumerate() {
        if number % 256 == 0 {
            stop.check().map_err(|_| Trouble::Stopped)?;
        }
        let (dx, dy) = end.direction;
        let ahead = Segment::new(end.at, end.at.moved(dx * broadest, dy * broadest));
        for mate in places.near(ahead, BESIDE) {
            seen += 1;
            if mate <= number {
                continue;
            }
            let other = &ends[mate];
            let (along, beside) = {
                let between = way(end.at, other.at);
                (agree(end.direction, between), turn(end.direction, between).abs())
            };
            let facing = agree(end.direction, other.direction) < -0.97
                && along > SNAP
                && beside <= BESIDE.max(0.03 * along);
            if facing {
                found.push((number, Some(mate), Segment::new(end.at, other.at)));
            }
        }
        if let Some(to) = wall_ahead(graph, &index, ahead) {
            found.push((number, None, Segment::new(end.at, to)));
        }
        if seen > MOST_CUTS {
            return Err(Trouble::Tangled);
        }
    }
    let walls: Vec<Option<f64>> = {
        let mut walls = vec![None; ends.len()];
        for (number, mate, bridge) in &found {
            if mate.is_none() {
                walls[*number] = Some(bridge.length());
            }
        }
        walls
    };
    found.sort_by(|a, b| a.2.length().total_cmp(&b.2.length()).then(a.0.cmp(&b.0)));
    let mut used = vec![false; ends.len()];
    let mut hinted = vec![false; hints.len()];
    let (mut closings, mut mended) = (Vec::new(), Vec::new());
    for (number, mate, bridge) in found {
        if used[number] || mate.is_some_and(|mate| used[mate]) {
            continue;
        }
        let width = bridge.length();
        let hint = marks.near(bridge, 0.7).find(|hint| belongs(bridge, hints[*hint]));
        if width > widest && hint.is_none() {
            continue;
        }
        if mate.is_none() && hint.is_none() && width >= NARROWEST {
            // Beside an opening both corners of a wall's end face the same wall.
            let other = ends[number].other.map(|other| walls[other]);
            let both = other.is_none_or(|other| other.is_some_and(|o| (o - width).abs() < 0.1));
            if !both {
                continue;
            }
        }
        if !is_free(graph, &index, bridge) {
            continue;
        }
        used[number] = true;
        if let Some(mate) = mate {
            used[mate] = true;
        }
        if width < NARROWEST && hint.is_none() {
            mended.push(Line::wall(bridge));
        } else {
            if let Some(hint) = hint {
                hinted[hint] = true;
            }
            closings.push(Closing { line: bridge, hint });
        }
    }
    for (number, hint) in hints.iter().enumerate() {
        if !hinted[number] && !has_wall(graph, &index, *hint) {
            let line = stretched(graph, &index, *hint);
            closings.push(Closing { line, hint: Some(number) });
        }
    }
    Ok((closings, mended))
}

/// Whether a bridge is the opening of a recognised door: beside it by no more than a wall.
fn belongs(bridge: Segment, hint: Hint) -> bool {
    let between = way(hint.middle(), bridge.middle());
    let along = agree(hint.direction(), between).abs();
    let beside = turn(hint.direction(), between).abs();
    agree(hint.direction(), bridge.direction()).abs() > 0.95
        && along < 0.35
        && beside < THICKNESS.1
        && (bridge.length() - hint.length()).abs() <= FRAME
}

/// The ends of walls: lines that dangle, and the two corners where a wall with two sides ends.
fn ends(graph: &Graph) -> Vec<End> {
    let at = graph.at_points();
    let columns = columns(graph);
    let mut ends = Vec::new();
    let other = |edge: u32, point: u32| {
        let edge = graph.edges[edge as usize];
        if edge.a == point { edge.b } else { edge.a }
    };
    let place = |point: u32| graph.points[point as usize];
    for (point, edges) in (0..).zip(&at) {
        if let [edge] = edges.as_slice() {
            let direction = Segment::new(place(other(*edge, point)), place(point)).direction();
            ends.push(End { at: place(point), direction, other: None });
        }
    }
    for (number, edge) in (0..).zip(&graph.edges) {
        let cap = graph.segment(*edge);
        let (a, b) = (&at[edge.a as usize], &at[edge.b as usize]);
        let thick = (THICKNESS.0..=THICKNESS.1).contains(&cap.length());
        if !thick || a.len() != 2 || b.len() != 2 || columns[edge.a as usize] {
            continue;
        }
        let side = |edges: &[u32], point: u32| {
            let edge = edges.iter().find(|edge| **edge != number)?;
            Some(Segment::new(place(other(*edge, point)), place(point)).direction())
        };
        let (Some(left), Some(right)) = (side(a, edge.a), side(b, edge.b)) else { continue };
        let square = |side: (f64, f64)| agree(side, cap.direction()).abs() < 0.26;
        if agree(left, right) > 0.97 && square(left) && square(right) {
            let first = ends.len();
            ends.push(End { at: cap.a, direction: left, other: Some(first + 1) });
            ends.push(End { at: cap.b, direction: right, other: Some(first) });
        }
    }
    ends
}

/// For each point, whether it belongs to something small that stands alone.
fn columns(graph: &Graph) -> Vec<bool> {
    let mut parent: Vec<u32> = (0..graph.points.len() as u32).collect();
    fn root(parent: &mut [u32], mut point: u32) -> u32 {
        while parent[point as usize] != point {
            parent[point as usize] = parent[parent[point as usize] as usize];
            point = parent[point as usize];
        }
        point
    }
    for edge in &graph.edges {
        let (a, b) = (root(&mut parent, edge.a), root(&mut parent, edge.b));
        parent[a as usize] = b;
    }
    let roots: Vec<u32> =
        (0..graph.points.len() as u32).map(|point| root(&mut parent, point)).collect();
    let mut bounds: Vec<Option<Bounds>> = vec![None; graph.points.len()];
    for (point, root) in graph.points.iter().zip(&roots) {
        let grown = match bounds[*root as usize] {
            Some(bounds) => Some(bounds.with(*point)),
            None => Bounds::of([*point]),
        };
        bounds[*root as usize] = grown;
    }
    let small = |root: &u32| {
        bounds[*root as usize].is_some_and(|b| b.width() < COLUMN && b.height() < COLUMN)
    };
    roots.iter().map(small).collect()
}

/// Where the way ahead first meets a wall about square to it.
fn wall_ahead(graph: &Graph, index: &Index, ahead: Segment) -> Option<Point> {
    let length = ahead.length();
    let hit = |number: usize| {
        let line = graph.segment(graph.edges[number]);
        let (t, u) = meeting(ahead, line)?;
        let slack = SNAP / line.length().max(SNAP);
        let meets = t * length > SNAP && t <= 1.0 && u >= -slack && u <= 1.0 + slack;
        meets.then(|| (t, agree(ahead.direction(), line.direction()).abs() < 0.35))
    };
    let (share, square) =
        index.near(ahead, SNAP).filter_map(hit).min_by(|a, b| a.0.total_cmp(&b.0))?;
    square.then(|| ahead.a.towards(ahead.b, share))
}

/// Whether no line crosses a bridge between its ends.
pub(super) fn is_free(graph: &Graph, index: &Index, bridge: Segment) -> bool {
    let inside = 2.0 * SNAP / bridge.length().max(SNAP);
    !index.near(bridge, 0.0).any(|number| {
        let line = graph.segment(graph.edges[number]);
        meeting(bridge, line).is_some_and(|(t, u)| {
            t > inside && t < 1.0 - inside && (-1e-6..=1.0 + 1e-6).contains(&u)
        })
    })
}

/// Whether a wall runs on through a recognised door.
fn has_wall(graph: &Graph, index: &Index, hint: Hint) -> bool {
    let middle = hint.middle();
    index.near(Segment::new(middle, middle), 0.35).any(|number| {
        let line = graph.segment(graph.edges[number]);
        let share = line.nearest_share(middle);
        line.distance(middle) <= 0.35
            && share > 0.0
            && share < 1.0
            && agree(line.direction(), hint.direction()).abs() > 0.97
            // Its frame is no wall.
            && line.length() > hint.length() * 0.8
    })
}

/// A recognised door's line, lengthened to the walls beside it.
fn stretched(graph: &Graph, index: &Index, hint: Hint) -> Segment {
    let reach = 0.45;
    let (dx, dy) = hint.direction();
    let from = |inner: Point, sign: f64| {
        // From a little inside, so that a jamb that the line just touches is met as well.
        let start = inner.moved(-dx * sign * 0.1, -dy * sign * 0.1);
        let ahead = Segment::new(start, inner.moved(dx * sign * reach, dy * sign * reach));
        let hit = index
            .near(ahead, SNAP)
            .filter_map(|number| {
                let (t, u) = meeting(ahead, graph.segment(graph.edges[number]))?;
                ((0.0..=1.0).contains(&t) && (-0.05..=1.05).contains(&u)).then_some(t)
            })
            .min_by(f64::total_cmp);
        let corner = graph_corner(graph, index, inner);
        hit.map(|share| ahead.a.towards(ahead.b, share)).or(corner).unwrap_or(inner)
    };
    Segment::new(from(hint.a, -1.0), from(hint.b, 1.0))
}

/// The nearest point of the lines within reach of a jamb.
fn graph_corner(graph: &Graph, index: &Index, jamb: Point) -> Option<Point> {
    let reach = 0.3;
    index
        .near(Segment::new(jamb, jamb), reach)
        .map(|number| graph.segment(graph.edges[number]).nearest(jamb))
        .filter(|point| point.distance(jamb) <= reach)
        .min_by(|a, b| a.distance(jamb).total_cmp(&b.distance(jamb)))
}
