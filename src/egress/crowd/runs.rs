//! Whole runs: one, or many with other seeds on all cores.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use super::{Fetched, Look, Settings, Simulation, State, Stranding, people};
use crate::building::{Building, SpaceId};
use crate::egress::flow::{Flow, Occupancy};
use crate::egress::sweep::Progress;
use crate::units::Seconds;

/// Between two frames of a recording, s.
const FRAME: f64 = 0.5;
/// No run is longer than this: six hours.
const LONGEST: f64 = 21_600.0;

/// Where somebody was in a frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// On the plan of the storey, m.
    pub x: f32,
    /// On the plan of the storey, m.
    pub y: f32,
    /// The storey, by its place in the building's list.
    pub storey: u16,
    /// m/s.
    pub speed: f32,
    /// Whether they have begun to walk.
    pub walking: bool,
    /// The person's number.
    pub who: u32,
}

/// Where everybody was who was not out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Frame {
    /// When.
    pub at: Seconds,
    /// The people.
    pub places: Vec<Place>,
}

/// How a crowd left a building.
#[derive(Clone, Debug, Default)]
pub struct CrowdRun {
    /// The seed that it began with.
    pub seed: u64,
    /// How the building emptied, as the hydraulic model says it.
    pub flow: Flow,
    /// Who could not get out, from where and why.
    pub stranded: BTreeMap<(SpaceId, Stranding), u32>,
    /// Steps of one person that were worked out.
    pub agent_steps: u64,
    /// How long working it out took.
    pub wall: Seconds,
    /// How those were fetched who had helpers.
    pub fetched: Vec<Fetched>,
    /// How many turned back before smoke.
    pub turned_back: u32,
    /// How many walked into smoke that turns people back, because no other way led out.
    pub through_smoke: u32,
    /// What one sees each person to be, by their number, if where they were was to be kept.
    pub looks: Vec<Look>,
    /// Where everybody was, if that was to be kept.
    pub frames: Vec<Frame>,
}

/// Many runs of the same building.
#[derive(Clone, Debug, Default)]
pub struct Spread {
    /// The run in the middle by its total.
    pub median: CrowdRun,
    /// The totals of all runs, the shortest first.
    pub totals: Vec<Seconds>,
    /// Steps of one person over all runs.
    pub agent_steps: u64,
    /// How long all of them took together.
    pub wall: Seconds,
}

impl CrowdRun {
    /// Where everybody was at a moment, by the last frame before it; nothing where no frames were
    /// kept.
    #[must_use]
    pub fn frame_at(&self, moment: Seconds) -> Option<&Frame> {
        let after = self.frames.partition_point(|frame| frame.at <= moment);
        self.frames.get(after.saturating_sub(1))
    }
}

impl Spread {
    /// The mean total.
    #[must_use]
    pub fn mean(&self) -> Seconds {
        self.totals.iter().copied().sum::<Seconds>() * (1.0 / self.totals.len().max(1) as f64)
    }

    /// The total that a share of the runs, 0 to 1, does not exceed.
    #[must_use]
    pub fn quantile(&self, share: f64) -> Seconds {
        let last = self.totals.len().saturating_sub(1);
        let at = (share.clamp(0.0, 1.0) * self.totals.len() as f64).ceil() as usize;
        self.totals.get(at.saturating_sub(1).min(last)).copied().unwrap_or_default()
    }
}

/// One run to its end.
#[must_use]
pub fn run(building: &Building, occupancy: &Occupancy, settings: &Settings) -> CrowdRun {
    let progress = Progress::default();
    run_until(building, occupancy, settings, &progress).unwrap_or_default()
}

