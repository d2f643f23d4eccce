//! A page as PDF, from file to proposal.
#![no_main]

use std::panic;
use std::sync::Once;

use libfuzzer_sys::fuzz_target;
use muster::exchange::plan::{Options, PlanKind, Stop, propose};

static QUIET: Once = Once::new();

fuzz_target!(|bytes: &[u8]| {
    // The importer survives a fault of the PDF library. The fuzzer's hook would end the run at the
    // fault itself; without it, only what leaves the importer does.
    QUIET.call_once(|| panic::set_hook(Box::new(|_| {})));
    let _ = propose(PlanKind::Pdf, bytes, &Options::default(), &Stop::default());
});
