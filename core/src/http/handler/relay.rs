//! Relays a message for a client: `POST /store` and `POST /replicate`.

use super::RequestHandler;
use crate::http::body::text_of;
use crate::http::dialect::Dialect;
use crate::http::metadata::read;
use crate::http::question::Question;
use crate::http::relayed::RelayedMessage;
use crate::http::{Response, Step};
use crate::json::{Tree, Value};
use crate::replica::protocol::Op;
use crate::world::action::{Action, MessageRef, Metadata};

impl RequestHandler<'_> {
    /// Takes a message that a client relays.
    pub(in crate::http) fn relay(&self) -> Result<Step, Response> {
        let missing = || Response::error(400, "Missing required fields");
        let message = self.relayed().ok_or_else(missing)?;
        if message.origin == self.on && self.route.dialect == Dialect::Seed001 {
            return self.put_as_author(message);
        }
        let dot = message.dot();
        if self.replica().seen().covers(dot) {
            return Err(message.answered(false));
        }
        let is_looked_at = || self.steps.count(1);
        let mut waiting = self.replica().buffer().waiting().inspect(|_| is_looked_at());
        if waiting.any(|write| write.dot == dot) {
            return Err(message.answered(true));
        }
        let envelopes = self.world.envelopes().inspect(|_| is_looked_at());
        let mut to_here = envelopes.filter(|envelope| envelope.id.link.to == self.on);
        match to_here.find(|envelope| envelope.carries(dot)).and_then(|found| found.what.write()) {
            Some(write) if message.is(write) => {
                let action = Action::Release(MessageRef::Write { dot, to: self.on });
                Ok(Step::Act(action, Question::of_relayed(message)))
            }
            _ => Err(message.made_up()),
        }
    }

    fn relayed(&self) -> Option<RelayedMessage> {
        let (clock, origin) = match self.route.dialect {
            Dialect::Seed000 => ("vector_clock", "sender_id"),
            Dialect::Seed001 => ("clock", "origin"),
            _ => ("clock", "sender"),
        };
        let Metadata { vector, .. } = read(&self.names, self.body.get(clock)?, self.steps)?;
        let origin = self.names.heard(self.steps).find(name_of(self.body.get(origin)?)?)?;
        let counts = vector.iter().any(|(actor, _)| actor.replica == origin);
        let (key, value) = (self.key_in_body()?, self.body.get("value")?.slice.to_owned());
        counts.then_some(RelayedMessage {
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
    fn put_as_author(&self, message: RelayedMessage) -> Result<Step, Response> {
        let me = self.replica().actor();
        let mut before = message.clock.clone();
        before.set(me, message.clock.get(me).saturating_sub(1));
        let is_next = message.clock.get(me) == message.seen.get(me).saturating_add(1);
        if !is_next || !message.seen.includes(&before) {
            return Err(message.answered(true));
        }
        let op = Op::Put { key: message.key.clone(), value: message.value.as_str().into() };
        Ok(self.ask(op, Metadata::default()))
    }
}

/// A node's name, also where it is a number.
fn name_of<'t>(tree: &'t Tree<'_>) -> Option<&'t str> {
    match tree.value {
        Value::Number => Some(tree.slice),
        _ => text_of(tree),
    }
}
