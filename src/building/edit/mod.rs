//! Changing a building: every change is an [`Edit`], applied as a whole or not at all.
//!
//! Edits keep three promises: an id is never given twice, a door stays on its wall, and what
//! refers to an element that is gone (a stair's level, a designated route) goes with it.

mod copy;
mod place;
mod remove;
mod reshape;
mod stair;
mod wall;

pub use copy::Clip;
pub use wall::{Wall as WallLine, WallOwner, nearest_wall, walls};

use std::collections::BTreeSet;

use thiserror::Error;

use super::{
    AssemblyPoint, Building, BuildingUse, Door, DoorId, ElementId, Equipment, EquipmentKind,
    FireLane, FireResistance, Gate, HazardCategory, Point, Polygon, Rank, Segment, Site, SitePlace,
    SitePlaceKind, Space, SpaceId, SpaceUse, Stair, StairId, StoreyId, Tenant, TenantId, Underlay,
    Via, Wall,
};
use crate::language::{Message, msg};

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
        }
    }
}

/// A change of a building or of the site around it. Plan coordinates are those of the building,
/// for elements of the site those of the site.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Adds a space.
    AddSpace {
        /// Where.
        storey: StoreyId,
        /// Its name.
        name: String,
        /// What it is used for.
        usage: SpaceUse,
        /// Its outline.
        outline: Polygon,
    },
    /// Adds a door to the wall that is nearest to the middle of `line`.
    AddDoor {
        /// Where.
        storey: StoreyId,
        /// Its name.
        name: String,
        /// About where in the wall; its length is the opening's width.
        line: Segment,
        /// Whether it is an exit.
        exit: bool,
    },
    /// Adds a free-standing wall.
    AddWall {
        /// Where.
        storey: StoreyId,
        /// Its centre line.
        line: Segment,
        /// Its thickness, m.
        thickness: f64,
    },
    /// Adds a piece of equipment.
    AddEquipment {
        /// Where.
        storey: StoreyId,
        /// What it is.
        kind: EquipmentKind,
        /// Where it hangs.
        at: Point,
    },
    /// Adds a stair with a stair space on each of the storeys. Where one with the same middle is
    /// there already, it is joined instead.
    AddStair {
        /// Its name.
        name: String,
        /// The storeys it joins.
        storeys: Vec<StoreyId>,
        /// Its outline, the same on every storey.
        outline: Polygon,
    },
    /// Joins existing stair spaces of different storeys.
    JoinStair {
        /// Its name.
        name: String,
        /// The stair spaces.
        spaces: Vec<SpaceId>,
    },
    /// Adds an empty storey.
    AddStorey {
        /// Its name.
        name: String,
        /// The level of its floor, m.
        elevation: f64,
        /// From floor to floor, m.
        height: f64,
    },
    /// Copies a storey with all that is on it to the level above the highest one.
    DuplicateStorey {
        /// Which.
        storey: StoreyId,
        /// The copy's name.
        name: String,
    },
    /// Names a storey and sets its levels; the list is kept in order of elevation.
    SetStorey {
        /// Which.
        storey: StoreyId,
        /// Its name.
        name: String,
        /// The level of its floor, m.
        elevation: f64,
        /// From floor to floor, m.
        height: f64,
    },
    /// Puts a picture under a storey, or takes it away.
    SetUnderlay {
        /// Which storey.
        storey: StoreyId,
        /// The picture.
        underlay: Option<Underlay>,
    },
    /// Scales the picture so that the way from `a`, which stays, to `b` has this length.
    ScaleUnderlay {
        /// Which storey.
        storey: StoreyId,
        /// The two points, as they lie now.
        line: Segment,
        /// How long the way is in truth, m.
        length: f64,
    },
    /// Adds an assembly point.
    AddAssemblyPoint {
        /// Its name.
        name: String,
        /// Its area.
        area: Polygon,
    },
    /// Adds a fire-engine lane, 4 m wide and high (GB 50016-2014, 7.1.8).
    AddFireLane {
        /// Its name.
        name: String,
        /// Its centre line.
        path: Vec<Point>,
    },
    /// Adds a gate of the site.
    AddGate {
        /// Its name.
        name: String,
        /// Where it is.
        line: Segment,
    },
    /// Adds a place of the site.
    AddSitePlace {
        /// Its name.
        name: String,
        /// What it is.
        kind: SitePlaceKind,
        /// Its area.
        area: Polygon,
    },
    /// Adds a company.
    AddTenant {
        /// Its name.
        name: String,
    },
    /// Takes a company out; its spaces belong to nobody then.
    RemoveTenant(TenantId),
    /// Deletes elements with what can't be without them.
    Delete(BTreeSet<ElementId>),
    /// Moves elements. A door that is moved alone slides along the walls.
    Move {
        /// Which.
        elements: BTreeSet<ElementId>,
        /// To the right, m.
        dx: f64,
        /// Up, m.
        dy: f64,
    },
    /// Turns elements counter-clockwise about the middle of what they cover.
    Turn {
        /// Which.
        elements: BTreeSet<ElementId>,
        /// By how much, degrees.
        degrees: f64,
    },
    /// Moves a corner of a space.
    MoveCorner {
        /// Which space.
        space: SpaceId,
        /// Which corner, counted from 0.
        corner: usize,
        /// Where to.
        to: Point,
    },
    /// Moves an edge of a space, its two corners with it.
    MoveEdge {
        /// Which space.
        space: SpaceId,
        /// Which edge, counted from 0: the one that begins at the corner with this number.
        edge: usize,
        /// To the right, m.
        dx: f64,
        /// Up, m.
        dy: f64,
    },
    /// Adds a corner on an edge of a space.
    InsertCorner {
        /// Which space.
        space: SpaceId,
        /// Which edge.
        edge: usize,
        /// About where on it.
        at: Point,
    },
    /// Takes a corner out of a space.
    RemoveCorner {
        /// Which space.
        space: SpaceId,
        /// Which corner.
        corner: usize,
    },
    /// Moves a door to the wall nearest to a point.
    MoveDoor {
        /// Which.
        door: DoorId,
        /// Where its middle should be.
        to: Point,
    },
    /// Makes a door's opening this wide, about its middle.
    WidenDoor {
        /// Which.
        door: DoorId,
        /// How wide the opening becomes, m.
        width: f64,
    },
    /// Puts copies of what was copied onto a storey.
    Paste {
        /// What was copied.
        clip: Box<Clip>,
        /// Where to.
        storey: StoreyId,
        /// To the right, m.
        dx: f64,
        /// Up, m.
        dy: f64,
    },
    /// Changes the properties of elements.
    Set(Vec<Element>),
    /// Changes the properties of the building.
    SetProperties(Properties),
    /// Designates a route; one of the same space and rank is replaced. No stops takes it away.
    Designate {
        /// Where it begins.
        space: SpaceId,
        /// Primary or alternative.
        rank: Rank,
        /// What it must pass.
        via: Vec<Via>,
    },
}

