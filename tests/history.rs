//! Drills over the years: comparison against each baseline, what differed, follow-up.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::sync::Arc;

use jiff::civil::date;
use muster::building::{BuildingId, ElementId};
use muster::drill::{
    ActionState, Checkpoint, CheckpointId, CheckpointKind, DoorFinding, Ending, Event, Impairment,
    Outcome, Passages, Pauses, Record, Scenario, ScenarioId, Severity, TakenUp, What,
};
use muster::history::{
    Against, Agreement, Baseline, Comparability, Comparison, Drill, Filter, FireDoors, LaneOf,
    Parts, StairClear, TOTAL, best_parts, carried_over, days_to_fix, differences, flow_curve,
    follow_ups, lanes, stair_clear,
};
use muster::language::{Choice, Language};
use muster::samples;
use muster::store::Book;
use muster::units::Seconds;

/// The records of the sample plant's day shift, oldest first.
fn day_shift() -> Vec<Arc<Record>> {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("book");
    samples::write("valve-plant", &root).unwrap();
    let (book, _) = Book::open(&root).unwrap();
    let records = book.records.values().filter(|r| r.scenario.id.as_str() == "day-shift-fire");
    records.cloned().collect()
}

fn total(comparison: &Comparison) -> &muster::history::Row {
    comparison.rows.iter().find(|row| row.id.as_str() == TOTAL).unwrap()
}

#[test]
fn drills_are_in_the_order_of_their_days_whatever_order_they_come_in() {
    let mut records = day_shift();
    records.reverse();
    let comparison = Comparison::of(&records);
    let days: Vec<_> = comparison.drills.iter().map(|d| d.record.started).collect();
    assert!(days.is_sorted());
}

#[test]
fn the_newest_drill_is_set_against_each_baseline() {
    let comparison = Comparison::of(&day_shift());
    let row = total(&comparison);
    let times: Vec<f64> = row.times.iter().map(|time| time.unwrap().get()).collect();
    let (newest, before) = times.split_last().unwrap();
    let last = before.len();
    let against = |baseline| comparison.baseline(row, last, baseline).unwrap().get();
    assert_eq!(against(Baseline::Previous), *before.last().unwrap());
    assert_eq!(against(Baseline::Best), before.iter().copied().fold(f64::INFINITY, f64::min));
    let mean = before.iter().sum::<f64>() / before.len() as f64;
    assert!((against(Baseline::Average) - mean).abs() < 1e-9);
    let delta = comparison.delta(row, last, Baseline::Previous).unwrap();
    assert!((delta.get() - (newest - before.last().unwrap())).abs() < 1e-9);
    assert!(delta < Seconds::ZERO, "the plant became faster");
}

#[test]
fn the_first_drill_has_nothing_before_it() {
    let comparison = Comparison::of(&day_shift());
    for baseline in [Baseline::Previous, Baseline::Best, Baseline::Average, Baseline::Median] {
        assert_eq!(comparison.baseline(total(&comparison), 0, baseline), None);
    }
}

#[test]
fn rehearsals_and_drills_that_were_cut_off_count_for_nothing() {
    let mut records = day_shift();
    let last = records.len() - 1;
    let best = |records: &[Arc<Record>]| {
        let comparison = Comparison::of(records);
        comparison.baseline(total(&comparison), last, Baseline::Best)
    };
    let fastest = Comparison::of(&records);
    let index = (0..last).min_by_key(|i| total(&fastest).times[*i]).unwrap();
    let before = best(&records);
    Arc::make_mut(&mut records[index]).rehearsal = true;
    assert!(best(&records) > before);
    Arc::make_mut(&mut records[index]).rehearsal = false;
    assert_eq!(best(&records), before);
    Arc::make_mut(&mut records[index]).ending = Ending::Interrupted;
    assert!(best(&records) > before);
}

