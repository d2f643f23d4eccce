//! A plant for high-end valves, four storeys of 72 × 36 m. In its first drill the south door of the
//! third storey was found propped open for trolleys; a hold-open magnet was fitted, and the times
//! fell from drill to drill.

use muster::building::{
    Building, BuildingId, DoorId, DoorKind, ElementId, EquipmentKind, HazardSource, Site,
    SiteElementId, SitePlaceKind, SpaceId, SpaceUse, StairId, StoreyId, Swing,
};
use muster::drill::{
    Checkpoint, CheckpointId, CheckpointKind, DoorFinding, FireGrowth, FireOrigin, Impairment,
    InjectId, Record, Role, Scenario, ScenarioId, Severity, SpaceOccupants, Trigger, What,
    propose_checkpoints,
};
use muster::store::Contents;
use muster::units::Seconds;

use super::Made;
use super::draft::{Along, CLOSED_A, CLOSED_B, Draft, HELD_A, HELD_B, ORDINARY, SiteDraft};
use super::people::{Department, name, people};
use super::planning::{inject, named_checks, named_roles, with_targets};
use super::story::{Story, Way, closed, day, open};

const DAY: &str = "白班 Day";
const NIGHT: &str = "夜班 Night";

struct Plant {
    building: Building,
    site: Site,
    storeys: [StoreyId; 4],
    exits: [DoorId; 4],
    /// The doors of storeys 2 to 4 to the middle stair.
    third_south: DoorId,
    compartment: [DoorId; 2],
    paint: SpaceId,
    paint_door: DoorId,
    actuators: SpaceId,
    canteen: SpaceId,
    office_spaces: [SpaceId; 5],
    stairs: [StairId; 3],
    points: [SiteElementId; 2],
}

/// The stair rooms: west end, east end, middle of the south wall.
const WEST: [(f64, f64); 2] = [(0.0, 14.5), (3.2, 21.5)];
const EAST: [(f64, f64); 2] = [(68.8, 14.5), (72.0, 21.5)];
const SOUTH: [(f64, f64); 2] = [(34.4, 0.0), (37.6, 7.0)];

fn stair_rooms(draft: &mut Draft, storey: u32) -> [SpaceId; 3] {
    [("S1", WEST), ("S2", EAST), ("S3", SOUTH)].map(|(stair, [a, b])| {
        draft.rect(&format!("{stair} {storey}F"), SpaceUse::Stair, a, b, 0, "")
    })
}

fn stair_doors(draft: &mut Draft, storey: u32, south_kind: DoorKind) -> [DoorId; 3] {
    let west = draft.door(&format!("{storey}F-W"), (3.2, 18.0), Along::Y, 1.1, CLOSED_B);
    let east = draft.door(&format!("{storey}F-E"), (68.8, 18.0), Along::Y, 1.1, CLOSED_B);
    let south = draft.door(&format!("{storey}F-S"), (36.0, 7.0), Along::X, 1.1, south_kind);
    for (door, person) in [(&west, 11), (&east, 12), (&south, 13)] {
        draft.answers(door, &name(storey as usize * 30 + person));
    }
    [west, east, south]
}

fn equipment(draft: &mut Draft) {
    use EquipmentKind as K;
    let items = [
        (K::CallPoint, 4.0, 19.6),
        (K::CallPoint, 68.0, 19.6),
        (K::CallPoint, 38.4, 7.6),
        (K::Hydrant, 4.0, 16.2),
        (K::Hydrant, 68.0, 16.2),
        (K::Extinguisher, 33.6, 7.6),
        (K::Extinguisher, 12.0, 12.0),
        (K::Extinguisher, 50.0, 12.0),
        (K::ExitSign, 4.2, 18.0),
        (K::ExitSign, 67.8, 18.0),
        (K::ExitSign, 36.0, 8.0),
        (K::EmergencyLight, 18.0, 23.0),
        (K::EmergencyLight, 52.0, 23.0),
    ];
    draft.equip(day("2026-08-20"), &items);
}

