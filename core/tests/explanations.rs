//! Why a write waits, in every way in which one can: what is missing, where that is, what would
//! follow.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use causal_core::clock::{Actor, Dot, ReplicaId};
use causal_core::history::{Awaits, Explanation, Readiness, RequestExplanation, Whereabouts};
use causal_core::replica::protocol::{Disk, Op};
use causal_core::replica::rule::DeliveryRule;
use causal_core::run::Run;
use causal_core::scenario::Scenario;
use causal_core::world::action::{Action, LinkChange, LinkSelector, MessageRef};
use causal_core::world::event::LossReason;
use causal_core::world::network::{LinkId, LinkState, MessageId};

const A: ReplicaId = ReplicaId(0);
const B: ReplicaId = ReplicaId(1);
const C: ReplicaId = ReplicaId(2);

fn dot(replica: ReplicaId, counter: u32) -> Dot {
    Dot::new(Actor::first(replica), counter)
}

fn put(on: ReplicaId, key: &str, value: &str) -> Action {
    let op = Op::Put { key: key.into(), value: value.into() };
    Action::Request { on, session: None, op, seen: None }
}

fn link(from: ReplicaId, to: ReplicaId, state: LinkState) -> Action {
    let links = LinkSelector::One(LinkId { from, to });
    Action::Link { links, change: LinkChange::State(state) }
}

fn sent(from: ReplicaId, to: ReplicaId, number: u32) -> MessageId {
    MessageId { link: LinkId { from, to }, number }
}

/// Does one thing after the other, each when everything has settled.
fn run(rule: &str, actions: impl IntoIterator<Item = Action>) -> Run {
    let mut scenario = Scenario::default();
    scenario.setting.protocol.delivery = DeliveryRule::named(rule).unwrap();
    actions
        .into_iter()
        .fold(Run::new(scenario), |run, action| run.act(run.stops().len() - 1, action).unwrap().run)
}

/// Explains the first write in a replica's inbox at the end.
fn explained(run: &Run, at: ReplicaId) -> Explanation {
    let moment = run.moment(usize::MAX);
    let entry = moment.replicas[at.index()].inbox.iter().next().expect("a write that waits");
    moment.explain(at, &entry.write, run.history())
}

fn missing(explanation: &Explanation) -> Vec<(Dot, Whereabouts)> {
    explanation.missing.iter().map(|missing| (missing.dot, missing.whereabouts)).collect()
}

#[test]
fn the_missing_write_is_held_on_its_link() {
    let story = [link(A, C, LinkState::Held), put(A, "lost", "wallet"), put(B, "reply", "sorry!")];
    let explanation = explained(&run("causal", story), C);
    assert_eq!(explanation.write.dot, dot(B, 1));
    assert_eq!(explanation.readiness, Readiness::Waits);
    assert_eq!(missing(&explanation), [(dot(A, 1), Whereabouts::Held { message: sent(A, C, 1) })]);
    assert_eq!(explanation.cascade, [dot(A, 1), dot(B, 1)]);
    let failing: Vec<_> = explanation.checks.iter().filter(|check| !check.holds()).collect();
    assert_eq!(failing.len(), 1);
    assert_eq!((failing[0].actor, failing[0].theirs, failing[0].mine), (Actor::first(A), 1, 0));
}

#[test]
fn the_missing_write_is_on_its_way_at_an_earlier_moment() {
    let slow = LinkChange::Latency(500, 500);
    let links = LinkSelector::One(LinkId { from: A, to: C });
    let first = run("causal", [Action::Link { links, change: slow }, put(A, "x", "1")]);
    let at_b = first.stops().iter().position(|stop| stop.at == 10).unwrap();
    let replied = first.act(at_b, put(B, "y", "2")).unwrap().run;
    let answered = replied.stops().iter().rfind(|stop| stop.at == 20).unwrap();
    let moment = replied.moment(answered.n_events);
    let entry = moment.replicas[C.index()].inbox.iter().next().expect("a write that waits");
    let explanation = moment.explain(C, &entry.write, replied.history());
    let flying = Whereabouts::OnItsWay { message: sent(A, C, 1), due: 500 };
    assert_eq!(missing(&explanation), [(dot(A, 1), flying)]);
}

