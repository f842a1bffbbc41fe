//! How the replicas of a run behave, as data: every choice beside its alternatives.

use serde::{Deserialize, Serialize};

use super::mistakes::Mistakes;
use super::rule::DeliveryRule;

/// Virtual time in milliseconds since the start of the run.
pub type Time = u64;

/// What a replica does with a request whose metadata it does not cover.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sessions {
    /// Metadata is ignored: every request is served as it comes.
    #[default]
    Off,
    /// The request is parked until it is covered, or its time runs out.
    Wait,
    /// The request is turned down at once.
    Reject,
}

/// What an accepted write depends on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dependencies {
    /// Everything its replica has delivered.
    #[default]
    Replica,
    /// What its session has seen, and the actor's previous write: true dependencies, fewer waits.
    Session,
}

/// Whether a put or delete may run ahead of what its replica has delivered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Writes {
    /// It waits, or is turned down, like a get.
    #[default]
    Gated,
    /// It is always taken at once: available under partition. Until its deps are delivered here it
    /// is *ahead*: shown and sent, but not counted as delivered.
    Accepted,
}

/// What happens to concurrent writes of one key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Conflicts {
    /// All values stay whose dot no later context covers.
    #[default]
    Siblings,
    /// The highest stamp wins, and of equal stamps the highest actor: converges, and loses
    /// concurrent updates.
    Lww,
    /// Whatever was delivered last: replicas diverge though delivery is causal.
    Arrival,
    /// The highest reading of the author's own skewed clock wins: converges, and can lose a write
    /// that was causally later.
    WallClock,
}

/// What a replica that has lost its disk calls itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Amnesia {
    /// A new incarnation, which answers clients after a state transfer.
    #[default]
    Safe,
    /// The same actor, which counts from 1 again: its new writes look like old ones.
    Naive,
}

/// Whether a replica that restarts has its disk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Disk {
    /// It has: state as it was.
    #[default]
    Keep,
    /// It has lost it.
    Lose,
}

/// Which tombstones an administrator wants forgotten.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tombstones {
    /// Those that no write can lose to any more.
    #[default]
    Stable,
    /// Every one, as where a grace period is over: a write that comes later may bring a deleted
    /// value back.
    All,
}

/// How the replicas of a run behave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Protocol {
    /// When a received write is delivered.
    pub delivery: DeliveryRule,
    /// What happens to concurrent writes of one key.
    pub conflicts: Conflicts,
    /// What happens to requests whose metadata is not covered.
    pub sessions: Sessions,
    /// What an accepted write depends on.
    pub dependencies: Dependencies,
    /// Whether puts and deletes may run ahead.
    pub writes: Writes,
    /// How long a request may be parked, in milliseconds.
    pub session_timeout_ms: Time,
    /// Whether an accepted write is sent to every replica of the view.
    pub broadcast: bool,
    /// How often a replica tells one peer in turn what it has seen, in milliseconds; never if
    /// `None`.
    pub gossip_ms: Option<Time>,
    /// How often a replica pings its peers, in milliseconds; never if `None`.
    pub health_ms: Option<Time>,
    /// Whether a peer that is down leaves the view until it is back.
    pub evict: bool,
    /// What a replica that has lost its disk calls itself.
    pub amnesia: Amnesia,
    /// What the replicas do wrong.
    pub mistakes: Mistakes,
}

impl Default for Protocol {
    fn default() -> Self {
        Self {
            delivery: DeliveryRule::default(),
            conflicts: Conflicts::default(),
            sessions: Sessions::default(),
            dependencies: Dependencies::default(),
            writes: Writes::default(),
            session_timeout_ms: 20_000,
            broadcast: true,
            gossip_ms: None,
            health_ms: None,
            evict: false,
            amnesia: Amnesia::default(),
            mistakes: Mistakes::default(),
        }
    }
}
