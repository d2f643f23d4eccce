//! What is being drawn, before it is part of the building.

use eframe::egui::{self, Align2, Color32, FontId, Painter, Pos2, Shape, Stroke, vec2};

use super::snap::{Snap, SnapKind};
use super::tool::Tool;
use super::units::{self, LengthUnit};
use crate::app::plan::{Palette, View};
use crate::building::{Point, Polygon, Segment};

/// The points set so far, and a length that is being typed.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The points set so far.
    pub points: Vec<Point>,
    /// Digits typed while drawing: `12`, `12x8` for a rectangle, `12<30` for a length at an angle.
    pub typed: String,
    /// The unit of what is typed.
    pub unit: LengthUnit,
}

impl Default for Draft {
    fn default() -> Self {
        Self { points: Vec::new(), typed: String::new(), unit: LengthUnit::Metres }
    }
}

impl Draft {
    /// Whether something has been begun.
    #[must_use]
    pub const fn is_begun(&self) -> bool {
        !self.points.is_empty()
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.points.clear();
        self.typed.clear();
    }

    /// Takes what is typed while something is being drawn.
    pub fn type_text(&mut self, text: &str) {
        if self.is_begun() {
            let accepted = text.chars().filter(|c| c.is_ascii_digit() || ".,xX×*<@-".contains(*c));
            self.typed.extend(accepted.map(|c| match c {
                'X' | '×' | '*' | ',' => 'x',
                '@' => '<',
                c => c,
            }));
        }
    }

    /// Where the next point comes to lie: at the typed distance towards the pointer, or there.
    #[must_use]
    pub fn next(&self, tool: Tool, pointer: Point) -> Point {
        let Some(last) = self.points.last() else { return pointer };
        let (lengths, angle) = self.typed.split_once('<').unwrap_or((&self.typed, ""));
        let lengths = lengths.split('x').filter_map(|text| text.parse::<f64>().ok());
        let mut lengths = lengths.map(|length| length / self.unit.of_a_metre());
        let Some(first) = lengths.next().filter(|length| *length > 0.0) else { return pointer };
        if tool.is_rectangle() {
            let height = lengths.next().unwrap_or((pointer.y - last.y).abs());
            let sign = |delta: f64| if delta < 0.0 { -1.0 } else { 1.0 };
            return last.moved(first * sign(pointer.x - last.x), height * sign(pointer.y - last.y));
        }
        let (x, y) = match angle.parse::<f64>() {
            Ok(degrees) => {
                let (sin, cos) = degrees.to_radians().sin_cos();
                (cos, sin)
            }
            Err(_) => Segment::new(*last, pointer).direction(),
        };
        last.moved(x * first, y * first)
    }

    /// The points with `next` among them.
    #[must_use]
    pub fn with(&self, next: Point) -> Vec<Point> {
        self.points.iter().copied().chain([next]).collect()
    }

    /// Paints the drawing with its dimensions, and the cue of what the pointer was drawn to.
    pub fn paint(&self, painter: &Painter, view: &View, tool: Tool, snap: Snap) {
        let palette = Palette::of(&painter.ctx().global_style().visuals);
        cue(painter, view, &palette, snap);
        if !self.is_begun() {
            return;
        }
        let next = self.next(tool, snap.point);
        let stroke = Stroke::new(2.0, palette.selection);
        if tool.is_rectangle() {
            let ring = Polygon::rectangle(self.points[0], next);
            let screen: Vec<Pos2> = ring.corners().iter().map(|p| view.to_screen(*p)).collect();
            let fill = palette.selection.gamma_multiply(0.12);
            painter.add(Shape::convex_polygon(screen, fill, stroke));
            for edge in ring.edges().take(2) {
                dimension(painter, view, &palette, edge, &self.typed);
            }
            let area = format!("{:.1} m²", ring.area());
            tag(painter, view.to_screen(ring.centroid()), &area, &palette);
            return;
        }
        let points = self.with(next);
        let screen: Vec<Pos2> = points.iter().map(|p| view.to_screen(*p)).collect();
        if tool == Tool::Polygon && screen.len() > 2 {
            let closing = [screen[screen.len() - 1], screen[0]];
            painter.extend(Shape::dashed_line(&closing, Stroke::new(1.0, stroke.color), 5.0, 4.0));
        }
        painter.add(Shape::line(screen.clone(), stroke));
        for corner in &screen {
            painter.circle(*corner, 3.5, palette.paper, stroke);
        }
        for ends in points.windows(2) {
            dimension(painter, view, &palette, Segment::new(ends[0], ends[1]), &self.typed);
        }
    }
}

