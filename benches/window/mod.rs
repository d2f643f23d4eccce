//! The whole window, laid out, painted and tessellated without a graphics card, and how long that
//! takes.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use eframe::egui::accesskit::{Node, Role};
use eframe::egui::{
    self, Event, Key, Modifiers, MouseWheelUnit, PointerButton, Pos2, RawInput, Rect, TouchPhase,
    pos2, vec2,
};
use muster::app::{Muster, Start};
use muster::language::Language;

/// How many frames are measured together.
const FRAMES: usize = 60;

/// The window between its frames.
pub(crate) struct Bench {
    ctx: egui::Context,
    muster: Option<Muster>,
    start: Option<Start>,
    time: f64,
    /// Whether anything asked for another frame at once.
    restless: bool,
    nodes: Vec<Node>,
}

impl Bench {
    /// The window with a book, before its first frame; its settings are kept in `home`.
    pub(crate) fn new(book: PathBuf, home: &Path) -> Self {
        let home = Some(home.to_owned());
        Self {
            ctx: egui::Context::default(),
            muster: None,
            start: Some(Start { book: Some(book), language: Some(Language::English), home }),
            time: 0.0,
            restless: true,
            nodes: Vec::new(),
        }
    }

    /// One frame, and how long it took, ms.
    pub(crate) fn frame(&mut self, events: Vec<Event>) -> f64 {
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
        // Beside a list stands its name as well, which nobody presses.
        let mut found: Vec<&Node> = self.nodes.iter().filter(named).collect();
        found.sort_by_key(|node| matches!(node.role(), Role::Label | Role::TextRun));
        let node = found.first();
        let bounds = node.and_then(|node| node.bounds());
        let bounds = bounds.unwrap_or_else(|| panic!("nothing is named {name}"));
        pos2(bounds.x0.midpoint(bounds.x1) as f32, bounds.y0.midpoint(bounds.y1) as f32)
    }

    /// Presses on something; the slowest of the two frames, ms.
    pub(crate) fn click(&mut self, name: &str) -> f64 {
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
    pub(crate) fn settle(&mut self) -> (f64, f64) {
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
    pub(crate) fn measure(&mut self, what: &str, mut events: impl FnMut(usize) -> Vec<Event>) {
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

/// A turn of the wheel.
pub(crate) fn wheel(down: bool) -> Event {
    Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, if down { -60.0 } else { 60.0 }),
        phase: TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    }
}

/// A key that is pressed.
pub(crate) fn key(key: Key, modifiers: Modifiers) -> Event {
    Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }
}
