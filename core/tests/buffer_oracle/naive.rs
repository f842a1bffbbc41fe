//! The oracle: what a student would write, checked by reading. A list, scanned from its start.

use std::collections::{BTreeMap, BTreeSet};

use causal_core::replica::rule::{
    DeliveryRule, Drain, Duplicates, EntryTest, SpecialEntry, VectorUpdate,
};

/// A replica and its incarnation.
pub(crate) type Name = (u16, u16);

/// A vector without zero entries.
pub(crate) type Vector = BTreeMap<Name, u32>;

/// A write as the oracle sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Letter {
    pub(crate) author: Name,
    pub(crate) counter: u32,
    pub(crate) deps: Vector,
}

impl Letter {
    pub(crate) fn dot(&self) -> (Name, u32) {
        (self.author, self.counter)
    }
}

/// A replica as the oracle sees it.
#[derive(Clone, Debug)]
pub(crate) struct Naive {
    pub(crate) rule: DeliveryRule,
    pub(crate) me: Name,
    pub(crate) n_replicas: u16,
    pub(crate) seen: Vector,
    /// What waits, in the order of arrival.
    pub(crate) list: Vec<Letter>,
    pub(crate) delivered: Vec<(Name, u32)>,
    pub(crate) discarded: Vec<(Name, u32)>,
}

impl Naive {
    pub(crate) fn new(rule: DeliveryRule, me: Name, n_replicas: u16) -> Self {
        let (seen, list) = (Vector::new(), Vec::new());
        Self { rule, me, n_replicas, seen, list, delivered: Vec::new(), discarded: Vec::new() }
    }

    pub(crate) fn receive(&mut self, letter: Letter) {
        if self.rule.ticks_on_receipt {
            *self.seen.entry(self.me).or_default() += 1;
        }
        let is_copy = self.list.iter().any(|waiting| waiting.dot() == letter.dot());
        if self.discards() && (self.covers(&letter) || is_copy) {
            self.discarded.push(letter.dot());
        } else if self.may_deliver(&letter) {
            self.deliver(&letter);
        } else {
            self.list.push(letter);
        }
        self.drain();
    }

    pub(crate) fn write(&mut self) {
        *self.seen.entry(self.me).or_default() += 1;
        self.drain();
    }

    fn drain(&mut self) {
        while self.scan() && self.rule.drain == Drain::Fixpoint {}
    }

    /// One scan from the oldest to the newest; whether anything was delivered.
    fn scan(&mut self) -> bool {
        let mut progress = false;
        for letter in std::mem::take(&mut self.list) {
            if self.discards() && self.covers(&letter) {
                self.discarded.push(letter.dot());
            } else if self.may_deliver(&letter) {
                self.deliver(&letter);
                progress = true;
            } else {
                self.list.push(letter);
            }
        }
        progress
    }

    fn deliver(&mut self, letter: &Letter) {
        self.delivered.push(letter.dot());
        match self.rule.update {
            VectorUpdate::Stays => {}
            VectorUpdate::AddOne => *self.seen.entry(letter.author).or_default() += 1,
            VectorUpdate::Maximum => {
                for (name, counter) in letter.deps.clone().into_iter().chain([letter.dot()]) {
                    let mine = self.seen.entry(name).or_default();
                    *mine = counter.max(*mine);
                }
            }
        }
    }

    fn discards(&self) -> bool {
        self.rule.duplicates == Duplicates::Discarded
    }

    pub(crate) fn covers(&self, letter: &Letter) -> bool {
        letter.counter <= get(&self.seen, letter.author)
    }

    /// Domain.md's table, entry by entry, over the letter's vector: its deps, with its own counter
    /// in its author's entry.
    pub(crate) fn may_deliver(&self, letter: &Letter) -> bool {
        let replicas = (0..self.n_replicas).map(|replica| (replica, 0));
        let later = letter.deps.keys().chain(self.seen.keys()).filter(|name| name.1 > 0).copied();
        let names: BTreeSet<Name> = replicas.chain(later).chain([letter.author]).collect();
        names.into_iter().all(|name| {
            let own = name == letter.author;
            let theirs = if own { letter.counter } else { get(&letter.deps, name) };
            let mine = get(&self.seen, name);
            let is_special = match self.rule.special {
                SpecialEntry::Senders => own,
                SpecialEntry::Receivers => name == self.me,
                SpecialEntry::None => false,
            };
            match if is_special { self.rule.sender } else { self.rule.others } {
                EntryTest::Any => true,
                EntryTest::Less => theirs < mine,
                EntryTest::Equal => theirs == mine,
                EntryTest::AtMost => theirs <= mine,
                EntryTest::Next => u64::from(theirs) == u64::from(mine) + 1,
                EntryTest::Newer => theirs > mine,
            }
        })
    }
}

fn get(vector: &Vector, name: Name) -> u32 {
    vector.get(&name).copied().unwrap_or(0)
}
