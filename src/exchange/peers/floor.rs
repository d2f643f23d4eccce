//! Walkable areas with holes, turned into spaces without: a hole becomes walls that nobody passes.

use geo::LineString;

use crate::building::{
    Area, Building, Point, Polygon, Segment, Space, SpaceId, SpaceUse, Wall, WallId,
};

/// Points nearer than this are one, m.
const SAME: f64 = 1e-6;
/// How thick a wall is that only marks an edge, m.
const THIN: f64 = 0.02;
/// The distance of the strips that fill a hole which is no rectangle, m.
const STRIP: f64 = 0.4;
/// No hole is filled by more strips than this.
const MOST_STRIPS: usize = 400;
/// And all of them together by hardly more than this.
const ALL_STRIPS: usize = 60_000;

/// Adds every polygon of an area to the lowest storey of a building: its outline as a space, its
/// holes as walls. Says how many spaces and holes that made.
pub(super) fn add_area(building: &mut Building, area: &Area, name: &str) -> (usize, usize) {
    let (mut spaces, mut holes) = (0, 0);
    let all: usize = area.iter().map(|polygon| polygon.interiors().len()).sum();
    let strips = strips(all);
    for polygon in area {
        let Some(outline) = ring(polygon.exterior()) else { continue };
        if outline.area() < SAME {
            continue;
        }
        let number = building.next_number_of_own();
        let title =
            if area.0.len() == 1 { name.to_owned() } else { format!("{name} {}", spaces + 1) };
        let space = Space::new(SpaceId::numbered(number), &title, SpaceUse::Other, outline);
        if let Some(storey) = building.storeys.first_mut() {
            storey.spaces.push(space);
        }
        spaces += 1;
        for hole in polygon.interiors() {
            if let Some(hole) = ring(hole) {
                fill(building, &hole, strips);
                holes += 1;
            }
        }
    }
    (spaces, holes)
}

/// A ring without the repeated last point; nothing where it is no ring.
fn ring(line: &LineString) -> Option<Polygon> {
    let mut corners: Vec<Point> = Vec::new();
    for coord in line.coords() {
        let point = Point::new(coord.x, coord.y);
        if corners.last().is_none_or(|last| last.distance(point) > SAME) {
            corners.push(point);
        }
    }
    while corners.len() > 1 && corners[0].distance(corners[corners.len() - 1]) <= SAME {
        corners.pop();
    }
    (corners.len() > 2).then_some(Polygon(corners))
}

/// How many strips may fill each of so many holes.
pub(super) fn strips(holes: usize) -> usize {
    (ALL_STRIPS / holes.max(1)).clamp(1, MOST_STRIPS)
}

/// Fills an outline with walls: a rectangle with one, anything else with its edges and strips, of which
/// there are so many at most.
pub(super) fn fill(building: &mut Building, outline: &Polygon, most: usize) {
    if let Some((line, thickness)) = rectangle(outline) {
        wall(building, line, thickness);
        return;
    }
    for edge in outline.edges().filter(|edge| edge.length() > SAME) {
        wall(building, edge, THIN);
    }
    let Some(bounds) = outline.bounds() else { return };
    let count = ((bounds.height() / STRIP).ceil() as usize).clamp(1, most);
    let pitch = bounds.height() / count as f64;
    for row in 0..count {
        let y = bounds.min.y + (row as f64 + 0.5) * pitch;
        let mut cuts: Vec<f64> = outline
            .edges()
            .filter(|edge| (edge.a.y > y) != (edge.b.y > y))
            .map(|edge| edge.a.x + (y - edge.a.y) / (edge.b.y - edge.a.y) * (edge.b.x - edge.a.x))
            .collect();
        cuts.sort_by(f64::total_cmp);
        for pair in cuts.chunks_exact(2).filter(|pair| pair[1] - pair[0] > 2.0 * THIN) {
            let line = Segment::new(Point::new(pair[0], y), Point::new(pair[1], y));
            // Narrower than its row, so that nothing sticks out where the outline is slanted.
            wall(building, line, (pitch * 0.5).max(THIN));
        }
    }
}

/// The middle line and the thickness of a rectangle, however it is turned.
fn rectangle(outline: &Polygon) -> Option<(Segment, f64)> {
    let [a, b, c, d] = outline.corners() else { return None };
    let (ab, bc) = ((b.x - a.x, b.y - a.y), (c.x - b.x, c.y - b.y));
    let closes = a.moved(bc.0, bc.1).distance(*d) < 1e-3;
    let (long, wide) = (a.distance(*b), b.distance(*c));
    let square = (ab.0 * bc.0 + ab.1 * bc.1).abs() < 1e-6 * long * wide;
    if !closes || !square || long < SAME || wide < SAME {
        return None;
    }
    let middle = |from: &Point, to: &Point| from.towards(*to, 0.5);
    Some(if long >= wide {
        (Segment::new(middle(a, d), middle(b, c)), wide)
    } else {
        (Segment::new(middle(a, b), middle(d, c)), long)
    })
}

/// A wall of the lowest storey.
pub(super) fn wall(building: &mut Building, line: Segment, thickness: f64) {
    let id = WallId::numbered(building.next_number_of_own());
    if let Some(storey) = building.storeys.first_mut() {
        storey.walls.push(Wall { id, line, thickness });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turned_rectangle_becomes_one_wall() {
        let corners = Polygon::rectangle(Point::new(0.0, 0.0), Point::new(4.0, 0.5));
        let turned = corners.turned(30.0, Point::new(1.0, 1.0));
        let (line, thickness) = rectangle(&turned).unwrap();
        assert!((line.length() - 4.0).abs() < 1e-9 && (thickness - 0.5).abs() < 1e-9);
        assert!(line.middle().distance(turned.centroid()) < 1e-9);
        let skewed = [(0.0, 0.0), (4.0, 0.0), (5.0, 1.0), (1.0, 1.0)];
        assert!(rectangle(&Polygon(skewed.map(|(x, y)| Point::new(x, y)).to_vec())).is_none());
    }

    #[test]
    fn what_fills_a_hole_stays_in_it() {
        let mut building = super::super::building("b");
        let triangle = [(0.0, 0.0), (6.0, 0.0), (3.0, 5.0)];
        let triangle = Polygon(triangle.map(|(x, y)| Point::new(x, y)).to_vec());
        fill(&mut building, &triangle, strips(1));
        let walls = &building.storeys[0].walls;
        assert!(walls.len() > 5);
        for wall in walls {
            let outside =
                |point| !triangle.contains(point) && triangle.outline_distance(point) > 0.01;
            assert!(!outside(wall.line.a) && !outside(wall.line.b), "{wall:?}");
        }
    }
}
