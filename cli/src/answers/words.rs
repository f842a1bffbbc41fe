//! An answer as people read it.

use std::fmt::Write as _;

use super::{Answer, Found};
use crate::numbers::{counted, in_groups};
use crate::seeds;

impl Answer {
    /// What was tried, and what was found.
    pub(crate) fn in_words(&self) -> String {
        let mut text = String::new();
        let seeds = seeds::in_words(&self.sum.seeds);
        let n_steps = counted(self.sum.steps.into(), "step", "steps");
        let tried = format!("{} (seeds {seeds}, {n_steps})", in_groups(self.n_seeds()));
        if self.found.is_empty() {
            line(&mut text, &format!("Nothing was found in any of {tried}."));
        } else {
            line(&mut text, &format!("Something was found in {} of {tried}.", self.sum.broken));
        }
        if self.sum.cut_off > 0 {
            let n = counted(self.sum.cut_off.into(), "was", "were");
            let says = "not looked at to the end: there are as many steps as there may be, or too \
                        much to look at.";
            line(&mut text, &format!("{n} {says}"));
        }
        for found in self.found.values() {
            let Found { finding, in_seeds, seed, steps, says, link } = found;
            let steps = counted((*steps).into(), "step", "steps");
            let n = in_groups(*in_seeds);
            line(&mut text, &format!("\n{finding} in {n}, first after {steps} of seed {seed}:"));
            line(&mut text, &format!("  {says}."));
            if !link.is_empty() {
                line(&mut text, &format!("  {link}"));
            }
        }
        text
    }
}

fn line(text: &mut String, line: &str) {
    writeln!(text, "{line}").expect("a string takes all");
}
