//! What a new scenario begins with: checkpoints, roles and checks that follow from the building.

use super::{
    Checkpoint, CheckpointKind, Person, PreStartCheck, PreStartKind, Role, RoleAssignment,
};
use crate::building::{Building, HazardCategory, HazardSource, Site, Space, SpaceUse, Storey};
use crate::units::Seconds;

/// From the alarm to the evacuation order, s (drill practice).
const ORDER_TARGET: Seconds = Seconds::new(30.0);
/// From the alarm to the report to 119 and the control room, s (drill practice).
const REPORT_TARGET: Seconds = Seconds::new(60.0);
/// From the alarm to the first extinguisher, s (the upper end of what a 微型消防站 trains for).
const FIRST_ATTACK_TARGET: Seconds = Seconds::new(90.0);

/// The checkpoints that follow from a building, in the order in which they are expected. Only the
/// first steps have a target: how long the way out may take depends on the building, so those
/// targets come from its prediction.
#[must_use]
pub fn propose_checkpoints(building: &Building, site: &Site) -> Vec<Checkpoint> {
    let mut kinds = vec![
        CheckpointKind::Alarm,
        CheckpointKind::AlarmConfirmed,
        CheckpointKind::EvacuationOrder,
        CheckpointKind::FireReported,
        CheckpointKind::FirstAttack,
    ];
    let exits = || building.exits().map(|(_, door)| door.id.clone());
    kinds.extend(exits().map(CheckpointKind::ExitFirst));
    for storey in building.storeys.iter().filter(|storey| is_occupied(storey)) {
        let spaces = storey.spaces.iter().filter(|space| most_people(space) > 0);
        kinds.extend(spaces.map(|space| CheckpointKind::SpaceCleared(space.id.clone())));
        kinds.push(CheckpointKind::StoreyCleared(storey.id.clone()));
    }
    let fire_doors = building.doors().filter(|(_, door)| door.kind.is_fire_door());
    kinds.extend(fire_doors.map(|(_, door)| CheckpointKind::DoorChecked(door.id.clone())));
    kinds.extend(exits().map(CheckpointKind::ExitLast));
    let points = site.assembly_points.iter();
    kinds.extend(points.map(|point| CheckpointKind::HeadCount(point.id.clone())));
    kinds.push(CheckpointKind::AllAccountedFor);
    kinds.push(CheckpointKind::AllClear);
    kinds
        .into_iter()
        .map(|kind| {
            let target = target(&kind);
            Checkpoint { target, ..Checkpoint::proposed(kind) }
        })
        .collect()
}

const fn target(kind: &CheckpointKind) -> Option<Seconds> {
    match kind {
        CheckpointKind::EvacuationOrder => Some(ORDER_TARGET),
        CheckpointKind::FireReported => Some(REPORT_TARGET),
        CheckpointKind::FirstAttack => Some(FIRST_ATTACK_TARGET),
        _ => None,
    }
}

/// The roles that a drill needs (GB/T 38315-2019): one of each team, a guide for each occupied
/// storey, somebody who takes the head count at each assembly point. Names are filled in where the
/// building or the site says who answers for the place.
#[must_use]
pub fn propose_roles(building: &Building, site: &Site) -> Vec<RoleAssignment> {
    let mut roles = vec![open(Role::Commander)];
    for storey in building.storeys.iter().filter(|storey| is_occupied(storey)) {
        let named = storey.spaces.iter().filter(|space| !space.responsible.is_empty());
        let person = named.max_by_key(|space| most_people(space)).map(|space| &space.responsible);
        let person = person.cloned().unwrap_or_default();
        roles.push(RoleAssignment {
            role: Role::EvacuationGuide,
            person,
            place: storey.name.clone(),
        });
    }
    for point in &site.assembly_points {
        roles.push(RoleAssignment {
            role: Role::EvacuationGuide,
            person: point.responsible.clone(),
            place: point.name.clone(),
        });
    }
    let others = [
        Role::FireFighting,
        Role::Communications,
        Role::Security,
        Role::FirstAid,
        Role::Observer,
        Role::Evaluator,
    ];
    roles.extend(others.map(open));
    roles
}

const fn open(role: Role) -> RoleAssignment {
    RoleAssignment { role, person: String::new(), place: String::new() }
}

/// What has to be made sure of before a drill in this building starts. People with reduced
/// mobility are named, so that each gets a helper.
#[must_use]
pub fn propose_pre_start(building: &Building, people: &[Person]) -> Vec<PreStartCheck> {
    let has = |wanted: HazardSource| building.spaces().any(|(_, s)| s.hazards.contains(&wanted));
    let production = building.spaces().any(|(_, space)| space.usage == SpaceUse::Production);
    let dangerous = matches!(building.hazard_category, HazardCategory::A | HazardCategory::B)
        || has(HazardSource::HazardousChemicals)
        || has(HazardSource::Gas)
        || has(HazardSource::MoltenMetal)
        || has(HazardSource::CombustibleDust);
    let helped: Vec<&str> =
        people.iter().filter(|p| p.reduced_mobility).map(|p| p.name.as_str()).collect();
    let check = |kind, text: String| PreStartCheck { kind, text, person: String::new() };
    let mut checks = vec![
        check(PreStartKind::FireBrigadeTold, String::new()),
        check(PreStartKind::AlarmCompanyTold, String::new()),
        check(PreStartKind::NeighboursTold, String::new()),
        check(PreStartKind::HelpersAssigned, helped.join("、")),
    ];
    if production || dangerous {
        checks.push(check(PreStartKind::ProcessesHeld, String::new()));
        checks.push(check(PreStartKind::HotWorkStopped, String::new()));
    }
    checks.push(check(PreStartKind::StopWordKnown, String::new()));
    if dangerous {
        checks.push(check(PreStartKind::PermitSigned, String::new()));
    }
    checks
}

