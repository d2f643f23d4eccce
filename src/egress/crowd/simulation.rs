//! The crowd in time, step by step.

use std::collections::HashMap;

use super::choosing::Bound;
use super::grid::{Grid, Seen, Spot};
use super::help::{Errand, errands};
use super::leaves::{Leaf, is_lost, leaves};
use super::motion::{Moved, Mover, Scene, step};
use super::passing::Turn;
use super::plan::{AreaKind, Plan, Stairs};
use super::population::Dice;
use super::report::Tally;
use super::routing::{NO_WAITS, Routing, Waits};
use super::setting_out::places;
use super::sight::Around;
use super::vector::Vector;
use super::{Agent, ExitChoice, Person, Settings, State, Stranding};
use crate::building::{Building, DoorId, ElementId, Point, SpaceId, StoreyId};
use crate::egress::smoke::Layer;
use crate::units::Seconds;

/// Whoever came no nearer to a gate for so long is held, s.
const PATIENCE: f64 = 120.0;
/// Queues are looked at so often, s.
const TICK: f64 = 1.0;
/// After so many steps it is seen anew who may meet whom.
const WAYS_EVERY: u64 = 5;
/// Waiting people nearer to a gate than this are its queue, m.
pub(super) const QUEUE_REACH: f32 = 12.0;
/// Slower than this is waiting, m/s.
pub(super) const WAITING: f32 = 0.4;
/// Who hardly moved for so long begins to make way, and to turn, s.
const STOPPED: f32 = 0.3;
/// Who came no nearer to the own exit for so long and stands so near to another takes that, s and m.
const BALKED: f64 = 5.0;
const DOORWAY: f32 = 0.8;
const TURNING: f32 = 0.5;
pub(super) const NOBODY: u32 = u32::MAX;

/// The people of a crowd, one field a list.
#[derive(Clone, Debug, Default)]
pub(super) struct People {
    pub(super) at: Vec<Vector>,
    pub(super) heading: Vec<Vector>,
    pub(super) wish: Vec<Vector>,
    pub(super) speed: Vec<f32>,
    /// Speed on the level without others, m/s; and what smoke and company leave of it.
    pub(super) free: Vec<f32>,
    pub(super) able: Vec<f32>,
    /// The pace at which a group keeps together, m/s.
    pub(super) together: Vec<f32>,
    pub(super) group: Vec<Option<u32>>,
    pub(super) guide: Vec<bool>,
    /// Speed down and up stairs where it is their own, m/s.
    pub(super) stairs: Vec<Option<[f32; 2]>>,
    /// Who takes no stair.
    pub(super) wheels: Vec<bool>,
    /// The errand on which somebody is, and that which somebody waits for.
    pub(super) fetches: Vec<u32>,
    pub(super) fetched: Vec<u32>,
    /// Whom smoke has turned back, and who went through it all the same.
    pub(super) turned: Vec<bool>,
    pub(super) smoked: Vec<bool>,
    /// Half of the width of the shoulders, m.
    pub(super) radius: Vec<f32>,
    pub(super) area: Vec<u32>,
    pub(super) gate: Vec<u32>,
    pub(super) state: Vec<State>,
    pub(super) start: Vec<f64>,
    pub(super) home: Vec<u32>,
    /// The exit that somebody must take.
    pub(super) exit: Vec<Option<u32>>,
    /// The designated route, by its index, and how many of its gates were passed.
    pub(super) route: Vec<(u32, u16)>,
    /// The least distance to the gate so far, m, and since when.
    pub(super) nearest: Vec<(f32, f64)>,
    /// For how long somebody could hardly move, s.
    pub(super) stood: Vec<f32>,
}

