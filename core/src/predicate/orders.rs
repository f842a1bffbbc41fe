//! Which events happened before which, and when, of those that a predicate asks for.
//!
//! Of each pair of kinds that is compared every event has a rank. Ranks grow only where an event of
//! the second kind follows one of the first: so they say which comes before which, and nothing else.

use litemap::LiteMap;

use super::Predicate;
use super::asked::is_at_one_replica;
use super::tree::{Happening, Node, Term};
use super::vocabulary::Asks;
use crate::clock::{Dot, ReplicaId};
use crate::replica::protocol::Time;

/// What is remembered of each comparison, by the number of its first event, and of each event whose
/// time is asked.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Orders {
    pairs: Vec<(usize, Pair)>,
    times: Vec<(usize, Asks, Ranks)>,
}

/// To which write it happened where, and of what rank, or when, the first one was.
type Ranks = LiteMap<(Dot, ReplicaId), u64>;

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Pair {
    kinds: [Asks; 2],
    ranks: [Ranks; 2],
    /// The present rank, and whether an event of the first kind has it: of each replica, if both
    /// are asked of one, and otherwise of all together.
    clocks: Vec<(u64, bool)>,
}

impl Orders {
    pub(super) fn of(predicate: &Predicate, n_replicas: usize) -> Self {
        let (mut pairs, mut times) = (Vec::new(), Vec::new());
        predicate.node.visit(&mut |node| {
            if let Node::Before(first, second) = node {
                let n_clocks = if is_at_one_replica(first, second) { n_replicas } else { 1 };
                let clocks = vec![(0, false); n_clocks];
                let kinds = [first.what, second.what];
                pairs.push((first.number, Pair { kinds, ranks: Default::default(), clocks }));
            }
        });
        predicate.node.visit_terms(&mut |term| {
            if let Term::Time(event) = term {
                times.push((event.number, event.what, Ranks::new()));
            }
        });
        Self { pairs, times }
    }

    /// An event happens.
    pub(super) fn happens(&mut self, kind: Asks, write: Dot, at: ReplicaId, now: Time) {
        let at = place(kind, at);
        for (_, pair) in &mut self.pairs {
            pair.happens(kind, write, at);
        }
        for (_, asked, ranks) in &mut self.times {
            if *asked == kind {
                ranks.entry((write, at)).or_insert(now);
            }
        }
    }

    /// Whether one event came before another: `None` as long as that is open.
    pub(super) fn before(
        &self,
        number: usize,
        first: (Dot, ReplicaId),
        second: (Dot, ReplicaId),
    ) -> Option<bool> {
        let (_, pair) = self.pairs.iter().find(|pair| pair.0 == number)?;
        let place = |which: usize, of: (Dot, ReplicaId)| (of.0, place(pair.kinds[which], of.1));
        let second = *pair.ranks[1].get(&place(1, second))?;
        let first = pair.ranks[0].get(&place(0, first));
        Some(first.is_some_and(|first| *first < second))
    }

    /// When an event happened.
    pub(super) fn time(&self, event: &Happening, write: Dot, at: ReplicaId) -> Option<Time> {
        let (_, kind, ranks) = self.times.iter().find(|of| of.0 == event.number)?;
        ranks.get(&(write, place(*kind, at))).copied()
    }
}

/// A write is made once; everything else happens at some replica.
fn place(kind: Asks, at: ReplicaId) -> ReplicaId {
    if kind == Asks::Made { ReplicaId(0) } else { at }
}

impl Pair {
    fn happens(&mut self, kind: Asks, write: Dot, at: ReplicaId) {
        let clock = if self.clocks.len() > 1 { at.index() } else { 0 };
        let (now, is_of_first) = &mut self.clocks[clock];
        let [firsts, seconds] = &mut self.ranks;
        if self.kinds[1] == kind && !seconds.contains_key(&(write, at)) {
            *now += u64::from(*is_of_first);
            *is_of_first = false;
            seconds.insert((write, at), *now);
        }
        if self.kinds[0] == kind && !firsts.contains_key(&(write, at)) {
            *is_of_first = true;
            firsts.insert((write, at), *now);
        }
    }
}
