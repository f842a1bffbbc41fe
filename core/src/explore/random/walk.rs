//! One random schedule, step by step.

use super::{Faults, Random};
use crate::clock::ReplicaId;
use crate::replica::protocol::Disk;
use crate::scenario::{Scenario, ScriptedAction, When};
use crate::world::action::{Action, MessageRef};
use crate::world::event::Event;
use crate::world::network::{Envelope, LinkId, MessageId};
use crate::world::{Choice, Rng, World};

/// How many steps a walk has at most: some protocols send for ever.
const STEPS_MAX: u32 = 4_000;
/// Keeps the rolls of walks apart from those of worlds.
const STREAM: u64 = 0x5eed;

/// What may be next. A kind of fault counts once, however many ways there are to it: else there would be
/// little but faults.
#[derive(Clone, Copy, Debug)]
enum Next {
    Program(usize),
    Arrive(MessageId),
    Write,
    Lose,
    Duplicate,
    Crash,
    Restart(ReplicaId),
    Gossip,
}

/// A schedule as far as it has come. The same scenario and seed give the same one everywhere.
#[derive(Clone, Debug)]
pub struct Walk<'a> {
    of: &'a Random,
    world: World,
    /// How many actions of each program are done.
    done: Vec<usize>,
    /// The faults that are left.
    left: Faults,
    /// Where free writes were made.
    written: Vec<ReplicaId>,
    /// Who has crashed by a fault, and not started again.
    crashed: Vec<ReplicaId>,
    script: Vec<ScriptedAction>,
    n_steps: u32,
    rng: Rng,
}

impl<'a> Walk<'a> {
    /// Rolls first how many of the faults there will be, so that walks with none are among them.
    pub(super) fn new(of: &'a Random, seed: u64) -> Self {
        let mut rng = Rng::from_seed(seed, STREAM);
        let mut up_to = |n: u32| {
            u32::try_from(rng.below(u64::from(n) + 1)).expect("no more than a number of 32 bits")
        };
        let Faults { lose, duplicate, crash, gossip } = of.faults;
        let left = Faults {
            lose: up_to(lose),
            duplicate: up_to(duplicate),
            crash: up_to(crash),
            gossip: up_to(gossip),
        };
        Self {
            of,
            world: of.start.clone(),
            done: vec![0; of.programs.len()],
            left,
            written: Vec::new(),
            crashed: Vec::new(),
            script: of.scenario.script.clone(),
            n_steps: 0,
            rng,
        }
    }

    /// Makes the next thing happen, and says what that was, in events; nothing when nothing can.
    pub fn step(&mut self) -> Option<Vec<Event>> {
        let mut open = if self.is_cut_off() { Vec::new() } else { self.open() };
        while !open.is_empty() {
            let next = open.swap_remove(self.roll(open.len()));
            if let Some(events) = self.make(next) {
                self.n_steps += 1;
                return Some(events);
            }
        }
        None
    }

    /// How many steps there have been: actions, faults and arrivals.
    #[must_use]
    pub fn n_steps(&self) -> u32 {
        self.n_steps
    }

    /// Whether it has as many steps as a walk may have, and so has not come to its end.
    #[must_use]
    pub fn is_cut_off(&self) -> bool {
        self.n_steps >= STEPS_MAX
    }

    /// The world as it is now.
    #[must_use]
    pub fn world(&self) -> &World {
        &self.world
    }

    /// What was done in the last step: to let a message arrive is to let it go. Nothing before the
    /// first step, though all links are held by then.
    #[must_use]
    pub fn acted(&self) -> Option<&Action> {
        self.script.last().filter(|_| self.n_steps > 0).map(|item| &item.action)
    }

    /// What has happened so far as a scenario that does the same again: all links are held, and
    /// messages let go one by one.
    #[must_use]
    pub fn scenario(&self) -> Scenario {
        Scenario { script: self.script.clone(), ..self.of.scenario.clone() }
    }

