//! Which gate to make for: the time from each gate to the exits.

use super::help::Errand;
use super::plan::{AreaKind, Crossing, Gate, Plan};
use super::vector::Vector;

/// The speed at which ways are compared, m/s.
pub(super) const PACE: f32 = 1.34;
/// Somebody changes the way only for one that takes this share of the time at most. An assumption. A
/// least gain in s would not do: who stands at an open door would go on to another for want of it.
const WORTH: f32 = 0.8;

/// So many metres before a gate are told apart.
pub(super) const METRES: usize = 64;

/// How long a gate takes to let through those who make for it from nearer, by metres before it, s.
pub(super) type Waits = [f32; METRES];

/// What it counts to enter a space where smoke turns people back, s: more than any way without.
pub(super) const THROUGH_SMOKE: f32 = 100_000.0;

/// Where somebody wants to get.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// Out, by any exit.
    Out,
    /// Out by this exit.
    To(u32),
    /// Out by any exit, without stairs.
    Level,
    /// To the person of this errand.
    Fetch(u32),
}

/// Nobody makes for a gate.
pub(super) const NO_WAITS: Waits = [0.0; METRES];

/// The times from behind each gate to the exits, s.
#[derive(Clone, Debug)]
pub(super) struct Routing {
    /// From each gate, the gates that can be passed next and the way to them, s.
    next: Vec<Vec<(u32, f32)>>,
    /// To the best of the exits.
    best: Vec<f32>,
    /// To each exit.
    to: Vec<Vec<f32>>,
    /// To the best of the exits without stairs.
    level: Vec<f32>,
    /// To the area of each errand's person.
    fetch: Vec<(u32, Vec<f32>)>,
    /// Which gates lead into smoke that turns people back.
    smoky: Vec<bool>,
    /// What is waited at each gate, s.
    waits: Vec<Waits>,
}

impl Routing {
    pub(super) fn new(plan: &Plan, exits: usize, errands: &[Errand]) -> Self {
        let next = (0..plan.gates.len()).map(|at| ways_on(plan, at)).collect();
        let mut routing = Self {
            next,
            best: Vec::new(),
            to: vec![Vec::new(); exits],
            level: Vec::new(),
            fetch: errands.iter().map(|errand| (errand.area, Vec::new())).collect(),
            smoky: vec![false; plan.gates.len()],
            waits: vec![NO_WAITS; plan.gates.len()],
        };
        routing.update(plan);
        routing
    }

    /// Works out all times again, after an element was closed.
    pub(super) fn update(&mut self, plan: &Plan) {
        let exit_of = |gate: &Gate| match plan.areas[gate.to as usize].kind {
            AreaKind::Beyond { exit } => Some(exit),
            _ => None,
        };
        let flight =
            |gate: &Gate| matches!(plan.areas[gate.to as usize].kind, AreaKind::Flight { .. });
        for exit in 0..self.to.len() {
            let wanted = Some(exit as u32);
            self.to[exit] = self.times(plan, |gate| exit_of(gate) == wanted, |_| true);
        }
        self.level = self.times(plan, |gate| exit_of(gate).is_some(), |gate| !flight(gate));
        for at in 0..self.fetch.len() {
            let area = self.fetch[at].0;
            self.fetch[at].1 = self.times(plan, |gate| gate.to == area, |_| true);
        }
        self.best = self.times(plan, |gate| exit_of(gate).is_some(), |_| true);
    }

    /// Works out the times again with what is waited at each gate, s.
    pub(super) fn update_waits(&mut self, plan: &Plan, waits: &[Waits]) {
        self.waits.copy_from_slice(waits);
        let mut best = std::mem::take(&mut self.best);
        let beyond =
            |gate: &Gate| matches!(plan.areas[gate.to as usize].kind, AreaKind::Beyond { .. });
        self.times_into(&mut best, plan, beyond, |_| true);
        self.best = best;
    }

    /// Somebody so far before a gate adds this to the wait of all from there on, m and s.
    pub(super) fn lengthen_wait(&mut self, gate: u32, gap: f32, wait: f32) {
        for known in &mut self.waits[gate as usize][(gap as usize).min(METRES - 1)..] {
            *known += wait;
        }
    }

    /// Says which gates lead into smoke that turns people back, and whether that is news.
    pub(super) fn avoid(&mut self, plan: &Plan, smoky: impl Fn(&Gate) -> bool) -> bool {
        let mut news = false;
        for (known, gate) in self.smoky.iter_mut().zip(&plan.gates) {
            let now = smoky(gate);
            news |= *known != now;
            *known = now;
        }
        if news {
            self.update(plan);
        }
        news
    }

