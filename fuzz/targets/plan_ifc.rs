//! A model as IFC, from file to proposal.
#![no_main]

use libfuzzer_sys::fuzz_target;
use muster::exchange::plan::{Options, PlanKind, Stop, propose};

fuzz_target!(|bytes: &[u8]| {
    let _ = propose(PlanKind::Ifc, bytes, &Options::default(), &Stop::default());
});
