//! Turning, scaling and moving a plan so that it lies on another.

use crate::building::{Point, Polygon, Segment};

/// A map of the plane that keeps angles: first scaled and turned about the origin, then moved.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Similarity {
    /// How many times longer everything becomes.
    pub scale: f64,
    /// Counter-clockwise turn, degrees.
    pub turn: f64,
    /// Where the origin goes, m.
    pub to: Point,
}

impl Similarity {
    /// The map that leaves everything as it is.
    pub const NONE: Self = Self { scale: 1.0, turn: 0.0, to: Point::new(0.0, 0.0) };

    /// The map that brings one segment onto another: its first end exactly, and its second one too if
    /// lengths may change. Nothing for a segment without length.
    #[must_use]
    pub fn between(from: Segment, onto: Segment, may_scale: bool) -> Option<Self> {
        let (own, other) = (from.length(), onto.length());
        if !(own > 1e-6 && other > 1e-6 && own.is_finite() && other.is_finite()) {
            return None;
        }
        let angle = |line: Segment| {
            let (x, y) = line.direction();
            y.atan2(x).to_degrees()
        };
        let scale = if may_scale { other / own } else { 1.0 };
        let map = Self { scale, turn: angle(onto) - angle(from), to: Point::default() };
        // Where lengths stay, the middles meet: half of the difference at each end.
        let (a, b) = (map.point(from.middle()), onto.middle());
        Some(Self { to: Point::new(b.x - a.x, b.y - a.y), ..map })
    }

    /// Where a point goes.
    #[must_use]
    pub fn point(self, at: Point) -> Point {
        let turned = at.turned(self.turn, Point::default());
        Point::new(turned.x * self.scale + self.to.x, turned.y * self.scale + self.to.y)
    }

    /// From where a point comes.
    #[must_use]
    pub fn back(self, at: Point) -> Point {
        let (x, y) = ((at.x - self.to.x) / self.scale, (at.y - self.to.y) / self.scale);
        Point::new(x, y).turned(-self.turn, Point::default())
    }

    /// Where a segment goes.
    #[must_use]
    pub fn segment(self, line: Segment) -> Segment {
        Segment::new(self.point(line.a), self.point(line.b))
    }

    /// Where an outline goes.
    #[must_use]
    pub fn polygon(self, outline: &Polygon) -> Polygon {
        Polygon(outline.corners().iter().map(|corner| self.point(*corner)).collect())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::*;

    #[test]
    fn two_points_say_turn_place_and_scale() {
        let from = Segment::new(Point::new(1.0, 1.0), Point::new(3.0, 1.0));
        let onto = Segment::new(Point::new(10.0, 0.0), Point::new(10.0, 4.0));
        let map = Similarity::between(from, onto, true).unwrap();
        let found = map.segment(from);
        assert!(found.a.distance(onto.a) < 1e-9 && found.b.distance(onto.b) < 1e-9);
        let stiff = Similarity::between(from, onto, false).unwrap().segment(from);
        assert!((stiff.length() - 2.0).abs() < 1e-9);
        assert!(stiff.middle().distance(onto.middle()) < 1e-9);
        assert_eq!(Similarity::between(from, Segment::default(), true), None);
        let p = Point::new(0.3, -2.0);
        assert!(map.back(map.point(p)).distance(p) < 1e-9);
    }
}
