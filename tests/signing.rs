//! What a signature holds, and what a record without names shows.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::process::Command;

use muster::drill::{Debrief, Person, PersonId, PersonKind, Record, Run, Said, SignOff, What};
use muster::samples;
use muster::store::{Book, Sealed, seal, to_text, verify};
use muster::units::Seconds;

fn signed() -> (tempfile::TempDir, Record) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("book");
    samples::write("polishing-workshop", &root).unwrap();
    let (mut book, _) = Book::open(&root).unwrap();
    let mut record = book.records.values().next().unwrap().as_ref().clone();
    let sign = SignOff {
        name: "李娜".to_owned(),
        role: String::new(),
        at: record.started,
        seal: seal(&record),
    };
    record.signed = vec![sign];
    book.save_record(&record).unwrap();
    (folder, record)
}

fn state(record: &Record) -> Sealed {
    verify(record, &record.signed[0])
}

#[test]
fn a_change_after_the_signing_is_noticed() {
    let (_folder, record) = signed();
    assert_eq!(state(&record), Sealed::AsSigned);
    // Findings and comments are worked on after the signing.
    let said = |text: &str| Said { went_well: text.to_owned(), ..Said::default() };
    let debrief = Debrief::of(said("quick")).changed_to(said("calm"), "李娜", record.started);
    assert_eq!(debrief.earlier().len(), 1);
    let worked_on = Record {
        comments: "done".to_owned(),
        findings: Vec::new(),
        debrief: Some(debrief),
        ..record.clone()
    };
    assert_eq!(state(&worked_on), Sealed::AsSigned);
    for number in 0..record.events.len() {
        let mut changed = record.clone();
        changed.events[number].at += Seconds::new(0.001);
        assert_eq!(state(&changed), Sealed::Changed, "event {number}");
        let mut left_out = record.clone();
        left_out.events.remove(number);
        assert_eq!(state(&left_out), Sealed::Changed, "without event {number}");
    }
    let fewer = Record { expected_people: record.expected_people - 1, ..record.clone() };
    assert_eq!(state(&fewer), Sealed::Changed);
    let mut without = record.clone();
    without.signed[0].seal.clear();
    assert_eq!(state(&without), Sealed::WithoutSeal);
}

#[test]
fn what_is_entered_after_the_signing_is_told_apart_from_a_change() {
    let (_folder, mut record) = signed();
    let mut run = Run::replay(record.scenario.clone(), record.events.clone()).unwrap();
    let what = What::EnteredLate {
        happened_at: Seconds::new(30.0),
        what: Box::new(What::Noted { text: "horn".to_owned() }),
        source: "paper".to_owned(),
    };
    let event = run.decide(what, Seconds::new(90_000.0), record.started, "").unwrap();
    run.apply(event);
    record.events = run.events().to_vec();
    assert_eq!(state(&record), Sealed::EnteredSince(1));
}

#[test]
fn muster_check_tells_of_a_file_that_was_changed_by_hand() {
    let (folder, record) = signed();
    let root = folder.path().join("book");
    let check = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_muster"));
        let output = command.env("MUSTER_LANG", "en").arg("check").arg(&root).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(!check().contains("李娜"));
    let file = root.join(format!("records/{}.ron", record.id));
    let text = std::fs::read_to_string(&file).unwrap();
    let at = record.events[1].at.get();
    let changed = text.replacen(&format!("number: 2, at: {at:?}"), "number: 2, at: 1.5", 1);
    assert_ne!(changed, text);
    std::fs::write(&file, changed).unwrap();
    assert!(check().contains("not what 李娜 signed"), "{}", check());
}

#[test]
fn no_name_is_left_in_a_record_without_names() {
    let (_folder, mut record) = signed();
    for (number, name) in [(1, "王丽"), (2, "王丽华"), (3, "Ann Li")] {
        record.roster.push(Person {
            id: PersonId::numbered(number),
            name: name.to_owned(),
            department: "Polishing".to_owned(),
            shift: String::new(),
            kind: PersonKind::Employee,
            reduced_mobility: false,
            assembly_point: None,
        });
    }
    record.comments = "王丽华 looked for 王丽; Ann Li helped.".to_owned();
    let said = |text: &str| Said { to_improve: text.to_owned(), ..Said::default() };
    let debrief = Debrief::of(said("王丽华 was late"));
    let debrief = debrief.changed_to(said("somebody was late"), "陈改之", record.started);
    record.debrief = Some(debrief);
    let names: Vec<String> = record
        .scenario
        .roles
        .iter()
        .map(|role| role.person.clone())
        .chain(record.roster.iter().map(|person| person.name.clone()))
        .chain([record.conductor.clone(), "李娜".to_owned(), "陈改之".to_owned()])
        .filter(|name| name.chars().count() > 1)
        .collect();
    let hidden = record.pseudonymised();
    let text = to_text(&hidden).unwrap();
    for name in &names {
        assert!(!text.contains(name.as_str()), "{name}");
    }
    assert_eq!(hidden.events.len(), record.events.len());
    let (first, second) = (&hidden.roster[0].name, &hidden.roster[1].name);
    assert_ne!(first, second);
    assert!(hidden.comments.starts_with(&format!("{second} looked for {first};")));
}
