//! A second observer's log in the record of the first.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::Arc;

use muster::building::{Building, BuildingId, DoorId, Site};
use muster::drill::merge::{Choice, Fit, Sync, merge, offset, propose};
use muster::drill::{
    Checkpoint, CheckpointId, CheckpointKind, DoorFinding, Ending, EventNumber, Outcome, Record,
    RecordId, Run, Scenario, ScenarioId, WallTime, What,
};
use muster::units::Seconds;

fn scenario() -> Scenario {
    let mut scenario = Scenario::new(ScenarioId::new("night"), "Night", BuildingId::new("plant"));
    scenario.checkpoints = [CheckpointKind::FireReported, CheckpointKind::FirstAttack]
        .map(Checkpoint::proposed)
        .into();
    scenario
}

fn reached(checkpoint: &str) -> What {
    What::Reached { checkpoint: CheckpointId::new(checkpoint) }
}

fn note(text: &str) -> What {
    What::Noted { text: text.to_owned() }
}

fn checked(found: DoorFinding) -> What {
    What::DoorChecked { door: DoorId::new("door-1"), found }
}

fn counted(exit: &str, people: i32) -> What {
    What::Counted { exit: DoorId::new(exit), people }
}

/// The record of a drill in which this was entered.
fn record(started: &str, who: &str, entries: &[(f64, What)]) -> Record {
    let started: WallTime = started.parse().unwrap();
    let mut run = Run::ready(Arc::new(scenario()));
    let whole = std::iter::once((0.0, What::Started)).chain(entries.iter().cloned());
    for (at, what) in whole.chain([(600.0, What::Finished)]) {
        let at = Seconds::new(at);
        let event = run.decide(what, at, started.plus(at), who).unwrap();
        run.apply(event);
    }
    Record {
        id: RecordId::of(started, &scenario().id),
        program: String::new(),
        rehearsal: false,
        ending: Ending::Finished,
        started,
        conductor: who.to_owned(),
        weather: String::new(),
        expected_people: 40,
        scenario: scenario().into(),
        building: Building::new(BuildingId::new("plant"), "Plant", "1F").into(),
        site: Site::default().into(),
        prediction: None,
        roster: Vec::new(),
        events: run.events().to_vec(),
        findings: Vec::new(),
        comments: String::new(),
        debrief: None,
        moments: Vec::new(),
        marking: None,
        signed: Vec::new(),
    }
}

const ALARM: &str = "2026-06-12T14:00:00+08:00";

fn now() -> WallTime {
    "2026-06-12T15:00:00+08:00".parse().unwrap()
}

#[track_caller]
fn merged(own: &Record, other: &Record, choice: Choice) -> Record {
    let proposals = propose(own, &other.events, Seconds::ZERO);
    merge(own, &proposals, |_| choice, "2F", now()).unwrap()
}

#[test]
fn what_only_the_other_saw_is_entered_late_with_its_source() {
    let own = record(ALARM, "Li", &[(40.0, reached("fire-reported"))]);
    let other = record(ALARM, "Wang", &[(70.0, reached("first-attack")), (80.0, counted("e", 7))]);
    let merged = merged(&own, &other, Choice::Ours);
    let outcome = Outcome::of(&merged.scenario, &merged.events);
    assert_eq!(outcome.time(&CheckpointId::new("first-attack")), Some(Seconds::new(70.0)));
    assert_eq!(outcome.people_out(), 7);
    assert_eq!(merged.events[..own.events.len()], own.events, "the original stays as it was");
    assert!(matches!(&merged.events[3].what,
        What::EnteredLate { source, .. } if source == "2F (Wang)"));
    assert_eq!(outcome.duration, Some(Seconds::new(600.0)), "the drill is no longer for it");
}

#[test]
fn what_both_saw_stands_once() {
    let own = record(ALARM, "Li", &[(40.0, reached("fire-reported")), (50.0, note("truck"))]);
    let other = record(ALARM, "Wang", &[(40.8, reached("fire-reported")), (50.5, note("truck"))]);
    assert_eq!(merged(&own, &other, Choice::Theirs).events, own.events);
}

#[test]
fn a_contradiction_is_shown_and_the_choice_stands() {
    let own = [(40.0, reached("fire-reported")), (60.0, checked(DoorFinding::Closed))];
    let own = record(ALARM, "Li", &own);
    let other = [(46.0, reached("fire-reported")), (66.0, checked(DoorFinding::Propped))];
    let other = record(ALARM, "Wang", &other);
    let proposals = propose(&own, &other.events, Seconds::ZERO);
    let number = |number| EventNumber::new(number).unwrap();
    let fits: Vec<Fit> = proposals.iter().map(|proposal| proposal.fit).collect();
    assert_eq!(fits, [Fit::Conflict(number(2)), Fit::Conflict(number(3))]);
    assert_eq!(merged(&own, &other, Choice::Ours).events, own.events);
    let theirs = merged(&own, &other, Choice::Theirs);
    let outcome = Outcome::of(&theirs.scenario, &theirs.events);
    assert_eq!(outcome.time(&CheckpointId::new("fire-reported")), Some(Seconds::new(46.0)));
    let found: Vec<_> = outcome.door_checks.iter().map(|check| check.found).collect();
    assert_eq!(found, [DoorFinding::Propped]);
}

#[test]
fn counts_of_both_at_one_exit_are_not_added_unasked() {
    let own = record(ALARM, "Li", &[(40.0, counted("e", 20))]);
    let other = record(ALARM, "Wang", &[(41.0, counted("e", 19)), (50.0, counted("f", 3))]);
    let people = |record: &Record| Outcome::of(&record.scenario, &record.events).people_out();
    assert_eq!(people(&merged(&own, &other, Choice::Ours)), 23);
    assert_eq!(people(&merged(&own, &other, Choice::Theirs)), 42);
}

#[test]
fn the_offset_comes_from_the_start_the_wall_clocks_or_a_tap() {
    let own = record(ALARM, "Li", &[(30.0, note("clap"))]);
    let other = record("2026-06-12T14:00:12+08:00", "Wang", &[(17.5, note("clap"))]);
    let by = |sync| offset(&own, other.started, &other.events, sync).map(Seconds::get);
    let number = |number| EventNumber::new(number).unwrap();
    assert_eq!(by(Sync::SharedStart), Some(0.0));
    assert_eq!(by(Sync::WallClock), Some(12.0));
    assert_eq!(by(Sync::Tap(number(2), number(2))), Some(12.5));
    assert_eq!(by(Sync::Tap(number(2), number(9))), None);
    // What the other saw before the alarm is no part of the drill.
    let early = propose(&own, &other.events, Seconds::new(-20.0));
    assert!(early.is_empty());
}
