//! Muster models a building's evacuation routes and fire doors, predicts how it should empty, runs
//! timed drills, and compares them over the years.
//!
//! Data flows one way: a layer uses only those above it in this list.

pub mod units;

pub mod guard;

pub mod language;

pub mod building;

pub mod rules;

pub mod egress;

pub mod drill;

pub mod history;

pub mod store;

pub mod exchange;

pub mod samples;

pub mod app;

pub mod cli;