#[allow(clippy::too_many_lines, reason = "a plan is a list")]
fn plant(south_kind: DoorKind) -> Plant {
    use SpaceUse as U;
    let building = Building::new(BuildingId::new("valve-plant"), "高端阀门厂房 Valve plant", "1F");
    let mut draft = Draft::new(building, 5.4);
    let first = draft.building.storeys[0].id.clone();
    let hall = [
        (0.0, 0.0),
        (34.4, 0.0),
        (34.4, 7.0),
        (37.6, 7.0),
        (37.6, 0.0),
        (60.0, 0.0),
        (60.0, 14.5),
        (68.8, 14.5),
        (68.8, 21.5),
        (72.0, 21.5),
        (72.0, 30.0),
        (62.0, 30.0),
        (62.0, 36.0),
        (10.0, 36.0),
        (10.0, 26.0),
        (0.0, 26.0),
        (0.0, 21.5),
        (3.2, 21.5),
        (3.2, 14.5),
        (0.0, 14.5),
    ];
    let machining =
        draft.room("机加工装配车间 Machining and assembly", U::Production, &hall, 76, &name(30));
    let goods = draft.rect("收货区 Goods-in", U::Storage, (60.0, 0.0), (72.0, 14.5), 8, &name(31));
    draft.rect("更衣室 Lockers", U::Sanitary, (0.0, 26.0), (10.0, 36.0), 0, &name(32));
    let control =
        draft.rect("消防控制室 Control room", U::Plant, (62.0, 30.0), (72.0, 36.0), 2, &name(33));
    let ground = stair_rooms(&mut draft, 1);
    for (space, night) in [(&machining, 24), (&goods, 2), (&control, 2)] {
        draft.shift(space, NIGHT, night);
    }
    stair_doors(&mut draft, 1, CLOSED_B);
    draft.door("1F-D1", (60.0, 8.0), Along::Y, 2.4, ORDINARY);
    draft.door("1F-D2", (10.0, 31.0), Along::Y, 1.1, ORDINARY);
    draft.door("1F-D3", (62.0, 33.0), Along::Y, 0.9, CLOSED_B);
    draft.goods_door("G1", (66.0, 0.0), Along::X, 3.5);
    let exits = [
        draft.exit("E1", (36.0, 36.0), Along::X, 1.8, Swing::Left, &name(34)),
        draft.exit("E2", (0.0, 18.0), Along::Y, 1.5, Swing::Left, &name(35)),
        draft.exit("E3", (72.0, 18.0), Along::Y, 1.5, Swing::Right, &name(36)),
        draft.exit("E4", (36.0, 0.0), Along::X, 1.2, Swing::Right, &name(37)),
    ];
    equipment(&mut draft);

    let second = draft.storey("2F", 4.8);
    let west_part = [
        (0.0, 0.0),
        (34.4, 0.0),
        (34.4, 7.0),
        (37.6, 7.0),
        (37.6, 0.0),
        (54.0, 0.0),
        (54.0, 36.0),
        (0.0, 36.0),
        (0.0, 21.5),
        (3.2, 21.5),
        (3.2, 14.5),
        (0.0, 14.5),
    ];
    let actuators =
        draft.room("电动执行器装配 Actuator assembly", U::Production, &west_part, 104, &name(60));
    let east_part = [
        (54.0, 0.0),
        (72.0, 0.0),
        (72.0, 14.5),
        (68.8, 14.5),
        (68.8, 21.5),
        (72.0, 21.5),
        (72.0, 26.0),
        (54.0, 26.0),
    ];
    let packing =
        draft.room("检验包装 Inspection and packing", U::Production, &east_part, 18, &name(61));
    let store =
        draft.rect("成品库 Finished goods", U::Storage, (54.0, 26.0), (72.0, 36.0), 2, &name(62));
    let rooms_2 = stair_rooms(&mut draft, 2);
    for (space, night) in [(&actuators, 30), (&packing, 6), (&store, 0)] {
        draft.shift(space, NIGHT, night);
    }
    stair_doors(&mut draft, 2, CLOSED_B);
    let compartment = [
        draft.door("2F-A1", (54.0, 8.0), Along::Y, 2.0, HELD_A),
        draft.door("2F-A2", (54.0, 22.0), Along::Y, 2.0, HELD_A),
    ];
    draft.door("2F-D1", (63.0, 26.0), Along::X, 1.5, CLOSED_B);
    equipment(&mut draft);
    let releases =
        [(EquipmentKind::DoorRelease, 53.2, 10.0), (EquipmentKind::DoorRelease, 53.2, 24.0)];
    draft.equip(day("2026-08-20"), &releases);

    let third = draft.storey("3F", 4.8);
    let electronics = [
        (0.0, 0.0),
        (34.4, 0.0),
        (34.4, 7.0),
        (37.6, 7.0),
        (37.6, 0.0),
        (44.0, 0.0),
        (44.0, 36.0),
        (0.0, 36.0),
        (0.0, 21.5),
        (3.2, 21.5),
        (3.2, 14.5),
        (0.0, 14.5),
    ];
    let electronics =
        draft.room("电子装配 Electronics", U::Production, &electronics, 70, &name(90));
    let bay = [
        (44.0, 0.0),
        (72.0, 0.0),
        (72.0, 14.5),
        (68.8, 14.5),
        (68.8, 21.5),
        (72.0, 21.5),
        (72.0, 31.0),
        (64.0, 31.0),
        (64.0, 36.0),
        (44.0, 36.0),
    ];
    let bay = draft.room("试验区 Test bay", U::Production, &bay, 24, &name(91));
    let paint = draft.rect(
        "补漆间 Paint touch-up",
        U::Production,
        (64.0, 31.0),
        (72.0, 36.0),
        2,
        &name(92),
    );
    draft.building.space_mut(&paint).expect("drawn").hazards.push(HazardSource::HazardousChemicals);
    let rooms_3 = stair_rooms(&mut draft, 3);
    for (space, night) in [(&electronics, 14), (&bay, 4), (&paint, 0)] {
        draft.shift(space, NIGHT, night);
    }
    let [_, _, third_south] = stair_doors(&mut draft, 3, south_kind);
    draft.door("3F-D1", (44.0, 10.0), Along::Y, 2.0, ORDINARY);
    draft.door("3F-D2", (44.0, 28.0), Along::Y, 2.0, ORDINARY);
    let paint_door = draft.door("3F-P", (66.0, 31.0), Along::X, 0.9, CLOSED_A);
    draft.answers(&paint_door, &name(92));
    equipment(&mut draft);

    let fourth = draft.storey("4F", 4.8);
    let corridor = [
        (3.2, 17.0),
        (34.4, 17.0),
        (34.4, 7.0),
        (37.6, 7.0),
        (37.6, 17.0),
        (68.8, 17.0),
        (68.8, 19.0),
        (3.2, 19.0),
    ];
    draft.room("走道 Corridor", U::Corridor, &corridor, 0, &name(120));
    let engineering =
        [(0.0, 0.0), (17.0, 0.0), (17.0, 17.0), (3.2, 17.0), (3.2, 14.5), (0.0, 14.5)];
    let engineering = draft.room("工程部 Engineering", U::Office, &engineering, 16, &name(121));
    let quality = draft.rect("质量部 Quality", U::Office, (17.0, 0.0), (34.4, 17.0), 8, &name(122));
    let sales = draft.rect(
        "销售采购 Sales, purchasing",
        U::Office,
        (37.6, 0.0),
        (55.0, 17.0),
        10,
        &name(123),
    );
    let finance =
        [(55.0, 0.0), (72.0, 0.0), (72.0, 14.5), (68.8, 14.5), (68.8, 17.0), (55.0, 17.0)];
    let finance = draft.room("财务人事 Finance, HR", U::Office, &finance, 8, &name(124));
    let management =
        [(3.2, 19.0), (20.0, 19.0), (20.0, 36.0), (0.0, 36.0), (0.0, 21.5), (3.2, 21.5)];
    let management = draft.room("管理层 Management", U::Office, &management, 6, &name(125));
    draft.rect("培训室 Training", U::Meeting, (20.0, 19.0), (40.0, 36.0), 0, &name(126));
    let canteen = draft.rect("食堂 Canteen", U::Canteen, (40.0, 19.0), (60.0, 36.0), 0, &name(127));
    let kitchen =
        [(60.0, 19.0), (68.8, 19.0), (68.8, 21.5), (72.0, 21.5), (72.0, 36.0), (60.0, 36.0)];
    let kitchen = draft.room("厨房 Kitchen", U::Other, &kitchen, 0, &name(128));
    draft.building.space_mut(&kitchen).expect("drawn").hazards.push(HazardSource::Gas);
    let rooms_4 = stair_rooms(&mut draft, 4);
    let office_spaces = [engineering, quality, sales, finance, management];
    for (space, night) in office_spaces.iter().zip([2, 0, 0, 0, 0]) {
        draft.shift(space, NIGHT, night);
    }
    stair_doors(&mut draft, 4, CLOSED_B);
    let office_doors = [
        ("4F-D1", (10.0, 17.0), 0.9),
        ("4F-D2", (26.0, 17.0), 0.9),
        ("4F-D3", (46.0, 17.0), 0.9),
        ("4F-D4", (62.0, 17.0), 0.9),
        ("4F-D5", (10.0, 19.0), 0.9),
        ("4F-D6", (26.0, 19.0), 1.1),
        ("4F-D7", (36.0, 19.0), 1.1),
        ("4F-D8", (44.0, 19.0), 1.5),
        ("4F-D9", (56.0, 19.0), 1.5),
        ("4F-D10", (64.0, 19.0), 1.1),
    ];
    for (name, at, width) in office_doors {
        draft.door(name, at, Along::X, width, ORDINARY);
    }
    draft.door("4F-D11", (60.0, 28.0), Along::Y, 1.1, CLOSED_B);
    equipment(&mut draft);

    let levels = |end: usize| {
        [&ground, &rooms_2, &rooms_3, &rooms_4].map(|rooms| rooms[end].clone()).to_vec()
    };
    let stairs = [
        draft.stair("S1", levels(0), 1.4),
        draft.stair("S2", levels(1), 1.4),
        draft.stair("S3", levels(2), 1.2),
    ];
    draft.light_ways(day("2026-08-20"));
    draft.compartments(&[(&packing, "2F-2"), (&store, "2F-2")]);

    let mut site = SiteDraft::default();
    let points = [
        site.assembly_point("集合点A 停车场 Car park", (10.0, 56.0), (50.0, 72.0), 400, &name(38)),
        site.assembly_point("集合点B 绿地 Green", (20.0, -40.0), (48.0, -26.0), 250, &name(39)),
    ];
    let ring = [(-8.0, -8.0), (80.0, -8.0), (80.0, 44.0), (-8.0, 44.0), (-8.0, -8.0)];
    site.fire_lane("环形消防车道 Ring lane", &ring);
    site.gate("东门 East gate", (100.0, 36.0), (100.0, 44.0));
    site.gate("西门 West gate", (-30.0, 14.0), (-30.0, 20.0));
    site.place("非机动车棚 E-bikes", SitePlaceKind::EBikeParking, (-26.0, 50.0), (-14.0, 60.0));
    site.place("室外消火栓 Hydrant", SitePlaceKind::OutdoorHydrant, (-11.0, 20.0), (-10.0, 21.0));
    site.place("室外消火栓 Hydrant", SitePlaceKind::OutdoorHydrant, (83.0, 20.0), (84.0, 21.0));

    Plant {
        building: draft.building,
        site: site.site,
        storeys: [first, second, third, fourth],
        exits,
        third_south,
        compartment,
        paint,
        paint_door,
        actuators,
        canteen,
        office_spaces,
        stairs,
        points,
    }
}

