//! One person, or people without a crowd: speeds, starts, corners.

use std::sync::Arc;

use super::scene::{
    at_once, corner, corridor, occupancy, person, small_room, total, walk, walking,
};
use super::statistics::{deviation, fits, mean, normal};
use super::{Finding, Group, Model, Row, no_lifts};
use crate::building::Point;
use crate::egress::crowd::{Kind, Person, Population, Settings, Speeds, State, people};
use crate::egress::flow::PreMovement;
use crate::egress::smoke::{Layer, Smoke};
use crate::language::{Message, msg};
use crate::units::Seconds;

pub(super) fn rows() -> Vec<Row> {
    let row = |id, source, title: Message, test| Row {
        id,
        source,
        title,
        group: Group::Components,
        test,
    };
    vec![
        row("rimea-1", "RiMEA 4.1.1, 1", msg!("verify-keep-speed"), |m| {
            keep_speed(m, 1.33, 26.0..=34.0, false)
        }),
        row("imo-1", "MSC.1/Circ.1533, 1", msg!("verify-keep-speed"), |m| {
            keep_speed(m, 1.0, 39.0..=41.0, true)
        }),
        row("nist-2.1", "NIST TN 1822, 2.1; ISO 20414, 2", msg!("verify-keep-speed"), |m| {
            keep_speed(m, 1.0, 38.1..=42.1, true)
        }),
        row("rimea-5", "RiMEA 4.1.1, 5", msg!("verify-pre-movement"), starts),
        row("imo-5", "MSC.1/Circ.1533, 5", msg!("verify-pre-movement"), starts),
        row(
            "nist-1.1",
            "NIST TN 1822, 1.1; ISO 20414, 1",
            msg!("verify-pre-movement-drawn"),
            drawn_starts,
        ),
        row("rimea-6", "RiMEA 4.1.1, 6", msg!("verify-corner"), round_the_corner),
        row("imo-6", "MSC.1/Circ.1533, 6", msg!("verify-corner"), round_the_corner),
        row("nist-2.3", "NIST TN 1822, 2.3; ISO 20414, 4", msg!("verify-corner"), round_the_corner),
        row("rimea-7", "RiMEA 4.1.1, 7", msg!("verify-ages"), ages),
        row("imo-7", "MSC.1/Circ.1533, 7", msg!("verify-imo-speeds"), imo_speeds),
        row(
            "nist-2.4",
            "NIST TN 1822, 2.4; ISO 20414, 5",
            msg!("verify-normal-speeds"),
            normal_speeds,
        ),
        row(
            "nist-2.5",
            "NIST TN 1822, 2.5; ISO 20414, 18",
            msg!("verify-smoke-speed"),
            smoke_speed,
        ),
        row("nist-2.6", "NIST TN 1822, 2.6; ISO 20414, 19", msg!("verify-fed"), |_| {
            Finding::not_applicable(msg!("verify-why-no-gas"))
        }),
        row("nist-2.7", "NIST TN 1822, 2.7", msg!("verify-lift"), no_lifts),
    ]
}

fn keep_speed(
    model: &dyn Model,
    speed: f64,
    range: std::ops::RangeInclusive<f64>,
    own: bool,
) -> Finding {
    let alone = [person("c", (2.5, 1.0), speed)];
    let time = total(model, &corridor(40.0), &alone, &at_once(1, Speeds::Fixed(speed)));
    Finding::within(time, range, "s", own)
}

/// 100 m at 1.25 m/s in smoke of 1/m: times 0.6 by Fridolf et al. (2019).
fn smoke_speed(model: &dyn Model) -> Finding {
    let plan = corridor(100.0);
    let smoke = Smoke::everywhere(&plan, Layer { height: 0.0, extinction: 1.0 });
    let settings = Settings { smoke: Some(Arc::new(smoke)), ..at_once(1, Speeds::Fixed(1.25)) };
    let time = total(model, &plan, &[person("c", (2.5, 1.0), 1.25)], &settings);
    Finding::new("133.3 ± 0.5", format!("{time:.1}"), "s", (time - 133.33).abs() <= 0.5)
        .because(msg!("verify-why-fridolf"))
}

