//! Labels that never run over what they name.

use std::sync::Arc;

use eframe::egui::text::{LayoutJob, TextFormat, TextWrapping};
use eframe::egui::{Color32, FontId, Galley, Painter, Pos2, Rect, Vec2};

use crate::building::{Point, Polygon};

/// One line of text, cut with `…` where it is wider than `width`; nothing if only a letter or two
/// would be left.
pub(super) fn elided(
    painter: &Painter,
    text: &str,
    size: f32,
    color: Color32,
    width: f32,
) -> Option<Arc<Galley>> {
    if text.is_empty() || width < size * 1.6 {
        return None;
    }
    let format = TextFormat { font_id: FontId::proportional(size), color, ..Default::default() };
    let mut job = LayoutJob::single_section(text.to_owned(), format);
    job.wrap = TextWrapping::truncate_at_width(width);
    let galley = painter.layout_job(job);
    let readable = !galley.elided || width >= size * 3.0;
    readable.then_some(galley)
}

/// Paints lines of text, one under the other, with their middle at `middle`.
pub(super) fn stacked(painter: &Painter, middle: Pos2, lines: &[Arc<Galley>]) -> Rect {
    let height: f32 = lines.iter().map(|line| line.size().y).sum();
    let width = lines.iter().map(|line| line.size().x).fold(0.0, f32::max);
    let mut top = middle.y - height / 2.0;
    for line in lines {
        let size = line.size();
        painter.galley(Pos2::new(middle.x - size.x / 2.0, top), line.clone(), Color32::GRAY);
        top += size.y;
    }
    Rect::from_center_size(middle, Vec2::new(width, height))
}

/// How far it is to the left and right of `point` until the outline is met, m.
pub(super) fn room_beside(outline: &Polygon, point: Point) -> (f64, f64) {
    let (mut left, mut right) = (f64::INFINITY, f64::INFINITY);
    for edge in outline.edges() {
        let (low, high) = if edge.a.y <= edge.b.y { (edge.a, edge.b) } else { (edge.b, edge.a) };
        if point.y < low.y || point.y >= high.y {
            continue;
        }
        let x = low.x + (high.x - low.x) * (point.y - low.y) / (high.y - low.y);
        if x < point.x {
            left = left.min(point.x - x);
        } else {
            right = right.min(x - point.x);
        }
    }
    (left, right)
}

/// How far it is below and above `point` until the outline is met, m.
pub(super) fn room_above(outline: &Polygon, point: Point) -> (f64, f64) {
    let flipped = Polygon(outline.corners().iter().map(|p| Point::new(p.y, p.x)).collect());
    room_beside(&flipped, Point::new(point.y, point.x))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_room_for_a_label_is_measured_to_the_walls() {
        let hall = Polygon::rectangle(Point::new(0.0, 0.0), Point::new(30.0, 20.0));
        assert_eq!(room_beside(&hall, Point::new(10.0, 5.0)), (10.0, 20.0));
        assert_eq!(room_above(&hall, Point::new(10.0, 5.0)), (5.0, 15.0));
    }
}
