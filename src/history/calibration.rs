//! How people of a building start and walk, fitted to its own past drills.
//!
//! The hydraulic model is asked again and again with another pre-movement (lognormal) and another
//! walking speed, until the times at which people came out of the exits differ least from those
//! that were counted. A simplex finds the least (Nelder & Mead 1965). Walking speed is only freed
//! where that tells more than it costs (Akaike 1974); otherwise it stays that of the literature.
//! How sure the fit is comes from leaving each drill out in turn (jackknife, Tukey 1958).
//!
//! Rehearsals and drills that were broken off are never used: they say nothing of people.

use std::sync::Arc;

use super::Drill;
use super::statistics::mean;
use crate::building::{Building, BuildingId, DoorId, Network};
use crate::drill::{Calibration, RecordId};
use crate::egress::flow::{Flow, FlowSettings, Occupancy, PreMovement, predict_on};
use crate::egress::sweep::Progress;
use crate::units::Seconds;

/// The newest drills tell how people are today; no more are used than this.
const MOST_DRILLS: usize = 12;
/// The shares of an exit's people whose times are set against the model's.
const SHARES: [f64; 5] = [0.02, 0.25, 0.5, 0.75, 1.0];
/// An exit that fewer people passed tells of single persons.
const FEWEST: u32 = 4;
/// The distance of the 1st and 99th percentile from the middle of a normal distribution.
const Z99: f64 = 2.326_348;
/// Where the search may go: the middle of pre-movement, s; its spread; the pace.
const BOUNDS: [(f64, f64); 3] = [(3.0, 900.0), (0.05, 1.2), (0.4, 1.8)];
/// How many times the model is asked in one search.
const STEPS: usize = 90;

/// A time that was counted, and what the model says of it before and after the fit.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// The drill.
    pub drill: RecordId,
    /// The exit.
    pub exit: DoorId,
    /// The share of the exit's people who were out, 0 to 1.
    pub share: f64,
    /// When they were, by the counts.
    pub measured: Seconds,
    /// When, by the model as it comes.
    pub before: Seconds,
    /// When, by the fitted model.
    pub after: Seconds,
}

/// A value and how sure it is: twice its standard error to both sides.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The value.
    pub value: f64,
    /// Its standard error; nothing where fewer than three drills tell of it.
    pub error: Option<f64>,
}

/// What was fitted.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// The values, to be applied to a scenario.
    pub calibration: Calibration,
    /// When half of the people had begun to walk, s.
    pub middle: Estimate,
    /// The spread of pre-movement: the standard deviation of its logarithm.
    pub spread: Estimate,
    /// Walking speed as a share of the model's.
    pub pace: Estimate,
    /// Whether walking speed was fitted: the drills may not tell it.
    pub pace_told: bool,
    /// The root of the mean square difference between model and drills, before the fit.
    pub before: Seconds,
    /// The same after it.
    pub after: Seconds,
    /// The drills that were used, oldest first.
    pub drills: Vec<RecordId>,
    /// Every time that was used.
    pub points: Vec<Point>,
}

/// Why nothing can be fitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoFit {
    /// There is no drill of this building with people, carried through to its end.
    NoDrills,
    /// People were counted at no exit.
    NoCounts,
    /// It was cancelled.
    Cancelled,
}

