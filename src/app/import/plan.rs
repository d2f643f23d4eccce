//! One of the plans of a preview: its file, what is said of it, and what was found in it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::Context;

use super::work::Work;
use crate::building::{Point, Segment};
use crate::exchange::plan::{Options, PlanError, Proposal, Sheet, StoreyChoice};

/// A plan.
pub(super) struct Plan {
    /// Its file.
    pub(super) path: PathBuf,
    /// What the user says about reading it.
    pub(super) options: Options,
    /// How far it is turned, degrees.
    pub(super) turn: f64,
    /// The points on it that lie over the same points of the first plan, in its own metres.
    pub(super) points: Vec<Point>,
    /// What the user says about its storeys.
    pub(super) storeys: BTreeMap<usize, StoreyChoice>,
    /// What was found in it.
    pub(super) found: Option<Arc<Proposal>>,
    /// What went wrong with the newest options.
    pub(super) trouble: Option<PlanError>,
    work: Work,
}

impl Plan {
    /// A plan that is not read yet.
    pub(super) fn new(path: PathBuf) -> Self {
        Self {
            path,
            options: Options::default(),
            turn: 0.0,
            points: Vec::new(),
            storeys: BTreeMap::new(),
            found: None,
            trouble: None,
            work: Work::default(),
        }
    }

    /// The name of its file.
    pub(super) fn name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// Takes what has been found, and begins again where the options have changed. Whether there is
    /// something new.
    pub(super) fn hear(&mut self, ctx: &Context) -> bool {
        let Some(result) = self.work.answer(ctx, &self.path, &self.options) else { return false };
        match result {
            Ok(proposal) => {
                self.keep_points(&proposal);
                self.found = Some(Arc::new(proposal));
                self.trouble = None;
            }
            Err(error) => {
                self.found = None;
                self.trouble = Some(error);
            }
        }
        true
    }

    /// Points stay where they are on the plan when its scale changes.
    fn keep_points(&mut self, new: &Proposal) {
        let scale = |proposal: &Proposal| proposal.scale.map_or(1.0, |(metres, _)| metres);
        let Some(old) = &self.found else { return };
        let factor = scale(new) / scale(old);
        for point in &mut self.points {
            *point = Point::new(point.x * factor, point.y * factor);
        }
    }

    /// Whether it is being read.
    pub(super) const fn is_busy(&self) -> bool {
        self.work.is_busy()
    }

    /// The two points, once both are there.
    pub(super) fn pair(&self) -> Option<Segment> {
        match self.points.as_slice() {
            [a, b, ..] => Some(Segment::new(*a, *b)),
            _ => None,
        }
    }

    /// The plan among the others, once it is read.
    pub(super) fn sheet(&self) -> Option<Sheet> {
        let proposal = Arc::clone(self.found.as_ref()?);
        let storeys = self.storeys.clone();
        Some(Sheet { proposal, turn: self.turn, points: self.pair(), storeys })
    }
}
