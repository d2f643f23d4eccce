//! What is wrong with a building's geometry. Problems are shown, and never stop anyone's work.

use std::collections::{BTreeMap, BTreeSet};

use geo::Area as _;

use super::edit::nearest_wall;
use super::{
    Area, Building, Door, ElementId, OccupantLoad, Point, Segment, Site, Space, SpaceId, SpaceUse,
    Storey, StoreyId, area,
};
use crate::language::{Message, choice, msg};

choice! {
    /// How much a problem matters.
    pub enum Severity {
        /// Routes and predictions are wrong because of it.
        Error => "severity-error",
        /// It is most likely a mistake.
        Warning => "severity-warning",
    }
}

/// Something that is wrong with an element.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// How much it matters.
    pub severity: Severity,
    /// Which element is wrong.
    pub element: ElementId,
    /// On which storey it is.
    pub storey: Option<StoreyId>,
    /// Where it is on the plan.
    pub at: Option<Point>,
    /// What is wrong.
    pub message: Message,
}

/// Overlaps up to this area come from rounding, m².
const OVERLAP: f64 = 0.05;
/// How far a door may lie beside a wall, m: half of a thick wall.
const DOOR_REACH: f64 = 0.3;
/// A floor higher than this above the ground is no way into the open air, m.
const ABOVE_GROUND: f64 = 2.0;

/// Everything that is wrong, errors first, in the order of the storeys.
#[must_use]
pub fn problems(building: &Building, site: &Site) -> Vec<Problem> {
    let mut found = Found::default();
    for storey in &building.storeys {
        found.numbers_of_storey(storey);
        found.spaces(storey);
        found.free_walls(storey);
        found.doors(storey);
    }
    found.levels(building);
    found.stairs(building);
    found.ways_out(building);
    found.site(site);
    found.duplicate_ids(building, site);
    found.guesses(building);
    found.problems.sort_by_key(|problem| problem.severity);
    found.problems
}

/// What makes every prediction for a building wrong: its errors, those of the site left out.
#[must_use]
pub fn errors(building: &Building) -> Vec<Problem> {
    let mut found = problems(building, &Site::default());
    found.retain(|problem| problem.severity == Severity::Error);
    found
}

#[derive(Default)]
struct Found {
    problems: Vec<Problem>,
}

/// The name of an element, or its id if it has none.
fn called<'a>(name: &'a str, id: &'a str) -> &'a str {
    if name.trim().is_empty() { id } else { name }
}

fn plausible(number: f64, low: f64, high: f64) -> bool {
    (low..=high).contains(&number)
}

impl Found {
    fn add(
        &mut self,
        severity: Severity,
        element: impl Into<ElementId>,
        place: Option<(&Storey, Point)>,
        message: Message,
    ) {
        let (storey, at) = place.map(|(storey, at)| (storey.id.clone(), at)).unzip();
        self.problems.push(Problem { severity, element: element.into(), storey, at, message });
    }

    fn space(&mut self, severity: Severity, storey: &Storey, space: &Space, message: Message) {
        let at = space.outline.label_point();
        self.add(severity, &space.id, Some((storey, at)), message);
    }

    fn door(&mut self, severity: Severity, storey: &Storey, door: &Door, message: Message) {
        self.add(severity, &door.id, Some((storey, door.line.middle())), message);
    }

    fn numbers_of_storey(&mut self, storey: &Storey) {
        if !plausible(storey.height, 1.8, 60.0) || !plausible(storey.elevation, -100.0, 1000.0) {
            let message = msg!("problem-storey-levels", name = &storey.name);
            let problem = Problem {
                severity: Severity::Warning,
                element: (&storey.id).into(),
                storey: Some(storey.id.clone()),
                at: None,
                message,
            };
            self.problems.push(problem);
        }
    }

    fn spaces(&mut self, storey: &Storey) {
        for space in &storey.spaces {
            let name = called(&space.name, space.id.as_str());
            let corners = space.outline.corners();
            // A bow tie has no area either, but it crosses itself: that says more.
            if let Some(at) = crosses_itself(space) {
                let message = msg!("problem-outline-crosses", name = name);
                self.add(Severity::Error, &space.id, Some((storey, at)), message);
            } else if corners.len() < 3 || space.outline.area() < 0.01 {
                let message = msg!("problem-space-no-area", name = name);
                self.space(Severity::Error, storey, space, message);
            }
            if let OccupantLoad::AreaPerPerson(area) = space.load
                && !plausible(area, 0.1, 10_000.0)
            {
                let message = msg!("problem-area-per-person", name = name);
                self.space(Severity::Warning, storey, space, message);
            }
            let people = space.by_shift.iter().map(|load| load.people).max().unwrap_or(0);
            if space.usage == SpaceUse::Stair && people.max(space.people(None)) > 0 {
                let message = msg!("problem-people-in-stair", name = name);
                self.space(Severity::Warning, storey, space, message);
            }
        }
        self.overlaps(storey);
    }

