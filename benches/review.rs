//! How long a frame of Review takes with a book of 10 000 records: `cargo bench --bench review`.
//! The whole window is laid out, painted and tessellated; the graphics card is not in it.
//!
//! `MUSTER_BOOK=FOLDER` takes a book that is there; without it, one is made in a temporary folder.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "a bench may fail")]

mod window;

use std::path::{Path, PathBuf};
use std::time::Instant;

use eframe::egui::{Event, Key, Modifiers, pos2};
use muster::samples;
use muster::store::Book;
use window::{Bench, key, wheel};

const RECORDS: usize = 10_000;

/// A book with so many records, each an hour after the one before it.
fn book(root: &Path) -> PathBuf {
    let root = root.join("book");
    samples::write("valve-plant", &root).unwrap();
    let (book, _) = Book::open(&root).unwrap();
    let sample = book.records.values().next_back().unwrap().clone();
    let text = std::fs::read_to_string(book.record_file(&sample.id)).unwrap();
    drop(book);
    let started = format!("started: \"{}\"", sample.started);
    assert!(text.contains(&started), "the record begins otherwise than {started}");
    for number in 0..RECORDS {
        let id = format!("copy-{number:05}");
        let (year, month) = (1990 + number / 336, number / 28 % 12 + 1);
        let day =
            format!("started: \"{year}-{month:02}-{:02}T14:00:00.000+08:00\"", number % 28 + 1);
        let text = text.replacen(sample.id.as_str(), &id, 1).replacen(&started, &day, 1);
        std::fs::write(root.join("records").join(format!("{id}.ron")), text).unwrap();
    }
    root
}

fn main() {
    let home = tempfile::tempdir().unwrap();
    let book = std::env::var("MUSTER_BOOK").map_or_else(|_| book(home.path()), PathBuf::from);
    let mut bench = Bench::new(book, home.path());
    let begun = Instant::now();
    bench.frame(Vec::new());
    let first = bench.frame(Vec::new());
    println!("first frames {:.0} ms, the second {first:.2}", begun.elapsed().as_secs_f64() * 1e3);
    let at = bench.frame(vec![key(Key::Num5, Modifiers::COMMAND)]);
    let (slowest, until) = bench.settle();
    println!(
        "Review while it is read: {at:.2} ms, slowest frame {slowest:.2}, calm after {until:.0} ms"
    );
    let over =
        |n: usize| vec![Event::PointerMoved(pos2(420.0 + 7.0 * n as f32, 300.0 + 3.0 * n as f32))];
    for view in [
        "Comparison",
        "Two drills",
        "Trend",
        "Prediction",
        "Spread",
        "Drill",
        "Replay",
        "Marking",
        "Findings",
        "Calendar",
    ] {
        let at = bench.click(view);
        let (slowest, until) = bench.settle();
        println!("{view}: click {at:.2} ms, then slowest {slowest:.2}, calm after {until:.0} ms");
        bench.measure("  still", |_| Vec::new());
        bench.measure("  pointer moves", over);
        bench.measure("  wheel", |n| {
            vec![Event::PointerMoved(pos2(700.0, 500.0)), wheel(n % 20 < 10)]
        });
        bench.measure("  wheel on the list", |n| {
            vec![Event::PointerMoved(pos2(100.0, 500.0)), wheel(n % 30 < 25)]
        });
    }
    let at = bench.click("Comparison");
    println!("back to Comparison {at:.2} ms");
    for (filter, choice) in
        [("Announced", "Unannounced"), ("Announced", "All"), ("Scenario", "All")]
    {
        let at = bench.click(filter);
        let chosen = bench.click(choice);
        let (slowest, until) = bench.settle();
        println!(
            "filter {filter} {choice}: list {at:.2} ms, choice {chosen:.2}, then slowest {slowest:.2}, calm \
             after {until:.0} ms"
        );
    }
    for view in ["Trend", "Spread", "Two drills", "Comparison"] {
        let at = bench.click(view);
        let (slowest, until) = bench.settle();
        println!(
            "{view} of all: click {at:.2} ms, then slowest {slowest:.2}, calm after {until:.0} ms"
        );
        bench.measure("  pointer moves", over);
    }
}
