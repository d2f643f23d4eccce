//! What Muster knows how to measure, one file for each kind.

mod compartment;
mod corridor;
mod door;
mod exits;
mod hazard;
mod path;
mod sign;
mod site;
mod stair;
mod travel;

use serde::{Deserialize, Serialize};

use super::survey::{Survey, people_of};
use super::{DoorPlace, Rise, Unit};
use crate::building::edit::Edit;
use crate::building::{ElementId, HazardSource, Point, Space, SpaceUse, Storey, StoreyId};

/// Something that is measured of every element of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Measure {
    /// From the farthest point of a space to the nearest safe exit, m: the open air or the door of
    /// a protected stairwell; along stairs that are open.
    TravelDistance,
    /// From the corner that is farthest from safety, how far the two best ways out are the same, m; all the way if there is
    /// only one.
    CommonPath,
    /// The longest part of a corridor in which there is only one direction to go, m.
    DeadEnd,
    /// How many ways lead to safety from a storey.
    Exits,
    /// How many doors lead on from a space.
    SpaceExits,
    /// Between the nearest edges of two neighbouring exits of a space, m.
    ExitSpacing,
    /// Between the two exits of a storey that are farthest apart, as a share of its diagonal.
    ExitSeparation,
    /// The clear width of the exits of a storey together, m; at the ground, for the most people of
    /// any storey at or above it.
    ExitWidth,
    /// The clear width of the stairs that a storey leads to together, m, for the most people of any
    /// storey at or beyond it.
    StairWidth,
    /// The clear width of a door on a way out, m.
    DoorClearWidth,
    /// The clear width of a stair, m.
    StairClearWidth,
    /// The clear width of a corridor at its narrowest, m.
    CorridorClearWidth,
    /// Whether a door on a way out opens in the direction in which people leave.
    DoorSwing,
    /// Whether a door on a way out is side-hung.
    SideHung,
    /// Whether a door on a way out opens without a key, and is neither locked nor blocked.
    OpensWithoutKey,
    /// The fire door class of a door.
    FireDoorClass,
    /// The fire door class of a door between two fire compartments.
    CompartmentDoorClass,
    /// Whether a door release is beside a fire door that is held open.
    HeldOpenReleased,
    /// How large a fire compartment is on a storey, m².
    CompartmentArea,
    /// From the point of a corridor that is farthest from an exit sign in it to that sign, m.
    ExitSignDistance,
    /// Whether an exit sign hangs at a door that leads to safety.
    ExitSigned,
    /// Whether a space has an emergency light.
    EmergencyLighting,
    /// Whether a normally closed fire door is closed.
    FireDoorClosed,
    /// Whether a fire door closes itself.
    SelfCloser,
    /// Whether a fire door with two leaves has a sequence selector.
    SequenceSelector,
    /// How a stair is separated from the spaces around it.
    StairEnclosure,
    /// Whether somebody answers for a stair that several tenants share.
    SharedStairKept,
    /// How large a space is, m²: with a limit of 0, a space that must not be.
    SpaceArea,
    /// How many people escape through a space where e-bikes are charged.
    EBikeChargingOnRoute,
    /// From a space with hazards to the nearest exit that others use, m.
    HazardRoomToExit,
    /// How many people the assembly points take.
    AssemblyCapacity,
    /// The clear width of a fire-engine lane, m.
    FireLaneWidth,
    /// The clear height of a fire-engine lane, m.
    FireLaneHeight,
    /// Whether a fire-engine lane is kept clear.
    FireLaneClear,
    /// From the edge of a fire-engine lane to the building, m.
    FireLaneToBuilding,
}

/// What is known of an element, for the conditions.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    pub(super) rise: Option<Rise>,
    pub(super) usage: Option<SpaceUse>,
    pub(super) hazards: Vec<HazardSource>,
    pub(super) persons: u32,
    /// m².
    pub(super) area: f64,
    pub(super) door: Vec<DoorPlace>,
}

impl Facts {
    fn of_space(survey: &Survey<'_>, storey: &Storey, space: &Space) -> Self {
        Self {
            rise: Some(survey.rise(storey)),
            usage: Some(space.usage),
            hazards: space.hazards.clone(),
            persons: people_of(space),
            area: space.outline.area(),
            door: Vec::new(),
        }
    }
}

