//! The drills of a scenario side by side: drills as columns, checkpoints as rows.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::marks::MarkRow;
use super::statistics::{mean, median};
use super::{Against, Baseline};
use crate::drill::{Checkpoint, CheckpointId, Ending, Outcome, Record, RecordId};
use crate::units::Seconds;

/// Over how many drills before an average or a median is taken, unless another number is asked for.
const WINDOW: usize = 5;

/// The id of the row with the total time, which is no checkpoint of a scenario.
pub const TOTAL: &str = "total";

/// A drill with what it came to.
#[derive(Clone, Debug)]
pub struct Drill {
    /// Its record.
    pub record: Arc<Record>,
    /// What it came to.
    pub outcome: Outcome,
}

impl Drill {
    /// A record with its outcome.
    #[must_use]
    pub fn of(record: &Arc<Record>) -> Self {
        let outcome = Outcome::of(&record.scenario, &record.events);
        Self { record: Arc::clone(record), outcome }
    }

    /// Whether it counts for best, average and median: people were timed, and to the end.
    #[must_use]
    pub fn counts(&self) -> bool {
        !self.record.rehearsal && self.record.ending == Ending::Finished
    }

    /// Whether it became a real emergency: its times are kept, and set against nothing.
    #[must_use]
    pub fn is_emergency(&self) -> bool {
        self.record.ending == Ending::RealEmergency
    }

    fn time(&self, id: &CheckpointId) -> Option<Seconds> {
        if id.as_str() == TOTAL { self.outcome.total } else { self.outcome.time(id) }
    }

    fn target(&self, id: &CheckpointId) -> Option<Seconds> {
        self.record.scenario.checkpoint(id)?.target
    }

    fn prediction(&self, id: &CheckpointId) -> Option<Seconds> {
        let prediction = self.record.prediction.as_ref()?;
        if id.as_str() == TOTAL {
            return Some(prediction.total);
        }
        prediction.times.iter().find(|time| time.checkpoint == *id).map(|time| time.at)
    }
}

/// A checkpoint over all drills.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its id; [`TOTAL`] for the total time.
    pub id: CheckpointId,
    /// The checkpoint as the newest drill that has it has it; nothing for the total time.
    pub checkpoint: Option<Checkpoint>,
    /// When it was reached in each drill.
    pub times: Vec<Option<Seconds>>,
    /// The same in s.
    values: Vec<Option<f64>>,
    /// What the counted drills before each of them came to.
    earlier: Vec<Earlier>,
}

/// What the counted drills before a drill tell of a row.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Earlier {
    /// How many of them have a value.
    pub(super) count: usize,
    /// The best of their values.
    pub(super) best: Option<f64>,
}

/// For each drill, what the counted ones before it tell. `before` gives the newest of them.
pub(super) fn earlier(
    values: &[Option<f64>],
    before: &[Option<usize>],
    better: fn(f64, f64) -> f64,
) -> Vec<Earlier> {
    let mut all: Vec<Earlier> = Vec::with_capacity(values.len());
    for before in before {
        let told = before.and_then(|at| Some((all.get(at)?, *values.get(at)?)));
        all.push(match told {
            Some((sum, Some(value))) => {
                let best = sum.best.map_or(value, |best| better(best, value));
                Earlier { count: sum.count + 1, best: Some(best) }
            }
            Some((sum, None)) => *sum,
            None => Earlier::default(),
        });
    }
    all
}

/// The values of the counted drills before the one at `index`, newest first.
pub(super) fn values_before<'a>(
    values: &'a [Option<f64>],
    before: &'a [Option<usize>],
    index: usize,
) -> impl Iterator<Item = f64> + 'a {
    let next = |at: &usize| before.get(*at).copied().flatten();
    std::iter::successors(next(&index), next).filter_map(|at| values.get(at).copied().flatten())
}

/// The average or the median of the newest of them, or the newest alone.
pub(super) fn of_newest(before: impl Iterator<Item = f64>, baseline: Baseline) -> Option<f64> {
    let newest: Vec<f64> = before.take(WINDOW).collect();
    match baseline {
        Baseline::Previous => newest.first().copied(),
        Baseline::Average => mean(&newest),
        Baseline::Median => median(&newest),
        Baseline::Target | Baseline::Prediction | Baseline::Best => None,
    }
}

/// The drills of a scenario side by side.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The drills, oldest first.
    pub drills: Vec<Arc<Drill>>,
    /// The checkpoints in the order of the newest scenario, after them those that only older
    /// drills have; the first row is the total time.
    pub rows: Vec<Row>,
    /// How they were marked: the whole, then the sections of the newest sheet; nothing where no
    /// drill was.
    pub marks: Vec<MarkRow>,
    /// For each drill, the place of the newest one before it that counts.
    before: Vec<Option<usize>>,
}

