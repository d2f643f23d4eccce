//! What was understood, guessed and left out.

use crate::building::Point;
use crate::language::{Message, choice};

choice! {
    /// How sure something is that was read from a plan.
    pub enum Certainty {
        /// The plan says so.
        Understood => "plan-understood",
        /// It is likely, and the user has the last word.
        Guessed => "plan-guessed",
        /// It is in the plan and not in the building.
        LeftOut => "plan-left-out",
    }
}

/// One line of a report.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// How sure it is.
    pub certainty: Certainty,
    /// What it is about.
    pub message: Message,
    /// On which storey, counted from 0 in the proposal.
    pub storey: Option<usize>,
    /// Where it is on the plan, m.
    pub at: Option<Point>,
}

impl Note {
    /// A note about the plan as a whole.
    #[must_use]
    pub const fn new(certainty: Certainty, message: Message) -> Self {
        Self { certainty, message, storey: None, at: None }
    }

    /// The note with its place.
    #[must_use]
    pub fn at(mut self, at: Point) -> Self {
        self.at = Some(at);
        self
    }

    /// The note with its storey.
    #[must_use]
    pub const fn on(mut self, storey: usize) -> Self {
        self.storey = Some(storey);
        self
    }
}
