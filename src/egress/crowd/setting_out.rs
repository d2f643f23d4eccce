//! Before somebody walks: a place to stand, a designated route, the first gate.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::motion::aim;
use super::placing::place;
use super::plan::AreaKind;
use super::population::Dice;
use super::simulation::{NOBODY, Simulation};
use super::vector::Vector;
use super::{Goal, Person, RADIUS, State, Stranding};
use crate::building::network::Step;
use crate::building::{Building, DoorId, ElementId, Network, SpaceId};

impl Simulation {
    /// Gives everybody a place.
    pub(super) fn settle(&mut self, people: &[Person]) {
        let index: HashMap<&SpaceId, u32> = self.spaces.iter().zip(0..).collect();
        let exits: HashMap<&DoorId, u32> = self.exits.iter().zip(0..).collect();
        let mut of_space: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        let mut places: Vec<Option<Vector>> = vec![None; people.len()];
        for (at, person) in people.iter().enumerate() {
            let Some(&area) = index.get(&person.space) else { continue };
            match person.at {
                Some(point) => {
                    let origin = self.plan.areas[area as usize].origin;
                    let point = Vector::new(point.x as f32, point.y as f32) + origin;
                    places[at] = self.plan.is_free(area, point).then_some(point);
                }
                None => of_space.entry(area).or_default().push(at),
            }
        }
        for (area, persons) in &of_space {
            let seed = Dice::new(self.settings.seed, u64::from(*area), 3);
            let taken: Vec<Vector> = Vec::new();
            let found = place(&self.plan, *area, persons.len(), &taken, seed);
            for (person, point) in persons.iter().zip(found) {
                places[*person] = Some(point);
            }
        }
        for (at, person) in people.iter().enumerate() {
            // Who is in no space of this building is nobody.
            let Some(&area) = index.get(&person.space) else { continue };
            let p = &mut self.people;
            p.at.push(places[at].unwrap_or_default());
            p.heading.push(Vector::default());
            p.wish.push(Vector::default());
            p.speed.push(0.0);
            let free = person.speed;
            p.free.push(if free.is_finite() { free.clamp(0.0, 5.0) as f32 } else { 0.0 });
            p.able.push(p.free[p.free.len() - 1]);
            let radius = if person.radius.is_finite() { person.radius } else { RADIUS };
            let radius = radius.clamp(0.1, 1.0) as f32;
            p.radius.push(radius);
            p.together.push(f32::INFINITY);
            p.group.push(person.group);
            p.guide.push(person.guide);
            self.broadest = self.broadest.max(radius);
            p.area.push(area);
            p.gate.push(NOBODY);
            let placed = places[at].is_some();
            let state = if placed { State::Waiting } else { State::Stranded(Stranding::NoRoom) };
            p.state.push(state);
            p.start.push(person.start.get().max(0.0));
            p.home.push(area);
            p.exit.push(match &person.goal {
                Goal::Out => None,
                Goal::Exit(exit) => exits.get(exit).copied(),
            });
            p.route.push((NOBODY, 0));
            p.nearest.push((f32::INFINITY, 0.0));
            p.stood.push(0.0);
            self.tally.begin(&self.plan, area, placed);
        }
    }

    /// Turns the primary designated routes into rows of gates.
    pub(super) fn designate(&mut self, building: &Building) {
        let network = Network::new(building);
        let routes = network.routes(&self.settings.closures);
        let homes: BTreeSet<u32> = self.people.home.iter().copied().collect();
        for home in homes {
            let Some(space) = self.spaces.get(home as usize) else { continue };
            let departures = network.departures(&routes, space);
            let [only] = departures.as_slice() else { continue };
            let Some(gates) = self.gates_along(home, &only.way.steps) else { continue };
            let route = self.routes.len() as u32;
            self.routes.push(gates);
            for at in 0..self.people.home.len() {
                if self.people.home[at] == home && self.people.exit[at].is_none() {
                    self.people.route[at] = (route, 0);
                }
            }
        }
    }

