//! Points, segments and polygons of a plan, in metres.

use geo::{Area, Centroid, Contains, InteriorPoint};
use serde::{Deserialize, Serialize};

/// A point of a plan: x to the right, y up, in metres; always finite. Written as `(x, y)`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "(f64, f64)", into = "(f64, f64)")]
pub struct Point {
    /// To the right, m.
    pub x: f64,
    /// Up, m.
    pub y: f64,
}

impl Point {
    /// The point at `(x, y)` metres.
    #[must_use]
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// The distance to another point, m.
    #[must_use]
    pub fn distance(self, other: Self) -> f64 {
        (self.x - other.x).hypot(self.y - other.y)
    }

    /// The point moved by `(dx, dy)` metres.
    #[must_use]
    pub fn moved(self, dx: f64, dy: f64) -> Self {
        Self::new(self.x + dx, self.y + dy)
    }

    /// The point turned by `degrees` counter-clockwise about `centre`.
    #[must_use]
    pub fn turned(self, degrees: f64, centre: Self) -> Self {
        let (sin, cos) = degrees.to_radians().sin_cos();
        let (dx, dy) = (self.x - centre.x, self.y - centre.y);
        Self::new(centre.x + dx * cos - dy * sin, centre.y + dx * sin + dy * cos)
    }

    /// The point at share `t` of the way to `other`: 0 here, 1 there.
    #[must_use]
    pub fn towards(self, other: Self, t: f64) -> Self {
        Self::new(self.x + (other.x - self.x) * t, self.y + (other.y - self.y) * t)
    }
}

impl From<Point> for (f64, f64) {
    fn from(point: Point) -> Self {
        (point.x, point.y)
    }
}

impl TryFrom<(f64, f64)> for Point {
    type Error = &'static str;

    fn try_from((x, y): (f64, f64)) -> Result<Self, Self::Error> {
        if x.is_finite() && y.is_finite() { Ok(Self { x, y }) } else { Err("finite coordinates") }
    }
}

impl From<Point> for geo::Coord {
    fn from(point: Point) -> Self {
        Self { x: point.x, y: point.y }
    }
}

/// A straight line between two points. Written as `((x, y), (x, y))`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "(Point, Point)", into = "(Point, Point)")]
pub struct Segment {
    /// Where it begins.
    pub a: Point,
    /// Where it ends.
    pub b: Point,
}

impl Segment {
    /// The segment from `a` to `b`.
    #[must_use]
    pub const fn new(a: Point, b: Point) -> Self {
        Self { a, b }
    }

    /// Its length, m.
    #[must_use]
    pub fn length(self) -> f64 {
        self.a.distance(self.b)
    }

    /// The point half-way.
    #[must_use]
    pub fn middle(self) -> Point {
        self.a.towards(self.b, 0.5)
    }

    /// The unit vector from `a` to `b`; `(1, 0)` for a segment without length.
    #[must_use]
    pub fn direction(self) -> (f64, f64) {
        let length = self.length();
        if length > 0.0 {
            ((self.b.x - self.a.x) / length, (self.b.y - self.a.y) / length)
        } else {
            (1.0, 0.0)
        }
    }

    /// The unit vector to the left of the way from `a` to `b`.
    #[must_use]
    pub fn left(self) -> (f64, f64) {
        let (x, y) = self.direction();
        (-y, x)
    }

    /// The share of the way from `a` to `b` at which the point nearest to `point` lies, 0 to 1.
    #[must_use]
    pub fn nearest_share(self, point: Point) -> f64 {
        let (dx, dy) = (self.b.x - self.a.x, self.b.y - self.a.y);
        let square = dx * dx + dy * dy;
        if square == 0.0 {
            return 0.0;
        }
        (((point.x - self.a.x) * dx + (point.y - self.a.y) * dy) / square).clamp(0.0, 1.0)
    }

