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
