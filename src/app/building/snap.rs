//! Snapping: the pointer is drawn to corners, walls, the line of the last point, and the grid.

use crate::app::plan::View;
use crate::building::edit::nearest_wall;
use crate::building::{Point, Storey};

/// How near the pointer must come, points of the screen.
const REACH: f32 = 9.0;

/// What the pointer was drawn to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SnapKind {
    /// A corner or the end of a wall.
    Corner,
    /// A wall.
    Wall,
    /// Level with or above a corner of the drawing.
    Aligned,
    /// A crossing of the grid.
    Grid,
    /// Nothing.
    Free,
}

/// A point and what drew it there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Snap {
    /// Where.
    pub point: Point,
    /// Why.
    pub kind: SnapKind,
}

/// The grid's spacing that suits a zoom, m.
#[must_use]
pub fn grid(view: &View) -> f64 {
    if view.scale() >= 80.0 {
        0.1
    } else if view.scale() >= 12.0 {
        0.5
    } else {
        1.0
    }
}

/// Where the pointer is drawn to. `last` is the point before in what is being drawn; `skip` tells
/// corners that move along and so must not attract.
pub fn snap(
    view: &View,
    storey: &Storey,
    pointer: Point,
    last: Option<Point>,
    skip: impl Fn(Point) -> bool,
) -> Snap {
    let reach = view.metres(REACH);
    let corners = storey.spaces.iter().flat_map(|space| space.outline.corners().iter().copied());
    let ends = storey.walls.iter().flat_map(|wall| [wall.line.a, wall.line.b]);
    let corner = corners
        .chain(ends)
        .filter(|point| !skip(*point))
        .map(|point| (point.distance(pointer), point))
        .filter(|(distance, _)| *distance <= reach)
        .min_by(|(a, _), (b, _)| a.total_cmp(b));
    if let Some((_, point)) = corner {
        return Snap { point, kind: SnapKind::Corner };
    }
    let on_grid = to_grid(pointer, grid(view));
    if let Some(wall) = nearest_wall(storey, pointer, reach)
        && !skip(wall.line.a)
        && !skip(wall.line.b)
    {
        // Along the wall the grid still holds, where the wall runs along it.
        let along = wall.line.nearest(on_grid);
        let near = along.distance(pointer) <= reach.max(grid(view));
        let point = if near { along } else { wall.line.nearest(pointer) };
        return Snap { point, kind: SnapKind::Wall };
    }
    if let Some(last) = last {
        let (level, upright) = ((pointer.y - last.y).abs(), (pointer.x - last.x).abs());
        if level.min(upright) <= reach && level.max(upright) > reach {
            let point = if level <= upright {
                Point::new(on_grid.x, last.y)
            } else {
                Point::new(last.x, on_grid.y)
            };
            return Snap { point, kind: SnapKind::Aligned };
        }
    }
    if on_grid.distance(pointer) <= reach.max(grid(view)) {
        return Snap { point: on_grid, kind: SnapKind::Grid };
    }
    Snap { point: pointer, kind: SnapKind::Free }
}

/// The point on the ray from `last` at a multiple of `step` degrees that is nearest to the pointer,
/// at a whole number of `spacing` metres where that is given.
#[must_use]
pub fn locked(last: Point, pointer: Point, step: f64, spacing: Option<f64>) -> Snap {
    let angle = (pointer.y - last.y).atan2(pointer.x - last.x).to_degrees();
    let (sin, cos) = ((angle / step).round() * step).to_radians().sin_cos();
    let far = (pointer.x - last.x) * cos + (pointer.y - last.y) * sin;
    let far = spacing.map_or(far, |spacing| (far / spacing).round() * spacing);
    // Multiples of 90° must not leave the last digit of a metre beside the line.
    let tidy = |share: f64| if share.abs() < 1e-12 { 0.0 } else { share };
    let point = last.moved(far * tidy(cos), far * tidy(sin));
    Snap { point, kind: SnapKind::Aligned }
}

/// The crossing of the grid that is nearest to a point.
#[must_use]
pub fn to_grid(point: Point, spacing: f64) -> Point {
    // Dividing by the inverse keeps 0.1-metre steps free of binary noise: 3 / 10, not 3 * 0.1.
    let inverse = (1.0 / spacing).round().max(1.0);
    let step = |value: f64| {
        if spacing >= 1.0 {
            (value / spacing).round() * spacing
        } else {
            (value * inverse).round() / inverse
        }
    };
    Point::new(step(point.x), step(point.y))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locked_angle_stays_on_its_ray() {
        let last = Point::new(1.0, 1.0);
        let level = locked(last, Point::new(7.3, 2.9), 90.0, Some(0.5)).point;
        assert_eq!(level, Point::new(7.5, 1.0));
        let slope = locked(last, Point::new(4.1, 3.8), 45.0, None).point;
        assert!((slope.x - slope.y).abs() < 1e-9);
        let upright = locked(last, Point::new(0.9, -4.2), 90.0, None).point;
        assert!((upright.x - 1.0).abs() < 1e-12 && (upright.y + 4.2).abs() < 1e-9);
    }
    use crate::building::{Polygon, Space, SpaceId, SpaceUse, StoreyId};
    use eframe::egui::{Rect, pos2};

    fn view() -> View {
        let mut view = View::default();
        view.place(Rect::from_min_max(pos2(0.0, 0.0), pos2(800.0, 600.0)), None);
        view
    }

    fn storey() -> Storey {
        let mut storey = Storey::new(StoreyId::new("storey-1"), "1F", 0.0);
        let outline = Polygon::rectangle(Point::new(0.25, 0.25), Point::new(10.0, 8.0));
        storey.spaces.push(Space::new(SpaceId::new("space-2"), "", SpaceUse::Other, outline));
        storey
    }

    #[test]
    fn corners_go_before_walls_and_walls_before_the_grid() {
        let (view, storey) = (view(), storey());
        let at = |x, y| snap(&view, &storey, Point::new(x, y), None, |_| false);
        assert_eq!(at(0.3, 0.2), Snap { point: Point::new(0.25, 0.25), kind: SnapKind::Corner });
        assert_eq!(at(3.1, 0.2), Snap { point: Point::new(3.0, 0.25), kind: SnapKind::Wall });
        assert_eq!(at(5.1, 5.1), Snap { point: Point::new(5.0, 5.0), kind: SnapKind::Grid });
    }

    #[test]
    fn grid_steps_are_round_numbers() {
        assert_eq!(to_grid(Point::new(0.31, -0.29), 0.1), Point::new(0.3, -0.3));
    }
}
