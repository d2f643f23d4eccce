//! What a prediction says about a scenario's checkpoints, and targets made from it.

use std::collections::BTreeMap;

use super::{
    CheckpointKind, PredictedExit, PredictedStair, PredictedTime, Prediction, Record, Scenario,
};
use crate::building::{Building, DoorId, Point, Site, SiteElementId, Stair};
use crate::egress::flow::{ExitFlow, Flow, hydraulics};
use crate::units::Seconds;

/// What a prediction is multiplied by to make a target: the lower of the factors of 1.5 to 2.0 that
/// practice puts on the hydraulic model's ideal time.
pub const TARGET_MARGIN: f64 = 1.5;

/// Targets are whole multiples of this, s.
const TARGET_STEP: f64 = 5.0;

impl Scenario {
    /// How the building should empty in this scenario, by the hydraulic model.
    #[must_use]
    pub fn predict_flow(&self, building: &Building) -> Flow {
        let staged = self.staged(building);
        crate::egress::flow::predict(&staged, &self.occupancy(building), &self.flow_settings())
    }
}

impl Prediction {
    /// The checkpoints' times that follow from the hydraulic model. Checkpoints that hang on what
    /// people decide (a fire reported, an extinguisher taken) get none.
    #[must_use]
    pub fn from_flow(scenario: &Scenario, building: &Building, site: &Site, flow: &Flow) -> Self {
        let counted = counted_at(building, site, flow);
        let times = scenario.checkpoints.iter().filter_map(|checkpoint| {
            let at = match &checkpoint.kind {
                CheckpointKind::Alarm => Some(Seconds::ZERO),
                CheckpointKind::SpaceCleared(id) => flow.spaces.get(id)?.clear,
                CheckpointKind::StoreyCleared(id) => flow.storeys.get(id)?.clear,
                CheckpointKind::ExitFirst(id) => flow.exits.get(id)?.first,
                CheckpointKind::ExitLast(id) => flow.exits.get(id)?.last,
                CheckpointKind::HeadCount(id) => counted.get(id).copied(),
                CheckpointKind::AllAccountedFor if flow.stranded == 0 => {
                    counted.values().max().copied()
                }
                _ => None,
            }?;
            Some(PredictedTime { checkpoint: checkpoint.id.clone(), at })
        });
        Self {
            model: "flow".to_owned(),
            people: flow.people - flow.stranded,
            total: flow.total,
            times: times.collect(),
            exits: exits(flow),
            stairs: stairs(building, flow),
        }
    }
}

/// What is predicted to pass exits and stairs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Passages {
    /// The exits that people take.
    pub exits: Vec<PredictedExit>,
    /// The stairs that people take.
    pub stairs: Vec<PredictedStair>,
    /// Whether that is what was predicted on the day. Older records do not keep it; then the
    /// hydraulic model is asked anew with the scenario and the building of that day.
    pub kept: bool,
}

impl Passages {
    /// What was predicted for a record.
    #[must_use]
    pub fn of(record: &Record) -> Self {
        match &record.prediction {
            Some(Prediction { exits, stairs, .. }) if !exits.is_empty() => {
                Self { exits: exits.clone(), stairs: stairs.clone(), kept: true }
            }
            _ => {
                let flow = record.scenario.predict_flow(&record.building);
                let stairs = stairs(&record.building, &flow);
                Self { exits: exits(&flow), stairs, kept: false }
            }
        }
    }
}

/// So many moments tell the curve of an exit.
const MOMENTS: usize = 32;

fn exits(flow: &Flow) -> Vec<PredictedExit> {
    let exit = |(exit, of): (&DoorId, &ExitFlow)| {
        Some(PredictedExit {
            exit: exit.clone(),
            people: of.people,
            first: of.first?,
            last: of.last?,
            passed: told(&of.passed),
        })
    };
    flow.exits.iter().filter_map(exit).collect()
}

