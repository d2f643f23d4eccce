//! The journal: whatever cuts a drill off, and wherever, no event that counted as saved is lost
//! and none is invented.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use muster::building::{Building, BuildingId, DoorId, Site};
use muster::drill::{
    BootId, BrokenLog, Checkpoint, CheckpointId, CheckpointKind, Ending, Event, EventNumber,
    Moment, RecordId, Run, Scenario, ScenarioId, WallTime, What,
};
use muster::language::Language;
use muster::store::journal::{self, Found, Header, Journal, JournalError, JournalWriter};
use muster::store::{Book, Contents, FileError, Problem};
use muster::units::Seconds;

fn started() -> WallTime {
    "2026-06-12T14:00:05+08:00".parse().unwrap()
}

fn header() -> Header {
    let mut scenario =
        Scenario::new(ScenarioId::new("night-fire"), "夜班 \"火灾\"", BuildingId::new("plant"));
    scenario.checkpoints = vec![Checkpoint::proposed(CheckpointKind::FireReported)];
    Header {
        id: RecordId::of(started(), &scenario.id),
        rehearsal: false,
        started: started(),
        since_boot: Seconds::new(1000.0),
        boot: BootId::new("first"),
        conductor: "李强".to_owned(),
        weather: String::new(),
        expected_people: 354,
        building: Arc::new(Building::new(BuildingId::new("plant"), "Plant", "1F")),
        site: Arc::new(Site::default()),
        roster: Arc::default(),
        scenario: Arc::new(scenario),
        prediction: None,
    }
}

fn events() -> Vec<Event> {
    let mut run = Run::ready(header().scenario);
    let steps = [
        (0.0, What::Started),
        (41.25, What::Reached { checkpoint: CheckpointId::new("fire-reported") }),
        (60.0, What::Counted { exit: DoorId::new("door-1"), people: 5 }),
        (61.5, What::Noted { text: "门 3F-S\n\"propped\"\t\\ 被撑开\u{2028}\u{0}".to_owned() }),
        (70.0, What::Undone { event: EventNumber::new(3).unwrap() }),
        (90.0, What::Finished),
    ];
    for (at, what) in steps {
        let at = Seconds::new(at);
        let event = run.decide(what, at, started().plus(at), "李强").unwrap();
        run.apply(event);
    }
    run.events().to_vec()
}

/// A journal with these events, in a `running/` folder of its own.
fn written(events: &[Event]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let mut journal = Journal::create(folder.path(), &header()).unwrap();
    for event in events {
        journal.append(std::slice::from_ref(event)).unwrap();
    }
    let path = journal.folder().to_owned();
    (folder, path)
}

fn events_file(journal: &Path) -> PathBuf {
    journal.join("events.log")
}

#[test]
fn what_was_appended_comes_back() {
    let (running, path) = written(&events());
    assert_eq!(journal::journals(running.path()), std::slice::from_ref(&path));
    let found = Found::open(&path).unwrap();
    assert_eq!(found.header, header());
    assert_eq!(found.events, events());
    assert_eq!(found.torn, None);
    assert_eq!(path.file_name().unwrap(), "2026-06-12T14-00-05+0800_night-fire");
    let record = found.record();
    assert_eq!(record.ending, Ending::Finished);
    assert_eq!(record.events, events());
}

#[test]
fn a_cut_at_any_byte_keeps_every_whole_event_and_invents_none() {
    let (_running, path) = written(&events());
    let whole = fs::read(events_file(&path)).unwrap();
    let ends: Vec<usize> =
        whole.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at).collect();
    assert_eq!(ends.len(), events().len(), "one line an event");
    for cut in 0..=whole.len() {
        fs::write(events_file(&path), &whole[..cut]).unwrap();
        // The line break is no part of an event.
        let complete = ends.iter().filter(|end| **end <= cut).count();
        let mut found = Found::open(&path).unwrap();
        assert_eq!(found.events, events()[..complete], "cut at {cut}");
        let torn = found.torn.as_ref().map_or(0, |torn| torn.bytes);
        let last_end = complete.checked_sub(1).map_or(0, |last| (ends[last] + 1).min(cut));
        assert_eq!(torn, (cut - last_end) as u64, "cut at {cut}");
        if let Some(torn) = found.torn.take() {
            assert_eq!(fs::read(&torn.kept).unwrap(), whole[last_end..cut]);
            fs::remove_file(torn.kept).unwrap();
        }
        found.journal.append(&events()[complete..]).unwrap();
        drop(found);
        assert_eq!(fs::read(events_file(&path)).unwrap(), whole, "cut at {cut}");
    }
}

