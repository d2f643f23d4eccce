//! People who are not all alike: helpers who fetch somebody, those who can't take stairs, and what
//! smoke makes of the way that people had in mind.

use std::sync::Arc;

use muster::building::{
    Building, BuildingId, Door, DoorId, DoorState, Point, Polygon, Segment, Space, SpaceId,
    SpaceUse, Stair, StairId, Storey, StoreyId, Swing,
};
use muster::egress::crowd::{
    Assisted, CrowdRun, Kind, OnStairs, Person, Population, Settings, Simulation, Speeds, State,
    Stranding, people, run, short_of_help,
};
use muster::egress::flow::{Occupancy, PreMovement};
use muster::egress::smoke::{Layer, Smoke};
use muster::units::Seconds;

fn room(id: &str, usage: SpaceUse, a: (f64, f64), b: (f64, f64)) -> Space {
    let outline = Polygon::rectangle(Point::new(a.0, a.1), Point::new(b.0, b.1));
    Space::new(SpaceId::new(id), id, usage, outline)
}

fn door(id: &str, a: (f64, f64), b: (f64, f64), exit: bool) -> Door {
    let line = Segment::new(Point::new(a.0, a.1), Point::new(b.0, b.1));
    let swing = Swing::Open;
    Door { clear_width: line.length(), swing, exit, ..Door::new(DoorId::new(id), id, line) }
}

/// Two storeys: workshop, corridor and office in a row, and a stair at the end of the corridor; the
/// exits are below.
fn house() -> Building {
    let mut house = Building::new(BuildingId::new("b"), "B", "1F");
    house.storeys.clear();
    for (n, elevation) in [(1, 0.0), (2, 4.0)] {
        let mut storey = Storey::new(StoreyId::numbered(n), "F", elevation);
        let id = |name: &str| format!("{name}{n}");
        storey.spaces = vec![
            room(&id("workshop"), SpaceUse::Production, (0., 0.), (12., 10.)),
            room(&id("corridor"), SpaceUse::Corridor, (12., 4.), (30., 6.)),
            room(&id("office"), SpaceUse::Office, (20., 6.), (30., 12.)),
            room(&id("stair"), SpaceUse::Stair, (30., 3.), (34., 7.)),
        ]
        .into();
        storey.doors = vec![
            door(&id("w"), (12., 4.5), (12., 5.5), false),
            door(&id("o"), (24., 6.), (25., 6.), false),
            door(&id("s"), (30., 4.3), (30., 5.7), false),
        ]
        .into();
        if n == 1 {
            storey.doors.push(door("east", (34., 4.), (34., 6.), true));
            storey.doors.push(door("west", (0., 4.), (0., 6.), true));
        }
        house.storeys.push(storey);
    }
    let levels = ["stair1", "stair2"].map(SpaceId::new).to_vec();
    house.stairs = vec![Stair { clear_width: 1.4, ..Stair::new(StairId::new("s"), "S", levels) }];
    house
}

fn occupancy(of: &[(&str, u32)]) -> Occupancy {
    of.iter().map(|(space, people)| (SpaceId::new(space), *people)).collect()
}

fn at_once() -> Settings {
    let population = Population::of(Speeds::Fixed(1.25));
    Settings { seed: 1, population, pre_movement: PreMovement::NONE, ..Settings::default() }
}

fn wheelchair(helpers: u32) -> Settings {
    let assisted = Assisted {
        space: SpaceId::new("office2"),
        kind: Kind::Wheelchair,
        people: 1,
        helpers,
        from: Some(SpaceId::new("workshop2")),
    };
    Settings { assisted: vec![assisted], ..at_once() }
}

fn walk(settings: &Settings) -> CrowdRun {
    run(&house(), &occupancy(&[("office2", 1), ("workshop2", 20)]), settings)
}

