//! Objects: the fields of a value, each name once.

use super::Node;
use crate::json::{Tree, Value};
use crate::scenario::error::Reason;
use crate::scenario::error::ScenarioError;
use crate::scenario::words::{excerpt, unknown};

/// An object, with its fields in the order of the text.
#[derive(Clone, Debug)]
pub(in crate::scenario) struct Object<'a> {
    node: Node<'a>,
    fields: Vec<Field<'a>>,
}

#[derive(Clone, Debug)]
struct Field<'a> {
    key: &'a Tree<'a>,
    value: Node<'a>,
}

impl<'a> Node<'a> {
    /// The fields of an object.
    pub(in crate::scenario) fn object(&self) -> Result<Object<'a>, ScenarioError> {
        let Value::Object(pairs) = &self.tree.value else {
            return Err(self.expected("an object, as { … }"));
        };
        if let Some(key) = self.key_that_stands_twice(pairs) {
            let what = format!("`{}`", excerpt(text_of(key)));
            return Err(self.at(key).error(Reason::GivenTwice { what }));
        }
        let dot = if self.path.is_empty() { "" } else { "." };
        let field = |(key, tree): &'a (Tree<'a>, Tree<'a>)| {
            let path = format!("{}{dot}{}", self.path, excerpt(text_of(key)));
            Field { key, value: self.inside(tree, path) }
        };
        Ok(Object { node: self.clone(), fields: pairs.iter().map(field).collect() })
    }

    /// The first key that another one before it is equal to.
    fn key_that_stands_twice(&self, pairs: &'a [(Tree<'a>, Tree<'a>)]) -> Option<&'a Tree<'a>> {
        let keys = pairs.iter().enumerate().map(|(at, (key, _))| (text_of(key).to_owned(), at));
        let sorted = self.steps.sorted(keys.collect());
        let same = sorted.windows(2).filter(|two| two[0].0 == two[1].0).map(|two| two[1].1);
        same.min().map(|at| &pairs[at].0)
    }
}

impl<'a> Object<'a> {
    /// The value of a field.
    pub(in crate::scenario) fn get(&self, name: &str) -> Option<&Node<'a>> {
        let at = self.fields.iter().position(|field| text_of(field.key) == name);
        self.node.steps.count(at.map_or(self.fields.len(), |at| at + 1));
        at.map(|at| &self.fields[at].value)
    }

    /// The fields, by name.
    pub(in crate::scenario) fn fields(&self) -> impl Iterator<Item = (&str, &Node<'a>)> + '_ {
        self.fields.iter().map(|field| (text_of(field.key), &field.value))
    }

    /// Demands that there are no other fields than these.
    pub(in crate::scenario) fn only(&self, known: &[&'static str]) -> Result<(), ScenarioError> {
        self.node.steps.count(self.fields.len());
        let strange = self.fields.iter().find(|field| !known.contains(&text_of(field.key)));
        strange.map_or(Ok(()), |field| {
            let reason = unknown("field", text_of(field.key), known.iter().copied());
            Err(self.at_key(field).error(reason))
        })
    }

    /// That something is wrong with what a field is called.
    pub(in crate::scenario) fn key_error(&self, name: &str, reason: Reason) -> ScenarioError {
        let field = self.fields.iter().find(|field| text_of(field.key) == name);
        field.map_or_else(
            || self.error(reason.clone()),
            |field| self.at_key(field).error(reason.clone()),
        )
    }

    /// That something is wrong with the object.
    pub(in crate::scenario) fn error(&self, reason: Reason) -> ScenarioError {
        self.node.error(reason)
    }

    fn at_key(&self, field: &Field<'a>) -> Node<'a> {
        self.node.at(field.key)
    }
}

/// The name of a field.
fn text_of<'t>(key: &'t Tree<'_>) -> &'t str {
    match &key.value {
        Value::Text(text) => text,
        _ => key.slice,
    }
}
