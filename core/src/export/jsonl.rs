//! A history as JSON Lines: one object for each event, in order, for scripts and notebooks.
//!
//! Every object has these fields, in this order:
//!
//! | field | |
//! |---|---|
//! | `index` | the event's position in the history, from 0 |
//! | `at` | virtual time, in milliseconds |
//! | `replica` | the letter of the replica where it happened; `null` for what happens to links |
//! | `cause` | the index of the event that it stems from; `null` if there is none |
//! | `clock` | its event clock as an object, letters to counts (Fidge 1988, Mattern 1989: a receipt learns what the sending knew, so it orders messages; what orders writes are their `deps`); `null` for what happens to links |
//! | `kind` | `requested`, `accepted`, `parked`, `rejected`, `replied`, `sent`, `lost`, `duplicated`, `held`, `released`, `received`, `buffered`, `delivered`, `discarded`, `conflict`, `state-merged`, `joined`, `crashed`, `restarted`, `view-changed`, `peer-down`, `peer-up`, `pruned`, `collected`, `skew-set`, `erred`, `links-changed`, `partitioned`, `healed`, `link-changed`, `time-passed`, `noted`, or another word in versions to come |
//! | `text` | the event in words |
//!
//! and those of these that its kind has:
//!
//! | field | of which kinds | |
//! |---|---|---|
//! | `message` | all about a message | its id, `A>C#2`; of `duplicated`, the copy's |
//! | `write` | all about a write | a write, see below |
//! | `request` | `requested`, `accepted`, `parked`, `rejected`, `replied` | its number |
//! | `session` | `requested` | the client's name |
//! | `op` | `requested` | `{"verb": "put", "key", "value"}`; verbs are `put`, `get`, `delete`, only `put` has a value |
//! | `is_brought` | `requested` | whether the client brought its metadata along, instead of going on from its last reply |
//! | `ahead_of` | `accepted` | what of its deps is not delivered there yet, as `missing`; `[]` unless writes may be ahead |
//! | `is_new` | `accepted` | whether the key showed no value there before |
//! | `metadata` | `requested`, `replied` | what the session has seen, a vector; `null` before its first reply |
//! | `missing` | `parked`, `buffered` | what it waits for: a list of `{"actor", "first", "last"}`, both ends included; empty if nothing can help |
//! | `why` | `rejected`, `lost`, `discarded` | `not-covered`, `timed-out`, `crashed`, `joining`, `not-a-member`; `cut`, `chance`, `dropped`, `receiver-down`; `already-delivered`, `already-waiting`, `refused` |
//! | `answer` | `replied` | `{"accepted": dot}`, `{"values": [write, …]}`, `{"unavailable": why}`, or `{}` for no such key |
//! | `stamp` | `replied` | under `lww` the highest stamp that the session has seen |
//! | `carries` | `sent`, `lost`, `duplicated`, `received` | what travels, unless it is a write and nothing else: `{"kind"}`, one of `repair`, `vector`, `state-request`, `no-state`, `state`, `view`, `acknowledgement`, `ping`, `pong`, with its `report`, `view`, `round`, `wants_answer`, `state` or `dot` |
//! | `due` | `sent`, `duplicated`, `released` | when it arrives, in virtual milliseconds |
//! | `held` | `sent`, `duplicated` | whether its link holds it |
//! | `original` | `duplicated` | the message that was copied |
//! | `key`, `siblings` | `conflict` | the key, and the dots of its values |
//! | `state` | `state-merged` | `{"report", "view", "serves", "store", "ahead"}` of the sender; the store is an object of keys and their writes |
//! | `brought_up` | `joined` | whether a state has brought it up; otherwise no member has one any more |
//! | `actor`, `disk`, `phase` | `restarted` | who it is now; `keep`, `lose`; `outside`, `joining`, `serving` |
//! | `view`, `phase` | `view-changed` | `{"number", "by", "members"}`, and what it makes of the replica |
//! | `peer` | `peer-down`, `peer-up` | its letter |
//! | `reported`, `stable` | `pruned` | the vectors of what all members have reported, and of what is stable; `null` if no tombstone went |
//! | `tombstones` | `collected` | the deletes that are forgotten, by name |
//! | `ms` | `skew-set` | by how much the replica's own clock is ahead of time |
//! | `seen`, `store` | `erred` | what a mistake has made of the replica's vector and of what it shows |
//! | `link`, `setting` | `link-changed` | `A>C`; `{"latency", "loss", "duplicate", "fifo", "state"}` as in a scenario |
//! | `setting` | `links-changed` | the one of these fields that is the same of all links now |
//! | `groups` | `partitioned` | a list of lists of letters; a replica that is in none is alone |
//! | `note` | `noted` | the remark |
//!
//! A write is `{"dot", "deps", "context", "key", "value"}`, and `"stamp"` where the conflict policy gives
//! one; the value of a delete is `null`. A report is `{"of", "seen", "made", "known", "is_farewell"}`: what
//! a replica says of itself. A dot is
//! written `A1`, or `A'1` after a replica has lost its disk; a vector is an object of actors and
//! counts, without zeros. Fields are only ever added, and kinds too.

mod fields;
mod values;

pub(super) use values::{answer_object, link_setting, operation};

use crate::clock::EventClock;
use crate::history::{History, event_clocks, event_in_words};
use crate::world::event::Event;

use super::object::{Object, counts};
use super::wire::WireWord as _;

/// Writes a history as JSON Lines; each line ends in LF.
#[must_use]
pub fn write(history: &History) -> String {
    lines(history).into_iter().map(|line| line + "\n").collect()
}

/// The objects of a history, one text for each event.
#[must_use]
pub fn lines(history: &History) -> Vec<String> {
    let clocks = event_clocks(history);
    let events = history.events().iter().zip(&clocks);
    events.map(|(event, clock)| line(event, clock.as_ref())).collect()
}

fn line(event: &Event, clock: Option<&EventClock>) -> String {
    let mut line = Object::new();
    line.number("index", u64::from(event.id.0));
    line.number("at", event.at);
    line.text_or_null("replica", event.replica);
    match event.cause {
        Some(cause) => line.number("cause", u64::from(cause.0)),
        None => line.null("cause"),
    }
    match clock {
        Some(clock) => line.object("clock", counts(clock.iter())),
        None => line.null("clock"),
    }
    line.text("kind", event.kind.word());
    line.text("text", &event_in_words(event));
    fields::push(&mut line, &event.kind);
    line.done()
}
