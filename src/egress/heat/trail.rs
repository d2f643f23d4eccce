//! Where everybody is from frame to frame: in which space, and through which door they came.

use std::collections::BTreeMap;

use super::StoreyHeat;
use super::floor::NOWHERE;
use crate::building::{Building, DoorId, ElementId, Point, Polygon, Segment, SpaceId};
use crate::egress::crowd::{Frame, Place};
use crate::egress::flow::Curve;
use crate::units::Seconds;

/// Whoever changes spaces further from a door than this did not come through it, m.
const NEAR: f64 = 4.0;
/// Whoever is nearer to the line of a flight than this is on it, m.
const ON_LINE: f64 = 0.05;

/// A storey as the trail needs it.
struct Level<'a> {
    spaces: Vec<(&'a SpaceId, &'a Polygon)>,
    doors: Vec<Leaf>,
    /// The lines on which people who are on a flight are shown.
    flights: Vec<Segment>,
}

/// A door with the spaces that it joins.
struct Leaf {
    id: ElementId,
    line: Segment,
    sides: (u16, u16),
}

/// Somebody so far.
#[derive(Clone, Copy)]
struct Walker {
    space: u16,
    storey: u16,
    at: Point,
}

pub(super) struct Trail<'a> {
    levels: Vec<Level<'a>>,
    /// Each stair with a point of it on every storey that it serves.
    stairs: Vec<(ElementId, BTreeMap<u16, Point>)>,
    walkers: Vec<Option<Walker>>,
    homes: Vec<Option<(u16, u16)>>,
    passed: BTreeMap<ElementId, Curve>,
}

impl<'a> Trail<'a> {
    pub(super) fn new(building: &'a Building) -> Self {
        let mut levels: Vec<Level<'_>> = Vec::new();
        levels.extend(building.storeys.iter().map(|storey| {
            let spaces: Vec<_> = storey.spaces.iter().map(|s| (&s.id, &s.outline)).collect();
            let number = |id: Option<&SpaceId>| {
                let found = id.and_then(|id| spaces.iter().position(|(own, _)| *own == id));
                found.map_or(NOWHERE, |at| at as u16)
            };
            let doors = storey.doors.iter().map(|door| {
                let (left, right) = storey.sides(door);
                let sides = (number(left), number(right));
                Leaf { id: ElementId::from(&door.id), line: door.line, sides }
            });
            Level { doors: doors.collect(), spaces, flights: Vec::new() }
        }));
        let stairs = building.stairs.iter().map(|stair| {
            let levels = stair.levels.iter().filter_map(|id| {
                let (storey, space) = building.space(id)?;
                let number = building.storeys.iter().position(|s| s.id == storey.id)?;
                Some((number as u16, space.outline.label_point()))
            });
            (ElementId::from(&stair.id), levels.collect())
        });
        let stairs: Vec<(ElementId, BTreeMap<u16, Point>)> = stairs.collect();
        for (_, middles) in &stairs {
            let above = middles.iter().skip(1);
            for ((lower, from), (upper, to)) in middles.iter().zip(above) {
                for storey in [lower, upper] {
                    if let Some(level) = levels.get_mut(usize::from(*storey)) {
                        level.flights.push(Segment::new(*from, *to));
                    }
                }
            }
        }
        Self { levels, stairs, walkers: Vec::new(), homes: Vec::new(), passed: BTreeMap::new() }
    }

    /// Follows everybody into the next frame; says in which space of its storey each place is.
    /// Whoever is on a flight is in none: a plan shows them all at the middle of the stair.
    pub(super) fn follow(&mut self, frame: &Frame, storeys: &[StoreyHeat]) -> Vec<u16> {
        let mut spaces = Vec::with_capacity(frame.places.len());
        for place in &frame.places {
            let space = self.step(place, frame.at, storeys);
            let at = Point::new(place.x.into(), place.y.into());
            let level = self.levels.get(usize::from(place.storey));
            let mut flights = level.iter().flat_map(|level| &level.flights);
            let on_flight = flights.any(|flight| flight.distance(at) < ON_LINE);
            spaces.push(if on_flight { NOWHERE } else { space });
        }
        spaces
    }

