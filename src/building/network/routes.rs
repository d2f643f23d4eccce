//! Routes over the graph: the best way out of every space, the second, the designated ones, and
//! what is lost with an element.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use super::{Closures, Gate, Link, LinkWay, Network, PortalKind};
use crate::building::{DoorId, ElementId, Point, Rank, RouteId, SpaceId, StairId, StoreyId, Via};
use crate::language::{Message, msg};

/// About how many points of a space are asked how their people leave.
const SAMPLES: usize = 24;
/// About how many points of a space are asked which one is the farthest from an exit.
const GRID: usize = 120;

/// A piece of a way.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// Through a space up to its door or stair.
    Walk {
        /// Which space.
        space: SpaceId,
        /// How far, m.
        length: f64,
    },
    /// Through a door.
    Door(DoorId),
    /// Along a stair, from a storey to a neighbouring one.
    Flight {
        /// Which stair.
        stair: StairId,
        /// The space that one leaves.
        from: SpaceId,
        /// The space that one reaches.
        to: SpaceId,
        /// How far along the slope, landings included, m.
        length: f64,
    },
}

/// A way out.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// Where it begins.
    pub from: Point,
    /// The exit at its end.
    pub exit: DoorId,
    /// The distance walked, stairs along their slope, m.
    pub length: f64,
    /// The same in level metres, a metre of stair counting by its slower speed.
    pub effort: f64,
    /// Its pieces, in order; the last is the exit's door.
    pub steps: Vec<Step>,
    portals: Vec<usize>,
}

impl Way {
    /// The doors and stairs it passes, in order; a stair once, however many storeys it is used for.
    #[must_use]
    pub fn via(&self) -> Vec<Via> {
        let mut via: Vec<Via> = Vec::new();
        for step in &self.steps {
            let next = match step {
                Step::Walk { .. } => continue,
                Step::Door(id) => Via::Door(id.clone()),
                Step::Flight { stair, .. } => Via::Stair(stair.clone()),
            };
            if via.last() != Some(&next) {
                via.push(next);
            }
        }
        via
    }

    /// Whether it passes no door and no stair of another way.
    #[must_use]
    pub fn is_independent_of(&self, other: &Self) -> bool {
        let others = other.via();
        !self.via().iter().any(|via| others.contains(via))
    }
}

/// The part of a way on one storey.
#[derive(Clone, Debug, PartialEq)]
pub struct Leg {
    /// Which storey.
    pub storey: StoreyId,
    /// Where one walks.
    pub points: Vec<Point>,
}

/// The ways out of a space.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SpaceRoutes {
    /// The best way from its middle; nothing if there is no way out.
    pub best: Option<Way>,
    /// The second way out from its middle: the best that ends at another exit than the best way.
    pub second: Option<Way>,
    /// The best way from the corner that is farthest from an exit: its length is the travel
    /// distance that codes limit. Nothing if some corner has no way out.
    pub farthest: Option<Way>,
}

/// Why a designated route can't be followed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RouteProblem {
    /// Its space does not exist.
    #[error("the space {0} does not exist")]
    NoSpace(SpaceId),
    /// A door or a stair on it does not exist.
    #[error("{0} does not exist")]
    NoElement(String),
    /// A door or a stair on it can't be passed.
    #[error("{0} cannot be passed")]
    Closed(String),
    /// No way leads along its elements, in their order, to an exit.
    #[error("no way leads along these doors and stairs to an exit")]
    NotConnected,
}

impl RouteProblem {
    /// The problem in the user's language.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::NoSpace(id) => msg!("route-problem-no-space", id = id.as_str()),
            Self::NoElement(id) => msg!("route-problem-no-element", id = id),
            Self::Closed(id) => msg!("route-problem-closed", id = id),
            Self::NotConnected => msg!("route-problem-not-connected"),
        }
    }
}

/// A designated route and whether it can be followed.
#[derive(Clone, Debug, PartialEq)]
pub struct Designated {
    /// The route.
    pub route: RouteId,
    /// Where it begins.
    pub space: SpaceId,
    /// Whether it is the primary or the alternative one.
    pub rank: Rank,
    /// The way along it, or why there is none.
    pub way: Result<Way, RouteProblem>,
}

/// People of one space who take the same way.
#[derive(Clone, Debug, PartialEq)]
pub struct Departures {
    /// The way, from the nearest of the points.
    pub way: Way,
    /// How far it is from each point to the first door or stair, m.
    pub distances: Vec<f64>,
}

