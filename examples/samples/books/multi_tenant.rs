//! A plant of three tenants with two shared stairs. An e-bike battery burns under stair 2; after
//! the charging point was moved and the landing cleared, the times fell.

use muster::building::{
    Building, BuildingId, BuildingUse, DoorId, DoorState, ElementId, EquipmentKind, HazardCategory,
    HazardSource, Site, SiteElementId, SitePlaceKind, SpaceId, SpaceUse, StairId, StoreyId, Swing,
    Tenant, TenantId,
};
use muster::drill::{
    CheckpointKind, DoorFinding, FireGrowth, FireOrigin, Impairment, InjectId, Record, Role,
    Scenario, ScenarioId, Severity, Trigger, What, propose_checkpoints,
};
use muster::store::Contents;
use muster::units::Seconds;

use super::Made;
use super::draft::{Along, CLOSED_B, Draft, SiteDraft};
use super::people::{Department, name, people};
use super::planning::{inject, named_checks, named_roles, with_targets};
use super::story::{Story, Way, closed, day, open};

const DAY: &str = "白班 Day";

struct Plant {
    building: Building,
    site: Site,
    storeys: Vec<StoreyId>,
    under_stair: SpaceId,
    stairs: [StairId; 2],
    exits: [DoorId; 2],
    /// The tenant's door to stair 2 on the second storey.
    second_east: DoorId,
    points: Vec<SiteElementId>,
}

/// A storey's hall between the two stair rooms.
const HALL: [(f64, f64); 12] = [
    (0.0, 0.0),
    (60.0, 0.0),
    (60.0, 7.0),
    (57.0, 7.0),
    (57.0, 13.0),
    (60.0, 13.0),
    (60.0, 20.0),
    (0.0, 20.0),
    (0.0, 13.0),
    (3.0, 13.0),
    (3.0, 7.0),
    (0.0, 7.0),
];

