//! Hostile files: whatever a file holds, it is read or refused. No panic, no hang, no more memory
//! than its size explains, and the file stays as it is.
//!
//! The long version, so many executions of each kind of file:
//! `MUSTER_FUZZ=10000000 cargo test --release --test hostile -- --ignored --nocapture`
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod memory;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use memory::most_held;
use muster::building::{
    Building, BuildingId, Door, DoorId, DoorKind, OccupantLoad, Point, Polygon, Segment, Site,
    Space, SpaceId, SpaceUse,
};
use muster::drill::{
    BootId, Checkpoint, CheckpointKind, DoorFinding, Event, MarkingSheet, Record, RecordId, Run,
    Scenario, ScenarioId, WallTime, What,
};
use muster::exchange::peers::PeerKind;
use muster::exchange::people::read_people;
use muster::exchange::plan::{Options, PlanKind, Stop, propose};
use muster::history::DrillRules;
use muster::rules::Pack;
use muster::samples;
use muster::store::journal::{Found, Header, Journal};
use muster::store::{Book, FileKind, Manifest, Problem, from_text, to_text};
use muster::units::Seconds;
use proptest::prelude::*;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// A byte of a file may become so many bytes in memory, and so many are needed for an empty one.
const BYTES_A_BYTE: usize = 60;
const BYTES_AT_ALL: usize = 1 << 20;

fn building() -> Building {
    let mut building = Building::new(BuildingId::new("plant"), "阀门厂房", "1F");
    let storey = &mut building.storeys[0];
    let outline = Polygon::rectangle(Point::new(0.0, 0.0), Point::new(30.0, 20.0));
    let mut hall = Space::new(SpaceId::numbered(1), "机加工 \"A\"", SpaceUse::Production, outline);
    hall.load = OccupantLoad::Count(86);
    storey.spaces.push(hall);
    let line = Segment::new(Point::new(30.0, 9.0), Point::new(30.0, 10.2));
    let mut door = Door::new(DoorId::numbered(2), "E1", line);
    door.kind = DoorKind::Ordinary;
    door.exit = true;
    storey.doors.push(door);
    building.last_number = 2;
    building
}

fn scenario() -> Scenario {
    let mut scenario = Scenario::new(ScenarioId::new("night"), "夜班", BuildingId::new("plant"));
    scenario.checkpoints = vec![Checkpoint::proposed(CheckpointKind::FireReported)];
    scenario
}

fn started() -> WallTime {
    "2026-06-12T14:00:05+08:00".parse().unwrap()
}

fn header() -> Header {
    Header {
        id: RecordId::of(started(), &scenario().id),
        rehearsal: false,
        started: started(),
        since_boot: Seconds::new(1000.0),
        boot: BootId::new("first"),
        conductor: "李强".to_owned(),
        weather: String::new(),
        expected_people: 354,
        building: Arc::new(building()),
        site: Arc::new(Site::default()),
        roster: Arc::default(),
        scenario: Arc::new(scenario()),
        prediction: None,
    }
}

fn events() -> Vec<Event> {
    let mut run = Run::ready(header().scenario);
    let door = || DoorId::numbered(2);
    let steps = [
        What::Started,
        What::Counted { exit: door(), people: 5 },
        What::DoorChecked { door: door(), found: DoorFinding::Propped },
        What::EnteredLate {
            happened_at: Seconds::new(1.0),
            what: Box::new(What::Noted { text: "a\n\"b\"".to_owned() }),
            source: "纸".to_owned(),
        },
        What::Finished,
    ];
    for (at, what) in steps.into_iter().enumerate() {
        let at = Seconds::new(at as f64 * 10.0);
        let event = run.decide(what, at, started().plus(at), "李强").unwrap();
        run.apply(event);
    }
    run.events().to_vec()
}

/// A kind of file: a good one, and what reads it.
struct Kind {
    name: &'static str,
    good: Vec<u8>,
    read: fn(&[u8]) -> bool,
}

