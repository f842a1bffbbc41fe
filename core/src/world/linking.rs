//! What people do to links: one by one, to all of them, or between groups. What is on a link follows.
//!
//! An action that is about all links is one event and costs no more with more replicas than they
//! themselves do: only the messages that it stops or lets go have events of their own.

use super::action::{LinkChange, LinkSelector};
use super::error::ActionError;
use super::event::EventKind;
use super::network::{LinkId, LinkState, MessageId};
use super::state::World;
use crate::clock::ReplicaId;

impl World {
    pub(super) fn change_links(
        &mut self,
        links: LinkSelector,
        change: LinkChange,
    ) -> Result<(), ActionError> {
        if let LinkChange::Latency(least, greatest) = change
            && least > greatest
        {
            return Err(ActionError::LatencyReversed);
        }
        match links {
            LinkSelector::All => {
                self.tell_links(EventKind::LinksChanged { change });
                let messages: Vec<MessageId> = self.envelopes().map(|on_way| on_way.id).collect();
                self.follow_links(messages, change);
            }
            LinkSelector::One(link) => {
                self.must_be_link(link)?;
                self.change_link(link, change);
            }
            LinkSelector::Both(link) => {
                self.must_be_link(link)?;
                self.change_link(link, change);
                self.change_link(LinkId { from: link.to, to: link.from }, change);
            }
        }
        Ok(())
    }

    fn must_be_link(&self, link: LinkId) -> Result<(), ActionError> {
        self.must_exist(link.from)?;
        self.must_exist(link.to)?;
        if link.from == link.to { Err(ActionError::SelfLink(link.from)) } else { Ok(()) }
    }

    /// Changes a link, unless it is so already; messages on it follow all the same.
    fn change_link(&mut self, link: LinkId, change: LinkChange) {
        let before = self.link(link).expect("the caller has seen the link");
        let setting = change.applied_to(before);
        if setting != before {
            self.tell_links(EventKind::LinkChanged { link, setting });
        }
        let messages = self.messages_on(link).collect();
        self.follow_links(messages, change);
    }

    /// Writes down how links behave from here on.
    fn tell_links(&mut self, kind: EventKind) {
        self.links.follow(&kind);
        self.record(None, None, kind);
    }

    /// Messages follow the links that they are on.
    fn follow_links(&mut self, messages: Vec<MessageId>, change: LinkChange) {
        match change {
            LinkChange::State(LinkState::Up) => {
                messages.into_iter().for_each(|id| self.let_go(id, false));
            }
            LinkChange::State(LinkState::Held) => messages.into_iter().for_each(|id| self.stop(id)),
            _ => {}
        }
    }

    pub(super) fn partition(&mut self, groups: &[Vec<ReplicaId>]) -> Result<(), ActionError> {
        let mut is_in_group = vec![false; self.replicas.len()];
        for &replica in groups.iter().flatten() {
            self.must_exist(replica)?;
            if std::mem::replace(&mut is_in_group[replica.index()], true) {
                return Err(ActionError::InTwoGroups(replica));
            }
        }
        let n_named: usize = groups.iter().map(Vec::len).sum();
        let n_alone = u16::try_from(self.replicas.len() - n_named).expect("limits keep it small");
        self.tell_links(EventKind::Partitioned { groups: groups.into(), n_alone });
        Ok(())
    }

    pub(super) fn heal(&mut self) {
        let is_cut = |id: &MessageId| {
            self.link(id.link).is_some_and(|setting| setting.state == LinkState::Cut)
        };
        let messages = self.envelopes().map(|on_way| on_way.id).filter(is_cut).collect();
        self.tell_links(EventKind::Healed);
        self.follow_links(messages, LinkChange::State(LinkState::Up));
    }
}

#[cfg(test)]
mod tests {
    use super::super::action::Action;
    use super::super::event::Event;
    use super::super::setting::Setting;
    use super::*;
    use crate::replica::protocol::Op;
    use crate::world::Choice;

    fn act(world: &mut World, action: Action) -> Vec<Event> {
        world.step(Choice::Act(action)).expect("the action can happen")
    }

    #[test]
    fn a_change_of_all_links_is_one_event_and_one_for_each_message_that_it_stops_or_lets_go() {
        let names = (0..256).map(|n| n.to_string()).collect();
        let mut world = World::new(Setting { names, ..Setting::default() });
        let all =
            |state| Action::Link { links: LinkSelector::All, change: LinkChange::State(state) };
        let one = |state| Action::Link {
            links: LinkSelector::One(LinkId { from: ReplicaId(0), to: ReplicaId(1) }),
            change: LinkChange::State(state),
        };
        let apart = Action::Partition { groups: vec![vec![ReplicaId(7), ReplicaId(9)]] };
        let op = Op::Put { key: "x".into(), value: "1".into() };
        act(&mut world, Action::Request { on: ReplicaId(0), session: None, op, seen: None });
        for (action, n_events) in [
            (all(LinkState::Held), 1 + 255),
            (all(LinkState::Held), 1),
            (all(LinkState::Up), 1 + 255),
            (apart.clone(), 1),
            (apart, 1),
            (all(LinkState::Held), 1 + 255),
            (one(LinkState::Cut), 1),
            (one(LinkState::Cut), 0),
            // Only what is held on the link that was cut is let go.
            (Action::Heal, 1 + 1),
            (Action::Heal, 1),
        ] {
            let events = act(&mut world, action.clone());
            assert_eq!(events.len(), n_events, "{action:?}");
        }
    }
}
