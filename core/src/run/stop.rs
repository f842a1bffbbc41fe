//! The positions of a run that are worth stopping at.

use crate::replica::protocol::Occurrence;
use crate::replica::protocol::Time;
use crate::world::event::{Event, EventKind};

/// A position between events at which people look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop {
    /// How many events lie before it.
    pub n_events: usize,
    /// How many steps lie before it, the one that it is part of included.
    pub n_steps: usize,
    /// Virtual time, in milliseconds.
    pub at: Time,
    /// What makes the position worth looking at.
    pub kind: StopKind,
}

/// What a stop shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StopKind {
    /// The start: nothing has happened yet.
    Start,
    /// Somebody has acted: the action's number in the script, from 0.
    Action(usize),
    /// Something has followed by itself: an arrival, a timer.
    Consequence,
}

impl Stop {
    /// The stop before everything.
    pub(super) const START: Self = Self { n_events: 0, n_steps: 0, at: 0, kind: StopKind::Start };
}

/// The stops of one step: one for what happens first, and one for each further write that leaves a
/// buffer in its wake, so that a write that has become ready is seen so before it is delivered.
pub(super) fn stops_of_step(
    events: &[Event],
    n_before: usize,
    n_steps: usize,
    action: Option<usize>,
    at: Time,
) -> Vec<Stop> {
    let kind = action.map_or(StopKind::Consequence, StopKind::Action);
    let first = Stop { n_events: n_before, n_steps, at, kind };
    let mut stops = vec![first];
    let arrived = events.iter().find_map(|event| match event.kind {
        EventKind::Received { message, .. } => Some(message),
        _ => None,
    });
    for event in events {
        let leaves_buffer = match event.kind {
            EventKind::Recorded { message, what: Occurrence::Delivered { .. } }
            | EventKind::Recorded { message, what: Occurrence::Discarded { .. } } => {
                message != arrived
            }
            _ => false,
        };
        let last = stops.last_mut().expect("there is a first stop");
        if leaves_buffer {
            let next = Stop { kind: StopKind::Consequence, ..*last };
            stops.push(next);
        }
        let last = stops.last_mut().expect("there is a first stop");
        last.n_events += 1;
    }
    stops
}
