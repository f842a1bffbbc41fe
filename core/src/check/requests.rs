//! What clients are told of their requests, beside values: that a write was taken that was not, that
//! one failed that was not undone, that a replica cannot serve what it could.

use litemap::LiteMap;

use super::finding::Violation;
use super::ground_truth::GroundTruth;
use crate::clock::{Dot, VersionVector};
use crate::history::ReplicaMoment;
use crate::replica::protocol::Occurrence;
use crate::replica::protocol::{Answer, Op, Phase, Rejection, RequestId};
use crate::world::action::SessionName;
use crate::world::event::EventKind;

/// A request without an answer yet.
#[derive(Clone, Debug)]
pub(super) struct OpenRequest {
    /// The session whose client asked.
    pub(super) session: SessionName,
    /// What the client asked for.
    pub(super) op: Op,
    metadata: Option<VersionVector>,
    /// The write that was made of it.
    made: Option<Dot>,
}

/// The requests that are open.
#[derive(Clone, Debug, Default)]
pub(super) struct RequestWatch {
    open: LiteMap<RequestId, OpenRequest>,
}

impl RequestWatch {
    /// A request that has no answer yet; `None` once it is answered.
    pub(super) fn get(&self, request: RequestId) -> Option<&OpenRequest> {
        self.open.get(&request)
    }

    /// What is wrong with an event at a replica, given the truth before it.
    pub(super) fn inspect(
        &self,
        truth: &GroundTruth,
        replica: &ReplicaMoment,
        kind: &EventKind,
        found: &mut Vec<Violation>,
    ) {
        match kind {
            EventKind::Replied { request, answer, .. } => {
                let Some(open) = self.open.get(request) else { return };
                found.extend(match (answer, open.made) {
                    (Answer::Accepted(write), made) if made != Some(*write) => {
                        Some(Violation::NotDone { write: *write })
                    }
                    (Answer::Unavailable(_), Some(write)) => {
                        Some(Violation::DoneAllTheSame { write })
                    }
                    _ => None,
                });
            }
            EventKind::Recorded {
                what: Occurrence::Rejected { request, why: Rejection::NotCovered },
                ..
            }
            | EventKind::Recorded { what: Occurrence::Parked { request, .. }, .. } => {
                let open = self.open.get(request).filter(|open| open.made.is_none());
                if open.is_some_and(|open| could_serve(truth, replica, open)) {
                    found.push(Violation::TurnedAway);
                }
            }
            _ => {}
        }
    }

    /// Takes in an event, with the truth after it.
    pub(super) fn observe(&mut self, kind: &EventKind) {
        match kind {
            EventKind::Requested { request, session, op, metadata, .. } => {
                let (session, op, metadata) = (session.clone(), op.clone(), metadata.clone());
                let open = OpenRequest { session, op, metadata, made: None };
                self.open.insert(*request, open);
            }
            EventKind::Recorded { what: Occurrence::Accepted { request, write, .. }, .. } => {
                self.open.entry(*request).and_modify(|open| open.made = Some(write.dot));
            }
            EventKind::Replied { request, .. } => drop(self.open.remove(request)),
            _ => {}
        }
    }
}

/// Whether all that a session knows has taken effect at a replica that answers clients. Who claims
/// to have seen what nobody has made is rightly kept waiting for it.
fn could_serve(truth: &GroundTruth, replica: &ReplicaMoment, open: &OpenRequest) -> bool {
    let seen = open.metadata.iter().flat_map(VersionVector::iter);
    let mut claims = seen.map(|(actor, counter)| Dot::new(actor, counter));
    let effects = truth.effects(replica.actor.replica);
    let has_all = || match truth.judge.known_to(&open.session) {
        Some(known) => effects.lacks(known).next().is_none(),
        None => true,
    };
    replica.phase == Phase::Serving && has_all() && claims.all(|dot| truth.judge.knows(dot))
}
