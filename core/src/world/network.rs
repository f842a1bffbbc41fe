//! Links and the messages on them.

use serde::{Deserialize, Serialize};
use std::fmt;

use crate::clock::{Dot, ReplicaId};
use crate::replica::protocol::{Message, Time};

/// An ordered pair of different replicas. Shown `A→C`, written `A>C`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LinkId {
    /// The replica that sends on it.
    pub from: ReplicaId,
    /// The replica that receives from it.
    pub to: ReplicaId,
}

impl fmt::Display for LinkId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}>{}", self.from, self.to)
    }
}

/// The n-th message ever sent on a link, from 1; stable under replay. Written `A>C#2`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MessageId {
    /// The link that the message was sent on.
    pub link: LinkId,
    /// Which of the link's messages.
    pub number: u32,
}

impl fmt::Display for MessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}#{}", self.link, self.number)
    }
}

/// Whether a link carries messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LinkState {
    /// Messages travel, and arrive when they are due.
    #[default]
    Up,
    /// Messages queue until someone releases them.
    Held,
    /// Messages sent now are lost.
    Cut,
}

/// How a link behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LinkSetting {
    /// Least and greatest latency in virtual milliseconds, both included.
    pub latency_ms: (Time, Time),
    /// How likely a message is lost, in parts per thousand.
    pub loss_permille: u16,
    /// How likely a message is sent twice, in parts per thousand.
    pub duplicate_permille: u16,
    /// Whether messages never overtake each other on this link.
    pub fifo: bool,
    /// Whether it carries messages.
    pub state: LinkState,
}

impl Default for LinkSetting {
    /// Up, ten milliseconds, nothing lost.
    fn default() -> Self {
        Self {
            latency_ms: (10, 10),
            loss_permille: 0,
            duplicate_permille: 0,
            fifo: false,
            state: LinkState::Up,
        }
    }
}

/// A message between leaving and arriving.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// The message's link and number.
    pub id: MessageId,
    /// What the message carries.
    pub what: Message,
    /// When it arrives, in virtual milliseconds, unless it is held.
    pub due: Time,
    /// Whether it waits for someone to release it.
    pub held: bool,
}

impl Envelope {
    /// Whether it carries one write, and that one.
    #[must_use]
    pub fn carries(&self, dot: Dot) -> bool {
        self.what.write().is_some_and(|write| write.dot == dot)
    }
}
