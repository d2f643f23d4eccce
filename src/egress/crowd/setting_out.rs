//! Before somebody walks: a place to stand, a designated route, the first gate.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::motion::aim;
use super::placing::place;
use super::plan::AreaKind;
use super::plan::Plan;
use super::population::Dice;
use super::routing::{THROUGH_SMOKE, Way};
use super::simulation::{NOBODY, Simulation};
use super::vector::Vector;
use super::{Goal, OnStairs, Person, RADIUS, State, Stranding};
use crate::building::network::Step;
use crate::building::{Building, DoorId, ElementId, Network, SpaceId};

/// A speed that can be walked, m/s.
pub(super) fn speed(speed: f64) -> f32 {
    if speed.is_finite() { speed.clamp(0.0, 5.0) as f32 } else { 0.0 }
}

/// A place for each person; nothing for whom there is no room, or no space.
pub(super) fn places(
    plan: &Plan,
    spaces: &[SpaceId],
    people: &[Person],
    seed: u64,
) -> Vec<Option<Vector>> {
    let index: HashMap<&SpaceId, u32> = spaces.iter().zip(0..).collect();
    let mut of_space: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    let mut places: Vec<Option<Vector>> = vec![None; people.len()];
    for (at, person) in people.iter().enumerate() {
        let Some(&area) = index.get(&person.space) else { continue };
        match person.at {
            Some(point) => {
                let origin = plan.areas[area as usize].origin;
                let point = Vector::new(point.x as f32, point.y as f32) + origin;
                places[at] = plan.is_free(area, point).then_some(point);
            }
            None => of_space.entry(area).or_default().push(at),
        }
    }
    for (area, persons) in &of_space {
        let dice = Dice::new(seed, u64::from(*area), 3);
        for (person, point) in persons.iter().zip(place(plan, *area, persons.len(), &[], dice)) {
            places[*person] = Some(point);
        }
    }
    places
}

impl Simulation {
    /// Puts everybody in their place.
    pub(super) fn settle(&mut self, people: &[Person], places: &[Option<Vector>]) {
        let index: HashMap<SpaceId, u32> = self.spaces.iter().cloned().zip(0..).collect();
        let exits: HashMap<DoorId, u32> = self.exits.iter().cloned().zip(0..).collect();
        let mut numbers = vec![NOBODY; people.len()];
        for (at, person) in people.iter().enumerate() {
            // Who is in no space of this building is nobody.
            let Some(&area) = index.get(&person.space) else { continue };
            let p = &mut self.people;
            numbers[at] = p.at.len() as u32;
            p.at.push(places[at].unwrap_or_default());
            p.heading.push(Vector::default());
            p.wish.push(Vector::default());
            p.speed.push(0.0);
            p.free.push(speed(person.speed));
            p.able.push(p.free[p.free.len() - 1]);
            let radius = if person.radius.is_finite() { person.radius } else { RADIUS };
            let radius = radius.clamp(0.1, 1.0) as f32;
            p.radius.push(radius);
            p.together.push(f32::INFINITY);
            p.group.push(person.group);
            p.stairs.push(match person.stairs {
                OnStairs::At { down, up } => Some([speed(down), speed(up)]),
                OnStairs::ByTread | OnStairs::Never => None,
            });
            p.wheels.push(person.stairs == OnStairs::Never);
            p.fetches.push(NOBODY);
            p.fetched.push(NOBODY);
            p.turned.push(false);
            p.smoked.push(false);
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
        self.tally.expect(people.len());
        self.send_helpers(&numbers);
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
                    let why = self.why_not(at, Stranding::NoWayOut);
                    self.people.state[at] = State::Stranded(why);
                    self.tally.strand(self.people.home[at]);
                }
            }
        }
        self.moved.reserve(self.active.len());
    }

    pub(super) fn choose(&mut self, at: usize, now: Option<u32>) -> Option<u32> {
        if self.people.fetches[at] != NOBODY {
            if let Some(gate) = self.gate_to_person(at) {
                return Some(gate);
            }
            // The way there is lost: the errand is off.
            self.people.fetches[at] = NOBODY;
        }
        let p = &mut self.people;
        let (area, from) = (p.area[at], p.at[at]);
        if p.wheels[at] && p.fetched[at] == NOBODY {
            return self.routing.choose(&self.plan, area, from, Way::Level, now);
        }
        let clear = |gate: Option<u32>, way: Way| {
            gate.is_some_and(|gate| {
                self.routing.time(&self.plan, area, gate, from, way) < THROUGH_SMOKE
            })
        };
        let (route, leg) = p.route[at];
        if let Some(gates) = self.routes.get(route as usize) {
            if let Some(gate) = gates.get(leg as usize) {
                let found = &self.plan.gates[*gate as usize];
                let exit = self.routing.time(&self.plan, area, *gate, from, Way::Out);
                if found.from == area && exit.is_finite() {
                    if clear(Some(*gate), Way::Out) {
                        return Some(*gate);
                    }
                    // Smoke closes the designated way: another that is clear is better.
                    let other = self.routing.choose(&self.plan, area, from, Way::Out, now);
                    if !clear(other, Way::Out) {
                        return Some(*gate);
                    }
                }
            }
            p.route[at] = (NOBODY, 0);
        }
        let Some(exit) = p.exit[at] else {
            return self.routing.choose(&self.plan, area, from, Way::Out, now);
        };
        let gate = self.routing.choose(&self.plan, area, from, Way::To(exit), now);
        if clear(gate, Way::To(exit)) {
            return gate;
        }
        // Whose exit is lost, or only reached through smoke, takes another.
        let other = self.routing.choose(&self.plan, area, from, Way::Out, now);
        if gate.is_none() || clear(other, Way::Out) { other } else { gate }
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
            self.depart_together(at);
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
