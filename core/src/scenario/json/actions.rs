//! Reads the script from JSON.

mod links;
mod replicas;

use std::sync::Arc;

use super::node::{Node, Object};
use super::settings::{any_of, great_number, replica};
use crate::clock::{Dot, ReplicaId, VersionVector};
use crate::replica::protocol::{Key, Op, Time};
use crate::scenario::cursor::Cursor;
use crate::scenario::error::ScenarioError;
use crate::scenario::limits;
use crate::scenario::model::{ScriptedAction, When};
use crate::scenario::reason::Reason;
use crate::scenario::refs::Names;
use crate::scenario::validate::{Known, Problem, check_action_in, check_count, check_when};
use crate::world::action::{Action, Metadata};
use crate::world::setting::Setting;

const VERBS: [&str; 21] = [
    "put",
    "get",
    "delete",
    "list",
    "link",
    "release",
    "hold",
    "drop",
    "duplicate",
    "partition",
    "heal",
    "crash",
    "restart",
    "view",
    "join",
    "leave",
    "gossip",
    "transfer",
    "skew",
    "wait",
    "note",
];
/// What actions have beside their verbs.
const PARTS: [&str; 15] = [
    "at", "after", "on", "as", "value", "state", "latency", "loss", "fifo", "disk", "from", "with",
    "ms", "seen", "stamp",
];

/// Reads the actions in order.
pub(super) fn read(
    list: &Node<'_>,
    setting: &Setting,
    names: &Names<'_>,
) -> Result<Vec<ScriptedAction>, ScenarioError> {
    let mut script = Vec::new();
    let mut clock = 0;
    let known = Known { setting, steps: names.steps() };
    for node in list.array("actions", limits::ACTIONS)? {
        let reader = Reader { object: node.object()?, node: &node, names, known };
        reader.read(&mut script, &mut clock)?;
        check_count("actions", script.len(), limits::ACTIONS)
            .map_err(|reason| node.error(reason))?;
    }
    Ok(script)
}

/// Reads what is done at once: an action that waits for no moment.
pub(super) fn read_now(
    node: &Node<'_>,
    setting: &Setting,
    names: &Names<'_>,
) -> Result<Vec<Action>, ScenarioError> {
    let object = node.object()?;
    if let Some(moment) = object.get("at").or_else(|| object.get("after")) {
        return Err(moment.expected("no moment: this is done now"));
    }
    let mut script = Vec::new();
    let known = Known { setting, steps: names.steps() };
    Reader { object, node, names, known }.read(&mut script, &mut 0)?;
    Ok(script.into_iter().map(|item| item.action).collect())
}

/// One action while it is read.
struct Reader<'r, 'a> {
    object: Object<'a>,
    node: &'r Node<'a>,
    names: &'r Names<'r>,
    known: Known<'r>,
}

impl Reader<'_, '_> {
    /// Reads the action; several, if it changes more than one thing about a link.
    fn read(
        &self,
        script: &mut Vec<ScriptedAction>,
        clock: &mut Time,
    ) -> Result<(), ScenarioError> {
        self.object.only(&[&VERBS[..], &PARTS[..]].concat())?;
        let verb = self.verb()?;
        let mut when = self.when(clock)?;
        for action in self.actions(verb)? {
            check_action_in(self.known, &action)
                .map_err(|problem| self.misplaced(problem, verb))?;
            script.push(ScriptedAction { when, action });
            when = When::After(0);
        }
        Ok(())
    }

