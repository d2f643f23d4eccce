//! What was found wrong in a drill, and what is done about it until somebody has verified it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{DoorCheck, DoorFinding, EventNumber, Outcome, Record, WallTime};
use crate::building::ElementId;
use crate::language::{Message, choice, msg};

crate::building::ids! {
    /// A finding of a record.
    FindingId, "finding";
}

choice! {
    /// How much a finding weighs.
    pub enum Severity {
        /// Could be better.
        Minor => "severity-minor",
        /// Has to be put right.
        Major => "severity-major",
        /// Endangers people.
        Critical => "severity-critical",
    }
}

choice! {
    /// Where a corrective action stands. It only counts as closed once somebody verified it.
    pub enum ActionState {
        /// 待整改.
        Open => "action-state-open",
        /// 已整改，待验收.
        Done => "action-state-done",
        /// 验收销号.
        VerifiedClosed => "action-state-verified-closed",
    }
}

/// A time that an action was said to be done, and was not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Round {
    /// When it was said to be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<Date>,
    /// When it was verified all the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verified: Option<Date>,
    /// Who verified it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub verified_by: String,
    /// The picture that was to show it put right.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub photo: String,
    /// When it was opened again.
    pub reopened: Date,
}

/// What is done about a finding.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CorrectiveAction {
    /// What is to be done.
    pub text: String,
    /// Who does it; a name behind every duty.
    pub owner: String,
    /// By when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// Where it stands.
    pub state: ActionState,
    /// When it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<Date>,
    /// When it was verified.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verified: Option<Date>,
    /// Who verified it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub verified_by: String,
    /// The picture that shows it put right, in the book's `photos/` folder.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub photo: String,
    /// When it was last opened again, because it had not been put right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reopened: Option<Date>,
    /// The times before that it was said to be done, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rounds: Vec<Round>,
}

impl CorrectiveAction {
    /// An open action without words, owner and due date yet.
    #[must_use]
    pub const fn open() -> Self {
        Self {
            text: String::new(),
            owner: String::new(),
            due: None,
            state: ActionState::Open,
            done: None,
            verified: None,
            verified_by: String::new(),
            photo: String::new(),
            reopened: None,
            rounds: Vec::new(),
        }
    }

    /// Marks an open action as done; it still has to be verified.
    pub const fn mark_done(&mut self, on: Date) {
        if matches!(self.state, ActionState::Open) {
            self.state = ActionState::Done;
            self.done = Some(on);
        }
    }

    /// Closes an action that is done. Returns whether it did: it needs the name of who looked.
    pub fn verify(&mut self, by: &str, on: Date) -> bool {
        let by = by.trim();
        let closes = self.state == ActionState::Done && !by.is_empty();
        if closes {
            self.state = ActionState::VerifiedClosed;
            self.verified = Some(on);
            by.clone_into(&mut self.verified_by);
        }
        closes
    }

    /// Opens an action that is done or closed again, because it was not put right. What was said and
    /// shown of it is kept as a round.
    pub fn reopen(&mut self, on: Date) {
        if self.state != ActionState::Open {
            self.state = ActionState::Open;
            self.rounds.push(Round {
                done: self.done.take(),
                verified: self.verified.take(),
                verified_by: std::mem::take(&mut self.verified_by),
                photo: std::mem::take(&mut self.photo),
                reopened: on,
            });
            self.reopened = Some(on);
        }
    }
}

/// That a finding was made of what a drill showed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TakenUp {
    /// When.
    pub at: WallTime,
    /// Who did it; empty where nobody said so, as in Review.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
}

impl TakenUp {
    /// By whom and when, for the user.
    #[must_use]
    pub fn message(&self) -> Message {
        let at = self.at.civil().strftime("%Y-%m-%d %H:%M").to_string();
        match self.by.as_str() {
            "" => msg!("finding-taken-up-in-review", at = at),
            by => msg!("finding-taken-up", at = at, by = by),
        }
    }
}

/// Something that was found wrong.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// Its id.
    pub id: FindingId,
    /// What was found.
    pub text: String,
    /// How much it weighs.
    pub severity: Severity,
    /// The element that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub element: Option<ElementId>,
    /// The event that shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<EventNumber>,
    /// When it was found.
    pub found: Date,
    /// When it was taken up from a door check, and by whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_up: Option<TakenUp>,
    /// What is done about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<CorrectiveAction>,
}

