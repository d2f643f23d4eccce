//! Every case of every rule of the packs that ship: a building that just keeps its limit, and one
//! that just does not. The buildings are drawn from the case's own conditions.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::collections::BTreeMap;
use std::path::Path;

use muster::building::edit::Edit;
use muster::building::*;
use muster::language::{Choice, Language};
use muster::rules::{Bound, Condition, Confidence, DoorPlace, Fact, Finding, Limit, Measure, Pack};
use muster::rules::{Rise, Rule, Span, check, examine};
use muster::store::{BUILT_IN, from_text, rule_pack};

/// What a case asks of the building, and the choices that are left.
#[derive(Clone, Debug)]
struct Wanted {
    usage: BuildingUse,
    hazard: HazardCategory,
    rating: FireResistance,
    sprinklered: bool,
    storeys: usize,
    height: f64,
    basement: bool,
    space: SpaceUse,
    hazards: Vec<HazardSource>,
    persons: u32,
    area: f64,
    door: Option<DoorPlace>,
}

fn inside(span: Option<Span>, fallback: f64) -> f64 {
    let Some(span) = span else { return fallback };
    span.at_least.or(span.above.map(|x| x + 1.0)).or(span.at_most).unwrap_or(fallback)
}

/// Everything that may satisfy a rule's condition together with a case's.
fn candidates(rule: &Rule, case: &Condition) -> Vec<Wanted> {
    fn pick<T: Copy>(one: &[T], other: &[T], fallback: &[T]) -> Vec<T> {
        let given = if other.is_empty() { one } else { other };
        if given.is_empty() { fallback.to_vec() } else { given.to_vec() }
    }
    let when = &rule.when;
    let usages = pick(&when.uses, &case.uses, &[BuildingUse::Factory, BuildingUse::Office]);
    let hazards = pick(&when.hazard, &case.hazard, &[HazardCategory::C]);
    let ratings = pick(&when.rating, &case.rating, &[FireResistance::Two]);
    let rises = pick(&when.rise, &case.rise, &[Rise::Single, Rise::Multi]);
    let spaces = pick(&when.spaces, &case.spaces, &[SpaceUse::Production]);
    let doors: Vec<Option<DoorPlace>> =
        pick(&when.door, &case.door, &[]).into_iter().map(Some).collect();
    let doors = if doors.is_empty() { vec![None, Some(DoorPlace::Exit)] } else { doors };
    let people = match case.persons.or(case.storey_persons).or(when.persons) {
        Some(span) => vec![inside(Some(span), 0.0) as u32],
        None => vec![40, 100, 10, 700, 5],
    };
    let mut all = Vec::new();
    for usage in usages {
        for hazard in &hazards {
            for rating in &ratings {
                for rise in &rises {
                    for persons in &people {
                        for space in &spaces {
                            for door in &doors {
                                let least = match rise {
                                    Rise::Single | Rise::Basement => 1.0,
                                    Rise::Multi | Rise::High => 2.0,
                                };
                                let storeys = inside(case.storeys.or(when.storeys), least);
                                let tall = if *rise == Rise::High { 26.0 } else { 4.0 * storeys };
                                let hazards = pick(&when.hazards, &case.hazards, &[]);
                                all.push(Wanted {
                                    usage,
                                    hazard: *hazard,
                                    rating: *rating,
                                    sprinklered: case.sprinklered.unwrap_or(false),
                                    storeys: storeys as usize,
                                    height: inside(case.height, tall),
                                    basement: *rise == Rise::Basement,
                                    space: *space,
                                    hazards: hazards.into_iter().take(1).collect(),
                                    persons: *persons,
                                    area: inside(case.area, 900.0),
                                    door: *door,
                                });
                            }
                        }
                    }
                }
            }
        }
    }
    all
}

/// A building under construction.
struct Scene {
    building: Building,
    site: Site,
    number: u32,
}

impl Scene {
    fn new(wanted: &Wanted) -> Self {
        let mut building = Building::new(BuildingId::new("plant"), "Plant", "1F");
        building.usage = wanted.usage;
        building.hazard_category = wanted.hazard;
        building.fire_resistance = wanted.rating;
        building.sprinklered = wanted.sprinklered;
        building.storeys.clear();
        if wanted.basement {
            building.storeys.push(Storey::new(StoreyId::new("storey-b"), "B1", -4.0));
        }
        let each = wanted.height / wanted.storeys as f64;
        for level in 0..wanted.storeys {
            let id = StoreyId::new(&format!("storey-l{level}"));
            let mut storey = Storey::new(id, &format!("{}F", level + 1), each * level as f64);
            storey.height = each;
            building.storeys.push(storey);
        }
        Self { building, site: Site::default(), number: 0 }
    }

