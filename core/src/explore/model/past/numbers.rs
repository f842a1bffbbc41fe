//! Numbers for things that are large: equal ones get the same number, from 0 in the order they come.

use std::hash::{Hash, Hasher};

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

use crate::explore::interning::{mix, number_of};

/// Things that have a number.
#[derive(Debug)]
pub(super) struct Numbers<T> {
    all: Vec<T>,
    table: HashTable<(u32, u64)>,
}

impl<T> Default for Numbers<T> {
    fn default() -> Self {
        Self { all: Vec::new(), table: HashTable::new() }
    }
}

impl<T: Hash + Eq> Numbers<T> {
    /// The number of a thing.
    pub(super) fn number(&mut self, thing: T) -> u32 {
        let Self { all, table } = self;
        let hash = hash_of(&thing);
        let is_it = |entry: &(u32, u64)| entry.1 == hash && all[entry.0 as usize] == thing;
        match table.entry(hash, is_it, |entry| entry.1) {
            Entry::Occupied(entry) => entry.get().0,
            Entry::Vacant(entry) => {
                let number = number_of(all.len());
                entry.insert((number, hash));
                all.push(thing);
                number
            }
        }
    }

    /// The thing of a number.
    #[inline]
    pub(super) fn get(&self, number: u32) -> &T {
        &self.all[number as usize]
    }

    /// How many things there are.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// The memory in use, in bytes, if what each thing holds is taken for a quarter of a kilobyte.
    pub(super) fn n_bytes(&self) -> usize {
        size_of::<T>() * self.all.capacity() + 256 * self.all.len() + self.table.allocation_size()
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
