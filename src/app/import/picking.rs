//! Points that are clicked on the plan: the ends of a known length, or where plans lie on one another.

use eframe::egui::{Align2, FontId, Painter, Pos2, Stroke, vec2};

use crate::app::plan::View;
use crate::app::theme;
use crate::building::{Point, Segment};
use crate::exchange::plan::FoundStorey;

/// How near a click must be to the end of a line to be taken for it, points.
const SNAP: f32 = 9.0;

/// What is asked of the next clicks.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Picking {
    /// The ends of a known length, as far as they are clicked, and then its length, m.
    Length(Vec<Point>, f64),
    /// The two points of the plan that is shown.
    Align,
}

/// Where a click means: the end of a line nearby, or where it is.
pub(super) fn snapped(view: &View, pos: Pos2, storey: &FoundStorey) -> Point {
    let spaces = storey.spaces.iter().flat_map(|space| space.outline.corners().iter().copied());
    let lines = storey.lines.iter().flat_map(|line| [line.a, line.b]);
    let near = lines.chain(spaces).map(|point| (view.to_screen(point).distance(pos), point));
    let nearest = near.filter(|(far, _)| *far < SNAP).min_by(|a, b| a.0.total_cmp(&b.0));
    nearest.map_or_else(|| view.to_plan(pos), |(_, point)| point)
}

/// Paints clicked points, numbered, and the line between two of them.
pub(super) fn paint(painter: &Painter, view: &View, points: &[Point], joined: bool) {
    let colors = theme::colors_of(&painter.ctx().global_style().visuals);
    if let ([a, b, ..], true) = (points, joined) {
        let line = Segment::new(*a, *b);
        let ends = [view.to_screen(line.a), view.to_screen(line.b)];
        painter.line_segment(ends, Stroke::new(2.0, colors.accent));
        let text = format!("{:.2} m", line.length());
        let middle = view.to_screen(line.middle());
        let galley = painter.layout_no_wrap(text, FontId::proportional(13.0), colors.on_strong);
        let room = Align2::CENTER_BOTTOM.anchor_size(middle - vec2(0.0, 8.0), galley.size());
        painter.rect_filled(room.expand2(vec2(6.0, 2.0)), 4.0, colors.accent);
        painter.galley(room.min, galley, colors.on_strong);
    }
    for (number, point) in (1..).zip(points) {
        let at = view.to_screen(*point);
        painter.circle_filled(at, 9.0, colors.accent);
        let font = FontId::proportional(12.0);
        painter.text(at, Align2::CENTER_CENTER, format!("{number}"), font, colors.on_strong);
    }
}
