//! Random schedules, one for each seed, watched by the monitors.

use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use causal_core::check::{Monitor, Told, findings};
use causal_core::explore::random::Random;
use causal_core::run::Run;
use causal_core::scenario::link;

use crate::answers::{Answer, Found};
use crate::args::Explore;
use crate::failure::Failure;
use crate::input::Input;
use crate::output;
use crate::progress::Progress;
use crate::seeds::Seeds;

/// How many seeds a thread takes at a time.
const BLOCK: u64 = 64;

/// Tries the seeds and prints what is wrong in their schedules.
pub(crate) fn explore(input: &Input, asked: &Explore, seeds: Seeds) -> Result<(), Failure> {
    let random = Random::new(&input.scenario, asked.faults.faults(), asked.faults.writes);
    let cores = thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let mut answer = tried(&random, seeds, asked.threads.unwrap_or(cores));
    // The seeds of an answer say what the links of its scenario never do.
    let scenario = link::encode(&input.scenario, 0);
    answer.sum.answers = format!("causal explore '#{scenario}'{}", asked.faults.as_options());
    for found in answer.found.values_mut() {
        show(&random, found);
    }
    output::print(&if asked.json { answer.as_lines() } else { answer.in_words() })?;
    if answer.found.is_empty() { Ok(()) } else { Err(Failure::Findings) }
}

/// Tries all seeds, a block at a time on any thread: what is counted does not depend on which.
fn tried(random: &Random, seeds: Seeds, n_threads: NonZeroUsize) -> Answer {
    let n_begun = AtomicU64::new(0);
    let whole = Mutex::new((Answer::to(String::new()), Progress::new()));
    let work = || {
        while let Some(block) = next_block(&n_begun, seeds) {
            let mut answer = Answer::to(String::new());
            block.range().for_each(|seed| answer.add(walked(random, seed)));
            let mut whole = whole.lock().unwrap_or_else(PoisonError::into_inner);
            whole.0.add(answer);
            let (n, broken) = (whole.0.n_seeds(), whole.0.sum.broken);
            whole
                .1
                .say(|| format!("{n} of {} seeds, {broken} show something wrong", seeds.count()));
        }
    };
    thread::scope(|scope| {
        for _ in 1..n_threads.get() {
            scope.spawn(work);
        }
        work();
    });
    whole.into_inner().unwrap_or_else(PoisonError::into_inner).0
}

fn next_block(n_begun: &AtomicU64, seeds: Seeds) -> Option<Seeds> {
    let begun = n_begun.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |n| {
        (n < seeds.count()).then(|| n.saturating_add(BLOCK).min(seeds.count()))
    });
    let from = seeds.from + begun.ok()?;
    Some(Seeds { from, to: from.saturating_add(BLOCK).min(seeds.to) })
}

/// Walks one schedule to its end; what it finds is not in words yet.
fn walked(random: &Random, seed: u64) -> Answer {
    let mut monitor = Monitor::new(Arc::new(random.setting().clone()));
    random.first().iter().for_each(|event| monitor.observe(event));
    let mut answer = Answer::to(String::new());
    let (mut walk, mut kinds, mut n_seen) = (random.walk(seed), BTreeSet::new(), 0);
    while let Some(events) = walk.step() {
        events.iter().for_each(|event| monitor.observe(event));
        let news = &monitor.findings()[n_seen..];
        n_seen += news.len();
        for kind in news.iter().map(|finding| finding.what.kind()) {
            if kinds.insert(kind) {
                answer.find(Found {
                    finding: kind.to_owned(),
                    in_seeds: 1,
                    seed,
                    steps: walk.n_steps().into(),
                    says: String::new(),
                    link: String::new(),
                });
            }
        }
    }
    answer.sum.seeds = vec![Seeds { from: seed, to: seed + 1 }];
    answer.sum.steps = walk.n_steps().into();
    answer.sum.cut_off = walk.is_cut_off().into();
    answer.sum.broken = u64::from(!kinds.is_empty());
    answer
}

/// Says what a finding is, with the link that shows it: its schedule as far as it takes.
fn show(random: &Random, found: &mut Found) {
    let mut walk = random.walk(found.seed);
    while u64::from(walk.n_steps()) < found.steps && walk.step().is_some() {}
    let run = Run::new(walk.scenario());
    let (history, setting) = (run.history(), run.setting());
    let all = findings(history, setting);
    let first = all.iter().find(|finding| finding.what.kind() == found.finding);
    found.says = first.map_or_else(String::new, |it| it.in_words(&Told { history, setting }));
    found.link = format!("#{}", link::encode(&run.scenario(), history.short_digest()));
}