/// A curve at a few of its moments, evenly over its points; the first and the last are among them.
fn told(curve: &[(Seconds, u32)]) -> Vec<(Seconds, u32)> {
    let last = curve.len().saturating_sub(1);
    if last < MOMENTS {
        return curve.to_vec();
    }
    let place = |moment: usize| (moment * last + MOMENTS / 2 - 1) / (MOMENTS - 1);
    (0..MOMENTS).filter_map(|moment| curve.get(place(moment)).copied()).collect()
}

fn stairs(building: &Building, flow: &Flow) -> Vec<PredictedStair> {
    let stair = |stair: &Stair| {
        let clear = |space| flow.spaces.get(space).and_then(|space| space.clear);
        let entered = stair.storeys_above(building).filter_map(|id| flow.storeys.get(id)?.clear);
        Some(PredictedStair {
            stair: stair.id.clone(),
            entered: entered.max()?,
            clear: stair.levels.iter().filter_map(clear).max()?,
        })
    };
    building.stairs.iter().filter_map(stair).collect()
}

/// When the last person arrives at each assembly point: the last out of each exit walks straight to
/// the point nearest to that exit.
fn counted_at(building: &Building, site: &Site, flow: &Flow) -> BTreeMap<SiteElementId, Seconds> {
    let mut counted = BTreeMap::new();
    for (exit, passed) in &flow.exits {
        let Some(last) = passed.last else { continue };
        let Some((point, distance)) = nearest_point(building, site, exit) else { continue };
        let at = last + Seconds::new(distance / hydraulics::free_speed());
        counted
            .entry(point)
            .and_modify(|known: &mut Seconds| *known = at.max(*known))
            .or_insert(at);
    }
    counted
}

/// The assembly point that is nearest to an exit, and how far it is, m.
fn nearest_point(building: &Building, site: &Site, exit: &DoorId) -> Option<(SiteElementId, f64)> {
    let (_, door) = building.door(exit)?;
    let offset = building.site_offset;
    let at: Point = door.line.middle().moved(offset.x, offset.y);
    let points = site.assembly_points.iter();
    points
        .map(|point| (point.id.clone(), point.area.label_point().distance(at)))
        .min_by(|a, b| a.1.total_cmp(&b.1))
}

