//! The frame of the window: starting, switching the language, finding a command, what is broken.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::fs;
use std::path::Path;

use eframe::egui::{Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use muster::app::theme::Look;
use muster::app::{Muster, Start};
use muster::language::Language;
use muster::samples;
use muster::store::Book;

/// The window on a book, or as at the first start.
fn window(home: &Path, book: Option<&Path>) -> Harness<'static, Option<Muster>> {
    let home = home.to_owned();
    let book = book.map(Path::to_owned);
    let mut harness = Harness::builder().with_size([1366.0, 768.0]).build_ui_state(
        move |ui, muster: &mut Option<Muster>| {
            let start = Start {
                book: book.clone(),
                language: Some(Language::English),
                home: Some(home.clone()),
            };
            // Fonts take effect with the next frame, so that the first one shows nothing.
            match muster {
                Some(muster) => muster.show(ui),
                None => *muster = Some(Muster::new(ui.ctx(), start)),
            }
        },
        None,
    );
    harness.run_ok();
    harness
}

fn no_missing_text(harness: &Harness<'_, Option<Muster>>) {
    let missing = harness.query_all_by(|node| {
        let label = node.label().unwrap_or_default();
        let value = node.value().unwrap_or_default();
        label.contains('⟦') || value.contains('⟦')
    });
    assert_eq!(missing.count(), 0, "a text is missing");
}

#[test]
fn the_first_start_shows_the_sample_plant() {
    let home = tempfile::tempdir().unwrap();
    let harness = window(home.path(), None);
    harness.get_by_label_contains("High-end valve works");
    no_missing_text(&harness);
    let sample = home.path().join("Muster samples").join(samples::NAMES[0]);
    assert!(sample.join("book.ron").is_file());
}

#[test]
fn the_language_is_switched_and_remembered() {
    let home = tempfile::tempdir().unwrap();
    let mut harness = window(home.path(), None);
    harness.get_by_label("简体中文").click();
    harness.run_ok();
    harness.get_by_label("English");
    assert!(harness.query_all_by_label_contains("建筑").count() > 0);
    no_missing_text(&harness);
    assert!(fs::read_to_string(home.path().join("settings.ron")).unwrap().contains("zh-CN"));
}

#[test]
fn high_contrast_is_switched_and_remembered() {
    let home = tempfile::tempdir().unwrap();
    let mut harness = window(home.path(), None);
    let look = |harness: &Harness<'_, Option<Muster>>| {
        Look::of(&harness.ctx.style_of(harness.ctx.theme()).visuals)
    };
    harness.get_by_role_and_label(Role::Button, "Switch high contrast on or off").click();
    harness.run_ok();
    assert!(matches!(look(&harness), Look::LightContrast | Look::DarkContrast));
    drop(harness);
    let mut harness = window(home.path(), None);
    assert!(matches!(look(&harness), Look::LightContrast | Look::DarkContrast));
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::H);
    harness.run_ok();
    assert!(matches!(look(&harness), Look::Light | Look::Dark));
}

#[test]
fn a_command_is_found_by_typing_a_part_of_its_name() {
    let home = tempfile::tempdir().unwrap();
    let mut harness = window(home.path(), None);
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    harness.run_ok();
    let field = harness.get_by_role_and_label(Role::TextInput, "Find a command");
    field.type_text("chinese");
    harness.run_ok();
    harness.key_press(Key::Enter);
    harness.run_ok();
    harness.get_by_label("English");
}

#[test]
fn a_broken_file_is_announced_and_the_rest_is_there() {
    let home = tempfile::tempdir().unwrap();
    let book = home.path().join("book");
    samples::write("polishing-workshop", &book).unwrap();
    fs::write(book.join("scenarios/broken.ron"), "(format: \"muster/scenario\", oops").unwrap();
    let mut harness = window(home.path(), Some(&book));
    harness.get_by_label_contains("One file of this book cannot be read");
    harness.get_by_label("Show which").click();
    harness.run_ok();
    harness.get_by_label_contains("broken.ron:1:");
}

#[test]
fn a_second_window_says_that_it_is_read_only() {
    let home = tempfile::tempdir().unwrap();
    let book = home.path().join("book");
    samples::write("polishing-workshop", &book).unwrap();
    let first = Book::open(&book).unwrap();
    let harness = window(home.path(), Some(&book));
    harness.get_by_label_contains("open in another Muster window");
    drop(first);
}

#[test]
fn a_folder_that_is_no_book_leads_to_the_start_screen() {
    let home = tempfile::tempdir().unwrap();
    let harness = window(home.path(), Some(&home.path().join("nothing")));
    harness.get_by_label_contains("Open drill book");
}

