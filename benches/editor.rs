//! How long a frame of the Building place takes with 5 000 elements on one storey:
//! `cargo bench --bench editor`. Layout, painting, tessellation, edits and undo
//! are in; the graphics card is not.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "a bench may fail")]

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use eframe::egui::{self, Event, Modifiers, PointerButton, Pos2, RawInput, Rect, pos2, vec2};
use muster::app::building::{Editor, Scene, Wish};
use muster::building::{
    Building, BuildingId, Door, DoorId, ElementId, Equipment, EquipmentId, EquipmentKind, Point,
    Polygon, Segment, Site, Space, SpaceId, SpaceUse, Undo,
};
use muster::language::{Language, Message};

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
                storey.equipment.push(Equipment::new(
                    EquipmentId::new(&format!("equipment-{id}")),
                    EquipmentKind::Extinguisher,
                    Point::new(x + 1.0, y + 5.0),
                ));
            }
        }
    }
    building
}

struct Bench {
    ctx: egui::Context,
    editor: Editor,
    /// The building with its undo steps, as the window keeps it.
    book: Undo<Arc<Building>>,
    time: f64,
}

impl Bench {
    fn frame(&mut self, events: Vec<Event>) {
        self.time += 1.0 / 60.0;
        let site = Site::default();
        let building = self.book.present().clone();
        let storey = building.storeys[0].id.clone();
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(1366.0, 768.0))),
            time: Some(self.time),
            events,
            ..RawInput::default()
        };
        let scene = Scene {
            buildings: &[],
            building: &building,
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
        let mut wishes = Vec::new();
        let output = self.ctx.run_ui(input, |ui| wishes = editor.show(ui, &scene));
        let shapes = self.ctx.tessellate(output.shapes, output.pixels_per_point);
        assert!(!shapes.is_empty());
        for wish in wishes {
            match wish {
                Wish::Drag(from, edit) => {
                    let (building, _, _) = edit.applied(&from.0, &from.1).unwrap();
                    self.book.step_joining("drag", Message::new("edit-move"), Arc::new(building));
                }
                Wish::EndGesture => self.book.end_gesture(),
                other => panic!("{other:?} is not what the pointer did"),
            }
        }
    }

    /// The mean of a frame, ms, how long 95 of 100 take at most, and the slowest.
    fn measure(&mut self, what: &str, mut step: impl FnMut(&mut Self, u32) -> Vec<Event>) {
        let mut frames = Vec::new();
        let worked = on_processor();
        for frame in 0..FRAMES {
            let events = step(self, frame);
            let begun = Instant::now();
            self.frame(events);
            frames.push(begun.elapsed().as_secs_f64() * 1e3);
        }
        let mean = frames.iter().sum::<f64>() / f64::from(FRAMES);
        let own = (on_processor() - worked) / f64::from(FRAMES);
        frames.sort_by(f64::total_cmp);
        let (most, slowest) = (frames[frames.len() * 95 / 100], frames[frames.len() - 1]);
        println!(
            "{what:<36} mean {mean:6.2} ms  95 % {most:6.2}  slowest {slowest:6.2}  of 16.67; on the \
             processor {own:6.2}"
        );
    }

    /// Pulls what is at a point of the plan over the screen, one step a frame.
    fn drag(&mut self, what: &str, from: Point, selected: Vec<ElementId>) {
        self.editor.select(selected.into_iter().collect());
        let start = self.editor.view().to_screen(from);
        self.frame(vec![Event::PointerMoved(start)]);
        let before = self.book.present().clone();
        self.measure(what, |_, n| {
            let at = start + vec2(2.0 * n as f32, 1.0 * n as f32);
            match n {
                0 => vec![button(start, PointerButton::Primary, true)],
                n if n == FRAMES - 1 => vec![button(at, PointerButton::Primary, false)],
                _ => vec![Event::PointerMoved(at)],
            }
        });
        assert!(*self.book.present() != before, "{what} moved nothing");
        self.settle();
    }

    /// Lets what is found beside the window come.
    fn settle(&mut self) {
        for _ in 0..20 {
            std::thread::sleep(std::time::Duration::from_millis(50));
            self.frame(Vec::new());
        }
    }
}

/// How long the window's own thread was on a processor, ms: what of a frame is not waiting for other
/// programs. Linux tells; elsewhere it is 0.
fn on_processor() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = text.split_whitespace().next().and_then(|first| first.parse::<f64>().ok());
    nanoseconds.unwrap_or(0.0) * 1e-6
}

fn button(pos: Pos2, button: PointerButton, pressed: bool) -> Event {
    Event::PointerButton { pos, button, pressed, modifiers: Modifiers::NONE }
}

fn wheel(delta: f32) -> Event {
    Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: vec2(0.0, delta),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    }
}

fn main() {
    let building = building();
    let storey = &building.storeys[0];
    let elements = storey.spaces.len() + storey.doors.len() + storey.equipment.len();
    println!("{elements} elements on one storey, 1366 x 768");
    let (ctx, editor) = (egui::Context::default(), Editor::default());
    let mut bench = Bench { ctx, editor, book: Undo::new(Arc::new(building)), time: 0.0 };
    bench.settle();
    let over = |frame: u32| pos2(400.0 + 3.0 * frame as f32, 200.0 + 2.0 * frame as f32);
    let pan = |n: u32| match n {
        0 => vec![Event::PointerMoved(over(0)), button(over(0), PointerButton::Middle, true)],
        n if n == FRAMES - 1 => vec![button(over(0), PointerButton::Middle, false)],
        n => vec![Event::PointerMoved(over(n % 40))],
    };
    bench.measure("all in view, still", |_, _| Vec::new());
    bench.measure("all in view, pointer moves", |_, n| vec![Event::PointerMoved(over(n))]);
    bench.measure("zooming in and out", |_, n| vec![wheel(if n % 60 < 30 { 20.0 } else { -20.0 })]);
    bench.measure("panning", |_, n| pan(n));
    let space = |id: &str| ElementId::Space(SpaceId::new(&format!("space-{id}")));
    bench.drag("dragging a space", Point::new(63.0, 63.0), vec![space("10-10")]);
    bench.drag("dragging a corner of it", Point::new(126.0, 126.0), vec![space("20-20")]);
    bench.drag("dragging a door", Point::new(60.0, 92.5), Vec::new());
    bench.drag("dragging a piece of equipment", Point::new(67.0, 101.0), Vec::new());
    let many: Vec<ElementId> =
        (0..200).map(|n| space(&format!("{}-{}", 5 + n / 20, 10 + n % 20))).collect();
    bench.drag("dragging 200 spaces", Point::new(63.0, 33.0), many);
    bench.editor.select([space("10-10")].into());
    bench.measure("an edit at each frame", |bench, n| {
        let mut building = Building::clone(bench.book.present());
        building.storeys[0].doors[7].clear_width = 0.8 + f64::from(n) * 1e-3;
        bench.book.step_joining("width", Message::new("edit-properties"), Arc::new(building));
        Vec::new()
    });
    bench.settle();
    bench.frame(vec![Event::PointerMoved(pos2(600.0, 300.0)), wheel(450.0)]);
    bench.settle();
    bench.measure("zoomed in, still, small plan shown", |_, _| Vec::new());
    bench.measure("zoomed in, panning", |_, n| pan(n));
}
