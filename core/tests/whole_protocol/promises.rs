//! The promises, checked on one story.

use std::collections::{BTreeMap, BTreeSet};

use causal_core::check::{Violation, findings};
use causal_core::clock::Dot;
use causal_core::history::{History, Moment, ReplicaMoment};
use causal_core::replica::Replica;
use causal_core::replica::protocol::Occurrence;
use causal_core::replica::protocol::{Amnesia, Conflicts, Key, Phase, Sessions};
use causal_core::run::{Problem, Run};
use causal_core::scenario::Scenario;
use causal_core::world::World;
use causal_core::world::event::EventKind;
use causal_core::world::setting::Setting;

use super::model::{Dots, Model};
use super::told::Told;
use crate::tally::Tally;

/// Ends of stories with gossip at which the members agree on who they are.
static AGREED: Tally = Tally::new();
/// Ends at which they do not: there nothing is promised.
static DISAGREED: Tally = Tally::new();
/// Pairs of members whose vectors were compared.
static PAIRS: Tally = Tally::new();
/// Writes that wait at an end, each for one that is nowhere.
static WAITING: Tally = Tally::new();
/// Keys whose values were compared with what follows from the delivered writes.
static SHOWN: Tally = Tally::new();
/// Names that were given twice where disks are forgotten naively.
static SAME_NAMES: Tally = Tally::new();

/// Fails if so many stories have shown less than they usually show.
pub(crate) fn enough(n_stories: u64) {
    let n = usize::try_from(n_stories).expect("few stories");
    AGREED.at_least(n / 2, "ends at which members agree");
    DISAGREED.at_least(n / 50, "ends at which members disagree");
    PAIRS.at_least(n * 4 / 5, "pairs of members that were compared");
    WAITING.at_least(n / 50, "writes that wait at an end");
    SHOWN.at_least(n * 1000, "keys that were compared");
    SAME_NAMES.at_least(n / 500, "names given twice");
}

/// What is wrong with a story, if anything.
pub(crate) fn check(scenario: &Scenario) -> Result<(), String> {
    let run = Run::new(scenario.clone());
    if let Some(problem) = run.problem() {
        return Err(format!("the story cannot be told: {problem}"));
    }
    if scenario.setting.protocol.amnesia == Amnesia::Naive {
        return naive_names_are_told(scenario, run.history());
    }
    let mut told = Told::of(&run);
    told.calm_down()?;
    let moment = check_history(scenario, &told.history, &told.steps)?;
    check_end(scenario, &told.world, &moment)
}

/// The same of a story from another time: what cannot happen any more is left out.
pub(crate) fn check_what_can_happen(mut story: Scenario) -> Result<(), String> {
    while let Some(Problem::Action { index, .. }) = Run::new(story.clone()).problem() {
        story.script.remove(*index);
    }
    check(&story)
}

/// Two writes under one name are found, and only they.
fn naive_names_are_told(scenario: &Scenario, history: &History) -> Result<(), String> {
    let mut names = BTreeMap::new();
    for event in history.events() {
        if let EventKind::Recorded { what: Occurrence::Accepted { write, .. }, .. } = &event.kind {
            *names.entry(write.dot).or_insert(0) += 1;
        }
    }
    let again: usize = names.values().map(|n| n - 1).sum();
    let told = findings(history, &scenario.setting);
    let told = told.iter().filter(|found| matches!(found.what, Violation::SameName { .. })).count();
    SAME_NAMES.add(again);
    if again == told { Ok(()) } else { Err(format!("{again} names given twice, {told} told")) }
}

/// Whether the protocol promises that this never happens.
fn is_promised_not(what: Violation, setting: &Setting) -> bool {
    match what {
        // A clock that is behind, or the order of arrival, can hide what a session knows.
        Violation::StaleRead { .. } => {
            let hides = [Conflicts::WallClock, Conflicts::Arrival];
            let protocol = setting.protocol;
            protocol.sessions != Sessions::Off && !hides.contains(&protocol.conflicts)
        }
        Violation::OutOfSession { .. } => setting.protocol.sessions != Sessions::Off,
        Violation::Diverged { .. } => setting.protocol.conflicts != Conflicts::Arrival,
        // Disks are lost, and with them what only they held.
        Violation::Orphaned { .. } => false,
        _ => true,
    }
}

