//! The place Scenario by clicks: a scenario from nothing to checkpoints, targets and injects.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::path::Path;

use eframe::egui::{Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use muster::app::{Muster, Start};
use muster::drill::{CheckpointKind, Scenario};
use muster::language::Language;
use muster::store::Book;
use muster::units::Seconds;
use muster::{drill, samples};

type Window = Harness<'static, Option<Muster>>;

/// The window on a copy of the valve plant, at the place Scenario.
fn window(home: &Path, language: Language) -> Window {
    let book = home.join("book");
    samples::write("valve-plant", &book).unwrap();
    let home = home.to_owned();
    let mut window = Harness::builder().with_size([1366.0, 768.0]).build_ui_state(
        move |ui, muster: &mut Option<Muster>| {
            let start = Start {
                book: Some(book.clone()),
                language: Some(language),
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
    window.run_ok();
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num2);
    window.run_ok();
    window
}

/// Closes the window, which saves, and reads a scenario from the disk.
fn saved(window: Window, home: &Path, name: &str) -> Option<Scenario> {
    drop(window);
    let (_, contents) = Book::open(&home.join("book")).unwrap();
    let found = contents.scenarios.values().find(|scenario| scenario.name == name)?;
    Some(found.as_ref().clone())
}

fn click(window: &mut Window, label: &str) {
    window.get_by_label(label).click();
    window.run_ok();
}

fn click_containing(window: &mut Window, label: &str) {
    window.get_by_label_contains(label).click();
    window.run_ok();
}

fn undo(window: &mut Window) {
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run_ok();
}

#[test]
fn a_scenario_is_made_by_clicks_and_saved() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window(home.path(), Language::English);
    click_containing(&mut window, "New scenario");
    // A new scenario begins with what the building proposes.
    window.get_all_by_label_contains("Checkpoints").next().unwrap().click();
    window.run_ok();
    window.get_by_label("Fire reported");

    let field = window.get_by_label("Target of Alarm confirmed");
    field.focus();
    window.run_ok();
    window.get_by_label("Target of Alarm confirmed").type_text("0:45");
    window.run_ok();
    window.key_press(Key::Enter);
    window.run_ok();

    click_containing(&mut window, "Targets from the prediction");

    click(&mut window, "Injects");
    click_containing(&mut window, "Add an inject");
    let message = window.get_by_label("Message, inject 1");
    message.focus();
    window.run_ok();
    window.get_by_label("Message, inject 1").type_text("Stair S2 is full of smoke.");
    window.run_ok();

    // So do the checks before the start.
    click_containing(&mut window, "Before the start");
    window.get_by_label("Check 1");

    let scenario = saved(window, home.path(), "Scenario 4").unwrap();
    let (_, contents) = Book::open(&home.path().join("book")).unwrap();
    let building = &contents.buildings[&scenario.building];
    let proposed = drill::propose_checkpoints(building, &contents.manifest.site);
    assert_eq!(scenario.checkpoints.len(), proposed.len());
    assert_eq!(scenario.checkpoints[1].target, Some(Seconds::new(45.0)));
    let with_target = |wanted: fn(&CheckpointKind) -> bool| {
        let mut found = scenario.checkpoints.iter().filter(|c| wanted(&c.kind));
        found.all(|checkpoint| checkpoint.target.is_some())
    };
    assert!(with_target(|kind| matches!(kind, CheckpointKind::StoreyCleared(_))));
    assert!(with_target(|kind| matches!(kind, CheckpointKind::ExitLast(_))));
    assert_eq!(scenario.injects[0].message, "Stair S2 is full of smoke.");
    assert!(!scenario.pre_start.is_empty());
}

#[test]
fn a_step_is_undone_and_redone() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window(home.path(), Language::English);
    click_containing(&mut window, "New scenario");
    undo(&mut window);
    assert!(window.query_by_label("Scenario 4").is_none());
    window.key_press_modifiers(Modifiers::COMMAND, Key::Y);
    window.run_ok();
    window.get_by_label("Scenario 4");
    let scenario = saved(window, home.path(), "Scenario 4").unwrap();
    assert!(scenario.checkpoints.len() > 20);
    assert!(!scenario.roles.is_empty());
}

#[test]
fn a_deleted_scenario_comes_back() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window(home.path(), Language::English);
    let name = "白班火灾疏散 Day shift fire";
    click(&mut window, name);
    click(&mut window, "Delete scenario");
    assert!(window.query_by_label(name).is_none());
    undo(&mut window);
    assert!(saved(window, home.path(), name).is_some());
}

#[test]
fn every_section_speaks_both_languages() {
    for (language, sections) in [
        (
            Language::English,
            ["Blocked", "Occupants", "Roles", "Checkpoints", "Injects", "Before the", "People"],
        ),
        (
            Language::Chinese,
            ["堵塞与失效", "疏散人数", "职责分工", "检查点", "情景注入", "演练前确认", "人员名单"],
        ),
    ] {
        let home = tempfile::tempdir().unwrap();
        let mut window = window(home.path(), language);
        for section in sections {
            window.get_all_by_label_contains(section).next().unwrap().click();
            window.run_ok();
            let missing = window.query_all_by(|node| {
                node.label().unwrap_or_default().contains('⟦')
                    || node.value().unwrap_or_default().contains('⟦')
            });
            assert_eq!(missing.count(), 0, "{section}: a text is missing");
        }
    }
}

