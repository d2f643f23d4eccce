//! Another program's geometry: Wkt.
#![no_main]

use libfuzzer_sys::fuzz_target;
use muster::exchange::peers::PeerKind;

fuzz_target!(|bytes: &[u8]| {
    if let Some(text) = muster_fuzz::text(bytes) {
        let _ = PeerKind::Wkt.read("fuzzed", text);
    }
});
