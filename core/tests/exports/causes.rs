//! Exports add no cause and lose none: happens-before between writes in a log, read back, is the
//! core's; what the network view adds has come with a message.

use std::collections::{BTreeMap, BTreeSet};

use causal_core::clock::ReplicaId;
use causal_core::export::govector;
use causal_core::export::shiviz::{self, View};
use causal_core::history::{Causation, HappensBefore, History};
use causal_core::replica::protocol::Occurrence;
use causal_core::replica::protocol::{Disk, Message};
use causal_core::world::event::{Event, EventId, EventKind};
use causal_core::world::setting::Setting;

use crate::seeds;
use crate::shiviz_rules;
use crate::stories;

/// How many random runs are exported each time.
const RUNS: u64 = 1_500;

/// For each pair of writes, by their order of being made, whether the first happens before the
/// second.
pub(crate) type Pairs = Vec<Vec<bool>>;

fn pairs(n: usize, is_before: impl Fn(usize, usize) -> bool) -> Pairs {
    (0..n).map(|left| (0..n).map(|right| is_before(left, right)).collect()).collect()
}

fn writes(history: &History) -> Vec<&Event> {
    let events = history.events().iter();
    events
        .filter(|event| {
            matches!(event.kind, EventKind::Recorded { what: Occurrence::Accepted { .. }, .. })
        })
        .collect()
}

/// What the core says, who looks at no clock.
pub(crate) fn by_the_core(history: &History, setting: &Setting) -> Pairs {
    let causation = Causation::of(&setting.protocol);
    let mut judge = HappensBefore::new(causation);
    let mut made = Vec::new();
    for event in history.events() {
        judge.observe(event);
        if matches!(event.kind, EventKind::Recorded { what: Occurrence::Accepted { .. }, .. }) {
            made.push(judge.made(event.kind.write().unwrap()).unwrap().clone());
        }
    }
    pairs(made.len(), |left, right| made[right].past.has(made[left].id))
}

