//! A drill as lanes over time: each storey until it was clear, each stair until all above it were in
//! it, each exit from its first person to its last, each team with what it did.

use super::Drill;
use crate::building::{Building, ElementId, Stair, StoreyId};
use crate::drill::{CheckpointId, CheckpointKind};
use crate::units::Seconds;

/// What a lane is about.
#[derive(Clone, Debug, PartialEq)]
pub enum LaneOf {
    /// A storey, a stair, or an exit.
    Element(ElementId),
    /// What a team or the commander did.
    Checkpoint(CheckpointId),
}

/// A lane.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// What it is about.
    pub of: LaneOf,
    /// From when until when it was under way, since the alarm; nothing if its end was not seen.
    pub span: Option<(Seconds, Seconds)>,
    /// By when it should have ended.
    pub target: Option<Seconds>,
    /// When it was predicted to end.
    pub predicted: Option<Seconds>,
    /// How many people passed, at an exit.
    pub people: Option<u32>,
}

/// The storeys that empty into a stair from above: those that it joins, without the lowest.
#[must_use]
pub fn above<'a>(building: &'a Building, stair: &Stair) -> Vec<&'a StoreyId> {
    let joined = building
        .storeys
        .iter()
        .filter(|storey| storey.spaces.iter().any(|space| stair.levels.contains(&space.id)));
    joined.skip(1).map(|storey| &storey.id).collect()
}

/// The lanes of a drill: storeys from the top, stairs, exits, then what was ordered, reported and
/// counted.
#[must_use]
pub fn lanes(drill: &Drill) -> Vec<Lane> {
    let (record, outcome) = (&drill.record, &drill.outcome);
    let scenario = &record.scenario;
    let predicted = |id: &CheckpointId| {
        let times = record.prediction.iter().flat_map(|prediction| &prediction.times);
        times.filter(|time| time.checkpoint == *id).map(|time| time.at).next()
    };
    let of_kind = |kind: CheckpointKind| scenario.checkpoint_of(&kind);
    let mut all = Vec::new();
    for storey in record.building.storeys.iter().rev() {
        let checkpoint = of_kind(CheckpointKind::StoreyCleared(storey.id.clone()));
        let Some(checkpoint) = checkpoint else { continue };
        all.push(Lane {
            of: LaneOf::Element(ElementId::from(&storey.id)),
            span: outcome.time(&checkpoint.id).map(|until| (Seconds::ZERO, until)),
            target: checkpoint.target,
            predicted: predicted(&checkpoint.id),
            people: None,
        });
    }
    for stair in &record.building.stairs {
        let above: Vec<_> = above(&record.building, stair)
            .into_iter()
            .filter_map(|storey| of_kind(CheckpointKind::StoreyCleared(storey.clone())))
            .collect();
        if above.is_empty() {
            continue;
        }
        // Nobody counts on stairs. A storey is clear once its last person has entered a stair, so
        // the last of the storeys above says when nobody more came.
        let last = |time: &dyn Fn(&CheckpointId) -> Option<Seconds>| {
            let times: Option<Vec<Seconds>> = above.iter().map(|c| time(&c.id)).collect();
            times.and_then(|times| times.into_iter().max())
        };
        all.push(Lane {
            of: LaneOf::Element(ElementId::from(&stair.id)),
            span: last(&|id| outcome.time(id)).map(|until| (Seconds::ZERO, until)),
            target: above.iter().filter_map(|checkpoint| checkpoint.target).max(),
            predicted: last(&predicted),
            people: None,
        });
    }
    for (_, door) in record.building.exits() {
        let counted = outcome.exits.get(&door.id);
        let counts = counted.map(crate::drill::ExitCount::corrected).unwrap_or_default();
        let time = |kind| outcome.time(&of_kind(kind)?.id);
        let first = time(CheckpointKind::ExitFirst(door.id.clone()));
        let last = time(CheckpointKind::ExitLast(door.id.clone()));
        let first = first.or_else(|| counts.first().map(|(at, _)| *at));
        let last = last.or_else(|| counts.last().map(|(at, _)| *at));
        let checkpoint = of_kind(CheckpointKind::ExitLast(door.id.clone()));
        if first.is_none() && checkpoint.is_none() {
            continue;
        }
        all.push(Lane {
            of: LaneOf::Element(ElementId::from(&door.id)),
            span: first.zip(last),
            target: checkpoint.and_then(|checkpoint| checkpoint.target),
            predicted: checkpoint.and_then(|checkpoint| predicted(&checkpoint.id)),
            people: counted.map(crate::drill::ExitCount::total),
        });
    }
    let team = |kind: &CheckpointKind| {
        matches!(
            kind,
            CheckpointKind::AlarmConfirmed
                | CheckpointKind::EvacuationOrder
                | CheckpointKind::FireReported
                | CheckpointKind::FirstAttack
                | CheckpointKind::HeadCount(_)
                | CheckpointKind::AllAccountedFor
        )
    };
    for checkpoint in scenario.checkpoints.iter().filter(|checkpoint| team(&checkpoint.kind)) {
        all.push(Lane {
            of: LaneOf::Checkpoint(checkpoint.id.clone()),
            span: outcome.time(&checkpoint.id).map(|at| (Seconds::ZERO, at)),
            target: checkpoint.target,
            predicted: predicted(&checkpoint.id),
            people: None,
        });
    }
    all
}
