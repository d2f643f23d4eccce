//! IFC models whose rooms, doors and stairs are known, from file to building. `tests/ifc/make.py` writes
//! them with ifcopenshell.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use muster::building::problem::{Severity, problems};
use muster::building::{
    Building, BuildingId, Door, FireClass, OccupantLoad, Site, SpaceUse, Storey, Swing,
};
use muster::exchange::plan::{Certainty, Options, PlanError, PlanKind, Proposal, Stop, propose};
use muster::language::Language;

const PLANT: &[u8] = include_bytes!("ifc/plant.ifc");
const WORKS: &[u8] = include_bytes!("ifc/works.ifc");

fn read(bytes: &[u8]) -> Result<Proposal, PlanError> {
    propose(PlanKind::Ifc, bytes, &Options::default(), &Stop::default())
}

fn building(bytes: &[u8]) -> Building {
    read(bytes).unwrap().building(BuildingId::new("b"), "B", Language::English)
}

/// Whether there is a space of this name and area (m², within 0.5 %), and what it is for.
fn space(storey: &Storey, name: &str, area: f64, usage: SpaceUse) {
    let found = storey.spaces.iter().find(|space| space.name == name);
    let Some(found) = found else {
        let names: Vec<_> = storey.spaces.iter().map(|space| &space.name).collect();
        panic!("no {name} among {names:?}")
    };
    let own = found.outline.area();
    assert!((own / area - 1.0).abs() < 0.005, "{name}: {own} instead of {area}");
    assert_eq!(found.usage, usage, "{name}");
}

fn door<'b>(storey: &'b Storey, name: &str) -> &'b Door {
    let names: Vec<_> = storey.doors.iter().map(|door| &door.name).collect();
    storey
        .doors
        .iter()
        .find(|door| door.name == name)
        .unwrap_or_else(|| panic!("{name}: {names:?}"))
}

/// The names of the spaces that a door joins.
fn joins(storey: &Storey, name: &str) -> [String; 2] {
    let (left, right) = storey.sides(door(storey, name));
    let name = |id: Option<&muster::building::SpaceId>| {
        let space = id.and_then(|id| storey.spaces.iter().find(|space| space.id == *id));
        space.map_or_else(String::new, |space| space.name.clone())
    };
    let mut both = [name(left), name(right)];
    both.sort();
    both
}

fn notes(proposal: &Proposal, certainty: Certainty) -> Vec<String> {
    let notes = proposal.notes.iter().filter(|note| note.certainty == certainty);
    notes.map(|note| Language::English.say(&note.message)).collect()
}

#[test]
fn the_storeys_and_spaces_of_an_ifc4_model_are_read() {
    let plant = building(PLANT);
    let names: Vec<_> = plant.storeys.iter().map(|s| (s.name.as_str(), s.elevation)).collect();
    assert_eq!(names, [("一层", 0.0), ("二层", 4.2)]);
    let (low, high) = (&plant.storeys[0], &plant.storeys[1]);
    assert!((low.height - 4.2).abs() < 1e-6);
    space(low, "101 装配车间", 96.0, SpaceUse::Production);
    space(low, "102 成品库", 62.4, SpaceUse::Storage);
    space(low, "103 走道", 60.8, SpaceUse::Corridor);
    space(low, "104 楼梯间", 14.44, SpaceUse::Stair);
    space(high, "201 办公室", 160.0 + 4.5 * std::f64::consts::PI, SpaceUse::Office);
    assert_eq!((low.spaces.len(), high.spaces.len()), (4, 3), "no yard, no gross area");
    assert_eq!(low.walls.len(), 1, "the column");
    let hall = low.spaces.iter().find(|space| space.name.contains("装配")).unwrap();
    assert_eq!(hall.load, OccupantLoad::Count(40));
    assert!(!plant.guessed_people.contains(&hall.id), "the model says it");
    assert!(plant.guessed_people.contains(&low.spaces[1].id), "by its use");
}

