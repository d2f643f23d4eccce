//! Filling outlines of any form: the painter itself fills convex ones only.

use std::sync::Arc;

use eframe::egui::{Color32, Mesh, Painter, Pos2, Shape, Stroke};

/// Fills the area inside `ring`, whichever way round it goes.
pub(super) fn fill(painter: &Painter, ring: &[Pos2], color: Color32) {
    if ring.len() < 3 {
        return;
    }
    if is_convex(ring) {
        painter.add(Shape::convex_polygon(ring.to_vec(), color, Stroke::NONE));
        return;
    }
    let mut mesh = Mesh::default();
    add(&mut mesh, ring, color);
    painter.add(Shape::mesh(Arc::new(mesh)));
}

/// Adds the area inside `ring` to a mesh: thousands of areas are then one thing to paint. Their
/// edges are not smoothed; lines that are drawn along them hide that.
pub(super) fn add(mesh: &mut Mesh, ring: &[Pos2], color: Color32) {
    if ring.len() < 3 {
        return;
    }
    let first = mesh.vertices.len() as u32;
    for corner in ring {
        mesh.colored_vertex(*corner, color);
    }
    if is_convex(ring) {
        for at in 1..ring.len() as u32 - 1 {
            mesh.add_triangle(first, first + at, first + at + 1);
        }
    } else {
        for [a, b, c] in triangles(ring) {
            mesh.add_triangle(first + a, first + b, first + c);
        }
    }
}

fn cross(a: Pos2, b: Pos2, c: Pos2) -> f32 {
    (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
}

fn is_convex(ring: &[Pos2]) -> bool {
    let count = ring.len();
    let turns = (0..count).map(|i| cross(ring[i], ring[(i + 1) % count], ring[(i + 2) % count]));
    let (mut left, mut right) = (false, false);
    for turn in turns {
        left |= turn > 1e-3;
        right |= turn < -1e-3;
    }
    // A star also turns to one side only, but goes round twice: its outline is reported as crossing.
    !(left && right)
}

/// Cuts off one ear after another. An outline that crosses itself is filled as far as it goes.
fn triangles(ring: &[Pos2]) -> Vec<[u32; 3]> {
    let count = ring.len();
    let area: f32 = (0..count)
        .map(|i| (ring[i], ring[(i + 1) % count]))
        .map(|(a, b)| a.x * b.y - b.x * a.y)
        .sum();
    let mut left: Vec<usize> =
        if area >= 0.0 { (0..count).collect() } else { (0..count).rev().collect() };
    let mut triangles = Vec::with_capacity(count);
    while left.len() > 2 {
        let len = left.len();
        let ear = (0..len).find(|i| {
            let (a, b, c) = (left[(i + len - 1) % len], left[*i], left[(i + 1) % len]);
            cross(ring[a], ring[b], ring[c]) >= 0.0
                && !left.iter().any(|p| {
                    ![a, b, c].contains(p) && inside(ring[*p], [ring[a], ring[b], ring[c]])
                })
        });
        let Some(ear) = ear else { break };
        let (a, b, c) = (left[(ear + len - 1) % len], left[ear], left[(ear + 1) % len]);
        triangles.push([a as u32, b as u32, c as u32]);
        left.remove(ear);
    }
    triangles
}

fn inside(point: Pos2, [a, b, c]: [Pos2; 3]) -> bool {
    cross(a, b, point) > 0.0 && cross(b, c, point) > 0.0 && cross(c, a, point) > 0.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use eframe::egui::pos2;

    #[test]
    fn the_triangles_of_an_l_cover_it() {
        let ring = [(0., 0.), (6., 0.), (6., 2.), (2., 2.), (2., 6.), (0., 6.)];
        let ring: Vec<Pos2> = ring.into_iter().map(|(x, y)| pos2(x, y)).collect();
        let reversed: Vec<Pos2> = ring.iter().rev().copied().collect();
        for ring in [ring, reversed] {
            let corner = |i: u32| ring[i as usize];
            let area: f32 = triangles(&ring)
                .into_iter()
                .map(|[a, b, c]| cross(corner(a), corner(b), corner(c)).abs() / 2.0)
                .sum();
            assert!((area - 20.0).abs() < 1e-3, "{area}");
        }
    }
}
