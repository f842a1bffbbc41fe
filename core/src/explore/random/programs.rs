//! The script of a scenario as programs: what one actor does, in its order.

use super::super::actors::{Actor, FreeWrites};
use crate::scenario::ScriptedAction;
use crate::world::action::Action;

/// What each actor does.
#[derive(Clone, Debug)]
pub(super) struct Programs {
    by_actor: Vec<(Actor, Vec<Action>)>,
    /// What anybody may write besides.
    pub(super) free: FreeWrites,
}

impl Programs {
    /// The programs of a script.
    pub(super) fn of(script: &[ScriptedAction]) -> Self {
        let mut by_actor: Vec<(Actor, Vec<Action>)> = Vec::new();
        for ScriptedAction { action, .. } in script {
            let Some((actor, _)) = Actor::of(action) else { continue };
            match by_actor.iter_mut().find(|(other, _)| *other == actor) {
                Some((_, program)) => program.push(action.clone()),
                None => by_actor.push((actor, vec![action.clone()])),
            }
        }
        Self { by_actor, free: FreeWrites::beside(script.iter().map(|item| &item.action)) }
    }

    pub(super) fn len(&self) -> usize {
        self.by_actor.len()
    }

    /// What a program does after so many actions.
    pub(super) fn next(&self, program: usize, n_done: usize) -> Option<&Action> {
        self.by_actor[program].1.get(n_done)
    }
}
