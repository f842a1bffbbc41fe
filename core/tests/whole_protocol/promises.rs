//! The promises, checked on one story.

use std::collections::BTreeMap;

use causal_core::check::{Violation, findings};
use causal_core::clock::Dot;
use causal_core::history::{History, Moment};
use causal_core::replica::Replica;
use causal_core::replica::protocol::{Amnesia, Conflicts, Phase, Sessions, Time};
use causal_core::run::Run;
use causal_core::scenario::Scenario;
use causal_core::world::action::{Action, LinkChange, LinkSelector};
use causal_core::world::event::EventKind;
use causal_core::world::network::LinkState;
use causal_core::world::setting::Setting;
use causal_core::world::{Choice, World};

use super::model::{Dots, Model};

/// Long enough for timers of all kinds to bring everything everywhere.
const CALM_MS: Time = 60_000;

/// What is wrong with a story, if anything.
pub(crate) fn check(scenario: &Scenario) -> Result<(), String> {
    let run = Run::new(scenario.clone());
    if let Some(problem) = run.problem() {
        return Err(format!("the story cannot be told: {problem}"));
    }
    if scenario.setting.protocol.amnesia == Amnesia::Naive {
        return naive_names_are_told(scenario, run.history());
    }
    let mut world = run.world().clone();
    let mut history = run.history().clone();
    calm_down(&mut world, &mut history)?;
    check_history(scenario, &history)?;
    check_end(scenario, &world)
}

/// Two writes under one name are found, and only they.
fn naive_names_are_told(scenario: &Scenario, history: &History) -> Result<(), String> {
    let mut names = BTreeMap::new();
    for event in history.events() {
        if let EventKind::Accepted { write, .. } = &event.kind {
            *names.entry(write.dot).or_insert(0) += 1;
        }
    }
    let again: usize = names.values().map(|n| n - 1).sum();
    let told = findings(history, &scenario.setting);
    let told = told.iter().filter(|found| matches!(found.what, Violation::SameName { .. })).count();
    if again == told { Ok(()) } else { Err(format!("{again} names given twice, {told} told")) }
}

/// Links work, everybody runs, and time passes.
fn calm_down(world: &mut World, history: &mut History) -> Result<(), String> {
    let mut act = |world: &mut World, action| -> Result<(), String> {
        let events = world.step(Choice::Act(action)).map_err(|error| error.to_string())?;
        history.extend(events);
        Ok(())
    };
    let all = LinkSelector::All;
    for change in [LinkChange::Loss(0), LinkChange::State(LinkState::Up)] {
        act(world, Action::Link { links: all, change })?;
    }
    for replica in world.setting().replicas().collect::<Vec<_>>() {
        if !world.runs(replica) {
            act(world, Action::Restart { replica, disk: Default::default() })?;
        }
    }
    let until = world.now() + CALM_MS;
    while let Some((_, choice)) = world.next_due().filter(|(due, _)| *due <= until) {
        history.extend(world.step(choice).map_err(|error| error.to_string())?);
    }
    Ok(())
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

fn check_history(scenario: &Scenario, history: &History) -> Result<(), String> {
    let setting = &scenario.setting;
    let found = findings(history, setting);
    if let Some(finding) = found.iter().find(|finding| is_promised_not(finding.what, setting)) {
        return Err(finding.to_string());
    }
    let mut model = Model::new(setting);
    let mut moment = Moment::start(std::sync::Arc::new(setting.clone()));
    for event in history.events() {
        model.observe(event)?;
        let before = event.replica.map(|at| moment.replicas[at.index()].store.clone());
        moment.apply(event);
        let (Some(at), Some(before)) = (event.replica, before) else { continue };
        let after = &moment.replicas[at.index()];
        if setting.protocol.conflicts == Conflicts::Siblings
            && !matches!(event.kind, EventKind::Restarted { .. })
        {
            for (key, values) in before.iter() {
                let left = after.store.siblings(key);
                for gone in values.iter().filter(|old| !left.contains(old)) {
                    let is_seen = history.dots().filter_map(|dot| history.write(dot)).any(|new| {
                        new.key == *key
                            && new.context.covers(gone.dot)
                            && after.seen.covers(new.dot)
                    });
                    if !is_seen {
                        return Err(format!("{event}: {} is lost", gone.dot));
                    }
                }
            }
        }
    }
    for replica in &moment.replicas {
        let delivered = model.delivered.entry(replica.actor.replica).or_default();
        let claimed = replica
            .seen
            .iter()
            .flat_map(|(actor, n)| (1..=n).map(move |counter| Dot::new(actor, counter)))
            .collect::<Dots>();
        if claimed != *delivered {
            return Err(format!(
                "{}: claims {}, delivered {delivered:?}",
                replica.actor, replica.seen
            ));
        }
    }
    Ok(())
}

fn check_end(scenario: &Scenario, world: &World) -> Result<(), String> {
    let protocol = scenario.setting.protocol;
    let converges = protocol.conflicts != Conflicts::Arrival;
    for left in world.replicas() {
        for right in world.replicas() {
            if converges && left.seen() == right.seen() && !same_values(left, right) {
                return Err(format!(
                    "{} and {} have seen the same and show different values",
                    left.actor(),
                    right.actor()
                ));
            }
        }
    }
    if protocol.gossip_ms.is_some() { everything_arrived(world) } else { Ok(()) }
}

fn same_values(left: &Replica, right: &Replica) -> bool {
    left.store().iter().eq(right.store().iter())
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
    if !agreed {
        return Ok(());
    }
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
