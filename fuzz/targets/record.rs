//! A record, and what is derived from its events.
#![no_main]

use libfuzzer_sys::fuzz_target;
use muster::drill::{Outcome, Record};
use muster::store::verify;

fuzz_target!(|bytes: &[u8]| {
    if let Some(record) = muster_fuzz::file::<Record>(bytes) {
        let _ = Outcome::of(&record.scenario, &record.events);
        for sign in &record.signed {
            let _ = verify(&record, sign);
        }
    }
});
