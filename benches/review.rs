//! How long a frame of Review takes with a book of 10 000 records: `cargo bench --bench review`.
//! The whole window is laid out, painted and tessellated; the graphics card is not in it.
//!
//! `MUSTER_BOOK=FOLDER` takes a book that is there; without it, one is made in a temporary folder.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "a bench may fail")]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use eframe::egui::accesskit::{Node, Role};
use eframe::egui::{
    self, Event, Key, Modifiers, MouseWheelUnit, PointerButton, Pos2, RawInput, Rect, TouchPhase,
    pos2, vec2,
};
use muster::app::{Muster, Start};
use muster::language::Language;
use muster::samples;
use muster::store::Book;

const FRAMES: usize = 60;
const RECORDS: usize = 10_000;

struct Bench {
    ctx: egui::Context,
    muster: Option<Muster>,
    start: Option<Start>,
    time: f64,
    /// Whether anything asked for another frame at once.
    restless: bool,
    nodes: Vec<Node>,
}

impl Bench {
    /// One frame, and how long it took, ms.
    fn frame(&mut self, events: Vec<Event>) -> f64 {
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(1366.0, 768.0))),
            time: Some(self.time),
            events,
            ..RawInput::default()
        };
        let begun = Instant::now();
        let (muster, start) = (&mut self.muster, &mut self.start);
        let output = self.ctx.run_ui(input, |ui| match muster {
            Some(muster) => muster.show(ui),
            None => *muster = Some(Muster::new(ui.ctx(), start.take().unwrap())),
        });
        let shapes = self.ctx.tessellate(output.shapes, output.pixels_per_point);
        let took = begun.elapsed().as_secs_f64() * 1e3;
        drop(shapes);
        let delay = output.viewport_output.values().map(|viewport| viewport.repaint_delay).min();
        self.restless = delay.is_some_and(|delay| delay < Duration::from_millis(200));
        if let Some(update) = output.platform_output.accesskit_update {
            self.nodes = update.nodes.into_iter().map(|(_, node)| node).collect();
        }
        took
    }

    /// Where the middle of something stands, by its name for screen readers.
    fn find(&mut self, name: &str) -> Pos2 {
        self.ctx.enable_accesskit();
        self.frame(Vec::new());
        self.frame(Vec::new());
        self.ctx.disable_accesskit();
        let named = |node: &&Node| node.label().or(node.value()).is_some_and(|own| own == name);
        // Beside a list stands its name as well.
        let mut found: Vec<&Node> = self.nodes.iter().filter(named).collect();
        found.sort_by_key(|node| node.role() == Role::Label);
        let node = found.first();
        let bounds = node.and_then(|node| node.bounds());
        let bounds = bounds.unwrap_or_else(|| panic!("nothing is named {name}"));
        pos2(bounds.x0.midpoint(bounds.x1) as f32, bounds.y0.midpoint(bounds.y1) as f32)
    }

    /// Presses on something; the slowest of the two frames, ms.
    fn click(&mut self, name: &str) -> f64 {
        let at = self.find(name);
        self.press(at)
    }

    fn press(&mut self, at: Pos2) -> f64 {
        let button = |pressed| Event::PointerButton {
            pos: at,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        };
        self.frame(vec![Event::PointerMoved(at)]);
        self.frame(vec![button(true)]).max(self.frame(vec![button(false)]))
    }

    /// Goes on until nothing moves any more; the slowest frame and how long it was until then, ms.
    fn settle(&mut self) -> (f64, f64) {
        let begun = Instant::now();
        let (mut slowest, mut calm, mut last) = (0.0_f64, 0, 0.0);
        while calm < 12 {
            let took = self.frame(Vec::new());
            slowest = slowest.max(took);
            calm = if self.restless { 0 } else { calm + 1 };
            if self.restless {
                last = begun.elapsed().as_secs_f64() * 1e3;
            }
            std::thread::sleep(Duration::from_millis(16));
        }
        (slowest, last)
    }

    /// The mean, the 95th percentile and the slowest of many frames, ms.
    fn measure(&mut self, what: &str, mut events: impl FnMut(usize) -> Vec<Event>) {
        let worked = on_processor();
        let mut frames: Vec<f64> = (0..FRAMES).map(|n| self.frame(events(n))).collect();
        let own = (on_processor() - worked) / FRAMES as f64;
        let mean = frames.iter().sum::<f64>() / FRAMES as f64;
        frames.sort_by(f64::total_cmp);
        let (most, slowest) = (frames[FRAMES * 95 / 100], frames[FRAMES - 1]);
        println!(
            "{what:<22} mean {mean:7.2} ms  95 % {most:7.2}  slowest {slowest:7.2}  of 16.67; on the \
             processor {own:7.2}"
        );
    }
}

