//! The route graph against distances worked out by hand, and its invariants.

#![allow(clippy::unwrap_used, reason = "a test's own functions may fail it, too")]

use muster::building::network::{RouteProblem, Step};
use muster::building::{
    Building, BuildingId, Closures, Door, DoorId, DoorState, ElementId, Network, Point, Polygon,
    Rank, Route, RouteId, Segment, Space, SpaceId, SpaceUse, Stair, StairId, StairState, Storey,
    StoreyId, Via, Wall, WallId,
};
use proptest::prelude::*;

fn p(x: f64, y: f64) -> Point {
    Point::new(x, y)
}

fn building() -> Building {
    Building::new(BuildingId::new("b"), "B", "1F")
}

fn space(id: &str, corners: &[(f64, f64)]) -> Space {
    let outline = Polygon(corners.iter().map(|(x, y)| p(*x, *y)).collect());
    Space::new(SpaceId::new(id), id, SpaceUse::Production, outline)
}

fn room(id: &str, a: (f64, f64), b: (f64, f64)) -> Space {
    space(id, &[(a.0, a.1), (b.0, a.1), (b.0, b.1), (a.0, b.1)])
}

fn door(id: &str, a: (f64, f64), b: (f64, f64), exit: bool) -> Door {
    let mut door = Door::new(DoorId::new(id), id, Segment::new(p(a.0, a.1), p(b.0, b.1)));
    door.exit = exit;
    door
}

#[track_caller]
fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 0.05, "found {found}, expected {expected}");
}

#[track_caller]
fn best(building: &Building, space: &str) -> f64 {
    let routes = Network::new(building).routes(&Closures::default());
    routes.of(&SpaceId::new(space)).unwrap().best.as_ref().unwrap().length
}

/// Two rooms side by side, 10 × 10 m each; exits W in the left one, E in the right one.
fn two_rooms() -> Building {
    let mut b = building();
    b.storeys[0].spaces =
        vec![room("left", (0., 0.), (10., 10.)), room("right", (10., 0.), (20., 10.))].into();
    b.storeys[0].doors = vec![
        door("w", (0., 4.5), (0., 5.5), true),
        door("m", (10., 4.5), (10., 5.5), false),
        door("e", (20., 4.5), (20., 5.5), true),
    ]
    .into();
    b
}

/// Two storeys, a room and a stair enclosure on each; the only exit is below.
fn two_storeys() -> Building {
    let mut b = building();
    let mut upper = Storey::new(StoreyId::new("upper"), "2F", 3.6);
    for (storey, n) in [(&mut b.storeys[0], 1), (&mut upper, 2)] {
        storey.spaces = vec![
            room(&format!("hall{n}"), (0., 0.), (20., 10.)),
            room(&format!("stair{n}"), (20., 3.), (24., 7.)),
        ]
        .into();
        storey.doors = vec![door(&format!("d{n}"), (20., 4.5), (20., 5.5), false)].into();
    }
    b.storeys[0].doors.push(door("exit", (24., 4.5), (24., 5.5), true));
    b.storeys.push(upper);
    let mut stair =
        Stair::new(StairId::new("s"), "S", vec![SpaceId::new("stair1"), SpaceId::new("stair2")]);
    (stair.riser, stair.tread, stair.landing_length) = (0.178, 0.279, 4.0);
    b.stairs.push(stair);
    b
}

#[test]
fn an_l_shaped_corridor_is_walked_around_its_corner() {
    let mut b = building();
    b.storeys[0].spaces =
        vec![space("l", &[(0., 0.), (20., 0.), (20., 2.), (2., 2.), (2., 20.), (0., 20.)])].into();
    b.storeys[0].doors = vec![door("e", (20., 0.5), (20., 1.5), true)].into();
    let network = Network::new(&b);
    let id = SpaceId::new("l");
    // From (1, 19) to the corner (2, 2) and on to (19, 1).
    let (length, path) = network.walk(&id, p(1., 19.), p(19., 1.)).unwrap();
    near(length, 1f64.hypot(17.) + 17f64.hypot(1.));
    assert_eq!(path.len(), 3);
    // The farthest corner is (0, 20): over (2, 2) to the door at (20, 1).
    let routes = network.routes(&Closures::default());
    let farthest = routes.of(&id).unwrap().farthest.as_ref().unwrap();
    near(farthest.length, 2f64.hypot(18.) + 18f64.hypot(1.));
}

#[test]
fn a_wall_in_a_room_is_walked_around() {
    let mut b = building();
    b.storeys[0].spaces = vec![room("hall", (0., 0.), (20., 10.))].into();
    b.storeys[0].walls = vec![Wall {
        id: WallId::new("wall-1"),
        line: Segment::new(p(10., 0.), p(10., 8.)),
        thickness: 0.0,
    }]
    .into();
    let network = Network::new(&b);
    let id = SpaceId::new("hall");
    let (length, path) = network.walk(&id, p(5., 2.), p(15., 2.)).unwrap();
    near(length, 2.0 * 5f64.hypot(6.) + 0.05);
    assert!(path.iter().any(|q| q.y > 7.9));
    // A wall from edge to edge closes the way.
    b.storeys[0].walls[0].line = Segment::new(p(10., 0.), p(10., 10.));
    assert_eq!(Network::new(&b).walk(&id, p(5., 2.), p(15., 2.)), None);
}

