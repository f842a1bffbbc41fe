//! The explorer against the plain search over whole worlds.

use std::collections::{BTreeMap, BTreeSet};

use causal_core::explore::{Asks, End, Faults, Question};
use causal_core::replica::canonical::{Asked, Listing, Naming};
use causal_core::replica::protocol::Write;
use causal_core::scenario::Scenario;
use std::sync::Arc;

use crate::support::{answer, writers};
use crate::worlds::{Whole, schedules};

/// Numbers by what is written out.
#[derive(Default)]
pub(crate) struct Texts(BTreeMap<String, u32>);

impl Texts {
    fn number(&mut self, text: String) -> u32 {
        let next = u32::try_from(self.0.len()).unwrap();
        *self.0.entry(text).or_insert(next)
    }
}

impl Naming for Texts {
    fn whole(&mut self, write: &Arc<Write>) -> u32 {
        self.number(format!("{write:?}"))
    }
    fn shown(&mut self, write: &Arc<Write>) -> u32 {
        self.number(format!("{} {} {:?}", write.dot, write.key, write.value))
    }
    fn text(&mut self, text: &Arc<str>) -> u32 {
        self.number(format!("text {text}"))
    }
}

/// A world as far as anything follows from it.
pub(crate) fn state(whole: &Whole, asked: Asked, texts: &mut Texts) -> String {
    let mut words = Vec::new();
    for (at, replica) in whole.world.replicas().iter().enumerate() {
        replica.describe(asked, &mut Listing::new(&mut words, texts));
        words.push(whole.world.runs(replica.actor().replica).into());
        words.extend([u32::from(whole.is_down_by_fault[at]), whole.n_written[at]]);
    }
    let mut messages: Vec<String> =
        whole.world.envelopes().map(|e| format!("{} {:?}", e.id.link, e.what)).collect();
    messages.sort();
    let mut clients = String::new();
    for (name, client) in whole.world.clients() {
        let has_more =
            whole.to_do.get(&format!("client {name}")).is_some_and(|left| !left.is_empty());
        let waits = client.waits_for.is_some();
        let seen =
            (asked.metadata && !waits && has_more).then_some((&client.metadata, client.stamp));
        clients += &format!("{name} {waits} {seen:?};");
    }
    let left: Vec<usize> = whole.to_do.values().map(Vec::len).collect();
    format!("{words:?} {messages:?} {clients} {left:?} {:?} {}", whole.left, whole.n_free)
}

/// States, steps and final states of a search over worlds.
fn plain(scenario: &Scenario, question: &Question, asked: Asked) -> (u64, u64, u64) {
    let start = Whole::new(scenario, question);
    let mut texts = Texts::default();
    let mut seen = BTreeSet::from([state(&start, asked, &mut texts)]);
    let (mut n_steps, mut n_finals) = (0, 0);
    let mut todo = vec![start];
    while let Some(whole) = todo.pop() {
        let (next, is_final) = whole.next();
        n_finals += u64::from(is_final);
        n_steps += next.len() as u64;
        todo.extend(next.into_iter().filter(|next| seen.insert(state(next, asked, &mut texts))));
    }
    (seen.len() as u64, n_steps, n_finals)
}

fn check_states(name: &str, scenario: &Scenario, question: Question, asked: Asked) {
    let expected = plain(scenario, &question, asked);
    let found = answer(scenario, question);
    assert_eq!(found.end, End::All);
    let counts = found.counts;
    assert_eq!((counts.n_states, counts.n_transitions, counts.n_finals), expected, "{name}");
}

/// More schedules than these are not counted one by one.
const MOST_SCHEDULES: u128 = 30_000;

/// Schedules by final stores, which no identity of states comes into; whether they were counted.
fn check_schedules(name: &str, scenario: &Scenario, question: &Question) -> bool {
    let found = answer(scenario, Question { asks: Asks::Outcomes, ..question.clone() });
    if found.counts.n_schedules.unwrap() > MOST_SCHEDULES {
        return false;
    }
    let mut expected = BTreeMap::new();
    schedules(&Whole::new(scenario, question), &mut expected);
    let mut counts: Vec<u128> =
        found.outcomes.iter().map(|outcome| outcome.n_schedules.unwrap()).collect();
    counts.sort_unstable();
    let mut by_hand: Vec<u128> = expected.values().copied().collect();
    by_hand.sort_unstable();
    assert_eq!(counts, by_hand, "{name}");
    assert_eq!(found.counts.n_schedules, Some(by_hand.iter().sum()), "{name}");
    true
}

