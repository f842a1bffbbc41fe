//! All that can happen in an exploration, worked out as far as it was needed.
//!
//! Here the real replicas are driven: once for each state and input, whatever the rest of the world
//! looks like. A world is a row of numbers: a cell for each replica, a standing for each program that
//! wanders between replicas, and what is left of the faults.

mod doing;
mod past;
mod sight;
mod wandering;
mod working_out;

use self::past::{Happening, Past};
use super::budgets::Budgets;
use super::interning::{Interner, NONE, PairMemo, number_of};
use super::naming::{Messages, Names};
use super::place::{Cell, Handled, Home, Place, Span};
use super::program::Plan;
use super::question::Question;
use super::row::Row;
use super::standing::{Lesson, Standing, Standings};
use super::steps::{Cost, Follows, Move, What};
use crate::clock::ReplicaId;
use crate::replica::Replica;
use crate::replica::canonical::Listing;
use crate::replica::protocol::{Effect, Input};
use crate::world::action::SessionName;

/// All that can happen, as far as it was worked out.
#[derive(Debug)]
pub(super) struct Model {
    pub(super) plan: Plan,
    pub(super) names: Names,
    pub(super) messages: Messages,
    pub(super) places: Vec<Place>,
    standings: Standings,
    inputs: Interner,
    handled: Vec<Handled>,
    follows: Vec<Follows>,
    budgets: Budgets,
    /// The program of each action.
    program_of: Vec<u32>,
    /// The programs at home at each replica.
    at_home: Vec<Vec<u32>>,
    /// The programs that wander, and what is known of each at each replica.
    wanderers: Vec<u32>,
    wandering: Vec<PairMemo>,
    taught: Vec<PairMemo>,
    /// The moves of those that wander.
    moves: Vec<Move>,
    words: Vec<u32>,
    /// Where the moves of a cell are gathered.
    found: Vec<Move>,
    /// In a box, for it is taken out and put back in each step.
    past: Option<Box<Past>>,
    /// Of each action whether it can be done in a state that was met.
    can: Vec<bool>,
    /// Whether every step so far has taken exactly one off what is left to happen: arrivals of what is
    /// on its way, and actions with the messages that each is expected to send.
    pub(super) is_graded: bool,
    /// What happens in each step that is found, while somebody wants to know.
    pub(super) noted: Option<Vec<(usize, What)>>,
    /// The greatest number so far that stands in a row.
    pub(super) greatest: u32,
}

impl Model {
    /// The replicas before anything has happened.
    pub(super) fn new(plan: Plan, question: &Question) -> Self {
        let n_replicas = plan.setting.names.len();
        let mut program_of = vec![0; plan.acts.len()];
        let mut at_home = vec![Vec::new(); n_replicas];
        let mut wanderers = Vec::new();
        for (number, program) in (0..).zip(&plan.programs) {
            program.acts.iter().for_each(|act| program_of[*act as usize] = number);
            match program.home {
                Some(home) => at_home[home.index()].push(number),
                None => wanderers.push(number),
            }
        }
        let n_wanderers = wanderers.len();
        let memos = |n: usize| (0..n).map(|_| PairMemo::default()).collect();
        Self {
            places: (0..n_replicas).map(|_| Place::default()).collect(),
            names: Names::default(),
            messages: Messages::default(),
            standings: Standings::default(),
            inputs: Interner::default(),
            handled: Vec::new(),
            follows: Vec::new(),
            budgets: Budgets::new(question),
            program_of,
            at_home,
            wanderers,
            wandering: memos(n_wanderers * n_replicas),
            taught: memos(n_wanderers),
            moves: Vec::new(),
            words: Vec::new(),
            found: Vec::new(),
            past: question
                .asks
                .predicate()
                .map(|is| Box::new(Past::new(is.clone(), &plan, question.budget))),
            can: vec![false; plan.acts.len()],
            noted: None,
            is_graded: true,
            greatest: 0,
            plan,
        }
    }

    /// How many numbers a row has.
    pub(super) fn width(&self) -> usize {
        self.past_at() + usize::from(self.past.is_some())
    }

    fn past_at(&self) -> usize {
        self.budget_at() + usize::from(self.budgets.are_there())
    }

    fn budget_at(&self) -> usize {
        self.places.len() + self.wanderers.len()
    }

    /// The row before anything has happened.
    pub(super) fn start<const W: usize>(&mut self) -> Row<W> {
        let mut row = Row::ZERO;
        let members = self.plan.setting.members();
        let n_replicas = self.plan.setting.n_replicas();
        for id in self.plan.setting.replicas() {
            let protocol = self.plan.setting.protocol;
            let mut replica = Replica::with_view(id, n_replicas, protocol, members.clone());
            replica.forget(self.plan.asked);
            let state = self.number_of_state(id, replica, true);
            let standing = self.standings.number(&Standing::default());
            let standings = vec![standing; self.at_home[id.index()].len()];
            let place = &mut self.places[id.index()];
            let home = Home { is_down_by_fault: false, standings };
            let home = place.number_of_home(&home);
            let (inbox, _) = place.inboxes.intern(&[]);
            row = row.with(id.index(), place.number(Cell { state, inbox, home }));
        }
        // The first standing is 0, and so are the whole budget and the first past.
        self.remember(row, row, None)
    }

