//! When a rule applies: what must be true of the building and of the element.

use serde::{Deserialize, Serialize};

use super::measure::Facts;
use super::survey::Survey;
use crate::building::{BuildingUse, FireResistance, HazardCategory, HazardSource, SpaceUse};

/// How a storey lies in its building (GB 50016-2014, 2.1: high-rise is above 24 m with more than
/// one storey).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rise {
    /// The only storey above the ground.
    Single,
    /// One of several, up to 24 m.
    Multi,
    /// One of several above 24 m.
    High,
    /// Below the ground by more than a third of its height.
    Basement,
}

/// Between which spaces a door lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DoorPlace {
    /// It leads into the open air or to safety.
    Exit,
    /// It leads into an enclosed or a smoke-proof stairwell.
    Stairwell,
    /// It leads into the lobby of a stairwell.
    Lobby,
    /// It lies between two tenants.
    TenantBoundary,
    /// It closes a space with chemicals, gas, dust or molten metal.
    HazardRoom,
    /// It closes a plant room.
    PlantRoom,
    /// It closes a shaft.
    Shaft,
}

/// A range of numbers, both ends included; `above` is not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Span {
    /// Not less than this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_least: Option<f64>,
    /// More than this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub above: Option<f64>,
    /// Not more than this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_most: Option<f64>,
}

impl Span {
    /// Whether a number is in the range.
    #[must_use]
    pub fn holds(self, number: f64) -> bool {
        self.at_least.is_none_or(|least| number >= least)
            && self.above.is_none_or(|above| number > above)
            && self.at_most.is_none_or(|most| number <= most)
    }
}

/// What must be true for a rule or a case to apply. Each field that is left out is true of all.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Condition {
    /// The building is used for one of these.
    pub uses: Vec<BuildingUse>,
    /// Its fire hazard category is one of these.
    pub hazard: Vec<HazardCategory>,
    /// Its fire-resistance rating is one of these.
    pub rating: Vec<FireResistance>,
    /// Whether it has sprinklers.
    pub sprinklered: Option<bool>,
    /// How many storeys it has above the ground.
    pub storeys: Option<Span>,
    /// How high it is, m.
    pub height: Option<Span>,
    /// How many people the most populated storey holds.
    pub storey_persons: Option<Span>,
    /// The element is on a storey that lies so.
    pub rise: Vec<Rise>,
    /// The element is a space of one of these uses, or on one.
    pub spaces: Vec<SpaceUse>,
    /// At least one of these hazards is present in the space.
    pub hazards: Vec<HazardSource>,
    /// How many people are in the element, or pass it.
    pub persons: Option<Span>,
    /// How large the element is, m².
    pub area: Option<Span>,
    /// The door lies at one of these places.
    pub door: Vec<DoorPlace>,
}

fn one_of<T: PartialEq>(wanted: &[T], found: Option<T>) -> bool {
    wanted.is_empty() || found.is_some_and(|found| wanted.contains(&found))
}

fn any_of<T: PartialEq>(wanted: &[T], found: &[T]) -> bool {
    wanted.is_empty() || found.iter().any(|one| wanted.contains(one))
}

fn within(span: Option<Span>, number: f64) -> bool {
    span.is_none_or(|span| span.holds(number))
}

impl Condition {
    /// Whether it is true of the building, whatever the element.
    pub(super) fn holds_for(&self, survey: &Survey<'_>) -> bool {
        let building = survey.building;
        one_of(&self.uses, Some(building.usage))
            && one_of(&self.hazard, Some(building.hazard_category))
            && one_of(&self.rating, Some(building.fire_resistance))
            && self.sprinklered.is_none_or(|wanted| building.sprinklered == wanted)
            && within(self.storeys, survey.storeys_above_ground() as f64)
            && within(self.height, survey.height())
            && within(self.storey_persons, f64::from(survey.most_people_of_a_storey()))
    }

    /// Whether it is true of an element with these facts.
    pub(super) fn holds(&self, survey: &Survey<'_>, facts: &Facts) -> bool {
        self.holds_for(survey)
            && one_of(&self.rise, facts.rise)
            && one_of(&self.spaces, facts.usage)
            && any_of(&self.hazards, &facts.hazards)
            && within(self.persons, f64::from(facts.persons))
            && within(self.area, facts.area)
            && any_of(&self.door, &facts.door)
    }
}
