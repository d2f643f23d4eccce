//! A limit that a building does not keep.

use super::{Confidence, Text, Unit};
use crate::building::edit::Edit;
use crate::building::problem::Severity;
use crate::building::{ElementId, Point, StoreyId, Waiver};
use crate::language::{Language, Message, msg};

/// On which side of the limit a value must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// Not above it.
    AtMost,
    /// Not below it.
    AtLeast,
    /// It must be so.
    Must,
}

/// A limit that is not kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The id of the rule.
    pub rule: String,
    /// Its clause.
    pub clause: String,
    /// The document and its edition.
    pub edition: String,
    /// Which element.
    pub element: ElementId,
    /// The element's name, or its id if it has none.
    pub name: String,
    /// On which storey it is.
    pub storey: Option<StoreyId>,
    /// Where on the plan.
    pub at: Option<Point>,
    /// What was measured, in the base of `unit`.
    pub measured: f64,
    /// The limit, in the base of `unit`.
    pub limit: f64,
    /// On which side of it the value must be.
    pub bound: Bound,
    /// The unit.
    pub unit: Unit,
    /// How much it matters.
    pub severity: Severity,
    /// How sure the rule is.
    pub confidence: Confidence,
    /// What is demanded.
    pub text: Text,
    /// A change that would meet the limit, where one is mechanical.
    pub fix: Option<Edit>,
    /// Why it is accepted as it is, if somebody has said so.
    pub waived: Option<Waiver>,
}

impl Finding {
    /// What is demanded, what was measured, and the limit.
    #[must_use]
    pub fn message(&self, lang: Language) -> Message {
        let name = self.name.as_str();
        let what = self.text.in_language(lang);
        let measured = self.measured(lang);
        let limit = self.limit(lang);
        match self.bound {
            // There must be none of it: a limit of nothing reads badly.
            Bound::AtMost if self.limit == 0.0 => {
                msg!("rules-finding-none", name = name, what = what, measured = measured)
            }
            Bound::AtMost => msg!(
                "rules-finding-at-most",
                name = name,
                what = what,
                measured = measured,
                limit = limit
            ),
            Bound::AtLeast => msg!(
                "rules-finding-at-least",
                name = name,
                what = what,
                measured = measured,
                limit = limit
            ),
            Bound::Must => msg!("rules-finding-must", name = name, what = what),
        }
    }

    /// The measured value with its unit.
    #[must_use]
    pub fn measured(&self, lang: Language) -> String {
        self.unit.show(self.measured, lang)
    }

    /// The limit with its unit.
    #[must_use]
    pub fn limit(&self, lang: Language) -> String {
        self.unit.show(self.limit, lang)
    }
}
