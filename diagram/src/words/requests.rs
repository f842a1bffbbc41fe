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

/// Why one of two writes loses to the other.
#[must_use]
pub fn loses(loser: &Write, winner: &Write, setting: &Setting) -> String {
    let (one, other) = (loser.dot, winner.dot);
    let is_clock = setting.protocol.conflicts == Conflicts::WallClock;
    let why = if loser.stamp == winner.stamp {
        let what = if is_clock { "clocks said" } else { "stamps are" };
        format!("both {what} {}, and {} comes after {}", loser.stamp, other.actor, one.actor)
    } else if is_clock {
        let [mine, theirs] = [one, other].map(|dot| setting.name(dot.actor.replica));
        format!("{mine}'s clock said {} ms, {theirs}'s {} ms", loser.stamp, winner.stamp)
    } else {
        format!("its stamp is {}, that of {other} is {}", loser.stamp, winner.stamp)
    };
    let knew = loser.context.covers(other);
    let knew = if knew { format!("{one} had seen {other}. ") } else { String::new() };
    format!("{knew}{one} loses to {other}: {why}")
}
