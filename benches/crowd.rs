//! How fast the crowd walks: `cargo bench --bench crowd`.
//!
//! Without arguments, 10 000 people in two plants, on one thread, and eight runs on all. With `room
//! DOOR_M STEP_S UNTIL_S` it walks the room of `benches/jupedsim/room.py` with people at the places
//! on standard input, one `x y` a line, and prints one line of JSON; `compare.py` there asks for it.
#![allow(missing_docs, reason = "a program that nobody calls as a library")]

use std::io::BufRead;
use std::time::Instant;

use muster::building::{
    Building, BuildingId, Door, DoorId, Point, Polygon, Segment, Space, SpaceId, SpaceUse, Stair,
    StairId, Storey, StoreyId, Swing,
};
use muster::egress::crowd::{
    ExitChoice, Person, Population, Settings, Simulation, Speeds, people, runs,
};
use muster::egress::flow::{Occupancy, PreMovement};
use muster::egress::sweep::Progress;
use muster::units::Seconds;

fn space(id: &str, usage: SpaceUse, a: (f64, f64), b: (f64, f64)) -> Space {
    let outline = Polygon::rectangle(Point::new(a.0, a.1), Point::new(b.0, b.1));
    Space::new(SpaceId::new(id), id, usage, outline)
}

fn door(id: &str, a: (f64, f64), b: (f64, f64), exit: bool) -> Door {
    let line = Segment::new(Point::new(a.0, a.1), Point::new(b.0, b.1));
    let swing = Swing::Open;
    Door { clear_width: line.length(), swing, exit, ..Door::new(DoorId::new(id), id, line) }
}

fn at_once(speeds: Speeds) -> Settings {
    Settings {
        seed: 1,
        population: Population::of(speeds),
        pre_movement: PreMovement::NONE,
        ..Settings::default()
    }
}

/// A hall of 30 × 20 m, above 600 people larger at the same density, a door in a wall of 0.2 m, a
/// corridor of 3 m whose exit is 9 m behind.
fn room(people: f64, width: f64) -> Building {
    let size = (people / 600.0).sqrt().max(1.0);
    let (x, y) = (30.0 * size, 20.0 * size);
    let middle = y / 2.0;
    let mut building = Building::new(BuildingId::new("b"), "B", "1F");
    let end = x + 9.2;
    building.storeys[0].spaces = vec![
        space("hall", SpaceUse::Production, (0.0, 0.0), (x, y)),
        space("corridor", SpaceUse::Corridor, (x + 0.2, middle - 1.5), (end, middle + 1.5)),
    ]
    .into();
    let (low, high) = (middle - width / 2.0, middle + width / 2.0);
    building.storeys[0].doors = vec![
        door("door", (x + 0.1, low), (x + 0.1, high), false),
        door("exit", (end, middle - 1.5), (end, middle + 1.5), true),
    ]
    .into();
    building
}

fn compare(width: f64, step: f64, until: f64) {
    let lines = std::io::stdin().lock().lines().map_while(Result::ok);
    let crowd: Vec<Person> = lines
        .filter_map(|line| {
            let (x, y) = line.split_once(' ')?;
            let at = Some(Point::new(x.trim().parse().ok()?, y.trim().parse().ok()?));
            Some(Person { at, ..Person::new(SpaceId::new("hall"), 1.2) })
        })
        .collect();
    let settings = Settings { step: Seconds::new(step), ..at_once(Speeds::Fixed(1.2)) };
    let mut simulation = Simulation::new(&room(crowd.len() as f64, width), &crowd, &settings);
    let begun = Instant::now();
    while !simulation.is_over() && simulation.time().get() < until {
        simulation.step();
    }
    let wall = begun.elapsed().as_secs_f64();
    let (inside, out) = simulation.counts();
    println!(
        "{{\"agents\":{},\"agent_steps\":{},\"wall_s\":{wall:.4},\"steps_per_s\":{:.0},\"evacuation_s\":{:.2},\"out\":{out},\"left\":{inside}}}",
        crowd.len(),
        simulation.agent_steps(),
        simulation.agent_steps() as f64 / wall,
        simulation.flow().total.get(),
    );
}

/// One storey of 120 × 84 m with 20 exits of 2 m.
fn hall() -> (Building, Occupancy) {
    let mut building = Building::new(BuildingId::new("hall"), "hall", "1F");
    building.storeys[0].spaces =
        vec![space("hall", SpaceUse::Production, (0.0, 0.0), (120.0, 84.0))].into();
    for n in 0..10 {
        let x = 6.0 + 12.0 * f64::from(n);
        for (side, y) in [("s", 0.0), ("n", 84.0)] {
            let id = format!("e{side}{n}");
            building.storeys[0].doors.push(door(&id, (x - 1.0, y), (x + 1.0, y), true));
        }
    }
    (building, [(SpaceId::new("hall"), 10_000)].into())
}

