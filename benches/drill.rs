//! How long a frame of the Drill place takes while a drill with 100 000 events and a list of 50 000
//! people runs: `cargo bench --bench drill`. The whole window is laid out, painted and tessellated;
//! the graphics card is not in it.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "a bench may fail")]

mod window;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui::{Event, Key, Modifiers, pos2};
use muster::app::icons;
use muster::drill::{
    BootId, Person, PersonId, PersonKind, Presence, RecordId, Run, WallTime, What,
};
use muster::samples;
use muster::store::Book;
use muster::store::journal::{Header, Journal};
use muster::units::Seconds;
use window::{Bench, key, wheel};

const EVENTS: u32 = 100_000;
const PEOPLE: u32 = 50_000;

/// A book with a drill that was cut off: half of the people called, the rest of the events counts
/// at its exits.
fn book(root: &Path) -> PathBuf {
    let root = root.join("book");
    samples::write("valve-plant", &root).unwrap();
    let (book, contents) = Book::open(&root).unwrap();
    let scenario = Arc::clone(contents.scenarios.values().next().unwrap());
    let building = Arc::clone(contents.building_of(&scenario).unwrap());
    let exits: Vec<_> = building.storeys.iter().flat_map(|s| s.doors.iter()).collect();
    let exits: Vec<_> = exits.into_iter().filter(|d| d.exit).map(|d| d.id.clone()).collect();
    let person = |number| Person {
        id: PersonId::numbered(number),
        name: format!("人员{number}"),
        department: format!("部门{}", number % 40),
        shift: String::new(),
        kind: PersonKind::Employee,
        reduced_mobility: false,
        assembly_point: None,
    };
    let started: WallTime = "2026-06-12T14:00:05+08:00".parse().unwrap();
    let header = Header {
        id: RecordId::new("bench"),
        rehearsal: false,
        started,
        since_boot: Seconds::ZERO,
        boot: BootId::new("bench"),
        conductor: String::new(),
        weather: String::new(),
        expected_people: PEOPLE,
        building: Arc::clone(&building),
        site: Arc::new(contents.manifest.site.clone()),
        roster: Arc::new((1..=PEOPLE).map(person).collect()),
        scenario: Arc::clone(&scenario),
        prediction: None,
    };
    let mut run = Run::ready(scenario);
    for number in 0..EVENTS {
        let what = match number {
            0 => What::Started,
            n if n <= PEOPLE / 2 => What::RollCalled {
                person: PersonId::numbered(2 * n),
                presence: Presence::Safe,
                point: None,
                absence: None,
            },
            n => What::Counted { exit: exits[n as usize % exits.len()].clone(), people: 1 },
        };
        let at = Seconds::new(f64::from(number) * 0.005);
        let event = run.decide(what, at, started.plus(at), "Li").unwrap();
        run.apply(event);
    }
    let mut journal = Journal::create(&book.running_folder(), &header).unwrap();
    journal.append(run.events()).unwrap();
    root
}

/// A key that is let go.
fn released(key: Key) -> Event {
    Event::Key {
        key,
        physical_key: None,
        pressed: false,
        repeat: false,
        modifiers: Modifiers::NONE,
    }
}

fn main() {
    let home = tempfile::tempdir().unwrap();
    let mut bench = Bench::new(book(home.path()), home.path());
    let at = bench.frame(Vec::new());
    println!("the first frame, in which the window is made and the book opened: {at:.0} ms");
    let (slowest, until) = bench.settle();
    println!("the log is read: slowest frame {slowest:.1} ms, {until:.0} ms until it is there");
    let at = bench.click(&format!("{}  Go on with the drill", icons::PLAY));
    let (slowest, _) = bench.settle();
    println!("going on: click {at:.1} ms, the slowest frame after it {slowest:.1}");
    let over =
        |n: usize| vec![Event::PointerMoved(pos2(420.0 + 7.0 * n as f32, 300.0 + 3.0 * n as f32))];
    bench.measure("still", |_| Vec::new());
    bench.measure("pointer moves", over);
    // A key is let go before it is pressed again, and each press counts a person.
    bench.measure("a tap every other frame", |n| match n % 2 {
        0 => vec![key(Key::Q, Modifiers::NONE)],
        _ => vec![released(Key::Q)],
    });
    bench.measure("wheel on the events", |n| {
        vec![Event::PointerMoved(pos2(1250.0, 700.0)), wheel(n % 20 < 10)]
    });
    let at = bench.frame(vec![key(Key::F6, Modifiers::NONE)]);
    println!("roll call: {at:.1} ms");
    bench.measure("roll call, still", |_| Vec::new());
    bench.measure("roll call, wheel", |n| {
        vec![Event::PointerMoved(pos2(700.0, 650.0)), wheel(n % 30 < 25)]
    });
    bench.measure("roll call, typing", |n| match n % 6 {
        0..3 => vec![Event::Text((n % 10).to_string())],
        _ => vec![key(Key::Backspace, Modifiers::NONE)],
    });
    let at = bench.frame(vec![key(Key::F7, Modifiers::NONE)]);
    println!("missing list: {at:.1} ms");
    bench.measure("missing list, still", |_| Vec::new());
    bench.measure("missing list, wheel", |n| {
        vec![Event::PointerMoved(pos2(700.0, 500.0)), wheel(n % 30 < 25)]
    });
    bench.frame(vec![key(Key::Escape, Modifiers::NONE)]);
    let finish = key(Key::F, Modifiers::COMMAND.plus(Modifiers::SHIFT));
    bench.frame(vec![finish.clone()]);
    bench.frame(vec![released(Key::F)]);
    let at = bench.frame(vec![finish]);
    let (slowest, until) = bench.settle();
    println!("finished: {at:.1} ms, then slowest {slowest:.1}, calm after {until:.0} ms");
}
