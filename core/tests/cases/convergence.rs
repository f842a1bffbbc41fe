//! Who has seen the same shows the same: named at every moment, and once.

use super::clients::{found, last_reads, run};

/// Two that have seen the same and differ are named while messages to a third are still held.
#[test]
fn diverged_while_messages_are_held() {
    let run = run("replicas A B C\nrule causal\nconflicts arrival\n\n\
        hold all\nA: x = 1\nB: x = 2\nopen A-B\nnote end\n");
    assert_eq!(run.moment(usize::MAX).messages.keys().count(), 2);
    assert_eq!(found(&run), ["A and B have equal vectors, and only one of them shows A1"]);
}

/// They are named once, however many pings go on afterwards.
#[test]
fn diverged_under_pings() {
    let run = run("replicas A B\nrule causal\nconflicts arrival\nhealth 5\n\n\
        hold all\nA: x = 1\nB: x = 2\nopen all\nwait 2000\nnote end\n");
    assert_eq!(found(&run), ["A and B have equal vectors, and only one of them shows A1"]);
}

/// Two that have agreed again and differ anew are named anew; not while they stay apart.
#[test]
fn apart_again() {
    let story = "replicas A B\nrule causal\nconflicts arrival\n\n\
        hold all\nA: x = 1\nB: x = 2\nopen all\nA: y = 1\n";
    let once = "A and B have equal vectors, and only one of them shows A1";
    assert_eq!(found(&run(story)), [once]);
    let again = run(&format!("{story}A: x = 3\nhold all\nA: x = 4\nB: x = 5\nopen all\n"));
    let twice = "A and B have equal vectors, and only one of them shows A4";
    assert_eq!(found(&again), [once, twice]);
}

/// A handed-off tombstone does not swallow a newer value.
#[test]
fn an_old_tombstone_and_a_newer_value() {
    let story = "replicas A B C\nrule causal\nconflicts CONFLICTS\ngossip 1000\n\n\
        A: k = 1\nA: k = 2\nA: k = 3\nA: del k\ncrash C\nwait 5000\nA: k = new\nwait 2000\n\
        restart C\ngossip C->A\ngossip C->B\nwait 8000\nA: read k\nB: read k\nC: read k\n";
    // Forgetting early does no harm here: nothing that would lose to the delete is on its way.
    for conflicts in ["siblings", "lww", "lww\nmistakes forgets-early"] {
        let run = run(&story.replace("CONFLICTS", conflicts));
        assert_eq!(last_reads(&run, 3), ["new"; 3], "{conflicts}");
        assert_eq!(found(&run), [""; 0], "{conflicts}");
    }
}

/// Deleted here, edited there: the edit survives on both sides.
#[test]
fn deleted_online_and_edited_offline() {
    for conflicts in ["siblings", "lww"] {
        let run = run(&format!(
            "replicas remote phone\nrule causal\nconflicts {conflicts}\nsessions wait\n\
             gossip 1000\n\nrob@remote: doc = test\npat@phone: read doc\ncut remote-phone\n\
             pat@phone: doc = edited\nrob@remote: del doc\nheal\nwait 5000\n\
             rob@remote: read doc\npat@phone: read doc\n"
        ));
        assert_eq!(last_reads(&run, 2), ["edited"; 2], "{conflicts}");
        assert_eq!(found(&run), [""; 0], "{conflicts}");
    }
}
