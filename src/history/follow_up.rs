//! Findings of all drills and what became of them: a name behind every duty.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::statistics::median;
use crate::drill::{ActionState, Finding, Record};

/// A finding with where it stands on a day.
#[derive(Clone, Debug)]
pub struct FollowUp {
    /// The record that it belongs to.
    pub record: Arc<Record>,
    /// Its place among the record's findings.
    index: usize,
    /// Days since it was found, or until it was verified closed.
    pub age_days: i32,
    /// How many days ago its action should have been done; nothing while there is time, once it
    /// is done, and where no day was set.
    pub overdue_days: Option<i32>,
}

impl FollowUp {
    /// The finding; nothing once the record has changed.
    #[must_use]
    pub fn finding(&self) -> Option<&Finding> {
        self.record.findings.get(self.index)
    }

    /// Whether it is verified closed.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        let action = self.finding().and_then(|finding| finding.action.as_ref());
        action.is_some_and(|action| action.state == ActionState::VerifiedClosed)
    }
}

/// All findings as they stand `today`: open ones first, the oldest first among them.
pub fn follow_ups<'a>(
    records: impl IntoIterator<Item = &'a Arc<Record>>,
    today: Date,
) -> Vec<FollowUp> {
    let mut all: Vec<FollowUp> = records
        .into_iter()
        .flat_map(|record| {
            let findings = record.findings.iter().enumerate();
            findings.map(move |(index, finding)| follow_up(record, index, finding, today))
        })
        .collect();
    all.sort_by_key(|item| (item.is_closed(), std::cmp::Reverse(item.age_days)));
    all
}

fn follow_up(record: &Arc<Record>, index: usize, finding: &Finding, today: Date) -> FollowUp {
    let action = finding.action.as_ref();
    let closed = action
        .filter(|action| action.state == ActionState::VerifiedClosed)
        .and_then(|action| action.verified);
    let open = action.is_none_or(|action| action.state == ActionState::Open);
    let due = action.and_then(|action| action.due).filter(|due| open && *due < today);
    let age_days = days(finding.found, closed.unwrap_or(today));
    let overdue_days = due.map(|due| days(due, today));
    FollowUp { record: Arc::clone(record), index, age_days, overdue_days }
}

/// How many days lie between two days. Two days of the same calendar always have a difference.
fn days(from: Date, until: Date) -> i32 {
    from.until(until).map_or(0, |span| span.get_days())
}

/// The median of the days from finding to verified closed, and over how many findings.
#[must_use]
pub fn days_to_fix(all: &[FollowUp]) -> Option<(f64, usize)> {
    let closed = all.iter().filter(|item| item.is_closed());
    let days: Vec<f64> = closed.map(|item| f64::from(item.age_days)).collect();
    Some((median(&days)?, days.len()))
}

/// What was found in a year, and what became of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct YearOfFindings {
    /// The year in which it was found.
    pub year: i16,
    /// How many were found.
    pub found: usize,
    /// How many of them are still open.
    pub open: usize,
    /// The median of the days from finding to verified closed, of those that are.
    pub days_to_fix: Option<f64>,
}

/// Findings by the year in which they were found, the oldest first.
#[must_use]
pub fn by_year(all: &[FollowUp]) -> Vec<YearOfFindings> {
    let mut years: BTreeMap<i16, Vec<FollowUp>> = BTreeMap::new();
    for item in all {
        if let Some(finding) = item.finding() {
            years.entry(finding.found.year()).or_default().push(item.clone());
        }
    }
    let year = |(year, items): (i16, Vec<FollowUp>)| YearOfFindings {
        year,
        found: items.len(),
        open: items.iter().filter(|item| !item.is_closed()).count(),
        days_to_fix: days_to_fix(&items).map(|(days, _)| days),
    };
    years.into_iter().map(year).collect()
}