fn reads<T: FileKind>(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    from_text::<T>(Path::new("x.ron"), &text).is_ok()
}

fn plan(kind: PlanKind, bytes: &[u8]) -> bool {
    propose(kind, bytes, &Options::default(), &Stop::default()).is_ok()
}

fn peer(kind: PeerKind, bytes: &[u8]) -> bool {
    kind.read("x", &String::from_utf8_lossy(bytes)).is_ok()
}

/// What begins with a file that the fuzz targets begin with as well.
macro_rules! seed {
    ($name:literal, $file:literal, $read:expr) => {
        Kind {
            name: $name,
            good: include_bytes!(concat!("../fuzz/corpus/", $file)).to_vec(),
            read: $read,
        }
    };
}

/// The files of other programs, and of those of the program the ones that people write by hand.
fn foreign() -> Vec<Kind> {
    vec![
        seed!("rule pack", "rule_pack/good.ron", reads::<Pack>),
        seed!("marking sheet", "marking_sheet/good.ron", reads::<MarkingSheet>),
        seed!("drill rules", "drill_rules/good.ron", reads::<DrillRules>),
        seed!("plan dxf", "plan_dxf/good.dxf", |bytes| plan(PlanKind::Dxf, bytes)),
        seed!("plan svg", "plan_svg/good.svg", |bytes| plan(PlanKind::Svg, bytes)),
        seed!("plan ifc", "plan_ifc/good.ifc", |bytes| plan(PlanKind::Ifc, bytes)),
        seed!("jupedsim", "jupedsim/good.wkt", |bytes| peer(PeerKind::Wkt, bytes)),
        seed!("jpscore", "jpscore/good.xml", |bytes| peer(PeerKind::Jpscore, bytes)),
        seed!("vadere", "vadere/good.scenario", |bytes| peer(PeerKind::Vadere, bytes)),
    ]
}

fn kinds() -> Vec<Kind> {
    let mut kinds = own();
    kinds.extend(foreign());
    kinds
}

fn own() -> Vec<Kind> {
    let mut manifest = Manifest::new("厂");
    manifest.shifts.push("白班".to_owned());
    let record = header().record(events());
    let list = "姓名,部门,班次,行动不便\n王丽,\"装配, 一\",白班,是\n李强,电子,,否\n";
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, name) in ["姓名", "王丽", "李强"].iter().enumerate() {
        sheet.write(row as u32, 0, *name).unwrap();
    }
    fn people(bytes: &[u8]) -> bool {
        read_people(bytes, &["白班".to_owned()], &Site::default()).is_ok()
    }
    let text = |text: Result<String, _>| -> Vec<u8> {
        let text: Result<String, ron::Error> = text;
        text.unwrap().into_bytes()
    };
    vec![
        Kind { name: "book", good: text(to_text(&manifest)), read: reads::<Manifest> },
        Kind { name: "building", good: text(to_text(&building())), read: reads::<Building> },
        Kind { name: "scenario", good: text(to_text(&scenario())), read: reads::<Scenario> },
        Kind { name: "record", good: text(to_text(&record)), read: reads::<Record> },
        Kind { name: "journal header", good: text(to_text(&header())), read: reads::<Header> },
        Kind { name: "people csv", good: list.as_bytes().to_vec(), read: people },
        Kind { name: "people xlsx", good: book.save_to_buffer().unwrap(), read: people },
    ]
}

/// What is hard to read.
const WORDS: [&str; 30] = [
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    "\"",
    "\\",
    "\\u{110000}",
    "r#\"",
    "//",
    "/*",
    "*/",
    "Some(",
    "None",
    "inf",
    "NaN",
    "-",
    "1e999",
    "99999999999999999999",
    "0x",
    "b\"",
    "'",
    "\0",
    "\u{feff}",
    "#![enable(unwrap_newtypes)]",
    "version: 9",
    "content: (",
];

