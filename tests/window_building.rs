//! The Building place by clicks and keys only.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use eframe::egui::{self, Key, Modifiers, Pos2, Rect, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use muster::app::plan::View;
use muster::app::{Muster, Start};
use muster::building::{Building, BuildingId, Point};
use muster::language::Language;
use muster::store::{Book, Contents};

struct Window {
    harness: Harness<'static, Option<Muster>>,
    view: View,
    book: std::path::PathBuf,
    _folder: tempfile::TempDir,
}

impl Window {
    /// The window on a new book with one empty building.
    fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let book = folder.path().join("factory");
        let mut contents = Contents::new("Factory");
        let id = BuildingId::new("building-1");
        let building = Building::new(id.clone(), "Plant", "1F");
        contents.buildings.insert(id, std::sync::Arc::new(building));
        drop(Book::create(&book, &contents).unwrap());
        let home = Some(folder.path().join("home"));
        let start = Start { book: Some(book.clone()), language: Some(Language::English), home };
        let mut harness = Harness::builder()
            .with_size(Vec2::new(1366.0, 768.0))
            .with_max_steps(64)
            .build_ui_state(
                move |ui: &mut egui::Ui, window: &mut Option<Muster>| {
                    let make = || Muster::new(ui.ctx(), start.clone());
                    window.get_or_insert_with(make).show(ui);
                },
                None,
            );
        harness.run_steps(3);
        let canvas: Rect = harness.get_by_label("Plan").rect();
        let mut view = View::default();
        view.place(canvas, None);
        Self { harness, view, book, _folder: folder }
    }

    fn at(&self, x: f64, y: f64) -> Pos2 {
        self.view.to_screen(Point::new(x, y))
    }

    fn click(&mut self, x: f64, y: f64) {
        let pos = self.at(x, y);
        self.harness.hover_at(pos);
        self.harness.run_steps(1);
        for pressed in [true, false] {
            self.harness.event(egui::Event::PointerButton {
                pos,
                button: egui::PointerButton::Primary,
                pressed,
                modifiers: Modifiers::NONE,
            });
            self.harness.run_steps(1);
        }
        // Two clicks in a row at other places are no double click only after a while.
        self.harness.run_steps(2);
    }

    fn key(&mut self, key: Key) {
        self.harness.key_press(key);
        self.harness.run_steps(2);
    }

    fn command(&mut self, key: Key) {
        self.harness.key_press_modifiers(Modifiers::COMMAND, key);
        self.harness.run_steps(2);
    }

    fn press(&mut self, label: &str) {
        self.harness.get_by_label(label).click();
        self.harness.run_steps(3);
    }

    fn shows(&self, text: &str) -> bool {
        self.harness.query_all_by_label_contains(text).next().is_some()
    }

    /// The building as it is on disk once the window is closed.
    fn close(self) -> Building {
        let Self { harness, book, _folder, .. } = self;
        drop(harness);
        let (_, contents) = Book::open(&book).unwrap();
        let building = contents.buildings.values().next().unwrap();
        Building::clone(building)
    }
}

fn draw_two_storeys(window: &mut Window) {
    window.key(Key::S);
    window.click(0.0, 0.0);
    window.click(12.0, 8.0);
    window.key(Key::S);
    window.click(12.0, 0.0);
    window.click(20.0, 8.0);
    window.key(Key::D);
    window.click(4.0, 0.0);
    window.click(12.0, 4.0);
    window.press("Add");
    window.key(Key::V);
    window.key(Key::S);
    window.click(0.0, 0.0);
    window.click(20.0, 8.0);
    window.key(Key::T);
    window.click(20.0, 0.0);
    window.click(23.0, 6.0);
    window.key(Key::D);
    window.click(20.0, 3.0);
    window.press("1F");
    window.click(20.0, 3.0);
    window.key(Key::Escape);
}

#[test]
fn a_building_of_two_storeys_is_drawn_by_clicks_and_keys() {
    let mut window = Window::open();
    assert!(window.shows("Draw the first space"));
    draw_two_storeys(&mut window);
    assert!(window.shows("No problems found"), "something is wrong with what was drawn");
    let building = window.close();
    assert_eq!(building.storeys.len(), 2);
    assert_eq!(building.storeys[0].spaces.len(), 3);
    assert_eq!(building.storeys[1].spaces.len(), 2);
    assert_eq!(building.exits().count(), 1);
    assert_eq!(building.stairs[0].levels.len(), 2);
    assert_eq!(building.doors().count(), 4);
    let hall = building.storeys[0].spaces[0].outline.area();
    assert!((hall - 96.0).abs() < 1e-9, "{hall}");
}

