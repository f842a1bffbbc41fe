//! Which of the catalogue's mistakes the monitors name, and in which words. Where they name nothing the
//! catalogue, or the scenario itself, says in one sentence why none can.

use causal_core::check::{Told, findings};
use causal_core::replica::mistakes::NamedMistake;
use causal_core::replica::protocol::Conflicts;
use causal_core::run::Run;

use super::files;
use super::support::{put_right, scenario};

/// With which words the sentence of a scenario begins that says why no monitor names its mistake.
const UNNAMED: &str = "No monitor names it, for ";

/// Every file, with all that is found in it.
const FOUND: &[(&str, &[&str])] = &[
    (
        "b01-covers-all",
        &[
            "A1 waits at Bob, though all that comes before it is there",
            "A1 waits at Carol, though all that comes before it is there",
        ],
    ),
    (
        "b02-own-entry",
        &[
            "A1 waits at Bob, though all that comes before it is there",
            "A1 waits at Carol, though all that comes before it is there",
        ],
    ),
    (
        "b03-next-on-own",
        &[
            "A1 waits at Bob, though all that comes before it is there",
            "A1 waits at Carol, though all that comes before it is there",
        ],
    ),
    (
        "b04-sender-unchecked",
        &[
            "Bob delivered A2 before its cause A1",
            "Bob and Alice have equal vectors, and only one of them shows A2",
        ],
    ),
    (
        "b05-tick-on-receipt",
        &[
            "B2 waits at Alice for B1, which nobody has",
            "B2 waits at Carol for B1, which nobody has",
            "B3 waits at Alice for B1, which nobody has",
            "B3 waits at Carol for B1, which nobody has",
        ],
    ),
    (
        "b06-amnesia",
        &[
            "two writes are called A1",
            "Alice and Bob have equal vectors, and show different writes as A1",
            "Alice and Carol have equal vectors, and show different writes as A1",
            "Bob threw one of the writes called A1 away, though it never took effect there",
            "Carol threw one of the writes called A1 away, though it never took effect there",
            "Bob answered ann without one of the writes called A1, which ann wrote at event 12 \
             (read your writes)",
        ],
    ),
    (
        "b07-merges-metadata",
        &[
            "Bob counts A1 as delivered, and it never took effect there",
            "Bob and Alice have equal vectors, and only one of them shows A1",
            "Bob answered ann without A1 (x = 1), which ann wrote at event 2 (read your writes)",
            "Bob threw A1 away, though it never took effect there",
        ],
    ),
    (
        "b08-merges-refused",
        &[
            "Carol threw B1 away, though it never took effect there",
            "Carol counts A1 as delivered, and it never took effect there",
            "Carol delivered B1 before its cause A1",
            "Carol and Alice have equal vectors, and only one of them shows A1",
            "Carol and Bob have equal vectors, and only one of them shows A1",
            "Carol answered Carol's client without A1 (x = question), which Carol's client \
             knew of since event 26 (writes follow reads)",
            "Carol threw A1 away, though it never took effect there",
            "Carol answered Carol's client without A1 (x = question), which Carol's client \
             knew of since event 26 (writes follow reads)",
        ],
    ),
    (
        "b09-acts-before-checking",
        &[
            "B1 counts at Bob before A1, which ann knew of (monotonic writes)",
            "Bob told ann that its write failed, and made B1 of it",
        ],
    ),
    (
        "b10-merges-before-testing",
        &[
            "Carol delivered B1 before its cause A2",
            "Carol counts A2 as delivered, and it never took effect there",
            "Carol and Alice have equal vectors, and only one of them shows A2",
            "Carol and Bob have equal vectors, and only one of them shows A2",
            "Carol showed ann A1 (x = old), which is older than A2 (x = new), which ann \
             knew of since event 28 (writes follow reads)",
            "Carol threw A2 away, though it never took effect there",
            "Carol showed ann A1 (x = old), which is older than A2 (x = new), which ann \
             knew of since event 28 (writes follow reads)",
        ],
    ),
    (
        "b11-echoes-metadata",
        &[
            "Carol delivered B1 before its cause A1",
            "Carol answered carol without A1 (x = 1), which carol knew of since event 22 \
             (writes follow reads)",
        ],
    ),
    (
        "b12-looks-before-waiting",
        &["Bob answered ann without A1 (x = 1), which ann wrote at event 3 (read your writes)"],
    ),
    (
        "b13-no-tombstones",
        &["Alice showed Alice's client A1 (x = 1), which is older than A2 (x deleted), \
             which Alice's client wrote at event 7 (read your writes)"],
    ),
    (
        "b13-no-tombstones-newer-put",
        &[
            "Bob and Alice have equal vectors, and only one of them shows B1",
            "Bob answered Bob's client without B1 (x = 2), which Bob's client wrote at \
             event 12 (read your writes)",
        ],
    ),
    (
        "b13-no-tombstones-overtaken",
        &[
            "Bob delivered A2 before its cause A1",
            "Bob and Alice have equal vectors, and only one of them shows A1",
        ],
    ),
    (
        "b14-keeps-deletes",
        &[
            "Alice heard that Bob lacks A2, and did not send it",
            "Alice heard that Carol lacks A2, and did not send it",
        ],
    ),
    (
        "b15-restamps-gossip",
        &[
            "Bob delivered B1, which no client has written",
            "Alice delivered A2, which no client has written",
            "Bob delivered B2, which no client has written",
            "Alice delivered A3, which no client has written",
        ],
    ),
    (
        "b16-shares-a-name",
        &[
            "two writes are called A1",
            "Bob and Alice have equal vectors, and show different writes as A1",
            "Bob threw one of the writes called A1 away, though it never took effect there",
            "Carol and Bob have equal vectors, and show different writes as A1",
            "Alice threw one of the writes called A1 away, though it never took effect there",
            "Carol threw one of the writes called A1 away, though it never took effect there",
        ],
    ),
    ("b17-drops-stale-writes", &["Alice told ben that its write is A1, and wrote nothing"]),
    (
        "b18-answers-only-older",
        &["Alice answered ann without A1 (x = 1), which ann wrote at event 1 (read your \
             writes)"],
    ),
    (
        "b19-refuses-conflicts",
        &[
            "Bob threw A1 away, though it never took effect there",
            "Alice threw B1 away, though it never took effect there",
            "Alice threw B1 away, though it never took effect there",
            "Bob threw A1 away, though it never took effect there",
            "Bob threw A1 away, though it never took effect there",
            "Alice threw B1 away, though it never took effect there",
        ],
    ),
    (
        "b20-arrival",
        &[
            "Alice and Bob have equal vectors, and only one of them shows A1",
            "Carol and Bob have equal vectors, and only one of them shows A1",
        ],
    ),
    (
        "b21-clock-breaks-ties",
        &[
            "Carol and Alice have equal vectors, and only one of them shows C1",
            "Carol and Bob have equal vectors, and only one of them shows C1",
        ],
    ),
    (
        "b22-forgets-winner",
        &[
            "Carol and Alice have equal vectors, and only one of them shows B1",
            "Bob and Carol have equal vectors, and only one of them shows A1",
        ],
    ),
    ("b23-compares-in-view", &["Alice heard that Bob lacks C2, and did not send it"]),
    (
        "b24-newer",
        &[
            "Bob delivered A2 before its cause A1",
            "Bob and Alice have equal vectors, and only one of them shows A1",
        ],
    ),
    ("b24-no-gossip", &[]),
    (
        "b25-one-clock-for-all",
        &["Alice showed Alice's client A1 (x = 1), which is older than A2 (x = 2), which \
             Alice's client wrote at event 7 (read your writes)"],
    ),
    (
        "b26-evicts-for-good",
        &[
            "Alice left Carol out of its view, and did not say so",
            "Alice threw C1 away, though it never took effect there",
            "Bob threw C1 away, though it never took effect there",
        ],
    ),
    ("b27-waits-for-peers", &["Alice told ann that its write failed, and made A2 of it"]),
    ("b28-wants-equal-metadata", &["Alice did not serve ann, though it has all that ann knows of"]),
    (
        "b29-keeps-duplicates",
        &[
            "a copy of A1 waits at Bob, where A1 has taken effect",
            "a copy of A1 waits at Bob, where A1 has taken effect",
        ],
    ),
    ("b30-one-pass", &["A3 waits at Bob, though all that comes before it is there"]),
    ("b31-two-locks", &["Bob and Alice have equal vectors, and only one of them shows A1"]),
    ("b32-departed-stay", &["Alice left Carol out of its view, and did not say so"]),
    ("b33-last-state-wins", &["Carol no longer counts A2, which took effect there"]),
    ("b34-falsy-is-missing", &[]),
    ("b34-fifty-is-too-long", &[]),
    ("b34-tombstones-count", &[]),
    ("b35-forgets-early", &["Alice and Bob have equal vectors, and only one of them shows B1"]),
];

