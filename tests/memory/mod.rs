//! How much memory some work holds: an allocator that counts, for the tests of hostile files.
#![allow(unsafe_code, reason = "an allocator that counts")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

thread_local! {
    static HELD: Cell<usize> = const { Cell::new(0) };
    static MOST: Cell<usize> = const { Cell::new(0) };
}

/// The system's allocator, with a count for each thread of what is held and of the most that was.
struct Counting;

// SAFETY: everything is passed on to the system's allocator; the counters allocate nothing.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let held = HELD.get().wrapping_add(layout.size());
        HELD.set(held);
        // What another thread allocated and this one frees wraps around below nothing.
        if held < usize::MAX / 2 {
            MOST.set(MOST.get().max(held));
        }
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        HELD.set(HELD.get().wrapping_sub(layout.size()));
        unsafe { System.dealloc(memory, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// The most memory that `work` held at once, bytes.
pub fn most_held<T>(work: impl FnOnce() -> T) -> (usize, T) {
    HELD.set(0);
    MOST.set(0);
    let result = work();
    (MOST.get(), result)
}
