//! A drill beside what had been predicted for it: checkpoints, exits and doors.

use super::statistics::median;
use super::{Drill, flow_curve};
use crate::building::{DoorId, DoorState};
use crate::drill::{CheckpointId, CheckpointKind, DoorFinding, ExitCount, Passages, PredictedExit};
use crate::units::Seconds;

/// A checkpoint's time, predicted on the day of the drill and measured in it.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckpointAgreement {
    /// The checkpoint.
    pub checkpoint: CheckpointId,
    /// When it was predicted.
    pub predicted: Seconds,
    /// When it was reached; nothing if it was not.
    pub measured: Option<Seconds>,
}

/// What passed an exit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Passed {
    /// How many people.
    pub people: u32,
    /// When the first was out.
    pub first: Option<Seconds>,
    /// When the last was out.
    pub last: Option<Seconds>,
    /// How many were out by when.
    pub curve: Vec<(Seconds, u32)>,
}

/// An exit, as predicted and as counted.
#[derive(Clone, Debug, PartialEq)]
pub struct ExitAgreement {
    /// The exit.
    pub exit: DoorId,
    /// By the hydraulic model.
    pub predicted: Passed,
    /// By the counts.
    pub measured: Passed,
}

/// A door, as the prediction took it and as it was found.
#[derive(Clone, Debug, PartialEq)]
pub struct DoorAgreement {
    /// The door.
    pub door: DoorId,
    /// The state that the prediction was made with.
    pub assumed: DoorState,
    /// How it was found last.
    pub found: DoorFinding,
    /// Whether people could pass as the prediction took it.
    pub as_assumed: bool,
}

/// A drill beside its prediction.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Agreement {
    /// The checkpoints that had been predicted, in the order of the scenario.
    pub checkpoints: Vec<CheckpointAgreement>,
    /// The exits that somebody took or was predicted to take.
    pub exits: Vec<ExitAgreement>,
    /// Whether the record keeps what was predicted of the exits; if not, it is predicted anew.
    pub kept: bool,
    /// The doors that were looked at.
    pub doors: Vec<DoorAgreement>,
}

impl Agreement {
    /// Sets a drill beside its prediction. The alarm is left out: it is both times' zero.
    #[must_use]
    pub fn of(drill: &Drill) -> Self {
        let record = &drill.record;
        let scenario = &record.scenario;
        let predicted = record.prediction.iter().flat_map(|prediction| &prediction.times);
        let checkpoints = predicted.filter_map(|time| {
            let checkpoint = scenario.checkpoint(&time.checkpoint)?;
            (checkpoint.kind != CheckpointKind::Alarm).then(|| CheckpointAgreement {
                checkpoint: time.checkpoint.clone(),
                predicted: time.at,
                measured: drill.outcome.time(&time.checkpoint),
            })
        });
        let passages = Passages::of(record);
        let exits = record.building.exits().filter_map(|(_, door)| {
            let predicted = passages.exits.iter().find(|predicted| predicted.exit == door.id);
            let predicted = predicted.map(Passed::from).unwrap_or_default();
            let counted = drill.outcome.exits.get(&door.id);
            let measured = counted.map(Passed::from).unwrap_or_default();
            let used = predicted.people > 0 || measured.people > 0;
            used.then(|| ExitAgreement { exit: door.id.clone(), predicted, measured })
        });
        let staged = scenario.staged(&record.building);
        let mut doors: Vec<DoorAgreement> = Vec::new();
        for check in &drill.outcome.door_checks {
            let Some((_, door)) = staged.door(&check.door) else { continue };
            doors.retain(|known| known.door != check.door);
            doors.push(DoorAgreement {
                door: door.id.clone(),
                assumed: door.state,
                found: check.found,
                as_assumed: door.state.is_passable()
                    == !matches!(check.found, DoorFinding::Locked | DoorFinding::Blocked),
            });
        }
        let kept = passages.kept;
        Self { checkpoints: checkpoints.collect(), exits: exits.collect(), kept, doors }
    }

    /// By how much the checkpoints were reached later than predicted, as the median and the median
    /// of the sizes, and over how many; nothing where none was reached.
    #[must_use]
    pub fn later(&self) -> Option<Later> {
        let reached = self.checkpoints.iter().filter_map(|row| Some(row.measured? - row.predicted));
        let by: Vec<f64> = reached.map(Seconds::get).collect();
        let sizes: Vec<f64> = by.iter().map(|by| by.abs()).collect();
        Some(Later {
            typical: Seconds::new(median(&by)?),
            size: Seconds::new(median(&sizes)?),
            checkpoints: by.len(),
        })
    }
}

/// By how much a drill went later than predicted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Later {
    /// The median over the checkpoints; negative where the drill was faster.
    pub typical: Seconds,
    /// The median of the differences without their signs.
    pub size: Seconds,
    /// Over how many checkpoints.
    pub checkpoints: usize,
}

impl From<&PredictedExit> for Passed {
    fn from(exit: &PredictedExit) -> Self {
        let PredictedExit { people, first, last, passed, .. } = exit;
        Self { people: *people, first: Some(*first), last: Some(*last), curve: passed.clone() }
    }
}

impl From<&ExitCount> for Passed {
    fn from(count: &ExitCount) -> Self {
        let counts = count.corrected();
        Self {
            people: counts.iter().map(|(_, people)| *people).sum(),
            first: counts.first().map(|(at, _)| *at),
            last: counts.last().map(|(at, _)| *at),
            curve: flow_curve(count),
        }
    }
}
