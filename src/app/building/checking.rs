//! The check against the rules, made beside the window at each edit.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use eframe::egui::Context;

use super::wish::Scene;
use crate::app::beside::beside;
use crate::building::{Building, Site};
use crate::language::Message;
use crate::rules::{Finding, Text, check};
use crate::store;

/// What was found, and by which pack.
pub(super) struct Found {
    pub(super) pack: Text,
    pub(super) note: Text,
    pub(super) findings: Vec<Finding>,
}

/// What is checked; the check is made again when any of it changes.
#[derive(Clone)]
struct Subject {
    building: Arc<Building>,
    site: Site,
    pack: String,
    root: PathBuf,
}

impl Subject {
    fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.building, &other.building)
            && self.site == other.site
            && self.pack == other.pack
            && self.root == other.root
    }

    fn check(&self) -> Answer {
        let pack = store::rule_pack(&self.pack, Some(&self.root));
        let pack = pack.map_err(|error| error.message())?;
        let findings = check(&self.building, &self.site, &pack);
        Ok(Arc::new(Found { pack: pack.name, note: pack.note, findings }))
    }
}

/// What was found, or why the pack can't be read.
pub(super) type Answer = Result<Arc<Found>, Message>;

/// The newest check and the one that is being made.
#[derive(Default)]
pub(super) struct Checking {
    newest: Option<(Subject, Answer)>,
    coming: Option<(Subject, Receiver<Answer>)>,
}

impl Checking {
    /// The newest answer about this building; begins a new check where it is not about the scene.
    pub(super) fn answer(&mut self, ctx: &Context, scene: &Scene<'_>) -> Option<Answer> {
        if let Some((subject, answers)) = &self.coming
            && let Ok(answer) = answers.try_recv()
        {
            self.newest = Some((subject.clone(), answer));
            self.coming = None;
        }
        let subject = Subject {
            building: scene.building.clone(),
            site: scene.site.clone(),
            pack: scene.rule_pack.to_owned(),
            root: scene.root.to_owned(),
        };
        let known = self.newest.as_ref().is_some_and(|(of, _)| of.is(&subject));
        if !known && self.coming.is_none() {
            let given = subject.clone();
            self.coming = Some((subject.clone(), beside(ctx, move || given.check())));
        }
        let newest = self.newest.as_ref();
        // What was found in another building would be taken for this one's.
        let same = newest.filter(|(of, _)| of.building.id == subject.building.id);
        same.filter(|(of, _)| of.pack == subject.pack).map(|(_, answer)| answer.clone())
    }

    /// Whether a check is being made.
    pub(super) const fn is_busy(&self) -> bool {
        self.coming.is_some()
    }
}
