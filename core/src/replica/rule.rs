//! The delivery rule as data: when a received write may take effect.
//!
//! A rule compares the vector of a write (its dependencies, with its own counter in its author's
//! entry) with the replica's own vector, entry by entry (Birman, Schiper, Stephenson, "Lightweight
//! Causal and Atomic Group Multicast", 1991, section 5.1). As data it can be chosen from menus,
//! carried in a link and tried exhaustively; the wrong combinations are real systems' mistakes.

use serde::{Deserialize, Serialize};

use super::missing::{DotRange, missing_dots};
use crate::clock::{Actor, Counter, Dot, ReplicaId, VersionVector};

/// How one entry of a write's vector must relate to the same entry here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EntryTest {
    /// Every entry passes.
    Any,
    /// The write's entry has to be below the replica's.
    Less,
    /// The write's entry has to be the replica's.
    Equal,
    /// The write's entry has to be the replica's, or below it.
    AtMost,
    /// The write's entry has to be the replica's plus one.
    Next,
    /// The write's entry has to be above the replica's.
    Newer,
}

impl EntryTest {
    /// Whether a write's entry passes against mine.
    #[must_use]
    #[inline]
    pub fn holds(self, theirs: Counter, mine: Counter) -> bool {
        match self {
            Self::Any => true,
            Self::Less => theirs < mine,
            Self::Equal => theirs == mine,
            Self::AtMost => theirs <= mine,
            Self::Next => Some(theirs) == mine.checked_add(1),
            Self::Newer => theirs > mine,
        }
    }

    /// The least value of my entry at which a failing test could pass, if my entry can still grow
    /// to it; my entries never shrink.
    #[must_use]
    #[inline]
    pub fn passes_from(self, theirs: Counter, mine: Counter) -> Option<Counter> {
        let from = match self {
            Self::Any | Self::Newer => return None,
            Self::Less => theirs.checked_add(1)?,
            Self::Equal | Self::AtMost => theirs,
            Self::Next => theirs.checked_sub(1)?,
        };
        (from > mine).then_some(from)
    }
}

/// Which entry of the vector counts as "the sender's" and takes the sender's test.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SpecialEntry {
    /// The entry of the write's author: that is right.
    Senders,
    /// The entry of the replica that received it.
    Receivers,
    /// None: every entry takes the other test.
    None,
}

/// What a delivery does to the replica's vector.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VectorUpdate {
    /// The vector stays as it is.
    Stays,
    /// One more for the author.
    AddOne,
    /// The entrywise maximum with the write's vector.
    Maximum,
}

/// How far the buffer is drained after a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Drain {
    /// Until nothing more can go.
    Fixpoint,
    /// One pass in the order of arrival: what becomes ready behind the pass stays.
    OnePass,
}

/// What happens to a write that the replica believes it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Duplicates {
    /// The copy is discarded: that is right.
    Discarded,
    /// It is treated like any other.
    LikeAnyOther,
}

/// A delivery rule. The default is `causal`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DeliveryRule {
    /// The test of the special entry.
    pub sender: EntryTest,
    /// The test of every other entry.
    pub others: EntryTest,
    /// Which entry is special.
    pub special: SpecialEntry,
    /// What a delivery does to the vector.
    pub update: VectorUpdate,
    /// Whether the replica's own entry grows on every receipt: one vector for two jobs.
    pub ticks_on_receipt: bool,
    /// How far the buffer is drained.
    pub drain: Drain,
    /// What happens to a write that is here already.
    pub duplicates: Duplicates,
}

impl DeliveryRule {
    /// Causal delivery as the lecture has it: the rule that is called `causal`.
    pub const CAUSAL: Self = Self {
        sender: EntryTest::Next,
        others: EntryTest::AtMost,
        special: SpecialEntry::Senders,
        update: VectorUpdate::AddOne,
        ticks_on_receipt: false,
        drain: Drain::Fixpoint,
        duplicates: Duplicates::Discarded,
    };
}

impl Default for DeliveryRule {
    fn default() -> Self {
        Self::CAUSAL
    }
}

/// What a rule says of a write at a replica.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It may be delivered now.
    Deliver,
    /// The write has to wait, at least until this has happened.
    Wait(Blocker),
    /// It is thrown away.
    Discard(DiscardReason),
}

/// What a waiting write waits for. Entries never shrink, so nothing else can change its verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Blocker {
    /// Until my entry of this actor has reached the counter: the first test that fails.
    Until(Dot),
    /// For ever: no growth of my vector can make the failing test pass.
    Never,
}

/// Why a received write was thrown away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DiscardReason {
    /// The replica's vector covers it. With a wrong rule this is a belief, not the truth.
    AlreadyDelivered,
    /// It waits in the buffer already.
    AlreadyWaiting,
    /// The replica will not have it, though it may never have had it: by mistake.
    Refused,
}

/// Where a rule is applied: it needs to know who receives, and how long vectors are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Receiver {
    /// The actor that has received the write.
    pub me: Actor,
    /// How many replicas there are.
    pub n_replicas: u16,
}

/// One entry's part in a verdict, for people: what the write has, what the replica has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntryCheck {
    /// The actor whose entry is tested.
    pub actor: Actor,
    /// The test that applies to it.
    pub test: EntryTest,
    /// The entry in the write's vector.
    pub theirs: Counter,
    /// The entry in the replica's vector.
    pub mine: Counter,
}

impl EntryCheck {
    /// Whether the entry passes.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.test.holds(self.theirs, self.mine)
    }
}

