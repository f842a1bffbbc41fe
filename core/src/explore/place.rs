//! One replica with all that can become of it: its states, its inboxes, and cells, which are both
//! together with how far the programs at home here are.
//!
//! What happens at a replica depends on nothing but its cell, so it is worked out once for each cell,
//! however many states of the whole have it.

use std::ops::Range;

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

use super::interning::{Interner, PairMemo, mix, number_of};
use super::steps::{Move, Sends};
use crate::replica::Replica;
use crate::replica::protocol::Effect;

/// No number.
pub(super) const NONE: u32 = u32::MAX;

/// What can become of one replica.
#[derive(Debug, Default)]
pub(super) struct Place {
    pub(super) states: Interner,
    /// Of each state one replica that is in it, and whether it runs.
    pub(super) raw: Vec<(Replica, bool)>,
    pub(super) inboxes: Interner,
    pub(super) homes: Interner,
    /// By inbox where in `shorter` its neighbours begin, if they have been worked out.
    lacks: Vec<u32>,
    /// Of an inbox each message once, and the inbox without it, up to the next `None`.
    shorter: Vec<Option<(u32, u32)>>,
    /// The parts of each cell.
    cells: Vec<Cell>,
    numbers: HashTable<u32>,
    /// Where the moves of each cell are, if they have been worked out.
    pub(super) spans: Vec<Span>,
    /// The cells that cells become by arrivals that change nothing else, which most steps are; and
    /// the numbers of other moves.
    pub(super) becomes: Vec<u32>,
    /// Which message it is that arrives, for each of these.
    pub(super) arrivals: Vec<u32>,
    /// All other moves.
    pub(super) moves: Vec<Move>,
    /// What comes of a state and an input.
    pub(super) handled: PairMemo,
    /// The cell that a cell becomes when a message is sent there.
    pub(super) receives: PairMemo,
    /// Of a state and a home where in `acts` it stands what the programs at home do.
    pub(super) acting: PairMemo,
    /// The state and the home afterwards, and the step, up to the next `None`.
    pub(super) acts: Vec<Option<(u32, u32, Move)>>,
    /// Of each cell whether the programs at home are over, if that has been asked.
    pub(super) over: Vec<Option<bool>>,
    /// Where lists are put together.
    words: Vec<u32>,
}

/// Where in `becomes` stands what can happen in a cell: first the cells that it becomes by arrivals
/// that change nothing else, then the numbers of all other moves. It is small, for it is read all
/// the time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    first: u32,
    n_arrivals: u16,
    n_moves: u16,
}

impl Span {
    /// Not worked out yet.
    const NONE: Self = Self { first: NONE, n_arrivals: 0, n_moves: 0 };

    /// So many arrivals and moves.
    pub(super) fn new(first: usize, n_arrivals: usize, n_moves: usize) -> Self {
        let few = |n: usize| u16::try_from(n).expect("fewer than 2^16 things can happen at once");
        Self { first: number_of(first), n_arrivals: few(n_arrivals), n_moves: few(n_moves) }
    }

    /// Whether it has been worked out.
    #[inline]
    pub(super) fn is_known(self) -> bool {
        self.first != NONE
    }

    /// Where the arrivals stand.
    #[inline]
    pub(super) fn arrivals(self) -> Range<usize> {
        let first = self.first as usize;
        first..first + usize::from(self.n_arrivals)
    }

    /// Where the moves stand.
    #[inline]
    pub(super) fn moves(self) -> Range<usize> {
        let first = self.arrivals().end;
        first..first + usize::from(self.n_moves)
    }
}

/// A cell, by its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) state: u32,
    pub(super) inbox: u32,
    pub(super) home: u32,
}

impl Cell {
    fn hash(self) -> u64 {
        let both = u64::from(self.state) << 32 | u64::from(self.inbox);
        mix(mix(both) ^ u64::from(self.home))
    }
}

/// How far the programs at home at a replica are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Home {
    /// Whether a free fault has stopped the replica, so that it may start again.
    pub(super) is_down_by_fault: bool,
    /// The standing of each program that is at home here.
    pub(super) standings: Vec<u32>,
}

/// What a replica makes of an input.
#[derive(Clone, Debug)]
pub(super) struct Handled {
    pub(super) state: u32,
    pub(super) sends: Sends,
    /// Which action was answered, and what that teaches.
    pub(super) replies: Vec<(u32, u32)>,
    /// All that came of it, if anybody remembers that.
    pub(super) effects: Vec<Effect>,
}

impl Place {
    /// The parts of a cell.
    #[inline]
    pub(super) fn cell(&self, cell: u32) -> Cell {
        self.cells[cell as usize]
    }

