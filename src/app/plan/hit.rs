//! Which element is under the pointer.

use eframe::egui::Pos2;

use super::View;
use crate::building::{Building, ElementId, Point, Site, StoreyId};

/// How near the pointer must come to a line or a symbol, points of the screen.
const NEAR: f32 = 7.0;

/// The element of a storey under the pointer: small ones go before large ones.
#[must_use]
pub fn hit(view: &View, building: &Building, storey: &StoreyId, pos: Pos2) -> Option<ElementId> {
    let storey = building.storey(storey)?;
    let point = view.to_plan(pos);
    let reach = view.metres(NEAR);
    let equipment = storey.equipment.iter().find(|e| e.at.distance(point) <= view.metres(10.0));
    if let Some(equipment) = equipment {
        return Some((&equipment.id).into());
    }
    let door = nearest(storey.doors.iter().map(|d| (d, d.line.distance(point))), reach);
    if let Some(door) = door {
        return Some((&door.id).into());
    }
    let wall = nearest(
        storey.walls.iter().map(|w| (w, w.line.distance(point) - w.thickness / 2.0)),
        reach,
    );
    if let Some(wall) = wall {
        return Some((&wall.id).into());
    }
    storey.space_at(point).map(|space| (&space.id).into())
}

/// The element of the site under the pointer.
#[must_use]
pub fn hit_site(view: &View, building: &Building, site: &Site, pos: Pos2) -> Option<ElementId> {
    let point = on_site(building, view.to_plan(pos));
    let reach = view.metres(NEAR);
    let gate = site.gates.iter().find(|g| g.line.distance(point) <= reach).map(|e| &e.id);
    let place = site.places.iter().find(|p| p.area.contains(point)).map(|e| &e.id);
    let assembly = site.assembly_points.iter().find(|p| p.area.contains(point)).map(|e| &e.id);
    let lane = site.fire_lanes.iter().find(|lane| {
        let half = (lane.clear_width / 2.0).max(reach);
        lane.path
            .windows(2)
            .any(|ends| crate::building::Segment::new(ends[0], ends[1]).distance(point) <= half)
    });
    gate.or(place).or(assembly).or(lane.map(|e| &e.id)).map(ElementId::from)
}

/// A point of the building's plan in the coordinates of the site.
#[must_use]
pub const fn on_site(building: &Building, point: Point) -> Point {
    Point::new(point.x + building.site_offset.x, point.y + building.site_offset.y)
}

/// A point of the site in the coordinates of the building's plan.
#[must_use]
pub const fn on_plan(building: &Building, point: Point) -> Point {
    Point::new(point.x - building.site_offset.x, point.y - building.site_offset.y)
}

fn nearest<'a, T>(items: impl Iterator<Item = (&'a T, f64)>, reach: f64) -> Option<&'a T> {
    items
        .filter(|(_, distance)| *distance <= reach)
        .min_by(|(_, a), (_, b)| a.total_cmp(b))
        .map(|(item, _)| item)
}
