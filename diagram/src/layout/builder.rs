//! Reads a history once, event by event, and builds the chart.

mod messages;
mod notes;
mod replicas;
mod requests;

use litemap::LiteMap;

use causal_core::check::{Finding, Violation};
use causal_core::clock::{Dot, ReplicaId};
use causal_core::history::Moment;
use causal_core::replica::protocol::Occurrence;
use causal_core::run::{Run, StopKind};
use causal_core::world::event::{Event, EventId, EventKind};
use causal_core::world::network::MessageId;
use causal_core::world::setting::Setting;

use super::chart::{Alarm, Chart, Column, Mark, MarkKind, NoteKind};
use super::reading::{Reading, STRETCH};
use super::titles::by_event;
use crate::words;

/// Builds a chart, or adds to one.
pub(super) struct ChartBuilder<'a> {
    pub(super) setting: &'a Setting,
    pub(super) chart: Chart,
    pub(super) reading: Reading,
    run: &'a Run,
    /// What everything looks like before the event that is read.
    pub(super) moment: Moment,
    findings: LiteMap<EventId, Finding>,
}

impl Chart {
    /// The chart of a run in which these violations were found.
    #[must_use]
    pub fn of(run: &Run, findings: &[Finding]) -> Self {
        let setting = run.setting();
        let names = setting.replicas().map(|replica| setting.name(replica)).collect();
        Self { names, ..Self::default() }.continued(run, findings)
    }

    /// The same with the events that have been added to its run, and with what was found in those.
    #[must_use]
    pub fn continued(&self, run: &Run, findings: &[Finding]) -> Self {
        let mut chart = self.clone();
        let reading = chart.reading.take().unwrap_or_default();
        // A stop without events of its own may have given way to another one.
        let is_there = |at: usize, position: usize| {
            run.stops().get(at).is_some_and(|stop| stop.n_events == position)
        };
        while let Some(last) = chart.positions.last().copied()
            && !is_there(chart.positions.len() - 1, last)
        {
            chart.positions.pop();
        }
        let stops = run.stops().from(chart.positions.len());
        chart.positions.extend(stops.map(|stop| stop.n_events));
        let setting = run.setting();
        let findings = by_event(findings);
        let moment = run.moment(chart.n_events());
        ChartBuilder { setting, chart, reading, run, moment, findings }.build()
    }

    /// How many events it has been built from.
    #[must_use]
    pub fn n_events(&self) -> usize {
        self.mark_of.len()
    }
}

impl Mark {
    /// The mark of an event, about no write and no message.
    pub(super) fn new(
        event: &Event,
        kind: MarkKind,
        replica: ReplicaId,
        column: usize,
        title: String,
    ) -> Self {
        Self {
            event: event.id,
            arrival: None,
            kind,
            replica,
            column,
            dot: None,
            message: None,
            alarm: None,
            loser: None,
            label: String::new(),
            title,
            wrong: None,
        }
    }
}

