//! What a page of a PDF draws, in a file that is whole: from its content to the proposal.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| muster_fuzz::page(&muster_fuzz::pdf(bytes)));
