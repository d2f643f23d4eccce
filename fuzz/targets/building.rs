//! A building, and what is said to be wrong with it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use muster::building::problem::problems;
use muster::building::{Building, Site};

fuzz_target!(|bytes: &[u8]| {
    if let Some(building) = muster_fuzz::file::<Building>(bytes) {
        let _ = problems(&building, &Site::default());
    }
});
