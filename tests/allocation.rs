//! A step of the crowd allocates nothing: the only memory that grows is that of the curves and
//! counts that a run is asked for, and it grows by doubling.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use muster::building::{
    Building, BuildingId, Door, DoorId, Point, Polygon, Segment, Space, SpaceId, SpaceUse, Stair,
    StairId, Storey, StoreyId,
};
use muster::egress::crowd::{
    Assisted, ExitChoice, Kind, Population, Settings, Simulation, Speeds, people,
};
use muster::egress::flow::PreMovement;
use muster::egress::smoke::{Layer, Smoke};

/// The system's allocator, counting.
struct Counting;

static ALLOCATIONS: AtomicUsize = AtomicUsize::new(0);

// SAFETY: every call is handed on to the system's allocator unchanged.
#[allow(unsafe_code, reason = "an allocator can't be written without")]
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.fetch_add(1, Ordering::Relaxed);
        // SAFETY: as above.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: as above.
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        ALLOCATIONS.fetch_add(1, Ordering::Relaxed);
        // SAFETY: as above.
        unsafe { System.realloc(pointer, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn room(id: &str, usage: SpaceUse, a: (f64, f64), b: (f64, f64)) -> Space {
    let outline = Polygon::rectangle(Point::new(a.0, a.1), Point::new(b.0, b.1));
    Space::new(SpaceId::new(id), id, usage, outline)
}

fn door(id: &str, a: (f64, f64), b: (f64, f64), exit: bool) -> Door {
    let line = Segment::new(Point::new(a.0, a.1), Point::new(b.0, b.1));
    Door { clear_width: line.length(), exit, ..Door::new(DoorId::new(id), id, line) }
}

/// Two storeys of a hall and a corridor, with a stair at either end.
fn plant() -> Building {
    let mut plant = Building::new(BuildingId::new("b"), "B", "1F");
    plant.storeys.clear();
    for (n, elevation) in [(1, 0.0), (2, 4.0)] {
        let mut storey = Storey::new(StoreyId::numbered(n), "F", elevation);
        let id = |name: &str| format!("{name}{n}");
        storey.spaces = vec![
            room(&id("hall"), SpaceUse::Production, (0., 3.), (40., 20.)),
            room(&id("corridor"), SpaceUse::Corridor, (0., 0.), (40., 3.)),
            room(&id("west"), SpaceUse::Stair, (-5., 0.), (0., 3.)),
            room(&id("east"), SpaceUse::Stair, (40., 0.), (45., 3.)),
        ]
        .into();
        storey.doors = vec![
            door(&id("h"), (9., 3.), (10.6, 3.), false),
            door(&id("k"), (30., 3.), (31.6, 3.), false),
            door(&id("w"), (0., 0.8), (0., 2.2), false),
            door(&id("e"), (40., 0.8), (40., 2.2), false),
        ]
        .into();
        if n == 1 {
            storey.doors.push(door("out-w", (-5., 0.8), (-5., 2.2), true));
            storey.doors.push(door("out-e", (45., 0.8), (45., 2.2), true));
        }
        plant.storeys.push(storey);
    }
    for side in ["west", "east"] {
        let levels = vec![SpaceId::new(&format!("{side}1")), SpaceId::new(&format!("{side}2"))];
        plant.stairs.push(Stair::new(StairId::new(side), side, levels));
    }
    plant
}

/// How many of so many steps allocated anything, after the first seconds.
fn steps_that_allocate(settings: &Settings, steps: usize) -> usize {
    let plant = plant();
    let occupancy = [("hall1", 200), ("hall2", 200)].map(|(id, n)| (SpaceId::new(id), n));
    let crowd = people(&occupancy.into(), settings);
    let mut simulation = Simulation::new(&plant, &crowd, settings);
    for _ in 0..100 {
        simulation.step();
    }
    let mut allocating = 0;
    for _ in 0..steps {
        assert!(!simulation.is_over(), "the crowd was out before it was watched");
        let before = ALLOCATIONS.load(Ordering::Relaxed);
        simulation.step();
        allocating += usize::from(ALLOCATIONS.load(Ordering::Relaxed) > before);
    }
    allocating
}

// One test, because others would allocate beside it.
#[test]
fn a_step_allocates_nothing() {
    let at_once = Settings {
        population: Population::of(Speeds::WEIDMANN),
        pre_movement: PreMovement::NONE,
        ..Settings::default()
    };
    let clear = Layer { height: 3.0, extinction: 0.0 };
    let thick = Layer { height: 0.0, extinction: 2.0 };
    let smoke = Smoke::known([(SpaceId::new("east2"), vec![clear, clear, clear, thick])]);
    let helped = Assisted {
        space: SpaceId::new("hall2"),
        kind: Kind::Wheelchair,
        people: 2,
        helpers: 2,
        from: None,
    };
    let kinds = [
        ("designated", at_once.clone()),
        ("quickest", Settings { exit_choice: ExitChoice::Quickest, ..at_once.clone() }),
        ("groups", Settings { group_size: 4, ..at_once.clone() }),
        ("smoke", Settings { smoke: Some(Arc::new(smoke)), ..at_once.clone() }),
        ("helpers", Settings { assisted: vec![helped], ..at_once.clone() }),
        ("followers", Settings { following: 1.0, ..at_once }),
    ];
    const STEPS: usize = 1200;
    for (name, settings) in kinds {
        let allocating = steps_that_allocate(&settings, STEPS);
        println!("{name}: {allocating} of {STEPS} steps allocated");
        // A curve begins where people first come; one allocation in each second would be 60.
        assert!(allocating <= 45, "{name}: {allocating} of {STEPS} steps allocated");
    }
}
