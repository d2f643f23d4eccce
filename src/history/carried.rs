//! What earlier drills found and nobody has verified yet, as checkpoints of the next drill.

use std::sync::Arc;

use crate::building::{Building, ElementId};
use crate::drill::{ActionState, Checkpoint, CheckpointId, CheckpointKind, Record, Scenario};

/// How long the name of a checkpoint may be, characters.
const NAME: usize = 60;

/// The open findings of earlier drills of a scenario's building, each as a checkpoint that the
/// scenario does not have yet: a door check where it is about a door, and something to look at
/// otherwise. Rehearsals find nothing.
#[must_use]
pub fn carried_over<'a>(
    records: impl IntoIterator<Item = &'a Arc<Record>>,
    building: &Building,
    scenario: &Scenario,
) -> Vec<Checkpoint> {
    let mut carried: Vec<Checkpoint> = Vec::new();
    let of_building =
        |record: &&Arc<Record>| record.building.id == building.id && !record.rehearsal;
    for record in records.into_iter().filter(of_building) {
        for finding in &record.findings {
            let action = finding.action.as_ref();
            if action.is_some_and(|action| action.state == ActionState::VerifiedClosed) {
                continue;
            }
            let checkpoint = match &finding.element {
                Some(ElementId::Door(door)) if building.door(door).is_some() => {
                    Checkpoint::proposed(CheckpointKind::DoorChecked(door.clone()))
                }
                _ => Checkpoint {
                    id: CheckpointId::new(&format!("{}-{}", finding.id, record.started.date())),
                    name: finding.text.chars().take(NAME).collect(),
                    kind: CheckpointKind::Custom,
                    target: None,
                },
            };
            let known = scenario.checkpoint(&checkpoint.id).is_some()
                || scenario
                    .checkpoint_of(&checkpoint.kind)
                    .is_some_and(|_| matches!(checkpoint.kind, CheckpointKind::DoorChecked(_)))
                || carried.iter().any(|other| other.id == checkpoint.id);
            if !known {
                carried.push(checkpoint);
            }
        }
    }
    carried
}
