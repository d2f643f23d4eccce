//! What the code demands of a building: rule packs as data, and findings with their clause.
//!
//! A [`Pack`] is a list of rules. A rule names a [`Measure`], the cases in which it applies, and
//! the limit in each. [`check`] takes the measures and gives a [`Finding`] for each limit that is
//! not kept. It assists and does not certify: the packs are read by people, not by authorities.

mod check;
mod condition;
mod fact;
mod finding;
mod measure;
mod pack;
mod survey;
mod unit;

pub use check::{Examination, check, examine};
pub use condition::{Condition, DoorPlace, Rise, Span};
pub use fact::{Fact, Unchecked};
pub use finding::{Bound, Finding};
pub use measure::Measure;
pub use pack::{Case, Confidence, Limit, Pack, Rule, Text};
pub use unit::Unit;
