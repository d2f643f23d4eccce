//! Where people go from where they stand: from a point, from the farthest point of a space, and
//! from all over it.

use std::collections::BTreeMap;

use super::routes::Routes;
use super::way::Way;
use super::{Gate, Network};
use crate::building::{Point, Rank, SpaceId};

/// About how many points of a space are asked how their people leave.
const SAMPLES: usize = 24;
/// About how many points of a space are asked which one is the farthest from an exit.
const GRID: usize = 120;

/// People of one space who take the same way.
#[derive(Clone, Debug, PartialEq)]
pub struct Departures {
    /// The way, from the nearest of the points.
    pub way: Way,
    /// How far it is from each point to the first door or stair, m.
    pub distances: Vec<f64>,
}

impl Network {
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

    pub(super) fn ways_of(
        &self,
        room: usize,
        from: Point,
        routes: &Routes,
    ) -> (Option<Way>, Option<Way>) {
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

    pub(super) fn farthest(&self, room: usize, routes: &Routes) -> Option<Way> {
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
}
