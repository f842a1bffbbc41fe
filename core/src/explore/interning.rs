//! Numbers for lists of numbers: equal lists get the same number, from 0 in the order they come.

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

/// No number.
pub(super) const NONE: u32 = u32::MAX;

/// Lists that have a number.
#[derive(Debug, Default)]
pub(super) struct Interner {
    /// Where each list ends in `words`.
    ends: Vec<u32>,
    words: Vec<u32>,
    table: HashTable<u32>,
}

impl Interner {
    /// The number of a list, and whether it is new.
    pub(super) fn intern(&mut self, list: &[u32]) -> (u32, bool) {
        let Self { ends, words, table } = self;
        let is_it = |id: &u32| list_of(ends, words, *id) == list;
        let hash = |id: &u32| hash_of(list_of(ends, words, *id));
        match table.entry(hash_of(list), is_it, hash) {
            Entry::Occupied(entry) => return (*entry.get(), false),
            Entry::Vacant(entry) => entry.insert(number_of(ends.len())),
        };
        words.extend_from_slice(list);
        ends.push(number_of(words.len()));
        (number_of(ends.len() - 1), true)
    }

    /// The list of a number.
    pub(super) fn get(&self, id: u32) -> &[u32] {
        list_of(&self.ends, &self.words, id)
    }

    /// The memory in use, in bytes.
    pub(super) fn n_bytes(&self) -> usize {
        4 * (self.ends.capacity() + self.words.capacity()) + self.table.allocation_size()
    }
}

fn list_of<'a>(ends: &[u32], words: &'a [u32], id: u32) -> &'a [u32] {
    let id = id as usize;
    let start = id.checked_sub(1).map_or(0, |before| ends[before] as usize);
    &words[start..ends[id] as usize]
}

fn hash_of(list: &[u32]) -> u64 {
    let (pairs, rest) = list.as_chunks::<2>();
    let both = |[one, other]: &[u32; 2]| u64::from(*one) << 32 | u64::from(*other);
    let hash = pairs.iter().fold(list.len() as u64, |hash, pair| mix(hash ^ both(pair)));
    rest.iter().fold(hash, |hash, word| mix(hash ^ u64::from(*word)))
}

/// Spreads what differs anywhere over all bits: the two halves of a long product, one on the other.
#[inline]
pub(super) fn mix(hash: u64) -> u64 {
    let product = u128::from(hash ^ 0x9E37_79B9_7F4A_7C15) * 0xD6E8_FEB8_6659_FD93;
    #[expect(clippy::cast_possible_truncation, reason = "both halves are used")]
    let folded = (product >> 64) as u64 ^ product as u64;
    folded
}

/// An index as a number.
pub(super) fn number_of(index: usize) -> u32 {
    u32::try_from(index).expect("budgets keep what has numbers below 2^32")
}

/// A memo from pairs of numbers to numbers.
#[derive(Debug, Default)]
pub(super) struct PairMemo(HashTable<(u32, u32, u32)>);

impl PairMemo {
    /// What stands under a pair.
    #[inline]
    pub(super) fn get(&self, one: u32, other: u32) -> Option<u32> {
        let found = self.0.find(hash_of_pair(one, other), |e| (e.0, e.1) == (one, other));
        found.map(|entry| entry.2)
    }

    /// Puts a number under a pair that has none.
    pub(super) fn set(&mut self, one: u32, other: u32, number: u32) {
        let hash = hash_of_pair(one, other);
        self.0.insert_unique(hash, (one, other, number), |e| hash_of_pair(e.0, e.1));
    }

    /// The memory in use, in bytes.
    pub(super) fn n_bytes(&self) -> usize {
        self.0.allocation_size()
    }
}

#[inline]
fn hash_of_pair(one: u32, other: u32) -> u64 {
    mix(u64::from(one) << 32 | u64::from(other))
}
