use proptest::prelude::*;

use super::wall::ON_WALL;
use super::*;
use crate::building::{BuildingId, Door, OccupantLoad, Space, SpaceUse, Swing, Undo};

type Model = (Building, Site);

fn empty() -> Model {
    (Building::new(BuildingId::new("plant"), "Plant", "1F"), Site::default())
}

fn ground(model: &Model) -> StoreyId {
    model.0.storeys[0].id.clone()
}

fn rectangle(a: (f64, f64), b: (f64, f64)) -> Polygon {
    Polygon::rectangle(Point::new(a.0, a.1), Point::new(b.0, b.1))
}

fn make(model: &mut Model, edit: Edit) -> ElementId {
    let made = edit.apply(&mut model.0, &mut model.1).unwrap();
    made.into_iter().next().unwrap()
}

fn hall(model: &mut Model) -> SpaceId {
    let edit = Edit::AddSpace {
        storey: ground(model),
        name: "Hall".to_owned(),
        usage: SpaceUse::Production,
        outline: rectangle((0.0, 0.0), (20.0, 10.0)),
    };
    let ElementId::Space(id) = make(model, edit) else { panic!("a space is made") };
    id
}

fn door_at(model: &mut Model, x: f64, y: f64) -> DoorId {
    let line = Segment::new(Point::new(x - 0.5, y), Point::new(x + 0.5, y));
    let edit = Edit::AddDoor { storey: ground(model), name: "D".to_owned(), line, exit: false };
    let ElementId::Door(id) = make(model, edit) else { panic!("a door is made") };
    id
}

fn line_of(model: &Model, door: &DoorId) -> Segment {
    model.0.door(door).unwrap().1.line
}

#[track_caller]
fn assert_at(point: Point, x: f64, y: f64) {
    assert!(point.distance(Point::new(x, y)) < 1e-9, "{point:?} is not at ({x}, {y})");
}

#[test]
fn a_new_door_is_pulled_onto_the_wall() {
    let mut model = empty();
    hall(&mut model);
    let door = door_at(&mut model, 5.0, 0.4);
    assert_at(line_of(&model, &door).middle(), 5.0, 0.0);
    let far = Segment::new(Point::new(9.0, 5.0), Point::new(10.0, 5.0));
    let edit =
        Edit::AddDoor { storey: ground(&model), name: String::new(), line: far, exit: false };
    let before = model.clone();
    assert_eq!(edit.apply(&mut model.0, &mut model.1), Err(EditError::NoWall));
    assert_eq!(model, before);
}

#[test]
fn a_door_keeps_its_share_of_an_edge_that_moves() {
    let mut model = empty();
    let space = hall(&mut model);
    let door = door_at(&mut model, 5.0, 0.0);
    make(&mut model, Edit::MoveEdge { space: space.clone(), edge: 0, dx: 0.0, dy: -2.0 });
    assert_at(line_of(&model, &door).middle(), 5.0, -2.0);
    make(&mut model, Edit::MoveCorner { space, corner: 1, to: Point::new(40.0, -2.0) });
    assert_at(line_of(&model, &door).middle(), 10.0, -2.0);
    assert!((line_of(&model, &door).length() - 1.0).abs() < 1e-9);
}

#[test]
fn a_door_moves_and_turns_with_its_space() {
    let mut model = empty();
    let space = hall(&mut model);
    let door = door_at(&mut model, 5.0, 0.0);
    let elements: BTreeSet<ElementId> = [space.into()].into();
    make(&mut model, Edit::Move { elements: elements.clone(), dx: 3.0, dy: 1.0 });
    assert_at(line_of(&model, &door).middle(), 8.0, 1.0);
    make(&mut model, Edit::Turn { elements, degrees: 180.0 });
    assert_at(line_of(&model, &door).middle(), 18.0, 11.0);
}

