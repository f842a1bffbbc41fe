//! What is done at any position of a run gives a run that its own scenario gives again, event for
//! event: by people who act now and in the past, several times, and who change the rules meanwhile.

use causal_core::replica::mistakes;
use causal_core::replica::protocol::{Conflicts, Sessions, Writes};
use causal_core::replica::rule_catalog::CATALOG;
use causal_core::run::Run;
use causal_core::scenario::text;

use super::generator::{self, Luck};
use super::{shown, watching};
use crate::tally::Tally;

/// Actions that were carried out somewhere in a run.
static ACTED: Tally = Tally::new();
/// Those of them that others gave way to.
static LEFT_BEHIND: Tally = Tally::new();

/// Fails if fewer actions than usual could be carried out in so many runs.
pub(crate) fn enough(n_runs: u64) {
    let n = usize::try_from(n_runs).expect("few runs");
    ACTED.at_least(n, "actions at some stop");
    LEFT_BEHIND.at_least(n / 2, "actions in the past");
    watching::enough(n_runs);
}

/// The most steps that a run may have here: acting where it ends is part of it.
const STEPS: usize = 3000;

/// Acts at random stops of a random run; says what its scenario does not give again.
pub(crate) fn check(seed: u64) -> Result<(), String> {
    let luck = &mut Luck::new(seed ^ 0x00ac_7ed0);
    let mut run = Run::with_limit(generator::story(seed), STEPS);
    for _ in 0..1 + luck.below(5) {
        run = if luck.one_in(6) { under_another_rule(luck, &run) } else { acted(luck, run) };
        comes_back(&run)?;
        watching::check(&run)?;
        shown::check(&run)?;
    }
    Ok(())
}

fn acted(luck: &mut Luck, run: Run) -> Run {
    let n_stops = run.stops().len() as u64;
    let stop = if luck.one_in(3) { n_stops - 1 } else { luck.below(n_stops) };
    let stop = usize::try_from(stop).expect("few stops");
    let action = generator::action(luck, &run.world_at(stop));
    let Ok(acted) = run.act(stop, action) else { return run };
    ACTED.add(1);
    LEFT_BEHIND.add(usize::from(acted.n_left_behind > 0));
    acted.run
}

/// The same actions from the start under another setting, as the page's menus do it.
fn under_another_rule(luck: &mut Luck, run: &Run) -> Run {
    let mut scenario = run.scenario();
    let protocol = &mut scenario.setting.protocol;
    match luck.below(7) {
        0 => protocol.conflicts = luck.pick(&[Conflicts::Siblings, Conflicts::Lww]),
        1 => protocol.sessions = luck.pick(&[Sessions::Off, Sessions::Wait]),
        2 => protocol.writes = luck.pick(&[Writes::Gated, Writes::Accepted]),
        3 => protocol.delivery = luck.pick(CATALOG).rule,
        4 => protocol.mistakes.set(luck.pick(mistakes::CATALOG).mistake, true),
        5 => protocol.gossip_ms = luck.pick(&[None, Some(500)]),
        _ => protocol.health_ms = luck.pick(&[None, Some(1000)]),
    }
    Run::with_limit(scenario, STEPS)
}

pub(crate) fn comes_back(run: &Run) -> Result<(), String> {
    let again = Run::with_limit(run.scenario(), STEPS);
    let (before, after) = (run.history().to_string(), again.history().to_string());
    let differs = before.lines().zip(after.lines()).find(|(before, after)| before != after);
    let is_same = before == after
        && run.history().digest() == again.history().digest()
        && run.stops() == again.stops()
        && run.problem() == again.problem();
    if is_same {
        return Ok(());
    }
    let (n, m) = (run.history().len(), again.history().len());
    let story = text::write(&run.scenario());
    Err(format!("{n} events come back as {m}; they differ at {differs:?}\n\n{story}"))
}
