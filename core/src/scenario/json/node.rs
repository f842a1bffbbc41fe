//! One value of a JSON text, with the path that leads to it and the place where it stands.
//!
//! The text stays as it is: a value is a slice of it, read only when it is asked for. So every
//! error knows its line and column, also those found long after the text was read.

use std::collections::BTreeSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::scenario::error::{Place, ScenarioError};
use crate::scenario::reason::Reason;
use crate::scenario::validate::{Problem, check_count};
use crate::scenario::words::{Words, excerpt, unknown};

/// A value.
#[derive(Clone, Debug)]
pub(super) struct Node<'a> {
    /// The whole text.
    source: &'a str,
    /// The value's part of it.
    slice: &'a str,
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
    name: String,
    key: &'a str,
    value: Node<'a>,
}

impl<'a> Node<'a> {
    /// The value that a text is.
    pub(super) fn root(source: &'a str) -> Result<Self, ScenarioError> {
        let whole = Self { source, slice: source, path: String::new() };
        let raw: &RawValue = serde_json::from_str(source).map_err(|error| whole.syntax(&error))?;
        Ok(Self { slice: raw.get(), ..whole })
    }

    /// The fields of an object.
    pub(super) fn object(&self) -> Result<Object<'a>, ScenarioError> {
        let Ok(pairs) = serde_json::from_str::<Pairs<'a>>(self.slice) else {
            return Err(self.expected("an object, as { … }"));
        };
        let mut fields: Vec<Field<'a>> = Vec::with_capacity(pairs.0.len());
        let mut names = BTreeSet::new();
        for (key, value) in pairs.0 {
            let key_node = Node { slice: key.get(), ..self.clone() };
            let name = key_node.string()?;
            let dot = if self.path.is_empty() { "" } else { "." };
            let path = format!("{}{dot}{}", self.path, excerpt(&name));
            if !names.insert(name.clone()) {
                let what = format!("`{}`", excerpt(&name));
                return Err(key_node.error(Reason::GivenTwice { what }));
            }
            let value = Node { source: self.source, slice: value.get(), path };
            fields.push(Field { name, key: key.get(), value });
        }
        Ok(Object { node: self.clone(), fields })
    }

    /// The values of an array that may have so many.
    pub(super) fn array(
        &self,
        what: &'static str,
        max: usize,
    ) -> Result<Vec<Node<'a>>, ScenarioError> {
        let Ok(values) = serde_json::from_str::<Vec<&'a RawValue>>(self.slice) else {
            return Err(self.expected("a list, as [ … ]"));
        };
        check_count(what, values.len(), max).map_err(|reason| self.error(reason))?;
        let node = |(index, value): (usize, &'a RawValue)| Node {
            source: self.source,
            slice: value.get(),
            path: format!("{}[{index}]", self.path),
        };
        Ok(values.into_iter().enumerate().map(node).collect())
    }

    /// A string.
    pub(super) fn string(&self) -> Result<String, ScenarioError> {
        serde_json::from_str(self.slice).map_err(|error| {
            // A string that is none has been found to be no text, such as half of a pair.
            if self.is_string() { self.syntax(&error) } else { self.expected("a string") }
        })
    }

    /// A whole number of at most so much.
    pub(super) fn number(&self, max: u64) -> Result<u64, ScenarioError> {
        let number = serde_json::from_str(self.slice).ok().filter(|number| *number <= max);
        number.ok_or_else(|| match max {
            u64::MAX => self.expected("a whole number"),
            max => self.expected(&format!("a whole number up to {max}")),
        })
    }

    /// A whole number of 32 bits.
    pub(super) fn number_u32(&self) -> Result<u32, ScenarioError> {
        let number = self.number(u32::MAX.into())?;
        u32::try_from(number).map_err(|_| self.expected("a smaller number"))
    }

    /// A truth value.
    pub(super) fn switch(&self) -> Result<bool, ScenarioError> {
        serde_json::from_str(self.slice).map_err(|_| self.expected("true or false"))
    }

    /// One of a few words.
    pub(super) fn word<T: Words>(&self) -> Result<T, ScenarioError> {
        T::from_word(&self.string()?).map_err(|reason| self.error(reason))
    }

    /// Whether it is a string.
    pub(super) fn is_string(&self) -> bool {
        self.slice.starts_with('"')
    }

    /// Whether it is an array.
    pub(super) fn is_list(&self) -> bool {
        self.slice.starts_with('[')
    }

    /// Whether it is written just so.
    pub(super) fn is_literally(&self, written: &str) -> bool {
        self.slice == written
    }

    /// Whether it is an object.
    pub(super) fn is_object(&self) -> bool {
        self.slice.starts_with('{')
    }

    /// Makes a problem an error that stands here.
    pub(super) fn check(&self, result: Result<(), Problem>) -> Result<(), ScenarioError> {
        result.map_err(|problem| self.error(problem.reason))
    }

    /// That something else belongs here.
    pub(super) fn expected(&self, what: &str) -> ScenarioError {
        let found = format!("`{}`", excerpt(self.slice));
        self.error(Reason::Expected { what: what.to_owned(), found })
    }

    /// That something is wrong here.
    pub(super) fn error(&self, reason: Reason) -> ScenarioError {
        let (line, column) = line_and_column(self.source, self.slice);
        ScenarioError::new(Place::Json { path: self.path.clone(), line, column }, reason)
    }

    /// That this is no JSON; the reader counts lines, and bytes in them, from where the slice begins.
    fn syntax(&self, error: &serde_json::Error) -> ScenarioError {
        let says = error.to_string();
        let says = says.split(" at line ").next().unwrap_or_default().to_owned();
        let lines = self.slice.split_inclusive('\n');
        let before: usize = lines.take(error.line().saturating_sub(1)).map(str::len).sum();
        let at = (before + error.column().saturating_sub(1)).min(self.slice.len());
        let at = (0..=at).rev().find(|at| self.slice.is_char_boundary(*at)).unwrap_or(0);
        let (line, column) = line_and_column(self.source, &self.slice[at..]);
        let place = Place::Json { path: self.path.clone(), line, column };
        ScenarioError::new(place, Reason::Syntax { says })
    }
}

