//! A way out, piece by piece, and where it runs on the plan.

use super::{Gate, Link, LinkWay, Network, PortalKind};
use crate::building::{DoorId, Point, SpaceId, StairId, StoreyId, Via};

/// A piece of a way.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// Through a space up to its door or stair.
    Walk {
        /// Which space.
        space: SpaceId,
        /// How far, m.
        length: f64,
    },
    /// Through a door.
    Door(DoorId),
    /// Along a stair, from a storey to a neighbouring one.
    Flight {
        /// Which stair.
        stair: StairId,
        /// The space that one leaves.
        from: SpaceId,
        /// The space that one reaches.
        to: SpaceId,
        /// How far along the slope, landings included, m.
        length: f64,
    },
}

/// A way out.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// Where it begins.
    pub from: Point,
    /// The exit at its end.
    pub exit: DoorId,
    /// The distance walked, stairs along their slope, m.
    pub length: f64,
    /// The same in level metres, a metre of stair counting by its slower speed.
    pub effort: f64,
    /// Its pieces, in order; the last is the exit's door.
    pub steps: Vec<Step>,
    /// The doors and landings it passes, in order.
    pub(super) portals: Vec<usize>,
}

impl Way {
    /// The doors and stairs it passes, in order; a stair once, however many storeys it is used for.
    #[must_use]
    pub fn via(&self) -> Vec<Via> {
        let mut via: Vec<Via> = Vec::new();
        for step in &self.steps {
            let next = match step {
                Step::Walk { .. } => continue,
                Step::Door(id) => Via::Door(id.clone()),
                Step::Flight { stair, .. } => Via::Stair(stair.clone()),
            };
            if via.last() != Some(&next) {
                via.push(next);
            }
        }
        via
    }

    /// Whether it passes no door and no stair of another way.
    #[must_use]
    pub fn is_independent_of(&self, other: &Self) -> bool {
        let others = other.via();
        !self.via().iter().any(|via| others.contains(via))
    }
}

/// The part of a way on one storey.
#[derive(Clone, Debug, PartialEq)]
pub struct Leg {
    /// Which storey.
    pub storey: StoreyId,
    /// Where one walks.
    pub points: Vec<Point>,
}

impl Network {
    pub(super) fn build(
        &self,
        room: usize,
        from: Point,
        first: usize,
        distance: f64,
        links: &[Link],
    ) -> Way {
        let mut way = Way {
            from,
            exit: DoorId::new(""),
            length: distance + links.iter().map(|link| link.length).sum::<f64>(),
            effort: distance + links.iter().map(|link| link.effort).sum::<f64>(),
            steps: vec![Step::Walk { space: self.rooms[room].id.clone(), length: distance }],
            portals: vec![first],
        };
        self.pass(first, &mut way);
        for link in links {
            way.steps.push(match link.way {
                LinkWay::Room(room) => {
                    Step::Walk { space: self.rooms[room].id.clone(), length: link.length }
                }
                LinkWay::Flight { from, to } => {
                    let PortalKind::Landing { stair } = &self.portals[link.to].kind else {
                        continue;
                    };
                    Step::Flight {
                        stair: stair.clone(),
                        from: self.rooms[from].id.clone(),
                        to: self.rooms[to].id.clone(),
                        length: link.length,
                    }
                }
            });
            way.portals.push(link.to);
            self.pass(link.to, &mut way);
        }
        way
    }

    fn pass(&self, portal: usize, way: &mut Way) {
        if let PortalKind::Door { id, .. } = &self.portals[portal].kind {
            way.steps.push(Step::Door(id.clone()));
            way.exit = id.clone();
        }
    }

    /// Where a way runs on the plan: a leg for each storey, in order.
    #[must_use]
    pub fn legs(&self, way: &Way) -> Vec<Leg> {
        let mut legs: Vec<Leg> = Vec::new();
        let mut at = way.from;
        let mut portals = way.portals.iter().copied();
        for step in &way.steps {
            match step {
                Step::Door(_) => {}
                Step::Walk { space, .. } => {
                    let Some(&room) = self.room_of.get(space) else { continue };
                    let Some(portal) = portals.next() else { break };
                    let Some(gate) = self.gate(room, portal) else { continue };
                    // The way begins behind the door that was passed last.
                    let begin = legs
                        .last()
                        .and_then(|_| self.previous_gate(way, portal, room))
                        .map_or(at, |gate| gate.at);
                    let reach = self.rooms[room].floor.reach(begin);
                    let mut points = reach.path(gate.at).unwrap_or_default();
                    points.extend(self.door_points[portal]);
                    at = gate.at;
                    let storey = &self.rooms[room].storey;
                    match legs.last_mut().filter(|leg| leg.storey == *storey) {
                        Some(leg) => leg.points.extend(points),
                        None => legs.push(Leg { storey: storey.clone(), points }),
                    }
                }
                Step::Flight { to, .. } => {
                    let portal = portals.next();
                    let Some(&room) = self.room_of.get(to) else { continue };
                    let Some(gate) = portal.and_then(|p| self.gate(room, p)) else { continue };
                    at = gate.at;
                    let storey = self.rooms[room].storey.clone();
                    legs.push(Leg { storey, points: vec![gate.at] });
                }
            }
        }
        legs
    }

    fn previous_gate(&self, way: &Way, portal: usize, room: usize) -> Option<Gate> {
        let position = way.portals.iter().position(|p| *p == portal)?;
        self.gate(room, *way.portals.get(position.checked_sub(1)?)?)
    }
}
