//! JSON Lines are JSON, and say what the history says.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use causal_core::export::{govector, jsonl};
use causal_core::history::{event_clocks, event_in_words};
use causal_core::replica::rule::DeliveryRule;
use causal_core::run::Run;
use causal_core::scenario::Scenario;
use causal_core::scenario::limits::REPLICAS;
use expect_test::expect;
use proptest::prelude::*;
use serde_json::Value;

use crate::worlds::{played, story};
use crate::{OVERTAKEN, run};

/// What no scenario file shows.
const THE_REST: &str = "\
conflicts lww
health 50
gossip 50

A: x = 1
A: del x
hold A->B
A: y = 2
dup A>B#3
release A>B#3
crash B
wait 2000
restart B
wait 2000
partition A | B
heal
delay all 5..7
delay A->B 9..9
note Nothing is left out.
@9000 A: z = 1";

/// The texts of all scenario files, in the order of their names.
pub(crate) fn scenario_files() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios");
    let files = [folder.join("mistakes"), folder].into_iter().flat_map(|folder| {
        let entries = std::fs::read_dir(folder).unwrap();
        entries.map(|entry| entry.unwrap().path())
    });
    let mut paths: Vec<_> =
        files.filter(|path| path.extension().is_some_and(|end| end == "causal")).collect();
    paths.sort();
    assert!(paths.len() > 50, "{} scenario files", paths.len());
    paths.into_iter().map(|path| std::fs::read_to_string(path).unwrap()).collect()
}

