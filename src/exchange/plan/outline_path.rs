//! Paths of vector graphics as lines and arcs.

use super::drawing::{Arc, Drawing, Stroke};
use crate::building::{Point, Segment};

/// A part of a path, from where the last one ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Part {
    /// A new beginning.
    Move(Point),
    /// A straight line.
    Line(Point),
    /// A curve with one control point.
    Quadratic(Point, Point),
    /// A curve with two control points.
    Cubic(Point, Point, Point),
    /// Back to the beginning.
    Close,
}

/// Straight pieces of one arc turn by no more than this, degrees.
const TURN: f64 = 31.0;
/// So many straight pieces with the same turn are an arc.
const PIECES: usize = 5;

/// Adds a path to a drawing.
pub fn add(drawing: &mut Drawing, layer: u32, parts: impl Iterator<Item = Part>) {
    let mut line: Vec<Point> = Vec::new();
    let mut now = Point::default();
    for part in parts {
        match part {
            Part::Move(to) => {
                finish(drawing, layer, &mut line);
                line.push(to);
                now = to;
            }
            Part::Line(to) => {
                line.push(to);
                now = to;
            }
            Part::Quadratic(control, to) => {
                let at = |t: f64| now.towards(control, t).towards(control.towards(to, t), t);
                curve(drawing, layer, &mut line, &at);
                now = to;
            }
            Part::Cubic(first, second, to) => {
                let at = |t: f64| {
                    let (a, b) = (now.towards(first, t), first.towards(second, t));
                    a.towards(b, t).towards(b.towards(second.towards(to, t), t), t)
                };
                curve(drawing, layer, &mut line, &at);
                now = to;
            }
            Part::Close => {
                if let Some(first) = line.first().copied() {
                    if first != now {
                        line.push(first);
                    }
                    now = first;
                }
            }
        }
    }
    finish(drawing, layer, &mut line);
}

/// A curve as an arc if it is one; otherwise its points join the line.
fn curve(drawing: &mut Drawing, layer: u32, line: &mut Vec<Point>, at: &impl Fn(f64) -> Point) {
    let (from, middle, to) = (at(0.0), at(0.5), at(1.0));
    let round = arc(layer, from, middle, to).filter(|arc| {
        let radius = arc.radius();
        let on = |t: f64| (at(t).distance(arc.centre) - radius).abs() < 0.01 * radius;
        on(0.25) && on(0.75) && arc.sweep.abs() > 5.0
    });
    match round {
        Some(arc) => {
            let first = line.first().copied();
            finish(drawing, layer, line);
            drawing.arcs.push(arc);
            // A path that is closed later still goes back to where it began.
            line.extend(first.filter(|first| *first == to));
            line.push(to);
        }
        None => line.extend((1..=8).map(|n| at(f64::from(n) / 8.0))),
    }
}

/// The arc through three points; nothing if they lie on a line.
fn arc(layer: u32, from: Point, middle: Point, to: Point) -> Option<Arc> {
    let centre = circle(from, middle, to)?;
    let angle = |p: Point| (p.y - centre.y).atan2(p.x - centre.x).to_degrees();
    let turn = |a: Point, b: Point| {
        let turn = (angle(b) - angle(a)).rem_euclid(360.0);
        if turn > 180.0 { turn - 360.0 } else { turn }
    };
    let sweep = turn(from, middle) + turn(middle, to);
    Some(Arc { layer, centre, from, sweep })
}

/// The middle of the circle through three points.
fn circle(a: Point, b: Point, c: Point) -> Option<Point> {
    let (bx, by, cx, cy) = (b.x - a.x, b.y - a.y, c.x - a.x, c.y - a.y);
    let double = 2.0 * (bx * cy - by * cx);
    if double.abs() < 1e-9 * (bx.hypot(by) * cx.hypot(cy)).max(1e-12) {
        return None;
    }
    let (b2, c2) = (bx * bx + by * by, cx * cx + cy * cy);
    Some(a.moved((cy * b2 - by * c2) / double, (bx * c2 - cx * b2) / double))
}

/// Puts a line of points into the drawing. Many programs write an arc as short straight pieces: where
/// they turn by the same angle again and again, they are one arc.
fn finish(drawing: &mut Drawing, layer: u32, line: &mut Vec<Point>) {
    let points = std::mem::take(line);
    let mut at = 0;
    while at + 1 < points.len() {
        let end = arc_end(&points[at..]);
        let through = (points[at], points[at + end / 2], points[at + end]);
        if end >= PIECES
            && let Some(arc) = arc(layer, through.0, through.1, through.2)
        {
            drawing.arcs.push(arc);
            at += end;
            continue;
        }
        let segment = Segment::new(points[at], points[at + 1]);
        drawing.strokes.push(Stroke { layer, line: segment });
        at += 1;
    }
}

/// How many pieces from the beginning on have the same length and turn by the same angle.
fn arc_end(points: &[Point]) -> usize {
    let way = |n: usize| Segment::new(points[n], points[n + 1]);
    let turn = |n: usize| {
        let (a, b) = (way(n).direction(), way(n + 1).direction());
        (a.0 * b.1 - a.1 * b.0).atan2(a.0 * b.0 + a.1 * b.1).to_degrees()
    };
    if points.len() < PIECES + 1 {
        return 0;
    }
    let (length, first) = (way(0).length(), turn(0));
    if first.abs() < 0.5 || first.abs() > TURN || length <= 0.0 {
        return 0;
    }
    let like = |n: usize| {
        (turn(n) - first).abs() < 0.15 * first.abs() + 0.3
            && (way(n + 1).length() / length - 1.0).abs() < 0.12
    };
    1 + (0..points.len() - 2).take_while(|n| like(*n)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(parts: Vec<Part>) -> Drawing {
        let mut drawing = Drawing::default();
        add(&mut drawing, 0, parts.into_iter());
        drawing
    }

    #[test]
    fn short_pieces_that_turn_alike_are_one_arc() {
        let at = |n: i32| Point::new(1.0, 0.0).turned(f64::from(n) * 7.5, Point::default());
        let mut parts = vec![Part::Move(Point::new(0.0, 0.0)), Part::Line(at(0))];
        parts.extend((1..=12).map(|n| Part::Line(at(n))));
        parts.push(Part::Close);
        let drawing = drawn(parts);
        assert_eq!((drawing.strokes.len(), drawing.arcs.len()), (2, 1));
        let arc = drawing.arcs[0];
        assert!((arc.sweep - 90.0).abs() < 1e-6 && (arc.radius() - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_rectangle_and_a_hexagon_stay_straight() {
        let corners = |count: i32| {
            let at = move |n: i32| {
                Point::new(1.0, 0.0)
                    .turned(f64::from(n) * 360.0 / f64::from(count), Point::default())
            };
            let rest = (1..count).map(move |n| Part::Line(at(n)));
            std::iter::once(Part::Move(at(0))).chain(rest).chain([Part::Close]).collect()
        };
        assert_eq!(drawn(corners(4)).strokes.len(), 4);
        assert_eq!(drawn(corners(6)).strokes.len(), 6);
    }
}
