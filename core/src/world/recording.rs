//! Carries out what replicas want done, and writes down what happened.

use std::sync::Arc;

use super::agenda::Due;
use super::event::{Event, EventId, EventKind, LossReason};
use super::flights::Flight;
use super::network::{Envelope, LinkId, LinkState, MessageId};
use super::state::{Arrival, World};
use crate::clock::{Dot, ReplicaId};
use crate::replica::protocol::{Effect, Input, Message, Occurrence, RequestId, Time, Timer, Write};
use crate::replica::rule::DiscardReason;

impl World {
    /// Hands an input to a replica and carries out its effects.
    pub(super) fn drive(&mut self, at: ReplicaId, input: Input) {
        let mut accepted = None;
        for effect in self.replicas[at.index()].handle(input, self.now) {
            match effect {
                Effect::Record(occurrence) => {
                    let id = self.record_occurrence(at, occurrence);
                    accepted = id.or(accepted);
                }
                Effect::Send { to, message: Message::Write(write) } => {
                    let cause = accepted.expect("a replica names a write before it sends it");
                    self.send(LinkId { from: at, to }, write, cause);
                }
                Effect::SetTimer { at: time, timer } => {
                    self.agenda.appoint(time, true, Due::Timer(at, timer));
                }
                Effect::Reply { request, answer, metadata } => {
                    let cause = self.clients.requested(request);
                    self.clients.end(request, &metadata);
                    self.cancel_timeout(at, request);
                    self.record(Some(at), cause, EventKind::Replied { request, answer, metadata });
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
    fn record_occurrence(&mut self, at: ReplicaId, occurrence: Occurrence) -> Option<EventId> {
        let cause_of = |world: &Self, request| world.clients.requested(request);
        match occurrence {
            Occurrence::Accepted { request, write } => {
                let cause = cause_of(self, request);
                return Some(self.record(Some(at), cause, EventKind::Accepted { request, write }));
            }
            Occurrence::Parked { request, missing } => {
                let cause = cause_of(self, request);
                self.record(Some(at), cause, EventKind::Parked { request, missing });
            }
            Occurrence::Rejected { request, why } => {
                let cause = cause_of(self, request);
                self.record(Some(at), cause, EventKind::Rejected { request, why });
            }
            Occurrence::Buffered { write, missing } => {
                let newest = self.arrivals(at, write.dot).back().copied();
                let Arrival { message, received } = newest.expect("it has just arrived");
                let kind = EventKind::Buffered { message, write, missing };
                self.record(Some(at), Some(received), kind);
            }
            Occurrence::Delivered { write } => {
                let Arrival { message, received } = self.settle(at, write.dot, false);
                self.record(Some(at), Some(received), EventKind::Delivered { message, write });
            }
            Occurrence::Discarded { write, why } => {
                let is_newest = why == DiscardReason::AlreadyWaiting;
                let Arrival { message, received } = self.settle(at, write.dot, is_newest);
                let kind = EventKind::Discarded { message, write, why };
                self.record(Some(at), Some(received), kind);
            }
            Occurrence::Conflict { key, siblings } => {
                let cause = self.recorded.last().map(|event| event.id);
                self.record(Some(at), cause, EventKind::Conflict { key, siblings });
            }
        }
        None
    }

    fn arrivals(&mut self, at: ReplicaId, dot: Dot) -> &mut std::collections::VecDeque<Arrival> {
        self.undelivered.entry((at, dot)).or_default()
    }

    /// Which receipt of a write is now dealt with: the oldest, or the newest if that one was
    /// thrown away because an older copy waits.
    fn settle(&mut self, at: ReplicaId, dot: Dot, newest: bool) -> Arrival {
        let arrivals = self.arrivals(at, dot);
        let taken = if newest { arrivals.pop_back() } else { arrivals.pop_front() };
        if arrivals.is_empty() {
            self.undelivered.remove(&(at, dot));
        }
        taken.expect("replicas deal with what they received, once")
    }

    fn cancel_timeout(&mut self, at: ReplicaId, request: RequestId) {
        let what = Due::Timer(at, Timer::SessionTimeout(request));
        self.agenda.remove_all(|due| due == what);
    }

    fn send(&mut self, link: LinkId, write: Arc<Write>, cause: EventId) {
        let at = self.link_index(link).expect("replicas send to other replicas of the run");
        let setting = self.links[at].setting;
        let is_cut = setting.state == LinkState::Cut;
        let is_lost = is_cut || self.dice.happens(setting.loss_permille);
        let held = setting.state == LinkState::Held;
        let (message, due) = self.next_on_link(at, link);
        let kind = EventKind::Sent { message, write: Arc::clone(&write), due, held };
        let sent = self.record(Some(link.from), Some(cause), kind);
        if is_lost {
            let why = if is_cut { LossReason::Cut } else { LossReason::Chance };
            self.record(None, Some(sent), EventKind::Lost { message, write, why });
            return;
        }
        self.put_in_flight(Envelope { id: message, write, due, held }, sent);
        if self.dice.happens(setting.duplicate_permille) {
            self.duplicate(message);
        }
    }

    /// Numbers the next message of a link and rolls when it arrives.
    fn next_on_link(&mut self, at: usize, link: LinkId) -> (MessageId, Time) {
        let setting = self.links[at].setting;
        let (least, greatest) = setting.latency_ms;
        let spread = greatest.saturating_sub(least);
        let extra = if spread == 0 { 0 } else { self.dice.below(spread.saturating_add(1)) };
        let state = &mut self.links[at];
        let mut due = self.now.saturating_add(least).saturating_add(extra);
        if setting.fifo {
            due = due.max(state.last_due);
        }
        state.last_due = state.last_due.max(due);
        state.n_sent += 1;
        (MessageId { link, number: state.n_sent }, due)
    }

    /// Puts a copy of a message on the same link; it shares the fate of being held.
    pub(super) fn duplicate(&mut self, original: MessageId) {
        let flight = self.flights.get(original).expect("the caller has seen the message");
        let Envelope { write, held, .. } = flight.envelope.clone();
        let sent = flight.sent;
        let at = self.link_index(original.link).expect("the message is on this link");
        let (copy, due) = self.next_on_link(at, original.link);
        let (write, kept) = (Arc::clone(&write), write);
        let kind = EventKind::Duplicated { original, copy, write, due, held };
        let event = self.record(None, Some(sent), kind);
        self.put_in_flight(Envelope { id: copy, write: kept, due, held }, event);
    }

    fn put_in_flight(&mut self, envelope: Envelope, sent: EventId) {
        let (id, due, held) = (envelope.id, envelope.due, envelope.held);
        let appointment = (!held).then(|| self.agenda.appoint(due, true, Due::Message(id)));
        self.flights.push(Flight { envelope, sent, appointment });
    }
}