    fn overlaps(&mut self, storey: &Storey) {
        let mut shapes: Vec<_> = storey
            .spaces
            .iter()
            .filter(|space| crosses_itself(space).is_none())
            .filter_map(|space| Some((space, space.outline.bounds()?)))
            .collect();
        shapes.sort_by(|(_, a), (_, b)| a.min.x.total_cmp(&b.min.x));
        for (i, (space, bounds)) in shapes.iter().enumerate() {
            // Sorted by their left sides, so none beyond the first one to the right can overlap.
            let near = shapes[i + 1..].iter().take_while(|(_, b)| b.min.x < bounds.max.x - 1e-3);
            for (other, other_bounds) in near {
                let apart = other_bounds.min.y >= bounds.max.y - 1e-3
                    || other_bounds.max.y <= bounds.min.y + 1e-3;
                if apart {
                    continue;
                }
                let one = Area::from(&space.outline);
                let Ok(common) = area::intersection(&one, &Area::from(&other.outline)) else {
                    let message = msg!(
                        "problem-spaces-tangled",
                        name = called(&space.name, space.id.as_str()),
                        other = called(&other.name, other.id.as_str()),
                    );
                    self.space(Severity::Warning, storey, space, message);
                    continue;
                };
                if common.unsigned_area() > OVERLAP {
                    let message = msg!(
                        "problem-spaces-overlap",
                        name = called(&space.name, space.id.as_str()),
                        other = called(&other.name, other.id.as_str()),
                        area = format!("{:.1}", common.unsigned_area()),
                    );
                    self.space(Severity::Error, storey, space, message);
                }
            }
        }
    }

    fn free_walls(&mut self, storey: &Storey) {
        for (i, wall) in storey.walls.iter().enumerate() {
            let place = Some((storey, wall.line.middle()));
            if wall.line.length() < 0.01 || !plausible(wall.thickness, 0.01, 3.0) {
                let message = msg!("problem-wall-size", name = wall.id.as_str());
                self.add(Severity::Warning, &wall.id, place, message);
                continue;
            }
            let others = storey.walls[i + 1..].iter().map(|other| other.line);
            let edges = storey.spaces.iter().flat_map(|space| space.outline.edges());
            let crossing = others.chain(edges).find_map(|line| crossing(wall.line, line));
            if let Some(at) = crossing {
                let message = msg!("problem-walls-cross", name = wall.id.as_str());
                self.add(Severity::Error, &wall.id, Some((storey, at)), message);
            }
        }
    }

    fn doors(&mut self, storey: &Storey) {
        let spaces: BTreeMap<&SpaceId, &Space> =
            storey.spaces.iter().map(|space| (&space.id, space)).collect();
        let sides = storey.sides_of_doors();
        for (door, sides) in storey.doors.iter().zip(sides) {
            let name = called(&door.name, door.id.as_str());
            if !door.clear_width.is_finite() || door.clear_width <= 0.0 || door.line.length() <= 0.0
            {
                let message = msg!("problem-door-no-width", name = name);
                self.door(Severity::Error, storey, door, message);
            } else if door.clear_width > door.line.length() + 1e-6 {
                let message = msg!("problem-door-wider-than-opening", name = name);
                self.door(Severity::Warning, storey, door, message);
            }
            if !(1..=2).contains(&door.leaves) {
                let message = msg!("problem-door-leaves", name = name);
                self.door(Severity::Warning, storey, door, message);
            }
            // Its own spaces have its wall nearly always; all walls are asked only if not.
            let own = [sides.0, sides.1].into_iter().flatten();
            let middle = door.line.middle();
            let on_own = own
                .filter_map(|id| spaces.get(id))
                .any(|space| space.outline.outline_distance(middle) <= DOOR_REACH);
            if !on_own && nearest_wall(storey, middle, DOOR_REACH).is_none() {
                let message = msg!("problem-door-off-wall", name = name);
                self.door(Severity::Error, storey, door, message);
                continue;
            }
            match sides {
                (None, None) => {
                    let message = msg!("problem-door-to-nowhere", name = name);
                    self.door(Severity::Error, storey, door, message);
                }
                (Some(_), None) | (None, Some(_)) if !door.exit => {
                    let message = msg!("problem-door-outside-no-exit", name = name);
                    self.door(Severity::Warning, storey, door, message);
                }
                (Some(_), None) | (None, Some(_)) if storey.elevation > ABOVE_GROUND => {
                    let message = msg!("problem-exit-above-ground", name = name);
                    self.door(Severity::Warning, storey, door, message);
                }
                (Some(left), Some(right)) if door.exit => {
                    let safe = storey.spaces.iter().any(|space| {
                        matches!(space.usage, SpaceUse::Stair | SpaceUse::Refuge)
                            && (space.id == *left || space.id == *right)
                    });
                    if !safe {
                        let message = msg!("problem-exit-inside", name = name);
                        self.door(Severity::Error, storey, door, message);
                    }
                }
                _ => {}
            }
        }
    }

