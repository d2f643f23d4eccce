//! A marking sheet.
#![no_main]

use libfuzzer_sys::fuzz_target;
use muster::drill::MarkingSheet;

fuzz_target!(|bytes: &[u8]| {
    muster_fuzz::file::<MarkingSheet>(bytes);
});
