//! The Drill place: a short drill by clicks and keys, what is on the disk meanwhile, and what must
//! never happen by accident.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use eframe::egui::{Event, Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable};
use muster::app::screens::Screen;
use muster::app::{Muster, Start, icons};
use muster::drill::{
    ActionState, BootId, Clock, Ending, Moment, Outcome, Presence, Restore, RollCall, Run,
    WallTime, What, roster,
};
use muster::language::Language;
use muster::samples;
use muster::store::Book;
use muster::store::journal::{Found, journals};
use muster::units::Seconds;

type Window = Harness<'static, Option<Muster>>;

const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

fn window(home: &Path, book: &Path) -> Window {
    window_in(Language::English, home, book)
}

fn window_in(language: Language, home: &Path, book: &Path) -> Window {
    let (home, book) = (home.to_owned(), book.to_owned());
    let mut harness = Harness::builder().with_size([1366.0, 768.0]).build_ui_state(
        move |ui, muster: &mut Option<Muster>| {
            let start = Start {
                book: Some(book.clone()),
                language: Some(language),
                home: Some(home.clone()),
            };
            match muster {
                Some(muster) => muster.show(ui),
                None => *muster = Some(Muster::new(ui.ctx(), start)),
            }
        },
        None,
    );
    harness.run_steps(3);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Num4);
    harness.run_steps(3);
    harness
}

fn sample() -> (tempfile::TempDir, PathBuf) {
    let home = tempfile::tempdir().unwrap();
    let book = home.path().join("book");
    samples::write("valve-plant", &book).unwrap();
    (home, book)
}

/// A chord that is pressed twice.
fn twice(window: &mut Window, modifiers: Modifiers, key: Key) {
    for _ in 0..2 {
        window.key_press_modifiers(modifiers, key);
        window.run_steps(2);
    }
}

fn press(window: &mut Window, key: Key) {
    window.key_press(key);
    window.run_steps(2);
}

fn click(window: &mut Window, label: &str) {
    window.get_by_role_and_label(Role::Button, label).click();
    window.run_steps(3);
}

/// Takes a folder of the book away and puts a file in its place; returns that place, and where the
/// folder is now.
fn bar(book: &Path, folder: &str) -> (PathBuf, PathBuf) {
    let (place, away) = (book.join(folder), book.join(format!("{folder}-away")));
    std::fs::rename(&place, &away).unwrap();
    std::fs::write(&place, "a file in the way").unwrap();
    (place, away)
}

/// Waits until a text is in the window, alone or within another.
fn until(window: &mut Window, text: &str) {
    let start = Instant::now();
    while window.query_all_by_label_contains(text).count() == 0 {
        assert!(start.elapsed() < Duration::from_secs(60), "{text} does not appear");
        std::thread::sleep(Duration::from_millis(10));
        window.step();
    }
}