/// When each of the people has gone 0.05 m, s.
fn moved_off(model: &dyn Model, crowd: &[Person], settings: &Settings) -> Vec<f64> {
    let mut first: Vec<Option<Point>> = vec![None; crowd.len()];
    let mut off = vec![f64::NAN; crowd.len()];
    walk(model, &small_room(1.0), crowd, settings, |now| {
        for (at, agent) in now.agents().enumerate().take(off.len()) {
            let begun = *first[at].get_or_insert(agent.at);
            if off[at].is_nan() && agent.at.distance(begun) > 0.05 {
                off[at] = now.time().get();
            }
        }
        false
    });
    off
}

fn ten(start: impl Fn(u32) -> f64) -> Vec<Person> {
    (0..10)
        .map(|n| {
            let at = (1.0 + f64::from(n % 5), 1.5 + 2.0 * f64::from(n / 5));
            Person { start: Seconds::new(start(n)), ..person("r", at, 1.2) }
        })
        .collect()
}

fn starts(model: &dyn Model) -> Finding {
    let crowd = ten(|n| 10.0 + 9.0 * (f64::from((7 * n) % 10) + 0.5));
    let off = moved_off(model, &crowd, &at_once(1, Speeds::Fixed(1.2)));
    let late = off.iter().zip(&crowd).map(|(off, person)| (off - person.start.get()).abs());
    let worst = late
        .fold(0.0, |worst: f64, late| if late.is_nan() { f64::INFINITY } else { worst.max(late) });
    Finding::new("≤ 0.5 †", format!("{worst:.2}"), "s", worst <= 0.5)
}

/// Lognormal(4.586, 0.967), the one of the four distributions that Muster draws from.
fn drawn_starts(model: &dyn Model) -> Finding {
    let (mu, sigma) = (4.586_f64, 0.967_f64);
    let percentile = |z: f64| Seconds::new((mu + sigma * z).exp());
    let pre_movement = PreMovement { first: percentile(-2.326_348), last: percentile(2.326_348) };
    let mut off = Vec::new();
    for seed in 0..100 {
        let settings = Settings { seed, pre_movement, ..at_once(seed, Speeds::Fixed(1.2)) };
        let mut crowd = people(&occupancy(&[("r", 10)]), &settings);
        for (person, placed) in crowd.iter_mut().zip(ten(|_| 0.0)) {
            person.at = placed.at;
        }
        off.extend(moved_off(model, &crowd, &settings));
    }
    let p = fits(&off, |time| normal((time.max(1e-9).ln() - mu) / sigma));
    Finding::new("p > 0.05", format!("p = {p:.3}"), "", p > 0.05)
        .because(msg!("verify-why-lognormal"))
}

fn round_the_corner(model: &dyn Model) -> Finding {
    let mut crowd: Vec<Person> = (0..20)
        .map(|n| person("c", (0.4 + 0.6 * f64::from(n / 2), 0.6 + 0.8 * f64::from(n % 2)), 1.2))
        .collect();
    for (n, person) in (0..).zip(&mut crowd) {
        person.speed = 0.97 + 0.65 * f64::from(n % 5) / 4.0;
    }
    let mut outside = 0;
    let end = walk(model, &corner(), &crowd, &at_once(1, Speeds::WEIDMANN), |now| {
        for agent in walking(now).filter(|agent| agent.space.is_some()) {
            let (x, y) = (agent.at.x, agent.at.y);
            let square = (-0.001..=12.001).contains(&x) && (-0.001..=12.001).contains(&y);
            if !square || (y > 2.001 && x < 9.999) {
                outside += 1;
            }
        }
        false
    });
    let out = end.agents().filter(|agent| agent.state == State::Out).count();
    Finding::new("20; 0", format!("{out}; {outside}"), "", out == 20 && outside == 0)
}

