//! Looking back and acting in the past: a session is a scenario, and every position shows the same
//! however one gets there.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod tally;
mod worlds;

use causal_core::replica::rule_catalog::CATALOG;
use causal_core::run::Run;
use causal_core::scenario::Scenario;
use causal_core::world::action::Action;
use proptest::prelude::*;
use tally::Tally;
use worlds::{action, played, story};

fn any_rule() -> impl Strategy<Value = causal_core::replica::rule::DeliveryRule> {
    (0..CATALOG.len()).prop_map(|at| CATALOG[at].rule)
}

proptest! {
    #![proptest_config(tally::fixed(300))]

    #[test]
    fn what_a_person_did_replays_from_its_scenario_to_the_same_history(
        (setting, acts) in any_rule().prop_flat_map(story),
    ) {
        let run = played(setting, &acts);
        prop_assert_eq!(run.problem(), None);
        let again = Run::new(run.scenario());
        prop_assert_eq!(again.history().to_string(), run.history().to_string());
        prop_assert_eq!(again.stops(), run.stops());
        prop_assert_eq!(again.history().digest(), run.history().digest());
    }

    #[test]
    fn the_last_moment_is_what_the_replicas_themselves_say(
        (setting, acts) in any_rule().prop_flat_map(story),
    ) {
        let run = played(setting, &acts);
        let last = run.moment(usize::MAX);
        for (shown, replica) in last.replicas.iter().zip(run.world().replicas()) {
            prop_assert_eq!(&shown.seen, replica.seen());
            prop_assert_eq!(&shown.store, replica.store());
            let mut inbox: Vec<_> = shown.inbox.iter().map(|entry| entry.write.dot).collect();
            let mut buffer: Vec<_> = replica.buffer().waiting().map(|write| write.dot).collect();
            inbox.sort();
            buffer.sort();
            prop_assert_eq!(inbox, buffer);
            prop_assert_eq!(shown.parked.len(), replica.parked().len());
        }
        let envelopes: Vec<_> = run.world().envelopes().cloned().collect();
        prop_assert_eq!(last.messages.values().cloned().collect::<Vec<_>>(), envelopes);
        for (link, setting) in last.links.iter() {
            prop_assert_eq!(run.world().link(link), Some(setting));
        }
        let seen = last.clients.iter().map(|(name, seen)| (name.clone(), seen.cloned()));
        let clients = run.world().clients();
        let known = clients.map(|(name, client)| (name.clone(), client.metadata.clone()));
        prop_assert_eq!(seen.collect::<Vec<_>>(), known.collect::<Vec<_>>());
        for (name, client) in run.world().clients() {
            let on = last.clients.open_of(name).map(|open| {
                run.history().get(open.requested).unwrap().replica.unwrap()
            });
            prop_assert_eq!(on, client.waits_for.map(|(_, on)| on));
        }
    }

    #[test]
    fn every_position_shows_the_same_forwards_and_backwards(
        (setting, acts) in any_rule().prop_flat_map(story),
    ) {
        let run = played(setting, &acts);
        let mut walked = run.moment(0);
        for event in run.history().events() {
            prop_assert_eq!(&run.moment(event.id.index()), &walked);
            walked.apply(event);
        }
        prop_assert_eq!(run.moment(usize::MAX), walked);
    }

    fn acting_in_the_past_keeps_the_past_and_leaves_the_old_run_as_it_was(
        (setting, acts) in any_rule().prop_flat_map(story),
        share in 0_usize..1000,
        act in action(2),
    ) {
        let run = played(setting, &acts);
        let before = run.history().to_string();
        let stop = (run.stops().len() - 1) * share / 1000;
        let n_steps = run.stops()[stop].n_steps;
        let kept = run.stops().iter().rfind(|other| other.n_steps <= n_steps);
        let n_events = kept.unwrap().n_events;
        if let Ok(acted) = run.act(stop, act) {
            let kept = acted.run.history().events().range(0..n_events);
            prop_assert!(kept.eq(run.history().events().range(0..n_events)));
            prop_assert!(acted.stop > 0 && acted.stop < acted.run.stops().len());
            let n_actions = acted.run.script().len() - 1 + acted.n_left_behind;
            prop_assert_eq!(n_actions, run.script().len());
            LEFT_BEHIND.add(acted.n_left_behind);
        }
        prop_assert_eq!(run.history().to_string(), before);
    }
}

/// Actions that gave way to one in their past.
static LEFT_BEHIND: Tally = Tally::new();

#[test]
fn the_past_is_kept_and_what_gave_way_is_counted() {
    acting_in_the_past_keeps_the_past_and_leaves_the_old_run_as_it_was();
    LEFT_BEHIND.at_least(200, "actions that gave way");
}

#[test]
fn a_long_run_is_the_same_from_its_checkpoints_as_from_its_start() {
    let write = |at: u16, n: usize| Action::Request {
        on: causal_core::clock::ReplicaId(at),
        session: None,
        op: causal_core::replica::protocol::Op::Put {
            key: format!("k{}", n % 7).into(),
            value: n.to_string().into(),
        },
        seen: None,
    };
    let script = (0..600).map(|n| causal_core::scenario::ScriptedAction {
        when: causal_core::scenario::When::After(u32::try_from(n % 4).unwrap()),
        action: write(u16::try_from(n % 3).unwrap(), n),
    });
    let scenario =
        causal_core::scenario::Scenario { script: script.collect(), ..Default::default() };
    let run = Run::new(scenario);
    assert!(run.history().len() > 4000, "{}", run.history().len());
    let mut walked = run.moment(0);
    for event in run.history().events() {
        walked.apply(event);
        if event.id.0 % 37 == 0 {
            assert_eq!(run.moment(event.id.index() + 1), walked);
        }
    }
    for stop in (0..run.stops().len()).step_by(97) {
        let acted = run.act(stop, write(1, 1)).unwrap();
        let again = Run::new(acted.run.scenario());
        assert_eq!(again.history().to_string(), acted.run.history().to_string(), "stop {stop}");
    }
}

#[test]
fn waiting_takes_as_long_as_it_says_whatever_happens_meanwhile() {
    let story = "gossip 400\nsessions wait\ntimeout 700\nhold A->B\nann@A: x = 1\nann@B: read x\nwait 3000\n";
    let run = Run::new(Scenario::read(story).unwrap());
    assert_eq!(run.problem(), None);
    assert_eq!(run.world().now(), 3010);
    assert!(run.history().to_string().contains("timed out"));
}
