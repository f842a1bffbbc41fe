//! What clients ask and are told, and why a write loses.

use causal_core::history::Asked;
use causal_core::replica::protocol::{Answer, Conflicts, Op, Write};
use causal_core::world::setting::Setting;

use super::{counted, list};

/// What a client asks: "ann reads x".
#[must_use]
pub fn asks(asked: &Asked<'_>) -> String {
    let who = asked.client().unwrap_or("A client");
    match asked.op {
        Op::Put { key, value } => format!("{who} writes {key} = \"{value}\""),
        Op::Get { key } => format!("{who} reads {key}"),
        Op::Delete { key } => format!("{who} deletes {key}"),
        Op::List => format!("{who} lists all keys"),
    }
}

/// What a client is told.
#[must_use]
pub fn told(answer: &Answer) -> String {
    match answer {
        Answer::Values(all) if all.is_empty() => "no values".to_owned(),
        Answer::Values(all) if all.len() > 3 => counted(all.len(), "value"),
        Answer::Values(all) => list(all.iter().map(|write| {
            format!("{} = \"{}\"", write.key, write.value.as_deref().unwrap_or_default())
        })),
        Answer::NoSuchKey => "no value here".to_owned(),
        Answer::Accepted(dot) => format!("accepted as {dot}"),
        Answer::Unavailable(_) => "turned down".to_owned(),
    }
}

/// Why one of two concurrent writes loses to the other.
#[must_use]
pub fn loses(loser: &Write, winner: &Write, setting: &Setting) -> String {
    let (one, other) = (loser.dot, winner.dot);
    let is_clock = setting.protocol.conflicts == Conflicts::WallClock;
    let [mine, theirs] = [loser, winner].map(|write| {
        let name = setting.name(write.dot.actor.replica);
        if is_clock {
            format!("{name}'s clock said {} ms", write.stamp)
        } else {
            format!("{} has stamp {}", write.dot, write.stamp)
        }
    });
    let tie = if loser.stamp == winner.stamp {
        format!(", and {} comes after {}", other.actor, one.actor)
    } else {
        String::new()
    };
    let why = format!("{mine}, {theirs}{tie}");
    let knew = if loser.context.covers(other) { ", though it had seen it" } else { "" };
    format!("{one} loses to {other}{knew}: {why}")
}
