//! A second observer's log, merged into a record by clicking.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use std::path::Path;

use eframe::egui::{Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use muster::app::{Muster, Start};
use muster::drill::{Outcome, Record, RecordId, Run, What, observations};
use muster::language::Language;
use muster::samples;
use muster::store::{Book, to_text};
use muster::units::Seconds;

type Window = Harness<'static, Option<Muster>>;

/// The window at the last drill of the sample in Review.
fn window(home: &Path, language: Language) -> Window {
    let (book, home) = (home.join("book"), home.to_owned());
    let mut harness = Harness::builder().with_size([1366.0, 768.0]).build_ui_state(
        move |ui, muster: &mut Option<Muster>| match muster {
            Some(muster) => muster.show(ui),
            None => {
                let (book, home) = (Some(book.clone()), Some(home.clone()));
                let start = Start { book, language: Some(language), home };
                *muster = Some(Muster::new(ui.ctx(), start));
            }
        },
        None,
    );
    harness.run_ok();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Num5);
    harness.run_ok();
    harness.get_by_label(&language.t("review-drill")).click();
    harness.run_ok();
    harness
}

fn click(harness: &mut Window, words: &str) {
    harness.get_by_label_contains(words).click();
    harness.run_ok();
}

/// The newest record of the book in `home`, as it is on the disk.
fn newest(home: &Path) -> Record {
    let (book, _) = Book::open(&home.join("book")).unwrap();
    let newest = book.records.values().max_by_key(|record| record.started).unwrap();
    Record::clone(newest)
}

/// What the second observer entered, on a clock that began `late` after that of `own`: its first
/// checkpoint 6 s later, a note that both made, a note of its own and people at an exit.
fn second(own: &Record, late: f64) -> Record {
    let seen = observations(&own.events);
    let reached = seen
        .iter()
        .find(|seen| matches!(seen.what, What::Reached { .. }) && seen.at > Seconds::new(20.0));
    let reached = reached.unwrap();
    let exit = own.building.exits().next().unwrap().1.id.clone();
    let mut entries = vec![
        (Seconds::ZERO, What::Started),
        (reached.at + Seconds::new(6.0 - late), reached.what.clone()),
        (Seconds::new(100.0 - late), What::Noted { text: "clap".to_owned() }),
        (Seconds::new(110.0 - late), What::Noted { text: "stair full of smoke".to_owned() }),
    ];
    entries
        .extend((0..3).map(|_| {
            (Seconds::new(120.0 - late), What::Counted { exit: exit.clone(), people: 2 })
        }));
    let started = own.started.plus(Seconds::new(late));
    let mut run = Run::ready(own.scenario.clone());
    for (at, what) in entries {
        let event = run.decide(what, at, started.plus(at), "赵敏").unwrap();
        run.apply(event);
    }
    let id = RecordId::of(started, &own.scenario.id);
    let events = run.events().to_vec();
    Record { id, started, conductor: "赵敏".to_owned(), events, ..own.clone() }
}

/// A book whose newest record has a note of a clap, and beside it the second observer's record.
fn books(home: &Path, late: f64) -> Record {
    samples::write("valve-plant", &home.join("book")).unwrap();
    let mut own = newest(home);
    let mut run = Run::ready(own.scenario.clone());
    own.events.iter().for_each(|event| run.apply(event.clone()));
    let what = Box::new(What::Noted { text: "clap".to_owned() });
    let what = What::EnteredLate { happened_at: Seconds::new(100.0), what, source: String::new() };
    let at = own.events.last().unwrap().at;
    let event = run.decide(what, at, own.started.plus(at), "").unwrap();
    own.events.push(event);
    {
        let (mut book, _) = Book::open(&home.join("book")).unwrap();
        book.save_record(&own).unwrap();
    }
    let other = second(&own, late);
    std::fs::write(home.join("other.ron"), to_text(&other).unwrap()).unwrap();
    own
}

