//! Predictions and sweeps, made beside the window.

use std::sync::Arc;
use std::sync::mpsc::Receiver;

use eframe::egui::Context;

use crate::app::beside::beside;
use crate::building::problem::{Problem, errors};
use crate::building::{Building, Closures, Network, Routes, Site};
use crate::drill::{Prediction, Record, Scenario};
use crate::egress::crowd::{CrowdRun, Settings, Spread, runs, runs_seen};
use crate::egress::flow::{Flow, FlowSettings, predict_on};
use crate::egress::heat::{Heat, HeatQuantile, MOST_FOLLOWED, Over, OverRuns};
use crate::egress::smoke::Smoke;
use crate::egress::sweep::{Model, Progress, Swept, sweep};
use crate::egress::{Overfull, overfull};
use crate::history::{Drill, Fit, NoFit, calibrate};
use crate::language::Choice;

/// What a prediction was made from; it is made again when any of it changes.
#[derive(Clone)]
pub(super) struct Subject {
    pub(super) building: Arc<Building>,
    pub(super) scenario: Arc<Scenario>,
    pub(super) site: Site,
}

impl Subject {
    fn is(&self, other: &Self) -> bool {
        let same = |a: &Arc<Building>, b: &Arc<Building>| Arc::ptr_eq(a, b) || a == b;
        same(&self.building, &other.building)
            && (Arc::ptr_eq(&self.scenario, &other.scenario) || self.scenario == other.scenario)
            && self.site == other.site
    }
}

/// A prediction with all that is drawn of it.
pub(super) struct Answer {
    pub(super) subject: Subject,
    /// The building with the scenario's failures.
    pub(super) staged: Building,
    pub(super) network: Network,
    pub(super) routes: Routes,
    pub(super) flow: Flow,
    pub(super) prediction: Prediction,
    pub(super) people: u32,
    /// Spaces that can't hold their people.
    pub(super) overfull: Vec<Overfull>,
    /// What makes the prediction wrong.
    pub(super) errors: Vec<Problem>,
    /// What the assumed fire does; nothing where none is assumed.
    pub(super) smoke: Option<InSmoke>,
}

/// How the building empties in the smoke of the assumed fire.
pub(super) struct InSmoke {
    pub(super) smoke: Arc<Smoke>,
    pub(super) flow: Flow,
}

impl Answer {
    fn of(subject: Subject) -> Self {
        let staged = subject.scenario.staged(&subject.building);
        let network = Network::new(&staged);
        let routes = network.routes(&Closures::default());
        let occupancy = subject.scenario.occupancy(&staged);
        let settings = subject.scenario.flow_settings();
        let flow = predict_on(&network, &staged, &occupancy, &settings);
        let prediction = Prediction::from_flow(&subject.scenario, &staged, &subject.site, &flow);
        let people = flow.people;
        let overfull = overfull(&staged, &occupancy);
        let errors = errors(&staged);
        let smoke = subject.scenario.design_fire().map(|fire| {
            let smoke = Arc::new(Smoke::of(&staged, &fire));
            let settings = FlowSettings { smoke: Some(Arc::clone(&smoke)), ..settings };
            InSmoke { smoke, flow: predict_on(&network, &staged, &occupancy, &settings) }
        });
        Self { subject, staged, network, routes, flow, prediction, people, overfull, errors, smoke }
    }
}

/// The newest prediction and the one that is being made.
#[derive(Default)]
pub(super) struct Work {
    answer: Option<Arc<Answer>>,
    coming: Option<(Subject, Receiver<Arc<Answer>>)>,
}

impl Work {
    /// The newest prediction; begins a new one where it is not about `subject`.
    pub(super) fn answer(&mut self, ctx: &Context, subject: &Subject) -> Option<Arc<Answer>> {
        if let Some((_, answers)) = &self.coming
            && let Ok(answer) = answers.try_recv()
        {
            self.answer = Some(answer);
            self.coming = None;
        }
        let known = self.answer.as_ref().is_some_and(|answer| answer.subject.is(subject));
        if !known && self.coming.is_none() {
            let given = subject.clone();
            let answers = beside(ctx, move || Arc::new(Answer::of(given)));
            self.coming = Some((subject.clone(), answers));
        }
        // An answer about another scenario would be taken for this one's.
        let scenario = &subject.scenario.id;
        self.answer.clone().filter(|answer| answer.subject.scenario.id == *scenario)
    }

    /// Whether a prediction is being made.
    pub(super) const fn is_busy(&self) -> bool {
        self.coming.is_some()
    }
}

/// Work that takes long: made beside the window, with its progress, and cancelled with it.
pub(super) struct Task<T> {
    /// What it is about.
    pub(super) answer: Arc<Answer>,
    progress: Arc<Progress>,
    results: Receiver<Option<T>>,
    /// What was found.
    pub(super) found: Option<T>,
    /// Whether it still runs.
    pub(super) running: bool,
}

