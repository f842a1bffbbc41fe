//! Joiners that nobody can bring up, and those whom nobody needs to.

use causal_core::check::findings;
use causal_core::clock::ReplicaId;
use causal_core::replica::protocol::Occurrence;
use causal_core::replica::protocol::{Answer, Phase};
use causal_core::run::Run;
use causal_core::scenario::Scenario;
use causal_core::world::event::EventKind;

fn told(story: &str) -> Run {
    let run = Run::new(Scenario::read(story).unwrap());
    assert_eq!(run.problem(), None, "{story}");
    run
}

/// Which replicas serve at the end.
fn serving(run: &Run) -> String {
    let world = run.world();
    let serves = |replica: &&causal_core::replica::Replica| {
        replica.phase() == Phase::Serving && world.runs(replica.actor().replica)
    };
    let serving = world.replicas().iter().filter(serves);
    serving.map(|replica| replica.actor().to_string()).collect::<Vec<_>>().join(" ")
}

/// What clients were told, in order.
fn answers(run: &Run) -> Vec<Answer> {
    let answer = |event: &causal_core::world::event::Event| match &event.kind {
        EventKind::Replied { answer, .. } => Some(answer.clone()),
        _ => None,
    };
    run.history().events().iter().filter_map(answer).collect()
}

/// When nobody has a state any more the joiners agree on that, and serve again.
#[test]
fn everybody_joins_and_one_takes_part() {
    let run = told(
        "\
replicas A B
rule causal
sessions wait
gossip 500

A: x = 1
crash A
crash B
restart A without disk
restart B without disk
wait 60000
ann@A: read x
B: y = 2
view A: A
wait 60000
ben@A: z = 3
wait 60000
",
    );
    let answers = answers(&run);
    assert_eq!(answers[1], Answer::NoSuchKey, "ann is answered: x is lost");
    let made = |answer: &Answer| matches!(answer, Answer::Accepted(_));
    assert!(answers.len() == 4 && made(&answers[2]) && made(&answers[3]), "{answers:?}");
    assert_eq!(serving(&run), "A'", "a view of A alone has no room for B");
}

const ALL_DOWN: &str = "replicas A B C\nsessions wait\nA: x = 1\ncrash A\ncrash B\ncrash C\n";

/// One disk is enough: nobody takes part empty while somebody may come back with a state.
#[test]
fn who_is_down_may_have_a_state() {
    let two = format!("{ALL_DOWN}restart B without disk\nrestart C without disk\nwait 60000\n");
    assert_eq!(serving(&told(&two)), "");
    let back = format!("{two}restart A\nwait 5000\n");
    let run = told(&back);
    assert_eq!(serving(&run), "A B' C'");
    assert_eq!(run.world().replicas()[2].shown("x").len(), 1, "and x is back");
}

/// The one with the lowest name takes part, and the others get its state.
#[test]
fn three_joiners_agree_on_one() {
    let restarts = "restart C without disk\nrestart B without disk\nrestart A without disk\n";
    let run = told(&format!("{ALL_DOWN}{restarts}wait 20000\nC: y = 2\n"));
    assert_eq!(serving(&run), "A' B' C'");
    let joined = run.history().events().iter();
    let joined = joined.filter(|event| {
        matches!(event.kind, EventKind::Recorded { what: Occurrence::Joined { .. }, .. })
    });
    assert_eq!(joined.map(|event| event.replica).next(), Some(Some(ReplicaId(0))));
    assert_eq!(run.world().replicas()[0].shown("y").len(), 1);
}

/// An answer of an incarnation that is gone by the second round does not count.
#[test]
fn two_rounds_have_the_same_incarnations() {
    let again = "crash B\nrestart B without disk\n";
    let story = format!(
        "replicas A B\nA: x = 1\ncrash A\ncrash B\nrestart A without disk\n\
         restart B without disk\nwait 1500\n{again}wait 700\n"
    );
    assert_eq!(serving(&told(&story)), "", "A has heard B' and then B\"");
    assert_eq!(serving(&told(&format!("{story}wait 5000\n"))), "A' B''");
    assert_eq!(serving(&told(&story.replace(again, ""))), "A' B'");
}

/// Who is told that it is alone serves at once.
#[test]
fn a_view_without_others_is_complete() {
    let run = told(&format!("{ALL_DOWN}restart A without disk\nann@A: read x\nview A: A\n"));
    assert_eq!(serving(&run), "A'");
    assert_eq!(answers(&run).last(), Some(&Answer::NoSuchKey));
    let alone = "replicas A B\nview A: A\nA: x = 1\ncrash A\nrestart A without disk\n";
    assert_eq!(serving(&told(alone)), "A'");
}

/// What can never be served is an orphan by name.
#[test]
fn a_request_for_what_is_lost_is_an_orphan() {
    let restarts = "restart A without disk\nrestart B without disk\nrestart C without disk\n";
    let run = told(&format!("{ALL_DOWN}{restarts}wait 20000\nA: read x\n"));
    let found = findings(run.history(), run.setting());
    let found: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert_eq!(found, ["a request waits at A for A1, which nobody has"]);
}

/// Who left for good and comes back is brought up by somebody who counts on it from then on.
#[test]
fn who_comes_back_after_a_farewell_is_asked_again() {
    let story = "replicas A B C\nconflicts lww\nC: w = 0\nA: x = 0\nleave C\nhold A->B\n\
                 A: x = 1\nA: del x\njoin C from B\nhold C->A\nhold C->B\nC: x = 2\n\
                 open A->B\ngossip B->A\ngossip B->A\n";
    let run = told(&format!("{story}open C->A\nopen C->B\ngossip A->C\ngossip C->A\n"));
    let shown = |at: usize| run.world().replicas()[at].shown("x").len();
    assert_eq!(run.world().replicas()[0].seen(), run.world().replicas()[1].seen());
    assert_eq!((shown(0), shown(1)), (0, 0), "the delete has the higher stamp");
}