    fn step(&mut self, place: &Place, now: Seconds, storeys: &[StoreyHeat]) -> u16 {
        let who = place.who as usize;
        if self.walkers.len() <= who {
            self.walkers.resize(who + 1, None);
            self.homes.resize(who + 1, None);
        }
        let at = Point::new(place.x.into(), place.y.into());
        let storey = usize::from(place.storey);
        let found = storeys.get(storey).map_or(NOWHERE, |heat| heat.floor.space_at(at));
        let space = match self.walkers[who] {
            None => {
                let space = self.certain(storey, found, at);
                if space != NOWHERE {
                    self.homes[who] = Some((place.storey, space));
                }
                space
            }
            Some(before) if before.storey != place.storey => {
                if let Some(stair) = self.stair(before.storey, place.storey, at) {
                    count(&mut self.passed, stair, now);
                }
                self.certain(storey, found, at)
            }
            // Beside a wall a cell may belong to the neighbour: only a door leads there.
            Some(before) if before.space != found => {
                let into = self.certain(storey, found, at);
                let door = self.door(storey, before.space, into, at);
                if let Some(door) = door {
                    count(&mut self.passed, door, now);
                    into
                } else if before.space == NOWHERE || !self.inside(storey, before.space, at) {
                    into
                } else {
                    before.space
                }
            }
            Some(before) => before.space,
        };
        self.walkers[who] = Some(Walker { space, storey: place.storey, at });
        space
    }

    fn inside(&self, storey: usize, space: u16, at: Point) -> bool {
        let level = self.levels.get(storey);
        let space = level.and_then(|level| level.spaces.get(usize::from(space)));
        space.is_some_and(|(_, outline)| outline.contains(at))
    }

    /// The space at a point, which its cell names first.
    fn certain(&self, storey: usize, found: u16, at: Point) -> u16 {
        if found != NOWHERE && self.inside(storey, found, at) {
            return found;
        }
        let Some(level) = self.levels.get(storey) else { return NOWHERE };
        let exact = level.spaces.iter().position(|(_, outline)| {
            outline.bounds().is_some_and(|b| b.contains(at)) && outline.contains(at)
        });
        exact.map_or(NOWHERE, |at| at as u16)
    }

    /// The door between two spaces that is nearest to a point.
    fn door(&self, storey: usize, from: u16, into: u16, at: Point) -> Option<ElementId> {
        if from == NOWHERE || into == NOWHERE || from == into {
            return None;
        }
        let joins = |leaf: &&Leaf| leaf.sides == (from, into) || leaf.sides == (into, from);
        let doors = self.levels.get(storey)?.doors.iter().filter(joins);
        let near = doors.map(|leaf| (leaf.line.distance(at), &leaf.id));
        let nearest = near.min_by(|a, b| a.0.total_cmp(&b.0))?;
        (nearest.0 < NEAR).then(|| nearest.1.clone())
    }

    /// The stair that joins two storeys and is nearest to a point.
    fn stair(&self, from: u16, into: u16, at: Point) -> Option<ElementId> {
        let joins = self.stairs.iter().filter(|(_, levels)| levels.contains_key(&from));
        let near = joins.filter_map(|(id, levels)| Some((levels.get(&into)?.distance(at), id)));
        near.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, id)| id.clone())
    }

    /// Where each person came from.
    pub(super) fn homes(&self) -> Vec<Option<SpaceId>> {
        let name = |home: &Option<(u16, u16)>| {
            let (storey, space) = (*home)?;
            let level = self.levels.get(usize::from(storey))?;
            level.spaces.get(usize::from(space)).map(|(id, _)| (*id).clone())
        };
        self.homes.iter().map(name).collect()
    }

    /// By which exit each person left: the one of the storey that is nearest to where they were
    /// seen last, which is a step or two behind it.
    pub(super) fn exits(&self, building: &Building) -> Vec<Option<DoorId>> {
        let exits: Vec<Vec<(&DoorId, Segment)>> = building
            .storeys
            .iter()
            .map(|storey| {
                let exits = storey.doors.iter().filter(|door| door.exit);
                exits.map(|door| (&door.id, door.line)).collect()
            })
            .collect();
        let exit = |walker: &Option<Walker>| {
            let walker = (*walker)?;
            let doors = exits.get(usize::from(walker.storey))?.iter();
            let near = doors.map(|(id, line)| (line.distance(walker.at), *id));
            let nearest = near.min_by(|a, b| a.0.total_cmp(&b.0))?;
            (nearest.0 < NEAR).then(|| nearest.1.clone())
        };
        self.walkers.iter().map(exit).collect()
    }

    pub(super) fn passed(self) -> BTreeMap<ElementId, Curve> {
        self.passed
    }
}

fn count(passed: &mut BTreeMap<ElementId, Curve>, element: ElementId, now: Seconds) {
    let curve = passed.entry(element).or_default();
    let people = curve.last().map_or(0, |(_, people)| *people) + 1;
    match curve.last_mut() {
        Some(last) if last.0 == now => last.1 = people,
        _ => curve.push((now, people)),
    }
}
