//! Elements and the building with all their properties, to put in the place of what was.

use std::collections::BTreeSet;

use super::error::{EditError, at, finite, unknown};
use crate::building::{
    AssemblyPoint, Building, BuildingUse, Door, ElementId, Equipment, FireLane, FireResistance,
    Gate, HazardCategory, OccupantLoad, Point, Site, SitePlace, Space, Stair, Tenant, Wall,
};

/// An element with all its properties, to put in the place of the one with the same id.
#[derive(Clone, Debug, PartialEq)]
pub enum Element {
    /// A space.
    Space(Space),
    /// A door.
    Door(Door),
    /// A free-standing wall.
    Wall(Wall),
    /// A stair.
    Stair(Stair),
    /// A piece of equipment.
    Equipment(Equipment),
    /// An assembly point.
    AssemblyPoint(AssemblyPoint),
    /// A fire-engine lane.
    FireLane(FireLane),
    /// A gate.
    Gate(Gate),
    /// A place of the site.
    SitePlace(SitePlace),
    /// A company in the building.
    Tenant(Tenant),
}

/// What a building says about itself as a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Properties {
    /// Its name.
    pub name: String,
    /// What it is used for.
    pub usage: BuildingUse,
    /// Its fire hazard category.
    pub hazard_category: HazardCategory,
    /// Its fire-resistance rating.
    pub fire_resistance: FireResistance,
    /// Whether it has sprinklers throughout.
    pub sprinklered: bool,
    /// Where the plan's origin lies on the site, m.
    pub site_offset: Point,
    /// Where north is on the plans, degrees clockwise from straight up.
    pub north: f64,
}

impl Properties {
    /// The properties of a building.
    #[must_use]
    pub fn of(building: &Building) -> Self {
        Self {
            name: building.name.clone(),
            usage: building.usage,
            hazard_category: building.hazard_category,
            fire_resistance: building.fire_resistance,
            sprinklered: building.sprinklered,
            site_offset: building.site_offset,
            north: building.north,
        }
    }
}

/// Puts `new` in the place of the item with its id.
macro_rules! put {
    ($items:expr, $new:ident) => {{
        let id = $new.id.clone();
        let old = $items.into_iter().find(|item| item.id == id).ok_or_else(|| unknown(&id))?;
        *old = $new;
        Ok(Some(ElementId::from(id)))
    }};
}

/// Puts `element` in the place of the one with its id; a tenant is no element of the plan.
pub(super) fn set(
    building: &mut Building,
    site: &mut Site,
    element: Element,
) -> Result<Option<ElementId>, EditError> {
    let storeys = building.storeys.iter_mut();
    match element {
        Element::Space(new) => put!(storeys.flat_map(|s| &mut s.spaces), new),
        Element::Door(new) => put!(storeys.flat_map(|s| &mut s.doors), new),
        Element::Wall(new) => put!(storeys.flat_map(|s| &mut s.walls), new),
        Element::Equipment(new) => put!(storeys.flat_map(|s| &mut s.equipment), new),
        Element::Stair(new) => put!(&mut building.stairs, new),
        Element::AssemblyPoint(new) => put!(&mut site.assembly_points, new),
        Element::FireLane(new) => put!(&mut site.fire_lanes, new),
        Element::Gate(new) => put!(&mut site.gates, new),
        Element::SitePlace(new) => put!(&mut site.places, new),
        Element::Tenant(new) => {
            let id = new.id.clone();
            let old = building.tenants.iter_mut().find(|tenant| tenant.id == id);
            *old.ok_or_else(|| unknown(&id))? = new;
            Ok(None)
        }
    }
}

/// Gives the building other properties.
pub(super) fn set_building(
    building: &mut Building,
    properties: Properties,
) -> Result<BTreeSet<ElementId>, EditError> {
    let Properties { name, usage, hazard_category, fire_resistance, .. } = properties;
    building.name = name;
    building.usage = usage;
    building.hazard_category = hazard_category;
    building.fire_resistance = fire_resistance;
    building.sprinklered = properties.sprinklered;
    building.site_offset = at(properties.site_offset)?;
    building.north = finite(properties.north)?;
    Ok(BTreeSet::new())
}

/// Gives each space that lacks people what its use usually has; a guess until somebody confirms it.
pub(super) fn fill_people(building: &mut Building) -> BTreeSet<ElementId> {
    let mut filled = BTreeSet::new();
    for storey in &mut building.storeys {
        if !storey.spaces.iter().any(Space::lacks_people) {
            continue;
        }
        for space in storey.spaces.iter_mut().filter(|space| space.lacks_people()) {
            space.load = OccupantLoad::usual(space.usage);
            filled.insert(space.id.clone());
        }
    }
    let touched = filled.iter().map(ElementId::from).collect();
    building.guessed_people.extend(filled);
    touched
}
