//! Why an event can't be entered into a run.

use super::{CheckpointId, EventNumber, InjectId};
use crate::building::DoorId;
use crate::language::{Message, msg};

/// Why something can't be entered now. Nothing changes then.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The alarm was not given yet.
    #[error("the drill has not started")]
    NotStarted,
    /// The alarm was given already.
    #[error("the drill has started already")]
    AlreadyStarted,
    /// The drill is halted.
    #[error("the drill is paused")]
    Paused,
    /// The drill is not halted.
    #[error("the drill is not paused")]
    NotPaused,
    /// The drill was stopped for a real emergency.
    #[error("the drill was stopped for a real emergency")]
    RealEmergency,
    /// The log is closed.
    #[error("the drill is finished")]
    Finished,
    /// The scenario has no such checkpoint.
    #[error("the scenario has no checkpoint {0}")]
    UnknownCheckpoint(CheckpointId),
    /// The checkpoint has a time already.
    #[error("checkpoint {0} was reached already")]
    AlreadyReached(CheckpointId),
    /// The scenario has no such inject.
    #[error("the scenario has no inject {0}")]
    UnknownInject(InjectId),
    /// The inject was told already.
    #[error("inject {0} was given already")]
    AlreadyFired(InjectId),
    /// The inject was not told yet.
    #[error("inject {0} was not given yet")]
    NotFired(InjectId),
    /// The expected action was seen already; it has to be taken back first.
    #[error("inject {0} was acknowledged already")]
    AlreadyAcknowledged(InjectId),
    /// Fewer than no people would have come out.
    #[error("only {counted} people were counted at {exit}")]
    CountBelowZero {
        /// The exit.
        exit: DoorId,
        /// How many were counted there.
        counted: i32,
    },
    /// A count of nobody says nothing.
    #[error("a count of nobody")]
    CountOfNobody,
    /// A note or a reason without words.
    #[error("there are no words")]
    NoWords,
    /// The time is before the alarm or still to come.
    #[error("the time is not between the alarm and now")]
    ImpossibleTime,
    /// There is no such event.
    #[error("there is no event {}", .0.get())]
    NoSuchEvent(EventNumber),
    /// The event was taken back already.
    #[error("event {} was taken back already", .0.get())]
    AlreadyUndone(EventNumber),
    /// The event is part of the drill's own course.
    #[error("event {} is part of the drill's course", .0.get())]
    CannotChange(EventNumber),
    /// Only what somebody observed can be entered late.
    #[error("only an observation can be entered late")]
    NotAnObservation,
}

impl Refusal {
    /// Why not, and what to do, for the user.
    #[must_use]
    pub fn message(&self) -> Message {
        let number = |event: &EventNumber| event.get().to_string();
        match self {
            Self::NotStarted => msg!("refusal-not-started"),
            Self::AlreadyStarted => msg!("refusal-already-started"),
            Self::Paused => msg!("refusal-paused"),
            Self::NotPaused => msg!("refusal-not-paused"),
            Self::RealEmergency => msg!("refusal-real-emergency"),
            Self::Finished => msg!("refusal-finished"),
            Self::UnknownCheckpoint(id) => msg!("refusal-unknown-checkpoint", id = id.as_str()),
            Self::AlreadyReached(_) => msg!("refusal-already-reached"),
            Self::UnknownInject(id) => msg!("refusal-unknown-inject", id = id.as_str()),
            Self::AlreadyFired(_) => msg!("refusal-already-fired"),
            Self::NotFired(_) => msg!("refusal-not-fired"),
            Self::AlreadyAcknowledged(_) => msg!("refusal-already-acknowledged"),
            Self::CountBelowZero { counted, .. } => {
                msg!("refusal-count-below-zero", counted = counted.to_string())
            }
            Self::CountOfNobody => msg!("refusal-count-of-nobody"),
            Self::NoWords => msg!("refusal-no-words"),
            Self::ImpossibleTime => msg!("refusal-impossible-time"),
            Self::NoSuchEvent(event) => msg!("refusal-no-such-event", event = number(event)),
            Self::AlreadyUndone(event) => msg!("refusal-already-undone", event = number(event)),
            Self::CannotChange(event) => msg!("refusal-cannot-change", event = number(event)),
            Self::NotAnObservation => msg!("refusal-not-an-observation"),
        }
    }
}