/// The journal on the disk, once it holds this many events.
#[track_caller]
fn durable(book: &Path, events: usize) -> Vec<What> {
    let start = Instant::now();
    loop {
        let folder = journals(&book.join("running")).into_iter().next();
        let found = folder.and_then(|folder| Found::open(&folder).ok());
        if let Some(found) = found.filter(|found| found.events.len() >= events) {
            return found.events.into_iter().map(|event| event.what).collect();
        }
        assert!(start.elapsed() < Duration::from_secs(10), "the journal stays short");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_drill_by_clicks_and_keys_becomes_a_record() {
    let (home, book) = sample();
    let mut window = window(home.path(), &book);
    window.get_by_label("Ready for the drill");
    twice(&mut window, Modifiers::COMMAND, Key::Enter);
    window.get_by_label("Running");
    // The alarm and the checks before it are on the disk.
    assert_eq!(durable(&book, 2)[0], What::Started);

    press(&mut window, Key::Num1);
    for _ in 0..20 {
        window.key_press(Key::Q);
    }
    window.run_steps(3);
    click(&mut window, "E2 +5");
    click(&mut window, "E2 −1");
    press(&mut window, Key::Backspace);
    let events = durable(&book, 2 + 1 + 20 + 3);
    let counted = events.iter().filter(|what| matches!(what, What::Counted { .. })).count();
    assert_eq!(counted, 22, "every press of a burst counts");
    assert!(matches!(events.last(), Some(What::Undone { .. })));

    twice(&mut window, CTRL_SHIFT, Key::F);
    window.get_by_label("The drill is saved");
    assert!(journals(&book.join("running")).is_empty());
    drop(window);
    let (opened, _) = Book::open(&book).unwrap();
    let record = opened.records.values().last().unwrap();
    assert!(!record.rehearsal);
    assert_eq!(record.ending, Ending::Finished);
    assert!(record.prediction.is_some());
    assert_eq!(Outcome::of(&record.scenario, &record.events).people_out(), 25);
}

#[test]
fn every_exit_is_within_reach_of_a_narrow_window() {
    let (home, book) = sample();
    let mut window = window(home.path(), &book);
    window.set_size([1280.0, 720.0].into());
    twice(&mut window, Modifiers::COMMAND, Key::Enter);
    window.run_steps(3);
    for exit in ["E1", "E2", "E3", "E4"] {
        let more = window.get_by_role_and_label(Role::Button, &format!("{exit} +5")).rect();
        // The log begins where 340 points are left.
        assert!(more.right() < 1280.0 - 340.0, "{exit}: {more:?}");
    }
}

#[test]
fn nothing_in_the_head_covers_anything_whatever_the_size_of_the_window() {
    let (home, book) = sample();
    let mut window = window(home.path(), &book);
    twice(&mut window, Modifiers::COMMAND, Key::Enter);
    // Full screens at 100 to 200 %, and small ones.
    for size in [
        [640.0, 360.0],
        [683.0, 384.0],
        [800.0, 600.0],
        [910.0, 512.0],
        [960.0, 600.0],
        [1024.0, 768.0],
        [1093.0, 614.0],
        [1280.0, 720.0],
        [1366.0, 768.0],
        [1920.0, 1080.0],
    ] {
        window.set_size(size.into());
        window.run_steps(4);
        let [width, height] = size;
        // A list that is scrolled lies under the head, cut off; the exits are not scrolled.
        let one_column =
            window.query_all_by_role_and_label(Role::Button, "Checkpoints").count() > 0;
        if one_column {
            click(&mut window, "Exits and doors");
        }
        // The tabs are the first line below the head and the banner of the inject.
        let tab = window.get_by_role_and_label(Role::Button, "Exits and doors").rect();
        let parts = [Role::Button, Role::Label].into_iter().flat_map(|role| {
            let all = window.query_all_by_role(role);
            let named = all.map(|node| {
                let inner = node.accesskit_node();
                // A label says itself by its value.
                (inner.label().or_else(|| inner.value()), node.rect())
            });
            named.collect::<Vec<_>>()
        });
        let head: Vec<_> = parts.filter(|(_, rect)| rect.top() < tab.bottom()).collect();
        let is_there = |name: &str| {
            head.iter().any(|(one, _)| one.as_ref().is_some_and(|one| one.contains(name)))
        };
        for name in ["Pause", "Finish", "REAL EMERGENCY", "Running", "Keys", "Projector"] {
            assert!(is_there(name), "{name} at {size:?}");
        }
        for (index, (name, rect)) in head.iter().enumerate() {
            let inside = rect.left() >= 0.0 && rect.right() <= width && rect.bottom() <= height;
            assert!(inside, "{name:?} {rect:?} leaves {size:?}");
            for (other, covered) in &head[index + 1..] {
                let both = rect.shrink(1.0).intersect(covered.shrink(1.0));
                assert!(!both.is_positive(), "{name:?} and {other:?} at {size:?}");
            }
        }
        // A checkpoint can be pressed, or is one tab away.
        if one_column {
            window.get_by_role_and_label(Role::Button, "E1 +1");
            click(&mut window, "Checkpoints");
        }
        let mut buttons = window.query_all_by_role(Role::Button);
        let first = buttons.find(|button| {
            button.accesskit_node().label().is_some_and(|name| name.contains("Alarm confirmed"))
        });
        let first = first.unwrap().rect();
        assert!(first.bottom() <= height, "{first:?} at {size:?}");
    }
}

/// In a low window the words of an inject leave the room to the checkpoints until they are tapped.
#[test]
fn the_words_of_an_inject_take_one_line_in_a_low_window_until_they_are_tapped() {
    let (home, book) = sample();
    let mut window = window(home.path(), &book);
    twice(&mut window, Modifiers::COMMAND, Key::Enter);
    window.set_size([640.0, 360.0].into());
    window.run_steps(4);
    let words = |window: &Window| {
        let all = window.get_all_by_label_contains("Solvent burns on the floor");
        all.map(|node| node.rect()).find(|rect| rect.top() < 250.0).unwrap()
    };
    let folded = words(&window);
    let give = window.get_all_by_label_contains("Give").next().unwrap().rect();
    assert!(folded.top() < give.bottom() && folded.right() <= 640.0, "{folded:?} beside {give:?}");
    window.get_all_by_label_contains("Solvent burns on the floor").next().unwrap().click();
    window.run_steps(4);
    assert!(words(&window).top() >= give.bottom(), "all of it below");
}

#[test]
fn space_and_enter_start_and_stop_nothing() {
    let (home, book) = sample();
    let mut window = window(home.path(), &book);
    let name = "Give the alarm – start";
    window.get_by_role_and_label(Role::Button, name).focus();
    window.run_steps(2);
    for key in [Key::Space, Key::Enter] {
        press(&mut window, key);
    }
    window.get_by_role_and_label(Role::Button, name).click();
    window.run_steps(3);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    window.run_steps(2);
    window.get_by_label("Ready for the drill");
    window.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    window.run_steps(2);
    let before = durable(&book, 2);
    for name in ["Finish", "REAL EMERGENCY"] {
        window.get_by_role_and_label(Role::Button, name).focus();
        window.run_steps(2);
        for key in [Key::Space, Key::Enter] {
            press(&mut window, key);
        }
    }
    window.get_by_label("Running");
    assert_eq!(durable(&book, 2), before);
    twice(&mut window, CTRL_SHIFT, Key::E);
    window.get_by_label_contains("the log goes on");
}

#[test]
fn a_drill_that_was_cut_off_is_offered_and_goes_on() {
    let (home, book) = sample();
    let mut first = window(home.path(), &book);
    twice(&mut first, Modifiers::COMMAND, Key::Enter);
    press(&mut first, Key::Num1);
    durable(&book, 3);
    drop(first);
    let mut second = window(home.path(), &book);
    second.get_by_label("A drill was cut off");
    until(&mut second, "Go on with the drill");
    second.get_by_label_contains("Go on with the drill").click();
    second.run_steps(3);
    second.get_by_label("Running");
    let events = durable(&book, 4);
    assert_eq!(events[3], What::TakenUp { clock_restarted: false });
}

#[test]
fn a_window_that_closes_while_it_reads_a_log_leaves_the_book_free_and_the_log_whole() {
    let (home, book) = sample();
    let mut first = window(home.path(), &book);
    twice(&mut first, Modifiers::COMMAND, Key::Enter);
    durable(&book, 2);
    drop(first);
    let folder = journals(&book.join("running")).remove(0);
    let Found { mut journal, header, events, .. } = Found::open(&folder).unwrap();
    let exit = header.building.storeys.iter().flat_map(|s| &s.doors).find(|d| d.exit).unwrap();
    let mut run = Run::replay(header.scenario.clone(), events.clone()).unwrap();
    for _ in 0..20_000 {
        let what = What::Counted { exit: exit.id.clone(), people: 1 };
        let last = run.events().last().unwrap();
        let event = run.decide(what, last.at, last.wall, "").unwrap();
        run.apply(event);
    }
    journal.append(&run.events()[events.len()..]).unwrap();
    drop(journal);
    let log = folder.join("events.log");
    let whole = std::fs::read(&log).unwrap();
    std::fs::write(&log, [whole.as_slice(), b"cut sho"].concat()).unwrap();

    let reading = window(home.path(), &book);
    reading.get_by_label("A drill was cut off");
    drop(reading);
    let (opened, _) = Book::open(&book).unwrap();
    assert!(!opened.is_read_only(), "nobody writes the book any more");
    assert_eq!(std::fs::read(&log).unwrap(), whole);
    assert_eq!(std::fs::read(folder.join("torn-1.log")).unwrap(), b"cut sho");
    drop(opened);

    let mut again = window(home.path(), &book);
    until(&mut again, "20002 events saved");
    assert!(!folder.join("torn-2.log").exists(), "kept aside once");
}

#[test]
fn a_running_drill_is_in_view_from_every_place() {
    let (home, book) = sample();
    let mut window = window(home.path(), &book);
    twice(&mut window, Modifiers::COMMAND, Key::Enter);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num1);
    window.run_steps(3);
    window.get_by_label_contains("A drill is running");
    click(&mut window, "Back to the drill");
    window.get_by_label("Running");
}

#[test]
fn a_crowd_rehearses_and_a_hand_may_be_faster() {
    let home = tempfile::tempdir().unwrap();
    let book = home.path().join("book");
    samples::write("polishing-workshop", &book).unwrap();
    let known = Book::open(&book).unwrap().0.records.len();
    let mut window = window(home.path(), &book);
    click(&mut window, "×5");
    click(&mut window, "Rehearse");
    until(&mut window, "Rehearsal");
    // The start is the alarm; the next checkpoint comes by hand.
    press(&mut window, Key::Num1);
    until(&mut window, "Undo");
    let by_hand = durable(&book, 2);
    let hand = by_hand.iter().rfind(|what| matches!(what, What::Reached { .. })).unwrap();
    click(&mut window, "×60");
    until(&mut window, "The drill is saved");
    drop(window);

    let (book, _) = Book::open(&book).unwrap();
    assert_eq!(book.records.len(), known + 1);
    let record = book.records.values().find(|record| record.rehearsal).unwrap();
    assert_eq!(record.ending, Ending::Finished);
    assert_eq!(record.events.iter().filter(|event| event.what == *hand).count(), 1);
    let outcome = Outcome::of(&record.scenario, &record.events);
    let out: i64 = record
        .events
        .iter()
        .filter_map(|event| match event.what {
            What::Counted { people, .. } => Some(i64::from(people)),
            _ => None,
        })
        .sum();
    assert_eq!(out, i64::from(record.expected_people));
    assert!(outcome.total.is_some_and(|total| total.get() > 30.0), "it took its time");
    assert!(RollCall::of(&record.roster, &record.site, &outcome).is_complete());
}

#[test]
fn a_rehearsal_that_becomes_a_real_emergency_goes_no_faster_than_the_wall_clock() {
    let home = tempfile::tempdir().unwrap();
    let book = home.path().join("book");
    samples::write("polishing-workshop", &book).unwrap();
    let mut window = window(home.path(), &book);
    click(&mut window, "Rehearse");
    until(&mut window, "Rehearsal");
    click(&mut window, "×60");
    twice(&mut window, CTRL_SHIFT, Key::E);
    std::thread::sleep(Duration::from_millis(100));
    press(&mut window, Key::Q);
    drop(window);
    let events = Found::open(&journals(&book.join("running")).remove(0)).unwrap().events;
    let stop = events.iter().find(|event| event.what == What::StoppedForRealEmergency).unwrap();
    let count = events.last().unwrap();
    assert!(matches!(count.what, What::Counted { .. }));
    // The two clocks go alike; sixty times as fast, it would be 6 s.
    let (by_drill, by_wall) = (count.at - stop.at, stop.wall.until(count.wall));
    assert!((by_drill - by_wall).abs().get() < 1.0, "{by_drill:?} {by_wall:?}");
}

#[test]
fn an_officer_takes_the_roll_call_of_a_rehearsal_over() {
    let home = tempfile::tempdir().unwrap();
    let book = home.path().join("book");
    samples::write("polishing-workshop", &book).unwrap();
    let mut window = window(home.path(), &book);
    click(&mut window, "Rehearse");
    until(&mut window, "Rehearsal");
    press(&mut window, Key::F6);
    window.get_by_role_and_label(Role::CheckBox, "I call the roll myself").click();
    window.run_steps(3);
    click(&mut window, "×60");
    until(&mut window, "The drill is saved");
    drop(window);
    let (book, _) = Book::open(&book).unwrap();
    let record = book.records.values().find(|record| record.rehearsal).unwrap();
    let called = record.events.iter().any(|event| matches!(event.what, What::RollCalled { .. }));
    assert!(!record.roster.is_empty() && !called, "nobody was called by the simulation");
}

#[test]
fn the_roll_call_is_kept_person_by_person_and_also_in_a_real_emergency() {
    let (home, book) = sample();
    let contents = Book::open(&book).unwrap().1;
    let shift = &contents.scenarios.values().next().unwrap().shift;
    let name = roster(&contents.manifest.people, shift)[7].name.clone();
    let mut window = window(home.path(), &book);
    twice(&mut window, Modifiers::COMMAND, Key::Enter);
    press(&mut window, Key::F6);
    window.run_steps(3);
    let search = window.get_by_role_and_label(Role::TextInput, "Search people");
    search.type_text(&name);
    window.run_steps(3);
    click(&mut window, &format!("{name}: Missing"));
    let events = durable(&book, 3);
    assert!(matches!(&events[2], What::RollCalled { presence: Presence::Missing, .. }));
    twice(&mut window, CTRL_SHIFT, Key::E);
    click(&mut window, &format!("{name}: Safe"));
    let events = durable(&book, 5);
    assert!(matches!(&events[4], What::RollCalled { presence: Presence::Safe, .. }));
    press(&mut window, Key::F7);
    window.get_by_label("REAL EMERGENCY – not accounted for");
    assert_eq!(window.query_all_by_label(&name).count(), 1, "found: only in the roll call behind");
    press(&mut window, Key::Escape);
    assert_eq!(window.query_all_by_label("REAL EMERGENCY – not accounted for").count(), 0);
    window.get_by_label_contains("This is no drill!");
    let made_up = ["Injects", "Give", "Give (G)"];
    assert!(made_up.iter().all(|text| window.query_all_by_label(text).count() == 0));
    twice(&mut window, CTRL_SHIFT, Key::F);
    window.get_by_label("Real emergency: the log is saved");
}

#[test]
fn a_check_before_the_start_is_made_by_somebody_waived_with_a_reason_or_stays_open() {
    let (home, book) = sample();
    let contents = Book::open(&book).unwrap().1;
    let scenario = contents.scenarios.values().next().unwrap();
    let person = &scenario.pre_start[0].person;
    let all = scenario.pre_start.len();
    let mut window = window(home.path(), &book);
    window.get_by_label_contains(&format!("{all} checks are open"));
    window.get_by_role_and_label(Role::CheckBox, "Fire brigade told").click();
    click(&mut window, "Does not apply: Hot work stopped");
    let why = "Hot work stopped: why it does not apply";
    window.get_by_role_and_label(Role::TextInput, why).focus();
    window.run_steps(2);
    window.get_by_role_and_label(Role::TextInput, why).type_text("none today");
    window.run_steps(2);
    window.get_by_label_contains(&format!("{} checks are open", all - 2));
    twice(&mut window, Modifiers::COMMAND, Key::Enter);
    let What::Noted { text } = &durable(&book, 2)[1] else { unreachable!() };
    assert!(text.contains(&format!("✓ Fire brigade told ({person})")), "{text}");
    assert!(text.contains("– Hot work stopped: does not apply (none today)"), "{text}");
    assert!(text.contains("× Permit signed"), "{text}");
}

#[test]
fn a_disk_that_fails_is_told_at_once_and_nothing_is_lost() {
    let (home, book) = sample();
    let mut window = window(home.path(), &book);
    twice(&mut window, Modifiers::COMMAND, Key::Enter);
    durable(&book, 2);
    let (running, _) = bar(&book, "running");
    press(&mut window, Key::Num1);
    let until = |window: &mut Window, wanted: bool| {
        let start = Instant::now();
        while (window.query_all_by_label_contains("The drill goes on").count() > 0) != wanted {
            assert!(start.elapsed() < Duration::from_secs(10));
            std::thread::sleep(Duration::from_millis(10));
            window.step();
        }
    };
    until(&mut window, true);
    press(&mut window, Key::Q);
    std::fs::remove_file(&running).unwrap();
    until(&mut window, false);
    window.run_steps(2);
    window.get_by_label_contains("The log is being saved again");
    let events = durable(&book, 4);
    assert!(matches!(events[3], What::Counted { people: 1, .. }));
    twice(&mut window, CTRL_SHIFT, Key::F);
    window.get_by_label("The drill is saved");
}

#[test]
fn a_record_that_cannot_be_saved_is_told_until_it_is() {
    let (home, book) = sample();
    let mut window = window(home.path(), &book);
    twice(&mut window, Modifiers::COMMAND, Key::Enter);
    durable(&book, 2);
    let (records, away) = bar(&book, "records");
    twice(&mut window, CTRL_SHIFT, Key::F);
    window.get_by_label_contains("The drill is over, and saving is tried again");
    assert!(window.query_by_role_and_label(Role::Button, "REAL EMERGENCY").is_none());
    std::fs::remove_file(&records).unwrap();
    std::fs::rename(&away, &records).unwrap();
    until(&mut window, "The drill is saved");
    assert_eq!(window.query_all_by_label_contains("could not be saved").count(), 0);
}

#[test]
fn a_journal_that_went_elsewhere_is_found_again_after_the_program_was_cut_off() {
    let (home, book) = sample();
    let mut window = window(home.path(), &book);
    twice(&mut window, Modifiers::COMMAND, Key::Enter);
    durable(&book, 2);
    let (running, away) = bar(&book, "running");
    press(&mut window, Key::Q);
    let save = "Save in another folder…";
    until(&mut window, save);
    click(&mut window, save);
    let elsewhere = home.path().join("elsewhere");
    let folder = || (Role::TextInput, "Folder");
    window.get_by_role_and_label(folder().0, folder().1).focus();
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.run_steps(2);
    let path = elsewhere.display().to_string();
    window.get_by_role_and_label(folder().0, folder().1).type_text(&path);
    window.run_steps(2);
    click(&mut window, "Save there");
    until(&mut window, "The log is being saved again, and nothing of it is missing.");
    press(&mut window, Key::Q);
    drop(window);
    // What is back on the book's own disk is older.
    std::fs::remove_file(&running).unwrap();
    std::fs::rename(&away, &running).unwrap();
    let mut window = self::window(home.path(), &book);
    until(&mut window, "4 events saved");
    window.get_by_label_contains("Save it as interrupted").click();
    window.run_steps(3);
    drop(window);
    let (opened, _) = Book::open(&book).unwrap();
    let record = opened.records.values().last().unwrap();
    assert_eq!(Outcome::of(&record.scenario, &record.events).people_out(), 2);
    assert!(journals(&running).is_empty() && journals(&elsewhere).is_empty());
}

#[test]
fn a_held_key_counts_one_person_and_a_held_chord_stops_the_drill() {
    let (home, book) = sample();
    let mut window = window(home.path(), &book);
    twice(&mut window, Modifiers::COMMAND, Key::Enter);
    let key = |key, repeat, modifiers| Event::Key {
        key,
        physical_key: None,
        pressed: true,
        repeat,
        modifiers,
    };
    window.event(key(Key::Q, false, Modifiers::NONE));
    for _ in 0..30 {
        window.event(key(Key::Q, true, Modifiers::NONE));
    }
    window.run_steps(3);
    assert_eq!(durable(&book, 3).len(), 3, "one person");
    window.event(Event::ModifiersChanged(CTRL_SHIFT));
    window.event(key(Key::E, false, CTRL_SHIFT));
    window.step();
    window.get_by_label("Running");
    let start = Instant::now();
    while window.query_all_by_label_contains("the log goes on").count() == 0 {
        assert!(start.elapsed() < Duration::from_secs(10), "the chord is held");
        std::thread::sleep(Duration::from_millis(50));
        window.event(key(Key::E, true, CTRL_SHIFT));
        window.step();
    }
    assert!(start.elapsed() >= Duration::from_millis(900), "not by accident");
}

#[test]
fn the_projector_opens_beside_the_control_view_and_closes() {
    let (home, book) = sample();
    let mut window = window(home.path(), &book);
    twice(&mut window, Modifiers::COMMAND, Key::Enter);
    press(&mut window, Key::F8);
    window.run_steps(3);
    assert_eq!(window.query_all_by_label("Drill").count(), 1, "what it is");
    window.get_by_label_contains("of 354 out");
    press(&mut window, Key::F8);
    window.run_steps(3);
    window.get_by_label("Running");
}

/// A computer whose clocks a test moves.
struct Computer(Mutex<Moment>);

impl Computer {
    fn new() -> Arc<Self> {
        let since_boot = Duration::from_secs(90_000);
        let wall = "2026-10-24T14:00:00+02:00".parse().unwrap();
        Arc::new(Self(Mutex::new(Moment { since_boot, awake: since_boot, wall })))
    }

    /// Time passes; the computer sleeps for some of it.
    fn pass(&self, seconds: f64, asleep: f64) {
        let mut now = self.0.lock().unwrap();
        now.since_boot += Duration::from_secs_f64(seconds);
        now.awake += Duration::from_secs_f64(seconds - asleep);
        now.wall = now.wall.plus(Seconds::new(seconds));
    }

    fn set_wall(&self, wall: impl FnOnce(WallTime) -> WallTime) {
        let mut now = self.0.lock().unwrap();
        now.wall = wall(now.wall);
    }
}

impl Clock for Computer {
    fn now(&self) -> Moment {
        *self.0.lock().unwrap()
    }

    fn boot(&self) -> BootId {
        BootId::new("a test")
    }
}

/// Whatever is done to the computer's clocks: the drill's goes on, and the window tells of it at
/// once, whatever place is in front.
#[test]
fn what_happens_to_the_clocks_is_told_in_every_place() {
    let told = [
        (
            Language::English,
            ["Wall clock set by +60:00", "Computer slept 10:00", "Time zone or summer time"],
        ),
        (Language::Chinese, ["电脑时钟被调整 +60:00", "电脑休眠 10:00", "时区或夏令时"]),
    ];
    for (language, [set, slept, zone]) in told {
        let (home, book) = sample();
        let mut window = window_in(language, home.path(), &book);
        let computer = Computer::new();
        window.state_mut().as_mut().unwrap().go_by(computer.clone());
        twice(&mut window, Modifiers::COMMAND, Key::Enter);
        durable(&book, 2);
        computer.pass(10.0, 0.0);
        window.run_steps(2);
        for place in [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5] {
            window.key_press_modifiers(Modifiers::COMMAND, place);
            window.run_steps(2);
            computer.set_wall(|wall| wall.plus(Seconds::new(3_600.0)));
            window.run_steps(2);
            assert!(window.query_all_by_label_contains(set).count() > 0, "{place:?}: {set}");
            computer.set_wall(|wall| wall.plus(Seconds::new(-3_600.0)));
            window.run_steps(2);
        }
        computer.pass(600.0, 600.0);
        window.run_steps(2);
        assert!(window.query_all_by_label_contains(slept).count() > 0, "{slept}");
        let winter = "2026-10-24T14:00:00+01:00".parse::<WallTime>().unwrap().offset();
        computer.set_wall(|wall| WallTime::new(wall.timestamp(), winter));
        window.run_steps(2);
        assert!(window.query_all_by_label_contains(zone).count() > 0, "{zone}");
        // The clock in the bar, and what the journal says.
        assert!(window.query_all_by_label_contains("10:10").count() > 0, "the drill's clock");
        let events = durable(&book, 2 + 10 + 2);
        let jumps = events.iter().filter(|what| matches!(what, What::ClockJumped { .. })).count();
        assert_eq!(jumps, 10, "each once");
        assert!(matches!(events[12], What::Suspended { lasted } if lasted == Seconds::new(600.0)));
        assert_eq!(events[13], What::ZoneChanged);
    }
}

/// Why the drill is halted concerns those who conduct it; it may be somebody's injury.
#[test]
fn the_reason_of_a_pause_stands_in_the_head_and_on_no_projector() {
    let (home, book) = sample();
    let mut window = window(home.path(), &book);
    twice(&mut window, Modifiers::COMMAND, Key::Enter);
    window.get_by_label_contains("  Pause").click();
    window.run_steps(3);
    click(&mut window, "Traffic in the way");
    durable(&book, 3);
    window.get_by_label_contains("Paused – ");
    window.get_by_label("Traffic in the way");
    window.get_by_label_contains("since ");
    press(&mut window, Key::F8);
    window.run_steps(3);
    let told = window.query_all_by_label_contains("Traffic in the way");
    // The control view, its last events, and nowhere else.
    assert_eq!(told.count(), 2);
    press(&mut window, Key::F8);
    window.run_steps(3);
    window.get_by_label_contains("Resume").click();
    window.run_steps(3);
    assert_eq!(window.query_all_by_label("Traffic in the way").count(), 0);
}

#[test]
fn times_from_paper_and_the_debrief_go_into_the_record() {
    let (home, book) = sample();
    let mut window = window(home.path(), &book);
    twice(&mut window, Modifiers::COMMAND, Key::Enter);
    press(&mut window, Key::Num1);
    twice(&mut window, CTRL_SHIFT, Key::F);
    window.get_by_label("The drill is saved");
    window.get_by_label_contains("  Add").click();
    window.run_steps(3);
    let words = [
        ("What was found, number 1", "Horn not heard in 3F"),
        ("What is done about it, number 1", "Second sounder"),
    ];
    for (name, text) in words {
        window.get_by_role_and_label(Role::TextInput, name).focus();
        window.run_steps(2);
        window.get_by_role_and_label(Role::TextInput, name).type_text(text);
        window.run_steps(2);
    }
    for name in ["All-clear given", "Done on the spot, number 1"] {
        window.get_by_role_and_label(Role::CheckBox, name).click();
        window.run_steps(3);
    }
    // It may lie below what is seen.
    window.get_by_label_contains("Save the debrief").scroll_to_me();
    window.run_steps(3);
    window.get_by_label_contains("Save the debrief").click();
    window.run_steps(3);
    drop(window);
    let (opened, _) = Book::open(&book).unwrap();
    let record = opened.records.values().last().unwrap();
    let finding = record.findings.last().unwrap();
    assert_eq!(finding.text, "Horn not heard in 3F");
    assert_eq!(finding.action.as_ref().unwrap().text, "Second sounder");
    assert!(record.debrief.as_ref().unwrap().said().restored.contains(&Restore::AllClear));
    assert_eq!(finding.action.as_ref().unwrap().state, ActionState::Done);
}

/// The checks before the alarm are noted with it, and by no hand: there is nothing to undo then.
#[test]
fn undo_takes_back_the_last_tap_and_nothing_that_nobody_tapped() {
    let (home, book) = sample();
    let mut window = window(home.path(), &book);
    twice(&mut window, Modifiers::COMMAND, Key::Enter);
    let noted = durable(&book, 2);
    assert!(matches!(noted[1], What::Noted { .. }), "the checks before the alarm: {noted:?}");
    let button = format!("{}  Undo", icons::UNDO);
    let undo = |window: &Window| window.get_by_label(&button).accesskit_node().is_disabled();
    assert!(undo(&window));
    window.get_by_label("Nothing of yours to take back");
    press(&mut window, Key::Backspace);
    press(&mut window, Key::Num1);
    assert!(!undo(&window));
    window.get_by_label(&button).click();
    window.run_steps(3);
    assert!(undo(&window), "the note stays");
    press(&mut window, Key::Num1);
    let events = durable(&book, 5);
    assert!(matches!(events[2], What::Reached { .. }));
    assert!(matches!(events[3], What::Undone { event } if event.get() == 3));
    assert!(matches!(events[4], What::Reached { .. }));
    assert_eq!(events.len(), 5);
}

/// The projector is offered the screens that are there, and goes where it was the last time.
#[test]
fn the_projector_is_offered_the_screens_that_are_there() {
    let (home, book) = sample();
    let mut window = window(home.path(), &book);
    twice(&mut window, Modifiers::COMMAND, Key::Enter);
    let offered = |window: &mut Window| {
        click(window, "Projector window");
        window.query_all_by_label_contains("Fill screen").count()
    };
    assert_eq!(offered(&mut window), 0, "nobody knows of a screen");
    press(&mut window, Key::Escape);
    let screen = |name: &str, here| Screen { name: name.to_owned(), size: [1366, 768], here };
    let screens = vec![screen("eDP-1", true), screen("HDMI-1", false)];
    window.state_mut().as_mut().unwrap().know_screens(screens);
    assert_eq!(offered(&mut window), 2);
    window.get_by_label_contains("eDP-1 · 1366 × 768 (this window is on it)");
    window.get_by_label_contains("Fill screen 2 · HDMI-1").click();
    window.run_steps(3);
    let settings = std::fs::read_to_string(home.path().join("settings.ron")).unwrap();
    assert!(settings.contains("projector:Some(1)"), "{settings}");
}

#[test]
fn an_event_that_was_another_is_changed_and_the_original_is_kept() {
    let (home, book) = sample();
    let mut window = window(home.path(), &book);
    twice(&mut window, Modifiers::COMMAND, Key::Enter);
    press(&mut window, Key::Num1);
    durable(&book, 3);
    click(&mut window, "Alarm confirmed");
    window.get_by_role_and_label(Role::ComboBox, "It was").click();
    window.run_steps(3);
    click(&mut window, "Evacuation order");
    click(&mut window, "Change what it was");
    let events = durable(&book, 4);
    assert!(matches!(events[2], What::Reached { .. }), "it is still there");
    let What::Corrected { event, what: Some(what), .. } = &events[3] else { unreachable!() };
    assert_eq!(event.get(), 3);
    let What::Reached { checkpoint } = what.as_ref() else { unreachable!() };
    assert_eq!(checkpoint.as_str(), "evacuation-order");
    let told = window.query_all_by_label_contains("Event 3 corrected: Evacuation order");
    assert_eq!(told.count(), 2, "above the log and in it");
    // Undo brings back what it was before.
    press(&mut window, Key::Backspace);
    press(&mut window, Key::Num1);
    let events = durable(&book, 6);
    assert!(matches!(events[4], What::Undone { event } if event.get() == 4));
    let What::Reached { checkpoint } = &events[5] else { unreachable!() };
    assert_eq!(checkpoint.as_str(), "evacuation-order", "the next that is open");
}

/// A door found wrong becomes one finding, whether Review or the page after the drill takes it up.
#[test]
fn a_door_that_review_takes_up_is_no_second_finding_of_the_page_afterwards() {
    let (home, book) = sample();
    let before: usize =
        Book::open(&book).unwrap().0.records.values().map(|record| record.findings.len()).sum();
    let mut window = window(home.path(), &book);
    twice(&mut window, Modifiers::COMMAND, Key::Enter);
    durable(&book, 2);
    window.get_by_role_and_label(Role::ComboBox, "Fire door").click();
    window.run_steps(3);
    window.get_all_by_label_contains("2F · ").next().unwrap().click();
    window.run_steps(3);
    window.get_by_label_contains("Propped open").click();
    window.run_steps(3);
    twice(&mut window, CTRL_SHIFT, Key::F);
    window.get_by_label("The drill is saved");
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num5);
    window.run_steps(6);
    window.get_by_label("Findings").click();
    window.run_steps(6);
    window.get_all_by_label_contains("Take up as finding: ").next().unwrap().click();
    window.run_steps(6);
    window.get_by_label_contains("Taken up in Review on ");
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num4);
    window.run_steps(3);
    window.get_by_label_contains("Taken up in Review on ");
    window.get_by_label_contains("Save the debrief").scroll_to_me();
    window.run_steps(3);
    window.get_by_label_contains("Save the debrief").click();
    window.run_steps(3);
    drop(window);
    let after: usize =
        Book::open(&book).unwrap().0.records.values().map(|record| record.findings.len()).sum();
    assert_eq!(after, before + 1);
}

