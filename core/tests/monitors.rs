//! What the monitors say of small stories, one for each guarantee, and how much work they do.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use causal_core::check::{Monitor, Told, findings};
use causal_core::run::Run;
use causal_core::scenario::Scenario;

/// What is found in a story, a sentence each.
fn told(story: &str) -> Vec<String> {
    let run = Run::new(Scenario::read(story).unwrap());
    assert_eq!(run.problem(), None, "{story}");
    let setting = run.setting();
    let found = findings(run.history(), setting);
    // Whether one looks at the end or after every event makes no difference to what is told.
    let mut monitor = Monitor::new(setting.clone().into());
    run.history().events().iter().for_each(|event| monitor.observe(event));
    assert_eq!(monitor.findings(), found);
    assert_eq!(monitor.findings(), found, "looking twice finds nothing twice");
    assert!(found.is_sorted_by_key(|finding| finding.event), "in the order of events");
    let names = Told { history: run.history(), setting };
    found.iter().map(|finding| finding.in_words(&names)).collect()
}

#[test]
fn a_client_does_not_see_what_it_wrote() {
    let elsewhere = "cut A-B\nann@A: x = 1\nann@B: read y\nann@B: read x\n";
    assert_eq!(
        told(elsewhere),
        ["Bob answered ann without A1 (x = 1), which ann wrote at event 3 (read your writes)"]
    );
    let waiting = "sessions wait\ncut A-B\nann@A: x = 1\nann@B: read x\n";
    assert_eq!(told(waiting), [""; 0], "the request waits, and is turned down in the end");
}

#[test]
fn a_client_does_not_see_what_it_saw() {
    let back = "cut A-B\nA: x = 1\nann@A: read x\nann@B: read x\nbob@B: read x\n";
    let expected =
        ["Bob answered ann without A1 (x = 1), which ann was shown at event 11 (monotonic reads)"];
    assert_eq!(told(back), expected);
    assert_eq!(told(&back.replace("ann@B: read x", "ann@B: list")), expected);
}

#[test]
fn who_reads_an_answer_does_not_find_what_it_answers() {
    // Bob reads the answer at B, and looks for the question at C, where neither has arrived.
    let story = "hold A->C\nhold B->C\nA: q = lunch?\nB: r = yes\nbob@B: read r\nbob@C: read q\n";
    assert_eq!(
        told(story),
        [
            "Carol answered bob without A1 (q = lunch?), which bob knew of since event 17 (writes follow \
             reads)",
        ]
    );
}

#[test]
fn an_answer_takes_effect_without_what_it_answers() {
    // Ann has read the question at A; B has not heard it.
    let story = "cut A-B\nA: q = lunch?\nann@A: read q\nann@B: r = yes\n";
    assert_eq!(
        told(story),
        ["B1 counts at Bob before A1, which ann knew of (writes follow reads)"]
    );
    let ahead = format!("sessions wait\nwrites accepted\n{story}bob@B: read r\n");
    assert_eq!(told(&ahead), [""; 0], "what is ahead has not taken effect");
}

#[test]
fn a_clients_writes_take_effect_in_another_order() {
    let story = "hold A->C\nann@A: x = 1\nann@B: y = 2\n";
    // B had A1 when it made B1, so B1 waits at C.
    assert_eq!(told(story), [""; 0]);
    let story = "hold A->B\nhold A->C\nann@A: x = 1\nann@B: y = 2\nopen A->C\n";
    assert_eq!(
        told(story),
        [
            "B1 counts at Bob before A1, which ann knew of (monotonic writes)",
            "B1 counts at Carol before A1, which ann knew of (monotonic writes)",
        ]
    );
    assert_eq!(told(&format!("sessions wait\n{story}")), [""; 0]);
}

#[test]
fn who_has_seen_the_same_shows_something_else() {
    let crossing = "conflicts arrival\nhold all\nA: x = a\nB: x = b\nopen all\n";
    assert_eq!(
        told(crossing),
        [
            "Alice and Bob have equal vectors, and only one of them shows A1",
            "Carol and Bob have equal vectors, and only one of them shows A1",
        ],
        "C has what A has"
    );
    for rule in ["siblings", "lww", "wall-clock"] {
        assert_eq!(told(&crossing.replace("arrival", rule)), [""; 0], "{rule}");
    }
}

