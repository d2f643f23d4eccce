//! Doors as gates between areas, and the walls that they leave.

use std::collections::HashMap;

use super::plan::{
    Area, AreaKind, Crossing, Draft, Gate, JAMB_GAP, Passage, Plan, WALL_GAP, plane,
};
use super::vector::{Line, Vector};
use super::walls::{Side, Walls};
use crate::building::{
    Building, Closing, Door, DoorKind, DoorState, ElementId, Point, Segment, Space, Storey, Swing,
};
use crate::egress::flow::hydraulics;

/// How far an opening may lie from the outline that it is in: half of a thick wall, m.
const REACH: f64 = 0.36;
/// How much of the wall beside an opening counts as its jamb, m.
const JAMB: f64 = 0.2;

impl Plan {
    pub(super) fn place_doors(&mut self, building: &Building, drafts: &mut [Draft]) {
        let index: HashMap<&str, usize> =
            building.spaces().enumerate().map(|(at, (_, s))| (s.id.as_str(), at)).collect();
        let mut exits = 0;
        let mut openings: Vec<Vec<(Segment, u32)>> = vec![Vec::new(); drafts.len()];
        for (storey, door) in building.doors() {
            let exit = door.exit.then_some(exits);
            exits += u32::from(door.exit);
            let passage = self.passages.len() as u32;
            self.passages.push(passage_of(door));
            let opening = opening(door);
            if !door.state.is_passable()
                || door.clear_width.is_nan()
                || door.clear_width <= 0.0
                || opening.length() <= 0.0
            {
                continue;
            }
            let (left, right) = storey.sides(door);
            let area = |side: Option<&crate::building::SpaceId>| {
                let id = side?;
                let at = *index.get(id.as_str())?;
                let space = storey.spaces.iter().find(|space| space.id == *id)?;
                (self.areas[at].outline.len() > 2 && cuts(space, opening)).then_some(at)
            };
            let (left, right) = (area(left), area(right));
            if left == right {
                continue;
            }
            for (from, to, sign) in [(left, right, -1.0_f32), (right, left, 1.0)] {
                let Some(from) = from else { continue };
                let origin = self.areas[from].origin;
                let (a, b) = (plane(opening.a, origin), plane(opening.b, origin));
                let Some(along) = (b - a).unit() else { continue };
                let out = along.left() * sign;
                let to = match (exit, to) {
                    (Some(exit), _) => self.beyond(exit, self.areas[from].storey, origin),
                    (None, Some(to)) => to,
                    (None, None) => continue,
                };
                let gate = self.gates.len() as u32;
                openings[from].push((opening, gate));
                self.areas[from].gates.push(gate);
                self.gates.push(Gate {
                    from: from as u32,
                    to: to as u32,
                    a,
                    b,
                    out,
                    clear: Gate::clear(a, b),
                    crossing: Crossing::Line,
                    passage,
                    field: None,
                    back: None,
                });
            }
        }
        for (at, (storey, space)) in building.spaces().enumerate() {
            if self.areas[at].outline.len() > 2 {
                let origin = self.areas[at].origin;
                drafts[at] = enclose(storey, space, &openings[at], origin);
            }
        }
    }

    pub(super) fn beyond(&mut self, exit: u32, storey: u32, origin: Vector) -> usize {
        self.areas.push(Area {
            kind: AreaKind::Beyond { exit },
            storey,
            pace: 1.0,
            climb: 1.0,
            origin,
            outline: Vec::new(),
            walls: Walls::default(),
            gates: Vec::new(),
            raster: None,
            enclosure: false,
        });
        self.areas.len() - 1
    }
}

fn passage_of(door: &Door) -> Passage {
    let has_leaf = !matches!(door.swing, Swing::Open | Swing::Roller);
    let shut = match door.kind {
        DoorKind::Ordinary => false,
        DoorKind::Fire { closing: Closing::NormallyClosed | Closing::HeldOpen, .. } => true,
    };
    Passage {
        element: ElementId::from(&door.id),
        capacity: hydraulics::door_capacity(door) as f32,
        leaf: has_leaf && shut && door.state != DoorState::ProppedOpen,
        closed: false,
    }
}

/// The part of a door's line that its clear width leaves.
fn opening(door: &Door) -> Segment {
    let length = door.line.length();
    if length.is_nan() || length <= 0.0 || !door.clear_width.is_finite() {
        return Segment::new(door.line.a, door.line.a);
    }
    let half = (door.clear_width / length).clamp(0.0, 1.0) / 2.0;
    Segment::new(
        door.line.a.towards(door.line.b, 0.5 - half),
        door.line.a.towards(door.line.b, 0.5 + half),
    )
}