    fn room(&mut self, storey: usize, usage: SpaceUse, x: (f64, f64), y: (f64, f64)) -> SpaceId {
        self.number += 1;
        let id = SpaceId::new(&format!("room-{}", self.number));
        let outline = Polygon::rectangle(Point::new(x.0, y.0), Point::new(x.1, y.1));
        self.building.storeys[storey].spaces.push(Space::new(id.clone(), "Room", usage, outline));
        id
    }

    fn space(&mut self, id: &SpaceId) -> &mut Space {
        self.building.space_mut(id).unwrap()
    }

    fn fill(&mut self, id: &SpaceId, persons: u32) {
        self.space(id).load = OccupantLoad::Count(persons);
    }

    /// A door about a point: in an upright wall or in a level one.
    fn door(&mut self, storey: usize, (x, y): (f64, f64), upright: bool, clear: f64) -> DoorId {
        self.number += 1;
        let id = DoorId::new(&format!("door-{}", self.number));
        let half = (clear + 0.1) / 2.0;
        let line = if upright {
            Segment::new(Point::new(x, y - half), Point::new(x, y + half))
        } else {
            Segment::new(Point::new(x - half, y), Point::new(x + half, y))
        };
        let mut door = Door::new(id.clone(), "Door", line);
        door.clear_width = clear;
        door.swing = Swing::Both;
        self.building.storeys[storey].doors.push(door);
        id
    }

    fn exit(&mut self, storey: usize, at: (f64, f64), upright: bool, clear: f64) -> DoorId {
        let id = self.door(storey, at, upright, clear);
        self.building.door_mut(&id).unwrap().exit = true;
        id
    }

    fn hang(&mut self, kind: EquipmentKind, (x, y): (f64, f64)) {
        self.number += 1;
        let id = EquipmentId::new(&format!("equipment-{}", self.number));
        let equipment = Equipment::new(id, kind, Point::new(x, y));
        self.building.storeys[0].equipment.push(equipment);
    }

    /// A stair on all storeys, to the left of x = 0, with an exit at its lowest level.
    fn stair(&mut self, width: f64, enclosure: Enclosure) -> StairId {
        let storeys = self.building.storeys.len();
        let levels: Vec<SpaceId> = (0..storeys)
            .map(|storey| self.room(storey, SpaceUse::Stair, (-3.0, 0.0), (0.0, 6.0)))
            .collect();
        for storey in 1..storeys {
            self.door(storey, (0.0, 3.0), true, 1.5);
        }
        self.exit(0, (-3.0, 3.0), true, 1.5);
        let id = StairId::new("stair-1");
        let mut stair = Stair::new(id.clone(), "S1", levels);
        stair.clear_width = width;
        stair.enclosure = enclosure;
        self.building.stairs.push(stair);
        id
    }

    /// A room behind another, with the inner door between them or with the exit as the one that is
    /// looked at.
    fn two_rooms(&mut self, wanted: &Wanted, clear: f64) -> DoorId {
        let front = self.room(0, SpaceUse::Production, (0.0, 20.0), (0.0, 10.0));
        let behind = self.room(0, SpaceUse::Production, (20.0, 40.0), (0.0, 10.0));
        self.fill(&behind, wanted.persons);
        let outer = wanted.door == Some(DoorPlace::Exit);
        let (outer_width, inner_width) = if outer { (clear, 9.0) } else { (9.0, clear) };
        let exit = self.exit(0, (0.0, 5.0), true, outer_width);
        let inner = self.door(0, (20.0, 5.0), true, inner_width);
        match wanted.door {
            Some(DoorPlace::Lobby) => self.space(&behind).usage = SpaceUse::Lobby,
            Some(DoorPlace::PlantRoom) => self.space(&behind).usage = SpaceUse::Plant,
            Some(DoorPlace::Shaft) => self.space(&behind).usage = SpaceUse::Shaft,
            Some(DoorPlace::HazardRoom) => {
                self.space(&behind).hazards.push(HazardSource::CombustibleDust);
            }
            Some(DoorPlace::TenantBoundary) => {
                self.space(&front).tenant = Some(TenantId::new("tenant-1"));
                self.space(&behind).tenant = Some(TenantId::new("tenant-2"));
            }
            Some(DoorPlace::Stairwell) => {
                // The room in front is the stairwell; the exit is its own.
                self.space(&front).usage = SpaceUse::Stair;
                let mut stair = Stair::new(StairId::new("stair-1"), "S1", vec![front]);
                stair.enclosure = Enclosure::SmokeProof;
                self.building.stairs.push(stair);
            }
            Some(DoorPlace::Exit) | None => {}
        }
        if outer { exit } else { inner }
    }
}

