//! The ground around the buildings.

use serde::{Deserialize, Serialize};

use super::{Point, Polygon, Segment, SiteElementId};
use crate::language::choice;

/// Where people gather and are counted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AssemblyPoint {
    /// Its id.
    pub id: SiteElementId,
    /// Its name.
    pub name: String,
    /// Its area on the site.
    pub area: Polygon,
    /// How many people it takes, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<u32>,
    /// Who takes the head count; empty if nobody is named.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub responsible: String,
}

/// 消防车通道.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FireLane {
    /// Its id.
    pub id: SiteElementId,
    /// Its name.
    pub name: String,
    /// Its centre line.
    pub path: Vec<Point>,
    /// Clear width, m.
    pub clear_width: f64,
    /// Clear height, m.
    pub clear_height: f64,
    /// Whether it was found clear.
    pub kept_clear: bool,
}

/// A gate of the site.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gate {
    /// Its id.
    pub id: SiteElementId,
    /// Its name.
    pub name: String,
    /// Where it is.
    pub line: Segment,
}

choice! {
    /// A place of the site that matters in a fire.
    pub enum SitePlaceKind {
        /// 电动车停放处.
        EBikeParking => "site-place-e-bike-parking",
        /// 电动车充电处.
        EBikeCharging => "site-place-e-bike-charging",
        /// 消防控制室.
        FireControlRoom => "site-place-fire-control-room",
        /// 室外消火栓.
        OutdoorHydrant => "site-place-outdoor-hydrant",
    }
}

/// A place of the site that matters in a fire.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SitePlace {
    /// Its id.
    pub id: SiteElementId,
    /// What it is.
    pub kind: SitePlaceKind,
    /// Its name.
    pub name: String,
    /// Its area.
    pub area: Polygon,
}

/// The site: what lies around the buildings, in the site's own coordinates (m).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Site {
    /// Assembly points.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub assembly_points: Vec<AssemblyPoint>,
    /// Fire-engine lanes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fire_lanes: Vec<FireLane>,
    /// Gates.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub gates: Vec<Gate>,
    /// Other places that matter in a fire.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<SitePlace>,
    /// The last running number that was given to an element, so that an id never comes back.
    pub last_number: u32,
}

impl Site {
    /// The next running number for an id; never one that is in use, even in a file written by hand.
    pub fn next_number(&mut self) -> u32 {
        let points = self.assembly_points.iter().map(|e| &e.id);
        let lanes = self.fire_lanes.iter().map(|e| &e.id);
        let gates = self.gates.iter().map(|e| &e.id);
        let places = self.places.iter().map(|e| &e.id);
        let in_use = points
            .chain(lanes)
            .chain(gates)
            .chain(places)
            .filter_map(|id| id.as_str().rsplit_once('-')?.1.parse().ok())
            .filter(|number: &u32| *number < u32::MAX / 2)
            .max()
            .unwrap_or(0);
        self.last_number = self.last_number.max(in_use) + 1;
        self.last_number
    }

    /// The name of an element of the site.
    #[must_use]
    pub fn name_of(&self, id: &SiteElementId) -> Option<&str> {
        let points = self.assembly_points.iter().map(|e| (&e.id, &e.name));
        let lanes = self.fire_lanes.iter().map(|e| (&e.id, &e.name));
        let gates = self.gates.iter().map(|e| (&e.id, &e.name));
        let places = self.places.iter().map(|e| (&e.id, &e.name));
        let mut all = points.chain(lanes).chain(gates).chain(places);
        all.find(|(other, _)| *other == id).map(|(_, name)| name.as_str())
    }

    /// An assembly point by its id.
    #[must_use]
    pub fn assembly_point(&self, id: &SiteElementId) -> Option<&AssemblyPoint> {
        self.assembly_points.iter().find(|point| point.id == *id)
    }
}
