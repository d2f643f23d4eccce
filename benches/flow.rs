//! How long the route graph and the hydraulic model take: `cargo bench --bench flow`.
#![allow(missing_docs)]

use std::time::Instant;

use muster::building::{
    Building, BuildingId, Closures, Door, DoorId, Network, Point, Polygon, Segment, Space, SpaceId,
    SpaceUse, Stair, StairId, Storey, StoreyId,
};
use muster::egress::flow::{FlowSettings, Occupancy, predict};

const ROOMS: u32 = 30;
const STOREYS: u32 = 6;

fn door(id: String, a: (f64, f64), b: (f64, f64), exit: bool) -> Door {
    let line = Segment::new(Point::new(a.0, a.1), Point::new(b.0, b.1));
    Door { exit, ..Door::new(DoorId::new(&id), &id, line) }
}

fn space(id: String, usage: SpaceUse, a: (f64, f64), b: (f64, f64)) -> Space {
    let outline = Polygon::rectangle(Point::new(a.0, a.1), Point::new(b.0, b.1));
    Space::new(SpaceId::new(&id), &id, usage, outline)
}

/// Six storeys, each 30 rooms on both sides of a corridor with a stair at either end.
fn building() -> Building {
    let mut building = Building::new(BuildingId::new("b"), "B", "1F");
    building.storeys.clear();
    let length = f64::from(ROOMS / 2) * 6.0;
    for n in 0..STOREYS {
        let mut storey = Storey::new(StoreyId::new(&format!("f{n}")), "F", f64::from(n) * 4.0);
        let corridor = space(format!("c{n}"), SpaceUse::Corridor, (0., 0.), (length, 2.4));
        storey.spaces.push(corridor);
        for room in 0..ROOMS {
            let x = f64::from(room / 2) * 6.0;
            let (low, high, wall) = if room % 2 == 0 { (2.4, 10.4, 2.4) } else { (-8.0, 0.0, 0.0) };
            let id = format!("r{n}-{room}");
            storey.spaces.push(space(id, SpaceUse::Office, (x, low), (x + 6.0, high)));
            let at = ((x + 2.0, wall), (x + 3.0, wall));
            storey.doors.push(door(format!("d{n}-{room}"), at.0, at.1, false));
        }
        for (side, x) in [(0, -4.0), (1, length)] {
            let id = format!("s{n}-{side}");
            storey.spaces.push(space(id, SpaceUse::Stair, (x, 0.0), (x + 4.0, 2.4)));
            let wall = if side == 0 { 0.0 } else { length };
            let at = ((wall, 0.7), (wall, 1.7));
            storey.doors.push(door(format!("sd{n}-{side}"), at.0, at.1, false));
            if n == 0 {
                let out = if side == 0 { -4.0 } else { length + 4.0 };
                storey.doors.push(door(format!("e{side}"), (out, 0.6), (out, 2.0), true));
            }
        }
        building.storeys.push(storey);
    }
    for side in 0..2 {
        let levels = (0..STOREYS).map(|n| SpaceId::new(&format!("s{n}-{side}"))).collect();
        building.stairs.push(Stair::new(StairId::new(&format!("stair{side}")), "S", levels));
    }
    building
}

fn measure(name: &str, mut work: impl FnMut()) {
    let mut times: Vec<f64> = (0..40)
        .map(|_| {
            let begun = Instant::now();
            work();
            begun.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let (median, worst) = (times[times.len() / 2], times[times.len() - 1]);
    println!("{name:<28} median {median:7.2} ms   worst {worst:7.2} ms   bar 16 ms");
}

fn main() {
    let building = building();
    let spaces = building.spaces().count();
    let rooms = building.spaces().filter(|(_, space)| space.usage == SpaceUse::Office);
    let occupancy: Occupancy = rooms.map(|(_, space)| (space.id.clone(), 8)).collect();
    let people: u32 = occupancy.values().sum();
    println!("{spaces} spaces on {STOREYS} storeys, {people} people");
    let network = Network::new(&building);
    measure("route graph", || drop(Network::new(&building)));
    measure("all routes", || drop(network.routes(&Closures::default())));
    measure("graph, routes and flow", || {
        drop(predict(&building, &occupancy, &FlowSettings::default()));
    });
}