#[test]
fn the_missing_write_waits_in_the_same_inbox() {
    let story = [
        link(A, C, LinkState::Held),
        put(A, "x", "1"),
        put(A, "x", "2"),
        put(B, "y", "3"),
        Action::Release(MessageRef::Id(sent(A, C, 2))),
    ];
    let run = run("causal", story);
    let moment = run.moment(usize::MAX);
    let reply = run.history().write(dot(B, 1)).unwrap();
    let explanation = moment.explain(C, reply, run.history());
    let expected = [
        (dot(A, 1), Whereabouts::Held { message: sent(A, C, 1) }),
        (dot(A, 2), Whereabouts::InInbox { message: sent(A, C, 2) }),
    ];
    assert_eq!(missing(&explanation), expected);
    assert_eq!(explanation.cascade, [dot(A, 1), dot(A, 2), dot(B, 1)]);
}

#[test]
fn the_missing_write_was_lost() {
    for (losing, why) in [
        (vec![link(A, C, LinkState::Cut), put(A, "x", "1")], LossReason::Cut),
        (
            vec![
                link(A, C, LinkState::Held),
                put(A, "x", "1"),
                Action::Drop(MessageRef::Write { dot: dot(A, 1), to: C }),
            ],
            LossReason::Dropped,
        ),
    ] {
        let run = run("causal", losing.into_iter().chain([put(B, "y", "2")]));
        let explanation = explained(&run, C);
        let Whereabouts::Lost { message, event, why: found } = explanation.missing[0].whereabouts
        else {
            panic!("{explanation:?}")
        };
        assert_eq!((message, found), (sent(A, C, 1), why));
        let text = run.history().get(event).unwrap().to_string();
        assert!(text.contains("A>C#1 with A1 is lost"), "{text}");
    }
}

#[test]
fn the_missing_write_is_only_with_others_or_with_nobody() {
    let first_cut = || vec![link(A, C, LinkState::Held), put(A, "x", "1"), put(A, "x", "2")];
    let arrives = |number| Action::Release(MessageRef::Id(sent(A, C, number)));
    let drop_first = || Action::Drop(MessageRef::Id(sent(A, C, 1)));
    let crash = || Action::Crash(A);
    let told = |story: Vec<Action>| missing(&explained(&run("causal", story), C))[0].1;
    // B has it too, and runs: what was lost on the way is told as that.
    let lost = first_cut().into_iter().chain([arrives(2), drop_first(), crash()]);
    assert!(matches!(told(lost.clone().collect()), Whereabouts::Lost { .. }));
    let down = lost.chain([Action::Crash(B)]).collect::<Vec<_>>();
    assert_eq!(told(down), Whereabouts::AtDown { replica: A });
    // Nobody else ever heard of it, and A has lost its disk.
    let alone = [link(A, B, LinkState::Cut)].into_iter().chain(first_cut());
    let lose = Action::Restart { replica: A, disk: Disk::Lose };
    let gone = alone.chain([arrives(2), drop_first(), crash(), lose]).collect();
    assert_eq!(told(gone), Whereabouts::Gone);
    // C was no member when A sent it.
    let run = Run::new(Scenario::read("members A B\nA: x = 1\n").unwrap());
    let place = Whereabouts::of(dot(A, 1), C, &run.moment(usize::MAX), run.history());
    assert_eq!(place, Whereabouts::Elsewhere { replica: A });
}

#[test]
fn the_missing_write_was_never_made() {
    // One vector for two jobs: B's first write is its second tick, and others wait for B1.
    let run = run("tick-on-receipt", [put(A, "x", "1"), put(B, "y", "2")]);
    let explanation = explained(&run, C);
    assert_eq!(explanation.write.dot, dot(B, 2));
    assert_eq!(missing(&explanation), [(dot(B, 1), Whereabouts::NotWritten)]);
    assert_eq!(explanation.cascade, []);
}