/// The shares of an edge that an opening takes, if it lies in it.
fn cut(edge: Segment, opening: Segment) -> Option<(f64, f64)> {
    let (ex, ey) = edge.direction();
    let (ox, oy) = opening.direction();
    let length = edge.length();
    let beside = edge.nearest(opening.middle()).distance(opening.middle());
    if length <= 0.0 || (ex * oy - ey * ox).abs() > 0.17 || beside > REACH {
        return None;
    }
    let share = |p: Point| ((p.x - edge.a.x) * ex + (p.y - edge.a.y) * ey) / length;
    let (first, second) = (share(opening.a), share(opening.b));
    let (low, high) = (first.min(second).clamp(0.0, 1.0), first.max(second).clamp(0.0, 1.0));
    (high - low > 1e-9).then_some((low, high))
}

fn cuts(space: &Space, opening: Segment) -> bool {
    space.outline.edges().any(|edge| cut(edge, opening).is_some())
}

/// The walls of a space with its openings cut out, and the openings themselves.
fn enclose(storey: &Storey, space: &Space, openings: &[(Segment, u32)], origin: Vector) -> Draft {
    let mut draft = Draft { sides: Vec::new(), inner: Vec::new() };
    let bounds = space.outline.bounds();
    let widest = |opening: &Segment| JAMB_GAP.min(0.4 * opening.length() as f32);
    let mut lines: Vec<Segment> = space.outline.edges().collect();
    for wall in &storey.walls {
        let touches = bounds.is_some_and(|b| {
            let low =
                Point::new(wall.line.a.x.min(wall.line.b.x), wall.line.a.y.min(wall.line.b.y));
            let high =
                Point::new(wall.line.a.x.max(wall.line.b.x), wall.line.a.y.max(wall.line.b.y));
            low.x <= b.max.x && high.x >= b.min.x && low.y <= b.max.y && high.y >= b.min.y
        });
        if !touches || wall.line.length() <= 0.0 {
            continue;
        }
        let (nx, ny) = wall.line.left();
        let half = wall.thickness.clamp(0.0, 2.0) / 2.0;
        let faces =
            [wall.line.moved(nx * half, ny * half), wall.line.moved(-nx * half, -ny * half)];
        lines.extend(faces);
        lines.push(Segment::new(faces[0].a, faces[1].a));
        lines.push(Segment::new(faces[0].b, faces[1].b));
        let mut shares: Vec<(f64, f64)> =
            openings.iter().filter_map(|(opening, _)| cut(wall.line, *opening)).collect();
        shares.sort_by(|a, b| a.0.total_cmp(&b.0));
        for (from, to) in left_over(&shares) {
            let a = plane(wall.line.a.towards(wall.line.b, from), origin);
            let b = plane(wall.line.a.towards(wall.line.b, to), origin);
            draft.inner.push((a, b, half as f32));
        }
    }
    for line in lines {
        let mut shares: Vec<(f64, f64)> = Vec::new();
        for (opening, _) in openings {
            let Some((low, high)) = cut(line, *opening) else { continue };
            shares.push((low, high));
            // The depth of the wall beside the opening.
            for share in [low, high] {
                let corner = line.a.towards(line.b, share);
                let jamb = if corner.distance(opening.a) < corner.distance(opening.b) {
                    opening.a
                } else {
                    opening.b
                };
                if corner.distance(jamb) > 1e-4 {
                    let (a, b) = (plane(corner, origin), plane(jamb, origin));
                    draft.sides.push(Side {
                        line: Line::new(a, b),
                        gap: widest(opening),
                        gate: None,
                    });
                }
            }
        }
        shares.sort_by(|a, b| a.0.total_cmp(&b.0));
        for (from, to) in left_over(&shares) {
            let a = line.a.towards(line.b, from);
            let b = line.a.towards(line.b, to);
            let near = |point: Point| {
                let ends = openings.iter().filter(|(opening, _)| {
                    opening.a.distance(point).min(opening.b.distance(point)) < REACH
                });
                ends.map(|(opening, _)| widest(opening)).reduce(f32::min)
            };
            // Beside an opening the shoulder keeps the distance from its jamb.
            let length = a.distance(b);
            let share = (JAMB / length.max(1e-9)).min(0.5);
            let (first, second) = (a.towards(b, share), b.towards(a, share));
            for (a, b, gap) in [
                (a, first, near(a).unwrap_or(WALL_GAP)),
                (first, second, WALL_GAP),
                (second, b, near(b).unwrap_or(WALL_GAP)),
            ] {
                if a.distance(b) > 1e-6 {
                    let (a, b) = (plane(a, origin), plane(b, origin));
                    draft.sides.push(Side { line: Line::new(a, b), gap, gate: None });
                }
            }
        }
    }
    for (opening, gate) in openings {
        let (a, b) = (plane(opening.a, origin), plane(opening.b, origin));
        draft.sides.push(Side { line: Line::new(a, b), gap: 0.1, gate: Some(*gate) });
    }
    draft
}

/// What sorted cuts leave of the way from 0 to 1.
fn left_over(cuts: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut left = Vec::new();
    let mut from = 0.0;
    for (low, high) in cuts {
        if *low > from + 1e-9 {
            left.push((from, *low));
        }
        from = from.max(*high);
    }
    if from < 1.0 - 1e-9 {
        left.push((from, 1.0));
    }
    left
}