/// How long the window's own thread was on a processor, ms: what of a frame is not waiting for other
/// programs. Linux tells; elsewhere it is 0.
fn on_processor() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = text.split_whitespace().next().and_then(|first| first.parse::<f64>().ok());
    nanoseconds.unwrap_or(0.0) * 1e-6
}

fn wheel(down: bool) -> Event {
    Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, if down { -60.0 } else { 60.0 }),
        phase: TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    }
}

/// A book with so many records, each an hour after the one before it.
fn book(root: &Path) -> PathBuf {
    let root = root.join("book");
    samples::write("valve-plant", &root).unwrap();
    let (book, _) = Book::open(&root).unwrap();
    let sample = book.records.values().next_back().unwrap().clone();
    let text = std::fs::read_to_string(book.record_file(&sample.id)).unwrap();
    drop(book);
    let started = format!("started: \"{}\"", sample.started);
    assert!(text.contains(&started), "the record begins otherwise than {started}");
    for number in 0..RECORDS {
        let id = format!("copy-{number:05}");
        let (year, month) = (1990 + number / 336, number / 28 % 12 + 1);
        let day =
            format!("started: \"{year}-{month:02}-{:02}T14:00:00.000+08:00\"", number % 28 + 1);
        let text = text.replacen(sample.id.as_str(), &id, 1).replacen(&started, &day, 1);
        std::fs::write(root.join("records").join(format!("{id}.ron")), text).unwrap();
    }
    root
}

fn main() {
    let home = tempfile::tempdir().unwrap();
    let book = std::env::var("MUSTER_BOOK").map_or_else(|_| book(home.path()), PathBuf::from);
    let start = Start {
        book: Some(book),
        language: Some(Language::English),
        home: Some(home.path().to_owned()),
    };
    let ctx = egui::Context::default();
    let mut bench = Bench {
        ctx,
        muster: None,
        start: Some(start),
        time: 0.0,
        restless: true,
        nodes: Vec::new(),
    };
    let begun = Instant::now();
    bench.frame(Vec::new());
    let first = bench.frame(Vec::new());
    println!("first frames {:.0} ms, the second {first:.2}", begun.elapsed().as_secs_f64() * 1e3);
    let review = Event::Key {
        key: Key::Num5,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: Modifiers::COMMAND,
    };
    let at = bench.frame(vec![review]);
    let (slowest, until) = bench.settle();
    println!(
        "Review while it is read: {at:.2} ms, slowest frame {slowest:.2}, calm after {until:.0} ms"
    );
    let over =
        |n: usize| vec![Event::PointerMoved(pos2(420.0 + 7.0 * n as f32, 300.0 + 3.0 * n as f32))];
    for view in [
        "Comparison",
        "Two drills",
        "Trend",
        "Prediction",
        "Spread",
        "Drill",
        "Replay",
        "Marking",
        "Findings",
        "Calendar",
    ] {
        let at = bench.click(view);
        let (slowest, until) = bench.settle();
        println!("{view}: click {at:.2} ms, then slowest {slowest:.2}, calm after {until:.0} ms");
        bench.measure("  still", |_| Vec::new());
        bench.measure("  pointer moves", over);
        bench.measure("  wheel", |n| {
            vec![Event::PointerMoved(pos2(700.0, 500.0)), wheel(n % 20 < 10)]
        });
        bench.measure("  wheel on the list", |n| {
            vec![Event::PointerMoved(pos2(100.0, 500.0)), wheel(n % 30 < 25)]
        });
    }
    let at = bench.click("Comparison");
    println!("back to Comparison {at:.2} ms");
    for (filter, choice) in
        [("Announced", "Unannounced"), ("Announced", "All"), ("Scenario", "All")]
    {
        let at = bench.click(filter);
        let chosen = bench.click(choice);
        let (slowest, until) = bench.settle();
        println!(
            "filter {filter} {choice}: list {at:.2} ms, choice {chosen:.2}, then slowest {slowest:.2}, calm \
             after {until:.0} ms"
        );
    }
    for view in ["Trend", "Spread", "Two drills", "Comparison"] {
        let at = bench.click(view);
        let (slowest, until) = bench.settle();
        println!(
            "{view} of all: click {at:.2} ms, then slowest {slowest:.2}, calm after {until:.0} ms"
        );
        bench.measure("  pointer moves", over);
    }
}
