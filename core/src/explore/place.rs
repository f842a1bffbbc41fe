//! One replica with all that can become of it: its states, its inboxes, and cells, which are both
//! together with how far the programs at home here are.
//!
//! What happens at a replica depends on nothing but its cell, so it is worked out once for each cell,
//! however many states of the whole have it.

use super::interning::{Interner, PairMemo};
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
    /// State, inbox and home of each cell.
    pub(super) cells: Interner,
    /// Where the moves of each cell are, if they have been worked out.
    pub(super) spans: Vec<Span>,
    /// The cells that cells become by arrivals that change nothing else, which most steps are.
    pub(super) becomes: Vec<u32>,
    /// Which message it is that arrives.
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

/// Where the moves of a cell are: arrivals that change nothing else, and all others.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    pub(super) arrivals: (u32, u32),
    pub(super) moves: (u32, u32),
}

impl Span {
    /// Not worked out yet.
    const NONE: Self = Self { arrivals: (NONE, NONE), moves: (NONE, NONE) };

    /// Whether it has been worked out.
    #[inline]
    pub(super) fn is_known(self) -> bool {
        self.moves.0 != NONE
    }
}

/// A cell, by its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) state: u32,
    pub(super) inbox: u32,
    pub(super) home: u32,
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
    pub(super) fn cell(&self, cell: u32) -> Cell {
        let [state, inbox, home] = self.cells.get(cell) else {
            unreachable!("a cell has three parts")
        };
        Cell { state: *state, inbox: *inbox, home: *home }
    }

    /// The number of a cell.
    pub(super) fn number(&mut self, cell: Cell) -> u32 {
        let (number, is_new) = self.cells.intern(&[cell.state, cell.inbox, cell.home]);
        if is_new {
            self.spans.push(Span::NONE);
            self.over.push(None);
        }
        number
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

    /// A message less in an inbox.
    pub(super) fn without_message(&mut self, inbox: u32, message: u32) -> u32 {
        let messages = self.inboxes.get(inbox);
        let at = messages.partition_point(|other| *other < message);
        self.words.clear();
        self.words.extend_from_slice(&messages[..at]);
        self.words.extend_from_slice(&messages[at + 1..]);
        self.inboxes.intern(&self.words).0
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

    /// The memory in use, in bytes, as far as it is known: a replica is taken for half a kilobyte.
    pub(super) fn n_bytes(&self) -> usize {
        let lists = [&self.states, &self.inboxes, &self.homes, &self.cells];
        let memos = self.handled.n_bytes() + self.receives.n_bytes() + self.acting.n_bytes();
        let acts = self.acts.capacity() * size_of::<Option<(u32, u32, Move)>>();
        let arrivals = 8 * self.becomes.capacity() + 17 * self.spans.capacity();
        let moves = self.moves.capacity() * size_of::<Move>() + arrivals;
        lists.iter().map(|list| list.n_bytes()).sum::<usize>()
            + memos
            + moves
            + acts
            + 512 * self.raw.len()
    }
}
