//! A run as a log for [ShiViz](https://bestchai.bitbucket.io/shiviz/), with the header that tells it
//! how to read the log.
//!
//! ```text
//! (?<host>\S*) (?<clock>{.*}) (?<kind>\S*) (?<msg>\S*) (?<vv>\S*)\n(?<event>.*)
//!
//! A {"A":2} write A1 A1.B0.C0
//! accepts A1 "x" = "1" after ⟨⟩
//! B {"A":2, "B":2} apply A1 A1.B0.C0
//! delivers A1 "x" = "1" after ⟨⟩
//! ```
//!
//! The first line is the regular expression by which ShiViz reads the rest; without it ShiViz takes
//! the lines of each pair in the other order. The second would name what stands between several
//! executions; there is one.
//!
//! - `host` is the replica's letter, with a prime for each time that it lost its disk: what it knew
//!   is gone, so it goes on as somebody else. What happens to links and in nobody's place is on a host
//!   of its own, `network`, of which nobody knows. Names of replicas stand in lines that match
//!   nothing: ShiViz skips them.
//! - `clock` is **not** the vector of the protocol, of which ShiViz could make nothing: it is an event
//!   clock ([`EventClock`](crate::clock::EventClock)) that ticks on every line of the log.
//! - `kind` is `write`, `apply`, `buffer`, `read` or `drop`; any other event has its own word.
//! - `msg` is the write that the event is about, or else its message, or `-`.
//! - `vv` is what the replica believes to have delivered, right after the event: `A1.B0.C0`.
//!
//! ShiViz draws an arrow where an entry of a clock grows. So there are two views; see [`View`].

mod clocks;
mod hosts;

use std::fmt::Write as _;
use std::sync::Arc;

use super::wire::WireWord as _;
use super::words::one_line;
use crate::clock::{Actor, VersionVector};
use crate::history::{History, Moment, event_in_words};
use crate::replica::protocol::Op;
use crate::world::event::{Event, EventKind};
use crate::world::setting::Setting;
use clocks::Clocks;
use hosts::Host;

/// How ShiViz is told to read the log: the first line of every export.
pub const HEADER: &str =
    r"(?<host>\S*) (?<clock>{.*}) (?<kind>\S*) (?<msg>\S*) (?<vv>\S*)\n(?<event>.*)";

/// What an event learns from, and so which arrows ShiViz draws.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// Causality of the store: which writes happen before which is what the core says, exactly. A
    /// replica learns of a write when it takes effect, and from the write itself, whoever passed it
    /// on: a receipt of gossip, of a repair or of a ping tells nothing by itself. So every delivery
    /// has its arrow, also that of a write that another one had overtaken.
    ///
    /// Where writes depend on what their sessions have seen (`dependencies session`), causes do not
    /// travel through replicas but with clients. Then clients are hosts, `client-ann`: what they ask,
    /// what they write and what they are answered stands there, and an answer learns of the writes
    /// that it shows. A client who says itself what it has seen begins anew, with a prime.
    #[default]
    Delivery,
    /// Causality of the network: a replica also learns, when a message arrives, everything that its
    /// sender knew. Faithful to happened-before among replicas, so it has all pairs of the delivery
    /// view, and more; but ShiViz draws no arrow for an overtaken message: what it tells was known
    /// by then.
    Network,
}

/// Writes a history as a ShiViz log. Lines end in LF; the same history gives the same text.
#[must_use]
pub fn write(history: &History, setting: &Setting, view: View) -> String {
    let mut log = format!("{HEADER}\n\n");
    write_names(&mut log, setting);
    let mut clocks = Clocks::new(history, &setting.protocol, view);
    let mut moment = Moment::start(Arc::new(setting.clone()));
    for event in history.events() {
        moment.apply(event);
        let (host, stamp) = clocks.next(event);
        let (kind, message) = (kind_of(event), message_of(event));
        let seen = event.replica.and_then(|replica| moment.replica(replica));
        let seen = seen.map_or_else(unknown, |here| vector(&here.seen, setting));
        writeln!(log, "{stamp} {kind} {message} {seen}\n{}", text(event, host))
            .expect("a string takes all");
    }
    log
}

/// An event in words; if it stands on a client's line, with its replica.
fn text(event: &Event, host: Host) -> String {
    let words = event_in_words(event);
    match (host, event.replica) {
        (Host::Client(..), Some(replica)) => {
            one_line(&format!("at {replica}: {words}")).into_owned()
        }
        _ => one_line(&words).into_owned(),
    }
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

fn kind_of(event: &Event) -> &'static str {
    if let EventKind::Requested { op: Op::Get { .. }, .. } = event.kind {
        return "read";
    }
    match event.kind.word() {
        "accepted" => "write",
        "delivered" => "apply",
        "buffered" => "buffer",
        "lost" => "drop",
        "crashed" => "crash",
        "restarted" => "restart",
        word => word,
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
