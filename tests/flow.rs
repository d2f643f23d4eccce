//! The hydraulic model against numbers worked out by hand (G1–G3), and its invariants.

use std::sync::Arc;

use muster::building::{
    Building, BuildingId, Closing, Closures, Door, DoorId, DoorKind, ElementId, FireClass, Point,
    Polygon, Segment, Space, SpaceId, SpaceUse, Stair, StairId, Storey, StoreyId,
};
use muster::egress::crowd::{Population, Settings, Speeds};
use muster::egress::flow::{Flow, FlowSettings, Occupancy, PreMovement, at, explain, predict};
use muster::egress::smoke::{Fire, Smoke};
use muster::egress::sweep::{Change, Model, Progress, sweep};
use muster::units::Seconds;
use proptest::prelude::*;

fn p(x: f64, y: f64) -> Point {
    Point::new(x, y)
}

fn room(id: &str, usage: SpaceUse, a: (f64, f64), b: (f64, f64)) -> Space {
    Space::new(SpaceId::new(id), id, usage, Polygon::rectangle(p(a.0, a.1), p(b.0, b.1)))
}

fn door(id: &str, at: (f64, f64), clear_width: f64, exit: bool) -> Door {
    let line = Segment::new(p(at.0, at.1 - 0.6), p(at.0, at.1 + 0.6));
    Door { clear_width, exit, ..Door::new(DoorId::new(id), id, line) }
}

fn building() -> Building {
    Building::new(BuildingId::new("b"), "B", "1F")
}

fn at_once() -> FlowSettings {
    FlowSettings { pre_movement: PreMovement::NONE, ..FlowSettings::default() }
}

/// The nearest person's way to the stair door, which the handbook's first arrival leaves out, s.
const WAY_TO_THE_DOOR: f64 = 1.5;

fn people(of: &[(&str, u32)]) -> Occupancy {
    of.iter().map(|(space, people)| (SpaceId::new(space), *people)).collect()
}

#[track_caller]
fn golden(found: f64, expected: f64) {
    assert!((found / expected - 1.0).abs() < 0.005, "found {found}, expected {expected}");
}

/// A hall of 20 × 15 m with one door in the short side.
fn hall(clear_width: f64) -> Building {
    let mut b = building();
    b.storeys[0].spaces = vec![room("hall", SpaceUse::Production, (0., 0.), (20., 15.))].into();
    b.storeys[0].doors = vec![door("e", (20., 7.5), clear_width, true)].into();
    b
}

/// Storeys above one another, each a hall, a stair door and a stair enclosure; the final door below.
fn tower(
    storeys: u32,
    hall_length: f64,
    door_width: f64,
    stair_width: f64,
    final_width: f64,
) -> Building {
    let mut b = building();
    b.storeys.clear();
    for n in 0..storeys {
        let mut storey = Storey::new(StoreyId::new(&format!("f{n}")), "F", f64::from(n) * 3.6);
        let enclosure = (hall_length, 0.);
        storey.spaces = vec![
            room(&format!("hall{n}"), SpaceUse::Production, (0., 0.), (hall_length, 2.)),
            room(&format!("stair{n}"), SpaceUse::Stair, enclosure, (hall_length + 0.2, 2.)),
        ]
        .into();
        storey.doors = vec![door(&format!("d{n}"), (hall_length, 1.), door_width, false)].into();
        if n == 0 {
            storey.doors.push(door("final", (hall_length + 0.2, 1.), final_width, true));
        }
        b.storeys.push(storey);
    }
    let levels = (0..storeys).map(|n| SpaceId::new(&format!("stair{n}"))).collect();
    let stair = Stair::new(StairId::new("s"), "S", levels);
    b.stairs = vec![Stair {
        clear_width: stair_width,
        riser: 0.178,
        tread: 0.279,
        landing_length: 4.0,
        ..stair
    }];
    b
}

fn queue(flow: &Flow, element: impl Into<ElementId>) -> f64 {
    let element = element.into();
    flow.bottlenecks.iter().find(|b| b.element == element).map_or(0.0, |b| b.queue.get())
}

