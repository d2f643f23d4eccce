//! Points and directions of the crowd's plane: single precision is 0.1 mm at a kilometre.

use std::ops::{Add, Mul, Neg, Sub};

/// A point or a direction, m.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Vector {
    pub(super) x: f32,
    pub(super) y: f32,
}

impl Vector {
    pub(super) const fn new(x: f32, y: f32) -> Self {
        Self { x, y }
    }

    #[inline]
    pub(super) fn dot(self, other: Self) -> f32 {
        self.x * other.x + self.y * other.y
    }

    /// Positive where `other` lies to the left.
    #[inline]
    pub(super) fn cross(self, other: Self) -> f32 {
        self.x * other.y - self.y * other.x
    }

    #[inline]
    pub(super) fn square(self) -> f32 {
        self.dot(self)
    }

    #[inline]
    pub(super) fn length(self) -> f32 {
        self.square().sqrt()
    }

    /// The unit vector, or nothing for a vector without length.
    #[inline]
    pub(super) fn unit(self) -> Option<Self> {
        let length = self.length();
        (length > 1e-6).then(|| self * (1.0 / length))
    }

    /// Turned as a unit vector is against the x axis.
    #[inline]
    pub(super) fn turned(self, by: Self) -> Self {
        Self::new(self.x * by.x - self.y * by.y, self.x * by.y + self.y * by.x)
    }

    /// Turned a quarter to the left.
    #[inline]
    pub(super) const fn left(self) -> Self {
        Self::new(-self.y, self.x)
    }
}

impl Add for Vector {
    type Output = Self;
    #[inline]
    fn add(self, other: Self) -> Self {
        Self::new(self.x + other.x, self.y + other.y)
    }
}

impl Sub for Vector {
    type Output = Self;
    #[inline]
    fn sub(self, other: Self) -> Self {
        Self::new(self.x - other.x, self.y - other.y)
    }
}

impl Mul<f32> for Vector {
    type Output = Self;
    #[inline]
    fn mul(self, by: f32) -> Self {
        Self::new(self.x * by, self.y * by)
    }
}

impl Neg for Vector {
    type Output = Self;
    fn neg(self) -> Self {
        Self::new(-self.x, -self.y)
    }
}

/// A straight line between two points, with what it takes to find the nearest of its points.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Line {
    pub(super) a: Vector,
    along: Vector,
    /// One over the square of the length; nothing for a line without length.
    inverse: f32,
}

impl Line {
    pub(super) fn new(a: Vector, b: Vector) -> Self {
        let along = b - a;
        let square = along.square();
        Self { a, along, inverse: if square > 0.0 { 1.0 / square } else { 0.0 } }
    }

    pub(super) fn ends(&self) -> [Vector; 2] {
        [self.a, self.a + self.along]
    }

    /// The point of it that is nearest to `p`.
    #[inline]
    pub(super) fn nearest(&self, p: Vector) -> Vector {
        self.a + self.along * ((p - self.a).dot(self.along) * self.inverse).clamp(0.0, 1.0)
    }

    /// Whether the way from `p` to `q` crosses it.
    #[inline]
    pub(super) fn is_crossed(&self, p: Vector, q: Vector) -> bool {
        crosses(p, q, self.a, self.a + self.along)
    }
}

/// The point of the line from `a` to `b` that is nearest to `p`.
#[inline]
pub(super) fn nearest(a: Vector, b: Vector, p: Vector) -> Vector {
    let along = b - a;
    let square = along.square();
    if square <= 0.0 {
        return a;
    }
    a + along * ((p - a).dot(along) / square).clamp(0.0, 1.0)
}

/// Whether the lines from `p` to `q` and from `a` to `b` cross.
#[inline]
pub(super) fn crosses(p: Vector, q: Vector, a: Vector, b: Vector) -> bool {
    let (way, line) = (q - p, b - a);
    let (first, second) = (line.cross(p - a), line.cross(q - a));
    if (first > 0.0) == (second > 0.0) {
        return false;
    }
    let (third, fourth) = (way.cross(a - p), way.cross(b - p));
    (third > 0.0) != (fourth > 0.0)
}
