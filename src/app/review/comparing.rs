//! The drills of the book, compared: at once where they are few, beside the window where they are
//! many. What was found last stays in view until the next is there.

use std::collections::BTreeMap;
use std::sync::Arc;

use eframe::egui::Context;
use rayon::prelude::*;

use super::filter::Choices;
use super::list::{self, Entry};
use crate::app::beside::{Latest, Pace, Same};
use crate::drill::{Record, RecordId};
use crate::history::{Comparability, Comparison, Drill, Filter};

/// More drills than this are compared beside the window: to wait for them would be felt.
const MANY: usize = 100;

/// The records of the book as they were taken up last.
pub(super) type Records = BTreeMap<RecordId, Arc<Record>>;
/// Every drill of the book with what it came to.
pub(super) type Drills = BTreeMap<RecordId, Arc<Drill>>;

/// When what follows from so many drills is found.
pub(super) const fn pace(drills: usize) -> Pace {
    if drills > MANY { Pace::Beside } else { Pace::AtOnce }
}

/// All drills, and what there is to choose among them.
#[derive(Clone, Default)]
pub(super) struct All {
    pub(super) drills: Arc<Drills>,
    pub(super) choices: Arc<Choices>,
}

/// The drills that the filter admits.
#[derive(Clone)]
pub(super) struct Admitted {
    pub(super) comparison: Arc<Comparison>,
    /// The list beside them, which has the other scenarios too.
    pub(super) list: Arc<Vec<Entry>>,
}

/// The drills of the book, compared.
#[derive(Default)]
pub(super) struct Comparing {
    records: Arc<Records>,
    all: Latest<Same<Records>, All>,
    admitted: Latest<(Same<Drills>, Filter), Admitted>,
    apart: Latest<(Same<Comparison>, usize), Arc<Comparability>>,
}

impl Comparing {
    /// Takes up the records where some are new or changed; returns whether there were any.
    pub(super) fn take_up(&mut self, records: &Records) -> bool {
        let known = self.records.values().zip(records.values());
        if self.records.len() == records.len() && known.into_iter().all(|(a, b)| Arc::ptr_eq(a, b))
        {
            return false;
        }
        self.records = Arc::new(records.clone());
        true
    }

    /// The records that were taken up last.
    pub(super) const fn records(&self) -> &Arc<Records> {
        &self.records
    }

    /// Compares what the filter admits and sets it beside the chosen drill, each where that is not
    /// done yet.
    pub(super) fn ask(&mut self, ctx: &Context, filter: &Filter, chosen: Option<&RecordId>) {
        let pace = pace(self.records.len());
        let known = self.all().drills;
        self.all.ask(ctx, Same(Arc::clone(&self.records)), pace, move |records| {
            let drills = Arc::new(drills(&records.0, &known));
            All { choices: Arc::new(Choices::of(&drills)), drills }
        });
        let drills = self.all().drills;
        self.admitted.ask(ctx, (Same(drills), filter.clone()), pace, |(drills, filter)| {
            let admitted = drills.0.values().filter(|drill| filter.admits(&drill.record));
            let comparison = Arc::new(Comparison::between(admitted.cloned().collect()));
            Admitted { comparison, list: Arc::new(list::entries(&drills.0, filter)) }
        });
        let Some(Admitted { comparison, .. }) = self.admitted() else { return };
        // The newest where the chosen one is filtered out.
        let reference = comparison.place_of(chosen);
        self.apart.ask(ctx, (Same(comparison), reference), pace, |(comparison, reference)| {
            Arc::new(Comparability::with(&comparison.0, *reference))
        });
    }

    /// All drills, as far as they have been taken up.
    pub(super) fn all(&self) -> All {
        self.all.newest().map(|(_, all)| all.clone()).unwrap_or_default()
    }

    /// What the filter admits; nothing before the first was compared.
    pub(super) fn admitted(&self) -> Option<Admitted> {
        self.admitted.newest().map(|(_, admitted)| admitted.clone())
    }

    /// Which of these drills compare with the chosen one; none is said not to until that is known.
    pub(super) fn comparability(&self, comparison: &Arc<Comparison>) -> Arc<Comparability> {
        let newest = self.apart.newest();
        let of_these = newest.filter(|((of, _), _)| Arc::ptr_eq(&of.0, comparison));
        of_these.map(|(_, comparability)| Arc::clone(comparability)).unwrap_or_default()
    }

    /// Whether something is still being found.
    pub(super) const fn is_busy(&self) -> bool {
        self.all.is_busy() || self.admitted.is_busy() || self.apart.is_busy()
    }
}

/// What the records came to. What is known of those that did not change stays.
fn drills(records: &Records, known: &Drills) -> Drills {
    let all: Vec<(&RecordId, &Arc<Record>)> = records.iter().collect();
    let drill = |(id, record): (&RecordId, &Arc<Record>)| {
        let old = known.get(id).filter(|drill| Arc::ptr_eq(&drill.record, record));
        (id.clone(), old.cloned().unwrap_or_else(|| Arc::new(Drill::of(record))))
    };
    let all: Vec<(RecordId, Arc<Drill>)> = all.into_par_iter().map(drill).collect();
    all.into_iter().collect()
}
