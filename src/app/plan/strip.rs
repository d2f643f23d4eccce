//! The floor in colours: heat maps.

use eframe::egui::{Color32, Mesh, Rect, Shape, Stroke, pos2};

use super::Canvas;
use crate::building::Bounds;
use crate::exchange::figure::{Color, Strip};

/// Between two lines of a hatching, points.
const HATCH: f32 = 6.0;

/// A figure's colour as the window has it.
#[must_use]
pub fn color32(color: Color) -> Color32 {
    let [red, green, blue, alpha] = color.0;
    Color32::from_rgba_unmultiplied(red, green, blue, alpha)
}

impl Canvas<'_> {
    /// All strips in one mesh, and the lines over those that are hatched.
    pub(super) fn strips(&self, strips: &[Strip]) {
        let mut mesh = Mesh::default();
        let mut lines = Vec::new();
        let stroke = Stroke::new(1.0, Color32::from_white_alpha(190));
        for strip in strips {
            let bounds = Bounds { min: strip.low, max: strip.high };
            if !self.view.sees(bounds) {
                continue;
            }
            let rect = self.view.rect_of(bounds);
            mesh.add_colored_rect(rect, color32(strip.color));
            if strip.hatched {
                hatch(rect, stroke, &mut lines);
            }
        }
        self.painter.add(Shape::mesh(mesh));
        self.painter.extend(lines);
    }
}

/// The pieces of the lines x + y = n · HATCH that lie in a rectangle: those of neighbours join.
fn hatch(rect: Rect, stroke: Stroke, lines: &mut Vec<Shape>) {
    let first = ((rect.left() + rect.top()) / HATCH).ceil() as i64;
    let last = ((rect.right() + rect.bottom()) / HATCH).floor() as i64;
    for number in first..=last.min(first + 2_000) {
        let sum = number as f32 * HATCH;
        let left = rect.left().max(sum - rect.bottom());
        let right = rect.right().min(sum - rect.top());
        if right > left {
            lines.push(Shape::line_segment(
                [pos2(left, sum - left), pos2(right, sum - right)],
                stroke,
            ));
        }
    }
}
