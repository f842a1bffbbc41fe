//! Our logs pass ShiViz's rules, in both views, whatever happens in a run.

use causal_core::clock::{Causality, ReplicaId};
use causal_core::export::shiviz::{self, View};
use causal_core::history::{Causation, HappensBefore, event_clocks};
use causal_core::replica::protocol::Occurrence;
use causal_core::replica::rule::DeliveryRule;
use causal_core::run::Run;
use causal_core::world::event::{Event, EventKind};
use expect_test::expect;
use proptest::prelude::*;

use crate::shiviz_rules::{Shown, arrows, open};
use crate::worlds::{played, story};
use crate::{OVERTAKEN, run};

fn exported(run: &Run, view: View) -> Vec<Shown> {
    let text = shiviz::write(run.history(), run.setting(), view);
    let events = open(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(events.len(), run.history().len(), "every event is there");
    events
}

/// The arrows between different hosts, by kind: `A sent → B apply`.
fn drawn(events: &[Shown]) -> Vec<String> {
    let name = |at: usize| format!("{} {}", events[at].host, events[at].fields["kind"]);
    let drawn = arrows(events);
    let mut drawn: Vec<String> =
        drawn.into_iter().map(|(from, to)| format!("{} → {}", name(from), name(to))).collect();
    drawn.sort();
    drawn
}

#[test]
fn a_small_log_reads_well() {
    let run = run("replicas Alice Bob\nA: x = \"two\\nlines\"\nB: read x\nnote fine");
    expect![[r##"
        (?<host>\S*) (?<clock>{.*}) (?<kind>\S*) (?<msg>\S*) (?<vv>\S*)\n(?<event>.*)

        # A is Alice
        # B is Bob
        A {"A":1} requested - A0.B0
        A asks put "x" = "two\nlines"
        A {"A":2} write A1 A1.B0
        accepts A1 "x" = "two\nlines" after ⟨⟩
        A {"A":3} sent A1 A1.B0
        sends A>B#1 with A1, due @10
        A {"A":4} replied - A1.B0
        answers accepted A1 ⟨A:1⟩
        B {"B":1} received A1 A0.B0
        receives A>B#1 with A1
        B {"A":2, "B":2} apply A1 A1.B0
        delivers A1 "x" = "two\nlines" after ⟨⟩
        B {"A":2, "B":3} read - A1.B0
        B asks get "x"
        B {"A":2, "B":4} replied - A1.B0
        answers values A1="two\nlines" ⟨A:1⟩
        network {"network":1} noted - -
        note "fine"
    "##]]
    .assert_eq(&shiviz::write(run.history(), run.setting(), View::Delivery));
}

#[test]
fn the_delivery_view_draws_the_overtaken_arrow_too() {
    let run = run(OVERTAKEN);
    let arrows = drawn(&exported(&run, View::Delivery));
    assert_eq!(
        arrows,
        ["A write → B apply", "A write → C apply", "B write → A apply", "B write → C apply"]
    );
}

#[test]
fn where_sessions_carry_the_causes_clients_are_hosts() {
    let run = run(
        "replicas A B\nsessions wait\ndependencies session\nann@A: x = 1\nB: y = 2\n\"b n\"@B: read x",
    );
    let text = shiviz::write(run.history(), run.setting(), View::Delivery);
    let lines: Vec<&str> = text.lines().filter(|line| line.contains("client")).collect();
    let expected = [
        "client-ann {\"client-ann\":1} requested - A0.B0",
        "client-ann {\"client-ann\":2} write A1 A1.B0",
        "A {\"A\":1, \"client-ann\":2} sent A1 A1.B0",
    ];
    assert_eq!(lines[..3], expected, "{text}");
    // What B has delivered is no cause of what its own client writes.
    assert!(text.contains("client-B {\"client-B\":2} write B1 A1.B1\nat B: accepts B1"), "{text}");
    let arrows = drawn(&exported(&run, View::Delivery));
    assert!(arrows.contains(&"client-ann write → B apply".to_owned()), "{arrows:?}");
    assert!(arrows.contains(&"client-ann write → client-b%20n replied".to_owned()), "{arrows:?}");
}

#[test]
fn the_network_view_merges_at_the_receipt() {
    let run = run(OVERTAKEN);
    let arrows = drawn(&exported(&run, View::Network));
    let merged = arrows.iter().all(|arrow| arrow.ends_with("received"));
    assert!(merged, "{arrows:?}");
    assert!(arrows.contains(&"B sent → C received".to_owned()), "{arrows:?}");
}

#[test]
fn a_lost_message_ends_on_the_network() {
    let run = run("replicas A B\ncut A->B\nA: x = 1");
    assert_eq!(drawn(&exported(&run, View::Delivery)), ["A sent → network drop"]);
}

/// The arrows of the repository's stories in both views, as ShiViz itself counts them: its parser and
/// its model were run over these exports in 2026.
const COUNTED_BY_SHIVIZ: [(&str, usize, usize); 8] = [
    ("concurrent-writes", 6, 6),
    ("duplicates", 4, 5),
    ("lost-on-a-cut-link", 3, 4),
    ("message-from-the-future", 4, 4),
    ("mistake-newer", 3, 3),
    ("mistake-own-entry", 0, 2),
    ("mistake-tick-on-receipt", 2, 4),
    ("session-wait", 2, 2),
];

#[test]
fn the_stories_have_the_arrows_that_shiviz_draws() {
    for (story, delivery, network) in COUNTED_BY_SHIVIZ {
        let path = format!("{}/../scenarios/{story}.causal", env!("CARGO_MANIFEST_DIR"));
        let run = run(&std::fs::read_to_string(path).unwrap());
        for (view, expected) in [(View::Delivery, delivery), (View::Network, network)] {
            assert_eq!(drawn(&exported(&run, view)).len(), expected, "{story} {view:?}");
        }
    }
}

#[test]
fn nothing_typed_breaks_a_log() {
    let text = "replicas \"{ } a b\" \"x {\\\"A\\\":1} a b c\"\n\
                \"a\u{2028}b {\"@A: x{ = \"}\\r\\n{\\u{85}\"\nnote \"A {} a b c\"";
    for view in [View::Delivery, View::Network] {
        exported(&run(text), view);
    }
}

#[test]
fn an_empty_run_has_a_header() {
    let run = run("");
    let text = shiviz::write(run.history(), run.setting(), View::Delivery);
    assert!(text.starts_with(shiviz::HEADER));
    assert!(open(&text).unwrap_err().contains("does not capture any events"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn shiviz_accepts_every_run_in_both_views((setting, acts) in story(DeliveryRule::default())) {
        let run = played(setting, &acts);
        if !run.history().is_empty() {
            exported(&run, View::Delivery);
            exported(&run, View::Network);
        }
    }

    #[test]
    fn the_delivery_view_says_what_the_judge_says_who_reads_no_vectors(
        (setting, acts) in story(DeliveryRule::default()),
    ) {
        let run = played(setting, &acts);
        if run.history().is_empty() {
            return Ok(());
        }
        let shown = exported(&run, View::Delivery);
        let causation = Causation::of(&run.setting().protocol);
        let mut judge = HappensBefore::new(causation);
        run.history().events().iter().for_each(|event| judge.observe(event));
        let accepted = |(event, _): &(&Event, &Shown)| {
            matches!(event.kind, EventKind::Recorded { what: Occurrence::Accepted { .. }, .. })
        };
        let made: Vec<_> = run.history().events().iter().zip(&shown).filter(accepted)
            .map(|(event, shown)| (event.kind.write().unwrap().dot, shown))
            .collect();
        for (left, shown_left) in &made {
            for (right, shown_right) in &made {
                let knows = shown_right.clock.get(&shown_left.host).copied().unwrap_or(0);
                let before = left != right && knows >= shown_left.own();
                prop_assert_eq!(before, judge.relation(*left, *right) == Some(Causality::Before));
            }
        }
    }

    #[test]
    fn the_network_view_is_the_diagrams_clock((setting, acts) in story(DeliveryRule::default())) {
        let run = played(setting, &acts);
        if run.history().is_empty() {
            return Ok(());
        }
        let shown = exported(&run, View::Network);
        for (shown, clock) in shown.iter().zip(event_clocks(run.history())) {
            let Some(clock) = clock else {
                prop_assert_eq!(&shown.host, "network");
                continue;
            };
            for replica in (0..7).map(ReplicaId) {
                let count = shown.clock.get(&replica.to_string()).copied().unwrap_or(0);
                prop_assert_eq!(count, u64::from(clock.get(replica)));
            }
        }
    }
}
