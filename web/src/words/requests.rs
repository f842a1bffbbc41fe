//! What clients ask, what they are answered, and what they have seen.

use causal_core::clock::{Dot, ReplicaId, VersionVector};
use causal_core::history::{Asked, Awaits, MissingWrite};
use causal_core::replica::DotRange;
use causal_core::replica::protocol::{Answer, Op, Rejection, Time, Write};

use super::{count, list};

/// Whoever asks a replica without giving a name.
pub(crate) const ANY_CLIENT: &str = "A client";

/// What a client does: "reads x".
fn asks(op: &Op) -> String {
    match op {
        Op::Put { key, value } => format!("writes {key} = \"{value}\""),
        Op::Get { key } => format!("reads {key}"),
        Op::Delete { key } => format!("deletes {key}"),
        Op::List => "lists all keys".to_owned(),
    }
}

/// The same of a request that is parked, with when that ends.
pub(crate) fn asks_until(op: &Op, until: Time) -> String {
    format!("{}, until {until} ms", asks(op))
}

/// What a client wants, as a thing: "ann's read of x".
fn errand(asked: &Asked<'_>) -> String {
    let whose = asked.client().map_or_else(|| "the".to_owned(), |client| format!("{client}'s"));
    match asked.op {
        Op::Put { key, .. } => format!("{whose} write of {key}"),
        Op::Get { key } => format!("{whose} read of {key}"),
        Op::Delete { key } => format!("{whose} delete of {key}"),
        Op::List => format!("{whose} list"),
    }
}

fn errand_first(asked: &Asked<'_>) -> String {
    let errand = errand(asked);
    match errand.strip_prefix("the ") {
        Some(rest) if asked.client().is_none() => format!("The {rest}"),
        _ => errand,
    }
}

/// That a request waits, in the list.
pub(crate) fn request_waits(
    asked: &Asked<'_>,
    name: &str,
    missing: &[DotRange],
    until: &str,
) -> String {
    let errand = errand_first(asked);
    match missing {
        [] => format!("{errand} waits at {name}{until}."),
        missing => format!("{errand} waits at {name} for {}.", list(missing)),
    }
}

/// What a parked request waits for: the second line of its card.
pub(crate) fn awaits(awaits: Awaits, first: Option<&MissingWrite>) -> String {
    match awaits {
        Awaits::Writes => waits_for(first.map(|first| first.dot)),
        Awaits::State => "Waits until there is a state here".to_owned(),
        Awaits::Peers(dot) => format!("Waits until all others say that they have {dot}"),
        Awaits::Nothing => "Waits in vain: the vectors cannot fit any more".to_owned(),
    }
}

/// What something waits for first.
pub(crate) fn waits_for(first: Option<Dot>) -> String {
    first.map_or_else(|| "Waits".to_owned(), |dot| format!("Waits for {dot}"))
}

/// Behind what will be delivered: who gets an answer then.
pub(crate) fn is_answered(who: &str) -> String {
    format!(" → {who} is answered")
}

/// What a client is told at once.
pub(crate) fn answered(asked: &Asked<'_>, name: &str, answer: &Answer) -> String {
    let (who, at) = asked.client().map_or((name, ""), |client| (client, name));
    let at = if at.is_empty() { String::new() } else { format!(" at {at}") };
    format!("{who} {}{at}: {}.", asks(asked.op), told(asked, answer))
}

/// What a client is told that has waited for it.
pub(crate) fn answered_late(asked: &Asked<'_>, answer: &Answer) -> String {
    format!("{} is answered: {}.", errand_first(asked), told(asked, answer))
}

/// What the card of its replica says of an answer: who asked what, and behind it the answer, unless
/// its values stand there one by one. Nothing of a write that was accepted: its value shows.
pub(crate) fn answer_on_card(
    asked: &Asked<'_>,
    name: &str,
    answer: &Answer,
    has_values: bool,
) -> Option<String> {
    let told = match answer {
        Answer::Accepted(_) => return None,
        Answer::Unavailable(why) => return Some(rejected(asked, name, *why)),
        _ if has_values => String::new(),
        answer => told(asked, answer),
    };
    Some(format!("{} {}: {told}", asked.client().unwrap_or(ANY_CLIENT), asks(asked.op)))
}

fn told(asked: &Asked<'_>, answer: &Answer) -> String {
    match answer {
        Answer::Values(all) if *asked.op == Op::List => count(all.len(), "value", "values"),
        Answer::Values(none) if none.is_empty() => "nothing new to say".to_owned(),
        Answer::Values(siblings) => list(siblings.iter().map(|write| value(write))),
        Answer::NoSuchKey => "no value here".to_owned(),
        Answer::Accepted(dot) => format!("accepted as {dot}"),
        Answer::Unavailable(_) => "unavailable".to_owned(),
    }
}

fn value(write: &Write) -> String {
    format!("\"{}\"", write.value.as_deref().unwrap_or_default())
}

/// That a request is turned down, and why.
pub(crate) fn rejected(asked: &Asked<'_>, name: &str, why: Rejection) -> String {
    let errand = errand(asked);
    match why {
        Rejection::NotCovered => {
            let whose = asked.client().unwrap_or("the client");
            format!("{name} turns {errand} down: its vector does not fit {whose}'s.")
        }
        Rejection::TimedOut => format!("{name} gives {errand} up: it has waited too long."),
        Rejection::Crashed => format!("{} is lost: {name} has crashed.", errand_first(asked)),
        Rejection::Joining => {
            format!("{name} turns {errand} down: it has no state to answer from.")
        }
        Rejection::NotAMember => format!("{name} turns {errand} down: it is no member."),
    }
}

/// What a client has seen, and where it waits: "ann has seen A2 B1, waits at B".
pub(crate) fn client_seen(
    name: &str,
    seen: Option<&VersionVector>,
    waits_at: Option<ReplicaId>,
    counts: bool,
) -> String {
    let dots: Vec<String> = seen
        .into_iter()
        .flat_map(|seen| seen.iter())
        .map(|(actor, counter)| format!("{actor}{counter}"))
        .collect();
    let dots = if dots.is_empty() { "nothing yet".to_owned() } else { dots.join(" ") };
    let waits = waits_at.map_or_else(String::new, |at| format!(", waits at {at}"));
    let off = if counts { "" } else { " (sessions off)" };
    format!("{name} has seen {dots}{waits}{off}")
}
