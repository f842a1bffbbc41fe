//! What the monitors find, with the names of the scenario, and steps for events.

use causal_core::check::{Finding, Names, Told};
use causal_core::clock::{Dot, ReplicaId};
use causal_core::run::Run;
use causal_core::world::event::EventId;

/// The names of a scenario, with the steps of its run.
struct InSteps<'a> {
    told: Told<'a>,
    run: &'a Run,
}

impl Names for InSteps<'_> {
    fn replica(&self, replica: ReplicaId) -> String {
        self.told.replica(replica)
    }

    fn client(&self, answer: EventId) -> String {
        self.told.client(answer)
    }

    fn author(&self, write: Dot) -> String {
        self.told.author(write)
    }

    fn content(&self, write: Dot) -> String {
        self.told.content(write)
    }

    fn when(&self, event: EventId) -> String {
        let step = self.run.stops().partition_point(|stop| stop.n_events <= event.index());
        format!("step {step}")
    }
}

/// A violation with everybody's names.
#[must_use]
pub fn violation(finding: &Finding, run: &Run) -> String {
    let told = Told { history: run.history(), setting: run.setting() };
    format!("Violation: {}.", finding.in_words(&InSteps { told, run }))
}
