//! Valid scenarios to begin with: the stories of the folder, arbitrary ones, and clients alone.

use std::fs;
use std::path::{Path, PathBuf};

use causal_core::scenario::limits::REPLICAS;
use causal_core::scenario::{Scenario, text};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::luck::Luck;
use crate::strategies;

/// How many seeds share their arbitrary scenarios.
pub(crate) const BLOCK: u64 = 500;
/// How many of each kind there are for them.
const ARBITRARY: usize = 25;

/// Scenarios as text, each with what it is.
pub(crate) struct Corpus {
    block: u64,
    stories: Vec<(String, Scenario)>,
    pub(crate) all: Vec<(String, Scenario)>,
}

impl Corpus {
    pub(crate) fn new() -> Self {
        Self { block: u64::MAX, stories: stories(), all: Vec::new() }
    }

    /// Those of a seed; whether they are others than before.
    pub(crate) fn turn_to(&mut self, seed: u64) -> bool {
        let block = seed / BLOCK;
        if self.block == block {
            return false;
        }
        self.block = block;
        self.all = self.stories.clone();
        let mut runner = runner(block);
        let (arbitrary, dialogue) = (strategies::scenario(), strategies::dialogue());
        for _ in 0..ARBITRARY {
            for scenario in [sample(&arbitrary, &mut runner), sample(&dialogue, &mut runner)] {
                self.all.push((text::write(&scenario), scenario));
            }
        }
        true
    }

    /// One of them.
    pub(crate) fn pick(&self, luck: &mut Luck) -> &(String, Scenario) {
        luck.pick(&self.all)
    }
}

/// Draws from strategies, always the same for the same seed.
pub(crate) fn runner(seed: u64) -> TestRunner {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    TestRunner::new_with_rng(Config::default(), rng)
}

pub(crate) fn sample<S: Strategy>(strategy: &S, runner: &mut TestRunner) -> S::Value {
    strategy.new_tree(runner).expect("something is allowed").current()
}

fn stories() -> Vec<(String, Scenario)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios");
    let mut paths: Vec<PathBuf> = [folder.clone(), folder.join("mistakes")]
        .into_iter()
        .flat_map(|folder| fs::read_dir(folder).expect("the folder of stories"))
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "causal"))
        .collect();
    paths.sort();
    let stories = paths.iter().map(|path| {
        let source = fs::read_to_string(path).expect("a text");
        let scenario = text::parse_within(&source, REPLICAS).expect("a story");
        (source, scenario)
    });
    stories.collect()
}