#[test]
fn a_door_that_is_moved_alone_slides_along_its_wall() {
    let mut model = empty();
    hall(&mut model);
    let door = door_at(&mut model, 5.0, 0.0);
    let elements: BTreeSet<ElementId> = [(&door).into()].into();
    make(&mut model, Edit::Move { elements: elements.clone(), dx: 3.0, dy: 5.0 });
    assert_at(line_of(&model, &door).middle(), 8.0, 0.0);
    make(&mut model, Edit::Move { elements, dx: -50.0, dy: 0.0 });
    assert_at(line_of(&model, &door).middle(), 0.5, 0.0);
}

#[test]
fn a_space_takes_its_doors_away_but_not_those_of_its_neighbour() {
    let mut model = empty();
    let space = hall(&mut model);
    let own = door_at(&mut model, 5.0, 0.0);
    let edit = Edit::AddSpace {
        storey: ground(&model),
        name: String::new(),
        usage: SpaceUse::Office,
        outline: rectangle((0.0, 10.0), (20.0, 14.0)),
    };
    make(&mut model, edit);
    let shared = door_at(&mut model, 5.0, 10.0);
    let edit = Edit::Delete([space.into()].into());
    edit.apply(&mut model.0, &mut model.1).unwrap();
    assert!(model.0.door(&own).is_none());
    assert!(model.0.door(&shared).is_some());
}

#[test]
fn a_copied_storey_has_its_own_ids_and_joins_the_stairs() {
    let mut model = empty();
    hall(&mut model);
    let first = ground(&model);
    make(&mut model, Edit::AddStorey { name: "2F".to_owned(), elevation: 4.0, height: 4.0 });
    let storeys = model.0.storeys.iter().map(|storey| storey.id.clone()).collect();
    let outline = rectangle((20.0, 0.0), (23.0, 6.0));
    make(&mut model, Edit::AddStair { name: "S1".to_owned(), storeys, outline });
    let mut exit = line_exit(&mut model);
    exit.exit = true;
    make(&mut model, Edit::Set(vec![Element::Door(exit)]));
    make(&mut model, Edit::DuplicateStorey { storey: first, name: "3F".to_owned() });
    let building = &model.0;
    assert_eq!(building.storeys.len(), 3);
    assert_eq!(building.stairs[0].levels.len(), 3);
    let third = &building.storeys[2];
    assert_eq!((third.spaces.len(), third.doors.len()), (2, 0), "the exit stayed below");
    assert!((third.elevation - 8.0).abs() < 1e-9);
    assert!(third.doors.iter().all(|door| !door.exit));
    assert!(crate::building::problem::problems(building, &model.1).iter().all(|problem| {
        problem.message.key() != "problem-duplicate-id"
            && problem.message.key() != "problem-stair-order"
    }));
}

fn line_exit(model: &mut Model) -> Door {
    let id = door_at(model, 5.0, 0.0);
    model.0.door(&id).unwrap().1.clone()
}

#[test]
fn the_last_storey_stays() {
    let mut model = empty();
    let storey = ground(&model);
    let edit = Edit::Delete([storey.into()].into());
    assert_eq!(edit.apply(&mut model.0, &mut model.1), Err(EditError::LastStorey));
}

#[test]
fn an_underlay_is_scaled_by_a_known_length() {
    let mut model = empty();
    let storey = ground(&model);
    let underlay = Underlay {
        file: "plan.png".to_owned(),
        origin: Point::new(0.0, 0.0),
        metres_per_pixel: 0.1,
        angle: 0.0,
        opacity: 0.5,
    };
    make(&mut model, Edit::SetUnderlay { storey: storey.clone(), underlay: Some(underlay) });
    let line = Segment::new(Point::new(1.0, 1.0), Point::new(3.0, 1.0));
    make(&mut model, Edit::ScaleUnderlay { storey, line, length: 6.0 });
    let scaled = model.0.storeys[0].underlay.as_ref().unwrap();
    assert!((scaled.metres_per_pixel - 0.3).abs() < 1e-12);
    assert_at(scaled.origin, -2.0, -2.0);
}