#[test]
fn a_checkpoint_that_only_some_drills_have_leaves_gaps() {
    let mut records = day_shift();
    let gone = CheckpointId::new("first-attack");
    let newest = Arc::make_mut(records.last_mut().unwrap());
    Arc::make_mut(&mut newest.scenario).checkpoints.retain(|checkpoint| checkpoint.id != gone);
    newest.events.retain(|event| event.what != What::Reached { checkpoint: gone.clone() });
    let comparison = Comparison::of(&records);
    let row = comparison.rows.iter().find(|row| row.id == gone).unwrap();
    assert_eq!(row.times.last(), Some(&None));
    assert!(row.times[0].is_some());
    assert_eq!(comparison.delta(row, row.times.len() - 1, Baseline::Previous), None);
}

#[test]
fn two_equal_drills_do_not_differ_and_another_shift_matters() {
    let record = day_shift().pop().unwrap();
    assert!(differences(&record, &record).is_empty());
    let mut other = Record::clone(&record);
    Arc::make_mut(&mut other.scenario).shift = "夜班".to_owned();
    assert!(differences(&record, &other).iter().any(|difference| difference.matters));
    let mut changed = Record::clone(&record);
    let door = changed.building.storeys[0].doors[0].id.clone();
    Arc::make_mut(&mut changed.building).door_mut(&door).unwrap().name.push('a');
    let found = differences(&record, &changed);
    assert_eq!(found.len(), 1);
    assert!(!found[0].matters, "another name is worth knowing, the times still compare");
    Arc::make_mut(&mut changed.building).door_mut(&door).unwrap().clear_width += 0.1;
    let found = differences(&record, &changed);
    assert_eq!(found.len(), 1);
    assert!(found[0].matters, "more people get through a wider door");
    assert!(Language::English.say(&found[0].message).contains(" m → "));
}

#[test]
fn a_building_with_one_way_out_less_does_not_compare() {
    let record = day_shift().pop().unwrap();
    let matter = |changed: &Record| {
        let there = differences(&record, changed).iter().any(|difference| difference.matters);
        let back = differences(changed, &record).iter().any(|difference| difference.matters);
        assert_eq!(there, back, "whichever is the older one");
        there
    };
    let mut without_exit = Record::clone(&record);
    let exit = record.building.exits().next().unwrap().1.id.clone();
    for storey in &mut Arc::make_mut(&mut without_exit.building).storeys {
        storey.doors.retain(|door| door.id != exit);
    }
    assert!(matter(&without_exit));
    let mut without_stair = Record::clone(&record);
    Arc::make_mut(&mut without_stair.building).stairs.pop();
    assert!(matter(&without_stair));
    let mut renamed = Record::clone(&record);
    Arc::make_mut(&mut renamed.building).storeys[0].spaces[0].name.push('a');
    assert!(!matter(&renamed));
}

#[test]
fn drills_that_do_not_compare_are_named_with_the_reason_whichever_is_looked_at() {
    let mut records = day_shift();
    Arc::make_mut(&mut Arc::make_mut(&mut records[1]).scenario).shift = "夜班".to_owned();
    Arc::make_mut(&mut records[2]).rehearsal = true;
    let comparison = Comparison::of(&records);
    let newest = records.len() - 1;
    let with_newest = Comparability::with(&comparison, newest);
    assert_eq!(with_newest.obstacles(newest), []);
    let said = Language::English.say(&with_newest.obstacles(1)[0]);
    assert!(said.starts_with("Another shift"), "{said}");
    let said = Language::English.say(&with_newest.obstacles(2)[0]);
    assert!(said.contains("rehearsal"), "{said}");
    let with_night = Comparability::with(&comparison, 1);
    assert_eq!(with_night.apart(), records.len() - 1, "seen from the night, all others are apart");
    assert_eq!(Comparability::with(&comparison, records.len()), Comparability::default());
}

#[test]
fn best_and_average_are_those_of_the_same_scenario_alone() {
    let mut records = day_shift();
    let newest = records.len() - 1;
    let best = |records: &[Arc<Record>]| {
        let comparison = Comparison::of(records);
        let row = total(&comparison).clone();
        let time = comparison.baseline(&row, newest, Baseline::Best);
        (time, comparison.sample(&row, newest))
    };
    let (before, sample) = best(&records);
    let comparison = Comparison::of(&records);
    let quickest = (0..newest).min_by_key(|at| total(&comparison).times[*at]).unwrap();
    let other = &mut Arc::make_mut(&mut records[quickest]).scenario;
    Arc::make_mut(other).id = ScenarioId::new("other");
    let (after, fewer) = best(&records);
    assert!(after > before, "the quickest is a drill of something else now");
    assert_eq!(fewer, sample - 1);
}

