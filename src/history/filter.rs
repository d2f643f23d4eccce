//! Which drills are looked at.

use crate::building::BuildingId;
use crate::drill::{Record, ScenarioId};

/// What a drill has to be to be looked at; nothing asks for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// The building.
    pub building: Option<BuildingId>,
    /// The scenario.
    pub scenario: Option<ScenarioId>,
    /// The shift, as the book lists it.
    pub shift: Option<String>,
    /// Whether the people were told before.
    pub announced: Option<bool>,
    /// The year of its start, by the clock of the site.
    pub year: Option<i16>,
}

impl Filter {
    /// Whether a drill is looked at.
    #[must_use]
    pub fn admits(&self, record: &Record) -> bool {
        fn fits<T: PartialEq>(wanted: Option<&T>, found: &T) -> bool {
            wanted.is_none_or(|wanted| wanted == found)
        }
        let scenario = &record.scenario;
        fits(self.building.as_ref(), &record.building.id)
            && fits(self.scenario.as_ref(), &scenario.id)
            && fits(self.shift.as_ref(), &scenario.shift)
            && fits(self.announced.as_ref(), &scenario.announced)
            && fits(self.year.as_ref(), &record.started.date().year())
    }
}
