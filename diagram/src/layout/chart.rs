//! What the diagram shows, before any geometry: columns, marks, messages and waits.
//!
//! One column for each thing that shows, in the order of the history: wall time plays no part.
//! A delivery at once shares the column of its arrival; everything else has one of its own.

use std::ops::Range;

use causal_core::clock::Dot;
use causal_core::paged_map::PagedMap;
use causal_core::paged_vec::PagedVec;
use causal_core::world::event::EventId;
use causal_core::world::network::MessageId;

pub use super::items::{Alarm, Column, Hold, Mark, MessageInFlight, Note, Outage, Wait};
pub use super::kinds::{MarkKind, NoteKind, Purpose};
use super::reading::{Open, Reading, STRETCH, Turn};

/// A run as columns of marks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chart {
    /// The replicas' names, one lane each.
    pub names: Vec<String>,
    /// The columns, in the order of time.
    pub columns: PagedVec<Column>,
    /// Everything that happens at a place, in the order of its events.
    pub marks: PagedVec<Mark>,
    /// Every message, in the order in which they were sent.
    pub messages: PagedVec<MessageInFlight>,
    /// Every wait in an inbox, in the order of arrival.
    pub waits: PagedVec<Wait>,
    /// The marks at which something is wrong, in order.
    pub alarms: PagedVec<usize>,
    /// What happens to links, and remarks.
    pub notes: PagedVec<Note>,
    /// When replicas were down, in the order of their crashes.
    pub outages: PagedVec<Outage>,
    /// How many events lie before each stop.
    pub(super) positions: PagedVec<usize>,
    /// The mark that stands for an event, by the event's number.
    pub(super) mark_of: PagedVec<Option<usize>>,
    /// The message that an event is about, by the event's number.
    pub(super) message_of: PagedVec<Option<MessageId>>,
    /// Where each message is in `messages`.
    pub(super) index_of: PagedMap<MessageId, usize>,
    /// The messages that have come to an end, in the order in which they have.
    pub ended_messages: PagedVec<usize>,
    /// The waits that have come to an end, in the order in which they have.
    pub ended_waits: PagedVec<usize>,
    /// The wait that ends at a mark, by the mark's number.
    pub(super) wait_ending_at: PagedMap<usize, usize>,
    /// When messages begin to be held and come to their ends, in the order of events.
    pub(super) journeys: PagedVec<(usize, Turn)>,
    /// When waits begin and end, in the order of events.
    pub(super) waiting: PagedVec<(usize, Turn)>,
    /// Which messages and waits were open at columns some way apart.
    pub(super) open_at: PagedVec<Open>,
    /// How to go on when the run does.
    pub(super) reading: Option<Reading>,
}

impl Chart {
    /// How many events lie before a stop; beyond the last stop, all.
    #[must_use]
    pub fn position(&self, stop: usize) -> usize {
        self.positions.get(stop).or(self.positions.last()).copied().unwrap_or(0)
    }

    /// Which events show in some columns: those from the first event of the first of them up to the
    /// first event beyond. What comes before all columns belongs to the first.
    #[must_use]
    pub fn events_of(&self, columns: Range<usize>) -> Range<usize> {
        let first = |column: usize| self.columns.get(column).map(|column| column.first.index());
        let begin = if columns.start == 0 { 0 } else { first(columns.start).unwrap_or(usize::MAX) };
        begin..first(columns.end).unwrap_or(usize::MAX).max(begin)
    }

    /// The marks of some events.
    #[must_use]
    pub fn marks_in(&self, events: &Range<usize>) -> Range<usize> {
        part(&self.marks, events, |mark| Some(mark.event))
    }

    /// The notes of some events.
    #[must_use]
    pub fn notes_in(&self, events: &Range<usize>) -> Range<usize> {
        part(&self.notes, events, |note| Some(note.event))
    }

    /// Which of the alarms are at marks of some events.
    #[must_use]
    pub fn alarms_in(&self, events: &Range<usize>) -> Range<usize> {
        part(&self.alarms, events, |mark| self.marks.get(*mark).map(|mark| mark.event))
    }

    /// Which of the messages that have come to an end do so with some events.
    #[must_use]
    pub fn ended_messages_in(&self, events: &Range<usize>) -> Range<usize> {
        part(&self.ended_messages, events, |index| self.messages.get(*index)?.ended)
    }

    /// Which of the waits that have come to an end do so with some events.
    #[must_use]
    pub fn ended_waits_in(&self, events: &Range<usize>) -> Range<usize> {
        part(&self.ended_waits, events, |index| self.waits.get(*index)?.until)
    }

