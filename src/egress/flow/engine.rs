//! The network in time, event by event.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BinaryHeap, HashMap};
use std::sync::Arc;

use super::hydraulics as h;
use super::server::{Answer, Passage, Server, bottlenecks, passed};
use super::{Count, ExitFlow, Flow, FlowSettings, Occupancy, PreMovement, SpaceFlow};
use crate::building::network::{LEVEL_K, Step};
use crate::building::{Building, DoorId, ElementId, Network, SpaceId, SpaceUse, StairId};
use crate::egress::smoke::{Layer, Smoke};
use crate::units::Seconds;

/// Above so many people, several walk as one: the flow is the same, and a million people are
/// answered at once.
const PARTIES: u64 = 40_000;

/// Where a party goes next.
#[derive(Clone, Copy)]
enum Hop {
    /// Through a space, m.
    Walk { room: usize, length: f64 },
    /// Through a door; `ending` is the index of the exit.
    Door { server: usize, ending: Option<usize> },
    /// Along a stair: the server lets people in, then they walk, m.
    Flight { server: usize, length: f64, k: f64 },
}

/// People who walk together.
struct Party {
    people: u32,
    route: usize,
    hop: usize,
    /// The space it comes from.
    home: usize,
    /// Where it is now; nothing on a flight.
    room: Option<usize>,
    /// Whether it has walked in smoke.
    exposed: bool,
}

#[derive(Default)]
struct Room {
    area: f64,
    storey: usize,
    enclosure: bool,
    corridor_capacity: Option<f64>,
    walking: u32,
    count: Count,
}

enum Kind {
    /// A party begins to walk.
    Start(usize),
    /// A party has walked through its space.
    Walked(usize),
    /// A party has come to the end of a flight.
    Arrived(usize),
    /// A server can let the next one pass.
    Wake(usize),
}

struct Event {
    time: f64,
    number: u64,
    kind: Kind,
}

impl PartialEq for Event {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Event {}

impl PartialOrd for Event {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Event {
    fn cmp(&self, other: &Self) -> Ordering {
        self.time.total_cmp(&other.time).then(self.number.cmp(&other.number))
    }
}

#[derive(Default)]
struct Engine {
    rooms: Vec<Room>,
    /// The spaces that these are.
    ids: Vec<SpaceId>,
    servers: Vec<Server>,
    routes: Vec<Vec<Hop>>,
    parties: Vec<Party>,
    exits: Vec<ExitFlow>,
    storeys: Vec<Count>,
    stairs: Count,
    /// How many people of each space took each exit.
    taken: BTreeMap<(usize, usize), u32>,
    events: BinaryHeap<Reverse<Event>>,
    number: u64,
    total: f64,
    smoke: Option<Arc<Smoke>>,
    /// Walking speed as a share of the model's own.
    pace: f64,
    exposed: u32,
}

/// What is looked up while the routes are translated.
struct Plan<'a> {
    building: &'a Building,
    room_of: HashMap<&'a SpaceId, usize>,
    exit_of: HashMap<&'a DoorId, usize>,
    doors: HashMap<&'a DoorId, f64>,
    servers: HashMap<(ElementId, usize, usize), usize>,
}

pub(super) fn run(
    network: &Network,
    building: &Building,
    occupancy: &Occupancy,
    settings: &FlowSettings,
) -> Flow {
    let pace = if settings.pace.is_finite() { settings.pace.clamp(0.2, 3.0) } else { 1.0 };
    let mut engine = Engine { smoke: settings.smoke.clone(), pace, ..Engine::default() };
    let mut plan = Plan {
        building,
        room_of: building.spaces().enumerate().map(|(i, (_, s))| (&s.id, i)).collect(),
        exit_of: building.exits().enumerate().map(|(i, (_, d))| (&d.id, i)).collect(),
        doors: building.doors().map(|(_, d)| (&d.id, h::door_effective_width(d))).collect(),
        servers: HashMap::new(),
    };
    engine.lay_out(building);
    let routes = network.routes(&settings.closures);
    let people: u64 = occupancy
        .iter()
        .filter(|(space, _)| plan.room_of.contains_key(space))
        .map(|(_, people)| u64::from(*people))
        .sum();
    let party = u32::try_from(people.div_ceil(PARTIES)).unwrap_or(u32::MAX).max(1);
    let mut stranded = vec![0_u32; engine.rooms.len()];
    let mut last_start: f64 = 0.0;
    for (space, people) in occupancy.iter().filter(|(_, people)| **people > 0) {
        let Some(&home) = plan.room_of.get(space) else { continue };
        engine.come_in(home, *people, 0.0);
        let departures = network.departures(&routes, space);
        if departures.is_empty() {
            stranded[home] = *people;
            if settings.smoke.as_ref().is_some_and(|smoke| smoke.smoky_from(space).is_some()) {
                engine.exposed = engine.exposed.saturating_add(*people);
            }
            continue;
        }
        let first_route = engine.routes.len();
        let mut places: Vec<(usize, f64)> = Vec::new();
        for (at, group) in departures.iter().enumerate() {
            let hops = engine.translate(&group.way.steps, &mut plan);
            engine.routes.push(hops);
            places.extend(group.distances.iter().map(|d| (first_route + at, *d)));
        }
        let pre_movement = settings.pre_movement_of.get(space).unwrap_or(&settings.pre_movement);
        let start = engine.spawn(home, *people, party, &places, *pre_movement);
        last_start = last_start.max(start);
    }
    engine.run_down();
    engine.report(building, &stranded, last_start)
}

impl Engine {
    fn lay_out(&mut self, building: &Building) {
        self.storeys = vec![Count::default(); building.storeys.len()];
        for (index, storey) in building.storeys.iter().enumerate() {
            for space in &storey.spaces {
                let area = space.outline.area().max(1.0);
                let width = h::mean_width(area, space.outline.perimeter());
                let effective = (width - 2.0 * h::CORRIDOR_BOUNDARY).max(h::MIN_EFFECTIVE_WIDTH);
                let corridor = space.usage == SpaceUse::Corridor;
                self.ids.push(space.id.clone());
                self.rooms.push(Room {
                    area,
                    storey: index,
                    enclosure: space.usage == SpaceUse::Stair,
                    corridor_capacity: corridor.then_some(h::LEVEL_MAX_FLOW * effective),
                    ..Room::default()
                });
            }
        }
        self.exits = building.exits().map(|_| ExitFlow::default()).collect();
    }

