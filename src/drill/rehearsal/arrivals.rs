//! The roll call of a rehearsal: people are called as they arrive where they gather, those who are
//! missing at the head count with a reason; who never comes out stays missing, and who of the list is
//! not on the site is excused.

use std::collections::{BTreeMap, VecDeque};

use rand::RngExt;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

use crate::building::{Building, DoorId, Point, Site, SiteElementId};
use crate::drill::{Absence, CheckpointKind, Person, Presence, Scenario, What};

/// How fast people walk from their exit to where they gather, m/s: at ease, in the open.
const PACE: f64 = 1.2;
/// How long it takes the one who calls to find a name on the list, s.
const CALL: std::ops::Range<f64> = 4.0..16.0;
/// The way to a point that is not drawn, m.
const WAY: f64 = 50.0;

/// Somebody who has come out.
struct Arrival {
    at: f64,
    point: Option<SiteElementId>,
}

/// When the last count of a point was taken, and how many it missed; and the one before.
#[derive(Default)]
struct Counts {
    first: Option<(f64, u32)>,
    last: Option<(f64, u32)>,
    expected: u32,
}

/// The calls of `roster` that go with `script`, which holds the counts at exits and at assembly
/// points in the order of their times.
pub(super) fn calls(
    script: &[(f64, What)],
    roster: &[Person],
    scenario: &Scenario,
    building: &Building,
    site: &Site,
    random: &mut ChaCha8Rng,
) -> Vec<(f64, What)> {
    let counts = counts(script);
    let (missed, expected) = counts.values().fold((0, 0), |(missed, expected), count| {
        (missed + count.last.map_or(0, |(_, missed)| missed), expected + count.expected)
    });
    // The same share of the list stays in the building.
    let lost = f64::from(missed) / f64::from(expected.max(1)) * roster.len() as f64;
    let lost = (lost.round() as usize).max(usize::from(missed > 0)).min(roster.len());
    let end = end(script, scenario);
    let mut waiting: Vec<&Person> = roster.iter().collect();
    waiting.shuffle(random);
    let stay = waiting.split_off(waiting.len() - lost);
    let mut waiting = VecDeque::from(waiting);
    let mut calls = Vec::new();
    let mut here: BTreeMap<Option<SiteElementId>, Vec<&Person>> = BTreeMap::new();
    for arrival in arrivals(script, building, site, random) {
        let Some(place) = next(&waiting, arrival.point.as_ref()) else { break };
        let Some(person) = waiting.remove(place) else { break };
        let point = person.assembly_point.clone().or(arrival.point);
        let counted = point.as_ref().and_then(|point| counts.get(point)?.last);
        let before = counted.map_or(end, |(at, _)| at.min(end)) - 0.1;
        let at = (arrival.at + random.random_range(CALL)).min(before).max(0.5);
        calls.push((at, called(person, Presence::Safe, point.clone(), None)));
        here.entry(point).or_default().push(person);
    }
    // Who is not counted at first has been called missing, and comes from elsewhere.
    for (point, count) in &counts {
        let (Some((first, missed)), Some((last, _))) = (count.first, count.last) else { continue };
        let people = here.get(&Some(point.clone())).map(Vec::as_slice).unwrap_or_default();
        for person in people.iter().rev().take(missed as usize) {
            calls.retain(|(_, what)| !is_of(what, person));
            let why = if random.random_bool(0.5) { Absence::OtherPoint } else { Absence::AtWork };
            let safe = called(person, Presence::Safe, Some(point.clone()), None);
            calls.push((first, called(person, Presence::Missing, None, Some(why))));
            calls.push((last.min(end) - 0.05, safe));
        }
    }
    let given_up = counts.values().filter_map(|count| count.last);
    let given_up = given_up.map(|(at, _)| at).fold(0.0_f64, f64::max);
    let given_up = if given_up > 0.0 { given_up.min(end) } else { end } - 0.02;
    for person in stay {
        let why = Some(Absence::NoWayOut);
        calls.push((given_up, called(person, Presence::Missing, None, why)));
    }
    // A list that is longer than those in the building names people who are not on the site.
    let begun = calls.iter().map(|(at, _)| *at).fold(end - 0.02, f64::min);
    calls.extend(
        waiting.into_iter().map(|person| (begun, called(person, Presence::Excused, None, None))),
    );
    calls
}

fn called(
    person: &Person,
    presence: Presence,
    point: Option<SiteElementId>,
    absence: Option<Absence>,
) -> What {
    What::RollCalled { person: person.id.clone(), presence, point, absence }
}

fn is_of(what: &What, who: &Person) -> bool {
    matches!(what, What::RollCalled { person, .. } if *person == who.id)
}

/// Before when everybody has been called: all are accounted for, or it is over.
fn end(script: &[(f64, What)], scenario: &Scenario) -> f64 {
    let all = scenario.checkpoint_of(&CheckpointKind::AllAccountedFor).map(|one| &one.id);
    let ends = script.iter().filter(|(_, what)| match what {
        What::Reached { checkpoint } => Some(checkpoint) == all,
        what => *what == What::Finished,
    });
    ends.map(|(at, _)| *at).fold(f64::INFINITY, f64::min)
}

fn counts(script: &[(f64, What)]) -> BTreeMap<SiteElementId, Counts> {
    let mut counts: BTreeMap<SiteElementId, Counts> = BTreeMap::new();
    for (at, what) in script {
        let What::HeadCounted { point, expected, present } = what else { continue };
        let missed = expected.saturating_sub(*present);
        let count = counts.entry(point.clone()).or_default();
        count.expected = *expected;
        count.first = count.last.replace((*at, missed));
    }
    for count in counts.values_mut() {
        // Who is missing at the last count as well does not come.
        let stay = count.last.map_or(0, |(_, missed)| missed);
        count.first = count.first.map(|(at, missed)| (at, missed.saturating_sub(stay)));
    }
    counts
}

