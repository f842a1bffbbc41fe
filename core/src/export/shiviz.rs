//! A run as a log for [ShiViz](https://bestchai.bitbucket.io/shiviz/), with the header that tells it
//! how to read the log.
//!
//! ```text
//! (?<host>\S*) (?<clock>{.*}) (?<kind>\S*) (?<msg>\S*) (?<vv>\S*)\n(?<event>.*)
//!
//! A {"A":2} write A1 A1.B0.C0
//! accepts A1 "x" = "1" after ⟨⟩
//! B {"A":3, "B":2} apply A1 A1.B0.C0
//! delivers A1 "x" = "1" after ⟨⟩
//! ```
//!
//! The first line is the regular expression by which ShiViz reads the rest; without it ShiViz takes
//! the lines of each pair in the other order. The second would name what stands between several
//! executions; there is one.
//!
//! - `host` is the replica's letter; what happens to links and in nobody's place is on a host of its
//!   own, `network`, which knows of sendings and of which nobody knows. Names of replicas stand in
//!   lines that match nothing: ShiViz skips them.
//! - `clock` is **not** the vector of the protocol, of which ShiViz could make nothing: it is an event
//!   clock (Fidge 1988, Mattern 1989) that ticks on every line of the log.
//! - `kind` is `write`, `apply`, `buffer`, `read` or `drop`; any other event has its own word.
//! - `msg` is the write that the event is about, or else its message, or `-`.
//! - `vv` is what the replica believes to have delivered, right after the event: `A1.B0.C0`.
//!
//! ShiViz draws an arrow where an entry of a clock grows. So there are two views; see [`View`].

mod clocks;

use std::fmt::Write as _;
use std::sync::Arc;

use super::words::{one_line, word};
use crate::clock::{Actor, VersionVector};
use crate::history::{History, Moment, event_in_words};
use crate::replica::protocol::Op;
use crate::world::event::{Event, EventKind};
use crate::world::setting::Setting;
use clocks::Clocks;

/// How ShiViz is told to read the log: the first line of every export.
pub const HEADER: &str =
    r"(?<host>\S*) (?<clock>{.*}) (?<kind>\S*) (?<msg>\S*) (?<vv>\S*)\n(?<event>.*)";

/// What an event learns from, and so which arrows ShiViz draws.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// Causality of the store: a replica learns when a write takes effect. Every delivery has its
    /// arrow, also that of a write that another one had overtaken.
    #[default]
    Delivery,
    /// Causality of the network: a replica learns when a message arrives. Faithful to
    /// happened-before, but ShiViz draws no arrow for an overtaken message: what it tells was
    /// known by then.
    Network,
}

/// Writes a history as a ShiViz log. Lines end in LF; the same history gives the same text.
#[must_use]
pub fn write(history: &History, setting: &Setting, view: View) -> String {
    let mut log = format!("{HEADER}\n\n");
    write_names(&mut log, setting);
    let mut clocks = Clocks::new(history, view);
    let mut moment = Moment::start(Arc::new(setting.clone()));
    for event in history.events() {
        moment.apply(event);
        let (kind, message) = (kind_of(event), message_of(event));
        let clock = clocks.next(event);
        let (host, seen) = match event.replica {
            Some(replica) => {
                let seen = moment.replica(replica).map(|here| &here.seen);
                (replica.to_string(), seen.map_or_else(unknown, |seen| vector(seen, setting)))
            }
            None => (clocks::NETWORK.to_owned(), unknown()),
        };
        let text = event_in_words(event);
        writeln!(log, "{host} {clock} {kind} {message} {seen}\n{}", one_line(&text))
            .expect("a string takes all");
    }
    log
}

/// Names in lines that no reader takes for an event: what follows the first space is no `{`.
fn write_names(log: &mut String, setting: &Setting) {
    for replica in setting.replicas() {
        let (letter, name) = (replica.to_string(), setting.name(replica));
        if name != letter {
            writeln!(log, "# {letter} is {}", one_line(&name)).expect("a string takes all");
        }
    }
}

fn unknown() -> String {
    "-".to_owned()
}

fn kind_of(event: &Event) -> String {
    if let EventKind::Requested { op: Op::Get { .. }, .. } = event.kind {
        return "read".to_owned();
    }
    let kind = word(&event.kind);
    match &*kind {
        "accepted" => "write".to_owned(),
        "delivered" => "apply".to_owned(),
        "buffered" => "buffer".to_owned(),
        "lost" => "drop".to_owned(),
        "crashed" => "crash".to_owned(),
        "restarted" => "restart".to_owned(),
        _ => kind,
    }
}

fn message_of(event: &Event) -> String {
    let write = event.kind.write().map(|write| write.dot.to_string());
    write.or_else(|| event.kind.message().map(|id| id.to_string())).unwrap_or_else(unknown)
}

/// A vector as one word: every replica of the setting, then whoever else is in it.
fn vector(seen: &VersionVector, setting: &Setting) -> String {
    let firsts = setting.replicas().map(Actor::first);
    let known = firsts.map(|actor| (actor, seen.get(actor)));
    let is_other = |actor: Actor| actor.incarnation > 0 || !setting.has(actor.replica);
    let others = seen.iter().filter(|(actor, _)| is_other(*actor));
    let entries: Vec<String> =
        known.chain(others).map(|(actor, counter)| format!("{actor}{counter}")).collect();
    entries.join(".")
}
