//! The place Review by clicking: baselines, views, a corrective action from open to closed.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::path::Path;
use std::time::{Duration, Instant};

use eframe::egui::{Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use jiff::civil::date;
use muster::app::{Muster, Start, icons};
use muster::building::{DoorId, ElementId, EquipmentKind};
use muster::drill::{ActionState, Debrief, Finding, Record, Restore, Said};
use muster::language::{Choice, Language};
use muster::samples;
use muster::store::Book;
use muster::units::Seconds;

fn window(home: &Path, language: Language) -> Harness<'static, Option<Muster>> {
    samples::write("valve-plant", &home.join("book")).unwrap();
    opened(home, language)
}

/// The window with the book that lies in `home`, at the place Review.
fn opened(home: &Path, language: Language) -> Harness<'static, Option<Muster>> {
    let book = home.join("book");
    let home = home.to_owned();
    let mut harness = Harness::builder().with_size([1366.0, 768.0]).build_ui_state(
        move |ui, muster: &mut Option<Muster>| match muster {
            Some(muster) => muster.show(ui),
            None => {
                let start = Start {
                    book: Some(book.clone()),
                    language: Some(language),
                    home: Some(home.clone()),
                };
                *muster = Some(Muster::new(ui.ctx(), start));
            }
        },
        None,
    );
    harness.run_ok();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Num5);
    harness.run_ok();
    harness
}

#[test]
fn every_view_speaks_both_languages() {
    for language in Language::ALL {
        let home = tempfile::tempdir().unwrap();
        let mut harness = window(home.path(), language);
        for key in [
            "review-comparison",
            "review-pair",
            "review-trend",
            "review-agreement",
            "review-drill",
            "review-findings",
        ] {
            harness.get_by_label(&language.t(key)).click();
            harness.run_ok();
            let missing =
                harness.query_all_by(|node| node.label().unwrap_or_default().contains('⟦'));
            assert_eq!(missing.count(), 0, "{key} in {}", language.tag());
        }
    }
}

#[test]
fn the_comparison_shows_the_total_of_the_first_drill() {
    let home = tempfile::tempdir().unwrap();
    let harness = window(home.path(), Language::English);
    harness.get_by_label("Total: last person out");
}

type Window = Harness<'static, Option<Muster>>;

/// Waits for what is found beside the window.
fn wait_for(harness: &mut Window, part_of_label: &str) {
    let patience = Instant::now() + Duration::from_secs(60);
    while harness.query_all_by_label_contains(part_of_label).next().is_none() {
        assert!(Instant::now() < patience, "{part_of_label} never came");
        std::thread::sleep(Duration::from_millis(20));
        harness.run_ok();
    }
}

/// More drills than are compared in a frame: what is found beside the window comes, and speaks of all.
#[test]
fn a_large_book_is_compared_beside_the_window_and_every_view_comes() {
    let home = tempfile::tempdir().unwrap();
    let root = home.path().join("book");
    samples::write("valve-plant", &root).unwrap();
    let (book, _) = Book::open(&root).unwrap();
    let newest = book.records.values().rfind(|r| r.scenario.id.as_str() == "day-shift-fire");
    let newest = Record::clone(newest.unwrap());
    let text = std::fs::read_to_string(book.record_file(&newest.id)).unwrap();
    drop(book);
    for day in 1..=130_i32 {
        let id = format!("copy-{day:03}");
        let started = newest.started.plus(Seconds::new(f64::from(day) * 86_400.0));
        let text = text.replacen(newest.id.as_str(), &id, 1).replacen(
            &newest.started.to_string(),
            &started.to_string(),
            1,
        );
        std::fs::write(root.join("records").join(format!("{id}.ron")), text).unwrap();
    }
    let mut harness = opened(home.path(), Language::English);
    wait_for(&mut harness, "Total: last person out");
    for (view, words) in [
        ("Trend", "135 drills."),
        ("Spread", "135 drills count."),
        ("Two drills", "the newest 40 of 133 other drills"),
        ("Findings", "open"),
        ("Calendar", "taken part for a year"),
    ] {
        harness.get_by_label(view).click();
        harness.run_ok();
        wait_for(&mut harness, words);
    }
}

