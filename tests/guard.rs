//! A fault of a library ends its work, and neither the program nor the user's calm.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::panic;
use std::sync::atomic::{AtomicU32, Ordering};

use muster::guard::guarded;

static REPORTED: AtomicU32 = AtomicU32::new(0);

// One test: the hook belongs to the process.
#[test]
fn a_fault_within_is_handed_back_and_one_outside_is_reported() {
    panic::set_hook(Box::new(|_| {
        REPORTED.fetch_add(1, Ordering::SeqCst);
    }));
    let nothing: Vec<u32> = Vec::new();
    let of_library = || nothing[0];
    assert_eq!(guarded(|| 7).unwrap(), 7);
    assert!(guarded(of_library).is_err());
    // One within another does not end the quiet of the outer.
    let twice = guarded(|| {
        let inner = guarded(of_library).is_err();
        (inner, guarded(of_library).is_err())
    });
    assert_eq!(twice.unwrap(), (true, true));
    let outer = guarded(|| {
        let _ = guarded(|| 1);
        of_library()
    });
    assert!(outer.is_err());
    assert_eq!(REPORTED.load(Ordering::SeqCst), 0);
    assert!(panic::catch_unwind(of_library).is_err());
    assert!(std::thread::scope(|scope| scope.spawn(of_library).join().is_err()));
    assert_eq!(REPORTED.load(Ordering::SeqCst), 2);
}