#[test]
fn a_drill_is_set_beside_the_prediction_of_its_day() {
    let record = day_shift().pop().unwrap();
    let drill = Drill::of(&record);
    let agreement = Agreement::of(&drill);
    let prediction = record.prediction.as_ref().unwrap();
    let alarm = record.scenario.checkpoint_of(&CheckpointKind::Alarm).unwrap();
    assert_eq!(agreement.checkpoints.len(), prediction.times.len() - 1, "the alarm is both's zero");
    for row in &agreement.checkpoints {
        assert_ne!(row.checkpoint, alarm.id);
        let kept = prediction.times.iter().find(|time| time.checkpoint == row.checkpoint).unwrap();
        assert_eq!((row.predicted, row.measured), (kept.at, drill.outcome.time(&row.checkpoint)));
    }
    let people: u32 = agreement.exits.iter().map(|row| row.measured.people).sum();
    assert_eq!(people, drill.outcome.people_out());
    for row in &agreement.exits {
        for passed in [&row.predicted, &row.measured] {
            assert_eq!(passed.curve.last().map_or(0, |(_, out)| *out), passed.people);
        }
    }
    // The middle of the differences, taken by hand.
    let by: Vec<f64> = agreement
        .checkpoints
        .iter()
        .filter_map(|r| Some((r.measured? - r.predicted).get()))
        .collect();
    let mut sorted = by.clone();
    sorted.sort_by(f64::total_cmp);
    let middle = (sorted[(by.len() - 1) / 2] + sorted[by.len() / 2]) / 2.0;
    let later = agreement.later().unwrap();
    assert_eq!((later.typical.get(), later.checkpoints), (middle, by.len()));
    let mut none = Record::clone(&record);
    none.prediction = None;
    let agreement = Agreement::of(&Drill::of(&Arc::new(none)));
    assert!(agreement.checkpoints.is_empty() && agreement.later().is_none());
    assert!(!agreement.exits.is_empty(), "exits are predicted anew");
}

#[test]
fn what_is_assumed_blocked_is_told_by_name_and_in_which_drill() {
    let record = day_shift().pop().unwrap();
    let mut other = Record::clone(&record);
    let stair = other.building.stairs[0].clone();
    Arc::make_mut(&mut other.scenario).impairments.push(Impairment::StairBlocked(stair.id));
    let said = |older: &Record, newer: &Record| {
        let found = differences(older, newer);
        assert!(found[0].matters);
        Language::English.say(&found[0].message)
    };
    assert!(said(&record, &other).contains(&stair.name));
    assert!(said(&record, &other).contains("later one only"));
    assert!(said(&other, &record).contains("earlier one only"));
}

#[test]
fn a_filter_admits_what_fits_all_it_asks_for() {
    let record = day_shift().pop().unwrap();
    assert!(Filter::default().admits(&record));
    let fitting = Filter {
        building: Some(record.building.id.clone()),
        scenario: Some(record.scenario.id.clone()),
        shift: Some(record.scenario.shift.clone()),
        announced: Some(record.scenario.announced),
        year: Some(record.started.date().year()),
    };
    assert!(fitting.admits(&record));
    let wrong = [
        Filter { building: Some(BuildingId::new("other")), ..fitting.clone() },
        Filter { scenario: Some(ScenarioId::new("other")), ..fitting.clone() },
        Filter { shift: Some("other".to_owned()), ..fitting.clone() },
        Filter { announced: Some(!record.scenario.announced), ..fitting.clone() },
        Filter { year: Some(1999), ..fitting },
    ];
    for filter in wrong {
        assert!(!filter.admits(&record), "{filter:?}");
    }
}

