//! Why things are as they are: where a missing write is, why a copy was thrown away.

use causal_core::history::Whereabouts;
use causal_core::replica::protocol::Write;
use causal_core::replica::rule::{DiscardReason, EntryTest};
use causal_core::world::event::LossReason;

use super::link;

/// Where a missing write is. `waits_for` is what it waits for itself, if it is in the inbox too;
/// `step` turns an event into the stop at which it happened.
pub(crate) fn whereabouts(
    place: Whereabouts,
    waits_for: Option<String>,
    ticks_on_receipt: bool,
    step: impl Fn(causal_core::world::event::EventId) -> usize,
) -> String {
    match place {
        Whereabouts::Held { message } => format!("on link {}, held by you", link(message.link)),
        Whereabouts::OnItsWay { message, due } => {
            format!("on its way on {}, arrives at {due} ms", link(message.link))
        }
        Whereabouts::InInbox { .. } => match waits_for {
            Some(dot) => format!("here in the inbox too, waiting for {dot}"),
            None => "here in the inbox too".to_owned(),
        },
        Whereabouts::Delivered { event } => {
            format!("delivered here at step {}, though the vector does not say so", step(event))
        }
        Whereabouts::Discarded { event } => {
            format!("thrown away here at step {}, though it never took effect", step(event))
        }
        Whereabouts::Lost { message, event, why } => {
            let on = link(message.link);
            format!("lost on {on} at step {}: {}", step(event), lost_why(why))
        }
        Whereabouts::Elsewhere { replica } => {
            format!("never sent here; {replica} has it: gossip or a snapshot can bring it")
        }
        Whereabouts::Ahead => "written here, ahead of what it builds on".to_owned(),
        Whereabouts::WaitsAt { replica, .. } => {
            format!("only in the inbox of {replica}, where it waits too")
        }
        Whereabouts::ToAnother { message } => {
            format!("only on link {}, not bound for here", link(message.link))
        }
        Whereabouts::AtDown { replica } => format!("only {replica} has it, and {replica} is down"),
        Whereabouts::Gone => "gone: nobody has it any more".to_owned(),
        Whereabouts::NotWritten if ticks_on_receipt => {
            "does not exist: this tick was a receive".to_owned()
        }
        Whereabouts::NotWritten => "not written yet".to_owned(),
    }
}

/// Where something waits that is down.
pub(crate) fn nothing_arrives(name: &str) -> String {
    format!("{name} is down, and nothing arrives there")
}

/// Why a message will never arrive.
pub(crate) fn lost_why(why: LossReason) -> &'static str {
    match why {
        LossReason::Cut => "the link was cut",
        LossReason::Chance => "the link loses some messages",
        LossReason::Dropped => "you dropped it",
        LossReason::ReceiverDown => "its receiver was down",
    }
}

/// Why a copy was thrown away, without the numbers.
pub(super) fn discard_why(why: DiscardReason) -> &'static str {
    match why {
        DiscardReason::AlreadyDelivered => "already delivered",
        DiscardReason::AlreadyWaiting => "it waited there already",
        DiscardReason::Refused => "refused",
    }
}

/// The grey line of a copy that was thrown away, with the entry that made the replica believe it
/// had the write.
pub(crate) fn discarded(write: &Write, why: DiscardReason, entry: u32) -> String {
    let dot = write.dot;
    match why {
        DiscardReason::AlreadyDelivered => {
            format!("{dot} arrived again — already delivered ({} entry is {entry})", dot.actor)
        }
        DiscardReason::AlreadyWaiting => format!("{dot} arrived again while it waited here"),
        DiscardReason::Refused => format!("{dot} arrived and was refused"),
    }
}

/// What one entry of a write's vector is tested for.
pub(crate) fn nature(test: EntryTest) -> &'static str {
    match test {
        EntryTest::Any => "any",
        EntryTest::Less => "below mine",
        EntryTest::Equal => "same as mine",
        EntryTest::AtMost => "at most mine",
        EntryTest::Next => "next after mine",
        EntryTest::Newer => "above mine",
    }
}
