//! A rehearsal: what would be entered in a drill that goes about as expected. A pure function of
//! the scenario and a seed; the live run judges each entry as it does with people.

mod arrivals;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::{
    CheckpointId, CheckpointKind, DoorFinding, Event, Person, Prediction, Refusal, Run, Scenario,
    Trigger, WallTime, What,
};
use crate::building::{Building, Door, DoorId, DoorState, Site, SiteElementId};
use crate::egress::flow::Flow;
use crate::units::Seconds;

/// How long people stay away from the time that is expected: from a tenth sooner to a quarter
/// later.
const SPREAD: Range<f64> = 0.9..1.25;

/// Nobody knows better than the crowd that walks.
const AS_PREDICTED: Range<f64> = 1.0..1.0 + f64::EPSILON;

/// What would be entered and when, since the alarm, from the start to the finish. Times come from
/// the prediction and the targets; where there is neither, from what usually takes how long. Those
/// of the roster are called as they arrive where they gather.
#[must_use]
pub fn script(
    scenario: &Scenario,
    building: &Building,
    site: &Site,
    roster: &[Person],
    prediction: Option<&Prediction>,
    seed: u64,
) -> Vec<(Seconds, What)> {
    let staged = scenario.staged(building);
    let times = Timetable::new(scenario, &staged, prediction, SPREAD, seed).times;
    written(scenario, (site, &staged), roster, times, None, seed)
}

/// As [`script`], with the people of `flow` on the way: checkpoints and exits have its times, and
/// every person is counted as they pass. Who reports the fire and who fights it stays a matter of
/// practice, because no flow knows it.
#[must_use]
pub fn script_of_flow(
    scenario: &Scenario,
    building: &Building,
    site: &Site,
    roster: &[Person],
    flow: &Flow,
    seed: u64,
) -> Vec<(Seconds, What)> {
    let staged = scenario.staged(building);
    let prediction = Prediction::from_flow(scenario, &staged, site, flow);
    let times = Timetable::new(scenario, &staged, Some(&prediction), AS_PREDICTED, seed).times;
    written(scenario, (site, &staged), roster, times, Some(flow), seed)
}

fn written(
    scenario: &Scenario,
    (site, staged): (&Site, &Building),
    roster: &[Person],
    times: BTreeMap<CheckpointId, f64>,
    flow: Option<&Flow>,
    seed: u64,
) -> Vec<(Seconds, What)> {
    let people = flow.map_or_else(|| scenario.people(staged), |flow| flow.people);
    let stranded = flow.map_or(0, |flow| flow.stranded).min(people);
    let mut play = Play {
        scenario,
        staged,
        times,
        random: ChaCha8Rng::seed_from_u64(seed ^ 0x5eed),
        script: vec![(0.0, What::Started)],
    };
    play.checkpoints(stranded);
    match flow {
        Some(flow) => play.walked(flow),
        None => play.exits(people),
    }
    play.doors();
    play.head_counts(site, people, stranded);
    play.injects();
    let end = play.script.iter().map(|(at, _)| *at).fold(0.0, f64::max) + 10.0;
    play.script.push((end, What::Finished));
    // The sort is stable: what happens at the same moment stays in the order of its entry.
    play.script.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut random = ChaCha8Rng::seed_from_u64(seed ^ 0xca11);
    let calls = arrivals::calls(&play.script, roster, scenario, staged, site, &mut random);
    if !calls.is_empty() {
        play.script.extend(calls);
        play.script.sort_by(|a, b| a.0.total_cmp(&b.0));
    }
    play.script.into_iter().map(|(at, what)| (Seconds::new(at), what)).collect()
}

/// Plays a script through a run as fast as possible, with the times of the script.
///
/// # Errors
/// When the run refuses an entry.
pub fn play(
    mut run: Run,
    script: &[(Seconds, What)],
    started: WallTime,
    who: &str,
) -> Result<Vec<Event>, Refusal> {
    for (at, what) in script {
        let event = run.decide(what.clone(), *at, started.plus(*at), who)?;
        run.apply(event);
    }
    Ok(run.events().to_vec())
}

