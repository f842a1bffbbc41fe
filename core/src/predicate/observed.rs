//! What happens, as far as predicates can ask for it: without the numbers of events, messages and
//! requests, so that who explores can say it as well as who reads a history.

use litemap::LiteMap;

use crate::clock::{ReplicaId, VersionVector};
use crate::replica::protocol::{Answer, Message, Occurrence, Op, RequestId, Time};
use crate::scenario::actions::Verb;
use crate::world::action::SessionName;
use crate::world::event::{Event, EventKind};

/// One thing that happened.
#[derive(Clone, Copy, Debug)]
pub enum Observed<'a> {
    /// Virtual time has come this far. Only what asks for time needs it.
    Time(Time),
    /// Somebody acts; what comes of it follows.
    Acted(Verb),
    /// A client sent a request to a replica.
    Requested {
        /// The replica that is asked.
        at: ReplicaId,
        /// The session of the client that asked.
        session: &'a SessionName,
        /// What the client asked for.
        op: &'a Op,
        /// What it says that it has seen, if it brought that along.
        brought: Option<&'a VersionVector>,
    },
    /// Something happened in a replica, as it recorded it.
    Occurred {
        /// Where it happened.
        at: ReplicaId,
        /// Of what is accepted, parked or rejected: whose request it was.
        session: Option<&'a SessionName>,
        /// What the replica recorded.
        what: &'a Occurrence,
    },
    /// A client got its answer.
    Replied {
        /// The replica that answered.
        at: ReplicaId,
        /// The session whose client is answered.
        session: &'a SessionName,
        /// What the client was told.
        answer: &'a Answer,
    },
    /// A message left its sender.
    Sent {
        /// The replica that sent it.
        from: ReplicaId,
        /// The replica that it goes to.
        to: ReplicaId,
        /// What it carries.
        what: &'a Message,
    },
    /// A message on its way got a copy.
    Copied {
        /// The replica that sent it.
        from: ReplicaId,
        /// The replica that it goes to.
        to: ReplicaId,
        /// What both carry.
        what: &'a Message,
    },
    /// A message will never arrive.
    Lost {
        /// The replica that sent it.
        from: ReplicaId,
        /// The replica that it was to go to.
        to: ReplicaId,
        /// What it carried.
        what: &'a Message,
    },
    /// A message arrived. Nothing has taken effect by that.
    Received {
        /// The replica that sent it.
        from: ReplicaId,
        /// Where it arrived.
        at: ReplicaId,
        /// What it carried.
        what: &'a Message,
    },
}

/// Whose requests are open: what a history tells by numbers is told by sessions here.
#[derive(Clone, Debug, Default)]
pub(super) struct Sessions(LiteMap<RequestId, SessionName>);

impl Sessions {
    /// Says what an event of a history is.
    pub(super) fn tell(&mut self, event: &Event, see: &mut dyn FnMut(Observed<'_>)) {
        let at = event.replica.unwrap_or(ReplicaId(0));
        match &event.kind {
            EventKind::Requested { request, session, op, metadata, is_brought } => {
                self.0.insert(*request, session.clone());
                let brought = metadata.as_ref().filter(|_| *is_brought);
                see(Observed::Requested { at, session, op, brought });
            }
            EventKind::Recorded { what, .. } => {
                let session = match what {
                    Occurrence::Accepted { request, .. }
                    | Occurrence::Parked { request, .. }
                    | Occurrence::Rejected { request, .. } => self.0.get(request),
                    _ => None,
                };
                see(Observed::Occurred { at, session, what });
            }
            EventKind::Replied { request, answer, .. } => {
                if let Some(session) = self.0.remove(request) {
                    see(Observed::Replied { at, session: &session, answer });
                }
            }
            EventKind::Sent { message, what, .. } => {
                see(Observed::Sent { from: message.link.from, to: message.link.to, what });
            }
            EventKind::Duplicated { original, what, .. } => {
                see(Observed::Copied { from: original.link.from, to: original.link.to, what });
            }
            EventKind::Lost { message, what, .. } => {
                see(Observed::Lost { from: message.link.from, to: message.link.to, what });
            }
            EventKind::Received { message, what } => {
                see(Observed::Received { from: message.link.from, at: message.link.to, what });
            }
            _ => {}
        }
    }
}
