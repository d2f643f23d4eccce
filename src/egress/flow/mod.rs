//! The hydraulic model, followed over the whole network in time.
//!
//! Everybody walks from where they stand along their route, at the speed of the density around
//! them, and queues where a door, a corridor's end or a stair lets fewer through than arrive:
//! an element lets a person pass every 1 / (Fs,max We) seconds. Where the people of a storey meet
//! those who come down the stair, both take turns. Speed on a stair is that of the flow that
//! enters it. What the model does not know: queues take no room, so a full stair does not hold
//! back the storeys above; nobody changes the route because of a queue or of smoke; everybody walks
//! alike.

mod engine;
mod explain;
pub mod hydraulics;
mod log;
mod pre_movement;
mod rate;
mod server;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use explain::{Term, explain};
pub(in crate::egress) use log::{Count, Log};
pub use pre_movement::PreMovement;
pub use rate::{RATE_WINDOW, capacity, peak_rate, rates};

use crate::building::{Building, Closures, DoorId, ElementId, Network, SpaceId, StoreyId};
use crate::egress::smoke::Smoke;
use crate::units::Seconds;

/// How many people are in each space.
pub type Occupancy = BTreeMap<SpaceId, u32>;

/// What the model assumes beyond the building.
#[derive(Clone, Debug, PartialEq)]
pub struct FlowSettings {
    /// How long people take before they walk.
    pub pre_movement: PreMovement,
    /// Spaces where that differs.
    pub pre_movement_of: BTreeMap<SpaceId, PreMovement>,
    /// Walking speed as a share of the model's own, 0.2 to 3; capacities stay what they are.
    pub pace: f64,
    /// What is lost on top of what the building has locked or blocked.
    pub closures: Closures,
    /// The smoke that people walk in; nothing in a drill.
    pub smoke: Option<Arc<Smoke>>,
}

impl Default for FlowSettings {
    fn default() -> Self {
        Self {
            pre_movement: PreMovement::default(),
            pre_movement_of: BTreeMap::new(),
            pace: 1.0,
            closures: Closures::default(),
            smoke: None,
        }
    }
}

/// People over time: from each moment on, so many.
pub type Curve = Vec<(Seconds, u32)>;

/// What became of a space.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SpaceFlow {
    /// How many people were in it.
    pub people: u32,
    /// When the last person left it, passers-by included; nothing if nobody was in it or somebody
    /// can't leave.
    pub clear: Option<Seconds>,
    /// The exit that most of its people took.
    pub exit: Option<DoorId>,
    /// How many people can't get out, because no way leads out.
    pub stranded: u32,
    /// The people in it over time.
    pub remaining: Curve,
}

/// What became of a storey without its stair enclosures, or of all stairs together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StoreyFlow {
    /// When its last person had left it, into a stair enclosure or through an exit; nothing if
    /// nobody was there or somebody can't leave.
    pub clear: Option<Seconds>,
    /// The people there over time.
    pub remaining: Curve,
}

/// What passed an exit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ExitFlow {
    /// How many people.
    pub people: u32,
    /// When the first was out.
    pub first: Option<Seconds>,
    /// When the last was out.
    pub last: Option<Seconds>,
    /// How many were out over time.
    pub passed: Curve,
}

/// Where people queued.
#[derive(Clone, Debug, PartialEq)]
pub struct Bottleneck {
    /// The door or the stair.
    pub element: ElementId,
    /// How long somebody was waiting there.
    pub queue: Seconds,
    /// The longest queue, persons.
    pub peak_queue: u32,
    /// How many people passed.
    pub people: u32,
    /// The people who wait there over time.
    pub waiting: Curve,
}

/// How a building empties.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Flow {
    /// How many people there were.
    pub people: u32,
    /// How many of them can't get out.
    pub stranded: u32,
    /// How many of them walk in smoke somewhere on their way, or stay in it.
    pub exposed: u32,
    /// When the last person who can get out was out.
    pub total: Seconds,
    /// When the last person began to walk: the pre-movement part of the total.
    pub last_start: Seconds,
    /// Each space.
    pub spaces: BTreeMap<SpaceId, SpaceFlow>,
    /// Each storey.
    pub storeys: BTreeMap<StoreyId, StoreyFlow>,
    /// All stairs, flights and enclosures: who is there is on no storey.
    pub stairs: StoreyFlow,
    /// Each exit.
    pub exits: BTreeMap<DoorId, ExitFlow>,
    /// How many had passed each door and each stair over time; of a stair, its busiest flight.
    pub passed: BTreeMap<ElementId, Curve>,
    /// Where people queued, the longest queue first.
    pub bottlenecks: Vec<Bottleneck>,
}

impl Flow {
    /// The spaces that somebody was in.
    pub fn used(&self) -> impl Iterator<Item = &SpaceId> {
        let used = self.spaces.iter().filter(|(_, space)| !space.remaining.is_empty());
        used.map(|(id, _)| id)
    }

    /// The part of the total that is movement: what follows the last start.
    #[must_use]
    pub fn movement(&self) -> Seconds {
        self.total - self.last_start
    }
}

/// How a building empties with these people in it.
#[must_use]
pub fn predict(building: &Building, occupancy: &Occupancy, settings: &FlowSettings) -> Flow {
    predict_on(&Network::new(building), building, occupancy, settings)
}

/// As [`predict`], over the building's route graph, where that is at hand.
#[must_use]
pub fn predict_on(
    network: &Network,
    building: &Building,
    occupancy: &Occupancy,
    settings: &FlowSettings,
) -> Flow {
    engine::run(network, building, occupancy, settings)
}

/// The number of people at a moment of a curve.
#[must_use]
pub fn at(curve: &[(Seconds, u32)], moment: Seconds) -> u32 {
    let after = curve.partition_point(|(time, _)| *time <= moment);
    after.checked_sub(1).map_or(0, |last| curve[last].1)
}
