//! What a recorded walk of the crowd left on the floor: how dense it was where, how many passed,
//! when the last was there; and who came from where, left by which exit and passed which door.
//!
//! Everything is read off the frames of a run, twice a second; between two of them people are taken
//! to go straight.

mod floor;
mod over_runs;
mod trail;

use std::collections::BTreeMap;

pub use floor::Floor;
pub use over_runs::{HeatQuantile, Over, OverRuns};
use trail::Trail;

use crate::building::{Building, DoorId, ElementId, Point, SpaceId};
use crate::egress::crowd::{CrowdRun, Frame};
use crate::egress::flow::Curve;
use crate::egress::smoke::Smoke;
use crate::egress::sweep::Progress;
use crate::units::Seconds;

/// So many people are followed on the plan; of more, frames would fill the memory, and the figures
/// alone are kept.
pub const MOST_FOLLOWED: u32 = 20_000;

/// What a run left on one storey, one value a cell of its floor.
#[derive(Clone, Debug, Default)]
pub struct StoreyHeat {
    /// The floor.
    pub floor: Floor,
    /// The highest density, persons/m².
    pub peak: Vec<f32>,
    /// How many times somebody stepped onto it.
    pub usage: Vec<u32>,
    /// When the last was there, s; less than zero where nobody was.
    pub last: Vec<f32>,
}

/// What a run left behind.
#[derive(Clone, Debug, Default)]
pub struct Heat {
    /// Each storey, in the building's order.
    pub storeys: Vec<StoreyHeat>,
    /// Where each person came from, by their number.
    pub homes: Vec<Option<SpaceId>>,
    /// By which exit each person left, by their number; nothing for who stayed.
    pub exits: Vec<Option<DoorId>>,
    /// How many had passed each inner door and each stair over time, whichever way.
    pub passed: BTreeMap<ElementId, Curve>,
    /// The space of everybody in each frame, in the frame's order.
    places: Vec<Vec<u16>>,
}

impl Heat {
    /// Reads the frames of a run; nothing if it was cancelled, and little where none were kept.
    #[must_use]
    pub fn of(building: &Building, run: &CrowdRun, progress: &Progress) -> Option<Self> {
        let mut heat = Self {
            storeys: building.storeys.iter().map(StoreyHeat::new).collect(),
            ..Self::default()
        };
        let mut trail = Trail::new(building);
        let mut seen: Vec<Option<Step>> = Vec::new();
        let mut densities: Vec<Vec<f32>> = vec![Vec::new(); heat.storeys.len()];
        for frame in &run.frames {
            if progress.is_cancelled() {
                return None;
            }
            let spaces = trail.follow(frame, &heat.storeys);
            for (storey, heat) in heat.storeys.iter().enumerate() {
                heat.densities(frame, &spaces, storey, &mut densities[storey]);
            }
            for (heat, densities) in heat.storeys.iter_mut().zip(&densities) {
                for (peak, now) in heat.peak.iter_mut().zip(densities) {
                    *peak = peak.max(*now);
                }
            }
            for (place, space) in frame.places.iter().zip(&spaces) {
                let Some(heat) = heat.storeys.get_mut(usize::from(place.storey)) else { continue };
                let who = place.who as usize;
                if seen.len() <= who {
                    seen.resize(who + 1, None);
                }
                let to = Point::new(place.x.into(), place.y.into());
                heat.tread(place.storey, *space, to, frame.at, &mut seen[who]);
            }
            heat.places.push(spaces);
        }
        heat.homes = trail.homes();
        heat.exits = trail.exits(building);
        heat.passed = trail.passed();
        Some(heat)
    }

    /// How many people were in smoke in some frame of a run.
    #[must_use]
    pub fn exposed(&self, building: &Building, run: &CrowdRun, smoke: &Smoke) -> u32 {
        let mut exposed = vec![false; self.homes.len()];
        for (frame, spaces) in run.frames.iter().zip(&self.places) {
            // One look for each space and frame, not for each person.
            let smoky: Vec<Vec<bool>> = building
                .storeys
                .iter()
                .map(|storey| {
                    let layers = storey.spaces.iter().map(|s| smoke.layer(&s.id, frame.at));
                    layers.map(|layer| layer.is_some_and(|layer| layer.is_smoky())).collect()
                })
                .collect();
            for (place, space) in frame.places.iter().zip(spaces) {
                let storey = smoky.get(usize::from(place.storey));
                let here = storey.and_then(|storey| storey.get(usize::from(*space)));
                if let (Some(true), Some(who)) = (here, exposed.get_mut(place.who as usize)) {
                    *who = true;
                }
            }
        }
        exposed.iter().filter(|exposed| **exposed).count() as u32
    }

    /// The densities on a storey in the frame of a moment, persons/m², one a cell.
    #[must_use]
    pub fn density(&self, run: &CrowdRun, storey: usize, moment: Seconds) -> Vec<f32> {
        let after = run.frames.partition_point(|frame| frame.at <= moment);
        let at = after.saturating_sub(1);
        let mut densities = Vec::new();
        if let (Some(frame), Some(spaces), Some(heat)) =
            (run.frames.get(at), self.places.get(at), self.storeys.get(storey))
        {
            heat.densities(frame, spaces, storey, &mut densities);
        }
        densities
    }
}

/// Where somebody was seen last.
#[derive(Clone, Copy)]
struct Step {
    storey: u16,
    space: u16,
    at: Point,
    cell: usize,
}

