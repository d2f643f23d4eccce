//! What if one element is lost, every exit, stair and door in turn; and where a fire is assumed,
//! what if one fire door is propped open.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use crate::building::{Building, DoorId, DoorState, ElementId, Network, StairState};
use crate::egress::flow::{Flow, FlowSettings, Occupancy, predict_on};
use crate::egress::smoke::{Fire, Smoke, holding_back};
use crate::units::Seconds;

/// What is otherwise than it should be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// An exit, a stair or a door that nobody passes.
    Lost(ElementId),
    /// A fire door that lets the smoke through.
    Propped(DoorId),
}

impl Change {
    /// The door or the stair.
    #[must_use]
    pub fn element(&self) -> ElementId {
        match self {
            Self::Lost(element) => element.clone(),
            Self::Propped(door) => ElementId::from(door),
        }
    }
}

/// What a change costs.
#[derive(Clone, Debug, PartialEq)]
pub struct Loss {
    /// What is changed.
    pub change: Change,
    /// When the last person is out who still can get out.
    pub total: Seconds,
    /// How much longer that is than with nothing changed.
    pub delta: Seconds,
    /// How many more people can't get out.
    pub stranded: u32,
    /// How many more people walk in smoke; less than zero where fewer do. Zero without a fire.
    pub exposed: i64,
    /// When the first space that people use fills with smoke, the fire's own not counted; nothing
    /// if none does within half an hour.
    pub smoky: Option<Seconds>,
}

/// How far a sweep or a row of runs is, and whether it should end early; shared with the thread
/// that runs it.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicUsize,
    all: AtomicUsize,
    cancelled: AtomicBool,
}

impl Progress {
    /// How many elements have been tried, of how many.
    #[must_use]
    pub fn so_far(&self) -> (usize, usize) {
        (self.done.load(Ordering::Relaxed), self.all.load(Ordering::Relaxed))
    }

    /// Ends the sweep as soon as may be.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    pub(in crate::egress) fn begin(&self, all: usize) {
        self.all.store(all, Ordering::Relaxed);
    }

    pub(in crate::egress) fn advance(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    pub(in crate::egress) fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}

/// The doors and stairs of a building that can be lost: exits, then stairs, then other doors; then,
/// if smoke is asked for, the fire doors that hold it back.
#[must_use]
pub fn candidates(building: &Building, smoke: bool) -> Vec<Change> {
    let doors = |exit: bool| {
        building
            .doors()
            .filter(move |(_, door)| door.exit == exit && door.state.is_passable())
            .map(|(_, door)| ElementId::from(&door.id))
    };
    let usable = building.stairs.iter().filter(|stair| stair.state == StairState::Usable);
    let stairs = usable.map(|stair| ElementId::from(&stair.id));
    let lost = doors(true).chain(stairs).chain(doors(false)).map(Change::Lost);
    let propped = holding_back(building).map(|door| Change::Propped(door.id.clone()));
    lost.chain(propped.filter(|_| smoke)).collect()
}

/// Tries every candidate in turn, on all cores, in the smoke of a fire if there is one. The worst
/// comes first: what strands most people, then what costs most time, what exposes most people, and
/// what lets the smoke onto the ways soonest. Nothing if it was cancelled.
#[must_use]
pub fn sweep(
    building: &Building,
    occupancy: &Occupancy,
    settings: &FlowSettings,
    fire: Option<&Fire>,
    progress: &Progress,
) -> Option<Vec<Loss>> {
    let trial = Trial::new(building, occupancy, settings, fire);
    let (base, _) = trial.predict(None);
    let candidates = candidates(building, fire.is_some());
    progress.begin(candidates.len());
    let next = AtomicUsize::new(0);
    let losses = Mutex::new(Vec::with_capacity(candidates.len()));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads.min(candidates.len()) {
            scope.spawn(|| {
                while !progress.is_cancelled() {
                    let Some(change) = candidates.get(next.fetch_add(1, Ordering::Relaxed)) else {
                        break;
                    };
                    let (flow, smoky) = trial.predict(Some(change));
                    let loss = Loss {
                        change: change.clone(),
                        total: flow.total,
                        delta: flow.total - base.total,
                        stranded: flow.stranded.saturating_sub(base.stranded),
                        exposed: i64::from(flow.exposed) - i64::from(base.exposed),
                        smoky,
                    };
                    if let Ok(mut losses) = losses.lock() {
                        losses.push(loss);
                    }
                    progress.advance();
                }
            });
        }
    });
    if progress.is_cancelled() {
        return None;
    }
    let mut losses = losses.into_inner().ok()?;
    losses.sort_by(|a, b| {
        let worse = b.stranded.cmp(&a.stranded).then(b.delta.cmp(&a.delta));
        let worse = worse.then(b.exposed.cmp(&a.exposed));
        // Smoke that never comes is later than any.
        let sooner = a.smoky.is_none().cmp(&b.smoky.is_none()).then(a.smoky.cmp(&b.smoky));
        worse.then(sooner).then_with(|| a.change.cmp(&b.change))
    });
    Some(losses)
}

/// What stays the same from one change to the next.
struct Trial<'a> {
    building: &'a Building,
    network: Network,
    occupancy: &'a Occupancy,
    /// With the smoke of the building as it is.
    settings: FlowSettings,
    fire: Option<&'a Fire>,
}

impl<'a> Trial<'a> {
    fn new(
        building: &'a Building,
        occupancy: &'a Occupancy,
        settings: &FlowSettings,
        fire: Option<&'a Fire>,
    ) -> Self {
        let smoke = fire.map(|fire| Arc::new(Smoke::of(building, fire)));
        let settings = FlowSettings { smoke, ..settings.clone() };
        Self { building, network: Network::new(building), occupancy, settings, fire }
    }

    /// How the building empties, and when smoke reaches the spaces that people use.
    fn predict(&self, change: Option<&Change>) -> (Flow, Option<Seconds>) {
        let mut settings = self.settings.clone();
        match change {
            Some(Change::Lost(ElementId::Door(id))) => {
                settings.closures.doors.insert(id.clone());
            }
            Some(Change::Lost(ElementId::Stair(id))) => {
                settings.closures.stairs.insert(id.clone());
            }
            Some(Change::Propped(id)) => {
                let mut propped = self.building.clone();
                if let Some(door) = propped.door_mut(id) {
                    door.state = DoorState::ProppedOpen;
                }
                settings.smoke = self.fire.map(|fire| Arc::new(Smoke::of(&propped, fire)));
            }
            Some(Change::Lost(_)) | None => {}
        }
        let flow = predict_on(&self.network, self.building, self.occupancy, &settings);
        let smoky = settings.smoke.as_ref().and_then(|smoke| smoke.reaches(flow.used()));
        (flow, smoky)
    }
}
