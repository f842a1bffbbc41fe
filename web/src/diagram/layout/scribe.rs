//! Reads a history once, event by event, and writes the chart.

use litemap::LiteMap;

use causal_core::check::{Finding, Violation};
use causal_core::clock::Dot;
use causal_core::history::History;
use causal_core::replica::protocol::Message;
use causal_core::replica::protocol::Occurrence;
use causal_core::replica::rule::DiscardReason;
use causal_core::run::Run;
use causal_core::world::event::{Event, EventId, EventKind, LossReason};
use causal_core::world::links::Links;
use causal_core::world::network::MessageId;
use causal_core::world::setting::Setting;

use super::chart::{Alarm, Chart, Column, Flight, Hold, Mark, MarkKind, Wait};
use super::notes;
use super::titles::{by_event, discard_in_words, link_in_words, named, shows};
use crate::words;

/// What is known while the chart is written.
pub(super) struct Scribe<'a> {
    pub(super) setting: &'a Setting,
    pub(super) chart: Chart,
    pub(super) links: Links,
    pub(super) stop: usize,
    run: &'a Run,
    history: &'a History,
    findings: LiteMap<EventId, Finding>,
    arrival_of: LiteMap<MessageId, usize>,
    wait_of: LiteMap<MessageId, usize>,
    write_of: LiteMap<Dot, usize>,
    pub(super) now: u64,
}

impl<'a> Scribe<'a> {
    pub(super) fn new(run: &'a Run, findings: &[Finding]) -> Self {
        let setting = &run.scenario().setting;
        let chart = Chart {
            names: setting.replicas().map(|replica| setting.name(replica)).collect(),
            positions: run.stops().iter().map(|stop| stop.n_events).collect(),
            mark_of: vec![None; run.history().len()],
            message_of: run.history().events().iter().map(|event| event.kind.message()).collect(),
            ..Chart::default()
        };
        Self {
            setting,
            chart,
            links: Links::of(setting),
            stop: 0,
            run,
            history: run.history(),
            findings: by_event(findings),
            arrival_of: LiteMap::new(),
            wait_of: LiteMap::new(),
            write_of: LiteMap::new(),
            now: 0,
        }
    }

    pub(super) fn write(mut self) -> Chart {
        for event in self.history.events() {
            while self.chart.position(self.stop) <= event.id.index()
                && self.stop + 1 < self.chart.positions.len()
            {
                self.stop += 1;
            }
            self.observe(event);
            self.links.follow(&event.kind);
            self.ring(event);
            self.now = event.at;
        }
        let marks = self.chart.marks.iter().enumerate();
        let wrong = marks.filter(|(_, mark)| mark.alarm.is_some()).map(|(index, _)| index);
        self.chart.alarms = wrong.collect();
        self.chart
    }

    fn observe(&mut self, event: &Event) {
        match &event.kind {
            EventKind::Recorded { what: Occurrence::Accepted { .. }, .. } => {
                self.on_accepted(event)
            }
            EventKind::Sent { message, what, held, .. } if shows(what) => {
                self.on_sent(event, *message, what, *held, false);
            }
            EventKind::Duplicated { copy, what, held, .. } if shows(what) => {
                self.on_sent(event, *copy, what, *held, true);
            }
            EventKind::Held { message } => self.on_held(event.id, *message),
            EventKind::Released { message, .. } => self.on_released(event.id, *message),
            EventKind::Lost { message, what, why } if shows(what) => {
                self.on_lost(event, *message, what, *why);
            }
            EventKind::Received { message, what } if shows(what) => {
                self.on_received(event, *message, what);
            }
            EventKind::Recorded {
                message: Some(message),
                what: Occurrence::Buffered { missing, .. },
            } => {
                let missing = missing.iter().map(ToString::to_string).collect();
                self.on_buffered(event.id, *message, missing);
            }
            EventKind::Recorded { message: Some(message), what: Occurrence::Delivered { .. } } => {
                self.on_settled(event, *message, None);
            }
            EventKind::Recorded {
                message: Some(message),
                what: Occurrence::Discarded { why, .. },
            } => {
                self.on_settled(event, *message, Some(*why));
            }
            EventKind::Recorded { message: None, what: Occurrence::Delivered { write } } => {
                self.on_own(event, write.dot)
            }
            EventKind::LinkChanged { link, setting } => {
                notes::on_link(self, event, *link, *setting)
            }
            EventKind::LinksChanged { .. } | EventKind::Partitioned { .. } | EventKind::Healed => {
                notes::on_links(self, event)
            }
            EventKind::TimePassed => notes::on_time_passed(self, event),
            EventKind::Noted { text } => notes::on_remark(self, event, text),
            EventKind::Recorded { what: Occurrence::Crashed, .. }
            | EventKind::Recorded { what: Occurrence::Restarted { .. }, .. }
            | EventKind::Recorded { what: Occurrence::ViewChanged { .. }, .. }
            | EventKind::Recorded { what: Occurrence::Joined { .. }, .. }
            | EventKind::Recorded { what: Occurrence::PeerDown { .. }, .. }
            | EventKind::Recorded { what: Occurrence::PeerUp { .. }, .. }
            | EventKind::Recorded { what: Occurrence::SkewSet { .. }, .. }
            | EventKind::Recorded { what: Occurrence::Collected { .. }, .. }
            | EventKind::Recorded { what: Occurrence::Erred { .. }, .. } => {
                notes::on_remark(self, event, &words::life(event, self.setting));
            }
            _ => self.share_mark(event.id, event.cause),
        }
    }