#[test]
fn g1_a_room_with_one_door() {
    // The door controls: 300 persons at 1.170 p/s after the first arrival, which with people
    // all over the room is between 0 s and the 16.81 s of the handbook's upper bound.
    let flow = predict(&hall(1.2), &people(&[("hall", 300)]), &at_once());
    let exit = &flow.exits[&DoorId::new("e")];
    let headway = 1.0 / 1.170;
    golden(exit.last.unwrap().get() - exit.first.unwrap().get() + headway, 256.41);
    assert!((256.41..=273.22).contains(&flow.total.get()), "{}", flow.total);
    assert_eq!(exit.people, 300);
}

#[test]
fn g2_an_office_block() {
    // 240 persons of one upper storey: the handbook's first-order form, in which the final door
    // controls, applies as it stands. First arrival 13.85 s, then 240 / 0.910.
    let long = tower(4, 120.0, 1.0, 1.4, 1.0);
    let flow = predict(&long, &people(&[("hall1", 240)]), &at_once());
    golden(flow.total.get() - WAY_TO_THE_DOOR, 277.58);

    let b = tower(4, 30.0, 1.0, 1.4, 1.0);
    // Three storeys of 80: each is empty after 87.91 s.
    let occupancy = people(&[("hall1", 80), ("hall2", 80), ("hall3", 80)]);
    let flow = predict(&b, &occupancy, &at_once());
    assert_eq!(flow.exits[&DoorId::new("final")].people, 240);
    for storey in ["f1", "f2", "f3"] {
        golden(flow.storeys[&StoreyId::new(storey)].clear.unwrap().get(), 87.91);
    }
    // Where the storeys meet, the stair is as full as it gets and its people are slower, which the
    // first-order form leaves out: the total is a little longer, never shorter.
    let total = flow.total.get();
    assert!((277.58..277.58 * 1.025).contains(&total), "{total}");
    assert!(queue(&flow, StairId::new("s")) > 0.0);
}

#[test]
fn g3_a_nine_storey_office() {
    let b = tower(9, 30.0, 0.91, 1.12, 0.91);
    let floors: Vec<String> = (1..9).map(|n| format!("hall{n}")).collect();
    let occupancy = floors.iter().map(|id| (SpaceId::new(id), 150)).collect();
    let flow = predict(&b, &occupancy, &at_once());
    let exit = &flow.exits[&DoorId::new("final")];
    assert_eq!(exit.people, 1200);
    golden((exit.last.unwrap().get() - exit.first.unwrap().get()) / 60.0, 25.22);
}

#[test]
fn the_figures_of_an_element_can_be_checked_by_hand() {
    let b = tower(2, 30.0, 1.0, 1.4, 1.0);
    let value = |element: ElementId, symbol: &str| {
        explain(&b, &element).iter().find(|term| term.symbol == symbol).unwrap().value
    };
    golden(value(DoorId::new("d1").into(), "Fc"), 0.910);
    golden(value(StairId::new("s").into(), "Fc"), 1.111);
    golden(value(StairId::new("s").into(), "We"), 1.1);
}

#[test]
fn a_merging_stair_takes_turns() {
    // The stair carries 1.111 p/s; two storeys feed it 0.91 p/s each. Neither waits for the other's
    // end: both halls are empty at about the same time.
    let b = tower(3, 30.0, 1.0, 1.4, 3.0);
    let flow = predict(&b, &people(&[("hall1", 100), ("hall2", 100)]), &at_once());
    assert!(queue(&flow, StairId::new("s")) > 60.0);
    let clear = |id| flow.storeys[&StoreyId::new(id)].clear.unwrap().get();
    assert!((clear("f1") - clear("f2")).abs() < 30.0);
}

#[test]
fn who_has_no_way_out_is_reported() {
    let b = hall(1.2);
    let settings = FlowSettings { closures: Closures::door(DoorId::new("e")), ..at_once() };
    let flow = predict(&b, &people(&[("hall", 30)]), &settings);
    assert_eq!((flow.people, flow.stranded), (30, 30));
    assert_eq!(flow.spaces[&SpaceId::new("hall")].clear, None);
    assert_eq!(flow.total, Seconds::ZERO);
}