    /// The number of a cell.
    pub(super) fn number(&mut self, cell: Cell) -> u32 {
        let Self { cells, numbers, .. } = self;
        let is_it = |at: &u32| cells[*at as usize] == cell;
        match numbers.entry(cell.hash(), is_it, |at| cells[*at as usize].hash()) {
            Entry::Occupied(entry) => *entry.get(),
            Entry::Vacant(entry) => {
                let number = number_of(cells.len());
                entry.insert(number);
                cells.push(cell);
                self.spans.push(Span::NONE);
                self.over.push(None);
                number
            }
        }
    }

    /// How many messages are in the inbox of a cell.
    pub(super) fn n_messages(&self, cell: Cell) -> usize {
        self.inboxes.get(cell.inbox).len()
    }

    /// The home of a number.
    pub(super) fn home(&self, home: u32) -> Home {
        let words = self.homes.get(home);
        Home { is_down_by_fault: words[0] == 1, standings: words[1..].to_vec() }
    }

    /// The standing of a program that is at home here.
    pub(super) fn standing(&self, home: u32, at: usize) -> u32 {
        self.homes.get(home)[1 + at]
    }

    /// The number of a home.
    pub(super) fn number_of_home(&mut self, home: &Home) -> u32 {
        let mut words = vec![u32::from(home.is_down_by_fault)];
        words.extend_from_slice(&home.standings);
        self.homes.intern(&words).0
    }

    /// A message more in an inbox, kept in the order of their numbers.
    pub(super) fn with_message(&mut self, inbox: u32, message: u32) -> u32 {
        let messages = self.inboxes.get(inbox);
        let at = messages.partition_point(|other| *other < message);
        self.words.clear();
        self.words.extend_from_slice(&messages[..at]);
        self.words.push(message);
        self.words.extend_from_slice(&messages[at..]);
        self.inboxes.intern(&self.words).0
    }

    /// Where in `shorter` stands what an inbox is without each of its messages.
    pub(super) fn lacks(&mut self, inbox: u32) -> usize {
        match self.lacks.get(inbox as usize) {
            Some(first) if *first != NONE => *first as usize,
            _ => self.work_out_lacks(inbox),
        }
    }

    /// One of the messages of an inbox, each once, and the inbox without it.
    #[inline]
    pub(super) fn shorter(&self, at: usize) -> Option<(u32, u32)> {
        self.shorter[at]
    }

    #[cold]
    fn work_out_lacks(&mut self, inbox: u32) -> usize {
        let first = self.shorter.len();
        let messages = self.inboxes.get(inbox).to_vec();
        let mut last = None;
        for (at, message) in messages.iter().enumerate() {
            if last.replace(*message) == Some(*message) {
                continue;
            }
            self.words.clear();
            self.words.extend_from_slice(&messages[..at]);
            self.words.extend_from_slice(&messages[at + 1..]);
            let without = self.inboxes.intern(&self.words).0;
            self.shorter.push(Some((*message, without)));
        }
        self.shorter.push(None);
        if self.lacks.len() <= inbox as usize {
            self.lacks.resize(inbox as usize + 1, NONE);
        }
        self.lacks[inbox as usize] = number_of(first);
        first
    }

    /// The cell that a cell becomes when a message is sent there.
    #[inline]
    pub(super) fn receive(&mut self, cell: u32, message: u32) -> u32 {
        self.receives.get(cell, message).unwrap_or_else(|| self.receive_first(cell, message))
    }

    #[cold]
    fn receive_first(&mut self, number: u32, message: u32) -> u32 {
        let cell = self.cell(number);
        let inbox = self.with_message(cell.inbox, message);
        let next = self.number(Cell { inbox, ..cell });
        self.receives.set(number, message, next);
        next
    }

    /// The memory in use, in bytes, as far as it is known: what a replica holds is taken for a kilobyte.
    pub(super) fn n_bytes(&self) -> usize {
        let lists = [&self.states, &self.inboxes, &self.homes];
        let cells = 12 * self.cells.capacity() + self.numbers.allocation_size();
        let shorter = 4 * self.lacks.capacity() + 12 * self.shorter.capacity();
        let memos = self.handled.n_bytes() + self.receives.n_bytes() + self.acting.n_bytes();
        let acts = self.acts.capacity() * size_of::<Option<(u32, u32, Move)>>();
        let arrivals = 8 * self.becomes.capacity() + 9 * self.spans.capacity();
        let moves = self.moves.capacity() * size_of::<Move>() + arrivals;
        lists.iter().map(|list| list.n_bytes()).sum::<usize>()
            + cells
            + shorter
            + memos
            + moves
            + acts
            + (size_of::<Replica>() + 1024) * self.raw.len()
    }
}
