//! The window.

pub mod plan;
