//! A storey in a drawing: where a point of the plan lies on the sheet, spaces, walls and doors.

use super::drawing::{Anchor, Drawing, Paint, Type};
use super::lettering::{lines, width_of};
use crate::building::{Bounds, Building, Door, Point, Space, SpaceUse, Storey, Swing};

/// How a plan is turned on the sheet, counter-clockwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Turn {
    /// As it is drawn.
    #[default]
    None,
    /// By a quarter.
    Quarter,
    /// Upside down.
    Half,
    /// By three quarters.
    ThreeQuarters,
}

impl Turn {
    /// Every turn.
    pub const ALL: [Self; 4] = [Self::None, Self::Quarter, Self::Half, Self::ThreeQuarters];

    /// Degrees counter-clockwise.
    #[must_use]
    pub const fn degrees(self) -> f64 {
        match self {
            Self::None => 0.0,
            Self::Quarter => 90.0,
            Self::Half => 180.0,
            Self::ThreeQuarters => 270.0,
        }
    }
}

/// The scales of drawings: one to so many.
const SCALES: [f64; 15] = [
    25.0, 50.0, 75.0, 100.0, 125.0, 150.0, 200.0, 250.0, 300.0, 350.0, 400.0, 500.0, 750.0,
    1_000.0, 2_000.0,
];

/// Where points of a plan lie on the sheet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    turn: Turn,
    /// The middle of the plan, m.
    centre: Point,
    /// The middle of the room on the sheet, mm.
    middle: (f64, f64),
    /// One to so many.
    pub(super) scale: f64,
}

impl Frame {
    /// The largest usual scale at which `bounds` fits into the room at `corner` of `size`, mm.
    pub(super) fn fitting(
        bounds: Bounds,
        turn: Turn,
        corner: (f64, f64),
        size: (f64, f64),
    ) -> Self {
        let (wide, high) = match turn {
            Turn::None | Turn::Half => (bounds.width(), bounds.height()),
            Turn::Quarter | Turn::ThreeQuarters => (bounds.height(), bounds.width()),
        };
        let fits = |scale: &&f64| wide * 1e3 / *scale <= size.0 && high * 1e3 / *scale <= size.1;
        let largest = || (wide * 1e3 / size.0).max(high * 1e3 / size.1).max(1.0);
        let scale = SCALES.iter().find(fits).copied().unwrap_or_else(largest);
        let middle = (corner.0 + size.0 / 2.0, corner.1 + size.1 / 2.0);
        Self { turn, centre: bounds.centre(), middle, scale }
    }

    /// The largest scale at which `bounds` fits, usual or not: for a plan that nobody measures on.
    pub(super) fn filling(
        bounds: Bounds,
        turn: Turn,
        corner: (f64, f64),
        size: (f64, f64),
    ) -> Self {
        let fitting = Self::fitting(bounds, turn, corner, size);
        let (low, high) = (fitting.at(bounds.min), fitting.at(bounds.max));
        let share = ((low.0 - high.0).abs() / size.0).max((low.1 - high.1).abs() / size.1);
        Self { scale: fitting.scale * if share > 0.0 { share } else { 1.0 }, ..fitting }
    }

    /// The same, so much higher on the sheet, mm.
    pub(super) fn raised(mut self, by: f64) -> Self {
        self.middle.1 -= by;
        self
    }

    /// The place on the sheet, mm.
    pub(super) fn at(&self, point: Point) -> (f64, f64) {
        let turned = point.turned(self.turn.degrees(), self.centre);
        let per_metre = 1e3 / self.scale;
        (
            self.middle.0 + (turned.x - self.centre.x) * per_metre,
            self.middle.1 - (turned.y - self.centre.y) * per_metre,
        )
    }

    /// The point of the plan at a place on the sheet.
    pub(super) fn point(&self, (x, y): (f64, f64)) -> Point {
        let metre = self.scale / 1e3;
        let turned = Point::new(
            self.centre.x + (x - self.middle.0) * metre,
            self.centre.y - (y - self.middle.1) * metre,
        );
        turned.turned(-self.turn.degrees(), self.centre)
    }

    /// A length of the plan on the sheet, mm.
    pub(super) fn length(&self, metres: f64) -> f64 {
        metres * 1e3 / self.scale
    }

    pub(super) fn all(&self, points: &[Point]) -> Vec<(f64, f64)> {
        points.iter().map(|point| self.at(*point)).collect()
    }
}

/// Paints the spaces, each in the colour that `color` gives it.
pub(super) fn spaces<'a>(
    drawing: &mut Drawing,
    frame: &Frame,
    storey: &Storey,
    color: impl Fn(&Space) -> &'a str,
) {
    for space in &storey.spaces {
        let corners = frame.all(space.outline.corners());
        drawing.polygon(&corners, Paint::fill(color(space)));
    }
}

/// The colour of walls.
pub(super) const WALL: &str = "#20262c";

/// The outlines of spaces and the walls within, with a gap for every door. A door takes the colour
/// that `color` gives it.
pub(super) fn walls<'a>(
    drawing: &mut Drawing,
    frame: &Frame,
    storey: &Storey,
    color: impl Fn(&Door) -> &'a str,
) {
    let width = frame.length(0.2).clamp(0.35, 0.9);
    for space in &storey.spaces {
        let corners = frame.all(space.outline.corners());
        drawing.polygon(&corners, Paint::line(WALL, width));
    }
    for wall in &storey.walls {
        let ends = frame.all(&[wall.line.a, wall.line.b]);
        drawing.polyline(&ends, Paint::line(WALL, frame.length(wall.thickness).max(width)));
    }
    for door in &storey.doors {
        let ends = [frame.at(door.line.a), frame.at(door.line.b)];
        drawing.polyline(&ends, Paint::line("#ffffff", width * 1.8));
        leaves(drawing, frame, door, color(door));
    }
}