/// What a space loses with an element.
#[derive(Clone, Debug, PartialEq)]
pub struct Loss {
    /// The space.
    pub space: SpaceId,
    /// Its best way before, m.
    pub before: f64,
    /// Its best way after, m; nothing if no way out is left.
    pub after: Option<f64>,
}

/// How far it is from a portal to an exit.
#[derive(Clone, Copy, Debug)]
struct Label {
    portal: usize,
    exit: usize,
    length: f64,
    effort: f64,
    /// The link towards the exit, and the label at its end.
    next: Option<(Link, usize)>,
}

/// All routes of a building for given closures.
#[derive(Clone, Debug)]
pub struct Routes {
    spaces: BTreeMap<SpaceId, SpaceRoutes>,
    designated: Vec<Designated>,
    labels: Vec<Label>,
    /// The labels of each portal: the nearest exit, then the nearest other exit.
    of_portal: Vec<Vec<usize>>,
}

/// A number of level metres that can be put in order.
#[derive(Clone, Copy, PartialEq)]
struct Effort(f64);

impl Eq for Effort {}

impl PartialOrd for Effort {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Effort {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl Routes {
    /// The routes of a space.
    #[must_use]
    pub fn of(&self, space: &SpaceId) -> Option<&SpaceRoutes> {
        self.spaces.get(space)
    }

    /// The routes of every space.
    #[must_use]
    pub const fn spaces(&self) -> &BTreeMap<SpaceId, SpaceRoutes> {
        &self.spaces
    }

    /// The designated routes.
    #[must_use]
    pub fn designated(&self) -> &[Designated] {
        &self.designated
    }
}

impl Network {
    /// The routes that remain with `closures`.
    #[must_use]
    pub fn routes(&self, closures: &Closures) -> Routes {
        let (labels, of_portal) = self.labels(closures);
        let mut routes =
            Routes { spaces: BTreeMap::new(), designated: Vec::new(), labels, of_portal };
        for room in 0..self.rooms.len() {
            let ways = self.space_routes(room, &routes);
            routes.spaces.insert(self.rooms[room].id.clone(), ways);
        }
        routes.designated = self
            .designated
            .iter()
            .map(|route| Designated {
                route: route.id.clone(),
                space: route.space.clone(),
                rank: route.rank,
                way: self.along(&route.space, &route.via, closures),
            })
            .collect();
        routes
    }

    /// Dijkstra from all exits at once. Every portal keeps its two best labels with different exits.
    fn labels(&self, closures: &Closures) -> (Vec<Label>, Vec<Vec<usize>>) {
        let mut labels: Vec<Label> = Vec::new();
        let mut of_portal: Vec<Vec<usize>> = vec![Vec::new(); self.portals.len()];
        let mut queue = BinaryHeap::new();
        let mut waiting: Vec<Label> = Vec::new();
        for portal in 0..self.portals.len() {
            if self.is_exit(portal) && self.is_open(portal, closures) {
                queue.push(Reverse((Effort(0.0), waiting.len())));
                waiting.push(Label { portal, exit: portal, length: 0.0, effort: 0.0, next: None });
            }
        }
        while let Some(Reverse((_, at))) = queue.pop() {
            let label = waiting[at];
            let known = &of_portal[label.portal];
            if known.len() == 2 || known.iter().any(|l| labels[*l].exit == label.exit) {
                continue;
            }
            let settled = labels.len();
            labels.push(label);
            of_portal[label.portal].push(settled);
            for link in &self.links[label.portal] {
                // Who passes an exit is out: no way leads through one exit to another.
                if self.is_exit(link.to) || !self.is_open(link.to, closures) {
                    continue;
                }
                let known = &of_portal[link.to];
                if known.len() == 2 || known.iter().any(|l| labels[*l].exit == label.exit) {
                    continue;
                }
                let way = match link.way {
                    LinkWay::Flight { from, to } => LinkWay::Flight { from: to, to: from },
                    room @ LinkWay::Room(_) => room,
                };
                let back = Link { to: label.portal, way, ..*link };
                let effort = label.effort + link.effort;
                queue.push(Reverse((Effort(effort), waiting.len())));
                waiting.push(Label {
                    portal: link.to,
                    exit: label.exit,
                    length: label.length + link.length,
                    effort,
                    next: Some((back, settled)),
                });
            }
        }
        (labels, of_portal)
    }

