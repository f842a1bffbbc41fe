//! One sentence for each stop of a run: the list, and what the keyboard moves along in the main
//! view.

use std::rc::Rc;

use causal_core::check::Finding;
use causal_core::clock::{Dot, ReplicaId};
use causal_core::paged_vec::PagedVec;
use causal_core::replica::protocol::Occurrence;
use causal_core::run::{Run, Stop, StopKind};
use causal_core::world::event::{Event, EventId, EventKind};
use causal_core::world::network::MessageId;
use causal_diagram::layout::Chart;

use crate::words;

/// What happened at one stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The stop at which it has happened.
    pub stop: usize,
    /// The leading event: what the row is selected by.
    pub event: EventId,
    /// Where; `None` for links.
    pub replica: Option<ReplicaId>,
    /// The message that it is about.
    pub message: Option<MessageId>,
    /// The write that it is about.
    pub dot: Option<Dot>,
    /// Whether that write was made here.
    pub is_write: bool,
    /// Whether the visitor did it, rather than that it followed.
    pub is_action: bool,
    /// What is remarkable about it.
    pub mark: Option<Mark>,
    /// What happened, in words.
    pub text: Rc<str>,
}

/// What is remarkable about a stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Something that arrived has to wait.
    Wait,
    /// A promise was broken.
    Violation,
}

/// Where the keyboard goes in the main view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The event before on this replica.
    Before,
    /// The event after on this replica.
    After,
    /// The nearest event on the replica above.
    Above,
    /// The nearest event on the replica below.
    Below,
    /// To the first event of the list.
    First,
    /// To the last event of the list.
    Last,
    /// The row before, whatever its replica.
    RowBefore,
    /// The row after, whatever its replica.
    RowAfter,
    /// The other end of this message.
    OtherEnd,
    /// The next write in the past of what is selected.
    Past,
    /// The next write in its future.
    Future,
    /// The next write concurrent with it.
    Concurrent,
    /// To the next event at which a write begins to wait.
    Wait,
    /// To the next event at which something is found wrong.
    Violation,
}

/// The rows of a run, in order; one for each stop but the first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows(PagedVec<Row>);

impl Rows {
    /// Puts a run into words.
    #[must_use]
    pub fn of(run: &Run, findings: &PagedVec<Finding>, chart: &Chart) -> Self {
        Self::default().grown(run, findings, chart, 0)
    }

    /// The rows of a run that has its stops up to one in common with the run of these, that one
    /// included: as much work as there are stops after it.
    #[must_use]
    pub fn grown(
        &self,
        run: &Run,
        findings: &PagedVec<Finding>,
        chart: &Chart,
        stop: usize,
    ) -> Self {
        let mut rows = self.0.clone();
        rows.truncate(stop);
        let after = run.stops().from(stop + 1);
        let pairs = run.stops().from(stop).zip(after);
        let row = |(pair, stop)| row((run, chart), findings, stop, pair);
        rows.extend(pairs.zip(stop + 1..).map(row));
        Self(rows)
    }

    /// The rows in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Row> + Clone + '_ {
        self.0.iter()
    }

    /// The rows after a stop, in order.
    pub fn after(&self, stop: usize) -> impl DoubleEndedIterator<Item = &Row> + Clone + '_ {
        self.0.from(stop)
    }

    /// The rows up to a stop, that one included, in order.
    pub fn until(&self, stop: usize) -> impl DoubleEndedIterator<Item = &Row> + Clone + '_ {
        self.0.range(0..stop)
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing has happened.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The row of a stop; none for the first.
    #[must_use]
    pub fn at(&self, stop: usize) -> Option<&Row> {
        self.0.get(stop.checked_sub(1)?)
    }

    /// The row that an event belongs to.
    #[must_use]
    pub fn of_event(&self, event: EventId) -> Option<&Row> {
        let after = self.0.partition_point(|row| row.event <= event);
        self.0.get(after.saturating_sub(1))
    }
}

/// What happened between two stops that follow each other.
fn row(
    (run, chart): (&Run, &Chart),
    findings: &PagedVec<Finding>,
    stop: usize,
    (before, here): (&Stop, &Stop),
) -> Row {
    let events = run.history().events().range(before.n_events..here.n_events);
    let leading = events.clone().find(|event| leads(event)).or(events.clone().next());
    let first = findings.partition_point(|found| found.event.index() < before.n_events);
    let found = findings.from(first).take_while(|found| found.event.index() < here.n_events);
    let found: Vec<&Finding> = found.collect();
    let waits = events.clone().any(|event| {
        let what = event.kind.occurrence();
        matches!(what, Some(Occurrence::Buffered { .. } | Occurrence::Parked { .. }))
    });
    let wait = waits.then_some(Mark::Wait);
    let next = EventId(u32::try_from(before.n_events).expect("runs are limited"));
    let is_write = leading.is_some_and(|event| {
        matches!(event.kind, EventKind::Recorded { what: Occurrence::Accepted { .. }, .. })
    });
    let events: Vec<&Event> = events.collect();
    Row {
        stop,
        event: leading.map_or(next, |event| event.id),
        replica: leading.and_then(|event| event.replica),
        message: leading.and_then(|event| event.kind.message()),
        dot: leading.and_then(|event| event.kind.write()).map(|write| write.dot),
        is_write,
        is_action: matches!(here.kind, StopKind::Action(_)),
        mark: if found.is_empty() { wait } else { Some(Mark::Violation) },
        text: words::happening((run, chart), &events, &found).into(),
    }
}

/// Whether an event is what a stop is about, rather than what comes with it.
fn leads(event: &Event) -> bool {
    !matches!(event.kind, EventKind::Requested { .. } | EventKind::Sent { .. })
}
