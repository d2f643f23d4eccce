//! The route graph: how one walks from every space to the exits.
//!
//! Its nodes are doors and the landings of stairs; its edges are the shortest ways inside a space
//! and the flights between storeys. A route is the cheapest in level metres: a metre along a stair's
//! slope counts as many level metres as one walks in the same time without a crowd,
//! 1.40 / k(tread) (SFPE Handbook, 5th ed., ch. 59: speed is proportional to k).

mod departures;
mod designated;
mod floor;
mod routes;
mod way;

use std::collections::{BTreeSet, HashMap};

pub use departures::Departures;
pub use designated::{Designated, RouteProblem};
use floor::Floor;
pub use routes::{Loss, Routes, SpaceRoutes};
pub use way::{Leg, Step, Way};

use super::{
    Building, Door, DoorId, Point, Segment, Space, SpaceId, SpaceUse, Stair, StairId, StairState,
    StoreyId,
};

/// k on the level, m/s (SFPE Handbook, 5th ed., ch. 59).
pub const LEVEL_K: f64 = 1.40;

/// Tread in metres and k in m/s of the four stairs that the SFPE Handbook tabulates.
const STAIR_K: [(f64, f64); 4] = [(0.254, 1.00), (0.279, 1.08), (0.305, 1.16), (0.330, 1.23)];

impl Stair {
    /// k of the stair in m/s, interpolated by tread between the four stairs of the SFPE Handbook
    /// (5th ed., ch. 59); the nearest of them beyond.
    #[must_use]
    pub fn speed_constant(&self) -> f64 {
        let (first, last) = (STAIR_K[0], STAIR_K[3]);
        if self.tread <= first.0 {
            return first.1;
        }
        STAIR_K.windows(2).find(|pair| self.tread <= pair[1].0).map_or(last.1, |pair| {
            let share = (self.tread - pair[0].0) / (pair[1].0 - pair[0].0);
            pair[0].1 + share * (pair[1].1 - pair[0].1)
        })
    }
}

/// What is lost on top of what the building itself has locked or blocked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Closures {
    /// Doors that nobody passes.
    pub doors: BTreeSet<DoorId>,
    /// Stairs that nobody uses.
    pub stairs: BTreeSet<StairId>,
}

impl Closures {
    /// The loss of one door.
    #[must_use]
    pub fn door(id: DoorId) -> Self {
        Self { doors: BTreeSet::from([id]), stairs: BTreeSet::new() }
    }

    /// The loss of one stair.
    #[must_use]
    pub fn stair(id: StairId) -> Self {
        Self { doors: BTreeSet::new(), stairs: BTreeSet::from([id]) }
    }
}

/// A place where one passes from one space to the next.
#[derive(Clone, Debug)]
struct Portal {
    kind: PortalKind,
    passable: bool,
}

#[derive(Clone, Debug)]
enum PortalKind {
    Door { id: DoorId, exit: bool },
    Landing { stair: StairId },
}

/// A portal as one space sees it.
#[derive(Clone, Copy, Debug)]
struct Gate {
    portal: usize,
    /// Where one stands before it, inside the space.
    at: Point,
    /// From there to the middle of the door, m.
    step: f64,
}

#[derive(Clone, Debug)]
struct Room {
    id: SpaceId,
    storey: StoreyId,
    /// Whether it is a stair's enclosure.
    enclosure: bool,
    floor: Floor,
    gates: Vec<Gate>,
    centre: Point,
}

/// How one gets from a portal to another.
#[derive(Clone, Copy, Debug)]
struct Link {
    to: usize,
    /// In metres walked.
    length: f64,
    /// In level metres.
    effort: f64,
    way: LinkWay,
}

#[derive(Clone, Copy, Debug)]
enum LinkWay {
    Room(usize),
    Flight { from: usize, to: usize },
}

/// The route graph of a building.
#[derive(Clone, Debug)]
pub struct Network {
    portals: Vec<Portal>,
    rooms: Vec<Room>,
    links: Vec<Vec<Link>>,
    room_of: HashMap<SpaceId, usize>,
    /// Where each door is on the plan.
    door_points: Vec<Option<Point>>,
    designated: Vec<super::Route>,
}