/// A file with a few things wrong.
fn spoiled(good: &[u8], random: &mut ChaCha8Rng) -> Vec<u8> {
    let mut bytes = good.to_vec();
    for _ in 0..random.random_range(1..6) {
        let place = random.random_range(0..=bytes.len());
        let other = random.random_range(0..=bytes.len());
        let (from, to) = (place.min(other), place.max(other).min(place.min(other) + 40));
        match random.random_range(0..7) {
            0 if place < bytes.len() => bytes[place] ^= 1 << random.random_range(0..8),
            1 => {
                let word = WORDS[random.random_range(0..WORDS.len())];
                bytes.splice(place..place, word.bytes());
            }
            2 => drop(bytes.drain(from..to)),
            3 => {
                let part = bytes[from..to].to_vec();
                bytes.splice(place..place, part);
            }
            4 => bytes.truncate(place),
            5 => {
                let word = WORDS[random.random_range(0..16)];
                let times = random.random_range(1..100);
                bytes.splice(place..place, word.repeat(times).into_bytes());
            }
            _ => {
                let end = (place + 3).min(bytes.len());
                bytes[place..end].iter_mut().for_each(|byte| *byte = random.random());
            }
        }
    }
    bytes
}

/// Reads many spoiled files of each kind; says how many there were and how many still were good.
fn fuzz(executions: u64) {
    for kind in kinds() {
        assert!((kind.read)(&kind.good), "{}", kind.name);
        let start = Instant::now();
        let mut random = ChaCha8Rng::seed_from_u64(executions);
        let (mut good, mut most) = (0_u64, 0.0_f64);
        for number in 0..executions {
            let bytes = spoiled(&kind.good, &mut random);
            let mut is_good = false;
            let (held, ()) = most_held(|| is_good = (kind.read)(&bytes));
            good += u64::from(is_good);
            let allowed = BYTES_AT_ALL + BYTES_A_BYTE * bytes.len();
            most = most.max(held as f64 / bytes.len().max(1) as f64);
            assert!(held <= allowed, "{} number {number}: {held} of {allowed} bytes", kind.name);
        }
        let seconds = start.elapsed().as_secs_f64();
        let name = kind.name;
        println!("{name}: {executions} executions, {good} read, {seconds:.0} s, {most:.0} B/B");
    }
}

#[test]
fn spoiled_files_are_read_or_refused() {
    fuzz(300);
}

#[test]
fn what_fuzzing_found_is_read_or_refused() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    for kind in kinds() {
        let mut seeds = Vec::new();
        let folder = corpus.join(kind.name.replace(' ', "_"));
        if folder.is_dir() {
            files(&folder, &mut seeds);
        }
        for (path, bytes) in seeds {
            let (held, _) = most_held(|| (kind.read)(&bytes));
            let allowed = BYTES_AT_ALL + BYTES_A_BYTE * bytes.len();
            assert!(held <= allowed, "{}: {held} of {allowed} bytes", path.display());
        }
    }
}

#[test]
#[ignore = "the long version; see the head of this file"]
fn many_spoiled_files_are_read_or_refused() {
    let count = std::env::var("MUSTER_FUZZ").ok().and_then(|count| count.parse().ok());
    fuzz(count.unwrap_or(10_000_000));
}

#[test]
fn deep_nesting_is_refused_clearly_in_every_kind_of_file() {
    for kind in own().into_iter().filter(|kind| !kind.name.starts_with("people")) {
        let good = String::from_utf8(kind.good).unwrap();
        for opening in ["(", "[", "{", "Some("] {
            let deep =
                good.replacen("content: ", &format!("content: {}", opening.repeat(100_000)), 1);
            assert!(!(kind.read)(deep.as_bytes()), "{} with {opening}", kind.name);
        }
    }
    let deep =
        format!("(format: \"muster/building\", version: 1, content: {})", "[".repeat(100_000));
    let error = from_text::<Building>(Path::new("x.ron"), &deep).unwrap_err();
    let said = muster::language::Language::English.say(&Problem::message(&error.problem));
    assert!(said.len() < 300, "a clear error is short: {said}");
}