fn click(harness: &mut Window, label: &str) {
    harness.get_by_label(label).click();
    harness.run_ok();
}

fn enter(harness: &mut Window, label: &str, text: &str) {
    let single = harness.query_by_role_and_label(Role::TextInput, label).is_some();
    let role = if single { Role::TextInput } else { Role::MultilineTextInput };
    harness.get_by_role_and_label(role, label).click();
    harness.run_ok();
    harness.get_by_role_and_label(role, label).type_text(text);
    harness.run_ok();
}

/// The finding with this text, as it is on the disk.
fn finding(home: &Path, text: &str) -> Finding {
    let (book, _) = Book::open(&home.join("book")).unwrap();
    let mut findings = book.records.values().flat_map(|record| &record.findings);
    findings.find(|finding| finding.text == text).unwrap().clone()
}

#[test]
fn a_finding_goes_its_whole_way_to_verified_and_back() {
    let home = tempfile::tempdir().unwrap();
    let mut harness = window(home.path(), Language::English);
    click(&mut harness, "Findings");
    let overdue = |harness: &Window| harness.query_all_by_label_contains("days overdue").count();
    let before = overdue(&harness);
    enter(&mut harness, "New finding", "Goods on the landing");
    harness.get_by_label_contains("Add").click();
    harness.run_ok();
    enter(&mut harness, "Corrective action", "Clear it");
    enter(&mut harness, "Owner", "Li Na");
    enter(&mut harness, "Due", "2026-01-31");
    click(&mut harness, "Finding");
    let action = finding(home.path(), "Goods on the landing").action.unwrap();
    assert_eq!((action.owner.as_str(), action.text.as_str()), ("Li Na", "Clear it"));
    assert_eq!(action.due, Some(date(2026, 1, 31)));
    assert_eq!(action.state, ActionState::Open);
    assert_eq!(overdue(&harness), before + 1);

    harness.get_by_label_contains("Mark as done").click();
    harness.run_ok();
    let action = finding(home.path(), "Goods on the landing").action.unwrap();
    assert_eq!(action.state, ActionState::Done);
    assert_eq!(overdue(&harness), before);

    enter(&mut harness, "Verified by", "Xu Yumei");
    harness.get_by_label_contains("Verify and close").click();
    harness.run_ok();
    let action = finding(home.path(), "Goods on the landing").action.unwrap();
    assert_eq!(
        (action.state, action.verified_by.as_str()),
        (ActionState::VerifiedClosed, "Xu Yumei")
    );

    harness.get_by_label_contains("Reopen").click();
    harness.run_ok();
    let action = finding(home.path(), "Goods on the landing").action.unwrap();
    assert_eq!((action.state, action.verified), (ActionState::Open, None));
    assert!(action.reopened.is_some());
}

#[test]
fn a_door_found_propped_becomes_a_finding_with_one_click() {
    let home = tempfile::tempdir().unwrap();
    let book = home.path().join("book");
    samples::write("valve-plant", &book).unwrap();
    {
        let (mut book, _) = Book::open(&book).unwrap();
        let first = book.records.values().min_by_key(|record| record.started).unwrap();
        let mut first = Record::clone(first);
        first.findings.clear();
        book.save_record(&first).unwrap();
    }
    let mut harness = opened(home.path(), Language::English);
    click(&mut harness, "Findings");
    harness.get_by_label_contains("Take up as finding").click();
    harness.run_ok();
    assert!(harness.query_by_label_contains("Take up as finding").is_none());
    drop(harness);
    let (book, _) = Book::open(&book).unwrap();
    let first = book.records.values().min_by_key(|record| record.started).unwrap();
    let [finding] = first.findings.as_slice() else { unreachable!("one finding") };
    assert_eq!(finding.element, Some(ElementId::Door(DoorId::new("door-70"))));
    assert!(finding.event.is_some());
}