/// When each checkpoint is reached, s since the alarm.
struct Timetable {
    times: BTreeMap<CheckpointId, f64>,
}

impl Timetable {
    fn new(
        scenario: &Scenario,
        building: &Building,
        prediction: Option<&Prediction>,
        of_prediction: Range<f64>,
        seed: u64,
    ) -> Self {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let mut table = Self { times: BTreeMap::new() };
        let mut latest = 0.0_f64;
        // In stages, because a later stage waits for the ones before it.
        for stage in 0..=4 {
            let mut end = latest;
            for checkpoint in &scenario.checkpoints {
                if stage_of(&checkpoint.kind) != stage {
                    continue;
                }
                let predicted = prediction.and_then(|prediction| {
                    let mut times = prediction.times.iter();
                    Some(times.find(|time| time.checkpoint == checkpoint.id)?.at.get())
                });
                let usual = || usual_time(&checkpoint.kind, building, latest);
                let target = checkpoint.target.map(Seconds::get);
                let range = if predicted.is_some() { of_prediction.clone() } else { SPREAD };
                let expected = predicted.or(target).unwrap_or_else(usual);
                let spread = random.random_range(range);
                let at = match &checkpoint.kind {
                    CheckpointKind::Alarm => 0.0,
                    kind => (expected * spread).max(table.earliest(kind, scenario, building)),
                };
                // The head count begins when everybody is out, and so on.
                let at = if stage >= 2 { at.max(latest + 2.0) } else { at };
                let at = (at * 10.0).round() / 10.0;
                table.times.insert(checkpoint.id.clone(), at);
                end = end.max(at);
            }
            latest = end;
        }
        table
    }

    /// A storey is empty when the last of its spaces is.
    fn earliest(&self, kind: &CheckpointKind, scenario: &Scenario, building: &Building) -> f64 {
        let CheckpointKind::StoreyCleared(storey) = kind else { return 1.0 };
        let spaces = building.storey(storey).map(|storey| &storey.spaces[..]).unwrap_or_default();
        let cleared = spaces.iter().filter_map(|space| {
            let kind = CheckpointKind::SpaceCleared(space.id.clone());
            self.times.get(&scenario.checkpoint_of(&kind)?.id)
        });
        cleared.fold(1.0, |latest, at| latest.max(at + 3.0))
    }
}

/// What waits for what: the way out, the last persons, the head counts, all accounted for, the end.
const fn stage_of(kind: &CheckpointKind) -> u8 {
    match kind {
        CheckpointKind::ExitLast(_) => 1,
        CheckpointKind::HeadCount(_) => 2,
        CheckpointKind::AllAccountedFor => 3,
        CheckpointKind::AllClear => 4,
        _ => 0,
    }
}

/// How long it usually takes, s. After the last stage, by practice; on the way out, by storey.
fn usual_time(kind: &CheckpointKind, building: &Building, latest: f64) -> f64 {
    let storey_of = |wanted: &dyn Fn(&crate::building::Storey) -> bool| {
        building.storeys.iter().position(wanted).unwrap_or(0) as f64
    };
    match kind {
        CheckpointKind::Alarm => 0.0,
        CheckpointKind::AlarmConfirmed => 20.0,
        CheckpointKind::EvacuationOrder => 30.0,
        CheckpointKind::FireReported => 50.0,
        CheckpointKind::FirstAttack => 75.0,
        CheckpointKind::ExitFirst(_) => 60.0,
        CheckpointKind::SpaceCleared(id) => {
            90.0 + 35.0 * storey_of(&|storey| storey.spaces.iter().any(|space| space.id == *id))
        }
        CheckpointKind::StoreyCleared(id) => 100.0 + 35.0 * storey_of(&|storey| storey.id == *id),
        CheckpointKind::DoorChecked(id) => {
            70.0 + 25.0 * storey_of(&|storey| storey.doors.iter().any(|door| door.id == *id))
        }
        CheckpointKind::ExitLast(_) => latest.max(90.0) + 5.0,
        CheckpointKind::HeadCount(_) => latest + 45.0,
        CheckpointKind::AllAccountedFor => latest + 20.0,
        CheckpointKind::AllClear => latest + 40.0,
        CheckpointKind::Custom => 100.0,
    }
}

