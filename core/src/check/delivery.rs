//! Causal delivery: no effect before its cause, nothing twice, nothing thrown away unseen.

use litemap::LiteMap;
use std::fmt;

use crate::clock::{Dot, ReplicaId};
use crate::history::{Causation, HappensBefore, History};
use crate::replica::protocol::{Disk, Message};
use crate::replica::rule::DiscardReason;
use crate::world::event::{Event, EventId, EventKind};
use crate::world::network::MessageId;

/// A delivery that should not have happened, or one that should have, with its witness.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Finding {
    /// A write took effect at a replica before one that happens before it.
    BeforeItsCause {
        /// The delivery.
        event: EventId,
        /// Where.
        at: ReplicaId,
        /// The write.
        effect: Dot,
        /// The first of its causes that had not taken effect there.
        cause: Dot,
    },
    /// A write took effect twice at one replica.
    Twice {
        /// The second delivery.
        event: EventId,
        /// Where.
        at: ReplicaId,
        /// The write.
        write: Dot,
    },
    /// Two writes have one name.
    SameName {
        /// The event at which the second one was accepted.
        event: EventId,
        /// The name.
        write: Dot,
    },
    /// A write was thrown away as known, though it never took effect there.
    WronglyDiscarded {
        /// The discarding.
        event: EventId,
        /// Where.
        at: ReplicaId,
        /// The write.
        write: Dot,
    },
}

impl Finding {
    /// The event at which it happened.
    #[must_use]
    pub fn event(&self) -> EventId {
        match self {
            Self::BeforeItsCause { event, .. }
            | Self::Twice { event, .. }
            | Self::SameName { event, .. }
            | Self::WronglyDiscarded { event, .. } => *event,
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BeforeItsCause { at, effect, cause, .. } => {
                write!(f, "{at} delivered {effect} before its cause {cause}")
            }
            Self::SameName { write, .. } => write!(f, "two writes are called {write}"),
            Self::Twice { at, write, .. } => write!(f, "{at} delivered {write} twice"),
            Self::WronglyDiscarded { at, write, .. } => {
                write!(f, "{at} threw {write} away as known, though it never took effect there")
            }
        }
    }
}

/// Every violation of causal delivery in a history, in order, by what carries causality there.
#[must_use]
pub fn violations(history: &History, causation: Causation) -> Vec<Finding> {
    let mut inspector = Inspector {
        judge: HappensBefore::new(causation),
        effective: LiteMap::new(),
        in_states: LiteMap::new(),
        findings: Vec::new(),
    };
    history.events().iter().for_each(|event| inspector.inspect(event));
    inspector.findings
}

type Dots = LiteMap<Dot, ()>;

/// What has taken effect where, in truth.
struct Inspector {
    judge: HappensBefore,
    effective: LiteMap<ReplicaId, Dots>,
    /// What had taken effect at the sender of each state transfer.
    in_states: LiteMap<MessageId, Dots>,
    findings: Vec<Finding>,
}

impl Inspector {
    fn inspect(&mut self, event: &Event) {
        if let EventKind::Accepted { write, .. } = &event.kind
            && self.judge.knows(write.dot)
        {
            self.findings.push(Finding::SameName { event: event.id, write: write.dot });
        }
        self.judge.observe(event);
        if let EventKind::Duplicated { original, copy, .. } = &event.kind
            && let Some(dots) = self.in_states.get(original).cloned()
        {
            self.in_states.insert(*copy, dots);
        }
        if let Some(at) = event.replica {
            self.inspect_at(at, event);
        }
    }

    fn inspect_at(&mut self, at: ReplicaId, event: &Event) {
        let (id, effective) = (event.id, self.effective.entry(at).or_default());
        match &event.kind {
            EventKind::Accepted { write, ahead_of, .. } if ahead_of.is_empty() => {
                effective.insert(write.dot, ());
            }
            EventKind::Delivered { write, .. } => {
                let effect = write.dot;
                let causes = self.judge.past(effect);
                let cause = causes.into_iter().find(|cause| !effective.contains_key(cause));
                let early =
                    cause.map(|cause| Finding::BeforeItsCause { event: id, at, effect, cause });
                self.findings.extend(early);
                if effective.insert(effect, ()).is_some() {
                    self.findings.push(Finding::Twice { event: id, at, write: effect });
                }
            }
            EventKind::Discarded { write, why, .. } => {
                let waits = *why == DiscardReason::AlreadyWaiting;
                if !waits && !effective.contains_key(&write.dot) {
                    self.findings.push(Finding::WronglyDiscarded {
                        event: id,
                        at,
                        write: write.dot,
                    });
                }
            }
            EventKind::Sent { message, what: Message::State(_), .. } => {
                let dots = effective.clone();
                self.in_states.insert(*message, dots);
            }
            EventKind::StateMerged { message, .. } => {
                for dot in self.in_states.get(message).into_iter().flat_map(|dots| dots.keys()) {
                    effective.insert(*dot, ());
                }
            }
            EventKind::Restarted { disk: Disk::Lose, .. } => effective.clear(),
            _ => {}
        }
    }
}
