//! Exports add no cause and lose none.

use causal_core::clock::Causality;
use causal_core::export::govector;
use causal_core::export::shiviz::{self, View};
use causal_core::history::HappensBefore;
use causal_core::run::Run;
use causal_core::scenario::Scenario;

/// How two writes relate in the log that is written of a story and read again; the core agrees.
fn relation(story: &str, view: View, left: &str, right: &str) -> Causality {
    let run = Run::new(Scenario::read(story).unwrap());
    assert_eq!(run.problem(), None);
    let text = shiviz::write(run.history(), run.setting(), view);
    let log = govector::read(&text).unwrap();
    let events = &log.executions[0].events;
    let made = |dot: &str| {
        let is = |event: &&govector::LoggedEvent| {
            let field = |name: &str| event.fields.iter().find(|field| field.0 == name);
            field("kind").unwrap().1 == "write" && field("msg").unwrap().1 == dot
        };
        events.iter().find(is).unwrap()
    };
    let (left_event, right_event) = (made(left), made(right));
    let knows = |event: &govector::LoggedEvent, other: &govector::LoggedEvent| {
        event.clock.iter().any(|&(host, count)| host == other.host && count >= other.number())
    };
    let shown =
        Causality::from_excess(!knows(right_event, left_event), !knows(left_event, right_event));
    if view == View::Delivery {
        let judge = HappensBefore::of(run.history());
        let dot = |name: &str| run.history().dots().find(|dot| dot.to_string() == name).unwrap();
        assert_eq!(judge.relation(dot(left), dot(right)), Some(shown), "the core");
    }
    shown
}

/// A vector that was gossiped tells of a write and does not bring it: B1 and C1 are concurrent.
#[test]
fn export_adds_a_cause_by_gossip() {
    let story = "replicas A B C\nrule causal\n\ncut A->C\nA: x = 1\nhold B->C\nB: y = 2\n\
                 gossip C->B\nrelease A1->C\nC: z = 3\nopen B->C\n";
    assert_eq!(relation(story, View::Delivery, "B1", "C1"), Causality::Concurrent);
    assert_eq!(relation(story, View::Delivery, "A1", "C1"), Causality::Before);
}

/// A vector that was gossiped arrives, the write does not: A1 and B1 are concurrent, though the
/// network has told B of A.
#[test]
fn export_adds_a_cause_by_a_held_answer() {
    let story = "replicas A B\nrule causal\nbroadcast off\n\nhold B->A\nhold A->B\nA: x = 1\n\
                 open B->A\ngossip A->B\nrelease next A->B\nB: y = 2\n";
    assert_eq!(relation(story, View::Delivery, "A1", "B1"), Causality::Concurrent);
    assert_eq!(relation(story, View::Network, "A1", "B1"), Causality::Before);
}

/// A ping brings no write: A1 and B1 are concurrent.
#[test]
fn export_adds_a_cause_by_pings() {
    let story =
        "replicas A B\nrule causal\nbroadcast off\nhealth 100\n\nA: x = 1\nwait 350\nB: y = 2\n";
    assert_eq!(relation(story, View::Delivery, "A1", "B1"), Causality::Concurrent);
    assert_eq!(relation(story, View::Network, "A1", "B1"), Causality::Before);
}
