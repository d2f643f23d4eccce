//! The window.

pub mod building;
pub mod plan;
