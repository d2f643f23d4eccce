//! Helpers who fetch somebody: they walk to that person, against the others if need be, and both go
//! out together at the speed of the helped.
//!
//! A person who has helpers waits for them. If they can't come, the person goes alone, as far as
//! that is possible. Into an evacuation chair, where the way out has stairs, one is moved in 30 s:
//! an assumption, in the range of what trained staff needed (Hunt, Galea & Lawrence 2015).

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::motion::AT_PERSON;
use super::plan::Plan;
use super::population::Dice;
use super::routing::Way;
use super::setting_out::speed;
use super::simulation::{NOBODY, Simulation};
use super::vector::Vector;
use super::{Kind, OnStairs, Person, Settings, State, Stranding};
use crate::building::SpaceId;
use crate::egress::flow::Occupancy;
use crate::units::Seconds;

/// How long somebody in a wheelchair takes to be moved into an evacuation chair, s.
const TRANSFER: f64 = 30.0;

/// People of a space who move otherwise than the population, and who fetches them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assisted {
    /// Where they are.
    pub space: SpaceId,
    /// What kind of people they are.
    pub kind: Kind,
    /// How many of them.
    pub people: u32,
    /// How many helpers each of them has; nobody helps if 0.
    #[serde(default, skip_serializing_if = "is_nobody")]
    pub helpers: u32,
    /// Where the helpers come from; the same space if nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<SpaceId>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
const fn is_nobody(count: &u32) -> bool {
    *count == 0
}

/// How somebody was fetched.
#[derive(Clone, Debug, PartialEq)]
pub struct Fetched {
    /// From where.
    pub space: SpaceId,
    /// When all helpers were there; nothing if they never were.
    pub met: Option<Seconds>,
    /// When the person was out; nothing if never.
    pub out: Option<Seconds>,
}

/// How far an errand is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// The helpers are on their way.
    Coming,
    /// They are there, and set out as soon as the person can.
    Met,
    /// They left together, or nobody came.
    Over,
}

/// Helpers on their way to a person.
#[derive(Clone, Debug)]
pub(super) struct Errand {
    /// The area where the person waits, and the gate that stands for the person.
    pub(super) area: u32,
    gate: u32,
    /// By their places in the list that the simulation was given.
    wanted: usize,
    sent: Vec<usize>,
    person: u32,
    helpers: Vec<u32>,
    /// The person's speed with helpers, m/s; down and up stairs, where that is their own.
    speed: f32,
    stairs: Option<[f32; 2]>,
    stage: Stage,
    met: Option<f64>,
    out: Option<f64>,
}

/// Makes people of an occupancy into those who are assisted, and others into their helpers, as far
/// as there are enough.
pub(super) fn assign(people: &mut [Person], settings: &Settings) {
    let mut of_space: BTreeMap<SpaceId, Vec<u32>> = BTreeMap::new();
    for (number, person) in (0..).zip(people.iter()) {
        // Guides lead, they do not fetch.
        if !person.guide {
            of_space.entry(person.space.clone()).or_default().push(number);
        }
    }
    let mut take = |space: &SpaceId| of_space.get_mut(space).and_then(Vec::pop);
    let mut persons: Vec<(u32, &Assisted)> = Vec::new();
    for assisted in &settings.assisted {
        persons
            .extend((0..assisted.people).map_while(|_| Some((take(&assisted.space)?, assisted))));
    }
    for (number, assisted) in persons {
        let mut dice = Dice::new(settings.seed, u64::from(number), 5);
        let pace = settings.population.pace;
        let alone = assisted.kind.gait().draw(&mut dice, pace);
        let helped = assisted.kind.assisted().draw(&mut dice, pace);
        let from = assisted.from.as_ref().unwrap_or(&assisted.space);
        let helpers: Vec<u32> = (0..assisted.helpers).map_while(|_| take(from)).collect();
        let person = &mut people[number as usize];
        person.speed = alone.speed;
        person.stairs = alone.stairs;
        person.radius = alone.radius;
        person.kind = alone.kind;
        person.group = None;
        person.helped = (!helpers.is_empty()).then_some((helped.speed, helped.stairs));
        for helper in helpers {
            people[helper as usize].helps = Some(number);
            people[helper as usize].group = None;
        }
    }
}