fn is_occupied(storey: &Storey) -> bool {
    storey.spaces.iter().any(|space| most_people(space) > 0)
}

/// The most people that the space holds in any shift.
fn most_people(space: &Space) -> u32 {
    let shifts = space.by_shift.iter().map(|load| load.people).max().unwrap_or(0);
    space.people(None).max(shifts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::building::{
        AssemblyPoint, BuildingId, Closing, Door, DoorId, DoorKind, FireClass, OccupantLoad, Point,
        Polygon, Segment, ShiftLoad, SiteElementId, SpaceId, StoreyId,
    };
    use crate::drill::{PersonId, PersonKind};

    fn square() -> Polygon {
        Polygon::rectangle(Point::new(0.0, 0.0), Point::new(9.0, 9.0))
    }

    fn space(number: u32, people: u32, responsible: &str) -> Space {
        let id = SpaceId::numbered(number);
        let mut space = Space::new(id, "", SpaceUse::Production, square());
        space.load = OccupantLoad::Count(people);
        space.responsible = responsible.to_owned();
        space
    }

    fn plant() -> (Building, Site) {
        let mut building = Building::new(BuildingId::new("plant"), "Plant", "1F");
        building.storeys.push(Storey::new(StoreyId::new("storey-2"), "2F", 4.0));
        building.storeys.push(Storey::new(StoreyId::new("storey-3"), "Roof", 8.0));
        building.storeys[0].spaces = vec![space(10, 4, "Chen"), space(11, 40, "Wang")].into();
        building.storeys[1].spaces = vec![space(20, 0, "Zhao")].into();
        building.storeys[1].spaces[0].by_shift =
            vec![ShiftLoad { shift: "night".to_owned(), people: 6 }];
        let line = Segment::new(Point::new(0.0, 1.0), Point::new(0.0, 2.5));
        let mut exit = Door::new(DoorId::new("door-1"), "E1", line);
        exit.exit = true;
        let mut fire = Door::new(DoorId::new("door-2"), "F1", line);
        fire.kind = DoorKind::Fire { class: FireClass::B, closing: Closing::NormallyClosed };
        building.storeys[0].doors = vec![fire, exit].into();
        let mut site = Site::default();
        site.assembly_points.push(AssemblyPoint {
            id: SiteElementId::new("site-1"),
            name: "A".to_owned(),
            area: square(),
            capacity: None,
            responsible: "Li".to_owned(),
        });
        (building, site)
    }

    #[test]
    fn checkpoints_come_in_the_order_in_which_they_are_expected() {
        let (building, site) = plant();
        let proposed = propose_checkpoints(&building, &site);
        let ids: Vec<_> = proposed.iter().map(|c| c.id.as_str()).collect();
        let expected = [
            "alarm",
            "alarm-confirmed",
            "evacuation-order",
            "fire-reported",
            "first-attack",
            "first-out-door-1",
            "cleared-space-10",
            "cleared-space-11",
            "cleared-storey-1",
            // Empty by day, but not by night; the roof never has people.
            "cleared-space-20",
            "cleared-storey-2",
            "checked-door-2",
            "last-out-door-1",
            "head-count-site-1",
            "all-accounted-for",
            "all-clear",
        ];
        assert_eq!(ids, expected);
    }

    #[test]
    fn only_the_first_steps_have_a_target() {
        let (building, site) = plant();
        let proposed = propose_checkpoints(&building, &site);
        let targets: Vec<_> =
            proposed.iter().filter_map(|c| Some((c.id.as_str(), c.target?.get()))).collect();
        let expected =
            [("evacuation-order", 30.0), ("fire-reported", 60.0), ("first-attack", 90.0)];
        assert_eq!(targets, expected);
    }

    #[test]
    fn every_storey_has_a_guide_and_every_assembly_point_a_counter() {
        let (building, site) = plant();
        let roles = propose_roles(&building, &site);
        let guides: Vec<_> = roles
            .iter()
            .filter(|r| r.role == Role::EvacuationGuide)
            .map(|r| (r.place.as_str(), r.person.as_str()))
            .collect();
        assert_eq!(guides, [("1F", "Wang"), ("2F", "Zhao"), ("A", "Li")]);
        for role in [Role::Commander, Role::FireFighting, Role::Communications, Role::FirstAid] {
            assert!(roles.iter().any(|r| r.role == role), "{role:?}");
        }
    }

    #[test]
    fn who_needs_help_is_named_and_danger_needs_a_permit() {
        let (mut building, _) = plant();
        let person = |number, name: &str, reduced_mobility| Person {
            id: PersonId::numbered(number),
            name: name.to_owned(),
            department: String::new(),
            shift: String::new(),
            kind: PersonKind::Employee,
            reduced_mobility,
            assembly_point: None,
        };
        let people = [person(1, "王丽", true), person(2, "李强", false), person(3, "张敏", true)];
        let checks = propose_pre_start(&building, &people);
        let helpers = checks.iter().find(|c| c.kind == PreStartKind::HelpersAssigned).unwrap();
        assert_eq!(helpers.text, "王丽、张敏");
        assert!(checks.iter().all(|c| c.kind != PreStartKind::PermitSigned));
        building.storeys[0].spaces[0].hazards.push(HazardSource::CombustibleDust);
        let checks = propose_pre_start(&building, &people);
        assert!(checks.iter().any(|c| c.kind == PreStartKind::PermitSigned));
    }
}