/// At a point stand its own people and those who have none; who is looked for by name is found.
#[test]
fn each_point_calls_its_own_people_and_those_without_one() {
    let (home, book) = sample();
    let (opened, mut contents) = Book::open(&book).unwrap();
    let manifest = contents.manifest_mut();
    let mut point = manifest.site.assembly_points[0].clone();
    point.id = muster::building::SiteElementId::new("site-999");
    point.name = "West gate".to_owned();
    manifest.site.assembly_points.truncate(1);
    let home_point = manifest.site.assembly_points[0].clone();
    manifest.site.assembly_points.push(point.clone());
    manifest.people.truncate(3);
    for (person, (name, point)) in manifest.people.iter_mut().zip([
        ("Anna East", Some(home_point.id)),
        ("Bo West", Some(point.id)),
        ("Cy Nowhere", None),
    ]) {
        (person.name, person.assembly_point) = (name.to_owned(), point);
        person.shift = String::new();
    }
    opened.saver().save(&contents).unwrap();
    drop(opened);
    let mut window = window(home.path(), &book);
    twice(&mut window, Modifiers::COMMAND, Key::Enter);
    durable(&book, 2);
    press(&mut window, Key::F6);
    let listed = |window: &Window| {
        ["Anna East", "Bo West", "Cy Nowhere"]
            .map(|name| window.query_all_by_label(&format!("{name}: Safe")).count())
    };
    assert_eq!(listed(&window), [1, 1, 1]);
    window.get_by_role_and_label(Role::ComboBox, "Called at").click();
    window.run_steps(3);
    click(&mut window, "West gate");
    assert_eq!(listed(&window), [0, 1, 1]);
    window.get_by_role_and_label(Role::TextInput, "Search people").focus();
    window.run_steps(2);
    window.get_by_role_and_label(Role::TextInput, "Search people").type_text("anna");
    window.run_steps(3);
    assert_eq!(listed(&window), [1, 0, 0], "at whatever point somebody turns up");
    window.get_by_label_contains("0 / 3");
}

