use super::*;
use crate::building::{BuildingId, DoorId, EquipmentId, Polygon, Stair, StairId, Wall, WallId};

/// A hall with an exit in its south wall, and an office beside it with a door between them.
fn plant() -> Building {
    let mut building = Building::new(BuildingId::new("plant"), "Plant", "1F");
    let storey = &mut building.storeys[0];
    storey.spaces.push(space("space-10", SpaceUse::Production, (0.0, 0.0), (20.0, 10.0)));
    storey.spaces.push(space("space-11", SpaceUse::Office, (20.0, 0.0), (26.0, 10.0)));
    let mut exit = Door::new(DoorId::new("door-12"), "E1", line((4.0, 0.0), (5.5, 0.0)));
    exit.exit = true;
    storey.doors.push(exit);
    storey.doors.push(Door::new(DoorId::new("door-13"), "D1", line((20.0, 4.0), (20.0, 5.0))));
    building
}

fn space(id: &str, usage: SpaceUse, a: (f64, f64), b: (f64, f64)) -> Space {
    let outline = Polygon::rectangle(Point::new(a.0, a.1), Point::new(b.0, b.1));
    Space::new(SpaceId::new(id), id, usage, outline)
}

fn line(a: (f64, f64), b: (f64, f64)) -> Segment {
    Segment::new(Point::new(a.0, a.1), Point::new(b.0, b.1))
}

/// The plant with a second storey, a hall and a stair up to it.
fn two_storeys() -> Building {
    let mut building = plant();
    building.storeys[0].spaces.push(space("space-20", SpaceUse::Stair, (26.0, 0.0), (29.0, 6.0)));
    building.storeys[0].doors.push(Door::new(
        DoorId::new("door-21"),
        "D2",
        line((26.0, 2.0), (26.0, 3.0)),
    ));
    let mut upper = Storey::new(StoreyId::new("storey-30"), "2F", 4.0);
    upper.spaces.push(space("space-31", SpaceUse::Storage, (0.0, 0.0), (26.0, 10.0)));
    upper.spaces.push(space("space-32", SpaceUse::Stair, (26.0, 0.0), (29.0, 6.0)));
    upper.doors.push(Door::new(DoorId::new("door-33"), "D3", line((26.0, 2.0), (26.0, 3.0))));
    building.storeys.push(upper);
    let levels = vec![SpaceId::new("space-20"), SpaceId::new("space-32")];
    building.stairs.push(Stair::new(StairId::new("stair-40"), "S1", levels));
    building
}

#[track_caller]
fn check(building: &Building, expected: &[&str]) {
    let found = problems(building, &Site::default());
    let keys: Vec<_> = found.iter().map(|problem| problem.message.key()).collect();
    assert_eq!(keys, expected, "{found:#?}");
}

#[test]
fn a_sound_building_has_no_problems() {
    check(&plant(), &[]);
    check(&two_storeys(), &[]);
}

#[test]
fn spaces_may_touch_but_not_overlap() {
    let mut building = plant();
    building.storeys[0].spaces[1].outline.0[0].x = 19.0;
    building.storeys[0].spaces[1].outline.0[3].x = 19.0;
    check(&building, &["problem-spaces-overlap"]);
}

#[test]
fn an_outline_that_crosses_itself_is_found() {
    let mut building = plant();
    building.storeys[0].spaces[1].outline.0.swap(1, 2);
    check(&building, &["problem-outline-crosses"]);
}

#[test]
fn a_space_that_has_no_area_is_found() {
    let mut building = plant();
    let bare = Space::new(SpaceId::new("space-50"), "", SpaceUse::Other, Polygon::default());
    building.storeys[0].spaces.push(bare);
    check(&building, &["problem-space-no-area", "problem-space-no-way-out"]);
}

#[test]
fn a_space_without_a_door_has_no_way_out() {
    let mut building = plant();
    building.storeys[0].doors.pop();
    check(&building, &["problem-space-no-way-out"]);
}

#[test]
fn a_locked_door_is_no_mistake_in_the_plan() {
    let mut building = plant();
    building.storeys[0].doors[1].state = crate::building::DoorState::Locked;
    check(&building, &[]);
}

#[test]
fn doors_sit_on_walls() {
    let mut building = plant();
    building.storeys[0].doors.push(Door::new(
        DoorId::new("door-50"),
        "",
        line((10.0, 5.0), (11.0, 5.0)),
    ));
    check(&building, &["problem-door-off-wall"]);
    building.storeys[0].walls.push(Wall {
        id: WallId::new("wall-51"),
        line: line((8.0, 5.0), (14.0, 5.0)),
        thickness: 0.2,
    });
    check(&building, &[]);
}

