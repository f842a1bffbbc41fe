//! One object of JSON while an action is read from it.

use crate::clock::ReplicaId;
use crate::scenario::checks::Problem;
use crate::scenario::error::{Reason, ScenarioError};
use crate::scenario::node::values::{link_id, replica};
use crate::scenario::node::{Node, Object};
use crate::scenario::refs::Names;
use crate::world::network::LinkId;

/// An object, and the names that it is read by.
pub(in crate::scenario) struct Fields<'r, 'a> {
    pub(in crate::scenario) object: Object<'a>,
    node: &'r Node<'a>,
    pub(super) names: &'r Names<'r>,
}

impl<'r, 'a> Fields<'r, 'a> {
    /// The fields of an action.
    pub(in crate::scenario) fn new(
        node: &'r Node<'a>,
        names: &'r Names<'r>,
    ) -> Result<Self, ScenarioError> {
        Ok(Self { object: node.object()?, node, names })
    }

    /// Demands that there is nothing but a verb, what belongs to it, and a moment.
    pub(super) fn only(
        &self,
        verb: &'static str,
        others: &[&'static str],
    ) -> Result<(), ScenarioError> {
        let known = [&[verb], others, &["at", "after"]].concat();
        self.object.only(&known)
    }

    /// A field that must be there.
    pub(super) fn field(&self, name: &str) -> Result<&Node<'a>, ScenarioError> {
        let none = || self.expected(&format!("a field `{name}`"), "none");
        self.object.get(name).ok_or_else(none)
    }

    /// A field that may be absent, or `null`.
    pub(super) fn optional(&self, name: &str) -> Option<&Node<'a>> {
        self.object.get(name).filter(|node| !node.is_literally("null"))
    }

    /// The replica that a field names.
    pub(super) fn replica(&self, name: &str) -> Result<ReplicaId, ScenarioError> {
        replica(self.field(name)?, self.names)
    }

    /// The replica that a field names, if there is one.
    pub(super) fn optional_replica(&self, name: &str) -> Result<Option<ReplicaId>, ScenarioError> {
        self.optional(name).map(|node| replica(node, self.names)).transpose()
    }

    /// The link in one direction that a field names.
    pub(super) fn link(&self, name: &str) -> Result<LinkId, ScenarioError> {
        let node = self.field(name)?;
        link_id(&node.string()?, self.names).map_err(|reason| node.error(reason))
    }

    /// Demands that a verb that needs no object stands beside `true`.
    pub(super) fn is_true(&self, verb: &str) -> Result<(), ScenarioError> {
        let node = self.field(verb)?;
        if node.switch()? { Ok(()) } else { Err(node.expected("true")) }
    }

    /// That something else belongs here.
    pub(in crate::scenario) fn expected(&self, what: &str, found: &str) -> ScenarioError {
        self.node.error(Reason::Expected { what: what.to_owned(), found: found.to_owned() })
    }

    /// Puts a problem where its field is.
    pub(in crate::scenario) fn misplaced(&self, problem: Problem, verb: &str) -> ScenarioError {
        let name = match problem.field {
            "key" | "message" => verb,
            other => other,
        };
        self.object.get(name).unwrap_or(self.node).error(problem.reason)
    }
}
