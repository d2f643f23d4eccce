//! Exits and routes.

use super::scene::{
    at_once, building, by_exit, exit, flight, in_rows, occupancy, opening, person, room, total,
    walk,
};
use super::{Finding, Group, Model, Row};
use crate::building::{Building, DoorId, ElementId, Space};
use crate::egress::crowd::{ExitChoice, Goal, Person, Population, Settings, Speeds, people};
use crate::egress::flow::PreMovement;
use crate::language::{Message, msg};
use crate::units::Seconds;

pub(super) fn rows() -> Vec<Row> {
    let row =
        |id, source, title: Message, test| Row { id, source, title, group: Group::Choice, test };
    vec![
        row("rimea-8", "RiMEA 4.1.1, 8", msg!("verify-parameters"), parameters),
        row("rimea-10", "RiMEA 4.1.1, 10", msg!("verify-allocation"), allocation),
        row("imo-10", "MSC.1/Circ.1533, 10", msg!("verify-allocation"), allocation),
        row("nist-3.1", "NIST TN 1822, 3.1; ISO 20414, 8", msg!("verify-allocation"), allocation),
        row("rimea-11", "RiMEA 4.1.1, 11", msg!("verify-exit-choice"), queue),
        row("rimea-14", "RiMEA 4.1.1, 14", msg!("verify-route-choice"), |_| {
            Finding::not_applicable(msg!("verify-why-documented"))
        }),
        row("iso-17", "ISO 20414, 17", msg!("verify-shortcut"), shortcut),
        row("nist-2.9", "NIST TN 1822, 2.9; ISO 20414, 14", msg!("verify-groups"), groups),
        row("nist-3.2", "NIST TN 1822, 3.2; ISO 20414, 15", msg!("verify-social"), social),
        row("nist-3.3", "NIST TN 1822, 3.3; ISO 20414, 16", msg!("verify-familiar"), familiar),
        row("nist-4.1", "NIST TN 1822, 4.1; ISO 20414, 9", msg!("verify-exit-closes"), closes),
    ]
}

/// One parameter at a time, in a room above a stair.
fn parameters(model: &dyn Model) -> Finding {
    let time = |speed: f64, start: f64, count: u32| {
        let start = Seconds::new(start);
        let settings = Settings {
            population: Population::of(Speeds::Fixed(speed)),
            pre_movement: PreMovement { first: start, last: start },
            ..Settings::default()
        };
        let crowd = people(&occupancy(&[("high", count)]), &settings);
        total(model, &flight(8.0, 1.2, false), &crowd, &settings)
    };
    let by_speed = [0.8, 1.1, 1.4].map(|speed| time(speed, 0.0, 60));
    let by_start = [0.0, 30.0, 60.0].map(|start| time(1.2, start, 60));
    let by_count = [30, 60, 120].map(|count| time(1.2, 0.0, count));
    let falls = by_speed.is_sorted_by(|a, b| a > b);
    let rises = |times: &[f64; 3]| times.is_sorted_by(|a, b| a < b) && times[2].is_finite();
    let list = |times: [f64; 3]| times.map(|time| format!("{time:.0}")).join(", ");
    let found = format!("{}; {}; {}", list(by_speed), list(by_start), list(by_count));
    let pass = falls && rises(&by_start) && rises(&by_count);
    Finding::new("T ↓ v; T ↑ t; T ↑ n", found, "s", pass)
}

/// 12 cabins in two rows on a corridor, an exit at either end.
fn cabins() -> Building {
    let mut spaces: Vec<Space> = vec![room("corridor", (0., 5.), (30., 7.))];
    let mut doors =
        vec![exit("main", (0., 5.5), (0., 6.5)), exit("secondary", (30., 5.5), (30., 6.5))];
    for n in 0..12 {
        let x = 5.0 * f64::from(n % 6);
        let (low, wall) = if n < 6 { (0., 5.) } else { (7., 7.) };
        spaces.push(room(&format!("cabin{}", n + 1), (x, low), (x + 5., low + 5.)));
        let door = opening(&format!("d{}", n + 1), (x + 2., wall), (x + 2.9, wall));
        doors.push(door);
    }
    building(spaces, doors)
}