    /// The number of a replica's state; the replica is kept if it is the first in that state.
    fn number_of_state(&mut self, id: ReplicaId, replica: Replica, runs: bool) -> u32 {
        self.words.clear();
        let mut listing = Listing::new(&mut self.words, &mut self.names);
        replica.describe(self.plan.asked, &mut listing);
        listing.number(runs.into());
        let place = &mut self.places[id.index()];
        let (state, is_new) = place.states.intern(&self.words);
        if is_new {
            place.raw.push((replica, runs));
        }
        state
    }

    /// What a replica in a state makes of an input, which `key` stands for.
    fn handle(&mut self, at: usize, state: u32, key: &[u32], input: impl FnOnce() -> Input) -> u32 {
        let key = self.inputs.intern(key).0 << 1 | 1;
        match self.places[at].handled.get(state, key) {
            Some(handled) => handled,
            None => self.handle_first(at, state, key, input()),
        }
    }

    /// What a replica in a state makes of a message.
    fn handle_message(&mut self, at: usize, state: u32, message: u32) -> u32 {
        if let Some(handled) = self.places[at].handled.get(state, message << 1) {
            return handled;
        }
        let (from, carried) = self.messages.get(message).clone();
        let input = Input::Message { from, message: carried };
        self.handle_first(at, state, message << 1, input)
    }

    fn handle_first(&mut self, at: usize, state: u32, key: u32, input: Input) -> u32 {
        let (mut replica, mut runs) = self.places[at].raw[state as usize].clone();
        match input {
            Input::Crash => runs = false,
            Input::Restart(_) => runs = true,
            _ => {}
        }
        let id = ReplicaId::from_index(at).expect("a replica of the setting");
        let effects = replica.handle(input, 0);
        replica.forget(self.plan.asked);
        let next = self.number_of_state(id, replica, runs);
        let (sends, replies) = (Vec::new(), Vec::new());
        let mut handled = Handled { state: next, sends, replies, effects: Vec::new() };
        for effect in &effects {
            match effect {
                Effect::Send { to, message } => {
                    let message = self.messages.number(id, message, &mut self.names);
                    handled.sends.push((to.0, message));
                }
                Effect::Reply { request, metadata, stamp, .. } => {
                    let matters = self.plan.asked.metadata;
                    let (metadata, stamp) =
                        if matters { (Some(metadata.clone()), *stamp) } else { (None, 0) };
                    let lesson = self.standings.number_of_lesson(Lesson { metadata, stamp });
                    handled.replies.push((request.0, lesson));
                }
                Effect::SetTimer { .. } | Effect::Record(_) => {}
            }
        }
        if self.past.is_some() {
            handled.effects = effects;
        }
        let number = number_of(self.handled.len());
        self.handled.push(handled);
        self.places[at].handled.set(state, key, number);
        number
    }

    #[inline]
    fn span(&mut self, place: usize, cell: u32) -> Span {
        let span = self.places[place].spans[cell as usize];
        if span.is_known() { span } else { self.work_out(place, cell) }
    }

    /// Every state that a state can become in one step at some replicas, and whether one of these
    /// steps has to happen.
    #[inline]
    pub(super) fn successors<const W: usize>(
        &mut self,
        row: Row<W>,
        at: std::ops::Range<usize>,
        next: &mut Vec<Row<W>>,
    ) -> bool {
        let mut must = false;
        for place in at {
            let cell = row.get(place);
            let span = self.span(place, cell);
            let arrivals = span.arrivals();
            must |= !arrivals.is_empty();
            if let Some(noted) = &mut self.noted {
                let messages = &self.places[place].arrivals[arrivals.clone()];
                noted.extend(messages.iter().map(|message| (place, What::Arrives(*message))));
            }
            let becomes = &self.places[place].becomes[arrivals];
            let rest = row.without(place);
            next.extend(becomes.iter().map(|cell| rest.and(place, *cell)));
            for index in span.moves() {
                let place_of_move = &self.places[place];
                let step = place_of_move.moves[place_of_move.becomes[index] as usize];
                must |= self.apply(row, place, step, next);
            }
        }
        must
    }