#[test]
fn helpers_fetch_somebody_and_leave_together() {
    let alone = walk(&at_once());
    let run = walk(&wheelchair(2));
    assert_eq!(run.flow.stranded, 0, "{:?}", run.stranded);
    let [fetched] = run.fetched.as_slice() else { panic!("{:?}", run.fetched) };
    let (met, out) = (fetched.met.unwrap().get(), fetched.out.unwrap().get());
    // The helpers walk some 20 m from the workshop to the office, at 1.25 m/s, and not at once
    // through their own door.
    assert!((12.0..60.0).contains(&met), "met after {met} s");
    // 30 s to change seats, 10 m on the level, 9 m of flight and landing at 0.81 m/s, 4 m.
    assert!((met + 45.0..met + 90.0).contains(&out), "met {met} s, out {out} s");
    assert!(run.flow.total > alone.flow.total);
    // The last to set out is the one who changed seats.
    assert!((run.flow.last_start.get() - met - 30.0).abs() < 0.1, "{}", run.flow.last_start);
    // The helpers did not leave before the one whom they help was on the way.
    let last = run.flow.exits.values().filter_map(|exit| exit.last).max().unwrap();
    assert!(last.get() - out < 10.0, "the last is out at {last} s");
    assert_eq!(run.flow.exits[&DoorId::new("west")].people, 0, "nobody goes the long way");
}

#[test]
fn a_wheelchair_takes_no_stair_alone_but_leaves_on_the_level() {
    let run_above = walk(&wheelchair(0));
    let key = (SpaceId::new("office2"), Stranding::NeedsHelp);
    assert_eq!(run_above.stranded.get(&key), Some(&1), "{:?}", run_above.stranded);
    assert_eq!(run_above.flow.stranded, 1);
    let mut settings = wheelchair(0);
    settings.assisted[0].space = SpaceId::new("office1");
    let below = run(&house(), &occupancy(&[("office1", 1)]), &settings);
    assert_eq!((below.flow.stranded, below.flow.people), (0, 1));
}

#[test]
fn who_can_walk_goes_alone_where_the_helpers_cannot_come() {
    let mut house = house();
    // The workshop has no way to the office any more: its people leave by a door of their own.
    house.storeys[1].doors[0].state = DoorState::Locked;
    house.storeys[1].doors.push(door("out", (0., 4.), (0., 6.), true));
    let mut settings = wheelchair(1);
    settings.assisted[0].kind = Kind::WalkingStick;
    let run = run(&house, &occupancy(&[("office2", 1), ("workshop2", 5)]), &settings);
    assert_eq!(run.flow.stranded, 0, "{:?}", run.stranded);
    assert_eq!(run.flow.exits[&DoorId::new("east")].people, 1);
    assert_eq!(run.fetched[0].met, None);
    assert!(run.fetched[0].out.is_some());
}

#[test]
fn nobody_waits_for_helpers_who_do_not_exist() {
    let settings = wheelchair(2);
    let of = occupancy(&[("office2", 1), ("workshop2", 1)]);
    let short = short_of_help(&settings.assisted, &of);
    assert_eq!(short.iter().map(|(_, missing)| *missing).collect::<Vec<_>>(), [1]);
    assert!(
        short_of_help(&settings.assisted, &occupancy(&[("office2", 1), ("workshop2", 2)]))
            .is_empty()
    );
    // One of two helpers comes.
    let run = run(&house(), &of, &settings);
    assert_eq!((run.flow.stranded, run.fetched.len()), (0, 1));
    let nobody = occupancy(&[("office2", 1)]);
    let run = muster::egress::crowd::run(&house(), &nobody, &settings);
    assert_eq!(run.stranded.get(&(SpaceId::new("office2"), Stranding::NeedsHelp)), Some(&1));
}

#[test]
fn a_helper_who_is_cut_off_on_the_way_leaves_and_the_person_too() {
    let settings = Settings {
        closings: vec![(Seconds::new(4.0), (&DoorId::new("o2")).into())],
        ..wheelchair(1)
    };
    let mut house = house();
    // The office has a way of its own to a neighbour's roof.
    house.storeys[1].doors.push(door("roof", (30., 9.), (30., 10.), true));
    let of = occupancy(&[("office2", 1), ("workshop2", 4)]);
    let run = run(&house, &of, &settings);
    assert_eq!(run.flow.stranded, 0, "{:?}", run.stranded);
    assert_eq!(run.flow.exits[&DoorId::new("roof")].people, 1);
    assert_eq!(run.flow.exits[&DoorId::new("east")].people, 4);
}

