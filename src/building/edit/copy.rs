//! Copies: of a selection, and of a whole storey.

use std::collections::{BTreeMap, BTreeSet};

use super::{EditError, place, stair, stair_of, unknown, wall};
use crate::building::{
    Building, Door, DoorId, ElementId, Equipment, EquipmentId, Space, SpaceId, StairId, Storey,
    StoreyId, Wall, WallId,
};

/// Elements of a storey that were copied.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Clip {
    spaces: Vec<Space>,
    doors: Vec<Door>,
    walls: Vec<Wall>,
    equipment: Vec<Equipment>,
    /// The stairs that copied spaces are levels of.
    stairs: BTreeMap<SpaceId, StairId>,
}

impl Clip {
    /// Copies the selected elements of a storey; the doors of a space come with it.
    #[must_use]
    pub fn of(building: &Building, storey: &StoreyId, elements: &BTreeSet<ElementId>) -> Self {
        let Some(storey) = building.storey(storey) else { return Self::default() };
        let chosen = |id: ElementId| elements.contains(&id);
        let spaces: Vec<Space> =
            storey.spaces.iter().filter(|e| chosen((&e.id).into())).cloned().collect();
        let walls: Vec<Wall> =
            storey.walls.iter().filter(|e| chosen((&e.id).into())).cloned().collect();
        let equipment = storey.equipment.iter().filter(|e| chosen((&e.id).into()));
        let mut clip = Self {
            doors: Vec::new(),
            equipment: equipment.cloned().collect(),
            stairs: stairs_of(building, &spaces),
            spaces,
            walls,
        };
        let doors = storey.doors.iter().filter(|e| chosen((&e.id).into()) || clip.has_wall_of(e));
        clip.doors = doors.cloned().collect();
        clip
    }

    fn whole(building: &Building, storey: &Storey) -> Self {
        Self {
            spaces: storey.spaces.to_vec(),
            doors: storey.doors.to_vec(),
            walls: storey.walls.to_vec(),
            equipment: storey.equipment.to_vec(),
            stairs: stairs_of(building, &storey.spaces),
        }
    }

    /// Whether the wall that a door sits on was copied.
    fn has_wall_of(&self, door: &Door) -> bool {
        let mut edges = self.spaces.iter().flat_map(|space| space.outline.edges());
        edges.any(|edge| wall::sits_on(door, edge))
            || self.walls.iter().any(|wall| wall::sits_on(door, wall.line))
    }

    /// Whether nothing was copied.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.spaces.is_empty()
            && self.doors.is_empty()
            && self.walls.is_empty()
            && self.equipment.is_empty()
    }
}

fn stairs_of(building: &Building, spaces: &[Space]) -> BTreeMap<SpaceId, StairId> {
    spaces.iter().filter_map(|s| Some((s.id.clone(), stair_of(building, &s.id)?.clone()))).collect()
}

pub(super) fn paste(
    building: &mut Building,
    clip: &Clip,
    to: &StoreyId,
    dx: f64,
    dy: f64,
) -> Result<BTreeSet<ElementId>, EditError> {
    building.storey(to).ok_or_else(|| unknown(to))?;
    let mut made = BTreeSet::new();
    for space in &clip.spaces {
        let id = SpaceId::numbered(building.next_number());
        let mut copy = Space { id: id.clone(), ..space.clone() };
        copy.outline = copy.outline.moved(dx, dy);
        // A clip may come from another building, whose tenants are not those of this one.
        copy.tenant = copy.tenant.filter(|tenant| building.tenant(tenant).is_some());
        place::storey_mut(building, to)?.spaces.push(copy);
        if let Some(stair) = clip.stairs.get(&space.id) {
            stair::link(building, stair, id.clone());
        }
        made.insert(id.into());
    }
    for wall in &clip.walls {
        let id = WallId::numbered(building.next_number());
        let line = wall.line.moved(dx, dy);
        place::storey_mut(building, to)?.walls.push(Wall { id: id.clone(), line, ..wall.clone() });
        made.insert(id.into());
    }
    for equipment in &clip.equipment {
        let id = EquipmentId::numbered(building.next_number());
        let at = equipment.at.moved(dx, dy);
        let copy = Equipment { id: id.clone(), at, ..equipment.clone() };
        place::storey_mut(building, to)?.equipment.push(copy);
        made.insert(id.into());
    }
    for door in &clip.doors {
        let id = DoorId::numbered(building.next_number());
        let storey = place::storey_mut(building, to)?;
        let mut copy = Door { id: id.clone(), line: door.line.moved(dx, dy), ..door.clone() };
        if !clip.has_wall_of(door) {
            // Without its wall it takes the nearest one, as a new door does.
            let line = copy.line;
            let found = wall::nearest_wall(storey, line.middle(), place::DOOR_REACH);
            let Some(found) = found else { continue };
            copy.line = wall::seat(found.line, line.middle(), line.length(), line.direction());
            copy.clear_width = copy.clear_width.min(copy.line.length());
        }
        storey.doors.push(copy);
        made.insert(id.into());
    }
    if made.is_empty() && !clip.is_empty() { Err(EditError::NoWall) } else { Ok(made) }
}

pub(super) fn duplicate(
    building: &mut Building,
    from: &StoreyId,
    name: &str,
) -> Result<BTreeSet<ElementId>, EditError> {
    let source = building.storey(from).ok_or_else(|| unknown(from))?.clone();
    let clip = Clip::whole(building, &source);
    let top = building.storeys.iter().map(|s| s.elevation + s.height).fold(f64::MIN, f64::max);
    let made = place::storey(building, name, top, source.height)?;
    let Some(ElementId::Storey(id)) = made.first().cloned() else { return Ok(made) };
    place::storey_mut(building, &id)?.underlay = source.underlay;
    paste(building, &clip, &id, 0.0, 0.0)?;
    // What leads into the open air at the ground leads nowhere above it; an exit into a stair is a
    // door like others there.
    let storey = place::storey_mut(building, &id)?;
    let nowhere: BTreeSet<DoorId> = storey
        .doors
        .iter()
        .filter(|door| door.exit && !matches!(storey.sides(door), (Some(_), Some(_))))
        .map(|door| door.id.clone())
        .collect();
    storey.doors.retain(|door| !nowhere.contains(&door.id));
    for door in &mut storey.doors {
        door.exit = false;
    }
    Ok(made)
}