/// A building whose measure has this value, as nearly as geometry allows.
fn draw(measure: Measure, value: f64, wanted: &Wanted) -> Scene {
    let mut scene = Scene::new(wanted);
    let good = value >= 1.0;
    match measure {
        Measure::CommonPath | Measure::DeadEnd if value == 0.0 => {
            let corridor = measure == Measure::DeadEnd;
            let usage = if corridor { SpaceUse::Corridor } else { wanted.space };
            let room = scene.room(0, usage, (0.0, 20.0), (0.0, 4.0));
            scene.fill(&room, wanted.persons);
            scene.exit(0, (0.0, 2.0), true, 1.5);
            scene.exit(0, (20.0, 2.0), true, 1.5);
        }
        Measure::TravelDistance | Measure::CommonPath => {
            let width = (value * 0.5).min(10.0);
            let length = (value * value - width * width / 4.0).sqrt();
            let hall = scene.room(0, wanted.space, (0.0, length), (0.0, width));
            scene.fill(&hall, wanted.persons);
            scene.exit(0, (0.0, width / 2.0), true, 1.5);
        }
        Measure::DeadEnd => {
            let length = (value * value - 1.0).max(0.04).sqrt();
            scene.room(0, SpaceUse::Corridor, (0.0, length), (0.0, 2.0));
            scene.exit(0, (0.0, 1.0), true, 1.5);
        }
        Measure::Exits | Measure::SpaceExits => {
            let side = (wanted.area * 0.999).sqrt();
            let hall = scene.room(0, wanted.space, (0.0, side), (0.0, side));
            scene.fill(&hall, wanted.persons);
            for exit in 0..value as usize {
                scene.exit(0, (1.0 + exit as f64 * 1.4, 0.0), false, 0.9);
            }
        }
        Measure::ExitSpacing => {
            scene.room(0, wanted.space, (0.0, 40.0), (0.0, 10.0));
            scene.exit(0, (5.0, 0.0), false, 0.9);
            scene.exit(0, (6.0 + value, 0.0), false, 0.9);
        }
        Measure::ExitSeparation => {
            scene.room(0, wanted.space, (0.0, 40.0), (0.0, 30.0));
            scene.exit(0, (1.0, 0.0), false, 0.9);
            scene.exit(0, (1.0 + value * 50.0, 0.0), false, 0.9);
        }
        Measure::ExitWidth => {
            let hall = scene.room(0, wanted.space, (0.0, 40.0), (0.0, 10.0));
            scene.fill(&hall, wanted.persons);
            scene.exit(0, (20.0, 0.0), false, value);
        }
        Measure::StairWidth | Measure::StairClearWidth | Measure::StairEnclosure => {
            if scene.building.storeys.len() < 2 {
                return scene;
            }
            let enclosure = match (measure, value) {
                (Measure::StairEnclosure, v) if v < 1.0 => Enclosure::Open,
                (Measure::StairEnclosure, v) if v < 2.0 => Enclosure::Enclosed,
                _ => Enclosure::SmokeProof,
            };
            let width = if measure == Measure::StairEnclosure { 2.0 } else { value };
            scene.stair(width, enclosure);
            let top = scene.building.storeys.len() - 1;
            let hall = scene.room(top, wanted.space, (0.0, 30.0), (0.0, 10.0));
            scene.fill(&hall, wanted.persons);
        }
        Measure::CorridorClearWidth => {
            scene.room(0, SpaceUse::Corridor, (0.0, 20.0), (0.0, value));
            let hall = scene.room(0, SpaceUse::Production, (0.0, 20.0), (value, value + 10.0));
            scene.fill(&hall, wanted.persons);
            scene.exit(0, (0.0, value / 2.0), true, value * 0.8);
        }
        Measure::DoorClearWidth => {
            scene.two_rooms(wanted, value);
        }
        Measure::DoorSwing
        | Measure::SideHung
        | Measure::OpensWithoutKey
        | Measure::FireDoorClass
        | Measure::CompartmentDoorClass
        | Measure::HeldOpenReleased
        | Measure::FireDoorClosed
        | Measure::SelfCloser
        | Measure::SequenceSelector => {
            let id = scene.two_rooms(wanted, 3.0);
            if measure == Measure::CompartmentDoorClass {
                scene.space(&SpaceId::new("room-1")).compartment = "A".to_owned();
                scene.space(&SpaceId::new("room-2")).compartment = "B".to_owned();
            }
            if measure == Measure::HeldOpenReleased {
                // A release far from the door is another door's.
                let far = if good { 2.5 } else { 3.5 };
                let middle = scene.building.door(&id).unwrap().1.line.middle();
                scene.hang(EquipmentKind::DoorRelease, (middle.x + far, middle.y));
            }
            let door = scene.building.door_mut(&id).unwrap();
            door.leaves = 2;
            let fire = |class| DoorKind::Fire { class, closing: Closing::NormallyClosed };
            match measure {
                // The line goes up: people leave to its left.
                Measure::DoorSwing => door.swing = if good { Swing::Left } else { Swing::Right },
                Measure::SideHung if !good => door.swing = Swing::Sliding,
                Measure::OpensWithoutKey => door.hardware.lock = !good,
                Measure::FireDoorClass | Measure::CompartmentDoorClass => {
                    door.kind = match value {
                        v if v >= 1.5 => fire(FireClass::A),
                        v if v >= 1.0 => fire(FireClass::B),
                        v if v >= 0.5 => fire(FireClass::C),
                        _ => DoorKind::Ordinary,
                    }
                }
                Measure::SideHung => {}
                Measure::HeldOpenReleased => {
                    let (class, closing) = (FireClass::B, Closing::HeldOpen);
                    door.kind = DoorKind::Fire { class, closing };
                }
                _ => {
                    door.kind = fire(FireClass::B);
                    door.hardware.self_closer = good || measure != Measure::SelfCloser;
                    door.hardware.sequence_selector = good || measure != Measure::SequenceSelector;
                    if !good && measure == Measure::FireDoorClosed {
                        door.state = DoorState::ProppedOpen;
                    }
                }
            }
        }
        Measure::CompartmentArea => {
            let half = scene.room(0, wanted.space, (0.0, 40.0), (0.0, value / 80.0));
            let other = scene.room(0, wanted.space, (40.0, 80.0), (0.0, value / 80.0));
            for (id, name) in [(&half, "A"), (&other, "A")] {
                scene.space(id).compartment = name.to_owned();
            }
            let beyond = scene.room(0, wanted.space, (80.0, 90.0), (0.0, 1.0));
            scene.space(&beyond).compartment = "B".to_owned();
        }
        Measure::ExitSignDistance => {
            // From the middle of a long wall the corners of the other one are farthest.
            let to_end = (value * value - 4.0).max(0.0).sqrt();
            scene.room(0, SpaceUse::Corridor, (0.0, 2.0 * to_end), (0.0, 2.0));
            scene.hang(EquipmentKind::ExitSign, (to_end, 2.0));
        }
        Measure::ExitSigned => {
            scene.room(0, wanted.space, (0.0, 20.0), (0.0, 10.0));
            scene.exit(0, (0.0, 5.0), true, 1.5);
            scene.hang(EquipmentKind::ExitSign, (if good { 1.9 } else { 2.1 }, 5.0));
        }
        Measure::EmergencyLighting => {
            scene.room(0, wanted.space, (0.0, 20.0), (0.0, 2.0));
            scene.room(0, SpaceUse::Office, (0.0, 20.0), (2.0, 10.0));
            scene.hang(EquipmentKind::EmergencyLight, (9.0, if good { 1.0 } else { 4.0 }));
        }
        Measure::SharedStairKept => {
            if scene.building.storeys.len() < 2 {
                return scene;
            }
            scene.stair(1.5, Enclosure::Enclosed);
            for (x, tenant) in [(0.0, "tenant-1"), (10.0, "tenant-2")] {
                let room = scene.room(1, SpaceUse::Production, (x, x + 10.0), (0.0, 6.0));
                scene.space(&room).tenant = Some(TenantId::new(tenant));
            }
            scene.door(1, (10.0, 3.0), true, 1.5);
            if good {
                scene.building.stairs[0].responsible = "Zhang".to_owned();
            }
        }
        Measure::SpaceArea => {
            let usage = if value > 0.0 { wanted.space } else { SpaceUse::Storage };
            scene.room(0, usage, (0.0, 10.0), (0.0, 10.0));
        }
        Measure::EBikeChargingOnRoute => {
            scene.two_rooms(wanted, 3.0);
            let place = if good { SpaceId::new("room-1") } else { SpaceId::new("room-2") };
            scene.space(&place).hazards.push(HazardSource::EBikeCharging);
        }
        Measure::HazardRoomToExit => {
            scene.room(0, SpaceUse::Production, (0.0, 40.0), (0.0, 10.0));
            let room = scene.room(0, SpaceUse::Storage, (40.0, 50.0), (0.0, 10.0));
            scene.space(&room).hazards.clone_from(&wanted.hazards);
            scene.exit(0, (40.0 - value - 0.5, 0.0), false, 0.9);
        }
        Measure::AssemblyCapacity => {
            let hall = scene.room(0, wanted.space, (0.0, 10.0), (0.0, 10.0));
            scene.fill(&hall, wanted.persons);
            scene.site.assembly_points.push(AssemblyPoint {
                id: SiteElementId::new("site-1"),
                name: "A".to_owned(),
                area: Polygon::rectangle(Point::new(0.0, -20.0), Point::new(9.0, -10.0)),
                capacity: Some(value as u32),
                responsible: String::new(),
            });
        }
        Measure::FireLaneWidth
        | Measure::FireLaneHeight
        | Measure::FireLaneClear
        | Measure::FireLaneToBuilding => {
            scene.room(0, wanted.space, (0.0, 10.0), (0.0, 10.0));
            let of = |wanted, usual| if measure == wanted { value } else { usual };
            let width = of(Measure::FireLaneWidth, 6.0);
            let y = -(of(Measure::FireLaneToBuilding, 9.0) + width / 2.0);
            scene.site.fire_lanes.push(FireLane {
                id: SiteElementId::new("site-1"),
                name: "Lane".to_owned(),
                path: vec![Point::new(-20.0, y), Point::new(40.0, y)],
                clear_width: width,
                clear_height: of(Measure::FireLaneHeight, 6.0),
                kept_clear: measure != Measure::FireLaneClear || good,
            });
        }
    }
    scene
}

