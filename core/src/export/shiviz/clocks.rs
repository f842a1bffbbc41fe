//! The clocks of a ShiViz log: one that ticks on every line, merged where the view says.

use std::fmt;

use super::View;
use crate::clock::{EventClock, ReplicaId};
use crate::history::History;
use crate::world::event::{Event, EventId, EventKind};

/// The host of what happens to links. Replicas are capital letters, so none is called that.
pub(super) const NETWORK: &str = "network";

/// Gives each event of a history its clock, in order.
pub(super) struct Clocks {
    of_replica: Vec<EventClock>,
    of_network: LineClock,
    /// By event: the sending that it learns from.
    learns_from: Vec<Option<EventId>>,
    /// By event: whether somebody learns from it.
    is_learned: Vec<bool>,
    /// By event: its clock, if somebody learns from it.
    kept: Vec<Option<EventClock>>,
}

/// The clock of one line. It is written as GoVector writes it, but sorted by replica.
#[derive(Clone, Default)]
pub(super) struct LineClock {
    replicas: EventClock,
    network: u32,
}

impl Clocks {
    pub(super) fn new(history: &History, view: View) -> Self {
        let learns_from = learns_from(history, view);
        let mut is_learned = vec![false; history.len()];
        learns_from.iter().flatten().for_each(|id| is_learned[id.index()] = true);
        let kept = Vec::with_capacity(history.len());
        let (of_replica, of_network) = (Vec::new(), LineClock::default());
        Self { of_replica, of_network, learns_from, is_learned, kept }
    }

    /// The clock of the next event.
    pub(super) fn next(&mut self, event: &Event) -> LineClock {
        let at = event.id.index();
        let learned = self.learns_from[at].and_then(|from| self.kept[from.index()].clone());
        let clock = match event.replica {
            Some(replica) => LineClock { replicas: self.tick(replica, learned), network: 0 },
            None => {
                learned.iter().for_each(|learned| self.of_network.replicas.merge(learned));
                self.of_network.network += 1;
                self.of_network.clone()
            }
        };
        self.kept.push(self.is_learned[at].then(|| clock.replicas.clone()));
        clock
    }

    fn tick(&mut self, replica: ReplicaId, learned: Option<EventClock>) -> EventClock {
        if self.of_replica.len() <= replica.index() {
            self.of_replica.resize(replica.index() + 1, EventClock::new());
        }
        let clock = &mut self.of_replica[replica.index()];
        clock.tick(replica);
        learned.iter().for_each(|learned| clock.merge(learned));
        clock.clone()
    }
}

/// For each event the event at another replica that it learns from.
fn learns_from(history: &History, view: View) -> Vec<Option<EventId>> {
    let events = history.events();
    let place = |id: EventId| events[id.index()].replica;
    // By event: the last one at another replica in the chain of its causes.
    let mut elsewhere: Vec<Option<EventId>> = Vec::with_capacity(events.len());
    let mut learns_from = Vec::with_capacity(events.len());
    for event in events {
        let cause = event.cause.filter(|cause| *cause < event.id);
        // What happens to links hands on what it stems from.
        let source = cause.and_then(|cause| match place(cause) {
            Some(_) => Some(cause),
            None => elsewhere[cause.index()],
        });
        let crosses = source.is_some_and(|source| place(source) != event.replica);
        let reaches = if crosses { source } else { source.and_then(|id| elsewhere[id.index()]) };
        let direct = source.filter(|_| crosses);
        learns_from.push(match (view, &event.kind) {
            (View::Delivery, EventKind::Delivered { .. }) => reaches,
            (View::Delivery, EventKind::Received { .. }) if event.kind.write().is_some() => None,
            _ => direct,
        });
        elsewhere.push(reaches);
    }
    learns_from
}

impl fmt::Display for LineClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut gap = "{";
        for (replica, count) in self.replicas.iter() {
            write!(f, "{gap}\"{replica}\":{count}")?;
            gap = ", ";
        }
        if self.network > 0 {
            write!(f, "{gap}\"{NETWORK}\":{}", self.network)?;
        }
        f.write_str("}")
    }
}
