//! The rooms, corridors and stairs that the tests are walked in.

use std::collections::BTreeMap;

use super::Model;
use crate::building::{
    Building, BuildingId, Door, DoorId, Point, Polygon, Segment, Space, SpaceId, SpaceUse, Stair,
    StairId, Storey, StoreyId, Swing,
};
use crate::egress::crowd::{Agent, Person, Population, Settings, Simulation, Speeds, State};
use crate::egress::flow::{Occupancy, PreMovement};
use crate::units::Seconds;

/// No test takes longer, s.
const LONGEST: f64 = 3600.0;

pub(super) fn p(x: f64, y: f64) -> Point {
    Point::new(x, y)
}

pub(super) fn room(id: &str, a: (f64, f64), b: (f64, f64)) -> Space {
    let outline = Polygon::rectangle(p(a.0, a.1), p(b.0, b.1));
    Space::new(SpaceId::new(id), id, SpaceUse::Production, outline)
}

pub(super) fn opening(id: &str, a: (f64, f64), b: (f64, f64)) -> Door {
    let line = Segment::new(p(a.0, a.1), p(b.0, b.1));
    let swing = Swing::Open;
    Door { clear_width: line.length(), swing, ..Door::new(DoorId::new(id), id, line) }
}

pub(super) fn exit(id: &str, a: (f64, f64), b: (f64, f64)) -> Door {
    Door { exit: true, ..opening(id, a, b) }
}

pub(super) fn building(spaces: Vec<Space>, doors: Vec<Door>) -> Building {
    let mut building = Building::new(BuildingId::new("b"), "B", "1F");
    building.storeys[0].spaces = spaces.into();
    building.storeys[0].doors = doors.into();
    building
}

pub(super) fn occupancy(of: &[(&str, u32)]) -> Occupancy {
    of.iter().map(|(space, people)| (SpaceId::new(space), *people)).collect()
}

/// Everybody walks at once.
pub(super) fn at_once(seed: u64, speeds: Speeds) -> Settings {
    Settings {
        seed,
        population: Population::of(speeds),
        pre_movement: PreMovement::NONE,
        ..Settings::default()
    }
}

/// Somebody at a point who walks at once.
pub(super) fn person(space: &str, at: (f64, f64), speed: f64) -> Person {
    Person { at: Some(p(at.0, at.1)), ..Person::new(SpaceId::new(space), speed) }
}

/// Walks until everybody is out or stranded; `look` after each step, and it ends when that says so.
pub(super) fn walk(
    model: &dyn Model,
    building: &Building,
    people: &[Person],
    settings: &Settings,
    mut look: impl FnMut(&Simulation) -> bool,
) -> Simulation {
    let mut crowd = model.crowd(building, people, settings);
    while !crowd.is_over() && crowd.time() < Seconds::new(LONGEST) {
        crowd.step();
        if look(&crowd) {
            break;
        }
    }
    crowd
}

/// Walks to the end; when the last was out, s.
pub(super) fn total(
    model: &dyn Model,
    building: &Building,
    people: &[Person],
    settings: &Settings,
) -> f64 {
    let flow = walk(model, building, people, settings, |_| false).flow();
    let out: u32 = flow.exits.values().map(|exit| exit.people).sum();
    if out == flow.people { flow.total.get() } else { f64::INFINITY }
}

pub(super) fn walking(crowd: &Simulation) -> impl Iterator<Item = Agent> + '_ {
    crowd.agents().filter(|agent| agent.state == State::Walking)
}

/// RiMEA 1 and others: a corridor of 2 m whose exit is so far from x = 2.5 m.
pub(super) fn corridor(length: f64) -> Building {
    let end = length + 2.5;
    building(vec![room("c", (0., 0.), (end, 2.))], vec![exit("e", (end, 0.), (end, 2.))])
}

/// RiMEA 5, IMO 4 and others: a room of 8 × 5 m with an exit in the middle of a 5 m wall.
pub(super) fn small_room(width: f64) -> Building {
    let door = exit("e", (8., 2.5 - width / 2.), (8., 2.5 + width / 2.));
    building(vec![room("r", (0., 0.), (8., 5.))], vec![door])
}

