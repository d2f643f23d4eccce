//! Findings of the rules in the window: seen, mended, accepted, and another pack chosen.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use eframe::egui::{Key, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use muster::app::{Muster, Start};
use muster::building::{Building, BuildingId, Point, Polygon, Space, SpaceId, SpaceUse};
use muster::language::Language;
use muster::samples;
use muster::store::{Book, Contents};

type Window = Harness<'static, Option<Muster>>;

fn window(home: &Path, book: &Path) -> Window {
    let start = Start {
        book: Some(book.to_owned()),
        language: Some(Language::English),
        home: Some(home.to_owned()),
    };
    let mut harness = Harness::builder().with_size([1366.0, 768.0]).build_ui_state(
        move |ui, muster: &mut Option<Muster>| match muster {
            Some(muster) => muster.show(ui),
            None => *muster = Some(Muster::new(ui.ctx(), start.clone())),
        },
        None,
    );
    harness.run_steps(3);
    harness
}

/// Waits for the check beside the window.
fn wait_for(harness: &mut Window, text: &str) {
    let patience = Instant::now() + Duration::from_secs(30);
    while harness.query_all_by_label_contains(text).next().is_none() {
        assert!(Instant::now() < patience, "{text} never came");
        std::thread::sleep(Duration::from_millis(10));
        harness.run_steps(2);
    }
}

fn sample(home: &Path) -> PathBuf {
    let book = home.join("book");
    samples::write("valve-plant", &book).unwrap();
    book
}

#[test]
fn a_finding_is_mended_by_its_button_and_undone() {
    let home = tempfile::tempdir().unwrap();
    let book = sample(home.path());
    let mut harness = window(home.path(), &book);
    wait_for(&mut harness, "13 rule findings");
    harness.get_by_label_contains("13 rule findings").click();
    harness.run_steps(3);
    harness.get_by_label_contains("does not certify");
    harness.get_all_by_label_contains("Fix").next().unwrap().click();
    harness.run_steps(3);
    wait_for(&mut harness, "12 rule findings");
    harness.key_press_modifiers(eframe::egui::Modifiers::COMMAND, Key::Z);
    harness.run_steps(3);
    wait_for(&mut harness, "13 rule findings");
}

#[test]
fn a_waiver_needs_a_reason_and_is_kept_in_the_building() {
    let home = tempfile::tempdir().unwrap();
    let book = sample(home.path());
    let mut harness = window(home.path(), &book);
    wait_for(&mut harness, "13 rule findings");
    harness.get_by_label_contains("13 rule findings").click();
    harness.run_steps(3);
    harness.get_all_by_label("Waive…").next().unwrap().click();
    harness.run_steps(3);
    let refused = harness.get_by_label("Accept");
    assert!(refused.accesskit_node().is_disabled(), "nothing is said yet");
    harness.get_by_label("Reason").type_text("guarded by day");
    harness.run_steps(2);
    // The building behind the dialog has a name as well.
    let name = |harness: &Window| {
        harness.get_all_by_role_and_label(Role::TextInput, "Name").last().map(|node| {
            node.click();
            node.type_text("Li Wei");
        })
    };
    assert!(name(&harness).is_some());
    harness.run_steps(2);
    harness.get_by_label("Accept").click();
    harness.run_steps(3);
    wait_for(&mut harness, "12 rule findings");
    drop(harness);
    let (_, contents) = Book::open(&book).unwrap();
    let building = contents.buildings.values().next().unwrap();
    assert_eq!(building.waivers.len(), 1);
    assert_eq!(building.waivers[0].reason, "guarded by day");
    assert_eq!(building.waivers[0].by, "Li Wei");
}

#[test]
fn the_pack_belongs_to_the_book_and_a_broken_one_is_told() {
    let home = tempfile::tempdir().unwrap();
    let book = sample(home.path());
    std::fs::create_dir(book.join("rules")).unwrap();
    std::fs::write(book.join("rules/own.ron"), "(format: \"muster/rules\", version: 1,\n oops")
        .unwrap();
    let mut harness = window(home.path(), &book);
    wait_for(&mut harness, "13 rule findings");
    harness.get_by_label_contains("13 rule findings").click();
    harness.run_steps(3);
    harness.get_by_label("Rule pack").click();
    harness.run_steps(3);
    harness.get_by_label("own").click();
    harness.run_steps(3);
    wait_for(&mut harness, "own.ron:2:");
    drop(harness);
    let (_, contents) = Book::open(&book).unwrap();
    assert_eq!(contents.manifest.rule_pack, "own");
}

#[test]
fn the_checklist_leads_to_what_is_missing() {
    let home = tempfile::tempdir().unwrap();
    let book = sample(home.path());
    let mut harness = window(home.path(), &book);
    harness.get_by_label_contains("Checklist 12/13").click();
    harness.run_steps(3);
    harness.get_by_label_contains("1 space has no use yet").click();
    harness.run_steps(3);
    harness.get_by_label_contains("Hazard sources");
}