    /// The point of the segment that is nearest to `point`.
    #[must_use]
    pub fn nearest(self, point: Point) -> Point {
        self.a.towards(self.b, self.nearest_share(point))
    }

    /// The distance from the segment to `point`, m.
    #[must_use]
    pub fn distance(self, point: Point) -> f64 {
        self.nearest(point).distance(point)
    }

    /// The distance to a segment that does not cross this one, m.
    #[must_use]
    pub fn gap(self, other: Self) -> f64 {
        let ends = [
            self.distance(other.a),
            self.distance(other.b),
            other.distance(self.a),
            other.distance(self.b),
        ];
        ends.into_iter().fold(f64::INFINITY, f64::min)
    }

    /// The segment moved by `(dx, dy)` metres.
    #[must_use]
    pub fn moved(self, dx: f64, dy: f64) -> Self {
        Self::new(self.a.moved(dx, dy), self.b.moved(dx, dy))
    }

    /// The segment turned by `degrees` counter-clockwise about `centre`.
    #[must_use]
    pub fn turned(self, degrees: f64, centre: Point) -> Self {
        Self::new(self.a.turned(degrees, centre), self.b.turned(degrees, centre))
    }
}

impl From<(Point, Point)> for Segment {
    fn from((a, b): (Point, Point)) -> Self {
        Self { a, b }
    }
}

impl From<Segment> for (Point, Point) {
    fn from(segment: Segment) -> Self {
        (segment.a, segment.b)
    }
}

/// The outline of an area: its corners in order, without the first repeated at the end.
/// Written as a list of points.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Polygon(pub Vec<Point>);

impl Polygon {
    /// The rectangle between two opposite corners, counter-clockwise from its lower left one.
    #[must_use]
    pub fn rectangle(a: Point, b: Point) -> Self {
        let (left, right) = (a.x.min(b.x), a.x.max(b.x));
        let (low, high) = (a.y.min(b.y), a.y.max(b.y));
        Self(vec![
            Point::new(left, low),
            Point::new(right, low),
            Point::new(right, high),
            Point::new(left, high),
        ])
    }

    /// The corners.
    #[must_use]
    pub fn corners(&self) -> &[Point] {
        &self.0
    }

    /// The edges, from each corner to the next and from the last to the first.
    pub fn edges(&self) -> impl Iterator<Item = Segment> + '_ {
        let next = self.0.iter().cycle().skip(1);
        self.0.iter().zip(next).map(|(a, b)| Segment::new(*a, *b))
    }

    /// The area, m².
    #[must_use]
    pub fn area(&self) -> f64 {
        self.to_geo().unsigned_area()
    }

    /// The length of the outline, m.
    #[must_use]
    pub fn perimeter(&self) -> f64 {
        self.edges().map(Segment::length).sum()
    }

    /// The centre of gravity; the origin for a polygon without corners.
    #[must_use]
    pub fn centroid(&self) -> Point {
        self.to_geo().centroid().map_or_else(Point::default, |p| Point::new(p.x(), p.y()))
    }

    /// A point well inside, for a label; the centroid where that lies inside.
    #[must_use]
    pub fn label_point(&self) -> Point {
        let centroid = self.centroid();
        if self.contains(centroid) {
            return centroid;
        }
        self.to_geo().interior_point().map_or(centroid, |p| Point::new(p.x(), p.y()))
    }

    /// Whether the point lies inside; a point on the outline does not.
    #[must_use]
    pub fn contains(&self, point: Point) -> bool {
        self.to_geo().contains(&geo::Point::new(point.x, point.y))
    }

    /// The distance from the outline to `point`, m; infinite for a polygon without corners.
    #[must_use]
    pub fn outline_distance(&self, point: Point) -> f64 {
        self.edges().map(|edge| edge.distance(point)).fold(f64::INFINITY, f64::min)
    }

    /// The smallest upright rectangle around it, or nothing for a polygon without corners.
    #[must_use]
    pub fn bounds(&self) -> Option<Bounds> {
        Bounds::of(self.0.iter().copied())
    }

    /// The polygon moved by `(dx, dy)` metres.
    #[must_use]
    pub fn moved(&self, dx: f64, dy: f64) -> Self {
        Self(self.0.iter().map(|p| p.moved(dx, dy)).collect())
    }

    /// The polygon turned by `degrees` counter-clockwise about `centre`.
    #[must_use]
    pub fn turned(&self, degrees: f64, centre: Point) -> Self {
        Self(self.0.iter().map(|p| p.turned(degrees, centre)).collect())
    }

    /// The polygon as the geometry library has it: without corners if one of them is no place.
    #[must_use]
    pub fn to_geo(&self) -> geo::Polygon {
        let places = self.0.iter().all(|corner| corner.x.is_finite() && corner.y.is_finite());
        let corners = if places { self.0.as_slice() } else { &[] };
        let ring: geo::LineString = corners.iter().map(|p| geo::Coord::from(*p)).collect();
        geo::Polygon::new(ring, Vec::new())
    }
}

