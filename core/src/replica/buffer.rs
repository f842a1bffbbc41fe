//! The hold-back buffer: received writes that may not be delivered yet, the delay queue of Birman,
//! Schiper and Stephenson (1991, section 5.1).
//!
//! It is keyed by what its writes wait for. Each waiting write waits for exactly one growth of the
//! replica's vector at a time, the [`Blocker`] of its verdict, and that growth wakes just those
//! that wait for it. So draining M writes costs O(M·n) comparisons for n replicas in whatever order
//! they came, where a scan of the list costs O(M²). The buffer works for every delivery rule, also
//! the wrong ones: it asks the rule again when a write is woken, and never knows better.
//!
//! Three parts, from the inside out: the [`slab`] keeps the writes, the [`lane`]s know who waits
//! for whom, [`ready`] holds those that have been woken.

mod lane;
mod lanes;
mod ready;
mod slab;

use std::sync::Arc;

use self::lanes::Lanes;
use self::ready::Ready;
use self::slab::{Slab, SlotId};
use super::rule::{Blocker, DeliveryRule, DiscardReason, Duplicates, Receiver, Verdict};
use super::write::Write;
use crate::clock::{Actor, Dot, VersionVector};

/// A queue that was longer than this gives its memory back when it is empty; a shorter one keeps
/// it, because the next writes will need it again.
const KEEPS_WRITES: usize = 1024;

/// What a buffer needs to know about a write.
pub trait Stamped {
    /// Its unique name.
    fn dot(&self) -> Dot;
    /// What must be delivered before it.
    fn deps(&self) -> &VersionVector;
}

impl Stamped for Arc<Write> {
    #[inline]
    fn dot(&self) -> Dot {
        self.as_ref().dot
    }

    #[inline]
    fn deps(&self) -> &VersionVector {
        &self.as_ref().deps
    }
}

/// What became of an arriving write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Admission<T> {
    /// It may be delivered now, and was not kept.
    Deliver(T),
    /// It was kept.
    Waits(Blocker),
    /// It was thrown away.
    Discarded(T, DiscardReason),
}

/// What a drain yields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Drained<T> {
    /// It may be delivered now.
    Deliver(T),
    /// The replica believes by now that it has it.
    Discarded(T, DiscardReason),
}

/// Received writes that may not be delivered yet, keyed by what they wait for.
#[derive(Clone, Debug)]
pub struct HoldBackBuffer<T> {
    rule: DeliveryRule,
    at: Receiver,
    slab: Slab<T>,
    lanes: Lanes,
    ready: Ready,
    /// Writes woken by one growth, while they are put in order; empty in between.
    woken: Vec<SlotId>,
    checks: u64,
}

impl<T: Stamped> HoldBackBuffer<T> {
    /// An empty buffer for one rule at one replica.
    #[must_use]
    pub fn new(rule: DeliveryRule, at: Receiver) -> Self {
        Self {
            rule,
            at,
            slab: Slab::new(),
            lanes: Lanes::new(at.n_replicas),
            ready: Ready::new(rule.drain),
            woken: Vec::new(),
            checks: 0,
        }
    }

    /// Decides about an arriving write. One that may be delivered is handed back at once: the
    /// caller delivers it, updates `seen` and calls [`advance`](Self::advance). One that must wait
    /// is kept. Where the rule discards duplicates, a copy of a waiting write is thrown away.
    #[inline]
    pub fn admit(&mut self, write: T, seen: &VersionVector) -> Admission<T> {
        match self.decide(write.dot(), write.deps(), seen) {
            Verdict::Deliver if self.is_copy(write.dot()) => {
                Admission::Discarded(write, DiscardReason::AlreadyWaiting)
            }
            Verdict::Deliver => Admission::Deliver(write),
            Verdict::Discard(why) => Admission::Discarded(write, why),
            Verdict::Wait(blocker) => self.keep(write, blocker, seen),
        }
    }

    /// Tells the buffer that `seen[actor]` has grown; the caller has already updated `seen`.
    #[inline]
    pub fn advance(&mut self, actor: Actor, seen: &VersionVector) {
        if !self.is_empty() {
            self.wake(actor, seen);
        }
    }

    /// Starts a drain. It matters under [`Drain::OnePass`](super::rule::Drain::OnePass) only: the
    /// pass begins again at the oldest write.
    #[inline]
    pub fn begin_drain(&mut self) {
        self.ready.begin();
    }

    /// The next write that leaves the buffer in this drain; `None` ends the drain. To a fixpoint,
    /// woken writes leave in the order in which they were woken, and those woken by the same growth
    /// in the order of their arrival. After each delivery the caller updates `seen` and calls
    /// [`advance`](Self::advance) for each entry that grew.
    #[inline]
    pub fn next_drained(&mut self, seen: &VersionVector) -> Option<Drained<T>> {
        if self.is_empty() {
            return None;
        }
        while let Some(slot) = self.ready.pop(&self.slab) {
            self.checks += 1;
            let write = self.slab.write(slot);
            match self.rule.verdict(self.at, seen, write.dot(), write.deps()) {
                Verdict::Deliver => return Some(Drained::Deliver(self.remove(slot))),
                Verdict::Discard(why) => return Some(Drained::Discarded(self.remove(slot), why)),
                Verdict::Wait(blocker) => self.wait_for(blocker, slot, seen),
            }
        }
        None
    }

