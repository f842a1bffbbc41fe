//! What has to be known of the events that a chart has been read from, so that it can be added to.

use causal_core::clock::Dot;
use causal_core::paged_map::PagedMap;
use causal_core::world::network::MessageId;

/// Between two columns at which it is written down what is open there.
pub(super) const STRETCH: usize = 64;

/// What has to be known of the events before to go on reading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) stop: usize,
    pub(super) arrival_of: PagedMap<MessageId, usize>,
    /// The last wait that began at a mark, by the mark's number.
    pub(super) wait_at: PagedMap<usize, usize>,
    pub(super) write_of: PagedMap<Dot, usize>,
    pub(super) open: Open,
}

/// A beginning or an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// A message is held for the first time; something begins to wait.
    Begins,
    /// It has come to its end.
    Ends,
}

/// Messages and waits that have begun and not ended, by their numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Open {
    pub(super) messages: PagedMap<usize, ()>,
    pub(super) waits: PagedMap<usize, ()>,
}