#[test]
fn everything_can_be_undone_and_redone() {
    let mut window = Window::open();
    draw_two_storeys(&mut window);
    for _ in 0..12 {
        window.command(Key::Z);
    }
    assert!(window.shows("Draw the first space"));
    for _ in 0..12 {
        window.command(Key::Y);
    }
    assert!(window.shows("No problems found"));
    assert_eq!(window.close().doors().count(), 4);
}

#[test]
fn problems_appear_and_vanish() {
    let mut window = Window::open();
    window.key(Key::S);
    window.click(0.0, 0.0);
    window.click(12.0, 8.0);
    assert!(window.shows("1 problem") || window.shows("2 problems"));
    assert!(window.shows("has no way out"));
    window.key(Key::D);
    window.click(4.0, 0.0);
    assert!(window.shows("No problems found"));
}

#[test]
fn a_length_is_typed_while_drawing() {
    let mut window = Window::open();
    window.key(Key::S);
    window.click(0.0, 0.0);
    let pos = window.at(5.0, 5.0);
    window.harness.hover_at(pos);
    window.harness.event(egui::Event::Text("9.25x4".to_owned()));
    window.harness.run_steps(1);
    window.key(Key::Enter);
    let building = window.close();
    let area = building.storeys[0].spaces[0].outline.area();
    assert!((area - 37.0).abs() < 1e-9, "{area}");
}

#[test]
fn the_language_is_switched_while_drawing() {
    let mut window = Window::open();
    window.press("简体中文");
    assert!(window.shows("绘制第一个空间"));
    window.harness.get_by_label("矩形空间").click();
    window.harness.run_steps(2);
    window.click(0.0, 0.0);
    window.click(12.0, 8.0);
    assert!(window.shows("没有疏散出路"));
    window.press("English");
    assert!(window.shows("has no way out"));
}

#[test]
fn a_selected_space_is_moved_turned_copied_and_deleted_by_keys() {
    let mut window = Window::open();
    window.key(Key::S);
    window.click(0.0, 0.0);
    window.click(12.0, 8.0);
    window.key(Key::Escape);
    window.click(6.0, 4.0);
    window.key(Key::ArrowRight);
    window.key(Key::R);
    window.command(Key::D);
    window.key(Key::Delete);
    let building = window.close();
    let spaces = &building.storeys[0].spaces;
    assert_eq!(spaces.len(), 1, "the copy was selected and deleted");
    let bounds = spaces[0].outline.bounds().unwrap();
    assert!((bounds.width() - 8.0).abs() < 1e-9 && (bounds.height() - 12.0).abs() < 1e-9);
    assert!(bounds.centre().x > 6.0);
}

#[test]
fn a_space_is_divided_and_made_one_again() {
    let mut window = Window::open();
    window.key(Key::S);
    window.click(0.0, 0.0);
    window.click(12.0, 8.0);
    window.key(Key::K);
    window.click(5.0, 9.0);
    window.click(5.0, 4.0);
    assert!(window.shows("2 elements"), "both parts are selected");
    window.press("Merge into one space");
    window.command(Key::Z);
    let building = window.close();
    let areas: Vec<f64> = building.spaces().map(|(_, space)| space.outline.area()).collect();
    assert_eq!(areas.len(), 2, "the merging was taken back");
    assert!((areas.iter().sum::<f64>() - 96.0).abs() < 1e-6);
    assert!(areas.iter().any(|area| (area - 40.0).abs() < 1e-6), "{areas:?}");
}

#[test]
fn ortho_keeps_a_wall_level() {
    let mut window = Window::open();
    window.key(Key::O);
    window.key(Key::W);
    window.click(2.0, 3.0);
    window.click(9.0, 4.4);
    let building = window.close();
    let line = building.storeys[0].walls[0].line;
    assert!((line.b.y - 3.0).abs() < 1e-9 && (line.b.x - 9.0).abs() < 0.51, "{line:?}");
}

#[test]
fn the_plan_stays_where_it_is_when_another_tool_is_taken_up() {
    let mut window = Window::open();
    let before = window.harness.get_by_label("Plan").rect();
    for key in [Key::S, Key::D, Key::W, Key::T, Key::E, Key::B, Key::K, Key::M, Key::V] {
        window.key(key);
        assert_eq!(window.harness.get_by_label("Plan").rect(), before, "{key:?}");
    }
}