/// The assisted of whom some can't be had: more people or more helpers than there are in their
/// spaces; with how many of either are missing.
#[must_use]
pub fn short_of_help<'a>(
    assisted: &'a [Assisted],
    occupancy: &Occupancy,
) -> Vec<(&'a Assisted, u32)> {
    let mut left = occupancy.clone();
    let mut take = |space: &SpaceId, wanted: u32| {
        let left = left.entry(space.clone()).or_default();
        let taken = wanted.min(*left);
        *left -= taken;
        wanted - taken
    };
    let persons: Vec<u32> = assisted.iter().map(|one| take(&one.space, one.people)).collect();
    let short = assisted.iter().zip(persons).map(|(one, missing)| {
        let helpers = one.people.saturating_sub(missing).saturating_mul(one.helpers);
        (one, missing.saturating_add(take(one.from.as_ref().unwrap_or(&one.space), helpers)))
    });
    short.filter(|(_, missing)| *missing > 0).collect()
}

/// The errands of a list of people; the plan gets a gate to make for at each person.
pub(super) fn errands(
    plan: &mut Plan,
    spaces: &[SpaceId],
    people: &[Person],
    places: &[Option<Vector>],
) -> Vec<Errand> {
    let mut sent: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (helper, person) in people.iter().enumerate() {
        if let Some(wanted) = person.helps {
            sent.entry(wanted as usize).or_default().push(helper);
        }
    }
    let index: HashMap<&SpaceId, u32> = spaces.iter().zip(0..).collect();
    let errand = |(wanted, sent): (usize, Vec<usize>)| {
        let person = people.get(wanted)?;
        let (free, stairs) = person.helped?;
        let (area, place) = (*index.get(&person.space)?, (*places.get(wanted)?)?);
        let gate = plan.meeting_point(area, &person.space, place);
        let stairs = match stairs {
            OnStairs::At { down, up } => Some([speed(down), speed(up)]),
            OnStairs::ByTread | OnStairs::Never => None,
        };
        Some(Errand {
            area,
            gate,
            wanted,
            sent,
            person: NOBODY,
            helpers: Vec::new(),
            speed: speed(free),
            stairs,
            stage: Stage::Coming,
            met: None,
            out: None,
        })
    };
    sent.into_iter().filter_map(errand).collect()
}

impl Simulation {
    /// Tells everybody of their errand, once they have their numbers: `numbers` has one for each
    /// person of the list.
    pub(super) fn send_helpers(&mut self, numbers: &[u32]) {
        for (at, errand) in self.errands.iter_mut().enumerate() {
            errand.person = numbers.get(errand.wanted).copied().unwrap_or(NOBODY);
            let known = errand.sent.iter().filter_map(|helper| numbers.get(*helper).copied());
            errand.helpers = known.filter(|helper| *helper != NOBODY).collect();
            let placed =
                |who: u32| who != NOBODY && self.people.state[who as usize] == State::Waiting;
            if !placed(errand.person) || !errand.helpers.iter().all(|who| placed(*who)) {
                errand.stage = Stage::Over;
                continue;
            }
            self.people.fetched[errand.person as usize] = at as u32;
            self.people.start[errand.person as usize] = f64::INFINITY;
            for helper in &errand.helpers {
                self.people.fetches[*helper as usize] = at as u32;
            }
        }
    }

    /// The gate by which a helper gets to the person.
    pub(super) fn gate_to_person(&self, at: usize) -> Option<u32> {
        let number = self.people.fetches[at];
        let errand = self.errands.get(number as usize)?;
        let area = self.people.area[at];
        if area == errand.area {
            return Some(errand.gate);
        }
        self.routing.choose(&self.plan, area, self.people.at[at], Way::Fetch(number), None)
    }