/// When the sweep reported the building empty.
const ALL_OUT: &str = "all-out";

fn checkpoints(plant: &Plant, targets: &[(&str, f64)]) -> Vec<Checkpoint> {
    let doors =
        [&plant.third_south, &plant.compartment[0], &plant.compartment[1], &plant.paint_door];
    let mut chosen: Vec<Checkpoint> = propose_checkpoints(&plant.building, &plant.site)
        .into_iter()
        .filter(|checkpoint| match &checkpoint.kind {
            CheckpointKind::SpaceCleared(space) => *space == plant.paint,
            CheckpointKind::DoorChecked(door) => doors.contains(&door),
            _ => true,
        })
        .collect();
    let all_out = Checkpoint {
        id: CheckpointId::new(ALL_OUT),
        name: "全员撤出确认 Building empty".to_owned(),
        kind: CheckpointKind::Custom,
        target: None,
    };
    let before = chosen.iter().position(|c| matches!(c.kind, CheckpointKind::HeadCount(_)));
    chosen.insert(before.unwrap_or(chosen.len()), all_out);
    with_targets(&mut chosen, targets);
    chosen
}

fn scenarios(plant: &Plant, contents: &Contents) -> [Scenario; 3] {
    let storey = |number: usize| format!("cleared-{}", plant.storeys[number]);
    let ids = [storey(0), storey(1), storey(2), storey(3)];
    let targets = [
        (ids[0].as_str(), 240.0),
        (ids[1].as_str(), 240.0),
        (ids[2].as_str(), 240.0),
        (ids[3].as_str(), 240.0),
        (ALL_OUT, 300.0),
        ("all-accounted-for", 420.0),
    ];
    let base = |id: &str, name: &str| {
        let mut scenario = Scenario::new(ScenarioId::new(id), name, plant.building.id.clone());
        scenario.checkpoints = checkpoints(plant, &targets);
        scenario.roles = named_roles(&plant.building, &plant.site, 200);
        scenario.pre_start = named_checks(&plant.building, &contents.manifest.people, 220);
        scenario
    };

    let mut day_shift = base("day-shift-fire", "白班火灾疏散 Day shift fire");
    day_shift.description =
        "三楼补漆间起火，全楼疏散。 A fire in the paint touch-up room on 3F; everybody leaves."
            .to_owned();
    day_shift.shift = DAY.to_owned();
    day_shift.planned = Some(day("2026-12-11"));
    day_shift.fire = Some(FireOrigin {
        space: plant.paint.clone(),
        at: None,
        growth: FireGrowth::Fast,
        what: "溶剂 Solvent".to_owned(),
    });
    let upon = |id: &str, after: f64| Trigger::Upon(CheckpointId::new(id), Seconds::new(after));
    day_shift.injects = vec![
        inject(
            "fire-seen",
            Trigger::At(Seconds::ZERO),
            Role::FireFighting,
            "补漆间地面溶剂起火，火焰高约0.5米。 Solvent burns on the floor of the paint room.",
            "按下手动报警按钮，就近取灭火器。 Press the call point, fetch an extinguisher.",
        ),
        inject(
            "visitor-lost",
            upon("evacuation-order", 30.0),
            Role::EvacuationGuide,
            "4F有一名访客不熟悉路线。 A visitor on 4F does not know the way.",
            "引导员陪同至S2。 The guide takes the visitor to S2.",
        ),
        inject(
            "person-missing",
            upon(ALL_OUT, 20.0),
            Role::Communications,
            "集合点B少两人。 Two people are missing at point B.",
            "核对名单并报告总指挥。 Check the list and tell the commander.",
        ),
    ];

    let mut night = base("night-shift-stair-lost", "夜班S1楼梯失效 Night shift, stair S1 lost");
    night.description =
        "夜班人少，S1楼梯充烟不可用。 Few people at night; stair S1 is full of smoke.".to_owned();
    night.shift = NIGHT.to_owned();
    let lost = [CheckpointKind::ExitFirst, CheckpointKind::ExitLast]
        .map(|kind| kind(plant.exits[1].clone()));
    night.checkpoints.retain(|checkpoint| !lost.contains(&checkpoint.kind));
    night.impairments = vec![Impairment::StairBlocked(plant.stairs[0].clone())];
    night.fire = Some(FireOrigin {
        space: plant.actuators.clone(),
        at: None,
        growth: FireGrowth::Medium,
        what: "包装材料 Packaging".to_owned(),
    });
    night.injects = vec![inject(
        "smoke-in-s1",
        Trigger::At(Seconds::new(20.0)),
        Role::EvacuationGuide,
        "S1楼梯间有烟。 There is smoke in stair S1.",
        "改走S2、S3。 Turn to S2 and S3.",
    )];

    let mut lunch = base("lunch-unannounced", "午餐时段不预先通知 Lunch, unannounced");
    lunch.description =
        "食堂第一批就餐时突发警报，不预先通知。 Alarm without notice while the first sitting eats."
            .to_owned();
    lunch.announced = false;
    lunch.shift = DAY.to_owned();
    let mut occupants = vec![
        SpaceOccupants { space: plant.canteen.clone(), people: 120 },
        SpaceOccupants { space: plant.actuators.clone(), people: 16 },
    ];
    let away = plant.office_spaces.iter().zip([4, 2, 4, 4, 2]);
    occupants.extend(away.map(|(space, people)| SpaceOccupants { space: space.clone(), people }));
    lunch.occupants = occupants;
    [day_shift, night, lunch]
}

