//! Tombstones that must not be forgotten too early, and stamps that decide.

use causal_core::run::Run;
use causal_core::scenario::Scenario;

use super::clients::{found, last_reads, run};

/// Plays a story: whenever replicas have delivered the same they show the same, and at the end
/// nobody shows a key that was deleted.
fn is_gone_for_good(key: &str, story: &str) {
    let run = Run::new(Scenario::read(story).unwrap());
    assert_eq!(run.problem(), None, "{story}");
    for stop in 0..run.stops().len() {
        let moment = run.moment_at(stop);
        for left in &moment.replicas {
            for right in moment.replicas.iter().filter(|right| right.seen == left.seen) {
                let shown = |store: &causal_core::replica::Store| {
                    store
                        .iter()
                        .map(|(key, writes)| (key.clone(), writes.to_vec()))
                        .collect::<Vec<_>>()
                };
                assert_eq!(shown(&left.store), shown(&right.store), "at stop {stop} of\n{story}");
            }
        }
    }
    for replica in run.world().replicas() {
        assert_eq!(replica.shown(key), [], "{} shows {key}", replica.actor());
    }
}

/// A member that others have removed may still have a put on its way.
#[test]
fn a_removed_members_last_put_comes_late() {
    is_gone_for_good(
        "x",
        "\
replicas A B C
rule causal
conflicts lww

hold C->A
hold C->B
C: x = 1
A: z = 0
A: x = 0
A: del x
view A: A B
gossip B->A
release C1->A
release C1->B
note end
",
    );
}

/// A farewell is enough only when all that its sender made is here.
#[test]
fn who_leaves_for_good_has_a_slow_put() {
    is_gone_for_good(
        "x",
        "\
replicas A B C
rule causal
conflicts lww

hold C->A
hold C->B
C: x = 1
A: z = 0
A: x = 0
A: del x
leave C
release C>A#2
release C>B#2
gossip B->A
open C->A
open C->B
",
    );
}

/// Who lost its disk before it reported a delete is waited for.
#[test]
fn a_lost_disk_had_a_put_under_way() {
    is_gone_for_good(
        "x",
        "\
replicas A B C
rule causal
conflicts lww

hold C->A
hold C->B
C: x = 1
A: z = 0
A: x = 0
A: del x
crash C
restart C without disk
open C->A
+0 hold C1->A
gossip B->A
gossip C->A
release C1->A
open C->B
note end
",
    );
}

/// A report names what was made, not what its maker has delivered.
#[test]
fn a_put_that_is_ahead_is_in_no_vector() {
    is_gone_for_good(
        "x",
        "\
replicas A B C
rule causal
conflicts lww
sessions wait
writes accepted

hold B->A
hold B->C
hold C->A
hold C->B
B: d = 1
ann@B: read d
ann@C: x = 1
A: p = 1
A: x = 0
A: del x
open B->A
gossip B->A
gossip C->A
release C>A#2
release C1->A
release C1->B
open B->C
note end
",
    );
}

/// The same by gossip alone, with sessions that run ahead.
#[test]
fn gossip_alone_with_writes_ahead() {
    is_gone_for_good(
        "x",
        "\
seed 488550640740
replicas A B C D E F
rule causal
sessions wait
dependencies session
conflicts lww
writes accepted
broadcast off
gossip 1500
links latency=15..65 duplicate=200 fifo=on

+0 ben@A: x = 446
+0 partition A | B C D E F
+11 ben@E: del y
+2 cid@F: seen none: y = 784
+0 C: x = 894
+0 heal
+1 gossip D->A
+12 partition A B E F | C D
+4 B: x = 445
+12 ben@A: x = 518
+18 gossip F->A
+6 partition A B E F | C D
+32 heal
+9 cid@F: x = 448
+14 heal
+15 cid@E: del x
+12 ben@B: y = 773
+0 ben@C: x = 955

heal
wait 60000
note end
",
    );
}

/// Who gave a state to somebody says so before its report counts.
#[test]
fn a_new_incarnation_was_brought_up_by_somebody_else() {
    is_gone_for_good(
        "x",
        "\
replicas A B C
rule causal
conflicts lww

hold A->B
A: z = 0
A: x = 0
A: del x
gossip C->A
crash C
cut C->A
restart C without disk
wait 3000
open C->A
hold C->A
hold C->B
C: x = 1
open A->B
gossip B->A
open C->A
open C->B
gossip C->A
gossip C->B
gossip B->C
gossip A->C
note end
",
    );
}

