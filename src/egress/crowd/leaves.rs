//! What changes at doors in time: leaves that are opened and fall shut, a flow that is capped, an
//! element that is lost.

use std::collections::HashMap;

use super::plan::Plan;
use super::simulation::Simulation;
use super::{Settings, State, Stranding};
use crate::building::{Building, Closures, ElementId};

/// How long somebody takes to open the leaf of a closed fire door, s. An assumption: nobody
/// measured it for a factory; the first who comes pays it.
const OPENING: f64 = 1.0;
/// How long after the last passage a self-closer has shut the leaf, s.
const SHUTTING: f64 = 3.0;
/// How near somebody must be to a leaf to open it, m.
const AT_HAND: f32 = 0.5;

/// What changes with a door or a stair in time.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Leaf {
    /// When the leaf is open, once somebody opens it, s.
    pub(super) opens_at: Option<f64>,
    /// The last passage, s.
    pub(super) passed_at: f64,
    /// Persons that a capped flow lets through now.
    pub(super) tokens: f64,
    /// The cap, persons/s.
    pub(super) flow: Option<f64>,
}

impl Simulation {
    pub(super) fn close_what_is_due(&mut self) {
        let mut changed = false;
        while self.closings.last().is_some_and(|(at, _)| *at <= self.time) {
            let Some((_, element)) = self.closings.pop() else { break };
            for passage in self.plan.passages.iter_mut().filter(|p| p.element == element) {
                passage.closed = true;
                changed = true;
            }
        }
        if changed {
            self.routing.update(&self.plan);
            for who in self.active.clone() {
                let at = who as usize;
                let gate = &self.plan.gates[self.people.gate[at] as usize];
                if gate.from != self.people.area[at] {
                    continue;
                }
                match self.choose(at, None) {
                    Some(gate) => self.people.gate[at] = gate,
                    None => self.strand(at, self.why_not(at, Stranding::ExitClosed)),
                }
            }
        }
    }

    /// Opens and shuts leaves and fills the token buckets.
    pub(super) fn leaf_through(&mut self, dt: f64) {
        for (passage, leaf) in self.plan.passages.iter().zip(&mut self.leaves) {
            if let Some(flow) = leaf.flow {
                leaf.tokens = (leaf.tokens + flow * dt).min(1.0);
            }
            if passage.leaf
                && leaf.opens_at.is_some_and(|at| at <= self.time)
                && self.time - leaf.passed_at > SHUTTING
                && leaf.opens_at.is_some_and(|at| self.time - at > SHUTTING)
            {
                leaf.opens_at = None;
            }
        }
        if self.plan.passages.iter().any(|passage| passage.leaf) {
            for who in &self.active {
                let at = *who as usize;
                let gate = &self.plan.gates[self.people.gate[at] as usize];
                let passage = gate.passage as usize;
                if self.plan.passages[passage].leaf
                    && self.people.state[at] == State::Walking
                    && gate.from == self.people.area[at]
                    && self.leaves[passage].opens_at.is_none()
                    && (gate.aim(self.people.at[at]) - self.people.at[at]).length() < AT_HAND
                {
                    self.leaves[passage].opens_at = Some(self.time + OPENING);
                }
            }
        }
        for (gate, passable) in self.plan.gates.iter().zip(&mut self.passable) {
            let passage = &self.plan.passages[gate.passage as usize];
            let leaf = &self.leaves[gate.passage as usize];
            let open = !passage.leaf || leaf.opens_at.is_some_and(|at| at <= self.time);
            *passable = !passage.closed && open && (leaf.flow.is_none() || leaf.tokens >= 1.0);
        }
    }
}

pub(super) fn is_lost(closures: &Closures, element: &ElementId) -> bool {
    match element {
        ElementId::Door(id) => closures.doors.contains(id),
        ElementId::Stair(id) => closures.stairs.contains(id),
        _ => false,
    }
}

pub(super) fn leaves(building: &Building, plan: &Plan, settings: &Settings) -> Vec<Leaf> {
    let widths: HashMap<ElementId, f64> =
        building.doors().map(|(_, door)| (ElementId::from(&door.id), door.clear_width)).collect();
    let flow = |element: &ElementId| {
        Some(settings.door_flow?.max(0.01) * widths.get(element).copied().filter(|w| *w > 0.0)?)
    };
    let leaf = |element| Leaf { tokens: 1.0, flow: flow(element), ..Leaf::default() };
    plan.passages.iter().map(|passage| leaf(&passage.element)).collect()
}
