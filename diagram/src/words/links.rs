//! Links, and what is different about them from some time on.

use causal_core::history::groups_in_words;
use causal_core::world::action::LinkChange;
use causal_core::world::event::EventKind;
use causal_core::world::network::{LinkId, LinkState};

/// A link as people see it.
#[must_use]
pub fn link(id: LinkId) -> String {
    format!("{}→{}", id.from, id.to)
}

/// Whether a link carries messages.
#[must_use]
pub fn link_state(state: LinkState) -> &'static str {
    match state {
        LinkState::Up => "open",
        LinkState::Held => "held",
        LinkState::Cut => "cut",
    }
}

/// What is the same of one link, or of all, from here on.
#[must_use]
pub fn changed(name: &str, change: LinkChange) -> String {
    match change {
        LinkChange::State(state) => format!("Link {name} is {}.", link_state(state)),
        LinkChange::Latency(least, most) => {
            let most = if least == most { String::new() } else { format!(" to {most}") };
            format!("Messages on {name} take {least}{most} ms from now on.")
        }
        LinkChange::Loss(n) => format!("On {name} {n} of 1000 messages are lost from now on."),
        LinkChange::Duplicate(n) => {
            format!("On {name} {n} of 1000 messages are doubled from now on.")
        }
        LinkChange::Fifo(fifo) => {
            let may = if fifo { "never" } else { "may" };
            format!("Messages on {name} {may} overtake each other from now on.")
        }
    }
}

/// What is different about all links, or those between groups.
#[must_use]
pub fn links_changed(kind: &EventKind) -> String {
    match kind {
        EventKind::LinksChanged { change: LinkChange::State(state) } => {
            format!("Every link is {} now.", link_state(*state))
        }
        EventKind::LinksChanged { change } => changed("every link", *change),
        EventKind::Partitioned { groups, n_alone } => {
            format!("The network parts into {}.", groups_in_words(groups, *n_alone))
        }
        _ => "No link is cut any more.".to_owned(),
    }
}
