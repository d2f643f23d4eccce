//! The course of a drill: what may be entered when, and what the events come to.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::sync::Arc;

use muster::building::{BuildingId, DoorId, SiteElementId, SpaceId};
use muster::drill::{
    BrokenLog, Checkpoint, CheckpointId, CheckpointKind, DoorFinding, Ending, Event, EventNumber,
    Inject, InjectId, Outcome, PersonId, Phase, Presence, Refusal, Role, Run, Scenario, ScenarioId,
    Trigger, WallTime, What,
};
use muster::language::Choice;
use muster::units::Seconds;
use proptest::prelude::*;

const CHECKPOINTS: [&str; 7] = [
    "alarm",
    "fire-reported",
    "cleared-space-1",
    "first-out-door-1",
    "last-out-door-1",
    "checked-door-2",
    "all-accounted-for",
];

fn scenario() -> Arc<Scenario> {
    let mut scenario = Scenario::new(ScenarioId::new("night"), "Night", BuildingId::new("plant"));
    scenario.checkpoints = [
        CheckpointKind::Alarm,
        CheckpointKind::FireReported,
        CheckpointKind::SpaceCleared(SpaceId::new("space-1")),
        CheckpointKind::ExitFirst(DoorId::new("door-1")),
        CheckpointKind::ExitLast(DoorId::new("door-1")),
        CheckpointKind::DoorChecked(DoorId::new("door-2")),
        CheckpointKind::AllAccountedFor,
    ]
    .map(Checkpoint::proposed)
    .into();
    scenario.injects = ["inject-1", "inject-2"]
        .map(|id| Inject {
            id: InjectId::new(id),
            trigger: Trigger::At(Seconds::new(60.0)),
            to: Role::Commander,
            message: "Stair 2 is full of smoke".to_owned(),
            expected: String::new(),
        })
        .into();
    Arc::new(scenario)
}

fn alarm() -> WallTime {
    "2026-06-12T14:00:00+08:00".parse().unwrap()
}

/// A run that takes what it is given, at whole seconds.
struct Drill {
    run: Run,
}

impl Drill {
    fn started() -> Self {
        let mut drill = Self { run: Run::ready(scenario()) };
        drill.enter(0.0, What::Started);
        drill
    }

    fn try_enter(&mut self, at: f64, what: What) -> Result<EventNumber, Refusal> {
        let at = Seconds::new(at);
        let event = self.run.decide(what, at, alarm().plus(at), "Li")?;
        let number = event.number;
        self.run.apply(event);
        Ok(number)
    }

    #[track_caller]
    fn enter(&mut self, at: f64, what: What) -> EventNumber {
        self.try_enter(at, what).unwrap()
    }

    #[track_caller]
    fn refused(&mut self, at: f64, what: What, refusal: &Refusal) {
        let before = self.run.clone();
        assert_eq!(self.try_enter(at, what), Err(refusal.clone()));
        assert_eq!(self.run, before);
    }

    fn outcome(&self) -> Outcome {
        Outcome::of(self.run.scenario(), self.run.events())
    }

    fn time(&self, checkpoint: &str) -> Option<f64> {
        self.outcome().time(&CheckpointId::new(checkpoint)).map(Seconds::get)
    }
}

fn reached(checkpoint: &str) -> What {
    What::Reached { checkpoint: CheckpointId::new(checkpoint) }
}

fn counted(people: i32) -> What {
    What::Counted { exit: DoorId::new("door-1"), people }
}

fn checked(found: DoorFinding) -> What {
    What::DoorChecked { door: DoorId::new("door-2"), found }
}

fn late(at: f64, what: What) -> What {
    let source = "paper".to_owned();
    What::EnteredLate { happened_at: Seconds::new(at), what: Box::new(what), source }
}

fn corrected(event: EventNumber, at: f64) -> What {
    What::Corrected { event, happened_at: Seconds::new(at), what: None, reason: String::new() }
}

fn instead(event: EventNumber, at: f64, what: What) -> What {
    let what = Some(Box::new(what));
    What::Corrected { event, happened_at: Seconds::new(at), what, reason: String::new() }
}

fn paused() -> What {
    What::Paused { reason: "a truck at the gate".to_owned() }
}

