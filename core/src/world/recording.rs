//! Carries out what replicas want done, and writes down what happened.

use super::event::{Event, EventId, EventKind, LossReason};
use super::event_queue::Due;
use super::in_flight::InFlight;
use super::network::{Envelope, LinkId, LinkSetting, LinkState, MessageId};
use super::state::World;
use crate::clock::{Dot, ReplicaId};
use crate::replica::protocol::{Effect, Input, Message, Occurrence, Time, Timer};
use crate::replica::rule::DiscardReason;

impl World {
    /// Hands an input to a replica and carries out its effects; what it sends stems from what it
    /// wrote down last, or else from `cause`.
    pub(super) fn drive(&mut self, at: ReplicaId, input: Input, cause: Option<EventId>) {
        let mut accepted = None;
        let before = self.next_event;
        for effect in self.replicas[at.index()].handle(input, self.now) {
            match effect {
                Effect::Record(occurrence) => {
                    let id = self.record_occurrence(at, occurrence, cause);
                    accepted = id.or(accepted);
                }
                Effect::Send { to, message } => {
                    let last = (self.next_event > before).then(|| EventId(self.next_event - 1));
                    let cause = accepted.or(cause).or(last);
                    self.send(LinkId { from: at, to }, message, cause);
                }
                Effect::SetTimer { at: time, timer } => {
                    let timeout = self.queue.schedule(time, true, Due::Timer(at, timer));
                    if let Timer::SessionTimeout(request) = timer {
                        self.clients.set_timeout(request, timeout);
                    }
                }
                Effect::Reply { request, answer, metadata, stamp } => {
                    let cause = self.clients.requested(request);
                    if let Some(timeout) = self.clients.end(request, &metadata, stamp) {
                        self.queue.remove(&timeout);
                    }
                    let kind = EventKind::Replied { request, answer, metadata, stamp };
                    self.record(Some(at), cause, kind);
                }
            }
        }
    }

    pub(super) fn record(
        &mut self,
        replica: Option<ReplicaId>,
        cause: Option<EventId>,
        kind: EventKind,
    ) -> EventId {
        let id = EventId(self.next_event);
        self.next_event += 1;
        self.recorded.push(Event { id, at: self.now, replica, cause, kind });
        id
    }

    /// Writes down what a replica says happened; the id of an accepted write's event comes back.
    fn record_occurrence(
        &mut self,
        at: ReplicaId,
        what: Occurrence,
        received: Option<EventId>,
    ) -> Option<EventId> {
        let (message, cause) = self.origin(at, &what, received);
        let is_accepted = matches!(what, Occurrence::Accepted { .. });
        let id = self.record(Some(at), cause, EventKind::Recorded { message, what });
        is_accepted.then_some(id)
    }

    /// The message that something in a replica is about, and the event that it stems from.
    fn origin(
        &mut self,
        at: ReplicaId,
        what: &Occurrence,
        received: Option<EventId>,
    ) -> (Option<MessageId>, Option<EventId>) {
        match what {
            Occurrence::Accepted { request, .. }
            | Occurrence::Parked { request, .. }
            | Occurrence::Rejected { request, .. } => (None, self.clients.requested(*request)),
            Occurrence::Buffered { write, .. } => {
                let newest = self.arrivals(at, write.dot).last();
                let (received, message) = newest.expect("it has just arrived");
                (Some(message), Some(received))
            }
            Occurrence::Delivered { write } => self.settle(at, write.dot, false),
            Occurrence::Discarded { write, why } => {
                self.settle(at, write.dot, *why == DiscardReason::AlreadyWaiting)
            }
            Occurrence::Conflict { .. } => (None, self.recorded.last().map(|event| event.id)),
            Occurrence::StateMerged { .. } => (self.message_of(received), received),
            Occurrence::Joined { .. }
            | Occurrence::Crashed
            | Occurrence::Restarted { .. }
            | Occurrence::ViewChanged { .. }
            | Occurrence::PeerDown { .. }
            | Occurrence::PeerUp { .. }
            | Occurrence::Pruned { .. }
            | Occurrence::Collected { .. }
            | Occurrence::SkewSet { .. }
            | Occurrence::Erred { .. } => (None, received),
        }
    }

