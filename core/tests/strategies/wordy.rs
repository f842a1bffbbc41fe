//! Texts that begin with, are, or hold words of the grammar: what a reader of text is most likely to
//! take for something else.

use proptest::prelude::*;
use proptest::sample::select;

/// The words inside of a request, where keys stand too.
const OF_REQUESTS: [&str; 8] = ["seen", "none", "stamp", "read", "get", "del", "delete", "list"];

/// Every other word that means something somewhere in a line.
const OTHERS: [&str; 56] = [
    "note",
    "hold",
    "open",
    "cut",
    "heal",
    "delay",
    "loss",
    "duplication",
    "fifo",
    "release",
    "drop",
    "dup",
    "duplicate",
    "partition",
    "crash",
    "restart",
    "with",
    "without",
    "disk",
    "view",
    "join",
    "from",
    "leave",
    "gossip",
    "snapshot",
    "transfer",
    "skew",
    "wait",
    "all",
    "next",
    "title",
    "notes",
    "seed",
    "replicas",
    "members",
    "rule",
    "custom",
    "causal",
    "sessions",
    "timeout",
    "dependencies",
    "conflicts",
    "writes",
    "broadcast",
    "health",
    "evict",
    "amnesia",
    "mistakes",
    "links",
    "link",
    "latency",
    "state",
    "off",
    "on",
    "at",
    "ms",
];

/// What can stand before a word.
const BEFORE: [&str; 12] = ["", "", "", "", " ", "\"", "#", "@", "+", "1. ", "\u{feff}", "\u{a0}"];

/// What can stand between two words.
const BETWEEN: [&str; 24] = [
    "", " ", ":", ": ", " : ", "=", " = ", "->", "→", "-", ".", "..", "@", "\"", "#", " #", ",",
    "|", ")", "'", "\\", "\t", "\u{feff}", "\u{2028}",
];

/// What can stand behind.
const BEHIND: [&str; 10] = ["", "x", "1", "A", "A1", "A1:", "none:", " = 1", "#2", " # x"];

fn word() -> impl Strategy<Value = String> {
    let word = prop_oneof![select(&OF_REQUESTS[..]), select(&OTHERS[..])];
    (word, 0..4_u8).prop_map(|(word, spelled)| match spelled {
        0 => word.to_uppercase(),
        _ => word.to_owned(),
    })
}

/// A word of the grammar, alone or among others.
pub(super) fn wordy() -> impl Strategy<Value = String> {
    let behind = prop_oneof![select(&BEHIND[..]).prop_map(String::from), word()];
    (select(&BEFORE[..]), word(), select(&BETWEEN[..]), behind)
        .prop_map(|(before, word, between, behind)| format!("{before}{word}{between}{behind}"))
}

/// Replicas that are called like words of the grammar, each differently.
pub(super) fn names_of_words(n_replicas: usize) -> impl Strategy<Value = Vec<String>> {
    let words = OF_REQUESTS.iter().chain(&OTHERS).map(ToString::to_string).collect::<Vec<_>>();
    Just(words).prop_shuffle().prop_map(move |mut words| {
        words.truncate(n_replicas);
        words
    })
}
