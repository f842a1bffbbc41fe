//! Events as text: one line each, the form of golden tests, digests and the list view.

use std::fmt;
use std::sync::Arc;

use crate::clock::ReplicaId;
use crate::replica::protocol::Occurrence;
use crate::replica::protocol::{Answer, Disk, Key, Message, Op, Phase, Rejection, Write};
use crate::replica::rule::DiscardReason;
use crate::replica::{DotRange, Store};
use crate::world::action::LinkChange;
use crate::world::event::{Event, EventKind, LossReason};
use crate::world::network::{LinkSetting, LinkState};

use super::log::History;

impl fmt::Display for History {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.events().iter().try_for_each(|event| writeln!(f, "{event}"))
    }
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = self.replica.map_or_else(|| "-".to_owned(), |replica| replica.to_string());
        let cause = self.cause.map_or_else(String::new, |cause| format!(" <{cause}"));
        write!(f, "{:>4} @{:<6} {place:<2} {}{cause}", self.id, self.at, event_in_words(self))
    }
}

/// What happened, in one line of the field's words, without its place and time.
#[must_use]
pub fn event_in_words(event: &Event) -> String {
    match &event.kind {
        EventKind::Requested { session, op, metadata, is_brought, .. } => {
            let seen = metadata.as_ref().filter(|_| *is_brought);
            let seen = seen.map_or_else(String::new, |seen| format!(" having seen {seen}"));
            format!("{session} asks {}{seen}", op_in_words(op))
        }
        EventKind::Recorded { what, .. } => occurrence_in_words(what),
        EventKind::Replied { answer, metadata, .. } => {
            format!("answers {} {metadata}", answer_in_words(answer))
        }
        EventKind::Sent { message, what, due, held } => {
            format!("sends {message} with {}{}", message_in_words(what), travel(*due, *held))
        }
        EventKind::Lost { message, what, why } => {
            format!("{message} with {} is lost, {}", message_in_words(what), loss(*why))
        }
        EventKind::Duplicated { original, copy, due, held, .. } => {
            format!("{original} is duplicated as {copy}{}", travel(*due, *held))
        }
        EventKind::Held { message } => format!("{message} is held"),
        EventKind::Released { message, due } => format!("{message} is released, due @{due}"),
        EventKind::Received { message, what } => {
            format!("receives {message} with {}", message_in_words(what))
        }
        EventKind::LinkChanged { link, setting } => {
            format!("link {link} is {}", link_in_words(setting))
        }
        EventKind::LinksChanged { change } => format!("every link {}", change_in_words(*change)),
        EventKind::Partitioned { groups, n_alone } => {
            format!("the network parts into {}", groups_in_words(groups, *n_alone))
        }
        EventKind::Healed => "no link is cut any more".to_owned(),
        EventKind::TimePassed => "time passes".to_owned(),
        EventKind::Noted { text } => format!("note {text:?}"),
    }
}

/// What a replica does with requests and writes.
fn occurrence_in_words(what: &Occurrence) -> String {
    match what {
        Occurrence::Accepted { write, ahead_of, .. } => accepted_in_words(write, ahead_of),
        Occurrence::Parked { missing, .. } if missing.is_empty() => "parks the request".to_owned(),
        Occurrence::Parked { missing, .. } => {
            format!("parks the request, lacks {}", missing_in_words(missing))
        }
        Occurrence::Rejected { why, .. } => {
            format!("turns the request down, {}", rejection_in_words(*why))
        }
        Occurrence::Buffered { write, missing, .. } if missing.is_empty() => {
            format!("buffers {}, for ever", write.dot)
        }
        Occurrence::Buffered { write, missing, .. } => {
            format!("buffers {}, waits for {}", write.dot, missing_in_words(missing))
        }
        Occurrence::Delivered { write, .. } => {
            format!("delivers {}", write_in_words(write))
        }
        Occurrence::Discarded { write, why, .. } => {
            format!("discards {}, {}", write.dot, discard(*why))
        }
        Occurrence::Conflict { key, siblings } => {
            let dots: Vec<String> = siblings.iter().map(ToString::to_string).collect();
            format!("shows siblings of {key:?}: {}", dots.join(" "))
        }
        Occurrence::StateMerged { state, .. } => {
            format!("takes over the state {}", state.report.seen)
        }
        Occurrence::Joined { .. }
        | Occurrence::Crashed
        | Occurrence::Restarted { .. }
        | Occurrence::ViewChanged { .. }
        | Occurrence::PeerDown { .. }
        | Occurrence::PeerUp { .. }
        | Occurrence::Pruned { .. }
        | Occurrence::Collected { .. }
        | Occurrence::SkewSet { .. }
        | Occurrence::Erred { .. } => change_of_replica_in_words(what),
    }
}