#[test]
fn a_flow_curve_rises_from_nobody_to_the_count_of_its_exit() {
    for record in day_shift() {
        let outcome = Outcome::of(&record.scenario, &record.events);
        assert!(!outcome.exits.is_empty());
        for count in outcome.exits.values() {
            let curve = flow_curve(count);
            assert_eq!(curve[0], (Seconds::ZERO, 0));
            assert_eq!(curve.last().unwrap().1, count.total());
            assert!(curve.is_sorted(), "{curve:?}");
        }
    }
}

/// An emergency is kept beside the drills, and neither praised, nor blamed, nor a measure for them.
#[test]
fn a_real_emergency_is_set_against_nothing_and_nothing_against_it() {
    let mut records = day_shift();
    let last = records.len() - 1;
    let drills = Comparison::of(&records);
    let record = Arc::make_mut(&mut records[last - 1]);
    record.ending = Ending::RealEmergency;
    let comparison = Comparison::of(&records);
    let total = &comparison.rows[0];
    assert!(total.times[last - 1].is_some(), "its times are kept");
    assert!(drills.delta(&drills.rows[0], last - 1, Baseline::Previous).is_some());
    for baseline in Baseline::ALL {
        for row in &comparison.rows {
            assert_eq!(comparison.delta(row, last - 1, *baseline), None);
        }
        for row in &comparison.marks {
            assert_eq!(comparison.mark_baseline(row, last - 1, *baseline), None);
        }
    }
    assert_eq!(comparison.against(total, last, Against::Drill(last - 1)), None);
    assert_eq!(comparison.against(total, last - 1, Against::Drill(last)), None);
    assert_eq!(comparison.against(total, last, Against::Drill(0)), total.times[0]);
    let previous = comparison.baseline(total, last, Baseline::Previous);
    assert_eq!(previous, total.times[last - 2], "the one before the emergency");
    let apart = Comparability::with(&comparison, last);
    assert!(!apart.obstacles(last - 1).is_empty());
    let drill = &comparison.drills[last - 1];
    let passages = Passages::of(&drill.record);
    assert!(lanes(drill, &passages).iter().all(|lane| lane.target.is_none()));
}

#[test]
fn a_door_found_wrong_is_offered_once_until_a_finding_takes_it_up() {
    let mut record = Record::clone(&day_shift()[0]);
    let checks = |record: &Record| {
        let outcome = Outcome::of(&record.scenario, &record.events);
        record.untaken_door_checks(&outcome).into_iter().cloned().collect::<Vec<_>>()
    };
    assert!(checks(&record).is_empty(), "its finding names the door");
    record.findings.retain(|finding| finding.element.is_none());
    let offered = checks(&record);
    assert_eq!(offered.len(), 1);
    assert_eq!(offered[0].found, DoorFinding::Propped);
    let started = record.started;
    let taken_up = || TakenUp { at: started, by: "李娜".to_owned() };
    let id = record.take_up(&offered[0], "3F-S propped".to_owned(), taken_up());
    let again = record.take_up(&offered[0], "the same".to_owned(), taken_up());
    assert_eq!(id, again, "whoever takes it up first");
    let taken = record.findings.iter().find(|finding| finding.id == id).unwrap();
    assert_eq!((taken.severity, taken.found), (Severity::Major, record.started.date()));
    assert_eq!(record.findings.iter().filter(|finding| finding.id == id).count(), 1);
    assert_eq!(taken.taken_up, Some(taken_up()));
    assert!(checks(&record).is_empty());
    // The same door, found in the same way once more, is no second finding; in another way it is.
    for (found, offers) in [(DoorFinding::Propped, 0), (DoorFinding::Blocked, 1)] {
        let last = record.events.last().unwrap();
        let what = What::EnteredLate {
            happened_at: Seconds::new(1.0),
            what: Box::new(What::DoorChecked { door: offered[0].door.clone(), found }),
            source: String::new(),
        };
        let number = last.number.next();
        let event = Event { number, what, ..last.clone() };
        record.events.push(event);
        assert_eq!(checks(&record).len(), offers, "{found:?}");
    }
    record.findings.clear();
    record.rehearsal = true;
    assert!(checks(&record).is_empty(), "the doors of a rehearsal are made up");
}

