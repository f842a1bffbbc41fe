//! What a predicate remembers of the way to a state, as one number more of its row: two ways after
//! which it can tell no difference lead to the same state.
//!
//! There are nearly as many pasts as states, so a past is kept as a list of a few numbers: what has
//! been made, what has happened at each replica, and all the rest. A step changes but its own
//! replica's part, so what comes of it is worked out once for all that happens elsewhere.

mod numbers;
mod story;

use std::cell::Cell;

use hashbrown::HashTable;

use self::numbers::Numbers;
pub(super) use self::story::Happening;
use self::story::Story;
use super::Model;
use super::sight::Sighted;
use crate::clock::ReplicaId;
use crate::explore::interning::{Interner, NONE, mix, number_of};
use crate::explore::program::Plan;
use crate::explore::question::Budget;
use crate::explore::row::Row;
use crate::predicate::{AtReplica, Facts, Made, Predicate, Verdict};

/// Where in the list of a past the part of the first replica stands.
const FIRST: usize = 2;

/// The pasts that there are.
#[derive(Debug)]
pub(super) struct Past {
    predicate: Predicate,
    /// Whether no replica loses its disk, so that less has to be remembered.
    keeps_disks: bool,
    /// All but the parts that are kept apart.
    rests: Numbers<Facts>,
    /// How much memory the answers at moments take in them, in bytes.
    n_bytes_of_moments: usize,
    made: Numbers<Made>,
    at_replicas: Numbers<AtReplica>,
    /// Pasts as steps leave them, each as a list: the number of its rest, of what was made, and of
    /// what has happened at each replica.
    lists: Interner,
    /// The past that is left of each list when all is forgotten that may be.
    past_of: Vec<u32>,
    /// The list of each past.
    list_of: Vec<u32>,
    /// What becomes of a rest, of what was made and of a replica's part when something happens there.
    steps: HashTable<([u32; 4], [u32; 3])>,
    /// Cells and a past, and the past that follows when these have been looked at.
    looks: Interner,
    looked: Vec<u32>,
    /// Of each past, or of each rest, whether the predicate is so, if that depends on nothing else.
    verdicts: Vec<Known>,
    happenings: Numbers<Happening>,
    /// How many things may still be looked at.
    left: Cell<u64>,
    words: Vec<u32>,
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
    pub(super) fn new(predicate: Predicate, plan: &Plan, budget: Budget) -> Self {
        let facts = Facts::start(&predicate, &plan.setting);
        let mut past = Self {
            predicate: predicate.clone(),
            keeps_disks: !plan.loses_disks(),
            rests: Numbers::default(),
            n_bytes_of_moments: 0,
            made: Numbers::default(),
            at_replicas: Numbers::default(),
            lists: Interner::default(),
            past_of: Vec::new(),
            list_of: Vec::new(),
            steps: HashTable::new(),
            looks: Interner::default(),
            looked: Vec::new(),
            verdicts: Vec::new(),
            happenings: Numbers::default(),
            left: Cell::new(budget.n_looks),
            words: Vec::new(),
        };
        past.take_apart(facts, plan.setting.n_replicas());
        past.number();
        past
    }

    /// The number of what happens in a move: the same wherever the same happens, whatever waits in
    /// the inbox meanwhile.
    pub(super) fn number_of_happening(&mut self, happening: Happening) -> u32 {
        self.happenings.number(happening)
    }

    /// The past that follows when something happens.
    pub(super) fn after(&mut self, past: u32, happening: u32, model: &Model) -> u32 {
        let at = FIRST + usize::from(self.happenings.get(happening).at);
        let list = self.lists.get(self.list_of[past as usize]);
        let before = [list[0], list[1], list[at], happening];
        self.words.clear();
        self.words.extend_from_slice(list);
        let known =
            self.steps.find(hash_of_four(before), |step| step.0 == before).map(|step| step.1);
        let after = known.unwrap_or_else(|| self.work_out(before, model));
        [self.words[0], self.words[1], self.words[at]] = after;
        self.number()
    }

    /// Works out what follows from the parts that can make a difference.
    #[cold]
    fn work_out(&mut self, before: [u32; 4], model: &Model) -> [u32; 3] {
        let [rest, made, part, happening] = before;
        let happening = *self.happenings.get(happening);
        let at = ReplicaId(happening.at);
        let mut facts = self.rests.get(rest).clone();
        facts.put_made(self.made.get(made).clone());
        facts.put_at(at, self.at_replicas.get(part).clone());
        let story = Story { model, happening };
        story.tell(&mut |seen| facts.observe(&self.predicate, &seen));
        facts.rest();
        let part = self.at_replicas.number(facts.take_at(at));
        let made = self.made.number(facts.take_made());
        let after = [self.number_of_rest(facts), made, part];
        self.steps
            .insert_unique(hash_of_four(before), (before, after), |step| hash_of_four(step.0));
        after
    }