fn head_count(present: u32) -> What {
    What::HeadCounted { point: SiteElementId::new("site-1"), expected: 40, present }
}

#[test]
fn nothing_happens_before_the_alarm_or_after_the_end() {
    let mut drill = Drill { run: Run::ready(scenario()) };
    drill.refused(3.0, counted(1), &Refusal::NotStarted);
    drill.enter(3.0, What::Started);
    assert_eq!(drill.run.events()[0].at, Seconds::ZERO, "the alarm is the zero of all times");
    drill.refused(4.0, What::Started, &Refusal::AlreadyStarted);
    drill.refused(4.0, What::Resumed, &Refusal::NotPaused);
    drill.enter(9.0, What::Finished);
    drill.refused(10.0, counted(1), &Refusal::Finished);
    assert_eq!(drill.outcome().ending, Some(Ending::Finished));
    assert_eq!(drill.outcome().duration, Some(Seconds::new(9.0)));
    assert_eq!(drill.run.clock_at(Seconds::new(99.0)), Seconds::new(9.0));
}

#[test]
fn sheets_come_in_after_the_end_and_the_drill_is_no_longer_for_it() {
    let mut drill = Drill::started();
    drill.enter(9.0, What::Finished);
    drill.enter(3600.0, late(7.0, reached("fire-reported")));
    let wrong = drill.enter(3601.0, late(8.0, counted(3)));
    drill.enter(3602.0, What::Undone { event: wrong });
    assert_eq!(drill.time("fire-reported"), Some(7.0));
    assert_eq!(drill.outcome().people_out(), 0);
    assert_eq!(drill.outcome().ending, Some(Ending::Finished));
    assert_eq!(drill.outcome().duration, Some(Seconds::new(9.0)));
    assert_eq!(drill.run.clock_at(Seconds::new(4000.0)), Seconds::new(9.0));
    let again = Run::replay(scenario(), drill.run.events().to_vec());
    assert_eq!(again.as_ref(), Ok(&drill.run));
}

#[test]
fn the_clock_stands_still_in_a_pause() {
    let mut drill = Drill::started();
    drill.refused(10.0, What::Paused { reason: " ".to_owned() }, &Refusal::NoWords);
    drill.enter(10.0, paused());
    assert_eq!(drill.run.phase(), Phase::Paused);
    drill.refused(11.0, counted(1), &Refusal::Paused);
    drill.enter(12.0, What::Noted { text: "truck gone".to_owned() });
    drill.enter(13.0, checked(DoorFinding::Propped));
    drill.enter(30.0, What::Resumed);
    drill.enter(45.0, reached("fire-reported"));
    assert_eq!(drill.time("fire-reported"), Some(25.0));
    assert_eq!(drill.time("checked-door-2"), Some(10.0));
    assert_eq!(drill.outcome().notes[0].at, Seconds::new(10.0));
}

#[test]
fn a_real_emergency_ends_the_play_and_keeps_the_log() {
    let mut drill = Drill::started();
    drill.enter(10.0, paused());
    drill.enter(20.0, What::StoppedForRealEmergency);
    assert_eq!(drill.run.phase(), Phase::RealEmergency);
    let inject = InjectId::new("inject-1");
    drill.refused(21.0, What::InjectFired { inject }, &Refusal::RealEmergency);
    drill.refused(21.0, What::Resumed, &Refusal::RealEmergency);
    drill.enter(25.0, counted(5));
    drill.enter(26.0, head_count(38));
    drill.enter(30.0, What::Finished);
    let outcome = drill.outcome();
    assert_eq!(outcome.ending, Some(Ending::RealEmergency));
    assert_eq!(outcome.missing(), 2);
    assert_eq!(outcome.duration, Some(Seconds::new(20.0)), "the clock goes on after the stop");
}

#[test]
fn a_checkpoint_has_one_time() {
    let mut drill = Drill::started();
    let unknown = Refusal::UnknownCheckpoint(CheckpointId::new("lunch"));
    drill.refused(5.0, reached("lunch"), &unknown);
    let first = drill.enter(20.0, reached("fire-reported"));
    let twice = Refusal::AlreadyReached(CheckpointId::new("fire-reported"));
    drill.refused(21.0, reached("fire-reported"), &twice);
    drill.refused(21.0, late(3.0, reached("fire-reported")), &twice);
    drill.enter(22.0, What::Undone { event: first });
    assert_eq!(drill.time("fire-reported"), None);
    drill.refused(23.0, What::Undone { event: first }, &Refusal::AlreadyUndone(first));
    drill.enter(24.0, reached("fire-reported"));
    assert_eq!(drill.time("fire-reported"), Some(24.0));
}