#[test]
fn a_damaged_byte_anywhere_is_noticed() {
    let (_running, path) = written(&events());
    let whole = fs::read(events_file(&path)).unwrap();
    for at in 0..whole.len() {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x04;
        fs::write(events_file(&path), &damaged).unwrap();
        let found = Found::open(&path).unwrap();
        let known = events();
        assert!(known.starts_with(&found.events), "damaged at {at}");
        assert!(found.torn.is_some() || found.events.len() < known.len(), "damaged at {at}");
        for torn in fs::read_dir(&path).unwrap().filter_map(|entry| Some(entry.ok()?.path())) {
            if torn.file_name().unwrap().to_string_lossy().starts_with("torn") {
                fs::remove_file(torn).unwrap();
            }
        }
    }
}

#[test]
fn a_journal_of_a_newer_muster_is_left_as_it_is() {
    let (_running, path) = written(&events()[..2]);
    let file = path.join("header.ron");
    let text = fs::read_to_string(&file).unwrap().replace("version: 2", "version: 3");
    fs::write(&file, &text).unwrap();
    let Err(JournalError::Header(FileError { problem, .. })) = Found::open(&path) else {
        panic!("a newer version must not open");
    };
    assert_eq!(problem, Problem::NewerVersion { found: 3, known: 2 });
    assert_eq!(fs::read_to_string(&file).unwrap(), text);
}

/// An older program can't know of what came later; its line is whole, and nothing of it is torn.
#[test]
fn an_event_of_a_newer_form_is_not_taken_for_torn() {
    let (_running, path) = written(&events()[..2]);
    let mut log = fs::read(events_file(&path)).unwrap();
    let text = r#"(number:3,at:50.0,wall:"2026-06-12T14:00:55+08:00",what:Foretold(event:9))"#;
    log.extend(format!("{:08x} {text}\n", crc32fast::hash(text.as_bytes())).bytes());
    fs::write(events_file(&path), &log).unwrap();
    let Err(error @ JournalError::Log { broken: BrokenLog::Unknown(event), .. }) =
        Found::open(&path)
    else {
        panic!("what a newer version wrote must not open");
    };
    assert_eq!(event.get(), 3);
    assert!(Language::English.say(&error.message()).contains("newer"));
    assert_eq!(fs::read(events_file(&path)).unwrap(), log);
    assert_eq!(fs::read_dir(&path).unwrap().count(), 2, "nothing was put aside");
}

/// A drill that an older program was conducting goes on; that program then leaves it alone.
#[test]
fn a_journal_of_an_older_muster_goes_on() {
    let (_running, path) = written(&events()[..2]);
    let file = path.join("header.ron");
    let now = fs::read_to_string(&file).unwrap();
    fs::write(&file, now.replace("version: 2", "version: 1")).unwrap();
    let mut found = Found::open(&path).unwrap();
    assert_eq!(found.events, events()[..2]);
    assert_eq!(fs::read_to_string(&file).unwrap(), now);
    found.journal.append(&events()[2..]).unwrap();
    drop(found);
    assert_eq!(Found::open(&path).unwrap().events, events());
}

#[test]
fn a_journal_does_not_overwrite_another() {
    let (running, path) = written(&events()[..2]);
    let other = Header { conductor: "王".to_owned(), ..header() };
    assert!(Journal::create(running.path(), &other).is_err());
    assert_eq!(Found::open(&path).unwrap().events.len(), 2);
}

#[test]
fn the_clock_goes_on_where_it_is() {
    let header = header();
    let at = |since_boot: f64, wall: &str| Moment {
        since_boot: Duration::from_secs_f64(since_boot),
        awake: Duration::from_secs_f64(since_boot),
        wall: wall.parse().unwrap(),
    };
    // The wall clock was set back by an hour meanwhile; that moves nothing.
    let same_boot = at(1075.25, "2026-06-12T13:01:20+08:00");
    let boot = BootId::new("first");
    assert_eq!(header.since_alarm(&same_boot, &boot), Seconds::new(75.25));
    assert!(!header.clock_restarted(&boot));
    let restarted = at(40.0, "2026-06-12T14:02:05+08:00");
    let boot = BootId::new("second");
    assert_eq!(header.since_alarm(&restarted, &boot), Seconds::new(120.0));
    assert!(header.clock_restarted(&boot));
}