#[test]
fn deep_nesting_is_refused_in_the_files_of_other_programs() {
    let deep = |opening: &str, closing: &str| opening.repeat(100_000) + &closing.repeat(100_000);
    let svg = deep("<g>", "</g>");
    let svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{svg}</svg>");
    let xml = format!("<geometry version=\"0.8\">{}</geometry>", deep("<room>", "</room>"));
    let json = format!("{{\"name\": \"x\", \"scenario\": {}}}", deep("[", "]"));
    assert!(!plan(PlanKind::Svg, svg.as_bytes()));
    assert!(!peer(PeerKind::Jpscore, xml.as_bytes()));
    assert!(!peer(PeerKind::Vadere, json.as_bytes()));
    assert!(!peer(PeerKind::Wkt, format!("POLYGON{}", deep("(", ")")).as_bytes()));
}

#[test]
fn coordinates_beyond_every_plan_do_no_harm() {
    let good = include_str!("../fuzz/corpus/plan_dxf/good.dxf");
    for far in ["1e300", "-1e300", "2e400", "1e38", "nan", "inf"] {
        for near in ["9000", "5000", "6000", "900"] {
            // Whether it is read or refused is not the question; that it comes to an end is.
            plan(PlanKind::Dxf, good.replace(near, far).as_bytes());
        }
        let wkt = format!("POLYGON((0 0, {far} 0, {far} 20, 0 20, 0 0))");
        assert!(!peer(PeerKind::Wkt, wkt.as_bytes()), "{far}");
    }
}

/// The bytes of every file in a folder.
fn files(folder: &Path, found: &mut Vec<(PathBuf, Vec<u8>)>) {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push((path.clone(), fs::read(&path).unwrap()));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// A book with a spoiled file opens, saves and closes without a change of that file.
    #[test]
    fn a_spoiled_file_of_a_book_stays_as_it_is(seed in any::<u64>()) {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("book");
        samples::write("polishing-workshop", &root).unwrap();
        let mut all = Vec::new();
        files(&root, &mut all);
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let (path, bytes) = &all[random.random_range(0..all.len())];
        let spoiled = spoiled(bytes, &mut random);
        fs::write(path, &spoiled).unwrap();
        let Ok((book, contents)) = Book::open(&root) else {
            prop_assert!(path.ends_with("book.ron"));
            prop_assert_eq!(&fs::read(path).unwrap(), &spoiled);
            return Ok(());
        };
        if !book.broken.is_empty() {
            let _ = book.saver().save(&contents);
            prop_assert_eq!(&fs::read(path).unwrap(), &spoiled);
        }
    }

    /// Whatever stands in a log, what is read of it is the beginning of it.
    #[test]
    fn a_spoiled_log_gives_no_event_that_was_not_in_it(seed in any::<u64>()) {
        let running = tempfile::tempdir().unwrap();
        let mut journal = Journal::create(running.path(), &header()).unwrap();
        journal.append(&events()).unwrap();
        let folder = journal.folder().to_owned();
        drop(journal);
        let file = folder.join("events.log");
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let spoiled = spoiled(&fs::read(&file).unwrap(), &mut random);
        fs::write(&file, &spoiled).unwrap();
        match Found::open(&folder) {
            Ok(found) => {
                prop_assert!(events().starts_with(&found.events));
                if let Some(torn) = found.torn {
                    let kept = fs::read(torn.kept).unwrap();
                    prop_assert!(spoiled.ends_with(&kept), "what is not read is kept");
                }
            }
            Err(_) => prop_assert_eq!(fs::read(&file).unwrap(), spoiled),
        }
    }
}
