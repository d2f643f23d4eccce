//! A record: all that is kept of a drill. It opens without the book it came from.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{
    CheckpointId, Debrief, Event, Finding, Marking, Person, Scenario, ScenarioId, WallTime,
};
use crate::building::{Building, DoorId, Site, StairId};
use crate::language::choice;
use crate::units::Seconds;

crate::building::ids! {
    /// A record; also the name of its file.
    RecordId, "record";
}

impl RecordId {
    /// The id of the record of a drill that started then: `2026-06-12T14-00-05+0800_night-fire`.
    /// It has no character that some file system refuses.
    #[must_use]
    pub fn of(started: WallTime, scenario: &ScenarioId) -> Self {
        let time = started.civil().strftime("%Y-%m-%dT%H-%M-%S");
        let minutes = started.offset().seconds() / 60;
        let sign = if minutes < 0 { '-' } else { '+' };
        let (hours, minutes) = (minutes.abs() / 60, minutes.abs() % 60);
        Self::new(&format!("{time}{sign}{hours:02}{minutes:02}_{scenario}"))
    }
}

choice! {
    /// How a drill came to its end.
    pub enum Ending {
        /// It was carried through.
        Finished => "ending-finished",
        /// A real emergency ended it.
        RealEmergency => "ending-real-emergency",
        /// The program was cut off and the drill was not taken up again.
        Interrupted => "ending-interrupted",
    }
}

/// The time that was predicted for a checkpoint.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PredictedTime {
    /// The checkpoint.
    pub checkpoint: CheckpointId,
    /// When it was predicted to be reached, since the alarm.
    pub at: Seconds,
}

/// The prediction that was shown on the day of the drill.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prediction {
    /// The model, such as `flow`.
    pub model: String,
    /// How many people it moved.
    pub people: u32,
    /// When the last of them was out, since the alarm.
    pub total: Seconds,
    /// The times of the scenario's checkpoints.
    pub times: Vec<PredictedTime>,
    /// The exits that people take; empty in older records.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exits: Vec<PredictedExit>,
    /// The stairs that people take; empty in older records.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stairs: Vec<PredictedStair>,
}

/// What is predicted to pass an exit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PredictedExit {
    /// The exit.
    pub exit: DoorId,
    /// How many people.
    pub people: u32,
    /// When the first of them is out, since the alarm.
    pub first: Seconds,
    /// When the last of them is out.
    pub last: Seconds,
    /// How many are out by when; a few moments that tell the curve.
    pub passed: Vec<(Seconds, u32)>,
}

/// When a stair is predicted to be clear.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PredictedStair {
    /// The stair.
    pub stair: StairId,
    /// When the last storey above has sent its last person into it, since the alarm.
    pub entered: Seconds,
    /// When the last person has left it.
    pub clear: Seconds,
}

/// Who signed a record, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignOff {
    /// The name.
    pub name: String,
    /// The role in which it was signed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub role: String,
    /// When.
    pub at: WallTime,
    /// What was signed, as `store::seal` sums it up; empty if it was signed without one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub seal: String,
}

/// What was said about a moment of a drill.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MomentComment {
    /// The moment, by the drill's clock.
    pub at: Seconds,
    /// The words.
    pub text: String,
    /// Who said it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub who: String,
}

/// All that is kept of a drill. The scenario, the building and the site are those of many drills;
/// the records of a book share them in memory.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// Its id, also the name of its file: start and scenario.
    pub id: RecordId,
    /// The version of the program that made it.
    pub program: String,
    /// Whether a simulation drove the drill instead of people.
    pub rehearsal: bool,
    /// How it came to its end.
    pub ending: Ending,
    /// When the alarm was given.
    pub started: WallTime,
    /// Who conducted it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub conductor: String,
    /// The weather.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub weather: String,
    /// How many people should have taken part.
    pub expected_people: u32,
    /// The scenario as it was on that day.
    pub scenario: Arc<Scenario>,
    /// The building as it was on that day.
    pub building: Arc<Building>,
    /// The site as it was on that day.
    pub site: Arc<Site>,
    /// What had been predicted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prediction: Option<Prediction>,
    /// Who should have answered at the roll call.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roster: Vec<Person>,
    /// What happened.
    pub events: Vec<Event>,
    /// What was found wrong, and what is done about it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
    /// What was said afterwards.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub comments: String,
    /// What was said about moments of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moments: Vec<MomentComment>,
    /// What was said and done right after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub debrief: Option<Debrief>,
    /// How it was marked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marking: Option<Marking>,
    /// Who signed it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signed: Vec<SignOff>,
}