/// How far beside a limit a value is surely on its side: what walking round a door frame costs.
fn margin(measure: Measure) -> f64 {
    match measure {
        Measure::TravelDistance | Measure::CommonPath | Measure::DeadEnd => 0.05,
        Measure::Exits | Measure::SpaceExits | Measure::AssemblyCapacity => 1.0,
        Measure::EBikeChargingOnRoute | Measure::SpaceArea => 1.0,
        Measure::FireDoorClass | Measure::CompartmentDoorClass => 0.5,
        Measure::CompartmentArea => 1.0,
        Measure::StairEnclosure => 1.0,
        _ => 0.005,
    }
}

fn of_rule(scene: &Scene, pack: &Pack, rule: &str) -> Vec<Finding> {
    let only = Pack { rules: vec![pack.rule(rule).unwrap().clone()], ..pack.clone() };
    check(&scene.building, &scene.site, &only)
}

/// Whether some building of the candidates breaks the limit by a little, and keeps it by a little.
fn tried(pack: &Pack, rule: &Rule, case: &muster::rules::Case) -> Result<(), String> {
    let factor = rule.unit.factor();
    let mut last = "no candidate".to_owned();
    for wanted in candidates(rule, &case.when) {
        let (bound, limit) = match case.limit {
            Limit::AtMost(x) => (Bound::AtMost, x * factor),
            Limit::AtLeast(x) => (Bound::AtLeast, x * factor),
            Limit::AtLeastPerPerson(x) => (Bound::AtLeast, x * factor * f64::from(wanted.persons)),
            Limit::Must => (Bound::Must, 1.0),
            Limit::Nothing => return Ok(()),
        };
        let by = margin(rule.measure);
        let (good, bad) = match bound {
            Bound::AtMost if limit == 0.0 => (0.0, 1.0),
            Bound::AtMost => (limit - by, limit + by),
            Bound::AtLeast => (limit, limit - by),
            Bound::Must => (1.0, 0.0),
        };
        let broken = of_rule(&draw(rule.measure, bad, &wanted), pack, &rule.id);
        let hit = broken.iter().find(|f| f.bound == bound && (f.limit - limit).abs() < 1e-6);
        let Some(hit) = hit else {
            last = format!("{wanted:?} at {bad}: {broken:?}");
            continue;
        };
        let near = matches!(bound, Bound::Must)
            || (hit.measured - bad).abs() <= by.max(0.03)
            || matches!(rule.measure, Measure::EBikeChargingOnRoute | Measure::SpaceArea)
            || limit == 0.0;
        assert!(near, "{}: measured {} instead of {bad}", rule.id, hit.measured);
        let kept = draw(rule.measure, good, &wanted);
        // The outer door of a pair may break the rule where the inner one keeps it, and a lobby's.
        let still = of_rule(&kept, pack, &rule.id);
        let still: Vec<_> = still.iter().filter(|f| f.element == hit.element).collect();
        assert!(still.is_empty(), "{} at {good}: {still:?}", rule.id);
        return Ok(());
    }
    Err(last)
}

