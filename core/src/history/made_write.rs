//! A write as it was really made, whatever its vectors say.

use std::sync::Arc;

use super::causal_past::{CausalPast, WriteId};
use crate::replica::protocol::Write;
use crate::world::action::SessionName;

/// A write as it was really made.
#[derive(Clone, Debug)]
pub struct MadeWrite {
    /// The write as its author made it.
    pub write: Arc<Write>,
    /// Which one it is.
    pub id: WriteId,
    /// What happens before it.
    pub past: CausalPast,
    /// Who asked for it; nobody, if a replica made it by itself.
    pub session: SessionName,
    /// What they had read and written by then, and everything before that.
    pub known_to_session: CausalPast,
    /// What happens before it as clients can tell, if that is more.
    pub(super) wider: Option<CausalPast>,
    /// An earlier write of the same name, if there is one.
    pub(super) namesake: Option<usize>,
}

impl MadeWrite {
    /// Whether its session knew of anything that does not happen before it for replicas.
    #[must_use]
    pub fn has_wider_past(&self) -> bool {
        self.wider.is_some()
    }

    /// What happens before it as clients can tell: also what its session had read and written, be it
    /// at other replicas, and what the authors of all that had.
    #[must_use]
    pub fn past_for_clients(&self) -> &CausalPast {
        self.wider.as_ref().unwrap_or(&self.past)
    }
}
