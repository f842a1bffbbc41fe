//! Predicates: what may be so of a run, typed as a sentence of a small language, and judged while the
//! run goes on.
//!
//! `docs/predicates.md` has the grammar. A predicate is judged between steps only: when a replica has
//! dealt with an input and sent what it sends. What is asked of deliveries, of causes and of what has
//! gone wrong is answered from what really happened, never from what replicas believe.
//!
//! ```
//! use causal_core::predicate::{Predicate, Verdict, Watch};
//! use causal_core::run::Run;
//! use causal_core::scenario::Scenario;
//! let story = "rule fifo\nhold A->C\nA: lost = wallet\nB: reply = sorry!";
//! let run = Run::new(Scenario::read(story)?);
//! let predicate = Predicate::parse("violation.causal & !violation.fifo", run.setting())?;
//! let mut watch = Watch::new(predicate, run.setting());
//! assert_eq!(watch.follow(&run, run.history().len()), Verdict::Yes);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod answers;
mod asked;
mod atoms;
mod binders;
mod clients;
mod constants;
mod error;
mod facts;
mod judge;
mod lacks;
mod moments;
mod observed;
mod orders;
mod parse;
mod parts;
mod scope;
mod sight;
mod sort;
mod terms;
mod terms_judged;
mod text;
mod tokens;
mod tree;
mod truth;
pub mod until;
mod value;
mod vocabulary;
mod watch;
mod without;
mod words;

use std::cell::Cell;

pub use asked::Uses;
pub use error::PredicateError;
pub use facts::Facts;
pub use lacks::Lack;
pub(crate) use lacks::{Reach, column_of};
pub use observed::Observed;
pub(crate) use parts::{AtReplica, Made};
pub use sight::Sight;
pub use sort::Sort;
pub use vocabulary::Kind;
pub use watch::Watch;

use asked::Asked;
use judge::Eyes;
use text::Writer;
use tree::{Node, Variable};
use value::Value;

use crate::replica::protocol::{Protocol, Sessions};
use crate::world::setting::Setting;

/// What may be so of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Predicate {
    text: String,
    node: Node,
    variables: Vec<Variable>,
    asked: Asked,
    n_replicas: u16,
    protocol: Protocol,
}

/// What there is to say of a predicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is so.
    Yes,
    /// It is not so at present.
    NotYet,
    /// It is not so, and cannot become so any more.
    Never,
}

impl Predicate {
    /// Reads a predicate about runs of a setting.
    ///
    /// # Errors
    /// Where reading stopped, what is wrong there, and what was meant where that can be guessed.
    pub fn parse(text: &str, setting: &Setting) -> Result<Self, PredicateError> {
        let wrong = |wrong: error::Wrong| PredicateError {
            column: text.char_indices().take_while(|(place, _)| *place < wrong.0).count() + 1,
            says: wrong.1,
        };
        let first = parse::parse(text, setting).map_err(wrong)?;
        // Read once more as it is written, so that everything has the number of its place.
        let text = Writer { variables: &first.variables, setting: None }.node(&first.node);
        let parsed = parse::parse(&text, setting)
            .map_err(|wrong| PredicateError { column: 1, says: wrong.1 })?;
        let mut asked = asked::gather(&parsed.node, &parsed.variables);
        let (node, variables, protocol) = (parsed.node, parsed.variables, setting.protocol);
        // What a write builds on is then what its client knew.
        asked.uses.clients |= asked.uses.truth && protocol.sessions != Sessions::Off;
        Ok(Self { text, node, variables, asked, n_replicas: setting.n_replicas(), protocol })
    }

    /// As it is written: read again, it is the same predicate.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// As one sentence, for runs of this setting.
    #[must_use]
    pub fn in_words(&self, setting: &Setting) -> String {
        Writer { variables: &self.variables, setting: Some(setting) }.sentence(&self.node)
    }

    /// What it asks.
    #[must_use]
    pub fn uses(&self) -> Uses {
        self.asked.uses
    }

    /// Whether moments have to be looked at, so that what they were like is remembered.
    pub(crate) fn remembers_moments(&self) -> bool {
        let of_moments = Kind::Diverged.bit() | Kind::HeldBack.bit();
        !self.asked.moments.is_empty() || self.asked.violations & of_moments != 0
    }

    /// Whether nothing is asked but what has gone wrong.
    pub(crate) fn asks_wrongs_alone(&self) -> bool {
        let mut alone = true;
        self.node.visit(&mut |node| {
            alone &= matches!(
                node,
                Node::Violation(_) | Node::All(_) | Node::Any(_) | Node::Not(_) | Node::If(..)
            );
        });
        alone
    }

    /// Whether anything follows from the order in which one step lets writes take effect that know
    /// nothing of each other, where each client stays at one replica.
    pub(crate) fn orders_events(&self) -> bool {
        self.asked.firsts
    }

    /// Whether it is so at present, after what the facts tell, and whether it can become so.
    #[must_use]
    pub fn judge(&self, facts: &Facts, sight: &dyn Sight) -> Verdict {
        self.judge_within(facts, sight, &Cell::new(u64::MAX))
    }

    /// The same with a limit to how many things are looked at. When none is left, what comes back
    /// means nothing.
    pub(crate) fn judge_within(
        &self,
        facts: &Facts,
        sight: &dyn Sight,
        left: &Cell<u64>,
    ) -> Verdict {
        let bound = vec![Value::Unknown; self.variables.len()];
        let is = Eyes { predicate: self, facts, sight, bound, left, lacks: &[] }.is(&self.node);
        match (is.so, is.fixed) {
            (true, _) => Verdict::Yes,
            (false, true) => Verdict::Never,
            (false, false) => Verdict::NotYet,
        }
    }
}