#[test]
fn every_case_of_every_rule_is_kept_just_inside_and_broken_just_outside() {
    let mut count = 0;
    let mut failed = Vec::new();
    for (name, _) in BUILT_IN {
        let pack = rule_pack(name, None).unwrap();
        let (mut rules, mut cases) = (0, 0);
        for rule in &pack.rules {
            rules += 1;
            for (at, case) in rule.cases.iter().enumerate() {
                if let Err(why) = tried(&pack, rule, case) {
                    failed.push(format!("{} case {at}: {why}", rule.id));
                }
                cases += usize::from(case.limit != Limit::Nothing);
            }
        }
        println!("{name}: {rules} rules, {cases} limits, {} tests", 2 * cases);
        count += 2 * cases;
    }
    println!("together {count} tests");
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    assert!(count >= 200, "{count}");
}

/// GB 50016-2014 (2018), table 3.7.4, as it is printed: category, rating, and the distances for a
/// single storey, several, high-rise and basement, m; −1 for no limit, 0 for not allowed.
const TABLE_3_7_4: [(HazardCategory, FireResistance, [f64; 4]); 9] = [
    (HazardCategory::A, FireResistance::One, [30.0, 25.0, 0.0, 0.0]),
    (HazardCategory::B, FireResistance::Two, [75.0, 50.0, 30.0, 0.0]),
    (HazardCategory::C, FireResistance::Two, [80.0, 60.0, 40.0, 30.0]),
    (HazardCategory::C, FireResistance::Three, [60.0, 40.0, 0.0, 0.0]),
    (HazardCategory::D, FireResistance::Two, [-1.0, -1.0, 50.0, 45.0]),
    (HazardCategory::D, FireResistance::Three, [60.0, 50.0, 0.0, 0.0]),
    (HazardCategory::D, FireResistance::Four, [50.0, 0.0, 0.0, 0.0]),
    (HazardCategory::E, FireResistance::One, [-1.0, -1.0, 75.0, 60.0]),
    (HazardCategory::E, FireResistance::Three, [100.0, 75.0, 0.0, 0.0]),
];

