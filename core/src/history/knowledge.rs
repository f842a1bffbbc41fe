//! What is known at a replica: what has taken effect there with everything before it, and where
//! clients tell a longer story, that too.

use super::causal_past::CausalPast;
use super::made_write::MadeWrite;

/// Two sets of writes of which the second is only kept where it is more than the first.
#[derive(Clone, Debug, Default)]
pub(super) struct Knowledge {
    /// What has taken effect, with what happens before it.
    pub(super) past: CausalPast,
    /// The same as clients can tell, if that is more.
    pub(super) wider: Option<CausalPast>,
}

impl Knowledge {
    /// A write takes effect.
    pub(super) fn learn(&mut self, made: &MadeWrite) {
        self.widen(made.wider.is_some());
        self.past.merge(&made.past);
        self.past.include(made.id);
        if let Some(wider) = &mut self.wider {
            wider.merge(made.past_for_clients());
            wider.include(made.id);
        }
    }

    /// A whole state does.
    pub(super) fn merge(&mut self, other: &Self) {
        self.widen(other.wider.is_some());
        self.past.merge(&other.past);
        if let Some(wider) = &mut self.wider {
            wider.merge(other.for_clients());
        }
    }

    /// A client knows of so much here.
    pub(super) fn hear(&mut self, known: &CausalPast) {
        if !self.past.includes(known) {
            self.widen(true);
        }
        if let Some(wider) = &mut self.wider {
            wider.merge(&self.past);
            wider.merge(known);
        }
        if self.wider.as_ref().is_some_and(|wider| self.past.includes(wider)) {
            self.wider = None;
        }
    }

    fn for_clients(&self) -> &CausalPast {
        self.wider.as_ref().unwrap_or(&self.past)
    }

    fn widen(&mut self, is_needed: bool) {
        if is_needed && self.wider.is_none() {
            self.wider = Some(self.past.clone());
        }
    }
}
