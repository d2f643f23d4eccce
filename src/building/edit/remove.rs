//! Deleting elements with what can't be without them.

use std::collections::BTreeSet;

use super::{EditError, unknown, wall};
use crate::building::{Building, ElementId, Segment, Site, Via};

pub(super) fn delete(
    building: &mut Building,
    site: &mut Site,
    elements: &BTreeSet<ElementId>,
) -> Result<BTreeSet<ElementId>, EditError> {
    let gone = |id: ElementId| elements.contains(&id);
    let storeys: Vec<_> =
        building.storeys.iter().filter(|s| gone((&s.id).into())).map(|s| s.id.clone()).collect();
    if !storeys.is_empty() && storeys.len() == building.storeys.len() {
        return Err(EditError::LastStorey);
    }
    if let Some(id) = elements.iter().find(|id| !exists(building, site, id)) {
        return Err(unknown(id.as_str()));
    }
    building.storeys.retain(|storey| !storeys.contains(&storey.id));
    for storey in &mut building.storeys {
        let lost: Vec<Segment> = wall::walls(storey)
            .filter(|wall| match &wall.owner {
                wall::WallOwner::Edge(space, _) => gone(space.into()),
                wall::WallOwner::Free(id) => gone(id.into()),
            })
            .map(|wall| wall.line)
            .collect();
        storey.spaces.retain(|space| !gone((&space.id).into()));
        storey.walls.retain(|wall| !gone((&wall.id).into()));
        storey.equipment.retain(|equipment| !gone((&equipment.id).into()));
        let left: Vec<Segment> = wall::walls(storey).map(|wall| wall.line).collect();
        storey.doors.retain(|door| {
            let lost_its_wall = lost.iter().any(|line| wall::sits_on(door, *line))
                && !left.iter().any(|line| wall::sits_on(door, *line));
            !gone((&door.id).into()) && !lost_its_wall
        });
    }
    building.stairs.retain(|stair| !gone((&stair.id).into()));
    site.assembly_points.retain(|e| !gone((&e.id).into()));
    site.fire_lanes.retain(|e| !gone((&e.id).into()));
    site.gates.retain(|e| !gone((&e.id).into()));
    site.places.retain(|e| !gone((&e.id).into()));
    forget(building);
    building.waivers.retain(|waiver| !gone(waiver.element.clone()));
    Ok(BTreeSet::new())
}

fn exists(building: &Building, site: &Site, id: &ElementId) -> bool {
    match id {
        ElementId::Storey(id) => building.storey(id).is_some(),
        ElementId::Space(id) => building.space(id).is_some(),
        ElementId::Door(id) => building.door(id).is_some(),
        ElementId::Wall(id) => {
            building.storeys.iter().any(|s| s.walls.iter().any(|wall| wall.id == *id))
        }
        ElementId::Stair(id) => building.stair(id).is_some(),
        ElementId::Equipment(id) => building.equipment(id).is_some(),
        ElementId::Site(id) => {
            site.assembly_points.iter().any(|e| e.id == *id)
                || site.fire_lanes.iter().any(|e| e.id == *id)
                || site.gates.iter().any(|e| e.id == *id)
                || site.places.iter().any(|e| e.id == *id)
        }
    }
}

/// Drops what refers to elements that are not there any more.
fn forget(building: &mut Building) {
    let spaces: BTreeSet<_> = building.spaces().map(|(_, space)| space.id.clone()).collect();
    let doors: BTreeSet<_> = building.doors().map(|(_, door)| door.id.clone()).collect();
    for stair in &mut building.stairs {
        stair.levels.retain(|space| spaces.contains(space));
    }
    building.stairs.retain(|stair| !stair.levels.is_empty());
    let stairs: BTreeSet<_> = building.stairs.iter().map(|stair| stair.id.clone()).collect();
    building.routes.retain(|route| {
        spaces.contains(&route.space)
            && route.via.iter().all(|via| match via {
                Via::Door(id) => doors.contains(id),
                Via::Stair(id) => stairs.contains(id),
            })
    });
}
