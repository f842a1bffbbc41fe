//! Random schedules, one for each seed, watched by the monitors and for what is looked for.

mod eyes;

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use causal_core::check::{Told, findings};
use causal_core::explore::lacks;
use causal_core::explore::random::Random;
use causal_core::predicate::Predicate;
use causal_core::run::Run;
use causal_core::scenario::link;

use super::refused;
use crate::answers::{Answer, Found};
use crate::args::Explore;
use crate::failure::Failure;
use crate::input::Input;
use crate::output;
use crate::progress::Progress;
use crate::seeds::Seeds;
use eyes::Eyes;

/// How many seeds a thread takes at a time.
const BLOCK: u64 = 64;

/// Tries the seeds and prints what is wrong in their schedules.
pub(crate) fn explore(
    input: &Input,
    asked: &Explore,
    seeds: Seeds,
    sought: Option<Predicate>,
) -> Result<(), Failure> {
    if let Some(condition) = &sought {
        let (faults, n_writes) = (asked.faults.faults(), asked.faults.writes);
        let fits = lacks(&input.scenario, condition, faults, n_writes);
        fits.map_err(|refusal| refused(input, asked, &refusal))?;
    }
    let random = Random::new(&input.scenario, asked.faults.faults(), asked.faults.writes);
    let cores = thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let watched = Watched { random, sought };
    let mut answer = tried(&watched, seeds, asked.threads.unwrap_or(cores));
    answer.sum.answers = watched.question(input, asked);
    for found in answer.found.values_mut() {
        watched.show(found);
    }
    output::print(&if asked.json { answer.as_lines() } else { answer.in_words() })?;
    if answer.found.is_empty() { Ok(()) } else { Err(Failure::Findings) }
}

/// The schedules of a scenario, and what is looked for in them beside what the monitors find.
struct Watched {
    random: Random,
    sought: Option<Predicate>,
}

/// Tries all seeds, a block at a time on any thread: what is counted does not depend on which.
fn tried(watched: &Watched, seeds: Seeds, n_threads: NonZeroUsize) -> Answer {
    let n_begun = AtomicU64::new(0);
    let whole = Mutex::new((Answer::to(String::new()), Progress::new()));
    let work = || {
        while let Some(block) = next_block(&n_begun, seeds) {
            let mut answer = Answer::to(String::new());
            block.range().for_each(|seed| answer.add(watched.walked(seed)));
            let mut whole = whole.lock().unwrap_or_else(PoisonError::into_inner);
            whole.0.add(answer);
            let (n, broken) = (whole.0.n_seeds(), whole.0.sum.broken);
            whole.1.say(|| format!("{n} of {} seeds, {broken} show something", seeds.count()));
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

impl Watched {
    /// What is asked, whatever the seeds: the command that asks it.
    fn question(&self, input: &Input, asked: &Explore) -> String {
        // A digest says how a run ends, and this one need not even begin.
        let scenario = link::encode(&input.scenario, 0);
        let sought = self.sought.as_ref().map(Predicate::text);
        let sought = sought.map_or_else(String::new, |text| format!(" --find '{text}'"));
        format!("causal explore '#{scenario}'{}{sought}", asked.faults.as_options())
    }

    /// Walks one schedule to its end; what it finds is not in words yet.
    fn walked(&self, seed: u64) -> Answer {
        let mut answer = Answer::to(String::new());
        let mut walk = self.random.walk(seed);
        let mut eyes = Eyes::new(self);
        for kind in eyes.at_start() {
            answer.find(found(kind, seed, 0));
        }
        while let Some(events) = walk.step() {
            for kind in eyes.news(walk.acted(), &events) {
                answer.find(found(kind, seed, walk.n_steps()));
            }
        }
        answer.sum.seeds = vec![Seeds { from: seed, to: seed + 1 }];
        answer.sum.steps = walk.n_steps().into();
        answer.sum.cut_off = (walk.is_cut_off() || eyes.have_given_up()).into();
        answer.sum.broken = u64::from(!answer.found.is_empty());
        answer
    }

    /// Says what a finding is, with the link that shows it: its schedule as far as it takes.
    fn show(&self, found: &mut Found) {
        let mut walk = self.random.walk(found.seed);
        while u64::from(walk.n_steps()) < found.steps && walk.step().is_some() {}
        let run = Run::new(walk.scenario());
        let (history, setting) = (run.history(), run.setting());
        found.link = format!("#{}", link::encode(&run.scenario(), history.short_digest()));
        found.says = match self.sought.as_ref().filter(|sought| sought.text() == found.finding) {
            Some(sought) => sought.in_words(setting).trim_end_matches('.').to_owned(),
            None => {
                let all = findings(history, setting);
                let first = all.iter().find(|finding| finding.what.kind() == found.finding);
                first.map_or_else(String::new, |it| it.in_words(&Told { history, setting }))
            }
        };
    }
}

/// A finding in one seed, without words.
fn found(kind: &str, seed: u64, n_steps: u32) -> Found {
    Found {
        finding: kind.to_owned(),
        in_seeds: 1,
        seed,
        steps: n_steps.into(),
        says: String::new(),
        link: String::new(),
    }
}