/// The leaves of a door, opened by a right angle, with the way they turn.
fn leaves(drawing: &mut Drawing, frame: &Frame, door: &Door, color: &str) {
    let side = match door.swing {
        Swing::Left => 1.0,
        Swing::Right => -1.0,
        _ => {
            let ends = [frame.at(door.line.a), frame.at(door.line.b)];
            drawing.polyline(&ends, Paint::line(color, 0.3).dashed(0.8, 0.6));
            return;
        }
    };
    let (across, along) = (door.line.left(), door.line.direction());
    let leaf = if door.leaves > 1 { door.line.length() / 2.0 } else { door.line.length() };
    let mut hinges = vec![(door.line.a, 1.0)];
    if door.leaves > 1 {
        hinges.push((door.line.b, -1.0));
    }
    for (hinge, sense) in hinges {
        let arc: Vec<Point> = (0..=6)
            .map(|step| {
                let angle = f64::from(step) / 6.0 * std::f64::consts::FRAC_PI_2;
                let (sin, cos) = angle.sin_cos();
                let (ahead, aside) = (cos * leaf * sense, sin * leaf * side);
                hinge.moved(along.0 * ahead + across.0 * aside, along.1 * ahead + across.1 * aside)
            })
            .collect();
        let opened = arc.last().copied().unwrap_or(hinge);
        drawing.polyline(&frame.all(&arc), Paint::line(color, 0.12));
        drawing.polyline(&frame.all(&[hinge, opened]), Paint::line(color, 0.35));
    }
}

/// What a stair's enclosure is called on a plan: after its stair, `S1`; other spaces by their name.
pub(super) fn called<'a>(building: &'a Building, space: &'a Space) -> &'a str {
    let stair = building.stairs.iter().find(|stair| stair.levels.contains(&space.id));
    match stair.filter(|_| space.usage == SpaceUse::Stair) {
        Some(stair) if !stair.name.is_empty() => &stair.name,
        _ => &space.name,
    }
}

/// The names of spaces, where there is room for them; `more` is written below. What would lie on
/// `taken` moves below it.
pub(super) fn names(
    drawing: &mut Drawing,
    frame: &Frame,
    (building, storey): (&Building, &Storey),
    size: f64,
    taken: Option<(f64, f64)>,
    more: impl Fn(&Space) -> Option<String>,
) {
    for space in &storey.spaces {
        let Some(bounds) = space.outline.bounds() else { continue };
        let (a, b) = (frame.at(bounds.min), frame.at(bounds.max));
        let room = ((a.0 - b.0).abs() - 1.5, (a.1 - b.1).abs() - 1.0);
        let more = more(space);
        let mut shown: Vec<(String, bool)> = Vec::new();
        let name = called(building, space);
        shown.extend(lines(name, size, room.0).into_iter().map(|line| (line, false)));
        let mut step = size * 1.25;
        if shown.iter().any(|(line, _)| width_of(line, size) > room.0)
            || shown.len() as f64 * step > room.1
        {
            shown.clear();
        }
        shown.extend(more.map(|more| (more, true)));
        if shown.len() as f64 * step > room.1 {
            step = (room.1 / shown.len() as f64).max(size * 0.9);
        }
        let (x, mut y) = frame.at(space.outline.label_point());
        if taken.is_some_and(|taken| (taken.0 - x).hypot(taken.1 - y) < size * 4.0) {
            y += size * 2.6;
        }
        let top = y - (shown.len() as f64 - 1.0) * step / 2.0;
        for (index, (line, strong)) in shown.iter().enumerate() {
            let kind = Type::new(size, "#3a444d").at(Anchor::Middle).halo();
            let kind = if *strong { Type { color: "#0b6b43", ..kind.strong() } } else { kind };
            drawing.text((x, top + index as f64 * step), line, kind);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_is_as_large_as_a_usual_scale_lets_it_be_and_y_goes_up() {
        let bounds = Bounds { min: Point::new(0.0, 0.0), max: Point::new(72.0, 36.0) };
        let frame = Frame::fitting(bounds, Turn::None, (0.0, 0.0), (300.0, 200.0));
        assert_eq!(frame.scale, 250.0);
        assert_eq!(frame.at(bounds.centre()), (150.0, 100.0));
        assert!(frame.at(bounds.max).1 < frame.at(bounds.min).1);
        for turn in Turn::ALL {
            let frame = Frame::fitting(bounds, turn, (10.0, 20.0), (300.0, 200.0));
            let back = frame.point(frame.at(Point::new(3.0, 30.0)));
            assert!(back.distance(Point::new(3.0, 30.0)) < 1e-9, "{turn:?}");
        }
        let turned = Frame::fitting(bounds, Turn::Quarter, (0.0, 0.0), (300.0, 200.0));
        assert_eq!(turned.scale, 400.0);
        // What was at the right is on top once it is turned to the left.
        let (_, right) = turned.at(Point::new(72.0, 18.0));
        assert!(right < 100.0);
    }
}
