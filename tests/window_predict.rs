//! The place Predict, by what can be read and clicked in it.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::path::Path;
use std::time::{Duration, Instant};

use eframe::egui::{self, Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use muster::app::{Muster, Start};
use muster::language::Language;
use muster::samples;
use muster::store::Book;

type Window = Harness<'static, Option<Muster>>;

/// The place Predict on a sample, once its prediction is there.
fn predict(home: &Path, sample: &str, language: Language) -> Window {
    let book = home.join("book");
    samples::write(sample, &book).unwrap();
    let home = home.to_owned();
    let mut harness = Harness::builder().with_size([1366.0, 768.0]).build_ui_state(
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
    harness.run_ok();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Num3);
    let ready = match language {
        Language::English => "Last out",
        Language::Chinese => "末人疏散",
    };
    until(&mut harness, ready);
    harness
}

/// Lets time pass until a text is there.
#[track_caller]
fn until(harness: &mut Window, text: &str) {
    let begun = Instant::now();
    loop {
        harness.step();
        if harness.query_all_by_label_contains(text).count() > 0 {
            harness.step();
            return;
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "{text} does not appear");
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn click(harness: &mut Window, label: &str) {
    harness.get_by_label(label).click();
    harness.step();
    harness.step();
}

/// Picks an alternative of a list.
fn pick(harness: &mut Window, list: &str, alternative: &str) {
    harness.get_by_role_and_label(Role::ComboBox, list).click();
    harness.step();
    harness.step();
    click(harness, alternative);
}

#[test]
fn every_page_is_there_in_both_languages() {
    for (language, pages) in [
        (
            Language::English,
            ["People", "Crowd", "Bottlenecks", "What if", "Smoke", "Past drills", "Method"],
        ),
        (Language::Chinese, ["人数", "人群", "瓶颈", "失效分析", "烟气", "以往演练", "计算依据"]),
    ] {
        let home = tempfile::tempdir().unwrap();
        let mut harness = predict(home.path(), samples::NAMES[0], language);
        for page in pages {
            harness.get_by_role_and_label(Role::Button, page).click();
            harness.step();
            harness.step();
            let missing = harness.query_all_by(|node| {
                let text = |t: Option<String>| t.is_some_and(|t| t.contains('⟦'));
                text(node.label()) || text(node.value())
            });
            assert_eq!(missing.count(), 0, "a text is missing on {page}");
        }
    }
}

#[test]
fn a_bottleneck_leads_to_its_figures() {
    let home = tempfile::tempdir().unwrap();
    let mut harness = predict(home.path(), samples::NAMES[0], Language::English);
    harness.get_by_role_and_label(Role::Button, "Bottlenecks").click();
    until(&mut harness, "Where people wait");
    harness.get_all_by_label_contains("  S3").next().unwrap().click();
    until(&mut harness, "Figures of S3");
    harness.get_by_label("Fs,max");
}

#[test]
fn the_sweep_ranks_the_losses() {
    let home = tempfile::tempdir().unwrap();
    let mut harness = predict(home.path(), "polishing-workshop", Language::English);
    harness.get_by_role_and_label(Role::Button, "What if").click();
    until(&mut harness, "Try every loss");
    click(&mut harness, "Try every loss");
    until(&mut harness, "Try again");
    harness.get_by_label("Save as CSV: Losses");
}

#[test]
fn the_crowd_walks_in_a_band_and_on_the_plan() {
    let home = tempfile::tempdir().unwrap();
    let mut harness = predict(home.path(), "polishing-workshop", Language::English);
    click(&mut harness, "Crowd");
    click(&mut harness, "Let everybody walk");
    until(&mut harness, "Walk again");
    harness.get_by_label("5 % to 95 % of 20 runs");
    harness.get_by_label("Save as CSV: Exits, both models");
    harness.get_by_label("unhindered");
    pick(&mut harness, "People coloured by", "kind");
    assert!(harness.query_all_by_label_contains("Without aid").count() > 0);
    click(&mut harness, "Peak density");
    pick(&mut harness, "Over the runs", "95 %");
    harness.get_by_label_contains("95 % of 20 runs do not exceed it");
    click(&mut harness, "Time to clear");
    harness.get_by_label_contains("Last person leaves after · 95 % of 20 runs");
}

#[test]
fn what_is_assumed_of_the_crowd_is_one_click_away() {
    let home = tempfile::tempdir().unwrap();
    let mut harness = predict(home.path(), "polishing-workshop", Language::English);
    click(&mut harness, "Crowd");
    harness.get_by_label_contains("Change in the scenario").click();
    harness.run_steps(3);
    assert!(harness.query_all_by_label_contains("Way out").count() > 0);
}

#[test]
fn a_long_walk_can_be_ended() {
    let home = tempfile::tempdir().unwrap();
    let mut harness = predict(home.path(), "valve-plant", Language::English);
    click(&mut harness, "Crowd");
    click(&mut harness, "Let everybody walk");
    click(&mut harness, "Cancel");
    until(&mut harness, "Let everybody walk");
    assert_eq!(harness.query_all_by_label("Last out, run in the middle").count(), 0);
}

#[test]
fn the_smoke_of_the_assumed_fire_is_shown_with_its_limits() {
    let home = tempfile::tempdir().unwrap();
    let mut harness = predict(home.path(), "valve-plant", Language::English);
    click(&mut harness, "Smoke");
    for text in ["Fire in 补漆间 Paint touch-up", "not within 30 min", "It knows no sprinklers"]
    {
        assert!(harness.query_all_by_label_contains(text).count() > 0, "{text} is not there");
    }
    click(&mut harness, "Visibility");
    harness.get_by_label("30 m");
}

#[test]
fn a_propped_fire_door_is_tried_where_smoke_counts() {
    let home = tempfile::tempdir().unwrap();
    let mut harness = predict(home.path(), "valve-plant", Language::English);
    click(&mut harness, "What if");
    harness.get_by_label_contains("In the smoke of the assumed fire").click();
    harness.step();
    click(&mut harness, "Try every loss");
    until(&mut harness, "3F-P propped open");
    harness.get_by_label("16:56");
}

#[test]
fn targets_are_set_from_the_prediction_and_taken_back_by_one_undo() {
    let home = tempfile::tempdir().unwrap();
    let mut harness = predict(home.path(), "polishing-workshop", Language::English);
    harness.get_by_label_contains("Set targets from this prediction").click();
    until(&mut harness, "targets from the prediction");
    drop(harness);
    let (_, contents) = Book::open(&home.path().join("book")).unwrap();
    let scenario = contents.scenarios.values().next().unwrap();
    let target = scenario.checkpoints.iter().filter_map(|c| c.target).max().unwrap();
    assert!((target.get() / 5.0).fract().abs() < 1e-9);
}

#[test]
fn the_evacuation_is_played_and_stops() {
    let home = tempfile::tempdir().unwrap();
    let mut harness = predict(home.path(), "polishing-workshop", Language::English);
    click(&mut harness, "Play the evacuation");
    harness.get_by_label("Pause").click();
    harness.step();
    harness.step();
    harness.get_by_label("Play the evacuation");
}

#[test]
fn heat_maps_have_levels_of_service_by_both_models() {
    let home = tempfile::tempdir().unwrap();
    let mut harness = predict(home.path(), "polishing-workshop", Language::English);
    for map in ["Density", "Peak density"] {
        harness.get_by_role_and_label(Role::Button, map).click();
        harness.step();
        harness.step();
        let level = harness.query_all_by_label_contains("F  > 2.15").count();
        assert_eq!(level, 1, "the legend of {map}");
    }
    harness.get_by_role_and_label(Role::Button, "Usage").click();
    until(&mut harness, "People who pass");
    click(&mut harness, "Crowd");
    click(&mut harness, "Let everybody walk");
    until(&mut harness, "Walk again");
    harness.get_by_label("not started");
    harness.get_by_role_and_label(Role::Button, "Peak density").click();
    until(&mut harness, "F  > 2.15");
    assert_eq!(harness.query_all_by_label("not started").count(), 0, "people would hide the map");
}

#[test]
fn doors_are_set_against_their_capacity_by_both_models() {
    let home = tempfile::tempdir().unwrap();
    let mut harness = predict(home.path(), "polishing-workshop", Language::English);
    harness.get_by_role_and_label(Role::Button, "Bottlenecks").click();
    until(&mut harness, "Flow against capacity");
    until(&mut harness, "Flow through");
    assert_eq!(harness.query_all_by_label("Figures of the crowd's run").count(), 0);
    click(&mut harness, "Crowd");
    click(&mut harness, "Let everybody walk");
    until(&mut harness, "Walk again");
    harness.get_by_role_and_label(Role::Button, "Bottlenecks").click();
    until(&mut harness, "Figures of the crowd's run");
    click(&mut harness, "Figures of the crowd's run");
    until(&mut harness, "Flow against capacity");
}

#[test]
fn keys_play_and_scrub() {
    let home = tempfile::tempdir().unwrap();
    let mut harness = predict(home.path(), "polishing-workshop", Language::English);
    harness.key_press_modifiers(Modifiers::SHIFT, Key::ArrowRight);
    harness.step();
    harness.step();
    harness.get_by_label("0:10");
    harness.key_press(Key::ArrowLeft);
    harness.step();
    harness.step();
    harness.get_by_label("0:09");
    harness.key_press(Key::Home);
    harness.key_press(Key::Space);
    harness.step();
    harness.step();
    harness.get_by_label("Pause");
}

#[test]
fn the_list_of_commands_plays_too() {
    let home = tempfile::tempdir().unwrap();
    let mut harness = predict(home.path(), "polishing-workshop", Language::English);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Num2);
    harness.step();
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    harness.step();
    harness.step();
    let field = harness.get_by_role_and_label(Role::TextInput, "Find a command");
    field.type_text("10 s on");
    harness.step();
    harness.key_press(Key::Enter);
    harness.step();
    until(&mut harness, "0:10");
}

#[test]
fn the_crowd_is_swept_too() {
    let home = tempfile::tempdir().unwrap();
    let mut harness = predict(home.path(), "polishing-workshop", Language::English);
    harness.get_by_role_and_label(Role::Button, "What if").click();
    until(&mut harness, "Try every loss");
    // The page of the crowd has the same name.
    harness.get_all_by_role_and_label(Role::Button, "Crowd").last().unwrap().click();
    harness.step();
    click(&mut harness, "Try every loss");
    until(&mut harness, "Losses, crowd");
}

#[test]
fn a_plan_and_a_table_are_written_where_the_user_says() {
    let home = tempfile::tempdir().unwrap();
    let mut harness = predict(home.path(), "polishing-workshop", Language::English);
    for (button, file) in [
        ("Save the plan as a picture", "plan.png"),
        ("Save the chart: People on each storey and on the stairs", "people.svg"),
        ("Save as CSV: Storeys", "storeys.csv"),
    ] {
        let path = home.path().join(file);
        click(&mut harness, button);
        harness.get_by_label("File").focus();
        harness.step();
        harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
        harness.get_by_label("File").type_text(path.to_str().unwrap());
        harness.step();
        click(&mut harness, "Save there");
        until(&mut harness, &format!("Saved {}", path.display()));
        assert!(path.metadata().unwrap().len() > 20, "{file}");
    }
}

#[test]
fn a_fit_is_applied_and_taken_back_by_one_undo() {
    let home = tempfile::tempdir().unwrap();
    let mut harness = predict(home.path(), "polishing-workshop", Language::English);
    click(&mut harness, "Past drills");
    harness.get_by_label("Predicted with the values of the literature.");
    click(&mut harness, "Fit to past drills");
    until(&mut harness, "Typical difference after");
    click(&mut harness, "Apply to this scenario");
    until(&mut harness, "Back to the literature");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    until(&mut harness, "Predicted with the values of the literature.");
}

#[test]
fn another_exit_is_designated_and_its_effect_is_seen_at_once() {
    let home = tempfile::tempdir().unwrap();
    let mut harness = predict(home.path(), "polishing-workshop", Language::English);
    let at = egui::pos2(140.0, 480.0);
    for pressed in [true, false] {
        harness.event(egui::Event::PointerMoved(at));
        harness.event(egui::Event::PointerButton {
            pos: at,
            button: egui::PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        });
        harness.step();
    }
    until(&mut harness, "Ways out of 抛光间 Polishing");
    harness.get_by_role_and_label(Role::ComboBox, "Primary route").click();
    harness.step();
    harness.step();
    harness.get_by_role_and_label(Role::Button, "D3").click();
    harness.step();
    drop(harness);
    let (_, contents) = Book::open(&home.path().join("book")).unwrap();
    let building = contents.buildings.values().next().unwrap();
    let route = building.routes.iter().find(|route| route.space.as_str() == "space-2").unwrap();
    assert_eq!(route.via.len(), 1);
}