#[test]
fn an_action_is_overdue_only_while_it_is_open() {
    let mut records = day_shift();
    let today = date(2026, 11, 24);
    let with = records
        .iter()
        .position(|record| record.findings.iter().any(|finding| finding.action.is_some()));
    let record = Arc::make_mut(&mut records[with.unwrap()]);
    record.findings.retain(|finding| finding.action.is_some());
    record.findings.truncate(1);
    let action = record.findings[0].action.as_mut().unwrap();
    action.state = ActionState::Open;
    action.due = Some(date(2026, 11, 23));
    let single = [Arc::new(record.clone())];
    assert_eq!(follow_ups(&single, today)[0].overdue_days, Some(1));
    let on_the_day = &follow_ups(&single, date(2026, 11, 23))[0];
    assert_eq!(on_the_day.overdue_days, None, "due today is not overdue");
    record.findings[0].action.as_mut().unwrap().state = ActionState::Done;
    assert_eq!(follow_ups(&[Arc::new(record.clone())], today)[0].overdue_days, None);
}

#[test]
fn the_parts_of_a_drill_add_up_and_no_drill_is_better_than_the_best_of_them() {
    let drills: Vec<Drill> = day_shift().iter().map(Drill::of).collect();
    let best = best_parts(&drills).unwrap();
    let sums: Vec<Seconds> = drills.iter().map(|drill| Parts::of(drill).sum().unwrap()).collect();
    for (drill, sum) in drills.iter().zip(&sums) {
        assert!((sum.get() - drill.outcome.accounted_for.unwrap().get()).abs() < 1e-9);
        assert!(best.sum().unwrap() <= *sum);
    }
    assert_eq!(best_parts([]), None);
}

#[test]
fn the_propped_fire_door_is_missing_from_the_share_of_the_first_drill_only() {
    let doors: Vec<FireDoors> =
        day_shift().iter().map(|record| FireDoors::of(&Drill::of(record))).collect();
    assert_eq!(doors[0].checked - doors[0].good, 1, "{doors:?}");
    assert!(doors[1..].iter().all(|doors| doors.share() == Some(1.0)), "{doors:?}");
    assert_eq!(FireDoors::default().share(), None);
}

#[test]
fn days_to_fix_count_from_finding_to_verified_whatever_today_is() {
    let first = [Arc::clone(&day_shift()[0])];
    let on = |today| days_to_fix(&follow_ups(&first, today));
    // From 2024-06-14 to 2024-08-20, and to 2024-06-28.
    let expected = Some((f64::midpoint(67.0, 14.0), 2));
    assert_eq!(on(date(2026, 11, 24)), expected);
    assert_eq!(on(date(2030, 1, 1)), expected);
    assert_eq!(days_to_fix(&[]), None);
}

#[test]
fn what_was_left_open_comes_back_as_a_checkpoint_until_it_is_verified() {
    let mut records = day_shift();
    let building = records[0].building.clone();
    let mut scenario = Scenario::clone(&records[0].scenario);
    scenario.checkpoints.retain(|c| !matches!(c.kind, CheckpointKind::DoorChecked(_)));
    let ids = |records: &[Arc<Record>], scenario: &Scenario| {
        let carried = carried_over(records, &building, scenario);
        carried.iter().map(|checkpoint| checkpoint.id.to_string()).collect::<Vec<_>>()
    };
    for record in &mut records {
        for finding in &mut Arc::make_mut(record).findings {
            let action = finding.action.as_mut().unwrap();
            action.state = ActionState::VerifiedClosed;
        }
    }
    assert_eq!(ids(&records, &scenario), [""; 0]);
    for finding in &mut Arc::make_mut(&mut records[0]).findings {
        finding.action.as_mut().unwrap().reopen(date(2026, 7, 1));
    }
    // One of the two is about the door, the other about a roll: something to look at.
    assert_eq!(ids(&records, &scenario), ["checked-door-70", "finding-2-2024-06-14"]);
    scenario.checkpoints.extend(carried_over(&records, &building, &scenario));
    assert_eq!(ids(&records, &scenario), [""; 0], "nothing is offered twice");
}