    fn number_of_rest(&mut self, facts: Facts) -> u32 {
        let n_before = self.rests.len();
        let n_bytes = facts.n_bytes_of_moments();
        let number = self.rests.number(facts);
        if self.rests.len() > n_before {
            self.n_bytes_of_moments += n_bytes;
        }
        number
    }

    /// Whether a single step may take much memory: what is remembered of moments can be large.
    pub(super) fn may_take_much(&self) -> bool {
        self.predicate.remembers_moments()
    }

    /// Puts the list of a past together.
    fn take_apart(&mut self, mut facts: Facts, n_replicas: u16) {
        let parts = (0..n_replicas).map(|at| facts.take_at(ReplicaId(at)));
        let parts: Vec<u32> = parts.map(|part| self.at_replicas.number(part)).collect();
        let made = self.made.number(facts.take_made());
        self.words.clear();
        let rest = self.number_of_rest(facts);
        self.words.extend([rest, made]);
        self.words.extend(parts);
    }

    /// All of a past whose list has a number.
    fn whole(&self, list: u32) -> Facts {
        let list = self.lists.get(list);
        let mut facts = self.rests.get(list[0]).clone();
        facts.put_made(self.made.get(list[1]).clone());
        for (at, part) in (0..).zip(&list[FIRST..]) {
            facts.put_at(ReplicaId(at), self.at_replicas.get(*part).clone());
        }
        facts
    }

    /// The number of the past whose list has been put together, when all is forgotten that may be.
    fn number(&mut self) -> u32 {
        let (list, is_new) = self.lists.intern(&self.words);
        if !is_new {
            return self.past_of[list as usize];
        }
        self.past_of.push(NONE);
        let past = match self.forget(list) {
            Some(shorter) => self.past_of[shorter as usize],
            None => number_of(self.list_of.len()),
        };
        if past == number_of(self.list_of.len()) {
            self.list_of.push(list);
        }
        self.past_of[list as usize] = past;
        past
    }

    /// The list that is left, if anything may be forgotten.
    fn forget(&mut self, list: u32) -> Option<u32> {
        if !self.keeps_disks {
            return None;
        }
        let mut facts = self.whole(list);
        if !facts.forget(&self.predicate) {
            return None;
        }
        let made = self.made.number(facts.take_made());
        self.words[1] = made;
        self.number();
        let words = std::mem::take(&mut self.words);
        let (shorter, _) = self.lists.intern(&words);
        self.words = words;
        Some(shorter)
    }

    /// What has to be remembered of the moment itself, once a step is over.
    pub(super) fn look<const W: usize>(&mut self, past: u32, model: &Model, row: Row<W>) -> u32 {
        if !self.predicate.remembers_moments() {
            return past;
        }
        self.words.clear();
        self.words.push(past);
        self.words.extend((0..model.places.len()).map(|place| row.get(place)));
        let (look, is_new) = self.looks.intern(&self.words);
        if is_new {
            let mut facts = self.whole(self.list_of[past as usize]);
            facts.look_within(&self.predicate, &Sighted::new(model, row), &self.left);
            self.take_apart(facts, model.plan.setting.n_replicas());
            let after = self.number();
            self.looked.push(after);
        }
        self.looked[look as usize]
    }

    /// Whether the predicate is so after a past, in a state.
    pub(super) fn judge<const W: usize>(&mut self, past: u32, model: &Model, row: Row<W>) -> bool {
        let list = self.list_of[past as usize];
        let rest = self.lists.get(list)[0];
        let at = if self.predicate.asks_wrongs_alone() { rest } else { past } as usize;
        if self.verdicts.len() <= at {
            self.verdicts.resize(at + 1, Known::Nothing);
        }
        if let Known::Is(so) = self.verdicts[at] {
            return so;
        }
        let was_looked_at = Cell::new(false);
        let sight = Sighted::new(model, row).noting(&was_looked_at);
        let verdict = self.predicate.judge_within(&self.whole(list), &sight, &self.left);
        let so = verdict == Verdict::Yes && self.left.get() > 0;
        let known = if was_looked_at.get() { Known::Depends } else { Known::Is(so) };
        self.verdicts[at] = known;
        so
    }

    /// How many things may still be looked at; none if nothing is known any more.
    pub(super) fn n_looks_left(&self) -> u64 {
        self.left.get()
    }

    /// The memory in use, in bytes: what a part holds is taken for a quarter of a kilobyte.
    pub(super) fn n_bytes(&self) -> usize {
        let parts = self.rests.n_bytes() + self.made.n_bytes() + self.at_replicas.n_bytes();
        let lists = self.lists.n_bytes() + self.looks.n_bytes() + self.steps.allocation_size();
        parts
            + self.n_bytes_of_moments
            + lists
            + 9 * self.past_of.capacity()
            + 4 * self.looked.capacity()
    }
}

#[inline]
fn hash_of_four(of: [u32; 4]) -> u64 {
    let [first, second, third, last] = of.map(u64::from);
    mix(mix(first << 32 | second) ^ (third << 32 | last))
}
