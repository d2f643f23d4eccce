//! Another program's geometry: Vadere.
#![no_main]

use libfuzzer_sys::fuzz_target;
use muster::exchange::peers::PeerKind;

fuzz_target!(|bytes: &[u8]| {
    if let Some(text) = muster_fuzz::text(bytes) {
        let _ = PeerKind::Vadere.read("fuzzed", text);
    }
});
