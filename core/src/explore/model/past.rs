//! What a predicate remembers of the way to a state, as one number more of its row: two ways after
//! which it can tell no difference lead to the same state.

use std::cell::Cell;
use std::hash::{Hash, Hasher};

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

use super::Model;
use super::sight::Sighted;
use crate::clock::ReplicaId;
use crate::explore::interning::{PairMemo, mix, number_of};
use crate::explore::program::Plan;
use crate::explore::question::Budget;
use crate::explore::row::Row;
use crate::explore::steps::What;
use crate::predicate::{Facts, Observed, Predicate, Verdict};
use crate::replica::protocol::{Effect, Occurrence};
use crate::scenario::actions::Verb;
use crate::world::action::{Action, SessionName};

/// What happens in a step, as far as anybody could remember it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::explore) struct Happening {
    pub(in crate::explore) at: u16,
    pub(in crate::explore) what: What,
    /// What the replica made of it, if it heard of it.
    pub(in crate::explore) handled: Option<u32>,
}

/// The pasts that there are.
#[derive(Debug)]
pub(in crate::explore) struct Past {
    predicate: Predicate,
    /// Whether no replica loses its disk, so that less has to be remembered.
    keeps_disks: bool,
    table: HashTable<u32>,
    facts: Vec<Facts>,
    /// Of a past and what happens, the past that follows.
    after: PairMemo,
    /// Of each past whether the predicate is so, if that depends on nothing else.
    verdicts: Vec<Known>,
    /// The happenings that have numbers, and where these stand.
    happenings: Vec<Happening>,
    numbers: HashTable<u32>,
    /// How many things may still be looked at.
    left: Cell<u64>,
}

/// What is known of the predicate after a past.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Known {
    Nothing,
    Is(bool),
    /// It depends on the present.
    Depends,
}

impl Past {
    /// Before anything has happened but that all links hold.
    pub(in crate::explore) fn new(predicate: &Predicate, plan: &Plan, budget: Budget) -> Self {
        let facts = Facts::start(predicate, &plan.setting);
        let mut past = Self {
            predicate: predicate.clone(),
            keeps_disks: !plan.loses_disks(),
            table: HashTable::new(),
            facts: Vec::new(),
            after: PairMemo::default(),
            verdicts: Vec::new(),
            happenings: Vec::new(),
            numbers: HashTable::new(),
            left: Cell::new(budget.n_looks),
        };
        past.number(facts);
        past
    }

    /// The number of a past.
    fn number(&mut self, facts: Facts) -> u32 {
        let hash = hash_of(&facts);
        let all = &self.facts;
        if let Some(number) = self.table.find(hash, |at| all[*at as usize] == facts) {
            return *number;
        }
        let number = number_of(self.facts.len());
        self.facts.push(facts);
        self.verdicts.push(Known::Nothing);
        let all = &self.facts;
        self.table.insert_unique(hash, number, |at| hash_of(&all[*at as usize]));
        number
    }

    /// The number of what happens in a move: the same wherever the same happens, whatever waits in
    /// the inbox meanwhile.
    pub(in crate::explore) fn number_of_happening(&mut self, happening: Happening) -> u32 {
        let Self { happenings, numbers, .. } = self;
        let is_it = |at: &u32| happenings[*at as usize] == happening;
        let hash = |at: &u32| hash_of(&happenings[*at as usize]);
        match numbers.entry(hash_of(&happening), is_it, hash) {
            Entry::Occupied(entry) => *entry.get(),
            Entry::Vacant(entry) => {
                let number = number_of(happenings.len());
                entry.insert(number);
                happenings.push(happening);
                number
            }
        }
    }

    /// The past that follows, if that has been worked out.
    #[inline]
    pub(in crate::explore) fn after(&self, past: u32, happening: u32) -> Option<u32> {
        self.after.get(past, happening)
    }

    /// Works out which past follows.
    #[cold]
    pub(in crate::explore) fn work_out(&mut self, past: u32, happening: u32, model: &Model) -> u32 {
        let mut facts = self.facts[past as usize].clone();
        let story = Story { model, happening: self.happenings[happening as usize] };
        story.tell(&mut |seen| facts.observe(&self.predicate, &seen));
        if self.keeps_disks {
            facts.forget(&self.predicate);
        }
        if !self.predicate.remembers_moments() {
            // Nothing is looked at but that the step is over.
            facts.look(&self.predicate, &Sighted::nothing(model));
        }
        let next = self.number(facts);
        self.after.set(past, happening, next);
        next
    }

    /// What has to be remembered of the moment itself, once a step is over.
    #[inline]
    pub(in crate::explore) fn look<const W: usize>(
        &mut self,
        past: u32,
        model: &Model,
        row: Row<W>,
    ) -> u32 {
        if !self.predicate.remembers_moments() {
            return past;
        }
        let mut facts = self.facts[past as usize].clone();
        facts.look_within(&self.predicate, &Sighted::new(model, row), &self.left);
        self.number(facts)
    }

