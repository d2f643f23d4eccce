//! A scenario.
#![no_main]

use libfuzzer_sys::fuzz_target;
use muster::drill::Scenario;

fuzz_target!(|bytes: &[u8]| {
    muster_fuzz::file::<Scenario>(bytes);
});
