//! Which gate to make for: the time from each gate to the exits.

use super::plan::{AreaKind, Crossing, Plan};
use super::vector::Vector;

/// The speed at which ways are compared, m/s.
pub(super) const PACE: f32 = 1.34;
/// Somebody changes the way only for one that is so much quicker.
const WORTH: f32 = 0.9;

/// So many metres before a gate are told apart.
pub(super) const METRES: usize = 64;

/// How long a gate takes to let through those who make for it from nearer, by metres before it, s.
pub(super) type Waits = [f32; METRES];

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
    /// What is waited at each gate, s.
    waits: Vec<Waits>,
}

impl Routing {
    pub(super) fn new(plan: &Plan, exits: usize) -> Self {
        let next = (0..plan.gates.len()).map(|at| ways_on(plan, at)).collect();
        let mut routing = Self {
            next,
            best: Vec::new(),
            to: vec![Vec::new(); exits],
            waits: vec![NO_WAITS; plan.gates.len()],
        };
        routing.update(plan);
        routing
    }

    /// Works out all times again, after an element was closed.
    pub(super) fn update(&mut self, plan: &Plan) {
        for exit in 0..self.to.len() {
            self.to[exit] = self.times(plan, |at| at as usize == exit);
        }
        self.best = self.times(plan, |_| true);
    }

    /// Works out the times again with what is waited at each gate, s.
    pub(super) fn update_waits(&mut self, plan: &Plan, waits: &[Waits]) {
        self.waits.copy_from_slice(waits);
        self.best = self.times(plan, |_| true);
    }

    fn times(&self, plan: &Plan, wanted: impl Fn(u32) -> bool) -> Vec<f32> {
        let open = |gate: u32| !plan.passages[plan.gates[gate as usize].passage as usize].closed;
        let mut times: Vec<f32> = (0..)
            .zip(&plan.gates)
            .map(|(at, gate)| match plan.areas[gate.to as usize].kind {
                AreaKind::Beyond { exit } if wanted(exit) && open(at) => 0.0,
                _ => f32::INFINITY,
            })
            .collect();
        // A way passes no gate twice, so this ends.
        for _ in 0..=plan.gates.len() {
            let mut changed = false;
            for at in 0..times.len() {
                if !open(at as u32) {
                    continue;
                }
                for (next, way) in &self.next[at] {
                    let wait = self.waits[*next as usize][METRES - 1];
                    let time = way + wait + times[*next as usize];
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
        times
    }

    /// The time to get out through a gate of an area from a point there, s.
    pub(super) fn time(
        &self,
        plan: &Plan,
        area: u32,
        gate: u32,
        from: Vector,
        exit: Option<u32>,
    ) -> f32 {
        let passage = plan.gates[gate as usize].passage as usize;
        if plan.passages[passage].closed {
            return f32::INFINITY;
        }
        let times = exit.map_or(&self.best, |exit| &self.to[exit as usize]);
        let beyond = times[gate as usize];
        if !beyond.is_finite() {
            return f32::INFINITY;
        }
        let pace = PACE * plan.areas[area as usize].pace;
        let way = plan.distance(area, gate, from);
        let ahead = self.waits[gate as usize][(way as usize).min(METRES - 1)];
        way / pace + ahead + beyond
    }

    /// The exit that is reached first from a point of an area; nothing if none is.
    pub(super) fn best_exit(&self, plan: &Plan, area: u32, from: Vector) -> Option<u32> {
        let time = |exit: u32| {
            let gates = plan.areas[area as usize].gates.iter();
            let times = gates.map(|gate| self.time(plan, area, *gate, from, Some(exit)));
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
        exit: Option<u32>,
        now: Option<u32>,
    ) -> Option<u32> {
        let mut best: Option<(f32, u32)> = None;
        for gate in &plan.areas[area as usize].gates {
            let mut time = self.time(plan, area, *gate, from, exit);
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