/// Why a change can't be made. Nothing has been changed then.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum EditError {
    /// An element of the change is not there.
    #[error("there is no {0}")]
    Unknown(String),
    /// There is no wall near enough for a door.
    #[error("a door needs a wall to sit on")]
    NoWall,
    /// A length, an angle or a coordinate that is no number, or not one that makes sense here.
    #[error("{0} is not a usable number")]
    Number(f64),
    /// An outline needs three corners that span an area.
    #[error("an outline needs at least three corners and an area")]
    Outline,
    /// A line needs two different ends.
    #[error("the line has no length")]
    Line,
    /// A building keeps at least one storey.
    #[error("the last storey can't be deleted")]
    LastStorey,
    /// A stair joins at least two storeys.
    #[error("a stair joins at least two storeys")]
    OneLevel,
    /// The storey has no picture.
    #[error("the storey has no underlay")]
    NoUnderlay,
}

impl EditError {
    /// The reason, for the user.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::Unknown(id) => msg!("edit-error-unknown", id = id),
            Self::NoWall => msg!("edit-error-no-wall"),
            Self::Number(number) => msg!("edit-error-number", number = number.to_string()),
            Self::Outline => msg!("edit-error-outline"),
            Self::Line => msg!("edit-error-line"),
            Self::LastStorey => msg!("edit-error-last-storey"),
            Self::OneLevel => msg!("edit-error-one-level"),
            Self::NoUnderlay => msg!("edit-error-no-underlay"),
        }
    }
}