fn run_until(
    building: &Building,
    occupancy: &Occupancy,
    settings: &Settings,
    progress: &Progress,
) -> Option<CrowdRun> {
    let begun = Instant::now();
    let people = people(occupancy, settings);
    let mut simulation = Simulation::new(building, &people, settings);
    // Who is in no space of this building is nobody, and has no number.
    let recorded = if settings.record { &people[..] } else { &[] };
    let here = recorded.iter().filter(|person| building.space(&person.space).is_some());
    let looks = here.map(Look::of).collect();
    let mut frames = Vec::new();
    let mut next = 0.0;
    while !simulation.is_over() && simulation.time().get() < LONGEST {
        if progress.is_cancelled() {
            return None;
        }
        if settings.record && simulation.time().get() >= next {
            next += FRAME;
            frames.push(simulation.frame());
        }
        simulation.step();
    }
    simulation.give_up();
    let (turned_back, through_smoke) = simulation.turned_back();
    Some(CrowdRun {
        seed: settings.seed,
        flow: simulation.flow(),
        stranded: simulation.stranded(),
        agent_steps: simulation.agent_steps(),
        wall: Seconds::from(begun.elapsed()),
        fetched: simulation.fetched(),
        turned_back,
        through_smoke,
        looks,
        frames,
    })
}

/// So many runs on all cores, with one seed after the other from that of the settings on. Where
/// everybody was is kept of the run in the middle alone, which is made once more for it. Nothing if
/// it was cancelled.
#[must_use]
pub fn runs(
    building: &Building,
    occupancy: &Occupancy,
    settings: &Settings,
    count: u32,
    progress: &Progress,
) -> Option<Spread> {
    many(building, occupancy, settings, count, progress, None)
}

/// As [`runs`], and each run is `seen` with where everybody was, before that is let go. It is seen on
/// the thread that made it, so in any order.
#[must_use]
pub fn runs_seen(
    building: &Building,
    occupancy: &Occupancy,
    settings: &Settings,
    count: u32,
    progress: &Progress,
    seen: &(dyn Fn(&CrowdRun) + Sync),
) -> Option<Spread> {
    many(building, occupancy, settings, count, progress, Some(seen))
}

fn many(
    building: &Building,
    occupancy: &Occupancy,
    settings: &Settings,
    count: u32,
    progress: &Progress,
    seen: Option<&(dyn Fn(&CrowdRun) + Sync)>,
) -> Option<Spread> {
    let begun = Instant::now();
    let count = count.max(1) as usize;
    progress.begin(count + usize::from(settings.record));
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(count));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads.min(count) {
            scope.spawn(|| {
                while !progress.is_cancelled() {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= count {
                        break;
                    }
                    let seed = settings.seed.wrapping_add(number as u64);
                    let record = settings.record && seen.is_some();
                    let settings = Settings { seed, record, ..settings.clone() };
                    let Some(mut run) = run_until(building, occupancy, &settings, progress) else {
                        break;
                    };
                    if let Some(seen) = seen {
                        seen(&run);
                        run.frames = Vec::new();
                    }
                    if let Ok(mut done) = done.lock() {
                        done.push((number, run));
                    }
                    progress.advance();
                }
            });
        }
    });
    if progress.is_cancelled() {
        return None;
    }
    let mut done = done.into_inner().ok()?;
    done.sort_by(|a, b| a.1.flow.total.cmp(&b.1.flow.total).then(a.0.cmp(&b.0)));
    let totals = done.iter().map(|(_, run)| run.flow.total).collect();
    let agent_steps = done.iter().map(|(_, run)| run.agent_steps).sum();
    let mut median = done.swap_remove((done.len() - 1) / 2).1;
    if settings.record {
        let settings = Settings { seed: median.seed, ..settings.clone() };
        median = run_until(building, occupancy, &settings, progress)?;
        progress.advance();
    }
    Some(Spread { median, totals, agent_steps, wall: Seconds::from(begun.elapsed()) })
}

impl Simulation {
    /// Where everybody is who is not out.
    #[must_use]
    pub fn frame(&self) -> Frame {
        let places = (0..).zip(self.agents()).filter(|(_, agent)| agent.state != State::Out);
        let places = places.map(|(who, agent)| Place {
            x: agent.at.x as f32,
            y: agent.at.y as f32,
            storey: self.storeys.iter().position(|id| *id == agent.storey).unwrap_or(0) as u16,
            speed: agent.speed as f32,
            walking: agent.state == State::Walking,
            who,
        });
        Frame { at: self.time(), places: places.collect() }
    }
}