#[test]
fn the_table_of_travel_distances_is_the_printed_one() {
    let pack = rule_pack("gb", None).unwrap();
    for (hazard, rating, limits) in TABLE_3_7_4 {
        for (column, limit) in limits.into_iter().enumerate() {
            let wanted = Wanted {
                usage: BuildingUse::Factory,
                hazard,
                rating,
                sprinklered: false,
                storeys: if column == 0 || column == 3 { 1 } else { 2 },
                height: if column == 2 { 26.0 } else { 8.0 },
                basement: column == 3,
                space: SpaceUse::Production,
                hazards: Vec::new(),
                persons: 30,
                area: 900.0,
                door: None,
            };
            let far = draw(Measure::TravelDistance, 160.0, &wanted);
            let found = of_rule(&far, &pack, "gb-travel-distance");
            let found = found.first().map(|finding| finding.limit);
            let expected = (limit > 0.0).then_some(limit);
            assert_eq!(found, expected, "{hazard:?} {rating:?} column {column}");
        }
    }
}

#[test]
fn a_hall_with_exits_at_both_ends_is_measured_to_its_middle() {
    let wanted = candidates(
        rule_pack("gb", None).unwrap().rule("gb-travel-distance").unwrap(),
        &Condition::default(),
    );
    let mut scene = Scene::new(&wanted[0]);
    scene.room(0, SpaceUse::Production, (0.0, 200.0), (0.0, 12.0));
    scene.exit(0, (0.0, 6.0), true, 1.5);
    scene.exit(0, (200.0, 6.0), true, 1.5);
    let pack = rule_pack("gb", None).unwrap();
    let found = of_rule(&scene, &pack, "gb-travel-distance");
    let expected = 100.0_f64.hypot(6.0);
    assert!((found[0].measured - expected).abs() < 0.2, "{} of {expected}", found[0].measured);
    assert!((found[0].at.unwrap().x - 100.0).abs() < 0.5, "it is shown in the middle");
}