fn plant(charging: bool) -> Plant {
    use EquipmentKind as K;
    use SpaceUse as U;
    let id = BuildingId::new("multi-tenant-plant");
    let mut building = Building::new(id, "厂中厂 Multi-tenant plant", "1F");
    building.usage = BuildingUse::Mixed;
    building.hazard_category = HazardCategory::C;
    let mut draft = Draft::new(building, 4.5);
    let firms =
        [("恒力注塑 Injection moulding", 40), ("锦绣制衣 Garments", 41), ("华彩印刷 Printing", 42)];
    let mut rooms = Vec::new();
    let mut doors = Vec::new();
    let mut storeys = vec![draft.building.storeys[0].id.clone()];
    let mut exits = Vec::new();
    for (number, (firm, person)) in firms.into_iter().enumerate() {
        let level = number + 1;
        if number > 0 {
            storeys.push(draft.storey(&format!("{level}F"), 4.5));
        }
        let tenant = TenantId::numbered(draft.building.next_number());
        let responsible = name(person);
        draft.building.tenants.push(Tenant {
            id: tenant.clone(),
            name: firm.to_owned(),
            responsible: responsible.clone(),
        });
        let west = draft.rect(
            &format!("1号楼梯 S1 {level}F"),
            U::Stair,
            (0.0, 7.0),
            (3.0, 13.0),
            0,
            &name(43),
        );
        let east = draft.rect(
            &format!("2号楼梯 S2 {level}F"),
            U::Stair,
            (57.0, 7.0),
            (60.0, 13.0),
            0,
            &name(43),
        );
        let spaces = match level {
            1 => vec![draft.room("注塑车间 Moulding hall", U::Production, &HALL, 35, &responsible)],
            2 => vec![draft.room("制衣车间 Sewing hall", U::Production, &HALL, 92, &responsible)],
            _ => {
                let mut hall = HALL.to_vec();
                hall.splice(6..8, [(60.0, 14.0), (52.0, 14.0), (52.0, 20.0), (0.0, 20.0)]);
                let hall =
                    draft.room("印刷车间 Printing hall", U::Production, &hall, 40, &responsible);
                let store = draft.rect(
                    "香精溶剂库 Flavour store",
                    U::Storage,
                    (52.0, 14.0),
                    (60.0, 20.0),
                    1,
                    &responsible,
                );
                draft
                    .building
                    .space_mut(&store)
                    .expect("drawn")
                    .hazards
                    .push(HazardSource::HazardousChemicals);
                draft.door("3F-D1", (54.0, 14.0), Along::X, 0.9, CLOSED_B);
                vec![hall, store]
            }
        };
        for space in &spaces {
            draft.building.space_mut(space).expect("drawn").tenant = Some(tenant.clone());
        }
        let west_door = draft.door(&format!("{level}F-W"), (3.0, 10.0), Along::Y, 1.1, CLOSED_B);
        let east_door = draft.door(&format!("{level}F-E"), (57.0, 10.0), Along::Y, 1.1, CLOSED_B);
        draft.answers(&west_door, &responsible);
        draft.answers(&east_door, &responsible);
        if level == 1 {
            exits.push(draft.exit("E1", (0.0, 10.0), Along::Y, 1.4, Swing::Left, &name(43)));
            exits.push(draft.exit("E2", (60.0, 10.0), Along::Y, 1.2, Swing::Right, &name(43)));
            draft.goods_door("G1", (30.0, 0.0), Along::X, 3.0);
            if charging {
                draft
                    .building
                    .space_mut(&east)
                    .expect("drawn")
                    .hazards
                    .push(HazardSource::EBikeCharging);
            }
        }
        let items = [
            (K::CallPoint, 3.6, 11.4),
            (K::CallPoint, 56.4, 11.4),
            (K::Extinguisher, 3.6, 8.4),
            (K::Extinguisher, 30.0, 5.0),
            (K::Extinguisher, 56.4, 8.4),
            (K::Hydrant, 30.0, 19.4),
            (K::ExitSign, 4.0, 10.0),
            (K::ExitSign, 56.0, 10.0),
            (K::EmergencyLight, 15.0, 10.0),
            (K::EmergencyLight, 45.0, 10.0),
        ];
        draft.equip(day("2026-07-15"), &items);
        rooms.push([west, east]);
        doors.push(east_door);
    }
    let levels = |end: usize| rooms.iter().map(|pair| pair[end].clone()).collect();
    let stairs = [draft.stair("S1", levels(0), 1.2), draft.stair("S2", levels(1), 1.2)];
    draft.light_ways(day("2026-07-15"));
    draft.compartments(&[]);
    let mut site = SiteDraft::default();
    let points = firms.iter().enumerate().map(|(number, (firm, person))| {
        let x = -60.0 + 16.0 * number as f64;
        site.assembly_point(
            &format!("集合点{} {firm}", number + 1),
            (x, 30.0),
            (x + 12.0, 42.0),
            120,
            &name(*person),
        )
    });
    let points = points.collect();
    site.fire_lane("消防车道 Lane", &[(-10.0, -6.0), (70.0, -6.0), (70.0, 26.0)]);
    site.gate("大门 Gate", (-64.0, -4.0), (-64.0, 4.0));
    if !charging {
        site.place(
            "电动车充电棚 E-bike charging",
            SitePlaceKind::EBikeCharging,
            (84.0, 0.0),
            (96.0, 6.0),
        );
    }
    Plant {
        building: draft.building,
        site: site.site,
        storeys,
        under_stair: rooms[0][1].clone(),
        stairs,
        exits: [exits[0].clone(), exits[1].clone()],
        second_east: doors[1].clone(),
        points,
    }
}

