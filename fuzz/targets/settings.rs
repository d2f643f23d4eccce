//! What the program remembers between two starts.
#![no_main]

use libfuzzer_sys::fuzz_target;
use muster::app::Settings;

fuzz_target!(|bytes: &[u8]| {
    if let Some(text) = muster_fuzz::text(bytes) {
        let _ = Settings::from_text(text);
    }
});
