//! The hosts of a ShiViz log: replicas from start to lost disk, clients where they carry the causes,
//! and the network.

use std::fmt;

use litemap::LiteMap;

use crate::clock::{Actor, ReplicaId};
use crate::replica::protocol::Occurrence;
use crate::replica::protocol::{Disk, RequestId};
use crate::world::action::SessionName;
use crate::world::event::{Event, EventKind};

/// Whose line an event stands on. What one host does comes in order, and each of its events knows
/// what its earlier ones knew; so who forgets everything goes on as another host.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Host {
    /// A replica, as often without its disk.
    Replica(Actor),
    /// A client, by its number, and how often its session began anew.
    Client(usize, u32),
    /// What happens to links, and in nobody's place.
    Network,
}

/// Gives each event its host.
pub(super) struct Hosts {
    has_clients: bool,
    replicas: LiteMap<ReplicaId, Actor>,
    clients: Vec<(SessionName, u32)>,
    by_name: LiteMap<SessionName, usize>,
    asked_by: LiteMap<RequestId, usize>,
}

impl Hosts {
    /// Without clients what these ask happens at replicas.
    pub(super) fn new(has_clients: bool) -> Self {
        Self {
            has_clients,
            replicas: LiteMap::new(),
            clients: Vec::new(),
            by_name: LiteMap::new(),
            asked_by: LiteMap::new(),
        }
    }

    /// The session of a client that is a host of its own.
    pub(super) fn session(&self, client: usize) -> &SessionName {
        &self.clients[client].0
    }

    /// The host of the next event.
    pub(super) fn of(&mut self, event: &Event) -> Host {
        let Some(replica) = event.replica else { return Host::Network };
        if let Some(client) = self.client(&event.kind).filter(|_| self.has_clients) {
            return Host::Client(client, self.clients[client].1);
        }
        let current = self.replicas.entry(replica).or_insert(Actor::first(replica));
        if let EventKind::Recorded {
            what: Occurrence::Restarted { actor, disk: Disk::Lose, .. },
            ..
        } = &event.kind
        {
            // Under `naive` amnesia the name stays the same, and what it knew is gone all the same.
            current.incarnation = actor.incarnation.max(current.incarnation + 1);
        }
        Host::Replica(*current)
    }

    fn client(&mut self, kind: &EventKind) -> Option<usize> {
        match kind {
            EventKind::Requested { request, session, is_brought, .. } => {
                let next = self.clients.len();
                let client = *self.by_name.entry(session.clone()).or_insert(next);
                if client == next {
                    self.clients.push((session.clone(), 0));
                } else if *is_brought {
                    self.clients[client].1 += 1;
                }
                self.asked_by.insert(*request, client);
                Some(client)
            }
            EventKind::Recorded { what: Occurrence::Accepted { request, .. }, .. }
            | EventKind::Recorded { what: Occurrence::Rejected { request, .. }, .. }
            | EventKind::Replied { request, .. } => self.asked_by.get(request).copied(),
            _ => None,
        }
    }

    /// What a host is called: one word that needs no escapes in JSON.
    pub(super) fn name(&self, host: Host) -> String {
        match host {
            Host::Replica(actor) => actor.to_string(),
            Host::Client(client, n_anew) => {
                let (session, _) = &self.clients[client];
                let primes = "'".repeat(n_anew as usize);
                format!("client-{}{primes}", Word(session))
            }
            Host::Network => "network".to_owned(),
        }
    }
}

/// A name as one word: what is no letter, digit or harmless mark stands as in addresses, `%20`.
struct Word<'a>(&'a str);

impl fmt::Display for Word<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            if character.is_alphanumeric() || "-_.@".contains(character) {
                write!(f, "{character}")?;
                continue;
            }
            let mut bytes = [0; 4];
            for byte in character.encode_utf8(&mut bytes).bytes() {
                write!(f, "%{byte:02X}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_clients_are_words_and_differ() {
        let word = |name: &str| Word(name).to_string();
        assert_eq!(word("Zoë.b-1"), "Zoë.b-1");
        assert_eq!(word("a b'\"%\u{2028}"), "a%20b%27%22%25%E2%80%A8");
    }
}