    fn levels(&mut self, building: &Building) {
        for pair in building.storeys.windows(2) {
            let [lower, upper] = pair else { continue };
            if upper.elevation <= lower.elevation {
                let message = msg!("problem-storey-order", name = &upper.name, below = &lower.name);
                self.add(Severity::Warning, &upper.id, None, message);
            }
        }
        let reached: BTreeSet<&StoreyId> = building
            .stairs
            .iter()
            .filter(|stair| stair.levels.len() >= 2)
            .flat_map(|stair| &stair.levels)
            .filter_map(|space| building.space(space).map(|(storey, _)| &storey.id))
            .collect();
        for storey in building.storeys.iter().filter(|storey| !storey.spaces.is_empty()) {
            let leads_out = storey.doors.iter().any(|door| door.exit);
            if !leads_out && !reached.contains(&storey.id) {
                let message = msg!("problem-storey-unreached", name = &storey.name);
                let at = storey.bounds().map(|bounds| (storey, bounds.centre()));
                self.add(Severity::Error, &storey.id, at, message);
            }
        }
    }

    fn stairs(&mut self, building: &Building) {
        for stair in &building.stairs {
            let name = called(&stair.name, stair.id.as_str());
            let levels: Vec<_> = stair.levels.iter().filter_map(|id| building.space(id)).collect();
            let place =
                levels.first().map(|(storey, space)| (*storey, space.outline.label_point()));
            if levels.len() < stair.levels.len() {
                let message = msg!("problem-stair-missing-space", name = name);
                self.add(Severity::Error, &stair.id, place, message);
            }
            if levels.len() < 2 {
                let message = msg!("problem-stair-one-level", name = name);
                self.add(Severity::Error, &stair.id, place, message);
            }
            if levels.windows(2).any(|pair| pair[0].0.elevation >= pair[1].0.elevation) {
                let message = msg!("problem-stair-order", name = name);
                self.add(Severity::Error, &stair.id, place, message);
            }
            let sound = plausible(stair.clear_width, 0.5, 20.0)
                && plausible(stair.riser, 0.08, 0.3)
                && plausible(stair.tread, 0.15, 0.6)
                && plausible(stair.landing_length, 0.0, 100.0)
                && stair.handrails <= 2
                && stair.flights >= 1;
            let walkable = [stair.clear_width, stair.riser, stair.tread]
                .iter()
                .all(|size| size.is_finite() && *size > 0.0)
                && stair.landing_length.is_finite();
            if !sound {
                let message = msg!("problem-stair-size", name = name);
                let severity = if walkable { Severity::Warning } else { Severity::Error };
                self.add(severity, &stair.id, place, message);
            }
        }
    }

    /// Spaces from which no chain of doors and stairs leads to an exit, whatever state those are
    /// in: a locked door is a finding of the day, not a mistake in the plan.
    fn ways_out(&mut self, building: &Building) {
        let mut next: BTreeMap<&SpaceId, Vec<&SpaceId>> = BTreeMap::new();
        let mut open: Vec<&SpaceId> = Vec::new();
        let storeys = building.storeys.iter();
        let sides = storeys.flat_map(|storey| storey.doors.iter().zip(storey.sides_of_doors()));
        for (door, (left, right)) in sides {
            if let (Some(left), Some(right)) = (left, right) {
                next.entry(left).or_default().push(right);
                next.entry(right).or_default().push(left);
            }
            if door.exit {
                open.extend(left.into_iter().chain(right));
            }
        }
        for stair in &building.stairs {
            for pair in stair.levels.windows(2) {
                next.entry(&pair[0]).or_default().push(&pair[1]);
                next.entry(&pair[1]).or_default().push(&pair[0]);
            }
        }
        let mut safe: BTreeSet<&SpaceId> = BTreeSet::new();
        while let Some(space) = open.pop() {
            if safe.insert(space) {
                open.extend(next.get(space).into_iter().flatten());
            }
        }
        for (storey, space) in building.spaces() {
            if !safe.contains(&space.id) {
                let name = called(&space.name, space.id.as_str());
                let message = msg!("problem-space-no-way-out", name = name);
                self.space(Severity::Error, storey, space, message);
            }
        }
    }

