//! A scenario: who takes part, what happens, and what is aimed at.

use serde::{Deserialize, Serialize};

use super::{Calibration, Checkpoint, CheckpointId, CheckpointKind, Crowd, Role};
use crate::building::{BuildingId, DoorId, DoorState, Point, SpaceId, StairId};
use crate::language::choice;
use crate::units::Seconds;

crate::building::ids! {
    /// A scenario; also the name of its file.
    ScenarioId, "scenario";
    /// An inject of a scenario.
    InjectId, "inject";
}

choice! {
    /// How fast a fire grows: the t² classes, 1 055 kW after 600, 300, 150 or 75 s (NFPA 204).
    pub enum FireGrowth {
        /// 慢速.
        Slow => "fire-growth-slow",
        /// 中速.
        Medium => "fire-growth-medium",
        /// 快速.
        Fast => "fire-growth-fast",
        /// 超快速.
        UltraFast => "fire-growth-ultra-fast",
    }
}

impl FireGrowth {
    /// When the fire releases 1 055 kW (NFPA 204).
    #[must_use]
    pub const fn time(self) -> Seconds {
        Seconds::new(match self {
            Self::Slow => 600.0,
            Self::Medium => 300.0,
            Self::Fast => 150.0,
            Self::UltraFast => 75.0,
        })
    }
}

/// Where the fire is assumed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FireOrigin {
    /// The space.
    pub space: SpaceId,
    /// The place in it, where that matters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Point>,
    /// How fast it grows.
    pub growth: FireGrowth,
    /// What burns.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub what: String,
}

/// Something that is assumed to fail.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Impairment {
    /// A door is in another state than it should be.
    Door(DoorId, DoorState),
    /// A stair can't be used.
    StairBlocked(StairId),
}

/// The people in a space, where they differ from what the building says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpaceOccupants {
    /// The space.
    pub space: SpaceId,
    /// How many people.
    pub people: u32,
}

/// A role with the name behind it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleAssignment {
    /// The role.
    pub role: Role,
    /// Who takes it; empty while it is open.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub person: String,
    /// Where: `2F`, `E1`; empty if everywhere.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
}

/// When an inject is given.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Trigger {
    /// So long after the alarm.
    At(Seconds),
    /// So long after a checkpoint was reached.
    Upon(CheckpointId, Seconds),
}

/// An inject: something that the conductor tells somebody during the drill, to see what they do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inject {
    /// Its id.
    pub id: InjectId,
    /// When it is given.
    pub trigger: Trigger,
    /// Whom it is told.
    pub to: Role,
    /// What is told.
    pub message: String,
    /// What they are expected to do.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub expected: String,
}

choice! {
    /// What is made sure of before a drill starts.
    pub enum PreStartKind {
        /// The fire brigade knows.
        FireBrigadeTold => "pre-start-fire-brigade-told",
        /// The alarm receiving company knows.
        AlarmCompanyTold => "pre-start-alarm-company-told",
        /// Neighbours and tenants know.
        NeighboursTold => "pre-start-neighbours-told",
        /// People with reduced mobility have a helper.
        HelpersAssigned => "pre-start-helpers-assigned",
        /// Furnaces, presses and reactors can be left in a safe hold.
        ProcessesHeld => "pre-start-processes-held",
        /// Hot work is stopped.
        HotWorkStopped => "pre-start-hot-work-stopped",
        /// Everybody knows the stop word.
        StopWordKnown => "pre-start-stop-word-known",
        /// The permit is signed.
        PermitSigned => "pre-start-permit-signed",
        /// Under its own text.
        Custom => "pre-start-custom",
    }
}

/// A check before the start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PreStartCheck {
    /// What is checked.
    pub kind: PreStartKind,
    /// Its own text, or more about it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Who answers for it; empty while it is open.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub person: String,
}

/// A scenario.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Its id, also the name of its file.
    pub id: ScenarioId,
    /// Its name.
    pub name: String,
    /// The building that is evacuated.
    pub building: BuildingId,
    /// What it is about.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Whether the people were told before.
    pub announced: bool,
    /// The shift, as the book lists it; empty for every shift.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub shift: String,
    /// The day it is planned for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned: Option<jiff::civil::Date>,
    /// Where the fire is assumed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fire: Option<FireOrigin>,
    /// What is assumed to fail.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub impairments: Vec<Impairment>,
    /// People where they differ from what the building says.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub occupants: Vec<SpaceOccupants>,
    /// How people start and walk, as past drills showed it; as the literature has it if nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calibration: Option<Calibration>,
    /// What the crowd is made of, and how it behaves.
    #[serde(default, skip_serializing_if = "Crowd::is_default")]
    pub crowd: Crowd,
    /// Who does what.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<RoleAssignment>,
    /// What is timed, in the order in which it is expected.
    pub checkpoints: Vec<Checkpoint>,
    /// What the conductor tells during the drill.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub injects: Vec<Inject>,
    /// What is made sure of before the start.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pre_start: Vec<PreStartCheck>,
}

impl Scenario {
    /// A scenario without checkpoints yet.
    #[must_use]
    pub fn new(id: ScenarioId, name: &str, building: BuildingId) -> Self {
        Self {
            id,
            name: name.to_owned(),
            building,
            description: String::new(),
            announced: true,
            shift: String::new(),
            planned: None,
            fire: None,
            impairments: Vec::new(),
            occupants: Vec::new(),
            calibration: None,
            crowd: Crowd::default(),
            roles: Vec::new(),
            checkpoints: Vec::new(),
            injects: Vec::new(),
            pre_start: Vec::new(),
        }
    }

    /// A checkpoint by its id.
    #[must_use]
    pub fn checkpoint(&self, id: &CheckpointId) -> Option<&Checkpoint> {
        self.checkpoints.iter().find(|checkpoint| checkpoint.id == *id)
    }

    /// The checkpoint of a kind.
    #[must_use]
    pub fn checkpoint_of(&self, kind: &CheckpointKind) -> Option<&Checkpoint> {
        self.checkpoints.iter().find(|checkpoint| checkpoint.kind == *kind)
    }

    /// An inject by its id.
    #[must_use]
    pub fn inject(&self, id: &InjectId) -> Option<&Inject> {
        self.injects.iter().find(|inject| inject.id == *id)
    }
}
