//! A request while it is looked at: what is wrong with it is said at once, what is right becomes an
//! action.

mod relay;
mod reports;
mod views;

use std::sync::Arc;

use super::body::{Body, text_of};
use super::dialect::Dialect;
use super::metadata;
use super::names::Names;
use super::path::Path;
use super::question::Question;
use super::reply_format::ReplyFormat;
use super::routes::{Route, What};
use super::{Request, Response, Step};
use crate::clock::ReplicaId;
use crate::json::{Tree, Value};
use crate::replica::Replica;
use crate::replica::mistakes::Mistake;
use crate::replica::protocol::{Key, Op, Phase};
use crate::steps::Steps;
use crate::world::World;
use crate::world::action::{Action, Metadata, SessionName};

/// How many characters a key of 003 may have.
const KEY_CHARS: usize = 50;
/// How many bytes a value of 004 may have.
const VALUE_BYTES: usize = 8 * 1024 * 1024;
/// What the field for metadata is called, and the header and the parameter that stand for it.
const METADATA: &str = "causal-metadata";

/// A request to a replica that runs.
pub(super) struct RequestHandler<'a> {
    pub(super) world: &'a World,
    pub(super) on: ReplicaId,
    pub(super) request: &'a Request,
    pub(super) body: &'a Body<'a>,
    pub(super) route: Route,
    pub(super) names: Names,
    pub(super) steps: &'a Steps,
}

impl<'a> RequestHandler<'a> {
    /// What becomes of it.
    pub(super) fn step(&self) -> Step {
        self.try_step().unwrap_or_else(Step::Now)
    }

    fn try_step(&self) -> Result<Step, Response> {
        let is_view = matches!(self.route.what, What::PutView | What::GetView);
        let is_outside = self.replica().phase() == Phase::Outside;
        if self.route.dialect == Dialect::Seed004 && is_outside && !is_view {
            return Err(Response::error(418, "uninitialized"));
        }
        match self.route.what {
            What::Put => self.put(),
            What::Get => self.get(),
            What::Delete => {
                let (seen, key) = (self.metadata()?, self.key_in_path()?);
                Ok(self.ask(Op::Delete { key }, seen))
            }
            What::List => Ok(self.ask(Op::List, self.metadata()?)),
            What::PutView => self.put_view(),
            What::GetView => Err(self.get_view()),
            What::DeleteView => self.delete_view(),
            What::Health => Err(self.health()),
            What::Status => Err(self.status()),
            What::Debug => Err(self.debug()),
            What::Relay => self.relay(),
            What::Internal => {
                let says = "nodes of the playground synchronize by themselves, not over this route";
                Err(Response::error(501, says))
            }
        }
    }