/// Fits the model to the drills of a building.
///
/// # Errors
/// When no drill of it tells when people came out, or it was cancelled.
pub fn calibrate(
    drills: &[Arc<Drill>],
    building: &BuildingId,
    progress: &Progress,
) -> Result<Fit, NoFit> {
    let own = drills.iter().filter(|d| d.counts() && d.record.building.id == *building);
    let mut own: Vec<&Arc<Drill>> = own.collect();
    own.sort_by_key(|drill| drill.record.started);
    if own.is_empty() {
        return Err(NoFit::NoDrills);
    }
    let newest = own.split_off(own.len().saturating_sub(MOST_DRILLS));
    let stages: Vec<Stage> = newest
        .into_iter()
        .map(|drill| Stage::of(drill))
        .filter(|s| !s.counted.is_empty())
        .collect();
    if stages.is_empty() {
        return Err(NoFit::NoCounts);
    }
    let all: Vec<&Stage> = stages.iter().collect();
    let jackknifed = if all.len() > 2 { all.len() } else { 0 };
    progress.begin((2 + jackknifed) * STEPS);
    let start = [start_of_pre_movement(), 0.236, 1.0];
    let search = |of: &[&Stage], from: [f64; 3], free: usize| {
        simplex(from, free, |at| {
            if progress.is_cancelled() {
                return None;
            }
            progress.advance();
            Some(of.iter().map(|stage| stage.squares(at)).sum())
        })
    };
    let still = search(&all, start, 2).ok_or(NoFit::Cancelled)?;
    let moved = search(&all, still.0, 3).ok_or(NoFit::Cancelled)?;
    let times: usize = all.iter().map(|stage| stage.counted.len()).sum();
    let akaike = |squares: f64, free: f64| {
        let n = times as f64;
        n * (squares.max(1e-9) / n).ln() + 2.0 * free
    };
    let pace_told = times > 6 && akaike(moved.1, 3.0) < akaike(still.1, 2.0) - 2.0;
    let (best, squares) = if pace_told { moved } else { still };
    let free = if pace_told { 3 } else { 2 };
    let mut without = Vec::new();
    if jackknifed > 0 {
        for left_out in 0..all.len() {
            let mut some = all.clone();
            some.remove(left_out);
            without.push(search(&some, best, free).ok_or(NoFit::Cancelled)?.0);
        }
    }
    let error = |of: usize| {
        let values: Vec<f64> = without.iter().map(|at| at[of]).collect();
        let middle = mean(&values)?;
        let squares: f64 = values.iter().map(|value| (value - middle).powi(2)).sum();
        let n = values.len() as f64;
        Some(((n - 1.0) / n * squares).sqrt())
    };
    let estimate = |of: usize| Estimate { value: best[of], error: error(of) };
    let pre_movement = pre_movement(best);
    let unfitted: f64 = all.iter().map(|stage| stage.squares(start)).sum();
    let root = |squares: f64| Seconds::new((squares / times as f64).sqrt());
    Ok(Fit {
        calibration: Calibration {
            first: pre_movement.first,
            last: pre_movement.last,
            pace: best[2],
            drills: all.len() as u32,
        },
        middle: estimate(0),
        spread: estimate(1),
        pace: if pace_told { estimate(2) } else { Estimate { value: 1.0, error: None } },
        pace_told,
        before: root(unfitted),
        after: root(squares),
        drills: all.iter().map(|stage| stage.id.clone()).collect(),
        points: all.iter().flat_map(|stage| stage.points(start, best)).collect(),
    })
}

/// The middle of the pre-movement that the model comes with, s.
fn start_of_pre_movement() -> f64 {
    let PreMovement { first, last } = PreMovement::default();
    (first.get() * last.get()).sqrt()
}

fn pre_movement([middle, spread, _]: [f64; 3]) -> PreMovement {
    let at = |z: f64| Seconds::new(middle * (spread * z).exp());
    PreMovement { first: at(-Z99), last: at(Z99) }
}

/// A drill as the model is asked about it.
struct Stage {
    id: RecordId,
    building: Building,
    network: Network,
    occupancy: Occupancy,
    /// Exit, share of its people, and when these were out.
    counted: Vec<(DoorId, f64, f64)>,
}

impl Stage {
    fn of(drill: &Drill) -> Self {
        let record = &drill.record;
        let building = record.scenario.staged(&record.building);
        let network = Network::new(&building);
        let occupancy = record.scenario.occupancy(&building);
        let mut stage =
            Self { id: record.id.clone(), building, network, occupancy, counted: Vec::new() };
        // An exit that the model's people do not take can't be set against it.
        let flow = stage.flow([start_of_pre_movement(), 0.236, 1.0]);
        for (exit, count) in &drill.outcome.exits {
            let used = flow.exits.get(exit).is_some_and(|flow| flow.people > 0);
            let counts = count.corrected();
            let people: u32 = counts.iter().map(|(_, people)| *people).sum();
            if !used || people < FEWEST {
                continue;
            }
            for share in SHARES {
                let wanted = (share * f64::from(people)).ceil().max(1.0) as u32;
                let mut out = 0;
                let reached = counts.iter().find(|(_, more)| {
                    out += more;
                    out >= wanted
                });
                if let Some((at, _)) = reached {
                    stage.counted.push((exit.clone(), share, at.get()));
                }
            }
        }
        stage
    }

    fn flow(&self, at: [f64; 3]) -> Flow {
        let settings =
            FlowSettings { pre_movement: pre_movement(at), pace: at[2], ..FlowSettings::default() };
        predict_on(&self.network, &self.building, &self.occupancy, &settings)
    }

    /// The sum of the squares of the differences between model and drill, s².
    fn squares(&self, at: [f64; 3]) -> f64 {
        let flow = self.flow(at);
        let differences = self.counted.iter().map(|(exit, share, measured)| {
            when(&flow, exit, *share).map_or(0.0, |found| (found - measured).powi(2))
        });
        differences.sum()
    }

    fn points(&self, before: [f64; 3], after: [f64; 3]) -> Vec<Point> {
        let (before, after) = (self.flow(before), self.flow(after));
        let point = |(exit, share, measured): &(DoorId, f64, f64)| {
            Some(Point {
                drill: self.id.clone(),
                exit: exit.clone(),
                share: *share,
                measured: Seconds::new(*measured),
                before: Seconds::new(when(&before, exit, *share)?),
                after: Seconds::new(when(&after, exit, *share)?),
            })
        };
        self.counted.iter().filter_map(point).collect()
    }
}

