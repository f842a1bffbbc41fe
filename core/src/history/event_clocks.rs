//! Vector clocks of the events of a history, for the diagram and the exports.

use super::log::History;
use crate::clock::EventClock;
use crate::world::event::EventKind;

/// The clock of every event that happened at a replica, by position; `None` for what happened to
/// links. Each event ticks its replica's entry; a receipt also learns what the sending knew
/// (Fidge 1988; Mattern 1989, section "Vector Time").
#[must_use]
pub fn event_clocks(history: &History) -> Vec<Option<EventClock>> {
    let mut of_event: Vec<Option<EventClock>> = Vec::with_capacity(history.len());
    let mut of_replica: Vec<EventClock> = Vec::new();
    for event in history.events() {
        let Some(replica) = event.replica else {
            of_event.push(None);
            continue;
        };
        if of_replica.len() <= replica.index() {
            of_replica.resize(replica.index() + 1, EventClock::new());
        }
        let clock = &mut of_replica[replica.index()];
        clock.tick(replica);
        if matches!(event.kind, EventKind::Received { .. }) {
            let sent =
                event.cause.and_then(|cause| sending_clock(history, &of_event, cause.index()));
            sent.iter().for_each(|sent| clock.merge(sent));
        }
        of_event.push(Some(clock.clone()));
    }
    of_event
}

/// The clock of the sending that a receipt stems from, through any copies made on the way.
fn sending_clock(
    history: &History,
    of_event: &[Option<EventClock>],
    mut at: usize,
) -> Option<EventClock> {
    loop {
        if let Some(clock) = &of_event[at] {
            return Some(clock.clone());
        }
        at = history.events()[at].cause?.index();
    }
}
