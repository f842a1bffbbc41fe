//! Reads the script from JSON.

use std::sync::Arc;

use super::node::{Node, Object};
use super::settings::{any_of, latency, link_id, permille, whole};
use crate::clock::ReplicaId;
use crate::replica::protocol::{Key, Op, Time};
use crate::scenario::error::ScenarioError;
use crate::scenario::limits;
use crate::scenario::model::{ScriptedAction, When};
use crate::scenario::reason::Reason;
use crate::scenario::refs::Names;
use crate::scenario::validate::{Problem, check_action, check_count, check_when};
use crate::world::action::{Action, LinkChange, LinkSelector, MessageRef};
use crate::world::setting::Setting;

const VERBS: [&str; 12] = [
    "put",
    "get",
    "delete",
    "link",
    "release",
    "hold",
    "drop",
    "duplicate",
    "partition",
    "heal",
    "wait",
    "note",
];
const FIELDS: [&str; 21] = [
    "put",
    "get",
    "delete",
    "link",
    "release",
    "hold",
    "drop",
    "duplicate",
    "partition",
    "heal",
    "wait",
    "note",
    "at",
    "after",
    "on",
    "as",
    "value",
    "state",
    "latency",
    "loss",
    "fifo",
];
const LINK_CHANGES: [&str; 5] = ["state", "latency", "loss", "duplicate", "fifo"];

/// Reads the actions in order.
pub(super) fn read(
    list: &Node<'_>,
    setting: &Setting,
    names: &Names,
) -> Result<Vec<ScriptedAction>, ScenarioError> {
    let mut script = Vec::new();
    let mut clock = 0;
    for node in list.array("actions", limits::ACTIONS)? {
        let reader = Reader { object: node.object()?, node: &node, setting, names };
        reader.read(&mut script, &mut clock)?;
        check_count("actions", script.len(), limits::ACTIONS)
            .map_err(|reason| node.error(reason))?;
    }
    Ok(script)
}

/// One action while it is read.
struct Reader<'r, 'a> {
    object: Object<'a>,
    node: &'r Node<'a>,
    setting: &'r Setting,
    names: &'r Names,
}

impl Reader<'_, '_> {
    /// Reads the action; several, if it changes more than one thing about a link.
    fn read(
        &self,
        script: &mut Vec<ScriptedAction>,
        clock: &mut Time,
    ) -> Result<(), ScenarioError> {
        self.object.only(&FIELDS)?;
        let verb = self.verb()?;
        let mut when = self.when(clock)?;
        for action in self.actions(verb)? {
            check_action(self.setting, &action).map_err(|problem| self.misplaced(problem, verb))?;
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
            "put" | "get" | "delete" => self.request(verb)?,
            "link" => return self.link_changes(),
            "partition" => self.partition()?,
            "heal" => {
                self.only(verb, &[])?;
                match self.field("heal")?.switch()? {
                    true => Action::Heal,
                    false => return Err(self.field("heal")?.expected("true")),
                }
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
        self.only(verb, if verb == "put" { &["value", "on", "as"] } else { &["on", "as"] })?;
        let key: Key = self.field(verb)?.string()?.into();
        let op = match verb {
            "put" => Op::Put { key, value: self.field("value")?.string()?.into() },
            "get" => Op::Get { key },
            _ => Op::Delete { key },
        };
        let on = self.replica(self.field("on")?)?;
        let client = self.object.get("as").filter(|client| !client.is_literally("null"));
        let session = client.map(Node::string).transpose()?.map(Arc::from);
        Ok(Action::Request { on, session, op })
    }

    fn link_changes(&self) -> Result<Vec<Action>, ScenarioError> {
        self.only("link", &LINK_CHANGES)?;
        let links = self.links()?;
        let mut actions = Vec::new();
        for (name, value) in any_of(&self.object, &LINK_CHANGES) {
            let change = match name {
                "state" => LinkChange::State(value.word()?),
                "latency" => {
                    let (least, greatest) = latency(value)?;
                    LinkChange::Latency(least, greatest)
                }
                "loss" => LinkChange::Loss(permille(value)?),
                "duplicate" => LinkChange::Duplicate(permille(value)?),
                _ => LinkChange::Fifo(value.switch()?),
            };
            actions.push(Action::Link { links, change });
        }
        if actions.is_empty() {
            return Err(self.expected(&format!("one of {}", LINK_CHANGES.join(", ")), "none"));
        }
        Ok(actions)
    }

    fn links(&self) -> Result<LinkSelector, ScenarioError> {
        whole(self.field("link")?, |cursor| self.names.links(cursor))
    }

    fn message(&self, verb: &'static str) -> Result<Action, ScenarioError> {
        let node = self.field(verb)?;
        let message = if node.string()?.eq_ignore_ascii_case("next") {
            self.only(verb, &["link"])?;
            let link = self.field("link")?;
            let id = link_id(&link.string()?, self.names).map_err(|reason| link.error(reason))?;
            MessageRef::Next(id)
        } else {
            self.only(verb, &[])?;
            whole(node, |cursor| self.names.message(cursor))?
        };
        Ok(match verb {
            "release" => Action::Release(message),
            "hold" => Action::Hold(message),
            "drop" => Action::Drop(message),
            _ => Action::Duplicate(message),
        })
    }

    fn partition(&self) -> Result<Action, ScenarioError> {
        self.only("partition", &[])?;
        let groups = self.field("partition")?.array("groups", limits::REPLICAS)?;
        let group = |group: &Node<'_>| {
            group
                .array("replicas", limits::REPLICAS)?
                .iter()
                .map(|member| self.replica(member))
                .collect()
        };
        let groups = groups.iter().map(group).collect::<Result<_, ScenarioError>>()?;
        Ok(Action::Partition { groups })
    }

    fn replica(&self, node: &Node<'_>) -> Result<ReplicaId, ScenarioError> {
        self.names.find(&node.string()?).map_err(|reason| node.error(reason))
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