#[test]
fn a_number_key_means_the_checkpoint_that_it_stood_at() {
    let (home, book) = sample();
    let mut window = window(home.path(), &book);
    twice(&mut window, Modifiers::COMMAND, Key::Enter);
    window.run_steps(3);
    let before = durable(&book, 2).len();
    // Aimed at before the first has moved the numbers up: 2 is the order, not what comes after it.
    window.key_press(Key::Num1);
    window.key_press(Key::Num2);
    window.key_press(Key::Num2);
    window.run_steps(3);
    let events = durable(&book, before + 2);
    let reached = events.iter().filter_map(|what| match what {
        What::Reached { checkpoint } => Some(checkpoint.to_string()),
        _ => None,
    });
    assert_eq!(reached.collect::<Vec<_>>(), ["alarm-confirmed", "evacuation-order"]);
}

#[test]
fn nothing_moves_under_the_hand_when_an_inject_falls_due() {
    let (home, book) = sample();
    let mut window = window(home.path(), &book);
    twice(&mut window, Modifiers::COMMAND, Key::Enter);
    window.run_steps(3);
    let places = |window: &Window| {
        ["E1 +1", "E4 +5"].map(|name| window.get_by_role_and_label(Role::Button, name).rect())
    };
    let due = |window: &Window| window.query_all_by_label("Give (G)").count();
    assert_eq!(due(&window), 1, "the first one comes with the alarm");
    let told = places(&window);
    press(&mut window, Key::G);
    assert_eq!((due(&window), places(&window)), (0, told));
    // The second one follows half a minute after the fire is reported, and is announced.
    press(&mut window, Key::Num1);
    press(&mut window, Key::Num1);
    press(&mut window, Key::Num1);
    assert_eq!((due(&window), places(&window)), (1, told));
}