/// Sets the target of every checkpoint that the prediction has a time for: the time with a margin of
/// `margin`, rounded up to 5 s. The alarm keeps none. Says how many targets were set.
pub fn propose_targets(scenario: &mut Scenario, prediction: &Prediction, margin: f64) -> usize {
    let mut set = 0;
    for checkpoint in &mut scenario.checkpoints {
        let time = prediction.times.iter().find(|time| time.checkpoint == checkpoint.id);
        if let Some(time) = time.filter(|time| time.at > Seconds::ZERO) {
            let target = (time.at.get() * margin / TARGET_STEP).ceil() * TARGET_STEP;
            checkpoint.target = Some(Seconds::new(target));
            set += 1;
        }
    }
    set
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::building::{
        AssemblyPoint, BuildingId, Door, OccupantLoad, Polygon, Segment, Space, SpaceId, SpaceUse,
    };
    use crate::drill::{Checkpoint, ScenarioId};

    fn hall() -> (Building, Site, Scenario) {
        let mut building = Building::new(BuildingId::new("b"), "B", "1F");
        let outline = Polygon::rectangle(Point::new(0.0, 0.0), Point::new(20.0, 15.0));
        let mut hall = Space::new(SpaceId::new("hall"), "Hall", SpaceUse::Production, outline);
        hall.load = OccupantLoad::Count(20);
        let line = Segment::new(Point::new(20.0, 7.0), Point::new(20.0, 8.2));
        let mut door = Door::new(DoorId::new("e"), "E", line);
        door.exit = true;
        building.storeys[0].spaces = vec![hall].into();
        building.storeys[0].doors = vec![door].into();
        let yard = |id, x| AssemblyPoint {
            id: SiteElementId::new(id),
            name: String::new(),
            area: Polygon::rectangle(Point::new(x, 0.0), Point::new(x + 10.0, 15.2)),
            capacity: None,
            responsible: String::new(),
        };
        let site = Site {
            assembly_points: vec![yard("far", 200.0), yard("near", 60.0)],
            ..Site::default()
        };
        let mut scenario = Scenario::new(ScenarioId::new("s"), "S", building.id.clone());
        let storey = building.storeys[0].id.clone();
        scenario.checkpoints = [
            CheckpointKind::Alarm,
            CheckpointKind::FireReported,
            CheckpointKind::SpaceCleared(SpaceId::new("hall")),
            CheckpointKind::StoreyCleared(storey),
            CheckpointKind::ExitLast(DoorId::new("e")),
            CheckpointKind::HeadCount(SiteElementId::new("near")),
            CheckpointKind::HeadCount(SiteElementId::new("far")),
            CheckpointKind::AllAccountedFor,
        ]
        .map(Checkpoint::proposed)
        .to_vec();
        (building, site, scenario)
    }

    #[test]
    fn checkpoints_get_the_times_of_the_model() {
        let (building, site, scenario) = hall();
        let flow = scenario.predict_flow(&building);
        let prediction = Prediction::from_flow(&scenario, &building, &site, &flow);
        let time = |kind: &CheckpointKind| {
            let id = kind.proposed_id();
            prediction.times.iter().find(|t| t.checkpoint == id).map(|t| t.at)
        };
        assert_eq!(prediction.people, 20);
        assert_eq!(time(&CheckpointKind::Alarm), Some(Seconds::ZERO));
        assert_eq!(time(&CheckpointKind::FireReported), None);
        assert_eq!(time(&CheckpointKind::ExitLast(DoorId::new("e"))), Some(flow.total));
        // 45 m from the exit to the middle of the nearer yard.
        let walk = 45.0 / 1.19;
        let counted = time(&CheckpointKind::HeadCount(SiteElementId::new("near"))).unwrap();
        assert!(((counted - flow.total).get() - walk).abs() < 0.05);
        assert_eq!(time(&CheckpointKind::HeadCount(SiteElementId::new("far"))), None);
        assert_eq!(time(&CheckpointKind::AllAccountedFor), Some(counted));
    }

    #[test]
    fn exits_are_kept_with_their_curves() {
        let (building, site, scenario) = hall();
        let flow = scenario.predict_flow(&building);
        let prediction = Prediction::from_flow(&scenario, &building, &site, &flow);
        let [exit] = prediction.exits.as_slice() else { panic!("{:?}", prediction.exits) };
        assert_eq!((exit.people, exit.last), (20, flow.total));
        assert_eq!(exit.passed.last(), Some(&(flow.total, 20)));
        assert_eq!(prediction.stairs, []);
    }

    #[test]
    fn a_long_curve_is_told_by_its_first_its_last_and_some_between() {
        let curve: Vec<(Seconds, u32)> =
            (0..=500).map(|n| (Seconds::new(f64::from(n)), n)).collect();
        let told = told(&curve);
        assert_eq!(told.len(), MOMENTS);
        assert_eq!((told[0], told[MOMENTS - 1]), (curve[0], curve[500]));
        assert!(told.windows(2).all(|pair| (15..=18).contains(&(pair[1].1 - pair[0].1))));
        assert_eq!(super::told(&curve[..MOMENTS]), curve[..MOMENTS]);
    }

    #[test]
    fn targets_are_the_prediction_with_a_margin() {
        let (building, site, mut scenario) = hall();
        let flow = scenario.predict_flow(&building);
        let prediction = Prediction::from_flow(&scenario, &building, &site, &flow);
        let set = propose_targets(&mut scenario, &prediction, TARGET_MARGIN);
        assert_eq!(set, 5);
        assert_eq!(scenario.checkpoints[0].target, None);
        let target = scenario.checkpoints[4].target.unwrap().get();
        assert!(target >= flow.total.get() * 1.5 && target < flow.total.get() * 1.5 + 5.0);
        assert!((target / 5.0).fract().abs() < 1e-9);
    }
}