#[test]
fn a_fix_meets_the_rule_it_comes_from() {
    let mut fixed: BTreeMap<String, u32> = BTreeMap::new();
    for (name, _) in BUILT_IN {
        let pack = rule_pack(name, None).unwrap();
        for rule in &pack.rules {
            for case in &rule.cases {
                for wanted in candidates(rule, &case.when) {
                    let bad = match case.limit {
                        Limit::AtLeast(x) => x * rule.unit.factor() * 0.8,
                        Limit::Must => 0.0,
                        _ => continue,
                    };
                    let mut scene = draw(rule.measure, bad, &wanted);
                    let Some(finding) = of_rule(&scene, &pack, &rule.id).into_iter().next() else {
                        continue;
                    };
                    let Some(fix) = finding.fix.clone() else { continue };
                    fix.apply(&mut scene.building, &mut scene.site).unwrap();
                    let left = of_rule(&scene, &pack, &rule.id);
                    let left = left.iter().any(|other| other.element == finding.element);
                    assert!(!left, "{} is still there after its fix", rule.id);
                    *fixed.entry(format!("{:?}", rule.measure)).or_default() += 1;
                }
            }
        }
    }
    assert!(fixed.len() >= 9, "fixes for only {fixed:?}");
}

#[test]
fn a_waiver_marks_its_finding_and_needs_a_reason_and_a_name() {
    let pack = rule_pack("gb", None).unwrap();
    let rule = pack.rule("gb-door-key").unwrap();
    let wanted = &candidates(rule, &Condition::default())[0];
    let mut scene = draw(rule.measure, 0.0, wanted);
    let finding = of_rule(&scene, &pack, &rule.id).remove(0);
    let waiver = |reason: &str| Waiver {
        rule: finding.rule.clone(),
        element: finding.element.clone(),
        reason: reason.to_owned(),
        by: "Li Wei".to_owned(),
        since: "2026-07-01".parse().unwrap(),
    };
    let refused = Edit::Waive(waiver(" ")).apply(&mut scene.building, &mut scene.site);
    assert!(refused.is_err() && scene.building.waivers.is_empty());
    Edit::Waive(waiver("guarded")).apply(&mut scene.building, &mut scene.site).unwrap();
    let waived = of_rule(&scene, &pack, &rule.id).remove(0);
    assert_eq!(waived.waived.map(|w| w.by).as_deref(), Some("Li Wei"));
    let back = Edit::Unwaive { rule: rule.id.clone(), element: finding.element };
    back.apply(&mut scene.building, &mut scene.site).unwrap();
    assert!(of_rule(&scene, &pack, &rule.id)[0].waived.is_none());
}

#[test]
fn an_own_pack_is_read_and_its_mistakes_have_a_place() {
    let gb = BUILT_IN[0].1;
    let path = Path::new("own.ron");
    for (from, to, told) in [
        ("measure: TravelDistance", "measure: TravelTime", "TravelTime"),
        ("unit: Metre", "unit: Person", "is measured in Metre"),
        ("limit: AtMost(30.0)", "limit: Must", "is no limit for"),
        ("id: \"gb-exits\"", "id: \"gb-travel-distance\"", "is there twice"),
        ("severity: Error,", "severity: Error, colour: 1,", "colour"),
    ] {
        assert!(gb.contains(from), "{from}");
        let error = from_text::<Pack>(path, &gb.replacen(from, to, 1)).unwrap_err();
        let text = Language::English.say(&error.message());
        assert!(error.place.is_some() && text.contains(told), "{told}: {text}");
    }
    for end in (0..gb.len()).step_by(97).filter(|end| gb.is_char_boundary(*end)) {
        assert!(from_text::<Pack>(path, &gb[..end]).is_err(), "cut at {end}");
    }
}

#[test]
fn packs_say_themselves_in_both_languages_and_survive_being_written() {
    for (name, _) in BUILT_IN {
        let pack = rule_pack(name, None).unwrap();
        assert_eq!(pack.id, name);
        for rule in &pack.rules {
            let Rule { text, clause, edition, .. } = rule;
            let said = !text.en.is_empty() && !clause.is_empty() && !edition.is_empty();
            let chinese = text.zh.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            assert!(said && chinese, "{}", rule.id);
            let practice = edition == "Good practice";
            assert!(!practice || rule.confidence == Confidence::Low, "{}", rule.id);
        }
        let text = muster::store::to_text(&pack).unwrap();
        assert_eq!(from_text::<Pack>(Path::new(name), &text).unwrap(), pack);
    }
}