#[test]
fn each_room_takes_the_nearer_exit_and_has_a_second_way() {
    let b = two_rooms();
    let network = Network::new(&b);
    let routes = network.routes(&Closures::default());
    let left = routes.of(&SpaceId::new("left")).unwrap();
    near(left.best.as_ref().unwrap().length, 5.0);
    assert_eq!(left.best.as_ref().unwrap().exit.as_str(), "w");
    let second = left.second.as_ref().unwrap();
    near(second.length, 15.0);
    assert_eq!(second.exit.as_str(), "e");
    assert!(second.is_independent_of(left.best.as_ref().unwrap()));
    near(left.farthest.as_ref().unwrap().length, 10f64.hypot(5.));
    // Its points lead through the middle door to the other exit.
    let legs = network.legs(second);
    assert_eq!(legs.len(), 1);
    assert_eq!(legs[0].points.first(), Some(&p(5., 5.)));
    assert_eq!(legs[0].points.last(), Some(&p(20., 5.)));
}

#[test]
fn a_stair_joins_two_storeys() {
    let b = two_storeys();
    // 10 m to the door, 2 m to the flights, the slope and 4 m of landings, 2 m to the exit.
    let slope = 3.6 * 0.178f64.hypot(0.279) / 0.178;
    near(best(&b, "hall2"), 10.0 + 2.0 + slope + 4.0 + 2.0);
    let routes = Network::new(&b).routes(&Closures::default());
    let way = routes.of(&SpaceId::new("hall2")).unwrap().best.clone().unwrap();
    // Slower on the stair: k is 1.08 for this tread and 1.40 on the level.
    near(way.effort, 14.0 + (slope + 4.0) * 1.40 / 1.08);
    assert!(matches!(&way.steps[3], Step::Flight { from, .. } if from.as_str() == "stair2"));
    let legs = Network::new(&b).legs(&way);
    assert_eq!(legs.len(), 2);
    assert_eq!(legs[0].storey.as_str(), "upper");
}

#[test]
fn what_is_lost_with_an_element_is_told() {
    let b = two_storeys();
    let network = Network::new(&b);
    let lost = network.what_if_lost(&ElementId::Stair(StairId::new("s")), &Closures::default());
    let spaces: Vec<&str> = lost.iter().map(|loss| loss.space.as_str()).collect();
    assert_eq!(spaces, ["hall2", "stair2"]);
    assert!(lost.iter().all(|loss| loss.after.is_none()));
    let rooms = two_rooms();
    let network = Network::new(&rooms);
    let lost = network.what_if_lost(&ElementId::Door(DoorId::new("w")), &Closures::default());
    assert_eq!(lost.len(), 1);
    near(lost[0].after.unwrap() - lost[0].before, 10.0);
}

#[test]
fn closed_doors_and_blocked_stairs_are_not_passed() {
    let mut b = two_storeys();
    b.stairs[0].state = StairState::Blocked;
    let routes = Network::new(&b).routes(&Closures::default());
    assert!(routes.of(&SpaceId::new("hall2")).unwrap().best.is_none());
    let mut b = two_rooms();
    b.storeys[0].doors[0].state = DoorState::Locked;
    near(best(&b, "left"), 15.0);
}

#[test]
fn a_designated_route_is_followed_or_its_fault_named() {
    let mut b = two_rooms();
    let via = |doors: &[&str]| doors.iter().map(|d| Via::Door(DoorId::new(d))).collect::<Vec<_>>();
    let route = |via| Route {
        id: RouteId::new("route-1"),
        space: SpaceId::new("left"),
        rank: Rank::Primary,
        via,
    };
    b.routes = vec![route(via(&["m", "e"]))];
    let network = Network::new(&b);
    let routes = network.routes(&Closures::default());
    let way = routes.designated()[0].way.as_ref().unwrap();
    near(way.length, 15.0);
    let departures = network.departures(&routes, &SpaceId::new("left"));
    assert_eq!(departures.len(), 1);
    assert_eq!(departures[0].way.exit.as_str(), "e");

    let space = SpaceId::new("left");
    let none = Closures::default();
    let fault = |via: &[Via]| network.along(&space, via, &none).unwrap_err();
    assert_eq!(fault(&via(&["x"])), RouteProblem::NoElement("x".into()));
    assert_eq!(fault(&via(&["e", "m"])), RouteProblem::NotConnected);
    let closed = Closures::door(DoorId::new("m"));
    assert_eq!(
        network.along(&space, &via(&["m", "e"]), &closed).unwrap_err(),
        RouteProblem::Closed("m".into())
    );
}

