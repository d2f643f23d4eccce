//! A rule pack.
#![no_main]

use libfuzzer_sys::fuzz_target;
use muster::rules::Pack;

fuzz_target!(|bytes: &[u8]| {
    muster_fuzz::file::<Pack>(bytes);
});
