//! What something is checked against, and what can come of it.

use crate::scenario::error::Reason;
use crate::steps::Steps;
use crate::world::setting::Setting;

/// What is wrong with one part of a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Which part: a field of the setting as JSON names it, or of an action one of `on`, `as`,
    /// `seen`, `key`, `value`, `link`, `latency`, `loss`, `duplicate`, `message`, `partition`, `wait`,
    /// `note`, `crash`, `restart`, `view`, `join`, `from`, `leave`, `gossip`, `with`,
    /// `transfer`, `skew`, `ms`.
    pub field: &'static str,
    /// What is wrong with it.
    pub reason: Reason,
}

impl Problem {
    pub(in crate::scenario) fn new(field: &'static str, reason: Reason) -> Self {
        Self { field, reason }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.reason.fmt(f)
    }
}

impl std::error::Error for Problem {}

/// The setting that something is checked against; what is looked at is counted.
#[derive(Clone, Copy, Debug)]
pub(in crate::scenario) struct Known<'a> {
    pub(in crate::scenario) setting: &'a Setting,
    pub(in crate::scenario) steps: &'a Steps,
}
