//! A step of an exploration, told as a history would tell it.

use crate::clock::ReplicaId;
use crate::explore::model::Model;
use crate::explore::steps::What;
use crate::predicate::Observed;
use crate::replica::protocol::{Effect, Occurrence};
use crate::scenario::actions::Verb;
use crate::world::action::{Action, SessionName};

/// What happens in a step, as far as anybody could remember it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::explore) struct Happening {
    pub(in crate::explore) at: u16,
    pub(in crate::explore) what: What,
    /// What the replica made of it, if it heard of it.
    pub(in crate::explore) handled: Option<u32>,
}

/// A step, to be told as a history would.
pub(super) struct Story<'a> {
    pub(super) model: &'a Model,
    pub(super) happening: Happening,
}

impl Story<'_> {
    pub(super) fn tell(&self, see: &mut dyn FnMut(Observed<'_>)) {
        let Happening { at, what, handled } = self.happening;
        let at = ReplicaId(at);
        see(Observed::Acted(self.verb()));
        match what {
            What::Arrives(message) => {
                let (from, what) = self.model.messages.get(message);
                let from = *from;
                see(match handled {
                    Some(_) => Observed::Received { from, at, what },
                    None => Observed::Lost { from, to: at, what },
                });
            }
            What::IsLost(message) => {
                let (from, what) = self.model.messages.get(message);
                see(Observed::Lost { from: *from, to: at, what });
            }
            What::IsCopied(message) => {
                let (from, what) = self.model.messages.get(message);
                see(Observed::Copied { from: *from, to: at, what });
            }
            What::Acts(act) => {
                let session = self.model.client_of(act);
                if let (Action::Request { op, seen, .. }, Some(session)) =
                    (self.model.action(act), session)
                {
                    let brought = seen.as_ref().map(|seen| &seen.vector);
                    see(Observed::Requested { at, session, op, brought });
                }
            }
            What::Crashes | What::Restarts | What::Gossips(_) => {}
        }
        let effects = handled.map_or(&[][..], |handled| self.model.effects_of(handled));
        effects.iter().for_each(|effect| self.tell_effect(at, effect, see));
    }

    /// The act that a person does for it where the schedule is shown.
    fn verb(&self) -> Verb {
        match self.happening.what {
            What::Arrives(_) => Verb::Release,
            What::IsLost(_) => Verb::Drop,
            What::IsCopied(_) => Verb::Duplicate,
            What::Acts(act) => Verb::of(self.model.action(act)),
            What::Crashes => Verb::Crash,
            What::Restarts => Verb::Restart,
            What::Gossips(_) => Verb::Gossip,
        }
    }

    fn tell_effect(&self, at: ReplicaId, effect: &Effect, see: &mut dyn FnMut(Observed<'_>)) {
        match effect {
            Effect::Send { to, message } => {
                see(Observed::Sent { from: at, to: *to, what: message });
            }
            Effect::Reply { request, answer, .. } => {
                if let Some(session) = self.model.client_of(request.0) {
                    see(Observed::Replied { at, session, answer });
                }
            }
            Effect::Record(what) => {
                let session: Option<&SessionName> = match what {
                    Occurrence::Accepted { request, .. }
                    | Occurrence::Parked { request, .. }
                    | Occurrence::Rejected { request, .. } => self.model.client_of(request.0),
                    _ => None,
                };
                see(Observed::Occurred { at, session, what });
            }
            Effect::SetTimer { .. } => {}
        }
    }
}
