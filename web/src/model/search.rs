//! What is asked of every schedule, while somebody chooses.

use crate::service::{Search, SearchFor};

/// Something that may happen anywhere in a schedule, so many times at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extra {
    /// A write by any replica.
    Writes,
    /// A message is lost.
    Losses,
    /// A message arrives twice.
    Copies,
    /// A replica crashes.
    Crashes,
    /// Two replicas gossip.
    Gossip,
}

impl Extra {
    /// In the order in which they are asked for.
    pub const ALL: [Self; 5] =
        [Self::Writes, Self::Losses, Self::Copies, Self::Crashes, Self::Gossip];
    /// How many of one kind there may be: more take longer than anybody waits.
    pub const MAX: u32 = 6;

    /// Its name in tests.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Writes => "writes",
            Self::Losses => "losses",
            Self::Copies => "copies",
            Self::Crashes => "crashes",
            Self::Gossip => "gossip",
        }
    }
}

/// What stands in the dialog of every schedule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SearchDraft {
    /// How many of each extra there may be, in the order of [`Extra::ALL`].
    pub extras: [u32; Extra::ALL.len()],
}

impl SearchDraft {
    /// The search that is asked for, in the run of a link.
    #[must_use]
    pub fn search(&self, link: String, what: SearchFor) -> Search {
        let [n_writes, n_lost, n_doubled, n_crashes, n_gossips] = self.extras;
        Search { link, what, n_lost, n_doubled, n_crashes, n_gossips, n_writes }
    }
}
