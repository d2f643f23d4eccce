//! How a building should empty. This layer knows nothing of drills, files or the window.

pub mod crowd;
pub mod flow;
pub mod heat;
mod level_of_service;
mod overfull;
pub mod smoke;
pub mod sweep;
pub mod verify;

pub use level_of_service::{Ground, LevelOfService};
pub use overfull::{MOST_DENSITY, Overfull, overfull};