#[test]
fn malformed_geometry_does_no_harm() {
    let mut b = building();
    b.storeys[0].spaces = vec![
        space("none", &[]),
        space("point", &[(1., 1.)]),
        space("line", &[(0., 0.), (5., 0.)]),
        space("flat", &[(0., 0.), (5., 0.), (9., 0.)]),
        space("bow", &[(0., 0.), (5., 5.), (5., 0.), (0., 5.)]),
        room("huge", (-1e300, -1e300), (1e300, 1e300)),
    ]
    .into();
    b.storeys[0].doors =
        vec![door("dot", (1., 1.), (1., 1.), true), door("far", (1e300, 0.), (-1e300, 0.), true)]
            .into();
    let missing = vec![SpaceId::new("nowhere"), SpaceId::new("point"), SpaceId::new("point")];
    b.stairs = vec![Stair::new(StairId::new("s"), "S", missing)];
    (b.stairs[0].riser, b.stairs[0].tread) = (0.0, -1.0);
    let network = Network::new(&b);
    let routes = network.routes(&Closures::default());
    for id in ["none", "point", "line", "flat", "bow", "huge"] {
        let _ = network.departures(&routes, &SpaceId::new(id));
    }
}

#[test]
fn an_outline_of_thousands_of_corners_is_answered_quickly() {
    let corners: Vec<(f64, f64)> = (0..6_000)
        .map(|i| {
            let angle = f64::from(i) * std::f64::consts::TAU / 6_000.0;
            let radius = if i % 2 == 0 { 50.0 } else { 40.0 };
            (radius * angle.cos(), radius * angle.sin())
        })
        .collect();
    let mut b = building();
    b.storeys[0].spaces = vec![space("star", &corners)].into();
    b.storeys[0].doors = vec![door("e", (40., -0.5), (40., 0.5), true)].into();
    let routes = Network::new(&b).routes(&Closures::default());
    assert!(routes.of(&SpaceId::new("star")).is_some());
}

/// A row of rooms with random widths, joined by doors, with an exit at each end.
fn row(widths: &[f64]) -> Building {
    let mut b = building();
    let mut x = 0.0;
    b.storeys[0].doors.push(door("d0", (0., 2.), (0., 3.), true));
    for (i, width) in widths.iter().enumerate() {
        b.storeys[0].spaces.push(room(&format!("r{i}"), (x, 0.), (x + width, 8.)));
        x += width;
        let last = i + 1 == widths.len();
        let low = 1.0 + (i % 5) as f64;
        b.storeys[0].doors.push(door(&format!("d{}", i + 1), (x, low), (x, low + 1.0), last));
    }
    b
}

proptest! {
    #[test]
    fn a_walk_is_never_shorter_than_a_line_and_stays_inside(
        arm in 3.0..30.0_f64, width in 1.5..6.0_f64,
        t in 0.05..0.95_f64, s in 0.05..0.95_f64,
    ) {
        let long = arm + width;
        let corners =
            [(0., 0.), (long, 0.), (long, width), (width, width), (width, long), (0., long)];
        let mut b = building();
        b.storeys[0].spaces = vec![space("l", &corners)].into();
        let outline = b.storeys[0].spaces[0].outline.clone();
        let network = Network::new(&b);
        let id = SpaceId::new("l");
        let (from, to) = (p(width * s, long * t), p(long * s, width * t));
        let (there, path) = network.walk(&id, from, to).unwrap();
        let (back, _) = network.walk(&id, to, from).unwrap();
        prop_assert!((there - back).abs() < 1e-9);
        prop_assert!(there >= from.distance(to) - 1e-9);
        for pair in path.windows(2) {
            for i in 1..20 {
                let q = pair[0].towards(pair[1], f64::from(i) / 20.0);
                prop_assert!(outline.contains(q), "{q:?} is outside");
            }
        }
    }

    #[test]
    fn closing_a_door_never_shortens_a_route(
        widths in prop::collection::vec(2.0..15.0_f64, 1..8), closed in 0_usize..8,
    ) {
        let b = row(&widths);
        let network = Network::new(&b);
        let base = network.routes(&Closures::default());
        let lost = DoorId::new(&format!("d{closed}"));
        let closures = Closures::door(lost.clone());
        let after = network.routes(&closures);
        for (space, routes) in base.spaces() {
            let before = routes.best.as_ref().unwrap();
            if let Some(way) = &after.of(space).unwrap().best {
                prop_assert!(way.effort >= before.effort - 1e-9);
                prop_assert!(!way.via().contains(&Via::Door(lost.clone())));
            }
            if let Some(second) = &routes.second {
                prop_assert!(second.effort >= before.effort - 1e-9);
                prop_assert!(second.exit != before.exit);
            }
            if let Some(farthest) = &routes.farthest {
                prop_assert!(farthest.effort >= 0.0);
            }
        }
    }
}
