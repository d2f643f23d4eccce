//! A checkpoint: a moment of a drill whose time is compared over the years.

use serde::{Deserialize, Serialize};

use crate::building::{DoorId, SiteElementId, SpaceId, StoreyId};
use crate::units::Seconds;

crate::building::ids! {
    /// A checkpoint; the same in every drill of a scenario, so that its times can be compared.
    CheckpointId, "checkpoint";
}

/// What has to happen for a checkpoint to be reached.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum CheckpointKind {
    /// The alarm is given: the zero of all times.
    Alarm,
    /// The fire control room confirms the alarm.
    AlarmConfirmed,
    /// The order to evacuate is given.
    EvacuationOrder,
    /// Report the fire: 119 and the control room are told.
    FireReported,
    /// Fight the incipient fire: the first extinguisher or hydrant is in use.
    FirstAttack,
    /// A space is empty.
    SpaceCleared(SpaceId),
    /// A storey is empty.
    StoreyCleared(StoreyId),
    /// The first person passes an exit. Reached by the first count at that exit, too.
    ExitFirst(DoorId),
    /// The last person has passed an exit.
    ExitLast(DoorId),
    /// A fire door was looked at. Reached by a door check.
    DoorChecked(DoorId),
    /// The head count at an assembly point is complete.
    HeadCount(SiteElementId),
    /// Everybody is accounted for.
    AllAccountedFor,
    /// The all-clear is given.
    AllClear,
    /// Anything else, under the checkpoint's own name.
    Custom,
}

impl CheckpointKind {
    /// The id of the checkpoint of this kind that the program proposes. It names the element, so
    /// that the same checkpoint has the same id in every scenario of a building.
    #[must_use]
    pub fn proposed_id(&self) -> CheckpointId {
        match self {
            Self::Alarm => CheckpointId::new("alarm"),
            Self::AlarmConfirmed => CheckpointId::new("alarm-confirmed"),
            Self::EvacuationOrder => CheckpointId::new("evacuation-order"),
            Self::FireReported => CheckpointId::new("fire-reported"),
            Self::FirstAttack => CheckpointId::new("first-attack"),
            Self::SpaceCleared(space) => CheckpointId::new(&format!("cleared-{space}")),
            Self::StoreyCleared(storey) => CheckpointId::new(&format!("cleared-{storey}")),
            Self::ExitFirst(door) => CheckpointId::new(&format!("first-out-{door}")),
            Self::ExitLast(door) => CheckpointId::new(&format!("last-out-{door}")),
            Self::DoorChecked(door) => CheckpointId::new(&format!("checked-{door}")),
            Self::HeadCount(point) => CheckpointId::new(&format!("head-count-{point}")),
            Self::AllAccountedFor => CheckpointId::new("all-accounted-for"),
            Self::AllClear => CheckpointId::new("all-clear"),
            Self::Custom => CheckpointId::new("custom"),
        }
    }
}

/// A checkpoint of a scenario.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checkpoint {
    /// Its id.
    pub id: CheckpointId,
    /// Its own name. Where it is empty, the window names it by its kind and element.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// What has to happen.
    pub kind: CheckpointKind,
    /// By when it should be reached, since the alarm.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Seconds>,
}

impl Checkpoint {
    /// The checkpoint that the program proposes for a kind, without a target.
    #[must_use]
    pub fn proposed(kind: CheckpointKind) -> Self {
        Self { id: kind.proposed_id(), name: String::new(), kind, target: None }
    }
}
