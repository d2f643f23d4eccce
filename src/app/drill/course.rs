//! How a drill has gone so far: its events, and what they come to.

use crate::drill::{Event, Outcome, RollCall, Run, What};
use crate::store::journal::Header;

/// The events of a drill with what they come to; of many of them that takes a while to work out.
pub(super) struct Course {
    run: Run,
    outcome: Outcome,
    roll_call: RollCall,
}

impl Course {
    /// What these events of a drill come to.
    pub(super) fn of(header: &Header, events: &[Event]) -> Self {
        let mut run = Run::ready(header.scenario.clone());
        for event in events {
            run.apply(event.clone());
        }
        let outcome = Outcome::of(run.scenario(), run.events());
        let roll_call = RollCall::of(&header.roster, &header.site, &outcome);
        Self { run, outcome, roll_call }
    }

    /// Takes up one event more, which the run has decided.
    pub(super) fn apply(&mut self, header: &Header, event: Event) {
        let calls = calls_somebody(&event.what);
        self.run.apply(event);
        self.outcome.follow(&self.run);
        if calls {
            self.roll_call = RollCall::of(&header.roster, &header.site, &self.outcome);
        }
    }

    pub(super) const fn run(&self) -> &Run {
        &self.run
    }

    pub(super) const fn outcome(&self) -> &Outcome {
        &self.outcome
    }

    pub(super) const fn roll_call(&self) -> &RollCall {
        &self.roll_call
    }
}

/// Whether the roll call may be another after this.
fn calls_somebody(what: &What) -> bool {
    match what {
        What::RollCalled { .. } | What::Undone { .. } | What::Corrected { .. } => true,
        What::EnteredLate { what, .. } => calls_somebody(what),
        _ => false,
    }
}