#[test]
fn a_team_that_is_called_safe_leaves_out_who_is_missing() {
    let (home, book) = sample();
    let contents = Book::open(&book).unwrap().1;
    let shift = &contents.scenarios.values().next().unwrap().shift;
    let people = roster(&contents.manifest.people, shift);
    let team = &people[0].department;
    let size = people.iter().filter(|person| person.department == *team).count();
    let mut window = window(home.path(), &book);
    twice(&mut window, Modifiers::COMMAND, Key::Enter);
    press(&mut window, Key::F6);
    window.run_steps(3);
    let search = window.get_by_role_and_label(Role::TextInput, "Search people");
    search.type_text(team);
    window.run_steps(3);
    click(&mut window, &format!("{}: Missing", people[0].name));
    let name = format!("Hold: {} not called yet are safe", size - 1);
    let at = window.get_by_role_and_label(Role::Button, &name).rect().center();
    let button = |pressed| Event::PointerButton {
        pos: at,
        button: eframe::egui::PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    window.event(Event::PointerMoved(at));
    window.event(button(true));
    // A step is a quarter of a second.
    window.run_steps(8);
    window.event(button(false));
    window.run_steps(3);
    let events = durable(&book, 3 + size - 1);
    let called = events.iter().filter_map(|what| match what {
        What::RollCalled { person, presence, .. } => Some((person.clone(), *presence)),
        _ => None,
    });
    let called: Vec<_> = called.collect();
    assert_eq!(called.len(), size);
    assert!(
        called[1..]
            .iter()
            .all(|(who, presence)| { *who != people[0].id && *presence == Presence::Safe })
    );
}

#[test]
fn a_drill_is_not_left_by_a_slip_of_the_hand() {
    let (home, book) = sample();
    let mut window = window(home.path(), &book);
    twice(&mut window, Modifiers::COMMAND, Key::Enter);
    window.get_by_label("Running");
    window.key_press_modifiers(Modifiers::COMMAND, Key::Q);
    window.run_steps(3);
    window.get_by_label_contains("open the book again to go on");
    // What is counted meanwhile counts.
    press(&mut window, Key::W);
    click(&mut window, "Back to the drill");
    assert!(window.query_by_label_contains("open the book again to go on").is_none());
    window.key_press_modifiers(CTRL_SHIFT, Key::N);
    window.run_steps(3);
    window.get_by_label_contains("Finish it before another book is opened");
    assert!(window.query_by_label("Create").is_none());
    assert!(matches!(durable(&book, 3)[2], What::Counted { .. }));
}
