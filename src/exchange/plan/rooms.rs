//! From line work to rooms: what is enclosed, less the walls themselves.

use super::Stop;
use super::linework::{
    Barrier, Closing, Face, Graph, Hint, Hole, Index, Line, REACH, SNAP, Trouble, close, corners,
    faces, reach, throats,
};
use crate::building::{Bounds, Point, Polygon, Segment};

/// A room, as the lines enclose it.
#[derive(Clone, Debug, PartialEq)]
pub struct Room {
    /// Its outline, m.
    pub outline: Polygon,
}

/// What line work comes to.
#[derive(Clone, Debug, Default)]
pub struct Rooms {
    /// The rooms.
    pub rooms: Vec<Room>,
    /// Openings that were bridged.
    pub closings: Vec<Closing>,
    /// Cuts that join a room around something to one outline: people walk through them.
    pub cuts: Vec<Segment>,
    /// Columns: a wall as thick as the column, m.
    pub columns: Vec<(Segment, f64)>,
    /// Enclosed areas that are too small for a space.
    pub shafts: Vec<Polygon>,
    /// Areas that lie around the building, inside a frame.
    pub grounds: Vec<Polygon>,
    /// Gaps that were mended, m.
    pub mended: Vec<Segment>,
    /// Lines that enclose nothing, m.
    pub idle: Vec<Segment>,
}

/// A strip that is narrower is the body of a wall, m.
const WALL_BREADTH: f64 = 0.42;
/// A long one is one up to this breadth, m.
const LONG_WALL_BREADTH: f64 = 0.62;
/// What is smaller is a shaft, m².
const SMALLEST: f64 = 0.9;
/// What stands alone in a room and is no larger is a column, m.
const COLUMN: f64 = 1.5;

/// The rooms of line work in metres. `hints` are the openings of recognised doors; other openings
/// are bridged up to a width of `gap` metres.
///
/// # Errors
/// If the line work has more crossings than any plan, or it was stopped.
pub fn rooms(lines: &[Line], hints: &[Hint], gap: f64, stop: &Stop) -> Result<Rooms, Trouble> {
    let mut graph = Graph::of(lines, stop)?;
    for mend in [reach, throats] {
        let mended = mend(&graph);
        if !mended.is_empty() {
            let all: Vec<Line> = graph.lines().chain(mended).collect();
            graph = Graph::of(&all, stop)?;
        }
    }
    graph.trim(REACH);
    let (closings, mut mended) = close(&graph, hints, gap, stop)?;
    let bridges = (0..)
        .zip(&closings)
        .map(|(number, closing)| Line { segment: closing.line, barrier: Barrier::Closing(number) });
    let lines: Vec<Line> = graph.lines().chain(mended.iter().copied()).chain(bridges).collect();
    let mut graph = Graph::of(&lines, stop)?;
    let drawn_out = corners(&graph, gap)?;
    if !drawn_out.is_empty() {
        let lines: Vec<Line> = graph.lines().chain(drawn_out.iter().copied()).collect();
        graph = Graph::of(&lines, stop)?;
        mended.extend(drawn_out);
    }
    let (mut found, idle) = faces(&mut graph);
    let mut cuts: Vec<Segment> = Vec::new();
    for _ in 0..3 {
        stop.check().map_err(|_| Trouble::Stopped)?;
        let new = cuts_of(&graph, &found);
        if new.is_empty() {
            break;
        }
        let first = cuts.len() as u32;
        let cut_lines = (first..)
            .zip(&new)
            .map(|(number, segment)| Line { segment: *segment, barrier: Barrier::Cut(number) });
        let lines: Vec<Line> = graph.lines().chain(cut_lines).collect();
        cuts.extend(new);
        graph = Graph::of(&lines, stop)?;
        found = faces(&mut graph).0;
    }
    let idle = idle.iter().map(|edge| {
        let place = |number: u32| graph.points.get(number as usize).copied().unwrap_or_default();
        Segment::new(place(edge.a), place(edge.b))
    });
    let idle = idle.filter(|line| line.length() > SNAP).collect();
    let mended = mended.iter().map(|line| line.segment).collect();
    let mut result = Rooms { closings, cuts, mended, idle, ..Rooms::default() };
    let grounds = grounds(&found);
    for (number, face) in found.iter().enumerate() {
        if is_wall(face) {
            continue;
        }
        let outline = straightened(&face.outline);
        if grounds.contains(&number) {
            result.grounds.push(outline);
        } else if face.area() < SMALLEST {
            result.shafts.push(outline);
        } else {
            for hole in face.holes.iter().filter(|hole| is_column(hole)) {
                result.columns.extend(column(&hole.outline));
            }
            result.rooms.push(Room { outline });
        }
    }
    Ok(result)
}

