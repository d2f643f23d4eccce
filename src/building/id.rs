//! The short stable names that the program gives to elements: `door-12`.

use serde::{Deserialize, Serialize};

/// Defines ids: a type each, with what its ids begin with.
macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident, $prefix:literal;)+) => {$(
        $(#[$meta])*
        #[derive(
            Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(std::sync::Arc<str>);

        impl $name {
            /// What every id of this kind begins with.
            pub const PREFIX: &'static str = $prefix;

            /// The id that a file or a command line spells as `text`.
            #[must_use]
            pub fn new(text: &str) -> Self {
                Self(text.into())
            }

            /// The id with a running number: `door-12`.
            #[must_use]
            pub fn numbered(number: u32) -> Self {
                Self(format!("{}-{number}", $prefix).into())
            }

            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}
pub(crate) use ids;

ids! {
    /// A building of the site; also the name of its file.
    BuildingId, "building";
    /// A storey of a building.
    StoreyId, "storey";
    /// A space of a storey.
    SpaceId, "space";
    /// A door of a storey.
    DoorId, "door";
    /// A free-standing wall of a storey.
    WallId, "wall";
    /// A stair of a building.
    StairId, "stair";
    /// A piece of safety equipment of a storey.
    EquipmentId, "equipment";
    /// A route that the officer designated.
    RouteId, "route";
    /// A company in the building.
    TenantId, "tenant";
    /// An assembly point, lane, gate or place of the site.
    SiteElementId, "site";
}

/// Any element that can be selected, searched for, or named by a finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ElementId {
    /// A storey.
    Storey(StoreyId),
    /// A space.
    Space(SpaceId),
    /// A door.
    Door(DoorId),
    /// A free-standing wall.
    Wall(WallId),
    /// A stair.
    Stair(StairId),
    /// A piece of equipment.
    Equipment(EquipmentId),
    /// An assembly point, lane, gate or place of the site.
    Site(SiteElementId),
}

impl ElementId {
    /// The id as text, without its kind.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Storey(id) => id.as_str(),
            Self::Space(id) => id.as_str(),
            Self::Door(id) => id.as_str(),
            Self::Wall(id) => id.as_str(),
            Self::Stair(id) => id.as_str(),
            Self::Equipment(id) => id.as_str(),
            Self::Site(id) => id.as_str(),
        }
    }
}

macro_rules! into_element {
    ($($id:ident => $variant:ident),+) => {$(
        impl From<$id> for ElementId {
            fn from(id: $id) -> Self {
                Self::$variant(id)
            }
        }

        impl From<&$id> for ElementId {
            fn from(id: &$id) -> Self {
                Self::$variant(id.clone())
            }
        }
    )+};
}

into_element! {
    StoreyId => Storey, SpaceId => Space, DoorId => Door, WallId => Wall, StairId => Stair,
    EquipmentId => Equipment, SiteElementId => Site
}
