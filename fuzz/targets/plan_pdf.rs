//! A page as PDF, from file to proposal. The picture of the page is drawn as well, but small.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| muster_fuzz::page(bytes));
