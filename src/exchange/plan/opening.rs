//! Where a door sits: the spaces on its sides and the wall that it belongs to.

use super::linework::agree;
use super::rooms::Places;
use crate::building::{Point, Polygon, Segment};

/// How far beside a door its spaces are looked for, m: a thick wall.
pub const BESIDE: [f64; 7] = [0.03, 0.1, 0.2, 0.3, 0.4, 0.5, 0.65];
/// A door sits in one side of a wall that is not thicker, m; in the middle of a thicker one.
const ONE_SIDE: f64 = 0.32;

/// The rooms on the left and on the right of an opening.
#[must_use]
pub fn sides(places: &Places<'_>, line: Segment) -> [Option<usize>; 2] {
    let (x, y) = line.left();
    let middle = line.middle();
    [1.0, -1.0].map(|sign| {
        BESIDE
            .iter()
            .find_map(|beside| places.at(middle.moved(x * sign * beside, y * sign * beside)))
    })
}

/// The opening on the wall of the spaces that it joins, or in the middle of a thick wall.
#[must_use]
pub fn seat(line: Segment, outlines: [Option<&Polygon>; 2]) -> Segment {
    let on = |outline: Option<&Polygon>| {
        let edge = outline?
            .edges()
            .filter(|edge| agree(edge.direction(), line.direction()).abs() > 0.9)
            .map(|edge| (edge.distance(line.middle()), edge))
            .filter(|(distance, _)| *distance < 0.7)
            .min_by(|a, b| a.0.total_cmp(&b.0))?
            .1;
        let seated = Segment::new(edge.nearest(line.a), edge.nearest(line.b));
        if seated.length() > 0.9 * line.length() {
            return Some(seated);
        }
        // A wall that was drawn in pieces: beside the door's own length it is bent a little.
        let (x, y) = edge.direction();
        let on_line = |p: Point| {
            let along = agree((x, y), (p.x - edge.a.x, p.y - edge.a.y));
            edge.a.moved(x * along, y * along)
        };
        Some(Segment::new(on_line(line.a), on_line(line.b)))
    };
    match outlines.map(on) {
        [Some(one), Some(other)] if one.middle().distance(other.middle()) > ONE_SIDE => {
            Segment::new(one.a.towards(other.a, 0.5), one.b.towards(other.b, 0.5))
        }
        [Some(one), _] | [None, Some(one)] => one,
        [None, None] => line,
    }
}