impl Network {
    /// The route graph of a building.
    #[must_use]
    pub fn new(building: &Building) -> Self {
        let mut network = Self {
            portals: Vec::new(),
            rooms: Vec::new(),
            links: Vec::new(),
            room_of: HashMap::new(),
            door_points: Vec::new(),
            designated: building.routes.clone(),
        };
        let mut gates: HashMap<SpaceId, Vec<Gate>> = HashMap::new();
        let spaces: HashMap<&SpaceId, &Space> =
            building.spaces().map(|(_, space)| (&space.id, space)).collect();
        for (_, door, (left, right)) in building.doors_with_sides() {
            let portal = network.portals.len();
            network.portals.push(Portal {
                kind: PortalKind::Door { id: door.id.clone(), exit: door.exit },
                passable: door.state.is_passable() && is_width(door.clear_width),
            });
            network.door_points.push(Some(door.line.middle()));
            for (side, sign) in [(left, 1.0), (right, -1.0)] {
                if let Some(space) = side.and_then(|id| spaces.get(id)) {
                    let at = before(door, space, sign);
                    let gate = Gate { portal, at, step: at.distance(door.line.middle()) };
                    gates.entry(space.id.clone()).or_default().push(gate);
                }
            }
        }
        let levels: HashMap<&SpaceId, (&super::Storey, &Space)> =
            building.spaces().map(|(storey, space)| (&space.id, (storey, space))).collect();
        let mut flights = Vec::new();
        for stair in &building.stairs {
            let mut below: Option<(usize, f64, SpaceId)> = None;
            for id in &stair.levels {
                let Some((storey, space)) = levels.get(id) else { continue };
                let portal = network.portals.len();
                network.portals.push(Portal {
                    kind: PortalKind::Landing { stair: stair.id.clone() },
                    passable: stair.state == StairState::Usable && is_width(stair.clear_width),
                });
                network.door_points.push(None);
                let gate = Gate { portal, at: space.outline.label_point(), step: 0.0 };
                gates.entry(id.clone()).or_default().push(gate);
                if let Some((lower, elevation, lower_space)) = below {
                    let length = stair.travel_length((storey.elevation - elevation).abs());
                    let effort = length * LEVEL_K / stair.speed_constant();
                    if length.is_finite() && length >= 0.0 {
                        flights.push((lower, portal, length, effort, lower_space, id.clone()));
                    }
                }
                below = Some((portal, storey.elevation, id.clone()));
            }
        }
        network.links = vec![Vec::new(); network.portals.len()];
        for (storey, space) in building.spaces() {
            let gates = gates.remove(&space.id).unwrap_or_default();
            let points = gates.len() + space.outline.corners().len().min(200);
            network.room_of.insert(space.id.clone(), network.rooms.len());
            network.rooms.push(Room {
                id: space.id.clone(),
                storey: storey.id.clone(),
                enclosure: space.usage == SpaceUse::Stair,
                floor: Floor::new(&space.outline, &storey.walls, points),
                gates,
                centre: space.outline.label_point(),
            });
        }
        network.link_rooms();
        for (lower, upper, length, effort, below, above) in flights {
            let (Some(&below), Some(&above)) =
                (network.room_of.get(&below), network.room_of.get(&above))
            else {
                continue;
            };
            let up = LinkWay::Flight { from: below, to: above };
            let down = LinkWay::Flight { from: above, to: below };
            network.links[lower].push(Link { to: upper, length, effort, way: up });
            network.links[upper].push(Link { to: lower, length, effort, way: down });
        }
        network
    }

    fn link_rooms(&mut self) {
        for (at, room) in self.rooms.iter().enumerate() {
            for (i, gate) in room.gates.iter().enumerate() {
                if i + 1 == room.gates.len() {
                    continue;
                }
                let reach = room.floor.reach(gate.at);
                for other in &room.gates[i + 1..] {
                    if other.portal == gate.portal {
                        continue;
                    }
                    let Some(distance) = reach.distance(other.at) else { continue };
                    let length = distance + gate.step + other.step;
                    let way = LinkWay::Room(at);
                    let link = |to| Link { to, length, effort: length, way };
                    self.links[gate.portal].push(link(other.portal));
                    self.links[other.portal].push(link(gate.portal));
                }
            }
        }
    }

    /// Whether a portal can be passed.
    fn is_open(&self, portal: usize, closures: &Closures) -> bool {
        let Portal { kind, passable } = &self.portals[portal];
        *passable
            && match kind {
                PortalKind::Door { id, .. } => !closures.doors.contains(id),
                PortalKind::Landing { stair, .. } => !closures.stairs.contains(stair),
            }
    }

    /// The shortest walk between two points of a space, m; nothing where walls close the way or
    /// there is no such space.
    #[must_use]
    pub fn walk(&self, space: &SpaceId, from: Point, to: Point) -> Option<(f64, Vec<Point>)> {
        let room = &self.rooms[*self.room_of.get(space)?];
        let reach = room.floor.reach(from);
        Some((reach.distance(to)?, reach.path(to)?))
    }

    /// Where one comes from on a way through a space: half the width of the door's opening is left
    /// out, the way begins at its middle.
    fn gate(&self, room: usize, portal: usize) -> Option<Gate> {
        self.rooms[room].gates.iter().find(|gate| gate.portal == portal).copied()
    }
}

/// Whether people can pass something so wide, m.
fn is_width(width: f64) -> bool {
    width.is_finite() && width > 0.0
}

/// The point inside the space where one stands before a door.
fn before(door: &Door, space: &Space, sign: f64) -> Point {
    let line: Segment = door.line;
    let (middle, (x, y)) = (line.middle(), line.left());
    [0.02, 0.1, 0.2, 0.35]
        .map(|reach| middle.moved(x * sign * reach, y * sign * reach))
        .into_iter()
        .find(|point| space.outline.contains(*point))
        .unwrap_or(middle)
}
