//! What can happen at a replica in a cell: worked out once, when the cell is first gone on from.

use super::Model;
use crate::explore::interning::number_of;
use crate::explore::place::{Cell, Home, NONE, Span};
use crate::explore::steps::{Cost, Follows, Move, What};
use crate::replica::protocol::{Disk, Input};

impl Model {
    /// Works out what can happen at a replica in a cell.
    #[cold]
    pub(super) fn work_out(&mut self, place: usize, number: u32) -> Span {
        let cell = self.places[place].cell(number);
        let first = self.places[place].becomes.len();
        let mut moves = std::mem::take(&mut self.found);
        self.add_messages(place, cell, &mut moves);
        self.add_programs(place, cell, &mut moves);
        self.add_faults(place, cell, &mut moves);
        let greatest = moves.iter().map(|step| step.cell).max();
        self.greatest = self.greatest.max(greatest.unwrap_or(0));
        self.is_graded = self.is_graded && self.take_one(place, cell, &moves);
        let place = &mut self.places[place];
        for step in &moves {
            if let (What::Arrives(message), true) = (step.what, step.only_arrives()) {
                place.becomes.push(step.cell);
                place.arrivals.push(message);
            }
        }
        let n_arrivals = place.becomes.len() - first;
        for step in moves.drain(..) {
            if !step.only_arrives() {
                place.becomes.push(number_of(place.moves.len()));
                place.arrivals.push(NONE);
                place.moves.push(step);
            }
        }
        let n_moves = place.becomes.len() - first - n_arrivals;
        let span = Span::new(first, n_arrivals, n_moves);
        place.spans[number as usize] = span;
        self.found = moves;
        span
    }

    /// Whether each of some steps leaves exactly one thing less to happen.
    fn take_one(&self, place: usize, cell: Cell, moves: &[Move]) -> bool {
        let left = self.left(place, cell);
        moves.iter().all(|step| self.takes_one(place, left, step))
    }

    /// Whether so much less is left to happen after a step. A step that is paid, or that goes on
    /// elsewhere in the row, does not count.
    fn takes_one(&self, place: usize, left: usize, step: &Move) -> bool {
        let n_sent = match step.follows {
            NONE => 0,
            follows => {
                let follows = &self.follows[follows as usize];
                if follows.begins.is_some() || !follows.replies.is_empty() {
                    return false;
                }
                follows.sends.len()
            }
        };
        let after = self.places[place].cell(step.cell);
        step.cost == Cost::Nothing && left == self.left(place, after) + n_sent + 1
    }

    fn left(&self, place: usize, cell: Cell) -> usize {
        self.places[place].n_messages(cell) + self.left_to_do(place, cell)
    }

    /// What the programs at home in a cell have left to do, with what that sends if all goes well.
    fn left_to_do(&self, place: usize, cell: Cell) -> usize {
        let programs = self.at_home[place].iter().enumerate();
        let left = programs.map(|(at, program)| {
            let n_done = self.standings.get(self.places[place].standing(cell.home, at)).n_done;
            let left = &self.plan.programs[*program as usize].acts[n_done as usize..];
            left.iter().map(|act| 1 + self.plan.sends(*act)).sum::<usize>()
        });
        left.sum()
    }

    fn add_messages(&mut self, place: usize, cell: Cell, moves: &mut Vec<Move>) {
        let runs = self.places[place].raw[cell.state as usize].1;
        let first = self.places[place].lacks(cell.inbox);
        for index in first.. {
            let Some((message, inbox)) = self.places[place].shorter(index) else { break };
            let without = Cell { inbox, ..cell };
            let alone = |this: &mut Self, cell, what, cost| {
                let happens = this.number_of_happening(place, what, None);
                Move { cell, follows: NONE, what, cost, happens }
            };
            if runs {
                let handled = self.handle_message(place, cell.state, message);
                if !self.only_arrives(place, without, handled, message) {
                    let arrives = What::Arrives(message);
                    moves.push(self.move_of(place, without, handled, arrives, Cost::Nothing));
                }
            } else {
                let gone = self.places[place].number(without);
                moves.push(alone(self, gone, What::Arrives(message), Cost::Nothing));
            }
            if self.budgets.has(Cost::Loss) {
                let gone = self.places[place].number(without);
                moves.push(alone(self, gone, What::IsLost(message), Cost::Loss));
            }
            if self.budgets.has(Cost::Copy) {
                let inbox = self.places[place].with_message(cell.inbox, message);
                let copied = self.places[place].number(Cell { inbox, ..cell });
                moves.push(alone(self, copied, What::IsCopied(message), Cost::Copy));
            }
        }
    }

