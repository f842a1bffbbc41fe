//! How a replica without a state gets one: it asks the members in turn. Where nobody has a state
//! any more, the joiners find that out in two rounds, and one of them takes part as it is. No paper is
//! behind this: the rounds are this project's own, and random worlds are what they were tried on.

use litemap::LiteMap;

use super::Replica;
use crate::clock::ReplicaId;
use crate::replica::canonical::Listing;
use crate::replica::mistakes::Mistake;
use crate::replica::protocol::{Conflicts, Effect, Message, Occurrence, Stateless, Time, Timer};
use crate::replica::report::Report;
use crate::replica::store::NEW_ERA;
use crate::replica::view::Phase;

/// How long a joining replica waits for a state before it asks again, in milliseconds.
pub(super) const ASKS_AGAIN_MS: Time = 1000;

/// Who has answered a joiner that it has no state either. A member that served when the first of
/// two rounds was complete would have to lose its disk to answer so in the second, and would answer
/// as another incarnation: two rounds with the same answers say that nobody serves.
#[derive(Clone, Debug, Default)]
pub(super) struct Rounds {
    number: u32,
    answers: LiteMap<ReplicaId, Stateless>,
    before: LiteMap<ReplicaId, Stateless>,
}

impl Rounds {
    /// Writes down who has answered what.
    pub(super) fn describe(&self, listing: &mut Listing<'_>) {
        listing.number(self.number);
        for answers in [&self.answers, &self.before] {
            listing.length(answers.len());
            for (id, of) in answers.iter() {
                listing.number(u32::from(id.0) << 1 | u32::from(of.joins));
                listing.actor(of.actor);
            }
        }
    }
}

impl Replica {
    /// Asks the next member for its state, as long as there is none here.
    pub(super) fn ask_for_state(&mut self, now: Time, effects: &mut Vec<Effect>) {
        if self.phase != Phase::Joining {
            return;
        }
        for to in self.next_to_ask() {
            self.ask(to, effects);
        }
        let at = now.saturating_add(ASKS_AGAIN_MS);
        effects.push(Effect::SetTimer { at, timer: Timer::Join });
    }

    /// Asks a peer for its state.
    pub(super) fn ask(&self, to: ReplicaId, effects: &mut Vec<Effect>) {
        let (report, view, round) = (self.report(), self.view.clone(), self.rounds.number);
        effects.push(Effect::Send { to, message: Message::StateRequest { report, view, round } });
    }

    /// A peer wants a state: it gets it, and is known from now on; or it hears that there is none.
    pub(super) fn on_state_request(
        &mut self,
        from: ReplicaId,
        round: u32,
        effects: &mut Vec<Effect>,
    ) {
        if self.phase == Phase::Serving {
            return self.send_state(from, effects);
        }
        let of = Stateless { actor: self.me, joins: self.phase == Phase::Joining };
        let view = self.view.clone();
        effects.push(Effect::Send { to: from, message: Message::NoState { of, view, round } });
    }

    /// A peer has no state either.
    pub(super) fn on_no_state(
        &mut self,
        from: ReplicaId,
        of: Stateless,
        round: u32,
        effects: &mut Vec<Effect>,
    ) {
        let counts = round == self.rounds.number && self.view.has(from);
        if self.phase != Phase::Joining || !counts {
            return;
        }
        self.rounds.answers.insert(from, of);
        if self.others().any(|member| !self.rounds.answers.contains_key(&member)) {
            return;
        }
        let answers = std::mem::take(&mut self.rounds.answers);
        let is_same = answers == self.rounds.before;
        let is_first = answers.iter().all(|(id, of)| !of.joins || *id > self.me.replica);
        self.begin_round();
        self.rounds.before = answers;
        if is_same && is_first {
            self.take_part(effects);
            let others: Vec<ReplicaId> = self.others().collect();
            others.into_iter().for_each(|other| self.send_state(other, effects));
        }
    }

    /// Begins to serve without anybody's state.
    pub(super) fn take_part(&mut self, effects: &mut Vec<Effect>) {
        self.phase = Phase::Serving;
        self.begin_an_era();
        effects.push(Effect::Record(Occurrence::Joined { brought_up: false }));
    }

    /// Who has lost its state, or has left, and serves again without having been brought up is
    /// unknown elsewhere: its writes must not lose to what others have long forgotten.
    pub(super) fn begin_an_era(&mut self) {
        if std::mem::take(&mut self.needs_state) && self.protocol.conflicts == Conflicts::Lww {
            self.stamp = self.stamp.max(NEW_ERA);
        }
    }

    /// Whether a state brings this replica up: one of a replica that serves, and that will count on
    /// this one from now on.
    pub(super) fn is_brought_up_by(&self, giver: &Report) -> bool {
        giver.known.has(self.me, self.n_returns)
    }

    /// Asks everybody anew: answers to earlier requests do not count, nor those under another view.
    pub(super) fn begin_round(&mut self) {
        self.rounds = Rounds { number: self.rounds.number + 1, ..Rounds::default() };
    }

    /// Whom a joining replica asks for a state: the next member, or by mistake all of them. One that
    /// does not answer pings is asked as well: it may be the only one with a state.
    fn next_to_ask(&mut self) -> Vec<ReplicaId> {
        if self.makes(Mistake::LastStateWins) {
            return self.peers_up();
        }
        let others: Vec<ReplicaId> = self.others().collect();
        self.next_of(&others).into_iter().collect()
    }
}