#[test]
fn a_door_is_turned_by_a_key_and_spaces_of_all_storeys_have_names_of_their_own() {
    let mut window = Window::open();
    draw_two_storeys(&mut window);
    window.key(Key::V);
    window.click(4.0, 0.0);
    window.key(Key::F);
    let building = window.close();
    let names: std::collections::BTreeSet<&str> =
        building.spaces().map(|(_, space)| space.name.as_str()).collect();
    assert_eq!(names.len(), 4, "three halls, and a stair that has one name on both: {names:?}");
    let exit = building.exits().next().unwrap().1;
    assert_eq!(exit.swing, muster::building::Swing::Right);
}

#[test]
fn properties_of_several_spaces_are_changed_together() {
    let mut window = Window::open();
    draw_two_storeys(&mut window);
    window.key(Key::V);
    window.click(6.0, 4.0);
    let pos = window.at(16.0, 4.0);
    window.harness.hover_at(pos);
    window.harness.run_steps(1);
    for pressed in [true, false] {
        let button = egui::PointerButton::Primary;
        let modifiers = Modifiers::SHIFT;
        let event = egui::Event::PointerButton { pos, button, pressed, modifiers };
        window.harness.event_modifiers(event, modifiers);
        window.harness.run_steps(1);
    }
    window.harness.run_steps(2);
    assert!(window.shows("2 elements"));
    let role = egui::Role::TextInput;
    let field = window.harness.get_by_role_and_label(role, "Fire compartment");
    field.click();
    field.type_text("West");
    window.harness.run_steps(3);
    let building = window.close();
    let west = building.spaces().filter(|(_, space)| space.compartment == "West").count();
    assert_eq!(west, 2);
}

#[test]
fn everything_of_a_storey_is_mirrored_and_copied_to_another() {
    let mut window = Window::open();
    draw_two_storeys(&mut window);
    window.key(Key::V);
    window.command(Key::A);
    // Three spaces, two exits and the door between.
    assert!(window.shows("6 elements"));
    window.press("Mirror ↔");
    window.press("Copy to");
    // The storey stands in the list on the left and in the menu that has opened.
    window.harness.get_all_by_label("Storey 2").last().unwrap().click();
    window.harness.run_steps(3);
    let building = window.close();
    let [ground, upper] = building.storeys.as_slice() else { unreachable!("two storeys") };
    // The larger hall, 0 to 12 of 23 m, now ends at the right side.
    let hall = ground.spaces.iter().max_by(|a, b| a.outline.area().total_cmp(&b.outline.area()));
    let bounds = hall.unwrap().outline.bounds().unwrap();
    assert!((bounds.min.x - 11.0).abs() < 1e-9 && (bounds.max.x - 23.0).abs() < 1e-9, "{bounds:?}");
    assert!(upper.spaces.len() > 2, "{}", upper.spaces.len());
}

#[test]
fn spaces_are_brought_into_line_and_a_wall_gets_one_beside_it() {
    let mut window = Window::open();
    window.key(Key::S);
    window.click(0.0, 0.0);
    window.click(4.0, 4.0);
    window.key(Key::S);
    window.click(8.0, 2.0);
    window.click(12.0, 6.0);
    window.key(Key::V);
    window.command(Key::A);
    window.press("Align");
    window.press("Lower sides");
    window.key(Key::W);
    window.click(0.0, 10.0);
    window.click(8.0, 10.0);
    window.key(Key::V);
    window.click(4.0, 10.0);
    window.press("Add a wall beside it");
    let building = window.close();
    let storey = &building.storeys[0];
    let low = |n: usize| storey.spaces[n].outline.bounds().unwrap().min.y;
    assert!((low(0) - low(1)).abs() < 1e-9, "{} {}", low(0), low(1));
    assert_eq!(storey.walls.len(), 2);
    let (one, other) = (storey.walls[0].line, storey.walls[1].line);
    assert!((one.length() - other.length()).abs() < 1e-9 && one.distance(other.a) > 0.1);
}

#[test]
fn lengths_are_shown_in_millimetres() {
    let mut window = Window::open();
    window.key(Key::W);
    assert!(window.harness.query_by_value("0.20 m").is_some());
    window.press("View");
    window.press("Lengths in mm");
    window.key(Key::Escape);
    window.key(Key::W);
    assert!(window.harness.query_by_value("200 mm").is_some());
}

#[test]
fn a_stair_needs_a_second_storey_and_its_tool_offers_one() {
    let mut window = Window::open();
    window.key(Key::T);
    assert!(window.shows("A stair joins storeys: add a second one first."));
    window.press("Add a storey");
    assert!(!window.shows("add a second one first"));
    window.click(0.0, 0.0);
    window.click(3.0, 6.0);
    let building = window.close();
    assert_eq!((building.storeys.len(), building.stairs.len()), (2, 1));
}
