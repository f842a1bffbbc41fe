//! What helps at a replica that has left: it has to be a member again before anything is taken over.

use causal_core::history::ReplicaMoment;
use causal_core::replica::protocol::{Message, Phase};
use causal_core::world::network::{Envelope, LinkId};

use super::{Help, Remedy, Seeking};

impl Seeking<'_> {
    /// A member that knows of the farewell takes the replica in; or it hears of that; or the
    /// replica hears that it has been taken in. Where all members are down, one starts again; where
    /// there is none any more, nothing helps.
    pub(super) fn help_to_membership(self, here: &ReplicaMoment) -> Option<Help> {
        let serves = |member: &&ReplicaMoment| member.runs && member.phase == Phase::Serving;
        let members: Vec<&ReplicaMoment> = self.moment.replicas.iter().filter(serves).collect();
        let best = |offers: Vec<(u32, Help)>| {
            offers.into_iter().min_by_key(|(in_the_way, _)| *in_the_way).map(|(_, help)| help)
        };
        let joining = members.iter().filter(|member| !member.view.has(self.at));
        let joining = joining.map(|member| self.joining(member)).collect();
        let has_taken_in = |member: &&&ReplicaMoment| member.view.stamp > here.view.stamp;
        let taken_in: Vec<_> = members.iter().copied().filter(|one| has_taken_in(&one)).collect();
        let tells = |envelope: &&Envelope| {
            let LinkId { from, to } = envelope.id.link;
            let is_between = |one: &&ReplicaMoment| {
                let member = one.actor.replica;
                if taken_in.is_empty() {
                    from == self.at && to == member
                } else {
                    to == self.at && from == member
                }
            };
            speaks_of_views(&envelope.what) && members.iter().any(is_between)
        };
        best(joining)
            .or_else(|| self.first(tells))
            .or_else(|| match taken_in.is_empty() {
                true => best(members.iter().map(|member| self.telling(member)).collect()),
                false => best(taken_in.iter().map(|member| self.hearing(member)).collect()),
            })
            .or_else(|| self.restart_of_a_member())
    }

    fn joining(self, member: &ReplicaMoment) -> (u32, Help) {
        let from = member.actor.replica;
        let says = format!("Let {} join", self.name(self.at));
        let help = Help::new(Remedy::Join { replica: self.at, from }, says);
        self.over(LinkId { from, to: self.at }, help)
    }

    fn telling(self, member: &ReplicaMoment) -> (u32, Help) {
        let with = member.actor.replica;
        let remedy = Remedy::Gossip { from: self.at, with };
        let help = Help::new(remedy, format!("Gossip with {}", self.name(with)));
        self.over(LinkId { from: self.at, to: with }, help)
    }

    fn hearing(self, member: &ReplicaMoment) -> (u32, Help) {
        let link = LinkId { from: member.actor.replica, to: self.at };
        let says = format!("Snapshot from {}", self.name(link.from));
        self.over(link, Help::new(Remedy::Snapshot(link), says))
    }

    fn over(self, link: LinkId, help: Help) -> (u32, Help) {
        (self.in_the_way(link), self.healed(&[link], help))
    }
}

fn speaks_of_views(what: &Message) -> bool {
    matches!(what, Message::View { .. } | Message::Vector { .. } | Message::State(_))
}