    /// The message that a receipt was of.
    fn message_of(&self, received: Option<EventId>) -> Option<MessageId> {
        let event = self.recorded.iter().find(|event| Some(event.id) == received);
        event.and_then(|event| event.kind.message())
    }

    /// The receipts of a write that have not been dealt with, in order, with their messages.
    fn arrivals(&self, at: ReplicaId, dot: Dot) -> impl Iterator<Item = (EventId, MessageId)> + '_ {
        let from = self.undelivered.iter_from(&(at, dot, EventId(0)));
        let of_write = from.take_while(move |((there, name, _), _)| (*there, *name) == (at, dot));
        of_write.map(|((_, _, received), message)| (*received, *message))
    }

    /// Which receipt of a write is now dealt with: the oldest, or the newest if that one was
    /// thrown away because an older copy waits; none if the write was the replica's own.
    fn settle(
        &mut self,
        at: ReplicaId,
        dot: Dot,
        newest: bool,
    ) -> (Option<MessageId>, Option<EventId>) {
        let taken = {
            let mut arrivals = self.arrivals(at, dot);
            if newest { arrivals.last() } else { arrivals.next() }
        };
        match taken {
            Some((received, message)) => {
                self.undelivered.remove(&(at, dot, received));
                (Some(message), Some(received))
            }
            None => (None, self.recorded.last().map(|event| event.id)),
        }
    }

    fn send(&mut self, link: LinkId, what: Message, cause: Option<EventId>) {
        let setting = self.link(link).expect("replicas send to other replicas of the run");
        let is_cut = setting.state == LinkState::Cut;
        let is_lost = is_cut || self.rng.happens(setting.loss_permille);
        let held = setting.state == LinkState::Held;
        let (message, due) = self.next_on_link(link, setting);
        let kind = EventKind::Sent { message, what: what.clone(), due, held };
        let sent = self.record(Some(link.from), cause, kind);
        if is_lost {
            let why = if is_cut { LossReason::Cut } else { LossReason::Chance };
            self.record(None, Some(sent), EventKind::Lost { message, what, why });
            return;
        }
        let in_background = self.in_background;
        self.put_in_flight(Envelope { id: message, what, due, held }, sent, in_background);
        if self.rng.happens(setting.duplicate_permille) {
            self.duplicate(message);
        }
    }

    /// Numbers the next message of a link and rolls when it arrives.
    fn next_on_link(&mut self, link: LinkId, setting: LinkSetting) -> (MessageId, Time) {
        let (least, greatest) = setting.latency_ms;
        let spread = greatest.saturating_sub(least);
        let extra = if spread == 0 { 0 } else { self.rng.below(spread.saturating_add(1)) };
        let sent = self.traffic.on(link);
        let mut due = self.now.saturating_add(least).saturating_add(extra);
        if setting.fifo {
            due = due.max(sent.last_due);
        }
        sent.last_due = sent.last_due.max(due);
        sent.n_sent += 1;
        (MessageId { link, number: sent.n_sent }, due)
    }

    /// Puts a copy of a message on the same link; it shares the fate of being held.
    pub(super) fn duplicate(&mut self, original: MessageId) {
        let in_flight = self.messages.get(original).expect("the caller has seen the message");
        let Envelope { what, held, .. } = in_flight.envelope.clone();
        let (sent, in_background) = (in_flight.sent, in_flight.in_background);
        let setting = self.link(original.link).expect("the message is on this link");
        let (copy, due) = self.next_on_link(original.link, setting);
        let kind = EventKind::Duplicated { original, copy, what: what.clone(), due, held };
        let event = self.record(None, Some(sent), kind);
        self.put_in_flight(Envelope { id: copy, what, due, held }, event, in_background);
    }

    fn put_in_flight(&mut self, envelope: Envelope, sent: EventId, in_background: bool) {
        let (id, due, held) = (envelope.id, envelope.due, envelope.held);
        let scheduled = (!held).then(|| self.expect(due, true, id, in_background));
        self.messages.push(InFlight { envelope, sent, in_background, scheduled });
    }
}