#[test]
fn the_doors_of_an_ifc4_model_are_read() {
    let plant = building(PLANT);
    let (low, high) = (&plant.storeys[0], &plant.storeys[1]);
    let main = door(low, "E-1");
    assert!((main.line.length() - 2.4).abs() < 0.01 && main.exit && main.leaves == 2);
    assert_eq!(joins(low, "E-1"), ["", "101 装配车间"]);
    assert_eq!(joins(low, "E-2"), ["", "103 走道"]);
    assert_eq!(joins(low, "D-1"), ["101 装配车间", "103 走道"]);
    assert_eq!(joins(low, "FM甲1521"), ["101 装配车间", "102 成品库"]);
    assert_eq!(joins(low, "D-2"), ["103 走道", "104 楼梯间"]);
    assert_eq!(joins(high, "D-3"), ["201 办公室", "202 走道"]);
    let class = |storey, name| door(storey, name).kind.fire_class();
    assert_eq!(class(low, "FM甲1521"), Some(FireClass::A));
    assert_eq!(class(low, "D-2"), Some(FireClass::B));
    assert_eq!(class(high, "FM乙1221"), Some(FireClass::B));
    assert_eq!(class(low, "D-1"), None);
    assert!(door(low, "FM甲1521").hardware.self_closer);
    assert!(!door(low, "D-1").hardware.self_closer);
    assert_eq!(door(low, "E-3").swing, Swing::Sliding);
    // The party wall runs north, so its door opens to the west: into the hall.
    let party = door(low, "FM甲1521");
    let (x, y) = party.line.left();
    let into = party.line.middle().moved(x * 0.5, y * 0.5);
    assert_eq!(party.swing, Swing::Left);
    assert_eq!(low.space_at(into).unwrap().name, "101 装配车间");
    // An opening that is no door joins the store and the corridor; the one over a sill joins nothing.
    let open: Vec<_> = low.doors.iter().filter(|door| door.swing == Swing::Open).collect();
    assert_eq!(open.len(), 1);
    assert_eq!(joins(low, &open[0].name), ["102 成品库", "103 走道"]);
    assert_eq!(plant.exits().count(), 3);
    // The mirrored and mapped leaf of D-3 stands where its opening is: 4 to 5 m along the wall.
    let middle = door(high, "D-3").line.middle();
    assert!((middle.x - 4.7).abs() < 0.01, "{middle:?}");
}

#[test]
fn the_stair_of_a_model_joins_its_storeys() {
    let plant = building(PLANT);
    let [stair] = plant.stairs.as_slice() else { panic!("{:?}", plant.stairs) };
    assert_eq!((stair.name.as_str(), stair.flights), ("S-1", 2));
    assert!((stair.clear_width - 1.5).abs() < 1e-6, "{}", stair.clear_width);
    assert!((stair.riser - 4.2 / 26.0).abs() < 1e-6 && (stair.tread - 0.275).abs() < 1e-6);
    let names: Vec<_> = stair.levels.iter().map(|id| &plant.space(id).unwrap().1.name).collect();
    assert_eq!(names, ["104 楼梯间", "203 楼梯间"]);
    assert!(plant.guessed.iter().all(|id| id.as_str() != stair.id.as_str()), "the model says it");
}

#[test]
fn what_is_left_out_of_a_model_is_named() {
    let proposal = read(PLANT).unwrap();
    let left_out = notes(&proposal, Certainty::LeftOut).join("\n");
    for part in ["105 Yard", "GFA", "IFCFURNITURE", "Roof", "7 balloons"] {
        assert!(left_out.contains(part), "{part} in {left_out}");
    }
    let guessed = notes(&proposal, Certainty::Guessed).join("\n");
    assert!(guessed.contains("2.00 m in a wall"), "{guessed}");
}