impl Comparison {
    /// Compares records; they need not be in order.
    pub fn of<'a>(records: impl IntoIterator<Item = &'a Arc<Record>>) -> Self {
        let records: Vec<&Arc<Record>> = records.into_iter().collect();
        Self::between(records.into_par_iter().map(|record| Arc::new(Drill::of(record))).collect())
    }

    /// Compares drills; they need not be in order.
    #[must_use]
    pub fn between(mut drills: Vec<Arc<Drill>>) -> Self {
        drills.sort_by_key(|drill| drill.record.started);
        let mut checkpoints: Vec<Checkpoint> = Vec::new();
        // Most drills share their scenario with others.
        let mut seen = HashSet::new();
        for drill in drills.iter().rev() {
            let scenario = &drill.record.scenario;
            if !seen.insert(Arc::as_ptr(scenario)) {
                continue;
            }
            for checkpoint in &scenario.checkpoints {
                if !checkpoints.iter().any(|known| known.id == checkpoint.id) {
                    checkpoints.push(checkpoint.clone());
                }
            }
        }
        let total = (CheckpointId::new(TOTAL), None);
        let named = checkpoints.into_iter().map(|c| (c.id.clone(), Some(c)));
        let all: Vec<_> = std::iter::once(total).chain(named).collect();
        let before = counted_before(&drills);
        let row = |(id, checkpoint)| {
            let times: Vec<Option<Seconds>> = drills.iter().map(|drill| drill.time(&id)).collect();
            let values: Vec<Option<f64>> =
                times.iter().map(|time| time.map(Seconds::get)).collect();
            let earlier = earlier(&values, &before, f64::min);
            Row { id, checkpoint, times, values, earlier }
        };
        let rows = all.into_par_iter().map(row).collect();
        let marks = MarkRow::of(&drills, &before);
        Self { drills, rows, marks, before }
    }

    /// What the time of a row in the drill at `index` is set against; nothing where there is no
    /// such thing, as for the first drill of all, and for a real emergency.
    #[must_use]
    pub fn baseline(&self, row: &Row, index: usize, baseline: Baseline) -> Option<Seconds> {
        let drill = self.drills.get(index).filter(|drill| !drill.is_emergency())?;
        match baseline {
            Baseline::Target => drill.target(&row.id),
            Baseline::Prediction => drill.prediction(&row.id),
            Baseline::Best => row.earlier.get(index)?.best.map(Seconds::new),
            Baseline::Previous | Baseline::Average | Baseline::Median => {
                let before = values_before(&row.values, &self.before, index);
                of_newest(before, baseline).map(Seconds::new)
            }
        }
    }

    /// What the mark of a drill is set against. Nothing is aimed at or predicted, and a real
    /// emergency is no drill.
    #[must_use]
    pub fn mark_baseline(&self, row: &MarkRow, index: usize, baseline: Baseline) -> Option<f64> {
        self.drills.get(index).filter(|drill| !drill.is_emergency())?;
        row.baseline(&self.before, index, baseline)
    }

    /// What the time of a row in the drill at `index` is set against in a table. Another drill has
    /// something to say only where it is of the same building and scenario.
    #[must_use]
    pub fn against(&self, row: &Row, index: usize, against: Against) -> Option<Seconds> {
        match against {
            Against::Baseline(baseline) => self.baseline(row, index, baseline),
            Against::Drill(other) => self.of_its_kind(&row.times, index, other),
        }
    }

    /// What the mark of a drill is set against in a table.
    #[must_use]
    pub fn mark_against(&self, row: &MarkRow, index: usize, against: Against) -> Option<f64> {
        match against {
            Against::Baseline(baseline) => self.mark_baseline(row, index, baseline),
            Against::Drill(other) => self.of_its_kind(&row.scores, index, other),
        }
    }

    /// The value of another drill, where both are drills of one scenario in one building.
    fn of_its_kind<T: Copy>(&self, of: &[Option<T>], index: usize, other: usize) -> Option<T> {
        let kind = |at: usize| {
            let drill = self.drills.get(at).filter(|drill| !drill.is_emergency())?;
            Some((&drill.record.building.id, &drill.record.scenario.id))
        };
        let comparable = other != index && kind(index).is_some() && kind(index) == kind(other);
        of.get(other).copied().flatten().filter(|_| comparable)
    }

    /// The place of a drill; of the newest where nothing else is asked for or it is not among them.
    #[must_use]
    pub fn place_of(&self, record: Option<&RecordId>) -> usize {
        let place = self.drills.iter().position(|drill| Some(&drill.record.id) == record);
        place.unwrap_or(self.drills.len().saturating_sub(1))
    }

    /// How many drills before the one at `index` tell of a row: what best, average and median
    /// stand on, the last two on no more than the newest five of them.
    #[must_use]
    pub fn sample(&self, row: &Row, index: usize) -> usize {
        row.earlier.get(index).map_or(0, |earlier| earlier.count)
    }

    /// By how much the time of a row in a drill differs from what it is set against; positive is
    /// slower.
    #[must_use]
    pub fn delta(&self, row: &Row, index: usize, baseline: Baseline) -> Option<Seconds> {
        let time = (*row.times.get(index)?)?;
        Some(time - self.baseline(row, index, baseline)?)
    }
}

/// For each drill, the place of the newest one before it that counts. Only drills of the same
/// building and scenario: another scenario has checkpoints of the same name that stand for
/// something else.
fn counted_before(drills: &[Arc<Drill>]) -> Vec<Option<usize>> {
    let mut newest = HashMap::new();
    let mut before = Vec::with_capacity(drills.len());
    for (index, drill) in drills.iter().enumerate() {
        let kind = (&drill.record.building.id, &drill.record.scenario.id);
        before.push(newest.get(&kind).copied());
        if drill.counts() {
            newest.insert(kind, index);
        }
    }
    before
}
