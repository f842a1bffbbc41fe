//! What is asked of an exploration.

use crate::predicate::Predicate;

/// What is asked, and how far the search may go.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// What the answer is about.
    pub asks: Asks,
    /// What may go wrong beside what the scenario does.
    pub faults: Faults,
    /// How many writes anybody makes beside those of the scenario.
    pub n_free_writes: u32,
    /// How far the search may go.
    pub budget: Budget,
    /// Whether schedules are left out that differ from others only in the order of what cannot
    /// influence each other. The final stores stay the same; counts do not. Predicates see states that
    /// are left out so: where one is asked for, every schedule is tried.
    pub reduce: bool,
}

/// What the answer is about.
#[derive(Clone, Debug, Default)]
pub enum Asks {
    /// How many states and schedules there are.
    #[default]
    Count,
    /// Which final stores there are.
    Outcomes,
    /// The shortest schedule after which something is so.
    Find(Predicate),
    /// That something is never so, or else the shortest schedule after which it is.
    Never(Predicate),
}

impl Asks {
    /// The predicate that is judged in every state, if there is one.
    pub(super) fn predicate(&self) -> Option<&Predicate> {
        match self {
            Self::Find(predicate) | Self::Never(predicate) => Some(predicate),
            Self::Count | Self::Outcomes => None,
        }
    }
}

/// How much may go wrong in each schedule, wherever it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Faults {
    /// Messages that are lost.
    pub lose: u32,
    /// Messages that get a copy.
    pub duplicate: u32,
    /// Replicas that crash. Who has crashed so may start again, with its disk.
    pub crash: u32,
    /// Rounds of gossip: somebody tells somebody what it has seen.
    pub gossip: u32,
}

/// How far a search may go. Beyond that it ends, and says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Different states.
    pub n_states: u64,
    /// Memory, in bytes, as far as the search knows of it.
    pub n_bytes: u64,
    /// Looks at what the variables of a predicate can stand for.
    pub n_looks: u64,
}

impl Default for Budget {
    /// Ten million states in a gigabyte; looks take minutes at most.
    fn default() -> Self {
        Self { n_states: 10_000_000, n_bytes: 1 << 30, n_looks: 2_000_000_000 }
    }
}
