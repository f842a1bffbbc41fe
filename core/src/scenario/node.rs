//! One value of a JSON text, with the path that leads to it and the place where it stands.
//!
//! The text stays as it is: a value is a slice of it, read only when it is asked for. So every
//! error knows its line and column, also those found long after the text was read.

pub(super) mod values;
pub(super) mod writing;

mod object;

pub(super) use object::Object;

use super::checks::{Problem, check_count};
use super::error::{Place, Reason, ScenarioError};
use super::words::{Words, excerpt};
use crate::json::{NoJson, Tree, Value};
use crate::steps::Steps;

/// A value.
#[derive(Clone, Debug)]
pub(super) struct Node<'a> {
    /// The whole text.
    source: &'a str,
    /// The value and its part of the text.
    tree: &'a Tree<'a>,
    /// The fields and indexes that lead to it.
    path: String,
    steps: &'a Steps,
}

/// Reads a text as one value.
pub(super) fn read<'a>(source: &'a str, steps: &Steps) -> Result<Tree<'a>, ScenarioError> {
    Tree::read(source, steps).map_err(|NoJson { offset, says }| {
        steps.count(offset);
        let (line, column) = line_and_column(source, offset);
        ScenarioError::new(
            Place::Json { path: String::new(), line, column },
            Reason::Syntax { says },
        )
    })
}

impl<'a> Node<'a> {
    /// The value that a text is.
    pub(super) fn root(source: &'a str, tree: &'a Tree<'a>, steps: &'a Steps) -> Self {
        Self { source, tree, path: String::new(), steps }
    }

    /// What counts the steps of those who read it.
    pub(super) fn steps(&self) -> &'a Steps {
        self.steps
    }

    /// A value inside of this one.
    fn inside(&self, tree: &'a Tree<'a>, path: String) -> Self {
        self.steps.count(path.len());
        Node { source: self.source, tree, path, steps: self.steps }
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
        let node = |(index, tree)| self.inside(tree, format!("{}[{index}]", self.path));
        Ok(values.iter().enumerate().map(node).collect())
    }

    /// A string.
    pub(super) fn string(&self) -> Result<String, ScenarioError> {
        match &self.tree.value {
            Value::Text(text) => {
                self.steps.count(text.len());
                Ok(text.clone().into_owned())
            }
            _ => Err(self.expected("a string")),
        }
    }

    /// A whole number of at most so much.
    pub(super) fn number(&self, max: u64) -> Result<u64, ScenarioError> {
        self.steps.count(self.tree.slice.len());
        let number = self.tree.slice.parse().ok().filter(|number| *number <= max);
        number.ok_or_else(|| match max {
            u64::MAX => self.expected("a whole number"),
            max => self.expected(&format!("a whole number up to {max}")),
        })
    }

    /// A whole number that may be negative.
    pub(super) fn signed(&self) -> Result<i64, ScenarioError> {
        self.steps.count(self.tree.slice.len());
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
        self.steps.count(offset);
        let (line, column) = line_and_column(self.source, offset);
        ScenarioError::new(Place::Json { path: self.path.clone(), line, column }, reason)
    }

    fn at(&self, tree: &'a Tree<'a>) -> Node<'a> {
        Node { tree, ..self.clone() }
    }
}

/// Where a byte of a text stands, from 1; columns count characters.
fn line_and_column(source: &str, offset: usize) -> (usize, usize) {
    let before = source.get(..offset).unwrap_or(source);
    let line = before.matches('\n').count() + 1;
    let last = before.rsplit('\n').next().unwrap_or_default();
    (line, last.chars().count() + 1)
}