impl ChartBuilder<'_> {
    fn build(mut self) -> Chart {
        let run = self.run;
        for event in run.history().events().from(self.chart.n_events()) {
            self.chart.mark_of.push(None);
            self.chart.message_of.push(event.kind.message());
            while self.chart.position(self.reading.stop) <= event.id.index()
                && self.reading.stop + 1 < self.chart.positions.len()
            {
                self.reading.stop += 1;
            }
            let contested = self.held_before(event);
            self.observe(event);
            self.moment.apply(event);
            if let Some((new, old)) = contested {
                self.contest(event, &new, old);
            }
            self.ring(event);
        }
        self.chart.reading = Some(self.reading);
        self.chart
    }

    /// What an event shows, if it shows: every kind is named here.
    fn observe(&mut self, event: &Event) {
        match &event.kind {
            EventKind::Requested { .. } => {}
            EventKind::Replied { answer, .. } => self.on_replied(event, answer),
            EventKind::Recorded { message, what } => self.on_recorded(event, *message, what),
            EventKind::Sent { message, what, held, .. } => {
                let start = self.start_of(event, *message, what);
                self.on_sent(event, *message, what, *held, (start, false));
            }
            EventKind::Duplicated { original, copy, what, held, .. } => {
                let doubled = format!("{} is on its way twice", words::carries(what));
                notes::on_message(self, event, *copy, NoteKind::Doubled, doubled);
                let index = self.chart.message_index(*original);
                let Some(index) = index else { return };
                let start = self.chart.messages[index].start;
                self.on_sent(event, *copy, what, *held, (start, true));
            }
            EventKind::Held { message } => self.on_held(event, *message),
            EventKind::Released { message, .. } => self.on_released(event, *message),
            EventKind::Lost { message, what, why } => self.on_lost(event, *message, what, *why),
            EventKind::Received { message, what } => self.on_received(event, *message, what),
            EventKind::LinkChanged { link, setting } => {
                notes::on_link(self, event, *link, *setting)
            }
            EventKind::LinksChanged { .. } | EventKind::Partitioned { .. } | EventKind::Healed => {
                notes::on_links(self, event)
            }
            EventKind::TimePassed => notes::on_time_passed(self, event),
            EventKind::Noted { text } => notes::on_remark(self, event, text),
        }
    }

    fn on_recorded(&mut self, event: &Event, message: Option<MessageId>, what: &Occurrence) {
        match what {
            Occurrence::Accepted { .. } => self.on_accepted(event),
            Occurrence::Parked { missing, .. } => self.on_parked(event, missing),
            Occurrence::Rejected { .. } => self.on_rejected(event),
            Occurrence::Buffered { write, missing } => {
                let missing = missing.iter().map(ToString::to_string).collect();
                self.on_buffered(event.id, message, write.dot, missing);
            }
            Occurrence::Delivered { write } => match message {
                Some(message) => self.on_settled(event, (message, write.dot), None),
                None => self.on_own(event, write.dot),
            },
            Occurrence::Discarded { write, why } => {
                if let Some(message) = message {
                    self.on_settled(event, (message, write.dot), Some(*why));
                }
            }
            Occurrence::StateMerged { from, state } => self.on_state(event, message, *from, state),
            Occurrence::Crashed => self.on_crashed(event),
            Occurrence::Restarted { disk, .. } => self.on_restarted(event, *disk),
            Occurrence::Joined { .. }
            | Occurrence::ViewChanged { .. }
            | Occurrence::PeerDown { .. }
            | Occurrence::PeerUp { .. }
            | Occurrence::Collected { .. }
            | Occurrence::SkewSet { .. }
            | Occurrence::Erred { .. } => {
                notes::on_replica(self, event, String::new());
            }
            // What everybody has is forgotten now and then, and nobody sees a difference; that several
            // values stand side by side is said where they do.
            Occurrence::Pruned { .. } if self.begins_an_action(event.id) => {
                notes::on_replica(self, event, String::new());
            }
            Occurrence::Pruned { .. } | Occurrence::Conflict { .. } => {
                self.share_mark(event.id, event.cause);
            }
        }
    }

    /// Whether an event is the first at its stop.
    pub(super) fn begins_its_stop(&self, event: EventId) -> bool {
        let before = self.reading.stop.checked_sub(1);
        before.is_some_and(|before| self.chart.position(before) == event.index())
    }

    fn begins_an_action(&self, event: EventId) -> bool {
        let stop = self.run.stops().get(self.reading.stop);
        let is_action = stop.is_some_and(|stop| matches!(stop.kind, StopKind::Action(_)));
        is_action && self.begins_its_stop(event)
    }

    /// A new column for what an event shows.
    pub(super) fn column(&mut self, first: EventId, is_note: bool) -> usize {
        if self.chart.columns.len().is_multiple_of(STRETCH) {
            self.chart.open_at.push(self.reading.open.clone());
        }
        self.chart.columns.push(Column { first, stop: self.reading.stop, is_note, n_chars: 0 });
        self.chart.columns.len() - 1
    }

    fn mark(&mut self, mark: Mark) -> usize {
        let index = self.chart.marks.len();
        self.stands_for(mark.event, Some(index));
        self.make_room(mark.column, &mark.label);
        self.chart.marks.push(mark);
        index
    }

    /// A column is as wide as the words beside its marks.
    pub(super) fn make_room(&mut self, column: usize, label: &str) {
        if let Some(column) = self.chart.columns.get_mut(column) {
            column.n_chars = column.n_chars.max(words::columns(label));
        }
    }

    /// An event without a mark of its own is found at the mark of what it stems from.
    fn share_mark(&mut self, event: EventId, with: Option<EventId>) {
        let mark = with.and_then(|with| self.chart.mark_of[with.index()]);
        self.stands_for(event, mark);
    }

    fn stands_for(&mut self, event: EventId, mark: Option<usize>) {
        if let Some(place) = self.chart.mark_of.get_mut(event.index()) {
            *place = mark;
        }
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
        self.end_wait_of(event);
        let column = self.column(event.id, false);
        let title = format!("{} written at {}: {what}", write.dot, self.setting.name(at));
        let dot = Some(write.dot);
        let index = self.mark(Mark { dot, ..Mark::new(event, MarkKind::Write, at, column, title) });
        self.reading.write_of.insert(write.dot, index);
        if let Some(request) = event.cause {
            self.stands_for(request, Some(index));
        }
    }

    /// A replica's own write, which was ahead, counts as delivered now.
    fn on_own(&mut self, event: &Event, dot: Dot) {
        let Some(at) = event.replica else { return };
        let column = self.column(event.id, false);
        let title = format!("{dot} delivered at {}", self.setting.name(at));
        let dot = Some(dot);
        self.mark(Mark { dot, ..Mark::new(event, MarkKind::Delivery, at, column, title) });
    }

    /// What is wrong with an event shows at its mark; as a note of its own, if it has none.
    fn ring(&mut self, event: &Event) {
        let Some(&finding) = self.findings.get(&event.id) else { return };
        let cause = match finding.what {
            Violation::BeforeItsCause { cause: missing, .. }
            | Violation::OutOfSession { missing, .. }
            | Violation::StaleRead { missing, .. } => self.reading.write_of.get(&missing).copied(),
            _ => None,
        };
        let violation = words::violation(&finding, self.run);
        let index = self.chart.mark_of[event.id.index()];
        let (columns, stop) = (&self.chart.columns, self.reading.stop);
        let index = index.filter(|index| columns[self.chart.marks[*index].column].stop == stop);
        match index.and_then(|index| Some((index, self.chart.marks.get_mut(index)?))) {
            Some((index, mark)) => {
                mark.wrong = Some(violation);
                mark.alarm = Some(Alarm { finding, cause });
                self.alarm(index);
            }
            None => notes::on_violation(self, event, finding.what, violation),
        }
    }

    /// Keeps the alarms in the order of their marks; what is new belongs at the end, or nearly.
    fn alarm(&mut self, mark: usize) {
        let mut later = Vec::new();
        while let Some(last) = self.chart.alarms.last().copied().filter(|last| *last >= mark) {
            later.extend((last > mark).then_some(last));
            self.chart.alarms.pop();
        }
        self.chart.alarms.push(mark);
        self.chart.alarms.extend(later.into_iter().rev());
    }
}