#[test]
fn a_removed_corner_leaves_the_doors_on_the_wall() {
    let mut model = empty();
    let space = hall(&mut model);
    let door = door_at(&mut model, 5.0, 0.0);
    let at = Point::new(10.0, 0.3);
    make(&mut model, Edit::InsertCorner { space: space.clone(), edge: 0, at });
    assert_at(line_of(&model, &door).middle(), 5.0, 0.0);
    make(&mut model, Edit::RemoveCorner { space, corner: 1 });
    assert_at(line_of(&model, &door).middle(), 5.0, 0.0);
    assert_eq!(model.0.storeys[0].spaces[0].outline.corners().len(), 4);
}

#[test]
fn a_door_pasted_beside_a_wall_takes_its_line() {
    let mut model = empty();
    hall(&mut model);
    let door = door_at(&mut model, 5.0, 0.0);
    let storey = ground(&model);
    let clip = Box::new(Clip::of(&model.0, &storey, &[door.into()].into()));
    let pasted = make(&mut model, Edit::Paste { clip, storey, dx: 3.0, dy: 0.015 });
    let ElementId::Door(pasted) = pasted else { panic!("a door is pasted") };
    assert_at(line_of(&model, &pasted).middle(), 8.0, 0.0);
}

#[test]
fn a_designated_route_goes_with_its_door() {
    let mut model = empty();
    let space = hall(&mut model);
    let door = door_at(&mut model, 5.0, 0.0);
    let via = vec![Via::Door(door.clone())];
    make(&mut model, Edit::Designate { space, rank: Rank::Primary, via });
    assert_eq!(model.0.routes.len(), 1);
    Edit::Delete([door.into()].into()).apply(&mut model.0, &mut model.1).unwrap();
    assert!(model.0.routes.is_empty());
}

/// A change by numbers: which kind, which element of those that are there, and how far.
type Roll = (u8, usize, usize, f64, f64);

fn edit_of(model: &Model, (kind, one, two, x, y): Roll) -> Option<Edit> {
    let (building, _) = model;
    let storey = &building.storeys[one % building.storeys.len()];
    let id = storey.id.clone();
    let space =
        (!storey.spaces.is_empty()).then(|| storey.spaces[two % storey.spaces.len()].id.clone());
    let door = (!storey.doors.is_empty()).then(|| storey.doors[two % storey.doors.len()].clone());
    let corner = Point::new(x, y);
    let outline = Polygon::rectangle(corner, corner.moved(4.0 + x.abs(), 3.0 + y.abs()));
    let mut elements: BTreeSet<ElementId> = space.iter().map(ElementId::from).collect();
    if one % 3 == 0 {
        elements.extend(door.iter().map(|door| ElementId::from(&door.id)));
    }
    Some(match kind % 18 {
        0..=2 => {
            Edit::AddSpace { storey: id, name: String::new(), usage: SpaceUse::Other, outline }
        }
        3..=5 => {
            let (_, found) = building.space(&space?)?;
            let edge = found.outline.edges().nth(one % found.outline.corners().len())?;
            let middle = edge.a.towards(edge.b, 0.4);
            let line = Segment::new(middle.moved(-0.5, 0.0), middle.moved(0.5, 0.0));
            Edit::AddDoor { storey: id, name: String::new(), line, exit: one % 2 == 0 }
        }
        6 => Edit::AddStorey { name: String::new(), elevation: x, height: 4.0 },
        7 => Edit::DuplicateStorey { storey: id, name: String::new() },
        8 => Edit::Delete(elements),
        9 => Edit::Move { elements, dx: x, dy: y },
        10 => Edit::Turn { elements, degrees: x * 10.0 },
        11 => Edit::MoveCorner { space: space?, corner: one % 4, to: corner },
        12 => Edit::MoveEdge { space: space?, edge: one % 4, dx: x, dy: y },
        13 => Edit::InsertCorner { space: space?, edge: one % 4, at: corner },
        14 => Edit::RemoveCorner { space: space?, corner: one % 5 },
        15 => {
            let storeys = building.storeys.iter().map(|storey| storey.id.clone()).collect();
            Edit::AddStair { name: String::new(), storeys, outline }
        }
        16 => Edit::Paste {
            clip: Box::new(Clip::of(building, &id, &elements)),
            storey: id,
            dx: x,
            dy: y,
        },
        _ => Edit::MoveDoor { door: door?.id, to: corner },
    })
}