fn scenarios(plant: &Plant, contents: &Contents) -> [Scenario; 2] {
    let storeys: Vec<String> = plant.storeys.iter().map(|id| format!("cleared-{id}")).collect();
    let targets = [
        (storeys[0].as_str(), 210.0),
        (storeys[1].as_str(), 210.0),
        (storeys[2].as_str(), 240.0),
        ("all-accounted-for", 360.0),
    ];
    let base = |id: &str, title: &str| {
        let mut scenario = Scenario::new(ScenarioId::new(id), title, plant.building.id.clone());
        scenario.shift = DAY.to_owned();
        scenario.checkpoints = propose_checkpoints(&plant.building, &plant.site);
        scenario.checkpoints.retain(|checkpoint| match &checkpoint.kind {
            CheckpointKind::SpaceCleared(_) => false,
            CheckpointKind::DoorChecked(door) => *door == plant.second_east,
            _ => true,
        });
        with_targets(&mut scenario.checkpoints, &targets);
        scenario.roles = named_roles(&plant.building, &plant.site, 50);
        scenario.pre_start = named_checks(&plant.building, &contents.manifest.people, 70);
        scenario
    };
    let mut lost = base("stair-2-lost", "2号楼梯失效 E-bike fire, stair S2 lost");
    lost.description = "2号楼梯底部电动车电池起火，全部走1号楼梯。 An e-bike battery burns under stair S2; all leave by S1.".to_owned();
    lost.impairments = vec![
        Impairment::StairBlocked(plant.stairs[1].clone()),
        Impairment::Door(plant.exits[1].clone(), DoorState::Blocked),
    ];
    lost.fire = Some(FireOrigin {
        space: plant.under_stair.clone(),
        at: None,
        growth: FireGrowth::UltraFast,
        what: "电动车锂电池 E-bike battery".to_owned(),
    });
    lost.injects = vec![inject(
        "smoke-in-s2",
        Trigger::At(Seconds::new(15.0)),
        Role::EvacuationGuide,
        "2号楼梯间充满烟气。 Stair S2 is full of smoke.",
        "拦住去2号楼梯的人，改走1号楼梯。 Stop people from S2 and lead them to S1.",
    )];
    let gone = [CheckpointKind::ExitFirst, CheckpointKind::ExitLast]
        .map(|kind| kind(plant.exits[1].clone()));
    lost.checkpoints.retain(|checkpoint| !gone.contains(&checkpoint.kind));
    let mut all = base("three-tenants", "三家联合疏散 Joint drill of three tenants");
    all.description = "1F注塑机起火，三家同时疏散、各自点名。 A moulding machine burns on 1F; each tenant calls its own roll.".to_owned();
    all.announced = false;
    [lost, all]
}

/// The best drill without stair 2, people and times as the hydraulic model has them when half of the
/// people begin to walk within 60 s.
const LOST_WAYS: [Way; 2] = [(168, [50.0, 94.0, 127.0, 171.0, 217.0]), (0, [0.0; 5])];

/// The best with both stairs: without notice, half begin within 83 s.
const BOTH_WAYS: [Way; 2] =
    [(96, [57.0, 100.0, 126.0, 150.0, 183.0]), (72, [66.0, 100.0, 120.0, 139.0, 188.0])];

fn run<'a>(
    plant: &'a Plant,
    scenario: &'a Scenario,
    started: &'a str,
    total: f64,
    found: DoorFinding,
    who: &'a str,
) -> (Story<'a>, f64) {
    let mut story = Story::new(scenario, &plant.building, &plant.site, started);
    story.conductor = who;
    let at = |share: f64| (total * share).round();
    story.reached(0.0, "alarm");
    story.reached(at(0.07), "alarm-confirmed");
    story.reached(at(0.12), "evacuation-order");
    story.reached(at(0.15), "fire-reported");
    story.reached(at(0.2), "first-attack");
    for (storey, share) in plant.storeys.iter().zip([0.72, 0.76, 0.7]) {
        story.reached(at(share), &format!("cleared-{storey}"));
    }
    let lost = !scenario.impairments.is_empty();
    let (good, last) = if lost { (LOST_WAYS, 0.88) } else { (BOTH_WAYS, 0.78) };
    let ways = story.vary(good, at(last));
    for (exit, way) in plant.exits.iter().zip(ways).filter(|(_, (people, _))| *people > 0) {
        story.leave(exit, way);
    }
    if lost {
        let inject = InjectId::new("smoke-in-s2");
        story.happened(15.0, What::InjectFired { inject: inject.clone() });
        story.happened(at(0.18), What::InjectAcknowledged { inject });
    }
    story.checked(at(0.44), &plant.second_east, found);
    for ((point, people), share) in plant.points.iter().zip([35, 92, 41]).zip([0.8, 0.95, 0.92]) {
        if people == 92 && found == DoorFinding::Locked {
            story.head_count(at(share), point, people, people - 2);
            story.noted(
                at(share),
                "制衣两人在2F锁闭的东门处折返。 Two turned back at the locked door of 2F.",
            );
            story.head_count(total, point, people, people);
            story.reached(total, &format!("head-count-{point}"));
        } else {
            story.head_count(at(share), point, people, people);
            story.reached(at(share), &format!("head-count-{point}"));
        }
    }
    story.reached(total, "all-accounted-for");
    story.reached(total + 80.0, "all-clear");
    (story, total + 90.0)
}