/// Who served in a view of its own is known from the start.
#[test]
fn a_stranger_served_elsewhere_and_enters() {
    is_gone_for_good(
        "x",
        "\
replicas A B C
members A B
rule causal
conflicts lww

cut C->A
cut C->B
view C: C
C: x = 1
heal
A: z = 0
A: x = 0
A: del x
gossip B->A
view A: A B C
view A: A B C
gossip C->A
gossip C->B
gossip A->C
gossip B->C
gossip A->B
note end
",
    );
}

/// With sessions off nothing that a session has seen counts, its stamp neither.
#[test]
fn a_session_brings_no_stamp_where_sessions_are_off() {
    let story = "\
replicas A B
rule causal
conflicts lww

hold all
ann@A: x = 1
ann@A: x = 2
ann@B: x = 3
open all
";
    let run = Run::new(Scenario::read(story).unwrap());
    for replica in run.world().replicas() {
        let shown: Vec<_> = replica.shown("x").iter().map(|write| write.value.clone()).collect();
        assert_eq!(shown, [Some("2".into())], "A2 has stamp 2, B1 has stamp 1");
    }
}

/// What has become stable since the last gossip can be collected, and nothing else.
#[test]
fn what_is_stable_is_collected_by_hand() {
    let story = "\
replicas A B
rule causal
conflicts lww

hold B->A
B: y = 1
A: x = 0
A: del x
gossip B->A
release B>A#2
";
    let nothing = "A has no tombstone that is stable; nothing is forgotten";
    let problem = |story: String| {
        let run = Run::new(Scenario::read(&story).unwrap());
        run.problem().map(ToString::to_string)
    };
    // Bob's report names a write that Alice does not have yet.
    let early = problem(format!("{story}collect A\n")).expect("Bob's put may lose to the delete");
    assert!(early.contains(nothing), "{early}");
    let story = format!("{story}release B1->A\ncollect A\n");
    let run = Run::new(Scenario::read(&story).unwrap());
    assert_eq!(run.problem(), None);
    let last = run.history().events().last().unwrap().to_string();
    assert!(last.ends_with("forgets what is everywhere: ⟨A:2 B:1⟩, and tombstones: ⟨A:2 B:1⟩"));
    assert!(!run.world().replicas()[0].store().remembers("x"));
    assert!(!run.moment(usize::MAX).replicas[0].store.remembers("x"));
    let twice = problem(format!("{story}collect A\n")).expect("it is gone");
    assert!(twice.contains(nothing), "{twice}");
    for conflicts in ["siblings", "arrival", "wall-clock"] {
        let other = problem(story.replace("lww", conflicts)).expect("it keeps no stable ones");
        assert!(other.contains(nothing), "{other}");
    }
}

/// A grace period that is over lets a deleted value come back; the monitors say so, and nothing
/// else is found.
#[test]
fn what_is_forgotten_too_early_comes_back() {
    let story = include_str!("../../../scenarios/grace-period.causal");
    let forgotten = run(story);
    let forgets = "A  forgets every tombstone: A3";
    assert!(forgotten.history().to_string().contains(forgets), "{}", forgotten.history());
    assert_eq!(last_reads(&forgotten, 2), ["1", "-"]);
    let apart = "Alice and Bob have equal vectors, and only one of them shows B1";
    assert_eq!(found(&forgotten), [apart]);
    let kept = run(&story.replace("collect A all", "note later"));
    assert_eq!((last_reads(&kept, 2), found(&kept)), (vec!["-".to_owned(); 2], Vec::new()));
}

/// Where deletes leave nothing behind there is nothing to collect; where clocks decide there is.
#[test]
fn all_tombstones_are_those_that_there_are() {
    let problem = |conflicts: &str| {
        let story = format!("conflicts {conflicts}\nA: x = 1\nA: del x\ncollect B all\n");
        Run::new(Scenario::read(&story).unwrap()).problem().map(ToString::to_string)
    };
    for conflicts in ["siblings", "arrival"] {
        let none = problem(conflicts).expect("it keeps no tombstones");
        assert!(none.contains("B has no tombstone; nothing is forgotten"), "{none}");
    }
    for conflicts in ["lww", "wall-clock"] {
        assert_eq!(problem(conflicts), None, "{conflicts}");
    }
}
