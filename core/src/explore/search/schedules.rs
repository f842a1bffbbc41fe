//! Counting the ways through states whose steps do not all lead one layer on: a step that changes
//! nothing but an inbox may come to the same state as a longer way. All states are there by then, so
//! each is gone through once its last predecessor has been (Kahn, "Topological Sorting of Large
//! Networks", 1962). What goes in a circle is never reached so, and has schedules without end.

use super::Search;
use crate::explore::row::Row;

/// A count on its way.
#[derive(Debug)]
pub(in crate::explore) enum Tally {
    /// How many steps lead to each state, as far as all states before `at` are concerned.
    Degrees {
        /// The state whose steps are counted next.
        at: u32,
        /// How many steps lead to each state.
        degrees: Vec<u32>,
    },
    /// How many ways lead to each state.
    Ways {
        /// How many steps lead to each state from those that are not done.
        degrees: Vec<u32>,
        /// The ways to each state.
        ways: Vec<u128>,
        /// The states all of whose predecessors are done.
        ready: Vec<u32>,
        /// How many states are done.
        n_done: u32,
    },
    /// The ways to the final states are known, or cannot be.
    Over,
}

impl<const W: usize> Search<W> {
    /// Begins to count, if there is room for it.
    pub(in crate::explore) fn begin_tally(&mut self) -> Tally {
        let n_states = self.states.len() as usize;
        let n_bytes = n_states * (size_of::<u32>() + size_of::<u128>());
        if (self.n_bytes() + n_bytes) as u64 > self.budget().n_bytes {
            return Tally::Over;
        }
        Tally::Degrees { at: 0, degrees: vec![0; n_states] }
    }

    /// Goes on by one state.
    pub(in crate::explore) fn tally(&mut self, tally: &mut Tally, next: &mut Vec<Row<W>>) {
        match tally {
            Tally::Degrees { at, degrees } => {
                if *at == self.states.len() {
                    let mut ways = vec![0; degrees.len()];
                    ways[0] = 1;
                    // The start has predecessors only in a circle.
                    let ready = if degrees[0] == 0 { vec![0] } else { Vec::new() };
                    let degrees = std::mem::take(degrees);
                    *tally = Tally::Ways { degrees, ways, ready, n_done: 0 };
                    return;
                }
                self.places_after(*at, next).for_each(|to| degrees[to as usize] += 1);
                *at += 1;
            }
            Tally::Ways { degrees, ways, ready, n_done } => {
                let Some(at) = ready.pop() else {
                    if *n_done == self.states.len() {
                        let finals = self.finals.iter_mut();
                        finals.for_each(|(at, n_ways)| *n_ways = ways[*at as usize]);
                        self.ways_are_known();
                    }
                    *tally = Tally::Over;
                    return;
                };
                *n_done += 1;
                for to in self.places_after(at, next) {
                    let to = to as usize;
                    let Some(sum) = ways[to].checked_add(ways[at as usize]) else {
                        *tally = Tally::Over;
                        return;
                    };
                    ways[to] = sum;
                    degrees[to] -= 1;
                    if degrees[to] == 0 {
                        ready.push(crate::explore::interning::number_of(to));
                    }
                }
            }
            Tally::Over => {}
        }
    }

    /// Where the steps from a state lead.
    fn places_after<'n>(
        &mut self,
        at: u32,
        next: &'n mut Vec<Row<W>>,
    ) -> impl Iterator<Item = u32> + use<'n, '_, W> {
        next.clear();
        self.find_successors(self.states.row(at), next);
        let states = &self.states;
        next.iter().map(|row| states.place(*row).expect("all states were met"))
    }
}