    /// What may be next, in an order that depends on nothing but what has happened.
    fn open(&self) -> Vec<Next> {
        let programs = (0..self.done.len())
            .filter(|at| self.of.programs.next(*at, self.done[*at]).is_some())
            .map(Next::Program);
        let Faults { lose, duplicate, crash, gossip } = self.left;
        let n_written = u32::try_from(self.written.len()).unwrap_or(u32::MAX);
        let others = [
            (self.of.n_free_writes.saturating_sub(n_written), Next::Write),
            (lose, Next::Lose),
            (duplicate, Next::Duplicate),
            (crash, Next::Crash),
            (gossip, Next::Gossip),
        ];
        let others = others.into_iter().filter(|(n_left, _)| *n_left > 0).map(|(_, next)| next);
        let restarts = self.crashed.iter().copied().map(Next::Restart);
        let arrivals = self.messages().map(|envelope| Next::Arrive(envelope.id));
        programs.chain(others).chain(restarts).chain(arrivals).collect()
    }

    /// The messages that may be next: on a link that keeps its order only the first one.
    fn messages(&self) -> impl Iterator<Item = &Envelope> + '_ {
        let mut last: Option<LinkId> = None;
        self.world.envelopes().filter(move |envelope| {
            let link = envelope.id.link;
            let is_first = last.replace(link) != Some(link);
            is_first || !self.world.setting().link(link).fifo
        })
    }

    /// Makes something happen if it can.
    fn make(&mut self, next: Next) -> Option<Vec<Event>> {
        let action = self.action(next)?;
        let mut events = self.world.step(Choice::Act(action.clone())).ok()?;
        let at = match action {
            Action::Request { on: at, .. } | Action::Crash(at) => Some(at),
            _ => None,
        };
        self.script.push(ScriptedAction { when: When::Settled, action });
        match next {
            Next::Program(at) => self.done[at] += 1,
            Next::Arrive(id) => {
                let arrived = self.world.step(Choice::Arrive(id));
                events.extend(arrived.expect("what was let go can arrive"));
            }
            Next::Write => self.written.extend(at),
            Next::Lose => self.left.lose -= 1,
            Next::Duplicate => self.left.duplicate -= 1,
            Next::Crash => {
                self.left.crash -= 1;
                self.crashed.extend(at);
            }
            Next::Restart(replica) => self.crashed.retain(|other| *other != replica),
            Next::Gossip => self.left.gossip -= 1,
        }
        Some(events)
    }

    /// The action that it takes; none if there is nothing to which it could be done.
    fn action(&mut self, next: Next) -> Option<Action> {
        let n_replicas = usize::from(self.world.setting().n_replicas());
        Some(match next {
            Next::Program(at) => self.of.programs.next(at, self.done[at])?.clone(),
            Next::Arrive(id) => Action::Release(self.named(id)),
            Next::Write => {
                let on = self.any_replica(n_replicas);
                let is_here = |at: &&ReplicaId| **at == on;
                self.of.programs.free.next(on, self.written.iter().filter(is_here).count())
            }
            Next::Lose => Action::Drop(self.any_message()?),
            Next::Duplicate => Action::Duplicate(self.any_message()?),
            Next::Crash => Action::Crash(self.any_replica(n_replicas)),
            Next::Restart(replica) => Action::Restart { replica, disk: Disk::Keep },
            Next::Gossip => {
                let (from, with) = (self.any_replica(n_replicas), self.any_replica(n_replicas));
                Action::Gossip { from, with: Some(with) }
            }
        })
    }

    fn any_replica(&mut self, n_replicas: usize) -> ReplicaId {
        ReplicaId::from_index(self.roll(n_replicas)).expect("one of those that there are")
    }

    fn any_message(&mut self) -> Option<MessageRef> {
        let ids: Vec<MessageId> = self.world.envelopes().map(|envelope| envelope.id).collect();
        if ids.is_empty() {
            return None;
        }
        let at = self.roll(ids.len());
        Some(self.named(ids[at]))
    }

    /// A message by the write that it carries, if no other carries that one there; by its number else.
    fn named(&self, id: MessageId) -> MessageRef {
        let to = id.link.to;
        let there = || self.world.envelopes().filter(|other| other.id.link.to == to);
        let write = there().find(|it| it.id == id).and_then(|it| it.what.write());
        let dot = write.map(|write| write.dot);
        match dot.filter(|dot| there().filter(|other| other.carries(*dot)).count() == 1) {
            Some(dot) => MessageRef::Write { dot, to },
            None => MessageRef::Id(id),
        }
    }

    fn roll(&mut self, n_sides: usize) -> usize {
        let roll = self.rng.below(u64::try_from(n_sides).expect("few"));
        usize::try_from(roll).expect("below what fits")
    }
}
