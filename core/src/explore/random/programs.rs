//! The script of a scenario as programs: what one actor does, in its order.

use std::sync::Arc;

use crate::clock::ReplicaId;
use crate::replica::protocol::Op;
use crate::scenario::ScriptedAction;
use crate::world::action::{Action, SessionName};

/// Who does something: a client by its name, or the administrators together.
type Actor = Option<SessionName>;

/// What each actor does.
#[derive(Clone, Debug)]
pub(super) struct Programs {
    by_actor: Vec<(Actor, Vec<Action>)>,
    /// What free writes write: a key of the script, so that they have to do with it.
    key: Arc<str>,
}

impl Programs {
    /// The programs of a script. What is done to links, what lets time pass and remarks are left out.
    pub(super) fn of(script: &[ScriptedAction]) -> Self {
        let mut by_actor: Vec<(Actor, Vec<Action>)> = Vec::new();
        for ScriptedAction { action, .. } in script.iter().filter(|item| is_kept(&item.action)) {
            let actor = actor(action);
            match by_actor.iter_mut().find(|(other, _)| *other == actor) {
                Some((_, program)) => program.push(action.clone()),
                None => by_actor.push((actor, vec![action.clone()])),
            }
        }
        let mut keys = script.iter().filter_map(|item| match &item.action {
            Action::Request { op, .. } => op.key(),
            _ => None,
        });
        let key = keys.next().cloned().unwrap_or_else(|| "x".into());
        Self { by_actor, key }
    }

    pub(super) fn len(&self) -> usize {
        self.by_actor.len()
    }

    /// What a program does after so many actions.
    pub(super) fn next(&self, program: usize, n_done: usize) -> Option<&Action> {
        self.by_actor[program].1.get(n_done)
    }

    /// A write that nobody has planned, of a value that tells it from the others.
    pub(super) fn free_write(&self, on: ReplicaId, number: u32) -> Action {
        let op = Op::Put { key: self.key.clone(), value: format!("free {number}").into() };
        Action::Request { on, session: None, op, seen: None }
    }
}

fn actor(action: &Action) -> Actor {
    match action {
        Action::Request { on, session, .. } => {
            Some(session.clone().unwrap_or_else(|| on.to_string().into()))
        }
        _ => None,
    }
}

/// Whether an action is of the story, and not of the one schedule in which it is told.
fn is_kept(action: &Action) -> bool {
    match action {
        Action::Link { .. }
        | Action::Release(_)
        | Action::Hold(_)
        | Action::Drop(_)
        | Action::Duplicate(_)
        | Action::Partition { .. }
        | Action::Heal
        | Action::Wait { .. }
        | Action::Note { .. } => false,
        Action::Request { .. }
        | Action::Crash(_)
        | Action::Restart { .. }
        | Action::View { .. }
        | Action::Join { .. }
        | Action::Leave(_)
        | Action::Gossip { .. }
        | Action::Transfer { .. }
        | Action::Skew { .. }
        | Action::Collect { .. } => true,
    }
}