#[test]
fn what_waits_for_what_nobody_has_is_named_once() {
    let lost = "hold A->C\ncut A->B\nA: x = 1\nA: x = 2\nrelease A2->C\ndrop A1->C\n";
    assert_eq!(told(lost), [""; 0], "A itself still has it");
    let crash = format!("{lost}crash A\nrestart A without disk\n");
    assert_eq!(told(&crash), ["A2 waits at Carol for A1, which nobody has"]);
    let disk = format!("{lost}crash A\nrestart A\n");
    assert_eq!(told(&disk), [""; 0], "its disk has it");
    let down = "sessions wait\ngossip 500\ncut A-B\nann@A: x = 1\ncrash A\nann@B: read x\n\
                restart A\nheal\nwait 2000\n";
    assert_eq!(told(&format!("replicas Alice Bob\n{down}")), [""; 0], "it comes back with it");
    let request = "sessions wait\nann@B: seen A1: read x\n";
    assert_eq!(told(request), ["a request waits at Bob for A1, which nobody has"]);
    let parted = "hold A->C\nhold A->B\nA: x = 1\nA: x = 2\nrelease A2->C\ncrash A\n";
    assert_eq!(told(parted), [""; 0], "held messages still carry it");
}

#[test]
fn what_is_shown_is_judged_and_not_what_has_been_delivered() {
    // Bob has delivered both, and shows the older one: the order of arrival hides what Ann knows.
    let story = "replicas A B\nrule arrival\nconflicts arrival\n\nhold A->B\nann@A: x = 1\n\
                 ann@A: x = 2\nrelease A2->B\nrelease A1->B\nann@B: read x\n";
    let last = told(story).pop().unwrap();
    assert_eq!(
        last,
        "B showed ann A1 (x = 1), which is older than A2 (x = 2), which ann wrote at event 6 (read \
         your writes)"
    );
}

#[test]
fn a_delete_that_the_session_knows_of_counts_as_well() {
    let gone = "replicas A B\nhold all\nann@A: x = 1\nopen all\nhold all\nann@A: del x\n\
                ann@B: read x\n";
    assert_eq!(
        told(gone),
        [
            "B showed ann A1 (x = 1), which is older than A2 (x deleted), which ann wrote at event 11 \
          (read your writes)"
        ]
    );
    let seen = gone.replace("ann@B: read x", "open all\nann@B: read x");
    assert_eq!(told(&seen), [""; 0]);
}

#[test]
fn what_replaces_a_sibling_has_read_it() {
    // Ben has read nothing, so his put lies beside Ann's; Carol has, so hers replaces both.
    let story = "replicas A B\nsessions wait\nann@A: x = 1\nben@A: x = 2\nann@A: read x\n\
                 carol@B: read x\ncarol@B: x = 3\nann@A: read x\nben@B: read x\n";
    assert_eq!(told(story), [""; 0]);
    let hidden = "replicas A B\nsessions wait\nmistakes one-clock-for-all\nbroadcast off\n\
                  ann@A: x = 1\nsnapshot A->B\nben@A: x = 2\nB: y = 1\nsnapshot A->B\n\
                  ben@A: read x\nben@B: read x\n";
    assert_eq!(
        told(hidden),
        ["B answered ben without A2 (x = 2), which ben wrote at event 7 (read your writes)"]
    );
}

#[test]
fn clients_are_told_what_is_done() {
    let failed = "replicas A B\nsessions reject\nmistakes acts-before-checking\n\n\
                  cut A-B\nann@A: x = 1\nann@B: y = 2\n";
    assert_eq!(told(failed).last().unwrap(), "B told ann that its write failed, and made B1 of it");
    assert_eq!(told(&failed.replace("mistakes acts-before-checking\n", "")), [""; 0]);
    let claimed = "sessions reject\nann@B: seen A1: read x\n";
    assert_eq!(told(claimed), [""; 0], "who claims what nobody has made is rightly turned down");
}
