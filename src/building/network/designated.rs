//! Designated routes: the shortest way along given doors and stairs, in their order.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::routes::Effort;
use super::way::Way;
use super::{Closures, Link, LinkWay, Network, PortalKind};
use crate::building::{ElementId, Rank, RouteId, SpaceId, Via};
use crate::language::{Message, msg};

/// Why a designated route can't be followed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RouteProblem {
    /// Its space does not exist.
    #[error("the space {0} does not exist")]
    NoSpace(SpaceId),
    /// A door or a stair on it does not exist.
    #[error("{0} does not exist")]
    NoElement(String),
    /// A door or a stair on it can't be passed.
    #[error("{0} cannot be passed")]
    Closed(String),
    /// No way leads along its elements, in their order, to an exit.
    #[error("no way leads along these doors and stairs to an exit")]
    NotConnected,
}

impl RouteProblem {
    /// The problem in the user's language.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::NoSpace(id) => msg!("route-problem-no-space", id = id.as_str()),
            Self::NoElement(id) => msg!("route-problem-no-element", id = id),
            Self::Closed(id) => msg!("route-problem-closed", id = id),
            Self::NotConnected => msg!("route-problem-not-connected"),
        }
    }
}

/// A designated route and whether it can be followed.
#[derive(Clone, Debug, PartialEq)]
pub struct Designated {
    /// The route.
    pub route: RouteId,
    /// Where it begins.
    pub space: SpaceId,
    /// Whether it is the primary or the alternative one.
    pub rank: Rank,
    /// The way along it, or why there is none.
    pub way: Result<Way, RouteProblem>,
}

impl Network {
    /// The shortest way from the middle of a space along `via`, in this order, to an exit.
    ///
    /// # Errors
    /// When an element is missing or closed, or no way leads along all of them.
    pub fn along(
        &self,
        space: &SpaceId,
        via: &[Via],
        closures: &Closures,
    ) -> Result<Way, RouteProblem> {
        let room = *self.room_of.get(space).ok_or_else(|| RouteProblem::NoSpace(space.clone()))?;
        for element in via {
            let (id, matching): (&str, Vec<usize>) = match element {
                Via::Door(door) => (door.as_str(), self.portals_of(&ElementId::from(door))),
                Via::Stair(stair) => (stair.as_str(), self.portals_of(&ElementId::from(stair))),
            };
            if matching.is_empty() {
                return Err(RouteProblem::NoElement(id.to_owned()));
            }
            if !matching.iter().any(|portal| self.is_open(*portal, closures)) {
                return Err(RouteProblem::Closed(id.to_owned()));
            }
        }
        // A state is a portal together with how many elements of the list have been passed.
        let stages = via.len() + 1;
        let mut before: Vec<Option<Option<(usize, Link)>>> =
            vec![None; self.portals.len().saturating_mul(stages)];
        let mut queue = BinaryHeap::new();
        let floor = &self.rooms[room].floor;
        let reach = floor.reach(self.rooms[room].centre);
        for (at, gate) in self.rooms[room].gates.iter().enumerate() {
            let Some(distance) = reach.distance(gate.at) else { continue };
            if self.is_open(gate.portal, closures) {
                let state = gate.portal * stages + self.stage(gate.portal, None, 0, via);
                queue.push(Reverse((Effort(distance + gate.step), state, usize::MAX, at)));
            }
        }
        while let Some(Reverse((effort, state, from, index))) = queue.pop() {
            if before[state].is_some() {
                continue;
            }
            before[state] = Some(if from == usize::MAX {
                None
            } else {
                Some((from, self.links[from / stages][index]))
            });
            let (portal, stage) = (state / stages, state % stages);
            if self.is_exit(portal) {
                if stage + 1 == stages {
                    return self
                        .trace(room, state, stages, &before)
                        .ok_or(RouteProblem::NotConnected);
                }
                continue;
            }
            for (index, link) in self.links[portal].iter().enumerate() {
                if self.is_open(link.to, closures) {
                    let stage = self.stage(link.to, Some(link), stage, via);
                    let next = link.to * stages + stage;
                    if before[next].is_none() {
                        queue.push(Reverse((Effort(effort.0 + link.effort), next, state, index)));
                    }
                }
            }
        }
        Err(RouteProblem::NotConnected)
    }

    /// How many elements of the list have been passed after a portal was reached.
    fn stage(&self, portal: usize, link: Option<&Link>, stage: usize, via: &[Via]) -> usize {
        let passed = match (via.get(stage), &self.portals[portal].kind) {
            (Some(Via::Door(door)), PortalKind::Door { id, .. }) => door == id,
            (Some(Via::Stair(wanted)), PortalKind::Landing { stair }) => {
                wanted == stair && link.is_some_and(|l| matches!(l.way, LinkWay::Flight { .. }))
            }
            _ => false,
        };
        stage + usize::from(passed)
    }

    fn trace(
        &self,
        room: usize,
        end: usize,
        stages: usize,
        before: &[Option<Option<(usize, Link)>>],
    ) -> Option<Way> {
        let mut links = Vec::new();
        let mut state = end;
        while let Some(Some((from, link))) = before[state] {
            links.push(link);
            state = from;
        }
        links.reverse();
        let gate = self.gate(room, state / stages)?;
        let centre = self.rooms[room].centre;
        let distance = self.rooms[room].floor.reach(centre).distance(gate.at)? + gate.step;
        Some(self.build(room, centre, gate.portal, distance, &links))
    }

    fn portals_of(&self, element: &ElementId) -> Vec<usize> {
        let matches = |kind: &PortalKind| match (kind, element) {
            (PortalKind::Door { id, .. }, ElementId::Door(door)) => id == door,
            (PortalKind::Landing { stair: id }, ElementId::Stair(stair)) => id == stair,
            _ => false,
        };
        (0..self.portals.len()).filter(|p| matches(&self.portals[*p].kind)).collect()
    }
}