    /// How many columns show when so many events have happened.
    #[must_use]
    pub fn n_columns_at(&self, position: usize) -> usize {
        self.columns.partition_point(|column| column.first.index() < position)
    }

    /// How many marks show when so many events have happened.
    #[must_use]
    pub fn n_marks_at(&self, position: usize) -> usize {
        self.marks.partition_point(|mark| mark.event.index() < position)
    }

    /// The messages that are on their way or held when so many events have happened, in the order
    /// in which they were sent. Takes as long as there are such, and some columns.
    pub fn messages_open_at(&self, position: usize) -> impl Iterator<Item = usize> + '_ {
        let (since, open) = self.open_before(position);
        let known = open.map(|open| &open.messages).into_iter().flat_map(PagedMap::keys).copied();
        let first = self.messages.partition_point(|one| one.sent.index() < since);
        let sent = self.messages.from(first).zip(first..);
        let sent = sent.take_while(move |(one, _)| one.sent.index() < position);
        let all = known.chain(sent.map(|(_, index)| index));
        all.filter(move |index| self.messages[*index].is_open_at(position))
    }

    /// The waits that go on when so many events have happened, in the order of arrival.
    pub fn waits_open_at(&self, position: usize) -> impl Iterator<Item = usize> + '_ {
        let (since, open) = self.open_before(position);
        let known = open.map(|open| &open.waits).into_iter().flat_map(PagedMap::keys).copied();
        let first = self.waits.partition_point(|one| one.since.index() < since);
        let begun = self.waits.from(first).zip(first..);
        let begun = begun.take_while(move |(one, _)| one.since.index() < position);
        let all = known.chain(begun.map(|(_, index)| index));
        all.filter(move |index| self.waits[*index].is_open_at(position))
    }

    /// The last place before a position where it is written down what is open: how many events lie
    /// before it, and what that is.
    fn open_before(&self, position: usize) -> (usize, Option<&Open>) {
        let at = self.n_columns_at(position).saturating_sub(1) / STRETCH;
        let since = self.columns.get(at * STRETCH).map_or(0, |column| column.first.index());
        (since, self.open_at.get(at))
    }

    /// Which of the waits ends at a mark.
    #[must_use]
    pub fn wait_ending_at(&self, mark: usize) -> Option<usize> {
        self.wait_ending_at.get(&mark).copied()
    }

    /// Whether a line leads to a mark from the rail where messages arrive: from what came just before,
    /// or from the end of a wait.
    #[must_use]
    pub fn has_connector(&self, mark: usize) -> bool {
        let Mark { kind, replica, column, .. } = &self.marks[mark];
        let before = mark.checked_sub(1).map(|before| &self.marks[before]);
        let came = before.is_some_and(|before| {
            let is_arrival = matches!(before.kind, MarkKind::Arrival | MarkKind::Discard);
            is_arrival && before.replica == *replica && before.column == *column
        });
        self.wait_ending_at(mark).is_some() || (came && kind.is_on_lifeline())
    }

    /// Which mark stands for an event: its own, or that of what it belongs to.
    #[must_use]
    pub fn mark_index_of(&self, event: EventId) -> Option<usize> {
        self.mark_of.get(event.index()).copied().flatten()
    }

    /// What happened at an event in words, without a full stop, if it has a mark or a note of its own.
    #[must_use]
    pub fn title_of(&self, event: EventId) -> Option<&str> {
        let mark = self.mark_index_of(event).map(|mark| &self.marks[mark]);
        let own = mark.filter(|mark| mark.event == event).map(|mark| &*mark.title);
        let note = || self.notes_in(&(event.index()..event.index() + 1)).next();
        own.or_else(|| Some(&*self.notes[note()?].title))
    }

    /// Which write loses by an event, and why, if one does.
    #[must_use]
    pub fn loser_at(&self, event: EventId) -> Option<&(Dot, String)> {
        let mark = &self.marks[self.mark_index_of(event)?];
        mark.loser.as_ref().filter(|_| mark.event == event)
    }

    /// The message that an event is about.
    #[must_use]
    pub fn message_of(&self, event: EventId) -> Option<MessageId> {
        self.message_of.get(event.index()).copied().flatten()
    }

    /// Where a message is in `messages`.
    #[must_use]
    pub fn message_index(&self, message: MessageId) -> Option<usize> {
        self.index_of.get(&message).copied()
    }
}

/// The part of a list that belongs to some events; it is in their order.
fn part<T>(
    list: &PagedVec<T>,
    events: &Range<usize>,
    event_of: impl Fn(&T) -> Option<EventId>,
) -> Range<usize> {
    let before = |end: usize| {
        list.partition_point(|item| event_of(item).is_some_and(|event| event.index() < end))
    };
    before(events.start)..before(events.end)
}
