//! What people do to a world: each action checks that it can apply before it changes anything.

use super::action::{Action, LinkChange, LinkSelector, MessageRef, Metadata, SessionName};
use super::error::ActionError;
use super::event::{EventId, EventKind, LossReason};
use super::network::{LinkId, LinkSetting, LinkState, MessageId};
use super::state::World;
use crate::clock::ReplicaId;
use crate::replica::protocol::{Input, Op, Request, Time};

impl World {
    pub(super) fn act(&mut self, action: Action) -> Result<(), ActionError> {
        match action {
            Action::Request { on, session, op, seen } => self.request(on, session, op, seen),
            Action::Link { links, change } => self.change_links(links, change),
            Action::Release(message) => self.release(message),
            Action::Hold(message) => self.hold(message),
            Action::Drop(message) => self.drop_message(message),
            Action::Duplicate(message) => {
                let id = self.find(message)?;
                self.duplicate(id);
                Ok(())
            }
            Action::Partition { groups } => self.partition(&groups),
            Action::Heal => {
                self.heal();
                Ok(())
            }
            Action::Crash(replica) => self.crash(replica),
            Action::Restart { replica, disk } => self.restart(replica, disk),
            Action::View { on, members } => self.set_view(on, members),
            Action::Join { replica, from } => self.join(replica, from),
            Action::Leave(replica) => self.leave(replica),
            Action::Gossip { from, with } => self.gossip(from, with),
            Action::Transfer { link } => self.transfer(link),
            Action::Skew { replica, ms } => self.administer(replica, Input::SetSkew(ms)),
            Action::Wait { ms } => self.wait(ms),
            Action::Note { text } => {
                self.record(None, None, EventKind::Noted { text });
                Ok(())
            }
        }
    }

    fn request(
        &mut self,
        on: ReplicaId,
        session: Option<SessionName>,
        op: Op,
        seen: Option<Metadata>,
    ) -> Result<(), ActionError> {
        self.must_run(on)?;
        if let Some(dot) = seen.as_ref().and_then(Metadata::impossible) {
            return Err(ActionError::NobodySaw(dot));
        }
        let is_brought = seen.is_some();
        let session = session.unwrap_or_else(|| on.to_string().into());
        let requested = EventId(self.next_event);
        let (id, metadata, stamp) = self.clients.begin(&session, on, requested, seen)?;
        let request = Request { id, op, metadata, stamp };
        let (op, metadata) = (request.op.clone(), request.metadata.clone());
        let kind = EventKind::Requested { request: id, session, op, metadata, is_brought };
        self.record(Some(on), None, kind);
        self.drive(on, Input::Request(request), None);
        Ok(())
    }

    fn change_links(&mut self, links: LinkSelector, change: LinkChange) -> Result<(), ActionError> {
        if let LinkChange::Latency(least, greatest) = change
            && least > greatest
        {
            return Err(ActionError::LatencyReversed);
        }
        for link in self.select(links)? {
            let mut setting = self.link(link).copied().expect("selected links exist");
            match change {
                LinkChange::State(state) => {
                    self.set_state(link, state);
                    continue;
                }
                LinkChange::Latency(least, greatest) => setting.latency_ms = (least, greatest),
                LinkChange::Loss(permille) => setting.loss_permille = permille,
                LinkChange::Duplicate(permille) => setting.duplicate_permille = permille,
                LinkChange::Fifo(fifo) => setting.fifo = fifo,
            }
            self.set_link(link, setting);
        }
        Ok(())
    }

    fn select(&self, links: LinkSelector) -> Result<Vec<LinkId>, ActionError> {
        let (first, both) = match links {
            LinkSelector::All => return Ok(self.setting.all_links().collect()),
            LinkSelector::One(link) => (link, false),
            LinkSelector::Both(link) => (link, true),
        };
        for replica in [first.from, first.to] {
            if !self.setting.has(replica) {
                return Err(ActionError::NoSuchReplica(replica));
            }
        }
        if first.from == first.to {
            return Err(ActionError::SelfLink(first.from));
        }
        let back = LinkId { from: first.to, to: first.from };
        Ok(if both { vec![first, back] } else { vec![first] })
    }

    /// Changes a link, unless it is so already.
    fn set_link(&mut self, link: LinkId, setting: LinkSetting) {
        let at = self.link_index(link).expect("selected links exist");
        let old = std::mem::replace(&mut self.links[at].setting, setting);
        if old != setting {
            self.record(None, None, EventKind::LinkChanged { link, setting });
        }
    }

    /// Changes whether a link carries messages; those on it follow.
    fn set_state(&mut self, link: LinkId, state: LinkState) {
        let setting = self.link(link).copied().expect("selected links exist");
        self.set_link(link, LinkSetting { state, ..setting });
        let on_link: Vec<MessageId> = self.messages_on(link).collect();
        match state {
            LinkState::Up => on_link.into_iter().for_each(|id| self.let_go(id, false)),
            LinkState::Held => on_link.into_iter().for_each(|id| self.stop(id)),
            LinkState::Cut => {}
        }
    }