#[test]
fn millions_of_people_are_answered() {
    let flow = predict(&hall(1.2), &people(&[("hall", 4_000_000_000)]), &at_once());
    assert_eq!(flow.exits[&DoorId::new("e")].people, 4_000_000_000);
    golden(flow.total.get(), 4_000_000_000.0 / 1.17);
}

#[test]
fn pre_movement_is_a_part_of_the_total() {
    let flow = predict(&hall(1.2), &people(&[("hall", 10)]), &FlowSettings::default());
    assert!(flow.last_start.get() > 55.0 && flow.last_start.get() <= 90.5);
    assert!(flow.total > flow.last_start && flow.movement() > Seconds::ZERO);
}

#[test]
fn a_door_of_no_width_closes_the_way() {
    let flow = predict(&hall(0.0), &people(&[("hall", 5)]), &at_once());
    assert_eq!(flow.stranded, 5);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn nobody_is_lost_and_a_wider_door_is_never_slower(
        halls in prop::collection::vec(0_u32..120, 3), width in 0.7..2.0_f64, wider in 0.0..1.0_f64,
    ) {
        let occupancy = people(&[("hall0", halls[0]), ("hall1", halls[1]), ("hall2", halls[2])]);
        let count: u32 = halls.iter().sum();
        let building = tower(3, 20.0, 1.0, 1.4, width);
        let narrow = predict(&building, &occupancy, &FlowSettings::default());
        let out: u32 = narrow.exits.values().map(|exit| exit.people).sum();
        prop_assert_eq!(out + narrow.stranded, count);
        prop_assert_eq!(narrow.people, count);
        for space in narrow.spaces.values() {
            prop_assert_eq!(at(&space.remaining, narrow.total), 0);
        }
        for storey in narrow.storeys.values().chain([&narrow.stairs]) {
            prop_assert_eq!(at(&storey.remaining, narrow.total), 0);
        }
        // Who is not out is on a storey, on a stair or, one at a time, in the last doorway. A curve
        // keeps the last value of a second, so they are all asked at its very end.
        for second in 1..=narrow.total.get() as u32 + 1 {
            let moment = Seconds::new(f64::from(second + 1).next_down());
            let on_storeys: u32 = narrow.storeys.values().map(|s| at(&s.remaining, moment)).sum();
            let on_stairs = at(&narrow.stairs.remaining, moment);
            let out: u32 = narrow.exits.values().map(|exit| at(&exit.passed, moment)).sum();
            let found = on_storeys + on_stairs + out;
            prop_assert!(found == count || found + 1 == count, "{} of {} at {} s", found, count, second);
        }
        let wide =
            predict(&tower(3, 20.0, 1.0, 1.4, width + wider), &occupancy, &FlowSettings::default());
        prop_assert!(wide.total.get() <= narrow.total.get() * 1.001 + 0.01);
    }
}

/// A store behind a normally closed fire door, beside the corridor by which a hall empties.
fn beside_a_store() -> Building {
    let mut b = building();
    b.storeys[0].spaces = vec![
        room("hall", SpaceUse::Production, (0., 0.), (20., 15.)),
        room("corridor", SpaceUse::Corridor, (20., 6.), (50., 9.)),
        room("store", SpaceUse::Storage, (20., 9.), (30., 19.)),
    ]
    .into();
    let mut fire_door = door("fire", (0., 0.), 1.1, false);
    fire_door.line = Segment::new(p(24., 9.), p(25.2, 9.));
    fire_door.kind = DoorKind::Fire { class: FireClass::B, closing: Closing::NormallyClosed };
    b.storeys[0].doors =
        vec![door("d", (20., 7.5), 1.0, false), door("e", (50., 7.5), 1.2, true), fire_door].into();
    b
}