    /// Whether a gate leads into smoke that turns people back.
    pub(super) fn is_smoky(&self, gate: usize) -> bool {
        self.smoky[gate]
    }

    fn times(
        &self,
        plan: &Plan,
        ends: impl Fn(&Gate) -> bool,
        usable: impl Fn(&Gate) -> bool,
    ) -> Vec<f32> {
        let mut times = Vec::with_capacity(plan.gates.len());
        self.times_into(&mut times, plan, ends, usable);
        times
    }

    fn times_into(
        &self,
        times: &mut Vec<f32>,
        plan: &Plan,
        ends: impl Fn(&Gate) -> bool,
        usable: impl Fn(&Gate) -> bool,
    ) {
        let open = |gate: &Gate| !plan.passages[gate.passage as usize].closed && usable(gate);
        times.clear();
        times.extend(plan.gates.iter().map(|gate| {
            let reached = gate.crossing != Crossing::Person && ends(gate) && open(gate);
            if reached { 0.0 } else { f32::INFINITY }
        }));
        // A way passes no gate twice, so this ends.
        for _ in 0..=plan.gates.len() {
            let mut changed = false;
            for at in 0..times.len() {
                if !open(&plan.gates[at]) {
                    continue;
                }
                for (next, way) in &self.next[at] {
                    let next = *next as usize;
                    let time = way + self.waits[next][METRES - 1] + self.smoke(next) + times[next];
                    if time + 1e-3 < times[at] {
                        times[at] = time;
                        changed = true;
                    }
                }
            }
            if !changed {
                break;
            }
        }
    }

    fn smoke(&self, gate: usize) -> f32 {
        if self.smoky[gate] { THROUGH_SMOKE } else { 0.0 }
    }

    /// The time to get where somebody wants through a gate of an area from a point there, s; with
    /// what smoke counts.
    pub(super) fn time(&self, plan: &Plan, area: u32, gate: u32, from: Vector, way: Way) -> f32 {
        let passage = plan.gates[gate as usize].passage as usize;
        if plan.passages[passage].closed {
            return f32::INFINITY;
        }
        let times = match way {
            Way::Out => &self.best,
            Way::To(exit) => &self.to[exit as usize],
            Way::Level => &self.level,
            Way::Fetch(errand) => &self.fetch[errand as usize].1,
        };
        let beyond = times[gate as usize];
        if !beyond.is_finite() {
            return f32::INFINITY;
        }
        let pace = PACE * plan.areas[area as usize].pace;
        let way = plan.distance(area, gate, from);
        let ahead = self.waits[gate as usize][(way as usize).min(METRES - 1)];
        way / pace + ahead + self.smoke(gate as usize) + beyond
    }

    /// The exit that is reached first from a point of an area; nothing if none is.
    pub(super) fn best_exit(&self, plan: &Plan, area: u32, from: Vector) -> Option<u32> {
        let time = |exit: u32| {
            let gates = plan.areas[area as usize].gates.iter();
            let times = gates.map(|gate| self.time(plan, area, *gate, from, Way::To(exit)));
            times.fold(f32::INFINITY, f32::min)
        };
        let times = (0..self.to.len() as u32).map(|exit| (exit, time(exit)));
        let reached = times.filter(|(_, time)| time.is_finite());
        reached.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(exit, _)| exit)
    }

    /// The best gate of an area from a point there; nothing if none leads out. Whoever makes for
    /// `now` keeps to it unless another is clearly better.
    pub(super) fn choose(
        &self,
        plan: &Plan,
        area: u32,
        from: Vector,
        way: Way,
        now: Option<u32>,
    ) -> Option<u32> {
        let mut best: Option<(f32, u32)> = None;
        for gate in &plan.areas[area as usize].gates {
            let mut time = self.time(plan, area, *gate, from, way);
            if Some(*gate) == now {
                time *= WORTH;
            }
            if time.is_finite() && best.is_none_or(|best| time < best.0) {
                best = Some((time, *gate));
            }
        }
        best.map(|(_, gate)| gate)
    }
}

fn ways_on(plan: &Plan, at: usize) -> Vec<(u32, f32)> {
    let gate = &plan.gates[at];
    let area = &plan.areas[gate.to as usize];
    let from = match gate.crossing {
        Crossing::Line => gate.middle() + gate.out * 0.15,
        Crossing::Person => return Vec::new(),
        Crossing::Mouth { a, b, .. } => (a + b) * 0.5,
    };
    let back = gate.from;
    let on = area.gates.iter().filter(|next| {
        let next = &plan.gates[**next as usize];
        // Straight back through the same opening leads nowhere.
        !(next.to == back && next.passage == gate.passage)
    });
    on.map(|next| (*next, plan.distance(gate.to, *next, from) / (PACE * area.pace))).collect()
}
