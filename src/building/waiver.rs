//! A finding that somebody has accepted.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::ElementId;

/// Why a rule need not be kept at an element, and who says so.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// The id of the rule.
    pub rule: String,
    /// At which element.
    pub element: ElementId,
    /// Why.
    pub reason: String,
    /// Who says so.
    pub by: String,
    /// Since when.
    pub since: Date,
}