#[test]
fn a_correction_can_itself_be_taken_back() {
    let mut drill = Drill::started();
    let event = drill.enter(20.0, reached("fire-reported"));
    drill.refused(30.0, corrected(event, 31.0), &Refusal::ImpossibleTime);
    drill.refused(30.0, corrected(event, -1.0), &Refusal::ImpossibleTime);
    drill.enter(30.0, corrected(event, 18.0));
    let second = drill.enter(31.0, corrected(event, 15.0));
    assert_eq!(drill.time("fire-reported"), Some(15.0));
    drill.enter(32.0, What::Undone { event: second });
    assert_eq!(drill.time("fire-reported"), Some(18.0));
    let start = EventNumber::FIRST;
    drill.refused(33.0, corrected(start, 1.0), &Refusal::CannotChange(start));
    drill.refused(33.0, What::Undone { event: start }, &Refusal::CannotChange(start));
}

#[test]
fn undoing_what_it_was_instead_brings_back_what_it_was() {
    let mut drill = Drill::started();
    let event = drill.enter(20.0, reached("fire-reported"));
    let other = drill.enter(30.0, instead(event, 20.0, reached("cleared-space-1")));
    assert_eq!(drill.time("fire-reported"), None);
    assert_eq!(drill.time("cleared-space-1"), Some(20.0));
    assert!(drill.run.is_something_else(event));
    // Corrected once more, in time alone: what it is stays.
    let later = drill.enter(31.0, corrected(event, 25.0));
    assert_eq!(drill.time("cleared-space-1"), Some(25.0));
    drill.enter(32.0, What::Undone { event: later });
    assert_eq!(drill.time("cleared-space-1"), Some(20.0));
    // Something else took its place meanwhile.
    let again = drill.enter(33.0, reached("fire-reported"));
    let taken = Refusal::AlreadyReached(CheckpointId::new("fire-reported"));
    drill.refused(34.0, What::Undone { event: other }, &taken);
    drill.enter(35.0, What::Undone { event: again });
    drill.enter(36.0, What::Undone { event: other });
    assert_eq!(drill.time("fire-reported"), Some(20.0));
    assert_eq!(drill.time("cleared-space-1"), None);
    assert!(!drill.run.is_something_else(event));
}

#[test]
fn undoing_the_original_takes_its_corrections_along() {
    let mut drill = Drill::started();
    let event = drill.enter(20.0, late(15.0, reached("fire-reported")));
    let other = drill.enter(30.0, instead(event, 16.0, reached("cleared-space-1")));
    assert_eq!(drill.time("cleared-space-1"), Some(16.0));
    drill.enter(31.0, What::Undone { event });
    assert_eq!(drill.outcome().times.len(), 1, "only the alarm is left");
    drill.refused(32.0, What::Undone { event: other }, &Refusal::AlreadyUndone(event));
    drill.refused(32.0, corrected(event, 3.0), &Refusal::AlreadyUndone(event));
    assert_eq!(drill.run.undoable().count(), 0);
    drill.enter(33.0, reached("fire-reported"));
    drill.enter(34.0, reached("cleared-space-1"));
}

#[test]
fn an_event_is_only_corrected_to_its_like_and_to_what_may_stand() {
    let mut drill = Drill::started();
    let five = drill.enter(6.0, counted(5));
    drill.enter(7.0, counted(-3));
    let cannot = Refusal::CannotChange(five);
    drill.refused(8.0, instead(five, 6.0, reached("fire-reported")), &cannot);
    drill.refused(8.0, instead(five, 6.0, late(3.0, counted(4))), &cannot);
    let below = Refusal::CountBelowZero { exit: DoorId::new("door-1"), counted: 2 };
    drill.refused(8.0, instead(five, 6.0, counted(2)), &below);
    let elsewhere = || What::Counted { exit: DoorId::new("door-9"), people: 5 };
    drill.refused(8.0, instead(five, 6.0, elsewhere()), &below);
    drill.refused(8.0, instead(five, 6.0, counted(0)), &Refusal::CountOfNobody);
    let four = drill.enter(9.0, instead(five, 6.0, counted(4)));
    assert_eq!(drill.outcome().people_out(), 1);
    drill.refused(10.0, corrected(four, 6.0), &Refusal::CannotChange(four));
    let fired = drill.enter(11.0, What::InjectFired { inject: InjectId::new("inject-1") });
    let other = What::InjectFired { inject: InjectId::new("inject-2") };
    drill.refused(12.0, instead(fired, 11.0, other), &Refusal::CannotChange(fired));
    drill.enter(13.0, What::Undone { event: four });
    assert_eq!(drill.outcome().people_out(), 2);
}