impl Edit {
    /// Makes the change and says what it made or touched, for the selection.
    ///
    /// # Errors
    /// If it can't be made; `building` and `site` are as before then.
    pub fn apply(
        self,
        building: &mut Building,
        site: &mut Site,
    ) -> Result<BTreeSet<ElementId>, EditError> {
        let (before, ground) = (building.clone(), site.clone());
        let result = self.run(building, site);
        if result.is_err() {
            *building = before;
            *site = ground;
        }
        result
    }

    fn run(
        self,
        building: &mut Building,
        site: &mut Site,
    ) -> Result<BTreeSet<ElementId>, EditError> {
        match self {
            Self::AddSpace { storey, name, usage, outline } => {
                place::space(building, &storey, &name, usage, outline)
            }
            Self::AddDoor { storey, name, line, exit } => {
                place::door(building, &storey, &name, line, exit)
            }
            Self::AddWall { storey, line, thickness } => {
                place::wall(building, &storey, line, thickness)
            }
            Self::AddEquipment { storey, kind, at } => {
                place::equipment(building, &storey, kind, at)
            }
            Self::AddStair { name, storeys, outline } => {
                stair::add(building, &name, &storeys, &outline)
            }
            Self::JoinStair { name, spaces } => stair::join(building, &name, spaces),
            Self::AddStorey { name, elevation, height } => {
                place::storey(building, &name, elevation, height)
            }
            Self::DuplicateStorey { storey, name } => copy::duplicate(building, &storey, &name),
            Self::SetStorey { storey, name, elevation, height } => {
                place::set_storey(building, &storey, name, elevation, height)
            }
            Self::SetUnderlay { storey, underlay } => {
                place::set_underlay(building, &storey, underlay)
            }
            Self::ScaleUnderlay { storey, line, length } => {
                place::scale_underlay(building, &storey, line, length)
            }
            Self::AddAssemblyPoint { name, area } => place::assembly_point(site, name, area),
            Self::AddFireLane { name, path } => place::fire_lane(site, name, path),
            Self::AddGate { name, line } => place::gate(site, name, line),
            Self::AddSitePlace { name, kind, area } => place::site_place(site, name, kind, area),
            Self::AddTenant { name } => {
                let id = TenantId::numbered(building.next_number());
                building.tenants.push(Tenant { id, name, responsible: String::new() });
                Ok(BTreeSet::new())
            }
            Self::RemoveTenant(id) => {
                building.tenants.retain(|tenant| tenant.id != id);
                for space in building.storeys.iter_mut().flat_map(|s| &mut s.spaces) {
                    space.tenant.take_if(|tenant| *tenant == id);
                }
                Ok(BTreeSet::new())
            }
            Self::Delete(elements) => remove::delete(building, site, &elements),
            Self::Move { elements, dx, dy } => {
                reshape::shift(building, site, elements, finite(dx)?, finite(dy)?)
            }
            Self::Turn { elements, degrees } => {
                reshape::turn(building, site, elements, finite(degrees)?)
            }
            Self::MoveCorner { space, corner, to } => {
                reshape::move_corner(building, space, corner, at(to)?)
            }
            Self::MoveEdge { space, edge, dx, dy } => {
                reshape::move_edge(building, space, edge, finite(dx)?, finite(dy)?)
            }
            Self::InsertCorner { space, edge, at: point } => {
                reshape::insert_corner(building, space, edge, at(point)?)
            }
            Self::RemoveCorner { space, corner } => reshape::remove_corner(building, space, corner),
            Self::MoveDoor { door, to } => reshape::move_door(building, door, at(to)?),
            Self::WidenDoor { door, width } => reshape::widen_door(building, door, width),
            Self::Paste { clip, storey, dx, dy } => {
                copy::paste(building, &clip, &storey, finite(dx)?, finite(dy)?)
            }
            Self::Set(elements) => elements
                .into_iter()
                .map(|element| set(building, site, element))
                .filter_map(Result::transpose)
                .collect(),
            Self::SetProperties(properties) => {
                let Properties { name, usage, hazard_category, fire_resistance, .. } = properties;
                building.name = name;
                building.usage = usage;
                building.hazard_category = hazard_category;
                building.fire_resistance = fire_resistance;
                building.sprinklered = properties.sprinklered;
                building.site_offset = at(properties.site_offset)?;
                Ok(BTreeSet::new())
            }
            Self::Designate { space, rank, via } => designate(building, space, rank, via),
        }
    }

