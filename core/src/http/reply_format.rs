//! In which words a client's reply is told: a dialect's.

mod refusals;

use std::sync::Arc;

use super::body::as_json;
use super::dialect::Dialect;
use super::metadata::{clock, clock_of, metadata};
use super::names::Names;
use super::{Response, list};
use crate::clock::{ReplicaId, VersionVector};
use crate::json::quoted;
use crate::replica::protocol::Occurrence;
use crate::replica::protocol::{Answer, Key, Op, Write};
use crate::world::event::{Event, EventKind};

/// In which words a reply is told, and about what.
#[derive(Clone, Debug)]
pub(super) struct ReplyFormat {
    dialect: Dialect,
    names: Names,
    on: ReplicaId,
    key: Option<Key>,
    /// What the replica had seen when it was asked.
    seen: VersionVector,
}

/// A reply, as the events tell it.
struct Reply<'e> {
    answer: &'e Answer,
    metadata: String,
    /// The write that was accepted, and whether its key showed no value before.
    accepted: Option<(&'e Write, bool)>,
}

impl ReplyFormat {
    /// For what a client asks a replica that had seen so much.
    pub(super) fn new(
        dialect: Dialect,
        names: Names,
        on: ReplicaId,
        op: &Op,
        seen: VersionVector,
    ) -> Self {
        Self { dialect, names, on, key: op.key().cloned(), seen }
    }

    /// The response, if these events hold the reply.
    pub(super) fn answer(&self, since: &[Event]) -> Option<Response> {
        let mut kinds = since.iter().map(|event| &event.kind);
        let asked = kinds.find_map(|kind| match kind {
            EventKind::Requested { request, .. } => Some(*request),
            _ => None,
        })?;
        let mut accepted = None;
        kinds.find_map(|kind| match kind {
            EventKind::Recorded {
                what: Occurrence::Accepted { request, write, is_new, .. },
                ..
            } if *request == asked => {
                accepted = Some((&**write, *is_new));
                None
            }
            EventKind::Replied { request, answer, metadata: vector, stamp }
                if *request == asked =>
            {
                let metadata = metadata(&self.names, vector, *stamp);
                Some(self.tell(&Reply { answer, metadata, accepted }))
            }
            _ => None,
        })
    }

    fn tell(&self, reply: &Reply<'_>) -> Response {
        match (reply.answer, reply.accepted) {
            (Answer::Unavailable(why), _) => {
                refusals::unavailable(self.dialect, *why, reply.metadata.clone())
            }
            (_, Some((write, is_new))) => self.accepted(write, is_new, reply),
            (Answer::Values(writes), None) if self.key.is_none() => list_of_keys(writes, reply),
            (Answer::Values(writes), None) => match winner(writes) {
                Some(write) => self.found(write, writes, reply),
                None => nothing_done("No new update", reply),
            },
            (Answer::Accepted(_), None) => nothing_done("Client metadata is outdated", reply),
            (Answer::NoSuchKey, None) => self.no_such_key(reply),
        }
    }

    /// A put or delete was taken.
    fn accepted(&self, write: &Write, is_new: bool, reply: &Reply<'_>) -> Response {
        let of_metadata = ("causal-metadata", reply.metadata.clone());
        let status = if is_new && write.value.is_some() { 201 } else { 200 };
        match self.dialect {
            Dialect::Seed001 => Response::new(200, &self.saved(write)),
            Dialect::Seed002 => Response::new(
                200,
                &[("status", quoted("success")), ("clock", clock_of(&self.names, write))],
            ),
            Dialect::Seed003 => {
                let result = match (&write.value, is_new) {
                    (None, _) => "deleted",
                    (Some(_), true) => "created",
                    (Some(_), false) => "replaced",
                };
                Response::new(status, &[("result", quoted(result)), of_metadata])
            }
            Dialect::Seed004 => Response::new(status, &[of_metadata]),
            _ => Response::new(200, &self.key_and_value(write, "vector_clock")),
        }
    }

