//! The files of a book: what is written comes back, what is broken is named and kept.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use muster::building::{
    Building, BuildingId, Closing, Door, DoorId, DoorKind, FireClass, OccupantLoad, Point, Polygon,
    Segment, Space, SpaceId, SpaceUse,
};
use muster::drill::{Checkpoint, CheckpointKind, Scenario, ScenarioId};
use muster::samples;
use muster::store::{Book, Cache, Contents, Problem, from_text, to_text};
use muster::units::Seconds;

fn building() -> Building {
    let mut building = Building::new(BuildingId::new("plant"), "高端阀门厂房", "1F");
    let number = building.next_number();
    let storey = &mut building.storeys[0];
    let outline = Polygon::rectangle(Point::new(0.0, 0.0), Point::new(30.0, 20.0));
    let mut hall =
        Space::new(SpaceId::numbered(number), "机加工 \"A\"", SpaceUse::Production, outline);
    hall.load = OccupantLoad::Count(86);
    storey.spaces.push(hall);
    let line = Segment::new(Point::new(30.0, 9.0), Point::new(30.0, 10.2));
    let mut door = Door::new(DoorId::numbered(number + 1), "E1", line);
    door.kind = DoorKind::Fire { class: FireClass::B, closing: Closing::NormallyClosed };
    door.exit = true;
    storey.doors.push(door);
    building.last_number = number + 1;
    building
}

fn contents() -> Contents {
    let mut contents = Contents::new("测试厂区");
    contents.buildings.insert(BuildingId::new("plant"), Arc::new(building()));
    let mut scenario = Scenario::new(ScenarioId::new("night"), "夜班", BuildingId::new("plant"));
    let mut reported = Checkpoint::proposed(CheckpointKind::FireReported);
    reported.target = Some(Seconds::new(60.0));
    scenario.checkpoints.push(reported);
    contents.scenarios.insert(scenario.id.clone(), Arc::new(scenario));
    contents
}

fn read(text: &str) -> Result<Building, Problem> {
    from_text::<Building>(Path::new("plant.ron"), text).map_err(|error| error.problem)
}

#[test]
fn a_book_comes_back_as_it_was_saved() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("book");
    drop(Book::create(&root, &contents()).unwrap());
    let (book, loaded) = Book::open(&root).unwrap();
    assert!(book.broken.is_empty());
    assert_eq!(loaded, contents());
    assert_eq!(book.saver().save(&loaded).unwrap().written, 0, "nothing changed, nothing written");
}

#[test]
fn a_byte_order_mark_and_crlf_are_accepted() {
    let text = to_text(&building()).unwrap().replace('\n', "\r\n");
    assert_eq!(read(&format!("\u{feff}{text}")).unwrap(), building());
}

#[test]
fn a_duration_may_be_written_without_some() {
    let text = to_text(contents().scenarios.values().next().unwrap().as_ref()).unwrap();
    assert!(text.contains("target: Some(60.0)"), "{text}");
    let by_hand = text.replace("Some(60.0)", "75.0");
    let scenario: Scenario = from_text(Path::new("night.ron"), &by_hand).unwrap();
    assert_eq!(scenario.checkpoints[0].target, Some(Seconds::new(75.0)));
}

#[test]
fn unknown_and_doubled_fields_are_refused_with_their_place() {
    let text = to_text(&building()).unwrap();
    let unknown = text.replace("sprinklered:", "sprinkled:");
    let error = from_text::<Building>(Path::new("plant.ron"), &unknown).unwrap_err();
    let line = unknown.lines().position(|line| line.contains("sprinkled")).unwrap() + 1;
    assert_eq!(error.place.unwrap().0, line);
    assert!(error.to_string().contains("sprinkled"), "{error}");

    let doubled = text.replace("sprinklered: false,", "sprinklered: false, sprinklered: true,");
    assert!(matches!(read(&doubled).unwrap_err(), Problem::Syntax(_)));
    let in_a_variant = text.replace("class: B,", "class: B, colour: \"red\",");
    assert_ne!(in_a_variant, text);
    assert!(matches!(read(&in_a_variant).unwrap_err(), Problem::Syntax(_)));
}

#[test]
fn other_formats_newer_versions_and_numbers_that_are_none_are_refused() {
    let text = to_text(&building()).unwrap();
    let other = text.replace("muster/building", "muster/scenario");
    assert!(matches!(read(&other).unwrap_err(), Problem::WrongFormat { .. }));
    let newer = text.replace("version: 1", "version: 7");
    assert_eq!(read(&newer).unwrap_err(), Problem::NewerVersion { found: 7, known: 1 });
    let endless = text.replace("(30.0, 20.0)", "(inf, 20.0)");
    assert_ne!(endless, text);
    assert!(matches!(read(&endless).unwrap_err(), Problem::Syntax(_)));
}

