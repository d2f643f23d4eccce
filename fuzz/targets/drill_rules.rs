//! How often drills are due.
#![no_main]

use libfuzzer_sys::fuzz_target;
use muster::history::DrillRules;

fuzz_target!(|bytes: &[u8]| {
    muster_fuzz::file::<DrillRules>(bytes);
});
