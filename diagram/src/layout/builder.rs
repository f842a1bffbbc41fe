//! Reads a history once, event by event, and builds the chart.

mod messages;
mod notes;

use litemap::LiteMap;

use causal_core::check::{Finding, Violation};
use causal_core::clock::Dot;
use causal_core::history::History;
use causal_core::replica::protocol::Occurrence;
use causal_core::run::Run;
use causal_core::world::event::{Event, EventId, EventKind};
use causal_core::world::links::Links;
use causal_core::world::network::MessageId;
use causal_core::world::setting::Setting;

use super::chart::{Alarm, Chart, Column, Mark, MarkKind};
use super::titles::{by_event, shows};
use crate::words;

/// What is known while the chart is built.
pub(super) struct ChartBuilder<'a> {
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

impl Chart {
    /// The chart of a run in which these violations were found.
    #[must_use]
    pub fn of(run: &Run, findings: &[Finding]) -> Self {
        ChartBuilder::new(run, findings).build()
    }
}

impl<'a> ChartBuilder<'a> {
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

    pub(super) fn build(mut self) -> Chart {
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
                notes::on_replica(self, event);
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