    /// What comes of a move in a state, unless it cannot be paid; whether it has to happen.
    fn apply<const W: usize>(
        &mut self,
        row: Row<W>,
        place: usize,
        step: Move,
        next: &mut Vec<Row<W>>,
    ) -> bool {
        let mut after = row.with(place, step.cell);
        if step.cost != Cost::Nothing {
            let at = self.budget_at();
            let Some(left) = self.budgets.pay(row.get(at), step.cost) else { return false };
            self.greatest = self.greatest.max(left);
            after = after.with(at, left);
        }
        if step.follows != NONE {
            after = self.follow(after, step.follows);
        }
        if step.happens != NONE {
            after = self.remember(row, after, Some(step.happens));
        }
        if let Some(noted) = &mut self.noted {
            noted.push((place, step.what));
        }
        next.push(after);
        step.what.must_happen()
    }

    /// The row with what is remembered once a step is over.
    fn remember<const W: usize>(
        &mut self,
        row: Row<W>,
        after: Row<W>,
        happens: Option<u32>,
    ) -> Row<W> {
        let at = self.past_at();
        let Some(mut past) = self.past.take() else { return after };
        let before = row.get(at);
        let next = happens.map_or(before, |happens| past.after(before, happens, self));
        let next = past.look(next, self, after);
        self.past = Some(past);
        self.greatest = self.greatest.max(next);
        after.with(at, next)
    }

    /// Whether what is asked for is so in a state.
    pub(super) fn judge<const W: usize>(&mut self, row: Row<W>) -> bool {
        let at = self.past_at();
        let Some(mut past) = self.past.take() else { return false };
        let is_so = past.judge(row.get(at), self, row);
        self.past = Some(past);
        is_so
    }

    /// How many things may still be looked at by who judges.
    pub(super) fn n_looks_left(&self) -> u64 {
        self.past.as_ref().map_or(u64::MAX, |past| past.n_looks_left())
    }

    /// The number of what happens by a move, if anybody remembers that.
    fn number_of_happening(&mut self, place: usize, what: What, handled: Option<u32>) -> u32 {
        let at = ReplicaId::from_index(place).expect("a replica of the setting").0;
        let past = self.past.as_mut();
        past.map_or(NONE, |past| past.number_of_happening(Happening { at, what, handled }))
    }

    /// Whether a single step may take much memory.
    pub(super) fn may_take_much(&self) -> bool {
        self.past.as_ref().is_some_and(|past| past.may_take_much())
    }

    /// All that came of an input.
    pub(super) fn effects_of(&self, handled: u32) -> &[Effect] {
        &self.handled[handled as usize].effects
    }

    /// The client whose action it is.
    pub(super) fn client_of(&self, act: u32) -> Option<&SessionName> {
        let program = *self.program_of.get(act as usize)?;
        self.plan.programs[program as usize].client.as_ref()
    }

    fn follow<const W: usize>(&mut self, mut row: Row<W>, follows: u32) -> Row<W> {
        let follows = follows as usize;
        for index in 0..self.follows[follows].sends.len() {
            let (to, message) = self.follows[follows].sends[index];
            let place = usize::from(to);
            let cell = self.places[place].receive(row.get(place), message);
            self.greatest = self.greatest.max(cell);
            row = row.with(place, cell);
        }
        if let Some((wanderer, standing)) = self.follows[follows].begins {
            row = row.with(self.places.len() + usize::from(wanderer), standing);
        }
        for index in 0..self.follows[follows].replies.len() {
            let (wanderer, lesson) = self.follows[follows].replies[index];
            let at = self.places.len() + usize::from(wanderer);
            row = row.with(at, self.teach(usize::from(wanderer), row.get(at), lesson));
        }
        row
    }

    /// Whether the programs at home at a replica are over.
    #[inline]
    pub(super) fn is_over(&mut self, place: usize, cell: u32) -> bool {
        match self.places[place].over[cell as usize] {
            Some(is_over) => is_over,
            None => self.ask_whether_over(place, cell),
        }
    }

    #[cold]
    fn ask_whether_over(&mut self, place: usize, cell: u32) -> bool {
        let home = self.places[place].cell(cell).home;
        let standings = &self.places[place].homes.get(home)[1..];
        let is_over = standings.iter().zip(&self.at_home[place]).all(|(standing, program)| {
            self.standings.get(*standing).is_over(&self.plan.programs[*program as usize])
        });
        self.places[place].over[cell as usize] = Some(is_over);
        is_over
    }

    /// The memory in use, in bytes: what comes of an input is taken for an eighth of a kilobyte, and
    /// for much more where somebody remembers it.
    pub(super) fn n_bytes(&self) -> usize {
        let per_input = if self.past.is_some() { 768 } else { 128 };
        let places: usize = self.places.iter().map(Place::n_bytes).sum();
        let memos = self.wandering.iter().chain(&self.taught).map(PairMemo::n_bytes);
        let n_moves = self.moves.capacity() * size_of::<Move>();
        let pasts = self.past.as_ref().map_or(0, |past| past.n_bytes());
        pasts
            + places
            + memos.sum::<usize>()
            + n_moves
            + self.inputs.n_bytes()
            + per_input * self.handled.len()
            + 96 * self.follows.len()
    }
}
