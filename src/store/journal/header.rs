//! What stands at the head of a journal.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::super::file::FileKind;
use super::line;
use crate::building::{Building, Site};
use crate::drill::{
    BootId, BrokenLog, Ending, Event, Moment, Outcome, Person, Prediction, Record, RecordId, Run,
    Scenario, WallTime,
};
use crate::units::Seconds;

/// What a drill is run with: all of its record but the events.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// The id of the record that the drill becomes; also the name of the journal's folder.
    pub id: RecordId,
    /// Whether a simulation drives the drill instead of people.
    pub rehearsal: bool,
    /// What the wall clock showed at the alarm.
    pub started: WallTime,
    /// Since the start of the computer, at the alarm.
    pub since_boot: Seconds,
    /// Which start of the computer that was.
    pub boot: BootId,
    /// Who conducts it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub conductor: String,
    /// The weather.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub weather: String,
    /// How many people should take part.
    pub expected_people: u32,
    /// Who should answer at the roll call.
    #[serde(default, skip_serializing_if = "no_one")]
    pub roster: Arc<Vec<Person>>,
    /// The scenario.
    pub scenario: Arc<Scenario>,
    /// The building.
    pub building: Arc<Building>,
    /// The site.
    pub site: Arc<Site>,
    /// What was predicted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prediction: Option<Prediction>,
}

fn no_one(roster: &Arc<Vec<Person>>) -> bool {
    roster.is_empty()
}

impl FileKind for Header {
    const FORMAT: &'static str = "muster/journal";
    /// Version 2 has corrections that say what happened instead. A program that does not know them
    /// would take their lines for torn.
    const VERSION: u32 = 2;
    const LINE_DEPTH: usize = 3;
}

impl Header {
    /// The record that the drill becomes. A log without an end makes one that is interrupted.
    #[must_use]
    pub fn record(&self, events: Vec<Event>) -> Record {
        let ending = Outcome::of(&self.scenario, &events).ending.unwrap_or(Ending::Interrupted);
        Record {
            id: self.id.clone(),
            program: env!("CARGO_PKG_VERSION").to_owned(),
            rehearsal: self.rehearsal,
            ending,
            started: self.started,
            conductor: self.conductor.clone(),
            weather: self.weather.clone(),
            expected_people: self.expected_people,
            scenario: Arc::clone(&self.scenario),
            building: Arc::clone(&self.building),
            site: Arc::clone(&self.site),
            prediction: self.prediction.clone(),
            roster: self.roster.as_ref().clone(),
            events,
            findings: Vec::new(),
            comments: String::new(),
            debrief: None,
            moments: Vec::new(),
            marking: None,
            signed: Vec::new(),
        }
    }

    /// The events of a log with this header, up to the first line that is not whole.
    ///
    /// # Errors
    /// When they are not those of a drill.
    pub fn events(&self, log: &[u8]) -> Result<Vec<Event>, BrokenLog> {
        self.whole(log).map(|whole| whole.events)
    }

    pub(super) fn whole(&self, log: &[u8]) -> Result<line::Whole, BrokenLog> {
        let whole = line::read_all(log).map_err(BrokenLog::Unknown)?;
        Run::replay(self.scenario.clone(), whole.events.iter().cloned())?;
        Ok(whole)
    }

    /// Whether the computer was started anew since the alarm.
    #[must_use]
    pub fn clock_restarted(&self, boot: &BootId) -> bool {
        self.boot != *boot
    }

    /// The time since the alarm at a moment: by the clock that nobody can set, or, when the
    /// computer was started anew meanwhile, by the wall clock.
    #[must_use]
    pub fn since_alarm(&self, moment: &Moment, boot: &BootId) -> Seconds {
        if self.clock_restarted(boot) {
            self.started.until(moment.wall).max(Seconds::ZERO)
        } else {
            (Seconds::from(moment.since_boot) - self.since_boot).max(Seconds::ZERO)
        }
    }
}