#[test]
fn the_missing_write_is_here_in_truth_and_only_the_vector_does_not_say_so() {
    let mut scenario = Scenario::default();
    scenario.setting.protocol.delivery.update = causal_core::replica::rule::VectorUpdate::Stays;
    let first = Run::new(scenario).act(0, put(A, "x", "1")).unwrap().run;
    let second = first.act(first.stops().len() - 1, put(A, "x", "2")).unwrap().run;
    let explanation = explained(&second, B);
    let event = second.history().took_effect(dot(A, 1), B).unwrap();
    assert_eq!(missing(&explanation), [(dot(A, 1), Whereabouts::Delivered { event })]);
}

#[test]
fn the_missing_write_was_thrown_away_as_old() {
    // `newer` takes A2 first and then believes that A1 is old news.
    let story = [
        link(A, C, LinkState::Held),
        put(A, "x", "1"),
        put(A, "x", "2"),
        Action::Release(MessageRef::Id(sent(A, C, 2))),
        Action::Release(MessageRef::Id(sent(A, C, 1))),
    ];
    let run = run("newer", story);
    let moment = run.moment(usize::MAX);
    let whereabouts = Whereabouts::of(dot(A, 1), C, &moment, run.history());
    assert!(matches!(whereabouts, Whereabouts::Discarded { .. }), "{whereabouts:?}");
    let findings = causal_core::check::violations(run.history(), run.setting());
    let said: Vec<String> = findings.iter().map(ToString::to_string).collect();
    let expected = [
        "C delivered A2 before its cause A1",
        "C threw A1 away, though it never took effect there",
    ];
    assert_eq!(said, expected);
}

#[test]
fn a_rule_that_can_never_be_satisfied_says_so() {
    for (rule, readiness) in [
        ("covers-all", Readiness::Waits),
        ("own-entry", Readiness::Waits),
        ("next-on-own", Readiness::WaitsForEver),
    ] {
        let run = run(rule, [put(B, "y", "0"), put(A, "x", "1")]);
        assert_eq!(explained(&run, C).readiness, readiness, "{rule}");
    }
}

#[test]
fn many_missing_writes_are_counted_and_the_first_dozen_named() {
    let writes = (0..40).map(|n| put(A, "x", &n.to_string()));
    let story = [link(A, C, LinkState::Held)].into_iter().chain(writes).chain([put(B, "y", "z")]);
    let explanation = explained(&run("causal", story), C);
    assert_eq!((explanation.missing.len(), explanation.n_more), (12, 28));
    assert_eq!(explanation.missing[0].dot, dot(A, 1));
}

#[test]
fn the_missing_write_is_stuck_with_somebody_else() {
    let told = |story: &str| {
        let run = Run::new(Scenario::read(story).unwrap());
        assert_eq!(run.problem(), None);
        Whereabouts::of(dot(A, 2), C, &run.moment(usize::MAX), run.history())
    };
    // A2 waits at B for A1, which nobody has any more; or it is held on the way to B.
    let lost = "hold A->B\nhold A->C\nA: x = 1\nA: x = 2\ndrop A2->C\ndrop A1->C\n";
    let waits = told(&format!("{lost}release A2->B\ncrash A\nrestart A without disk\n"));
    assert_eq!(waits, Whereabouts::WaitsAt { replica: B, message: sent(A, B, 2) });
    let held = told(&format!("{lost}crash A\nrestart A without disk\n"));
    assert_eq!(held, Whereabouts::ToAnother { message: sent(A, B, 2) });
    assert_eq!(
        told(&format!("{lost}release A2->B\ncrash A\n")),
        Whereabouts::AtDown { replica: A }
    );
    // Who has it in its inbox cannot pass it on: once A is down, that A has it counts more.
    let both = told(&format!("{lost}release A2->B\ncrash B\ncrash A\nrestart A without disk\n"));
    assert_eq!(both, Whereabouts::AtDown { replica: B });
}