/// The best drill of the day shift, people and times as the hydraulic model has them when half of
/// the people begin to walk within 100 s.
const DAY_WAYS: [Way; 4] = [
    (21, [69.0, 94.0, 111.0, 132.0, 196.0]),
    (127, [72.0, 122.0, 152.0, 180.0, 223.0]),
    (85, [72.0, 120.0, 144.0, 160.0, 208.0]),
    (121, [76.0, 126.0, 157.0, 187.0, 236.0]),
];

/// That of the night shift: half begin within 120 s, and nobody takes the exit of the lost stair.
const NIGHT_WAYS: [Way; 4] = [
    (12, [89.0, 110.0, 124.0, 155.0, 180.0]),
    (0, [0.0; 5]),
    (21, [91.0, 132.0, 154.0, 172.0, 188.0]),
    (51, [85.0, 139.0, 168.0, 193.0, 235.0]),
];

/// The timeline of 2024-06-14, to the second.
struct Pace<'a> {
    started: &'a str,
    /// Everything after the alarm happens so much faster than on 2024-06-14.
    factor: f64,
    /// Who leaves by which exit in the best drill.
    ways: [Way; 4],
    /// How many were missing at point B at first.
    missing: u32,
    found: DoorFinding,
    conductor: &'a str,
    weather: &'a str,
    comments: &'a str,
}

