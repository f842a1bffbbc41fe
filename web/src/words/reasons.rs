//! Why things are as they are: where a missing write is, why a copy was thrown away, what a wrong
//! rule believes and what is true.

use causal_core::check::{Finding, Violation};
use causal_core::history::Whereabouts;
use causal_core::replica::protocol::Write;
use causal_core::replica::rule::{DiscardReason, EntryTest};
use causal_core::world::event::LossReason;
use causal_core::world::setting::Setting;

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
        Whereabouts::AtDown { replica } => format!("only {replica} has it, and {replica} is down"),
        Whereabouts::Gone => "gone: nobody has it any more".to_owned(),
        Whereabouts::NotWritten if ticks_on_receipt => {
            "does not exist: this tick was a receive".to_owned()
        }
        Whereabouts::NotWritten => "not written yet".to_owned(),
    }
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
        DiscardReason::AlreadyWaiting => "it waits here already",
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
        DiscardReason::AlreadyWaiting => format!("{dot} arrived again — it waits here already"),
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

/// What the replica believed by its rule, and what is true.
pub(crate) fn belief_and_truth(finding: &Finding, setting: &Setting) -> (String, String) {
    let name = setting.name(finding.at);
    match finding.what {
        Violation::BeforeItsCause { effect, cause } => (
            format!("By its rule {name} believes that {effect} may go."),
            format!("In truth {effect} builds on {cause}, which had not taken effect there."),
        ),
        Violation::Twice { write } => (
            format!("By its rule {name} believes that {write} is new."),
            format!("In truth {write} had taken effect there already."),
        ),
        Violation::SameName { write } => (
            format!("{name} believes that nobody has used the name {write}."),
            format!("In truth there is another {write}; whoever has it takes this one for it."),
        ),
        Violation::WronglyDiscarded { write } => (
            format!("{name} believes that it need not keep {write}."),
            format!("In truth {write} never took effect there, and now it never will."),
        ),
        Violation::StaleRead { missing, .. } => (
            format!("{name} believes that the client may have what is here."),
            format!("In truth the client knew of {missing}, which had not taken effect there."),
        ),
        Violation::OutOfSession { effect, missing, .. } => (
            format!("By its rule {name} believes that {effect} may go."),
            format!("In truth its client knew of {missing}, which had not taken effect there."),
        ),
        Violation::Diverged { from, .. } => (
            format!("{name} believes that it has all that {} has.", setting.name(from)),
            "In truth they differ, and nothing is on its way to change that.".to_owned(),
        ),
        Violation::Orphaned { missing, .. } => (
            format!("{name} believes that {missing} will come."),
            "In truth nobody has it, and no message carries it.".to_owned(),
        ),
    }
}
