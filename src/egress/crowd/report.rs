//! What a crowd did, counted while it walks, in the form of the hydraulic model's answer.

use std::collections::BTreeMap;

use super::plan::{Area, AreaKind, Crossing, Plan};
use super::routing::METRES;
use super::simulation::{People, QUEUE_REACH, Simulation, WAITING};
use super::{State, Stranding};
use crate::building::{ElementId, SpaceId};
use crate::egress::flow::{Bottleneck, Count, ExitFlow, Flow, Log, SpaceFlow};
use crate::units::Seconds;

/// So many people standing before a gate are a queue.
const QUEUE: u32 = 3;

/// Exits have room for so many people from the beginning at most.
const MOST_EXPECTED: usize = 4096;

#[derive(Clone, Debug)]
struct Queue {
    now: u32,
    /// How many make for the gate from each metre before it.
    at: [u32; METRES],
    seconds: f64,
    peak: u32,
    passed: u32,
    log: Log,
}

impl Default for Queue {
    fn default() -> Self {
        Self { now: 0, at: [0; METRES], seconds: 0.0, peak: 0, passed: 0, log: Log::default() }
    }
}

/// The running counts.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    areas: Vec<Count>,
    storeys: Vec<Count>,
    stairs: Count,
    queues: Vec<Queue>,
    exits: Vec<ExitFlow>,
    /// How many people of each space took each exit.
    taken: BTreeMap<(u32, u32), u32>,
    people: Vec<u32>,
    stranded: Vec<u32>,
    pub(super) out: u32,
    total: f64,
    last_start: f64,
}

impl Tally {
    pub(super) fn new(plan: &Plan, storeys: usize, exits: usize) -> Self {
        Self {
            areas: vec![Count::default(); plan.areas.len()],
            storeys: vec![Count::default(); storeys],
            queues: vec![Queue::default(); plan.gates.len()],
            exits: vec![ExitFlow::default(); exits],
            people: vec![0; plan.areas.len()],
            stranded: vec![0; plan.areas.len()],
            ..Self::default()
        }
    }

    /// Somebody is in a space at the beginning; who found no room there is stranded.
    pub(super) fn begin(&mut self, plan: &Plan, area: u32, placed: bool) {
        self.people[area as usize] += 1;
        if !placed {
            self.stranded[area as usize] += 1;
        }
        self.come(plan, area, 0.0);
    }

    /// Room for so many people who leave.
    pub(super) fn expect(&mut self, people: usize) {
        for exit in &mut self.exits {
            exit.passed.reserve(people.min(MOST_EXPECTED));
        }
    }

    /// Somebody begins to walk then; who waits for helpers says so when they have come.
    pub(super) fn start(&mut self, at: f64) {
        if at.is_finite() {
            self.last_start = self.last_start.max(at);
        }
    }

    pub(super) fn strand(&mut self, home: u32) {
        self.stranded[home as usize] += 1;
    }

    fn come(&mut self, plan: &Plan, area: u32, time: f64) {
        self.areas[area as usize].come(1, time);
        if let Some(count) = self.around(&plan.areas[area as usize]) {
            count.come(1, time);
        }
    }

    /// The count of the stairs or of the storey that an area belongs to; nothing within a door.
    fn around(&mut self, area: &Area) -> Option<&mut Count> {
        if area.enclosure {
            Some(&mut self.stairs)
        } else if area.kind == AreaKind::Space {
            self.storeys.get_mut(area.storey as usize)
        } else {
            None
        }
    }

    pub(super) fn pass(&mut self, plan: &Plan, gate: usize, time: f64) {
        let (from, to) = (plan.gates[gate].from, plan.gates[gate].to);
        self.queues[gate].passed += 1;
        self.areas[from as usize].leave(1, time);
        if let Some(count) = self.around(&plan.areas[from as usize]) {
            count.leave(1, time);
        }
        self.come(plan, to, time);
    }

    pub(super) fn out(&mut self, home: u32, exit: u32, time: f64) {
        let flow = &mut self.exits[exit as usize];
        flow.people += 1;
        flow.first.get_or_insert(Seconds::new(time));
        flow.last = Some(Seconds::new(time));
        flow.passed.push((Seconds::new(time), flow.people));
        *self.taken.entry((home, exit)).or_default() += 1;
        self.out += 1;
        self.total = time;
    }

    /// How many people make for a gate from nearer than 1 m, 2 m and so on; from anywhere at last.
    pub(super) fn ahead_at(&self, gate: usize) -> [u32; METRES] {
        let mut sum = 0;
        self.queues[gate].at.map(|people| {
            sum += people;
            sum
        })
    }

