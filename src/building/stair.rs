//! A stair, which joins storeys.

use serde::{Deserialize, Serialize};

use super::{Building, SpaceId, StairId, Storey, StoreyId};
use crate::language::choice;

choice! {
    /// How a stair is separated from the spaces around it.
    pub enum Enclosure {
        /// 敞开楼梯.
        Open => "enclosure-open",
        /// 封闭楼梯间.
        Enclosed => "enclosure-enclosed",
        /// 防烟楼梯间.
        SmokeProof => "enclosure-smoke-proof",
        /// 室外疏散楼梯.
        Outside => "enclosure-outside",
    }
}

choice! {
    /// In what state a stair is.
    pub enum StairState {
        /// People can pass.
        Usable => "stair-state-usable",
        /// Goods or works leave no way through.
        Blocked => "stair-state-blocked",
    }
}

/// A stair: flights between the stair spaces of neighbouring storeys.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stair {
    /// Its id.
    pub id: StairId,
    /// Its name, such as `S1`.
    pub name: String,
    /// How it is separated.
    pub enclosure: Enclosure,
    /// The spaces that it joins, one a storey, from the lowest to the highest.
    pub levels: Vec<SpaceId>,
    /// Clear width of a flight, m.
    pub clear_width: f64,
    /// Riser height, m.
    pub riser: f64,
    /// Tread depth, m.
    pub tread: f64,
    /// Number of handrails, 0 to 2.
    pub handrails: u8,
    /// Flights from one storey to the next.
    pub flights: u8,
    /// The way over the landings from one storey to the next, m.
    pub landing_length: f64,
    /// In what state it is.
    pub state: StairState,
    /// Who answers for it; empty if nobody is named.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub responsible: String,
}

impl Stair {
    /// The storeys that empty into it from above: those that it joins, without the lowest.
    pub fn storeys_above<'a>(
        &self,
        building: &'a Building,
    ) -> impl Iterator<Item = &'a StoreyId> + use<'a, '_> {
        let joins =
            |storey: &&Storey| storey.spaces.iter().any(|space| self.levels.contains(&space.id));
        building.storeys.iter().filter(joins).skip(1).map(|storey| &storey.id)
    }

    /// A dog-leg stair as factories have them: 1.2 m clear, 165/280 mm, two handrails.
    #[must_use]
    pub fn new(id: StairId, name: &str, levels: Vec<SpaceId>) -> Self {
        Self {
            id,
            name: name.to_owned(),
            enclosure: Enclosure::Enclosed,
            levels,
            clear_width: 1.2,
            riser: 0.165,
            tread: 0.28,
            handrails: 2,
            flights: 2,
            landing_length: 4.0,
            state: StairState::Usable,
            responsible: String::new(),
        }
    }

    /// The way along the slope for a rise of `rise` metres, landings included, m.
    ///
    /// Rise times √(riser² + tread²) / riser (SFPE Handbook, 5th ed., ch. 59, travel on stairs).
    #[must_use]
    pub fn travel_length(&self, rise: f64) -> f64 {
        if self.riser <= 0.0 {
            return self.landing_length + rise;
        }
        self.landing_length + rise * self.riser.hypot(self.tread) / self.riser
    }
}