    /// What the change is called in the undo menu.
    #[must_use]
    pub fn label(&self) -> Message {
        match self {
            Self::AddSpace { .. } => msg!("edit-add-space"),
            Self::AddDoor { .. } => msg!("edit-add-door"),
            Self::AddWall { .. } => msg!("edit-add-wall"),
            Self::AddEquipment { .. } => msg!("edit-add-equipment"),
            Self::AddStair { .. } | Self::JoinStair { .. } => msg!("edit-add-stair"),
            Self::AddStorey { .. } => msg!("edit-add-storey"),
            Self::DuplicateStorey { .. } => msg!("edit-duplicate-storey"),
            Self::SetStorey { .. } => msg!("edit-set-storey"),
            Self::SetUnderlay { .. } | Self::ScaleUnderlay { .. } => msg!("edit-underlay"),
            Self::AddAssemblyPoint { .. } => msg!("edit-add-assembly-point"),
            Self::AddFireLane { .. } => msg!("edit-add-fire-lane"),
            Self::AddGate { .. } => msg!("edit-add-gate"),
            Self::AddSitePlace { .. } => msg!("edit-add-site-place"),
            Self::AddTenant { .. } | Self::RemoveTenant(_) => msg!("edit-tenants"),
            Self::Delete(_) => msg!("edit-delete"),
            Self::Move { .. } | Self::MoveDoor { .. } => msg!("edit-move"),
            Self::Turn { .. } => msg!("edit-turn"),
            Self::MoveCorner { .. }
            | Self::MoveEdge { .. }
            | Self::InsertCorner { .. }
            | Self::RemoveCorner { .. } => msg!("edit-reshape"),
            Self::Paste { .. } => msg!("edit-paste"),
            Self::WidenDoor { .. } | Self::Set(_) | Self::SetProperties(_) => {
                msg!("edit-properties")
            }
            Self::Designate { .. } => msg!("edit-designate"),
        }
    }
}

fn finite(number: f64) -> Result<f64, EditError> {
    if number.is_finite() { Ok(number) } else { Err(EditError::Number(number)) }
}

fn positive(number: f64) -> Result<f64, EditError> {
    if number.is_finite() && number > 0.0 { Ok(number) } else { Err(EditError::Number(number)) }
}

fn at(point: Point) -> Result<Point, EditError> {
    Ok(Point::new(finite(point.x)?, finite(point.y)?))
}

fn unknown(id: impl std::fmt::Display) -> EditError {
    EditError::Unknown(id.to_string())
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
fn set(
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

fn designate(
    building: &mut Building,
    space: SpaceId,
    rank: Rank,
    via: Vec<Via>,
) -> Result<BTreeSet<ElementId>, EditError> {
    building.space(&space).ok_or_else(|| unknown(&space))?;
    building.routes.retain(|route| route.space != space || route.rank != rank);
    if !via.is_empty() {
        let id = super::RouteId::numbered(building.next_number());
        building.routes.push(super::Route { id, space: space.clone(), rank, via });
    }
    Ok([space.into()].into())
}

/// The stair that a space is a level of.
pub(super) fn stair_of<'a>(building: &'a Building, space: &SpaceId) -> Option<&'a StairId> {
    building.stairs.iter().find(|stair| stair.levels.contains(space)).map(|stair| &stair.id)
}

#[cfg(test)]
mod tests;
