//! Running until something is so: the cursor goes to the first later stop at which it is.

use causal_core::predicate::Predicate;
use causal_core::predicate::until::{QUIET, Reached, WAITS, first_finding, first_stop};

use crate::model::{Condition, Model, Until};
use crate::msg::Timing;
use crate::words;

/// So many things are looked at before a condition with many variables is given up: a moment.
const N_LOOKS: u64 = 3_000_000;

impl Model {
    pub(super) fn type_condition(&self, text: &str) -> Option<Self> {
        let condition = Condition { text: text.into(), ..Condition::default() };
        let typed = self.with_interface(|interface| interface.condition = condition)?;
        Some(typed.without_found())
    }

    pub(super) fn run_until(&self, until: Until) -> Option<Self> {
        let from = self.stop + 1;
        let holds = |text: &str| Predicate::parse(text, self.run.setting()).ok();
        let predicate = match until {
            Until::Violation => None,
            Until::Waits => holds(WAITS),
            Until::Quiet => holds(QUIET),
            Until::Condition => match self.interface.condition.read(self.run.setting()) {
                Some(Ok(predicate)) => Some(predicate),
                // What is wrong with it stands under the field.
                Some(Err(_)) => return None,
                None => return Some(self.stays(words::NO_CONDITION)),
            },
        };
        let reached = match &predicate {
            Some(predicate) => first_stop(&self.run, from, predicate, N_LOOKS),
            None => {
                let found = first_finding(&self.run, from, self.findings.iter());
                found.map_or(Reached::Nowhere, Reached::At)
            }
        };
        match reached {
            Reached::At(stop) => {
                let there = self.pass_time(Timing::Seek(stop))?;
                there
                    .with_interface(|interface| {
                        interface.dialog = None;
                        interface.condition.outcome = None;
                    })
                    .or(Some(there))
            }
            Reached::Nowhere => Some(self.stays(words::NEVER_LATER)),
            Reached::TooMuch => Some(self.stays(words::TOO_MUCH_TO_LOOK_AT)),
        }
    }

    /// The cursor stays, and the dialog says why.
    pub(super) fn stays(&self, outcome: &'static str) -> Self {
        let stays = self.with_interface(|interface| interface.condition.outcome = Some(outcome));
        stays.unwrap_or_else(|| self.copy()).saying(outcome)
    }
}
