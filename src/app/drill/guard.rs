//! Controls that nobody sets off by accident: they are held down for a second, or their keys are
//! held down as long or pressed twice.

use std::time::{Duration, Instant};

use eframe::egui::text::LayoutJob;
use eframe::egui::{
    self, Color32, FontId, Key, KeyboardShortcut, Modifiers, Response, Sense, Ui, Vec2,
};

use crate::app::{theme, widgets};

/// How long a guarded control is held down.
const HOLD: f32 = 1.0;
/// How long the keys wait for the second time.
const ARMED: Duration = Duration::from_secs(5);

/// What is guarded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Guarded {
    /// Giving the alarm.
    Start,
    /// Ending the drill.
    Finish,
    /// Stopping for a real emergency.
    Stop,
}

impl Guarded {
    /// The keys that set it off when they are pressed twice.
    pub(super) const fn keys(self) -> KeyboardShortcut {
        const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);
        match self {
            Self::Start => KeyboardShortcut::new(Modifiers::COMMAND, Key::Enter),
            Self::Finish => KeyboardShortcut::new(CTRL_SHIFT, Key::F),
            Self::Stop => KeyboardShortcut::new(CTRL_SHIFT, Key::E),
        }
    }
}

/// The keys that were pressed once.
#[derive(Default)]
pub(super) struct Guard {
    armed: Option<(Guarded, Instant)>,
    /// The keys that are held down, and since when.
    holding: Option<(Guarded, Instant)>,
}

impl Guard {
    /// Whether these keys were pressed for the second time, or are held down long enough.
    pub(super) fn pressed(&mut self, ctx: &egui::Context, what: Guarded) -> bool {
        let now = Instant::now();
        if self.armed.is_some_and(|(_, since)| now - since > ARMED) {
            self.armed = None;
        }
        let keys = what.keys();
        let pressed = ctx.input_mut(|input| {
            // A key that is held down repeats; only a second press of the hand counts.
            let fresh = input.events.iter().any(|event| {
                matches!(event, egui::Event::Key { key, pressed: true, repeat: false, .. }
                    if *key == keys.logical_key)
            });
            input.consume_shortcut(&keys) && fresh
        });
        if self.held(ctx, what, pressed, now) {
            self.armed = None;
            return true;
        }
        if !pressed {
            return false;
        }
        if self.armed.take().is_some_and(|(armed, _)| armed == what) {
            return true;
        }
        self.armed = Some((what, now));
        ctx.request_repaint_after(ARMED);
        false
    }

    /// Whether the keys have been held down long enough since they were pressed.
    fn held(&mut self, ctx: &egui::Context, what: Guarded, pressed: bool, now: Instant) -> bool {
        let keys = what.keys();
        let down = ctx.input(|input| {
            input.key_down(keys.logical_key) && input.modifiers.matches_exact(keys.modifiers)
        });
        if pressed {
            self.holding = Some((what, now));
        }
        let Some((_, since)) = self.holding.filter(|(held, _)| *held == what) else {
            return false;
        };
        if !down {
            self.holding = None;
            return false;
        }
        let done = (now - since).as_secs_f32() >= HOLD;
        if done {
            self.holding = None;
        } else {
            ctx.request_repaint_after(Duration::from_millis(50));
        }
        done
    }

    /// What waits for the second press.
    pub(super) fn armed(&self) -> Option<Guarded> {
        self.armed.filter(|(_, since)| since.elapsed() <= ARMED).map(|(what, _)| what)
    }
}

/// A button that is held down for a second; a click, the space key and Enter do nothing. Returns
/// its response and whether it was held long enough.
pub(super) fn hold_button(
    ui: &mut Ui,
    name: &str,
    text: &str,
    size: Vec2,
    color: Color32,
) -> (Response, bool) {
    let (rect, response) = ui.allocate_exact_size(size, Sense::click_and_drag());
    widgets::named(&response, egui::Role::Button, name);
    let held_id = response.id.with("held");
    let held = response.is_pointer_button_down_on() && response.contains_pointer();
    let now = ui.input(|input| input.time);
    let since: Option<f64> = ui.data(|data| data.get_temp(held_id)).flatten();
    let (since, share) = if held {
        let start = since.unwrap_or(now);
        ui.ctx().request_repaint();
        (Some(start), ((now - start) as f32 / HOLD).min(1.0))
    } else {
        (None, 0.0)
    };
    // Once it is set off, it must be let go before it can be set off again.
    let done = share >= 1.0;
    let since = if done { Some(f64::INFINITY) } else { since };
    ui.data_mut(|data| data.insert_temp(held_id, since));
    let painter = ui.painter().clone();
    let radius = 6.0;
    painter.rect_filled(rect, radius, color);
    let ink = theme::colors_of(ui.visuals()).on_strong;
    if share > 0.0 {
        // Below the words, which stay readable.
        let mut filled = rect.shrink(4.0);
        filled.min.y = filled.max.y - 6.0;
        filled.set_width(filled.width() * share);
        painter.rect_filled(filled, 3.0, ink);
    }
    if response.has_focus() || response.hovered() {
        let stroke = ui.visuals().widgets.active.fg_stroke;
        painter.rect_stroke(rect.expand(2.0), radius, stroke, egui::StrokeKind::Outside);
    }
    let font = if size.y > 50.0 { theme::heading() } else { theme::strong() };
    words(&painter, rect, text, font, ink);
    (response, done)
}

/// Paints a text into the middle of a button: in as many lines as it needs, and smaller where even
/// they do not fit.
fn words(painter: &egui::Painter, rect: egui::Rect, text: &str, mut font: FontId, ink: Color32) {
    let room = rect.shrink2(egui::vec2(6.0, 3.0));
    loop {
        let mut job = LayoutJob::simple(text.to_owned(), font.clone(), ink, room.width());
        job.halign = egui::Align::Center;
        let galley = painter.layout_job(job);
        let fits = galley.size().x <= room.width() && galley.size().y <= room.height();
        if fits || font.size <= 9.0 {
            let top = rect.center().y - galley.size().y * 0.5;
            painter.galley(egui::pos2(rect.center().x, top), galley, ink);
            return;
        }
        font.size -= 1.0;
    }
}
