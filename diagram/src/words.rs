//! The words that the diagram, its summary and the page share.

mod findings;
mod lines;
mod links;
mod replicas;
mod requests;
mod short;

use causal_core::replica::protocol::Message;

pub use findings::violation;
pub use lines::{columns, cut, in_lines};
pub use links::{changed, link, link_state, links_changed};
pub use replicas::{news, replica_changed, replica_changed_in_short};
pub use requests::{asks, loses, told};
pub use short::violation_in_short;

/// How many columns of words stand beside a mark at most.
pub const LABEL_COLUMNS: usize = 16;

/// "A1", "A1 and C2", "A1, B2 and C2".
#[must_use]
pub fn list<T: ToString>(items: impl IntoIterator<Item = T>) -> String {
    let words: Vec<String> = items.into_iter().map(|item| item.to_string()).collect();
    match words.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
    }
}

/// "1 event", "2 events".
#[must_use]
pub fn counted(count: usize, what: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {what}{plural}")
}

/// What a message carries, in a word or two.
#[must_use]
pub fn carries(what: &Message) -> String {
    match what {
        Message::Write(write) => write.dot.to_string(),
        Message::Repair(write) => format!("{} again", write.dot),
        Message::Vector { .. } => "gossip".to_owned(),
        Message::StateRequest { .. } => "a request".to_owned(),
        Message::State(_) => "a state".to_owned(),
        Message::NoState { .. } => "no state".to_owned(),
        Message::View { .. } => "a view".to_owned(),
        Message::Acknowledgement(dot) => format!("{dot} has come"),
        Message::Ping => "a ping".to_owned(),
        Message::Pong => "a pong".to_owned(),
    }
}