    fn is_exit(&self, portal: usize) -> bool {
        matches!(self.portals[portal].kind, PortalKind::Door { exit: true, .. })
    }

    fn space_routes(&self, room: usize, routes: &Routes) -> SpaceRoutes {
        let (best, second) = self.ways_of(room, self.rooms[room].centre, routes);
        if best.is_none() {
            return SpaceRoutes::default();
        }
        SpaceRoutes { best, second, farthest: self.farthest(room, routes) }
    }

    /// The best way out from a point of a space, and the best that ends at another exit.
    #[must_use]
    pub fn ways_from(
        &self,
        routes: &Routes,
        space: &SpaceId,
        from: Point,
    ) -> (Option<Way>, Option<Way>) {
        let room = self.room_of.get(space);
        room.map_or((None, None), |room| self.ways_of(*room, from, routes))
    }

    /// The corners of a space, moved a little into it; none for one that is not there.
    #[must_use]
    pub fn corners(&self, space: &SpaceId) -> Vec<Point> {
        self.room_of.get(space).map_or_else(Vec::new, |room| self.rooms[*room].floor.corners())
    }

    fn ways_of(&self, room: usize, from: Point, routes: &Routes) -> (Option<Way>, Option<Way>) {
        let space = &self.rooms[room];
        let reach = space.floor.reach(from);
        let mut options = Vec::new();
        for gate in &space.gates {
            let Some(distance) = reach.distance(gate.at) else { continue };
            let distance = distance + gate.step;
            for label in &routes.of_portal[gate.portal] {
                let effort = distance + routes.labels[*label].effort;
                options.push((effort, *gate, distance, *label));
            }
        }
        let way = |option: &(f64, Gate, f64, usize)| {
            self.way(room, from, option.1, option.2, option.3, routes)
        };
        let least =
            |a: &&(f64, Gate, f64, usize), b: &&(f64, Gate, f64, usize)| a.0.total_cmp(&b.0);
        let Some(best) = options.iter().min_by(least) else { return (None, None) };
        let exit = routes.labels[best.3].exit;
        let others = options.iter().filter(|option| routes.labels[option.3].exit != exit);
        (Some(way(best)), others.min_by(least).map(way))
    }

    /// The best label of every gate of a room that has a way out.
    fn ways_out<'a>(&'a self, room: usize, routes: &'a Routes) -> Vec<(&'a Gate, usize)> {
        let gates = self.rooms[room].gates.iter();
        gates.filter_map(|gate| Some((gate, *routes.of_portal[gate.portal].first()?))).collect()
    }

    /// For each point of a room, which of `ways` is the best and how far it is to its gate.
    fn nearest(
        &self,
        room: usize,
        points: &[Point],
        ways: &[(&Gate, usize)],
        routes: &Routes,
    ) -> Vec<Option<(usize, f64)>> {
        let mut nearest: Vec<Option<(usize, f64, f64)>> = vec![None; points.len()];
        for (at, (gate, label)) in ways.iter().enumerate() {
            let reach = self.rooms[room].floor.reach(gate.at);
            for (point, best) in points.iter().zip(&mut nearest) {
                let beyond = routes.labels[*label].effort;
                // A straight line is the least it can be: most gates of a long corridor fall here.
                if best.is_some_and(|b| b.2 <= gate.at.distance(*point) + gate.step + beyond) {
                    continue;
                }
                let Some(distance) = reach.distance(*point) else { continue };
                let distance = distance + gate.step;
                if best.is_none_or(|b| distance + beyond < b.2) {
                    *best = Some((at, distance, distance + beyond));
                }
            }
        }
        nearest.into_iter().map(|best| best.map(|(at, distance, _)| (at, distance))).collect()
    }

    fn farthest(&self, room: usize, routes: &Routes) -> Option<Way> {
        let corners = self.rooms[room].floor.corners();
        let ways = self.ways_out(room, routes);
        let nearest = self.nearest(room, &corners, &ways, routes);
        let mut worst: Option<(f64, Point, usize, f64)> = None;
        for (corner, best) in corners.iter().zip(nearest) {
            let (at, distance) = best?;
            let length = distance + routes.labels[ways[at].1].length;
            if worst.is_none_or(|w| length > w.0) {
                worst = Some((length, *corner, at, distance));
            }
        }
        let (_, corner, at, distance) = worst?;
        Some(self.way(room, corner, *ways[at].0, distance, ways[at].1, routes))
    }

