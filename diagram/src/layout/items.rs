//! The things that the chart consists of, before any geometry.

use causal_core::check::Finding;
use causal_core::clock::{Dot, ReplicaId};
use causal_core::world::event::{EventId, LossReason};
use causal_core::world::network::{LinkId, MessageId};

use super::kinds::{MarkKind, NoteKind, Purpose};
use crate::words;

/// One column of the diagram: what shows at one place along time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// The first event that shows in it.
    pub first: EventId,
    /// The stop at which it shows.
    pub stop: usize,
    /// Whether it holds a note: beside a mark, or instead of one.
    pub is_note: bool,
    /// How many small characters the words beside its mark have.
    pub n_chars: usize,
}

/// Something that happens at a place. Which events have one is decided in `builder.rs`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The event that it stands for.
    pub event: EventId,
    /// The arrival that a discard at once stands for as well.
    pub arrival: Option<EventId>,
    /// What kind of thing happened.
    pub kind: MarkKind,
    /// Where; for a loss the replica that it was meant for.
    pub replica: ReplicaId,
    /// The column in which it stands.
    pub column: usize,
    /// Which write it is about, if it is about one.
    pub dot: Option<Dot>,
    /// The message that brought it, or lost it.
    pub message: Option<MessageId>,
    /// What is wrong with it.
    pub alarm: Option<Alarm>,
    /// Which write lost to another one by this, where one of two concurrent writes wins; and why.
    pub loser: Option<(Dot, String)>,
    /// A few words beside it, if no write's name stands there.
    pub label: String,
    /// The event in words, without a full stop.
    pub title: String,
    /// What is wrong with it in words.
    pub wrong: Option<String>,
}

/// A violation at a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alarm {
    /// What the judge found.
    pub finding: Finding,
    /// The mark of the cause, if there is one.
    pub cause: Option<usize>,
}

/// A message in flight, from its sending to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageInFlight {
    /// The message that is drawn.
    pub message: MessageId,
    /// What it carries, in a word or two.
    pub carries: String,
    /// From when on it exists.
    pub sent: EventId,
    /// What it is for.
    pub purpose: Purpose,
    /// The mark from which it leaves: its write, or whatever made its sender send it.
    pub start: usize,
    /// Whether it is somebody's duplicate.
    pub is_copy: bool,
    /// The mark at which it ends.
    pub end: Option<usize>,
    /// The event at which it ends.
    pub ended: Option<EventId>,
    /// Whether it was lost as it was sent: it gets no farther than its first half column.
    pub is_stub: bool,
    /// When it was held, in order.
    pub holds: Vec<Hold>,
    /// Why it was lost, if it was.
    pub loss: Option<LossReason>,
}

/// A time during which a message is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hold {
    /// The event with which it begins.
    pub since: EventId,
    /// The event with which it ends.
    pub until: Option<EventId>,
    /// The last column before it.
    pub column: usize,
}

/// The time between the arrival of a write, or a client's request, and what becomes of it, if that is
/// not at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wait {
    /// The mark of the arrival.
    pub arrival: usize,
    /// The mark of the delivery, the discard, the answer, or of what made the replica forget it.
    pub end: Option<usize>,
    /// The event with which it begins.
    pub since: EventId,
    /// The event with which it ends.
    pub until: Option<EventId>,
    /// Whose request waits; `None` if it is a write that does.
    pub client: Option<String>,
    /// The write that waits; `None` if it is a request that does.
    pub dot: Option<Dot>,
    /// What else waits since the same arrival, and was there before.
    pub(super) before: Option<usize>,
    /// The names of the missing writes at its beginning; none if no write can help.
    pub missing: Vec<String>,
}

/// A change to links, or a remark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The first of the events that it stands for.
    pub event: EventId,
    /// The column in which it stands.
    pub column: usize,
    /// What kind of note it is.
    pub kind: NoteKind,
    /// The links that it is about.
    pub links: Vec<LinkId>,
    /// A few characters to stand beside the sign.
    pub label: String,
    /// The note in words.
    pub title: String,
}

/// The time between a replica's crash and its restart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outage {
    /// The replica that was down.
    pub replica: ReplicaId,
    /// The column of the crash.
    pub since: usize,
    /// The column of the restart, if there was one.
    pub until: Option<usize>,
}

impl Mark {
    /// The event in words, with who loses by it and what is wrong with it.
    #[must_use]
    pub fn in_words(&self) -> String {
        let why = self.loser.as_ref().map(|(_, why)| why);
        let parts = std::iter::once(&self.title).chain(why).chain(&self.wrong);
        parts.map(|part| &**part).collect::<Vec<&str>>().join(". ")
    }

    /// Whether its own write has lost.
    #[must_use]
    pub fn has_lost(&self) -> bool {
        self.loser.as_ref().is_some_and(|(loser, _)| Some(*loser) == self.dot)
    }
}

impl Note {
    /// What it says in lines of so many characters, as many lines as are wanted; a violation's few
    /// words, for its sentence is long.
    #[must_use]
    pub fn lines(&self, chars: usize, most: usize) -> Vec<String> {
        let text = if self.kind == NoteKind::Violation { &self.label } else { &self.title };
        words::in_lines(text, chars, most)
    }
}

impl MessageInFlight {
    /// Whether it is neither at its end nor unsent when so many events have happened.
    #[must_use]
    pub fn is_open_at(&self, position: usize) -> bool {
        let has_ended = self.ended.is_some_and(|event| event.index() < position);
        self.sent.index() < position && !has_ended
    }

    /// How it is held when so many events have happened, if it is.
    #[must_use]
    pub fn hold_at(&self, position: usize) -> Option<&Hold> {
        let is_on = |hold: &&Hold| {
            hold.since.index() < position && hold.until.is_none_or(|end| end.index() >= position)
        };
        self.holds.iter().find(is_on)
    }
}

impl Wait {
    /// Whether it has begun and not ended when so many events have happened.
    #[must_use]
    pub fn is_open_at(&self, position: usize) -> bool {
        let has_ended = self.until.is_some_and(|event| event.index() < position);
        self.since.index() < position && !has_ended
    }
}