    pub(super) fn gates_along(&self, home: u32, steps: &[Step]) -> Option<Vec<u32>> {
        let mut area = home;
        let mut gates = Vec::new();
        for (at, step) in steps.iter().enumerate() {
            let of = &self.plan.areas[area as usize].gates;
            let find = |fits: &dyn Fn(u32, u32) -> bool| {
                of.iter().copied().find(|gate| {
                    let found = &self.plan.gates[*gate as usize];
                    fits(found.passage, found.to)
                })
            };
            let gate = match step {
                Step::Walk { .. } => continue,
                Step::Door(id) => {
                    let element = ElementId::from(id);
                    find(&|passage, _| self.plan.passages[passage as usize].element == element)?
                }
                Step::Flight { from, to, .. } => {
                    let ends = [from, to].map(|s| self.spaces.iter().position(|id| id == s));
                    let (Some(from), Some(to)) = (ends[0], ends[1]) else { return None };
                    let ends = (from.min(to) as u32, from.max(to) as u32);
                    find(&|_, area| match self.plan.areas[area as usize].kind {
                        AreaKind::Flight { lower, upper } => {
                            (lower.min(upper), lower.max(upper)) == ends
                        }
                        _ => false,
                    })?
                }
            };
            gates.push(gate);
            area = self.plan.gates[gate as usize].to;
            // After the last flight one steps off it.
            if let Step::Flight { to, .. } = step
                && !matches!(steps.get(at + 1), Some(Step::Flight { .. }))
            {
                let landing = self.spaces.iter().position(|id| id == to)? as u32;
                let gates_of = &self.plan.areas[area as usize].gates;
                let off = gates_of.iter().find(|g| self.plan.gates[**g as usize].to == landing)?;
                gates.push(*off);
                area = landing;
            }
        }
        Some(gates)
    }

    /// Gives everybody the first gate; who has none is stranded from the beginning.
    pub(super) fn set_out(&mut self) {
        for at in 0..self.people.at.len() {
            if self.people.state[at] != State::Waiting {
                continue;
            }
            match self.choose(at, None) {
                Some(gate) => {
                    self.people.gate[at] = gate;
                    self.active.push(at as u32);
                    self.tally.start(self.people.start[at]);
                }
                None => {
                    self.people.state[at] = State::Stranded(Stranding::NoWayOut);
                    self.tally.strand(self.people.home[at]);
                }
            }
        }
        self.moved.reserve(self.active.len());
    }

    pub(super) fn choose(&mut self, at: usize, now: Option<u32>) -> Option<u32> {
        let p = &mut self.people;
        let (route, leg) = p.route[at];
        if let Some(gates) = self.routes.get(route as usize) {
            if let Some(gate) = gates.get(leg as usize) {
                let found = &self.plan.gates[*gate as usize];
                let exit = self.routing.time(&self.plan, p.area[at], *gate, p.at[at], None);
                if found.from == p.area[at] && exit.is_finite() {
                    return Some(*gate);
                }
            }
            p.route[at] = (NOBODY, 0);
        }
        let gate = self.routing.choose(&self.plan, p.area[at], p.at[at], p.exit[at], now);
        // Whose exit is lost takes another.
        gate.or_else(|| self.routing.choose(&self.plan, p.area[at], p.at[at], None, now))
    }

    pub(super) fn wake(&mut self) {
        let mut due = std::mem::take(&mut self.due);
        due.clear();
        due.extend(self.active.iter().copied().filter(|who| {
            let at = *who as usize;
            self.people.state[at] == State::Waiting && self.people.start[at] <= self.time
        }));
        if self.draws_exits() {
            // Who follows others sees where they go.
            due.sort_by_key(|who| self.bound_for(*who as usize).is_none());
        }
        for who in &due {
            let at = *who as usize;
            self.people.state[at] = State::Walking;
            self.people.nearest[at] = (f32::INFINITY, self.time);
            self.decide(at);
            self.lead(at);
            let area = &self.plan.areas[self.people.area[at] as usize];
            let gate = &self.plan.gates[self.people.gate[at] as usize];
            self.people.heading[at] = aim(area, gate, self.people.at[at], false);
            self.people.able[at] = self.pace_of(at);
        }
        self.due = due;
    }
}
