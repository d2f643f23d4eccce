//! What is derived from a building, found again only when it has changed: at once where that is
//! quick, beside the window where the building is large.

use std::sync::Arc;

use eframe::egui::Context;

use super::outline;
use super::wish::{Scene, Selection};
use crate::app::beside::{Latest, Pace, Same};
use crate::building::problem::{Problem, problems};
use crate::building::{Building, Site};
use crate::drill::{Need, Scenario, needs};

/// A building of more elements than this is derived from beside the window: to wait for it at each
/// step of a drag would be felt.
const MANY: usize = 800;

/// Whether what follows from a building takes longer than a frame should.
fn is_large(building: &Building) -> bool {
    let of = |storey: &crate::building::Storey| {
        storey.spaces.len() + storey.doors.len() + storey.walls.len() + storey.equipment.len()
    };
    building.storeys.iter().map(of).sum::<usize>() > MANY
}

/// When what follows from a building is found: for a large one beside the window, and not before
/// what is `moving` lies still.
pub(super) fn pace(building: &Building, moving: bool) -> Pace {
    match (is_large(building), moving) {
        (false, _) => Pace::AtOnce,
        (true, false) => Pace::Beside,
        (true, true) => Pace::Later,
    }
}

/// The building with all that its problems, needs and outline depend on.
#[derive(Clone, PartialEq)]
struct Subject {
    building: Same<Building>,
    site: Site,
    scenarios: Vec<Same<Scenario>>,
}

/// What follows from a building.
#[derive(Clone, Default)]
pub(super) struct Derived {
    pub(super) problems: Arc<Vec<Problem>>,
    pub(super) needs: Arc<Vec<Need>>,
    pub(super) entries: Arc<Vec<outline::Entry>>,
    /// The elements that have a problem.
    pub(super) wrong: Arc<Selection>,
}

impl Derived {
    fn of(subject: &Subject) -> Self {
        let (building, site) = (&*subject.building.0, &subject.site);
        let scenarios: Vec<Arc<Scenario>> = subject.scenarios.iter().map(|s| s.0.clone()).collect();
        let problems = problems(building, site);
        Self {
            needs: Arc::new(needs(building, site, &scenarios, &problems)),
            entries: Arc::new(outline::entries(building, site)),
            wrong: Arc::new(problems.iter().map(|problem| problem.element.clone()).collect()),
            problems: Arc::new(problems),
        }
    }
}

/// The newest of it.
#[derive(Default)]
pub(super) struct Deriving(Latest<Subject, Derived>);

impl Deriving {
    /// What follows from the building of the scene, or from how it was a moment ago.
    /// Of a large building nothing is derived anew while something is `moving`.
    pub(super) fn newest(&mut self, ctx: &Context, scene: &Scene<'_>, moving: bool) -> Derived {
        let subject = Subject {
            building: Same(scene.building.clone()),
            site: scene.site.clone(),
            scenarios: scene.scenarios.iter().cloned().map(Same).collect(),
        };
        // Nothing of another building must show, not even for a moment.
        let another =
            self.0.newest().is_none_or(|(of, _)| of.building.0.id != subject.building.0.id);
        let pace = if another { Pace::AtOnce } else { pace(scene.building, moving) };
        self.0.ask(ctx, subject, pace, Derived::of);
        self.0.newest().map(|(_, derived)| derived.clone()).unwrap_or_default()
    }
}