/// What a log says that was written and read again.
pub(crate) fn by_the_log(history: &History, setting: &Setting, view: View) -> Pairs {
    let text = shiviz::write(history, setting, view);
    let log = govector::read(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(log.n_skipped, 0);
    let [execution] = &log.executions[..] else { panic!("one execution") };
    assert_eq!((execution.events.len(), &execution.gaps), (history.len(), &Vec::new()));
    let mut made: Vec<_> = execution.events.iter().filter(|event| is_write(event)).collect();
    made.sort_by_key(|event| event.line);
    assert_eq!(made.len(), writes(history).len());
    pairs(made.len(), |left, right| {
        let entry = made[right].clock.iter().find(|entry| entry.0 == made[left].host);
        left != right && entry.is_some_and(|entry| entry.1 >= made[left].number())
    })
}

fn is_write(event: &govector::LoggedEvent) -> bool {
    event.fields.iter().any(|(name, field)| name == "kind" && field == "write")
}

/// From which events each event can have learned: the one before at its place, the sending of its
/// message, and, for a write, the writes before it. Whether it came with a message is said too.
fn heard_of(history: &History, core: &Pairs) -> BTreeMap<EventId, Vec<(EventId, bool)>> {
    let made = writes(history);
    let mut last: BTreeMap<ReplicaId, EventId> = BTreeMap::new();
    let mut heard: BTreeMap<EventId, Vec<(EventId, bool)>> = BTreeMap::new();
    for event in history.events() {
        let Some(replica) = event.replica else { continue };
        let from = heard.entry(event.id).or_default();
        if !matches!(
            event.kind,
            EventKind::Recorded { what: Occurrence::Restarted { disk: Disk::Lose, .. }, .. }
        ) {
            from.extend(last.get(&replica).map(|before| (*before, false)));
        }
        if let EventKind::Received { .. } = event.kind {
            from.extend(sending(history, event).map(|sent| (sent, true)));
        }
        if let Some(right) = made.iter().position(|other| other.id == event.id) {
            let before = (0..made.len()).filter(|left| core[*left][right]);
            from.extend(before.map(|left| (made[left].id, false)));
        }
        last.insert(replica, event.id);
    }
    heard
}

fn sending(history: &History, event: &Event) -> Option<EventId> {
    let mut at = event.cause?;
    while history.get(at)?.replica.is_none() {
        at = history.get(at)?.cause?;
    }
    Some(at)
}

/// The events of which news can have come to another, at least once with a message.
fn came_with_a_message(
    heard: &BTreeMap<EventId, Vec<(EventId, bool)>>,
    to: EventId,
) -> BTreeSet<EventId> {
    let mut seen = BTreeSet::new();
    let mut next = vec![(to, false)];
    while let Some((at, by_message)) = next.pop() {
        if seen.insert((at, by_message)) {
            next.extend(heard[&at].iter().map(|(event, is)| (*event, by_message || *is)));
        }
    }
    seen.into_iter().filter(|(_, by_message)| *by_message).map(|(event, _)| event).collect()
}

pub(crate) fn check(history: &History, setting: &Setting) {
    let core = by_the_core(history, setting);
    let delivery = by_the_log(history, setting, View::Delivery);
    assert_eq!(delivery, core, "{:?}\n{history}", setting.protocol);
    let network = by_the_log(history, setting, View::Network);
    let (made, heard) = (writes(history), heard_of(history, &core));
    for right in 0..made.len() {
        let came = came_with_a_message(&heard, made[right].id);
        for left in 0..made.len() {
            let is_right = match (core[left][right], network[left][right]) {
                (true, shown) => shown,
                (false, shown) => !shown || came.contains(&made[left].id),
            };
            assert!(is_right, "{} before {}\n{history}", made[left], made[right]);
        }
    }
}

/// ShiViz opens it; its rules take a while, so not of every run.
fn check_shiviz(history: &History, setting: &Setting) {
    for view in [View::Delivery, View::Network] {
        let text = shiviz::write(history, setting, view);
        let shown = shiviz_rules::open(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        assert_eq!(shown.len(), history.len(), "every event is there");
    }
}

#[test]
fn the_logs_of_random_runs_add_no_cause_and_lose_none() {
    for seed in seeds(RUNS) {
        let (history, setting) = stories::history(seed);
        if !history.is_empty() {
            check(&history, &setting);
        }
        if !history.is_empty() && seed % 10 == 0 {
            check_shiviz(&history, &setting);
        }
    }
}

/// What random runs must reach, or else the test above proves nothing.
#[test]
fn random_runs_reach_all_that_carries_causes_and_all_that_seems_to() {
    let mut n: BTreeMap<&str, u32> = BTreeMap::new();
    for seed in 0..RUNS {
        let (history, setting) = stories::history(seed);
        for event in history.events() {
            let what = match &event.kind {
                EventKind::Received { what: Message::Repair(_), .. } => "repairs",
                EventKind::Received { what: Message::Vector { .. }, .. } => "vectors",
                EventKind::Received { what: Message::Ping | Message::Pong, .. } => "pings",
                EventKind::Recorded { what: Occurrence::StateMerged { .. }, .. } => "states",
                EventKind::Recorded { what: Occurrence::Accepted { ahead_of, .. }, .. }
                    if !ahead_of.is_empty() =>
                {
                    "ahead"
                }
                EventKind::Recorded {
                    what: Occurrence::Restarted { disk: Disk::Lose, .. },
                    ..
                } => "lost disks",
                EventKind::Requested { is_brought: true, .. } => "brought",
                _ => continue,
            };
            *n.entry(what).or_default() += 1;
        }
        let core = by_the_core(&history, &setting);
        let extra = match Causation::of(&setting.protocol) {
            Causation::Replicas => "pairs by replicas",
            Causation::Sessions => "pairs by sessions",
        };
        let n_pairs = core.iter().flatten().filter(|is_before| **is_before).count();
        *n.entry(extra).or_default() += u32::try_from(n_pairs).unwrap();
    }
    let few: Vec<_> = n.iter().filter(|(_, n)| **n < 100).collect();
    assert!(n.len() == 9 && few.is_empty(), "{n:?}");
}
