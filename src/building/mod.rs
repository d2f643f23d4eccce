//! What stands there: the site, its buildings, storeys, spaces, doors, stairs, exits, assembly
//! points and equipment. This layer knows nothing of time, people, files or the window.
//!
//! Lengths are in metres, storey plans have x to the right and y up, angles are in degrees.

pub mod area;
mod door;
pub mod edit;
mod element;
mod equipment;
mod geometry;
mod id;
pub mod network;
pub mod problem;
mod shared;
mod site;
mod space;
mod stair;
mod storey;
mod template;
mod undo;
mod waiver;

pub use area::Area;
pub use door::{Closing, Door, DoorKind, DoorState, FireClass, Hardware, Swing};
pub use element::{
    Building, BuildingUse, FireResistance, HazardCategory, Rank, Route, Tenant, Via,
};
pub use equipment::{Equipment, EquipmentKind, Facing};
pub use geometry::{Bounds, Point, Polygon, Segment};
pub(crate) use id::ids;
pub use id::{
    BuildingId, DoorId, ElementId, EquipmentId, RouteId, SiteElementId, SpaceId, StairId, StoreyId,
    TenantId, WallId,
};
pub use network::{Closures, Network, Routes, Step, Way};
pub use shared::Shared;
pub use site::{AssemblyPoint, FireLane, Gate, Site, SitePlace, SitePlaceKind};
pub use space::{HazardSource, OccupantLoad, ShiftLoad, Space, SpaceUse};
pub use stair::{Enclosure, Stair, StairState};
pub use storey::{Storey, Underlay, Wall};
pub use template::{DoorTemplate, SpaceTemplate, Template};
pub use undo::Undo;
pub use waiver::Waiver;
