//! Reading a plan beside the window.

use std::path::Path;
use std::sync::mpsc::Receiver;

use eframe::egui::Context;

use crate::app::beside::beside;
use crate::exchange::plan::{Options, PlanError, Proposal, Stop, import};

/// The import that is under way.
#[derive(Default)]
pub(super) struct Work {
    /// With what the newest began.
    options: Option<Options>,
    coming: Option<(Stop, Receiver<Result<Proposal, PlanError>>)>,
}

impl Work {
    /// What was found, once; begins again where the options are not those of the newest.
    pub(super) fn answer(
        &mut self,
        ctx: &Context,
        path: &Path,
        options: &Options,
    ) -> Option<Result<Proposal, PlanError>> {
        if self.options.as_ref() != Some(options) {
            self.stop();
            self.options = Some(options.clone());
            let stop = Stop::default();
            let (path, given, watched) = (path.to_owned(), options.clone(), stop.clone());
            let results = beside(ctx, move || import(&path, &given, &watched));
            self.coming = Some((stop, results));
        }
        let result = self.coming.as_ref()?.1.try_recv().ok()?;
        self.coming = None;
        Some(result)
    }

    /// Whether an import is under way.
    pub(super) const fn is_busy(&self) -> bool {
        self.coming.is_some()
    }

    fn stop(&self) {
        if let Some((stop, _)) = &self.coming {
            stop.stop();
        }
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        self.stop();
    }
}
