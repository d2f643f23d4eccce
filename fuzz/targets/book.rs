//! The file of the book itself.
#![no_main]

use libfuzzer_sys::fuzz_target;
use muster::store::Manifest;

fuzz_target!(|bytes: &[u8]| {
    muster_fuzz::file::<Manifest>(bytes);
});
