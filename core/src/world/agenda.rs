//! What happens by itself, in the order of time.

use super::network::MessageId;
use super::state::Choice;
use crate::clock::ReplicaId;
use crate::paged_map::PagedMap;
use crate::replica::protocol::{Time, Timer};

/// When something happens by itself. The order is the order of time; at one time what was released
/// by hand goes first, then what was set up first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Appointment {
    pub(super) at: Time,
    pub(super) in_turn: bool,
    pub(super) seq: u64,
    pub(super) what: Due,
}

/// What happens at an appointment.
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

/// All appointments, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Agenda {
    queue: PagedMap<Appointment, ()>,
    next_seq: u64,
}

impl Agenda {
    /// Gives something its place in the order of time.
    pub(super) fn appoint(&mut self, at: Time, in_turn: bool, what: Due) -> Appointment {
        let appointment = Appointment { at, in_turn, seq: self.next_seq, what };
        self.next_seq += 1;
        self.queue.insert(appointment, ());
        appointment
    }

    /// Calls an appointment off.
    pub(super) fn remove(&mut self, appointment: &Appointment) {
        self.queue.remove(appointment);
    }

    /// Calls off all appointments of some kind.
    pub(super) fn remove_all(&mut self, what: impl Fn(Due) -> bool) {
        self.queue.retain(|appointment, ()| !what(appointment.what));
    }

    /// The appointment of something, if it has one.
    pub(super) fn find(&self, what: Due) -> Option<Appointment> {
        self.iter().find(|appointment| appointment.what == what)
    }

    /// What comes first.
    pub(super) fn first(&self) -> Option<Appointment> {
        self.iter().next()
    }

    /// Everything, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = Appointment> + '_ {
        self.queue.keys().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_comes_first_then_what_was_released_by_hand_then_what_was_set_up_first() {
        let mut agenda = Agenda::default();
        let what = |n| {
            Due::Timer(ReplicaId(n), Timer::SessionTimeout(crate::replica::protocol::RequestId(0)))
        };
        let late = agenda.appoint(9, true, what(0));
        agenda.appoint(5, true, what(1));
        agenda.appoint(5, true, what(2));
        agenda.appoint(5, false, what(3));
        let order = |agenda: &Agenda| agenda.iter().map(|due| due.what).collect::<Vec<_>>();
        assert_eq!(order(&agenda), [what(3), what(1), what(2), what(0)]);
        agenda.remove(&late);
        agenda.remove_all(|due| due == what(1));
        assert_eq!(order(&agenda), [what(3), what(2)]);
        assert_eq!(agenda.find(what(2)).map(|due| due.at), Some(5));
    }
}