    /// A new column for what an event shows.
    pub(super) fn column(&mut self, first: EventId, is_note: bool) -> usize {
        self.chart.columns.push(Column { first, stop: self.stop, is_note });
        self.chart.columns.len() - 1
    }

    fn mark(&mut self, mark: Mark) -> usize {
        let index = self.chart.marks.len();
        self.chart.mark_of[mark.event.index()] = Some(index);
        self.chart.marks.push(mark);
        index
    }

    /// An event without a mark of its own is found at the mark of what it stems from.
    fn share_mark(&mut self, event: EventId, with: Option<EventId>) {
        let mark = with.and_then(|with| self.chart.mark_of[with.index()]);
        self.chart.mark_of[event.index()] = mark;
    }

    fn on_accepted(&mut self, event: &Event) {
        let (Some(at), Some(write)) = (event.replica, event.kind.write()) else { return };
        let mut what = match &write.value {
            Some(value) => format!("{} = {value}", write.key),
            None => format!("{} deleted", write.key),
        };
        if let EventKind::Recorded { what: Occurrence::Accepted { ahead_of, .. }, .. } = &event.kind
            && !ahead_of.is_empty()
        {
            what.push_str(&format!(", ahead of {}", words::list(ahead_of)));
        }
        let column = self.column(event.id, false);
        let index = self.mark(Mark {
            event: event.id,
            arrival: None,
            kind: MarkKind::Write,
            replica: at,
            column,
            dot: Some(write.dot),
            message: None,
            alarm: None,
            title: format!("{} written at {}: {what}", write.dot, self.setting.name(at)),
        });
        self.write_of.insert(write.dot, index);
        if let Some(request) = event.cause {
            self.chart.mark_of[request.index()] = Some(index);
        }
    }

    fn on_sent(
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
        let write = dot.and_then(|dot| self.write_of.get(&dot).copied());
        let column = write.map_or(last, |write| self.chart.marks[write].column);
        let hold = Hold { since: event.id, until: None, column };
        self.chart.flight_of.insert(message, self.chart.flights.len());
        self.chart.mark_of[event.id.index()] = write;
        self.chart.flights.push(Flight {
            message,
            carries: words::carries(what),
            sent: event.id,
            column,
            is_copy: copy,
            end: None,
            ended: None,
            is_stub: false,
            holds: if held { vec![hold] } else { Vec::new() },
        });
    }

    fn flight(&mut self, message: MessageId) -> Option<&mut Flight> {
        let index = *self.chart.flight_of.get(&message)?;
        self.chart.flights.get_mut(index)
    }

    fn on_held(&mut self, event: EventId, message: MessageId) {
        let column = self.chart.columns.len().saturating_sub(1);
        if let Some(flight) = self.flight(message) {
            flight.holds.push(Hold { since: event, until: None, column });
        }
    }

    fn on_released(&mut self, event: EventId, message: MessageId) {
        let hold = self.flight(message).and_then(|flight| flight.holds.last_mut());
        if let Some(hold) = hold.filter(|hold| hold.until.is_none()) {
            hold.until = Some(event);
        }
    }

    /// A message reaches its end.
    fn end_flight(&mut self, message: MessageId, event: EventId, mark: usize, is_stub: bool) {
        if let Some(flight) = self.flight(message) {
            (flight.end, flight.ended, flight.is_stub) = (Some(mark), Some(event), is_stub);
            if let Some(hold) = flight.holds.last_mut() {
                hold.until = hold.until.or(Some(event));
            }
        }
    }