struct Play<'a> {
    scenario: &'a Scenario,
    staged: &'a Building,
    times: BTreeMap<CheckpointId, f64>,
    random: ChaCha8Rng,
    script: Vec<(f64, What)>,
}

impl Play<'_> {
    fn time_of(&self, kind: &CheckpointKind) -> Option<f64> {
        self.times.get(&self.scenario.checkpoint_of(kind)?.id).copied()
    }

    /// The checkpoints that somebody enters; the others follow from counts and checks. While
    /// somebody is `stranded`, not all are accounted for.
    fn checkpoints(&mut self, stranded: u32) {
        for checkpoint in &self.scenario.checkpoints {
            let follows = match &checkpoint.kind {
                CheckpointKind::Alarm
                | CheckpointKind::DoorChecked(_)
                | CheckpointKind::HeadCount(_) => true,
                // Nobody comes out of a door that is locked or blocked.
                CheckpointKind::ExitFirst(_) => true,
                CheckpointKind::ExitLast(exit) => !is_open(self.staged, exit),
                CheckpointKind::AllAccountedFor => stranded > 0,
                _ => false,
            };
            if let Some(at) = self.times.get(&checkpoint.id).filter(|_| !follows) {
                let what = What::Reached { checkpoint: checkpoint.id.clone() };
                self.script.push((*at, what));
            }
        }
    }

    /// Counts at the open exits that add up to the people in the building.
    fn exits(&mut self, people: u32) {
        let exits: Vec<Door> = self
            .staged
            .exits()
            .filter(|(_, door)| door.state.is_passable())
            .map(|(_, door)| door.clone())
            .collect();
        let width: f64 = exits.iter().map(|door| door.clear_width.max(0.1)).sum();
        let last_cleared = self.times.values().copied().fold(90.0, f64::min).max(90.0);
        let mut left = people;
        for (index, exit) in exits.iter().enumerate() {
            let share = f64::from(people) * exit.clear_width.max(0.1) / width;
            let spread = self.random.random_range(0.85..1.15);
            let wanted = (share * spread).round() as u32;
            let here = if index + 1 == exits.len() { left } else { wanted.min(left) };
            left -= here;
            let last = self.time_of(&CheckpointKind::ExitLast(exit.id.clone()));
            let last = last.unwrap_or(last_cleared + 30.0);
            let first = self.time_of(&CheckpointKind::ExitFirst(exit.id.clone()));
            let first = first.unwrap_or(60.0).min(last * 0.8);
            self.count(&exit.id, here, first, last);
        }
    }

    /// Everybody is counted as they pass their exit.
    fn walked(&mut self, flow: &Flow) {
        for (id, exit) in &flow.exits {
            let mut before = 0;
            for (at, passed) in &exit.passed {
                let people = i32::try_from(passed.saturating_sub(before)).unwrap_or(i32::MAX);
                before = *passed;
                if people > 0 {
                    self.script.push((at.get(), What::Counted { exit: id.clone(), people }));
                }
            }
        }
    }

    /// Counts `people` at an exit in ones and fives, the first and the last at their moments.
    fn count(&mut self, exit: &DoorId, people: u32, first: f64, last: f64) {
        let mut groups = Vec::new();
        let mut left = people;
        while left > 0 {
            let group = if left >= 8 && self.random.random_bool(0.6) { 5 } else { 1 };
            groups.push(group);
            left -= group;
        }
        let mut moments: Vec<f64> =
            groups.iter().map(|_| self.random.random_range(first..=last)).collect();
        moments.sort_by(f64::total_cmp);
        if let Some(moment) = moments.last_mut() {
            *moment = last;
        }
        if let Some(moment) = moments.first_mut() {
            *moment = first;
        }
        for (at, group) in moments.into_iter().zip(groups) {
            let people = i32::try_from(group).unwrap_or(1);
            self.script.push((at, What::Counted { exit: exit.clone(), people }));
        }
    }

    /// A check of each door that has a checkpoint, with what its state and kind let expect.
    fn doors(&mut self) {
        let checked: BTreeSet<DoorId> = self
            .scenario
            .checkpoints
            .iter()
            .filter_map(|checkpoint| match &checkpoint.kind {
                CheckpointKind::DoorChecked(door) => Some(door.clone()),
                _ => None,
            })
            .collect();
        for id in checked {
            let kind = CheckpointKind::DoorChecked(id.clone());
            let (Some(at), Some((_, door))) = (self.time_of(&kind), self.staged.door(&id)) else {
                continue;
            };
            let found = match door.state {
                DoorState::ProppedOpen => DoorFinding::Propped,
                DoorState::Locked => DoorFinding::Locked,
                DoorState::Blocked => DoorFinding::Blocked,
                DoorState::AsDesigned if door.kind.is_normally_closed() => DoorFinding::Closed,
                DoorState::AsDesigned => DoorFinding::ClosedOnAlarm,
            };
            self.script.push((at, What::DoorChecked { door: id, found }));
        }
    }

    /// At each assembly point a count with somebody missing, and then the complete one; only who is
    /// `stranded` does not come.
    fn head_counts(&mut self, site: &Site, people: u32, stranded: u32) {
        let points: Vec<(SiteElementId, f64)> = site
            .assembly_points
            .iter()
            .filter_map(|point| {
                let at = self.time_of(&CheckpointKind::HeadCount(point.id.clone()))?;
                Some((point.id.clone(), at))
            })
            .collect();
        let count = u32::try_from(points.len()).unwrap_or(u32::MAX).max(1);
        let mut stranded = stranded;
        for (index, (point, at)) in points.into_iter().enumerate() {
            let extra = u32::from((index as u32) < people % count);
            let expected = people / count + extra;
            let lost = stranded.min(expected);
            stranded -= lost;
            let come = expected - lost;
            let missing = self.random.random_range(0..=2).min(come);
            let mut counts = vec![(at, come)];
            if missing > 0 {
                counts.insert(0, (at - self.random.random_range(8.0..20.0), come - missing));
            }
            for (at, present) in counts {
                let point = point.clone();
                self.script.push((at.max(1.0), What::HeadCounted { point, expected, present }));
            }
        }
    }

    /// Each inject as it falls due, and the answer to it.
    fn injects(&mut self) {
        let end = self.times.values().copied().fold(0.0, f64::max);
        for inject in &self.scenario.injects {
            let due = match &inject.trigger {
                Trigger::At(at) => Some(at.get()),
                Trigger::Upon(checkpoint, after) => {
                    self.times.get(checkpoint).map(|at| at + after.get())
                }
            };
            // What falls due after the end is never told.
            let Some(due) = due.filter(|due| *due <= end) else { continue };
            let fired = due.max(0.0) + self.random.random_range(0.5..3.0);
            let seen = fired + self.random.random_range(8.0..35.0);
            let id = &inject.id;
            self.script.push((fired, What::InjectFired { inject: id.clone() }));
            self.script.push((seen, What::InjectAcknowledged { inject: id.clone() }));
        }
    }
}

fn is_open(building: &Building, exit: &DoorId) -> bool {
    building.door(exit).is_none_or(|(_, door)| door.state.is_passable())
}
