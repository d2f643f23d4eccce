//! Importing a plan in the window: preview, agreement, one undo.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

#[path = "../examples/plans/draw.rs"]
mod draw;

use std::time::Duration;

use eframe::egui::{self, Key, Modifiers, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use muster::app::{Muster, Start};
use muster::building::{Building, BuildingId};
use muster::language::Language;
use muster::store::{Book, Contents};

#[test]
fn a_plan_is_previewed_taken_over_confirmed_and_undone() {
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("factory");
    let mut contents = Contents::new("Factory");
    let id = BuildingId::new("building-1");
    let building = Building::new(id.clone(), "Plant", "1F");
    contents.buildings.insert(id, std::sync::Arc::new(building));
    drop(Book::create(&book, &contents).unwrap());
    let plan = folder.path().join("offices.dxf");
    let drawn = draw::all().into_iter().find(|plan| plan.title == "gaps-only").unwrap();
    std::fs::write(&plan, drawn.dxf()).unwrap();
    let home = Some(folder.path().join("home"));
    let start = Start { book: Some(book.clone()), language: Some(Language::English), home };
    let mut harness =
        Harness::builder().with_size(Vec2::new(1366.0, 768.0)).with_max_steps(64).build_ui_state(
            move |ui: &mut egui::Ui, window: &mut Option<Muster>| {
                let make = || Muster::new(ui.ctx(), start.clone());
                window.get_or_insert_with(make).show(ui);
            },
            None,
        );
    harness.run_steps(3);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::I);
    harness.run_steps(3);
    let field = harness.get_by_role_and_label(egui::accesskit::Role::TextInput, "File");
    field.focus();
    harness.run_steps(1);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run_steps(1);
    harness.event(egui::Event::Text(plan.display().to_string()));
    harness.run_steps(2);
    harness.get_by_label("Open").click();
    // The plan is read beside the window.
    for _ in 0..200 {
        harness.run_steps(1);
        if harness.query_by_label_contains("9 spaces, 10 doors").is_some() {
            break;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(harness.query_by_label_contains("9 spaces, 10 doors").is_some());
    assert!(harness.query_by_label_contains("Guessed").is_some());
    harness.get_by_label("Take over").click();
    harness.run_steps(4);
    harness.get_by_label("Confirm all guesses").click();
    harness.run_steps(3);
    assert!(harness.query_by_label("Confirm all guesses").is_none());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(3);
    assert!(harness.query_by_label("Confirm all guesses").is_some());
    drop(harness);
    let (_, contents) = Book::open(&book).unwrap();
    let building = contents.buildings.values().next().unwrap();
    assert_eq!(building.storeys[0].spaces.len(), 9);
    assert_eq!(building.exits().count(), 2);
    assert_eq!(building.guessed.len(), 10, "ten gaps");
}

/// The window at its first start, with its documents in a folder.
fn at_first(home: &std::path::Path) -> Harness<'static, Option<Muster>> {
    let start =
        Start { book: None, language: Some(Language::English), home: Some(home.to_owned()) };
    let mut harness =
        Harness::builder().with_size(Vec2::new(1366.0, 768.0)).with_max_steps(64).build_ui_state(
            move |ui: &mut egui::Ui, window: &mut Option<Muster>| {
                let make = || Muster::new(ui.ctx(), start.clone());
                window.get_or_insert_with(make).show(ui);
            },
            None,
        );
    harness.run_steps(3);
    harness
}

/// Answers the question for a file or a folder.
/// Answers the question for a new book, in the folder that is offered.
fn create(harness: &mut Harness<'_, Option<Muster>>, name: &str) {
    let label = "Name, such as that of the works";
    answer(harness, label, std::path::Path::new(name), "Create");
}

fn answer(
    harness: &mut Harness<'_, Option<Muster>>,
    label: &str,
    path: &std::path::Path,
    ok: &str,
) {
    harness.run_steps(3);
    harness.get_by_role_and_label(egui::accesskit::Role::TextInput, label).focus();
    harness.run_steps(1);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run_steps(1);
    harness.event(egui::Event::Text(path.display().to_string()));
    harness.run_steps(2);
    harness.get_by_label(ok).click();
    harness.run_steps(2);
}

/// Waits until the plan, which is read beside the window, is there.
fn wait_for(harness: &mut Harness<'_, Option<Muster>>, label: &str) {
    for _ in 0..300 {
        harness.run_steps(1);
        if harness.query_by_label_contains(label).is_some() {
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(harness.query_by_label_contains(label).is_some(), "{label}");
}

fn run_command(harness: &mut Harness<'_, Option<Muster>>, name: &str) {
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    harness.run_steps(3);
    harness
        .get_by_role_and_label(egui::accesskit::Role::TextInput, "Find a command")
        .type_text(name);
    harness.run_steps(2);
    harness.key_press(Key::Enter);
    harness.run_steps(3);
}

#[test]
fn a_book_begins_with_two_plans_as_named_storeys() {
    let home = tempfile::tempdir().unwrap();
    let mut harness = at_first(home.path());
    let plan = |title: &str| draw::all().into_iter().find(|plan| plan.title == title).unwrap();
    let (offices, old) = (home.path().join("offices.dxf"), home.path().join("old.dxf"));
    std::fs::write(&offices, plan("offices").dxf()).unwrap();
    std::fs::write(&old, plan("single-lines-r12").dxf()).unwrap();
    run_command(&mut harness, "New from a plan");
    answer(&mut harness, "File", &offices, "Open");
    wait_for(&mut harness, "9 spaces, 10 doors");
    harness.get_by_label_contains("Add a plan").click();
    answer(&mut harness, "File", &old, "Open");
    wait_for(&mut harness, "18 spaces, 20 doors");
    let name = |number: u32| format!("Name of storey {number}");
    for (number, typed) in [(1, "Ground"), (2, "Upper")] {
        let label = name(number);
        harness.get_by_role_and_label(egui::accesskit::Role::TextInput, &label).focus();
        harness.run_steps(1);
        harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
        harness.run_steps(1);
        harness.event(egui::Event::Text(typed.to_owned()));
        harness.run_steps(2);
    }
    // The upper plan goes below: the order is that of the storeys, the names stay with the plans.
    harness.get_all_by_label("One storey down").next().unwrap().click();
    harness.run_steps(2);
    harness.get_by_label("Take over").click();
    let book = home.path().join("works");
    create(&mut harness, "works");
    harness.run_steps(4);
    drop(harness);
    let (_, contents) = Book::open(&book).unwrap();
    let building = contents.buildings.values().next().unwrap();
    let storeys: Vec<_> =
        building.storeys.iter().map(|s| (s.name.as_str(), s.spaces.len(), s.elevation)).collect();
    assert_eq!(storeys, [("Upper", 9, 0.0), ("Ground", 9, 4.0)]);
    assert_eq!(contents.buildings.len(), 1);
}

#[test]
fn a_page_lies_under_the_plan_that_is_read_from_it() {
    let home = tempfile::tempdir().unwrap();
    let mut harness = at_first(home.path());
    let page = home.path().join("offices.pdf");
    std::fs::write(&page, draw::offices("pdf", draw::PLAIN).pdf(true)).unwrap();
    run_command(&mut harness, "New from a plan");
    answer(&mut harness, "File", &page, "Open");
    wait_for(&mut harness, "9 spaces, 10 doors");
    harness.get_by_label("Take over").click();
    let book = home.path().join("offices");
    create(&mut harness, "offices");
    harness.run_steps(4);
    drop(harness);
    let (_, contents) = Book::open(&book).unwrap();
    let building = contents.buildings.values().next().unwrap();
    let underlay = building.storeys[0].underlay.as_ref().unwrap();
    assert!(book.join("plans").join(&underlay.file).is_file());
    assert_eq!(building.storeys[0].spaces.len(), 9);
}