#[test]
fn lanes_end_when_their_storey_was_clear_and_their_exit_empty() {
    let record = day_shift().pop().unwrap();
    let drill = Drill::of(&record);
    let passages = Passages::of(&record);
    let all = lanes(&drill, &passages);
    let storeys = record.building.storeys.iter().rev().map(|storey| ElementId::from(&storey.id));
    let first: Vec<_> = all.iter().take(4).map(|lane| lane.of.clone()).collect();
    assert_eq!(first, storeys.map(LaneOf::Element).collect::<Vec<_>>());
    for stair in &record.building.stairs {
        let lane = all.iter().find(|lane| lane.of == LaneOf::Element((&stair.id).into())).unwrap();
        let above: Vec<_> = stair.storeys_above(&record.building).collect();
        let times = above.iter().filter_map(|storey| {
            let kind = CheckpointKind::StoreyCleared((*storey).clone());
            drill.outcome.time(&record.scenario.checkpoint_of(&kind)?.id)
        });
        assert!(times.max().is_some(), "{}", stair.name);
        // Each leads to an exit of its own, whose last person is the stair's.
        let at = lane.span.unwrap().1;
        let seen = StairClear { at, seen: true };
        assert_eq!(stair_clear(&drill, stair, &passages), Some(seen), "{}", stair.name);
        let mut exits = drill.outcome.exits.values().map(|exit| exit.corrected().last().unwrap().0);
        assert!(exits.any(|last| last == at), "{}", stair.name);
        assert!(above.iter().all(|storey| **storey != record.building.storeys[0].id));
    }
    let people: u32 = all.iter().filter_map(|lane| lane.people).sum();
    assert_eq!(people, drill.outcome.people_out());
    let last = all.iter().filter(|lane| lane.people.is_some());
    let last = last.filter_map(|lane| Some(lane.span?.1)).max();
    assert_eq!(last, drill.outcome.total);
    assert!(all.iter().any(|lane| lane.predicted.is_some()));
}

#[test]
fn a_stair_is_clear_by_what_was_seen_and_else_by_the_way_down() {
    let mut record = Record::clone(&day_shift().pop().unwrap());
    record.events.retain(|event| !matches!(event.what, What::Counted { .. }));
    let mut scenario = Scenario::clone(&record.scenario);
    scenario.checkpoints.retain(|c| !matches!(c.kind, CheckpointKind::ExitLast(_)));
    record.scenario = Arc::new(scenario.clone());
    let stair = record.building.stairs[0].clone();
    let clear = |record: &Record| {
        let drill = Drill::of(&Arc::new(record.clone()));
        stair_clear(&drill, &stair, &Passages::of(record)).unwrap()
    };
    // Nobody counted at an exit: the last storey above, and the way down as predicted.
    let estimated = clear(&record);
    assert!(!estimated.seen);
    let passages = Passages::of(&record);
    let predicted = passages.stairs.iter().find(|p| p.stair == stair.id).unwrap();
    let drill = Drill::of(&Arc::new(record.clone()));
    let entered = stair.storeys_above(&record.building).filter_map(|storey| {
        let kind = CheckpointKind::StoreyCleared(storey.clone());
        drill.outcome.time(&record.scenario.checkpoint_of(&kind)?.id)
    });
    let down = predicted.clear - predicted.entered;
    assert_eq!(estimated.at, entered.max().unwrap() + down);
    // Somebody said that its lowest landing was clear.
    let kind = CheckpointKind::SpaceCleared(stair.levels[0].clone());
    scenario.checkpoints.push(Checkpoint::proposed(kind.clone()));
    record.scenario = Arc::new(scenario);
    let mut seen = record.events.last().unwrap().clone();
    seen.number = seen.number.next();
    seen.what = What::Reached { checkpoint: kind.proposed_id() };
    let at = Pauses::of(&record.events).clock_at(seen.at);
    record.events.push(seen);
    assert_eq!(clear(&record), StairClear { at, seen: true });
}
