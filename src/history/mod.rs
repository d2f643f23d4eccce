//! How drills change over the years: comparison, statistics, what differed. This layer knows
//! nothing of files or the window.

mod agreement;
mod baseline;
mod calibration;
mod carried;
mod comparability;
mod comparison;
mod difference;
mod drill_calendar;
mod filter;
mod fire_doors;
mod flow_curve;
mod follow_up;
mod lanes;
mod marks;
mod parts;
mod slopes;
pub mod statistics;
mod trend;

pub use agreement::{Agreement, CheckpointAgreement, DoorAgreement, ExitAgreement, Later, Passed};
pub use baseline::{Against, Baseline};
pub use calibration::{Estimate, Fit, NoFit, Point, calibrate};
pub use carried::carried_over;
pub use comparability::Comparability;
pub use comparison::{Comparison, Drill, Row, TOTAL};
pub use difference::{Difference, differences};
pub use drill_calendar::{
    Calendar, Coverage, DrillRule, DrillRuleId, DrillRules, Due, Holiday, coverage, drills_due,
};
pub use filter::Filter;
pub use fire_doors::FireDoors;
pub use flow_curve::flow_curve;
pub use follow_up::{FollowUp, YearOfFindings, by_year, days_to_fix, follow_ups};
pub use lanes::{Lane, LaneOf, StairClear, lanes, stair_clear};
pub use marks::MarkRow;
pub use parts::{Part, Parts, best_parts};
pub use trend::{SMALLEST, Trend};