/// Judges every event, and after each step what everybody shows.
fn check_history(
    scenario: &Scenario,
    history: &History,
    steps: &[usize],
) -> Result<Moment, String> {
    let setting = &scenario.setting;
    let found = findings(history, setting);
    if let Some(finding) = found.iter().find(|finding| is_promised_not(finding.what, setting)) {
        return Err(finding.to_string());
    }
    let mut model = Model::new(setting);
    let mut moment = Moment::start(std::sync::Arc::new(setting.clone()));
    let mut done = 0;
    for end in steps {
        let step = history.events().range(done..*end);
        done = *end;
        let mut touched = BTreeSet::new();
        for event in step.clone() {
            model.observe(event)?;
            moment.apply(event);
            touched.extend(event.replica);
        }
        for at in touched {
            let after = step.clone().last().map(ToString::to_string).unwrap_or_default();
            let why = |why| format!("after {after}: {why}");
            check_replica(&moment.replicas[at.index()], &mut model).map_err(why)?;
        }
    }
    assert_eq!(done, history.len(), "every event is part of a step");
    Ok(moment)
}

/// What a replica believes is what it has delivered, and it shows what follows from that.
fn check_replica(replica: &ReplicaMoment, model: &mut Model) -> Result<(), String> {
    let at = replica.actor.replica;
    let entries = replica.seen.iter();
    let claimed: Dots = entries
        .flat_map(|(actor, n)| (1..=n).map(move |counter| Dot::new(actor, counter)))
        .collect();
    let delivered = model.delivered.entry(at).or_default();
    if claimed != *delivered {
        return Err(format!("{at} claims {}, delivered {delivered:?}", replica.seen));
    }
    let Some(right) = model.shown(at) else { return Ok(()) };
    SHOWN.add(right.len());
    let shown: BTreeMap<Key, Dots> = replica
        .store
        .iter()
        .map(|(key, values)| (key.clone(), values.iter().map(|write| write.dot).collect()))
        .collect();
    if shown == right { Ok(()) } else { Err(format!("{at} shows {shown:?}, should {right:?}")) }
}

/// The history says of the end what the replicas themselves say, and nobody waits for a state.
fn check_end(scenario: &Scenario, world: &World, moment: &Moment) -> Result<(), String> {
    for (replica, shown) in world.replicas().iter().zip(&moment.replicas) {
        if replica.seen() != &shown.seen || replica.store() != &shown.store {
            return Err(format!("{} differs from what its history says", replica.actor()));
        }
    }
    if let Some(waits) = world.replicas().iter().find(|one| one.phase() == Phase::Joining) {
        return Err(format!("{} waits for a state for ever", waits.actor()));
    }
    if scenario.setting.protocol.gossip_ms.is_some() { everything_arrived(world) } else { Ok(()) }
}

/// With gossip, whatever was lost: members that agree on who they are have everything that one of
/// them has, and nobody waits, except for what depends on writes that are nowhere any more.
fn everything_arrived(world: &World) -> Result<(), String> {
    let members: Vec<&Replica> =
        world.replicas().iter().filter(|replica| replica.phase() == Phase::Serving).collect();
    let agreed = members.iter().all(|member| {
        let mut known = member.members();
        known.sort_unstable();
        known.iter().copied().eq(members.iter().map(|member| member.actor().replica))
    });
    let ends = if agreed { &AGREED } else { &DISAGREED };
    ends.add(1);
    if !agreed {
        return Ok(());
    }
    PAIRS.add(members.len().saturating_sub(1));
    WAITING.add(members.iter().map(|member| member.buffer().waiting().count()).sum());
    let lives = |dot: Dot| members.iter().any(|member| member.seen().covers(dot));
    for member in &members {
        if let Some(other) = members.iter().find(|other| other.seen() != member.seen()) {
            return Err(format!(
                "{} has {}, {} has {}",
                member.actor(),
                member.seen(),
                other.actor(),
                other.seen()
            ));
        }
        for write in member.buffer().waiting() {
            let orphaned = write.deps.iter().any(|(actor, counter)| {
                (1..=counter).any(|counter| !lives(Dot::new(actor, counter)))
            });
            if !orphaned {
                return Err(format!("{} waits at {} for nothing", write.dot, member.actor()));
            }
        }
        for parked in member.parked() {
            let metadata = parked.request.metadata.clone().unwrap_or_default();
            if member.seen().includes(&metadata) {
                return Err(format!("a request stays parked at {}", member.actor()));
            }
        }
    }
    Ok(())
}
