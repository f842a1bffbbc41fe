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
//! | `kind` | `requested`, `accepted`, `parked`, `rejected`, `replied`, `sent`, `lost`, `duplicated`, `held`, `released`, `received`, `buffered`, `delivered`, `discarded`, `conflict`, `link-changed`, `links-changed`, `partitioned`, `healed`, `time-passed`, `noted`, or another word in versions to come |
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
//! | `metadata` | `requested`, `replied` | what the session has seen, a vector; `null` before its first reply |
//! | `missing` | `parked`, `buffered` | what it waits for: a list of `{"actor", "first", "last"}`, both ends included; empty if nothing can help |
//! | `why` | `rejected`, `lost`, `discarded` | `not-covered`, `timed-out`; `cut`, `chance`, `dropped`; `already-delivered`, `already-waiting` |
//! | `answer` | `replied` | `{"accepted": dot}`, `{"values": [write, …]}`, `{"unavailable": why}`, or `{}` for no such key |
//! | `due` | `sent`, `duplicated`, `released` | when it arrives, in virtual milliseconds |
//! | `held` | `sent`, `duplicated` | whether its link holds it |
//! | `original` | `duplicated` | the message that was copied |
//! | `key`, `siblings` | `conflict` | the key, and the dots of its values |
//! | `link`, `setting` | `link-changed` | `A>C`; `{"latency", "loss", "duplicate", "fifo", "state"}` as in a scenario |
//! | `setting` | `links-changed` | the one of these fields that is the same of all links now |
//! | `groups` | `partitioned` | a list of lists of letters; a replica that is in none is alone |
//! | `note` | `noted` | the remark |
//!
//! A write is `{"dot", "deps", "context", "key", "value"}`; the value of a delete is `null`. A dot is
//! written `A1`, or `A'1` after a replica has lost its disk; a vector is an object of actors and
//! counts, without zeros. Fields are only ever added, and kinds too.

mod fields;

pub(super) use fields::{answer_object, link_setting, operation};

use crate::clock::EventClock;
use crate::history::{History, event_clocks, event_in_words};
use crate::world::event::Event;

use super::object::{Object, counts};
use super::words::word;

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
    line.text("kind", &word(&event.kind));
    line.text("text", &event_in_words(event));
    fields::push(&mut line, &event.kind);
    line.done()
}
