//! Where the time of a drill went: from the alarm to the last head count in five parts.

use super::Drill;
use crate::drill::{CheckpointKind, Outcome, Scenario};
use crate::language::choice;
use crate::units::Seconds;

choice! {
    /// A part of a drill. Each begins where the one before it ends, the first with the alarm.
    pub enum Part {
        /// Until the control room confirms the alarm.
        Detection => "part-detection",
        /// Until the order to evacuate.
        Alarm => "part-alarm",
        /// Until the first person is out.
        PreMovement => "part-pre-movement",
        /// Until the last person is out.
        Movement => "part-movement",
        /// Until everybody is accounted for.
        HeadCount => "part-head-count",
    }
}

/// How long each part of a drill took, in the order of [`Part`]. A part whose end is not known is
/// missing, and the next one holds its time. What overlaps, such as people who leave before they
/// are told, counts once: the part that was overtaken takes no time.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Parts(pub [Option<Seconds>; 5]);

impl Parts {
    /// The parts of a drill.
    #[must_use]
    pub fn of(drill: &Drill) -> Self {
        let (scenario, outcome) = (&drill.record.scenario, &drill.outcome);
        let time = |kind| outcome.time(&scenario.checkpoint_of(&kind)?.id);
        Self::between([
            time(CheckpointKind::AlarmConfirmed),
            time(CheckpointKind::EvacuationOrder),
            first_out(scenario, outcome),
            outcome.total,
            outcome.accounted_for,
        ])
    }

    /// The parts that were aimed at, where both of their ends have a target.
    #[must_use]
    pub fn aimed_at(scenario: &Scenario) -> Self {
        let of = |kind| scenario.checkpoint_of(&kind)?.target;
        let exits = |wanted: fn(&CheckpointKind) -> bool| {
            scenario.checkpoints.iter().filter(move |c| wanted(&c.kind)).filter_map(|c| c.target)
        };
        Self::between_known([
            of(CheckpointKind::AlarmConfirmed),
            of(CheckpointKind::EvacuationOrder),
            exits(|kind| matches!(kind, CheckpointKind::ExitFirst(_))).min(),
            exits(|kind| matches!(kind, CheckpointKind::ExitLast(_))).max(),
            of(CheckpointKind::AllAccountedFor),
        ])
    }

    /// The parts of which both ends are known, so that none holds the time of another.
    fn between_known(ends: [Option<Seconds>; 5]) -> Self {
        let mut parts = Self::between(ends);
        for (part, begin) in parts.0.iter_mut().skip(1).zip(ends) {
            *part = part.filter(|_| begin.is_some());
        }
        parts
    }

    /// The parts between the alarm and these ends.
    fn between(ends: [Option<Seconds>; 5]) -> Self {
        let mut before = Seconds::ZERO;
        Self(ends.map(|end| {
            let end = end?.max(before);
            let part = end - before;
            before = end;
            Some(part)
        }))
    }

    /// When each part begins and ends, since the alarm.
    #[must_use]
    pub fn spans(&self) -> [Option<(Seconds, Seconds)>; 5] {
        let mut before = Seconds::ZERO;
        self.0.map(|part| {
            let from = before;
            before = from + part?;
            Some((from, before))
        })
    }

    /// The sum of all parts; nothing where one is missing.
    #[must_use]
    pub fn sum(&self) -> Option<Seconds> {
        self.0.iter().copied().sum()
    }
}

/// The shortest time of each part over drills that have them all: what a drill could take in which
/// every part goes as well as it ever did. Nothing without such a drill.
#[must_use]
pub fn best_parts<'a>(drills: impl IntoIterator<Item = &'a Drill>) -> Option<Parts> {
    let whole = drills.into_iter().map(Parts::of).filter(|parts| parts.sum().is_some());
    whole.reduce(|best, parts| {
        let mut shortest = best;
        for (one, other) in shortest.0.iter_mut().zip(parts.0) {
            *one = (*one).min(other);
        }
        shortest
    })
}

fn first_out(scenario: &Scenario, outcome: &Outcome) -> Option<Seconds> {
    let counted = outcome.exits.values().filter_map(|exit| Some(exit.corrected().first()?.0));
    let entered = scenario.checkpoints.iter().filter_map(|checkpoint| {
        let first = matches!(checkpoint.kind, CheckpointKind::ExitFirst(_));
        first.then(|| outcome.time(&checkpoint.id)).flatten()
    });
    counted.chain(entered).min()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ends(seconds: [Option<f64>; 5]) -> [Option<Seconds>; 5] {
        seconds.map(|end| end.map(Seconds::new))
    }

    #[test]
    fn the_time_of_a_missing_end_goes_to_the_next_part() {
        let parts = Parts::between(ends([Some(22.0), None, Some(74.0), Some(302.0), Some(436.0)]));
        assert_eq!(parts.0, ends([Some(22.0), None, Some(52.0), Some(228.0), Some(134.0)]));
        assert_eq!(parts.sum(), None);
    }

    #[test]
    fn a_target_of_two_parts_together_is_the_target_of_neither() {
        let parts = Parts::between_known(ends([None, Some(30.0), None, None, Some(420.0)]));
        assert_eq!(parts, Parts::default());
        let parts = Parts::between_known(ends([Some(20.0), Some(30.0), None, None, Some(420.0)]));
        assert_eq!(parts.0, ends([Some(20.0), Some(10.0), None, None, None]));
    }

    #[test]
    fn who_leaves_before_the_order_makes_no_negative_part() {
        let parts =
            Parts::between(ends([Some(22.0), Some(60.0), Some(40.0), Some(200.0), Some(300.0)]));
        assert_eq!(parts.0, ends([Some(22.0), Some(38.0), Some(0.0), Some(140.0), Some(100.0)]));
    }

    proptest! {
        #[test]
        fn the_parts_add_up_to_the_last_end(
            all in prop::array::uniform5(prop::option::of(0.0..900.0_f64)),
        ) {
            let parts = Parts::between(ends(all));
            let sum: f64 = parts.0.iter().flatten().map(|part| part.get()).sum();
            let last = all.iter().flatten().copied().fold(0.0, f64::max);
            prop_assert!((sum - last).abs() < 1e-9);
            prop_assert!(parts.0.iter().flatten().all(|part| part.get() >= 0.0));
        }
    }
}