    /// Once a second: who has come, and whose helpers will not come.
    pub(super) fn look_after_errands(&mut self) {
        for at in 0..self.errands.len() {
            if self.errands[at].stage != Stage::Coming {
                continue;
            }
            let errand = &self.errands[at];
            let p = &self.people;
            let comes = |who: &u32| {
                let who = *who as usize;
                let there = matches!(p.state[who], State::Waiting | State::Walking);
                there && p.fetches[who] == at as u32
            };
            let is_there = |who: &u32| {
                let (who, gate) = (*who as usize, &self.plan.gates[errand.gate as usize]);
                p.state[who] == State::Walking
                    && p.area[who] == errand.area
                    && (p.at[who] - gate.a).length() < AT_PERSON + 0.1
            };
            if !errand.helpers.iter().all(comes) {
                self.call_off(at);
            } else if errand.helpers.iter().all(is_there) {
                self.meet(at);
            }
        }
    }

    /// All helpers are with the person.
    fn meet(&mut self, at: usize) {
        let errand = &mut self.errands[at];
        errand.stage = Stage::Met;
        errand.met = Some(self.time);
        let person = errand.person as usize;
        let level = self.routing.choose(
            &self.plan,
            self.people.area[person],
            self.people.at[person],
            Way::Level,
            None,
        );
        let moved = self.people.wheels[person] && level.is_none();
        self.people.start[person] = self.time + if moved { TRANSFER } else { 0.0 };
        self.tally.start(self.people.start[person]);
        self.people.free[person] = errand.speed;
        self.people.stairs[person] = errand.stairs;
        self.people.wheels[person] = false;
    }

    /// The helpers will not come: those who can leave, and the person goes alone.
    fn call_off(&mut self, at: usize) {
        self.errands[at].stage = Stage::Over;
        let person = self.errands[at].person as usize;
        self.people.fetched[person] = NOBODY;
        self.people.start[person] = self.time;
        self.tally.start(self.time);
        self.choose_or_strand(person);
        for helper in 0..self.errands[at].helpers.len() {
            let helper = self.errands[at].helpers[helper] as usize;
            let here = matches!(self.people.state[helper], State::Waiting | State::Walking);
            if here && self.people.fetches[helper] == at as u32 {
                self.people.fetches[helper] = NOBODY;
                self.choose_or_strand(helper);
            }
        }
    }

    fn choose_or_strand(&mut self, at: usize) {
        if !matches!(self.people.state[at], State::Waiting | State::Walking) {
            return;
        }
        match self.choose(at, None) {
            Some(gate) => {
                self.people.gate[at] = gate;
                self.people.nearest[at] = (f32::INFINITY, self.time);
            }
            None => self.strand(at, self.why_not(at, Stranding::NoWayOut)),
        }
    }

    /// Somebody who was fetched sets out, the helpers with them.
    pub(super) fn depart_together(&mut self, at: usize) {
        let number = self.people.fetched[at];
        let Some(errand) = self.errands.get_mut(number as usize) else { return };
        if errand.stage != Stage::Met {
            return;
        }
        errand.stage = Stage::Over;
        let mut company = vec![at as u32];
        company.extend(errand.helpers.iter().copied());
        self.people.fetched[at] = NOBODY;
        let p = &self.people;
        let exit = self.bound_for(at);
        let exit = exit.or_else(|| self.routing.best_exit(&self.plan, p.area[at], p.at[at]));
        let route = p.route[at];
        for who in &company {
            let who = *who as usize;
            self.people.fetches[who] = NOBODY;
            self.people.exit[who] = exit;
            self.people.route[who] = route;
            self.choose_or_strand(who);
        }
        self.groups.push(company);
    }

    /// Somebody is out.
    pub(super) fn note_out(&mut self, at: usize) {
        for errand in self.errands.iter_mut().filter(|errand| errand.person == at as u32) {
            errand.out = Some(self.time);
        }
    }

    /// How everybody was fetched who had helpers.
    #[must_use]
    pub fn fetched(&self) -> Vec<Fetched> {
        let known = self.errands.iter().filter(|errand| errand.person != NOBODY);
        known
            .filter_map(|errand| {
                Some(Fetched {
                    space: self.spaces.get(errand.area as usize)?.clone(),
                    met: errand.met.map(Seconds::new),
                    out: errand.out.map(Seconds::new),
                })
            })
            .collect()
    }
}
