//! How a scenario's lists are changed.

use super::{Checkpoint, CheckpointId, InjectId, Scenario, Trigger};

impl Scenario {
    /// Takes up checkpoints that it lacks. Each is put before the first one that comes later in
    /// `order`, so that what the user arranged stays as it is.
    pub fn take_up(&mut self, proposed: Vec<Checkpoint>, order: &[Checkpoint]) {
        let rank = |id: &CheckpointId| order.iter().position(|checkpoint| checkpoint.id == *id);
        for checkpoint in proposed {
            if self.checkpoint(&checkpoint.id).is_some() {
                continue;
            }
            let own = rank(&checkpoint.id);
            let later = |other: &Checkpoint| own.is_some() && rank(&other.id) > own;
            let place = self.checkpoints.iter().position(later).unwrap_or(self.checkpoints.len());
            self.checkpoints.insert(place, checkpoint);
        }
    }

    /// Removes a checkpoint. Injects that waited for it are given at the time at which it was
    /// due instead.
    pub fn remove_checkpoint(&mut self, id: &CheckpointId) {
        let Some(place) = self.checkpoints.iter().position(|checkpoint| checkpoint.id == *id)
        else {
            return;
        };
        let removed = self.checkpoints.remove(place);
        for inject in &mut self.injects {
            if let Trigger::Upon(upon, delay) = &inject.trigger
                && upon == id
            {
                inject.trigger = Trigger::At(removed.target.unwrap_or_default() + *delay);
            }
        }
    }

    /// An id that none of its checkpoints has yet.
    #[must_use]
    pub fn free_checkpoint_id(&self) -> CheckpointId {
        let mut ids = (1..).map(CheckpointId::numbered);
        ids.find(|id| self.checkpoint(id).is_none()).unwrap_or_else(|| CheckpointId::numbered(0))
    }

    /// An id that none of its injects has yet.
    #[must_use]
    pub fn free_inject_id(&self) -> InjectId {
        let mut ids = (1..).map(InjectId::numbered);
        ids.find(|id| self.inject(id).is_none()).unwrap_or_else(|| InjectId::numbered(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::building::BuildingId;
    use crate::drill::{CheckpointKind, Inject, Role, ScenarioId};
    use crate::units::Seconds;

    fn proposed() -> Vec<Checkpoint> {
        [
            CheckpointKind::Alarm,
            CheckpointKind::FireReported,
            CheckpointKind::FirstAttack,
            CheckpointKind::AllClear,
        ]
        .map(Checkpoint::proposed)
        .to_vec()
    }

    fn scenario(kinds: &[CheckpointKind]) -> Scenario {
        let id = ScenarioId::new("fire");
        let mut scenario = Scenario::new(id, "Fire", BuildingId::new("plant"));
        scenario.checkpoints = kinds.iter().cloned().map(Checkpoint::proposed).collect();
        scenario
    }

    #[test]
    fn what_is_taken_up_finds_its_place_and_leaves_the_rest() {
        let own = Checkpoint { id: CheckpointId::new("mine"), ..proposed().remove(0) };
        let mut scenario = scenario(&[CheckpointKind::AllClear, CheckpointKind::Alarm]);
        scenario.checkpoints.insert(0, own);
        scenario.take_up(proposed(), &proposed());
        let ids: Vec<_> = scenario.checkpoints.iter().map(|c| c.id.as_str()).collect();
        assert_eq!(ids, ["mine", "fire-reported", "first-attack", "all-clear", "alarm"]);
        let before = scenario.clone();
        scenario.take_up(proposed(), &proposed());
        assert_eq!(scenario, before);
    }

    #[test]
    fn an_inject_outlives_the_checkpoint_it_waited_for() {
        let mut scenario = scenario(&[CheckpointKind::Alarm, CheckpointKind::FirstAttack]);
        let id = scenario.checkpoints[1].id.clone();
        scenario.checkpoints[1].target = Some(Seconds::new(90.0));
        scenario.injects.push(Inject {
            id: scenario.free_inject_id(),
            trigger: Trigger::Upon(id.clone(), Seconds::new(15.0)),
            to: Role::Everyone,
            message: String::new(),
            expected: String::new(),
        });
        scenario.remove_checkpoint(&id);
        assert_eq!(scenario.injects[0].trigger, Trigger::At(Seconds::new(105.0)));
        assert_ne!(scenario.free_inject_id(), scenario.injects[0].id);
    }
}