/// A sign of its own for each thing that attracts the pointer.
fn cue(painter: &Painter, view: &View, palette: &Palette, snap: Snap) {
    let at = view.to_screen(snap.point);
    let stroke = Stroke::new(2.0, palette.selection);
    match snap.kind {
        SnapKind::Corner => {
            let square = egui::Rect::from_center_size(at, vec2(11.0, 11.0));
            painter.rect_stroke(square, 0.0, stroke, egui::StrokeKind::Middle);
        }
        SnapKind::Wall => {
            let diamond = [vec2(0.0, -7.0), vec2(7.0, 0.0), vec2(0.0, 7.0), vec2(-7.0, 0.0)];
            painter.add(Shape::closed_line(diamond.map(|v| at + v).to_vec(), stroke));
        }
        SnapKind::Aligned => {
            painter.line_segment([at - vec2(9.0, 0.0), at + vec2(9.0, 0.0)], stroke);
            painter.line_segment([at - vec2(0.0, 9.0), at + vec2(0.0, 9.0)], stroke);
        }
        SnapKind::Grid => {
            let thin = Stroke::new(1.2, palette.selection);
            painter.line_segment([at - vec2(5.0, 0.0), at + vec2(5.0, 0.0)], thin);
            painter.line_segment([at - vec2(0.0, 5.0), at + vec2(0.0, 5.0)], thin);
        }
        SnapKind::Free => {
            painter.circle_filled(at, 2.0, palette.selection);
        }
    }
}

/// The length of a line, to the left of its middle: inside an outline that goes round to the left.
pub fn dimension(painter: &Painter, view: &View, palette: &Palette, line: Segment, typed: &str) {
    let length = line.length();
    if length < 1e-6 {
        return;
    }
    let length = units::of(painter.ctx()).text(length);
    let text = if typed.is_empty() { length } else { format!("{length}  [{typed}]") };
    // A tag beside an upright line needs room for its width, under a level one for its height.
    let (x, y) = line.left();
    let half = vec2(text.chars().count() as f32 * 3.4, 9.0);
    let away = (x as f32).abs() * half.x + (y as f32).abs() * half.y + 5.0;
    let middle = view.to_screen(line.middle()) + vec2(x as f32, -y as f32) * away;
    tag(painter, middle, &text, palette);
}

fn tag(painter: &Painter, at: Pos2, text: &str, palette: &Palette) {
    let galley = painter.layout_no_wrap(text.to_owned(), FontId::proportional(12.0), Color32::GRAY);
    let rect = Align2::CENTER_CENTER.anchor_size(at, galley.size());
    painter.rect_filled(rect.expand2(vec2(4.0, 1.0)), 3.0, palette.paper.gamma_multiply(0.9));
    painter.galley_with_override_text_color(rect.min, galley, palette.selection);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_length_goes_towards_the_pointer() {
        let mut draft = Draft { points: vec![Point::new(1.0, 1.0)], ..Draft::default() };
        draft.type_text("a12.5");
        assert_eq!(draft.typed, "12.5");
        let next = draft.next(Tool::Wall, Point::new(1.0, -4.0));
        assert!(next.distance(Point::new(1.0, -11.5)) < 1e-9);
    }

    #[test]
    fn a_typed_angle_and_millimetres_count() {
        let mut draft = Draft { points: vec![Point::new(1.0, 1.0)], ..Draft::default() };
        draft.unit = LengthUnit::Millimetres;
        draft.type_text("2000<90");
        let next = draft.next(Tool::Wall, Point::new(9.0, 1.0));
        assert!(next.distance(Point::new(1.0, 3.0)) < 1e-9);
    }

    #[test]
    fn a_typed_rectangle_has_both_sides() {
        let mut draft = Draft { points: vec![Point::new(1.0, 1.0)], ..Draft::default() };
        draft.type_text("12,8");
        let next = draft.next(Tool::Rectangle, Point::new(5.0, -1.0));
        assert!(next.distance(Point::new(13.0, -7.0)) < 1e-9);
    }
}