#[test]
fn a_drill_is_commented_and_signed() {
    let home = tempfile::tempdir().unwrap();
    let mut harness = window(home.path(), Language::English);
    click(&mut harness, "Drill");
    enter(&mut harness, "Comments", "Calm and quick. ");
    enter(&mut harness, "Name", "Wu Xiulan");
    enter(&mut harness, "Role", "Safety manager");
    harness.get_by_label(&format!("{}  Sign", icons::EDIT_NOTE)).click();
    harness.run_ok();
    drop(harness);
    let (book, _) = Book::open(&home.path().join("book")).unwrap();
    let newest = book.records.values().max_by_key(|record| record.started).unwrap();
    assert!(newest.comments.contains("Calm and quick."), "{}", newest.comments);
    let sign = newest.signed.last().unwrap();
    assert_eq!((sign.name.as_str(), sign.role.as_str()), ("Wu Xiulan", "Safety manager"));
}

#[test]
fn what_was_said_in_the_debrief_stands_on_the_page_of_the_drill() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("book");
    samples::write("valve-plant", &path).unwrap();
    let mut harness = opened(home.path(), Language::English);
    click(&mut harness, "Drill");
    harness.get_by_label("Nothing was entered.");
    drop(harness);

    {
        let (mut book, _) = Book::open(&path).unwrap();
        let newest = book.records.values().max_by_key(|record| record.started).unwrap();
        let mut newest = Record::clone(newest);
        let long = "The wardens counted before they were asked. ".repeat(12);
        newest.debrief = Some(Debrief::of(Said {
            restored: [Restore::AllClear, Restore::DoorsReset].into(),
            went_well: long.trim().to_owned(),
            to_improve: String::new(),
        }));
        book.save_record(&newest).unwrap();
    }
    let mut harness = opened(home.path(), Language::English);
    click(&mut harness, "Drill");
    harness.get_by_label("Debrief");
    let restored = Language::English.t(Restore::DoorsReset.key());
    harness.get_by_label_contains(&format!("  ·  {restored}"));
    let well = harness.get_by_label_contains("The wardens counted").rect();
    let sign = harness.get_by_role_and_label(Role::MultilineTextInput, "Comments").rect();
    assert!(well.right() <= sign.left(), "{well} runs under {sign}");
    assert!(well.height() > 40.0, "{well} is broken into lines");
    assert!(harness.query_by_label("What to improve").is_none(), "nothing was said");
}

#[test]
fn a_debrief_is_entered_and_corrected_and_what_it_said_is_kept() {
    let home = tempfile::tempdir().unwrap();
    let mut harness = window(home.path(), Language::English);
    let debrief = || {
        let (book, _) = Book::open(&home.path().join("book")).unwrap();
        let newest = book.records.values().max_by_key(|record| record.started).unwrap();
        newest.debrief.clone().unwrap()
    };
    click(&mut harness, "Drill");
    let press = |harness: &mut Window, words: &str| {
        harness.get_by_label_contains(words).click();
        harness.run_ok();
    };
    press(&mut harness, "Enter the debrief");
    enter(&mut harness, "What went well", "Qick");
    press(&mut harness, "Save the change");
    harness.get_by_label_contains("Save the change");
    enter(&mut harness, "Changed by", "Li Na");
    press(&mut harness, "Save the change");
    harness.get_by_label("Qick");
    assert_eq!(debrief().earlier()[0].by, "Li Na", "who entered it, the day after");

    press(&mut harness, "Correct or add");
    let field = |harness: &Window| {
        let node = harness.get_by_role_and_label(Role::MultilineTextInput, "What went well");
        node.value().unwrap_or_default()
    };
    assert_eq!(field(&harness), "Qick");
    harness.get_by_role_and_label(Role::MultilineTextInput, "What went well").focus();
    harness.run_ok();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run_ok();
    harness.get_by_role_and_label(Role::MultilineTextInput, "What went well").type_text("Quick");
    harness.run_ok();
    // Looking at something else keeps what is not saved yet.
    click(&mut harness, "Trend");
    click(&mut harness, "Drill");
    assert_eq!(field(&harness), "Quick");
    harness.get_by_role_and_label(Role::CheckBox, "All-clear given").click();
    harness.run_ok();
    press(&mut harness, "Save the change");
    harness.get_by_label("Quick");
    let kept = debrief();
    assert_eq!((kept.said().went_well.as_str(), kept.said().restored.len()), ("Quick", 1));
    let [_, earlier] = kept.earlier() else { unreachable!("two changes") };
    assert_eq!((earlier.said.went_well.as_str(), earlier.by.as_str()), ("Qick", "Li Na"));
    press(&mut harness, "Changed on");
    harness.get_by_label("Before – Put back: –\nBefore – What went well: Qick");

    press(&mut harness, "Correct or add");
    enter(&mut harness, "What to improve", "Signs");
    press(&mut harness, "Drop the change");
    assert_eq!(debrief(), kept, "what is dropped changes nothing");
}

