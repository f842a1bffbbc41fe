//! A story with what follows from it when everything works again.

use causal_core::history::History;
use causal_core::replica::protocol::{Disk, Time};
use causal_core::run::Run;
use causal_core::world::action::{Action, LinkChange, LinkSelector};
use causal_core::world::network::LinkState;
use causal_core::world::setting::Setting;
use causal_core::world::{Choice, World};

/// Long enough for timers of all kinds to bring everything everywhere: gossip and joiners take
/// their peers in turn, and three rounds of that are enough.
fn calm_ms(setting: &Setting) -> Time {
    let turn = setting.protocol.gossip_ms.unwrap_or_default() + 1000;
    5000 + 3 * turn * Time::from(setting.n_replicas())
}

/// A story with what follows, and how many events there were after each step.
pub(crate) struct Told {
    pub(crate) world: World,
    pub(crate) history: History,
    pub(crate) steps: Vec<usize>,
}

impl Told {
    pub(crate) fn of(run: &Run) -> Self {
        let stops: Vec<_> = run.stops().iter().collect();
        let steps = stops.chunk_by(|one, next| one.n_steps == next.n_steps);
        let steps = steps.map(|stops| stops[stops.len() - 1].n_events).collect();
        Self { world: run.world().clone(), history: run.history().clone(), steps }
    }

    fn step(&mut self, choice: Choice) -> Result<(), String> {
        let events = self.world.step(choice).map_err(|error| error.to_string())?;
        self.history.extend(events);
        self.steps.push(self.history.len());
        Ok(())
    }

    /// Links work, everybody runs, and time passes.
    pub(crate) fn calm_down(&mut self) -> Result<(), String> {
        let links = LinkSelector::All;
        for change in [LinkChange::Loss(0), LinkChange::State(LinkState::Up)] {
            self.step(Choice::Act(Action::Link { links, change }))?;
        }
        for replica in self.world.setting().replicas().collect::<Vec<_>>() {
            if !self.world.runs(replica) {
                let disk = Disk::default();
                self.step(Choice::Act(Action::Restart { replica, disk }))?;
            }
        }
        let until = self.world.now() + calm_ms(self.world.setting());
        while let Some((_, choice)) = self.world.next_due().filter(|(due, _)| *due <= until) {
            self.step(choice)?;
        }
        Ok(())
    }
}
