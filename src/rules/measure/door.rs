//! Doors: width, swing, hardware, fire door class.

use super::{Facts, Measure, Reading};
use crate::building::edit::{Edit, Element};
use crate::building::{
    Closing, Door, DoorId, DoorKind, DoorState, EquipmentKind, HazardSource, Space, SpaceUse,
    Storey, Swing,
};
use crate::rules::DoorPlace;
use crate::rules::survey::Survey;
use crate::rules::unit::{fire_class, hours};

/// A release this near to a door is the door's, m.
const RELEASE_REACH: f64 = 3.0;

/// Of each door that the measure is about.
pub(super) fn readings(measure: Measure, survey: &Survey<'_>) -> Vec<Reading> {
    survey
        .building
        .doors()
        .filter_map(|(storey, door)| {
            let value = value(measure, survey, storey, door)?;
            Some(Reading {
                element: (&door.id).into(),
                storey: Some(storey.id.clone()),
                at: Some(door.line.middle()),
                value,
                facts: facts(survey, storey, door),
            })
        })
        .collect()
}

/// The measured value; nothing where the measure is not about such a door.
fn value(measure: Measure, survey: &Survey<'_>, storey: &Storey, door: &Door) -> Option<f64> {
    let passed = survey.passage(&door.id).to_left();
    let on_a_way = door.exit || passed.is_some();
    let yes = |met: bool| Some(f64::from(u8::from(met)));
    let hung = matches!(door.swing, Swing::Left | Swing::Right | Swing::Both);
    match measure {
        Measure::DoorClearWidth => on_a_way.then_some(door.clear_width),
        Measure::DoorSwing if hung => {
            let wanted = if passed? { Swing::Left } else { Swing::Right };
            yes(door.swing == wanted || door.swing == Swing::Both)
        }
        Measure::SideHung if on_a_way => yes(hung || door.swing == Swing::Open),
        Measure::OpensWithoutKey if on_a_way => {
            yes(door.state.is_passable() && !door.hardware.lock)
        }
        Measure::CompartmentDoorClass if parts_compartments(survey, door) => {
            Some(hours(door.kind.fire_class()))
        }
        Measure::HeldOpenReleased if is_held_open(door.kind) => {
            let mut releases = storey.equipment.iter();
            yes(releases.any(|equipment| {
                equipment.kind == EquipmentKind::DoorRelease
                    && door.line.distance(equipment.at) <= RELEASE_REACH
            }))
        }
        Measure::FireDoorClass => Some(hours(door.kind.fire_class())),
        Measure::FireDoorClosed if door.kind.is_normally_closed() => {
            yes(door.state != DoorState::ProppedOpen)
        }
        Measure::SelfCloser if door.kind.is_fire_door() && hung => yes(door.hardware.self_closer),
        Measure::SequenceSelector if door.kind.is_fire_door() && hung && door.leaves > 1 => {
            yes(door.hardware.sequence_selector)
        }
        _ => None,
    }
}

const fn is_held_open(kind: DoorKind) -> bool {
    matches!(kind, DoorKind::Fire { closing: Closing::HeldOpen, .. })
}

/// Whether a door lies in the wall between two fire compartments.
fn parts_compartments(survey: &Survey<'_>, door: &Door) -> bool {
    let (left, right) = survey.sides(door);
    let of = |id| survey.building.space(id).map(|(_, space)| space.compartment.as_str());
    match (left.and_then(of), right.and_then(of)) {
        (Some(one), Some(other)) => !one.is_empty() && !other.is_empty() && one != other,
        _ => false,
    }
}

fn facts(survey: &Survey<'_>, storey: &Storey, door: &Door) -> Facts {
    let (left, right) = survey.sides(door);
    let find = |id| storey.spaces.iter().find(|space| Some(&space.id) == id);
    let sides: Vec<&Space> = [find(left), find(right)].into_iter().flatten().collect();
    let mut places = Vec::new();
    if door.exit {
        places.push(DoorPlace::Exit);
    }
    let wells = sides.iter().filter(|space| survey.stairwell(&space.id).is_some()).count();
    if wells == 1 && sides.len() == 2 {
        places.push(DoorPlace::Stairwell);
    }
    let inner = sides.len() == 2;
    let any = |test: fn(&Space) -> bool| inner && sides.iter().any(|space| test(space));
    if any(|space| space.usage == SpaceUse::Lobby) {
        places.push(DoorPlace::Lobby);
    }
    if any(|space| space.usage == SpaceUse::Shaft) {
        places.push(DoorPlace::Shaft);
    }
    if any(|space| space.usage == SpaceUse::Plant) {
        places.push(DoorPlace::PlantRoom);
    }
    if any(|space| space.hazards.iter().any(is_fire_hazard)) {
        places.push(DoorPlace::HazardRoom);
    }
    if let [one, other] = sides.as_slice()
        && one.tenant.is_some()
        && other.tenant.is_some()
        && one.tenant != other.tenant
    {
        places.push(DoorPlace::TenantBoundary);
    }
    Facts {
        rise: Some(survey.rise(storey)),
        persons: survey.passage(&door.id).persons,
        door: places,
        ..Facts::default()
    }
}

/// Whether a hazard burns or explodes.
pub(super) const fn is_fire_hazard(hazard: &HazardSource) -> bool {
    !matches!(hazard, HazardSource::ConfinedSpace)
}

/// The change of the door that meets the limit.
pub(super) fn fix(measure: Measure, survey: &Survey<'_>, id: &DoorId, limit: f64) -> Option<Edit> {
    let (_, door) = survey.building.door(id)?;
    let mut new = door.clone();
    match measure {
        Measure::DoorClearWidth => {
            let frame = (door.line.length() - door.clear_width).max(0.0);
            return Some(Edit::WidenDoor { door: id.clone(), width: limit + frame });
        }
        Measure::DoorSwing | Measure::SideHung => {
            let to_left = survey.passage(id).to_left()?;
            new.swing = if to_left { Swing::Left } else { Swing::Right };
        }
        Measure::OpensWithoutKey if door.state.is_passable() => new.hardware.lock = false,
        Measure::FireDoorClass | Measure::CompartmentDoorClass => {
            let closing = match door.kind {
                DoorKind::Fire { closing, .. } => closing,
                DoorKind::Ordinary => Closing::NormallyClosed,
            };
            new.kind = DoorKind::Fire { class: fire_class(limit)?, closing };
            new.hardware.self_closer = true;
            new.hardware.sequence_selector |= door.leaves > 1;
        }
        Measure::SelfCloser => new.hardware.self_closer = true,
        Measure::SequenceSelector => new.hardware.sequence_selector = true,
        _ => return None,
    }
    Some(Edit::Set(vec![Element::Door(new)]))
}