    /// The waiting writes in the order of their arrival.
    pub fn waiting(&self) -> impl Iterator<Item = &T> + '_ {
        self.slab.in_order().into_iter().map(|(_, write)| write)
    }

    /// Whether a write of this dot waits.
    #[must_use]
    #[inline]
    pub fn holds(&self, dot: Dot) -> bool {
        self.lanes.holds(dot)
    }

    /// How many writes wait.
    #[must_use]
    #[inline]
    pub fn len(&self) -> usize {
        self.slab.len()
    }

    /// Whether no write waits.
    #[must_use]
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.slab.len() == 0
    }

    /// How many times a write's readiness was decided so far: the cost of the buffer, counted
    /// without a clock.
    #[must_use]
    pub fn readiness_checks(&self) -> u64 {
        self.checks
    }

    #[inline]
    fn decide(&mut self, dot: Dot, deps: &VersionVector, seen: &VersionVector) -> Verdict {
        self.checks += 1;
        self.rule.verdict(self.at, seen, dot, deps)
    }

    #[inline]
    fn discards(&self) -> bool {
        self.rule.duplicates == Duplicates::Discarded
    }

    /// Whether a deliverable write is a copy of one that waits: of one that has been woken and has
    /// not left yet, or of another write under the same name.
    #[inline]
    fn is_copy(&self, dot: Dot) -> bool {
        !self.is_empty() && self.discards() && self.lanes.holds(dot)
    }

    #[inline]
    fn keep(&mut self, write: T, blocker: Blocker, seen: &VersionVector) -> Admission<T> {
        if self.is_empty() {
            self.lanes.settle(seen);
        }
        let (dot, n_waiting) = (write.dot(), self.len() + 1);
        if !self.lanes.get_or_new(dot.actor, seen).hold(dot.counter, n_waiting) {
            if self.discards() {
                return Admission::Discarded(write, DiscardReason::AlreadyWaiting);
            }
            self.lanes.stray(dot);
        }
        if self.slab.is_out_of_numbers() {
            self.renumber();
        }
        let slot = self.slab.insert(write);
        self.wait_for(blocker, slot, seen);
        Admission::Waits(blocker)
    }

    #[inline]
    fn wait_for(&mut self, blocker: Blocker, slot: SlotId, seen: &VersionVector) {
        let Blocker::Until(Dot { actor, counter }) = blocker else {
            return;
        };
        let n_waiting = self.len();
        let next = self.lanes.get_or_new(actor, seen).wait(counter, slot, n_waiting);
        self.slab.link(slot, next);
    }

    /// Wakes who waited for what is seen now. In the common case that is one more write of an
    /// actor, for which one write waits.
    #[inline]
    fn wake(&mut self, actor: Actor, seen: &VersionVector) {
        let Some(lane) = self.lanes.get(actor) else {
            return;
        };
        let Some(cell) = lane.step(seen.get(actor)) else {
            return self.wake_all(actor, seen);
        };
        if let Some(first) = cell.waiters() {
            if self.slab.next(first).is_none() {
                self.ready.push(first, &mut self.slab);
            } else {
                self.wake_chain(first);
                self.push_woken();
            }
        }
        if cell.is_held() {
            self.lanes.stray(Dot::new(actor, seen.get(actor)));
        }
    }

    #[cold]
    fn wake_all(&mut self, actor: Actor, seen: &VersionVector) {
        let Some(lane) = self.lanes.get(actor) else {
            return;
        };
        let mut passed = Vec::new();
        lane.advance(seen.get(actor), |counter, cell| passed.push((counter, cell)));
        for (counter, cell) in passed {
            cell.waiters().into_iter().for_each(|first| self.wake_chain(first));
            if cell.is_held() {
                self.lanes.stray(Dot::new(actor, counter));
            }
        }
        self.push_woken();
    }

    #[inline(never)]
    fn wake_chain(&mut self, first: SlotId) {
        let slab = &self.slab;
        self.woken.extend(std::iter::successors(Some(first), |slot| slab.next(*slot)));
    }

    /// What was woken by one growth leaves in the order of its arrival.
    #[inline(never)]
    fn push_woken(&mut self) {
        self.slab.order(&mut self.woken);
        for slot in self.woken.drain(..) {
            self.ready.push(slot, &mut self.slab);
        }
    }

    #[inline]
    fn remove(&mut self, slot: SlotId) -> T {
        let write = self.slab.remove(slot);
        self.lanes.let_go(write.dot());
        if self.is_empty() && self.slab.restart(KEEPS_WRITES) {
            self.lanes.release();
            self.woken = Vec::new();
        }
        write
    }

    #[cold]
    fn renumber(&mut self) {
        let moves = self.slab.renumber();
        self.ready.renumber(&moves);
    }
}
