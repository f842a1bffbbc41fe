//! One thing that can happen next.

use super::action::Action;
use super::network::MessageId;
use crate::clock::ReplicaId;
use crate::replica::protocol::{Time, Timer};

/// One thing that can happen next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// A message on its way arrives.
    Arrive(MessageId),
    /// A replica's timer runs out.
    Expire(ReplicaId, Timer),
    /// Time passes until then, in virtual milliseconds, with nothing due on the way. Never among
    /// [`World::choices`](super::World::choices) either.
    Pass(Time),
    /// Someone does something. Never among [`World::choices`](super::World::choices), which lists
    /// what happens by itself; always open.
    Act(Action),
}