impl DeliveryRule {
    /// Whether a write named `dot` with dependencies `deps` may be delivered at a replica with
    /// vector `seen`; if not, what it waits for first.
    #[must_use]
    #[inline(always)] // A call costs as much as the right rule's answer.
    pub fn verdict(
        &self,
        at: Receiver,
        seen: &VersionVector,
        dot: Dot,
        deps: &VersionVector,
    ) -> Verdict {
        let mine = seen.get(dot.actor);
        if self.tests_causally() && dot.counter > mine {
            return causal_verdict(at, seen, mine, dot, deps);
        }
        self.verdict_by_checks(at, seen, dot, deps)
    }

    /// Every entry with its test: the author's first, then the replicas in order, then later
    /// incarnations.
    pub fn checks<'a>(
        &'a self,
        at: Receiver,
        seen: &'a VersionVector,
        dot: Dot,
        deps: &'a VersionVector,
    ) -> impl Iterator<Item = EntryCheck> + 'a {
        let firsts = (0..at.n_replicas).map(|index| Actor::first(ReplicaId(index)));
        let later = deps.later_entries().iter().chain(seen.later_entries()).map(|entry| entry.0);
        let rest = firsts.chain(later).filter(move |&actor| actor != dot.actor);
        std::iter::once(dot.actor).chain(rest).map(move |actor| EntryCheck {
            actor,
            test: self.test_of(actor, at.me, dot.actor),
            theirs: if actor == dot.actor { dot.counter } else { deps.get(actor) },
            mine: seen.get(actor),
        })
    }

    /// What a waiting write waits for, as writes: those that it lacks, or where it lacks none, the
    /// one that would let the first failing test pass, which can be the write itself. Nothing if
    /// nothing can ever help.
    #[must_use]
    pub fn awaited(
        &self,
        blocker: Blocker,
        seen: &VersionVector,
        dot: Dot,
        deps: &VersionVector,
    ) -> Vec<DotRange> {
        let Blocker::Until(Dot { actor, counter }) = blocker else {
            return Vec::new();
        };
        let missing = self.missing(seen, dot, deps);
        let passing = DotRange { actor, first: counter, last: counter };
        if missing.is_empty() { vec![passing] } else { missing }
    }

    /// The writes that a waiting write lacks by the replica's own vector, one range per actor: its
    /// author's earlier ones, and its dependencies.
    #[must_use]
    pub fn missing(&self, seen: &VersionVector, dot: Dot, deps: &VersionVector) -> Vec<DotRange> {
        let mut wanted = deps.clone();
        wanted.set(dot.actor, dot.counter - 1);
        missing_dots(seen, &wanted)
    }

    /// What a delivery does to the replica's vector.
    pub fn update(&self, seen: &mut VersionVector, dot: Dot, deps: &VersionVector) {
        match self.update {
            VectorUpdate::Stays => {}
            VectorUpdate::AddOne => {
                seen.increment(dot.actor);
            }
            VectorUpdate::Maximum => {
                seen.merge(deps);
                seen.include(dot);
            }
        }
    }

    /// The verdict by the table: the first failing test decides, unless one fails for ever.
    #[inline(never)]
    fn verdict_by_checks(
        &self,
        at: Receiver,
        seen: &VersionVector,
        dot: Dot,
        deps: &VersionVector,
    ) -> Verdict {
        if self.duplicates == Duplicates::Discarded && seen.covers(dot) {
            return Verdict::Discard(DiscardReason::AlreadyDelivered);
        }
        let failing = self.checks(at, seen, dot, deps).filter(|check| !check.holds());
        let mut first = None;
        for check in failing {
            let Some(from) = check.test.passes_from(check.theirs, check.mine) else {
                return Verdict::Wait(Blocker::Never);
            };
            first = first.or(Some(Dot::new(check.actor, from)));
        }
        first.map_or(Verdict::Deliver, |dot| Verdict::Wait(Blocker::Until(dot)))
    }

    #[inline]
    fn tests_causally(&self) -> bool {
        self.sender == EntryTest::Next
            && self.others == EntryTest::AtMost
            && self.special == SpecialEntry::Senders
    }

    fn test_of(&self, actor: Actor, me: Actor, author: Actor) -> EntryTest {
        let special = match self.special {
            SpecialEntry::Senders => actor == author,
            SpecialEntry::Receivers => actor == me,
            SpecialEntry::None => false,
        };
        if special { self.sender } else { self.others }
    }
}

/// What the tests of `causal` say of a write that is newer than what is here of its author, `mine`,
/// at the price of one look at each entry. A write that lacks much waits for its author's previous
/// write first, because that brings all that its author had seen then; after that for the entry
/// that lags most, because that is likely to come last.
#[inline(always)]
fn causal_verdict(
    at: Receiver,
    seen: &VersionVector,
    mine: Counter,
    dot: Dot,
    deps: &VersionVector,
) -> Verdict {
    let previous = dot.counter - 1;
    if previous > mine {
        return Verdict::Wait(Blocker::Until(Dot::new(dot.actor, previous)));
    }
    if seen.includes(deps) {
        return Verdict::Deliver;
    }
    most_lagging(at, seen, dot, deps)
        .map_or(Verdict::Deliver, |dep| Verdict::Wait(Blocker::Until(dep)))
}

/// Of a write's dependencies on others, the one that is furthest away.
#[inline(never)]
fn most_lagging(at: Receiver, seen: &VersionVector, dot: Dot, deps: &VersionVector) -> Option<Dot> {
    let firsts = deps.first_counters().iter().zip(0..at.n_replicas);
    let firsts = firsts.map(|(counter, replica)| (Actor::first(ReplicaId(replica)), *counter));
    let mut most = (0, None);
    for (actor, counter) in firsts.chain(deps.later_entries().iter().copied()) {
        let lag = counter.saturating_sub(seen.get(actor));
        if lag > most.0 && actor != dot.actor {
            most = (lag, Some(Dot::new(actor, counter)));
        }
    }
    most.1
}
