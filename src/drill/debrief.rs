//! The debrief of five minutes at the assembly point: what was put back, what was said.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::language::choice;

choice! {
    /// What is put back after a drill.
    pub enum Restore {
        /// The all-clear was given.
        AllClear => "restore-all-clear",
        /// The alarm system is set again.
        AlarmReset => "restore-alarm-reset",
        /// Fire doors, shutters and hold-open devices are as they should be.
        DoorsReset => "restore-doors-reset",
        /// Extinguishers and hydrants are back and ready.
        EquipmentBack => "restore-equipment-back",
        /// Fire brigade, alarm company and neighbours know that it is over.
        OthersTold => "restore-others-told",
        /// Production was started safely.
        ProductionStarted => "restore-production-started",
    }
}

/// What was said and done right after a drill. What is to be put right are findings of the record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Debrief {
    /// What was put back.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub restored: BTreeSet<Restore>,
    /// What went well.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub went_well: String,
    /// What to improve.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub to_improve: String,
}

impl Debrief {
    /// Whether nothing was said and nothing put back.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