#[test]
fn writers_have_the_states_of_a_search_over_worlds() {
    for (n_writes, n_keys) in [(2, 1), (3, 1), (3, 2), (3, 3), (4, 2)] {
        let scenario = writers(n_writes, n_keys);
        let name = format!("{n_writes} {n_keys}");
        check_states(&name, &scenario, Question::default(), Asked::default());
    }
}

/// Small stories of everything that the explorer has to follow, with faults; and what can be asked of
/// their replicas.
fn stories() -> Vec<(&'static str, Question, Asked)> {
    let none = Asked::default();
    let repairs = Asked { repairs: true, states: true, ..none };
    let states = Asked { states: true, ..none };
    let clients = Asked { metadata: true, ..none };
    let faults = |lose, duplicate, crash, gossip| Question {
        faults: Faults { lose, duplicate, crash, gossip },
        ..Question::default()
    };
    let free = |n_free_writes| Question { n_free_writes, ..Question::default() };
    vec![
        ("A: x = 1\nB: x = 2", faults(1, 0, 0, 0), none),
        ("A: x = 1\nB: x = 2", faults(0, 1, 0, 0), none),
        ("A: x = 1\nB: y = 2", faults(0, 0, 1, 0), none),
        ("replicas Alice Bob\nA: x = 1\nB: x = 2", faults(1, 1, 1, 1), repairs),
        ("A: x = 1", faults(0, 0, 0, 1), repairs),
        ("replicas Alice Bob", Question { n_free_writes: 2, ..faults(1, 0, 0, 1) }, repairs),
        ("", free(2), none),
        ("A: y = 1", free(1), none),
        ("ann@A: x = 1\nann@B: read x\nann@B: x = 2", Question::default(), none),
        (
            "sessions wait\nreplicas Alice Bob\nann@A: x = 1\nann@B: read x\nann@B: x = 2\nB: x = 3",
            Question::default(),
            clients,
        ),
        (
            "sessions reject\nreplicas Alice Bob\nann@A: x = 1\nann@B: x = 2\nann@A: read x\nB: del x",
            faults(0, 0, 1, 0),
            clients,
        ),
        (
            "sessions wait\ndependencies session\nann@A: x = 1\nben@A: read x\nben@B: y = 2",
            Question::default(),
            clients,
        ),
        (
            "sessions wait\nwrites accepted\nreplicas Alice Bob\nann@A: x = 1\nann@B: x = 2\nB: read x\nann@A: x = 3",
            Question::default(),
            clients,
        ),
        ("conflicts lww\nA: x = 1\nB: del x\nB: x = 2", Question::default(), none),
        ("conflicts arrival\nA: x = 1\nB: x = 2\nA: x = 3", Question::default(), none),
        (
            "replicas Alice Bob\nconflicts lww\nA: x = 1\nB: del x\ngossip A->B\ngossip B->A\ncollect B",
            Question::default(),
            repairs,
        ),
        (
            "replicas Alice Bob\nA: x = 1\ncrash A\nrestart A without disk\nB: x = 2",
            Question::default(),
            states,
        ),
        (
            "replicas Alice Bob Carol\nmembers A B\nA: x = 1\njoin C\nB: x = 2",
            Question::default(),
            states,
        ),
        (
            "replicas Alice Bob\nA: x = 1\nleave B\nB: x = 2\nsnapshot A->B",
            Question::default(),
            states,
        ),
        (
            "replicas Alice Bob\nmistakes waits-for-peers\nA: x = 1\nB: x = 2\nA: x = 3",
            faults(1, 0, 0, 0),
            none,
        ),
        ("rule newer\nA: x = 1\nA: x = 2\nB: y = 1", Question::default(), none),
        ("replicas Alice Bob\nrule keeps-duplicates\nA: x = 1\nA: x = 2", faults(0, 2, 0, 0), none),
    ]
}

#[test]
fn small_stories_have_the_states_of_a_search_over_worlds() {
    // Requests that wait are told apart by their numbers, which worlds give in the order of time.
    let is_numbered = |story: &str| story.contains("sessions wait") || story.contains("-for-peers");
    for (story, question, asked) in stories().into_iter().filter(|story| !is_numbered(story.0)) {
        check_states(story, &Scenario::read(story).unwrap(), question, asked);
    }
}

#[test]
fn small_stories_have_as_many_schedules_of_each_outcome_as_are_counted_one_by_one() {
    let stories = stories();
    let n_counted = stories.iter().filter(|(story, question, _)| {
        check_schedules(story, &Scenario::read(story).unwrap(), question)
    });
    assert!(n_counted.count() >= 12, "most are small enough");
}