/// Everybody who is counted at an exit, where and when they arrive.
fn arrivals(
    script: &[(f64, What)],
    building: &Building,
    site: &Site,
    random: &mut ChaCha8Rng,
) -> Vec<Arrival> {
    let ways: BTreeMap<DoorId, (Option<SiteElementId>, f64)> = building
        .exits()
        .map(|(_, door)| (door.id.clone(), way(door.line.middle(), site)))
        .collect();
    let mut arrivals = Vec::new();
    for (at, what) in script {
        let What::Counted { exit, people } = what else { continue };
        let (point, metres) = ways.get(exit).cloned().unwrap_or((None, WAY));
        for _ in 0..(*people).max(0) {
            let at = at + metres / (PACE * random.random_range(0.8..1.2));
            arrivals.push(Arrival { at, point: point.clone() });
        }
    }
    arrivals.sort_by(|a, b| a.at.total_cmp(&b.at));
    arrivals
}

/// The assembly point that is nearest to an exit, and how far it is, m.
fn way(from: Point, site: &Site) -> (Option<SiteElementId>, f64) {
    let points = site.assembly_points.iter().map(|point| {
        let middle = point.area.label_point();
        (Some(point.id.clone()), from.distance(middle))
    });
    points.min_by(|a, b| a.1.total_cmp(&b.1)).unwrap_or((None, WAY))
}

/// The place of the person who comes next: of those who gather at this point, if there is one left.
fn next(waiting: &VecDeque<&Person>, point: Option<&SiteElementId>) -> Option<usize> {
    let fits = |person: &&Person| {
        person.assembly_point.is_none() || person.assembly_point.as_ref() == point
    };
    waiting.iter().position(fits).or_else(|| (!waiting.is_empty()).then_some(0))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use rand::SeedableRng;

    use super::*;
    use crate::building::BuildingId;
    use crate::drill::{PersonId, PersonKind, ScenarioId};

    fn person(number: u32) -> Person {
        Person {
            id: PersonId::numbered(number),
            name: format!("P{number}"),
            department: String::new(),
            shift: String::new(),
            kind: PersonKind::Employee,
            reduced_mobility: false,
            assembly_point: None,
        }
    }

    fn script(people: i32, expected: u32, first: u32, last: u32) -> Vec<(f64, What)> {
        let exit = DoorId::new("exit");
        let point = SiteElementId::new("point");
        let count = |present| What::HeadCounted { point: point.clone(), expected, present };
        let mut script: Vec<(f64, What)> = (0..people)
            .map(|n| (30.0 + f64::from(n), What::Counted { exit: exit.clone(), people: 1 }))
            .collect();
        script.extend([(280.0, count(first)), (300.0, count(last)), (320.0, What::Finished)]);
        script
    }

    /// What became of each at the end, and whether it was otherwise before.
    fn called(roster: &[Person], script: &[(f64, What)]) -> BTreeMap<PersonId, Vec<Presence>> {
        let scenario = Scenario::new(ScenarioId::new("s"), "S", BuildingId::new("b"));
        let building = Building::new(BuildingId::new("b"), "B", "1F");
        let mut random = ChaCha8Rng::seed_from_u64(3);
        let site = Site::default();
        let mut calls = calls(script, roster, &scenario, &building, &site, &mut random);
        calls.sort_by(|a, b| a.0.total_cmp(&b.0));
        assert!(calls.iter().all(|(at, _)| *at < 320.0), "before it is over");
        let mut of: BTreeMap<PersonId, Vec<Presence>> = BTreeMap::new();
        for (_, what) in calls {
            let What::RollCalled { person, presence, .. } = what else { unreachable!() };
            of.entry(person).or_default().push(presence);
        }
        of
    }

    #[test]
    fn everybody_who_comes_out_is_called_once_and_safe() {
        let roster: Vec<Person> = (1..=40).map(person).collect();
        let called = called(&roster, &script(40, 40, 40, 40));
        assert_eq!(called.len(), 40);
        assert!(called.values().all(|calls| calls[..] == [Presence::Safe]));
    }

    #[test]
    fn who_never_comes_out_stays_missing() {
        let roster: Vec<Person> = (1..=40).map(person).collect();
        let called = called(&roster, &script(35, 40, 35, 35));
        let missing: BTreeSet<_> =
            called.values().filter(|calls| calls[..] == [Presence::Missing]).collect();
        assert_eq!(called.len(), 40);
        assert!(!missing.is_empty());
        let count = called.values().filter(|calls| calls.last() == Some(&Presence::Missing));
        assert_eq!(count.count(), 5);
    }

    #[test]
    fn a_list_longer_than_the_crowd_names_people_who_are_not_there() {
        let roster: Vec<Person> = (1..=12).map(person).collect();
        let called = called(&roster, &script(10, 10, 10, 10));
        let of = |presence| called.values().filter(|calls| calls[..] == [presence]).count();
        assert_eq!((of(Presence::Safe), of(Presence::Excused)), (10, 2));
    }

    #[test]
    fn a_list_shorter_than_the_crowd_is_called_to_its_end() {
        let roster: Vec<Person> = (1..=8).map(person).collect();
        let called = called(&roster, &script(40, 40, 40, 40));
        assert_eq!(called.len(), 8);
    }
}