    /// Turns a way into hops over the engine's own indices.
    fn translate(&mut self, steps: &[Step], plan: &mut Plan<'_>) -> Vec<Hop> {
        let mut room = 0;
        let mut hops = Vec::with_capacity(steps.len());
        for step in steps {
            match step {
                Step::Walk { space, length } => {
                    room = plan.room_of.get(space).copied().unwrap_or(room);
                    hops.push(Hop::Walk { room, length: *length });
                }
                Step::Door(id) => {
                    let width = plan.doors.get(id).copied().unwrap_or(h::MIN_EFFECTIVE_WIDTH);
                    let capacity = h::LEVEL_MAX_FLOW * width;
                    let key = (ElementId::from(id), 0, 0);
                    let server = self.server(key, width, capacity, plan);
                    // What leaves a corridor is no more than the corridor itself carries.
                    if let Some(limit) = self.rooms[room].corridor_capacity {
                        let server = &mut self.servers[server];
                        server.capacity = server.capacity.min(limit);
                    }
                    hops.push(Hop::Door { server, ending: plan.exit_of.get(id).copied() });
                }
                Step::Flight { stair, from, to, length } => {
                    hops.extend(self.flight(stair, from, to, *length, plan));
                }
            }
        }
        hops
    }

    fn flight(
        &mut self,
        stair: &StairId,
        from: &SpaceId,
        to: &SpaceId,
        length: f64,
        plan: &mut Plan<'_>,
    ) -> Option<Hop> {
        let (from, lower) = (*plan.room_of.get(from)?, *plan.room_of.get(to)?);
        let element = plan.building.stair(stair)?;
        let (width, capacity) = (h::stair_effective_width(element), h::stair_capacity(element));
        let server = self.server((ElementId::from(stair), from, lower), width, capacity, plan);
        Some(Hop::Flight { server, length, k: element.speed_constant() })
    }

    fn server(
        &mut self,
        key: (ElementId, usize, usize),
        width: f64,
        capacity: f64,
        plan: &mut Plan<'_>,
    ) -> usize {
        if let Some(server) = plan.servers.get(&key) {
            return *server;
        }
        self.servers.push(Server::new(key.0.clone(), width, capacity));
        plan.servers.insert(key, self.servers.len() - 1);
        self.servers.len() - 1
    }