#[test]
fn a_propped_fire_door_costs_time_and_exposes_people() {
    let (building, occupancy) = (beside_a_store(), people(&[("hall", 250)]));
    let fire = Fire { space: SpaceId::new("store"), growth: Seconds::new(150.0) };
    let model = Model::Flow(FlowSettings::default());
    let losses =
        sweep(&building, &occupancy, &model, Some(&fire), &Progress::default()).unwrap().losses;
    let propped = Change::Propped(DoorId::new("fire"));
    let loss = losses.iter().find(|loss| loss.change == propped).unwrap();
    assert!(loss.delta > Seconds::new(5.0), "{loss:?}");
    assert!(loss.exposed > 50 && loss.exposed <= 250, "{loss:?}");
    assert_eq!(loss.stranded, 0);
    let smoky = loss.smoky.unwrap();
    assert!(losses.iter().all(|other| other.smoky.is_none_or(|other| other >= smoky)));

    let without = sweep(&building, &occupancy, &model, None, &Progress::default()).unwrap().losses;
    assert!(without.iter().all(|loss| loss.change != propped && loss.exposed == 0));
}

#[test]
fn smoke_that_is_held_back_changes_nothing() {
    let (building, occupancy) = (beside_a_store(), people(&[("hall", 100)]));
    let fire = Fire { space: SpaceId::new("store"), growth: Seconds::new(300.0) };
    let smoke = Some(Arc::new(Smoke::of(&building, &fire)));
    let settings = FlowSettings { smoke, ..FlowSettings::default() };
    let (clear, in_smoke) = (
        predict(&building, &occupancy, &FlowSettings::default()),
        predict(&building, &occupancy, &settings),
    );
    assert_eq!(in_smoke, clear);
}

#[test]
fn the_crowd_is_swept_with_the_same_answer_whatever_the_threads() {
    let (building, occupancy) = (beside_a_store(), people(&[("hall", 25)]));
    let fire = Fire { space: SpaceId::new("store"), growth: Seconds::new(75.0) };
    // Slow people, so that few of them are enough to be there when the smoke comes.
    let population = Population::of(Speeds::Fixed(0.3));
    let settings = Settings { population, ..Settings::default() };
    let model = Model::Crowd { settings: Box::new(settings), runs: 2 };
    let progress = Progress::default();
    let swept = sweep(&building, &occupancy, &model, Some(&fire), &progress).unwrap();
    let losses = &swept.losses;
    assert_eq!(swept.stranded, 0);
    // The exit, the doors, the door propped open; and the building as it is.
    assert_eq!(progress.so_far(), ((losses.len() + 1) * 2, (losses.len() + 1) * 2));
    let exit = losses.iter().find(|loss| loss.change.element().as_str() == "e").unwrap();
    assert_eq!(exit.stranded, 25, "{exit:?}");
    assert_eq!(losses[0].stranded, 25, "the worst comes first");
    let propped = Change::Propped(DoorId::new("fire"));
    let propped = losses.iter().find(|loss| loss.change == propped).unwrap();
    assert_eq!(propped.stranded, 0);
    assert!(propped.exposed > 0, "{propped:?}");
    assert_eq!(
        sweep(&building, &occupancy, &model, Some(&fire), &Progress::default()).unwrap(),
        swept
    );
}

#[test]
fn a_sweep_of_the_crowd_can_be_cancelled() {
    let (building, occupancy) = (beside_a_store(), people(&[("hall", 50)]));
    let model = Model::Crowd { settings: Box::default(), runs: 100 };
    let progress = Progress::default();
    progress.cancel();
    assert_eq!(sweep(&building, &occupancy, &model, None, &progress), None);
}

#[test]
fn who_walks_half_as_fast_is_out_later_and_capacity_stays() {
    let (building, occupancy) = (beside_a_store(), people(&[("hall", 20)]));
    let of = |pace| {
        let settings =
            FlowSettings { pace, pre_movement: PreMovement::NONE, ..FlowSettings::default() };
        predict(&building, &occupancy, &settings)
    };
    let (fast, slow, odd) = (of(1.0), of(0.5), of(f64::NAN));
    let ratio = slow.total.get() / fast.total.get();
    assert!((1.5..=2.05).contains(&ratio), "{ratio}");
    assert_eq!(odd, fast);
    let passed = |flow: &Flow| flow.passed.values().map(|c| c.last().unwrap().1).sum::<u32>();
    assert_eq!(passed(&fast), 40, "the inner door and the exit");
}