#[test]
fn an_exit_never_counts_fewer_than_nobody() {
    let mut drill = Drill::started();
    let below = |counted| Refusal::CountBelowZero { exit: DoorId::new("door-1"), counted };
    drill.refused(5.0, counted(-1), &below(0));
    drill.refused(5.0, counted(0), &Refusal::CountOfNobody);
    let five = drill.enter(6.0, counted(5));
    drill.enter(7.0, counted(-3));
    drill.refused(8.0, What::Undone { event: five }, &below(2));
    drill.refused(8.0, counted(i32::MIN), &below(2));
    assert_eq!(drill.outcome().people_out(), 2);
}

#[test]
fn exits_and_door_checks_reach_their_checkpoints() {
    let mut drill = Drill::started();
    drill.enter(40.0, counted(1));
    drill.enter(41.0, counted(-1));
    assert_eq!(drill.time("first-out-door-1"), None, "the slip of a hand is no person");
    drill.enter(50.0, counted(1));
    drill.enter(70.0, counted(5));
    drill.enter(90.0, counted(1));
    drill.enter(91.0, counted(-1));
    drill.enter(95.0, checked(DoorFinding::Propped));
    drill.enter(99.0, checked(DoorFinding::Closed));
    assert_eq!(drill.time("alarm"), Some(0.0));
    assert_eq!(drill.time("first-out-door-1"), Some(50.0));
    assert_eq!(drill.time("last-out-door-1"), Some(70.0));
    assert_eq!(drill.time("checked-door-2"), Some(95.0));
    assert_eq!(drill.outcome().total, Some(Seconds::new(70.0)));
    drill.enter(100.0, late(80.0, reached("last-out-door-1")));
    assert_eq!(drill.time("last-out-door-1"), Some(80.0), "an entry goes before what is derived");
    assert_eq!(drill.outcome().total, Some(Seconds::new(80.0)));
}

#[test]
fn an_entry_goes_before_what_was_derived_while_the_drill_runs() {
    let mut drill = Drill::started();
    let mut following = Outcome::default();
    for (at, what) in [(5.0, counted(1)), (6.0, reached("first-out-door-1"))] {
        drill.enter(at, what);
        following.follow(&drill.run);
    }
    assert_eq!(following, drill.outcome());
    assert_eq!(drill.time("first-out-door-1"), Some(6.0));
}

#[test]
fn the_newest_head_count_of_a_point_is_valid() {
    let mut drill = Drill::started();
    drill.enter(100.0, head_count(38));
    drill.enter(120.0, head_count(40));
    drill.enter(130.0, late(90.0, head_count(12)));
    let point = SiteElementId::new("site-1");
    let outcome = drill.outcome();
    assert_eq!(outcome.head_counts[&point].at, Seconds::new(120.0));
    assert_eq!(outcome.missing(), 0);
}

#[test]
fn injects_are_given_once_and_answered_once() {
    let mut drill = Drill::started();
    let inject = || InjectId::new("inject-1");
    let seen = || What::InjectAcknowledged { inject: inject() };
    drill.refused(10.0, seen(), &Refusal::NotFired(inject()));
    let fired = drill.enter(60.0, What::InjectFired { inject: inject() });
    let again = What::InjectFired { inject: inject() };
    drill.refused(61.0, again, &Refusal::AlreadyFired(inject()));
    drill.enter(75.0, seen());
    drill.refused(76.0, seen(), &Refusal::AlreadyAcknowledged(inject()));
    let undo = What::Undone { event: fired };
    drill.refused(77.0, undo, &Refusal::AlreadyAcknowledged(inject()));
    let times = drill.outcome().injects[&inject()];
    assert_eq!(times.fired, Some(Seconds::new(60.0)));
    assert_eq!(times.acknowledged, Some(Seconds::new(75.0)));
}