    fn on_lost(&mut self, event: &Event, message: MessageId, what: &Message, why: LossReason) {
        let sent_at = self.flight(message).map(|flight| (flight.sent, flight.column));
        let this_step = self.stop.checked_sub(1).map_or(0, |before| self.chart.position(before));
        let stub_at = sent_at.filter(|(sent, _)| sent.index() >= this_step);
        let column = match stub_at {
            Some((_, column)) => column,
            None => self.column(event.id, false),
        };
        let why = match why {
            LossReason::Cut => "the link is cut",
            LossReason::Chance => "by chance",
            LossReason::Dropped => "dropped",
            LossReason::ReceiverDown => "its receiver is down",
        };
        let link = link_in_words(message.link);
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
        self.end_flight(message, event.id, mark, stub_at.is_some());
    }

    fn on_received(&mut self, event: &Event, message: MessageId, what: &Message) {
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
        self.arrival_of.insert(message, mark);
        self.end_flight(message, event.id, mark, false);
    }

    fn on_buffered(&mut self, event: EventId, message: MessageId, missing: Vec<String>) {
        let Some(&arrival) = self.arrival_of.get(&message) else { return };
        let since = self.chart.marks[arrival].event;
        self.chart.mark_of[event.index()] = Some(arrival);
        let title = &mut self.chart.marks[arrival].title;
        match missing.is_empty() {
            true => title.push_str(" and waits for ever"),
            false => title.push_str(&format!(" and waits for {}", missing.join(", "))),
        }
        self.wait_of.insert(message, self.chart.waits.len());
        self.chart.waits.push(Wait { arrival, end: None, since, until: None, missing });
    }

    /// A received write is delivered or thrown away: at once, or after a wait.
    fn on_settled(&mut self, event: &Event, message: MessageId, why: Option<DiscardReason>) {
        let Some(&arrival) = self.arrival_of.get(&message) else { return };
        let waited = self.wait_of.get(&message).copied();
        match (waited, why) {
            (None, Some(why)) => return self.discard_at_once(event, arrival, why),
            (None, None) => {}
            (Some(wait), _) => {
                let wait = &mut self.chart.waits[wait];
                (wait.end, wait.until) = (Some(self.chart.marks.len()), Some(event.id));
            }
        }
        self.settle(event, arrival, why, waited.is_some());
    }

    /// A replica's own write, which was ahead, counts as delivered now.
    fn on_own(&mut self, event: &Event, dot: Dot) {
        let Some(at) = event.replica else { return };
        let column = self.column(event.id, false);
        let title = format!("{dot} delivered at {}", self.setting.name(at));
        self.mark(Mark {
            event: event.id,
            arrival: None,
            kind: MarkKind::Delivery,
            replica: at,
            column,
            dot: Some(dot),
            message: None,
            title,
            alarm: None,
        });
    }

    /// A mark of its own, in the column of the arrival if nothing came between.
    fn settle(&mut self, event: &Event, arrival: usize, why: Option<DiscardReason>, waited: bool) {
        let Mark { column: arrived, replica, dot, message, .. } = self.chart.marks[arrival];
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
        let mark = &mut self.chart.marks[arrival];
        mark.title = discard_in_words(mark.dot, &self.setting.name(mark.replica), why);
        mark.kind = MarkKind::Discard;
        mark.arrival = Some(std::mem::replace(&mut mark.event, event.id));
        self.chart.mark_of[event.id.index()] = Some(arrival);
    }

    /// What is wrong with an event shows at its mark; as a note of its own, if it has none.
    fn ring(&mut self, event: &Event) {
        let Some(&finding) = self.findings.get(&event.id) else { return };
        let cause = match finding.what {
            Violation::BeforeItsCause { cause: missing, .. }
            | Violation::OutOfSession { missing, .. }
            | Violation::StaleRead { missing, .. } => self.write_of.get(&missing).copied(),
            _ => None,
        };
        let violation = words::violation(&finding, self.run);
        let mark = self.chart.mark_of[event.id.index()];
        let mark = mark.map(|mark| &mut self.chart.marks[mark]);
        let (columns, stop) = (&self.chart.columns, self.stop);
        match mark.filter(|mark| columns[mark.column].stop == stop) {
            Some(mark) => {
                mark.title = format!("{}. {violation}", mark.title);
                mark.alarm = Some(Alarm { finding, cause });
            }
            None => notes::on_violation(self, event, finding.what, violation),
        }
    }
}