fn records(before: &Plant, after: &Plant, old: &[Scenario; 2], new: &[Scenario; 2]) -> Vec<Record> {
    let (conductor, verifier) = (name(51), name(52));
    let mut records = Vec::new();
    let (mut story, end) =
        run(before, &old[0], "2023-10-20T15:00:00+08:00", 412.0, DoorFinding::Locked, &conductor);
    story.comments = "2F东门上锁，平台堆货，1号楼梯排队。 Locked door on 2F, goods on the landing, a queue in S1.";
    story.mistaken(120.0, &before.exits[0], 1);
    let mut locked = closed(
        1,
        (
            "2F制衣东门上锁。 The east door of the garment tenant on 2F was locked.",
            Severity::Critical,
        ),
        "拆除门锁，换推闩式门锁。 Replace the lock by a panic bar.",
        &name(41),
        ["2023-10-20", "2023-10-27", "2023-10-25", "2023-10-27"],
        &verifier,
    );
    locked.element = Some(ElementId::Door(before.second_east.clone()));
    story.found(locked);
    story.found(closed(
        2,
        ("2号楼梯下方电动车充电。 E-bikes were charged under stair S2.", Severity::Critical),
        "迁至室外充电棚。 Move the charging point to an outdoor shed.",
        &name(43),
        ["2023-10-20", "2024-01-31", "2024-01-18", "2024-01-26"],
        &verifier,
    ));
    story.found(closed(
        3,
        ("2号楼梯平台堆放货物。 Goods stood on a landing of S2.", Severity::Major),
        "清空并划线，每日巡查。 Clear and mark it, walk round every day.",
        &name(42),
        ["2023-10-20", "2023-11-10", "2023-11-06", "2023-11-09"],
        &verifier,
    ));
    records.push(story.end(end));
    let later = [
        (
            0,
            "2024-04-19T15:00:00+08:00",
            268.0,
            "充电点迁出后的第二次演练。 The second drill, after the charging point was moved.",
        ),
        (1, "2024-10-18T15:00:00+08:00", 259.0, ""),
        (0, "2025-04-18T15:00:00+08:00", 255.0, ""),
        (1, "2025-10-17T15:00:00+08:00", 241.0, ""),
        (
            0,
            "2026-04-17T15:00:00+08:00",
            247.0,
            "新租户员工首次参加。 New staff took part for the first time.",
        ),
    ];
    for (number, (scenario, started, total, comments)) in later.into_iter().enumerate() {
        let (mut story, end) =
            run(after, &new[scenario], started, total, DoorFinding::Closed, &conductor);
        story.comments = comments;
        let text = "印刷车间溶剂柜已上锁断电。 The printers locked and isolated the solvent store."
            .to_owned();
        story.late(end - 5.0, 52.0, What::Noted { text });
        if number == 4 {
            story.found(open(
                1,
                ("1号楼梯应急照明一盏不亮。 An emergency light of S1 is dead.", Severity::Major),
                "更换灯具。 Replace the lamp.",
                &name(43),
                ["2026-04-17", "2026-05-08"],
            ));
        }
        records.push(story.end(end));
    }
    records
}

pub fn book() -> Made {
    let (before, after) = (plant(true), plant(false));
    let mut contents = Contents::new("厂中厂园区 Multi-tenant works");
    let manifest = contents.manifest_mut();
    manifest.shifts = vec![DAY.to_owned()];
    manifest.site = after.site.clone();
    let departments = [
        ("恒力注塑 Moulding", DAY, 35),
        ("锦绣制衣 Garments", DAY, 92),
        ("华彩印刷 Printing", DAY, 41),
        ("业主 Owner", DAY, 6),
    ]
    .map(|(name, shift, people)| Department { name, shift, people });
    manifest.people = people(&departments, 3, 2);
    let old = scenarios(&before, &contents);
    let new = scenarios(&after, &contents);
    let records = records(&before, &after, &old, &new);
    contents.buildings.insert(after.building.id.clone(), after.building.into());
    for scenario in new {
        contents.scenarios.insert(scenario.id.clone(), scenario.into());
    }
    (contents, records)
}
