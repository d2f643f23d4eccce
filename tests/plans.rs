//! Plans whose rooms are known, from file to building.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

#[path = "../examples/plans/draw.rs"]
mod draw;

use muster::building::problem::{Severity, problems};
use muster::building::{BuildingId, FireClass, Point, Site, SpaceUse};
use muster::exchange::plan::{Options, PlanError, PlanKind, Proposal, Stop, propose};
use muster::language::Language;

fn read(text: &str) -> Proposal {
    propose(PlanKind::Dxf, text.as_bytes(), &Options::default(), &Stop::default()).unwrap()
}

/// Rooms found by name, the largest error of an area as a share, doors found.
fn quality(plan: &draw::Plan, proposal: &Proposal) -> (usize, f64, usize, usize) {
    let storey = &proposal.storeys[0];
    let (mut rooms, mut error) = (0, 0.0_f64);
    for room in &plan.rooms {
        let known = draw::Plan::area(room);
        let found = storey.spaces.iter().find(|space| space.name == room.name);
        if let Some(space) = found {
            let off = (space.outline.area() - known).abs() / known;
            if off < 0.05 {
                rooms += 1;
                error = error.max(off);
            }
        }
    }
    let corner = (proposal.origin.x, proposal.origin.y);
    let unit = proposal.scale.unwrap().0;
    let mut doors = 0;
    for door in &plan.doors {
        let (x, y) = plan.place(door.at);
        let at = Point::new((x - corner.0) * unit, (y - corner.1) * unit);
        let near = |found: &&muster::exchange::plan::FoundDoor| {
            found.line.middle().distance(at) < 0.4 && (found.line.length() - door.width).abs() < 0.3
        };
        let found = storey.doors.iter().any(|found| near(&found));
        if !found {
            let close = storey.doors.iter().filter(|d| d.line.middle().distance(at) < 2.0);
            let lines: Vec<_> = close.map(|door| door.line).collect();
            println!("missing {door:?} at {at:?}: {lines:?}");
        }
        doors += usize::from(found);
    }
    (rooms, error, doors, storey.doors.len() - doors)
}

#[test]
fn every_room_and_door_of_the_drawn_plans_is_found() {
    let mut failed = Vec::new();
    for plan in draw::all() {
        let proposal = read(&plan.dxf());
        let (rooms, error, doors, more) = quality(&plan, &proposal);
        println!(
            "{:18} rooms {rooms}/{} area error {:.2} % doors {doors}/{} beyond {more}",
            plan.title,
            plan.rooms.len(),
            error * 100.0,
            plan.doors.len()
        );
        let all = rooms == plan.rooms.len() && doors == plan.doors.len() && more == 0;
        if !all || error > 0.02 {
            failed.push(plan.title);
        }
    }
    assert!(failed.is_empty(), "{failed:?}");
}

#[test]
fn an_imported_plan_is_a_building_without_errors() {
    for plan in draw::all() {
        let proposal = read(&plan.dxf());
        let building = proposal.building(BuildingId::new("b"), "B", Language::English);
        let errors: Vec<_> = problems(&building, &Site::default())
            .into_iter()
            .filter(|problem| problem.severity == Severity::Error)
            .map(|problem| Language::English.say(&problem.message))
            .collect();
        assert!(errors.is_empty(), "{}: {errors:?}", plan.title);
        assert!(building.exits().count() >= 2, "{}", plan.title);
    }
}

#[test]
fn names_uses_and_fire_doors_are_read() {
    let plan = draw::all().into_iter().find(|plan| plan.title == "chinese").unwrap();
    let storey = &read(&plan.dxf()).storeys[0];
    let usage = |name: &str| storey.spaces.iter().find(|s| s.name == name).unwrap().usage;
    assert_eq!(usage("装配车间"), Some(SpaceUse::Production));
    assert_eq!(usage("楼梯间"), Some(SpaceUse::Stair));
    let fire: Vec<_> = storey.doors.iter().filter_map(|door| door.kind.fire_class()).collect();
    assert_eq!(fire, [FireClass::A, FireClass::B]);
    assert_eq!(storey.walls.len(), 6, "columns");
}

#[test]
fn a_file_cut_anywhere_is_an_error_or_a_smaller_plan_and_never_a_panic() {
    let plan = draw::offices("cut", draw::Style { r12: true, ..draw::PLAIN });
    let text = plan.dxf();
    for end in (0..text.len()).step_by(97) {
        let cut =
            propose(PlanKind::Dxf, &text.as_bytes()[..end], &Options::default(), &Stop::default());
        if let Ok(proposal) = cut {
            assert!(proposal.storeys[0].spaces.len() <= plan.rooms.len() + 1);
        }
    }
}

#[test]
fn blocks_that_contain_themselves_are_refused() {
    let text = "0\nSECTION\n2\nBLOCKS\n0\nBLOCK\n8\n0\n2\nA\n70\n0\n10\n0\n20\n0\n3\nA\n\
                0\nINSERT\n8\n0\n2\nA\n10\n0\n20\n0\n0\nINSERT\n8\n0\n2\nA\n10\n1\n20\n0\n\
                0\nENDBLK\n8\n0\n0\nENDSEC\n0\nSECTION\n2\nENTITIES\n\
                0\nINSERT\n8\n0\n2\nA\n10\n0\n20\n0\n0\nENDSEC\n0\nEOF\n";
    let read = propose(PlanKind::Dxf, text.as_bytes(), &Options::default(), &Stop::default());
    assert_eq!(read.err(), Some(PlanError::TooMuch));
}

#[test]
fn a_picture_of_lines_is_read_through_its_transforms() {
    let plan = draw::offices("svg", draw::PLAIN);
    let read = |bytes: &[u8], scale| {
        let options = Options { scale, ..Options::default() };
        propose(PlanKind::Svg, bytes, &options, &Stop::default())
    };
    let text = plan.svg();
    // 18 units of the inner group are a metre, and 900 units are 450 mm of 96 dots an inch.
    let scale = 1.0 / 18.0 / (450.0 / 25.4 * 96.0 / 900.0);
    let given = read(text.as_bytes(), Some(scale)).unwrap();
    let guessed = read(text.as_bytes(), None).unwrap();
    assert!((guessed.scale.unwrap().0 / scale - 1.0).abs() < 0.01, "by the width of doors");
    let storey = &given.storeys[0];
    for room in &plan.rooms {
        let space = storey.spaces.iter().find(|space| space.name == room.name);
        let area = space.unwrap().outline.area();
        assert!((area / draw::Plan::area(room) - 1.0).abs() < 0.01, "{}: {area}", room.name);
    }
    assert_eq!(storey.doors.len(), plan.doors.len());
    assert!(read(&text.as_bytes()[..text.len() / 2], None).is_err());
    let bomb = "<svg xmlns='http://www.w3.org/2000/svg'><defs><g id='a0'><path d='M0 0L1 1'/></g>"
        .to_owned()
        + &(1..30)
            .map(|n| format!("<g id='a{n}'>{}</g>", format!("<use href='#a{}'/>", n - 1).repeat(8)))
            .collect::<String>()
        + "</defs><use href='#a29'/></svg>";
    assert_eq!(read(bomb.as_bytes(), None).err(), Some(PlanError::TooMuch));
}