    /// Counts the queues, once a second.
    pub(super) fn tick(&mut self, plan: &Plan, people: &People, active: &[u32], time: f64) {
        for queue in &mut self.queues {
            queue.now = 0;
            queue.at = [0; METRES];
        }
        for who in active {
            let at = *who as usize;
            let gate = people.gate[at];
            let (found, area) = (&plan.gates[gate as usize], people.area[at]);
            if people.state[at] == State::Walking && found.from == area {
                let gap = plan.distance(area, gate, people.at[at]);
                let queue = &mut self.queues[gate as usize];
                queue.at[(gap as usize).min(METRES - 1)] += 1;
                queue.now += u32::from(people.speed[at] < WAITING && gap < QUEUE_REACH);
            }
        }
        for queue in &mut self.queues {
            if queue.now >= QUEUE {
                queue.seconds += 1.0;
                queue.peak = queue.peak.max(queue.now);
            }
            if queue.peak > 0 {
                queue.log.note(time, queue.now);
            }
        }
    }

    fn bottlenecks(&self, plan: &Plan) -> Vec<Bottleneck> {
        let mut worst: BTreeMap<ElementId, Bottleneck> = BTreeMap::new();
        for (gate, queue) in plan.gates.iter().zip(&self.queues) {
            if queue.peak == 0 || gate.crossing == Crossing::Person {
                continue;
            }
            let element = plan.passages[gate.passage as usize].element.clone();
            let found = Bottleneck {
                element: element.clone(),
                queue: Seconds::new(queue.seconds),
                peak_queue: queue.peak,
                people: queue.passed,
                waiting: queue.log.curve().clone(),
            };
            let known = worst.entry(element).or_insert_with(|| found.clone());
            if found.queue > known.queue {
                *known = found;
            }
        }
        let mut bottlenecks: Vec<Bottleneck> = worst.into_values().collect();
        bottlenecks.sort_by(|a, b| b.queue.cmp(&a.queue).then_with(|| a.element.cmp(&b.element)));
        bottlenecks
    }
}

impl Simulation {
    /// How many people are inside, exits not passed; and how many are out.
    #[must_use]
    pub fn counts(&self) -> (u32, u32) {
        let inside: u32 = (self.plan.areas.iter().zip(&self.tally.areas))
            .filter(|(area, _)| !matches!(area.kind, AreaKind::Beyond { .. }))
            .map(|(_, count)| count.inside())
            .sum();
        (inside, self.tally.out)
    }

    /// How many people passed an element so far, whichever way.
    #[must_use]
    pub fn passed(&self, element: &ElementId) -> u32 {
        let gates = self.plan.gates.iter().zip(&self.tally.queues);
        gates
            .filter(|(gate, _)| self.plan.passages[gate.passage as usize].element == *element)
            .map(|(_, queue)| queue.passed)
            .sum()
    }

    /// Who can't get out of which space, and why.
    #[must_use]
    pub fn stranded(&self) -> BTreeMap<(SpaceId, Stranding), u32> {
        let mut stranded: BTreeMap<(SpaceId, Stranding), u32> = BTreeMap::new();
        for (home, state) in self.people.home.iter().zip(&self.people.state) {
            if let State::Stranded(reason) = state
                && let Some(space) = self.spaces.get(*home as usize)
            {
                *stranded.entry((space.clone(), *reason)).or_default() += 1;
            }
        }
        stranded
    }

    /// How the building has emptied so far.
    #[must_use]
    pub fn flow(&self) -> Flow {
        let tally = &self.tally;
        let mut flow = Flow {
            people: self.people.at.len() as u32,
            stranded: tally.stranded.iter().sum(),
            total: Seconds::new(tally.total),
            last_start: Seconds::new(tally.last_start),
            ..Flow::default()
        };
        for (at, id) in self.spaces.iter().enumerate() {
            let (count, home) = (&tally.areas[at], at as u32);
            let stranded = tally.stranded[at];
            let exit = tally
                .taken
                .range((home, 0)..=(home, u32::MAX))
                .max_by_key(|((_, exit), people)| (**people, std::cmp::Reverse(*exit)))
                .and_then(|((_, exit), _)| self.exits.get(*exit as usize).cloned());
            let space = SpaceFlow {
                people: tally.people[at],
                clear: count.clear(),
                exit,
                stranded,
                remaining: count.curve().clone(),
            };
            flow.spaces.insert(id.clone(), space);
        }
        for (id, count) in self.storeys.iter().zip(&tally.storeys) {
            flow.storeys.insert(id.clone(), count.flow());
        }
        flow.stairs = tally.stairs.flow();
        for (id, exit) in self.exits.iter().zip(&tally.exits) {
            flow.exits.insert(id.clone(), exit.clone());
        }
        flow.bottlenecks = tally.bottlenecks(&self.plan);
        flow
    }
}
