//! One value of a JSON text, with the path that leads to it and the place where it stands.
//!
//! The text stays as it is: a value is a slice of it, read only when it is asked for. So every
//! error knows its line and column, also those found long after the text was read.

use litemap::LiteMap;

use crate::json::{NoJson, Tree, Value};
use crate::scenario::error::{Place, ScenarioError};
use crate::scenario::reason::Reason;
use crate::scenario::validate::{Problem, check_count};
use crate::scenario::words::{Words, excerpt, unknown};

/// A value.
#[derive(Clone, Debug)]
pub(super) struct Node<'a> {
    /// The whole text.
    source: &'a str,
    /// The value and its part of the text.
    tree: &'a Tree<'a>,
    /// The fields and indexes that lead to it.
    path: String,
}

/// An object, with its fields in the order of the text.
#[derive(Clone, Debug)]
pub(super) struct Object<'a> {
    node: Node<'a>,
    fields: Vec<Field<'a>>,
}

#[derive(Clone, Debug)]
struct Field<'a> {
    key: &'a Tree<'a>,
    value: Node<'a>,
}

/// Reads a text as one value.
pub(super) fn read(source: &str) -> Result<Tree<'_>, ScenarioError> {
    Tree::read(source).map_err(|NoJson { offset, says }| {
        let (line, column) = line_and_column(source, offset);
        ScenarioError::new(
            Place::Json { path: String::new(), line, column },
            Reason::Syntax { says },
        )
    })
}

impl<'a> Node<'a> {
    /// The value that a text is.
    pub(super) fn root(source: &'a str, tree: &'a Tree<'a>) -> Self {
        Self { source, tree, path: String::new() }
    }

    /// The fields of an object.
    pub(super) fn object(&self) -> Result<Object<'a>, ScenarioError> {
        let Value::Object(pairs) = &self.tree.value else {
            return Err(self.expected("an object, as { … }"));
        };
        let mut fields: Vec<Field<'a>> = Vec::with_capacity(pairs.len());
        let mut names: LiteMap<&str, ()> = LiteMap::new();
        for (key, tree) in pairs {
            let name = excerpt(text_of(key));
            if names.insert(text_of(key), ()).is_some() {
                let what = format!("`{name}`");
                return Err(self.at(key).error(Reason::GivenTwice { what }));
            }
            let dot = if self.path.is_empty() { "" } else { "." };
            let path = format!("{}{dot}{name}", self.path);
            fields.push(Field { key, value: Node { source: self.source, tree, path } });
        }
        Ok(Object { node: self.clone(), fields })
    }

    /// The values of an array that may have so many.
    pub(super) fn array(
        &self,
        what: &'static str,
        max: usize,
    ) -> Result<Vec<Node<'a>>, ScenarioError> {
        let Value::List(values) = &self.tree.value else {
            return Err(self.expected("a list, as [ … ]"));
        };
        check_count(what, values.len(), max).map_err(|reason| self.error(reason))?;
        let node = |(index, tree): (usize, &'a Tree<'a>)| Node {
            source: self.source,
            tree,
            path: format!("{}[{index}]", self.path),
        };
        Ok(values.iter().enumerate().map(node).collect())
    }

    /// A string.
    pub(super) fn string(&self) -> Result<String, ScenarioError> {
        match &self.tree.value {
            Value::Text(text) => Ok(text.clone().into_owned()),
            _ => Err(self.expected("a string")),
        }
    }

    /// A whole number of at most so much.
    pub(super) fn number(&self, max: u64) -> Result<u64, ScenarioError> {
        let number = self.tree.slice.parse().ok().filter(|number| *number <= max);
        number.ok_or_else(|| match max {
            u64::MAX => self.expected("a whole number"),
            max => self.expected(&format!("a whole number up to {max}")),
        })
    }

    /// A whole number that may be negative.
    pub(super) fn signed(&self) -> Result<i64, ScenarioError> {
        let is_number = matches!(self.tree.value, Value::Number);
        let number = if is_number { self.tree.slice.parse().ok() } else { None };
        number.ok_or_else(|| self.expected("a whole number"))
    }

    /// A whole number of 32 bits.
    pub(super) fn number_u32(&self) -> Result<u32, ScenarioError> {
        let number = self.number(u32::MAX.into())?;
        u32::try_from(number).map_err(|_| self.expected("a smaller number"))
    }

    /// A truth value.
    pub(super) fn switch(&self) -> Result<bool, ScenarioError> {
        match self.tree.value {
            Value::Switch(on) => Ok(on),
            _ => Err(self.expected("true or false")),
        }
    }

    /// One of a few words.
    pub(super) fn word<T: Words>(&self) -> Result<T, ScenarioError> {
        T::from_word(&self.string()?).map_err(|reason| self.error(reason))
    }

    /// Whether it is a string.
    pub(super) fn is_string(&self) -> bool {
        matches!(self.tree.value, Value::Text(_))
    }

    /// Whether it is an array.
    pub(super) fn is_list(&self) -> bool {
        matches!(self.tree.value, Value::List(_))
    }

    /// Whether it is written just so.
    pub(super) fn is_literally(&self, written: &str) -> bool {
        self.tree.slice == written
    }

    /// Whether it is an object.
    pub(super) fn is_object(&self) -> bool {
        matches!(self.tree.value, Value::Object(_))
    }

    /// Makes a problem an error that stands here.
    pub(super) fn check(&self, result: Result<(), Problem>) -> Result<(), ScenarioError> {
        result.map_err(|problem| self.error(problem.reason))
    }

    /// That something else belongs here.
    pub(super) fn expected(&self, what: &str) -> ScenarioError {
        let found = format!("`{}`", excerpt(self.tree.slice));
        self.error(Reason::Expected { what: what.to_owned(), found })
    }

    /// That something is wrong here.
    pub(super) fn error(&self, reason: Reason) -> ScenarioError {
        let offset =
            (self.tree.slice.as_ptr() as usize).saturating_sub(self.source.as_ptr() as usize);
        let (line, column) = line_and_column(self.source, offset);
        ScenarioError::new(Place::Json { path: self.path.clone(), line, column }, reason)
    }

    fn at(&self, tree: &'a Tree<'a>) -> Node<'a> {
        Node { tree, ..self.clone() }
    }
}

