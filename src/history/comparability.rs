//! Which drills compare with one of them, and why the others do not.

use rayon::prelude::*;

use super::{Comparison, differences};
use crate::language::Message;

/// Which drills compare with one of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparability {
    /// The place of the drill that the others are set beside.
    pub reference: usize,
    /// For each drill, why its times can't be set beside those of the reference; nothing where
    /// they can.
    pub obstacles: Vec<Vec<Message>>,
    /// Every reason with how many drills it keeps apart, the most frequent first.
    pub reasons: Vec<(Message, usize)>,
}

impl Comparability {
    /// Sets every drill of a comparison beside the one at `reference`.
    #[must_use]
    pub fn with(comparison: &Comparison, reference: usize) -> Self {
        let Some(with) = comparison.drills.get(reference) else { return Self::default() };
        let obstacles = comparison.drills.par_iter().enumerate().map(|(index, drill)| {
            let (older, newer) = if index < reference { (drill, with) } else { (with, drill) };
            let found = differences(&older.record, &newer.record).into_iter();
            found.filter(|difference| difference.matters).map(|found| found.message).collect()
        });
        let obstacles: Vec<Vec<Message>> = obstacles.collect();
        let mut reasons: Vec<(Message, usize)> = Vec::new();
        for obstacle in obstacles.iter().flatten() {
            match reasons.iter_mut().find(|(reason, _)| reason == obstacle) {
                Some((_, count)) => *count += 1,
                None => reasons.push((obstacle.clone(), 1)),
            }
        }
        reasons.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        Self { reference, obstacles, reasons }
    }

    /// Why the drill at `index` does not compare; empty where it does.
    #[must_use]
    pub fn obstacles(&self, index: usize) -> &[Message] {
        self.obstacles.get(index).map_or(&[], Vec::as_slice)
    }

    /// How many of the drills do not compare.
    #[must_use]
    pub fn apart(&self) -> usize {
        self.obstacles.iter().filter(|obstacles| !obstacles.is_empty()).count()
    }
}
