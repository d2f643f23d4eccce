//! Short notices in the corner of the window.

use std::time::{Duration, Instant};

use eframe::egui::{self, Align2, Color32, Context, Frame, Margin, RichText, Stroke, vec2};

use super::{icons, theme};
use crate::language::Language;

/// How long a good notice stays, and how long one that should be read stays.
const SHORT: Duration = Duration::from_secs(4);
const LONG: Duration = Duration::from_secs(15);
/// How many are shown at once; the oldest give way.
const MOST: usize = 4;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    Info,
    Success,
    Error,
}

struct Toast {
    level: Level,
    text: String,
    until: Instant,
}

/// Short notices in the corner of the window.
#[derive(Default)]
pub(crate) struct Toasts {
    shown: Vec<Toast>,
    /// How much of the window's lower edge they leave free.
    free: f32,
}

impl Toasts {
    /// Something happened.
    pub(crate) fn info(&mut self, text: String) {
        self.add(Level::Info, text, SHORT);
    }

    /// Something worked.
    pub(crate) fn success(&mut self, text: String) {
        self.add(Level::Success, text, SHORT);
    }

    /// Something did not work.
    pub(crate) fn error(&mut self, text: String) {
        self.add(Level::Error, text, LONG);
    }

    /// Leaves the lower edge of the window free while a place has something to click there.
    pub(crate) const fn leave_free(&mut self, height: f32) {
        self.free = height;
    }

    /// How much of the lower edge is left free now.
    pub(super) const fn left_free(&self) -> f32 {
        self.free
    }

    fn add(&mut self, level: Level, text: String, stay: Duration) {
        self.shown.retain(|toast| toast.text != text);
        self.shown.push(Toast { level, text, until: Instant::now() + stay });
        if self.shown.len() > MOST {
            self.shown.remove(0);
        }
    }

    pub(super) fn show(&mut self, ctx: &Context, lang: Language) {
        let now = Instant::now();
        self.shown.retain(|toast| toast.until > now);
        let Some(next) = self.shown.iter().map(|toast| toast.until).min() else { return };
        ctx.request_repaint_after(next - now);
        let mut closed = None;
        egui::Area::new(egui::Id::unique("toasts"))
            .anchor(Align2::RIGHT_BOTTOM, vec2(-theme::GROUP_GAP, -theme::GROUP_GAP - self.free))
            .order(egui::Order::Foreground)
            .show(ctx, |ui| {
                let colors = theme::colors_of(ui.visuals());
                for (index, toast) in self.shown.iter().enumerate() {
                    let (icon, color) = toast.level.sign(colors);
                    Frame::new()
                        .fill(colors.card)
                        .stroke(Stroke::new(1.0, color))
                        .corner_radius(6.0)
                        .inner_margin(Margin::symmetric(10, 8))
                        .show(ui, |ui| {
                            ui.horizontal(|ui| {
                                ui.label(RichText::new(icon).size(18.0).color(color));
                                ui.add(egui::Label::new(&toast.text).wrap());
                                let close = super::widgets::tool(
                                    ui,
                                    icons::CLOSE,
                                    &lang.t("toast-close"),
                                    false,
                                );
                                if close.clicked() {
                                    closed = Some(index);
                                }
                            });
                        });
                }
            });
        if let Some(index) = closed {
            self.shown.remove(index);
        }
    }
}

impl Level {
    const fn sign(self, colors: theme::Colors) -> (&'static str, Color32) {
        match self {
            Self::Info => (icons::INFO, colors.accent),
            Self::Success => (icons::CHECK_CIRCLE, colors.good),
            Self::Error => (icons::ERROR, colors.bad),
        }
    }
}