fn bytes(model: &Model) -> String {
    ron::ser::to_string_pretty(model, ron::ser::PrettyConfig::default()).unwrap()
}

fn ids(model: &Model) -> BTreeSet<String> {
    let building = &model.0;
    let storeys = building.storeys.iter().map(|e| e.id.to_string());
    let spaces = building.spaces().map(|(_, e)| e.id.to_string());
    let doors = building.doors().map(|(_, e)| e.id.to_string());
    let stairs = building.stairs.iter().map(|e| e.id.to_string());
    storeys.chain(spaces).chain(doors).chain(stairs).collect()
}

fn off_wall(building: &Building) -> f64 {
    let gaps = building.doors().flat_map(|(storey, door)| {
        [door.line.a, door.line.b].map(|end| {
            walls(storey).map(|wall| wall.line.distance(end)).fold(f64::INFINITY, f64::min)
        })
    });
    gaps.fold(0.0, f64::max)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_edits_can_be_undone_and_redone_to_the_byte(
        rolls in prop::collection::vec(
            (any::<u8>(), 0_usize..12, 0_usize..12, -15.0..15.0_f64, -15.0..15.0_f64), 1..24,
        )
    ) {
        let mut history = Undo::new(empty());
        let mut states = vec![bytes(history.present())];
        let mut given = ids(history.present());
        for roll in rolls {
            let mut model = history.present().clone();
            let Some(edit) = edit_of(&model, roll) else { continue };
            let before = ids(&model);
            let label = edit.label();
            if edit.apply(&mut model.0, &mut model.1).is_err() {
                prop_assert_eq!(&model, history.present());
                continue;
            }
            for id in ids(&model).difference(&before) {
                prop_assert!(given.insert(id.clone()), "{} came back", id);
            }
            // Two walls a centimetre apart are one wall to a door: it goes with either.
            prop_assert!(off_wall(&model.0) <= ON_WALL, "a door left its wall");
            if model != *history.present() {
                history.step(label, model);
                states.push(bytes(history.present()));
            }
        }
        for state in states.iter().rev().skip(1) {
            prop_assert!(history.undo().is_some());
            prop_assert_eq!(&bytes(history.present()), state);
        }
        prop_assert!(history.undo().is_none());
        for state in states.iter().skip(1) {
            prop_assert!(history.redo().is_some());
            prop_assert_eq!(&bytes(history.present()), state);
        }
        prop_assert!(history.redo().is_none());
    }
}

fn room(model: &mut Model, a: (f64, f64), b: (f64, f64)) -> SpaceId {
    let (storey, name) = (ground(model), "Room".to_owned());
    let (usage, outline) = (SpaceUse::Production, rectangle(a, b));
    let made = make(model, Edit::AddSpace { storey, name, usage, outline });
    let ElementId::Space(id) = made else { panic!("a space is made") };
    id
}

fn of<'m>(model: &'m Model, id: &SpaceId) -> &'m Space {
    model.0.space(id).unwrap().1
}

fn run(model: &mut Model, edit: Edit) -> Result<BTreeSet<ElementId>, EditError> {
    edit.apply(&mut model.0, &mut model.1)
}

