//! What clients were answered: session guarantees by answers, conflicts, sessions.

use causal_core::check::{Told, findings};
use causal_core::replica::protocol::{Answer, Write};
use causal_core::run::Run;
use causal_core::scenario::Scenario;
use causal_core::world::event::EventKind;

/// What comes of a story that can be told to its end.
pub(crate) fn run(story: &str) -> Run {
    let run = Run::new(Scenario::read(story).unwrap());
    assert_eq!(run.problem(), None, "{story}");
    run
}

/// What the monitors find, a sentence each.
pub(crate) fn found(run: &Run) -> Vec<String> {
    let (history, setting) = (run.history(), run.setting());
    let names = Told { history, setting };
    findings(history, setting).iter().map(|finding| finding.in_words(&names)).collect()
}

/// What the last reads were answered: values with ` | ` between them, `-` for none.
pub(crate) fn last_reads(run: &Run, n: usize) -> Vec<String> {
    let value = |write: &std::sync::Arc<Write>| write.value.as_deref().unwrap_or("-").to_owned();
    let reads = run.history().events().iter().filter_map(|event| match &event.kind {
        EventKind::Replied { answer: Answer::Values(values), .. } if !values.is_empty() => {
            Some(values.iter().map(value).collect::<Vec<_>>().join(" | "))
        }
        EventKind::Replied { answer: Answer::Values(_) | Answer::NoSuchKey, .. } => {
            Some("-".to_owned())
        }
        _ => None,
    });
    let mut reads: Vec<String> = reads.collect();
    reads.split_off(reads.len() - n)
}

/// A client that was shown a value and then an older one has monotonic reads broken, and both reads
/// are named.
#[test]
fn an_older_value_after_a_newer_one() {
    let run = run("replicas A C\nrule arrival\nconflicts arrival\nsessions wait\n\n\
        hold A->C\nA: key = NA\nA: key = Request\ndup A1->C\nrelease A1->C\nrelease A2->C\n\
        carol@C: read key\nrelease A1->C\ncarol@C: read key\n");
    assert_eq!(last_reads(&run, 2), ["Request", "NA"]);
    assert_eq!(
        found(&run),
        [
            "C delivered A1 twice",
            "C and A have equal vectors, and only one of them shows A2",
            "C showed carol A1 (key = NA), which is older than A2 (key = Request), which carol was \
             shown at event 17 (monotonic reads)",
        ]
    );
}

/// No value after one's own write is a broken guarantee, though the replica has it.
#[test]
fn no_value_after_ones_own_write() {
    let run = run("replicas Alice Bob\nrule causal\nmistakes answers-only-older\n\n\
        ann@A: x = 1\nann@A: read x\nben@A: read x\n");
    assert_eq!(last_reads(&run, 2), ["-", "1"]);
    assert_eq!(
        found(&run),
        ["Alice answered ann without A1 (x = 1), which ann wrote at event 1 (read your writes)"]
    );
}

const REPLAYED: &str = "hold A->C\nalice@A: key = NA\nalice@A: key = Request\nbob@B: read key\n\
    bob@B: \"key-effect\" = Reply\ndup A1->C\nrelease A1->C\nrelease A2->C\n\
    carol@C: read \"key-effect\"\nrelease A1->C\ncarol@C: read key\n";

/// A packet that is replayed after its successors is thrown away, and changes no answer.
#[test]
fn a_replayed_packet_is_thrown_away() {
    let head = "replicas A B C\nrule causal\nsessions wait\n\n";
    let run = run(&format!("{head}{REPLAYED}"));
    assert_eq!(last_reads(&run, 2), ["Reply", "Request"]);
    assert!(run.history().to_string().contains("discards A1, already delivered"));
    assert_eq!(found(&run), [""; 0]);
}

