//! What links remember of the messages that were sent on them.

use std::sync::Arc;

use super::network::LinkId;
use crate::replica::protocol::Time;

/// How much was sent on a link.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sent {
    /// The number of the newest message.
    pub(super) n_sent: u32,
    /// When the last of them is due.
    pub(super) last_due: Time,
}

/// All links, in rows of one sender. A row begins with the first message of its sender, and copies
/// share it until the next one.
#[derive(Clone, Debug)]
pub(super) struct Traffic(Vec<Option<Arc<[Sent]>>>);

impl Traffic {
    /// Counters for links on which nothing was sent yet.
    pub(super) fn new(n_replicas: u16) -> Self {
        Self(vec![None; n_replicas.into()])
    }

    /// What a link remembers, to be changed.
    pub(super) fn on(&mut self, link: LinkId) -> &mut Sent {
        let n_replicas = self.0.len();
        let row = &mut self.0[link.from.index()];
        let row = row.get_or_insert_with(|| vec![Sent::default(); n_replicas].into());
        &mut Arc::make_mut(row)[link.to.index()]
    }
}
