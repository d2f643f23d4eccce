//! A door, its fire rating, how it opens, and the state in which it was found.

use serde::{Deserialize, Serialize};

use super::{DoorId, Segment};
use crate::language::choice;

choice! {
    /// Fire door class: integrity and insulation of 1.5, 1.0 or 0.5 h (GB 12955-2008).
    pub enum FireClass {
        /// 甲级, 1.5 h.
        A => "fire-class-a",
        /// 乙级, 1.0 h.
        B => "fire-class-b",
        /// 丙级, 0.5 h.
        C => "fire-class-c",
    }
}

choice! {
    /// How a fire door comes to be closed in a fire.
    pub enum Closing {
        /// 常闭: it is always closed, and closes itself behind who passes.
        NormallyClosed => "closing-normally-closed",
        /// 常开: it is held open and released by the alarm.
        HeldOpen => "closing-held-open",
    }
}

/// Whether a door resists fire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum DoorKind {
    /// An ordinary door.
    Ordinary,
    /// A fire door.
    Fire {
        /// Its class.
        class: FireClass,
        /// How it comes to be closed.
        closing: Closing,
    },
}

impl DoorKind {
    /// The fire door class, or nothing for an ordinary door.
    #[must_use]
    pub const fn fire_class(self) -> Option<FireClass> {
        match self {
            Self::Ordinary => None,
            Self::Fire { class, .. } => Some(class),
        }
    }

    /// Whether it is a fire door.
    #[must_use]
    pub const fn is_fire_door(self) -> bool {
        matches!(self, Self::Fire { .. })
    }

    /// Whether it is a normally closed fire door.
    #[must_use]
    pub const fn is_normally_closed(self) -> bool {
        matches!(self, Self::Fire { closing: Closing::NormallyClosed, .. })
    }
}

choice! {
    /// To which side a door opens, looking from the beginning to the end of its segment.
    pub enum Swing {
        /// Its leaf turns to the left.
        Left => "swing-left",
        /// Its leaf turns to the right.
        Right => "swing-right",
        /// Its leaf turns to both sides.
        Both => "swing-both",
        /// 推拉门.
        Sliding => "swing-sliding",
        /// 卷帘门.
        Roller => "swing-roller",
        /// 转门.
        Revolving => "swing-revolving",
        /// An opening without a leaf.
        Open => "swing-open",
    }
}

choice! {
    /// In what state a door is.
    pub enum DoorState {
        /// As it was designed.
        AsDesigned => "door-state-as-designed",
        /// 被撑开.
        ProppedOpen => "door-state-propped-open",
        /// 上锁.
        Locked => "door-state-locked",
        /// 堵塞.
        Blocked => "door-state-blocked",
    }
}

impl DoorState {
    /// Whether people can pass.
    #[must_use]
    pub const fn is_passable(self) -> bool {
        matches!(self, Self::AsDesigned | Self::ProppedOpen)
    }
}

/// What is mounted on a door.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Hardware {
    /// 闭门器.
    pub self_closer: bool,
    /// 顺序器, for double leaves.
    pub sequence_selector: bool,
    /// 推闩式门锁.
    pub panic_bar: bool,
    /// A lock that needs a key from inside.
    pub lock: bool,
}

/// A door, on a wall between two spaces or between a space and the open air.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Door {
    /// Its id.
    pub id: DoorId,
    /// Its name, such as `D2` or `E1`.
    pub name: String,
    /// Where it is in the wall; its length is the opening's width.
    pub line: Segment,
    /// The width that people can use when it is open, m.
    pub clear_width: f64,
    /// The number of leaves, 1 or 2.
    pub leaves: u8,
    /// Whether it resists fire.
    pub kind: DoorKind,
    /// Whether it is an exit: who has passed it is safe, or in the open air.
    #[serde(default)]
    pub exit: bool,
    /// To which side it opens.
    pub swing: Swing,
    /// What is mounted on it.
    #[serde(default)]
    pub hardware: Hardware,
    /// In what state it is.
    pub state: DoorState,
    /// Who answers for it; empty if nobody is named.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub responsible: String,
}

impl Door {
    /// An ordinary single door that uses the whole of its opening less 0.1 m for the frame.
    #[must_use]
    pub fn new(id: DoorId, name: &str, line: Segment) -> Self {
        Self {
            id,
            name: name.to_owned(),
            line,
            clear_width: (line.length() - 0.1).max(0.0),
            leaves: 1,
            kind: DoorKind::Ordinary,
            exit: false,
            swing: Swing::Left,
            hardware: Hardware::default(),
            state: DoorState::AsDesigned,
            responsible: String::new(),
        }
    }
}