#[test]
fn an_ifc2x3_model_in_feet_turned_and_far_away_is_read() {
    let works = building(WORKS);
    let [low, high] = works.storeys.as_slice() else { panic!("two storeys") };
    // No spaces below: rooms are found between the walls.
    let mut areas: Vec<f64> = low.spaces.iter().map(|space| space.outline.area()).collect();
    areas.sort_by(f64::total_cmp);
    assert_eq!(areas.len(), 2);
    assert!((areas[0] - 68.5).abs() < 0.4 && (areas[1] - 78.5).abs() < 0.4, "{areas:?}");
    assert!(
        low.spaces
            .iter()
            .all(|space| works.guessed.iter().any(|id| id.as_str() == space.id.as_str()))
    );
    space(high, "1.01 Office", 78.5, SpaceUse::Office);
    space(high, "1.02 Tool store", 68.5 + 2.0 * std::f64::consts::PI, SpaceUse::Storage);
    assert_eq!((low.doors.len(), works.exits().count()), (3, 2));
    let main = door(low, "4711");
    assert!((main.line.length() - 1.8).abs() < 0.01);
    assert_eq!(main.leaves, 2);
    assert_eq!(door(low, "4712").kind.fire_class(), Some(FireClass::C));
    assert_eq!(joins(high, "4714"), ["1.01 Office", "1.02 Tool store"]);
    assert_eq!(door(high, "4714").swing, Swing::Both);
    let bounds = works.bounds().unwrap();
    assert!(bounds.min.x.abs() < 1.0 && bounds.max.x < 25.0, "moved to the origin: {bounds:?}");
    let [stair] = works.stairs.as_slice() else { panic!("{:?}", works.stairs) };
    assert!((stair.riser - 4.0 / 24.0).abs() < 1e-6 && (stair.tread - 0.26).abs() < 1e-6);
    assert!((stair.clear_width - 1.2).abs() < 1e-6, "{}", stair.clear_width);
}

#[test]
fn imported_models_are_buildings_without_errors() {
    for (name, bytes) in [("plant", PLANT), ("works", WORKS)] {
        let building = building(bytes);
        let errors: Vec<_> = problems(&building, &Site::default())
            .into_iter()
            .filter(|problem| problem.severity == Severity::Error)
            .map(|problem| Language::English.say(&problem.message))
            .collect();
        assert!(errors.is_empty(), "{name}: {errors:?}");
    }
}

#[test]
fn a_scale_that_is_given_counts() {
    let options = Options { scale: Some(0.002), ..Options::default() };
    let twice = propose(PlanKind::Ifc, PLANT, &options, &Stop::default()).unwrap();
    let area: f64 = twice.storeys[0].spaces.iter().map(|space| space.outline.area()).sum();
    assert!((area / (4.0 * (96.0 + 62.4 + 60.8 + 14.44)) - 1.0).abs() < 0.005, "{area}");
}

#[test]
fn a_model_cut_anywhere_is_an_error_or_a_smaller_model() {
    for bytes in [PLANT, WORKS] {
        let whole = read(bytes).unwrap().counts();
        for end in (0..bytes.len()).step_by(397) {
            if let Ok(proposal) = read(&bytes[..end]) {
                let (spaces, _) = proposal.counts();
                assert!(spaces <= whole.0 + 2, "{end}");
                let told = notes(&proposal, Certainty::LeftOut).join(" ");
                assert!(told.contains("ends in the middle"), "{end}");
            }
        }
    }
}

#[test]
fn references_in_a_circle_come_to_an_end() {
    // Placements, mapped items and containers that lead back to themselves.
    let text = String::from_utf8_lossy(PLANT);
    let own = |line: &str| line.split('=').next().unwrap_or_default().to_owned();
    let circles: String = text
        .lines()
        .map(|line| {
            let id = own(line);
            if line.contains("=IFCLOCALPLACEMENT(#") {
                let rest = line.split_once(',').unwrap().1;
                format!("{id}=IFCLOCALPLACEMENT({id},{rest}\n")
            } else if line.contains("=IFCREPRESENTATIONMAP(") {
                let map = line.split_once('(').unwrap().1;
                let origin = map.split(',').next().unwrap();
                format!("{id}=IFCREPRESENTATIONMAP({origin},#999999);\n")
            } else {
                format!("{line}\n")
            }
        })
        .collect();
    let _ = read(circles.as_bytes());
    assert!(matches!(
        read(b"ISO-10303-21;\nHEADER;\nENDSEC;\nDATA;\n"),
        Err(PlanError::Broken { .. })
    ));
    assert!(matches!(read(b"0\nSECTION"), Err(PlanError::Broken { .. })));
}
