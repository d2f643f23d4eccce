//! How long a frame of the Building place takes with 5 000 elements on one storey:
//! `cargo bench --bench editor`. Layout, painting and tessellation are in; the graphics card is not.
#![allow(missing_docs)]

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use eframe::egui::{self, Event, Modifiers, PointerButton, Pos2, RawInput, Rect, pos2, vec2};
use muster::app::building::{Editor, Scene};
use muster::building::{
    Building, BuildingId, Door, DoorId, ElementId, Equipment, EquipmentId, EquipmentKind, Point,
    Polygon, Segment, Site, Space, SpaceId, SpaceUse,
};
use muster::language::Language;

/// Rooms of 6 m in rows and columns, each with a door to its left neighbour and a piece of equipment.
const COLUMNS: u32 = 50;
const ROWS: u32 = 34;
const FRAMES: u32 = 120;

fn building() -> Building {
    let mut building = Building::new(BuildingId::new("b"), "B", "1F");
    let storey = &mut building.storeys[0];
    for row in 0..ROWS {
        for column in 0..COLUMNS {
            let (x, y) = (f64::from(column) * 6.0, f64::from(row) * 6.0);
            let id = format!("{row}-{column}");
            let outline = Polygon::rectangle(Point::new(x, y), Point::new(x + 6.0, y + 6.0));
            let usage = SpaceUse::Production;
            storey.spaces.push(Space::new(
                SpaceId::new(&format!("space-{id}")),
                &id,
                usage,
                outline,
            ));
            let line = Segment::new(Point::new(x, y + 2.0), Point::new(x, y + 3.0));
            let mut door = Door::new(DoorId::new(&format!("door-{id}")), "D", line);
            door.exit = column == 0;
            storey.doors.push(door);
            if (row * COLUMNS + column) % 17 < 16 {
                storey.equipment.push(Equipment {
                    id: EquipmentId::new(&format!("equipment-{id}")),
                    kind: EquipmentKind::Extinguisher,
                    name: String::new(),
                    at: Point::new(x + 1.0, y + 5.0),
                    inspected: None,
                    responsible: String::new(),
                });
            }
        }
    }
    building
}

struct Bench {
    ctx: egui::Context,
    editor: Editor,
    building: Arc<Building>,
    time: f64,
}

impl Bench {
    fn frame(&mut self, events: Vec<Event>) {
        self.time += 1.0 / 60.0;
        let site = Site::default();
        let storey = self.building.storeys[0].id.clone();
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(1366.0, 768.0))),
            time: Some(self.time),
            events,
            ..RawInput::default()
        };
        let scene = Scene {
            buildings: &[],
            building: &self.building,
            site: &site,
            storey: &storey,
            shifts: &[],
            language: Language::English,
            plans: Path::new("."),
            root: Path::new("."),
            rule_pack: "gb",
            scenarios: &[],
            read_only: false,
        };
        let editor = &mut self.editor;
        let output = self.ctx.run_ui(input, |ui| {
            editor.show(ui, &scene);
        });
        let shapes = self.ctx.tessellate(output.shapes, output.pixels_per_point);
        assert!(!shapes.is_empty());
    }

    /// The mean of a frame, ms, and the slowest.
    fn measure(&mut self, what: &str, mut step: impl FnMut(&mut Self, u32) -> Vec<Event>) {
        let mut slowest = 0.0_f64;
        let begun = Instant::now();
        for frame in 0..FRAMES {
            let one = Instant::now();
            let events = step(self, frame);
            self.frame(events);
            slowest = slowest.max(one.elapsed().as_secs_f64() * 1e3);
        }
        let mean = begun.elapsed().as_secs_f64() * 1e3 / f64::from(FRAMES);
        println!("{what:<34} mean {mean:6.2} ms  slowest {slowest:6.2} ms  of 16.67 ms");
    }
}

fn main() {
    let building = building();
    let storey = &building.storeys[0];
    let elements = storey.spaces.len() + storey.doors.len() + storey.equipment.len();
    println!("{elements} elements on one storey, 1366 x 768");
    let (ctx, editor) = (egui::Context::default(), Editor::default());
    let mut bench = Bench { ctx, editor, building: Arc::new(building), time: 0.0 };
    for _ in 0..5 {
        bench.frame(Vec::new());
    }
    bench.measure("all in view, still", |_, _| Vec::new());
    let over = |frame: u32| pos2(400.0 + 3.0 * frame as f32, 200.0 + 2.0 * frame as f32);
    bench.measure("all in view, pointer moves", |_, n| vec![Event::PointerMoved(over(n))]);
    let wheel = |delta: f32| Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: vec2(0.0, delta),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    };
    bench.measure("zooming in and out", |_, n| vec![wheel(if n % 60 < 30 { 20.0 } else { -20.0 })]);
    bench.measure("panning", |_, n| {
        let button = |pressed| Event::PointerButton {
            pos: pos2(600.0, 300.0),
            button: PointerButton::Middle,
            pressed,
            modifiers: Modifiers::NONE,
        };
        match n {
            0 => vec![Event::PointerMoved(pos2(600.0, 300.0)), button(true)],
            n => vec![Event::PointerMoved(over(n % 40))],
        }
    });
    let first = ElementId::Space(bench.building.storeys[0].spaces[0].id.clone());
    bench.editor.select([first].into());
    bench.measure("an edit at each frame", |bench, n| {
        let building = Arc::make_mut(&mut bench.building);
        building.storeys[0].doors[7].clear_width = 0.8 + f64::from(n) * 1e-3;
        bench.building = Arc::new(building.clone());
        Vec::new()
    });
}
