//! The check against the rules, made beside the window at each edit.

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::Context;

use super::derived::pace;
use super::wish::{Scene, Selection};
use crate::app::beside::{Latest, Pace, Same};
use crate::building::{Building, Site};
use crate::language::Message;
use crate::rules::{Examination, Finding, Text, Unchecked, examine};
use crate::store;

/// What was found, and by which pack.
pub(super) struct Found {
    pub(super) pack: Text,
    pub(super) note: Text,
    pub(super) findings: Vec<Finding>,
    pub(super) unchecked: Vec<Unchecked>,
    /// The elements with a finding that nobody has accepted.
    pub(super) open: Arc<Selection>,
}

/// What is checked; the check is made again when any of it changes.
#[derive(Clone, PartialEq)]
struct Subject {
    building: Same<Building>,
    site: Site,
    pack: String,
    root: PathBuf,
    /// How often the packs of the book were changed.
    edition: u32,
}

impl Subject {
    fn check(&self) -> Answer {
        let pack = store::rule_pack(&self.pack, Some(&self.root));
        let pack = pack.map_err(|error| error.message())?;
        let Examination { findings, unchecked } = examine(&self.building.0, &self.site, &pack);
        let open = findings.iter().filter(|finding| finding.waived.is_none());
        let open = Arc::new(open.map(|finding| finding.element.clone()).collect());
        Ok(Arc::new(Found { pack: pack.name, note: pack.note, findings, unchecked, open }))
    }
}

/// What was found, or why the pack can't be read.
pub(super) type Answer = Result<Arc<Found>, Message>;

/// The newest check and the one that is being made.
#[derive(Default)]
pub(super) struct Checking {
    latest: Latest<Subject, Answer>,
    edition: u32,
}

impl Checking {
    /// The newest answer about this building; begins a new check where it is not about the scene.
    /// A large building is not checked anew while something is `moving`.
    pub(super) fn answer(
        &mut self,
        ctx: &Context,
        scene: &Scene<'_>,
        moving: bool,
    ) -> Option<Answer> {
        let subject = Subject {
            building: Same(scene.building.clone()),
            site: scene.site.clone(),
            pack: scene.rule_pack.to_owned(),
            root: scene.root.to_owned(),
            edition: self.edition,
        };
        // The routes that the rules need take longer than a frame in any building.
        let pace = match pace(scene.building, moving) {
            Pace::Later => Pace::Later,
            Pace::AtOnce | Pace::Beside => Pace::Beside,
        };
        self.latest.ask(ctx, subject, pace, Subject::check);
        let (of, answer) = self.latest.newest()?;
        // What was found in another building would be taken for this one's.
        let same = of.building.0.id == scene.building.id && of.pack == scene.rule_pack;
        same.then(|| answer.clone())
    }

    /// Whether a check is being made.
    pub(super) const fn is_busy(&self) -> bool {
        self.latest.is_busy()
    }

    /// Has the pack read again: its file has changed.
    pub(super) const fn read_again(&mut self) {
        self.edition += 1;
    }
}