/// What is not entered: the rule, what is missing, and what puts it into the model.
type Entered = (&'static str, Fact, fn(&mut Scene));

#[test]
fn a_rule_whose_facts_are_not_entered_is_told_and_not_passed_over() {
    let pack = rule_pack("gb", None).unwrap();
    let wanted = candidates(pack.rule("gb-travel-distance").unwrap(), &Condition::default());
    let mut scene = Scene::new(&wanted[0]);
    let front = scene.room(0, SpaceUse::Corridor, (0.0, 20.0), (0.0, 2.0));
    let hall = scene.room(0, SpaceUse::Production, (0.0, 20.0), (2.0, 10.0));
    scene.exit(0, (0.0, 1.0), true, 1.5);
    let inner = scene.door(0, (10.0, 2.0), false, 1.5);
    let door = scene.building.door_mut(&inner).unwrap();
    door.kind = DoorKind::Fire { class: FireClass::B, closing: Closing::HeldOpen };
    scene.site.assembly_points.push(AssemblyPoint {
        id: SiteElementId::new("site-1"),
        name: "A".to_owned(),
        area: Polygon::rectangle(Point::new(0.0, -20.0), Point::new(9.0, -10.0)),
        capacity: None,
        responsible: String::new(),
    });
    assert_eq!((front.as_str(), hall.as_str()), ("room-1", "room-2"));
    let steps: [Entered; 7] = [
        ("gb-exit-width-persons", Fact::People, |scene| {
            scene.fill(&SpaceId::new("room-2"), 10);
        }),
        ("gb-compartment-area", Fact::Compartments, |scene| {
            scene.space(&SpaceId::new("room-2")).compartment = "A".to_owned();
        }),
        ("gb-exit-sign-distance", Fact::ExitSigns, |scene| {
            scene.hang(EquipmentKind::ExitSign, (1.0, 1.0));
        }),
        ("gb-emergency-lighting", Fact::EmergencyLights, |scene| {
            scene.hang(EquipmentKind::EmergencyLight, (9.0, 1.0));
        }),
        ("gb-held-open-release", Fact::DoorReleases, |scene| {
            scene.hang(EquipmentKind::DoorRelease, (10.0, 1.0));
        }),
        ("gb-assembly-capacity", Fact::AssemblyCapacity, |scene| {
            scene.site.assembly_points[0].capacity = Some(50);
        }),
        ("gb-fire-lane-width", Fact::FireLanes, |scene| {
            scene.site.fire_lanes.push(FireLane {
                id: SiteElementId::new("site-2"),
                name: "Lane".to_owned(),
                path: vec![Point::new(-20.0, -9.0), Point::new(40.0, -9.0)],
                clear_width: 4.0,
                clear_height: 4.0,
                kept_clear: true,
            });
        }),
    ];
    for (rule, fact, enter) in steps {
        let before = examine(&scene.building, &scene.site, &pack);
        let told = before.unchecked.iter().find(|one| one.rule == rule);
        assert_eq!(told.map(|one| one.missing), Some(fact), "{rule}");
        assert!(before.findings.iter().all(|finding| finding.rule != rule), "{rule} is judged");
        let words = Language::English.say(&told.unwrap().message(Language::English));
        assert!(words.contains(&Language::English.t(fact.key())), "{words}");
        enter(&mut scene);
        let after = examine(&scene.building, &scene.site, &pack);
        assert!(after.unchecked.iter().all(|one| one.missing != fact), "{rule} is still told");
    }
    assert!(examine(&scene.building, &scene.site, &pack).unchecked.is_empty());
}

#[test]
fn a_rule_for_another_kind_of_building_is_not_told_as_unchecked() {
    let pack = rule_pack("gb", None).unwrap();
    let wanted = candidates(pack.rule("gb-travel-distance").unwrap(), &Condition::default());
    let mut scene = Scene::new(&wanted[0]);
    scene.building.usage = BuildingUse::Factory;
    let unchecked = examine(&scene.building, &scene.site, &pack).unchecked;
    assert!(unchecked.iter().any(|one| one.rule == "gb-compartment-area"));
    assert!(unchecked.iter().all(|one| one.rule != "gb-store-compartment-area"));
}