impl<T: Send + 'static> Task<T> {
    fn start(
        ctx: &Context,
        answer: &Arc<Answer>,
        work: impl FnOnce(&Answer, &Progress) -> Option<T> + Send + 'static,
    ) -> Self {
        let progress = Arc::new(Progress::default());
        let (about, shared) = (Arc::clone(answer), Arc::clone(&progress));
        let results = beside(ctx, move || work(&about, &shared));
        Self { answer: Arc::clone(answer), progress, results, found: None, running: true }
    }

    /// Takes the result when it is there.
    pub(super) fn hear(&mut self) {
        if self.running
            && let Ok(found) = self.results.try_recv()
        {
            self.found = found;
            self.running = false;
        }
    }
}

impl<T> Task<T> {
    /// How many parts are done, of how many.
    pub(super) fn so_far(&self) -> (usize, usize) {
        self.progress.so_far()
    }

    pub(super) fn cancel(&self) {
        self.progress.cancel();
    }
}

impl<T> Drop for Task<T> {
    fn drop(&mut self) {
        self.progress.cancel();
    }
}

/// Every loss in turn.
pub(super) struct Sweep {
    pub(super) task: Task<Swept>,
    /// What was asked for.
    pub(super) asked: SweepSettings,
}

/// How a sweep is made.
#[derive(Clone, Copy)]
pub(super) struct SweepSettings {
    pub(super) in_smoke: bool,
    /// Whether the crowd walks instead of the hydraulic model.
    pub(super) by_crowd: bool,
    /// How many times the crowd walks for each loss.
    pub(super) runs: u32,
}

impl Sweep {
    pub(super) fn start(ctx: &Context, answer: &Arc<Answer>, asked: SweepSettings) -> Self {
        let task = Task::start(ctx, answer, move |answer, progress| {
            let scenario = &answer.subject.scenario;
            let occupancy = scenario.occupancy(&answer.staged);
            let fire = scenario.design_fire().filter(|_| asked.in_smoke);
            let model = if asked.by_crowd {
                Model::Crowd { settings: Box::new(scenario.crowd_settings()), runs: asked.runs }
            } else {
                Model::Flow(scenario.flow_settings())
            };
            sweep(&answer.staged, &occupancy, &model, fire.as_ref(), progress)
        });
        Self { task, asked }
    }
}

/// Everybody walking: many runs, and what the one in the middle left on the floor.
pub(super) struct Walk {
    pub(super) spread: Spread,
    pub(super) heat: Heat,
    /// What several runs left on it: the median and the 95 % quantile.
    pub(super) over: Vec<(Over, HeatQuantile)>,
    /// How many walk in smoke in that run, where there is any.
    pub(super) exposed: Option<u32>,
}

impl Task<Walk> {
    /// Lets everybody walk, so many times, in the smoke of the assumed fire if that is asked for.
    pub(super) fn walk(ctx: &Context, answer: &Arc<Answer>, count: u32, in_smoke: bool) -> Self {
        Self::start(ctx, answer, move |answer, progress| {
            let scenario = &answer.subject.scenario;
            let occupancy = scenario.occupancy(&answer.staged);
            let record = answer.people <= MOST_FOLLOWED;
            let smoke = answer.smoke.as_ref().filter(|_| in_smoke);
            let smoke = smoke.map(|in_smoke| Arc::clone(&in_smoke.smoke));
            let settings = Settings { record, smoke, ..scenario.crowd_settings() };
            let floors = OverRuns::default();
            let see = |run: &CrowdRun| {
                if let Some(heat) = Heat::of(&answer.staged, run, progress) {
                    floors.add(heat, &run.flow);
                }
            };
            let several = record && count > 1;
            let spread = if several {
                runs_seen(&answer.staged, &occupancy, &settings, count, progress, &see)?
            } else {
                runs(&answer.staged, &occupancy, &settings, count, progress)?
            };
            let quantile = |over: &Over| Some((*over, floors.quantile(over.share()?)?));
            let over = Over::ALL.iter().filter_map(quantile).collect();
            let heat = Heat::of(&answer.staged, &spread.median, progress)?;
            let smoke = settings.smoke.as_deref();
            let exposed = smoke.map(|smoke| heat.exposed(&answer.staged, &spread.median, smoke));
            Some(Walk { spread, heat, over, exposed })
        })
    }
}

/// The model being fitted to past drills.
pub(super) type Fitting = Task<Result<Fit, NoFit>>;

impl Fitting {
    /// Fits the model to the drills of the building among these records.
    pub(super) fn fit(ctx: &Context, answer: &Arc<Answer>, records: Vec<Arc<Record>>) -> Self {
        Self::start(ctx, answer, move |answer, progress| {
            let building = &answer.subject.building.id;
            let own = records.iter().filter(|record| record.building.id == *building);
            let drills: Vec<Arc<Drill>> = own.map(|record| Arc::new(Drill::of(record))).collect();
            Some(calibrate(&drills, building, progress))
        })
    }
}
