//! The search itself: breadth first, so that what is found first is nearest, and every state once.
//!
//! States stand in one array in the order in which they were met, which is the order of their distance;
//! what lies behind `next` waits. Where every step takes one off what is left to happen, a state can
//! be met again from the same layer alone, and the table of states needs no more than the next one.
//! Ways from the start are counted on the way as long as every step leads one layer on; `schedules.rs`
//! counts them where that is not so.

mod schedules;

use self::schedules::Tally;
use super::answer::{Counts, Limit};
use super::model::Model;
use super::question::Budget;
use super::row::Row;
use super::states::States;

/// How many states are gone on from between two looks at the memory.
const LOOKS_EVERY: u32 = 1024;

/// What is done with each state beside visiting it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner {
    /// Whether ways are counted.
    pub(super) counts_ways: bool,
    /// Whether what cannot influence others is put off.
    pub(super) reduces: bool,
    /// Whether a predicate is judged in each.
    pub(super) judges: bool,
}

/// Why ways cannot be counted on the way.
enum Lost {
    /// A step does not lead one layer on.
    Layers,
    /// There are 2^128 or more.
    TooMany,
}

/// A search on its way.
#[derive(Debug)]
pub(super) struct Search<const W: usize> {
    pub(super) states: States<W>,
    pub(super) model: Model,
    manner: Manner,
    budget: Budget,
    /// The state that is gone on from next.
    next: u32,
    /// Where the layer that it is in begins and ends.
    layer: (u32, u32),
    depth: u32,
    n_transitions: u64,
    /// The states in which nothing has to happen, and how many ways lead to each.
    pub(super) finals: Vec<(u32, u128)>,
    /// How many ways lead to each state of this layer and of the next; none once that is unknown.
    ways: Option<(Vec<u128>, Vec<u128>)>,
    /// The count of ways after all states were met, where it could not be made on the way.
    tally: Option<Tally>,
    /// Whether the ways to the final states are known.
    knows_ways: bool,
    limit: Option<Limit>,
    /// Where what is asked for is so.
    pub(super) found: Option<u32>,
    buffer: Vec<Row<W>>,
}

impl<const W: usize> Search<W> {
    /// A search that has met only the start.
    pub(super) fn new(mut model: Model, manner: Manner, budget: Budget) -> Self {
        let start = model.start();
        let is_found = manner.judges && model.judge(start);
        Self {
            found: is_found.then_some(0),
            states: States::new(start),
            model,
            manner,
            budget,
            next: 0,
            layer: (0, 1),
            depth: 0,
            n_transitions: 0,
            finals: Vec::new(),
            ways: manner.counts_ways.then(|| (vec![1], Vec::new())),
            tally: None,
            knows_ways: manner.counts_ways,
            limit: None,
            buffer: Vec::new(),
        }
    }

    /// Goes on from so many states more, or until one is met in which what is asked for is so.
    pub(super) fn go_on(&mut self, n_steps: u64) {
        for _ in 0..n_steps {
            if self.is_over() {
                break;
            }
            if self.next == self.states.len() {
                self.count_after_all();
                continue;
            }
            self.go_on_from_next();
            if self.next.is_multiple_of(LOOKS_EVERY) || self.model.may_take_much() {
                self.look_at_memory();
            }
        }
    }

    /// All states were met, and the ways to them are to be counted.
    #[cold]
    fn count_after_all(&mut self) {
        let mut tally = self.tally.take().unwrap_or_else(|| self.begin_tally());
        let mut buffer = std::mem::take(&mut self.buffer);
        self.tally(&mut tally, &mut buffer);
        self.buffer = buffer;
        self.tally = Some(tally);
    }

    #[inline]
    fn go_on_from_next(&mut self) {
        if self.next == self.layer.1 {
            self.begin_layer();
        }
        let from = self.next;
        let row = self.states.row(from);
        let mut buffer = std::mem::take(&mut self.buffer);
        buffer.clear();
        let was_graded = self.model.is_graded;
        let is_final = !self.find_successors(row, &mut buffer);
        if was_graded && !self.model.is_graded {
            self.states.fill_table();
        }
        if self.model.greatest > Row::<W>::MOST {
            self.limit = Some(Limit::Numbers);
            return;
        }
        self.next += 1;
        let room = self.budget.n_states.saturating_sub(self.states.len().into());
        if buffer.len() as u64 > room {
            self.keep_within(room, &mut buffer);
        }
        self.n_transitions += buffer.len() as u64;
        self.meet_all(from, &buffer);
        if is_final {
            let ways = self.ways.as_ref().map_or(0, |ways| ways.0[(from - self.layer.0) as usize]);
            self.finals.push((from, ways));
        }
        self.buffer = buffer;
        if self.manner.judges && self.found.is_none() && self.model.n_looks_left() == 0 {
            self.limit = Some(Limit::Looks);
        }
    }