    /// The best way from the point of a space that is farthest from an exit, wherever it lies: in a
    /// hall with exits at both ends, in the middle. Found on a grid, and from there to a
    /// centimetre. Nothing if some corner has no way out.
    #[must_use]
    pub fn farthest_way(&self, routes: &Routes, space: &SpaceId) -> Option<Way> {
        let room = *self.room_of.get(space)?;
        let floor = &self.rooms[room].floor;
        let ways = self.ways_out(room, routes);
        let length = |best: (usize, f64)| best.1 + routes.labels[ways[best.0].1].length;
        let mut points = floor.corners();
        let corners = points.len();
        points.extend(floor.samples(GRID));
        let nearest = self.nearest(room, &points, &ways, routes);
        if nearest.iter().take(corners).any(Option::is_none) {
            return None;
        }
        let found = points.iter().zip(nearest).filter_map(|(point, best)| Some((*point, best?)));
        let (mut at, mut best) =
            found.max_by(|(_, a), (_, b)| length(*a).total_cmp(&length(*b)))?;
        let mut step = floor.pitch(GRID);
        while step > 0.01 {
            let around = [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)]
                .map(|(x, y)| at.moved(x * step, y * step));
            let around: Vec<Point> = around.into_iter().filter(|p| floor.contains(*p)).collect();
            let nearest = self.nearest(room, &around, &ways, routes);
            let farther = around.iter().zip(nearest).filter_map(|(p, best)| Some((*p, best?)));
            match farther.max_by(|(_, a), (_, b)| length(*a).total_cmp(&length(*b))) {
                Some((point, other)) if length(other) > length(best) => (at, best) = (point, other),
                _ => step /= 2.0,
            }
        }
        let (gate, label) = ways[best.0];
        Some(self.way(room, at, *gate, best.1, label, routes))
    }

    /// Where the people of a space go who stand spread evenly over it; each takes the best way
    /// from where they stand, or all the primary designated route where it can be followed.
    /// Empty if there is no way out.
    #[must_use]
    pub fn departures(&self, routes: &Routes, space: &SpaceId) -> Vec<Departures> {
        let Some(&room) = self.room_of.get(space) else { return Vec::new() };
        let points = self.rooms[room].floor.samples(SAMPLES);
        let designated = routes
            .designated
            .iter()
            .find(|d| d.space == *space && d.rank == Rank::Primary)
            .and_then(|d| d.way.as_ref().ok());
        if let Some(way) = designated
            && let Some(gate) = way.portals.first().and_then(|first| self.gate(room, *first))
        {
            let reach = self.rooms[room].floor.reach(gate.at);
            let distances: Vec<f64> =
                points.iter().filter_map(|p| Some(reach.distance(*p)? + gate.step)).collect();
            if !distances.is_empty() {
                return vec![Departures { way: way.clone(), distances }];
            }
        }
        let ways = self.ways_out(room, routes);
        let nearest = self.nearest(room, &points, &ways, routes);
        let mut departures: BTreeMap<usize, (Point, f64, Vec<f64>)> = BTreeMap::new();
        for (point, best) in points.iter().zip(nearest) {
            let Some((at, distance)) = best else { continue };
            let group = departures.entry(at).or_insert((*point, distance, Vec::new()));
            if distance < group.1 {
                (group.0, group.1) = (*point, distance);
            }
            group.2.push(distance);
        }
        departures
            .into_iter()
            .map(|(at, (from, distance, distances))| Departures {
                way: self.way(room, from, *ways[at].0, distance, ways[at].1, routes),
                distances,
            })
            .collect()
    }

    /// The way through a gate and then along the labels.
    fn way(
        &self,
        room: usize,
        from: Point,
        gate: Gate,
        distance: f64,
        label: usize,
        routes: &Routes,
    ) -> Way {
        let mut links = Vec::new();
        let mut at = label;
        while let Some((link, next)) = routes.labels[at].next {
            links.push(link);
            at = next;
        }
        self.build(room, from, gate.portal, distance, &links)
    }

