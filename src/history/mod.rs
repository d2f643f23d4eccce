//! How drills change over the years: comparison, statistics, what differed. This layer knows
//! nothing of files or the window.

mod baseline;
mod comparison;
mod difference;
mod filter;
mod flow_curve;
mod follow_up;
pub mod statistics;
mod trend;

pub use baseline::Baseline;
pub use comparison::{Comparison, Drill, Row, TOTAL};
pub use difference::{Difference, differences};
pub use filter::Filter;
pub use flow_curve::flow_curve;
pub use follow_up::{FollowUp, follow_ups};
pub use trend::{SMALLEST, Trend};
