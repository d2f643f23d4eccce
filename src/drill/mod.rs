//! What a drill is: the scenario that was planned, the events that happened, the record that is
//! kept. This layer knows nothing of files or the window; its clock is handed to it.
//!
//! An event is never changed or removed. Times and counts are always derived from the events.

mod arrange;
mod calibration;
mod checkpoint;
mod clock;
mod clock_watch;
mod correction;
mod crowd;
mod debrief;
mod describe;
mod event;
mod finding;
mod ledger;
mod marking;
pub mod merge;
mod observation;
mod outcome;
mod pauses;
mod people;
mod people_search;
mod prediction;
mod propose;
mod pseudonym;
mod readiness;
mod record;
mod refusal;
pub mod rehearsal;
mod roll_call;
mod run;
mod scenario;
mod staging;
mod title;

pub use calibration::Calibration;
pub use checkpoint::{Checkpoint, CheckpointId, CheckpointKind};
pub use clock::{BootId, Clock, Moment, SystemClock, WallTime};
pub use clock_watch::ClockWatch;
pub use crowd::Crowd;
pub use debrief::{Change, Debrief, Earlier, Restore, Said};
pub use describe::{describe, describe_named};
pub use event::{Absence, DoorFinding, Event, EventNumber, Presence, What};
pub use finding::{ActionState, CorrectiveAction, Finding, FindingId, Round, Severity, TakenUp};
pub use marking::{
    Criterion, CriterionId, FULL_MARK, Grade, Mark, Marking, MarkingPhase, MarkingSheet, Section,
    SectionId,
};
pub use observation::{Observation, observations};
pub use outcome::{DoorCheck, ExitCount, HeadCount, InjectTimes, Note, Outcome, Reached};
pub use pauses::{Pause, Pauses};
pub use people::{Person, PersonId, PersonKind, Role, roster};
pub use people_search::PeopleSearch;
pub use prediction::Passages;
pub use prediction::{TARGET_MARGIN, propose_targets};
pub use propose::{propose_checkpoints, propose_pre_start, propose_roles};
pub use readiness::{Need, Purpose, Where, needs};
pub use record::{
    Ending, MomentComment, PredictedExit, PredictedStair, PredictedTime, Prediction, Record,
    RecordId, SignOff,
};
pub use refusal::Refusal;
pub use roll_call::{Called, RollCall, Tally, gathers_at};
pub use run::{BrokenLog, Phase, Run};
pub use scenario::{
    FireGrowth, FireOrigin, Impairment, Inject, InjectId, PreStartCheck, PreStartKind,
    RoleAssignment, Scenario, ScenarioId, SpaceOccupants, Trigger,
};
pub use title::element_name;