#[test]
fn deep_nesting_is_refused_and_does_not_exhaust_the_stack() {
    let deep = format!("(format: \"muster/building\", version: 1, x: {})", "(".repeat(200_000));
    assert!(matches!(read(&deep).unwrap_err(), Problem::Syntax(_)));
}

#[test]
fn every_cut_of_a_file_is_an_error_and_never_a_panic() {
    let text = to_text(&building()).unwrap();
    let whole = text.trim_end().len();
    for (cut, _) in text.char_indices().filter(|(cut, _)| *cut < whole) {
        assert!(read(&text[..cut]).is_err(), "cut at {cut}");
    }
}

#[test]
fn a_broken_file_is_listed_kept_and_does_not_stop_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("book");
    drop(Book::create(&root, &contents()).unwrap());
    let broken = root.join("scenarios/broken.ron");
    fs::write(&broken, "(format: \"muster/scenario\", version: 1, content: (id: 12))").unwrap();
    let (book, loaded) = Book::open(&root).unwrap();
    assert_eq!(book.broken.len(), 1);
    assert_eq!(book.broken[0].error.file, broken);
    assert_eq!(loaded, contents());
    book.saver().save(&loaded).unwrap();
    assert!(fs::read_to_string(&broken).unwrap().contains("12"), "left as it was");
}

#[test]
fn a_file_under_another_name_than_its_id_is_not_taken_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("book");
    drop(Book::create(&root, &contents()).unwrap());
    fs::copy(root.join("buildings/plant.ron"), root.join("buildings/copy.ron")).unwrap();
    let (book, loaded) = Book::open(&root).unwrap();
    assert_eq!(loaded.buildings.len(), 1);
    assert!(matches!(book.broken[0].error.problem, Problem::WrongName { .. }));
}

#[test]
fn a_second_program_opens_the_book_read_only() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("book");
    let first = Book::create(&root, &contents()).unwrap();
    let (second, loaded) = Book::open(&root).unwrap();
    assert!(second.is_read_only());
    assert!(second.saver().save(&loaded).is_err());
    drop(first);
    drop(second);
    assert!(!Book::open(&root).unwrap().0.is_read_only());
}

#[test]
fn what_somebody_else_changed_meanwhile_is_kept_aside() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("book");
    drop(Book::create(&root, &contents()).unwrap());
    let (book, mut loaded) = Book::open(&root).unwrap();
    let path = root.join("buildings/plant.ron");
    fs::write(&path, "theirs").unwrap();
    loaded.building_mut(&BuildingId::new("plant")).unwrap().name = "ours".to_owned();
    let saved = book.saver().save(&loaded).unwrap();
    assert_eq!(fs::read_to_string(&saved.kept_aside[0]).unwrap(), "theirs");
    assert!(fs::read_to_string(&path).unwrap().contains("ours"));
}

#[test]
fn the_records_of_a_large_book_follow_it() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("book");
    samples::write("polishing-workshop", &root).unwrap();
    let (book, _) = Book::open(&root).unwrap();
    let sample = book.records.values().next().unwrap().clone();
    let text = fs::read_to_string(book.record_file(&sample.id)).unwrap();
    let known = book.records.len();
    drop(book);
    for number in 0..90 {
        let id = format!("copy-{number:02}");
        let copy = text.replacen(sample.id.as_str(), &id, 1);
        fs::write(root.join(format!("records/{id}.ron")), copy).unwrap();
    }
    fs::write(root.join("records/copy-90.ron"), "broken").unwrap();
    let cache = Cache::within(&folder.path().join("cache"));
    let (mut book, _) = Book::open_now(&root, &cache).unwrap();
    assert_eq!(book.reading().map(|(_, all)| all), Some(known + 91));
    while book.take_records() {
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    assert_eq!(book.reading(), None);
    assert_eq!((book.records.len(), book.broken.len()), (known + 90, 1));
    drop(book);
    let (whole, _) = Book::open_with(&root, &cache).unwrap();
    assert_eq!((whole.records.len(), whole.broken.len()), (known + 90, 1));
}

#[test]
fn a_scenario_that_is_taken_out_goes_to_the_removed_folder() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("book");
    drop(Book::create(&root, &contents()).unwrap());
    let (book, mut loaded) = Book::open(&root).unwrap();
    loaded.scenarios.clear();
    book.saver().save(&loaded).unwrap();
    assert!(!root.join("scenarios/night.ron").exists());
    assert_eq!(fs::read_dir(root.join("removed/scenarios")).unwrap().count(), 1);
    let (_, again) = {
        drop(book);
        Book::open(&root).unwrap()
    };
    assert!(again.scenarios.is_empty());
}