#[track_caller]
fn wait(writer: &JournalWriter, what: impl Fn(&muster::store::journal::WriterStatus) -> bool) {
    let start = Instant::now();
    while !what(&writer.status()) {
        assert!(start.elapsed() < Duration::from_secs(20), "{:?}", writer.status());
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn the_writer_saves_in_order_and_says_so() {
    let running = tempfile::tempdir().unwrap();
    let writer = JournalWriter::create(running.path(), Arc::new(header()), Box::new(|| {}));
    for event in events() {
        writer.append(event);
    }
    wait(&writer, |status| status.durable == 6);
    let journal = writer.close().unwrap();
    let folder = journal.folder().to_owned();
    drop(journal);
    assert_eq!(Found::open(&folder).unwrap().events, events());
}

#[test]
fn what_cannot_be_saved_is_told_and_saved_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let blocked = folder.path().join("running");
    fs::write(&blocked, "a file where the folder should be").unwrap();
    let writer = JournalWriter::create(&blocked, Arc::new(header()), Box::new(|| {}));
    writer.append(events()[0].clone());
    wait(&writer, |status| status.problem.is_some());
    assert_eq!(writer.status().durable, 0);
    let problem = writer.status().problem.unwrap();
    assert!(Language::English.say(&problem).contains("running"), "it says where");
    let elsewhere = folder.path().join("elsewhere");
    writer.move_to(elsewhere.clone());
    writer.append(events()[1].clone());
    wait(&writer, |status| status.durable == 2 && status.problem.is_none());
    drop(writer);
    let path = journal::journals(&elsewhere).remove(0);
    assert_eq!(Found::open(&path).unwrap().events, events()[..2]);
}

#[test]
fn the_writer_tries_again_by_itself() {
    let folder = tempfile::tempdir().unwrap();
    let running = folder.path().join("running");
    fs::write(&running, "a file where the folder should be").unwrap();
    let writer = JournalWriter::create(&running, Arc::new(header()), Box::new(|| {}));
    writer.append(events()[0].clone());
    wait(&writer, |status| status.problem.is_some());
    fs::remove_file(&running).unwrap();
    wait(&writer, |status| status.durable == 1 && status.problem.is_none());
}

#[test]
fn a_journal_that_is_moved_away_is_written_anew_as_a_whole() {
    let folder = tempfile::tempdir().unwrap();
    let running = folder.path().join("running");
    let writer = JournalWriter::create(&running, Arc::new(header()), Box::new(|| {}));
    for event in &events()[..3] {
        writer.append(event.clone());
    }
    wait(&writer, |status| status.durable == 3);
    fs::rename(&running, folder.path().join("elsewhere")).unwrap();
    writer.append(events()[3].clone());
    wait(&writer, |status| status.durable == 4 && status.problem.is_none());
    let path = writer.close().unwrap().folder().to_owned();
    assert_eq!(path.parent(), Some(running.as_path()));
    assert_eq!(Found::open(&path).unwrap().events, events()[..4]);
}

#[test]
fn nothing_is_written_where_the_book_was_unplugged() {
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("share/book");
    let running = book.join("running");
    fs::create_dir_all(&book).unwrap();
    let writer = JournalWriter::create(&running, Arc::new(header()), Box::new(|| {}));
    writer.append(events()[0].clone());
    wait(&writer, |status| status.durable == 1);
    let away = folder.path().join("unplugged");
    fs::rename(&book, &away).unwrap();
    writer.append(events()[1].clone());
    wait(&writer, |status| status.problem.is_some());
    assert!(!book.exists(), "its place stays empty");
    // It is plugged in again, and everything is there.
    fs::rename(&away, &book).unwrap();
    wait(&writer, |status| status.durable == 2 && status.problem.is_none());
    drop(writer);
    let path = journal::journals(&running).remove(0);
    assert_eq!(Found::open(&path).unwrap().events, events()[..2]);
}

#[test]
fn a_drill_that_was_cut_off_becomes_one_record() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("book");
    let mut book = Book::create(&root, &Contents::new("Plant")).unwrap();
    let running = book.running_folder();
    let mut journal = Journal::create(&running, &header()).unwrap();
    journal.append(&events()[..4]).unwrap();
    drop(journal);
    let path = journal::journals(&running).remove(0);
    // Saved, but cut off before the journal was removed: the same record, not a second one.
    for _ in 0..2 {
        let record = Found::open(&path).unwrap().record();
        assert_eq!(record.ending, Ending::Interrupted);
        book.save_record(&record).unwrap();
    }
    Found::open(&path).unwrap().journal.remove().unwrap();
    assert!(journal::journals(&running).is_empty());
    drop(book);
    let (book, _) = Book::open(&root).unwrap();
    assert_eq!(book.records.len(), 1);
    assert_eq!(book.records[&header().id].events, events()[..4]);
}