fn pick(harness: &mut Window, list: &str, entry: &str) {
    harness.get_by_role_and_label(Role::ComboBox, list).click();
    harness.run_ok();
    let entries = harness.query_all_by_role_and_label(Role::Button, entry);
    entries.last().unwrap().click();
    harness.run_ok();
}

#[test]
fn a_filter_leaves_the_drills_of_its_year() {
    let home = tempfile::tempdir().unwrap();
    let mut harness = window(home.path(), Language::English);
    pick(&mut harness, "Scenario", "All");
    let shown = |harness: &Window, day: &str| harness.query_all_by_label_contains(day).count();
    assert_eq!(shown(&harness, "2024-06-14"), 2, "in the list and in the table");
    pick(&mut harness, "Year", "2025");
    assert_eq!((shown(&harness, "2024-06-14"), shown(&harness, "2025-06-13")), (0, 2));
    harness.get_by_label_contains("Show all").click();
    harness.run_ok();
    assert_eq!(shown(&harness, "2024-06-14"), 2);
}

#[test]
fn two_drills_of_other_shifts_are_told_apart() {
    let home = tempfile::tempdir().unwrap();
    let mut harness = window(home.path(), Language::English);
    click(&mut harness, "Two drills");
    pick(&mut harness, "Scenario", "All");
    harness.get_by_label_contains("Compare with care");
    harness.get_by_label_contains("Another shift");
}

#[test]
fn a_replay_jumps_to_the_event_that_is_clicked() {
    let home = tempfile::tempdir().unwrap();
    let mut harness = window(home.path(), Language::English);
    click(&mut harness, "Replay");
    harness.get_by_label("Where the time went");
    assert!(harness.query_by_label("0:00").is_none(), "it opens with the whole drill");
    harness.get_by_label("0:00   Alarm given, drill started").click();
    harness.run_ok();
    harness.get_by_label("0:00");
}

#[test]
fn a_drill_is_marked_by_clicking_and_the_marks_are_kept() {
    let home = tempfile::tempdir().unwrap();
    let mut harness = window(home.path(), Language::English);
    click(&mut harness, "Marking");
    harness.get_by_label_contains("Mark this drill").click();
    harness.run_ok();
    let first = "5 points: The scenario and everybody's duties were settled and known beforehand";
    click(&mut harness, first);
    click(&mut harness, "Comparison");
    let marked = |home: &Path| {
        let (book, _) = Book::open(&home.join("book")).unwrap();
        let record = book.records.values().find(|record| record.marking.is_some()).cloned();
        record.unwrap().marking.clone().unwrap()
    };
    let marking = marked(home.path());
    assert_eq!(marking.marked().0, 1);
    assert_eq!(marking.score(), Some(100.0));
    assert!(!marking.evaluator.is_empty(), "the evaluator of the scenario is proposed");
    click(&mut harness, "Marking");
    click(&mut harness, first);
    click(&mut harness, "Comparison");
    assert_eq!(marked(home.path()).marked().0, 0, "a second click takes the mark back");
}

