//! How many of the fire doors that were looked at did what they are there for.

use std::collections::BTreeMap;

use super::Drill;
use crate::building::DoorId;

/// The fire doors that were looked at in a drill.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FireDoors {
    /// How many were looked at.
    pub checked: u32,
    /// How many of them were found as they should be every time they were looked at.
    pub good: u32,
}

impl FireDoors {
    /// The fire doors of a drill. Doors that are no fire doors are left out.
    #[must_use]
    pub fn of(drill: &Drill) -> Self {
        let mut doors: BTreeMap<&DoorId, bool> = BTreeMap::new();
        for check in &drill.outcome.door_checks {
            let door = drill.record.building.door(&check.door);
            if door.is_some_and(|(_, door)| door.kind.is_fire_door()) {
                *doors.entry(&check.door).or_insert(true) &= check.found.is_good();
            }
        }
        let good = doors.values().filter(|good| **good).count();
        Self { checked: doors.len() as u32, good: good as u32 }
    }

    /// The share that was found as it should be, 0 to 1; nothing where none was looked at.
    #[must_use]
    pub fn share(self) -> Option<f64> {
        (self.checked > 0).then(|| f64::from(self.good) / f64::from(self.checked))
    }
}
