//! What happened in a drill. Events are only ever added: an undo and a correction are events too.

use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

use super::{CheckpointId, InjectId, PersonId, WallTime};
use crate::building::{DoorId, SiteElementId};
use crate::language::choice;
use crate::units::Seconds;

/// The number of an event in its drill: 1, 2, 3 … without gaps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EventNumber(NonZeroU32);

impl EventNumber {
    /// The number of a drill's first event.
    pub const FIRST: Self = Self(NonZeroU32::MIN);

    /// The event number `number`, or nothing for 0.
    #[must_use]
    pub const fn new(number: u32) -> Option<Self> {
        match NonZeroU32::new(number) {
            Some(number) => Some(Self(number)),
            None => None,
        }
    }

    /// The number as such.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0.get()
    }

    /// The number of the event after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

choice! {
    /// How a door was found.
    pub enum DoorFinding {
        /// Closed, as a normally closed fire door should be.
        Closed => "door-finding-closed",
        /// Standing open on its hold-open device, before the alarm released it.
        HeldOpen => "door-finding-held-open",
        /// It closed when the alarm released it.
        ClosedOnAlarm => "door-finding-closed-on-alarm",
        /// It did not close when the alarm should have released it.
        DidNotClose => "door-finding-did-not-close",
        /// 被撑开.
        Propped => "door-finding-propped",
        /// 上锁.
        Locked => "door-finding-locked",
        /// 堵塞.
        Blocked => "door-finding-blocked",
    }
}

impl DoorFinding {
    /// Whether the door did what it is there for.
    #[must_use]
    pub const fn is_good(self) -> bool {
        matches!(self, Self::Closed | Self::HeldOpen | Self::ClosedOnAlarm)
    }
}

choice! {
    /// Why somebody did not answer at the roll call.
    pub enum Absence {
        /// No way out is left to them.
        NoWayOut => "absence-no-way-out",
        /// They stayed at their work, to shut something down or not having heard.
        AtWork => "absence-at-work",
        /// They help somebody out.
        Helping => "absence-helping",
        /// They went to another assembly point.
        OtherPoint => "absence-other-point",
        /// They left the site.
        LeftSite => "absence-left-site",
    }
}

choice! {
    /// What became of a person at the roll call.
    pub enum Presence {
        /// 安全.
        Safe => "presence-safe",
        /// 未到.
        Missing => "presence-missing",
        /// 请假: not on the site, so nobody looks for them.
        Excused => "presence-excused",
    }
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum What {
    /// The alarm is given and the clock starts. Always the first event.
    Started,
    /// A checkpoint was reached.
    Reached {
        /// Which.
        checkpoint: CheckpointId,
    },
    /// People were counted out of an exit.
    Counted {
        /// Which exit.
        exit: DoorId,
        /// How many; a negative number corrects an earlier count.
        people: i32,
    },
    /// A door was looked at.
    DoorChecked {
        /// Which.
        door: DoorId,
        /// How it was found.
        found: DoorFinding,
    },
    /// An inject was told.
    InjectFired {
        /// Which.
        inject: InjectId,
    },
    /// The expected action upon an inject was seen.
    InjectAcknowledged {
        /// Which.
        inject: InjectId,
    },
    /// People were counted at an assembly point. The newest count of a point is the valid one.
    HeadCounted {
        /// Which.
        point: SiteElementId,
        /// How many should be there.
        expected: u32,
        /// How many are there.
        present: u32,
    },
    /// A person was called at the roll call. The newest call of a person is the valid one.
    RollCalled {
        /// Who.
        person: PersonId,
        /// What became of them.
        presence: Presence,
        /// Where they were called, if at an assembly point.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        point: Option<SiteElementId>,
        /// Why they did not answer, where that is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        absence: Option<Absence>,
    },
    /// A picture of something that was entered before.
    Pictured {
        /// The event that it shows.
        event: EventNumber,
        /// The name of its file in the book's `photos/` folder.
        file: String,
    },
    /// Something worth keeping.
    Noted {
        /// The words.
        text: String,
    },
    /// Something that happened earlier and is entered now; its own time counts.
    EnteredLate {
        /// When it happened, since the alarm.
        happened_at: Seconds,
        /// What happened.
        what: Box<What>,
        /// Where the time comes from, such as a paper sheet.
        source: String,
    },
    /// An earlier event is taken back.
    Undone {
        /// Which.
        event: EventNumber,
    },
    /// An earlier event happened at another time than was entered, or was something else.
    Corrected {
        /// Which.
        event: EventNumber,
        /// When it happened, since the alarm.
        happened_at: Seconds,
        /// What it was instead, if it was something else: of the same sort.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        what: Option<Box<What>>,
        /// Why.
        reason: String,
    },
    /// The drill is halted; its clock stands still until it goes on.
    Paused {
        /// Why.
        reason: String,
    },
    /// The drill goes on.
    Resumed,
    /// The wall clock was changed while the drill ran; the drill's clock was not moved by it.
    ClockJumped {
        /// By how much.
        by: Seconds,
    },
    /// The computer slept while the drill ran; the drill's clock went on.
    Suspended {
        /// For how long.
        lasted: Seconds,
    },
    /// The computer's time zone, or its summer time, changed; the drill's clock was not moved.
    ZoneChanged,
    /// The program was cut off and took the drill up again.
    TakenUp {
        /// Whether the computer was started anew meanwhile, so that the time comes from the wall
        /// clock.
        clock_restarted: bool,
    },
    /// A real emergency: the drill ends, the log goes on.
    StoppedForRealEmergency,
    /// The drill is over.
    Finished,
}

impl What {
    /// Whether an undo can take it back: what a person observed can, the run's own course can't.
    #[must_use]
    pub const fn can_be_undone(&self) -> bool {
        self.is_observation() || matches!(self, Self::EnteredLate { .. } | Self::Corrected { .. })
    }

    /// Whether a slip of the hand may have entered the one where the other happened. Injects are
    /// told and not observed, and a picture shows what it shows.
    #[must_use]
    pub const fn is_like(&self, other: &Self) -> bool {
        matches!(
            (self, other),
            (Self::Reached { .. }, Self::Reached { .. })
                | (Self::Counted { .. }, Self::Counted { .. })
                | (Self::DoorChecked { .. }, Self::DoorChecked { .. })
                | (Self::HeadCounted { .. }, Self::HeadCounted { .. })
                | (Self::RollCalled { .. }, Self::RollCalled { .. })
                | (Self::Noted { .. }, Self::Noted { .. })
        )
    }
}

/// An event of a drill.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Its number, without gaps.
    pub number: EventNumber,
    /// Since the alarm, by a clock that counts suspend and that nobody can set.
    pub at: Seconds,
    /// What the wall clock showed.
    pub wall: WallTime,
    /// Who entered it; empty for the program.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub who: String,
    /// What happened.
    pub what: What,
}