/// The runs of all scenario files, and of one with what those leave out.
fn all_stories() -> Vec<Run> {
    let stories = scenario_files().into_iter();
    let texts = stories.chain([THE_REST.to_owned()]);
    let runs: Vec<Run> =
        texts.map(|text| Run::new(Scenario::read_within(&text, REPLICAS).unwrap())).collect();
    assert_eq!(runs.last().unwrap().problem(), None);
    runs
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_few_lines_read_well() {
    let run = run(
        "replicas A B\ncut A->B\nann@A: x = \"a \\\"b\\\"\"\nheal\npartition A\ndelay all 5..7",
    );
    expect![[r#"
        {"index":0,"at":0,"replica":null,"cause":null,"clock":null,"kind":"link-changed","text":"link A>B is cut, 10..10 ms, loss 0, duplicate 0","link":"A>B","setting":{"latency":[10,10],"loss":0,"duplicate":0,"fifo":false,"state":"cut"}}
        {"index":1,"at":0,"replica":"A","cause":null,"clock":{"A":1},"kind":"requested","text":"ann asks put \"x\" = \"a \\\"b\\\"\"","request":0,"session":"ann","op":{"verb":"put","key":"x","value":"a \"b\""},"metadata":null,"is_brought":false}
        {"index":2,"at":0,"replica":"A","cause":1,"clock":{"A":2},"kind":"accepted","text":"accepts A1 \"x\" = \"a \\\"b\\\"\" after ⟨⟩","write":{"dot":"A1","deps":{},"context":{},"key":"x","value":"a \"b\""},"request":0,"ahead_of":[],"is_new":true}
        {"index":3,"at":0,"replica":"A","cause":2,"clock":{"A":3},"kind":"sent","text":"sends A>B#1 with A1, due @10","message":"A>B#1","write":{"dot":"A1","deps":{},"context":{},"key":"x","value":"a \"b\""},"due":10,"held":false}
        {"index":4,"at":0,"replica":null,"cause":3,"clock":null,"kind":"lost","text":"A>B#1 with A1 is lost, the link is cut","message":"A>B#1","write":{"dot":"A1","deps":{},"context":{},"key":"x","value":"a \"b\""},"why":"cut"}
        {"index":5,"at":0,"replica":"A","cause":1,"clock":{"A":4},"kind":"replied","text":"answers accepted A1 ⟨A:1⟩","request":0,"answer":{"accepted":"A1"},"metadata":{"A":1}}
        {"index":6,"at":0,"replica":null,"cause":null,"clock":null,"kind":"healed","text":"no link is cut any more"}
        {"index":7,"at":0,"replica":null,"cause":null,"clock":null,"kind":"partitioned","text":"the network parts into A | 1 alone","groups":[["A"]]}
        {"index":8,"at":0,"replica":null,"cause":null,"clock":null,"kind":"links-changed","text":"every link takes 5..7 ms","setting":{"latency":[5,7]}}
    "#]]
    .assert_eq(&jsonl::write(run.history()));
}

#[test]
fn what_a_write_waits_for_is_data() {
    let lines = lines(&jsonl::write(run(OVERTAKEN).history()));
    let buffered = lines.iter().find(|line| line["kind"] == "buffered").unwrap();
    assert_eq!(buffered["missing"], serde_json::json!([{ "actor": "A", "first": 1, "last": 1 }]));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_event_is_an_object_with_the_fields_of_all((setting, acts) in story(DeliveryRule::default())) {
        let run = played(setting, &acts);
        let text = jsonl::write(run.history());
        let lines = lines(&text);
        prop_assert_eq!(lines.len(), run.history().len());
        let clocks = event_clocks(run.history());
        for ((line, event), clock) in lines.iter().zip(run.history().events()).zip(clocks) {
            prop_assert_eq!(line["index"].as_u64(), Some(event.id.index() as u64));
            prop_assert_eq!(line["at"].as_u64(), Some(event.at));
            let replica = event.replica.map(|id| id.to_string());
            prop_assert_eq!(line["replica"].as_str(), replica.as_deref());
            prop_assert_eq!(line["cause"].as_u64(), event.cause.map(|id| u64::from(id.0)));
            let text = event_in_words(event);
            prop_assert_eq!(line["text"].as_str(), Some(&*text));
            prop_assert!(line["kind"].as_str().is_some_and(|kind| !kind.is_empty()));
            for (replica, count) in clock.iter().flat_map(|clock| clock.iter()) {
                prop_assert_eq!(line["clock"][replica.to_string()].as_u64(), Some(u64::from(count)));
            }
            prop_assert_eq!(
                line["write"]["dot"].as_str().map(str::to_owned),
                event.kind.write().map(|write| write.dot.to_string())
            );
        }
    }

    #[test]
    fn the_log_reader_takes_them_as_a_log((setting, acts) in story(DeliveryRule::default())) {
        let run = played(setting, &acts);
        let at_replicas = run.history().events().iter().filter(|event| event.replica.is_some());
        let expected = at_replicas.count();
        match govector::read(&jsonl::write(run.history())) {
            Ok(log) => {
                prop_assert_eq!(log.executions.len(), 1);
                prop_assert_eq!(log.executions[0].events.len(), expected);
                prop_assert_eq!(&log.executions[0].gaps, &[]);
                prop_assert_eq!(log.n_skipped, run.history().len() - expected);
            }
            Err(error) => prop_assert!(expected == 0, "{}", error),
        }
    }
}

/// What was shown in the stories and in the mistakes of real systems: each kind with its fields.
#[test]
fn every_kind_has_its_data() {
    let mut fields: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for run in all_stories() {
        for line in lines(&jsonl::write(run.history())) {
            let kind = line["kind"].as_str().unwrap().to_owned();
            let names = line.as_object().unwrap().keys().cloned();
            fields.entry(kind).or_default().extend(names);
        }
    }
    let common = ["index", "at", "replica", "cause", "clock", "kind", "text"];
    let mut table = String::new();
    for (kind, names) in fields {
        let own: Vec<String> =
            names.into_iter().filter(|name| !common.contains(&&**name)).collect();
        writeln!(table, "{}", format!("{kind}: {}", own.join(" ")).trim_end()).unwrap();
    }
    expect![[r#"
        accepted: ahead_of is_new request write
        buffered: message missing write
        collected: tombstones
        conflict: key siblings
        crashed:
        delivered: message write
        discarded: message why write
        duplicated: due held message original write
        erred: seen store
        healed:
        held: message
        joined: brought_up
        link-changed: link setting
        links-changed: setting
        lost: carries message why write
        noted: note
        parked: missing request
        partitioned: groups
        peer-down: peer
        peer-up: peer
        pruned: reported stable
        received: carries message write
        rejected: request why
        released: due message
        replied: answer metadata request stamp
        requested: is_brought metadata op request session
        restarted: actor disk phase
        sent: carries due held message write
        skew-set: ms
        state-merged: message state
        time-passed:
        view-changed: phase view
    "#]]
    .assert_eq(&table);
}