    /// Leaves out what comes after as many new states as there is room for.
    #[cold]
    fn keep_within(&mut self, mut room: u64, buffer: &mut Vec<Row<W>>) {
        for at in 0..buffer.len() {
            let row = buffer[at];
            if buffer[..at].contains(&row) || self.states.place(row).is_some() {
                continue;
            }
            let Some(left) = room.checked_sub(1) else {
                buffer.truncate(at);
                self.limit = Some(Limit::States);
                return;
            };
            room = left;
        }
    }

    fn begin_layer(&mut self) {
        if self.model.is_graded {
            self.states.clear_table();
        }
        self.layer = (self.layer.1, self.states.len());
        self.depth += 1;
        if let Some((here, there)) = &mut self.ways {
            std::mem::swap(here, there);
            there.clear();
        }
    }

    /// Meets everything that a state can become.
    #[inline]
    fn meet_all(&mut self, from: u32, next: &[Row<W>]) {
        let begin = self.layer.1;
        let place = (from - self.layer.0) as usize;
        let n_ways = self.ways.as_ref().map_or(0, |ways| ways.0[place]);
        for row in next {
            let (at, is_new) = self.states.meet(*row, from);
            if let Some((_, there)) = &mut self.ways
                && let Err(why) = add_ways(there, at.checked_sub(begin), n_ways)
            {
                self.lose_ways(why);
            }
            if is_new && self.manner.judges && self.found.is_none() && self.model.judge(*row) {
                self.found = Some(at);
            }
        }
    }

    #[cold]
    fn lose_ways(&mut self, why: Lost) {
        self.ways = None;
        self.knows_ways = false;
        // Every state leads to an end, so there are not fewer schedules.
        self.tally = matches!(why, Lost::TooMany).then_some(Tally::Over);
    }

    /// The ways to the final states have been counted after all.
    pub(super) fn ways_are_known(&mut self) {
        self.knows_ways = true;
    }

    /// Every state that a state can become, and whether anything has to happen; with reduction, of
    /// those orders of steps that come to the same one alone.
    #[inline]
    pub(super) fn find_successors(&mut self, row: Row<W>, next: &mut Vec<Row<W>>) -> bool {
        let n_places = self.model.places.len();
        if self.manner.reduces {
            return self.find_reduced(row, next);
        }
        let must = self.model.successors(row, 0..n_places, next);
        self.model.wander(row, next) | must
    }

    /// Who has nothing left to do sends nothing any more, so what it gets can wait until all others
    /// are through; and then one after the other.
    fn find_reduced(&mut self, row: Row<W>, next: &mut Vec<Row<W>>) -> bool {
        let n_places = self.model.places.len();
        let mut are_all_over = true;
        for place in 0..n_places {
            if !self.model.is_over(place, row.get(place)) {
                are_all_over = false;
                self.model.successors(row, place..place + 1, next);
            }
        }
        let mut place = 0;
        while are_all_over && next.is_empty() && place < n_places {
            self.model.successors(row, place..place + 1, next);
            place += 1;
        }
        !next.is_empty()
    }

    fn look_at_memory(&mut self) {
        // What is worked out grows by jumps too, each a small part of it.
        let soon = self.states.n_bytes_soon(8 * LOOKS_EVERY as usize) + self.model.n_bytes() / 16;
        if (self.n_bytes() + soon) as u64 > self.budget.n_bytes {
            self.limit = Some(Limit::Bytes);
        }
    }

    /// The memory in use, in bytes.
    pub(super) fn n_bytes(&self) -> usize {
        let ways = self.ways.as_ref().map_or(0, |ways| ways.0.capacity() + ways.1.capacity());
        self.states.n_bytes() + self.model.n_bytes() + 32 * self.finals.capacity() + 16 * ways
    }

    /// Whether nothing is left to do.
    pub(super) fn is_over(&self) -> bool {
        let is_counted =
            self.knows_ways || !self.manner.counts_ways || matches!(self.tally, Some(Tally::Over));
        self.found.is_some()
            || self.limit.is_some()
            || (self.next == self.states.len() && is_counted)
    }

    /// How far the search may go.
    pub(super) fn budget(&self) -> Budget {
        self.budget
    }

    /// Why the search has ended before its end, if it has.
    pub(super) fn limit(&self) -> Option<Limit> {
        self.limit
    }

    /// Whether ways were counted all along.
    pub(super) fn has_ways(&self) -> bool {
        self.knows_ways
    }

    /// How many states wait to be gone on from.
    pub(super) fn n_waiting(&self) -> u64 {
        u64::from(self.states.len() - self.next)
    }

    /// What was counted so far, without schedules.
    pub(super) fn counts(&self) -> Counts {
        Counts {
            n_states: self.states.len().into(),
            n_transitions: self.n_transitions,
            n_finals: self.finals.len() as u64,
            n_schedules: None,
            depth: self.depth,
        }
    }
}

/// One way more leads to a state of the next layer by each way to where a step begins.
#[inline]
fn add_ways(there: &mut Vec<u128>, at: Option<u32>, n_ways: u128) -> Result<(), Lost> {
    let at = at.ok_or(Lost::Layers)? as usize;
    match there.get_mut(at) {
        Some(known) => *known = known.checked_add(n_ways).ok_or(Lost::TooMany)?,
        None => there.push(n_ways),
    }
    Ok(())
}