/// A crowd that walks out of a building.
#[derive(Clone, Debug)]
pub struct Simulation {
    pub(super) plan: Plan,
    pub(super) routing: Routing,
    pub(super) grid: Grid,
    pub(super) around: Around,
    pub(super) people: People,
    /// Who is not out yet, in ascending order.
    pub(super) active: Vec<u32>,
    pub(super) moved: Vec<(u32, Moved)>,
    pub(super) placed: Vec<(Vector, u32)>,
    pub(super) passable: Vec<bool>,
    /// Which gates somebody wants to pass the other way.
    pub(super) two_way: Vec<bool>,
    pub(super) wanted: Vec<bool>,
    /// For each area the gate that people there want to pass, and whether they want different ones
    /// or others come through it.
    pub(super) way_of: Vec<u32>,
    pub(super) mixed: Vec<bool>,
    /// The widest shoulders of all, halved, m.
    pub(super) broadest: f32,
    /// Who keeps together.
    pub(super) groups: Vec<Vec<u32>>,
    pub(super) paces: Vec<(u32, f32)>,
    /// Who fetches whom.
    pub(super) errands: Vec<Errand>,
    /// The smoke of each area, where smoke is followed.
    pub(super) layers: Vec<Option<Layer>>,
    /// Who sets out now.
    pub(super) due: Vec<u32>,
    pub(super) bound: Bound,
    /// Directions to turn to, from one rad to the right to one to the left.
    pub(super) turns: [Vector; 64],
    pub(super) leaves: Vec<Leaf>,
    pub(super) routes: Vec<Vec<u32>>,
    pub(super) closings: Vec<(f64, ElementId)>,
    /// Who stepped onto a flight last, from a landing or from another flight, and whether
    /// somebody of the other kind waits.
    pub(super) steps_on: HashMap<u32, Turn>,
    pub(super) waits: Vec<Waits>,
    pub(super) tally: Tally,
    pub(super) settings: Settings,
    pub(super) time: f64,
    pub(super) steps: u64,
    pub(super) agent_steps: u64,
    pub(super) next_tick: f64,
    pub(super) spaces: Vec<SpaceId>,
    pub(super) storeys: Vec<StoreyId>,
    pub(super) exits: Vec<DoorId>,
    pub(super) middles: Vec<Point>,
}

impl Simulation {
    /// A crowd of these people in a building.
    #[must_use]
    pub fn new(building: &Building, people: &[Person], settings: &Settings) -> Self {
        let stairs = Stairs { pace: settings.stair_pace.map(|pace| pace.clamp(0.05, 2.0) as f32) };
        let mut plan = Plan::new(building, stairs);
        for passage in &mut plan.passages {
            passage.closed |= is_lost(&settings.closures, &passage.element);
        }
        let exits: Vec<DoorId> = building.exits().map(|(_, door)| door.id.clone()).collect();
        let spaces: Vec<SpaceId> = building.spaces().map(|(_, s)| s.id.clone()).collect();
        let places = places(&plan, &spaces, people, settings.seed);
        let errands = errands(&mut plan, &spaces, people, &places);
        let routing = Routing::new(&plan, exits.len(), &errands);
        let leaves = leaves(building, &plan, settings);
        let mut closings: Vec<(f64, ElementId)> =
            settings.closings.iter().map(|(at, element)| (at.get(), element.clone())).collect();
        closings.sort_by(|a, b| b.0.total_cmp(&a.0));
        let storey_count = building.storeys.len();
        let mut simulation = Self {
            grid: Grid::new(plan.size, people.len().min(4_000_000)),
            around: Around::new(),
            people: People::default(),
            active: Vec::new(),
            moved: Vec::new(),
            placed: Vec::new(),
            passable: vec![true; plan.gates.len()],
            two_way: vec![false; plan.gates.len()],
            wanted: vec![false; plan.gates.len()],
            way_of: vec![NOBODY; plan.areas.len()],
            mixed: vec![false; plan.areas.len()],
            broadest: 0.0,
            groups: Vec::new(),
            paces: Vec::new(),
            errands,
            layers: Vec::new(),
            due: Vec::new(),
            bound: Bound::default(),
            turns: turns(),
            leaves,
            routes: Vec::new(),
            closings,
            steps_on: HashMap::new(),
            waits: vec![NO_WAITS; plan.gates.len()],
            tally: Tally::new(&plan, storey_count, exits.len()),
            settings: settings.clone(),
            time: 0.0,
            steps: 0,
            agent_steps: 0,
            next_tick: 0.0,
            spaces,
            storeys: building.storeys.iter().map(|storey| storey.id.clone()).collect(),
            middles: building.spaces().map(|(_, s)| s.outline.label_point()).collect(),
            exits,
            routing,
            plan,
        };
        simulation.settle(people, &places);
        if settings.exit_choice == ExitChoice::Designated {
            simulation.designate(building);
        }
        simulation.gather();
        simulation.set_out();
        simulation
    }

    /// How long it has been since the alarm.
    #[must_use]
    pub fn time(&self) -> Seconds {
        Seconds::new(self.time)
    }

    /// How many steps of one person have been worked out.
    #[must_use]
    pub fn agent_steps(&self) -> u64 {
        self.agent_steps
    }