/// A measured value of an element.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    pub(super) element: ElementId,
    pub(super) storey: Option<StoreyId>,
    pub(super) at: Option<Point>,
    /// In the base unit of the measure.
    pub(super) value: f64,
    pub(super) facts: Facts,
}

impl Reading {
    /// Of a space, at a place in it.
    fn of_space(
        survey: &Survey<'_>,
        (storey, space): (&Storey, &Space),
        at: Point,
        value: f64,
    ) -> Self {
        Self {
            element: (&space.id).into(),
            storey: Some(storey.id.clone()),
            at: Some(at),
            value,
            facts: Facts::of_space(survey, storey, space),
        }
    }
}

impl Measure {
    /// The base unit of its values.
    #[must_use]
    pub const fn unit(self) -> Unit {
        match self {
            Self::TravelDistance
            | Self::CommonPath
            | Self::DeadEnd
            | Self::ExitSpacing
            | Self::ExitWidth
            | Self::StairWidth
            | Self::DoorClearWidth
            | Self::StairClearWidth
            | Self::CorridorClearWidth
            | Self::HazardRoomToExit
            | Self::ExitSignDistance
            | Self::FireLaneWidth
            | Self::FireLaneHeight
            | Self::FireLaneToBuilding => Unit::Metre,
            Self::ExitSeparation => Unit::Share,
            Self::Exits | Self::SpaceExits => Unit::Piece,
            Self::EBikeChargingOnRoute | Self::AssemblyCapacity => Unit::Person,
            Self::SpaceArea | Self::CompartmentArea => Unit::SquareMetre,
            Self::FireDoorClass | Self::CompartmentDoorClass => Unit::FireClass,
            Self::StairEnclosure => Unit::Enclosure,
            Self::DoorSwing
            | Self::SideHung
            | Self::OpensWithoutKey
            | Self::HeldOpenReleased
            | Self::ExitSigned
            | Self::EmergencyLighting
            | Self::FireDoorClosed
            | Self::SelfCloser
            | Self::SequenceSelector
            | Self::SharedStairKept
            | Self::FireLaneClear => Unit::YesNo,
        }
    }

    /// Takes it of every element of its kind.
    pub(super) fn take(self, survey: &Survey<'_>) -> Vec<Reading> {
        match self {
            Self::TravelDistance => travel::distance(survey),
            Self::CommonPath => path::common(survey),
            Self::DeadEnd => path::dead_ends(survey),
            Self::Exits => exits::of_storeys(survey),
            Self::SpaceExits => exits::of_spaces(survey),
            Self::ExitSpacing => exits::spacing(survey),
            Self::ExitSeparation => exits::separation(survey),
            Self::ExitWidth => exits::width(survey),
            Self::StairWidth => stair::width_of_storeys(survey),
            Self::DoorClearWidth
            | Self::DoorSwing
            | Self::SideHung
            | Self::OpensWithoutKey
            | Self::FireDoorClass
            | Self::CompartmentDoorClass
            | Self::HeldOpenReleased
            | Self::FireDoorClosed
            | Self::SelfCloser
            | Self::SequenceSelector => door::readings(self, survey),
            Self::CompartmentArea => compartment::areas(survey),
            Self::ExitSignDistance => sign::distance(survey),
            Self::ExitSigned => sign::of_exits(survey),
            Self::EmergencyLighting => sign::lit(survey),
            Self::StairClearWidth => stair::clear_width(survey),
            Self::CorridorClearWidth => corridor::clear_width(survey),
            Self::StairEnclosure => stair::enclosure(survey),
            Self::SharedStairKept => stair::shared(survey),
            Self::SpaceArea => hazard::areas(survey),
            Self::EBikeChargingOnRoute => hazard::e_bikes(survey),
            Self::HazardRoomToExit => hazard::to_exits(survey),
            Self::AssemblyCapacity => site::assembly(survey),
            Self::FireLaneWidth
            | Self::FireLaneHeight
            | Self::FireLaneClear
            | Self::FireLaneToBuilding => site::lanes(self, survey),
        }
    }

    /// A change that brings a reading to its limit, where one is mechanical.
    pub(super) fn fix(self, survey: &Survey<'_>, reading: &Reading, limit: f64) -> Option<Edit> {
        if let Some(edit) = sign::fix(self, survey, reading) {
            return Some(edit);
        }
        match &reading.element {
            ElementId::Door(id) => door::fix(self, survey, id, limit),
            ElementId::Stair(id) => stair::fix(self, survey, id, limit),
            _ => None,
        }
    }
}
