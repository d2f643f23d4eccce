//! Where things are in a model: frames, and the chains of them.

use crate::exchange::plan::step::{Id, Instance, Step, Value};

/// A place in space, in the unit of the file.
pub type Place = [f64; 3];

/// Placements that hang on one another longer than this go in a circle.
const LONGEST: usize = 64;

/// An affine map of space: where the unit vectors and the origin go.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// The images of the unit vectors.
    pub axes: [Place; 3],
    /// The image of the origin.
    pub origin: Place,
}

impl Default for Frame {
    fn default() -> Self {
        let axes = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
        Self { axes, origin: [0.0; 3] }
    }
}

impl Frame {
    /// Where a place goes.
    #[must_use]
    pub fn place(&self, at: Place) -> Place {
        let turned = self.direction(at);
        std::array::from_fn(|n| self.origin[n] + turned[n])
    }

    /// Where a direction goes.
    #[must_use]
    pub fn direction(&self, way: Place) -> Place {
        std::array::from_fn(|n| (0..3).map(|axis| self.axes[axis][n] * way[axis]).sum())
    }

    /// First `inner`, then this one.
    #[must_use]
    pub fn after(&self, inner: &Self) -> Self {
        Self { axes: inner.axes.map(|a| self.direction(a)), origin: self.place(inner.origin) }
    }
}

/// The cross product.
#[must_use]
pub fn cross(a: Place, b: Place) -> Place {
    [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

/// The dot product.
#[must_use]
pub fn dot(a: Place, b: Place) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

/// The direction with length 1; nothing for one without length.
#[must_use]
pub fn unit(a: Place) -> Option<Place> {
    let length = dot(a, a).sqrt();
    (length.is_finite() && length > 1e-12).then(|| a.map(|part| part / length))
}

/// The coordinates of a point or direction; missing ones are 0.
#[must_use]
pub fn coordinates(step: &Step<'_>, value: &Value<'_>) -> Option<Place> {
    let numbers = step.follow(value)?.get(0).numbers();
    triple(&numbers)
}

/// Two or three numbers as a place.
#[must_use]
pub fn triple(numbers: &[f64]) -> Option<Place> {
    match *numbers {
        [x, y] => Some([x, y, 0.0]),
        [x, y, z] => Some([x, y, z]),
        _ => None,
    }
}

/// An `IfcAxis2Placement2D` or `3D`; the plain frame where there is none.
#[must_use]
pub fn axis_placement(step: &Step<'_>, value: &Value<'_>) -> Frame {
    let Some(placement) = step.follow(value) else { return Frame::default() };
    let origin = coordinates(step, placement.get(0)).unwrap_or_default();
    let flat = placement.is("IFCAXIS2PLACEMENT2D");
    let (z, x) = if flat { (None, 1) } else { (coordinates(step, placement.get(1)), 2) };
    let z = z.and_then(unit).unwrap_or([0.0, 0.0, 1.0]);
    let x = coordinates(step, placement.get(x)).unwrap_or([1.0, 0.0, 0.0]);
    framed(origin, x, z)
}

/// The frame with this z axis whose x axis is as near to `x` as it can be.
fn framed(origin: Place, x: Place, z: Place) -> Frame {
    let along = dot(x, z);
    let level = |x: Place, along: f64| unit(std::array::from_fn(|n| x[n] - along * z[n]));
    let x = level(x, along)
        .or_else(|| level([1.0, 0.0, 0.0], z[0]))
        .or_else(|| level([0.0, 1.0, 0.0], z[1]))
        .unwrap_or([1.0, 0.0, 0.0]);
    Frame { axes: [x, cross(z, x), z], origin }
}

/// An `IfcCartesianTransformationOperator` in two or three dimensions.
#[must_use]
pub fn operator(step: &Step<'_>, value: &Value<'_>) -> Frame {
    let Some(operator) = step.follow(value) else { return Frame::default() };
    let kind = operator.kind();
    let axis = |at: usize| coordinates(step, operator.get(at)).and_then(unit);
    let flat = kind.contains("OPERATOR2D");
    let z = if flat { None } else { axis(4) }.unwrap_or([0.0, 0.0, 1.0]);
    let mut frame = framed([0.0; 3], axis(0).unwrap_or([1.0, 0.0, 0.0]), z);
    // The second axis says whether the copy is mirrored.
    if let Some(y) = axis(1)
        && dot(y, frame.axes[1]) < 0.0
    {
        frame.axes[1] = frame.axes[1].map(|part| -part);
    }
    let scale = operator.get(3).number().unwrap_or(1.0);
    let own = |at: usize| operator.get(at).number().unwrap_or(scale);
    let scales = match (kind.ends_with("NONUNIFORM"), flat) {
        (true, true) => [scale, own(4), scale],
        (true, false) => [scale, own(5), own(6)],
        (false, _) => [scale; 3],
    };
    for (axis, scale) in frame.axes.iter_mut().zip(scales) {
        *axis = axis.map(|part| part * scale);
    }
    frame.origin = coordinates(step, operator.get(2)).unwrap_or_default();
    frame
}

/// The frame of a product's `IfcLocalPlacement`, through all on which it hangs; nothing if the chain
/// goes in a circle or hangs on a grid.
#[must_use]
pub fn placement(step: &Step<'_>, value: &Value<'_>) -> Option<Frame> {
    let mut frame = Frame::default();
    let mut next: Option<Id> = value.instance();
    for _ in 0..LONGEST {
        let Some(local) = next.and_then(|id| step.get(id)) else { return Some(frame) };
        if !local.is("IFCLOCALPLACEMENT") {
            return None;
        }
        frame = axis_placement(step, local.get(1)).after(&frame);
        next = local.get(0).instance();
    }
    None
}

/// The frame of a product: its sixth parameter.
#[must_use]
pub fn of_product(step: &Step<'_>, product: &Instance<'_>) -> Option<Frame> {
    placement(step, product.get(5))
}
