//! What people do to a world: each action checks that it can apply before it changes anything.

use super::action::{Action, MessageRef, Metadata, SessionName};
use super::error::ActionError;
use super::event::{EventId, EventKind, LossReason};
use super::network::{LinkId, MessageId};
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
            Action::Collect { replica, tombstones } => self.collect(replica, tombstones),
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

    pub(super) fn messages_on(&self, link: LinkId) -> impl Iterator<Item = MessageId> + '_ {
        self.messages.on(link).map(|in_flight| in_flight.envelope.id)
    }

    /// A held message travels on: by its link's opening when it is due, by hand at once. Does
    /// nothing to a message that is on its way, unless by hand.
    pub(super) fn let_go(&mut self, id: MessageId, by_hand: bool) {
        let now = self.now;
        let in_flight = self.messages.get_mut(id).expect("the caller has seen the message");
        if !in_flight.envelope.held && !by_hand {
            return;
        }
        let due = if by_hand { now } else { in_flight.envelope.due.max(now) };
        in_flight.envelope.held = false;
        in_flight.envelope.due = due;
        let (before, was_background) = (in_flight.scheduled.take(), in_flight.in_background);
        in_flight.in_background &= !by_hand;
        let in_background = in_flight.in_background;
        self.call_off(before, was_background);
        let scheduled = self.expect(due, !by_hand, id, in_background);
        if let Some(in_flight) = self.messages.get_mut(id) {
            in_flight.scheduled = Some(scheduled);
        }
        self.record(None, None, EventKind::Released { message: id, due });
    }

    pub(super) fn stop(&mut self, id: MessageId) {
        let in_flight = self.messages.get_mut(id).expect("the caller has seen the message");
        if in_flight.envelope.held {
            return;
        }
        in_flight.envelope.held = true;
        let (scheduled, in_background) = (in_flight.scheduled.take(), in_flight.in_background);
        self.call_off(scheduled, in_background);
        self.record(None, None, EventKind::Held { message: id });
    }

    fn release(&mut self, message: MessageRef) -> Result<(), ActionError> {
        let id = self.find(message)?;
        self.let_go(id, true);
        Ok(())
    }

    fn hold(&mut self, message: MessageRef) -> Result<(), ActionError> {
        let id = self.find(message)?;
        if self.messages.get(id).is_some_and(|in_flight| in_flight.envelope.held) {
            return Err(ActionError::AlreadyHeld(id));
        }
        self.stop(id);
        Ok(())
    }

    fn drop_message(&mut self, message: MessageRef) -> Result<(), ActionError> {
        let id = self.find(message)?;
        let in_flight = self.forget_message(id);
        let (sent, what) = (in_flight.sent, in_flight.envelope.what);
        let why = LossReason::Dropped;
        self.record(None, Some(sent), EventKind::Lost { message: id, what, why });
        Ok(())
    }

    /// The message that a reference means: on its way or held, the oldest of those that fit.
    fn find(&self, message: MessageRef) -> Result<MessageId, ActionError> {
        let found = match message {
            MessageRef::Id(id) => self.messages.get(id).map(|_| id),
            MessageRef::Next(link) => self.messages_on(link).next(),
            MessageRef::Write { dot, to } => {
                let fits = self.messages.iter().filter(|in_flight| {
                    in_flight.envelope.id.link.to == to && in_flight.envelope.carries(dot)
                });
                fits.min_by_key(|in_flight| in_flight.sent).map(|in_flight| in_flight.envelope.id)
            }
        };
        found.ok_or(ActionError::NoSuchMessage(message))
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
