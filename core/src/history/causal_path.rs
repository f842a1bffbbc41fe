//! The way that causality took from one event to another.

use litemap::LiteMap;

use super::happens_before::HappensBefore;
use super::log::History;
use crate::replica::protocol::Occurrence;
use crate::world::event::{EventId, EventKind};

impl HappensBefore {
    /// The chain of events that carries causality from one event to a later one, both included:
    /// along replicas, and from writes to their deliveries. `None` if there is none.
    #[must_use]
    pub fn path(history: &History, from: EventId, to: EventId) -> Option<Vec<EventId>> {
        let mut reached_from: LiteMap<EventId, EventId> = LiteMap::new();
        let mut last_at: Vec<Option<EventId>> = Vec::new();
        for event in history.events().iter().skip(from.index()).take_while(|event| event.id <= to) {
            let Some(replica) = event.replica else {
                continue;
            };
            if last_at.len() <= replica.index() {
                last_at.resize(replica.index() + 1, None);
            }
            let by_message = match &event.kind {
                EventKind::Recorded { what: Occurrence::Delivered { write, .. }, .. } => history
                    .accepted(write.dot)
                    .map(|accepted| accepted.id)
                    .filter(|id| *id == from || reached_from.contains_key(id)),
                _ => None,
            };
            let before = last_at[replica.index()].or(by_message);
            if event.id == from || before.is_some() {
                before.and_then(|before| reached_from.insert(event.id, before));
                last_at[replica.index()] = Some(event.id);
            }
        }
        walk_back(&reached_from, from, to)
    }
}

fn walk_back(
    reached_from: &LiteMap<EventId, EventId>,
    from: EventId,
    to: EventId,
) -> Option<Vec<EventId>> {
    let mut path = vec![to];
    let mut at = to;
    while at != from {
        at = *reached_from.get(&at)?;
        path.push(at);
    }
    path.reverse();
    Some(path)
}