fn allocation(model: &dyn Model) -> Finding {
    let settings = at_once(1, Speeds::IMO_MEN_30_50);
    let mut crowd: Vec<Person> = Vec::new();
    for n in 1..=12 {
        let to = if matches!(n, 5 | 6 | 11 | 12) { "secondary" } else { "main" };
        let cabin = format!("cabin{n}");
        let count = if n == 1 { 1 } else { 2 };
        for mut person in people(&occupancy(&[(&cabin, count)]), &settings) {
            person.goal = Goal::Exit(DoorId::new(to));
            crowd.push(person);
        }
    }
    let end = walk(model, &cabins(), &crowd, &settings, |_| false);
    let wrong = end.agents().zip(&crowd).filter(|(agent, person)| match &person.goal {
        Goal::Exit(exit) => agent.exit.as_ref() != Some(exit),
        Goal::Out => true,
    });
    let wrong = wrong.count();
    let counts = by_exit(&end);
    let of = |exit: &str| counts.get(exit).copied().unwrap_or_default();
    let found = format!("{}; {}", of("main"), of("secondary"));
    Finding::new("15; 8", found, "", wrong == 0 && of("main") == 15 && of("secondary") == 8)
}

fn queue(model: &dyn Model) -> Finding {
    let plan = building(
        vec![room("r", (0., 0.), (30., 20.))],
        vec![exit("near", (21.5, 0.), (22.5, 0.)), exit("far", (27.5, 0.), (28.5, 0.))],
    );
    let mut all_out = true;
    let mut nears = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map(|seed| {
        let settings =
            Settings { exit_choice: ExitChoice::Quickest, ..at_once(seed, Speeds::IMO_MEN_30_50) };
        let mut crowd = people(&occupancy(&[("r", 1000)]), &settings);
        in_rows(&mut crowd, (0.5, 0.5), (0.48, 0.48), 40);
        let counts = by_exit(&walk(model, &plan, &crowd, &settings, |_| false));
        let of = |exit: &str| counts.get(exit).copied().unwrap_or_default();
        all_out &= of("far") > 0 && of("near") + of("far") == 1000;
        of("near")
    });
    nears.sort_unstable();
    let median = u32::midpoint(nears[4], nears[5]);
    let pass = median > 500 && all_out;
    let found = format!("{median} > {} ({}–{})", 1000 - median, nears[0], nears[9]);
    Finding::new("n₁ > n₂ > 0", found, "", pass).because(msg!("verify-why-ten-seeds"))
}

/// Two rooms, joined above by two stairs and a hall, and below by a corridor that goes a long way.
fn ring() -> Building {
    use crate::building::{Polygon, SpaceId, SpaceUse, Stair, StairId, Storey, StoreyId};
    let landing = |id: &str, x: f64| {
        let mut landing = room(id, (x, 0.), (x + 4., 4.));
        landing.usage = SpaceUse::Stair;
        landing
    };
    let corners = [
        (0., 0.),
        (0., -70.),
        (28., -70.),
        (28., 0.),
        (24., 0.),
        (24., -66.),
        (4., -66.),
        (4., 0.),
    ];
    let outline = Polygon(corners.map(|(x, y)| super::scene::p(x, y)).to_vec());
    let long = Space::new(SpaceId::new("long"), "long", SpaceUse::Corridor, outline);
    let mut plan = building(
        vec![landing("w", 0.), landing("e", 24.), long],
        vec![
            opening("way-w", (1., 0.), (3., 0.)),
            opening("way-e", (25., 0.), (27., 0.)),
            exit("out", (28., 1.), (28., 3.)),
        ],
    );
    let mut above = Storey::new(StoreyId::new("2f"), "2F", 3.0);
    above.spaces =
        vec![landing("w2", 0.), landing("e2", 24.), room("hall", (4., 0.), (24., 4.))].into();
    above.doors =
        vec![opening("h-w", (4., 1.), (4., 3.)), opening("h-e", (24., 1.), (24., 3.))].into();
    plan.storeys.push(above);
    let stair = |id: &str, levels: [&str; 2]| {
        Stair::new(StairId::new(id), id, levels.map(SpaceId::new).to_vec())
    };
    plan.stairs = vec![stair("sw", ["w", "w2"]), stair("se", ["e", "e2"])];
    plan
}

fn shortcut(model: &dyn Model) -> Finding {
    let settings = at_once(1, Speeds::WEIDMANN);
    let crowd = people(&occupancy(&[("w", 20)]), &settings);
    let end = walk(model, &ring(), &crowd, &settings, |_| false);
    let stair = end.passed(&ElementId::from(&DoorId::new("h-e")));
    let out = end.counts().1;
    Finding::new("> 10", stair.to_string(), "", stair > 10 && out == 20)
}

