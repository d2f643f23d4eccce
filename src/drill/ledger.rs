//! What stands of the observations of a run, so that a new one is judged without looking through
//! all of them: a drill may hold a hundred thousand.

use std::collections::BTreeMap;

use super::{CheckpointId, InjectId, What};
use crate::building::DoorId;

/// What stands of the observations of a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Ledger {
    reached: BTreeMap<CheckpointId, u32>,
    fired: BTreeMap<InjectId, u32>,
    acknowledged: BTreeMap<InjectId, u32>,
    counted: BTreeMap<DoorId, i64>,
}

impl Ledger {
    /// Takes up an observation, at once or late.
    pub(super) fn enter(&mut self, what: &What) {
        match what {
            What::Reached { checkpoint } => up(&mut self.reached, checkpoint),
            What::InjectFired { inject } => up(&mut self.fired, inject),
            What::InjectAcknowledged { inject } => up(&mut self.acknowledged, inject),
            What::Counted { exit, people } => self.count(exit, i64::from(*people)),
            What::EnteredLate { what, .. } => self.enter(what),
            _ => {}
        }
    }

    /// Takes an observation back.
    pub(super) fn take_back(&mut self, what: &What) {
        match what {
            What::Reached { checkpoint } => down(&mut self.reached, checkpoint),
            What::InjectFired { inject } => down(&mut self.fired, inject),
            What::InjectAcknowledged { inject } => down(&mut self.acknowledged, inject),
            What::Counted { exit, people } => self.count(exit, -i64::from(*people)),
            What::EnteredLate { what, .. } => self.take_back(what),
            _ => {}
        }
    }

    pub(super) fn is_reached(&self, checkpoint: &CheckpointId) -> bool {
        self.reached.contains_key(checkpoint)
    }

    pub(super) fn is_fired(&self, inject: &InjectId) -> bool {
        self.fired.contains_key(inject)
    }

    pub(super) fn is_acknowledged(&self, inject: &InjectId) -> bool {
        self.acknowledged.contains_key(inject)
    }

    pub(super) fn counted(&self, exit: &DoorId) -> i64 {
        self.counted.get(exit).copied().unwrap_or_default()
    }

    fn count(&mut self, exit: &DoorId, people: i64) {
        let counted = self.counted.entry(exit.clone()).or_default();
        *counted = counted.saturating_add(people);
        if *counted == 0 {
            self.counted.remove(exit);
        }
    }
}

fn up<K: Ord + Clone>(standing: &mut BTreeMap<K, u32>, key: &K) {
    *standing.entry(key.clone()).or_default() += 1;
}

fn down<K: Ord>(standing: &mut BTreeMap<K, u32>, key: &K) {
    if let Some(count) = standing.get_mut(key) {
        *count -= 1;
        if *count == 0 {
            standing.remove(key);
        }
    }
}
