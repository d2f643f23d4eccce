//! Two crowds that meet.

use super::scene::{at_once, building, exit, in_rows, occupancy, opening, room, walk};
use super::{Finding, Group, Model, Row};
use crate::building::{DoorId, SpaceId};
use crate::egress::crowd::{Goal, Speeds, people};
use crate::language::msg;
use crate::units::Seconds;

pub(super) fn rows() -> Vec<Row> {
    let row = |id, source| Row {
        id,
        source,
        title: msg!("verify-counterflow"),
        group: Group::Counterflow,
        test: increases,
    };
    vec![row("imo-8", "MSC.1/Circ.1533, 8"), row("nist-2.8", "NIST TN 1822, 2.8; ISO 20414, 6")]
}

/// When the last of 100 people has reached the other room against so many, s.
fn last(model: &dyn Model, against: u32, seed: u64) -> f64 {
    let plan = building(
        vec![
            room("west", (0., 0.), (10., 10.)),
            room("corridor", (10., 4.), (20., 6.)),
            room("east", (20., 0.), (30., 10.)),
        ],
        vec![
            opening("d1", (10., 4.), (10., 6.)),
            opening("d2", (20., 4.), (20., 6.)),
            exit("out-west", (0., 0.2), (0., 9.8)),
            exit("out-east", (30., 0.2), (30., 9.8)),
        ],
    );
    let settings = at_once(seed, Speeds::IMO_MEN_30_50);
    let mut crowd = people(&occupancy(&[("east", against), ("west", 100)]), &settings);
    let (east, west) = crowd.split_at_mut(against as usize);
    in_rows(east, (29.5, 0.5), (-0.5, 0.5), 19);
    in_rows(west, (0.5, 0.5), (0.5, 0.5), 19);
    for person in east {
        person.goal = Goal::Exit(DoorId::new("out-west"));
    }
    for person in west {
        person.goal = Goal::Exit(DoorId::new("out-east"));
    }
    let mut reached = f64::INFINITY;
    walk(model, &plan, &crowd, &settings, |now| {
        let mut of_west = now.agents().filter(|agent| agent.home == SpaceId::new("west"));
        if of_west.all(|agent| agent.at.x >= 20.0) {
            reached = now.time().get();
        }
        reached.is_finite() || now.time() > Seconds::new(600.0)
    });
    reached
}

fn increases(model: &dyn Model) -> Finding {
    let seeds = 1..=5;
    let times = seeds.map(|seed| [0, 10, 50, 100].map(|against| last(model, against, seed)));
    let times: Vec<[f64; 4]> = times.collect();
    let strictly = |times: &[f64; 4]| times[3].is_finite() && times.is_sorted_by(|a, b| a < b);
    let pass = times.iter().all(strictly);
    let of = |at: usize| times.iter().map(|times| times[at]).sum::<f64>() / times.len() as f64;
    let found = [0, 1, 2, 3].map(|at| format!("{:.1}", of(at))).join(" < ");
    Finding::new("T(0) < T(10) < T(50) < T(100)", found, "s", pass)
}
