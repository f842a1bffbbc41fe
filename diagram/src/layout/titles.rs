//! What hovers over the marks of the diagram.

use litemap::LiteMap;

use causal_core::check::Finding;
use causal_core::clock::Dot;
use causal_core::replica::rule::DiscardReason;
use causal_core::world::event::EventId;

/// The first finding at each event.
pub(super) fn by_event(findings: &[Finding]) -> LiteMap<EventId, Finding> {
    let mut first = LiteMap::new();
    for finding in findings {
        first.entry(finding.event).or_insert(*finding);
    }
    first
}

pub(super) fn discard_in_words(dot: Option<Dot>, name: &str, why: DiscardReason) -> String {
    let dot = named(dot);
    match why {
        DiscardReason::AlreadyDelivered => format!("{dot} discarded at {name}: already delivered"),
        DiscardReason::AlreadyWaiting => format!("{dot} discarded at {name}: already waiting"),
        DiscardReason::Refused => format!("{dot} discarded at {name}: refused"),
    }
}

pub(super) fn named(dot: Option<Dot>) -> String {
    dot.map_or_else(String::new, |dot| dot.to_string())
}
