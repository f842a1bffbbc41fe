//! A good log with one bad entry: the bad clock is found, and the good one is offered.

use std::collections::BTreeSet;

use causal_core::export::govector::{self, Advice, ImportError, Reason};
use causal_core::export::shiviz::{self, View};
use causal_core::replica::rule::DeliveryRule;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::shiviz_rules::{Clock, Shown, open};
use crate::worlds::{played, story};

fn json(clock: &Clock) -> String {
    let entries: Vec<_> = clock.iter().map(|(host, count)| format!("\"{host}\":{count}")).collect();
    format!("{{{}}}", entries.join(", "))
}

fn log(events: &[Shown]) -> String {
    events.iter().map(|event| format!("{} {}\n\n", event.host, json(&event.clock))).collect()
}

/// The events of a random run as ShiViz shows them, in the network view.
fn events() -> impl Strategy<Value = Vec<Shown>> {
    story(DeliveryRule::default()).prop_filter_map("something happens", |(setting, acts)| {
        let run = played(setting, &acts);
        open(&shiviz::write(run.history(), run.setting(), View::Network)).ok()
    })
}

/// The event before at the same host, if an entry of another host stood there and has not grown.
fn before<'e>(events: &'e [Shown], at: usize, host: &str) -> Option<&'e Shown> {
    let event = &events[at];
    let mut earlier = events[..at].iter().rev();
    let before = earlier.find(|other| other.host == event.host)?;
    let same = host != event.host && before.clock.get(host) == event.clock.get(host);
    same.then_some(before)
}

fn check(events: &[Shown], at: usize, good: &Clock, is_reason: fn(&Reason) -> bool) {
    let error = govector::read(&log(events)).unwrap_err();
    let ImportError::Impossible(found) = &error else { panic!("{error}") };
    assert!(is_reason(&found.reason), "{error}");
    let advice = Advice::Should { line: 2 * at + 1, clock: json(good) };
    assert_eq!((found.line, &found.advice), (2 * at + 1, &advice), "{error}");
}

/// Changes one clock: an entry to another count, to none, or one more entry.
fn damage(events: &mut [Shown], at: usize, host: &Index, count: u64) {
    let hosts: BTreeSet<String> = events.iter().map(|event| event.host.clone()).collect();
    let host = hosts.iter().nth(host.index(hosts.len())).unwrap().clone();
    events[at].clock.remove(&host);
    if count > 0 {
        events[at].clock.insert(host, count);
    }
}

/// What is said of a log that cannot be.
fn impossible(events: &[Shown]) -> Option<govector::Impossible> {
    match govector::read(&log(events)) {
        Ok(_) => None,
        Err(ImportError::Impossible(found)) => Some(*found),
        Err(other) => panic!("{other}"),
    }
}

/// A proposed clock is no other event's, and with it nothing is said against its event any more;
/// without one two lines are named. Whether the whole log can be then comes back.
fn follow(events: &mut [Shown], found: &govector::Impossible) -> bool {
    let line_of_event = |line: &usize| *line % 2 == 1 && *line / 2 < events.len();
    match &found.advice {
        Advice::Should { line, clock } => {
            assert!(line_of_event(line), "{found}");
            let clock: Clock = serde_json::from_str(clock).unwrap();
            assert!(events.iter().all(|event| event.clock != clock), "{found}");
            events[line / 2].clock = clock;
            let still = impossible(events);
            assert!(still.as_ref().is_none_or(|still| still.line != *line), "{found} {still:?}");
            still.is_none()
        }
        Advice::Contradiction { line, other } => {
            assert!(line != other && line_of_event(line) && line_of_event(other), "{found}");
            false
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_proposed_clock_makes_a_log_possible_again(
        mut events in events(),
        (at, host, count) in (any::<Index>(), any::<Index>(), 0..9_u64),
    ) {
        let at = at.index(events.len());
        damage(&mut events, at, &host, count);
        if let Some(found) = impossible(&events) {
            prop_assert!(follow(&mut events, &found), "{}\n{}", found, log(&events));
        }
    }

    #[test]
    fn several_damaged_clocks_are_mended_one_by_one_or_named(
        mut events in events(),
        damages in proptest::collection::vec((any::<Index>(), any::<Index>(), 0..9_u64), 2..5),
    ) {
        for (at, host, count) in damages {
            let at = at.index(events.len());
            damage(&mut events, at, &host, count);
        }
        if let Some(found) = impossible(&events) {
            follow(&mut events, &found);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn an_entry_that_falls_is_found_and_mended(mut events in events(), pick in any::<Index>()) {
        prop_assert!(govector::read(&log(&events)).is_ok());
        let entries: Vec<(usize, String)> = (0..events.len())
            .flat_map(|at| events[at].clock.keys().map(move |host| (at, host.clone())))
            .filter(|(at, host)| before(&events, *at, host).is_some())
            .collect();
        if entries.is_empty() {
            return Ok(());
        }
        let (at, host) = pick.get(&entries);
        let good = events[*at].clock.clone();
        let count = good[host] - 1;
        if count == 0 {
            events[*at].clock.remove(host);
        } else {
            events[*at].clock.insert(host.clone(), count);
        }
        check(&events, *at, &good, |reason| matches!(reason, Reason::EntryFalls { .. }));
    }

    #[test]
    fn an_event_that_does_not_count_itself_is_found_and_mended(
        mut events in events(),
        pick in any::<Index>(),
    ) {
        let at = pick.index(events.len());
        let good = events[at].clock.clone();
        let host = events[at].host.clone();
        events[at].clock.remove(&host);
        check(&events, at, &good, |reason| matches!(reason, Reason::NoOwnEntry));
    }

    #[test]
    fn an_event_from_the_future_is_found(mut events in events(), pick in any::<Index>()) {
        // The last event of a host knows of nothing later; now its first claims to know of it.
        let at = pick.index(events.len());
        let good = events[at].clock.clone();
        let last = events.iter().rposition(|event| event.host != events[at].host);
        let Some(last) = last.filter(|last| {
            let host = &events[at].host;
            events[*last].clock.get(host).is_some_and(|knows| *knows >= events[at].own())
        }) else {
            return Ok(());
        };
        let (host, number) = (events[last].host.clone(), events[last].own());
        events[at].clock.insert(host, number);
        let error = govector::read(&log(&events)).unwrap_err();
        let ImportError::Impossible(found) = &error else { panic!("{error}") };
        let Reason::Cycle { events: cycle } = &found.reason else { panic!("{error}") };
        let blamed = cycle.iter().any(|(_, _, line)| *line == 2 * at + 1);
        prop_assert!(blamed, "{} {}", error, json(&good));
    }
}
