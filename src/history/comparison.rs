//! The drills of a scenario side by side: drills as columns, checkpoints as rows.

use std::collections::HashSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::Baseline;
use super::statistics::{mean, median};
use crate::drill::{Checkpoint, CheckpointId, Ending, Outcome, Record};
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

    /// Whether both are drills of one scenario in one building.
    fn is_of_the_kind_of(&self, other: &Self) -> bool {
        self.record.building.id == other.record.building.id
            && self.record.scenario.id == other.record.scenario.id
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
}

/// The drills of a scenario side by side.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The drills, oldest first.
    pub drills: Vec<Arc<Drill>>,
    /// The checkpoints in the order of the newest scenario, after them those that only older
    /// drills have; the first row is the total time.
    pub rows: Vec<Row>,
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
        let rows = all
            .into_par_iter()
            .map(|(id, checkpoint)| {
                let times = drills.iter().map(|drill| drill.time(&id)).collect();
                Row { id, checkpoint, times }
            })
            .collect();
        Self { drills, rows }
    }

    /// What the time of a row in the drill at `index` is set against; nothing where there is no
    /// such thing, as for the first drill of all.
    #[must_use]
    pub fn baseline(&self, row: &Row, index: usize, baseline: Baseline) -> Option<Seconds> {
        let drill = self.drills.get(index)?;
        match baseline {
            Baseline::Target => drill.target(&row.id),
            Baseline::Prediction => drill.prediction(&row.id),
            Baseline::Previous => self.before(row, index).next().map(Seconds::new),
            Baseline::Best => self.before(row, index).min_by(f64::total_cmp).map(Seconds::new),
            Baseline::Average => {
                mean(&self.before(row, index).take(WINDOW).collect::<Vec<_>>()).map(Seconds::new)
            }
            Baseline::Median => {
                median(&self.before(row, index).take(WINDOW).collect::<Vec<_>>()).map(Seconds::new)
            }
        }
    }

    /// How many drills before the one at `index` tell of a row: what best, average and median
    /// stand on, the last two on no more than the newest five of them.
    #[must_use]
    pub fn sample(&self, row: &Row, index: usize) -> usize {
        self.before(row, index).count()
    }

    /// By how much the time of a row in a drill differs from what it is set against; positive is
    /// slower.
    #[must_use]
    pub fn delta(&self, row: &Row, index: usize, baseline: Baseline) -> Option<Seconds> {
        let time = (*row.times.get(index)?)?;
        Some(time - self.baseline(row, index, baseline)?)
    }

    /// The times of a row in the counted drills before the one at `index`, newest first. Only
    /// drills of the same building and scenario: another scenario has checkpoints of the same name
    /// that stand for something else.
    fn before<'a>(&'a self, row: &'a Row, index: usize) -> impl Iterator<Item = f64> + 'a {
        let here = self.drills.get(index);
        let earlier = self.drills.iter().zip(&row.times).take(index).rev();
        let alike = earlier.filter(move |(drill, _)| {
            drill.counts() && here.is_some_and(|here| drill.is_of_the_kind_of(here))
        });
        alike.filter_map(|(_, time)| Some((*time)?.get()))
    }
}
