//! Random schedules of a scenario, each told by a seed: whatever may happen next is as likely.
//!
//! The script becomes programs, one for each of its actors (`actors.rs`); what it says about links
//! and time is left out, for any message on its way may be next. Each step of a [`Walk`] is one action,
//! or one arrival, in a real [`World`].

mod programs;
mod walk;

pub use walk::Walk;

use super::question::Faults;
use crate::scenario::{Scenario, ScriptedAction, When};
use crate::world::action::{Action, LinkChange, LinkSelector};
use crate::world::event::Event;
use crate::world::network::{LinkSetting, LinkState};
use crate::world::setting::Setting;
use crate::world::{Choice, World};
use programs::Programs;

/// A scenario of which random schedules are drawn.
#[derive(Clone, Debug)]
pub struct Random {
    /// The world when every link is held.
    start: World,
    /// What has happened by then.
    first: Vec<Event>,
    /// The scenario of that: its words, and the one action that holds the links.
    scenario: Scenario,
    programs: Programs,
    faults: Faults,
    n_free_writes: u32,
}

impl Random {
    /// The schedules of a scenario with at most so many faults, and with so many writes more, each of
    /// which any replica may make.
    #[must_use]
    pub fn new(scenario: &Scenario, faults: Faults, n_free_writes: u32) -> Self {
        let mut start = World::new(without_time(&scenario.setting));
        let change = LinkChange::State(LinkState::Held);
        let hold = Action::Link { links: LinkSelector::All, change };
        let first = start.step(Choice::Act(hold.clone())).expect("links can always be held");
        let script = vec![ScriptedAction { when: When::Settled, action: hold }];
        let setting = start.setting().clone();
        let programs = Programs::of(&scenario.script);
        let scenario = Scenario { setting, script, ..scenario.first(0) };
        Self { start, first, scenario, programs, faults, n_free_writes }
    }

    /// What a monitor is told before the first step: nothing that depends on the seed.
    #[must_use]
    pub fn first(&self) -> &[Event] {
        &self.first
    }

    /// What all schedules start from.
    #[must_use]
    pub fn setting(&self) -> &Setting {
        &self.scenario.setting
    }

    /// The schedule of a seed, from its beginning.
    #[must_use]
    pub fn walk(&self, seed: u64) -> Walk<'_> {
        Walk::new(self, seed)
    }
}

/// A setting whose links lose nothing, and whose latencies say nothing. That a link keeps its order
/// stays.
fn without_time(setting: &Setting) -> Setting {
    let plain = |link: &LinkSetting| LinkSetting { fifo: link.fifo, ..LinkSetting::default() };
    Setting {
        default_link: plain(&setting.default_link),
        links: setting.links.iter().map(|(id, link)| (*id, plain(link))).collect(),
        ..setting.clone()
    }
}