/// Five storeys of 20 workshops on a corridor with a stair at either end, 100 people in each.
fn block() -> (Building, Occupancy) {
    let mut building = Building::new(BuildingId::new("block"), "block", "1F");
    building.storeys.clear();
    let mut occupancy = Occupancy::new();
    for n in 0..5 {
        let mut storey = Storey::new(StoreyId::new(&format!("f{n}")), "F", 5.0 * f64::from(n));
        let corridor = format!("c{n}");
        storey.spaces.push(space(&corridor, SpaceUse::Corridor, (0.0, 0.0), (150.0, 4.0)));
        for room in 0..20 {
            let x = 15.0 * f64::from(room / 2);
            let (low, high, wall) =
                if room % 2 == 0 { (4.0, 24.0, 4.0) } else { (-20.0, 0.0, 0.0) };
            let id = format!("r{n}-{room}");
            storey.spaces.push(space(&id, SpaceUse::Production, (x, low), (x + 15.0, high)));
            let way = door(&format!("d{id}"), (x + 6.0, wall), (x + 7.6, wall), false);
            storey.doors.push(way);
            occupancy.insert(SpaceId::new(&id), 100);
        }
        for (side, x, wall) in [("w", -6.0, 0.0), ("e", 150.0, 150.0)] {
            let id = format!("s{side}{n}");
            storey.spaces.push(space(&id, SpaceUse::Stair, (x, 0.0), (x + 6.0, 4.0)));
            storey.doors.push(door(&format!("d{id}"), (wall, 1.0), (wall, 3.0), false));
            if n == 0 {
                let out = if side == "w" { -6.0 } else { 156.0 };
                storey.doors.push(door(&format!("e{side}"), (out, 1.0), (out, 3.0), true));
            }
        }
        building.storeys.push(storey);
    }
    for side in ["w", "e"] {
        let levels = (0..5).map(|n| SpaceId::new(&format!("s{side}{n}"))).collect();
        let stair = Stair::new(StairId::new(side), side, levels);
        building.stairs.push(Stair { clear_width: 2.4, ..stair });
    }
    (building, occupancy)
}

fn plants() {
    let settings = Settings { exit_choice: ExitChoice::Nearest, ..at_once(Speeds::WEIDMANN) };
    for (building, occupancy) in [hall(), block()] {
        let crowd = people(&occupancy, &settings);
        let begun = Instant::now();
        let mut simulation = Simulation::new(&building, &crowd, &settings);
        let ready = begun.elapsed().as_secs_f64();
        let begun = Instant::now();
        while !simulation.is_over() {
            simulation.step();
        }
        let wall = begun.elapsed().as_secs_f64();
        let (steps, time) = (simulation.agent_steps() as f64, simulation.time().get());
        println!(
            "{:<6} {} people, one thread: {time:.0} s in {wall:.2} s (and {ready:.2} s to begin), {:.1} x real time, {:.2} million agent steps/s, {} stranded   bar 15 x",
            building.name,
            crowd.len(),
            time / (wall + ready),
            steps / wall / 1e6,
            simulation.flow().stranded,
        );
    }
    let (building, _) = block();
    let occupancy: Occupancy = [(SpaceId::new("r4-0"), 100), (SpaceId::new("r4-1"), 100)].into();
    let begun = Instant::now();
    let spread = runs(&building, &occupancy, &settings, 8, &Progress::default());
    let all = begun.elapsed().as_secs_f64();
    let begun = Instant::now();
    for seed in 1..9 {
        let settings = Settings { seed, ..settings.clone() };
        let _ = muster::egress::crowd::run(&building, &occupancy, &settings);
    }
    let alone = begun.elapsed().as_secs_f64();
    if spread.is_some() {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        println!(
            "8 runs on {threads} cores: {all:.2} s, one after the other {alone:.2} s, {:.2} x",
            alone / all
        );
    }
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let number = |at: usize, otherwise: f64| {
        words.get(at).and_then(|word| word.parse().ok()).unwrap_or(otherwise)
    };
    if words.first().is_some_and(|word| word == "room") {
        compare(number(1, 1.2), number(2, 0.05), number(3, f64::INFINITY));
    } else {
        plants();
    }
}