/// When a share of an exit's people are out, s.
fn when(flow: &Flow, exit: &DoorId, share: f64) -> Option<f64> {
    let exit = flow.exits.get(exit)?;
    let wanted = (share * f64::from(exit.people)).ceil().max(1.0) as u32;
    let at = exit.passed.partition_point(|(_, people)| *people < wanted);
    exit.passed.get(at).map(|(at, _)| at.get())
}

/// The point of least value that a simplex finds from `from` in its first `free` dimensions, within
/// the bounds; nothing if `value` gives up.
fn simplex(
    from: [f64; 3],
    free: usize,
    mut value: impl FnMut([f64; 3]) -> Option<f64>,
) -> Option<([f64; 3], f64)> {
    // Logarithms: each of the three is larger than zero and acts by its factor.
    let point = |at: [f64; 3]| {
        let mut point = from;
        for (dimension, log) in at.into_iter().enumerate().take(free) {
            let (low, high) = BOUNDS[dimension];
            point[dimension] = log.exp().clamp(low, high);
        }
        point
    };
    let mut ask = |at: [f64; 3]| value(point(at));
    let begin = from.map(f64::ln);
    let mut corners = vec![(begin, ask(begin)?)];
    let mut asked = 1;
    for (dimension, step) in [0.35, 0.35, 0.12].into_iter().enumerate().take(free) {
        let mut at = begin;
        at[dimension] += step;
        corners.push((at, ask(at)?));
        asked += 1;
    }
    while asked < STEPS {
        corners.sort_by(|a, b| a.1.total_cmp(&b.1));
        let (best, worst) = (corners[0].1, corners[free]);
        if worst.1 - best <= 1e-4 * best.max(1e-6) {
            break;
        }
        let mut middle = [0.0; 3];
        for (at, _) in &corners[..free] {
            for (sum, value) in middle.iter_mut().zip(at) {
                *sum += value / free as f64;
            }
        }
        let towards = |factor: f64| {
            let mut at = middle;
            for (dimension, value) in at.iter_mut().enumerate() {
                *value += factor * (middle[dimension] - worst.0[dimension]);
            }
            at
        };
        let reflected = (towards(1.0), ask(towards(1.0))?);
        asked += 1;
        let next = if reflected.1 < best {
            let expanded = (towards(2.0), ask(towards(2.0))?);
            asked += 1;
            Some(if expanded.1 < reflected.1 { expanded } else { reflected })
        } else if reflected.1 < corners[free - 1].1 {
            Some(reflected)
        } else {
            let factor = if reflected.1 < worst.1 { 0.5 } else { -0.5 };
            let contracted = (towards(factor), ask(towards(factor))?);
            asked += 1;
            (contracted.1 < worst.1.min(reflected.1)).then_some(contracted)
        };
        if let Some(next) = next {
            corners[free] = next;
        } else {
            let first = corners[0].0;
            for corner in &mut corners[1..] {
                for (value, best) in corner.0.iter_mut().zip(first) {
                    *value = f64::midpoint(*value, best);
                }
                corner.1 = ask(corner.0)?;
                asked += 1;
            }
        }
    }
    corners.sort_by(|a, b| a.1.total_cmp(&b.1));
    Some((point(corners[0].0), corners[0].1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::building::{
        Door, OccupantLoad, Point as Place, Polygon, Segment, Space, SpaceId, SpaceUse,
    };
    use crate::drill::{
        Ending, Event, EventNumber, Outcome, Record, Scenario, ScenarioId, WallTime, What,
    };

    /// A long hall with a wide exit at each end, and people all over it.
    fn hall() -> (Building, Scenario) {
        let mut building = Building::new(BuildingId::new("b"), "B", "1F");
        let outline = Polygon::rectangle(Place::new(0.0, 0.0), Place::new(90.0, 20.0));
        let mut hall = Space::new(SpaceId::new("hall"), "Hall", SpaceUse::Production, outline);
        hall.load = OccupantLoad::Count(80);
        building.storeys[0].spaces = vec![hall].into();
        for (id, x) in [("west", 0.0), ("east", 90.0)] {
            let line = Segment::new(Place::new(x, 8.0), Place::new(x, 12.0));
            let door = Door::new(DoorId::new(id), id, line);
            building.storeys[0].doors.push(Door { exit: true, ..door });
        }
        let scenario = Scenario::new(ScenarioId::new("s"), "S", building.id.clone());
        (building, scenario)
    }

    /// A drill in which people left as the model has it with these values.
    fn drill(number: u32, at: [f64; 3], rehearsal: bool) -> Arc<Drill> {
        let (building, scenario) = hall();
        let settings =
            FlowSettings { pre_movement: pre_movement(at), pace: at[2], ..FlowSettings::default() };
        let flow = predict_on(
            &Network::new(&building),
            &building,
            &scenario.occupancy(&building),
            &settings,
        );
        let started: WallTime = format!("2026-0{number}-05T10:00:00+08:00").parse().unwrap();
        let mut entries = vec![(0.0, What::Started)];
        for (exit, flow) in &flow.exits {
            let mut before = 0;
            for (at, people) in &flow.passed {
                let people = (*people - std::mem::replace(&mut before, *people)) as i32;
                entries.push((at.get(), What::Counted { exit: exit.clone(), people }));
            }
        }
        entries.sort_by(|a, b| a.0.total_cmp(&b.0));
        let end = entries.last().unwrap().0 + 60.0;
        entries.push((end, What::Finished));
        let events: Vec<Event> = (1..)
            .zip(entries)
            .map(|(number, (at, what))| Event {
                number: EventNumber::new(number).unwrap(),
                at: Seconds::new(at),
                wall: started,
                who: String::new(),
                what,
            })
            .collect();
        let record = Record {
            id: RecordId::new(&format!("r{number}")),
            program: String::new(),
            rehearsal,
            ending: Ending::Finished,
            started,
            conductor: String::new(),
            weather: String::new(),
            expected_people: 80,
            scenario: scenario.into(),
            building: building.into(),
            site: Arc::default(),
            prediction: None,
            roster: Vec::new(),
            events,
            findings: Vec::new(),
            comments: String::new(),
            debrief: None,
            moments: Vec::new(),
            marking: None,
            signed: Vec::new(),
        };
        let outcome = Outcome::of(&record.scenario, &record.events);
        Arc::new(Drill { record: Arc::new(record), outcome })
    }

    fn near(found: f64, wanted: f64, share: f64) {
        assert!((found / wanted - 1.0).abs() < share, "found {found}, wanted {wanted}");
    }

    #[test]
    fn what_the_drills_were_made_with_is_found_again() {
        let truth = [30.0, 0.45, 0.75];
        let drills: Vec<_> = (1..=3).map(|n| drill(n, truth, false)).collect();
        let fit = calibrate(&drills, &BuildingId::new("b"), &Progress::default()).unwrap();
        assert!(fit.pace_told);
        near(fit.middle.value, truth[0], 0.12);
        near(fit.pace.value, truth[2], 0.08);
        near(fit.calibration.last.get(), pre_movement(truth).last.get(), 0.25);
        assert!(fit.after.get() < 2.0 && fit.before.get() > 5.0 * fit.after.get(), "{fit:?}");
        assert_eq!((fit.drills.len(), fit.calibration.drills), (3, 3));
        assert!(fit.middle.error.is_some());
        assert_eq!(fit.points.len(), 3 * 2 * SHARES.len());
    }

    #[test]
    fn the_error_grows_with_what_the_drills_disagree_about() {
        let alike: Vec<_> =
            [40.0; 4].iter().zip(1..).map(|(m, n)| drill(n, [*m, 0.3, 1.0], false)).collect();
        let apart: Vec<_> = [25.0, 35.0, 45.0, 60.0]
            .iter()
            .zip(1..)
            .map(|(m, n)| drill(n, [*m, 0.3, 1.0], false))
            .collect();
        let error = |drills: &[Arc<Drill>]| {
            let fit = calibrate(drills, &BuildingId::new("b"), &Progress::default()).unwrap();
            fit.middle.error.unwrap()
        };
        assert!(error(&apart) > 3.0 && error(&apart) > 3.0 * error(&alike));
    }

    #[test]
    fn rehearsals_other_buildings_and_nothing_are_never_fitted() {
        let fit = |drills: &[Arc<Drill>], building: &str, progress: &Progress| {
            calibrate(drills, &BuildingId::new(building), progress).map(|fit| fit.drills)
        };
        let progress = Progress::default();
        let rehearsals = [drill(1, [20.0, 0.3, 1.0], true)];
        assert_eq!(fit(&rehearsals, "b", &progress), Err(NoFit::NoDrills));
        let both = [drill(1, [20.0, 0.3, 1.0], true), drill(2, [60.0, 0.3, 1.0], false)];
        assert_eq!(fit(&both, "b", &progress), Ok(vec![RecordId::new("r2")]));
        assert_eq!(fit(&both, "other", &progress), Err(NoFit::NoDrills));
        let mut quiet = Drill::clone(&both[1]);
        quiet.outcome.exits.clear();
        assert_eq!(fit(&[Arc::new(quiet)], "b", &progress), Err(NoFit::NoCounts));
        let cancelled = Progress::default();
        cancelled.cancel();
        assert_eq!(fit(&both, "b", &cancelled), Err(NoFit::Cancelled));
    }
}