fn run<'a>(plant: &'a Plant, scenario: &'a Scenario, pace: &Pace<'a>) -> (Story<'a>, f64) {
    let mut story = Story::new(scenario, &plant.building, &plant.site, pace.started);
    story.conductor = pace.conductor;
    story.weather = pace.weather;
    story.comments = pace.comments;
    let at = |seconds: f64| (seconds * pace.factor).round();
    let storey = |number: usize| format!("cleared-{}", plant.storeys[number]);
    story.reached(0.0, "alarm");
    story.reached(at(22.0), "alarm-confirmed");
    story.reached(at(41.0), "evacuation-order");
    story.reached(at(48.0), "fire-reported");
    story.reached(at(67.0), "first-attack");
    story.reached(at(96.0), &format!("cleared-{}", plant.paint));
    story.reached(at(311.0), &storey(0));
    story.reached(at(309.0), &storey(1));
    story.reached(at(270.0), &storey(3));
    story.reached(at(312.0), &storey(2));
    story.reached(at(341.0), ALL_OUT);
    let ways = story.vary(pace.ways, at(341.0));
    for (exit, way) in plant.exits.iter().zip(ways).filter(|(_, (people, _))| *people > 0) {
        story.leave(exit, way);
    }
    let at_checks = [128.0, 152.0, 175.0, 214.0];
    let compartment = DoorFinding::ClosedOnAlarm;
    story.checked(at(at_checks[0]), &plant.paint_door, DoorFinding::Closed);
    story.checked(at(at_checks[1]), &plant.compartment[0], compartment);
    story.checked(at(at_checks[2]), &plant.compartment[1], compartment);
    story.checked(at(at_checks[3]), &plant.third_south, pace.found);
    let [e1_people, e2_people, e3_people, e4_people] = ways.map(|(people, _)| people);
    let (at_a, at_b) = (e1_people + e3_people, e2_people + e4_people);
    let [a, b] = &plant.points;
    story.head_count(at(341.0), a, at_a, at_a);
    story.reached(at(341.0), &format!("head-count-{a}"));
    story.head_count(at(388.0), b, at_b, at_b - pace.missing);
    let complete = if pace.missing > 0 { at(432.0) } else { at(388.0) };
    if pace.missing > 0 {
        story.head_count(complete, b, at_b, at_b);
        story.noted(complete, "两人从E4出来后去了集合点A，已找到。 The two had gone to point A.");
    }
    story.reached(complete, &format!("head-count-{b}"));
    story.reached(at(436.0), "all-accounted-for");
    story.reached(at(520.0), "all-clear");
    (story, at(540.0))
}