/// What is found in a run, a sentence each.
fn found(run: &Run) -> Vec<String> {
    let (history, setting) = (run.history(), run.setting());
    let names = Told { history, setting };
    findings(history, setting).iter().map(|finding| finding.in_words(&names)).collect()
}

/// Why no monitor names a mistake, as the catalogue says, or else the scenario's notes.
fn why_unnamed(file: &str) -> Option<String> {
    let scenario = scenario(file);
    let mut made = scenario.setting.protocol.mistakes.iter();
    let in_catalog = made.find_map(|named: &NamedMistake| named.unnamed);
    let notes = scenario.notes.replace('\n', " ");
    let in_notes = notes.find(UNNAMED).map(|at| notes[at..].to_owned());
    in_catalog.map(str::to_owned).or(in_notes)
}

#[test]
fn each_mistake_is_named_by_a_monitor_or_it_is_said_why_none_can() {
    let listed: Vec<&str> = FOUND.iter().map(|(file, _)| *file).collect();
    assert_eq!(listed, files().iter().map(|file| &**file).collect::<Vec<_>>());
    for (file, expected) in FOUND {
        assert_eq!(found(&Run::new(scenario(file))), *expected, "{file}");
        let why = why_unnamed(file);
        assert_eq!(why.is_none(), !expected.is_empty(), "{file}: {why:?}");
        let is_sentence = |why: &String| {
            why.starts_with(UNNAMED) && why.ends_with('.') && why.matches(". ").count() == 0
        };
        assert!(why.iter().all(is_sentence), "{file}: {why:?}");
    }
}

#[test]
fn the_readme_says_why_as_well() {
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let readme = flat(include_str!("../../../README.md"));
    for why in files().iter().filter_map(|file| why_unnamed(file)) {
        assert!(readme.contains(&flat(&why)), "{why}");
    }
}

#[test]
fn without_its_mistake_nothing_is_wrong_in_a_file() {
    for file in files() {
        let right = put_right(&file, |protocol| {
            protocol.mistakes = Default::default();
            protocol.delivery = Default::default();
            protocol.amnesia = Default::default();
            if protocol.conflicts == Conflicts::Arrival {
                protocol.conflicts = Conflicts::Siblings;
            }
        });
        assert_eq!(found(&right.run), [""; 0], "{file}");
    }
}
