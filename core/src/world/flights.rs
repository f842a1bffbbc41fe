//! The messages between leaving and arriving, by link and number.

use super::agenda::Appointment;
use super::event::EventId;
use super::network::{Envelope, LinkId, MessageId};

/// A message on its way, with its place in the agenda; none while it is held.
#[derive(Clone, Debug)]
pub(super) struct Flight {
    pub(super) envelope: Envelope,
    pub(super) sent: EventId,
    /// Whether it stems from a timer: a run does not wait for such messages to settle.
    pub(super) in_background: bool,
    pub(super) appointment: Option<Appointment>,
}

/// All messages on their way or held. Each link has its own, in the order in which they left.
#[derive(Clone, Debug)]
pub(super) struct Flights {
    n_replicas: usize,
    by_link: Vec<Vec<Flight>>,
}

impl Flights {
    /// No messages between so many replicas.
    pub(super) fn none(n_replicas: usize) -> Self {
        Self { n_replicas, by_link: vec![Vec::new(); n_replicas * n_replicas] }
    }

    /// A message leaves: it is the newest of its link.
    pub(super) fn push(&mut self, flight: Flight) {
        let on_link = self.index(flight.envelope.id.link).map(|at| &mut self.by_link[at]);
        on_link.expect("messages travel between replicas of the run").push(flight);
    }

    /// A message.
    pub(super) fn get(&self, id: MessageId) -> Option<&Flight> {
        let on_link = self.by_link.get(self.index(id.link)?)?;
        on_link.get(place(on_link, id)?)
    }

    /// A message.
    pub(super) fn get_mut(&mut self, id: MessageId) -> Option<&mut Flight> {
        let at = self.index(id.link)?;
        let on_link = self.by_link.get_mut(at)?;
        let place = place(on_link, id)?;
        on_link.get_mut(place)
    }

    /// Takes a message out.
    pub(super) fn remove(&mut self, id: MessageId) -> Option<Flight> {
        let at = self.index(id.link)?;
        let on_link = self.by_link.get_mut(at)?;
        let place = place(on_link, id)?;
        Some(on_link.remove(place))
    }

    /// The messages on one link, in the order in which they left.
    pub(super) fn on(&self, link: LinkId) -> &[Flight] {
        self.index(link).map_or(&[], |at| &self.by_link[at])
    }

    /// All messages, by link and number.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Flight> + '_ {
        self.by_link.iter().flatten()
    }

    fn index(&self, link: LinkId) -> Option<usize> {
        let (from, to) = (link.from.index(), link.to.index());
        (from < self.n_replicas && to < self.n_replicas).then_some(from * self.n_replicas + to)
    }
}

fn place(on_link: &[Flight], id: MessageId) -> Option<usize> {
    on_link.binary_search_by_key(&id.number, |flight| flight.envelope.id.number).ok()
}