    /// Whether the predicate is so after a past, in a state.
    pub(in crate::explore) fn judge<const W: usize>(
        &mut self,
        past: u32,
        model: &Model,
        row: Row<W>,
    ) -> bool {
        if let Known::Is(so) = self.verdicts[past as usize] {
            return so;
        }
        let was_looked_at = Cell::new(false);
        let sight = Sighted::new(model, row).noting(&was_looked_at);
        let verdict = self.predicate.judge_within(&self.facts[past as usize], &sight, &self.left);
        let so = verdict == Verdict::Yes && self.left.get() > 0;
        let known = if was_looked_at.get() { Known::Depends } else { Known::Is(so) };
        self.verdicts[past as usize] = known;
        so
    }

    /// How many things may still be looked at; none if nothing is known any more.
    pub(in crate::explore) fn n_looks_left(&self) -> u64 {
        self.left.get()
    }

    /// The memory in use, in bytes, if a past is taken for a kilobyte.
    pub(in crate::explore) fn n_bytes(&self) -> usize {
        1024 * self.facts.len() + self.after.n_bytes() + self.table.allocation_size()
    }
}

/// A step, to be told as a history would.
struct Story<'a> {
    model: &'a Model,
    happening: Happening,
}

impl Story<'_> {
    fn tell(&self, see: &mut dyn FnMut(Observed<'_>)) {
        let Happening { at, what, handled } = self.happening;
        let at = ReplicaId(at);
        see(Observed::Acted(self.verb()));
        match what {
            What::Arrives(message) => {
                let (from, what) = self.model.messages.get(message);
                let from = *from;
                see(match handled {
                    Some(_) => Observed::Received { from, at, what },
                    None => Observed::Lost { from, to: at, what },
                });
            }
            What::IsLost(message) => {
                let (from, what) = self.model.messages.get(message);
                see(Observed::Lost { from: *from, to: at, what });
            }
            What::IsCopied(message) => {
                let (from, what) = self.model.messages.get(message);
                see(Observed::Copied { from: *from, to: at, what });
            }
            What::Acts(act) => {
                let session = self.model.client_of(act);
                if let (Action::Request { op, seen, .. }, Some(session)) =
                    (self.model.action(act), session)
                {
                    let brought = seen.as_ref().map(|seen| &seen.vector);
                    see(Observed::Requested { at, session, op, brought });
                }
            }
            What::Crashes | What::Restarts | What::Gossips(_) => {}
        }
        let effects = handled.map_or(&[][..], |handled| self.model.effects_of(handled));
        effects.iter().for_each(|effect| self.tell_effect(at, effect, see));
    }

    /// The act that a person does for it where the schedule is shown.
    fn verb(&self) -> Verb {
        match self.happening.what {
            What::Arrives(_) => Verb::Release,
            What::IsLost(_) => Verb::Drop,
            What::IsCopied(_) => Verb::Duplicate,
            What::Acts(act) => Verb::of(self.model.action(act)),
            What::Crashes => Verb::Crash,
            What::Restarts => Verb::Restart,
            What::Gossips(_) => Verb::Gossip,
        }
    }

    fn tell_effect(&self, at: ReplicaId, effect: &Effect, see: &mut dyn FnMut(Observed<'_>)) {
        match effect {
            Effect::Send { to, message } => {
                see(Observed::Sent { from: at, to: *to, what: message });
            }
            Effect::Reply { request, answer, .. } => {
                if let Some(session) = self.model.client_of(request.0) {
                    see(Observed::Replied { at, session, answer });
                }
            }
            Effect::Record(what) => {
                let session: Option<&SessionName> = match what {
                    Occurrence::Accepted { request, .. }
                    | Occurrence::Parked { request, .. }
                    | Occurrence::Rejected { request, .. } => self.model.client_of(request.0),
                    _ => None,
                };
                see(Observed::Occurred { at, session, what });
            }
            Effect::SetTimer { .. } => {}
        }
    }
}

fn hash_of(it: &impl Hash) -> u64 {
    let mut hasher = Mixing(0);
    it.hash(&mut hasher);
    hasher.finish()
}

/// The same on every machine.
struct Mixing(u64);

impl Hasher for Mixing {
    fn finish(&self) -> u64 {
        self.0
    }

    #[inline]
    fn write_u16(&mut self, number: u16) {
        self.write_u64(number.into());
    }

    #[inline]
    fn write_u32(&mut self, number: u32) {
        self.write_u64(number.into());
    }

    #[inline]
    fn write_u64(&mut self, number: u64) {
        self.0 = mix(self.0 ^ number);
    }

    #[inline]
    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }

    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.0 = mix(self.0 ^ u64::from_le_bytes(word)).wrapping_add(chunk.len() as u64);
        }
    }
}
