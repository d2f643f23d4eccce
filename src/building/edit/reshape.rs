//! Moving, turning and reshaping; doors follow their walls.

use std::collections::BTreeSet;

use super::{EditError, place, positive, unknown, wall};
use crate::building::{
    Bounds, Building, Door, DoorId, ElementId, Point, Polygon, Segment, Site, SpaceId, Storey,
};

type Touched = Result<BTreeSet<ElementId>, EditError>;

/// How far a door that is moved may look for another wall, m.
const SLIDE_REACH: f64 = 0.75;

/// A rigid movement of the plan.
#[derive(Clone, Copy)]
enum Motion {
    Shift(f64, f64),
    Turn(f64, Point),
    /// About an upright line through the point, or else a level one.
    Mirror(bool, Point),
}

impl Motion {
    fn point(self, point: Point) -> Point {
        match self {
            Self::Shift(dx, dy) => point.moved(dx, dy),
            Self::Turn(degrees, centre) => point.turned(degrees, centre),
            Self::Mirror(true, centre) => Point::new(2.0 * centre.x - point.x, point.y),
            Self::Mirror(false, centre) => Point::new(point.x, 2.0 * centre.y - point.y),
        }
    }

    /// A line keeps its left side on its left: a mirrored one runs the other way, so that a door
    /// opens to the mirrored side.
    fn line(self, line: Segment) -> Segment {
        let (a, b) = (self.point(line.a), self.point(line.b));
        if matches!(self, Self::Mirror(..)) { Segment::new(b, a) } else { Segment::new(a, b) }
    }

    /// An outline keeps going round the same way.
    fn polygon(self, polygon: &Polygon) -> Polygon {
        let mut corners: Vec<Point> = polygon.corners().iter().map(|p| self.point(*p)).collect();
        if matches!(self, Self::Mirror(..)) {
            corners.reverse();
        }
        Polygon(corners)
    }
}

pub(super) fn shift(
    building: &mut Building,
    site: &mut Site,
    elements: BTreeSet<ElementId>,
    dx: f64,
    dy: f64,
) -> Touched {
    transform(building, site, &with_levels(building, &elements), Motion::Shift(dx, dy))?;
    Ok(elements)
}

pub(super) fn turn(
    building: &mut Building,
    site: &mut Site,
    elements: BTreeSet<ElementId>,
    degrees: f64,
) -> Touched {
    let all = with_levels(building, &elements);
    let Some(bounds) = bounds(building, site, &all) else { return Ok(elements) };
    transform(building, site, &all, Motion::Turn(degrees, bounds.centre()))?;
    Ok(elements)
}

pub(super) fn mirror(
    building: &mut Building,
    site: &mut Site,
    elements: BTreeSet<ElementId>,
    sideways: bool,
) -> Touched {
    let all = with_levels(building, &elements);
    let Some(bounds) = bounds(building, site, &all) else { return Ok(elements) };
    transform(building, site, &all, Motion::Mirror(sideways, bounds.centre()))?;
    Ok(elements)
}

/// The elements with the spaces of every stair among them: a stair is moved as a shaft.
fn with_levels(building: &Building, elements: &BTreeSet<ElementId>) -> BTreeSet<ElementId> {
    let stairs = building.stairs.iter().filter(|s| elements.contains(&ElementId::from(&s.id)));
    let levels = stairs.flat_map(|stair| stair.levels.iter().map(ElementId::from));
    elements.iter().cloned().chain(levels).collect()
}

pub(super) fn bounds(
    building: &Building,
    site: &Site,
    elements: &BTreeSet<ElementId>,
) -> Option<Bounds> {
    let has = |id: ElementId| elements.contains(&id);
    let mut points = Vec::new();
    for storey in &building.storeys {
        let spaces = storey.spaces.iter().filter(|e| has((&e.id).into()));
        points.extend(spaces.flat_map(|e| e.outline.corners().iter().copied()));
        let walls = storey.walls.iter().filter(|e| has((&e.id).into()));
        points.extend(walls.flat_map(|e| [e.line.a, e.line.b]));
        let doors = storey.doors.iter().filter(|e| has((&e.id).into()));
        points.extend(doors.flat_map(|e| [e.line.a, e.line.b]));
        points.extend(storey.equipment.iter().filter(|e| has((&e.id).into())).map(|e| e.at));
    }
    let areas = site.assembly_points.iter().map(|e| (&e.id, e.area.corners().to_vec()));
    let places = site.places.iter().map(|e| (&e.id, e.area.corners().to_vec()));
    let lanes = site.fire_lanes.iter().map(|e| (&e.id, e.path.clone()));
    let gates = site.gates.iter().map(|e| (&e.id, vec![e.line.a, e.line.b]));
    for (id, corners) in areas.chain(places).chain(lanes).chain(gates) {
        if has(id.into()) {
            points.extend(corners);
        }
    }
    Bounds::of(points)
}

