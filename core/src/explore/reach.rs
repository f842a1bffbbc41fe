//! What can come about in any schedule of a scenario, for who asks for more than that.

use std::sync::Arc;

use super::actors::{Actor, FreeWrites};
use super::question::Faults;
use super::refusal::{MOST_FREE, Refusal};
use crate::predicate::{Lack, Predicate, Reach};
use crate::replica::protocol::Op;
use crate::scenario::Scenario;
use crate::scenario::actions::Verb;
use crate::world::action::Action;

/// What a condition asks for that comes about in no schedule of a scenario, with at most so many
/// faults and free writes, though it may be so all the same.
///
/// # Errors
/// That it asks for time, or can never be so.
pub fn lacks(
    scenario: &Scenario,
    condition: &Predicate,
    faults: Faults,
    n_free_writes: u32,
) -> Result<Vec<Lack>, Refusal> {
    if condition.uses().time {
        return Err(Refusal::Time);
    }
    let lacks = condition.lacks(&reach(scenario, faults, n_free_writes));
    let never = |lacks: &[Lack]| condition.is_never_without(lacks, &scenario.setting);
    if !never(&lacks) {
        return Ok(lacks);
    }
    // The one by which it can never be so is said; none if it can be so in no run at all.
    let why = if never(&[]) {
        None
    } else {
        let alone = lacks.iter().find(|lack| never(std::slice::from_ref(*lack)));
        alone.or(lacks.first()).cloned()
    };
    Err(Refusal::Impossible { why })
}

/// What comes about at most.
fn reach(scenario: &Scenario, faults: Faults, n_free_writes: u32) -> Reach {
    let script = || scenario.script.iter().map(|item| &item.action);
    let done = || script().filter(|action| Actor::of(action).is_some());
    let free = FreeWrites::beside(script());
    let free: Vec<Action> = scenario
        .setting
        .replicas()
        // More of them are refused.
        .flat_map(|on| (0..n_free_writes.min(MOST_FREE) as usize).map(move |n| (on, n)))
        .map(|(on, n)| free.next(on, n))
        .collect();
    let mut reach = Reach { verbs: vec![Verb::Release], ..Reach::default() };
    let mut n_writes = vec![0; scenario.setting.names.len()];
    for action in done().chain(&free) {
        reach.verbs.push(Verb::of(action));
        let Action::Request { on, session, op, .. } = action else { continue };
        if let Some(n) = n_writes.get_mut(on.index()).filter(|_| !op.is_read()) {
            *n += 1;
        }
        if let Op::Put { key, value } = op {
            reach.keys.push(Arc::clone(key));
            reach.texts.push(Arc::clone(value));
        }
        reach.texts.extend(op.key().cloned());
        reach.texts.push(session.clone().unwrap_or_else(|| on.to_string().into()));
    }
    let Faults { lose, duplicate, crash, gossip } = faults;
    let free = [
        (lose, Verb::Drop),
        (duplicate, Verb::Duplicate),
        (crash, Verb::Crash),
        (crash, Verb::Restart),
        (gossip, Verb::Gossip),
    ];
    reach.verbs.extend(free.into_iter().filter(|(n, _)| *n > 0).map(|(_, verb)| verb));
    // What arrives where nobody is up is lost.
    reach.loses = lose > 0 || reach.verbs.contains(&Verb::Crash);
    // Mistakes name writes in ways of their own, and so does who counts what it receives.
    let protocol = &scenario.setting.protocol;
    let are_counted = protocol.mistakes.is_empty() && !protocol.delivery.ticks_on_receipt;
    reach.n_writes = are_counted.then_some(n_writes);
    reach
}
