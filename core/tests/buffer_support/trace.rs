//! The work on which delivery is measured: who wrote what, having seen what, and in which order it
//! reaches a fresh replica. Shared by the test that counts readiness checks and by the benches, so
//! that what is asserted and what is measured is the same work.

use causal_core::clock::{Actor, Dot, ReplicaId, VersionVector};
use rand_core::{Rng, SeedableRng};
use rand_pcg::Pcg64Mcg;

/// How many keys the writes are spread over.
pub(crate) const N_KEYS: u32 = 128;

/// Within how many places a jittered write can be overtaken.
const JITTER: u32 = 64;

/// One write of a trace.
#[derive(Clone, Debug)]
pub(crate) struct Made {
    /// Its name.
    pub(crate) dot: Dot,
    /// Everything its author had seen, its own earlier writes included.
    pub(crate) deps: VersionVector,
    /// The latest of what its author had seen: `deps` without what follows from the rest.
    pub(crate) direct: Vec<Dot>,
    /// The key that is written.
    pub(crate) key: u32,
    /// Above the rank of everything in `deps`, and unique: whoever keeps the write of the highest
    /// rank per key ends with the same map in every causal order.
    pub(crate) rank: u64,
}

/// In which order the writes arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    /// As they were made.
    AsMade,
    /// As they were made, give or take 64 places: a realistic network.
    Jittered,
    /// Exactly backwards.
    Reversed,
    /// Any order.
    Shuffled,
    /// Each author's writes in their order, the last author's first.
    FifoBlocks,
}

impl Order {
    /// All orders.
    pub(crate) const ALL: [Self; 5] =
        [Self::AsMade, Self::Jittered, Self::Reversed, Self::Shuffled, Self::FifoBlocks];

    /// The name in tables.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::AsMade => "in order",
            Self::Jittered => "jittered",
            Self::Reversed => "reversed",
            Self::Shuffled => "shuffled",
            Self::FifoBlocks => "FIFO blocks",
        }
    }

    /// The positions of the trace in the order of arrival.
    pub(crate) fn arrange(self, trace: &[Made], seed: u64) -> Vec<usize> {
        let mut rng = Pcg64Mcg::seed_from_u64(seed);
        let mut positions: Vec<usize> = (0..trace.len()).collect();
        match self {
            Self::AsMade => {}
            Self::Jittered => {
                let late: Vec<u64> = (0..trace.len() as u64)
                    .map(|position| position + u64::from(below(&mut rng, JITTER)))
                    .collect();
                positions.sort_by_key(|position| late[*position]);
            }
            Self::Reversed => positions.reverse(),
            Self::Shuffled => {
                for upper in (1..positions.len()).rev() {
                    positions.swap(upper, below(&mut rng, upper as u32 + 1) as usize);
                }
            }
            Self::FifoBlocks => {
                positions.sort_by_key(|position| std::cmp::Reverse(trace[*position].dot.actor));
            }
        }
        positions
    }
}

/// What an author knows.
#[derive(Clone, Default)]
struct Author {
    seen: VersionVector,
    latest: Vec<Dot>,
    stamp: u64,
}

/// Writes by `n_authors`: at each step a random author, who with probability ½ first learns
/// everything another one knows.
pub(crate) fn trace(n_authors: u16, n_writes: usize, seed: u64) -> Vec<Made> {
    let mut rng = Pcg64Mcg::seed_from_u64(seed);
    let mut authors = vec![Author::default(); usize::from(n_authors)];
    let step = |_| {
        let me = below(&mut rng, n_authors.into()) as usize;
        if below(&mut rng, 2) == 0 {
            let step = 1 + below(&mut rng, u32::from(n_authors) - 1) as usize;
            let other = authors[(me + step) % authors.len()].clone();
            authors[me].learn(&other);
        }
        authors[me].write(me, below(&mut rng, N_KEYS))
    };
    (0..n_writes).map(step).collect()
}

impl Author {
    fn learn(&mut self, other: &Self) {
        let (mine, theirs) = (self.seen.clone(), &other.seen);
        self.latest.retain(|dot| !theirs.covers(*dot));
        let news = other.latest.iter().filter(|dot| !mine.covers(**dot));
        self.latest.extend(news);
        self.seen.merge(theirs);
        self.stamp = self.stamp.max(other.stamp);
    }

    fn write(&mut self, me: usize, key: u32) -> Made {
        let deps = self.seen.clone();
        let actor = Actor::first(ReplicaId::from_index(me).expect("few authors"));
        let dot = self.seen.increment(actor);
        self.stamp += 1;
        let direct = std::mem::replace(&mut self.latest, vec![dot]);
        Made { dot, deps, direct, key, rank: (self.stamp << 16) | me as u64 }
    }
}

/// A number below `bound`. The bias of at most one in 2^32 does not matter to work.
fn below(rng: &mut impl Rng, bound: u32) -> u32 {
    ((u64::from(rng.next_u32()) * u64::from(bound)) >> 32) as u32
}