/// Where it counts again, the reader of the effect is shown what came before its cause.
#[test]
fn a_replayed_packet_that_counts_again() {
    let head = "replicas A B C\nrule arrival\nconflicts arrival\nsessions wait\n\n";
    let run = run(&format!("{head}{REPLAYED}"));
    assert_eq!(last_reads(&run, 2), ["Reply", "NA"]);
    let found = found(&run);
    assert!(found.contains(&"C delivered A1 twice".to_owned()), "{found:?}");
    assert_eq!(
        found.last().unwrap(),
        "C showed carol A1 (key = NA), which is older than A2 (key = Request), which carol knew of \
         since event 34 (writes follow reads)"
    );
}

/// A session that writes on a member that lags, under three settings.
fn lagging(settings: &str) -> Run {
    run(&format!(
        "replicas Old New Third\nrule causal\n{settings}dependencies session\n\n\
         hold Old->New\nhold Old->Third\nann@Old: x = 1\nann@New: y = 2\nopen Old->New\n\
         bob@Third: read y\nopen Old->Third\nbob@Third: read y\nbob@Third: read x\n"
    ))
}

/// Gated, the second put waits until the first is there, and nobody sees them in the wrong order.
#[test]
fn a_put_waits_for_what_its_session_wrote() {
    let run = lagging("sessions wait\nwrites gated\n");
    assert!(run.history().to_string().contains("parks the request, lacks A1"));
    assert_eq!(last_reads(&run, 3), ["-", "2", "1"]);
    assert_eq!(found(&run), [""; 0]);
}

/// Accepted, it is shown at once where it was made, ahead, and elsewhere after the first.
#[test]
fn a_put_ahead_of_what_its_session_wrote() {
    let run = lagging("sessions wait\nwrites accepted\n");
    assert!(run.history().to_string().contains("accepts B1 \"y\" = \"2\" after ⟨A:1⟩"));
    assert_eq!(last_reads(&run, 3), ["-", "2", "1"]);
    assert_eq!(found(&run), [""; 0]);
}

/// With sessions off the second counts before the first at two replicas: monotonic writes, twice.
#[test]
fn a_put_that_its_session_does_not_hold_back() {
    let run = lagging("sessions off\nwrites gated\n");
    assert_eq!(last_reads(&run, 3), ["2", "2", "1"]);
    assert_eq!(
        found(&run),
        [
            "B1 counts at New before A1, which ann knew of (monotonic writes)",
            "B1 counts at Third before A1, which ann knew of (monotonic writes)",
        ]
    );
}

/// Under `siblings` a concurrent delete replaces nothing: no value is no answer to one's own write.
#[test]
fn a_concurrent_delete_replaces_nothing() {
    let run = run("replicas A B\nrule causal\nhold all\n\
        ann@A: x = 1\nB: x = 0\nB: del x\nann@B: read x\n");
    assert_eq!(
        found(&run),
        ["B answered ann without A1 (x = 1), which ann wrote at event 2 (read your writes)"]
    );
}

/// Under `siblings` a concurrent value replaces nothing either; under `lww` it may.
#[test]
fn a_concurrent_value_replaces_nothing_under_siblings() {
    let story = "replicas A B\nrule causal\n\nhold all\nann@A: x = 1\nB: x = 2\nann@B: read x\n";
    assert_eq!(
        found(&run(story)),
        ["B answered ann without A1 (x = 1), which ann wrote at event 2 (read your writes)"]
    );
    let lww = story.replace("rule causal", "rule causal\nconflicts lww");
    assert_eq!(found(&run(&lww)), [""; 0]);
}

/// Causally convergent and no causal memory: each answer may be explained, and nothing is named.
#[test]
fn last_writer_wins_is_not_causal_memory() {
    let run = run("replicas A B\nrule causal\nconflicts lww\nsessions wait\n\nhold all\n\
        pb@B: u = 1\npb@B: u = 2\npb@B: u = 3\npb@B: x = 2\npb@B: read z\n\
        pa@A: z = 1\npa@A: x = 1\npa@A: y = 1\nopen A->B\npb@B: read y\npb@B: read x\n");
    assert_eq!(last_reads(&run, 3), ["-", "1", "2"]);
    assert_eq!(found(&run), [""; 0]);
}
