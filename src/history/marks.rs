//! How drills were marked, as rows beside their times.

use std::sync::Arc;

use super::comparison::{Earlier, earlier, of_newest, values_before};
use super::{Baseline, Drill};
use crate::drill::SectionId;
use crate::language::Wording;

/// A mark over all drills, of 100.
#[derive(Clone, Debug)]
pub struct MarkRow {
    /// The section of the sheet; nothing for the whole of it.
    pub section: Option<(SectionId, Wording)>,
    /// How each drill was marked.
    pub scores: Vec<Option<f64>>,
    /// What the counted drills before each of them came to.
    earlier: Vec<Earlier>,
}

impl MarkRow {
    /// The whole, then the sections of the newest sheet; nothing where no drill was marked.
    pub(super) fn of(drills: &[Arc<Drill>], before: &[Option<usize>]) -> Vec<Self> {
        let markings = || drills.iter().map(|drill| drill.record.marking.as_ref());
        let whole: Vec<Option<f64>> =
            markings().map(|marking| marking.and_then(|marking| marking.score())).collect();
        let Some(newest) = whole.iter().rposition(Option::is_some) else { return Vec::new() };
        let row = |section, scores: Vec<Option<f64>>| {
            let earlier = earlier(&scores, before, f64::max);
            Self { section, scores, earlier }
        };
        let mut rows = vec![row(None, whole)];
        let sheet = drills.get(newest).and_then(|drill| drill.record.marking.as_ref());
        for section in sheet.iter().flat_map(|marking| &marking.sheet.sections) {
            // The section as that day's sheet had it: its weights may have changed since.
            let scores = markings().map(|marking| {
                let marking = marking?;
                let own = marking.sheet.sections.iter().find(|own| own.id == section.id)?;
                marking.section_score(own)
            });
            let named = (section.id.clone(), section.name.clone());
            rows.push(row(Some(named), scores.collect()));
        }
        rows
    }

    /// What the mark of the drill at `index` is set against.
    pub(super) fn baseline(
        &self,
        before: &[Option<usize>],
        index: usize,
        baseline: Baseline,
    ) -> Option<f64> {
        match baseline {
            Baseline::Best => self.earlier.get(index)?.best,
            _ => of_newest(values_before(&self.scores, before, index), baseline),
        }
    }

    /// How many drills before the one at `index` were marked.
    #[must_use]
    pub fn sample(&self, index: usize) -> usize {
        self.earlier.get(index).map_or(0, |earlier| earlier.count)
    }
}
