//! The states that were met, in the order in which they were: exact, each once.

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

use super::interning::number_of;
use super::row::Row;

/// Below so many states memory doubles when it is full; above, it grows by an eighth.
const DOUBLES_BELOW: usize = 1 << 16;

/// So many states are remembered beside the table, a power of two.
const RECENT: usize = 1 << 10;

/// Every state that was met, and from which one it was met first.
#[derive(Debug)]
pub(super) struct States<const W: usize> {
    rows: Vec<Row<W>>,
    parents: Vec<u32>,
    table: HashTable<u32>,
    /// Some states that were met of late, each where its hash says: two steps that commute are gone
    /// in both orders soon after each other.
    recent: Vec<(Row<W>, u32)>,
}

impl<const W: usize> States<W> {
    /// Only the start.
    pub(super) fn new(start: Row<W>) -> Self {
        let mut states = Self {
            rows: Vec::new(),
            parents: Vec::new(),
            table: HashTable::new(),
            recent: vec![(Row::NOWHERE, 0); RECENT],
        };
        states.meet(start, 0);
        states
    }

    /// The place of a state that was met coming from another one, and whether it is new.
    #[inline]
    pub(super) fn meet(&mut self, row: Row<W>, parent: u32) -> (u32, bool) {
        let hash = row.hash();
        #[expect(clippy::cast_possible_truncation, reason = "the low bits are as good as any")]
        let recent = &mut self.recent[hash as usize % RECENT];
        if recent.0 == row {
            return (recent.1, false);
        }
        let rows = &self.rows;
        let is_it = |at: &u32| rows[*at as usize] == row;
        let (at, is_new) = match self.table.entry(hash, is_it, |at| rows[*at as usize].hash()) {
            Entry::Occupied(entry) => (*entry.get(), false),
            Entry::Vacant(entry) => {
                let at = number_of(rows.len());
                entry.insert(at);
                (at, true)
            }
        };
        *recent = (row, at);
        if is_new {
            self.push(row, parent);
        }
        (at, is_new)
    }

    fn push(&mut self, row: Row<W>, parent: u32) {
        let len = self.rows.len();
        if len == self.rows.capacity() {
            let more = self.n_more_rows();
            self.rows.reserve_exact(more);
            self.parents.reserve_exact(more);
        }
        self.rows.push(row);
        self.parents.push(parent);
    }

    /// Nothing that was met so far will be met again.
    pub(super) fn clear_table(&mut self) {
        self.table.clear();
    }

    /// Everything that was met so far may be met again after all.
    #[cold]
    pub(super) fn fill_table(&mut self) {
        let rows = &self.rows;
        self.table.clear();
        for at in 0..number_of(rows.len()) {
            let hash = rows[at as usize].hash();
            self.table.insert_unique(hash, at, |at| rows[*at as usize].hash());
        }
    }

    /// The place of a state that was met.
    pub(super) fn place(&self, row: Row<W>) -> Option<u32> {
        self.table.find(row.hash(), |at| self.rows[*at as usize] == row).copied()
    }

    /// The state at a place.
    #[inline]
    pub(super) fn row(&self, at: u32) -> Row<W> {
        self.rows[at as usize]
    }

    /// How many there are.
    pub(super) fn len(&self) -> u32 {
        number_of(self.rows.len())
    }

    /// The way from the start to a place, by which it was met first.
    pub(super) fn way_to(&self, mut at: u32) -> Vec<u32> {
        let mut way = vec![at];
        while at > 0 {
            at = self.parents[at as usize];
            way.push(at);
        }
        way.reverse();
        way
    }

    /// The memory that is taken more as soon as there are so many states more, in bytes. A table that
    /// grows stands beside the old one meanwhile.
    pub(super) fn n_bytes_soon(&self, n_more: usize) -> usize {
        let per_row = size_of::<Row<W>>() + size_of::<u32>();
        let is_full = self.rows.len() + n_more > self.rows.capacity();
        let is_table_full = self.table.len() + n_more > self.table.capacity();
        let rows = if is_full { per_row * self.n_more_rows() } else { 0 };
        rows + if is_table_full { 2 * self.table.allocation_size() } else { 0 }
    }

    /// For how many states more room is made when there is none left.
    fn n_more_rows(&self) -> usize {
        let len = self.rows.len();
        if len < DOUBLES_BELOW { len.max(16) } else { len / 8 }
    }

    /// The memory in use, in bytes.
    pub(super) fn n_bytes(&self) -> usize {
        let per_row = size_of::<Row<W>>() + size_of::<u32>();
        let recent = self.recent.len() * size_of::<(Row<W>, u32)>();
        self.rows.capacity() * per_row + self.table.allocation_size() + recent
    }
}