/// RiMEA 6 and others: a corridor of 2 m with a corner to the left.
pub(super) fn corner() -> Building {
    let outline = [(0., 0.), (12., 0.), (12., 12.), (10., 12.), (10., 2.), (0., 2.)];
    let outline = Polygon(outline.into_iter().map(|(x, y)| p(x, y)).collect());
    let space = Space::new(SpaceId::new("c"), "c", SpaceUse::Corridor, outline);
    building(vec![space], vec![exit("e", (12., 12.), (10., 12.))])
}

/// Two storeys: a hall of 10 × 10 m, a landing, a flight so long, a landing, a hall. The exit is
/// above if `up`, else below; people begin in `from`.
pub(super) fn flight(length: f64, width: f64, up: bool) -> Building {
    let doors = |storey: &str| {
        let (a, b) = (format!("in-{storey}"), format!("out-{storey}"));
        vec![opening(&a, (10., 3.), (10., 7.)), exit(&b, (0., 3.), (0., 7.))]
    };
    let spaces = |storey: &str| {
        let mut landing = room(&format!("landing-{storey}"), (10., 3.), (14., 7.));
        landing.usage = SpaceUse::Stair;
        vec![room(storey, (0., 0.), (10., 10.)), landing]
    };
    let stair = Stair::new(
        StairId::new("s"),
        "S",
        vec![SpaceId::new("landing-low"), SpaceId::new("landing-high")],
    );
    let stair = Stair { landing_length: 0.0, clear_width: width, ..stair };
    let rise = length / stair.travel_length(1.0);
    let mut plan = building(spaces("low"), doors("low"));
    let mut above = Storey::new(StoreyId::new("2f"), "2F", rise);
    (above.spaces, above.doors) = (spaces("high").into(), doors("high").into());
    plan.storeys.push(above);
    plan.stairs = vec![stair];
    plan.storeys[usize::from(!up)].doors.retain(|door| !door.exit);
    plan
}

/// IMO 11 and others: a room of 8 × 5 m with 1 m of door, a corridor of 2 × 12 m, a stair up.
pub(super) fn room_corridor_stair() -> Building {
    let mut landing = room("landing-low", (20., 1.5), (24., 3.5));
    landing.usage = SpaceUse::Stair;
    let mut plan = building(
        vec![room("r", (0., 0.), (8., 5.)), room("c", (8., 1.5), (20., 3.5)), landing],
        vec![opening("d", (8., 2.), (8., 3.)), opening("base", (20., 1.5), (20., 3.5))],
    );
    let mut above = Storey::new(StoreyId::new("2f"), "2F", 4.0);
    let mut landing = room("landing-high", (20., 0.), (24., 5.));
    landing.usage = SpaceUse::Stair;
    above.spaces = vec![landing].into();
    above.doors = vec![exit("e", (20., 0.5), (20., 4.5))].into();
    plan.storeys.push(above);
    let levels = vec![SpaceId::new("landing-low"), SpaceId::new("landing-high")];
    plan.stairs = vec![Stair { clear_width: 2.0, ..Stair::new(StairId::new("s"), "S", levels) }];
    plan
}

/// The people of an occupancy, each with a place in rows from a corner of their space on.
pub(super) fn in_rows(people: &mut [Person], corner: (f64, f64), step: (f64, f64), rows: u32) {
    for (number, person) in (0..).zip(people) {
        let (row, column) = (f64::from(number % rows), f64::from(number / rows));
        person.at = Some(p(corner.0 + step.0 * column, corner.1 + step.1 * row));
    }
}

/// How many people passed each exit, by its id.
pub(super) fn by_exit(crowd: &Simulation) -> BTreeMap<String, u32> {
    let exits = crowd.flow().exits;
    exits.into_iter().map(|(id, exit)| (id.as_str().to_owned(), exit.people)).collect()
}