#[test]
fn a_log_with_a_gap_is_no_drill() {
    let mut drill = Drill::started();
    drill.enter(5.0, counted(1));
    drill.enter(6.0, counted(1));
    let mut events = drill.run.events().to_vec();
    events.remove(1);
    let expected = EventNumber::new(2).unwrap();
    let found = EventNumber::new(3).unwrap();
    let broken = Run::replay(scenario(), events);
    assert_eq!(broken, Err(BrokenLog::Number { expected, found }));
    let late_start = Run::replay(scenario(), drill.run.events()[1..].to_vec());
    assert!(late_start.is_err());
}

/// What somebody saw.
fn any_observation() -> impl Strategy<Value = What> + Clone {
    prop_oneof![
        prop::sample::select(&CHECKPOINTS[..]).prop_map(reached),
        (-6..9_i32, 1..3_u32).prop_map(|(people, exit)| What::Counted {
            exit: DoorId::new(&format!("door-{exit}")),
            people
        }),
        Just(checked(DoorFinding::Closed)),
        Just(checked(DoorFinding::Locked)),
        (30..42_u32).prop_map(head_count),
        (1..6_u32, prop::sample::select(Presence::ALL)).prop_map(|(person, presence)| {
            let person = PersonId::numbered(person);
            What::RollCalled { person, presence, point: None, absence: None }
        }),
        "[a-z]{0,4}".prop_map(|text| What::Noted { text }),
        prop::sample::select(&["inject-1", "inject-2"][..])
            .prop_map(|id| What::InjectFired { inject: InjectId::new(id) }),
        prop::sample::select(&["inject-1", "inject-2"][..])
            .prop_map(|id| What::InjectAcknowledged { inject: InjectId::new(id) }),
    ]
}

fn any_what() -> impl Strategy<Value = What> {
    let event = (1..40_u32).prop_map(|number| EventNumber::new(number).unwrap());
    let simple = any_observation();
    prop_oneof![
        12 => simple.clone(),
        2 => (0.0..300.0_f64, simple.clone()).prop_map(|(at, what)| late(at, what)),
        3 => (event.clone(), 0.0..300.0_f64, simple)
            .prop_map(|(event, at, what)| instead(event, at, what)),
        3 => event.clone().prop_map(|event| What::Undone { event }),
        2 => (event, 0.0..300.0_f64).prop_map(|(event, at)| corrected(event, at)),
        1 => Just(paused()),
        2 => Just(What::Resumed),
        1 => Just(What::ClockJumped { by: Seconds::new(-3600.0) }),
    ]
}

fn any_drill() -> impl Strategy<Value = (Drill, Vec<Event>)> {
    prop::collection::vec((0.0..9.0_f64, any_what()), 0..60).prop_map(|steps| {
        let mut drill = Drill::started();
        let mut at = 0.0;
        for (later, what) in steps {
            at += later;
            // What is refused must leave no trace; that is what the tests below look at.
            let _ = drill.try_enter(at, what);
        }
        let events = drill.run.events().to_vec();
        (drill, events)
    })
}

impl std::fmt::Debug for Drill {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.run.events()).finish()
    }
}

/// The times of an outcome without the numbers of its events.
fn times(outcome: &Outcome) -> BTreeMap<CheckpointId, Seconds> {
    outcome.times.iter().map(|(id, reached)| (id.clone(), reached.at)).collect()
}