    fn key_and_value(&self, write: &Write, clock: &'static str) -> [(&'static str, String); 4] {
        [
            ("key", quoted(&write.key)),
            ("value", value_of(write)),
            (clock, clock_of(&self.names, write)),
            ("node_id", quoted(&self.names.node(self.on))),
        ]
    }

    fn saved(&self, write: &Write) -> [(&'static str, String); 5] {
        [
            ("status", quoted("saved")),
            ("node", quoted(&self.names.node(self.on))),
            ("key", quoted(&write.key)),
            ("value", value_of(write)),
            ("clock", clock_of(&self.names, write)),
        ]
    }

    /// A get was answered with a value, or several side by side.
    fn found(&self, write: &Write, siblings: &[Arc<Write>], reply: &Reply<'_>) -> Response {
        let value = ("value", value_of(write));
        let of_metadata = ("causal-metadata", reply.metadata.clone());
        let mut fields = match self.dialect {
            Dialect::Seed001 => {
                let [key, value, stored, _] = self.key_and_value(write, "stored_clock");
                vec![key, value, stored, ("local_clock", clock(&self.names, &self.seen))]
            }
            Dialect::Seed002 => {
                vec![("status", quoted("success")), value, ("clock", clock_of(&self.names, write))]
            }
            Dialect::Seed003 => vec![("result", quoted("found")), value, of_metadata],
            Dialect::Seed004 => vec![("val", as_string(value.1)), of_metadata],
            _ => self.key_and_value(write, "vector_clock").to_vec(),
        };
        if siblings.len() > 1 {
            fields.push(("siblings", list(siblings.iter().map(|write| value_of(write)))));
        }
        Response::new(200, &fields)
    }

    fn no_such_key(&self, reply: &Reply<'_>) -> Response {
        let of_metadata = ("causal-metadata", reply.metadata.clone());
        match self.dialect {
            Dialect::Seed001 => {
                let key = self.key.as_deref().unwrap_or_default();
                let message = quoted(&format!("Key '{key}' not found"));
                let clock = clock(&self.names, &self.seen);
                let value = ("value", "null".to_owned());
                Response::new(200, &[value, ("message", message), ("clock", clock)])
            }
            Dialect::Seed002 => {
                let error = ("error", quoted("key not found"));
                Response::new(404, &[("status", quoted("error")), error])
            }
            Dialect::Seed003 => {
                let error = ("error", quoted("Key does not exist"));
                Response::new(404, &[error, of_metadata])
            }
            Dialect::Seed004 => Response::new(404, &[of_metadata]),
            _ => Response::error(404, "Key not found"),
        }
    }
}

/// Only by mistake: all is said to be well, and nothing was given or done.
fn nothing_done(message: &str, reply: &Reply<'_>) -> Response {
    let of_metadata = ("causal-metadata", reply.metadata.clone());
    Response::new(200, &[("message", quoted(message)), of_metadata])
}

fn list_of_keys(writes: &[Arc<Write>], reply: &Reply<'_>) -> Response {
    let mut keys: Vec<&Key> = writes.iter().map(|write| &write.key).collect();
    keys.dedup();
    let count = ("count", keys.len().to_string());
    let keys = ("keys", list(keys.into_iter().map(|key| quoted(key))));
    Response::new(200, &[count, keys, ("causal-metadata", reply.metadata.clone())])
}

/// The value that a dialect with room for one shows: that of the highest stamp and name.
pub(super) fn winner(writes: &[Arc<Write>]) -> Option<&Write> {
    writes.iter().max_by_key(|write| (write.stamp, write.dot)).map(|write| &**write)
}

/// A value in a dialect in which all are strings.
fn as_string(json: String) -> String {
    if json.starts_with('"') { json } else { quoted(&json) }
}

/// The value of a write, as JSON.
pub(super) fn value_of(write: &Write) -> String {
    write.value.as_deref().map_or_else(|| "null".to_owned(), as_json)
}