    fn build(&self, room: usize, from: Point, first: usize, distance: f64, links: &[Link]) -> Way {
        let mut way = Way {
            from,
            exit: DoorId::new(""),
            length: distance + links.iter().map(|link| link.length).sum::<f64>(),
            effort: distance + links.iter().map(|link| link.effort).sum::<f64>(),
            steps: vec![Step::Walk { space: self.rooms[room].id.clone(), length: distance }],
            portals: vec![first],
        };
        self.pass(first, &mut way);
        for link in links {
            way.steps.push(match link.way {
                LinkWay::Room(room) => {
                    Step::Walk { space: self.rooms[room].id.clone(), length: link.length }
                }
                LinkWay::Flight { from, to } => {
                    let PortalKind::Landing { stair } = &self.portals[link.to].kind else {
                        continue;
                    };
                    Step::Flight {
                        stair: stair.clone(),
                        from: self.rooms[from].id.clone(),
                        to: self.rooms[to].id.clone(),
                        length: link.length,
                    }
                }
            });
            way.portals.push(link.to);
            self.pass(link.to, &mut way);
        }
        way
    }

    fn pass(&self, portal: usize, way: &mut Way) {
        if let PortalKind::Door { id, .. } = &self.portals[portal].kind {
            way.steps.push(Step::Door(id.clone()));
            way.exit = id.clone();
        }
    }

    /// The shortest way from the middle of a space along `via`, in this order, to an exit.
    ///
    /// # Errors
    /// When an element is missing or closed, or no way leads along all of them.
    pub fn along(
        &self,
        space: &SpaceId,
        via: &[Via],
        closures: &Closures,
    ) -> Result<Way, RouteProblem> {
        let room = *self.room_of.get(space).ok_or_else(|| RouteProblem::NoSpace(space.clone()))?;
        for element in via {
            let (id, matching): (&str, Vec<usize>) = match element {
                Via::Door(door) => (door.as_str(), self.portals_of(&ElementId::from(door))),
                Via::Stair(stair) => (stair.as_str(), self.portals_of(&ElementId::from(stair))),
            };
            if matching.is_empty() {
                return Err(RouteProblem::NoElement(id.to_owned()));
            }
            if !matching.iter().any(|portal| self.is_open(*portal, closures)) {
                return Err(RouteProblem::Closed(id.to_owned()));
            }
        }
        // A state is a portal together with how many elements of the list have been passed.
        let stages = via.len() + 1;
        let mut before: Vec<Option<Option<(usize, Link)>>> =
            vec![None; self.portals.len().saturating_mul(stages)];
        let mut queue = BinaryHeap::new();
        let floor = &self.rooms[room].floor;
        let reach = floor.reach(self.rooms[room].centre);
        for (at, gate) in self.rooms[room].gates.iter().enumerate() {
            let Some(distance) = reach.distance(gate.at) else { continue };
            if self.is_open(gate.portal, closures) {
                let state = gate.portal * stages + self.stage(gate.portal, None, 0, via);
                queue.push(Reverse((Effort(distance + gate.step), state, usize::MAX, at)));
            }
        }
        while let Some(Reverse((effort, state, from, index))) = queue.pop() {
            if before[state].is_some() {
                continue;
            }
            before[state] = Some(if from == usize::MAX {
                None
            } else {
                Some((from, self.links[from / stages][index]))
            });
            let (portal, stage) = (state / stages, state % stages);
            if self.is_exit(portal) {
                if stage + 1 == stages {
                    return self
                        .trace(room, state, stages, &before)
                        .ok_or(RouteProblem::NotConnected);
                }
                continue;
            }
            for (index, link) in self.links[portal].iter().enumerate() {
                if self.is_open(link.to, closures) {
                    let stage = self.stage(link.to, Some(link), stage, via);
                    let next = link.to * stages + stage;
                    if before[next].is_none() {
                        queue.push(Reverse((Effort(effort.0 + link.effort), next, state, index)));
                    }
                }
            }
        }
        Err(RouteProblem::NotConnected)
    }

    /// How many elements of the list have been passed after a portal was reached.
    fn stage(&self, portal: usize, link: Option<&Link>, stage: usize, via: &[Via]) -> usize {
        let passed = match (via.get(stage), &self.portals[portal].kind) {
            (Some(Via::Door(door)), PortalKind::Door { id, .. }) => door == id,
            (Some(Via::Stair(wanted)), PortalKind::Landing { stair }) => {
                wanted == stair && link.is_some_and(|l| matches!(l.way, LinkWay::Flight { .. }))
            }
            _ => false,
        };
        stage + usize::from(passed)
    }