fn transform(
    building: &mut Building,
    site: &mut Site,
    elements: &BTreeSet<ElementId>,
    motion: Motion,
) -> Result<(), EditError> {
    let has = |id: ElementId| elements.contains(&id);
    for storey in &mut building.storeys {
        let moving: Vec<Segment> = wall::walls(storey)
            .filter(|wall| match &wall.owner {
                wall::WallOwner::Edge(space, _) => has(space.into()),
                wall::WallOwner::Free(id) => has(id.into()),
            })
            .map(|wall| wall.line)
            .collect();
        // A list without anything that moves stays shared with the building before.
        if storey.spaces.iter().any(|e| has((&e.id).into())) {
            for space in storey.spaces.iter_mut().filter(|e| has((&e.id).into())) {
                space.outline = place::outline(motion.polygon(&space.outline))?;
            }
        }
        if storey.walls.iter().any(|e| has((&e.id).into())) {
            for wall in storey.walls.iter_mut().filter(|e| has((&e.id).into())) {
                wall.line = motion.line(wall.line);
            }
        }
        if storey.equipment.iter().any(|e| has((&e.id).into())) {
            for equipment in storey.equipment.iter_mut().filter(|e| has((&e.id).into())) {
                equipment.at = motion.point(equipment.at);
            }
        }
        let lines: Vec<Segment> = wall::walls(storey).map(|wall| wall.line).collect();
        let moved: Vec<(usize, Segment)> = storey
            .doors
            .iter()
            .enumerate()
            .filter_map(|(at, door)| {
                if moving.iter().any(|line| wall::sits_on(door, *line)) {
                    Some((at, motion.line(door.line)))
                } else {
                    has((&door.id).into()).then(|| (at, slide(door, motion, &lines)))
                }
            })
            .collect();
        for (at, line) in moved {
            storey.doors[at].line = line;
        }
    }
    for point in site.assembly_points.iter_mut().filter(|e| has((&e.id).into())) {
        point.area = motion.polygon(&point.area);
    }
    for place in site.places.iter_mut().filter(|e| has((&e.id).into())) {
        place.area = motion.polygon(&place.area);
    }
    for lane in site.fire_lanes.iter_mut().filter(|e| has((&e.id).into())) {
        lane.path.iter_mut().for_each(|point| *point = motion.point(*point));
    }
    for gate in site.gates.iter_mut().filter(|e| has((&e.id).into())) {
        gate.line = motion.line(gate.line);
    }
    Ok(())
}

/// Where a door that moves without its wall comes to sit. One that sits on no wall moves freely.
fn slide(door: &Door, motion: Motion, walls: &[Segment]) -> Segment {
    let wanted = motion.line(door.line);
    let own = walls.iter().find(|line| wall::sits_on(door, **line));
    let Some(own) = own else { return wanted };
    seat_near(door, wanted.middle(), *own, walls, SLIDE_REACH)
}

/// Seats a door at the wall nearest to `to`; on its own wall if no other is within `reach`.
fn seat_near(door: &Door, to: Point, own: Segment, walls: &[Segment], reach: f64) -> Segment {
    let fitting = walls.iter().filter(|line| line.length() >= door.line.length());
    let nearest = fitting
        .map(|line| (line.distance(to), *line))
        .min_by(|(a, _), (b, _)| a.total_cmp(b))
        .filter(|(distance, _)| *distance <= reach && *distance + 1e-9 < own.distance(to));
    let line = nearest.map_or(own, |(_, line)| line);
    wall::seat(line, to, door.line.length(), door.line.direction())
}

pub(super) fn move_door(building: &mut Building, id: DoorId, to: Point) -> Touched {
    let storey = building
        .storeys
        .iter_mut()
        .find(|storey| storey.doors.iter().any(|door| door.id == id))
        .ok_or_else(|| unknown(&id))?;
    let found = wall::nearest_wall(storey, to, place::DOOR_REACH).ok_or(EditError::NoWall)?;
    let lines: Vec<Segment> = wall::walls(storey).map(|wall| wall.line).collect();
    for door in storey.doors.iter_mut().filter(|door| door.id == id) {
        door.line = seat_near(door, to, found.line, &lines, place::DOOR_REACH);
    }
    Ok([id.into()].into())
}

pub(super) fn widen_door(building: &mut Building, id: DoorId, width: f64) -> Touched {
    let width = positive(width)?;
    let (storey, door) = building.door(&id).ok_or_else(|| unknown(&id))?;
    let on = wall::walls(storey).map(|wall| wall.line).find(|line| wall::sits_on(door, *line));
    let line = match on {
        Some(wall) => wall::seat(wall, door.line.middle(), width, door.line.direction()),
        None => {
            let (middle, (x, y)) = (door.line.middle(), door.line.direction());
            let half = width / 2.0;
            Segment::new(middle.moved(-x * half, -y * half), middle.moved(x * half, y * half))
        }
    };
    if let Some(door) = building.door_mut(&id) {
        // The frame keeps its width; the leaf takes the rest.
        let frame = (door.line.length() - door.clear_width).max(0.0);
        door.line = line;
        door.clear_width = (line.length() - frame).max(0.0);
    }
    Ok([id.into()].into())
}

