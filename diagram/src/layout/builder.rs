//! Reads a history once, event by event, and builds the chart.

mod messages;
mod notes;

use litemap::LiteMap;

use causal_core::check::{Finding, Violation};
use causal_core::clock::Dot;
use causal_core::replica::protocol::Occurrence;
use causal_core::run::Run;
use causal_core::world::event::{Event, EventId, EventKind};
use causal_core::world::setting::Setting;

use super::chart::{Alarm, Chart, Column, Mark, MarkKind};
use super::reading::{Reading, STRETCH};
use super::titles::{by_event, shows};
use crate::words;

/// Builds a chart, or adds to one.
pub(super) struct ChartBuilder<'a> {
    pub(super) setting: &'a Setting,
    pub(super) chart: Chart,
    pub(super) reading: Reading,
    run: &'a Run,
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
        let reading = chart.reading.take().unwrap_or_else(|| Reading::of(run.setting()));
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
        ChartBuilder { setting, chart, reading, run, findings }.build()
    }

    /// How many events it has been built from.
    #[must_use]
    pub fn n_events(&self) -> usize {
        self.mark_of.len()
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
            self.observe(event);
            self.reading.links.follow(&event.kind);
            self.ring(event);
            self.reading.now = event.at;
        }
        self.chart.reading = Some(self.reading);
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
                notes::on_replica(self, event);
            }
            _ => self.share_mark(event.id, event.cause),
        }
    }

    /// A new column for what an event shows.
    pub(super) fn column(&mut self, first: EventId, is_note: bool) -> usize {
        if self.chart.columns.len().is_multiple_of(STRETCH) {
            self.chart.open_at.push(self.reading.open.clone());
        }
        self.chart.columns.push(Column { first, stop: self.reading.stop, is_note });
        self.chart.columns.len() - 1
    }

    fn mark(&mut self, mark: Mark) -> usize {
        let index = self.chart.marks.len();
        self.stands_for(mark.event, Some(index));
        self.chart.marks.push(mark);
        index
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
                mark.title = format!("{}. {violation}", mark.title);
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