    /// Puts down an arrival that changes nothing but the cell, if it is one. It leaves one thing less
    /// to happen.
    fn only_arrives(&mut self, place: usize, cell: Cell, handled: u32, message: u32) -> bool {
        let known = &self.handled[handled as usize];
        let only = self.past.is_none() && known.sends.is_empty() && known.replies.is_empty();
        if only {
            let place = &mut self.places[place];
            let cell = place.number(Cell { state: known.state, ..cell });
            place.becomes.push(cell);
            place.arrivals.push(message);
            self.greatest = self.greatest.max(cell);
        }
        only
    }

    /// The move by which a cell becomes what a replica makes of an input.
    pub(super) fn move_of(
        &mut self,
        place: usize,
        cell: Cell,
        handled: u32,
        what: What,
        cost: Cost,
    ) -> Move {
        let happens = self.number_of_happening(place, what, Some(handled));
        let known = &self.handled[handled as usize];
        let state = known.state;
        if known.sends.is_empty() && known.replies.is_empty() {
            let cell = self.places[place].number(Cell { state, ..cell });
            return Move { cell, follows: NONE, what, cost, happens };
        }
        let (sends, replies) = (known.sends.clone(), known.replies.clone());
        let mut home = self.places[place].home(cell.home);
        let mut follows = Follows { sends, ..Follows::default() };
        for (act, lesson) in replies {
            let program = self.program_of[act as usize];
            if let Some(at) = self.at_home[place].iter().position(|at| *at == program) {
                let lesson = self.standings.lesson(lesson);
                let program = &self.plan.programs[program as usize];
                let standing = self.standings.get(home.standings[at]).taught(lesson, program);
                home.standings[at] = self.standings.number(&standing);
            } else if let Some(at) = (0..).zip(&self.wanderers).find(|(_, at)| **at == program) {
                follows.replies.push((at.0, lesson));
            }
        }
        let home = self.places[place].number_of_home(&home);
        let cell = self.places[place].number(Cell { state, home, ..cell });
        Move { cell, follows: self.number_of_follows(follows), what, cost, happens }
    }

    pub(super) fn number_of_follows(&mut self, follows: Follows) -> u32 {
        if follows == Follows::default() {
            return NONE;
        }
        self.follows.push(follows);
        number_of(self.follows.len() - 1)
    }

    /// The faults of a replica, as far as there are any.
    fn add_faults(&mut self, place: usize, cell: Cell, moves: &mut Vec<Move>) {
        if !self.budgets.has(Cost::Crash) && !self.budgets.has(Cost::Gossip) {
            return;
        }
        let runs = self.places[place].raw[cell.state as usize].1;
        let home = self.places[place].home(cell.home);
        let by_fault = |this: &mut Self, is_down| {
            let home = Home { is_down_by_fault: is_down, ..home.clone() };
            Cell { home: this.places[place].number_of_home(&home), ..cell }
        };
        if runs && self.budgets.has(Cost::Crash) {
            let down = by_fault(self, true);
            let handled = self.handle(place, cell.state, &[4], || Input::Crash);
            moves.push(self.move_of(place, down, handled, What::Crashes, Cost::Crash));
        }
        if !runs && home.is_down_by_fault {
            let up = by_fault(self, false);
            let handled = self.handle(place, cell.state, &[5], || Input::Restart(Disk::Keep));
            moves.push(self.move_of(place, up, handled, What::Restarts, Cost::Nothing));
        }
        if runs && self.budgets.has(Cost::Gossip) {
            for with in self.plan.setting.replicas().filter(|with| with.index() != place) {
                let key = [6, with.0.into()];
                let handled = self.handle(place, cell.state, &key, || Input::Gossip(Some(with)));
                moves.push(self.move_of(place, cell, handled, What::Gossips(with), Cost::Gossip));
            }
        }
    }
}