impl DoorFinding {
    /// How much it weighs that a door was found so; nothing for a door that does what it is there
    /// for. A door that nobody gets through weighs more than one that lets smoke through.
    #[must_use]
    pub const fn severity(self) -> Option<Severity> {
        match self {
            Self::Closed | Self::HeldOpen | Self::ClosedOnAlarm => None,
            Self::DidNotClose | Self::Propped => Some(Severity::Major),
            Self::Locked | Self::Blocked => Some(Severity::Critical),
        }
    }
}

impl Record {
    /// The door checks that found something wrong and that no finding takes up yet, each door and
    /// way of being wrong once. A rehearsal has none: its doors are made up.
    #[must_use]
    pub fn untaken_door_checks<'a>(&self, outcome: &'a Outcome) -> Vec<&'a DoorCheck> {
        let mut untaken: Vec<&DoorCheck> = Vec::new();
        if self.rehearsal {
            return untaken;
        }
        for check in outcome.door_checks.iter().filter(|check| !check.found.is_good()) {
            let known = |other: &&DoorCheck| other.is_like(check);
            if !untaken.iter().any(known) && self.finding_of(check, outcome).is_none() {
                untaken.push(check);
            }
        }
        untaken
    }

    /// The finding that takes a door check up: this one, or another that found the same door in
    /// the same way. One that names the door and no check takes up all of them.
    #[must_use]
    pub fn finding_of(&self, check: &DoorCheck, outcome: &Outcome) -> Option<&Finding> {
        let element = ElementId::from(&check.door);
        self.findings.iter().find(|finding| match finding.event {
            Some(event) if event == check.event => true,
            Some(event) => {
                let mut others = outcome.door_checks.iter().filter(|other| other.is_like(check));
                others.any(|other| other.event == event)
            }
            None => finding.element.as_ref() == Some(&element),
        })
    }

    /// Takes up a door check as a finding of the drill's day, said as `text`; returns its id, or
    /// that of the finding that takes it up already.
    pub fn take_up(&mut self, check: &DoorCheck, text: String, taken_up: TakenUp) -> FindingId {
        let outcome = Outcome::of(&self.scenario, &self.events);
        if let Some(known) = self.finding_of(check, &outcome) {
            return known.id.clone();
        }
        let finding = Finding {
            id: self.free_finding_id(),
            text,
            severity: check.found.severity().unwrap_or(Severity::Minor),
            element: Some(ElementId::from(&check.door)),
            event: Some(check.event),
            found: self.started.date(),
            taken_up: Some(taken_up),
            action: None,
        };
        let id = finding.id.clone();
        self.findings.push(finding);
        id
    }

    /// An id that none of its findings has yet.
    #[must_use]
    pub fn free_finding_id(&self) -> FindingId {
        let taken = |id: &FindingId| self.findings.iter().any(|finding| finding.id == *id);
        let mut ids = (1..).map(FindingId::numbered);
        ids.find(|id| !taken(id)).unwrap_or_else(|| FindingId::numbered(0))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn an_action_is_closed_only_when_it_was_done_and_by_a_name() {
        let mut action = CorrectiveAction::open();
        assert!(!action.verify("Li Na", date(2026, 7, 2)), "nobody did it yet");
        action.mark_done(date(2026, 7, 1));
        assert!(!action.verify("  ", date(2026, 7, 2)));
        assert_eq!(action.state, ActionState::Done);
        assert!(action.verify(" Li Na ", date(2026, 7, 2)));
        assert_eq!(
            (action.state, action.verified_by.as_str()),
            (ActionState::VerifiedClosed, "Li Na")
        );
        action.mark_done(date(2026, 7, 3));
        assert_eq!(action.done, Some(date(2026, 7, 1)), "what is closed stays closed");
    }

    #[test]
    fn an_action_that_is_opened_again_has_to_be_done_again() {
        let mut action = CorrectiveAction::open();
        action.reopen(date(2026, 7, 1));
        assert_eq!(action, CorrectiveAction::open(), "an open one can't be opened again");
        action.mark_done(date(2026, 7, 1));
        action.verify("Li Na", date(2026, 7, 2));
        action.reopen(date(2026, 8, 1));
        assert_eq!((action.state, action.done, action.verified), (ActionState::Open, None, None));
        assert_eq!(action.reopened, Some(date(2026, 8, 1)));
        let [round] = action.rounds.as_slice() else { unreachable!("one round") };
        assert_eq!(round.reopened, date(2026, 8, 1));
        assert!(round.done.is_some() && !round.verified_by.is_empty(), "nothing said is lost");
        assert!(!action.verify("Li Na", date(2026, 8, 2)));
    }
}