/// Whether a face is the body of a wall.
fn is_wall(face: &Face) -> bool {
    let breadth = face.breadth();
    breadth < WALL_BREADTH || (breadth < LONG_WALL_BREADTH && face.outline.perimeter() > 12.0)
}

fn is_column(hole: &Hole) -> bool {
    hole.outline.bounds().is_some_and(|b| b.width() <= COLUMN && b.height() <= COLUMN)
}

/// A column as a piece of wall: along its longer side, as thick as its shorter one.
#[must_use]
pub fn column(outline: &Polygon) -> Option<(Segment, f64)> {
    let longest = outline.edges().max_by(|a, b| a.length().total_cmp(&b.length()))?;
    let (dx, dy) = longest.direction();
    let along = |p: &Point| p.x * dx + p.y * dy;
    let across = |p: &Point| p.y * dx - p.x * dy;
    let span = |of: &dyn Fn(&Point) -> f64| {
        let values = outline.corners().iter().map(of);
        values.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(v), h.max(v)))
    };
    let ((low, high), (near, far)) = (span(&along), span(&across));
    let thickness = far - near;
    if thickness < 0.05 {
        return None;
    }
    let middle = (near + far) / 2.0;
    let place = |a: f64| Point::new(a * dx - middle * dy, a * dy + middle * dx);
    Some((Segment::new(place(low), place(high)), thickness))
}

/// Cuts from what stands in a room to its outline, to both sides.
fn cuts_of(graph: &Graph, found: &[Face]) -> Vec<Segment> {
    let mut cuts = Vec::new();
    let index = Index::of(graph.edges.iter().map(|edge| graph.segment(*edge)));
    let grounds = grounds(found);
    for (number, face) in found.iter().enumerate() {
        if is_wall(face) || face.area() < SMALLEST || grounds.contains(&number) {
            continue;
        }
        let Some(bounds) = face.outline.bounds() else { continue };
        for hole in face.holes.iter().filter(|hole| !is_column(hole)) {
            let corners = hole.outline.corners();
            let left = corners.iter().min_by(|a, b| a.x.total_cmp(&b.x));
            let right = corners.iter().max_by(|a, b| a.x.total_cmp(&b.x));
            let ends = [(left, bounds.min.x - 1.0), (right, bounds.max.x + 1.0)];
            for (from, to) in ends {
                let Some(from) = from else { continue };
                let ray = Segment::new(*from, Point::new(to, from.y));
                let hit = index
                    .near(ray, SNAP)
                    .filter_map(|number| {
                        let line = graph.segment(graph.edges[number]);
                        let at = crossing_x(line, from.y)?;
                        let distance = (at - from.x) * (to - from.x).signum();
                        (distance > 2.0 * SNAP).then_some(distance)
                    })
                    .min_by(f64::total_cmp);
                if let Some(distance) = hit {
                    let x = from.x + distance * (to - from.x).signum();
                    cuts.push(Segment::new(*from, Point::new(x, from.y)));
                }
            }
        }
    }
    cuts
}

