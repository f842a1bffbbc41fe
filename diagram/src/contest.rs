//! Which of two concurrent writes stays, where only one can.

use std::sync::Arc;

use causal_core::replica::Store;
use causal_core::replica::protocol::Write;

/// The write that a key holds in place of another one that it did not know of: the other one has lost
/// to it. `None` if the write is there itself, or was replaced by somebody who had read it. For the
/// rules under which one write stays.
#[must_use]
pub fn winner<'a>(store: &'a Store, write: &Write) -> Option<&'a Arc<Write>> {
    let there = store.held(&write.key).first()?;
    (there.dot != write.dot && !there.context.covers(write.dot)).then_some(there)
}
