//! What a time is set against, like the splits of a race timer.

use crate::language::{Choice, Message, choice, msg};

choice! {
    /// What a time is set against. Best, average and median are those of the drills before.
    pub enum Baseline {
        /// What was aimed at on that day.
        Target => "baseline-target",
        /// What had been predicted on that day.
        Prediction => "baseline-prediction",
        /// The drill before.
        Previous => "baseline-previous",
        /// The best of all drills before.
        Best => "baseline-best",
        /// The average of the last drills before.
        Average => "baseline-average",
        /// The median of the last drills before.
        Median => "baseline-median",
    }
}

impl Baseline {
    /// Whether it is made from several drills, so that few of them make it shaky.
    #[must_use]
    pub const fn is_of_several(self) -> bool {
        matches!(self, Self::Best | Self::Average | Self::Median)
    }
}

/// What the times of a table are set against: each drill against its own past, or all against one
/// of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Against {
    /// A baseline.
    Baseline(Baseline),
    /// The drill at this place of the comparison.
    Drill(usize),
}

impl Against {
    /// Whether it is made from several drills, so that few of them make it shaky.
    #[must_use]
    pub const fn is_of_several(self) -> bool {
        matches!(self, Self::Baseline(baseline) if baseline.is_of_several())
    }

    /// What it is called.
    #[must_use]
    pub fn name(self) -> Message {
        match self {
            Self::Baseline(baseline) => Message::new(baseline.key()),
            Self::Drill(_) => msg!("baseline-drill"),
        }
    }
}
