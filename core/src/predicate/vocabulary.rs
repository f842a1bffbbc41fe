//! The words of the language: what can be asked, of what, and how it is said. One row for each.
//!
//! In a sentence `{0}` stands for the first thing that is asked about, and of `[is|is not]` the
//! second is said where the opposite is meant.

use super::sort::Sort;
use crate::check::Guarantee;

/// What is so or not of some things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Asks {
    Shows,
    ShowsValue,
    Same,
    Waiting,
    Up,
    Quiet,
    Idle,
    Made,
    Arrived,
    Buffered,
    BufferedFor,
    Delivered,
    DeliveredAgain,
    Lost,
    WronglyDropped,
    Concurrent,
    Answered,
    Waited,
    Refused,
    Broke,
}

/// What can be said of some things as a number, a value, a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Gives {
    Value,
    Siblings,
    NWaiting,
    Tombstones,
    Vector,
    Store,
    By,
    Val,
    Key,
    Dot,
    Past,
    NPast,
    Client,
    Where,
    Asked,
    NLost,
    NCollected,
    NActions,
    NDone,
    Count,
    Answer,
}

use Sort::{Answer, Client, Domain, Dot, Key, Number, Read, Replica, Store, Value, Vector, Verb};
use Sort::{Guarantee as Promise, Write, Writes};

/// What can be asked: its name, of what, and how it is said. Where a name is given twice, the number
/// of things tells which is meant.
pub(super) const ASKS: [(&str, &[Sort], Asks, &str); 20] = [
    ("shows", &[Replica, Key], Asks::Shows, "{0} [shows|does not show] a value of {1}"),
    ("shows", &[Replica, Key, Value], Asks::ShowsValue, "{0} [shows|does not show] {1} = {2}"),
    ("same", &[Key], Asks::Same, "[all|not all] replicas that serve show the same of {0}"),
    ("waiting", &[Write, Replica], Asks::Waiting, "{0} [waits|does not wait] in the buffer of {1}"),
    ("up", &[Replica], Asks::Up, "{0} [is|is not] up"),
    ("quiet", &[], Asks::Quiet, "[no|a] message is on its way or held"),
    ("idle", &[], Asks::Idle, "[nothing|something] is on its way, held or in a buffer"),
    ("made", &[Write], Asks::Made, "{0} [has been|has not been] made"),
    ("arrived", &[Write, Replica], Asks::Arrived, "{0} [has arrived|has not arrived] at {1}"),
    (
        "buffered",
        &[Write, Replica],
        Asks::Buffered,
        "{0} [has had|has not had] to wait in the buffer of {1}",
    ),
    (
        "buffered",
        &[Write, Replica, Number],
        Asks::BufferedFor,
        "{0} [has had|has not had] to wait in the buffer of {1} for at least {2} writes",
    ),
    (
        "delivered",
        &[Write, Replica],
        Asks::Delivered,
        "{0} [has taken|has not taken] effect at {1}",
    ),
    (
        "deliveredAgain",
        &[Write, Replica],
        Asks::DeliveredAgain,
        "{0} [has been|has not been] delivered at {1} once more after it had taken effect there",
    ),
    (
        "lost",
        &[Write, Replica],
        Asks::Lost,
        "a message to {1} with {0} [has been|has not been] lost",
    ),
    (
        "wronglyDropped",
        &[Write, Replica],
        Asks::WronglyDropped,
        "{1} [has discarded|has not discarded] {0} though it had not taken effect there",
    ),
    ("conc", &[Write, Write], Asks::Concurrent, "{0} and {1} [are|are not] concurrent"),
    (
        "answered",
        &[Read],
        Asks::Answered,
        "{0} [has been|has not been] answered with what is shown",
    ),
    ("waited", &[Read], Asks::Waited, "{0} [has had|has not had] to wait"),
    ("refused", &[Read], Asks::Refused, "{0} [has been|has not been] turned down"),
    ("broke", &[Read, Promise], Asks::Broke, "the answer to {0} [breaks|does not break] {1}"),
];

/// What can be said: its name, of what, what it is, and how it is said.
pub(super) const GIVES: [(&str, &[Sort], Gives, Sort, &str); 21] = [
    ("value", &[Replica, Key], Gives::Value, Value, "the value of {1} at {0}"),
    ("siblings", &[Replica, Key], Gives::Siblings, Number, "the number of values of {1} at {0}"),
    ("waiting", &[Replica], Gives::NWaiting, Number, "the number of writes in the buffer of {0}"),
    ("tombs", &[Replica], Gives::Tombstones, Number, "the number of tombstones at {0}"),
    ("vector", &[Replica], Gives::Vector, Vector, "the version vector of {0}"),
    ("store", &[Replica], Gives::Store, Store, "all that {0} shows"),
    ("by", &[Write], Gives::By, Replica, "the author of {0}"),
    ("val", &[Write], Gives::Val, Value, "the value that {0} stores"),
    ("key", &[Write], Gives::Key, Key, "the key of {0}"),
    ("dot", &[Write], Gives::Dot, Dot, "the dot of {0}"),
    ("past", &[Write], Gives::Past, Writes, "the set of writes before {0}"),
    ("count", &[Writes], Gives::NPast, Number, "the size of {0}"),
    ("client", &[Read], Gives::Client, Client, "the client of {0}"),
    ("where", &[Read], Gives::Where, Replica, "the replica that {0} asks"),
    ("asked", &[Read], Gives::Asked, Key, "the key that {0} asks for"),
    ("lost", &[], Gives::NLost, Number, "the number of messages lost"),
    ("collected", &[], Gives::NCollected, Number, "how often tombstones were forgotten"),
    ("actions", &[], Gives::NActions, Number, "the number of actions"),
    ("did", &[Verb], Gives::NDone, Number, "the number of {0} actions"),
    ("count", &[Domain], Gives::Count, Number, "the number of {0}"),
    ("answer", &[Answer], Gives::Answer, Answer, "the answer to {0}"),
];

