//! A message from its sending to its end: the chart's messages, arrivals, waits and losses.

use causal_core::replica::protocol::Message;
use causal_core::replica::rule::DiscardReason;
use causal_core::world::event::{Event, EventId, LossReason};
use causal_core::world::network::MessageId;

use super::super::chart::{Hold, Mark, MarkKind, MessageInFlight, Wait};
use super::super::reading::Turn;
use super::super::titles::{discard_in_words, named};
use super::ChartBuilder;
use crate::words;

impl ChartBuilder<'_> {
    pub(super) fn on_sent(
        &mut self,
        event: &Event,
        message: MessageId,
        what: &Message,
        held: bool,
        copy: bool,
    ) {
        let last = self.chart.columns.len().saturating_sub(1);
        // A broadcast leaves with its write; everything else leaves now.
        let dot = match what {
            Message::Write(write) => Some(write.dot),
            _ => None,
        };
        let write = dot.and_then(|dot| self.reading.write_of.get(&dot).copied());
        let column = write.map_or(last, |write| self.chart.marks[write].column);
        let hold = Hold { since: event.id, until: None, column };
        self.chart.index_of.insert(message, self.chart.messages.len());
        self.stands_for(event.id, write);
        let index = self.chart.messages.len();
        self.reading.open.messages.insert(index, ());
        if held {
            self.chart.journeys.push((index, Turn::Begins));
        }
        self.chart.messages.push(MessageInFlight {
            message,
            carries: words::carries(what),
            sent: event.id,
            column,
            is_copy: copy,
            end: None,
            ended: None,
            is_stub: false,
            holds: if held { vec![hold] } else { Vec::new() },
            loss: None,
        });
    }

    fn in_flight(&mut self, message: MessageId) -> Option<&mut MessageInFlight> {
        let index = *self.chart.index_of.get(&message)?;
        self.chart.messages.get_mut(index)
    }

    pub(super) fn on_held(&mut self, event: EventId, message: MessageId) {
        let column = self.chart.columns.len().saturating_sub(1);
        let Some(in_flight) = self.in_flight(message) else { return };
        in_flight.holds.push(Hold { since: event, until: None, column });
        if in_flight.holds.len() == 1
            && let Some(index) = self.chart.message_index(message)
        {
            self.chart.journeys.push((index, Turn::Begins));
        }
    }

    pub(super) fn on_released(&mut self, event: EventId, message: MessageId) {
        let hold = self.in_flight(message).and_then(|in_flight| in_flight.holds.last_mut());
        if let Some(hold) = hold.filter(|hold| hold.until.is_none()) {
            hold.until = Some(event);
        }
    }

    /// A message reaches its end.
    fn end_message(&mut self, message: MessageId, event: EventId, mark: usize, is_stub: bool) {
        if let Some(index) = self.chart.message_index(message) {
            self.chart.journeys.push((index, Turn::Ends));
            self.chart.ended_messages.push(index);
            self.reading.open.messages.remove(&index);
        }
        if let Some(in_flight) = self.in_flight(message) {
            (in_flight.end, in_flight.ended, in_flight.is_stub) =
                (Some(mark), Some(event), is_stub);
            if let Some(hold) = in_flight.holds.last_mut() {
                hold.until = hold.until.or(Some(event));
            }
        }
    }

    pub(super) fn on_lost(
        &mut self,
        event: &Event,
        message: MessageId,
        what: &Message,
        why: LossReason,
    ) {
        let sent_at = self.in_flight(message).map(|in_flight| (in_flight.sent, in_flight.column));
        let this_step =
            self.reading.stop.checked_sub(1).map_or(0, |before| self.chart.position(before));
        let stub_at = sent_at.filter(|(sent, _)| sent.index() >= this_step);
        let column = match stub_at {
            Some((_, column)) => column,
            None => self.column(event.id, false),
        };
        if let Some(in_flight) = self.in_flight(message) {
            in_flight.loss = Some(why);
        }
        let why = match why {
            LossReason::Cut => "the link is cut",
            LossReason::Chance => "by chance",
            LossReason::Dropped => "dropped",
            LossReason::ReceiverDown => "its receiver is down",
        };
        let link = words::link(message.link);
        let mark = self.mark(Mark {
            event: event.id,
            arrival: None,
            kind: MarkKind::Loss,
            replica: message.link.to,
            column,
            dot: what.write().map(|write| write.dot),
            message: Some(message),
            alarm: None,
            title: format!("{} lost on {link}: {why}", words::carries(what)),
        });
        self.end_message(message, event.id, mark, stub_at.is_some());
    }

    pub(super) fn on_received(&mut self, event: &Event, message: MessageId, what: &Message) {
        let Some(at) = event.replica else { return };
        let column = self.column(event.id, false);
        let mark = self.mark(Mark {
            event: event.id,
            arrival: None,
            kind: MarkKind::Arrival,
            replica: at,
            column,
            dot: what.write().map(|write| write.dot),
            message: Some(message),
            alarm: None,
            title: format!("{} arrives at {}", words::carries(what), self.setting.name(at)),
        });
        self.reading.arrival_of.insert(message, mark);
        self.end_message(message, event.id, mark, false);
    }

    pub(super) fn on_buffered(&mut self, event: EventId, message: MessageId, missing: Vec<String>) {
        let Some(&arrival) = self.reading.arrival_of.get(&message) else { return };
        let since = self.chart.marks[arrival].event;
        self.stands_for(event, Some(arrival));
        let Some(mark) = self.chart.marks.get_mut(arrival) else { return };
        let title = &mut mark.title;
        match missing.is_empty() {
            true => title.push_str(" and waits for ever"),
            false => title.push_str(&format!(" and waits for {}", missing.join(", "))),
        }
        let index = self.chart.waits.len();
        self.reading.wait_of.insert(message, index);
        self.reading.open.waits.insert(index, ());
        self.chart.waiting.push((index, Turn::Begins));
        self.chart.waits.push(Wait { arrival, end: None, since, until: None, missing });
    }

    /// A received write is delivered or thrown away: at once, or after a wait.
    pub(super) fn on_settled(
        &mut self,
        event: &Event,
        message: MessageId,
        why: Option<DiscardReason>,
    ) {
        let Some(&arrival) = self.reading.arrival_of.get(&message) else { return };
        let waited = self.reading.wait_of.get(&message).copied();
        match (waited, why) {
            (None, Some(why)) => return self.discard_at_once(event, arrival, why),
            (None, None) => {}
            (Some(wait), _) => self.end_wait(wait, event.id),
        }
        self.settle(event, arrival, why, waited.is_some());
    }

    /// A wait ends at the mark that comes next.
    fn end_wait(&mut self, index: usize, event: EventId) {
        let end = self.chart.marks.len();
        if let Some(wait) = self.chart.waits.get_mut(index) {
            (wait.end, wait.until) = (Some(end), Some(event));
        }
        self.reading.open.waits.remove(&index);
        self.chart.waiting.push((index, Turn::Ends));
        self.chart.ended_waits.push(index);
        self.chart.wait_ending_at.insert(end, index);
    }

    /// A mark of its own, in the column of the arrival if nothing came between.
    fn settle(&mut self, event: &Event, arrival: usize, why: Option<DiscardReason>, waited: bool) {
        let &Mark { column: arrived, replica, dot, message, .. } = &self.chart.marks[arrival];
        let is_at_once = !waited && arrived + 1 == self.chart.columns.len();
        let column = if is_at_once { arrived } else { self.column(event.id, false) };
        let name = self.setting.name(replica);
        let (kind, title) = match why {
            Some(why) => (MarkKind::Discard, discard_in_words(dot, &name, why)),
            None => (MarkKind::Delivery, format!("{} delivered at {name}", named(dot))),
        };
        self.mark(Mark {
            event: event.id,
            arrival: None,
            kind,
            replica,
            column,
            dot,
            message,
            title,
            alarm: None,
        });
    }

    /// The circle of the arrival gets its stroke.
    fn discard_at_once(&mut self, event: &Event, arrival: usize, why: DiscardReason) {
        let Some(mark) = self.chart.marks.get_mut(arrival) else { return };
        mark.title = discard_in_words(mark.dot, &self.setting.name(mark.replica), why);
        mark.kind = MarkKind::Discard;
        mark.arrival = Some(std::mem::replace(&mut mark.event, event.id));
        self.stands_for(event.id, Some(arrival));
    }
}
