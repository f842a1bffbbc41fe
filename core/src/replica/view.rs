//! Who the members are, as one replica knows it, and what part it takes itself.

use std::fmt;

use crate::clock::ReplicaId;

/// Who the members are, as one replica knows it. Of two views the one with the higher number is
/// the newer, and of equal numbers the one that the higher replica made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// Its number, and who made it.
    pub stamp: (u32, ReplicaId),
    /// The members, in the order in which they were given.
    pub members: Vec<ReplicaId>,
}

/// What part a replica takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Phase {
    /// None: it is no member of its own view, and answers no client.
    Outside,
    /// It is a member without a state, and answers clients when it has one.
    Joining,
    /// It answers clients.
    #[default]
    Serving,
}

impl View {
    /// The view that a run begins with.
    #[must_use]
    pub fn first(members: Vec<ReplicaId>) -> Self {
        Self { stamp: (0, ReplicaId(0)), members }
    }

    /// Whether a replica is a member.
    #[must_use]
    pub fn has(&self, replica: ReplicaId) -> bool {
        self.members.contains(&replica)
    }
}

impl fmt::Display for View {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("{")?;
        for (position, member) in self.members.iter().enumerate() {
            write!(f, "{}{member}", if position == 0 { "" } else { " " })?;
        }
        f.write_str("}")
    }
}