impl<'a> Object<'a> {
    /// The value of a field.
    pub(super) fn get(&self, name: &str) -> Option<&Node<'a>> {
        self.fields.iter().find(|field| field.name == name).map(|field| &field.value)
    }

    /// Whether there is a field.
    pub(super) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// The fields, by name.
    pub(super) fn fields(&self) -> impl Iterator<Item = (&str, &Node<'a>)> + '_ {
        self.fields.iter().map(|field| (field.name.as_str(), &field.value))
    }

    /// Demands that there are no other fields than these.
    pub(super) fn only(&self, known: &[&'static str]) -> Result<(), ScenarioError> {
        let strange = self.fields.iter().find(|field| !known.contains(&field.name.as_str()));
        strange.map_or(Ok(()), |field| {
            let reason = unknown("field", &field.name, known.iter().copied());
            Err(self.at_key(field).error(reason))
        })
    }

    /// That something is wrong with what a field is called.
    pub(super) fn key_error(&self, name: &str, reason: Reason) -> ScenarioError {
        let field = self.fields.iter().find(|field| field.name == name);
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
        Node { slice: field.key, ..self.node.clone() }
    }
}

/// Where a slice of a text begins, from 1; columns count characters.
fn line_and_column(source: &str, slice: &str) -> (usize, usize) {
    let offset = (slice.as_ptr() as usize).saturating_sub(source.as_ptr() as usize);
    let before = source.get(..offset).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let last = before.rsplit('\n').next().unwrap_or_default();
    (line, last.chars().count() + 1)
}

/// The fields of an object as slices, also those that stand twice.
struct Pairs<'a>(Vec<(&'a RawValue, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Pairs<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Vec<(&'de RawValue, &'de RawValue)>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(pairs)
            }
        }
        deserializer.deserialize_map(Collect).map(Pairs)
    }
}