proptest! {
    #[test]
    fn a_replay_gives_the_same_run((drill, events) in any_drill()) {
        let replayed = Run::replay(scenario(), events.clone()).unwrap();
        prop_assert_eq!(&replayed, &drill.run);
        prop_assert_eq!(Outcome::of(&scenario(), &events), drill.outcome());
        for (index, event) in events.iter().enumerate() {
            prop_assert_eq!(event.number.get() as usize, index + 1);
        }
    }

    #[test]
    fn an_outcome_that_follows_is_the_one_that_is_worked_out_anew((_, events) in any_drill()) {
        let mut run = Run::ready(scenario());
        let mut following = Outcome::default();
        for event in events {
            run.apply(event);
            following.follow(&run);
            prop_assert_eq!(&following, &Outcome::of(run.scenario(), run.events()));
        }
    }

    #[test]
    fn no_exit_ever_counts_below_zero((drill, _) in any_drill()) {
        prop_assert!(drill.run.counted(&DoorId::new("door-1")) >= 0);
        let outcome = drill.outcome();
        for exit in outcome.exits.values() {
            let standing: u32 = exit.corrected().iter().map(|(_, people)| people).sum();
            prop_assert_eq!(standing, exit.total());
        }
    }

    #[test]
    fn undoing_everything_leaves_nothing((mut drill, _) in any_drill()) {
        loop {
            let last = drill.run.undoable().next().map(|event| event.number);
            let Some(event) = last else { break };
            drill.enter(1000.0, What::Undone { event });
        }
        let outcome = drill.outcome();
        prop_assert!(drill.run.observations().is_empty());
        prop_assert_eq!(outcome.times.len(), 1, "only the alarm is left");
        prop_assert!(outcome.exits.is_empty() && outcome.notes.is_empty());
        prop_assert!(outcome.door_checks.is_empty() && outcome.injects.is_empty());
    }

    #[test]
    fn a_correction_and_its_undo_are_as_if_neither_had_been(
        (drill, _) in any_drill(),
        of in 0..60_usize,
        happened_at in 0.0..300.0_f64,
        what in prop::option::of(any_observation()),
        next in prop::collection::vec(any_what(), 8),
    ) {
        let number = EventNumber::new(1 + (of % drill.run.events().len()) as u32).unwrap();
        let what = what.map(Box::new);
        let reason = String::new();
        let happened_at = Seconds::new(happened_at);
        let mut after = Drill { run: drill.run.clone() };
        let correction = What::Corrected { event: number, happened_at, what, reason };
        if let Ok(correction) = after.try_enter(1000.0, correction) {
            prop_assert_eq!(after.run.undoable().next().map(|event| event.number), Some(correction));
            after.enter(1000.0, What::Undone { event: correction });
            prop_assert_eq!(after.outcome(), drill.outcome());
            prop_assert_eq!(after.run.observations(), drill.run.observations());
            let open = |drill: &Drill| -> Vec<_> {
                drill.run.undoable().map(|event| event.number).collect()
            };
            prop_assert_eq!(open(&after), open(&drill));
            for what in next {
                let mut before = Drill { run: drill.run.clone() };
                let mut then = Drill { run: after.run.clone() };
                let (before, then) =
                    (before.try_enter(1000.0, what.clone()), then.try_enter(1000.0, what));
                prop_assert_eq!(before.is_ok(), then.is_ok());
            }
        }
    }

    #[test]
    fn the_order_of_late_entries_does_not_matter(
        order in Just((0..6_usize).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let entries = [
            (20.0, reached("fire-reported")),
            (31.0, counted(4)),
            (55.0, counted(7)),
            (60.0, checked(DoorFinding::Closed)),
            (70.0, reached("cleared-space-1")),
            (90.0, head_count(40)),
        ];
        let outcome_of = |order: &[usize]| {
            let mut drill = Drill::started();
            for index in order {
                let (at, what) = entries[*index].clone();
                drill.enter(100.0, late(at, what));
            }
            drill.outcome()
        };
        let (sorted, shuffled) = (outcome_of(&[0, 1, 2, 3, 4, 5]), outcome_of(&order));
        prop_assert_eq!(times(&sorted), times(&shuffled));
        let door = DoorId::new("door-1");
        prop_assert_eq!(&sorted.exits[&door].counts, &shuffled.exits[&door].counts);
        prop_assert_eq!(sorted.total, shuffled.total);
    }

    #[test]
    fn a_late_entry_counts_like_one_in_time(at in 1.0..99.0_f64, which in 0..3_usize) {
        let what = [reached("fire-reported"), counted(3), checked(DoorFinding::Blocked)];
        let mut in_time = Drill::started();
        in_time.enter(at, what[which].clone());
        let mut late_drill = Drill::started();
        late_drill.enter(100.0, late(at, what[which].clone()));
        prop_assert_eq!(times(&in_time.outcome()), times(&late_drill.outcome()));
    }
}
