//! A condition that somebody chooses: a predicate, typed or taken from a chip. Dialogs that ask
//! for one show the same condition.

use std::rc::Rc;

use causal_core::predicate::{Predicate, PredicateError};
use causal_core::world::setting::Setting;

/// What stands in the field for a condition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Condition {
    /// What was typed.
    pub text: Rc<str>,
    /// What came of running until it is so, if that led nowhere.
    pub outcome: Option<&'static str>,
    /// Why no schedule can make it so, once that was asked.
    pub refusal: Option<Rc<str>>,
}

/// What a run goes on until.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// The next thing that goes wrong.
    Violation,
    /// Something waits in an inbox.
    Waits,
    /// No message is on its way or held.
    Quiet,
    /// What is typed is so.
    Condition,
}

/// Conditions that are often wanted: what the chip says, and what it stands for.
pub const CHIPS: [(&str, &str); 8] = [
    ("a delivery or a session went wrong", "violation.any"),
    ("an effect came before its cause", "violation.causal"),
    ("a client missed its own write", "violation.ryw"),
    ("something waits", "exists r: waiting(r) >= 1"),
    ("two values of one key", "exists r, k: siblings(r, k) >= 2"),
    ("all at rest", "idle"),
    ("at rest and not the same", "idle & exists k: !same(k)"),
    ("a message was lost", "lost >= 1"),
];

impl Condition {
    /// What is typed, read for runs of a setting; `None` if nothing is typed.
    #[must_use]
    pub fn read(&self, setting: &Setting) -> Option<Result<Predicate, PredicateError>> {
        let text = self.text.trim_end();
        (!text.is_empty()).then(|| Predicate::parse(text, setting))
    }

    /// The same text, of which nothing is known yet.
    #[must_use]
    pub fn afresh(&self) -> Self {
        Self { text: Rc::clone(&self.text), ..Self::default() }
    }

    /// What stands in the field once a chip is pressed: what it stands for, or nothing if that stood
    /// there already.
    #[must_use]
    pub fn with_chip(&self, chip: &str) -> String {
        if self.is(chip) { String::new() } else { chip.to_owned() }
    }

    /// Whether just this stands in the field.
    #[must_use]
    pub fn is(&self, chip: &str) -> bool {
        self.text.trim() == chip
    }
}