#[test]
fn a_split_space_keeps_its_area_and_its_people() {
    let mut model = empty();
    let hall = hall(&mut model);
    model.0.space_mut(&hall).unwrap().load = OccupantLoad::Count(30);
    let line = Segment::new(Point::new(5.0, -1.0), Point::new(5.0, 11.0));
    run(&mut model, Edit::Split { space: hall.clone(), line }).unwrap();
    let spaces: Vec<&Space> = model.0.spaces().map(|(_, space)| space).collect();
    assert_eq!(spaces.len(), 2);
    assert!((of(&model, &hall).outline.area() - 150.0).abs() < 1e-6, "the larger part stays");
    assert_eq!(spaces.iter().map(|space| space.people(None)).sum::<u32>(), 30);
    assert!(spaces.iter().all(|space| space.outline.corners().len() == 4));
    let beside = Segment::new(Point::new(30.0, 0.0), Point::new(30.0, 5.0));
    let refused = run(&mut model, Edit::Split { space: hall, line: beside });
    assert_eq!(refused, Err(EditError::NotDivided));
}

#[test]
fn merging_takes_a_split_back() {
    let mut model = empty();
    let hall = hall(&mut model);
    let whole = of(&model, &hall).outline.area();
    let line = Segment::new(Point::new(8.0, -1.0), Point::new(13.0, 11.0));
    run(&mut model, Edit::Split { space: hall.clone(), line }).unwrap();
    let between = Segment::new(Point::new(10.2, 4.6), Point::new(10.6, 5.4));
    let (storey, name) = (ground(&model), "D".to_owned());
    run(&mut model, Edit::AddDoor { storey, name, line: between, exit: false }).unwrap();
    let all: BTreeSet<SpaceId> = model.0.spaces().map(|(_, space)| space.id.clone()).collect();
    run(&mut model, Edit::Merge(all)).unwrap();
    assert_eq!(model.0.spaces().count(), 1);
    assert_eq!(model.0.doors().count(), 0, "its wall is gone");
    let (_, merged) = model.0.spaces().next().unwrap();
    assert!((merged.outline.area() - whole).abs() < 1e-6);
    assert_eq!(merged.outline.corners().len(), 4);
    let far = room(&mut model, (40.0, 0.0), (45.0, 5.0));
    let apart = BTreeSet::from([merged_id(&model), far]);
    assert_eq!(run(&mut model, Edit::Merge(apart)), Err(EditError::NotTouching));
}

fn merged_id(model: &Model) -> SpaceId {
    model.0.spaces().next().unwrap().1.id.clone()
}

#[test]
fn a_mirrored_door_opens_to_the_mirrored_side() {
    let mut model = empty();
    let (left, right) =
        (room(&mut model, (0.0, 0.0), (10.0, 10.0)), room(&mut model, (10.0, 0.0), (14.0, 10.0)));
    let line = Segment::new(Point::new(10.0, 2.0), Point::new(10.0, 3.0));
    let (storey, name) = (ground(&model), "D".to_owned());
    run(&mut model, Edit::AddDoor { storey, name, line, exit: false }).unwrap();
    let opens_into = |model: &Model| {
        let (storey, door) = model.0.doors().next().unwrap();
        let (on_left, on_right) = storey.sides(door);
        if door.swing == Swing::Left { on_left.cloned() } else { on_right.cloned() }
    };
    let before = opens_into(&model);
    let elements = BTreeSet::from([left.into(), right.into()]);
    run(&mut model, Edit::Mirror { elements: elements.clone(), sideways: true }).unwrap();
    let (_, door) = model.0.doors().next().unwrap();
    assert!((door.line.middle().x - 4.0).abs() < 1e-9, "the wall is at 14 − 10");
    assert_eq!(opens_into(&model), before);
    run(&mut model, Edit::Mirror { elements, sideways: true }).unwrap();
    let (_, door) = model.0.doors().next().unwrap();
    assert_eq!(door.line, line, "twice is as before");
}

