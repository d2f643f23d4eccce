//! A rehearsal that is killed at any moment comes back with every event that it had told of.
//!
//! The long version, 200 kills:
//! `MUSTER_KILLS=200 cargo test --test kill -- --ignored`
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use muster::drill::{Ending, EventNumber, Run};
use muster::samples;
use muster::store::Book;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

fn muster() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_muster"));
    command.env("MUSTER_LANG", "en");
    command
}

fn recover(book: &Path) -> Output {
    muster().arg("recover").arg(book).output().unwrap()
}

fn sample(folder: &Path) -> (std::path::PathBuf, String) {
    let root = folder.join("book");
    samples::write("polishing-workshop", &root).unwrap();
    let (book, contents) = Book::open(&root).unwrap();
    drop(book);
    let scenario = contents.scenarios.keys().next().unwrap().to_string();
    (root, scenario)
}

/// Plays so fast that a rehearsal lasts about five seconds.
const SPEED: &str = "40";

fn kill_and_recover(kills: u32) {
    let folder = tempfile::tempdir().unwrap();
    let (root, scenario) = sample(folder.path());
    let mut random = ChaCha8Rng::seed_from_u64(u64::from(kills));
    let mut cut_off = 0;
    for kill in 0..kills {
        let mut known: Vec<_> = Book::open(&root).unwrap().0.records.into_keys().collect();
        let mut child = muster()
            .args(["rehearse", root.to_str().unwrap(), "--scenario", &scenario])
            .args(["--speed", SPEED, "--events", "--seed", &kill.to_string()])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (send, lines) = mpsc::channel();
        let out = child.stdout.take().unwrap();
        let reader = std::thread::spawn(move || {
            for line in BufReader::new(out).lines().map_while(Result::ok) {
                send.send(line).unwrap();
            }
        });
        // Not before the first event: before it there is nothing to lose.
        let mut printed = vec![lines.recv_timeout(Duration::from_secs(30)).unwrap()];
        let moment = Duration::from_micros(random.random_range(0..4_000_000));
        let start = Instant::now();
        while let Some(left) = moment.checked_sub(start.elapsed()) {
            match lines.recv_timeout(left) {
                Ok(line) => printed.push(line),
                Err(mpsc::RecvTimeoutError::Timeout) => break,
                Err(mpsc::RecvTimeoutError::Disconnected) => std::thread::sleep(left),
            }
        }
        child.kill().unwrap();
        child.wait().unwrap();
        reader.join().unwrap();
        printed.extend(lines.try_iter());
        let output = recover(&root);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "kill {kill}: {told}");

        let (book, _) = Book::open(&root).unwrap();
        assert!(book.broken.is_empty());
        let mut new = book.records.values().filter(|record| !known.contains(&record.id));
        let record = new.next().unwrap();
        assert!(new.next().is_none(), "kill {kill}: one drill, one record");
        known.push(record.id.clone());
        cut_off += u32::from(record.ending == Ending::Interrupted);
        // None invented: the numbers have no gap and the log is that of a drill.
        Run::replay(record.scenario.clone(), record.events.clone()).unwrap();
        // At most the one event that was durable and not yet printed.
        assert!(record.events.len() <= printed.len() + 1, "kill {kill}");
        for line in &printed {
            let told: serde_json::Value = serde_json::from_str(line).unwrap();
            let number = u32::try_from(told["number"].as_u64().unwrap()).unwrap();
            let number = EventNumber::new(number).unwrap();
            let kept = record.events.iter().find(|event| event.number == number).unwrap();
            assert_eq!(kept.at.get(), told["at_s"].as_f64().unwrap(), "kill {kill}");
            assert_eq!(kept.wall.to_string(), told["wall"].as_str().unwrap(), "kill {kill}");
        }
        drop(book);
        std::fs::remove_file(root.join("records").join(format!("{}.ron", known.pop().unwrap())))
            .unwrap();
    }
    assert!(cut_off * 2 > kills, "{cut_off} of {kills} were cut off while they ran");
}

#[test]
fn every_printed_event_survives_a_kill() {
    kill_and_recover(6);
}

#[test]
#[ignore = "takes ten minutes; see the head of this file"]
fn every_printed_event_survives_many_kills() {
    let kills = std::env::var("MUSTER_KILLS").ok().and_then(|kills| kills.parse().ok());
    kill_and_recover(kills.unwrap_or(200));
}

#[test]
fn a_rehearsal_is_the_same_for_the_same_seed_and_marked_as_one() {
    let folder = tempfile::tempdir().unwrap();
    let (root, scenario) = sample(folder.path());
    let rehearse = |seed: &str| {
        let mut command = muster();
        command.args(["rehearse", root.to_str().unwrap(), "--scenario", &scenario]);
        let output = command.args(["--seed", seed]).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    for seed in ["7", "7", "8"] {
        rehearse(seed);
    }
    let (book, _) = Book::open(&root).unwrap();
    let mut rehearsals = book.records.values().filter(|record| record.rehearsal);
    let mut next = || rehearsals.next().unwrap().events.iter().map(|e| (e.at, e.what.clone()));
    let (first, second, third) =
        (next().collect::<Vec<_>>(), next().collect::<Vec<_>>(), next().collect::<Vec<_>>());
    assert_eq!(first, second);
    assert_ne!(first, third);
    assert!(book.records.values().filter(|r| r.rehearsal).all(|r| r.ending == Ending::Finished));
}

#[test]
fn a_rehearsal_does_not_run_over_a_drill_that_was_cut_off() {
    let folder = tempfile::tempdir().unwrap();
    let (root, scenario) = sample(folder.path());
    let mut child = muster()
        .args(["rehearse", root.to_str().unwrap(), "--scenario", &scenario])
        .args(["--speed", "1", "--events"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    let mut again = muster();
    again.args(["rehearse", root.to_str().unwrap(), "--scenario", &scenario]);
    let output = again.output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("muster recover"));
    let discarded = muster().arg("recover").arg(&root).arg("--discard").output().unwrap();
    assert!(discarded.status.success());
    assert!(again.output().unwrap().status.success());
    assert_eq!(recover(&root).status.code(), Some(0), "nothing to recover is no error");
}
