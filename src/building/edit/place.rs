//! Adding elements, storeys and pictures.

use std::collections::BTreeSet;

use super::{EditError, at, finite, positive, unknown, wall};
use crate::building::{
    AssemblyPoint, Building, Door, DoorId, ElementId, Equipment, EquipmentId, EquipmentKind,
    FireLane, Gate, Point, Polygon, Segment, Site, SiteElementId, SitePlace, SitePlaceKind, Space,
    SpaceId, SpaceUse, Storey, StoreyId, Underlay, Wall, WallId,
};

type Made = Result<BTreeSet<ElementId>, EditError>;

/// How far from a wall a new door may be pointed at, m.
pub(super) const DOOR_REACH: f64 = 1.0;

pub(super) fn storey_mut<'b>(
    building: &'b mut Building,
    id: &StoreyId,
) -> Result<&'b mut Storey, EditError> {
    building.storey_mut(id).ok_or_else(|| unknown(id))
}

/// The outline, if it has an area and only finite corners.
pub(super) fn outline(polygon: Polygon) -> Result<Polygon, EditError> {
    for corner in polygon.corners() {
        at(*corner)?;
    }
    if polygon.corners().len() >= 3 && polygon.area() > 1e-6 {
        Ok(polygon)
    } else {
        Err(EditError::Outline)
    }
}

fn line(segment: Segment) -> Result<Segment, EditError> {
    at(segment.a)?;
    at(segment.b)?;
    if segment.length() > 1e-6 { Ok(segment) } else { Err(EditError::Line) }
}

pub(super) fn space(
    building: &mut Building,
    storey: &StoreyId,
    name: &str,
    usage: SpaceUse,
    polygon: Polygon,
) -> Made {
    let polygon = outline(polygon)?;
    let id = SpaceId::numbered(building.next_number());
    let space = Space::new(id.clone(), name, usage, polygon);
    storey_mut(building, storey)?.spaces.push(space);
    Ok([id.into()].into())
}

pub(super) fn door(
    building: &mut Building,
    storey: &StoreyId,
    name: &str,
    opening: Segment,
    exit: bool,
) -> Made {
    let opening = line(opening)?;
    let id = DoorId::numbered(building.next_number());
    let storey = storey_mut(building, storey)?;
    let found =
        wall::nearest_wall(storey, opening.middle(), DOOR_REACH).ok_or(EditError::NoWall)?;
    let seated = wall::seat(found.line, opening.middle(), opening.length(), opening.direction());
    let mut door = Door::new(id.clone(), name, line(seated)?);
    door.exit = exit;
    storey.doors.push(door);
    Ok([id.into()].into())
}

pub(super) fn wall(
    building: &mut Building,
    storey: &StoreyId,
    segment: Segment,
    thickness: f64,
) -> Made {
    let segment = line(segment)?;
    let thickness = positive(thickness)?;
    let id = WallId::numbered(building.next_number());
    storey_mut(building, storey)?.walls.push(Wall { id: id.clone(), line: segment, thickness });
    Ok([id.into()].into())
}

pub(super) fn equipment(
    building: &mut Building,
    storey: &StoreyId,
    kind: EquipmentKind,
    point: Point,
) -> Made {
    let point = at(point)?;
    let id = EquipmentId::numbered(building.next_number());
    storey_mut(building, storey)?.equipment.push(Equipment::new(id.clone(), kind, point));
    Ok([id.into()].into())
}

pub(super) fn storey(building: &mut Building, name: &str, elevation: f64, height: f64) -> Made {
    let (elevation, height) = (finite(elevation)?, positive(height)?);
    let id = StoreyId::numbered(building.next_number());
    let mut storey = Storey::new(id.clone(), name, elevation);
    storey.height = height;
    building.storeys.push(storey);
    sort(building);
    Ok([id.into()].into())
}

pub(super) fn set_storey(
    building: &mut Building,
    id: &StoreyId,
    name: String,
    elevation: f64,
    height: f64,
) -> Made {
    let (elevation, height) = (finite(elevation)?, positive(height)?);
    let storey = storey_mut(building, id)?;
    storey.name = name;
    storey.elevation = elevation;
    storey.height = height;
    sort(building);
    Ok([id.into()].into())
}

/// Brings the storeys, and the levels of every stair, into the order of their elevation.
pub(super) fn sort(building: &mut Building) {
    building.storeys.sort_by(|a, b| a.elevation.total_cmp(&b.elevation));
    let rank: std::collections::BTreeMap<SpaceId, usize> = (building.storeys.iter().enumerate())
        .flat_map(|(i, storey)| storey.spaces.iter().map(move |space| (space.id.clone(), i)))
        .collect();
    for stair in &mut building.stairs {
        stair.levels.sort_by_key(|space| rank.get(space).copied());
    }
}

pub(super) fn set_underlay(
    building: &mut Building,
    id: &StoreyId,
    underlay: Option<Underlay>,
) -> Made {
    if let Some(underlay) = &underlay {
        at(underlay.origin)?;
        positive(underlay.metres_per_pixel)?;
        finite(underlay.angle)?;
        finite(underlay.opacity)?;
    }
    storey_mut(building, id)?.underlay = underlay;
    Ok([id.into()].into())
}

pub(super) fn scale_underlay(
    building: &mut Building,
    id: &StoreyId,
    known: Segment,
    length: f64,
) -> Made {
    let (known, length) = (line(known)?, positive(length)?);
    let storey = storey_mut(building, id)?;
    let underlay = storey.underlay.as_mut().ok_or(EditError::NoUnderlay)?;
    let factor = length / known.length();
    underlay.metres_per_pixel *= factor;
    underlay.origin = known.a.towards(underlay.origin, factor);
    Ok([id.into()].into())
}

pub(super) fn assembly_point(site: &mut Site, name: String, area: Polygon) -> Made {
    let area = outline(area)?;
    let id = SiteElementId::numbered(site.next_number());
    let point =
        AssemblyPoint { id: id.clone(), name, area, capacity: None, responsible: String::new() };
    site.assembly_points.push(point);
    Ok([id.into()].into())
}

pub(super) fn fire_lane(site: &mut Site, name: String, path: Vec<Point>) -> Made {
    if path.len() < 2 || path.windows(2).all(|ends| ends[0] == ends[1]) {
        return Err(EditError::Line);
    }
    for point in &path {
        at(*point)?;
    }
    let id = SiteElementId::numbered(site.next_number());
    site.fire_lanes.push(FireLane {
        id: id.clone(),
        name,
        path,
        clear_width: 4.0,
        clear_height: 4.0,
        kept_clear: true,
    });
    Ok([id.into()].into())
}

pub(super) fn gate(site: &mut Site, name: String, segment: Segment) -> Made {
    let segment = line(segment)?;
    let id = SiteElementId::numbered(site.next_number());
    site.gates.push(Gate { id: id.clone(), name, line: segment });
    Ok([id.into()].into())
}

pub(super) fn site_place(
    site: &mut Site,
    name: String,
    kind: SitePlaceKind,
    area: Polygon,
) -> Made {
    let area = outline(area)?;
    let id = SiteElementId::numbered(site.next_number());
    site.places.push(SitePlace { id: id.clone(), kind, name, area });
    Ok([id.into()].into())
}
