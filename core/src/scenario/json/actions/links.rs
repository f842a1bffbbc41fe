//! Reads what is done to links and to the messages on them.

use super::Reader;
use crate::scenario::error::ScenarioError;
use crate::scenario::json::settings::{any_of, latency, link_id, permille, whole};
use crate::world::action::{Action, LinkChange, LinkSelector, MessageRef};
use crate::world::network::LinkId;

const LINK_CHANGES: [&str; 5] = ["state", "latency", "loss", "duplicate", "fifo"];

impl Reader<'_, '_> {
    /// Reads what changes about links, one thing after the other.
    pub(super) fn link_changes(&self) -> Result<Vec<Action>, ScenarioError> {
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

    /// Reads what is done to a message.
    pub(super) fn message(&self, verb: &'static str) -> Result<Action, ScenarioError> {
        let node = self.field(verb)?;
        let message = if node.string()?.eq_ignore_ascii_case("next") {
            self.only(verb, &["link"])?;
            MessageRef::Next(self.link("link")?)
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

    /// The link in one direction that a field names.
    pub(super) fn link(&self, name: &str) -> Result<LinkId, ScenarioError> {
        let node = self.field(name)?;
        link_id(&node.string()?, self.names).map_err(|reason| node.error(reason))
    }
}