    fn messages_on(&self, link: LinkId) -> impl Iterator<Item = MessageId> + '_ {
        self.flights.on(link).map(|flight| flight.envelope.id)
    }

    /// A held message travels on: by its link's opening when it is due, by hand at once. Does
    /// nothing to a message that is on its way, unless by hand.
    fn let_go(&mut self, id: MessageId, by_hand: bool) {
        let now = self.now;
        let flight = self.flights.get_mut(id).expect("the caller has seen the message");
        if !flight.envelope.held && !by_hand {
            return;
        }
        let due = if by_hand { now } else { flight.envelope.due.max(now) };
        flight.envelope.held = false;
        flight.envelope.due = due;
        let (before, was_background) = (flight.appointment.take(), flight.in_background);
        flight.in_background &= !by_hand;
        let in_background = flight.in_background;
        self.call_off(before, was_background);
        let appointment = self.expect(due, !by_hand, id, in_background);
        if let Some(flight) = self.flights.get_mut(id) {
            flight.appointment = Some(appointment);
        }
        self.record(None, None, EventKind::Released { message: id, due });
    }

    fn stop(&mut self, id: MessageId) {
        let flight = self.flights.get_mut(id).expect("the caller has seen the message");
        if flight.envelope.held {
            return;
        }
        flight.envelope.held = true;
        let (appointment, in_background) = (flight.appointment.take(), flight.in_background);
        self.call_off(appointment, in_background);
        self.record(None, None, EventKind::Held { message: id });
    }

    fn release(&mut self, message: MessageRef) -> Result<(), ActionError> {
        let id = self.find(message)?;
        self.let_go(id, true);
        Ok(())
    }

    fn hold(&mut self, message: MessageRef) -> Result<(), ActionError> {
        let id = self.find(message)?;
        if self.flights.get(id).is_some_and(|flight| flight.envelope.held) {
            return Err(ActionError::AlreadyHeld(id));
        }
        self.stop(id);
        Ok(())
    }

    fn drop_message(&mut self, message: MessageRef) -> Result<(), ActionError> {
        let id = self.find(message)?;
        let flight = self.forget_flight(id);
        let (sent, what) = (flight.sent, flight.envelope.what);
        let why = LossReason::Dropped;
        self.record(None, Some(sent), EventKind::Lost { message: id, what, why });
        Ok(())
    }

    /// The message that a reference means: on its way or held, the oldest of those that fit.
    fn find(&self, message: MessageRef) -> Result<MessageId, ActionError> {
        let found = match message {
            MessageRef::Id(id) => self.flights.get(id).map(|_| id),
            MessageRef::Next(link) => self.messages_on(link).next(),
            MessageRef::Write { dot, to } => {
                let fits = self.flights.iter().filter(|flight| {
                    flight.envelope.id.link.to == to && flight.envelope.carries(dot)
                });
                fits.min_by_key(|flight| flight.sent).map(|flight| flight.envelope.id)
            }
        };
        found.ok_or(ActionError::NoSuchMessage(message))
    }

    fn partition(&mut self, groups: &[Vec<ReplicaId>]) -> Result<(), ActionError> {
        let mut group_of: Vec<Option<usize>> = vec![None; self.replicas.len()];
        for (number, group) in groups.iter().enumerate() {
            for &replica in group {
                let entry =
                    group_of.get_mut(replica.index()).ok_or(ActionError::NoSuchReplica(replica))?;
                if entry.replace(number).is_some() {
                    return Err(ActionError::InTwoGroups(replica));
                }
            }
        }
        for link in self.setting.clone().all_links() {
            let (from, to) = (group_of[link.from.index()], group_of[link.to.index()]);
            if from.is_none() || from != to {
                self.set_state(link, LinkState::Cut);
            }
        }
        Ok(())
    }

    fn heal(&mut self) {
        for link in self.setting.clone().all_links() {
            if self.link(link).is_some_and(|setting| setting.state == LinkState::Cut) {
                self.set_state(link, LinkState::Up);
            }
        }
    }

    fn wait(&mut self, ms: Time) -> Result<(), ActionError> {
        self.pass(self.now.saturating_add(ms))?;
        self.record(None, None, EventKind::TimePassed);
        Ok(())
    }

    /// Time passes; going back in time does nothing.
    pub(super) fn pass(&mut self, until: Time) -> Result<(), ActionError> {
        if let Some((at, _)) = self.next_due().filter(|(at, _)| *at < until) {
            return Err(ActionError::DueFirst { at });
        }
        self.now = self.now.max(until);
        Ok(())
    }
}