#[test]
fn people_are_filled_in_by_use_at_one_click() {
    let home = tempfile::tempdir().unwrap();
    let book = home.path().join("book");
    let mut contents = Contents::new("Factory");
    let id = BuildingId::new("building-1");
    let mut building = Building::new(id.clone(), "Plant", "1F");
    let outline = Polygon::rectangle(Point::default(), Point::new(20.0, 9.3));
    let hall = Space::new(SpaceId::new("space-1"), "Hall", SpaceUse::Production, outline);
    building.storeys[0].spaces.push(hall);
    contents.buildings.insert(id, std::sync::Arc::new(building));
    drop(Book::create(&book, &contents).unwrap());
    let mut harness = window(home.path(), &book);
    harness.get_by_label_contains("Checklist").click();
    harness.run_steps(3);
    harness.get_by_label("Fill in people by use").click();
    harness.run_steps(3);
    assert!(harness.query_by_label("Fill in people by use").is_none());
    drop(harness);
    let (_, contents) = Book::open(&book).unwrap();
    let building = contents.buildings.values().next().unwrap();
    assert_eq!(building.storeys[0].spaces[0].people(None), 20);
    assert_eq!(building.guessed_people.len(), 1);
}

#[test]
fn what_is_not_entered_is_told_as_not_checked() {
    let home = tempfile::tempdir().unwrap();
    let book = home.path().join("book");
    let mut contents = Contents::new("Factory");
    let id = BuildingId::new("building-1");
    let building = Building::new(id.clone(), "Plant", "1F");
    contents.buildings.insert(id, std::sync::Arc::new(building));
    drop(Book::create(&book, &contents).unwrap());
    let mut harness = window(home.path(), &book);
    // An empty plan breaks no rule, and must not be praised for it.
    wait_for(&mut harness, "rules not checked");
    harness.get_by_label_contains("rules not checked").click();
    harness.run_steps(3);
    assert!(harness.query_all_by_label_contains("people not entered").next().is_some());
}

/// Opens the list of rule packs and picks an entry of it.
fn choose(harness: &mut Window, label: &str) {
    harness.get_by_label("Rule pack").click();
    harness.run_steps(3);
    harness.get_by_label(label).click();
    harness.run_steps(3);
}

/// Adds a pack from a file.
fn add_pack(harness: &mut Window, path: &Path) {
    choose(harness, "Add a pack from a file…");
    harness.key_press_modifiers(eframe::egui::Modifiers::COMMAND, Key::A);
    harness.run_steps(2);
    harness.get_by_role_and_label(Role::TextInput, "File").type_text(&path.to_string_lossy());
    harness.run_steps(2);
    harness.get_by_label("Open").click();
    harness.run_steps(3);
}

#[test]
fn a_pack_that_ships_is_copied_to_be_changed() {
    let home = tempfile::tempdir().unwrap();
    let book = sample(home.path());
    let mut harness = window(home.path(), &book);
    wait_for(&mut harness, "13 rule findings");
    harness.get_by_label_contains("13 rule findings").click();
    harness.run_steps(3);
    choose(&mut harness, "Copy this pack to change it");
    wait_for(&mut harness, "rules/gb-own.ron");
    let gb = include_str!("../assets/rules/gb.ron");
    assert_eq!(std::fs::read_to_string(book.join("rules/gb-own.ron")).unwrap(), gb);
    drop(harness);
    let (_, contents) = Book::open(&book).unwrap();
    assert_eq!(contents.manifest.rule_pack, "gb-own");
}

#[test]
fn a_pack_with_a_mistake_is_told_and_not_taken_over() {
    let home = tempfile::tempdir().unwrap();
    let book = sample(home.path());
    let own = home.path().join("works.ron");
    let gb = include_str!("../assets/rules/gb.ron");
    std::fs::write(&own, gb.replacen("measure: TravelDistance", "measure: Nonsense", 1)).unwrap();
    let mut harness = window(home.path(), &book);
    wait_for(&mut harness, "13 rule findings");
    harness.get_by_label_contains("13 rule findings").click();
    harness.run_steps(3);
    add_pack(&mut harness, &own);
    wait_for(&mut harness, "works.ron:");
    assert!(!book.join("rules/works.ron").exists());
    // The notice does not lie over the list: what is mended is added at once.
    std::fs::write(&own, gb).unwrap();
    add_pack(&mut harness, &own);
    assert!(book.join("rules/works.ron").exists());
    drop(harness);
    let (_, contents) = Book::open(&book).unwrap();
    assert_eq!(contents.manifest.rule_pack, "works");
}
