//! The roll call: who of those who should be there is accounted for.

use super::{Absence, EventNumber, Outcome, Person, Presence};
use crate::building::{Site, SiteElementId};
use crate::units::Seconds;

/// What became of a person at the roll call.
#[derive(Clone, Debug, PartialEq)]
pub struct Called {
    /// The drill's clock.
    pub at: Seconds,
    /// The event that shows it.
    pub event: EventNumber,
    /// Safe, missing or excused.
    pub presence: Presence,
    /// Where they were called.
    pub point: Option<SiteElementId>,
    /// Why they did not answer, where that is known.
    pub absence: Option<Absence>,
}

/// How many people are in which state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many should answer.
    pub expected: u32,
    /// How many are safe.
    pub safe: u32,
    /// How many were called and did not answer.
    pub missing: u32,
    /// How many are not on the site.
    pub excused: u32,
}

impl Tally {
    /// How many were not called yet.
    #[must_use]
    pub const fn not_called(&self) -> u32 {
        self.expected.saturating_sub(self.safe + self.missing + self.excused)
    }

    /// How many nobody knows to be safe or away: missing, or not called yet.
    #[must_use]
    pub const fn unaccounted(&self) -> u32 {
        self.expected.saturating_sub(self.safe + self.excused)
    }

    const fn add(&mut self, called: Option<&Called>) {
        self.expected += 1;
        let Some(called) = called else { return };
        match called.presence {
            Presence::Safe => self.safe += 1,
            Presence::Missing => self.missing += 1,
            Presence::Excused => self.excused += 1,
        }
    }
}

/// Where a person gathers; nothing for those without a point of their own. Where the site has one
/// assembly point, everybody gathers there.
#[must_use]
pub fn gathers_at<'a>(person: &Person, site: &'a Site) -> Option<&'a SiteElementId> {
    let own = person.assembly_point.as_ref();
    match site.assembly_points.as_slice() {
        [only] => Some(&only.id),
        points => points.iter().map(|point| &point.id).find(|id| Some(*id) == own),
    }
}

/// A roll call as far as it has come.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RollCall {
    /// Each assembly point in the order of the site, with the people who gather there; `None` for
    /// those without a point of their own.
    pub points: Vec<(Option<SiteElementId>, Tally)>,
    /// All points together.
    pub all: Tally,
    /// Where nobody knows yet whether the person is safe: the places in the roster, those who did
    /// not answer first, then those who were not called, each in the order of the roster.
    pub unaccounted: Vec<usize>,
}

impl RollCall {
    /// How far the roll call of these people has come.
    #[must_use]
    pub fn of(roster: &[Person], site: &Site, outcome: &Outcome) -> Self {
        let points = &site.assembly_points;
        let mut tallies: Vec<(Option<SiteElementId>, Tally)> =
            points.iter().map(|point| (Some(point.id.clone()), Tally::default())).collect();
        tallies.push((None, Tally::default()));
        let nowhere = tallies.len() - 1;
        let mut call = Self::default();
        let (mut missing, mut not_called) = (Vec::new(), Vec::new());
        for (index, person) in roster.iter().enumerate() {
            let own = gathers_at(person, site);
            let home = points.iter().position(|point| Some(&point.id) == own);
            let home = home.unwrap_or(nowhere);
            let called = outcome.called.get(&person.id);
            tallies[home].1.add(called);
            call.all.add(called);
            match called.map(|called| called.presence) {
                Some(Presence::Missing) => missing.push(index),
                None => not_called.push(index),
                Some(Presence::Safe | Presence::Excused) => {}
            }
        }
        tallies.retain(|(point, tally)| point.is_some() || tally.expected > 0);
        call.points = tallies;
        call.unaccounted = missing;
        call.unaccounted.append(&mut not_called);
        call
    }

    /// Whether everybody is safe or excused.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        self.all.expected > 0 && self.all.unaccounted() == 0
    }
}
