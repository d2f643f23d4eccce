//! What if one element is lost: every exit, stair and door in turn.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use crate::building::{Building, Closures, ElementId, Network, StairState};
use crate::egress::flow::{Flow, FlowSettings, Occupancy, predict_on};
use crate::units::Seconds;

/// What the loss of one element costs.
#[derive(Clone, Debug, PartialEq)]
pub struct Loss {
    /// What is lost.
    pub lost: ElementId,
    /// When the last person is out who still can get out.
    pub total: Seconds,
    /// How much longer that is than with nothing lost.
    pub delta: Seconds,
    /// How many more people can't get out.
    pub stranded: u32,
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

/// The doors and stairs of a building that can be lost: exits, then stairs, then other doors.
#[must_use]
pub fn candidates(building: &Building) -> Vec<ElementId> {
    let doors = |exit: bool| {
        building
            .doors()
            .filter(move |(_, door)| door.exit == exit && door.state.is_passable())
            .map(|(_, door)| ElementId::from(&door.id))
    };
    let usable = building.stairs.iter().filter(|stair| stair.state == StairState::Usable);
    doors(true).chain(usable.map(|stair| ElementId::from(&stair.id))).chain(doors(false)).collect()
}

/// Loses every candidate in turn, on all cores. The worst comes first: who strands most people, then
/// who costs most time. Nothing if it was cancelled.
#[must_use]
pub fn sweep(
    building: &Building,
    occupancy: &Occupancy,
    settings: &FlowSettings,
    progress: &Progress,
) -> Option<Vec<Loss>> {
    let network = Network::new(building);
    let base = predict_on(&network, building, occupancy, settings);
    let candidates = candidates(building);
    progress.begin(candidates.len());
    let next = AtomicUsize::new(0);
    let losses = Mutex::new(Vec::with_capacity(candidates.len()));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads.min(candidates.len()) {
            scope.spawn(|| {
                while !progress.is_cancelled() {
                    let Some(lost) = candidates.get(next.fetch_add(1, Ordering::Relaxed)) else {
                        break;
                    };
                    let flow = without(&network, building, occupancy, settings, lost);
                    let loss = Loss {
                        lost: lost.clone(),
                        total: flow.total,
                        delta: flow.total - base.total,
                        stranded: flow.stranded.saturating_sub(base.stranded),
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
        worse.then_with(|| a.lost.cmp(&b.lost))
    });
    Some(losses)
}

fn without(
    network: &Network,
    building: &Building,
    occupancy: &Occupancy,
    settings: &FlowSettings,
    lost: &ElementId,
) -> Flow {
    let mut settings = settings.clone();
    let Closures { doors, stairs } = &mut settings.closures;
    match lost {
        ElementId::Door(id) => doors.insert(id.clone()),
        ElementId::Stair(id) => stairs.insert(id.clone()),
        _ => false,
    };
    predict_on(network, building, occupancy, &settings)
}
