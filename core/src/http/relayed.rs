//! Messages that clients carry themselves: `POST /store` and `POST /replicate`.
//!
//! A client can carry what a node has written: to bring it to another node is to release the message
//! that is held, or on its way, on the link between the two. At the node that its clock names as the
//! author it is a put. What nobody wrote, nobody can carry: a write has its name from the replica
//! that accepts it, and a client that made one up would give it to two writes.

use super::Response;
use super::body::as_json;
use super::dialect::Dialect;
use super::metadata::{clock, vector_of};
use super::names::Names;
use crate::clock::{Actor, Dot, ReplicaId, VersionVector};
use crate::json::quoted;
use crate::replica::protocol::Occurrence;
use crate::replica::protocol::{Key, Write};
use crate::world::event::{Event, EventKind};

/// A message that a client relays, and to whom.
#[derive(Clone, Debug)]
pub(super) struct RelayedMessage {
    pub(super) dialect: Dialect,
    pub(super) names: Names,
    pub(super) on: ReplicaId,
    pub(super) key: Key,
    pub(super) value: String,
    pub(super) origin: ReplicaId,
    pub(super) clock: VersionVector,
    /// What the node had seen when it was asked.
    pub(super) seen: VersionVector,
}

impl RelayedMessage {
    pub(super) fn dot(&self) -> Dot {
        let actor = Actor::first(self.origin);
        let newest = self.clock.iter().filter(|(actor, _)| actor.replica == self.origin).last();
        newest.map_or(Dot::new(actor, 0), |(actor, counter)| Dot::new(actor, counter))
    }

    pub(super) fn is(&self, write: &Write) -> bool {
        let value = write.value.as_deref().map(as_json);
        write.key == self.key
            && value.as_deref() == Some(&self.value)
            && vector_of(write) == self.clock
    }

    /// What happened to the message when it arrived.
    pub(super) fn answer(&self, since: &[Event]) -> Option<Response> {
        let dot = self.dot();
        since.iter().filter(|event| event.replica == Some(self.on)).find_map(|event| {
            match &event.kind {
                EventKind::Recorded { what: Occurrence::Buffered { write, .. }, .. }
                    if write.dot == dot =>
                {
                    Some(self.answered(true))
                }
                EventKind::Recorded { what: Occurrence::Delivered { write, .. }, .. }
                | EventKind::Recorded { what: Occurrence::Discarded { write, .. }, .. }
                    if write.dot == dot =>
                {
                    Some(self.answered(false))
                }
                _ => None,
            }
        })
    }

    pub(super) fn answered(&self, is_delayed: bool) -> Response {
        match (self.dialect, is_delayed) {
            (Dialect::Seed000, _) => Response::new(200, &[("status", quoted("received"))]),
            (Dialect::Seed002, false) => Response::new(200, &[("status", quoted("processed"))]),
            (Dialect::Seed002, true) => Response::new(200, &[("status", quoted("buffered"))]),
            (_, false) => Response::new(
                200,
                &[
                    ("status", quoted("saved")),
                    ("node", quoted(&self.names.node(self.on))),
                    ("key", quoted(&self.key)),
                    ("value", self.value.clone()),
                    ("clock", clock(&self.names, &self.clock)),
                ],
            ),
            (_, true) => Response::new(
                202,
                &[
                    ("status", quoted("delayed")),
                    ("reason", quoted("causality conflict")),
                    ("local_clock", clock(&self.names, &self.seen)),
                    ("incoming_clock", clock(&self.names, &self.clock)),
                ],
            ),
        }
    }

    pub(super) fn made_up(&self) -> Response {
        let origin = self.names.node(self.origin);
        let says = format!(
            "{origin} has not made this write, or no message with it is under way: clients of the playground can only carry what a node has written"
        );
        Response::error(501, &says)
    }
}