#[test]
fn a_newcomer_is_shown_round_and_can_leave_at_any_time() {
    let home = tempfile::tempdir().unwrap();
    let mut harness = window(home.path(), None);
    harness.get_by_label_contains("This is a sample plant");
    harness.get_by_label("Next").click();
    harness.run_ok();
    harness.get_by_label("Show the result").click();
    harness.run_ok();
    harness.get_by_label_contains("The rehearsal is a record now");
    harness.get_by_label("Leave the tour").click();
    harness.run_ok();
    assert_eq!(harness.query_all_by_label_contains("The rehearsal is a record").count(), 0);
    drop(harness);
    let again = window(home.path(), None);
    let offered = again.query_all_by_label_contains("This is a sample plant").count();
    assert_eq!(offered, 0, "who knows Muster is left alone");
}

#[test]
fn the_start_screen_opens_another_sample_and_goes_back() {
    let home = tempfile::tempdir().unwrap();
    let mut harness = window(home.path(), None);
    let start = |harness: &mut Harness<'static, Option<Muster>>| {
        harness.get_by_label_contains("High-end valve works").click();
        harness.run_ok();
        harness.get_by_label_contains("Start screen").click();
        harness.run_ok();
    };
    start(&mut harness);
    harness.get_by_label_contains("Recent books");
    no_missing_text(&harness);
    harness.get_by_role_and_label(Role::Button, "Polishing workshop").click();
    harness.run_ok();
    assert!(home.path().join("Muster samples").join("polishing-workshop").is_dir());
    assert_eq!(harness.query_all_by_label_contains("Recent books").count(), 0);
}

#[test]
fn a_geometry_of_another_program_becomes_a_building_after_its_report() {
    let home = tempfile::tempdir().unwrap();
    let book = home.path().join("book");
    samples::write("polishing-workshop", &book).unwrap();
    let file = home.path().join("room.wkt");
    fs::write(&file, "POLYGON ((0 0, 12 0, 12 8, 0 8, 0 0))").unwrap();
    let mut harness = window(home.path(), Some(&book));
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    harness.run_ok();
    harness.get_by_role_and_label(Role::TextInput, "Find a command").type_text("JuPedSim");
    harness.run_ok();
    harness.key_press(Key::Enter);
    harness.run_ok();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    let field = harness.get_by_role_and_label(Role::TextInput, "File");
    field.type_text(&file.display().to_string());
    harness.run_ok();
    harness.key_press(Key::Enter);
    for _ in 0..400 {
        harness.step();
        if harness.query_by_label("Understood").is_some() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    harness.get_by_label_contains("Take over as a building").click();
    harness.run_ok();
    drop(harness);
    let (_, contents) = Book::open(&book).unwrap();
    assert_eq!(contents.buildings.len(), 2);
}

#[test]
fn an_empty_book_leads_from_every_place_to_what_is_missing() {
    let home = tempfile::tempdir().unwrap();
    let mut harness = window(home.path(), None);
    let click = |harness: &mut Harness<'_, Option<Muster>>, name: &str| {
        harness.get_by_role_and_label(Role::Button, name).click();
        harness.run_ok();
        harness.run_ok();
    };
    harness.key_press_modifiers(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::N);
    harness.run_ok();
    click(&mut harness, "Create");
    harness.get_by_label("Draw the first space");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Num5);
    harness.run_ok();
    click(&mut harness, "Go to Drill");
    harness.get_by_label("No scenario yet");
    click(&mut harness, "Go to Scenario");
    harness.get_all_by_label_contains("New scenario").next().unwrap().click();
    harness.run_ok();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Num4);
    harness.run_ok();
    harness.get_by_label_contains("Nobody is in the building");
    assert!(harness.get_all_by_role(Role::CheckBox).count() > 4, "checks before the start");
    click(&mut harness, "Go to Building");
    click(&mut harness, "Draw a space");
    assert!(
        harness.query_by_label("Draw the first space").is_none(),
        "the plan is free to draw on"
    );
    no_missing_text(&harness);
}

#[test]
fn a_new_book_wants_a_name_that_a_folder_can_bear() {
    let home = tempfile::tempdir().unwrap();
    let mut harness = window(home.path(), None);
    harness.key_press_modifiers(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::N);
    harness.run_ok();
    let name = "Name, such as that of the works";
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.get_by_role_and_label(Role::TextInput, name).type_text("East: works");
    harness.run_ok();
    harness.get_by_label_contains("A folder is made under this name");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run_ok();
    harness.get_by_role_and_label(Role::TextInput, name).type_text("East works");
    harness.run_ok();
    harness.get_by_role_and_label(Role::Button, "Create").click();
    harness.run_ok();
    assert!(home.path().join("East works").join("book.ron").is_file());
}
