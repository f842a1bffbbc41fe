//! A digest that goes on with its history.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use xxhash_rust::xxh64::Xxh64;

use crate::paged_vec::PagedVec;
use crate::world::event::Event;

/// The digest of the first events of a history, kept so that only what has been added since is read
/// when somebody asks again.
pub(super) struct RunningDigest(Mutex<(usize, Xxh64)>);

impl RunningDigest {
    /// The digest of these events. Those that it has been asked about before are the same still.
    pub(super) fn of(&self, events: &PagedVec<Event>) -> u64 {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (n_known, hash) = &mut *known;
        for event in events.from(*n_known) {
            hash.update(event.to_string().as_bytes());
            hash.update(b"\n");
        }
        *n_known = events.len();
        hash.digest()
    }

    /// Only the first `len` events are the same still.
    pub(super) fn truncate(&mut self, len: usize) {
        let known = self.0.get_mut().unwrap_or_else(PoisonError::into_inner);
        if known.0 > len {
            *self = Self::default();
        }
    }
}

impl Default for RunningDigest {
    fn default() -> Self {
        Self(Mutex::new((0, Xxh64::new(0))))
    }
}

impl fmt::Debug for RunningDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RunningDigest")
    }
}

impl Clone for RunningDigest {
    fn clone(&self) -> Self {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Self(Mutex::new(known.clone()))
    }
}