    /// Whether everybody is out or stranded.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.active.is_empty()
    }

    /// One step. Does nothing once the crowd is out.
    pub fn step(&mut self) {
        let dt = self.settings.step.get().clamp(0.001, 0.1);
        self.time += dt;
        self.steps += 1;
        self.close_what_is_due();
        self.wake();
        if self.time >= self.next_tick {
            self.next_tick += TICK;
            self.tick();
        }
        if self.steps % WAYS_EVERY == 1 {
            self.see_ways();
        }
        self.leaf_through(dt);
        let people = &self.people;
        let everybody = self.active.iter().map(|who| {
            let at = *who as usize;
            let walks = people.state[at] == State::Walking;
            let wish = if walks { people.wish[at] } else { Vector::default() };
            let (at, area, radius) = (people.at[at], people.area[at], people.radius[at]);
            (Spot { at, area, radius }, Seen { wish, gate: people.gate[*who as usize], who: *who })
        });
        self.grid.sort(everybody, self.mixed.contains(&true));
        self.agent_steps += self.active.len() as u64;
        self.moved.clear();
        let scene = Scene {
            plan: &self.plan,
            grid: &self.grid,
            passable: &self.passable,
            two_way: &self.two_way,
            mixed: &self.mixed,
            broadest: self.broadest,
            dt: dt as f32,
        };
        // Who has stood for a while turns a little to either side, so that no arch holds for ever.
        let (seed, moment, turns) = (self.settings.seed, (self.time / 0.3) as u64, &self.turns);
        let turn = |at: usize| {
            (people.stood[at] >= TURNING).then(|| {
                let mut dice = Dice::new(seed, at as u64, moment + 1000);
                turns[(dice.next() >> 58) as usize]
            })
        };
        for (slot, (seen, spot)) in self.grid.people.iter().zip(&self.grid.spots).enumerate() {
            let at = seen.who as usize;
            if people.state[at] == State::Waiting {
                continue;
            }
            let mover = Mover {
                slot,
                at: spot.at,
                heading: people.heading[at],
                area: spot.area,
                gate: people.gate[at],
                free: people.able[at],
                radius: spot.radius,
                speed: people.speed[at],
                turn: turn(at),
                thin: ((people.stood[at] - STOPPED) * 2.0).clamp(0.0, 1.0),
            };
            let moved = step(scene, &mut self.around, mover);
            self.moved.push((seen.who, moved));
        }
        self.apply(dt as f32);
    }

    /// Once a second: queues, other ways, and who is held.
    fn tick(&mut self) {
        self.tally.tick(&self.plan, &self.people, &self.active, self.time);
        self.look_after_errands();
        self.keep_together();
        self.set_paces();
        if self.settings.exit_choice == ExitChoice::Quickest {
            for (at, gate) in self.plan.gates.iter().enumerate() {
                let capacity = self.plan.passages[gate.passage as usize].capacity.max(0.1);
                self.waits[at] = self.tally.ahead_at(at).map(|people| people as f32 / capacity);
            }
            self.routing.update_waits(&self.plan, &self.waits);
        }
        let mut held = true;
        for at in 0..self.active.len() {
            let who = self.active[at] as usize;
            if self.people.state[who] == State::Waiting {
                // Who waits for helpers that are held is held.
                held &= self.people.fetched[who] != NOBODY;
                continue;
            }
            let (area, gate) = (self.people.area[who], self.people.gate[who]);
            if self.plan.gates[gate as usize].from != area {
                held = false;
                continue;
            }
            if self.settings.exit_choice == ExitChoice::Quickest
                && let Some(other) = self.choose(who, Some(gate))
                && other != gate
            {
                self.change_queue(who, other);
            }
            let gap = self.plan.distance(area, self.people.gate[who], self.people.at[who]);
            if gap < self.people.nearest[who].0 - 0.3 {
                self.people.nearest[who] = (gap, self.time);
            }
            if self.time - self.people.nearest[who].1 > BALKED {
                self.leave_by_the_door_at_hand(who);
            }
            held &= self.time - self.people.nearest[who].1 > PATIENCE;
        }
        if held {
            self.give_up();
        }
    }

    /// Makes for another gate, and whoever looks next sees it.
    ///
    /// Best response in turn, after Ehtamo et al. (2010): where all answer the same queues at once, they
    /// run to and fro between them and jam.
    fn change_queue(&mut self, who: usize, other: u32) {
        let (area, at) = (self.people.area[who], self.people.at[who]);
        for (gate, one) in [(self.people.gate[who], -1.0), (other, 1.0)] {
            let passage = self.plan.gates[gate as usize].passage as usize;
            let wait = one / self.plan.passages[passage].capacity.max(0.1);
            let gap = self.plan.distance(area, gate, at);
            self.routing.lengthen_wait(gate, gap, wait);
        }
        self.people.gate[who] = other;
        self.people.nearest[who] = (f32::INFINITY, self.time);
    }

    /// Who was pushed into the doorway of another exit than their own walks out by it.
    ///
    /// Two crowds whose exits lie side by side and whose ways cross hold each other otherwise: each
    /// stands in the other's door.
    fn leave_by_the_door_at_hand(&mut self, who: usize) {
        let p = &self.people;
        if p.fetches[who] != NOBODY || p.fetched[who] != NOBODY {
            return;
        }
        let (area, at) = (p.area[who], p.at[who]);
        let door = self.plan.areas[area as usize].gates.iter().copied().find_map(|gate| {
            let found = &self.plan.gates[gate as usize];
            let AreaKind::Beyond { exit } = self.plan.areas[found.to as usize].kind else {
                return None;
            };
            let open = !self.plan.passages[found.passage as usize].closed;
            let at_hand = gate != p.gate[who] && self.plan.distance(area, gate, at) < DOORWAY;
            (open && at_hand).then_some((gate, exit))
        });
        if let Some((gate, exit)) = door {
            self.people.exit[who] = Some(exit);
            self.people.route[who] = (NOBODY, 0);
            self.people.gate[who] = gate;
            self.people.nearest[who] = (f32::INFINITY, self.time);
        }
    }

    /// Which gates are wanted from both sides, and in which areas people may meet.
    fn see_ways(&mut self) {
        self.wanted.fill(false);
        self.way_of.fill(NOBODY);
        self.mixed.fill(false);
        for who in &self.active {
            let (at, gate) = (*who as usize, self.people.gate[*who as usize]);
            let area = self.people.area[at];
            if self.people.state[at] == State::Walking
                && self.plan.gates[gate as usize].from == area
            {
                self.wanted[gate as usize] = true;
                let way = &mut self.way_of[area as usize];
                self.mixed[area as usize] |= *way != NOBODY && *way != gate;
                *way = gate;
            }
        }
        for (at, gate) in self.plan.gates.iter().enumerate() {
            self.two_way[at] = gate.back.is_some_and(|back| self.wanted[back as usize]);
            if self.two_way[at] && self.wanted[at] {
                self.mixed[gate.from as usize] = true;
                self.mixed[gate.to as usize] = true;
            }
        }
    }

    /// Whoever is not out yet is held; those who have passed an exit are out.
    pub(super) fn give_up(&mut self) {
        for who in std::mem::take(&mut self.active) {
            let at = who as usize;
            let area = &self.plan.areas[self.people.area[at] as usize];
            if matches!(area.kind, AreaKind::Beyond { .. }) {
                self.people.state[at] = State::Out;
            } else {
                self.people.state[at] = State::Stranded(Stranding::Held);
                self.tally.strand(self.people.home[at]);
            }
        }
    }

    /// Where everybody is.
    pub fn agents(&self) -> impl Iterator<Item = Agent> + '_ {
        (0..self.people.at.len()).map(|at| self.agent(at))
    }

    fn agent(&self, at: usize) -> Agent {
        let p = &self.people;
        let area = &self.plan.areas[p.area[at] as usize];
        let (space, storey, point) = match area.kind {
            AreaKind::Space => {
                let point = p.at[at] - area.origin;
                let point = Point::new(f64::from(point.x), f64::from(point.y));
                (Some(p.area[at] as usize), area.storey, point)
            }
            AreaKind::Beyond { .. } => {
                let point = p.at[at] - area.origin;
                (None, area.storey, Point::new(f64::from(point.x), f64::from(point.y)))
            }
            AreaKind::Flight { lower, upper } => {
                let (foot, head) = (area.outline[0].x, area.outline[1].x);
                let share = ((p.at[at].x - foot) / (head - foot).max(1e-3)).clamp(0.0, 1.0);
                let (low, high) = (self.middles[lower as usize], self.middles[upper as usize]);
                let nearer = if share < 0.5 { lower } else { upper };
                let storey = self.plan.areas[nearer as usize].storey;
                (None, storey, low.towards(high, f64::from(share)))
            }
        };
        Agent {
            at: point,
            storey: self.storeys[storey as usize].clone(),
            space: space.and_then(|at| self.spaces.get(at)).cloned(),
            speed: f64::from(p.speed[at]),
            state: p.state[at],
            home: self.spaces[p.home[at] as usize].clone(),
            exit: match self.plan.areas[p.area[at] as usize].kind {
                AreaKind::Beyond { exit } => self.exits.get(exit as usize).cloned(),
                _ => None,
            },
        }
    }
}

/// 64 directions over two rad around straight on.
fn turns() -> [Vector; 64] {
    std::array::from_fn(|at| {
        let angle = (at as f32 + 0.5) / 32.0 - 1.0;
        Vector::new(angle.cos(), angle.sin())
    })
}