#[test]
fn a_door_leads_somewhere() {
    let mut building = plant();
    let storey = &mut building.storeys[0];
    storey.walls.push(Wall {
        id: WallId::new("wall-50"),
        line: line((40.0, 0.0), (44.0, 0.0)),
        thickness: 0.2,
    });
    storey.doors.push(Door::new(DoorId::new("door-51"), "", line((41.0, 0.0), (42.0, 0.0))));
    check(&building, &["problem-door-to-nowhere"]);
}

#[test]
fn a_door_into_the_open_air_is_an_exit() {
    let mut building = plant();
    let door = Door::new(DoorId::new("door-50"), "", line((26.0, 2.0), (26.0, 3.0)));
    building.storeys[0].doors.push(door);
    check(&building, &["problem-door-outside-no-exit"]);
    building.storeys[0].doors[2].exit = true;
    check(&building, &[]);
}

#[test]
fn an_exit_leads_into_the_open_air_or_a_stair() {
    let mut building = plant();
    building.storeys[0].doors[1].exit = true;
    check(&building, &["problem-exit-inside"]);
    let mut building = two_storeys();
    building.storeys[1].doors[0].exit = true;
    check(&building, &[]);
}

#[test]
fn an_exit_is_at_the_ground() {
    let mut building = two_storeys();
    let mut door = Door::new(DoorId::new("door-50"), "", line((4.0, 0.0), (5.0, 0.0)));
    door.exit = true;
    building.storeys[1].doors.push(door);
    check(&building, &["problem-exit-above-ground"]);
}

#[test]
fn a_storey_is_reached_by_a_stair() {
    let mut building = two_storeys();
    building.stairs.clear();
    let expected =
        ["problem-storey-unreached", "problem-space-no-way-out", "problem-space-no-way-out"];
    check(&building, &expected);
}

#[test]
fn a_stair_joins_storeys_in_their_order() {
    let mut building = two_storeys();
    building.stairs[0].levels.reverse();
    check(&building, &["problem-stair-order"]);
    building.stairs[0].levels.pop();
    assert!(
        problems(&building, &Site::default())
            .iter()
            .any(|problem| problem.message.key() == "problem-stair-one-level")
    );
}

#[test]
fn numbers_are_plausible() {
    let mut building = two_storeys();
    building.stairs[0].riser = 0.0;
    check(&building, &["problem-stair-size"]);
    let mut building = plant();
    building.storeys[0].height = 0.0;
    check(&building, &["problem-storey-levels"]);
    let mut building = plant();
    building.storeys[0].doors[1].clear_width = 0.0;
    check(&building, &["problem-door-no-width"]);
    building.storeys[0].doors[1].clear_width = 1.2;
    check(&building, &["problem-door-wider-than-opening"]);
    building.storeys[0].doors[1].clear_width = 1.0;
    check(&building, &[]);
    building.storeys[0].doors[1].leaves = 3;
    check(&building, &["problem-door-leaves"]);
}

#[test]
fn nobody_works_in_a_stair() {
    let mut building = two_storeys();
    building.storeys[0].spaces[2].load = OccupantLoad::Count(1);
    check(&building, &["problem-people-in-stair"]);
}

#[test]
fn an_area_per_person_is_a_number() {
    let mut building = plant();
    building.storeys[0].spaces[0].load = OccupantLoad::AreaPerPerson(0.0);
    check(&building, &["problem-area-per-person"]);
}

#[test]
fn walls_may_meet_but_not_cross() {
    let wall = |id: &str, a, b| Wall { id: WallId::new(id), line: line(a, b), thickness: 0.2 };
    let mut building = plant();
    building.storeys[0].walls.push(wall("wall-50", (5.0, 5.0), (15.0, 5.0)));
    building.storeys[0].walls.push(wall("wall-51", (10.0, 5.0), (10.0, 8.0)));
    check(&building, &[]);
    building.storeys[0].walls[1].line.a.y = 3.0;
    check(&building, &["problem-walls-cross"]);
}

#[test]
fn storeys_stand_one_above_the_other() {
    let mut building = two_storeys();
    building.storeys[1].elevation = 0.0;
    check(&building, &["problem-stair-order", "problem-storey-order"]);
}

#[test]
fn an_id_is_used_once() {
    let mut building = plant();
    building.storeys[0].doors[1].id = DoorId::new("door-12");
    check(&building, &["problem-duplicate-id"]);
    let mut building = plant();
    building.storeys[0].equipment.push(crate::building::Equipment::new(
        EquipmentId::new("door-12"),
        crate::building::EquipmentKind::Hydrant,
        Point::new(1.0, 1.0),
    ));
    check(&building, &[]);
}
