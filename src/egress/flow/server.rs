//! What lets people pass one after the other, and who waits before it.

use std::collections::{BTreeMap, VecDeque};

use super::log::Log;
use super::{Bottleneck, Curve};
use crate::building::ElementId;
use crate::units::Seconds;

/// A door or the head of a flight.
pub(super) struct Server {
    element: ElementId,
    /// Effective width, m.
    pub(super) width: f64,
    /// Persons a second.
    pub(super) capacity: f64,
    /// Parties that wait, each with its people: those from the storey, and those who come along
    /// the stair.
    queues: [VecDeque<(usize, u32)>; 2],
    turn: usize,
    free_at: f64,
    woken: bool,
    waiting: u32,
    peak: u32,
    queue_seconds: f64,
    queue_since: f64,
    passed: u32,
    last_in: Option<f64>,
    log: Log,
    throughput: Log,
}

/// What a server answers when it is asked to let somebody pass.
pub(super) enum Answer {
    /// Nobody waits, or it will be asked again anyway.
    Nothing,
    /// It is to be asked again then, s.
    Later(f64),
    /// These may pass.
    Pass(Passage),
}

/// Who passes, and how.
#[derive(Clone, Copy)]
pub(super) struct Passage {
    pub(super) party: usize,
    /// How long they take, s.
    pub(super) headway: f64,
    /// How long after those before them they come, s; nothing for the first.
    pub(super) interval: Option<f64>,
    /// When the server is to be asked for the next, s; nothing where nobody waits.
    pub(super) wake: Option<f64>,
}

impl Server {
    pub(super) fn new(element: ElementId, width: f64, capacity: f64) -> Self {
        Self {
            element,
            width,
            capacity,
            queues: [VecDeque::new(), VecDeque::new()],
            turn: 0,
            free_at: 0.0,
            woken: false,
            waiting: 0,
            peak: 0,
            queue_seconds: 0.0,
            queue_since: 0.0,
            passed: 0,
            last_in: None,
            log: Log::default(),
            throughput: Log::default(),
        }
    }

    /// A party joins the queue of its lane.
    pub(super) fn join(&mut self, lane: usize, party: usize, people: u32, time: f64) {
        if self.waiting == 0 {
            self.queue_since = time;
        }
        self.waiting += people;
        self.queues[lane].push_back((party, people));
    }

    /// Keeps how many wait, once whoever could pass at once has passed.
    pub(super) fn note_queue(&mut self, time: f64) {
        if self.waiting > 0 {
            self.peak = self.peak.max(self.waiting);
            self.log.note(time, self.waiting);
        }
    }

    /// It is asked again, as it wanted to be.
    pub(super) fn wake(&mut self) {
        self.woken = false;
    }

    /// Lets the next party pass, where one waits and the one before it is through.
    pub(super) fn serve(&mut self, time: f64) -> Answer {
        if self.waiting == 0 {
            return Answer::Nothing;
        }
        if time < self.free_at {
            let asked = std::mem::replace(&mut self.woken, true);
            return if asked { Answer::Nothing } else { Answer::Later(self.free_at) };
        }
        // Both lanes take turns while both have people; 50 : 50 where flows merge.
        let lane = if self.queues[self.turn].is_empty() { 1 - self.turn } else { self.turn };
        let Some((party, people)) = self.queues[lane].pop_front() else { return Answer::Nothing };
        self.turn = 1 - lane;
        self.waiting -= people;
        self.passed += people;
        self.throughput.note(time, self.passed);
        if self.waiting == 0 && time > self.queue_since {
            self.queue_seconds += time - self.queue_since;
        }
        if self.peak > 0 {
            self.log.note(time, self.waiting);
        }
        let headway = f64::from(people) / self.capacity;
        let interval = self.last_in.replace(time).map(|last| time - last);
        self.free_at = time + headway;
        let wake = (self.waiting > 0).then_some(self.free_at);
        self.woken |= wake.is_some();
        Answer::Pass(Passage { party, headway, interval, wake })
    }
}

/// How many passed each door and each stair over time; of a stair's flights the busiest counts.
pub(super) fn passed(servers: &[Server]) -> BTreeMap<ElementId, Curve> {
    let mut busiest: BTreeMap<&ElementId, &Server> = BTreeMap::new();
    for server in servers.iter().filter(|server| server.passed > 0) {
        let known = busiest.entry(&server.element).or_insert(server);
        if server.passed > known.passed {
            *known = server;
        }
    }
    let curves = busiest.into_iter();
    curves.map(|(element, server)| (element.clone(), server.throughput.curve().clone())).collect()
}

/// The servers at which people queued; a stair's flights count as one, by the worst of them.
pub(super) fn bottlenecks(servers: Vec<Server>) -> Vec<Bottleneck> {
    let mut worst: BTreeMap<ElementId, Bottleneck> = BTreeMap::new();
    for server in servers.into_iter().filter(|s| s.peak > 0) {
        let found = Bottleneck {
            element: server.element.clone(),
            queue: Seconds::new(server.queue_seconds),
            peak_queue: server.peak,
            people: server.passed,
            waiting: server.log.into_curve(),
        };
        let known = worst.entry(server.element).or_insert_with(|| found.clone());
        if found.queue > known.queue {
            *known = found;
        }
    }
    let mut bottlenecks: Vec<Bottleneck> = worst.into_values().collect();
    bottlenecks.sort_by(|a, b| b.queue.cmp(&a.queue).then_with(|| a.element.cmp(&b.element)));
    bottlenecks
}
