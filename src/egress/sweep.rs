//! What if one element is lost, every exit, stair and door in turn; and where a fire is assumed,
//! what if one fire door is propped open.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::building::{Building, Closures, DoorId, DoorState, ElementId, Network, StairState};
use crate::egress::crowd::{self, Settings, Simulation, State};
use crate::egress::flow::{Flow, FlowSettings, Occupancy, predict_on};
use crate::egress::smoke::{Fire, Smoke, holding_back};
use crate::units::Seconds;

/// No run of the crowd is longer than this: six hours.
const LONGEST: Seconds = Seconds::new(21_600.0);

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

/// A building that lost every part in turn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Swept {
    /// When the last person is out with nothing changed.
    pub total: Seconds,
    /// How many can't get out even so.
    pub stranded: u32,
    /// What each change costs, the worst first.
    pub losses: Vec<Loss>,
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

    pub(crate) fn begin(&self, all: usize) {
        self.all.store(all, Ordering::Relaxed);
    }

    pub(crate) fn advance(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn is_cancelled(&self) -> bool {
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

/// Which model is asked.
#[derive(Clone, Debug)]
pub enum Model {
    /// The hydraulic one.
    Flow(FlowSettings),
    /// The crowd.
    Crowd {
        /// What it assumes.
        settings: Box<Settings>,
        /// How many runs, of which the one in the middle counts; at least one.
        runs: u32,
    },
}

/// Tries every candidate in turn, on all cores, in the smoke of a fire if there is one. The worst
/// comes first: what strands most people, then what costs most time, what exposes most people, and
/// what lets the smoke onto the ways soonest. Nothing if it was cancelled.
///
/// In the crowd, who is in smoke is looked for once a second.
#[must_use]
pub fn sweep(
    building: &Building,
    occupancy: &Occupancy,
    model: &Model,
    fire: Option<&Fire>,
    progress: &Progress,
) -> Option<Swept> {
    let trial = Trial::new(building, occupancy, model, fire);
    let candidates = candidates(building, fire.is_some());
    // The building as it is comes first: every loss is set against it.
    let changes: Vec<Option<&Change>> =
        std::iter::once(None).chain(candidates.iter().map(Some)).collect();
    let runs = match model {
        Model::Flow(_) => 1,
        Model::Crowd { runs, .. } => (*runs).max(1) as usize,
    };
    progress.begin(changes.len() * runs);
    // Each run of each change is a piece of work of its own, so that no core waits for the last.
    let found: Option<Vec<(Flow, Option<Seconds>)>> = (0..changes.len() * runs)
        .into_par_iter()
        .map(|piece| {
            let found = trial.predict(changes[piece / runs], (piece % runs) as u64, progress)?;
            progress.advance();
            (!progress.is_cancelled()).then_some(found)
        })
        .collect();
    let mut middles = Vec::with_capacity(changes.len());
    for of_one in found?.chunks_mut(runs) {
        of_one.sort_by_key(|(flow, _)| (flow.total, flow.stranded));
        let middle = &mut of_one[(runs - 1) / 2];
        middles.push((std::mem::take(&mut middle.0), middle.1));
    }
    let mut middles = middles.into_iter();
    let (base, _) = middles.next()?;
    let losses = candidates.iter().zip(middles).map(|(change, (flow, smoky))| Loss {
        change: change.clone(),
        total: flow.total,
        delta: flow.total - base.total,
        stranded: flow.stranded.saturating_sub(base.stranded),
        exposed: i64::from(flow.exposed) - i64::from(base.exposed),
        smoky,
    });
    let mut losses: Vec<Loss> = losses.collect();
    losses.sort_by(|a, b| {
        let worse = b.stranded.cmp(&a.stranded).then(b.delta.cmp(&a.delta));
        let worse = worse.then(b.exposed.cmp(&a.exposed));
        // Smoke that never comes is later than any.
        let sooner = a.smoky.is_none().cmp(&b.smoky.is_none()).then(a.smoky.cmp(&b.smoky));
        worse.then(sooner).then_with(|| a.change.cmp(&b.change))
    });
    Some(Swept { total: base.total, stranded: base.stranded, losses })
}

/// What stays the same from one change to the next.
struct Trial<'a> {
    building: &'a Building,
    network: Network,
    occupancy: &'a Occupancy,
    model: &'a Model,
    fire: Option<&'a Fire>,
    /// The smoke of the building as it is.
    smoke: Option<Arc<Smoke>>,
}

impl<'a> Trial<'a> {
    fn new(
        building: &'a Building,
        occupancy: &'a Occupancy,
        model: &'a Model,
        fire: Option<&'a Fire>,
    ) -> Self {
        let smoke = fire.map(|fire| Arc::new(Smoke::of(building, fire)));
        Self { building, network: Network::new(building), occupancy, model, fire, smoke }
    }

    /// How the building empties, and when smoke reaches the spaces that people use; nothing if it
    /// was cancelled.
    fn predict(
        &self,
        change: Option<&Change>,
        run: u64,
        progress: &Progress,
    ) -> Option<(Flow, Option<Seconds>)> {
        let mut closures = Closures::default();
        let (mut smoke, mut propped) = (self.smoke.clone(), None);
        match change {
            Some(Change::Lost(ElementId::Door(id))) => {
                closures.doors.insert(id.clone());
            }
            Some(Change::Lost(ElementId::Stair(id))) => {
                closures.stairs.insert(id.clone());
            }
            Some(Change::Propped(id)) => {
                let mut building = self.building.clone();
                if let Some(door) = building.door_mut(id) {
                    door.state = DoorState::ProppedOpen;
                }
                smoke = self.fire.map(|fire| Arc::new(Smoke::of(&building, fire)));
                propped = Some(building);
            }
            Some(Change::Lost(_)) | None => {}
        }
        let flow = match self.model {
            Model::Flow(settings) => {
                closures.doors.extend(settings.closures.doors.iter().cloned());
                closures.stairs.extend(settings.closures.stairs.iter().cloned());
                let settings = FlowSettings { closures, smoke: smoke.clone(), ..settings.clone() };
                predict_on(&self.network, self.building, self.occupancy, &settings)
            }
            Model::Crowd { settings, .. } => {
                closures.doors.extend(settings.closures.doors.iter().cloned());
                closures.stairs.extend(settings.closures.stairs.iter().cloned());
                let seed = settings.seed.wrapping_add(run);
                let smoke = smoke.clone();
                let settings =
                    Settings { seed, closures, smoke, record: false, ..settings.as_ref().clone() };
                let building = propped.as_ref().unwrap_or(self.building);
                walk(building, self.occupancy, &settings, progress)?
            }
        };
        let smoky = smoke.as_ref().and_then(|smoke| smoke.reaches(flow.used()));
        Some((flow, smoky))
    }
}

/// One run of the crowd; who is in smoke is looked for once a second.
fn walk(
    building: &Building,
    occupancy: &Occupancy,
    settings: &Settings,
    progress: &Progress,
) -> Option<Flow> {
    let smoke = settings.smoke.as_deref();
    let people = crowd::people(occupancy, settings);
    let mut exposed = vec![false; people.len()];
    let mut simulation = Simulation::new(building, &people, settings);
    let mut next = Seconds::ZERO;
    while !simulation.is_over() && simulation.time() < LONGEST {
        if progress.is_cancelled() {
            return None;
        }
        if let Some(smoke) = smoke
            && simulation.time() >= next
        {
            next += Seconds::new(1.0);
            for (agent, exposed) in simulation.agents().zip(&mut exposed) {
                let space = agent.space.filter(|_| agent.state != State::Out);
                let layer = space.and_then(|space| smoke.layer(&space, simulation.time()));
                *exposed |= layer.is_some_and(|layer| layer.is_smoky());
            }
        }
        simulation.step();
    }
    if let Some(smoke) = smoke {
        // Who can't get out stays where the smoke may still come.
        for (agent, exposed) in simulation.agents().zip(&mut exposed) {
            let stays = matches!(agent.state, State::Stranded(_));
            let space = agent.space.filter(|_| stays);
            *exposed |= space.is_some_and(|space| smoke.smoky_from(&space).is_some());
        }
    }
    let mut flow = simulation.flow();
    flow.exposed = exposed.iter().filter(|exposed| **exposed).count() as u32;
    Some(flow)
}