impl StoreyHeat {
    /// Somebody goes from where they were seen last to a point; every cell on the straight way
    /// between has been trodden on, and whoever stands still is counted once.
    fn tread(
        &mut self,
        storey: u16,
        space: u16,
        to: Point,
        now: Seconds,
        before: &mut Option<Step>,
    ) {
        let Some(end) = self.floor.cell_of(to, space) else {
            *before = None;
            return;
        };
        let known = before.filter(|step| step.storey == storey && step.space == space);
        let from = known.map_or(to, |step| step.at);
        let steps = (from.distance(to) / self.floor.cell * 2.0).ceil().clamp(1.0, 32.0) as u32;
        let mut last = known.map(|step| step.cell);
        for step in 1..=steps {
            let at = from.towards(to, f64::from(step) / f64::from(steps));
            let Some(cell) = self.floor.cell_of(at, space) else { continue };
            if last.replace(cell) != Some(cell) {
                self.usage[cell] += 1;
            }
            self.last[cell] = self.last[cell].max(now.get() as f32);
        }
        *before = Some(Step { storey, space, at: to, cell: last.unwrap_or(end) });
    }

    fn new(storey: &crate::building::Storey) -> Self {
        let floor = Floor::new(storey);
        let cells = floor.len();
        Self { floor, peak: vec![0.0; cells], usage: vec![0; cells], last: vec![-1.0; cells] }
    }

    fn densities(&self, frame: &Frame, spaces: &[u16], storey: usize, densities: &mut Vec<f32>) {
        densities.clear();
        densities.resize(self.floor.len(), 0.0);
        for (place, space) in frame.places.iter().zip(spaces) {
            if usize::from(place.storey) == storey && *space != floor::NOWHERE {
                let at = Point::new(place.x.into(), place.y.into());
                self.floor.add(densities, at, *space);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::building::{BuildingId, Door, OccupantLoad, Polygon, Segment, Space, SpaceUse};
    use crate::egress::crowd::{Settings, run};
    use crate::egress::flow::Occupancy;

    /// A room, a corridor and an exit at its end.
    fn building() -> Building {
        let mut building = Building::new(BuildingId::new("b"), "B", "1F");
        let space = |id: &str, a, b| {
            let outline = Polygon::rectangle(a, b);
            Space::new(SpaceId::new(id), id, SpaceUse::Production, outline)
        };
        let mut room = space("room", Point::new(0.0, 0.0), Point::new(8.0, 6.0));
        room.load = OccupantLoad::Count(20);
        let corridor = space("corridor", Point::new(8.0, 2.0), Point::new(20.0, 4.0));
        let door = |id: &str, x: f64| {
            let line = Segment::new(Point::new(x, 2.4), Point::new(x, 3.6));
            Door::new(DoorId::new(id), id, line)
        };
        let storey = &mut building.storeys[0];
        storey.spaces = vec![room, corridor].into();
        storey.doors = vec![door("inner", 8.0), Door { exit: true, ..door("out", 20.0) }].into();
        building
    }

    fn walked() -> (Building, CrowdRun, Heat) {
        let building = building();
        let occupancy = Occupancy::from([(SpaceId::new("room"), 20)]);
        let settings = Settings { record: true, ..Settings::default() };
        let run = run(&building, &occupancy, &settings);
        let heat = Heat::of(&building, &run, &Progress::default()).unwrap();
        (building, run, heat)
    }

    #[test]
    fn everybody_is_traced_from_home_to_exit() {
        let (_, run, heat) = walked();
        assert_eq!(run.flow.exits[&DoorId::new("out")].people, 20);
        assert_eq!(heat.homes.len(), 20);
        assert!(heat.homes.iter().all(|home| *home == Some(SpaceId::new("room"))));
        assert!(heat.exits.iter().all(|exit| *exit == Some(DoorId::new("out"))));
        let inner = &heat.passed[&ElementId::from(&DoorId::new("inner"))];
        assert_eq!(inner.last().map(|(_, people)| *people), Some(20));
    }

    #[test]
    fn the_room_is_clear_before_the_corridor_and_the_door_is_used_most() {
        let (_, run, heat) = walked();
        let storey = &heat.storeys[0];
        let last_of = |space: usize| {
            let cells = (0..storey.floor.len()).filter(|at| storey.floor.space(*at) == Some(space));
            cells.map(|at| storey.last[at]).fold(-1.0, f32::max)
        };
        assert!(last_of(0) < last_of(1) && last_of(1) <= run.flow.total.get() as f32);
        let beside = |x: f64| {
            let cells =
                (0..6).filter_map(|row| storey.floor.at(Point::new(x, 2.1 + 0.4 * f64::from(row))));
            cells.map(|at| storey.usage[at]).sum::<u32>()
        };
        assert!(beside(9.0) > beside(1.0));
        assert!(storey.peak.iter().copied().fold(0.0, f32::max) > 0.5);
    }

    #[test]
    fn before_anybody_walks_the_density_is_that_of_the_people_in_the_room() {
        let (_, run, heat) = walked();
        let storey = &heat.storeys[0];
        let densities = heat.density(&run, 0, Seconds::ZERO);
        let cell = (storey.floor.cell * storey.floor.cell) as f32;
        let people: f32 = densities.iter().map(|density| density * cell).sum();
        // Beside walls a field is smaller, so that the sum is not exact.
        assert!((people - 20.0).abs() < 1.5, "{people}");
    }

    #[test]
    fn a_run_without_frames_leaves_nothing() {
        let run = CrowdRun::default();
        let heat = Heat::of(&building(), &run, &Progress::default()).unwrap();
        assert!(heat.homes.is_empty() && heat.passed.is_empty());
        assert!(heat.density(&run, 0, Seconds::ZERO).is_empty());
        let progress = Progress::default();
        progress.cancel();
        let run = CrowdRun { frames: vec![Frame::default()], ..run };
        assert!(Heat::of(&building(), &run, &progress).is_none());
    }
}