    /// The one verb. `duplicate` is a verb when it names a message and a link's setting when it is
    /// a number; `link` is a verb unless it says where the next message is.
    fn verb(&self) -> Result<&'static str, ScenarioError> {
        let found = any_of(&self.object, &VERBS);
        let is_verb = |(name, value): &&(&'static str, &Node<'_>)| {
            *name != "link" && (*name != "duplicate" || value.is_string())
        };
        let mut verbs = found.iter().filter(is_verb).map(|(name, _)| *name);
        let first = verbs.next();
        if let (Some(first), Some(second)) = (first, verbs.next()) {
            return Err(self.expected("one verb", &format!("`{first}` and `{second}`")));
        }
        let link = || self.object.has("link").then_some("link");
        first
            .or_else(link)
            .ok_or_else(|| self.expected(&format!("a verb, one of {}", VERBS.join(", ")), "none"))
    }

    /// The fields that belong to a verb.
    fn only(&self, verb: &'static str, others: &[&'static str]) -> Result<(), ScenarioError> {
        let known = [&[verb], others, &["at", "after"]].concat();
        self.object.only(&known)
    }

    fn when(&self, clock: &mut Time) -> Result<When, ScenarioError> {
        match (self.object.get("at"), self.object.get("after")) {
            (None, None) => Ok(When::Settled),
            (Some(_), Some(_)) => Err(self.expected("one moment", "`at` and `after`")),
            (None, Some(steps)) => steps.number_u32().map(When::After),
            (Some(at), None) => {
                let when = When::At(at.number(u64::MAX)?);
                check_when(when, clock).map_err(|reason| at.error(reason))?;
                Ok(when)
            }
        }
    }

    fn actions(&self, verb: &'static str) -> Result<Vec<Action>, ScenarioError> {
        let action = match verb {
            "put" | "get" | "delete" | "list" => self.request(verb)?,
            "link" => return self.link_changes(),
            "partition" => self.partition()?,
            "heal" => {
                self.only(verb, &[])?;
                self.is_true(verb)?;
                Action::Heal
            }
            "crash" | "restart" | "view" | "join" | "leave" | "gossip" | "transfer" | "skew" => {
                self.on_replica(verb)?
            }
            "wait" => {
                self.only(verb, &[])?;
                Action::Wait { ms: self.field("wait")?.number(u64::MAX)? }
            }
            "note" => {
                self.only(verb, &[])?;
                Action::Note { text: self.field("note")?.string()?.into() }
            }
            _ => self.message(verb)?,
        };
        Ok(vec![action])
    }

    fn request(&self, verb: &'static str) -> Result<Action, ScenarioError> {
        let parts = ["on", "as", "seen", "stamp", "value"];
        self.only(verb, if verb == "put" { &parts } else { &parts[..4] })?;
        let key = || self.field(verb)?.string().map(Key::from);
        let op = match verb {
            "put" => Op::Put { key: key()?, value: self.field("value")?.string()?.into() },
            "get" => Op::Get { key: key()? },
            "list" => self.is_true(verb).map(|()| Op::List)?,
            _ => Op::Delete { key: key()? },
        };
        let on = self.replica("on")?;
        let client = self.object.get("as").filter(|client| !client.is_literally("null"));
        let session = client.map(Node::string).transpose()?.map(Arc::from);
        Ok(Action::Request { on, session, op, seen: self.seen()? })
    }

    /// What the client brings along of what it has seen.
    fn seen(&self) -> Result<Option<Metadata>, ScenarioError> {
        let seen = self.object.get("seen").filter(|seen| !seen.is_literally("null"));
        let (Some(seen), stamp) = (seen, self.object.get("stamp")) else {
            let stray = self.object.get("stamp");
            return stray.map_or(Ok(None), |stamp| Err(stamp.expected("`seen` beside a stamp")));
        };
        let writes = seen.array("writes", usize::from(u16::MAX))?;
        self.names.steps().count_sorting(writes.len());
        let dots = writes.iter().map(|write| self.dot(write));
        let vector = VersionVector::covering(dots.collect::<Result<_, ScenarioError>>()?);
        let stamp = stamp.map_or(Ok(0), great_number)?;
        Ok(Some(Metadata { vector, stamp }))
    }

    fn dot(&self, node: &Node<'_>) -> Result<Dot, ScenarioError> {
        let name = node.string()?;
        let mut cursor = Cursor::new(&name, self.names.steps());
        let dot = self.names.dot(&mut cursor).ok().flatten();
        dot.filter(|_| cursor.rest().is_empty()).ok_or_else(|| node.expected("a write, as \"A1\""))
    }

    /// Demands that a verb that needs no object stands beside `true`.
    fn is_true(&self, verb: &str) -> Result<(), ScenarioError> {
        let node = self.field(verb)?;
        if node.switch()? { Ok(()) } else { Err(node.expected("true")) }
    }

    fn partition(&self) -> Result<Action, ScenarioError> {
        self.only("partition", &[])?;
        let groups = self.field("partition")?.array("groups", limits::REPLICAS)?;
        let group = |group: &Node<'_>| {
            group
                .array("replicas", limits::REPLICAS)?
                .iter()
                .map(|member| replica(member, self.names))
                .collect()
        };
        let groups = groups.iter().map(group).collect::<Result<_, ScenarioError>>()?;
        Ok(Action::Partition { groups })
    }

    /// The replica that a field names.
    fn replica(&self, name: &str) -> Result<ReplicaId, ScenarioError> {
        replica(self.field(name)?, self.names)
    }

    fn field(&self, name: &str) -> Result<&Node<'_>, ScenarioError> {
        let none = || self.expected(&format!("a field `{name}`"), "none");
        self.object.get(name).ok_or_else(none)
    }

    fn expected(&self, what: &str, found: &str) -> ScenarioError {
        self.node.error(Reason::Expected { what: what.to_owned(), found: found.to_owned() })
    }

    /// Puts a problem where its field is.
    fn misplaced(&self, problem: Problem, verb: &str) -> ScenarioError {
        let name = match problem.field {
            "key" | "message" => verb,
            other => other,
        };
        self.object.get(name).unwrap_or(self.node).error(problem.reason)
    }
}
