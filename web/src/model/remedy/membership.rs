//! What helps at a replica that has left: it has to be a member again before anything is taken over.

use causal_core::history::ReplicaMoment;
use causal_core::replica::protocol::Message;
use causal_core::world::network::LinkId;

use super::{Help, Remedy, Seeking, serves};

impl Seeking<'_> {
    /// A member that knows of the farewell takes the replica in; or it hears of that; or the
    /// replica hears that it has been taken in. Where all members are down, one starts again; where
    /// there is none any more, nothing helps.
    pub(super) fn help_to_membership(self, here: &ReplicaMoment) -> Option<Help> {
        let members = || self.moment.replicas.iter().filter(|one| serves(one));
        let joins = members().filter(|member| !member.view.has(self.at));
        let joined = self.best(&mut joins.map(|member| self.joining(member)));
        let is_taken_in = members().any(|member| member.view.stamp > here.view.stamp);
        let heard = || {
            self.first(&|envelope| {
                let LinkId { from, to } = envelope.id.link;
                let (me, other) = if is_taken_in { (to, from) } else { (from, to) };
                let is_member = self.moment.replica(other).is_some_and(serves);
                let speaks_of_views = matches!(
                    envelope.what,
                    Message::View { .. } | Message::Vector { .. } | Message::State(_)
                );
                me == self.at && is_member && speaks_of_views
            })
        };
        let told = || {
            let newer = members().filter(|one| !is_taken_in || one.view.stamp > here.view.stamp);
            self.best(&mut newer.map(|member| self.telling(member, is_taken_in)))
        };
        joined.or_else(heard).or_else(told).or_else(|| self.restart_of_a_member())
    }

    fn joining(self, member: &ReplicaMoment) -> (u32, Remedy) {
        let from = member.actor.replica;
        let remedy = Remedy::Join { replica: self.at, from };
        self.over(&[LinkId { from, to: self.at }], remedy)
    }

    /// The replica is told that it is a member, or tells that it is none.
    fn telling(self, member: &ReplicaMoment, is_taken_in: bool) -> (u32, Remedy) {
        let with = member.actor.replica;
        if is_taken_in {
            let link = LinkId { from: with, to: self.at };
            return self.over(&[link], Remedy::Snapshot(link));
        }
        let link = LinkId { from: self.at, to: with };
        self.over(&[link], Remedy::Gossip { from: self.at, with })
    }
}
