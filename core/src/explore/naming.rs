//! The numbers of writes, keys and messages.

use std::sync::Arc;

use hashbrown::HashTable;

use super::interning::{Interner, mix, number_of};
use crate::clock::ReplicaId;
use crate::replica::canonical::{Listing, Naming};
use crate::replica::protocol::{Message, Value, Write};

/// Writes, keys and values that have numbers.
#[derive(Debug, Default)]
pub(super) struct Names {
    texts: Vec<Arc<str>>,
    wholes: Interner,
    shown: Interner,
    words: Vec<u32>,
    /// The numbers of writes that have come before, by where they lie. They are kept, so that no
    /// other comes to lie there.
    known: HashTable<(Arc<Write>, u32, u32)>,
}

impl Names {
    fn shown_words(&mut self, write: &Write, words: &mut Vec<u32>) {
        let actor = write.dot.actor;
        let key = self.text(&write.key);
        let value: Option<&Value> = write.value.as_ref();
        let value = value.map_or(u32::MAX, |value| self.text(value));
        let actor = u32::from(actor.replica.0) << 16 | u32::from(actor.incarnation);
        words.extend([actor, write.dot.counter, key, value]);
    }
}

impl Names {
    /// Both numbers of a write.
    fn numbers(&mut self, write: &Arc<Write>) -> (u32, u32) {
        let hash = hash_of_place(write);
        if let Some(known) = self.known.find(hash, |known| Arc::ptr_eq(&known.0, write)) {
            return (known.1, known.2);
        }
        let (whole, shown) = (self.number_of_whole(write), self.number_of_shown(write));
        let known = (Arc::clone(write), whole, shown);
        self.known.insert_unique(hash, known, |known| hash_of_place(&known.0));
        (whole, shown)
    }

    fn number_of_whole(&mut self, write: &Arc<Write>) -> u32 {
        let mut words = std::mem::take(&mut self.words);
        words.clear();
        self.shown_words(write, &mut words);
        let mut listing = Listing::new(&mut words, self);
        listing.wide(write.stamp);
        listing.vector(&write.deps);
        listing.vector(&write.context);
        let number = self.wholes.intern(&words).0;
        self.words = words;
        number
    }

    fn number_of_shown(&mut self, write: &Arc<Write>) -> u32 {
        let mut words = std::mem::take(&mut self.words);
        words.clear();
        self.shown_words(write, &mut words);
        let number = self.shown.intern(&words).0;
        self.words = words;
        number
    }
}

fn hash_of_place(write: &Arc<Write>) -> u64 {
    mix(Arc::as_ptr(write).addr() as u64)
}

impl Naming for Names {
    fn whole(&mut self, write: &Arc<Write>) -> u32 {
        self.numbers(write).0
    }

    fn shown(&mut self, write: &Arc<Write>) -> u32 {
        self.numbers(write).1
    }

    /// There are few texts: those of the scenario.
    fn text(&mut self, text: &Arc<str>) -> u32 {
        let found = self.texts.iter().position(|known| known == text);
        let at = found.unwrap_or_else(|| {
            self.texts.push(Arc::clone(text));
            self.texts.len() - 1
        });
        number_of(at)
    }
}

/// Messages with their senders, by number.
#[derive(Debug, Default)]
pub(super) struct Messages {
    lists: Interner,
    raw: Vec<(ReplicaId, Message)>,
    words: Vec<u32>,
}

impl Messages {
    /// The number of a message of a sender.
    pub(super) fn number(&mut self, from: ReplicaId, message: &Message, names: &mut Names) -> u32 {
        self.words.clear();
        self.words.push(from.0.into());
        message.describe(&mut Listing::new(&mut self.words, names));
        let (number, is_new) = self.lists.intern(&self.words);
        if is_new {
            self.raw.push((from, message.clone()));
        }
        number
    }

    /// The message of a number, and who sent it.
    pub(super) fn get(&self, number: u32) -> &(ReplicaId, Message) {
        &self.raw[number as usize]
    }
}
