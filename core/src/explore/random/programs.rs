//! The script of a scenario as programs: what one actor does, in its order.

use crate::clock::ReplicaId;
use crate::replica::protocol::{Key, Op};
use crate::scenario::ScriptedAction;
use crate::world::action::{Action, SessionName};

/// Who does something.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Actor {
    /// A client, by its name.
    Client(SessionName),
    /// The administrator of a replica.
    Administrator(ReplicaId),
    /// Whoever takes in those that join.
    Joins,
}

/// What each actor does.
#[derive(Clone, Debug)]
pub(super) struct Programs {
    by_actor: Vec<(Actor, Vec<Action>)>,
    /// The keys of the script, which free writes write in turn, so that they have to do with it.
    keys: Vec<Key>,
}

impl Programs {
    /// The programs of a script. What is done to links, what lets time pass and remarks are left out.
    pub(super) fn of(script: &[ScriptedAction]) -> Self {
        let mut programs = Self { by_actor: Vec::new(), keys: Vec::new() };
        for ScriptedAction { action, .. } in script {
            if let Some(actor) = actor(action) {
                programs.push(actor, action);
            }
        }
        if programs.keys.is_empty() {
            programs.keys.push("x".into());
        }
        programs
    }

    fn push(&mut self, actor: Actor, action: &Action) {
        match self.by_actor.iter_mut().find(|(other, _)| *other == actor) {
            Some((_, program)) => program.push(action.clone()),
            None => self.by_actor.push((actor, vec![action.clone()])),
        }
        if let Action::Request { op, .. } = action
            && let Some(key) = op.key().filter(|key| !self.keys.contains(*key))
        {
            self.keys.push(key.clone());
        }
    }

    pub(super) fn len(&self) -> usize {
        self.by_actor.len()
    }

    /// What a program does after so many actions.
    pub(super) fn next(&self, program: usize, n_done: usize) -> Option<&Action> {
        self.by_actor[program].1.get(n_done)
    }

    /// A write that nobody has planned, after so many of them at a replica. Its client is the
    /// replica's own, or another one if that has something to do.
    pub(super) fn free_write(&self, on: ReplicaId, n_before: usize) -> Action {
        let own = Actor::Client(on.to_string().into());
        let is_busy = self.by_actor.iter().any(|(actor, _)| *actor == own);
        let session = is_busy.then(|| format!("anyone at {on}").into());
        let key = self.keys[n_before % self.keys.len()].clone();
        let op = Op::Put { key, value: format!("{on}{}", n_before + 1).into() };
        Action::Request { on, session, op, seen: None }
    }
}

/// Whose program an action is of; nobody's if it is of the one schedule in which the story is told.
fn actor(action: &Action) -> Option<Actor> {
    Some(match action {
        Action::Request { on, session, .. } => {
            Actor::Client(session.clone().unwrap_or_else(|| on.to_string().into()))
        }
        Action::Crash(at) | Action::Leave(at) => Actor::Administrator(*at),
        Action::Restart { replica, .. }
        | Action::Skew { replica, .. }
        | Action::Collect { replica, .. } => Actor::Administrator(*replica),
        Action::View { on, .. } => Actor::Administrator(*on),
        Action::Gossip { from, .. } => Actor::Administrator(*from),
        Action::Transfer { link } => Actor::Administrator(link.from),
        Action::Join { .. } => Actor::Joins,
        Action::Link { .. }
        | Action::Release(_)
        | Action::Hold(_)
        | Action::Drop(_)
        | Action::Duplicate(_)
        | Action::Partition { .. }
        | Action::Heal
        | Action::Wait { .. }
        | Action::Note { .. } => return None,
    })
}
