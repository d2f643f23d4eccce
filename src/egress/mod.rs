//! How a building should empty. This layer knows nothing of drills, files or the window.

pub mod crowd;
pub mod flow;
pub mod smoke;
pub mod sweep;
pub mod verify;
