//! Loads that no drill should have and every drill survives: `cargo bench --bench load`.
//!
//! Prints figures; nothing in here fails because a machine is slow.
#![allow(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use muster::building::{DoorId, Site};
use muster::drill::{
    BootId, Outcome, Person, PersonId, PersonKind, Presence, RecordId, RollCall, Run, WallTime,
    What,
};
use muster::history::Comparison;
use muster::samples;
use muster::store::Book;
use muster::store::journal::{Header, Journal};
use muster::units::Seconds;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("book");
    samples::write("valve-plant", &root).unwrap();
    events(&root);
    taps(&root);
    people();
    records(&root);
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// The median and the 99th percentile, ms.
fn spread(mut times: Vec<Duration>) -> (f64, f64) {
    times.sort();
    let at = |share: f64| milliseconds(times[((times.len() - 1) as f64 * share) as usize]);
    (at(0.5), at(0.99))
}

fn started() -> WallTime {
    "2026-06-12T14:00:05+08:00".parse().unwrap()
}

fn what(number: usize) -> What {
    match number {
        0 => What::Started,
        n => What::Counted { exit: DoorId::new(&format!("door-{}", n % 4)), people: 1 },
    }
}

/// 100 000 events in one drill: what one more costs.
fn events(root: &Path) {
    let (_, contents) = Book::open(root).unwrap();
    let scenario = contents.scenarios.values().next().unwrap().clone();
    let mut run = Run::ready(scenario);
    let mut outcome = Outcome::default();
    let mut times = Vec::new();
    for number in 0..100_000 {
        let start = Instant::now();
        let at = Seconds::new(number as f64 * 0.05);
        let event = run.decide(what(number), at, started().plus(at), "Li").unwrap();
        run.apply(event);
        outcome.follow(&run);
        times.push(start.elapsed());
    }
    let last = times.split_off(90_000);
    let (median, most) = spread(last);
    println!("an event after 90 000 others: median {median:.4} ms, p99 {most:.4} ms");
    let start = Instant::now();
    black_box(Outcome::of(run.scenario(), run.events()));
    println!("an outcome of 100 000 anew: {:.1} ms", milliseconds(start.elapsed()));
}

/// From the tap until its event is durable.
fn taps(root: &Path) {
    let (book, contents) = Book::open(root).unwrap();
    let scenario = contents.scenarios.values().next().unwrap().clone();
    let building = contents.building_of(&scenario).unwrap().clone();
    let header = Header {
        id: RecordId::new("bench"),
        rehearsal: true,
        started: started(),
        since_boot: Seconds::ZERO,
        boot: BootId::new("bench"),
        conductor: String::new(),
        weather: String::new(),
        expected_people: 0,
        building,
        site: Arc::new(contents.manifest.site.clone()),
        roster: Arc::default(),
        scenario: scenario.clone(),
        prediction: None,
    };
    let mut journal = Journal::create(&book.running_folder(), &header).unwrap();
    let mut run = Run::ready(scenario);
    let mut times = Vec::new();
    for number in 0..5_000 {
        let at = Seconds::new(number as f64 * 0.05);
        let start = Instant::now();
        let event = run.decide(what(number), at, started().plus(at), "Li").unwrap();
        journal.append(std::slice::from_ref(&event)).unwrap();
        run.apply(event);
        times.push(start.elapsed());
    }
    let (median, most) = spread(times);
    println!("a tap until it is durable: median {median:.2} ms, p99 {most:.2} ms");
    journal.remove().unwrap();
}

/// A roll call of 50 000 people.
fn people() {
    let person = |number: u32| Person {
        id: PersonId::numbered(number),
        name: format!("人员{number}"),
        department: format!("部门{}", number % 40),
        shift: String::new(),
        kind: PersonKind::Employee,
        reduced_mobility: false,
        assembly_point: None,
    };
    let roster: Vec<Person> = (1..=50_000).map(person).collect();
    let scenario = muster::drill::Scenario::new(
        muster::drill::ScenarioId::new("x"),
        "x",
        muster::building::BuildingId::new("x"),
    );
    let mut run = Run::ready(Arc::new(scenario));
    let mut outcome = Outcome::default();
    for number in 0..25_000 {
        let what = match number {
            0 => What::Started,
            n => What::RollCalled {
                person: PersonId::numbered(n),
                presence: Presence::Safe,
                point: None,
                absence: None,
            },
        };
        let at = Seconds::new(f64::from(number) * 0.05);
        let event = run.decide(what, at, started().plus(at), "").unwrap();
        run.apply(event);
        outcome.follow(&run);
    }
    let start = Instant::now();
    let call = RollCall::of(&roster, &Site::default(), &outcome);
    let time = milliseconds(start.elapsed());
    println!("a roll call of 50 000, {} open: {time:.1} ms", call.all.unaccounted());
}

/// A book of 10 000 records.
fn records(root: &Path) {
    let count = std::env::var("MUSTER_RECORDS").ok().and_then(|count| count.parse().ok());
    let count: usize = count.unwrap_or(10_000);
    let folder = root.join("records");
    let (book, _) = Book::open(root).unwrap();
    let sample = book.records.values().next().unwrap().clone();
    let text = std::fs::read_to_string(book.record_file(&sample.id)).unwrap();
    drop(book);
    for number in 0..count {
        let id = format!("copy-{number:05}");
        let text = text.replacen(sample.id.as_str(), &id, 1);
        std::fs::write(folder.join(format!("{id}.ron")), text).unwrap();
    }
    let start = Instant::now();
    let (book, _) = Book::open(root).unwrap();
    let time = start.elapsed().as_secs_f64();
    println!("a book of {} records of {} bytes: {time:.2} s", book.records.len(), text.len());
    let start = Instant::now();
    black_box(Comparison::of(book.records.values()));
    println!("comparison of all: {:.2} s", start.elapsed().as_secs_f64());
}
