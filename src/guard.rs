//! Work of a library that was not made for every input: a fault in it ends that work, and not the
//! program.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;
use std::thread;

thread_local! {
    /// Whether this thread is within such work.
    static WITHIN: Cell<bool> = const { Cell::new(false) };
}

/// Does some work of a library. Its fault is not reported: it is expected, and whoever calls says to the
/// user what it means. A fault of Muster's own code in there is reported as everywhere.
///
/// # Errors
/// What the work left with, if it did not come to its end.
pub fn guarded<T>(work: impl FnOnce() -> T) -> thread::Result<T> {
    stay_quiet_within();
    let outer = WITHIN.replace(true);
    // What the work has half done is not looked at again.
    let done = catch_unwind(AssertUnwindSafe(work));
    WITHIN.set(outer);
    done
}

fn stay_quiet_within() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let source = file!().trim_end_matches("guard.rs");
        let report = take_hook();
        set_hook(Box::new(move |fault| {
            let own = fault.location().is_some_and(|at| at.file().starts_with(source));
            if own || !WITHIN.get() {
                report(fault);
            }
        }));
    });
}
