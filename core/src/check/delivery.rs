//! Causal delivery: no effect before its cause, nothing twice, nothing thrown away unseen, and no
//! name given twice.

use std::sync::Arc;

use super::finding::Violation;
use super::ground_truth::GroundTruth;
use crate::clock::ReplicaId;
use crate::replica::protocol::Occurrence;
use crate::replica::protocol::Write;
use crate::replica::rule::DiscardReason;
use crate::world::event::EventKind;

/// What is wrong with an event at a replica, given the truth before it.
pub(super) fn inspect(
    truth: &GroundTruth,
    at: ReplicaId,
    kind: &EventKind,
    found: &mut Vec<Violation>,
) {
    match kind {
        EventKind::Recorded { what: Occurrence::Accepted { write, .. }, .. }
            if truth.judge.knows(write.dot) =>
        {
            found.push(Violation::SameName { write: write.dot });
        }
        EventKind::Recorded { what: Occurrence::Delivered { write, .. }, .. } => {
            inspect_delivery(truth, at, write, found)
        }
        EventKind::Recorded { what: Occurrence::Discarded { write, why, .. }, .. } => {
            let waits = *why == DiscardReason::AlreadyWaiting;
            let made = truth.judge.made(write);
            if !waits && made.is_some_and(|made| !truth.effects(at).has(made.id)) {
                found.push(Violation::WronglyDiscarded { write: write.dot });
            }
        }
        _ => {}
    }
}

fn inspect_delivery(
    truth: &GroundTruth,
    at: ReplicaId,
    write: &Arc<Write>,
    found: &mut Vec<Violation>,
) {
    let Some(made) = truth.judge.made(write) else {
        return found.push(Violation::MadeUp { write: write.dot });
    };
    let (effects, effect) = (truth.effects(at), write.dot);
    if let Some(cause) = truth.judge.first_of(effects.lacks(&made.past)) {
        found.push(Violation::BeforeItsCause { effect, cause: cause.write.dot });
    }
    if effects.has(made.id) {
        found.push(Violation::Twice { write: effect });
    }
}