/// The walked speeds of people who are far from one another, m/s.
fn walked(model: &dyn Model, crowd: &[Person]) -> Vec<f64> {
    let field = super::scene::building(
        vec![super::scene::room("f", (0., 0.), (400., 400.))],
        vec![super::scene::exit("e", (400., 0.5), (400., 399.5))],
    );
    let mut speeds = Vec::new();
    walk(model, &field, crowd, &at_once(1, Speeds::WEIDMANN), |now| {
        speeds = now.agents().map(|agent| agent.speed).collect();
        now.time() >= Seconds::new(3.0)
    });
    speeds
}

fn apart(number: u32, speed: f64) -> Person {
    let at = (3.0 + 3.0 * f64::from(number % 10), 3.0 + 3.0 * f64::from(number / 10));
    person("f", at, speed)
}

/// Fifty people of a kind, apart from one another in the open, and how fast they walk.
fn of_kind(model: &dyn Model, kind: Kind, count: u32) -> Vec<f64> {
    let settings = Settings {
        population: Population::of_kinds([(kind, 1.0)]),
        ..at_once(1, Speeds::WEIDMANN)
    };
    let mut crowd = people(&occupancy(&[("f", count)]), &settings);
    for (n, person) in (0..).zip(&mut crowd) {
        person.at = apart(n, 1.0).at;
    }
    walked(model, &crowd)
}

fn ages(model: &dyn Model) -> Finding {
    let bands = [
        (Kind::Age20, 1.62),
        (Kind::Age30, 1.54),
        (Kind::Age40, 1.48),
        (Kind::Age50, 1.41),
        (Kind::Age60, 1.27),
        (Kind::Age70, 1.07),
    ];
    let speeds = bands.map(|(kind, _)| of_kind(model, kind, 50));
    let off = speeds
        .iter()
        .zip(bands)
        .flat_map(|(speeds, (_, band))| speeds.iter().map(move |speed| (speed - band).abs()));
    let worst = off.fold(0.0, f64::max);
    let means: Vec<f64> = speeds.iter().map(|speeds| mean(speeds)).collect();
    let falls = means.is_sorted_by(|a, b| a > b);
    Finding::new("≤ 0.03 †", format!("{worst:.3}"), "m/s", worst <= 0.03 && falls)
}

/// Table 3.4: the slowest, the fastest and the mean of a kind.
fn imo_speeds(model: &dyn Model) -> Finding {
    let kinds = [
        (Kind::Man30To50, 0.97, 1.62),
        (Kind::WomanUnder30, 0.93, 1.55),
        (Kind::WomanOver50, 0.56, 0.94),
        (Kind::ManMoreImpaired, 0.55, 0.91),
    ];
    let mut in_table = true;
    let found = kinds.map(|(kind, slow, fast)| {
        let speeds = of_kind(model, kind, 50);
        let (least, most) =
            (speeds.iter()).fold((9.0_f64, 0.0_f64), |(a, b), v| (a.min(*v), b.max(*v)));
        let off = (mean(&speeds) - f64::midpoint(slow, fast)).abs();
        in_table &= least >= slow - 1e-3 && most <= fast + 1e-3 && off <= 0.13 * (fast - slow);
        format!("{least:.2}–{most:.2}")
    });
    let expected = "0.97–1.62; 0.93–1.55; 0.56–0.94; 0.55–0.91";
    Finding::new(expected, found.join("; "), "m/s", in_table)
}

fn normal_speeds(model: &dyn Model) -> Finding {
    let mut speeds = Vec::new();
    for seed in 0..10 {
        let settings = at_once(seed, Speeds::Normal { mean: 1.2, deviation: 0.2 });
        let mut crowd = people(&occupancy(&[("f", 100)]), &settings);
        for (n, person) in (0..).zip(&mut crowd) {
            person.at = apart(n, 1.0).at;
        }
        speeds.extend(walked(model, &crowd));
    }
    let (mean, deviation) = (mean(&speeds), deviation(&speeds));
    let p = fits(&speeds, |speed| normal((speed - 1.2) / 0.2));
    let close = (mean - 1.2).abs() <= 0.05 && (deviation - 0.2).abs() <= 0.05;
    let found = format!("{mean:.3}; {deviation:.3}; p = {p:.3}");
    Finding::new("1.2 ± 0.05; 0.2 ± 0.05; p > 0.05 †", found, "m/s", close && p > 0.05)
}