/// What a quantifier can range over, by its word; one of it; and the first letters of variables that
/// range over it unless something else is said.
pub(super) const DOMAINS: [(&str, Sort, &str, &str); 6] = [
    ("writes", Write, "write", "wmnv"),
    ("replicas", Replica, "replica", "rsp"),
    ("keys", Key, "key", "k"),
    ("clients", Client, "client", "c"),
    ("reads", Read, "read", "q"),
    ("moments", Sort::Moment, "moment", "t"),
];

/// The session guarantees by their words.
pub(super) const GUARANTEES: [(&str, Guarantee, &str); 3] = [
    ("ryw", Guarantee::ReadYourWrites, "read your writes"),
    ("monotonic", Guarantee::MonotonicReads, "monotonic reads"),
    ("follow", Guarantee::WritesFollowReads, "writes follow reads"),
];

/// What can go wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A write took effect before one that happens before it.
    Causal,
    /// A write took effect before an earlier one of its author.
    Fifo,
    /// Two writes took effect in different orders at two replicas.
    Total,
    /// A write took effect twice.
    Twice,
    /// A write was discarded though it never took effect there.
    Dropped,
    /// Two writes have one name.
    Names,
    /// A write took effect that nobody asked for.
    MadeUp,
    /// Two replicas have equal vectors and show different values.
    Diverged,
    /// A client was not shown its own write.
    ReadYourWrites,
    /// A client was not shown what it had been shown.
    MonotonicReads,
    /// A client's write took effect before an earlier one of that client.
    MonotonicWrites,
    /// A client was not shown what comes before what it knows, or a write took effect before what
    /// its client had read.
    WritesFollowReads,
    /// A write waits, once a step is over, though all that happens before it has taken effect there, or
    /// though it has taken effect there itself.
    HeldBack,
    /// Any of these but `Fifo` and `Total`, which nobody promises.
    Any,
}

impl Kind {
    /// Every kind by its word, and the sentence that says it.
    pub(super) const ALL: [(&'static str, Self, &'static str); 14] = [
        ("causal", Self::Causal, "[a|no] write has taken effect before one that happens before it"),
        ("fifo", Self::Fifo, "[a|no] write has taken effect before an earlier one of its author"),
        (
            "total",
            Self::Total,
            "[two|no two] replicas have delivered two writes in different orders",
        ),
        ("twice", Self::Twice, "[a|no] write has taken effect twice at one replica"),
        (
            "dropped",
            Self::Dropped,
            "[a|no] write has been discarded where it had never taken effect",
        ),
        ("names", Self::Names, "[two|no two] writes have one name"),
        ("madeUp", Self::MadeUp, "[a|no] write has taken effect that no client asked for"),
        (
            "diverged",
            Self::Diverged,
            "[two|no two] replicas with equal vectors have shown different values",
        ),
        ("ryw", Self::ReadYourWrites, "[a|no] client has missed a write of its own"),
        (
            "monotonic",
            Self::MonotonicReads,
            "[a|no] client has missed what it had been shown before",
        ),
        (
            "mw",
            Self::MonotonicWrites,
            "[a|no] write has taken effect before an earlier one of its client",
        ),
        (
            "wfr",
            Self::WritesFollowReads,
            "[a|no] client or write has gone before what its client had read",
        ),
        (
            "heldBack",
            Self::HeldBack,
            "[a|no] write has been left waiting where nothing was missing",
        ),
        (
            "any",
            Self::Any,
            "[something|nothing] has gone wrong with delivery, a session or agreement",
        ),
    ];

    /// Its place among the kinds; of any kind the places of all.
    pub(super) fn bit(self) -> u16 {
        match self {
            Self::Any => ((1 << (Self::Any as u16)) - 1) & !Self::Fifo.bit() & !Self::Total.bit(),
            kind => 1 << (kind as u16),
        }
    }
}

/// Puts things in their places in a sentence of the vocabulary, or in its opposite.
pub(super) fn filled(sentence: &str, of: &[String], is_so: bool) -> String {
    let mut says = String::new();
    let mut rest = sentence;
    while let Some(at) = rest.find(['{', '[']) {
        says.push_str(&rest[..at]);
        let close = if rest[at..].starts_with('{') { '}' } else { ']' };
        let Some(end) = rest.find(close) else { break };
        let inner = &rest[at + 1..end];
        match inner.split_once('|') {
            Some((so, not)) => says.push_str(if is_so { so } else { not }),
            None => {
                let thing = inner.parse().ok().and_then(|index: usize| of.get(index));
                says.push_str(thing.map_or("", |thing| thing));
            }
        }
        rest = &rest[end + 1..];
    }
    says + rest
}
