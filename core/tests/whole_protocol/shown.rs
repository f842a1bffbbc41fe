//! What a run tells of its end is what is: every replica really holds, shows and has seen what its
//! history says.

use causal_core::clock::Dot;
use causal_core::history::ReplicaMoment;
use causal_core::replica::Replica;
use causal_core::replica::protocol::{Sessions, Writes};
use causal_core::replica::rule_catalog::CATALOG;
use causal_core::run::Run;

use super::generator::{self, Luck};
use crate::tally::Tally;

/// Own writes that were ahead at the end of some run.
static AHEAD: Tally = Tally::new();

/// Fails if less than usual was ahead in so many runs.
pub(crate) fn enough(n_runs: u64) {
    AHEAD.at_least(usize::try_from(n_runs / 200).expect("few runs"), "writes ahead");
}

/// A random story in which clients bring along what they have seen elsewhere, and writes need not
/// wait for it, whatever the rule is.
pub(crate) fn check_ahead(seed: u64) -> Result<(), String> {
    let luck = &mut Luck::new(seed ^ 0xa4ea_d000);
    let mut story = generator::story(seed);
    let protocol = &mut story.setting.protocol;
    protocol.sessions = luck.pick(&[Sessions::Wait, Sessions::Reject]);
    protocol.writes = Writes::Accepted;
    protocol.delivery = luck.pick(CATALOG).rule;
    check(&Run::with_limit(story, 3000))
}

/// Compares every replica with what is told of it.
pub(crate) fn check(run: &Run) -> Result<(), String> {
    let moment = run.moment(run.history().len());
    for replica in run.world().replicas() {
        let told = moment.replica(replica.actor().replica).ok_or("a replica is not told of")?;
        AHEAD.add(told.ahead.len());
        let (told, is) = (of_moment(told), of_replica(replica));
        if told != is {
            return Err(format!("it is told {told:?}, and there is {is:?}"));
        }
    }
    Ok(())
}

/// What is compared: who it is, its vector, its own writes that are ahead, and what it shows.
type Side = (String, String, Vec<Dot>, Vec<Dot>);

fn of_moment(of: &ReplicaMoment) -> Side {
    let ahead = of.ahead.iter().map(|write| write.dot).collect();
    let shown = of.store.all_shown(&of.ahead).iter().map(|write| write.dot).collect();
    (of.actor.to_string(), of.seen.to_string(), ahead, shown)
}

fn of_replica(of: &Replica) -> Side {
    let ahead = of.ahead().iter().map(|write| write.dot).collect();
    let shown = of.all_shown().iter().map(|write| write.dot).collect();
    (of.actor().to_string(), of.seen().to_string(), ahead, shown)
}