/// An upright rectangle, m.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// The lower left corner.
    pub min: Point,
    /// The upper right corner.
    pub max: Point,
}

impl Bounds {
    /// The smallest rectangle around the points, or nothing without any.
    pub fn of(points: impl IntoIterator<Item = Point>) -> Option<Self> {
        points.into_iter().fold(None, |bounds: Option<Self>, p| {
            Some(bounds.map_or(Self { min: p, max: p }, |b| b.with(p)))
        })
    }

    /// The rectangle grown to hold `point`.
    #[must_use]
    pub fn with(self, point: Point) -> Self {
        Self {
            min: Point::new(self.min.x.min(point.x), self.min.y.min(point.y)),
            max: Point::new(self.max.x.max(point.x), self.max.y.max(point.y)),
        }
    }

    /// The smallest rectangle around both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        self.with(other.min).with(other.max)
    }

    /// Its extent to the right, m.
    #[must_use]
    pub fn width(self) -> f64 {
        self.max.x - self.min.x
    }

    /// Its extent upwards, m.
    #[must_use]
    pub fn height(self) -> f64 {
        self.max.y - self.min.y
    }

    /// Its middle.
    #[must_use]
    pub fn centre(self) -> Point {
        self.min.towards(self.max, 0.5)
    }

    /// Whether the point lies inside or on the edge.
    #[must_use]
    pub fn contains(self, point: Point) -> bool {
        (self.min.x..=self.max.x).contains(&point.x) && (self.min.y..=self.max.y).contains(&point.y)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rectangle_has_its_area_and_its_middle() {
        let hall = Polygon::rectangle(Point::new(30.0, 20.0), Point::new(0.0, 0.0));
        assert!((hall.area() - 600.0).abs() < 1e-9);
        assert!((hall.perimeter() - 100.0).abs() < 1e-9);
        assert_eq!(hall.centroid(), Point::new(15.0, 10.0));
        assert_eq!(hall.edges().count(), 4);
    }

    #[test]
    fn the_label_of_a_bent_space_lies_inside_it() {
        let points = [(0.0, 0.0), (20.0, 0.0), (20.0, 2.0), (2.0, 2.0), (2.0, 20.0), (0.0, 20.0)];
        let bent = Polygon(points.map(|(x, y)| Point::new(x, y)).to_vec());
        assert!(!bent.contains(bent.centroid()));
        assert!(bent.contains(bent.label_point()));
    }

    #[test]
    fn the_nearest_point_of_a_wall_stays_on_it() {
        let wall = Segment::new(Point::new(0.0, 0.0), Point::new(10.0, 0.0));
        assert_eq!(wall.nearest(Point::new(14.0, 3.0)), Point::new(10.0, 0.0));
        assert!((wall.distance(Point::new(4.0, 3.0)) - 3.0).abs() < 1e-12);
    }
}
