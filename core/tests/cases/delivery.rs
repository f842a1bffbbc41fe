//! What is delivered, when, and what waits: rules, duplicates, crosswise dependencies, ticks.

use causal_core::history::event_clocks;
use causal_core::replica::protocol::Occurrence;
use causal_core::run::Run;
use causal_core::world::event::EventKind;

use super::clients::{found, last_reads, run};

/// What waits in the inbox of a replica at the end, in the order of arrival.
fn inbox(run: &Run, at: usize) -> Vec<String> {
    let moment = run.moment(usize::MAX);
    moment.replicas[at].inbox.iter().map(|entry| entry.write.dot.to_string()).collect()
}

/// Two updates that each depend on the other's predecessor block nobody for ever.
#[test]
fn crosswise_dependencies() {
    for rule in ["causal", "one-pass"] {
        let run = run(&format!(
            "replicas A B C\nrule {rule}\n\nhold A->C\nhold B->C\nA: a1 = 1\n+0 B: b1 = 1\n\
             A: a2 = 2\n+0 B: b2 = 2\nrelease A2->C\nrelease B2->C\nrelease A1->C\n\
             release B1->C\nC: list\n"
        ));
        assert_eq!(last_reads(&run, 1), ["1 | 2 | 1 | 2"], "{rule}");
        assert_eq!(found(&run), [""; 0], "{rule}");
    }
}

/// A write that nobody is told of leaves its author's later ones waiting for it.
#[test]
fn a_local_action_that_the_vector_counts() {
    let run = run("replicas P0 P1\nrule causal\n\ncut P0->P1\nP0: action = A\nheal\n\
        P0: m = hello\nP0: m2 = again\nP1: read m\n");
    assert_eq!(
        (last_reads(&run, 1), inbox(&run, 1)),
        (vec!["-".into()], vec!["A2".into(), "A3".into()])
    );
    assert!(run.history().to_string().contains("buffers A2, waits for A1"));
}

/// Where a delivery takes a number of the receiver's own, its next write is never the next.
#[test]
fn delivery_that_counts_receipts() {
    let story = "replicas P0 P1 P2\nrule tick-on-receipt\n\nP0: m = 1\nP1: m2 = 2\nP2: read m2\n";
    let wrong = run(story);
    assert_eq!((last_reads(&wrong, 1), inbox(&wrong, 2)), (vec!["-".into()], vec!["B2".into()]));
    assert_eq!(
        found(&wrong),
        ["B2 waits at P0 for B1, which nobody has", "B2 waits at P2 for B1, which nobody has"]
    );
    let right = run(&story.replace("tick-on-receipt", "causal"));
    assert_eq!(last_reads(&right, 1), ["2"]);
    assert_eq!(found(&right), [""; 0]);
}

/// The figure of the book: the answer is delayed until its question has come.
#[test]
fn an_answer_is_delayed_until_its_question_comes() {
    let run = run("replicas P0 P1 P2\nrule causal\n\nhold P0->P2\nP0: m = 1\nP1: mstar = 2\n\
        P2: list\nopen P0->P2\nP2: list\n");
    assert_eq!(last_reads(&run, 2), ["-", "1 | 2"]);
    assert!(run.history().to_string().contains("buffers B1, waits for A1"));
    assert_eq!(run.world().replicas()[2].seen().to_string(), "⟨A:1 B:1⟩");
    assert_eq!(found(&run), [""; 0]);
}

/// The clocks of a course's practice problem: P's third event is ⟨3,3,1⟩, Q's fifth ⟨3,5,2⟩.
#[test]
fn the_practice_problem_of_p_q_and_r() {
    let run = run("replicas P Q R\nrule arrival\n\ncut P->R\ncut Q->R\ncut R->P\n\
        P: m = p1\nR: m = r1\nQ: m = q3\nP: m = p3\nR: m = r2\n");
    let events = run.history().events();
    let clocks = event_clocks(run.history());
    let counts = |kind: &EventKind| {
        matches!(
            kind,
            EventKind::Recorded { what: Occurrence::Accepted { .. }, .. }
                | EventKind::Recorded { what: Occurrence::Delivered { .. }, .. }
        )
    };
    // Of the events that count, those that happen before an event or are it, by replica.
    let clock = |at: usize, nth: usize| {
        let here = |index: &usize| {
            events[*index].replica.map(|replica| replica.index()) == Some(at)
                && counts(&events[*index].kind)
        };
        let last = (0..events.len()).filter(here).nth(nth - 1).unwrap();
        let before = clocks[last].as_ref().unwrap();
        let known = run.setting().replicas().map(|replica| {
            let theirs = events.iter().filter(|event| event.replica == Some(replica));
            let seen = theirs.take(before.get(replica) as usize);
            seen.filter(|event| counts(&event.kind)).count()
        });
        known.collect::<Vec<_>>()
    };
    assert_eq!(clock(0, 3), [3, 3, 1]);
    assert_eq!(clock(1, 5), [3, 5, 2]);
}
