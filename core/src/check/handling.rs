//! What a replica should have told others while it dealt with one input: a peer what that lacks, and
//! a former member that it is none.

use litemap::LiteMap;

use super::finding::{Finding, Violation};
use super::ground_truth::GroundTruth;
use crate::clock::{Dot, ReplicaId, VersionVector};
use crate::history::{Moment, ReplicaMoment};
use crate::replica::protocol::Occurrence;
use crate::replica::protocol::{Message, Phase};
use crate::world::event::{Event, EventId, EventKind};

/// What the replica that deals with an input owes to others.
#[derive(Clone, Debug, Default)]
pub(super) struct HandlingWatch {
    /// A peer has said what it has seen.
    asked: Option<Asked>,
    /// Members that a replica has just left out of its view.
    left_out: Vec<(EventId, ReplicaId, ReplicaId)>,
    /// What has been named: each is named once.
    named: LiteMap<(ReplicaId, ReplicaId, Dot), ()>,
}

#[derive(Clone, Debug)]
struct Asked {
    event: EventId,
    at: ReplicaId,
    from: ReplicaId,
    seen: VersionVector,
}

impl HandlingWatch {
    /// An event is about to change a replica.
    pub(super) fn observe(&mut self, at: ReplicaId, before: &ReplicaMoment, event: &Event) {
        match &event.kind {
            EventKind::Received { message, what: Message::Vector { report, .. } } => {
                let (event, from, seen) = (event.id, message.link.from, report.seen.clone());
                self.asked = Some(Asked { event, at, from, seen });
            }
            // Who makes a view tells those whom it concerns; an empty one concerns only its maker.
            EventKind::Recorded { what: Occurrence::ViewChanged { view, .. }, .. }
                if view.stamp.1 == at && !view.members.is_empty() =>
            {
                let gone = before.view.members.iter().copied();
                let gone = gone.filter(|member| *member != at && !view.has(*member));
                self.left_out.extend(gone.map(|member| (event.id, at, member)));
            }
            EventKind::Sent { message, what, .. } => match what {
                Message::Repair(_) | Message::State(_) => {
                    let to = message.link.to;
                    self.asked.take_if(|asked| asked.at == at && asked.from == to);
                }
                Message::View { .. } => self.left_out.retain(|left| left.2 != message.link.to),
                _ => {}
            },
            _ => {}
        }
    }

    /// The input has been dealt with.
    pub(super) fn look(&mut self, truth: &GroundTruth, moment: &Moment, found: &mut Vec<Finding>) {
        let left_out = std::mem::take(&mut self.left_out).into_iter();
        found.extend(left_out.map(|(event, at, member)| Finding {
            event,
            at,
            what: Violation::NotTold { member },
        }));
        let Some(Asked { event, at, from: to, seen }) = self.asked.take() else { return };
        let replica = &moment.replicas[at.index()];
        if replica.phase != Phase::Serving || !replica.view.has(to) {
            return;
        }
        let lasts = truth.effects(at).lasts().filter_map(|id| truth.judge.at(id));
        let mut dots = lasts.map(|made| made.write.dot);
        let Some(last) = dots.find(|dot| !seen.covers(*dot)) else { return };
        let write = Dot::new(last.actor, seen.get(last.actor) + 1);
        if self.named.insert((at, to, write), ()).is_none() {
            found.push(Finding { event, at, what: Violation::NotPassedOn { to, write } });
        }
    }
}
