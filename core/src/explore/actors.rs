//! Who acts in a scenario. A client session is an actor, and so is each replica's administrator, and
//! whoever takes in those that join; each does what it does in the order of the script.
//!
//! Holds, cuts, latencies, losses and waits are left out, for any message on its way may be next; so are
//! notes, and what is done to single messages. Free writes are one actor more at each replica: the n-th
//! write at a replica puts its letter and n under a key of the scenario, in turn, or under `x` where it
//! names none.

use std::sync::Arc;

use crate::clock::ReplicaId;
use crate::replica::protocol::{Key, Op};
use crate::world::action::{Action, SessionName};

/// Who does something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Actor {
    /// A client, by the name of its session.
    Client(SessionName),
    /// The administrator of a replica.
    Administrator(ReplicaId),
    /// Whoever takes in those that join.
    Joins,
}

impl Actor {
    /// Who does an action, and at which replica; nobody if it is not of the story, but of the one
    /// schedule in which the story is told.
    pub(super) fn of(action: &Action) -> Option<(Self, Option<ReplicaId>)> {
        let at = match action {
            Action::Request { on, session, .. } => {
                let session = session.clone().unwrap_or_else(|| own_session(*on));
                return Some((Self::Client(session), Some(*on)));
            }
            Action::Join { .. } => return Some((Self::Joins, None)),
            Action::Crash(at) | Action::Leave(at) => *at,
            Action::Restart { replica, .. }
            | Action::Collect { replica, .. }
            | Action::Skew { replica, .. } => *replica,
            Action::View { on, .. } => *on,
            Action::Gossip { from, .. } => *from,
            Action::Transfer { link } => link.from,
            Action::Link { .. }
            | Action::Release(_)
            | Action::Hold(_)
            | Action::Drop(_)
            | Action::Duplicate(_)
            | Action::Partition { .. }
            | Action::Heal
            | Action::Wait { .. }
            | Action::Note { .. } => return None,
        };
        Some((Self::Administrator(at), Some(at)))
    }
}

fn own_session(on: ReplicaId) -> SessionName {
    on.to_string().into()
}

/// Writes that nobody has planned.
#[derive(Clone, Debug)]
pub(super) struct FreeWrites {
    /// The keys that the script names, in the order in which it does.
    keys: Vec<Key>,
    /// The sessions that have something else to do.
    busy: Vec<SessionName>,
}

impl FreeWrites {
    /// Those that may join a script.
    pub(super) fn beside<'a>(script: impl Iterator<Item = &'a Action>) -> Self {
        let mut writes = Self { keys: Vec::new(), busy: Vec::new() };
        for action in script {
            if let Some((Actor::Client(session), _)) = Actor::of(action) {
                writes.busy.push(session);
            }
            if let Action::Request { op, .. } = action
                && let Some(key) = op.key().filter(|key| !writes.keys.contains(*key))
            {
                writes.keys.push(Arc::clone(key));
            }
        }
        if writes.keys.is_empty() {
            writes.keys.push("x".into());
        }
        writes
    }

    /// The session that makes them at a replica: its own, or another one if that has something to do.
    pub(super) fn session(&self, on: ReplicaId) -> SessionName {
        let own = own_session(on);
        if self.busy.contains(&own) { format!("anyone at {on}").into() } else { own }
    }

    /// The next one at a replica, after so many there.
    pub(super) fn next(&self, on: ReplicaId, n_before: usize) -> Action {
        let session = Some(self.session(on)).filter(|session| *session != own_session(on));
        let key = Arc::clone(&self.keys[n_before % self.keys.len()]);
        let op = Op::Put { key, value: format!("{on}{}", n_before + 1).into() };
        Action::Request { on, session, op, seen: None }
    }
}