/// Where a line crosses a height.
fn crossing_x(line: Segment, y: f64) -> Option<f64> {
    let (low, high) = (line.a.y.min(line.b.y), line.a.y.max(line.b.y));
    if y < low - SNAP || y > high + SNAP || high - low <= SNAP {
        return None;
    }
    let share = ((y - line.a.y) / (line.b.y - line.a.y)).clamp(0.0, 1.0);
    Some(line.a.towards(line.b, share).x)
}

/// The faces that lie around the building inside a frame: no door is in their outline, but one is
/// in what stands inside.
fn grounds(found: &[Face]) -> Vec<usize> {
    let opens = |barriers: &[Barrier]| {
        barriers.iter().any(|barrier| matches!(barrier, Barrier::Closing(_)))
    };
    let within = |hole: &Hole| {
        let rooms = found.iter().filter(|face| !is_wall(face) && face.area() >= SMALLEST);
        let inside = |face: &&Face| {
            face.outline.corners().first().is_some_and(|corner| {
                hole.outline.contains(*corner) || hole.outline.outline_distance(*corner) < SNAP
            })
        };
        rooms.filter(inside).take(2).count() > 1
    };
    (0..found.len())
        .filter(|number| {
            let face = &found[*number];
            !face.holes.is_empty()
                && !is_wall(face)
                && !opens(&face.barriers)
                && face.holes.iter().any(|hole| opens(&hole.barriers) && within(hole))
        })
        .collect()
}

/// The outline without corners on a straight line.
#[must_use]
pub fn straightened(outline: &Polygon) -> Polygon {
    let mut corners: Vec<Point> = outline.corners().to_vec();
    loop {
        let count = corners.len();
        let mut kept: Vec<Point> = Vec::with_capacity(count);
        let mut passed = false;
        for at in 0..count {
            let before = kept.last().copied().unwrap_or(corners[count - 1]);
            let after = corners[(at + 1) % count];
            let corner = corners[at];
            // Never two neighbours in one round, so that a bend of many short lines stays one.
            let idle = count > 3 && !passed && Segment::new(before, after).distance(corner) < 0.004;
            passed = idle;
            if !idle {
                kept.push(corner);
            }
        }
        if kept.len() == count || kept.len() < 3 {
            return Polygon(corners);
        }
        corners = kept;
    }
}

/// Rooms, found by place.
pub struct Places<'a> {
    rooms: Vec<(&'a Polygon, Bounds)>,
    boxes: rstar::RTree<
        rstar::primitives::GeomWithData<rstar::primitives::Rectangle<[f64; 2]>, usize>,
    >,
}

impl<'a> Places<'a> {
    /// An index of outlines by their number in the list.
    pub fn of(outlines: impl Iterator<Item = &'a Polygon>) -> Self {
        let empty = Bounds { min: Point::default(), max: Point::default() };
        let rooms: Vec<(&Polygon, Bounds)> =
            outlines.map(|outline| (outline, outline.bounds().unwrap_or(empty))).collect();
        let boxes = rooms.iter().enumerate().map(|(number, (_, bounds))| {
            let (min, max) = (bounds.min, bounds.max);
            let shape = rstar::primitives::Rectangle::from_corners([min.x, min.y], [max.x, max.y]);
            rstar::primitives::GeomWithData::new(shape, number)
        });
        let boxes = rstar::RTree::bulk_load(boxes.collect());
        Self { rooms, boxes }
    }

    /// The number of the room at a point.
    #[must_use]
    pub fn at(&self, point: Point) -> Option<usize> {
        let place = rstar::AABB::from_point([point.x, point.y]);
        let mut found: Option<usize> = None;
        for item in self.boxes.locate_in_envelope_intersecting(&place) {
            if self.rooms[item.data].0.contains(point) {
                found = Some(found.map_or(item.data, |known| known.min(item.data)));
            }
        }
        found
    }
}