#[test]
fn a_run_with_helpers_is_the_same_for_a_seed() {
    let [one, two] = [0, 1].map(|_| walk(&wheelchair(2)));
    assert_eq!((one.flow, one.fetched), (two.flow, two.fetched));
}

#[test]
fn speed_on_a_stair_is_the_persons_own() {
    let time = |stairs: OnStairs<f64>| {
        let house = house();
        let at = Some(Point::new(29.0, 5.0));
        let person = Person { at, stairs, ..Person::new(SpaceId::new("corridor2"), 1.2) };
        let mut crowd = Simulation::new(&house, &[person], &at_once());
        let (mut on, mut steps) = (0.0, 0);
        while !crowd.is_over() && steps < 10_000 {
            crowd.step();
            steps += 1;
            let flight = |a: &muster::egress::crowd::Agent| {
                a.space.is_none() && a.exit.is_none() && a.state == State::Walking
            };
            on += if crowd.agents().any(|agent| flight(&agent)) { 0.05 } else { 0.0 };
        }
        on
    };
    let stair = house().stairs[0].travel_length(4.0);
    for own in [0.3, 0.6, 0.9] {
        let found = time(OnStairs::At { down: own, up: 0.1 });
        let expected = stair / own;
        assert!((found / expected - 1.0).abs() < 0.1, "{found} s, expected {expected} s");
    }
    assert!(time(OnStairs::ByTread) < time(OnStairs::At { down: 0.6, up: 0.6 }));
}

/// A hall with a short way through a lobby and a long one through another.
fn two_ways() -> Building {
    let mut plan = Building::new(BuildingId::new("b"), "B", "1F");
    plan.storeys[0].spaces = vec![
        room("hall", SpaceUse::Production, (0., 0.), (30., 10.)),
        room("near", SpaceUse::Lobby, (30., 0.), (34., 10.)),
        room("far", SpaceUse::Lobby, (-4., 0.), (0., 10.)),
    ]
    .into();
    plan.storeys[0].doors = vec![
        door("n", (30., 4.), (30., 6.), false),
        door("near-exit", (34., 4.), (34., 6.), true),
        door("f", (0., 4.), (0., 6.), false),
        door("far-exit", (-4., 4.), (-4., 6.), true),
    ]
    .into();
    plan
}

/// Twenty people near the short way, in smoke of this visibility there from so many seconds on.
fn in_smoke(visibility: f64, from: usize, turn_back: Option<f64>, other_way: bool) -> CrowdRun {
    let clear = Layer { height: 3.0, extinction: 0.0 };
    let thick = Layer { height: 0.0, extinction: 3.0 / visibility };
    let mut near = vec![clear; from];
    near.push(thick);
    let smoke = Smoke::known([(SpaceId::new("near"), near)]);
    let settings = Settings { smoke: Some(Arc::new(smoke)), turn_back, ..at_once() };
    let mut plan = two_ways();
    if !other_way {
        plan.storeys[0].doors[2].state = DoorState::Locked;
    }
    let crowd: Vec<Person> = (0..20)
        .map(|n| {
            let at = Point::new(22.0 + 0.6 * f64::from(n % 5), 3.0 + f64::from(n / 5));
            Person { at: Some(at), ..Person::new(SpaceId::new("hall"), 1.25) }
        })
        .collect();
    let mut simulation = Simulation::new(&plan, &crowd, &settings);
    for _ in 0..6000 {
        simulation.step();
    }
    let (turned_back, through_smoke) = simulation.turned_back();
    CrowdRun { flow: simulation.flow(), turned_back, through_smoke, ..CrowdRun::default() }
}

