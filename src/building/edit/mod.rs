//! Changing a building: every change is an [`Edit`], applied as a whole or not at all.
//!
//! Edits keep three promises: an id is never given twice, a door stays on its wall, and what
//! refers to an element that is gone (a stair's level, a designated route) goes with it.

mod arrange;
mod copy;
mod divide;
mod error;
mod place;
mod properties;
mod remove;
mod reshape;
mod stair;
mod wall;

pub use arrange::Alignment;
pub use copy::Clip;
pub use error::EditError;
pub use properties::{Element, Properties};
pub use wall::{Wall as WallLine, WallOwner, nearest_wall, walls};

use std::collections::BTreeSet;

use error::{at, finite, positive, unknown};

use super::{
    Building, DoorId, ElementId, EquipmentKind, Point, Polygon, Rank, Segment, Site, SitePlaceKind,
    SpaceId, SpaceUse, StairId, StoreyId, Template, Tenant, TenantId, Underlay, Via, Waiver,
    WallId,
};
use crate::language::{Message, msg};

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
    /// Brings elements into one line, or at equal distances.
    Align {
        /// Which.
        elements: BTreeSet<ElementId>,
        /// How.
        to: Alignment,
    },
    /// Mirrors elements about the middle of what they cover; doors open to the mirrored side.
    Mirror {
        /// Which.
        elements: BTreeSet<ElementId>,
        /// Left and right change places, or else top and bottom.
        sideways: bool,
    },
    /// Adds a wall beside a free-standing one, at the same angle.
    OffsetWall {
        /// Which wall.
        wall: WallId,
        /// How far to the left of it, m; negative for the right.
        distance: f64,
    },
    /// Divides a space along a line, which is taken as endless.
    Split {
        /// Which space.
        space: SpaceId,
        /// The line.
        line: Segment,
    },
    /// Makes one space of several that touch.
    Merge(BTreeSet<SpaceId>),
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
    /// Puts copies of what was copied onto several storeys, at the same place.
    CopyToStoreys {
        /// What was copied.
        clip: Box<Clip>,
        /// Where to.
        storeys: Vec<StoreyId>,
    },
    /// Confirms what an import guessed.
    Confirm(BTreeSet<ElementId>),
    /// Gives spaces without a number of people what their use usually has, as guesses.
    FillPeople,
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
    /// Adds a space or a door and gives it what a template has.
    Draw {
        /// What adds it.
        edit: Box<Edit>,
        /// The template.
        template: Template,
    },
    /// Accepts a finding of a rule at an element; an earlier word about it is replaced.
    Waive(Waiver),
    /// Takes back that a finding was accepted.
    Unwaive {
        /// The id of the rule.
        rule: String,
        /// At which element.
        element: ElementId,
    },
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
        let (changed, ground, touched) = self.applied(building, site)?;
        *building = changed;
        *site = ground;
        Ok(touched)
    }

    /// The building and the site as the change makes them, and what it made or touched.
    ///
    /// # Errors
    /// If it can't be made.
    pub fn applied(
        self,
        building: &Building,
        site: &Site,
    ) -> Result<(Building, Site, BTreeSet<ElementId>), EditError> {
        let (mut building, mut site) = (building.clone(), site.clone());
        let touched = self.run(&mut building, &mut site)?;
        Ok((building, site, touched))
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
            Self::Align { elements, to } => arrange::align(building, site, elements, to),
            Self::Mirror { elements, sideways } => {
                reshape::mirror(building, site, elements, sideways)
            }
            Self::OffsetWall { wall, distance } => {
                arrange::offset(building, &wall, finite(distance)?)
            }
            Self::Split { space, line } => divide::split(building, &space, line),
            Self::Merge(spaces) => divide::merge(building, &spaces),
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
            Self::CopyToStoreys { clip, storeys } => {
                let mut made = BTreeSet::new();
                for storey in &storeys {
                    made.extend(copy::paste(building, &clip, storey, 0.0, 0.0)?);
                }
                Ok(made)
            }
            Self::Confirm(elements) => {
                building.confirm(&elements);
                Ok(BTreeSet::new())
            }
            Self::FillPeople => Ok(properties::fill_people(building)),
            Self::Set(elements) => {
                let made: Result<BTreeSet<ElementId>, EditError> = elements
                    .into_iter()
                    .map(|element| properties::set(building, site, element))
                    .filter_map(Result::transpose)
                    .collect();
                // Who sets an element's properties has looked at it.
                let made = made?;
                building.confirm(&made);
                Ok(made)
            }
            Self::SetProperties(properties) => properties::set_building(building, properties),
            Self::Designate { space, rank, via } => designate(building, space, rank, via),
            Self::Draw { edit, template } => {
                let made = edit.run(building, site)?;
                for id in &made {
                    match (id, template) {
                        (ElementId::Space(id), Template::Space(template)) => {
                            building.space_mut(id).into_iter().for_each(|new| template.apply(new));
                        }
                        (ElementId::Door(id), Template::Door(template)) => {
                            building.door_mut(id).into_iter().for_each(|new| template.apply(new));
                        }
                        _ => {}
                    }
                }
                Ok(made)
            }
            Self::Waive(waiver) => {
                if waiver.reason.trim().is_empty() || waiver.by.trim().is_empty() {
                    return Err(EditError::NoReason);
                }
                building.waivers.retain(|w| w.rule != waiver.rule || w.element != waiver.element);
                building.waivers.push(waiver);
                Ok(BTreeSet::new())
            }
            Self::Unwaive { rule, element } => {
                building.waivers.retain(|w| w.rule != rule || w.element != element);
                Ok(BTreeSet::new())
            }
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
            Self::Align { .. } => msg!("edit-align"),
            Self::Mirror { .. } => msg!("edit-mirror"),
            Self::OffsetWall { .. } => msg!("edit-add-wall"),
            Self::Split { .. } => msg!("edit-split"),
            Self::Merge(_) => msg!("edit-merge"),
            Self::MoveCorner { .. }
            | Self::MoveEdge { .. }
            | Self::InsertCorner { .. }
            | Self::RemoveCorner { .. } => msg!("edit-reshape"),
            Self::Paste { .. } | Self::CopyToStoreys { .. } => msg!("edit-paste"),
            Self::WidenDoor { .. } | Self::Set(_) | Self::SetProperties(_) => {
                msg!("edit-properties")
            }
            Self::Confirm(_) => msg!("edit-confirm"),
            Self::FillPeople => msg!("edit-fill-people"),
            Self::Designate { .. } => msg!("edit-designate"),
            Self::Draw { edit, .. } => edit.label(),
            Self::Waive(_) | Self::Unwaive { .. } => msg!("edit-waive"),
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