    fn site(&mut self, site: &Site) {
        for lane in &site.fire_lanes {
            if !plausible(lane.clear_width, 1.0, 100.0) || !plausible(lane.clear_height, 1.0, 100.0)
            {
                let message = msg!("problem-lane-size", name = &lane.name);
                self.add(Severity::Warning, &lane.id, None, message);
            }
        }
        for point in &site.assembly_points {
            if point.area.corners().len() < 3 || point.area.area() < 0.01 {
                let message = msg!("problem-space-no-area", name = &point.name);
                self.add(Severity::Error, &point.id, None, message);
            }
        }
    }

    /// What an import guessed and nobody has confirmed.
    fn guesses(&mut self, building: &Building) {
        for id in &building.guessed {
            match id {
                ElementId::Space(id) => {
                    if let Some((storey, space)) = building.space(id) {
                        let message = msg!("problem-guessed-space", name = &space.name);
                        self.space(Severity::Warning, storey, space, message);
                    }
                }
                ElementId::Door(id) => {
                    if let Some((storey, door)) = building.door(id) {
                        let message = msg!("problem-guessed-door", name = &door.name);
                        self.door(Severity::Warning, storey, door, message);
                    }
                }
                ElementId::Stair(id) => {
                    if let Some(stair) = building.stair(id) {
                        let message = msg!("problem-guessed-stair", name = &stair.name);
                        self.add(Severity::Warning, &stair.id, None, message);
                    }
                }
                _ => {}
            }
        }
        // One line for all of them: the first place stands for the rest.
        let people: Vec<_> =
            building.guessed_people.iter().filter_map(|id| building.space(id)).collect();
        if let Some((storey, space)) = people.first() {
            let message = msg!("problem-guessed-people", count = people.len());
            self.space(Severity::Warning, storey, space, message);
        }
    }

    fn duplicate_ids(&mut self, building: &Building, site: &Site) {
        let mut seen = BTreeSet::new();
        let storeys = building.storeys.iter().flat_map(|storey| {
            let spaces = storey.spaces.iter().map(|e| ElementId::from(&e.id));
            let doors = storey.doors.iter().map(|e| ElementId::from(&e.id));
            let walls = storey.walls.iter().map(|e| ElementId::from(&e.id));
            let equipment = storey.equipment.iter().map(|e| ElementId::from(&e.id));
            let own = std::iter::once(ElementId::from(&storey.id));
            own.chain(spaces).chain(doors).chain(walls).chain(equipment)
        });
        let stairs = building.stairs.iter().map(|e| ElementId::from(&e.id));
        let points = site.assembly_points.iter().map(|e| ElementId::from(&e.id));
        let lanes = site.fire_lanes.iter().map(|e| ElementId::from(&e.id));
        let gates = site.gates.iter().map(|e| ElementId::from(&e.id));
        let places = site.places.iter().map(|e| ElementId::from(&e.id));
        let all = storeys.chain(stairs).chain(points).chain(lanes).chain(gates).chain(places);
        for id in all {
            if seen.contains(&id) {
                let message = msg!("problem-duplicate-id", id = id.as_str());
                self.add(Severity::Error, id, None, message);
            } else {
                seen.insert(id);
            }
        }
    }
}

/// Where two lines cross so that each goes on beyond the other; touching is no crossing.
fn crossing(one: Segment, other: Segment) -> Option<Point> {
    let side = |line: Segment, p: Point| {
        (line.b.x - line.a.x) * (p.y - line.a.y) - (line.b.y - line.a.y) * (p.x - line.a.x)
    };
    // Doubled areas of triangles: a millimetre beside a line of a metre is 0.001.
    let (a, b) = (side(other, one.a), side(other, one.b));
    let (c, d) = (side(one, other.a), side(one, other.b));
    let (near, near_other) = (1e-3 * other.length(), 1e-3 * one.length());
    let apart = |p: f64, q: f64, near: f64| p * q < 0.0 && p.abs() > near && q.abs() > near;
    let crosses = apart(a, b, near) && apart(c, d, near_other);
    crosses.then(|| one.a.towards(one.b, a / (a - b)))
}

fn crosses_itself(space: &Space) -> Option<Point> {
    let edges: Vec<Segment> = space.outline.edges().collect();
    edges
        .iter()
        .enumerate()
        .find_map(|(i, edge)| edges[i + 1..].iter().find_map(|other| crossing(*edge, *other)))
}

#[cfg(test)]
mod tests;