/// Gives a space new corners. `edge_of` says which new edge an old one has become.
fn reshape(
    building: &mut Building,
    id: SpaceId,
    change: impl Fn(&mut Vec<Point>) -> Result<(), EditError>,
    edge_of: impl Fn(usize) -> usize,
) -> Touched {
    let storey = building
        .storeys
        .iter_mut()
        .find(|storey| storey.spaces.iter().any(|space| space.id == id))
        .ok_or_else(|| unknown(&id))?;
    let Storey { spaces, doors, .. } = storey;
    for space in spaces.iter_mut().filter(|space| space.id == id) {
        let old: Vec<Segment> = space.outline.edges().collect();
        let mut corners = space.outline.corners().to_vec();
        change(&mut corners)?;
        space.outline = place::outline(Polygon(corners))?;
        let new: Vec<Segment> = space.outline.edges().collect();
        let mut carried = Vec::new();
        for (at, door) in doors.iter().enumerate() {
            let middle = door.line.middle();
            let edge = (0..old.len())
                .filter(|i| wall::sits_on(door, old[*i]))
                .min_by(|a, b| old[*a].distance(middle).total_cmp(&old[*b].distance(middle)));
            let Some(edge) = edge else { continue };
            let Some(target) = new.get(edge_of(edge)) else { continue };
            if *target == old[edge] {
                continue;
            }
            let line = if new.len() == old.len() {
                wall::carry(door.line, old[edge], *target)
            } else {
                wall::seat(*target, middle, door.line.length(), door.line.direction())
            };
            carried.push((at, line));
        }
        for (at, line) in carried {
            doors[at].line = line;
            doors[at].clear_width = doors[at].clear_width.min(line.length());
        }
    }
    Ok([id.into()].into())
}

fn corner(corners: &mut [Point], index: usize) -> Result<&mut Point, EditError> {
    corners.get_mut(index).ok_or_else(|| unknown(index))
}

pub(super) fn move_corner(
    building: &mut Building,
    space: SpaceId,
    index: usize,
    to: Point,
) -> Touched {
    let change = |corners: &mut Vec<Point>| {
        *corner(corners, index)? = to;
        Ok(())
    };
    reshape(building, space, change, |edge| edge)
}

pub(super) fn move_edge(
    building: &mut Building,
    space: SpaceId,
    edge: usize,
    dx: f64,
    dy: f64,
) -> Touched {
    let change = |corners: &mut Vec<Point>| {
        let next = (edge + 1) % corners.len().max(1);
        for index in [edge, next] {
            let point = corner(corners, index)?;
            *point = point.moved(dx, dy);
        }
        Ok(())
    };
    reshape(building, space, change, |edge| edge)
}

pub(super) fn insert_corner(
    building: &mut Building,
    space: SpaceId,
    edge: usize,
    at: Point,
) -> Touched {
    let (_, found) = building.space(&space).ok_or_else(|| unknown(&space))?;
    let line = found.outline.edges().nth(edge).ok_or_else(|| unknown(edge))?;
    let at = line.nearest(at);
    if at.distance(line.a) < 1e-6 || at.distance(line.b) < 1e-6 {
        return Err(EditError::Line);
    }
    // Doors lie on the two halves as they lay on the whole; one across the corner goes to the
    // half that holds its middle.
    let halves = [Segment::new(line.a, at), Segment::new(at, line.b)];
    for storey in &mut building.storeys {
        if !storey.spaces.iter().any(|s| s.id == space) {
            continue;
        }
        for door in storey.doors.iter_mut().filter(|door| wall::sits_on(door, line)) {
            let crosses = |half: Segment| {
                half.distance(door.line.a) < wall::ON_WALL
                    && half.distance(door.line.b) < wall::ON_WALL
            };
            if halves.iter().any(|half| crosses(*half)) {
                continue;
            }
            let middle = door.line.middle();
            let half = if halves[0].distance(middle) <= halves[1].distance(middle) {
                halves[0]
            } else {
                halves[1]
            };
            door.line = wall::seat(half, middle, door.line.length(), door.line.direction());
            door.clear_width = door.clear_width.min(door.line.length());
        }
        for found in storey.spaces.iter_mut().filter(|s| s.id == space) {
            found.outline.0.insert(edge + 1, at);
        }
    }
    Ok([space.into()].into())
}

pub(super) fn remove_corner(building: &mut Building, space: SpaceId, index: usize) -> Touched {
    let (_, found) = building.space(&space).ok_or_else(|| unknown(&space))?;
    let count = found.outline.corners().len();
    if count <= 3 {
        return Err(EditError::Outline);
    }
    let change = |corners: &mut Vec<Point>| {
        corner(corners, index)?;
        corners.remove(index);
        Ok(())
    };
    // The edges before and after the corner become one, which begins at the corner before.
    let merged = if index == 0 { count - 2 } else { index - 1 };
    let edge_of = move |edge: usize| {
        if edge == index || edge == (index + count - 1) % count {
            merged
        } else if edge > index {
            edge - 1
        } else {
            edge
        }
    };
    reshape(building, space, change, edge_of)
}
