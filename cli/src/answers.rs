//! What random schedules gave, from one job or from many: counted, in JSON Lines, and in words.
//!
//! An answer is a line for each kind of finding and then one that sums up; any number of answers may
//! stand in a file, one after the other. Answers to one question are added up in any order, with the
//! same outcome as if one job had done it all.

mod reading;
mod words;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::seeds::{self, Seeds};
pub(crate) use reading::{Unread, read};

/// A kind of finding: how many seeds show it, and the seed that does so in the fewest steps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Found {
    /// Its kind.
    pub(crate) finding: String,
    /// How many seeds show it.
    pub(crate) in_seeds: u64,
    /// The seed that shows it in the fewest steps, and the first of those.
    pub(crate) seed: u64,
    /// In how many steps that is.
    pub(crate) steps: u64,
    /// What is wrong there, in a sentence without its full stop.
    pub(crate) says: String,
    /// The link that shows it; empty if there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) link: String,
}

/// The line that sums up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sum {
    /// What was asked: the command without its seeds.
    pub(crate) answers: String,
    pub(crate) seeds: Vec<Seeds>,
    /// How many steps there were in all.
    pub(crate) steps: u64,
    /// How many seeds were not looked at to their end.
    pub(crate) cut_off: u64,
    /// How many seeds show anything.
    pub(crate) broken: u64,
    /// How many lines of findings stand before this one.
    pub(crate) findings: usize,
}

/// What some seeds gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) sum: Sum,
    pub(crate) found: BTreeMap<String, Found>,
}

impl Answer {
    /// Nothing has been tried yet.
    pub(crate) fn to(question: String) -> Self {
        let sum = Sum {
            answers: question,
            seeds: Vec::new(),
            steps: 0,
            cut_off: 0,
            broken: 0,
            findings: 0,
        };
        Self { sum, found: BTreeMap::new() }
    }

    /// Takes in another answer to the same question, of other seeds.
    pub(crate) fn add(&mut self, other: Self) {
        let Sum { seeds, steps, cut_off, broken, .. } = other.sum;
        seeds::add(&mut self.sum.seeds, &seeds);
        self.sum.steps = self.sum.steps.saturating_add(steps);
        self.sum.cut_off = self.sum.cut_off.saturating_add(cut_off);
        self.sum.broken = self.sum.broken.saturating_add(broken);
        other.found.into_values().for_each(|found| self.find(found));
    }

    /// Takes in a finding.
    pub(crate) fn find(&mut self, found: Found) {
        match self.found.get_mut(&found.finding) {
            None => {
                self.found.insert(found.finding.clone(), found);
            }
            Some(known) => {
                let in_seeds = known.in_seeds.saturating_add(found.in_seeds);
                if (found.steps, found.seed) < (known.steps, known.seed) {
                    *known = found;
                }
                known.in_seeds = in_seeds;
            }
        }
        self.sum.findings = self.found.len();
    }

    /// How many seeds were tried.
    pub(crate) fn n_seeds(&self) -> u64 {
        self.sum.seeds.iter().fold(0, |sum, seeds| sum.saturating_add(seeds.count()))
    }

    /// The answer as JSON Lines.
    pub(crate) fn as_lines(&self) -> String {
        let json = |line: serde_json::Result<String>| line.expect("texts and numbers") + "\n";
        let found = self.found.values().map(|found| json(serde_json::to_string(found)));
        found.chain([json(serde_json::to_string(&self.sum))]).collect()
    }
}
