//! The header of a journal.
#![no_main]

use libfuzzer_sys::fuzz_target;
use muster::store::journal::Header;

fuzz_target!(|bytes: &[u8]| {
    muster_fuzz::file::<Header>(bytes);
});