    /// Puts people at their places; says when the last of them begins to walk.
    fn spawn(
        &mut self,
        home: usize,
        people: u32,
        party: u32,
        places: &[(usize, f64)],
        pre_movement: PreMovement,
    ) -> f64 {
        let parties = people.div_ceil(party);
        let density = f64::from(people) / self.rooms[home].area;
        let speed = (h::speed(LEVEL_K, density) * self.pace).max(h::CREEP);
        let mut last: f64 = 0.0;
        for i in 0..parties {
            let share = (f64::from(i) + 0.5) / f64::from(parties);
            // Where a person stands and when it begins have nothing to do with one another: the
            // places are taken in turn, the times in the order of a van der Corput sequence.
            let place = (u64::from(i) * places.len() as u64 / u64::from(parties)) as usize;
            let (route, distance) = places[place];
            let scattered = if parties < 3 { share } else { radical_inverse(i + 1) };
            let start = pre_movement.quantile(scattered).get();
            last = last.max(start);
            let people = party.min(people - i * party);
            let room = Some(home);
            self.parties.push(Party { people, route, hop: 0, home, room, exposed: false });
            // The first walk is at the density of the beginning; its length is the person's own.
            let delay = start + distance / self.slowed(home, start, speed);
            self.rooms[home].walking += people;
            self.push(delay, Kind::Start(self.parties.len() - 1));
        }
        last
    }

    fn push(&mut self, time: f64, kind: Kind) {
        self.number += 1;
        self.events.push(Reverse(Event { time, number: self.number, kind }));
    }

    fn run_down(&mut self) {
        while let Some(Reverse(Event { time, kind, .. })) = self.events.pop() {
            match kind {
                Kind::Start(party) | Kind::Walked(party) => {
                    if let Some(room) = self.parties[party].room {
                        self.rooms[room].walking -= self.parties[party].people;
                    }
                    self.parties[party].hop += 1;
                    self.go_on(party, time);
                }
                Kind::Arrived(party) => {
                    self.parties[party].hop += 1;
                    self.go_on(party, time);
                }
                Kind::Wake(server) => {
                    self.servers[server].wake();
                    self.serve(server, time);
                }
            }
        }
    }

    fn go_on(&mut self, party: usize, time: f64) {
        let Party { people, route, hop, .. } = self.parties[party];
        match self.routes[route].get(hop).copied() {
            None => {}
            Some(Hop::Walk { room, length }) => {
                if self.parties[party].room != Some(room) {
                    self.leave(party, time);
                    self.come_in(room, people, time);
                    self.parties[party].room = Some(room);
                }
                self.rooms[room].walking += people;
                let density = f64::from(self.rooms[room].walking) / self.rooms[room].area;
                let speed = (h::speed(LEVEL_K, density) * self.pace).max(h::CREEP);
                let speed = self.slowed(room, time, speed);
                self.push(time + length / speed, Kind::Walked(party));
            }
            Some(Hop::Door { server, .. }) => self.queue(server, 0, party, time),
            Some(Hop::Flight { server, .. }) => {
                let before = hop.checked_sub(1).map(|h| self.routes[route][h]);
                let along_the_stair = matches!(before, Some(Hop::Flight { .. }));
                self.queue(server, usize::from(along_the_stair), party, time);
            }
        }
    }

    fn queue(&mut self, at: usize, lane: usize, party: usize, time: f64) {
        self.servers[at].join(lane, party, self.parties[party].people, time);
        self.serve(at, time);
        self.servers[at].note_queue(time);
    }

    fn serve(&mut self, at: usize, time: f64) {
        match self.servers[at].serve(time) {
            Answer::Nothing => {}
            Answer::Later(wake) => self.push(wake, Kind::Wake(at)),
            Answer::Pass(passage) => {
                if let Some(wake) = passage.wake {
                    self.push(wake, Kind::Wake(at));
                }
                self.pass(passage, time);
            }
        }
    }

