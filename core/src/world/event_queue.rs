//! What happens by itself, in the order of time.

use super::choice::Choice;
use super::network::MessageId;
use crate::clock::ReplicaId;
use crate::paged_map::PagedMap;
use crate::replica::protocol::{Time, Timer};

/// When something happens by itself. The order is the order of time; at one time what was released
/// by hand goes first, then what was set up first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ScheduledEvent {
    pub(super) at: Time,
    pub(super) in_turn: bool,
    pub(super) seq: u64,
    pub(super) what: Due,
}

/// What is scheduled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Due {
    Message(MessageId),
    Timer(ReplicaId, Timer),
}

impl Due {
    pub(super) fn choice(self) -> Choice {
        match self {
            Self::Message(id) => Choice::Arrive(id),
            Self::Timer(replica, timer) => Choice::Expire(replica, timer),
        }
    }
}

/// All scheduled events, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct EventQueue {
    events: PagedMap<ScheduledEvent, ()>,
    next_seq: u64,
}

impl EventQueue {
    /// Gives something its place in the order of time.
    pub(super) fn schedule(&mut self, at: Time, in_turn: bool, what: Due) -> ScheduledEvent {
        let scheduled = ScheduledEvent { at, in_turn, seq: self.next_seq, what };
        self.next_seq += 1;
        self.events.insert(scheduled, ());
        scheduled
    }

    /// Calls a scheduled event off.
    pub(super) fn remove(&mut self, scheduled: &ScheduledEvent) {
        self.events.remove(scheduled);
    }

    /// Calls off all scheduled events of some kind.
    pub(super) fn remove_all(&mut self, what: impl Fn(Due) -> bool) {
        self.events.retain(|scheduled, ()| !what(scheduled.what));
    }

    /// The scheduled event of something, if there is one.
    pub(super) fn find(&self, what: Due) -> Option<ScheduledEvent> {
        self.iter().find(|scheduled| scheduled.what == what)
    }

    /// What comes first.
    pub(super) fn first(&self) -> Option<ScheduledEvent> {
        self.iter().next()
    }

    /// Everything, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = ScheduledEvent> + '_ {
        self.events.keys().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_comes_first_then_what_was_released_by_hand_then_what_was_set_up_first() {
        let mut queue = EventQueue::default();
        let what = |n| {
            Due::Timer(ReplicaId(n), Timer::SessionTimeout(crate::replica::protocol::RequestId(0)))
        };
        let late = queue.schedule(9, true, what(0));
        queue.schedule(5, true, what(1));
        queue.schedule(5, true, what(2));
        queue.schedule(5, false, what(3));
        let order = |queue: &EventQueue| queue.iter().map(|due| due.what).collect::<Vec<_>>();
        assert_eq!(order(&queue), [what(3), what(1), what(2), what(0)]);
        queue.remove(&late);
        queue.remove_all(|due| due == what(1));
        assert_eq!(order(&queue), [what(3), what(2)]);
        assert_eq!(queue.find(what(2)).map(|due| due.at), Some(5));
    }
}