/// Four people of 1.25 m/s and one of 0.5 m/s who belong together, behind ten slow people.
fn groups(model: &dyn Model) -> Finding {
    let plan =
        building(vec![room("r", (0., 0.), (20., 10.))], vec![exit("e", (20., 4.), (20., 6.))]);
    let of = |group, at, speed| Person { group: Some(group), ..person("r", at, speed) };
    let mut crowd: Vec<Person> =
        (0..5).map(|n| of(1, (1.0, 3.0 + f64::from(n)), if n == 0 { 0.5 } else { 1.25 })).collect();
    crowd.extend((0..10).map(|n| of(2, (8.0 + f64::from(n / 5), 3.0 + f64::from(n % 5)), 0.2)));
    let mut out = [f64::NAN; 5];
    walk(model, &plan, &crowd, &at_once(1, Speeds::WEIDMANN), |now| {
        for (out, agent) in out.iter_mut().zip(now.agents()) {
            if out.is_nan() && agent.exit.is_some() {
                *out = now.time().get();
            }
        }
        false
    });
    let spread = out.iter().fold(0.0_f64, |a, b| a.max(*b))
        - out.iter().fold(f64::INFINITY, |a, b| a.min(*b));
    Finding::at_most(spread, 10.0, "s")
}

/// A room with two exits of 1 m, as far away from the people in its middle.
fn two_exits() -> Building {
    building(
        vec![room("r", (0., 0.), (15., 10.))],
        vec![exit("one", (0., 4.5), (0., 5.5)), exit("two", (15., 4.5), (15., 5.5))],
    )
}

/// How many of so many people in the middle take the first and the second exit, over seeds; those
/// `bound` for the second are not counted.
fn taken(model: &dyn Model, free: u32, bound: u32, seeds: u64, settings: &Settings) -> [u32; 2] {
    let mut sum = [0, 0];
    for seed in 1..=seeds {
        let settings = Settings { seed, ..settings.clone() };
        let mut crowd: Vec<Person> = (0..free + bound)
            .map(|n| person("r", (7.5, 0.5 + 0.45 * f64::from(n)), 1.25))
            .collect();
        for person in crowd.iter_mut().skip(free as usize) {
            person.goal = Goal::Exit(DoorId::new("two"));
        }
        let end = walk(model, &two_exits(), &crowd, &settings, |_| false);
        for agent in end.agents().take(free as usize) {
            let second = agent.exit == Some(DoorId::new("two"));
            sum[usize::from(second)] += u32::from(agent.exit.is_some());
        }
    }
    sum
}

/// Two people who choose freely, and the same beside one who makes for the second exit.
fn social(model: &dyn Model) -> Finding {
    let settings = Settings { following: 1.0, ..at_once(1, Speeds::Fixed(1.25)) };
    let share = |bound| {
        let [one, two] = taken(model, 2, bound, 40, &settings);
        f64::from(two) / f64::from((one + two).max(1))
    };
    let (alone, led) = (share(0), share(1));
    let pass = (0.3..=0.7).contains(&alone) && led > alone;
    Finding::new("p₂(+1) > p₂", format!("{led:.2} > {alone:.2}"), "", pass)
        .because(msg!("verify-why-following"))
}

/// Both exits known as well as the other, and the second four times better.
fn familiar(model: &dyn Model) -> Finding {
    let known = |one: f64, two: f64| {
        let familiar = [(DoorId::new("one"), one), (DoorId::new("two"), two)].into();
        let settings = Settings { familiar, ..at_once(1, Speeds::Fixed(1.25)) };
        taken(model, 20, 0, 20, &settings)
    };
    let ([one, two], [less, more]) = (known(0.5, 0.5), known(0.2, 0.8));
    let all = one + two == 400 && less + more == 400;
    let off = f64::from(one.abs_diff(two)) / 400.0;
    let found = format!("{off:.2}; {more} > {less}");
    Finding::new("≤ 0.10 †; n₂ > n₁", found, "", all && off <= 0.10 && more > less)
}

fn closes(model: &dyn Model) -> Finding {
    let plan = building(
        vec![room("r", (0., 0.), (20., 10.))],
        vec![exit("near", (0., 4.), (0., 6.)), exit("far", (20., 4.), (20., 6.))],
    );
    let closing = (Seconds::new(1.0), ElementId::from(&DoorId::new("near")));
    let settings = Settings { closings: vec![closing], ..at_once(1, Speeds::Fixed(1.25)) };
    let counts =
        by_exit(&walk(model, &plan, &[person("r", (5.0, 5.0), 1.25)], &settings, |_| false));
    let of = |exit: &str| counts.get(exit).copied().unwrap_or_default();
    let found = format!("{}; {}", of("near"), of("far"));
    Finding::new("0; 1", found, "", of("near") == 0 && of("far") == 1)
}
