//! What a measure rests on and a model may not hold yet: a rule without it is told as not checked,
//! because silence would be taken for a rule that is kept.

use super::measure::Measure;
use super::survey::{Survey, people_of};
use super::{Rule, Text};
use crate::building::{Closing, DoorKind, EquipmentKind};
use crate::language::{Language, Message, choice, msg};

choice! {
    /// Something that somebody has to enter before certain rules can be checked.
    pub enum Fact {
        /// How many people are in the building.
        People => "fact-people",
        /// Which spaces make a fire compartment.
        Compartments => "fact-compartments",
        /// Where exit signs hang.
        ExitSigns => "fact-exit-signs",
        /// Where emergency lights hang.
        EmergencyLights => "fact-emergency-lights",
        /// Where doors that are held open are released.
        DoorReleases => "fact-door-releases",
        /// How many people each assembly point takes.
        AssemblyCapacity => "fact-assembly-capacity",
        /// Where the fire-engine lanes are.
        FireLanes => "fact-fire-lanes",
    }
}

/// A rule that applies to the building and could not be checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Unchecked {
    /// The id of the rule.
    pub rule: String,
    /// Its clause.
    pub clause: String,
    /// The document and its edition.
    pub edition: String,
    /// What is demanded.
    pub text: Text,
    /// What is not entered.
    pub missing: Fact,
}

impl Unchecked {
    pub(super) fn of(rule: &Rule, missing: Fact) -> Self {
        Self {
            rule: rule.id.clone(),
            clause: rule.clause.clone(),
            edition: rule.edition.clone(),
            text: rule.text.clone(),
            missing,
        }
    }

    /// What was not checked, and what is not entered.
    #[must_use]
    pub fn message(&self, lang: Language) -> Message {
        msg!(
            "rules-not-checked",
            what = self.text.in_language(lang),
            missing = self.missing,
            clause = format!("{} {}", self.edition, self.clause)
        )
    }
}

/// What a measure lacks in this building.
pub(super) fn missing(measure: Measure, survey: &Survey<'_>) -> Option<Fact> {
    let (building, site) = (survey.building, survey.site);
    let has = |kind: EquipmentKind| {
        building.storeys.iter().flat_map(|storey| &storey.equipment).any(|e| e.kind == kind)
    };
    let unless = |there: bool, fact: Fact| (!there).then_some(fact);
    match measure {
        Measure::ExitWidth | Measure::StairWidth | Measure::SpaceExits => {
            unless(building.spaces().any(|(_, space)| people_of(space) > 0), Fact::People)
        }
        Measure::CompartmentArea | Measure::CompartmentDoorClass => {
            let entered = building.spaces().any(|(_, space)| !space.compartment.is_empty());
            unless(entered, Fact::Compartments)
        }
        Measure::ExitSignDistance | Measure::ExitSigned => {
            unless(has(EquipmentKind::ExitSign), Fact::ExitSigns)
        }
        Measure::EmergencyLighting => {
            unless(has(EquipmentKind::EmergencyLight), Fact::EmergencyLights)
        }
        Measure::HeldOpenReleased => {
            let held = |kind| matches!(kind, DoorKind::Fire { closing: Closing::HeldOpen, .. });
            let none_held = !building.doors().any(|(_, door)| held(door.kind));
            unless(none_held || has(EquipmentKind::DoorRelease), Fact::DoorReleases)
        }
        Measure::AssemblyCapacity => {
            let known = site.assembly_points.iter().all(|point| point.capacity.is_some());
            unless(known, Fact::AssemblyCapacity)
        }
        Measure::FireLaneWidth
        | Measure::FireLaneHeight
        | Measure::FireLaneClear
        | Measure::FireLaneToBuilding => unless(!site.fire_lanes.is_empty(), Fact::FireLanes),
        _ => None,
    }
}