#[test]
fn aligned_and_spread_rooms_stand_in_order() {
    let mut model = empty();
    let rooms = [
        room(&mut model, (0.0, 0.0), (2.0, 2.0)),
        room(&mut model, (3.0, 1.0), (7.0, 2.5)),
        room(&mut model, (10.0, 5.0), (12.0, 9.0)),
    ];
    let elements: BTreeSet<ElementId> = rooms.iter().map(ElementId::from).collect();
    let to = Alignment::Bottom;
    run(&mut model, Edit::Align { elements: elements.clone(), to }).unwrap();
    let bounds = |model: &Model, at: usize| of(model, &rooms[at]).outline.bounds().unwrap();
    assert!((0..3).all(|at| bounds(&model, at).min.y.abs() < 1e-9));
    let to = Alignment::SpreadSideways;
    run(&mut model, Edit::Align { elements, to }).unwrap();
    let gap = |a: usize, b: usize| bounds(&model, b).min.x - bounds(&model, a).max.x;
    assert!((gap(0, 1) - gap(1, 2)).abs() < 1e-9 && (gap(0, 1) - 2.0).abs() < 1e-9);
}

#[test]
fn an_offset_wall_runs_beside_the_first() {
    let mut model = empty();
    let line = Segment::new(Point::new(0.0, 0.0), Point::new(6.0, 0.0));
    let (storey, thickness) = (ground(&model), 0.3);
    let made = make(&mut model, Edit::AddWall { storey, line, thickness });
    let ElementId::Wall(wall) = made else { panic!("a wall is made") };
    run(&mut model, Edit::OffsetWall { wall, distance: 1.5 }).unwrap();
    let walls = &model.0.storeys[0].walls;
    assert_eq!(walls.len(), 2);
    assert_eq!(walls[1].line, line.moved(0.0, 1.5));
    assert!((walls[1].thickness - thickness).abs() < 1e-12);
}

#[test]
fn a_duplicated_storey_has_no_door_that_leads_nowhere() {
    let mut model = empty();
    hall(&mut model);
    let mut out = line_exit(&mut model);
    out.exit = true;
    make(&mut model, Edit::Set(vec![Element::Door(out)]));
    let inner = room(&mut model, (20.0, 0.0), (24.0, 10.0));
    let line = Segment::new(Point::new(20.0, 4.5), Point::new(20.0, 5.5));
    let (storey, name) = (ground(&model), "D".to_owned());
    run(&mut model, Edit::AddDoor { storey, name, line, exit: false }).unwrap();
    assert_eq!(model.0.storeys[0].doors.len(), 2);
    let edit = Edit::DuplicateStorey { storey: ground(&model), name: "2F".to_owned() };
    make(&mut model, edit);
    let upper = &model.0.storeys[1];
    assert_eq!(upper.doors.len(), 1, "the exit stayed below");
    assert!(matches!(upper.sides(&upper.doors[0]), (Some(_), Some(_))));
    assert!(model.0.space(&inner).is_some());
}

#[test]
fn people_are_filled_in_by_use_where_nobody_has_said_how_many() {
    let mut model = empty();
    let hall = hall(&mut model);
    let storey = ground(&model);
    let add = |usage| Edit::AddSpace {
        storey: storey.clone(),
        name: String::new(),
        usage,
        outline: rectangle((30.0, 0.0), (40.0, 10.0)),
    };
    make(&mut model, add(SpaceUse::Corridor));
    let ElementId::Space(store) = make(&mut model, add(SpaceUse::Storage)) else {
        panic!("a space is made")
    };
    for space in &mut model.0.storeys[0].spaces {
        if space.id == store {
            space.load = OccupantLoad::Count(2);
        }
    }
    let made = Edit::FillPeople.apply(&mut model.0, &mut model.1).unwrap();
    assert_eq!(made, [ElementId::from(&hall)].into());
    assert_eq!(model.0.space(&hall).unwrap().1.load, OccupantLoad::AreaPerPerson(9.3));
    assert_eq!(model.0.space(&store).unwrap().1.load, OccupantLoad::Count(2));
    assert_eq!(model.0.unconfirmed(), made, "a guess until it is confirmed");
    assert!(Edit::FillPeople.apply(&mut model.0, &mut model.1).unwrap().is_empty());
}
