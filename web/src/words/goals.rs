//! What is said of goals.

use causal_core::clock::{Dot, ReplicaId};

pub(crate) const GOALS: &str = "Goals";

/// That a goal has come true, and whether it was the last.
pub(crate) fn goal_reached(n_reached: usize, n: usize, says: &str) -> String {
    let done = if n_reached == n { " Done." } else { "" };
    format!("Goal {n_reached} of {n}: {says}.{done}")
}

/// That a goal can come true no more: because of a write, delivered or made at a replica.
/// Under another rule than the causal one there is nowhere to go back to.
pub(crate) fn goal_lost(dot: Dot, at: ReplicaId, name: &str, back: Option<usize>) -> String {
    let did = if dot.actor.replica == at { "made" } else { "delivered" };
    match back {
        Some(back) => format!(
            "This goal can no longer be reached on this branch ({name} already {did} {dot}). Go back to \
             step {back} or start again."
        ),
        None => format!(
            "{name} already {did} {dot}: that is what this rule allows, and the causal one does not."
        ),
    }
}