/// What changes a replica itself.
fn change_of_replica_in_words(what: &Occurrence) -> String {
    match what {
        Occurrence::Joined { brought_up: true } => "has its state and joins".to_owned(),
        Occurrence::Joined { brought_up: false } => "takes part without a state".to_owned(),
        Occurrence::Crashed => "crashes".to_owned(),
        Occurrence::Restarted { actor, disk, phase } => {
            let disk = match disk {
                Disk::Keep => "with its disk",
                Disk::Lose => "without its disk",
            };
            format!("restarts {disk} as {actor}, {}", phase_in_words(*phase))
        }
        Occurrence::ViewChanged { view, phase } => {
            format!("has the view {view}, {}", phase_in_words(*phase))
        }
        Occurrence::PeerDown { peer } => {
            format!("takes {peer} for down")
        }
        Occurrence::PeerUp { peer } => {
            format!("hears from {peer} again")
        }
        Occurrence::Pruned { reported, stable: None } => {
            format!("forgets what is everywhere: {reported}")
        }
        Occurrence::Pruned { reported, stable: Some(stable) } => {
            format!("forgets what is everywhere: {reported}, and tombstones: {stable}")
        }
        Occurrence::Collected { tombstones } => {
            let dots: Vec<String> = tombstones.iter().map(ToString::to_string).collect();
            format!("forgets every tombstone: {}", dots.join(" "))
        }
        Occurrence::SkewSet { ms } => {
            format!("has a clock that is {}", skew_in_words(*ms))
        }
        Occurrence::Erred { seen, store } => {
            format!("errs: believes {seen}, shows{}", shown(store))
        }
        Occurrence::Accepted { .. }
        | Occurrence::Parked { .. }
        | Occurrence::Rejected { .. }
        | Occurrence::Buffered { .. }
        | Occurrence::Delivered { .. }
        | Occurrence::Discarded { .. }
        | Occurrence::Conflict { .. }
        | Occurrence::StateMerged { .. } => occurrence_in_words(what),
    }
}

/// The keys with the names of their writes.
fn shown(store: &Store) -> String {
    let of_key = |(key, writes): (&Key, &[Arc<Write>])| {
        let dots: Vec<String> = writes.iter().map(|write| write.dot.to_string()).collect();
        format!(" {key:?} = {}", dots.join(" "))
    };
    let keys: Vec<String> = store.iter().map(of_key).collect();
    if keys.is_empty() { " nothing".to_owned() } else { keys.join(",") }
}

fn accepted_in_words(write: &Write, ahead_of: &[DotRange]) -> String {
    let ahead = if ahead_of.is_empty() {
        String::new()
    } else {
        format!(", ahead of {}", missing_in_words(ahead_of))
    };
    format!("accepts {}{ahead}", write_in_words(write))
}

/// What a message carries, in a few words.
#[must_use]
pub fn message_in_words(what: &Message) -> String {
    match what {
        Message::Write(write) => write.dot.to_string(),
        Message::Repair(write) => format!("{} again", write.dot),
        Message::Vector { report, .. } => format!("its vector {}", report.seen),
        Message::StateRequest { .. } => "a request for the state".to_owned(),
        Message::NoState { .. } => "that it has no state".to_owned(),
        Message::State(state) => format!("its state {}", state.report.seen),
        Message::View { view, .. } => format!("the view {view}"),
        Message::Acknowledgement(dot) => format!("word that {dot} has come"),
        Message::Ping => "a ping".to_owned(),
        Message::Pong => "a pong".to_owned(),
    }
}

fn phase_in_words(phase: Phase) -> &'static str {
    match phase {
        Phase::Outside => "outside",
        Phase::Joining => "joining",
        Phase::Serving => "serving",
    }
}

fn op_in_words(op: &Op) -> String {
    match op {
        Op::Put { key, value } => format!("put {key:?} = {value:?}"),
        Op::Get { key } => format!("get {key:?}"),
        Op::Delete { key } => format!("delete {key:?}"),
        Op::List => "list".to_owned(),
    }
}