/// The request that is parked at a replica at the end.
fn parked(run: &Run, at: ReplicaId) -> RequestExplanation {
    let moment = run.moment(usize::MAX);
    let (request, _) = moment.replicas[at.index()].parked[0];
    let explanation = moment.explain_request(at, request, run.history());
    assert_eq!(moment.explain_request(A, request, run.history()), None, "it waits elsewhere");
    explanation.expect("it is parked there")
}

fn session_story(more: &str) -> Run {
    let story =
        format!("sessions wait\nhold A->C\nann@A: x = 1\nann@B: y = 2\n{more}\nann@C: read x\n");
    Run::new(Scenario::read(&story).unwrap())
}

#[test]
fn a_request_waits_for_what_its_client_has_seen_as_it_lacks_it_now() {
    let run = session_story("");
    let explanation = parked(&run, C);
    assert_eq!(&*explanation.session, "ann");
    assert_eq!(explanation.op, Op::Get { key: "x".into() });
    assert_eq!(explanation.awaits, Awaits::Writes);
    let place = Whereabouts::Held { message: sent(A, C, 1) };
    let missing: Vec<_> =
        explanation.missing.iter().map(|one| (one.dot, one.whereabouts)).collect();
    let waits_too = Whereabouts::InInbox { message: sent(B, C, 1) };
    assert_eq!(missing, [(dot(A, 1), place), (dot(B, 1), waits_too)]);
    let checks: Vec<_> =
        explanation.checks.iter().map(|check| (check.theirs, check.mine, check.holds())).collect();
    assert_eq!(checks, [(1, 0, false), (1, 0, false), (0, 0, true)]);
    assert_eq!(explanation.cascade, [dot(A, 1), dot(B, 1)]);
    assert!(explanation.is_answered_then);
    let parked = run.history().get(explanation.parked).unwrap();
    assert_eq!(explanation.until, parked.at + 20_000);
    let after = run.act(run.stops().len() - 1, Action::Release(MessageRef::Id(sent(A, C, 1))));
    let moment = after.unwrap().run.moment(usize::MAX);
    assert!(moment.replicas[C.index()].parked.is_empty());
    assert_eq!(moment.replicas[C.index()].answers.len(), 1);
    assert_eq!(moment.clients.seen("ann").unwrap().to_string(), "⟨A:1 B:1⟩");
}

#[test]
fn what_a_request_waits_for_first_is_what_could_come_next() {
    // B1 builds on A1 only through its session: of what is missing, C1's author is last by name, and
    // what A1 builds on comes first.
    let story = "sessions wait\nhold C->B\nhold A->B\nann@C: x = 1\nann@A: y = 2\nann@B: read y\n";
    let run = Run::new(Scenario::read(story).unwrap());
    let explanation = parked(&run, B);
    let missing: Vec<Dot> = explanation.missing.iter().map(|one| one.dot).collect();
    assert_eq!(missing, [dot(C, 1), dot(A, 1)]);
    assert_eq!(explanation.cascade, [dot(C, 1)]);
    assert!(!explanation.is_answered_then, "A1 is held still");
}

#[test]
fn a_request_may_wait_for_a_state_for_peers_or_for_nothing() {
    let asks = |story: &str, at| parked(&Run::new(Scenario::read(story).unwrap()), at).awaits;
    let joining =
        "sessions wait\nA: x = 1\nhold C->A\nhold C->B\ncrash C\nrestart C without disk\n";
    assert_eq!(asks(&format!("{joining}ann@C: read x\n"), C), Awaits::State);
    let peers = "sessions wait\nmistakes waits-for-peers\nhold A->C\nann@A: x = 1\n";
    let run = Run::new(Scenario::read(peers).unwrap());
    let moment = run.moment(usize::MAX);
    let (request, _) = moment.replicas[0].parked[0];
    let explanation = moment.explain_request(A, request, run.history()).unwrap();
    assert_eq!(explanation.awaits, Awaits::Peers(dot(A, 1)));
    let equal = "sessions wait\nmistakes wants-equal-metadata\nbob@A: x = 1\nann@A: y = 2\n\
                 ann@C: read y\nbob@C: read y\n";
    assert_eq!(asks(equal, C), Awaits::Nothing, "C has more than bob has seen");
}
