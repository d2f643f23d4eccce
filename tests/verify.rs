//! A broken model is caught: each group of the verification has a row that fails on it.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use muster::building::{Building, Door};
use muster::egress::crowd::{Goal, Person, Settings, Simulation, Speeds};
use muster::egress::flow::{Flow, FlowSettings, Occupancy, predict};
use muster::egress::verify::{Group, Model, Muster, Row, rows};
use muster::units::Seconds;

fn row(id: &str) -> Row {
    rows().into_iter().find(|row| row.id == id).unwrap()
}

/// The row passes with Muster's model and fails with the broken one.
#[track_caller]
fn caught(id: &str, group: Group, broken: &dyn Model) {
    let row = row(id);
    assert_eq!(row.group, group);
    let whole = row.run(&Muster);
    assert_eq!(whole.pass, Some(true), "{id}: {whole:?}");
    let broken = row.run(broken);
    assert_eq!(broken.pass, Some(false), "{id} does not see it: {broken:?}");
}

/// Everybody walks a third slower, and starts a second late.
struct Slow;

impl Model for Slow {
    fn crowd(&self, building: &Building, people: &[Person], settings: &Settings) -> Simulation {
        let slow = |person: &Person| Person {
            speed: person.speed * 0.67,
            start: person.start + Seconds::new(1.0),
            ..person.clone()
        };
        let people: Vec<Person> = people.iter().map(slow).collect();
        let pace = settings.stair_pace.map(|pace| pace * 0.67);
        Simulation::new(building, &people, &Settings { stair_pace: pace, ..settings.clone() })
    }
}

#[test]
fn slow_people_are_caught() {
    caught("rimea-1", Group::Components, &Slow);
    caught("imo-5", Group::Components, &Slow);
    caught("imo-3", Group::Stairs, &Slow);
}

/// Every opening is wider than it is, and no flow is capped.
struct Wide;

impl Model for Wide {
    fn crowd(&self, building: &Building, people: &[Person], settings: &Settings) -> Simulation {
        let mut wide = building.clone();
        for door in wide.storeys.iter_mut().flat_map(|storey| &mut storey.doors) {
            let (line, middle) = (door.line, door.line.middle());
            let apart = |end| middle.towards(end, 1.6);
            let line = muster::building::Segment::new(apart(line.a), apart(line.b));
            *door = Door { line, clear_width: line.length(), ..door.clone() };
        }
        Simulation::new(&wide, people, &Settings { door_flow: None, ..settings.clone() })
    }
}

#[test]
fn doors_that_let_too_many_through_are_caught() {
    caught("imo-4", Group::Flows, &Wide);
    caught("rimea-12d", Group::Flows, &Wide);
    caught("nist-5.2a", Group::Flows, &Wide);
}

/// Nobody goes where they should.
struct Stray;

impl Model for Stray {
    fn crowd(&self, building: &Building, people: &[Person], settings: &Settings) -> Simulation {
        let stray = |person: &Person| Person { goal: Goal::Out, ..person.clone() };
        let people: Vec<Person> = people.iter().map(stray).collect();
        let settings = Settings { closings: Vec::new(), ..settings.clone() };
        Simulation::new(building, &people, &settings)
    }
}

#[test]
fn people_who_take_any_exit_are_caught() {
    caught("rimea-10", Group::Choice, &Stray);
    caught("nist-4.1", Group::Choice, &Stray);
    caught("imo-8", Group::Counterflow, &Stray);
}

/// Nobody minds smoke, the others or what they know of the exits.
struct Alone;

impl Model for Alone {
    fn crowd(&self, building: &Building, people: &[Person], settings: &Settings) -> Simulation {
        let alone = |person: &Person| Person { group: None, ..person.clone() };
        let people: Vec<Person> = people.iter().map(alone).collect();
        let settings = Settings {
            smoke: None,
            following: 0.0,
            familiar: std::collections::BTreeMap::new(),
            ..settings.clone()
        };
        Simulation::new(building, &people, &settings)
    }
}

#[test]
fn people_who_mind_nothing_are_caught() {
    caught("nist-2.5", Group::Components, &Alone);
    caught("nist-2.9", Group::Choice, &Alone);
    caught("nist-3.2", Group::Choice, &Alone);
    caught("nist-3.3", Group::Choice, &Alone);
}

/// Chance ignores the seed, and half of the people are left out of the plan.
struct Forgetful;

impl Model for Forgetful {
    fn crowd(&self, building: &Building, people: &[Person], settings: &Settings) -> Simulation {
        let same: Vec<Person> = muster::egress::crowd::people(
            &people.iter().fold(Occupancy::new(), |mut occupancy, person| {
                *occupancy.entry(person.space.clone()).or_default() += 1;
                occupancy
            }),
            &Settings {
                seed: 0,
                population: muster::egress::crowd::Population::of(Speeds::WEIDMANN),
                ..settings.clone()
            },
        );
        let kept = same.len().div_ceil(2);
        Simulation::new(building, &same[..kept], &Settings { seed: 0, ..settings.clone() })
    }

    fn flow(&self, building: &Building, occupancy: &Occupancy, settings: &FlowSettings) -> Flow {
        let half = occupancy.iter().map(|(space, people)| (space.clone(), people / 2)).collect();
        predict(building, &half, settings)
    }
}

#[test]
fn people_who_are_left_out_are_caught() {
    caught("m2", Group::Own, &Forgetful);
    caught("m3", Group::Own, &Forgetful);
    caught("m1-g1", Group::Golden, &Forgetful);
    caught("m1-g3", Group::Golden, &Forgetful);
}

#[test]
fn a_test_that_does_not_apply_says_why() {
    let mut ids = std::collections::BTreeSet::new();
    for row in rows() {
        assert!(ids.insert(row.id), "{} stands twice", row.id);
        assert!(!row.source.is_empty());
    }
    let lift = row("nist-2.7").run(&Muster);
    assert_eq!(lift.pass, None);
    assert!(lift.reason.is_some());
}
