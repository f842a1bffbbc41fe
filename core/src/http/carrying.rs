//! Messages that clients carry themselves: `POST /store` and `POST /replicate`.
//!
//! A client can carry what a node has written: to bring it to another node is to release the message
//! that is held, or on its way, on the link between the two. At the node that its clock names as the
//! author it is a put. What nobody wrote, nobody can carry: a write has its name from the replica
//! that accepts it, and a client that made one up would give it to two writes.

use super::answering::Question;
use super::asking::Asking;
use super::body::{as_json, text_of};
use super::dialect::Dialect;
use super::metadata::{clock, read, vector_of};
use super::names::Names;
use super::{Response, Step};
use crate::clock::{Actor, Dot, ReplicaId, VersionVector};
use crate::json::{Tree, Value, quoted};
use crate::replica::protocol::Occurrence;
use crate::replica::protocol::{Key, Op, Write};
use crate::world::action::{Action, MessageRef, Metadata};
use crate::world::event::{Event, EventKind};

/// What a client carries, and to whom.
#[derive(Clone, Debug)]
pub(super) struct Carried {
    dialect: Dialect,
    names: Names,
    on: ReplicaId,
    key: Key,
    value: String,
    origin: ReplicaId,
    clock: VersionVector,
    /// What the node had seen when it was asked.
    seen: VersionVector,
}

impl Asking<'_> {
    /// Takes a message out of a client's hands.
    pub(super) fn carry(&self) -> Result<Step, Response> {
        let missing = || Response::error(400, "Missing required fields");
        let carried = self.carried().ok_or_else(missing)?;
        if carried.origin == self.on && self.route.dialect == Dialect::Seed001 {
            return self.put_as_author(carried);
        }
        let dot = carried.dot();
        if self.replica().seen().covers(dot) {
            return Err(carried.answered(false));
        }
        let is_looked_at = || self.steps.count(1);
        let mut waiting = self.replica().buffer().waiting().inspect(|_| is_looked_at());
        if waiting.any(|write| write.dot == dot) {
            return Err(carried.answered(true));
        }
        let envelopes = self.world.envelopes().inspect(|_| is_looked_at());
        let mut to_here = envelopes.filter(|envelope| envelope.id.link.to == self.on);
        match to_here.find(|envelope| envelope.carries(dot)).and_then(|found| found.what.write()) {
            Some(write) if carried.is(write) => {
                let action = Action::Release(MessageRef::Write { dot, to: self.on });
                Ok(Step::Act(action, Question::of_carrier(carried)))
            }
            _ => Err(carried.made_up()),
        }
    }

    fn carried(&self) -> Option<Carried> {
        let (clock, origin) = match self.route.dialect {
            Dialect::Seed000 => ("vector_clock", "sender_id"),
            Dialect::Seed001 => ("clock", "origin"),
            _ => ("clock", "sender"),
        };
        let Metadata { vector, .. } = read(&self.names, self.body.get(clock)?, self.steps)?;
        let origin = self.names.heard(self.steps).find(name_of(self.body.get(origin)?)?)?;
        let counts = vector.iter().any(|(actor, _)| actor.replica == origin);
        let (key, value) = (self.key_in_body()?, self.body.get("value")?.slice.to_owned());
        counts.then_some(Carried {
            dialect: self.route.dialect,
            names: self.names.clone(),
            on: self.on,
            key,
            value,
            origin,
            clock: vector,
            seen: self.replica().seen().clone(),
        })
    }

    /// The node itself is the author: the clock has to be the next one of its own.
    fn put_as_author(&self, carried: Carried) -> Result<Step, Response> {
        let me = self.replica().actor();
        let mut before = carried.clock.clone();
        before.set(me, carried.clock.get(me).saturating_sub(1));
        let is_next = carried.clock.get(me) == carried.seen.get(me).saturating_add(1);
        if !is_next || !carried.seen.includes(&before) {
            return Err(carried.answered(true));
        }
        let op = Op::Put { key: carried.key.clone(), value: carried.value.as_str().into() };
        Ok(self.ask(op, Metadata::default()))
    }
}

impl Carried {
    fn dot(&self) -> Dot {
        let actor = Actor::first(self.origin);
        let newest = self.clock.iter().filter(|(actor, _)| actor.replica == self.origin).last();
        newest.map_or(Dot::new(actor, 0), |(actor, counter)| Dot::new(actor, counter))
    }

    fn is(&self, write: &Write) -> bool {
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

    fn answered(&self, is_delayed: bool) -> Response {
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

    fn made_up(&self) -> Response {
        let origin = self.names.node(self.origin);
        let says = format!(
            "{origin} has not made this write, or no message with it is under way: clients of the playground can only carry what a node has written"
        );
        Response::error(501, &says)
    }
}

/// A node's name, also where it is a number.
fn name_of<'t>(tree: &'t Tree<'_>) -> Option<&'t str> {
    match tree.value {
        Value::Number => Some(tree.slice),
        _ => text_of(tree),
    }
}
