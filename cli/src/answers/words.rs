//! An answer as people read it.

use std::fmt::Write as _;

use super::{Answer, Found};
use crate::seeds;

impl Answer {
    /// What was tried, and what was found.
    pub(crate) fn in_words(&self) -> String {
        let mut text = String::new();
        let seeds = seeds::in_words(&self.sum.seeds);
        let tried = format!("{} (seeds {seeds}, {} steps)", self.n_seeds(), self.sum.steps);
        if self.found.is_empty() {
            line(&mut text, &format!("Nothing was found in any of {tried}."));
        } else {
            line(&mut text, &format!("Something was found in {} of {tried}.", self.sum.broken));
        }
        if self.sum.cut_off > 0 {
            let says = "were not looked at to their end: they have as many steps as one may have, or \
                        too much to look at.";
            line(&mut text, &format!("{} {says}", self.sum.cut_off));
        }
        for found in self.found.values() {
            let Found { finding, in_seeds, seed, steps, says, link } = found;
            line(
                &mut text,
                &format!("\n{finding} in {in_seeds}, first after {steps} steps of seed {seed}:"),
            );
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