    fn trace(
        &self,
        room: usize,
        end: usize,
        stages: usize,
        before: &[Option<Option<(usize, Link)>>],
    ) -> Option<Way> {
        let mut links = Vec::new();
        let mut state = end;
        while let Some(Some((from, link))) = before[state] {
            links.push(link);
            state = from;
        }
        links.reverse();
        let gate = self.gate(room, state / stages)?;
        let centre = self.rooms[room].centre;
        let distance = self.rooms[room].floor.reach(centre).distance(gate.at)? + gate.step;
        Some(self.build(room, centre, gate.portal, distance, &links))
    }

    fn portals_of(&self, element: &ElementId) -> Vec<usize> {
        let matches = |kind: &PortalKind| match (kind, element) {
            (PortalKind::Door { id, .. }, ElementId::Door(door)) => id == door,
            (PortalKind::Landing { stair: id }, ElementId::Stair(stair)) => id == stair,
            _ => false,
        };
        (0..self.portals.len()).filter(|p| matches(&self.portals[*p].kind)).collect()
    }

    /// Where a way runs on the plan: a leg for each storey, in order.
    #[must_use]
    pub fn legs(&self, way: &Way) -> Vec<Leg> {
        let mut legs: Vec<Leg> = Vec::new();
        let mut at = way.from;
        let mut portals = way.portals.iter().copied();
        for step in &way.steps {
            match step {
                Step::Door(_) => {}
                Step::Walk { space, .. } => {
                    let Some(&room) = self.room_of.get(space) else { continue };
                    let Some(portal) = portals.next() else { break };
                    let Some(gate) = self.gate(room, portal) else { continue };
                    // The way begins behind the door that was passed last.
                    let begin = legs
                        .last()
                        .and_then(|_| self.previous_gate(way, portal, room))
                        .map_or(at, |gate| gate.at);
                    let reach = self.rooms[room].floor.reach(begin);
                    let mut points = reach.path(gate.at).unwrap_or_default();
                    points.extend(self.door_points[portal]);
                    at = gate.at;
                    let storey = &self.rooms[room].storey;
                    match legs.last_mut().filter(|leg| leg.storey == *storey) {
                        Some(leg) => leg.points.extend(points),
                        None => legs.push(Leg { storey: storey.clone(), points }),
                    }
                }
                Step::Flight { to, .. } => {
                    let portal = portals.next();
                    let Some(&room) = self.room_of.get(to) else { continue };
                    let Some(gate) = portal.and_then(|p| self.gate(room, p)) else { continue };
                    at = gate.at;
                    let storey = self.rooms[room].storey.clone();
                    legs.push(Leg { storey, points: vec![gate.at] });
                }
            }
        }
        legs
    }

    fn previous_gate(&self, way: &Way, portal: usize, room: usize) -> Option<Gate> {
        let position = way.portals.iter().position(|p| *p == portal)?;
        self.gate(room, *way.portals.get(position.checked_sub(1)?)?)
    }

    /// What every space loses when a door or a stair is lost on top of `closures`. Spaces that lose
    /// nothing are left out.
    #[must_use]
    pub fn what_if_lost(&self, element: &ElementId, closures: &Closures) -> Vec<Loss> {
        let mut lost = closures.clone();
        match element {
            ElementId::Door(id) => lost.doors.insert(id.clone()),
            ElementId::Stair(id) => lost.stairs.insert(id.clone()),
            _ => return Vec::new(),
        };
        let (base, after) = (self.routes(closures), self.routes(&lost));
        base.spaces
            .iter()
            .filter_map(|(space, routes)| {
                let before = routes.best.as_ref()?;
                let left = after.of(space).and_then(|routes| routes.best.as_ref());
                if left.is_some_and(|way| way.effort <= before.effort + 1e-9) {
                    return None;
                }
                let after = left.map(|way| way.length);
                Some(Loss { space: space.clone(), before: before.length, after })
            })
            .collect()
    }

    /// Whether a space is a stair's enclosure; `false` for one that is not there.
    #[must_use]
    pub fn is_enclosure(&self, space: &SpaceId) -> bool {
        self.room_of.get(space).is_some_and(|room| self.rooms[*room].enclosure)
    }
}
