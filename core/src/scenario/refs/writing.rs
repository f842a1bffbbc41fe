//! Writes replicas, links and messages as text, so that they are read back.

use crate::clock::ReplicaId;
use crate::world::action::{LinkSelector, MessageRef};
use crate::world::network::LinkId;

/// One link or more.
pub(in crate::scenario) fn links_in_text(links: LinkSelector) -> String {
    match links {
        LinkSelector::One(link) => link_in_text(link),
        LinkSelector::Both(link) => format!("{}-{}", link.from, link.to),
        LinkSelector::All => "all".to_owned(),
    }
}

/// A link in one direction.
pub(in crate::scenario) fn link_in_text(link: LinkId) -> String {
    format!("{}->{}", link.from, link.to)
}

/// A message.
pub(in crate::scenario) fn message_in_text(message: MessageRef) -> String {
    match message {
        MessageRef::Id(id) => id.to_string(),
        MessageRef::Write { dot, to } => format!("{dot}->{to}"),
        MessageRef::Next(link) => format!("next {}", link_in_text(link)),
    }
}

/// The members of a view.
pub(in crate::scenario) fn members_in_text(view: &[ReplicaId]) -> String {
    if view.is_empty() { "none".to_owned() } else { replicas_in_text(view) }
}

/// Replicas one after the other.
pub(in crate::scenario) fn replicas_in_text(replicas: &[ReplicaId]) -> String {
    replicas.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}
