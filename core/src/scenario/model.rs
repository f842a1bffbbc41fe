//! The one file format of the project, as data.

use crate::replica::protocol::Time;
use crate::world::action::Action;
use crate::world::setting::Setting;

/// A named setting and a script of actions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scenario {
    /// One line; may be empty.
    pub title: String,
    /// Some words beside the playground; plain text, may be empty.
    pub notes: String,
    /// What the world starts from.
    pub setting: Setting,
    /// What is done to it, in order.
    pub script: Vec<ScriptedAction>,
    /// Which stop of the run the page shows first (0 = before everything); the last one if absent.
    pub open_at: Option<u32>,
}

impl Scenario {
    /// The same setting and words, with only the first actions, opened where they end.
    #[must_use]
    pub fn first(&self, n_actions: usize) -> Self {
        Self {
            title: self.title.clone(),
            notes: self.notes.clone(),
            setting: self.setting.clone(),
            script: self.script[..n_actions.min(self.script.len())].to_vec(),
            open_at: None,
        }
    }
}

/// An action with the moment at which it is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptedAction {
    /// When it happens, as seen from what comes before it.
    pub when: When,
    /// What is done.
    pub action: Action,
}

/// The moment of an action, relative to what came before it in the script.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum When {
    /// After everything that the actions before it set going has arrived.
    #[default]
    Settled,
    /// At a virtual time: everything due earlier happens first. If that time has passed: at once.
    At(Time),
    /// After so many further steps in the order of time; 0 means at once.
    After(u32),
}