#[test]
fn the_report_of_a_drill_is_written_by_clicking() {
    let home = tempfile::tempdir().unwrap();
    let mut harness = window(home.path(), Language::English);
    harness.get_by_label_contains("Export").click();
    harness.run_ok();
    harness.get_by_label_contains("Report of the drill of").click();
    harness.run_ok();
    click(&mut harness, "Save there");
    let folder = home.path().join("book");
    let written = || {
        let entries = std::fs::read_dir(&folder).unwrap();
        let mut names = entries.map(|entry| entry.unwrap().path());
        names.find(|path| path.extension().is_some_and(|ending| ending == "pdf"))
    };
    for _ in 0..600 {
        harness.run_ok();
        if written().is_some() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let pdf = std::fs::read(written().unwrap()).unwrap();
    assert!(pdf.starts_with(b"%PDF-"));
}

#[test]
fn a_record_goes_out_without_the_names_of_people() {
    let home = tempfile::tempdir().unwrap();
    let mut harness = window(home.path(), Language::English);
    harness.get_by_label_contains("Export").click();
    harness.run_ok();
    harness.get_by_role_and_label(Role::CheckBox, "Without names").click();
    harness.run_ok();
    harness.get_by_label_contains("Record as a file").click();
    harness.run_ok();
    click(&mut harness, "Save there");
    wait_for(&mut harness, "Written: ");
    let names = std::fs::read_dir(home.path().join("book")).unwrap();
    let mut names = names.map(|entry| entry.unwrap().path());
    let written = names.find(|path| path.to_string_lossy().ends_with("_copy.ron")).unwrap();
    let (book, _) = Book::open(&home.path().join("book")).unwrap();
    let record = muster::store::read::<muster::drill::Record>(&written).unwrap();
    let whole = &book.records[&record.id];
    let (were, are) = (&whole.scenario.roles, &record.scenario.roles);
    let named = were.iter().zip(are).filter(|(was, _)| !was.person.is_empty());
    assert!(named.clone().count() > 0);
    assert!(named.into_iter().all(|(was, is)| was.person != is.person));
}

#[test]
fn the_calendar_and_the_escape_plan_speak_both_languages() {
    for language in Language::ALL {
        let home = tempfile::tempdir().unwrap();
        let mut harness = window(home.path(), language);
        let nothing_missing = |harness: &Window| {
            let missing =
                harness.query_all_by(|node| node.label().unwrap_or_default().contains('⟦'));
            assert_eq!(missing.count(), 0, "{}", language.tag());
        };
        for key in ["review-calendar", "review-marking", "review-replay", "review-spread"] {
            harness.get_by_label(&language.t(key)).click();
            harness.run_ok();
            nothing_missing(&harness);
        }
        harness.get_by_label_contains(&language.t("export-menu")).click();
        harness.run_ok();
        harness.get_by_label_contains(&language.t("export-escape-plan")).click();
        harness.run_ok();
        nothing_missing(&harness);
        harness.get_by_label("3F");
    }
}

/// What the clipboard gets when a button is clicked.
fn copied(harness: &mut Window, label: &str) -> String {
    // Some buttons lie below what is in view.
    harness.get_by_label_contains(label).click_accesskit();
    harness.step();
    let copied =
        harness.output().platform_output.commands.iter().find_map(|command| match command {
            eframe::egui::OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        });
    assert!(copied.is_some(), "{label}");
    copied.unwrap_or_default()
}

#[test]
fn every_plot_and_table_is_copied_as_cells_and_asks_for_a_picture() {
    let home = tempfile::tempdir().unwrap();
    let mut harness = window(home.path(), Language::English);
    let text = copied(&mut harness, "Copy as table: Comparison");
    assert!(text.lines().any(|line| line.starts_with("Total: last person out\t")), "{text}");
    for (view, table) in [
        ("Two drills", "Copy as table: Times"),
        ("Two drills", "Copy as table: People out of exit"),
        ("Trend", "Copy as table: Total"),
        ("Spread", "Copy as table: Spread"),
        ("Spread", "Copy as table: Sum of the best parts"),
        ("Spread", "Copy as table: Fire doors"),
        ("Prediction", "Copy as table: Checkpoints, predicted that day"),
        ("Prediction", "Copy as table: Exits"),
        ("Prediction", "Copy as table: Doors"),
        ("Drill", "Copy as table: Exits"),
        ("Drill", "Copy as table: What happened"),
        ("Replay", "Copy as table: Where the time went"),
        ("Calendar", "Copy as table: Drills that are due"),
        ("Findings", "Copy as table: Findings"),
    ] {
        click(&mut harness, view);
        let text = copied(&mut harness, table);
        let widths: Vec<usize> = text.lines().map(|line| line.split('\t').count()).collect();
        assert!(
            widths.len() > 1 && widths.iter().all(|width| *width == widths[0]),
            "{table}: {text}"
        );
    }
    harness.get_by_label_contains("Copy as picture: Findings").click();
    harness.step();
    let asked = harness.output().viewport_output.values().flat_map(|output| &output.commands);
    let asked = asked.filter(|c| matches!(c, eframe::egui::ViewportCommand::Screenshot(_)));
    assert_eq!(asked.count(), 1);
}

#[test]
fn the_prediction_of_the_day_stands_beside_what_was_measured() {
    let home = tempfile::tempdir().unwrap();
    let mut harness = window(home.path(), Language::English);
    click(&mut harness, "Prediction");
    harness.get_by_label_contains("Predicted that day with the hydraulic model");
    harness.get_by_label_contains("against the prediction in the median");
    harness.get_by_label_contains("What passed the other doors was not measured");
}

#[test]
fn drills_of_another_shift_are_marked_in_the_table_and_the_trend() {
    let home = tempfile::tempdir().unwrap();
    let mut harness = window(home.path(), Language::English);
    pick(&mut harness, "Scenario", "All");
    harness.get_by_label_contains("drills do not compare with that of");
    assert!(harness.query_all_by_label_contains("Not comparable because").count() > 0);
    click(&mut harness, "Trend");
    harness.get_by_label_contains("drills do not compare with that of");
    harness.get_by_label_contains("7 drills. Faster");
    click(&mut harness, "Only drills that compare");
    harness.get_by_label_contains("2 drills are no trend");
}

#[test]
fn findings_stand_under_the_name_of_who_answers_for_them() {
    let home = tempfile::tempdir().unwrap();
    let mut harness = window(home.path(), Language::English);
    click(&mut harness, "Findings");
    click(&mut harness, "By person");
    let (book, _) = Book::open(&home.path().join("book")).unwrap();
    let findings: Vec<_> = book.records.values().flat_map(|record| &record.findings).collect();
    let owner = findings.iter().find_map(|finding| Some(&finding.action.as_ref()?.owner)).unwrap();
    let of = |finding: &&&Finding| finding.action.as_ref().is_some_and(|a| a.owner == *owner);
    let all = findings.iter().filter(of).count();
    let closed = |finding: &&&Finding| {
        finding.action.as_ref().is_some_and(|a| a.state == ActionState::VerifiedClosed)
    };
    let open = all - findings.iter().filter(of).filter(closed).count();
    harness.get_by_label_contains(&format!("{owner}   {open} of {all} open"));
    harness.get_by_label(&findings[0].text).click();
    harness.run_ok();
    harness.get_by_label("Finding");
}

#[test]
fn where_an_escape_plan_hangs_is_kept_in_the_building_and_undone_in_one_step() {
    let home = tempfile::tempdir().unwrap();
    let hung = |home: &Path| {
        let (_, contents) = Book::open(&home.join("book")).unwrap();
        let storeys: Vec<_> = contents.buildings.values().flat_map(|b| b.storeys.clone()).collect();
        let equipment = storeys.iter().flat_map(|storey| &storey.equipment);
        equipment.filter(|e| e.kind == EquipmentKind::EscapePlan).count()
    };
    for undone in [false, true] {
        let mut harness = opened_at(home.path(), Language::English);
        harness.get_by_label_contains("Export").click();
        harness.run_ok();
        harness.get_by_label_contains(&Language::English.t("export-escape-plan")).click();
        harness.run_ok();
        let before = harness.query_all_by_label_contains("Nobody has drawn where").count();
        assert_eq!(before, 1);
        harness.get_by_label_contains("Keep in the building").click();
        harness.run_ok();
        assert!(harness.query_by_label_contains("Nobody has drawn where").is_none());
        if undone {
            harness.key_press(Key::Escape);
            harness.run_ok();
            harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
            harness.run_ok();
        }
        drop(harness);
        assert_eq!(hung(home.path()), usize::from(!undone));
    }
}

/// A fresh copy of the sample in `home`, and the window on it.
fn opened_at(home: &Path, language: Language) -> Window {
    let book = home.join("book");
    if book.exists() {
        std::fs::remove_dir_all(&book).unwrap();
    }
    window(home, language)
}
