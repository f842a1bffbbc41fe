//! What the visitor has to be told, and what can be done about it.

use std::rc::Rc;

use causal_core::run::Problem;

/// A sentence above the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What happened, what is kept, what to do.
    pub text: Rc<str>,
    /// Something was refused, so that it is said at once; otherwise it can wait its turn.
    pub is_alert: bool,
    /// It is about something that was tried, and is over when time moves on.
    pub is_passing: bool,
    /// The one fitting button.
    pub offer: Option<Offer>,
    /// What was pasted or followed, so that it can be repaired.
    pub kept: Option<Rc<str>>,
}

/// Why a file was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// It is longer than anything that can be opened.
    TooLong,
    /// The browser could not read it.
    Refused,
}

/// What a notice offers to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offer {
    /// A button that shows the example.
    LoadExample,
    /// Bring back the branch that was deleted.
    RestoreBranch,
    /// Bring back what was on show before, as it was.
    Undo,
    /// Bring back the last visit.
    Resume,
}

impl Notice {
    /// Something for their information.
    #[must_use]
    pub fn info(text: impl Into<Rc<str>>) -> Self {
        Self { text: text.into(), is_alert: false, is_passing: false, offer: None, kept: None }
    }

    /// A notice that something was refused, read out at once.
    #[must_use]
    pub fn alert(text: impl Into<Rc<str>>) -> Self {
        Self { is_alert: true, ..Self::info(text) }
    }

    /// An action was refused.
    #[must_use]
    pub fn refusal(text: impl Into<Rc<str>>) -> Self {
        Self { is_passing: true, ..Self::alert(text) }
    }

    /// The same with a button.
    #[must_use]
    pub fn offering(self, offer: Offer) -> Self {
        Self { offer: Some(offer), ..self }
    }

    /// The same with one more sentence.
    #[must_use]
    pub fn and(self, sentence: &str) -> Self {
        Self { text: format!("{} {sentence}", self.text).into(), ..self }
    }

    /// A run that could not be carried out to its end.
    #[must_use]
    pub fn of_problem(problem: &Problem) -> Self {
        Self::alert(problem.to_string())
    }
}