#[allow(clippy::too_many_lines, reason = "a chronicle is a list")]
fn records(before: &Plant, after: &Plant, old: &[Scenario; 3], new: &[Scenario; 3]) -> Vec<Record> {
    let (li, zhao) = (name(201), name(202));
    let mut records = Vec::new();

    let pace = Pace {
        started: "2024-06-14T14:30:00+08:00",
        factor: 1.0,
        ways: DAY_WAYS,
        missing: 2,
        found: DoorFinding::Propped,
        conductor: &li,
        weather: "晴 31℃ Sunny",
        comments: "首次全楼演练。3F南门被撑开，S3内进烟风险大。 First drill of the whole plant.",
    };
    let (mut story, end) = run(before, &old[0], &pace);
    story.mistaken(161.0, &before.exits[0], 5);
    let text = "S3楼梯2F平台短时拥堵。 Short queue on the 2F landing of S3.".to_owned();
    story.late(470.0, 205.0, What::Noted { text });
    let mut propped = closed(
        1,
        (
            "3F南侧防火门被推车撑开。 The south fire door of 3F was propped for trolleys.",
            Severity::Major,
        ),
        "加装电磁门吸，与火灾报警联动释放。 Fit a hold-open magnet released by the alarm.",
        &name(103),
        ["2024-06-14", "2024-08-31", "2024-08-12", "2024-08-20"],
        &zhao,
    );
    propped.element = Some(ElementId::Door(before.third_south.clone()));
    story.found(propped);
    story.found(closed(
        2,
        (
            "集合点B点名表缺少两名借调人员。 The roll of point B lacked two seconded people.",
            Severity::Minor,
        ),
        "每日更新点名表。 Bring the roll up to date every day.",
        &name(39),
        ["2024-06-14", "2024-06-30", "2024-06-25", "2024-06-28"],
        &zhao,
    ));
    records.push(story.end(end));

    let pace = Pace {
        started: "2024-12-06T15:00:00+08:00",
        factor: 318.0 / 341.0,
        found: DoorFinding::ClosedOnAlarm,
        missing: 0,
        weather: "多云 8℃ Cloudy",
        comments: "门吸动作正常，3F明显加快。 The magnet released; 3F was clearly faster.",
        ..pace
    };
    let (story, end) = run(after, &new[0], &pace);
    records.push(story.end(end));

    let pace = Pace {
        started: "2025-06-13T14:30:00+08:00",
        factor: 289.0 / 341.0,
        missing: 2,
        weather: "阴 27℃ Overcast",
        comments: "集合点B仍有两人走错。 Two people still went to the wrong point.",
        ..pace
    };
    let (mut story, end) = run(after, &new[0], &pace);
    story.mistaken(140.0, &after.exits[2], 1);
    story.found(closed(
        1,
        ("两人到错集合点。 Two people gathered at the wrong point.", Severity::Minor),
        "在各出口外侧增设集合点指示牌。 Put up signs to the points outside each exit.",
        &name(34),
        ["2025-06-13", "2025-07-31", "2025-07-22", "2025-07-29"],
        &zhao,
    ));
    records.push(story.end(end));

    let night = Pace {
        started: "2025-09-18T22:30:00+08:00",
        factor: 0.78,
        ways: NIGHT_WAYS,
        missing: 0,
        found: DoorFinding::ClosedOnAlarm,
        conductor: &zhao,
        weather: "夜间 22℃ Night",
        comments: "S1按方案封闭，改走S2、S3。 S1 was closed as planned.",
    };
    let (mut story, end) = run(after, &new[1], &night);
    story.happened(20.0, What::InjectFired { inject: InjectId::new("smoke-in-s1") });
    story.happened(44.0, What::InjectAcknowledged { inject: InjectId::new("smoke-in-s1") });
    records.push(story.end(end));

    let pace = Pace {
        started: "2025-12-05T15:00:00+08:00",
        factor: 262.0 / 341.0,
        missing: 0,
        weather: "晴 6℃ Sunny",
        comments: "各层引导员到位及时。 All guides were in place in time.",
        ..pace
    };
    let (story, end) = run(after, &new[0], &pace);
    records.push(story.end(end));

    let pace = Pace {
        started: "2026-06-12T14:30:00+08:00",
        factor: 236.0 / 341.0,
        weather: "晴 30℃ Sunny",
        comments: "历次最佳。 The best so far.",
        ..pace
    };
    let (mut story, end) = run(after, &new[0], &pace);
    let text = "4F访客由引导员陪同撤离。 The guide led the visitor on 4F out.".to_owned();
    story.late(310.0, 118.0, What::Noted { text });
    story.found(open(
        1,
        ("E4外侧地面积水易滑。 Water stands on the ground outside E4.", Severity::Minor),
        "修整E4外侧排水。 Mend the drain outside E4.",
        &name(37),
        ["2026-06-12", "2026-09-30"],
    ));
    records.push(story.end(end));

    let night = Pace {
        started: "2026-10-15T22:30:00+08:00",
        factor: 0.69,
        weather: "夜间 17℃ Night",
        comments: "比去年快近一成。 Nearly a tenth faster than last year.",
        ..night
    };
    let (mut story, end) = run(after, &new[1], &night);
    story.happened(20.0, What::InjectFired { inject: InjectId::new("smoke-in-s1") });
    story.happened(37.0, What::InjectAcknowledged { inject: InjectId::new("smoke-in-s1") });
    records.push(story.end(end));
    records
}

pub fn book() -> Made {
    let (before, after) = (plant(CLOSED_B), plant(HELD_B));
    let mut contents = Contents::new("高端阀门厂 High-end valve works");
    let manifest = contents.manifest_mut();
    manifest.shifts = vec![DAY.to_owned(), NIGHT.to_owned()];
    manifest.site = after.site.clone();
    let departments = [
        ("机加工 Machining", DAY, 70),
        ("电动执行器 Actuators", DAY, 100),
        ("电子 Electronics", DAY, 60),
        ("办公 Offices", DAY, 40),
        ("夜班生产 Night production", NIGHT, 70),
    ]
    .map(|(name, shift, people)| Department { name, shift, people });
    manifest.people = people(&departments, 6, 4);
    let old = scenarios(&before, &contents);
    let new = scenarios(&after, &contents);
    let records = records(&before, &after, &old, &new);
    contents.buildings.insert(after.building.id.clone(), after.building.into());
    for scenario in new {
        contents.scenarios.insert(scenario.id.clone(), scenario.into());
    }
    (contents, records)
}
