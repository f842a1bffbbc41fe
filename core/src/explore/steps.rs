//! What can happen in a state, as data.

use super::place::NONE;
use crate::clock::ReplicaId;

/// Messages that are sent: to whom, and which.
pub(super) type Sends = Vec<(u16, u32)>;

/// One thing that happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum What {
    /// A message arrives, or is lost because its receiver is down.
    Arrives(u32),
    /// An action of a program is done.
    Acts(u32),
    /// A message is lost.
    IsLost(u32),
    /// A message gets a copy.
    IsCopied(u32),
    /// The replica crashes, by fault.
    Crashes,
    /// It starts again after that.
    Restarts,
    /// It gossips with a replica.
    Gossips(ReplicaId),
}

impl What {
    /// Whether a schedule is not complete without it, as long as it can happen.
    #[inline]
    pub(super) fn must_happen(self) -> bool {
        matches!(self, Self::Arrives(_) | Self::Acts(_))
    }
}

/// From what a step is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cost {
    /// A lost message.
    Loss = 0,
    /// A copy.
    Copy = 1,
    /// A crash.
    Crash = 2,
    /// A round of gossip.
    Gossip = 3,
    /// A free write.
    Write = 4,
    /// It is free.
    Nothing = 5,
}

/// A step of one replica, with what it does elsewhere.
#[derive(Clone, Copy, Debug)]
pub(super) struct Move {
    /// The cell that the replica is in afterwards.
    pub(super) cell: u32,
    /// What it does to others; `NONE` if nothing.
    pub(super) follows: u32,
    pub(super) what: What,
    pub(super) cost: Cost,
    /// What happens by it, if anybody remembers that.
    pub(super) happens: u32,
}

impl Move {
    /// Whether it is an arrival that changes nothing but the cell.
    pub(super) fn only_arrives(&self) -> bool {
        matches!(self.what, What::Arrives(_)) && self.follows == NONE && self.happens == NONE
    }
}

/// What a step does beside changing the cell of its replica.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Follows {
    /// What is sent.
    pub(super) sends: Sends,
    /// A wandering program that goes on: its place in the row, and its standing by that.
    pub(super) begins: Option<(u16, u32)>,
    /// Answers to wandering clients: their programs, and what they learn.
    pub(super) replies: Vec<(u16, u32)>,
}