#[test]
fn a_name_is_offered_while_it_is_typed() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window(home.path(), Language::English);
    let name = "白班火灾疏散 Day shift fire";
    click(&mut window, name);
    window.get_all_by_label_contains("Roles").next().unwrap().click();
    window.run_ok();
    let label = "Name of role 1";
    window.get_by_label(label).focus();
    window.run_ok();
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.get_by_label(label).type_text("Electronics");
    window.run_ok();
    let offers = window.get_all_by_label_contains("电子 Electronics").count();
    assert_eq!(offers, 8);
    let offer = window.get_all_by_label_contains("电子 Electronics").next().unwrap();
    offer.click();
    window.run_ok();
    let commander = saved(window, home.path(), name).unwrap().roles.remove(0).person;
    let (_, contents) = Book::open(&home.path().join("book")).unwrap();
    let people = &contents.manifest.people;
    let taken = people.iter().find(|person| person.name == commander).unwrap();
    assert_eq!(taken.department, "电子 Electronics");
}

#[test]
fn a_wheelchair_with_helpers_is_added_and_the_crowd_is_mixed_by_clicks() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window(home.path(), Language::English);
    let before = Book::open(&home.path().join("book")).unwrap().1;
    let name = before.scenarios.values().next().unwrap().name.clone();
    click_containing(&mut window, &name);
    click(&mut window, "Crowd");
    click(&mut window, "Workers 30–50");
    click_containing(&mut window, "Add people with reduced mobility");
    let field = window.get_by_label("Helpers each, line 1");
    field.focus();
    window.run_ok();
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.get_by_label("Helpers each, line 1").type_text("3");
    window.key_press(Key::Enter);
    window.run_ok();
    click(&mut window, "below a visibility of");
    let scenario = saved(window, home.path(), &name).unwrap();
    assert_eq!(scenario.crowd.kinds.len(), 2);
    assert_eq!(scenario.crowd.assisted[0].helpers, 3);
    assert_eq!(scenario.crowd.turn_back, None);
    assert_eq!(scenario.crowd_settings().population.groups.len(), 2);
}

/// Types a path into the question for a file, over what stands there.
fn answer(window: &mut Window, path: &Path) {
    let field = |window: &Window| window.get_by_role_and_label(Role::TextInput, "File").focus();
    field(window);
    window.run_ok();
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.run_ok();
    let text = path.display().to_string();
    window.get_by_role_and_label(Role::TextInput, "File").type_text(&text);
    window.run_ok();
    window.get_by_role_and_label(Role::Button, "Open").click();
    window.run_ok();
}

#[test]
fn a_list_that_holds_nobody_says_so_and_another_file_is_at_hand() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window(home.path(), Language::English);
    let file = |name: &str, content: &str| {
        let path = home.path().join(name);
        std::fs::write(&path, content).unwrap();
        path
    };
    let (empty, list) = (file("empty.csv", ""), file("list.csv", "Name,Dept\r\nAnn Li,Stores\r\n"));
    window.get_by_role_and_label(Role::Button, "People 350").click();
    window.run_ok();
    click_containing(&mut window, "Import from a spreadsheet");
    answer(&mut window, &empty);
    window.get_by_label_contains("The file is empty.");
    assert_eq!(window.query_all_by_label("Take over").count(), 0);
    click(&mut window, "Another file…");
    answer(&mut window, &home.path().join("nowhere.csv"));
    window.get_by_label_contains("the file or folder is not there");
    click(&mut window, "Another file…");
    answer(&mut window, &list);
    window.get_by_label("1 new, 0 changed, 0 as they were");
    click(&mut window, "Take over");
    drop(window);
    let (_, contents) = Book::open(&home.path().join("book")).unwrap();
    assert!(contents.manifest.people.iter().any(|person| person.name == "Ann Li"));
}

/// Hundreds of people are sent to their assembly point by department, in one step.
#[test]
fn a_department_is_sent_to_its_assembly_point_in_one_step() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window(home.path(), Language::English);
    let people = || Book::open(&home.path().join("book")).unwrap().1.manifest.people.clone();
    let before = people();
    let department = before[0].department.clone();
    let of_it = before.iter().filter(|person| person.department == department).count();
    let site = Book::open(&home.path().join("book")).unwrap().1.manifest.site.clone();
    let point = site.assembly_points.last().unwrap();
    window.get_all_by_label_contains("People").next().unwrap().click();
    window.run_ok();
    window.get_by_role_and_label(Role::ComboBox, "Department").click();
    window.run_ok();
    window.get_by_role_and_label(Role::Button, &department).click();
    window.run_ok();
    let name = format!("All those listed ({of_it}) gather at");
    window.get_by_role_and_label(Role::ComboBox, &name).click();
    window.run_ok();
    window.get_by_role_and_label(Role::Button, &point.name).click();
    window.run_ok();
    click_containing(&mut window, "Assign");
    undo(&mut window);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Y);
    window.run_ok();
    drop(window);
    for (before, after) in before.iter().zip(people()) {
        if before.department == department {
            assert_eq!(after.assembly_point.as_ref(), Some(&point.id));
        } else {
            assert_eq!(after, *before);
        }
    }
}
