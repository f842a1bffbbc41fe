//! Which peers answer: pings, and what follows from their silence.

use litemap::LiteMap;

use super::Replica;
use crate::clock::ReplicaId;
use crate::replica::canonical::Listing;
use crate::replica::mistakes::Mistake;
use crate::replica::protocol::{Effect, Message, Occurrence, Time, Timer};

/// So many pings without an answer make a peer count as down.
const MISSED_PONGS: u8 = 3;

/// What a replica thinks of its peers.
#[derive(Clone, Debug, Default)]
pub(super) struct Peers {
    /// How many pings each has left without an answer; those that answered are not there.
    silent_for: LiteMap<ReplicaId, u8>,
    /// Whose turn it was last.
    last_turn: Option<ReplicaId>,
}

impl Peers {
    pub(super) fn is_down(&self, peer: ReplicaId) -> bool {
        self.silent_for.get(&peer).is_some_and(|missed| *missed > MISSED_PONGS)
    }

    /// A ping goes out; says whether the peer counts as down from now on.
    fn ping(&mut self, peer: ReplicaId, may_miss: u8) -> bool {
        let missed = self.silent_for.entry(peer).or_insert(0);
        let was_up = *missed <= may_miss;
        *missed = missed.saturating_add(1).min(may_miss + 1);
        was_up && *missed > may_miss
    }

    /// A pong arrives; says whether the peer was down.
    fn pong(&mut self, peer: ReplicaId) -> bool {
        self.silent_for.remove(&peer).is_some_and(|missed| missed > MISSED_PONGS)
    }

    /// Writes down what it thinks, and whose turn it is next.
    pub(super) fn describe(&self, listing: &mut Listing<'_>) {
        for (peer, missed) in self.silent_for.iter() {
            listing.number(u32::from(peer.0) << 8 | u32::from(*missed));
        }
        listing.number(self.last_turn.map_or(u32::MAX, |peer| u32::MAX - 1 - u32::from(peer.0)));
    }

    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }

    pub(super) fn forget_all_but(&mut self, members: &[ReplicaId]) {
        self.silent_for.retain(|peer, _| members.contains(peer));
    }
}

impl Replica {
    /// The members of the view without this replica.
    pub(super) fn others(&self) -> impl Iterator<Item = ReplicaId> + '_ {
        self.view.members.iter().copied().filter(|peer| *peer != self.me.replica)
    }

    /// The other members that do not count as down.
    pub(super) fn peers_up(&self) -> Vec<ReplicaId> {
        self.others().filter(|peer| !self.peers.is_down(*peer)).collect()
    }

    /// The peer whose turn it is.
    pub(super) fn next_peer(&mut self) -> Option<ReplicaId> {
        let peers = self.peers_up();
        self.next_of(&peers)
    }

    /// Whose turn it is among some peers.
    pub(super) fn next_of(&mut self, peers: &[ReplicaId]) -> Option<ReplicaId> {
        let last = self.peers.last_turn;
        let next = peers.iter().filter(|peer| last.is_none_or(|last| **peer > last)).min();
        let next = next.or(peers.iter().min()).copied();
        self.peers.last_turn = next.or(last);
        next
    }

    pub(super) fn on_health_timer(&mut self, now: Time, effects: &mut Vec<Effect>) {
        let others: Vec<ReplicaId> = self.others().collect();
        let for_good = self.makes(Mistake::EvictsForGood);
        let may_miss = if for_good { 1 } else { MISSED_PONGS };
        for to in others {
            if self.peers.ping(to, may_miss) {
                effects.push(Effect::Record(Occurrence::PeerDown { peer: to }));
                if for_good {
                    self.evict_for_good(to, effects);
                    continue;
                }
            }
            effects.push(Effect::Send { to, message: Message::Ping });
        }
        if let Some(every) = self.protocol.health_ms {
            let at = now.saturating_add(every);
            effects.push(Effect::SetTimer { at, timer: Timer::Health });
        }
    }

    pub(super) fn on_pong(&mut self, from: ReplicaId, effects: &mut Vec<Effect>) {
        if self.peers.pong(from) {
            effects.push(Effect::Record(Occurrence::PeerUp { peer: from }));
            self.tell(from, true, effects);
        }
    }
}
