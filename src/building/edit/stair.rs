//! Stairs and the stair spaces they join.

use std::collections::BTreeSet;

use super::{EditError, place, stair_of, unknown};
use crate::building::{
    Building, ElementId, Polygon, Space, SpaceId, SpaceUse, Stair, StairId, StoreyId,
};

pub(super) fn add(
    building: &mut Building,
    name: &str,
    storeys: &[StoreyId],
    outline: &Polygon,
) -> Result<BTreeSet<ElementId>, EditError> {
    let outline = place::outline(outline.clone())?;
    let mut levels = Vec::with_capacity(storeys.len());
    for id in storeys {
        let storey = building.storey(id).ok_or_else(|| unknown(id))?;
        let there = storey.spaces.iter().find(|space| {
            space.usage == SpaceUse::Stair && space.outline.contains(outline.label_point())
        });
        if let Some(there) = there {
            levels.push(there.id.clone());
            continue;
        }
        let space = SpaceId::numbered(building.next_number());
        levels.push(space.clone());
        let space = Space::new(space, name, SpaceUse::Stair, outline.clone());
        place::storey_mut(building, id)?.spaces.push(space);
    }
    join(building, name, levels)
}

/// Joins stair spaces. A stair that one of them belongs to already grows by the others.
pub(super) fn join(
    building: &mut Building,
    name: &str,
    spaces: Vec<SpaceId>,
) -> Result<BTreeSet<ElementId>, EditError> {
    let mut storeys = BTreeSet::new();
    for space in &spaces {
        let (storey, _) = building.space(space).ok_or_else(|| unknown(space))?;
        storeys.insert(storey.id.clone());
    }
    if storeys.len() < 2 {
        return Err(EditError::OneLevel);
    }
    for space in &spaces {
        if let Some(space) = building.space_mut(space) {
            space.usage = SpaceUse::Stair;
        }
    }
    let existing = spaces.iter().find_map(|space| stair_of(building, space).cloned());
    let id = if let Some(id) = existing {
        for space in spaces {
            link(building, &id, space);
        }
        id
    } else {
        let id = StairId::numbered(building.next_number());
        building.stairs.push(Stair::new(id.clone(), name, Vec::new()));
        for space in spaces {
            link(building, &id, space);
        }
        id
    };
    Ok([id.into()].into())
}

/// Makes a space a level of a stair, unless it belongs to a stair already or the stair has a level
/// on that storey.
pub(super) fn link(building: &mut Building, id: &StairId, space: SpaceId) {
    let Some((storey, _)) = building.space(&space) else { return };
    let Some(stair) = building.stair(id) else { return };
    let taken = stair.levels.iter().any(|level| storey.spaces.iter().any(|s| s.id == *level));
    if taken || stair_of(building, &space).is_some() {
        return;
    }
    if let Some(stair) = building.stairs.iter_mut().find(|stair| stair.id == *id) {
        stair.levels.push(space);
    }
    place::sort(building);
}