fn by_near(run: &CrowdRun) -> u32 {
    run.flow.exits[&DoorId::new("near-exit")].people
}

#[test]
fn smoke_turns_people_back_if_another_way_leads_out() {
    let thick = in_smoke(2.9, 0, Some(3.0), true);
    assert_eq!((by_near(&thick), thick.through_smoke), (0, 0));
    let thin = in_smoke(3.1, 0, Some(3.0), true);
    assert_eq!((by_near(&thin), thin.turned_back), (20, 0));
    let off = in_smoke(2.9, 0, None, true);
    assert_eq!((by_near(&off), off.turned_back, off.through_smoke), (20, 0, 0));
}

#[test]
fn who_is_on_the_way_turns_back_and_who_is_through_goes_on() {
    let run = in_smoke(1.0, 7, Some(3.0), true);
    let (near, back) = (by_near(&run), run.turned_back);
    assert!(near > 0 && back > 0 && near + back == 20, "{near} through, {back} turned back");
    assert_eq!(run.flow.exits[&DoorId::new("far-exit")].people, back);
    assert_eq!(run.through_smoke, 0, "they were in the lobby before the smoke");
}

#[test]
fn without_another_way_people_go_through_and_are_reported() {
    let run = in_smoke(1.0, 0, Some(3.0), false);
    assert_eq!((by_near(&run), run.through_smoke, run.flow.stranded), (20, 20, 0));
}

#[test]
fn a_designated_way_full_of_smoke_is_left() {
    let mut plan = two_ways();
    plan.storeys[0].doors[1].state = DoorState::AsDesigned;
    let smoke =
        Smoke::known([(SpaceId::new("near"), vec![Layer { height: 0.0, extinction: 3.0 }])]);
    let person = Person {
        at: Some(Point::new(25.0, 5.0)),
        goal: muster::egress::crowd::Goal::Exit(DoorId::new("near-exit")),
        ..Person::new(SpaceId::new("hall"), 1.25)
    };
    let settings = Settings { smoke: Some(Arc::new(smoke)), ..at_once() };
    let mut simulation = Simulation::new(&plan, &[person], &settings);
    while !simulation.is_over() {
        simulation.step();
    }
    assert_eq!(simulation.flow().exits[&DoorId::new("far-exit")].people, 1);
}

#[test]
fn a_mix_changes_the_time_and_the_seed_decides_who_is_who() {
    let of = occupancy(&[("workshop2", 60)]);
    let walkers = |kinds: &[(Kind, f64)]| Settings {
        population: Population::of_kinds(kinds.iter().copied()),
        ..at_once()
    };
    let total = |settings: &Settings| run(&house(), &of, settings).flow.total;
    let young = total(&walkers(&[(Kind::ManUnder30, 1.0)]));
    let impaired = total(&walkers(&[(Kind::WomanMoreImpaired, 1.0)]));
    assert!(impaired.get() > 1.4 * young.get(), "{impaired} s, young {young} s");
    let mixed = walkers(&[(Kind::Man30To50, 1.0), (Kind::WalkingStick, 1.0)]);
    let who = |seed: u64| {
        let people = people(&of, &Settings { seed, ..mixed.clone() });
        people.iter().map(|person| person.speed.to_bits()).collect::<Vec<_>>()
    };
    assert_eq!(who(1), who(1));
    assert_ne!(who(1), who(2));
}

#[test]
fn groups_of_a_space_leave_by_one_exit() {
    let settings = Settings { group_size: 5, ..at_once() };
    let people = people(&occupancy(&[("workshop1", 12)]), &settings);
    let groups: Vec<Option<u32>> = people.iter().map(|person| person.group).collect();
    assert!(groups[..5].iter().all(|g| *g == groups[0]) && groups[0].is_some());
    assert_ne!(groups[4], groups[5]);
    assert_eq!(groups[10], groups[11]);
    let walked = run(&house(), &occupancy(&[("workshop1", 12)]), &settings);
    assert_eq!(walked.flow.stranded, 0);
}
