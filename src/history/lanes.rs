//! A drill as lanes over time: each storey until it was clear, each stair until its last person had
//! left it, each exit from its first person to its last, each team with what it did.

use super::Drill;
use crate::building::{ElementId, Stair};
use crate::drill::{Checkpoint, CheckpointId, CheckpointKind, Passages};
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
    /// Whether its end was seen; if not, it is estimated.
    pub seen: bool,
    /// By when it should have ended.
    pub target: Option<Seconds>,
    /// When it was predicted to end.
    pub predicted: Option<Seconds>,
    /// How many people passed, at an exit.
    pub people: Option<u32>,
}

/// When a stair was clear, and how that is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StairClear {
    /// When, since the alarm.
    pub at: Seconds,
    /// Whether somebody saw it: that the stair was clear, or the last person at the exit that it
    /// leads to. If not, it is the last of the storeys above and the way down as predicted.
    pub seen: bool,
}

/// When a stair was clear; nothing while some storey above it is not known to be.
#[must_use]
pub fn stair_clear(drill: &Drill, stair: &Stair, passages: &Passages) -> Option<StairClear> {
    let (record, outcome) = (&drill.record, &drill.outcome);
    let (building, scenario) = (&record.building, &record.scenario);
    let time = |kind: CheckpointKind| outcome.time(&scenario.checkpoint_of(&kind)?.id);
    let above =
        stair.storeys_above(building).map(|id| time(CheckpointKind::StoreyCleared(id.clone())));
    let above: Vec<Seconds> = above.collect::<Option<_>>()?;
    let entered = above.into_iter().max()?;
    let levels = stair.levels.iter();
    let cleared = levels.filter_map(|id| time(CheckpointKind::SpaceCleared(id.clone()))).max();
    if let Some(at) = cleared {
        return Some(StairClear { at: at.max(entered), seen: true });
    }
    // Who comes down a stair that leads out leaves by its exit.
    let own = building.exits().filter(|(storey, door)| {
        let (left, right) = storey.sides(door);
        [left, right].into_iter().flatten().any(|side| stair.levels.contains(side))
    });
    let last = own.filter_map(|(_, door)| {
        let counted = outcome.exits.get(&door.id).and_then(|exit| exit.corrected().last().copied());
        let entered = time(CheckpointKind::ExitLast(door.id.clone()));
        entered.or_else(|| counted.map(|(at, _)| at))
    });
    if let Some(at) = last.max() {
        return Some(StairClear { at, seen: true });
    }
    let predicted = passages.stairs.iter().find(|predicted| predicted.stair == stair.id)?;
    let down = (predicted.clear - predicted.entered).max(Seconds::ZERO);
    Some(StairClear { at: entered + down, seen: false })
}

/// The lanes of a drill: storeys from the top, stairs, exits, then what was ordered, reported and
/// counted.
#[must_use]
pub fn lanes(drill: &Drill, passages: &Passages) -> Vec<Lane> {
    let (record, outcome) = (&drill.record, &drill.outcome);
    let scenario = &record.scenario;
    let predicted = |id: &CheckpointId| {
        let times = record.prediction.iter().flat_map(|prediction| &prediction.times);
        times.filter(|time| time.checkpoint == *id).map(|time| time.at).next()
    };
    // A real emergency is not aimed at anything.
    let target = |checkpoint: &Checkpoint| checkpoint.target.filter(|_| !drill.is_emergency());
    let of_kind = |kind: CheckpointKind| scenario.checkpoint_of(&kind);
    let mut all = Vec::new();
    for storey in record.building.storeys.iter().rev() {
        let checkpoint = of_kind(CheckpointKind::StoreyCleared(storey.id.clone()));
        let Some(checkpoint) = checkpoint else { continue };
        all.push(Lane {
            of: LaneOf::Element(ElementId::from(&storey.id)),
            span: outcome.time(&checkpoint.id).map(|until| (Seconds::ZERO, until)),
            seen: true,
            target: target(checkpoint),
            predicted: predicted(&checkpoint.id),
            people: None,
        });
    }
    for stair in &record.building.stairs {
        if stair.storeys_above(&record.building).next().is_none() {
            continue;
        }
        let clear = stair_clear(drill, stair, passages);
        let predicted = passages.stairs.iter().find(|predicted| predicted.stair == stair.id);
        all.push(Lane {
            of: LaneOf::Element(ElementId::from(&stair.id)),
            span: clear.map(|clear| (Seconds::ZERO, clear.at)),
            seen: clear.is_none_or(|clear| clear.seen),
            target: None,
            predicted: predicted.map(|predicted| predicted.clear),
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
            seen: true,
            target: checkpoint.and_then(target),
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
            seen: true,
            target: target(checkpoint),
            predicted: predicted(&checkpoint.id),
            people: None,
        });
    }
    all
}
