//! The hydraulic model against figures worked out by hand (M1).

use super::scene::{building, occupancy, p, room};
use super::{Finding, Group, Model, Row};
use crate::building::{
    Building, Door, DoorId, Segment, SpaceId, SpaceUse, Stair, StairId, Storey, StoreyId,
};
use crate::egress::flow::{Flow, FlowSettings, Occupancy, PreMovement};
use crate::language::{Message, msg};

/// The nearest person's way to the stair door, which the handbook's first arrival leaves out, s.
const WAY_TO_THE_DOOR: f64 = 1.5;
const SOURCE: &str = "SFPE Handbook, 5th ed., ch. 59";

pub(super) fn rows() -> Vec<Row> {
    let row =
        |id, title: Message, test| Row { id, source: SOURCE, title, group: Group::Golden, test };
    vec![
        row("m1-g1", msg!("verify-g1"), one_room),
        row("m1-g2-storey", msg!("verify-g2-storey"), |m| {
            let flow = block(m, 30.0, &[("hall1", 80), ("hall2", 80), ("hall3", 80)]);
            let clear = flow.storeys.get(&StoreyId::new("f3")).and_then(|storey| storey.clear);
            golden(clear.map_or(f64::NAN, |clear| clear.get()), 87.91)
        }),
        row("m1-g2", msg!("verify-g2"), |m| {
            golden(block(m, 120.0, &[("hall1", 240)]).total.get() - WAY_TO_THE_DOOR, 277.58)
        }),
        row("m1-g3", msg!("verify-g3"), nine_storeys),
    ]
}

/// To ±0.5 %.
fn golden(found: f64, expected: f64) -> Finding {
    let pass = (found / expected - 1.0).abs() < 0.005;
    Finding::new(format!("{expected} ± 0.5 %"), format!("{found:.2}"), "s", pass)
}

fn door(id: &str, at: (f64, f64), clear_width: f64, exit: bool) -> Door {
    let line = Segment::new(p(at.0, at.1 - 0.6), p(at.0, at.1 + 0.6));
    Door { clear_width, exit, ..Door::new(DoorId::new(id), id, line) }
}

fn flow(model: &dyn Model, building: &Building, occupancy: &Occupancy) -> Flow {
    let settings = FlowSettings { pre_movement: PreMovement::NONE, ..FlowSettings::default() };
    model.flow(building, occupancy, &settings)
}

/// From the first to the last through an exit, s.
fn passage(flow: &Flow, exit: &str) -> f64 {
    let exit = flow.exits.get(&DoorId::new(exit));
    let times = exit.and_then(|exit| Some((exit.first?, exit.last?)));
    times.map_or(f64::NAN, |(first, last)| (last - first).get())
}

fn one_room(model: &dyn Model) -> Finding {
    let hall =
        building(vec![room("hall", (0., 0.), (20., 15.))], vec![door("e", (20., 7.5), 1.2, true)]);
    let flow = flow(model, &hall, &occupancy(&[("hall", 300)]));
    golden(passage(&flow, "e") + 1.0 / 1.170, 256.41)
}

/// Storeys above one another, each a hall, a stair door and a stair enclosure; the last door below.
fn tower(storeys: u32, hall: f64, door_width: f64, stair_width: f64) -> Building {
    let mut tower = building(Vec::new(), Vec::new());
    tower.storeys.clear();
    for n in 0..storeys {
        let mut storey = Storey::new(StoreyId::new(&format!("f{n}")), "F", f64::from(n) * 3.6);
        let mut stair = room(&format!("stair{n}"), (hall, 0.), (hall + 0.2, 2.));
        stair.usage = SpaceUse::Stair;
        storey.spaces = vec![room(&format!("hall{n}"), (0., 0.), (hall, 2.)), stair].into();
        storey.doors = vec![door(&format!("d{n}"), (hall, 1.), door_width, false)].into();
        if n == 0 {
            storey.doors.push(door("final", (hall + 0.2, 1.), door_width, true));
        }
        tower.storeys.push(storey);
    }
    let levels = (0..storeys).map(|n| SpaceId::new(&format!("stair{n}"))).collect();
    let stair = Stair::new(StairId::new("s"), "S", levels);
    let (riser, tread) = (0.178, 0.279);
    tower.stairs =
        vec![Stair { clear_width: stair_width, riser, tread, landing_length: 4.0, ..stair }];
    tower
}

fn block(model: &dyn Model, hall: f64, people: &[(&str, u32)]) -> Flow {
    flow(model, &tower(4, hall, 1.0, 1.4), &occupancy(people))
}

fn nine_storeys(model: &dyn Model) -> Finding {
    let floors: Vec<String> = (1..9).map(|n| format!("hall{n}")).collect();
    let occupancy = floors.iter().map(|id| (SpaceId::new(id), 150)).collect();
    golden(passage(&flow(model, &tower(9, 30.0, 0.91, 1.12), &occupancy), "final"), 1513.2)
}
