//! What no standard asks.

use super::scene::{
    at_once, building, corner, exit, flight, occupancy, room, small_room, total, walk, walking,
};
use super::statistics::mean;
use super::{Finding, Group, Model, Row};
use crate::building::Building;
use crate::egress::crowd::{Settings, Speeds, people};
use crate::egress::flow::{FlowSettings, PreMovement};
use crate::language::{Message, msg};
use crate::units::Seconds;

const SOURCE: &str = "Muster";

pub(super) fn rows() -> Vec<Row> {
    let row = |id, title: Message, test| Row { id, source: SOURCE, title, group: Group::Own, test };
    vec![
        row("m2", msg!("verify-nobody-lost"), nobody_lost),
        row("m3", msg!("verify-same-seed"), same_seed),
        row("m4", msg!("verify-no-walls"), no_walls),
        row("m5", msg!("verify-two-models"), two_models),
        row("m6", msg!("verify-replay"), |_| Finding::not_applicable(msg!("verify-why-no-drill"))),
        row("m7", msg!("verify-steps"), steps),
        row("m8", msg!("verify-mirror"), mirror),
    ]
}

fn nobody_lost(model: &dyn Model) -> Finding {
    let settings = at_once(1, Speeds::WEIDMANN);
    let crowd = people(&occupancy(&[("high", 80)]), &settings);
    let mut lost = 0;
    walk(model, &flight(6.0, 1.2, false), &crowd, &settings, |now| {
        let (inside, out) = now.counts();
        lost = lost.max((inside + out).abs_diff(80));
        false
    });
    Finding::new("0", lost.to_string(), "", lost == 0)
}

fn same_seed(model: &dyn Model) -> Finding {
    let run = |seed| {
        let settings = Settings { seed, ..Settings::default() };
        let crowd = people(&occupancy(&[("r", 60)]), &settings);
        let end = walk(model, &small_room(1.2), &crowd, &settings, |_| false);
        (end.flow(), end.agents().collect::<Vec<_>>())
    };
    let (same, other) = (run(5) == run(5), run(5) == run(6));
    let found = format!("{same}; {other}");
    Finding::new("true; false", found, "", same && !other).because(msg!("verify-why-one-machine"))
}

fn no_walls(model: &dyn Model) -> Finding {
    let settings = at_once(2, Speeds::WEIDMANN);
    let crowd = people(&occupancy(&[("c", 60)]), &settings);
    let plan = corner();
    let outline = &plan.storeys[0].spaces[0].outline;
    let mut inside_walls = 0;
    walk(model, &plan, &crowd, &settings, |now| {
        let out = walking(now).filter(|a| a.space.is_some() && !outline.contains(a.at));
        inside_walls += out.filter(|a| outline.outline_distance(a.at) > 1e-3).count();
        false
    });
    Finding::new("0", inside_walls.to_string(), "", inside_walls == 0)
}

/// The room of the first worked number, with one door of 1.2 m.
fn two_models(model: &dyn Model) -> Finding {
    let plan =
        building(vec![room("r", (0., 0.), (20., 15.))], vec![exit("e", (20., 6.9), (20., 8.1))]);
    let ratios = [50, 200, 500, 1000].map(|count| {
        let occupancy = occupancy(&[("r", count)]);
        let settings = at_once(1, Speeds::WEIDMANN);
        let crowd = total(model, &plan, &people(&occupancy, &settings), &settings);
        let settings = FlowSettings { pre_movement: PreMovement::NONE, ..FlowSettings::default() };
        crowd / model.flow(&plan, &occupancy, &settings).total.get()
    });
    let pass = ratios.iter().all(|ratio| (0.8..=1.25).contains(ratio));
    let found = ratios.map(|ratio| format!("{ratio:.2}")).join(", ");
    Finding::new("0.8–1.25 †", found, "", pass).because(msg!("verify-why-two-models"))
}

/// The mean total of ten seeds, s.
fn mean_total(model: &dyn Model, plan: &Building, step: f64) -> f64 {
    let totals = (1..=10).map(|seed| {
        let step = Seconds::new(step);
        let settings = Settings { step, ..at_once(seed, Speeds::WEIDMANN) };
        total(model, plan, &people(&occupancy(&[("r", 100)]), &settings), &settings)
    });
    mean(&totals.collect::<Vec<f64>>())
}

fn steps(model: &dyn Model) -> Finding {
    let plan = small_room(1.2);
    let (coarse, fine) = (mean_total(model, &plan, 0.05), mean_total(model, &plan, 0.01));
    let off = 100.0 * (coarse / fine - 1.0);
    let found = format!("{coarse:.1}; {fine:.1}: {off:+.1}");
    Finding::new("± 3 †", found, "%", off.abs() <= 3.0)
}

fn mirror(model: &dyn Model) -> Finding {
    let plan = |at: f64| {
        let exit = exit("e", (8., at - 0.5), (8., at + 0.5));
        building(vec![room("r", (0., 0.), (8., 5.))], vec![exit])
    };
    let (low, high) = (mean_total(model, &plan(1.2), 0.05), mean_total(model, &plan(3.8), 0.05));
    let off = 100.0 * (high / low - 1.0);
    Finding::new("± 5 †", format!("{low:.1}; {high:.1}: {off:+.1}"), "%", off.abs() <= 5.0)
}
