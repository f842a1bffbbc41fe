//! A mistake has changed what a replica believes: that something has taken effect that has not, or
//! not what has.

use super::finding::Violation;
use super::ground_truth::GroundTruth;
use crate::clock::Dot;
use crate::history::ReplicaMoment;
use crate::replica::protocol::Occurrence;
use crate::world::event::EventKind;

/// What is wrong with what a replica believes after an event, given the truth and the replica before
/// it.
pub(super) fn inspect(
    truth: &GroundTruth,
    before: &ReplicaMoment,
    kind: &EventKind,
    found: &mut Vec<Violation>,
) {
    let EventKind::Recorded { what: Occurrence::Erred { seen, .. }, .. } = kind else { return };
    let effects = truth.effects(before.actor.replica);
    let new = seen.iter().filter(|(actor, counter)| before.seen.get(*actor) < *counter);
    let new = new.map(|(actor, counter)| Dot::new(actor, counter));
    let unseen =
        new.filter(|dot| truth.judge.of_name(*dot).is_some_and(|made| !effects.has(made.id)));
    found.extend(unseen.map(|write| Violation::CountedUnseen { write }));
    let lasts = effects.lasts().filter_map(|id| truth.judge.at(id));
    let known = lasts.map(|made| made.write.dot).filter(|dot| before.seen.covers(*dot));
    let forgotten = known.filter(|dot| !seen.covers(*dot));
    found.extend(forgotten.map(|write| Violation::Forgotten { write }));
}