    pub(super) fn replica(&self) -> &'a Replica {
        &self.world.replicas()[self.on.index()]
    }

    fn makes(&self, mistake: Mistake) -> bool {
        self.world.setting().protocol.mistakes.has(mistake)
    }

    fn put(&self) -> Result<Step, Response> {
        let says = match self.route.dialect {
            Dialect::Seed003 => "PUT request does not specify a value",
            Dialect::Seed004 => "bad request",
            _ => "Key and value are required",
        };
        let missing = || Response::error(400, says);
        let field = if self.route.dialect == Dialect::Seed004 { "val" } else { "value" };
        let value = self.body.get(field).ok_or_else(missing)?;
        if self.makes(Mistake::FalsyIsMissing) && is_falsy(value.slice) {
            return Err(missing());
        }
        self.check_value(value)?;
        let key = match &self.route.key {
            Some(key) if self.has_key_in_path() => Key::from(&**key),
            _ => self.key_in_body().ok_or_else(missing)?,
        };
        let at_most = KEY_CHARS - usize::from(self.makes(Mistake::FiftyIsTooLong));
        if self.route.dialect == Dialect::Seed003 && key.chars().count() > at_most {
            return Err(Response::error(400, "Key is too long"));
        }
        let seen = self.metadata()?;
        Ok(self.ask(Op::Put { key, value: value.slice.into() }, seen))
    }

    /// Whether a value is one of those that the dialect takes.
    fn check_value(&self, value: &Tree<'_>) -> Result<(), Response> {
        match (self.route.dialect, &value.value, text_of(value)) {
            (Dialect::Seed000, Value::Null, _) => {
                Err(Response::error(400, "Key and value are required"))
            }
            (Dialect::Seed004, _, None) => Err(Response::error(400, "bad request")),
            (Dialect::Seed004, _, Some(text)) if text.len() > VALUE_BYTES => {
                Err(Response::error(400, "val too large"))
            }
            _ => Ok(()),
        }
    }

    fn get(&self) -> Result<Step, Response> {
        let seen = self.metadata()?;
        let key = self.key_in_path()?;
        Ok(self.ask(Op::Get { key }, seen))
    }

    fn has_key_in_path(&self) -> bool {
        matches!(self.route.dialect, Dialect::Seed003 | Dialect::Seed004)
    }

    fn key_in_path(&self) -> Result<Key, Response> {
        let key = self.route.key.as_deref().filter(|key| !key.is_empty());
        key.map(Key::from).ok_or_else(|| Response::error(400, "Missing required fields"))
    }

    pub(super) fn key_in_body(&self) -> Option<Key> {
        let key = self.body.get("key").and_then(text_of).filter(|key| !key.is_empty());
        key.map(Key::from)
    }

    /// What the client has seen: nothing, where its system knows no metadata.
    fn metadata(&self) -> Result<Metadata, Response> {
        if !self.has_key_in_path() {
            return Ok(Metadata::default());
        }
        let is_put_of_004 = self.route.dialect == Dialect::Seed004 && self.route.what == What::Put;
        let found = match (self.body, self.body.get(METADATA)) {
            (Body::Wrong, _) => None,
            (_, Some(tree)) => metadata::read(&self.names, tree, self.steps),
            (_, None) => match self.metadata_elsewhere() {
                Some(text) => metadata::read_text(&self.names, &text, self.steps),
                None => (!is_put_of_004).then(Metadata::default),
            },
        };
        found.ok_or_else(|| {
            let says = match self.route.dialect {
                Dialect::Seed004 => "bad request",
                _ => "causal-metadata is no metadata of this store",
            };
            Response::error(400, says)
        })
    }

    fn metadata_elsewhere(&self) -> Option<String> {
        self.steps.count(self.request.headers.len());
        let mut headers = self.request.headers.iter();
        let header = headers.find(|(name, _)| name.eq_ignore_ascii_case(METADATA));
        let in_query = || Path::new(&self.request.path, self.steps).parameter(METADATA);
        header.map(|(_, text)| text.clone()).or_else(in_query)
    }

    /// Asks the replica as a client that nobody waits for.
    pub(super) fn ask(&self, op: Op, seen: Metadata) -> Step {
        let (route, names) = (&self.route, self.names.clone());
        let seen_here = self.replica().seen().clone();
        let format = ReplyFormat::new(route.dialect, names, self.on, &op, seen_here);
        let session = Some(free_session(self.world, self.steps));
        let action = Action::Request { on: self.on, session, op, seen: Some(seen) };
        Step::Act(action, Question::new(format))
    }
}

/// `falsy-is-missing`: what some languages take for false.
fn is_falsy(json: &str) -> bool {
    matches!(json, "0" | "-0" | "\"\"" | "false" | "null" | "[]" | "{}")
}

/// A client that waits for nothing: `http`, or the first free one after it.
fn free_session(world: &World, steps: &Steps) -> SessionName {
    let name = |number: usize| match number {
        1 => "http".to_owned(),
        number => format!("http {number}"),
    };
    let number = |session: &str| match session {
        "http" => Some(1),
        other => other.strip_prefix("http ")?.parse().ok(),
    };
    let waiting = world.clients().inspect(|_| steps.count(1));
    let waiting = waiting.filter(|(_, client)| client.waits_for.is_some());
    // As many names as wait, and one more: of these one is free.
    let mut is_taken = vec![false; world.clients().count() + 2];
    for (session, _) in waiting {
        let number = number(session).filter(|number| *name(*number) == **session);
        if let Some(is_taken) = number.and_then(|number| is_taken.get_mut(number)) {
            *is_taken = true;
        }
    }
    let free = (1..).find(|number| is_taken.get(*number) != Some(&true)).unwrap_or(1);
    Arc::from(name(free))
}