    fn pass(&mut self, passage: Passage, time: f64) {
        let Passage { party, headway, interval, .. } = passage;
        let Party { people, route, hop, home, .. } = self.parties[party];
        match self.routes[route][hop] {
            Hop::Walk { .. } => {}
            Hop::Door { ending: Some(exit), .. } => {
                self.leave(party, time);
                self.parties[party].room = None;
                let out = time + headway;
                let flow = &mut self.exits[exit];
                flow.people += people;
                flow.first.get_or_insert(Seconds::new(out));
                flow.last = Some(Seconds::new(out));
                flow.passed.push((Seconds::new(out), flow.people));
                *self.taken.entry((home, exit)).or_default() += people;
                self.total = self.total.max(out);
            }
            Hop::Door { ending: None, .. } => {
                self.parties[party].hop += 1;
                self.go_on(party, time);
            }
            Hop::Flight { server, length, k } => {
                let from = self.parties[party].room;
                self.leave(party, time);
                self.parties[party].room = None;
                self.stairs.come(people, time);
                let server = &self.servers[server];
                // The speed of the flow that enters; the first to come is alone on the stair.
                let flow = interval
                    .filter(|interval| *interval > 0.0)
                    .map_or(0.0, |interval| f64::from(people) / interval / server.width);
                let speed = h::speed_for_flow(k, flow.min(server.capacity / server.width));
                let speed = (speed * self.pace).max(h::CREEP);
                let speed = from.map_or(speed, |room| self.slowed(room, time, speed));
                let arrival = time + length / speed;
                self.push(arrival, Kind::Arrived(party));
            }
        }
    }

    fn layer(&self, room: usize, time: f64) -> Option<Layer> {
        self.smoke.as_ref()?.layer(&self.ids[room], Seconds::new(time))
    }

    /// The speed in the smoke that is in a space when the walk through it begins.
    fn slowed(&self, room: usize, time: f64, speed: f64) -> f64 {
        self.layer(room, time).map_or(speed, |layer| layer.slowed(speed))
    }

    fn come_in(&mut self, room: usize, people: u32, time: f64) {
        self.rooms[room].count.come(people, time);
        self.around(room).come(people, time);
    }

    fn leave(&mut self, party: usize, time: f64) {
        let Party { people, room, exposed, .. } = self.parties[party];
        let Some(room) = room else {
            self.stairs.leave(people, time);
            return;
        };
        // A layer only sinks and thickens: who leaves a space without smoke met none in it.
        if !exposed && self.layer(room, time).is_some_and(Layer::is_smoky) {
            self.parties[party].exposed = true;
            self.exposed = self.exposed.saturating_add(people);
        }
        self.rooms[room].count.leave(people, time);
        self.around(room).leave(people, time);
    }

    /// The count of the storey that a room is on, or of the stairs if it encloses one.
    fn around(&mut self, room: usize) -> &mut Count {
        let Room { storey, enclosure, .. } = self.rooms[room];
        if enclosure { &mut self.stairs } else { &mut self.storeys[storey] }
    }

    fn report(self, building: &Building, stranded: &[u32], last_start: f64) -> Flow {
        let people_of = |room: usize| {
            let out: u32 = self.taken.range((room, 0)..=(room, usize::MAX)).map(|(_, n)| *n).sum();
            out.saturating_add(stranded[room])
        };
        let exits: Vec<&DoorId> = building.exits().map(|(_, door)| &door.id).collect();
        let mut flow = Flow {
            stranded: stranded.iter().fold(0, |sum, n| sum.saturating_add(*n)),
            exposed: self.exposed,
            total: Seconds::new(self.total),
            last_start: Seconds::new(last_start),
            ..Flow::default()
        };
        for (index, (_, space)) in building.spaces().enumerate() {
            let room = &self.rooms[index];
            let exit = self
                .taken
                .range((index, 0)..=(index, usize::MAX))
                .max_by_key(|((_, exit), people)| (**people, Reverse(*exit)))
                .map(|((_, exit), _)| exits[*exit].clone());
            let people = people_of(index);
            flow.people = flow.people.saturating_add(people);
            flow.spaces.insert(
                space.id.clone(),
                SpaceFlow {
                    people,
                    clear: room.count.clear(),
                    exit,
                    stranded: stranded[index],
                    remaining: room.count.curve().clone(),
                },
            );
        }
        for (storey, count) in building.storeys.iter().zip(&self.storeys) {
            flow.storeys.insert(storey.id.clone(), count.flow());
        }
        flow.stairs = self.stairs.flow();
        for (id, exit) in exits.into_iter().zip(self.exits) {
            flow.exits.insert(id.clone(), exit);
        }
        flow.passed = passed(&self.servers);
        flow.bottlenecks = bottlenecks(self.servers);
        flow
    }
}

/// The van der Corput sequence in base 2: evenly scattered shares between 0 and 1.
fn radical_inverse(number: u32) -> f64 {
    f64::from(number.reverse_bits()) / 2f64.powi(32)
}
