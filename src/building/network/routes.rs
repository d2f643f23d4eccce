//! Routes over the graph: the best way out of every space, the second, and what is lost with an
//! element.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use super::designated::Designated;
use super::way::Way;
use super::{Closures, Link, LinkWay, Network, PortalKind};
use crate::building::{ElementId, SpaceId};

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
pub(super) struct Label {
    portal: usize,
    pub(super) exit: usize,
    pub(super) length: f64,
    pub(super) effort: f64,
    /// The link towards the exit, and the label at its end.
    pub(super) next: Option<(Link, usize)>,
}

/// All routes of a building for given closures.
#[derive(Clone, Debug)]
pub struct Routes {
    spaces: BTreeMap<SpaceId, SpaceRoutes>,
    pub(super) designated: Vec<Designated>,
    pub(super) labels: Vec<Label>,
    /// The labels of each portal: the nearest exit, then the nearest other exit.
    pub(super) of_portal: Vec<Vec<usize>>,
}

/// A number of level metres that can be put in order.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Effort(pub(super) f64);

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

    pub(super) fn is_exit(&self, portal: usize) -> bool {
        matches!(self.portals[portal].kind, PortalKind::Door { exit: true, .. })
    }

    fn space_routes(&self, room: usize, routes: &Routes) -> SpaceRoutes {
        let (best, second) = self.ways_of(room, self.rooms[room].centre, routes);
        if best.is_none() {
            return SpaceRoutes::default();
        }
        SpaceRoutes { best, second, farthest: self.farthest(room, routes) }
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
