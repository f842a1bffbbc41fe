//! Causal delivery: no effect before its cause, nothing twice, nothing thrown away unseen.

use litemap::LiteMap;
use std::fmt;

use crate::clock::{Dot, ReplicaId};
use crate::history::{Causation, HappensBefore, History};
use crate::world::event::{Event, EventId, EventKind};

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
    let mut judge = HappensBefore::new(causation);
    let mut effective: Vec<LiteMap<Dot, ()>> = Vec::new();
    let mut findings = Vec::new();
    for event in history.events() {
        judge.observe(event);
        let Some(at) = event.replica else { continue };
        if effective.len() <= at.index() {
            effective.resize(at.index() + 1, LiteMap::new());
        }
        inspect(event, at, &judge, &mut effective[at.index()], &mut findings);
    }
    findings
}

fn inspect(
    event: &Event,
    at: ReplicaId,
    judge: &HappensBefore,
    effective: &mut LiteMap<Dot, ()>,
    findings: &mut Vec<Finding>,
) {
    let id = event.id;
    match &event.kind {
        EventKind::Accepted { write, .. } => {
            effective.insert(write.dot, ());
        }
        EventKind::Delivered { write, .. } => {
            let effect = write.dot;
            let cause = judge.past(effect).into_iter().find(|cause| !effective.contains_key(cause));
            let early = cause.map(|cause| Finding::BeforeItsCause { event: id, at, effect, cause });
            findings.extend(early);
            if effective.insert(effect, ()).is_some() {
                findings.push(Finding::Twice { event: id, at, write: effect });
            }
        }
        EventKind::Discarded { write, why, .. } => {
            let waits = *why == crate::replica::rule::DiscardReason::AlreadyWaiting;
            if !waits && !effective.contains_key(&write.dot) {
                findings.push(Finding::WronglyDiscarded { event: id, at, write: write.dot });
            }
        }
        _ => {}
    }
}