fn write_in_words(write: &Write) -> String {
    let Write { dot, deps, context, stamp, key, value } = write;
    let what = match value {
        Some(value) => format!("{dot} {key:?} = {value:?}"),
        None => format!("{dot} {key:?} deleted"),
    };
    let replaces = if context == deps { String::new() } else { format!(" over {context}") };
    let stamp = if *stamp == 0 { String::new() } else { format!(" stamp {stamp}") };
    format!("{what} after {deps}{replaces}{stamp}")
}

fn answer_in_words(answer: &Answer) -> String {
    match answer {
        Answer::Values(none) if none.is_empty() => "no values".to_owned(),
        Answer::Values(siblings) => {
            let value = |write: &Write| {
                let value = write.value.as_deref().expect("stores keep values, not deletes");
                format!("{}={value:?}", write.dot)
            };
            let values: Vec<String> = siblings.iter().map(|write| value(write)).collect();
            format!("values {}", values.join(" "))
        }
        Answer::Accepted(dot) => format!("accepted {dot}"),
        Answer::NoSuchKey => "no such key".to_owned(),
        Answer::Unavailable(why) => format!("unavailable, {}", rejection_in_words(*why)),
    }
}

fn travel(due: u64, held: bool) -> String {
    if held { ", held".to_owned() } else { format!(", due @{due}") }
}

/// What is missing, by name: "A1 B2..4".
#[must_use]
pub fn missing_in_words(missing: &[DotRange]) -> String {
    missing.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

/// Why a request was turned down, in a few words.
#[must_use]
pub fn rejection_in_words(why: Rejection) -> &'static str {
    match why {
        Rejection::NotCovered => "not covered",
        Rejection::TimedOut => "timed out",
        Rejection::Crashed => "the replica crashed",
        Rejection::Joining => "the replica is joining",
        Rejection::NotAMember => "the replica is no member",
    }
}

fn loss(why: LossReason) -> &'static str {
    match why {
        LossReason::Cut => "the link is cut",
        LossReason::Chance => "by chance",
        LossReason::Dropped => "dropped",
        LossReason::ReceiverDown => "its receiver is down",
    }
}

fn discard(why: DiscardReason) -> &'static str {
    match why {
        DiscardReason::AlreadyDelivered => "already delivered",
        DiscardReason::AlreadyWaiting => "already waiting",
        DiscardReason::Refused => "refused",
    }
}

/// How far a clock is from the time: "10 ms behind".
#[must_use]
pub fn skew_in_words(ms: i64) -> String {
    let way = if ms < 0 { "behind" } else { "ahead" };
    format!("{} ms {way}", ms.unsigned_abs())
}

/// The groups of a partition: "A B | C | 2 alone".
#[must_use]
pub fn groups_in_words(groups: &[Vec<ReplicaId>], n_alone: u16) -> String {
    let letters = |group: &Vec<ReplicaId>| {
        group.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    };
    let mut parts: Vec<String> = groups.iter().map(letters).collect();
    parts.retain(|part| !part.is_empty());
    if n_alone > 0 {
        parts.push(format!("{n_alone} alone"));
    }
    parts.join(" | ")
}

fn state_in_words(state: LinkState) -> &'static str {
    match state {
        LinkState::Up => "up",
        LinkState::Held => "held",
        LinkState::Cut => "cut",
    }
}

fn change_in_words(change: LinkChange) -> String {
    match change {
        LinkChange::State(state) => format!("is {}", state_in_words(state)),
        LinkChange::Latency(least, most) => format!("takes {least}..{most} ms"),
        LinkChange::Loss(permille) => format!("has loss {permille}"),
        LinkChange::Duplicate(permille) => format!("has duplicate {permille}"),
        LinkChange::Fifo(true) => "is fifo".to_owned(),
        LinkChange::Fifo(false) => "is not fifo".to_owned(),
    }
}

fn link_in_words(setting: &LinkSetting) -> String {
    let LinkSetting { latency_ms: (least, most), loss_permille, duplicate_permille, fifo, state } =
        setting;
    let state = state_in_words(*state);
    let order = if *fifo { " fifo" } else { "" };
    format!(
        "{state}, {least}..{most} ms, loss {loss_permille}, duplicate {duplicate_permille}{order}"
    )
}
