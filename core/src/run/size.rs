//! How much memory a run takes, in events: what carries a vector or a state takes that of several.

use crate::clock::VersionVector;
use crate::replica::Store;
use crate::replica::protocol::Message;
use crate::replica::protocol::Occurrence;
use crate::world::World;
use crate::world::event::{Event, EventKind};

/// How large a run may grow: about a gigabyte.
const RUN_MAX: usize = 4_000_000;
/// How large it may always grow, however few steps it may have.
const RUN_MAX_AT_LEAST: usize = 100_000;
/// How large it may grow for each step that it may have.
const PER_STEP: usize = 32;
/// So many entries of a vector take as much as an event.
const ENTRIES: usize = 32;

/// How large a run of so many steps may grow: single steps can be long, as where all messages are
/// held or let go, so a limit of steps alone would leave memory without one.
pub(super) fn at_most(n_steps: usize) -> usize {
    n_steps.saturating_mul(PER_STEP).clamp(RUN_MAX_AT_LEAST, RUN_MAX)
}

/// What these events take.
pub(super) fn of_events<'a>(events: impl IntoIterator<Item = &'a Event>) -> usize {
    events.into_iter().map(|event| 1 + of_content(&event.kind)).sum()
}

fn of_content(kind: &EventKind) -> usize {
    let travels = kind.travels();
    let report = travels.and_then(Message::report);
    let of_report = report.map_or(0, |report| of_vector(&report.seen));
    match (kind, travels) {
        (_, Some(Message::State(state))) => of_report + of_store(&state.store),
        (_, Some(_)) => of_report,
        (EventKind::Recorded { what: Occurrence::Erred { seen, store }, .. }, _) => {
            of_vector(seen) + of_store(store)
        }
        (EventKind::Recorded { what: Occurrence::Accepted { write, .. }, .. }, _) => {
            of_vector(&write.deps)
        }
        (EventKind::Replied { metadata, .. }, _) => of_vector(metadata),
        (EventKind::Recorded { what: Occurrence::Pruned { reported, stable }, .. }, _) => {
            of_vector(reported) + stable.as_ref().map_or(0, of_vector)
        }
        _ => 0,
    }
}

fn of_vector(vector: &VersionVector) -> usize {
    vector.n_slots() / ENTRIES
}

fn of_store(store: &Store) -> usize {
    store.len() / ENTRIES
}

/// What a copy of a world takes at most: each replica may know the vector of each other one.
pub(super) fn of_world(world: &World) -> usize {
    let n_replicas = world.replicas().len();
    n_replicas + n_replicas.pow(3) / (2 * ENTRIES) + world.envelopes().count()
}

/// What a copy of a moment takes.
pub(super) fn of_moment(n_replicas: usize, n_messages: usize) -> usize {
    n_replicas + n_replicas.pow(2) / ENTRIES + n_messages
}
