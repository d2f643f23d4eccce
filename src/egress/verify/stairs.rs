//! Stairs.

use super::scene::{at_once, flight, occupancy, person, room_corridor_stair, total, walk, walking};
use super::statistics::mean;
use super::{Finding, Group, Model, Row};
use crate::egress::crowd::{Settings, Speeds, people};
use crate::language::{Message, msg};
use crate::units::Seconds;

pub(super) fn rows() -> Vec<Row> {
    let row =
        |id, source, title: Message, test| Row { id, source, title, group: Group::Stairs, test };
    vec![
        row("rimea-2", "RiMEA 4.1.1, 2", msg!("verify-stair-up"), |m| {
            keep_speed(m, true, 10.0, 0.5, 17.3..=22.6)
        }),
        row("rimea-3", "RiMEA 4.1.1, 3", msg!("verify-stair-down"), |m| {
            keep_speed(m, false, 10.0, 0.75, 11.5..=15.1)
        }),
        row("imo-2", "MSC.1/Circ.1533, 2", msg!("verify-stair-up"), |m| {
            keep_speed(m, true, 10.0, 1.0, 9.5..=10.5)
        }),
        row("imo-3", "MSC.1/Circ.1533, 3", msg!("verify-stair-down"), |m| {
            keep_speed(m, false, 10.0, 1.0, 9.5..=10.5)
        }),
        row("nist-2.2-up", "NIST TN 1822, 2.2", msg!("verify-stair-up"), |m| {
            keep_speed(m, true, 100.0, 1.0, 95.2..=105.3)
        }),
        row("nist-2.2-down", "NIST TN 1822, 2.2", msg!("verify-stair-down"), |m| {
            keep_speed(m, false, 100.0, 1.0, 95.2..=105.3)
        }),
        row("iso-3", "ISO 20414, 3", msg!("verify-stair-down"), |m| {
            keep_speed(m, false, 10.0, 0.5, 18.2..=22.3)
        }),
        row("rimea-13", "RiMEA 4.1.1, 13", msg!("verify-stair-diagram"), up_and_down),
        row("imo-11", "MSC.1/Circ.1533, 11", msg!("verify-stair-congestion"), congestion),
        row(
            "nist-5.1",
            "NIST TN 1822, 5.1; ISO 20414, 10",
            msg!("verify-stair-congestion"),
            congestion,
        ),
        row("iso-12", "ISO 20414, 12", msg!("verify-stair-width"), width),
    ]
}

/// The time on a flight, for somebody who walks 1 m/s on the level and so fast on the stair.
fn keep_speed(
    model: &dyn Model,
    up: bool,
    length: f64,
    speed: f64,
    range: std::ops::RangeInclusive<f64>,
) -> Finding {
    let settings = Settings { stair_pace: Some(speed), ..at_once(1, Speeds::Fixed(1.0)) };
    let alone = [person(if up { "low" } else { "high" }, (8.0, 5.0), 1.0)];
    let mut on = 0.0;
    let step = settings.step.get();
    walk(model, &flight(length, 2.0, up), &alone, &settings, |now| {
        on += walking(now).filter(|agent| agent.space.is_none() && agent.exit.is_none()).count()
            as f64
            * step;
        false
    });
    Finding::within(on, range, "s", true)
}

/// The mean speed of 100 people on a flight of 2 × 5 m.
fn on_the_flight(model: &dyn Model, up: bool) -> f64 {
    let settings = at_once(1, Speeds::WEIDMANN);
    let crowd = people(&occupancy(&[(if up { "low" } else { "high" }, 100)]), &settings);
    let mut speeds = Vec::new();
    walk(model, &flight(5.0, 2.0, up), &crowd, &settings, |now| {
        let on = walking(now).filter(|agent| agent.space.is_none() && agent.exit.is_none());
        let on: Vec<f64> = on.map(|agent| agent.speed).collect();
        // From 0.6 to 1.5 persons/m².
        if (6..=15).contains(&on.len()) {
            speeds.extend(on);
        }
        false
    });
    mean(&speeds)
}

fn up_and_down(model: &dyn Model) -> Finding {
    let (up, down) = (on_the_flight(model, true), on_the_flight(model, false));
    Finding::new("v↓ > v↑", format!("{down:.2} > {up:.2}"), "m/s", down > 1.02 * up)
        .because(msg!("verify-why-one-stair-speed"))
}

fn congestion(model: &dyn Model) -> Finding {
    let settings = at_once(1, Speeds::IMO_MEN_30_50);
    let crowd = people(&occupancy(&[("r", 120)]), &settings);
    let mut most = [0_usize; 3];
    let boxes = [(6.0, 8.0), (13.0, 15.0), (18.0, 20.0)];
    let end = walk(model, &room_corridor_stair(), &crowd, &settings, |now| {
        if now.time() > Seconds::new(5.0) {
            for (most, (low, high)) in most.iter_mut().zip(boxes) {
                let inside = walking(now).filter(|agent| {
                    (low..=high).contains(&agent.at.x) && (1.5..=3.5).contains(&agent.at.y)
                });
                *most = (*most).max(inside.count());
            }
        }
        false
    });
    let [door, middle, stair] = most;
    let found = format!("{door}, {stair} > {middle}");
    let pass = door > middle && stair > middle && end.counts().1 == 120;
    Finding::new("n(door), n(stair) > n(corridor)", found, "", pass)
}

fn width(model: &dyn Model) -> Finding {
    let flows = [1.0, 1.2, 1.4, 1.6, 1.8].map(|width| {
        let flows = (1..=10).map(|seed| {
            let settings = at_once(seed, Speeds::WEIDMANN);
            let crowd = people(&occupancy(&[("high", 100)]), &settings);
            100.0 / total(model, &flight(10.0, width, false), &crowd, &settings)
        });
        mean(&flows.collect::<Vec<f64>>())
    });
    let rises = flows.is_sorted_by(|a, b| a <= b) && flows[4] > flows[0];
    let found = flows.map(|flow| format!("{flow:.2}")).join(" ≤ ");
    Finding::new("J ↑", found, "1/s", rises)
}