impl<'a> Object<'a> {
    /// The value of a field.
    pub(super) fn get(&self, name: &str) -> Option<&Node<'a>> {
        self.fields.iter().find(|field| text_of(field.key) == name).map(|field| &field.value)
    }

    /// Whether there is a field.
    pub(super) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// The fields, by name.
    pub(super) fn fields(&self) -> impl Iterator<Item = (&str, &Node<'a>)> + '_ {
        self.fields.iter().map(|field| (text_of(field.key), &field.value))
    }

    /// Demands that there are no other fields than these.
    pub(super) fn only(&self, known: &[&'static str]) -> Result<(), ScenarioError> {
        let strange = self.fields.iter().find(|field| !known.contains(&text_of(field.key)));
        strange.map_or(Ok(()), |field| {
            let reason = unknown("field", text_of(field.key), known.iter().copied());
            Err(self.at_key(field).error(reason))
        })
    }

    /// That something is wrong with what a field is called.
    pub(super) fn key_error(&self, name: &str, reason: Reason) -> ScenarioError {
        let field = self.fields.iter().find(|field| text_of(field.key) == name);
        field.map_or_else(
            || self.error(reason.clone()),
            |field| self.at_key(field).error(reason.clone()),
        )
    }

    /// That something is wrong with the object.
    pub(super) fn error(&self, reason: Reason) -> ScenarioError {
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

/// Where a byte of a text stands, from 1; columns count characters.
fn line_and_column(source: &str, offset: usize) -> (usize, usize) {
    let before = source.get(..offset).unwrap_or(source);
    let line = before.matches('\n').count() + 1;
    let last = before.rsplit('\n').next().unwrap_or_default();
    (line, last.chars().count() + 1)
}
