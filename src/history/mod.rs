//! How drills change over the years: comparison, statistics, what differed. This layer knows
//! nothing of files or the window.

mod baseline;
mod comparison;
mod difference;
mod follow_up;
pub mod statistics;

pub use baseline::Baseline;
pub use comparison::{Comparison, Drill, Row, TOTAL};
pub use difference::{Difference, differences};
pub use follow_up::{FollowUp, follow_ups};
