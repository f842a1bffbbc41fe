//! Counts the bytes that a piece of work leaves allocated, to say what a waiting write costs.
#![allow(unsafe_code, reason = "an allocator can only be written with unsafe; it only counts")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// The system's allocator, with a count beside it. It counts on demand only: counting while the
/// clock runs would burden those who allocate most, and those are the peers.
struct Counting;

#[global_allocator]
static COUNTING: Counting = Counting;

static COUNTS: AtomicBool = AtomicBool::new(false);
static BYTES: AtomicUsize = AtomicUsize::new(0);

/// How many bytes are allocated by `work` and not freed by it. What it frees must be its own.
pub(crate) fn bytes_kept_by<T>(work: impl FnOnce() -> T) -> (T, usize) {
    BYTES.store(0, Ordering::Relaxed);
    COUNTS.store(true, Ordering::Relaxed);
    let result = work();
    COUNTS.store(false, Ordering::Relaxed);
    (result, BYTES.load(Ordering::Relaxed))
}

fn count(more: usize, less: usize) {
    if COUNTS.load(Ordering::Relaxed) {
        BYTES.fetch_add(more, Ordering::Relaxed);
        BYTES.fetch_sub(less, Ordering::Relaxed);
    }
}

// SAFETY: every call goes to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size(), 0);
        // SAFETY: as the caller promised.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        count(0, layout.size());
        // SAFETY: as the caller promised.
        unsafe { System.dealloc(place, layout) }
    }

    unsafe fn realloc(&self, place: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size, layout.size());
        // SAFETY: as the caller promised.
        unsafe { System.realloc(place, layout, size) }
    }
}
