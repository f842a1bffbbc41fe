//! A message from its sending to its end: the chart's messages, arrivals, waits and losses.

use causal_core::clock::{Dot, ReplicaId, VersionVector};
use causal_core::replica::missing_dots;
use causal_core::replica::protocol::{Message, State};
use causal_core::replica::rule::DiscardReason;
use causal_core::world::event::{Event, EventId, LossReason};
use causal_core::world::network::MessageId;

use super::super::chart::{Hold, Mark, MarkKind, MessageInFlight, NoteKind, Purpose, Wait};
use super::super::reading::Turn;
use super::super::titles::discard_in_words;
use super::{ChartBuilder, notes};
use crate::words;

impl ChartBuilder<'_> {
    /// The mark from which a message leaves: its write, or what happens at its sender just now. Where
    /// nothing does, a mark says that something is sent.
    pub(super) fn start_of(&mut self, event: &Event, id: MessageId, what: &Message) -> usize {
        let from = id.link.from;
        let chart = &self.chart;
        let is_at = |mark: &usize| chart.marks[*mark].replica == from;
        let written = match what {
            Message::Write(write) => self.reading.write_of.get(&write.dot).copied().filter(is_at),
            _ => None,
        };
        let stop = self.reading.stop;
        let mut of_stop = (0..chart.marks.len())
            .rev()
            .take_while(|mark| chart.columns[chart.marks[*mark].column].stop == stop);
        let leaves = |mark: &usize| chart.marks[*mark].kind.is_on_lifeline() && is_at(mark);
        if let Some(write) = written {
            return write;
        }
        let there = of_stop.clone().find(leaves);
        let sends = format!("{} to {}", words::carries(what), self.setting.name(id.link.to));
        if let Some(there) = there {
            if chart.marks[there].kind == MarkKind::Sending
                && let Some(mark) = self.chart.marks.get_mut(there)
            {
                mark.title = format!("{}, {sends}", mark.title);
            }
            return there;
        }
        let last = chart.columns.len().checked_sub(1);
        let came = of_stop.find(is_at).map(|mark| chart.marks[mark].column);
        let came = came.filter(|column| Some(*column) == last && !chart.columns[*column].is_note);
        let column = came.unwrap_or_else(|| self.column(event.id, false));
        let title = format!("{} sends {sends}", self.setting.name(from));
        self.mark(Mark::new(event, MarkKind::Sending, from, column, title))
    }

    /// A message, or a copy of one, is on its way from a mark.
    pub(super) fn on_sent(
        &mut self,
        event: &Event,
        message: MessageId,
        what: &Message,
        held: bool,
        (start, is_copy): (usize, bool),
    ) {
        let column = self.chart.columns.len().saturating_sub(1);
        let hold = Hold { since: event.id, until: None, column };
        let index = self.chart.messages.len();
        self.chart.index_of.insert(message, index);
        if self.chart.mark_of[event.id.index()].is_none() {
            self.stands_for(event.id, Some(start));
        }
        self.reading.open.messages.insert(index, ());
        if held {
            self.chart.journeys.push((index, Turn::Begins));
        }
        self.chart.messages.push(MessageInFlight {
            message,
            carries: words::carries(what),
            sent: event.id,
            purpose: Purpose::of(what),
            start,
            is_copy,
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

    pub(super) fn on_held(&mut self, event: &Event, message: MessageId) {
        self.note(event, message, NoteKind::Held, "is held");
        let column = self.chart.columns.len().saturating_sub(1);
        let Some(in_flight) = self.in_flight(message) else { return };
        in_flight.holds.push(Hold { since: event.id, until: None, column });
        if in_flight.holds.len() == 1
            && let Some(index) = self.chart.message_index(message)
        {
            self.chart.journeys.push((index, Turn::Begins));
        }
    }

    /// A note of somebody's interfering.
    fn note(&mut self, event: &Event, message: MessageId, kind: NoteKind, verb: &str) {
        let Some(in_flight) = self.in_flight(message) else { return };
        let title = format!("{} {verb}", in_flight.carries);
        notes::on_message(self, event, message, kind, title);
    }

    pub(super) fn on_released(&mut self, event: &Event, message: MessageId) {
        self.note(event, message, NoteKind::Released, "is released");
        let hold = self.in_flight(message).and_then(|in_flight| in_flight.holds.last_mut());
        if let Some(hold) = hold.filter(|hold| hold.until.is_none()) {
            hold.until = Some(event.id);
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
        let sent_at = self.chart.message_index(message).map(|index| {
            let in_flight = &self.chart.messages[index];
            (in_flight.sent, self.chart.marks[in_flight.start].column)
        });
        let this_step =
            self.reading.stop.checked_sub(1).map_or(0, |before| self.chart.position(before));
        // Two that are lost as they are sent on one link would lie on each other.
        let is_taken = |column: usize| {
            let mut late = self.chart.marks.range(0..self.chart.marks.len()).rev();
            let mut late = late.by_ref().take_while(|mark| mark.event.index() >= this_step);
            late.any(|mark| {
                mark.kind == MarkKind::Loss
                    && mark.column == column
                    && mark.message.is_some_and(|other| other.link == message.link)
            })
        };
        let stub_at =
            sent_at.filter(|(sent, column)| sent.index() >= this_step && !is_taken(*column));
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
        let title = format!("{} lost on {link}: {why}", words::carries(what));
        let mark = self.mark(Mark {
            dot: what.write().map(|write| write.dot),
            message: Some(message),
            ..Mark::new(event, MarkKind::Loss, message.link.to, column, title)
        });
        self.end_message(message, event.id, mark, stub_at.is_some());
    }

    pub(super) fn on_received(&mut self, event: &Event, message: MessageId, what: &Message) {
        let Some(at) = event.replica else { return };
        let column = self.column(event.id, false);
        let (label, title) = self.arrival_in_words(at, message, what);
        let mark = self.mark(Mark {
            dot: what.write().map(|write| write.dot),
            message: Some(message),
            label,
            ..Mark::new(event, MarkKind::Arrival, at, column, title)
        });
        self.reading.arrival_of.insert(message, mark);
        self.end_message(message, event.id, mark, false);
    }

    /// What stands beside an arrival, unless the name of a write will, and what it is in words: of
    /// gossip, what it tells that was not known.
    fn arrival_in_words(
        &self,
        at: ReplicaId,
        message: MessageId,
        what: &Message,
    ) -> (String, String) {
        let name = self.setting.name(at);
        let carries = words::carries(what);
        match what {
            Message::Vector { report, .. } => {
                let (label, news) = self.news(&carries, at, &report.seen);
                let from = self.setting.name(message.link.from);
                (label, format!("{name} hears what {from} has seen: {news}"))
            }
            Message::Write(_) | Message::Repair(_) | Message::State(_) => {
                (String::new(), format!("{carries} arrives at {name}"))
            }
            _ => {
                let label = carries.strip_prefix("a ").unwrap_or(&carries).to_owned();
                (label, format!("{carries} arrives at {name}"))
            }
        }
    }

    fn news(&self, what: &str, at: ReplicaId, told: &VersionVector) -> (String, String) {
        let known = self.moment.replica(at).map(|replica| &replica.seen);
        words::news(what, &known.map_or_else(Vec::new, |known| missing_dots(known, told)))
    }

    /// A whole state takes effect, with what it brings.
    pub(super) fn on_state(
        &mut self,
        event: &Event,
        message: Option<MessageId>,
        from: ReplicaId,
        state: &State,
    ) {
        let Some(at) = event.replica else { return };
        let (label, news) = self.news("state", at, &state.report.seen);
        let (name, from) = (self.setting.name(at), self.setting.name(from));
        let title = format!("{name} takes over the state of {from}: {news}");
        let arrival = message.and_then(|message| self.reading.arrival_of.get(&message).copied());
        let column = match arrival.filter(|arrival| self.is_just_before(*arrival)) {
            Some(arrival) => self.chart.marks[arrival].column,
            None => self.column(event.id, false),
        };
        let kind = MarkKind::Delivery;
        self.mark(Mark { message, label, ..Mark::new(event, kind, at, column, title) });
    }

    /// Whether nothing has happened since an arrival, so that it can share its column.
    fn is_just_before(&self, arrival: usize) -> bool {
        let is_last = self.chart.marks[arrival].column + 1 == self.chart.columns.len();
        is_last && arrival + 1 == self.chart.marks.len()
    }

    pub(super) fn on_buffered(
        &mut self,
        event: EventId,
        message: Option<MessageId>,
        dot: Dot,
        missing: Vec<String>,
    ) {
        let Some(message) = message else { return };
        let Some(&arrival) = self.reading.arrival_of.get(&message) else { return };
        let since = self.chart.marks[arrival].event;
        self.stands_for(event, Some(arrival));
        let Some(mark) = self.chart.marks.get_mut(arrival) else { return };
        let title = &mut mark.title;
        match missing.is_empty() {
            true => title.push_str(" and waits for ever"),
            false => title.push_str(&format!(" and waits for {}", missing.join(", "))),
        }
        let (end, until, client, before) = (None, None, None, None);
        let dot = Some(dot);
        self.begin_wait(Wait { arrival, end, since, until, client, dot, before, missing });
    }

    /// A received write is delivered or thrown away: at once, or after a wait.
    pub(super) fn on_settled(
        &mut self,
        event: &Event,
        (message, dot): (MessageId, Dot),
        why: Option<DiscardReason>,
    ) {
        let Some(&arrival) = self.reading.arrival_of.get(&message) else { return };
        let waited = self.wait_of(arrival, Some(dot));
        let is_at_once = waited.is_none() && self.is_just_before(arrival);
        match (waited, why) {
            (None, Some(why)) if is_at_once && self.chart.marks[arrival].dot == Some(dot) => {
                return self.discard_at_once(event, arrival, why);
            }
            (None, _) => {}
            (Some(wait), _) => self.end_wait(wait, event.id, true),
        }
        let &Mark { column: arrived, replica, .. } = &self.chart.marks[arrival];
        let column = if is_at_once { arrived } else { self.column(event.id, false) };
        let name = self.setting.name(replica);
        let (kind, title) = match why {
            Some(why) => (MarkKind::Discard, discard_in_words(Some(dot), &name, why)),
            None => (MarkKind::Delivery, format!("{dot} delivered at {name}")),
        };
        let (dot, message) = (Some(dot), Some(message));
        self.mark(Mark { dot, message, ..Mark::new(event, kind, replica, column, title) });
    }

    /// A wait ends at the mark that comes next, and leads there or not.
    pub(super) fn end_wait(&mut self, index: usize, event: EventId, leads_there: bool) {
        let end = self.chart.marks.len();
        if let Some(wait) = self.chart.waits.get_mut(index) {
            (wait.end, wait.until) = (Some(end), Some(event));
        }
        self.reading.open.waits.remove(&index);
        self.chart.waiting.push((index, Turn::Ends));
        self.chart.ended_waits.push(index);
        if leads_there {
            self.chart.wait_ending_at.insert(end, index);
        }
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
