//! Diagrams have the few kinds of lines that Mermaid knows, and nothing typed makes another one.

use causal_core::export::mermaid;
use causal_core::replica::rule::DeliveryRule;
use causal_core::world::event::EventKind;
use expect_test::expect;
use proptest::prelude::*;
use regex_lite::Regex;

use crate::worlds::{played, story};
use crate::{OVERTAKEN, run};

/// The lines of a diagram by kind; panics at one that Mermaid would not take.
fn count(diagram: &str) -> [usize; 4] {
    // Letters of any script, harmless marks, character codes.
    let text = r"(?:[^#;:%{}<>&$*_`|\\~^@\[\]\x22\x00-\x1f-]|#[0-9]+;)+";
    let id = "[A-Z]+_?";
    let kinds = [
        format!("^    participant {id} as {text}$"),
        format!("^    Note over {id}(?:,{id})?: {text}$"),
        format!("^    {id}(?:->>|--\\)){id}: {text}$"),
        format!("^    {id}-x{id}: {text}$"),
    ];
    let kinds = kinds.map(|kind| Regex::new(&kind).unwrap());
    let mut lines = diagram.lines();
    assert_eq!(lines.next(), Some("sequenceDiagram"));
    let mut counts = [0; 4];
    for line in lines {
        let kind = kinds.iter().position(|kind| kind.is_match(line));
        counts[kind.unwrap_or_else(|| panic!("no line of a diagram: {line:?}"))] += 1;
        let said = line.split_once(": ").map_or("", |(_, said)| said);
        let mut words = said.split(|c: char| !c.is_alphanumeric());
        assert!(!words.any(|word| word.eq_ignore_ascii_case("end")), "{line}");
    }
    counts
}

fn diagram(text: &str) -> String {
    let run = run(text);
    mermaid::write(run.history(), run.setting())
}

#[test]
fn the_overtaken_question_reads_well() {
    expect![[r#"
        sequenceDiagram
            participant A as Alice
            participant B as Bob
            participant C as Carol
            Note over A,C: held (A to C)
            Note over A: A1 lost = wallet
            A->>B: A1
            Note over B: delivers A1
            Note over B: B1 reply = sorry!
            B->>A: B1
            Note over A: delivers B1
            B->>C: B1
            Note over C: buffers B1, waits for A1
            Note over A,C: up (A to C)
            A->>C: A1
            Note over C: delivers A1
            Note over C: delivers B1
    "#]]
    .assert_eq(&diagram(OVERTAKEN));
}

#[test]
fn what_is_lost_or_never_arrives_is_shown() {
    let diagram = diagram("replicas A B C\ncut A->B\nhold A->C\nA: x = 1");
    assert!(diagram.contains("\n    A-xB: A1 is lost\n"), "{diagram}");
    assert!(diagram.ends_with("\n    A--)C: A1 has not arrived\n"), "{diagram}");
}

#[test]
fn nothing_typed_breaks_a_diagram() {
    let text = "replicas \"end; A->>B: x\" \"wrap:#35;\" \"<b>%%{init}%%\" \"as\"\n\
                A: \"a;end\" = \"#\\u{2028}\\nend $$x$$\"\n\
                \"participant X\"@B: read \"a;end\"\nnote end";
    assert!(count(&diagram(text))[0] == 4);
}

#[test]
fn many_replicas_have_ids_that_are_no_words_of_mermaids() {
    let names: Vec<String> = (0..50).map(|n| format!("\"place {n}\"")).collect();
    let text = format!("replicas {}\nA: x = 1", names.join(" "));
    let scenario = causal_core::scenario::Scenario::read_within(&text, 256).unwrap();
    let run = causal_core::run::Run::new(scenario);
    let diagram = mermaid::write(run.history(), run.setting());
    assert!(diagram.contains("participant AS_ as place 44\n"), "{diagram}");
    assert_eq!(count(&diagram), [50, 50, 49, 0]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_arrival_and_every_loss_has_its_arrow((setting, acts) in story(DeliveryRule::default())) {
        let run = played(setting, &acts);
        let diagram = mermaid::write(run.history(), run.setting());
        let [participants, _, arrows, crosses] = count(&diagram);
        let events = run.history().events();
        let n = |is: fn(&EventKind) -> bool| events.iter().filter(|event| is(&event.kind)).count();
        prop_assert_eq!(participants, run.setting().names.len());
        prop_assert_eq!(crosses, n(|kind| matches!(kind, EventKind::Lost { .. })));
        let sent = n(|kind| matches!(kind, EventKind::Sent { .. } | EventKind::Duplicated { .. }));
        prop_assert_eq!(arrows + crosses, sent, "every message arrives, is lost, or is under way");
    }
}