/// Names the file, until its page is there.
fn open(harness: &mut Window, file: &Path, language: Language) {
    click(harness, &language.t("merging-begin"));
    let name = language.t("ask-file-or-folder");
    harness.get_by_role_and_label(Role::TextInput, &name).focus();
    harness.run_ok();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run_ok();
    let field = harness.get_by_role_and_label(Role::TextInput, &name);
    field.type_text(file.to_str().unwrap());
    harness.run_ok();
    harness.get_by_label(&language.t("ask-open")).click();
    for _ in 0..600 {
        harness.run_ok();
        if harness.query_by_label(&language.t("merging-align")).is_some() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    panic!("the page of the second log does not come");
}

#[test]
fn a_second_log_is_merged_once_its_contradiction_is_decided() {
    let home = tempfile::tempdir().unwrap();
    let own = books(home.path(), 0.0);
    let mut harness = window(home.path(), Language::English);
    open(&mut harness, &home.path().join("other.ron"), Language::English);
    harness.get_by_label_contains("6.0 s apart");
    let save = |harness: &Window| {
        harness.get_by_label_contains("Save into the record").accesskit_node().is_disabled()
    };
    assert!(save(&harness), "a contradiction is not decided by itself");
    click(&mut harness, "Theirs 1:");
    assert!(save(&harness), "people at one exit were counted by both");
    click(&mut harness, "Theirs as well 2:");
    assert!(!save(&harness));
    click(&mut harness, "Save into the record");
    drop(harness);

    let after = newest(home.path());
    assert_eq!(after.events[..own.events.len()], own.events, "the original stays as it was");
    let (before, outcome) =
        (Outcome::of(&own.scenario, &own.events), Outcome::of(&after.scenario, &after.events));
    assert_eq!(outcome.people_out(), before.people_out() + 6);
    assert!(outcome.notes.iter().any(|note| note.text == "stair full of smoke"));
    let claps = outcome.notes.iter().filter(|note| note.text == "clap").count();
    assert_eq!(claps, 1, "what both entered stands once");
    let moved = |(checkpoint, reached): (&_, &muster::drill::Reached)| {
        before.time(checkpoint).map(|old| (reached.at - old).get())
    };
    assert!(outcome.times.iter().filter_map(moved).any(|by| (by - 6.0).abs() < 1e-6));
}

#[test]
fn a_clap_that_both_noted_puts_the_clocks_right() {
    let home = tempfile::tempdir().unwrap();
    books(home.path(), 16.0);
    let mut harness = window(home.path(), Language::English);
    open(&mut harness, &home.path().join("other.ron"), Language::English);
    harness.get_by_label("Their times are taken as they are.");
    harness.get_by_label("A moment that both entered").click();
    harness.run_ok();
    harness.get_by_label_contains("shifted by +16.0 s");
    harness.get_by_label_contains("6.0 s apart");
    harness.get_by_role_and_label(Role::ComboBox, "Theirs").click();
    harness.run_ok();
    click(&mut harness, "1:34.0");
    harness.get_by_label_contains("shifted by +6.0 s");
    click(&mut harness, "Cancel");
    assert!(harness.query_by_label_contains("Merge a second log…").is_some());
}

#[test]
fn what_is_no_log_of_this_drill_is_refused_and_the_page_speaks_both_languages() {
    for language in Language::ALL {
        let home = tempfile::tempdir().unwrap();
        let own = books(home.path(), 0.0);
        let mut harness = window(home.path(), language);
        click(&mut harness, &language.t("merging-begin"));
        harness.get_by_label(&language.t("ask-cancel")).click();
        harness.run_ok();
        // A whole book: the log of that drill is found in it.
        let copy = home.path().join("copy");
        samples::write("valve-plant", &copy).unwrap();
        std::fs::copy(
            home.path().join("other.ron"),
            copy.join("records").join(format!("{}.ron", own.id.as_str())),
        )
        .unwrap();
        open(&mut harness, &copy, language);
        harness.get_by_label("赵敏");
        let missing = harness.query_all_by(|node| node.label().unwrap_or_default().contains('⟦'));
        assert_eq!(missing.count(), 0, "{}", language.tag());
    }
}
