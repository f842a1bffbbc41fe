//! What people read, word for word. `UPDATE_EXPECT=1 cargo test -p causal-cli` renews it.

use expect_test::expect;

use crate::{call, call_with, fine};

#[test]
fn a_state_reads_well() {
    expect![[r#"
        Lost on a cut link
        19 events until @20
        digest ff3f7fed18d47c6c

        A Alice ⟨A:1 B:1⟩
          "lost" = "wallet" (A1)
          "reply" = "sorry!" (B1)

        B Bob ⟨A:1 B:1⟩
          "lost" = "wallet" (A1)
          "reply" = "sorry!" (B1)

        C Carol ⟨⟩
          inbox: B1 "reply" = "sorry!" waits for A1

        answers
          @0 A writes "lost" = "wallet" at Alice: accepted as A1
          @10 B writes "reply" = "sorry!" at Bob: accepted as B1
    "#]]
    .assert_eq(&fine(&["run", "scenarios/lost-on-a-cut-link.causal"]));
}

const WAITS: &str = "replicas A B\nsessions wait\nhold A->B\nann@A: x = \"two\\nlines\"\n\
                     +0 ben@A: x = 2\nann@B: read x";

#[test]
fn what_waits_and_what_has_not_arrived_is_told() {
    expect![[r#"
        12 events until @0
        digest 0033b53695c37df7

        A ⟨A:2⟩
          "x" = "two\nlines" (A1), "2" (A2)

        B ⟨⟩
          parked: ann reads "x" at B, waits for A1

        not arrived
          A to B: A1 "x" = "two\nlines", held (A>B#1)
          A to B: A2 "x" = "2", held (A>B#2)

        answers
          @0 ann writes "x" = "two\nlines" at A: accepted as A1
          @0 ben writes "x" = "2" at A: accepted as A2
    "#]]
    .assert_eq(&call_with(&["run", "-"], WAITS.as_bytes()).out);
    expect![[r#"
        {
          "title": "",
          "at": 20000,
          "events": 14,
          "digest": "bc7ca292c23fa418",
          "replicas": [
            {
              "replica": "A",
              "name": "A",
              "up": true,
              "phase": "serving",
              "seen": {
                "A": 2
              },
              "skew_ms": 0,
              "values": {
                "x": [
                  {
                    "dot": "A1",
                    "value": "two\nlines",
                    "ahead": false
                  },
                  {
                    "dot": "A2",
                    "value": "2",
                    "ahead": false
                  }
                ]
              },
              "ahead": [],
              "inbox": [],
              "parked": []
            },
            {
              "replica": "B",
              "name": "B",
              "up": true,
              "phase": "serving",
              "seen": {},
              "skew_ms": 0,
              "values": {},
              "ahead": [],
              "inbox": [],
              "parked": []
            }
          ],
          "under_way": [
            {
              "message": "A>B#1",
              "what": "A1",
              "write": "A1",
              "due": 10,
              "held": true
            },
            {
              "message": "A>B#2",
              "what": "A2",
              "write": "A2",
              "due": 10,
              "held": true
            }
          ],
          "answers": [
            {
              "at": 0,
              "request": 0,
              "session": "ann",
              "replica": "A",
              "op": {
                "verb": "put",
                "key": "x",
                "value": "two\nlines"
              },
              "answer": {
                "accepted": "A1"
              }
            },
            {
              "at": 0,
              "request": 1,
              "session": "ben",
              "replica": "A",
              "op": {
                "verb": "put",
                "key": "x",
                "value": "2"
              },
              "answer": {
                "accepted": "A2"
              }
            },
            {
              "at": 20000,
              "request": 2,
              "session": "ann",
              "replica": "B",
              "op": {
                "verb": "get",
                "key": "x"
              },
              "answer": {
                "unavailable": "timed-out"
              }
            }
          ]
        }
    "#]]
    .assert_eq(&call_with(&["run", "--until-idle", "--json", "-"], WAITS.as_bytes()).out);
}

const AHEAD: &str = "replicas \"Ada\" \"Bob\"\nrule causal\nsessions wait\nwrites accepted\nhold A->B\n\
                     ann@A: x = 1\nann@B: y = 2\nben@B: read y\n";

/// What shows although it waits is told, and what reads returned.
#[test]
fn what_is_shown_ahead_and_what_reads_returned_is_told() {
    expect![[r#"
        13 events until @10
        digest 75ae4c4bb9cd1c63

        A Ada ⟨A:1 B:1⟩
          "x" = "1" (A1)
          "y" = "2" (B1)

        B Bob ⟨⟩
          "y" = "2" (B1, ahead)
          ahead: B1 "y" = "2" waits for A1

        not arrived
          Ada to Bob: A1 "x" = "1", held (A>B#1)

        answers
          @0 ann writes "x" = "1" at Ada: accepted as A1
          @0 ann writes "y" = "2" at Bob: accepted as B1
          @10 ben reads "y" at Bob: "2" (B1)
    "#]]
    .assert_eq(&call_with(&["run", "-"], AHEAD.as_bytes()).out);
    let json = call_with(&["run", "--json", "-"], AHEAD.as_bytes()).out;
    let state: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let bob = &state["replicas"][1];
    assert_eq!(bob["values"]["y"][0]["ahead"], true);
    assert_eq!(bob["ahead"][0]["waits_for"], serde_json::json!(["A1"]));
    let answer = &state["answers"][2];
    assert_eq!((&answer["session"], &answer["replica"]), (&"ben".into(), &"B".into()));
    assert_eq!(answer["answer"]["values"][0]["value"], "2");
    assert_eq!(state["under_way"][0]["write"], "A1");
}

const ODD: &str = "sessions reject\nmembers A B\nskew B -10\nskew A 10\nann@A: x = 1\ncut A-B\n\
                   ann@A: x = 2\nann@B: read x\nann@A: list\nann@A: delete x\nC: read x\ncrash B\n";

/// Clocks that are behind, refusals, lists and machines that are down are words.
#[test]
fn what_is_unusual_is_in_words() {
    expect![[r#"
        29 events until @10
        digest 8f25216afe9fdd76

        A Alice ⟨A:3⟩
          has a clock that is 10 ms ahead

        B Bob ⟨A:1⟩
          is down
          has a clock that is 10 ms behind
          "x" = "1" (A1)

        C Carol ⟨⟩
          is no member

        answers
          @0 ann writes "x" = "1" at Alice: accepted as A1
          @10 ann writes "x" = "2" at Alice: accepted as A2
          @10 ann reads "x" at Bob: turned down, not covered
          @10 ann lists everything at Alice: "x" = "2" (A2)
          @10 ann deletes "x" at Alice: accepted as A3
          @10 C reads "x" at Carol: turned down, the replica is no member
    "#]]
    .assert_eq(&call_with(&["run", "-"], ODD.as_bytes()).out);
    let mermaid = call_with(&["export", "--mermaid", "-"], ODD.as_bytes()).out;
    assert!(mermaid.contains("Note over B: has a clock that is 10 ms behind\n"), "{mermaid}");
}

#[test]
fn findings_are_sentences() {
    expect![[r#"
        Event 17: Carol delivered A2 before its cause A1.
        Event 17: Carol and Alice have equal vectors, and only one of them shows A1.
        Event 17: Carol and Bob have equal vectors, and only one of them shows A1.
        Event 20: Carol threw A1 away, though it never took effect there.
    "#]]
    .assert_eq(&call(&["check", "scenarios/mistake-newer.causal"]).out);
    expect![[r#"
        Nothing is wrong in 26 events.
    "#]]
    .assert_eq(&fine(&["check", "scenarios/duplicates.causal"]));
}

#[test]
fn help_says_what_there_is() {
    let help = fine(&["--help"]);
    expect![[r#"
        Runs, checks, exports and shares scenarios of the causal playground

        Usage: causal <COMMAND>

        Commands:
          run     Runs a scenario and prints what every replica shows at the end, and the history's digest
          check   Runs a scenario and prints what the monitors find, a sentence each: about delivery, answers to clients, convergence, what waits and what is owed
          export  Runs a scenario and prints its history for another tool
          link    Prints the link that shares a scenario: put it behind the address of the page
          walk    Asks the replicas what a published system's own client asks, and prints the answers, and the link of it all
          open    Prints the scenario that a link, or a file, holds
          help    Print this message or the help of the given subcommand(s)

        Options:
          -h, --help     Print help
          -V, --version  Print version

        Exit codes:
          0  fine
          1  `check` has findings, or what it is asked is not so; what `run` waits for never is
          2  the command line is wrong, or a predicate
          3  the input cannot be read: no such file, no UTF-8, no scenario
          4  the run stopped early: an action cannot happen, or it has too many steps;
             what happened until then is printed
          5  the output cannot be written (a closed pipe is fine)

        Errors are on standard error, as `causal: FILE:LINE:COLUMN: sentence`.
    "#]]
    .assert_eq(&help);
    let of_export = fine(&["help", "export"]);
    let (options, codes) = of_export.split_at(of_export.find("\nExit codes:").unwrap());
    expect![[r#"
        Runs a scenario and prints its history for another tool

        Usage: causal export [OPTIONS] <--shiviz|--mermaid|--jsonl|--svg> <FILE|LINK>

        Arguments:
          <FILE|LINK>  A file with a scenario as text, JSON or link, or a link itself; `-` is standard input. Quote links: `#` begins a comment in most shells

        Options:
              --steps <N>                 How many steps the run may have [default: 1000000]
              --shiviz                    A log for ShiViz
              --mermaid                   A Mermaid sequence diagram
              --jsonl                     JSON Lines, one object for each event
              --svg                       The space-time diagram as a picture that stands alone, for slides and papers
              --network-view              With --shiviz: replicas learn when messages arrive, not when writes take effect
              --direction <right|down>    With --svg: which way time runs, right (the default) or down
              --theme <light|dark|print>  With --svg: its colors, light (the default), dark, or print, which is black on white
              --width <N>                 With --svg: how many pixels wide it is, 200 to 20000; by default as many as it was laid out in
          -h, --help                      Print help
    "#]]
    .assert_eq(options);
    assert!(help.ends_with(codes), "every command ends with the same exit codes:\n{codes}");
}

#[test]
fn a_walk_through_reads_like_its_description() {
    expect![[r#"
        As in seed 002: buffered until causally ready

        0 < POST /write {"key": "x", "value": 1}
        0 > 200 {"status":"success","clock":{"0":1,"1":0,"2":0}}
        100 ms pass
        1 < GET /read/x
        1 > 200 {"status":"success","value":1,"clock":{"0":1,"1":0,"2":0}}
        1 < POST /write {"key": "y", "value": 2}
        1 > 200 {"status":"success","clock":{"0":1,"1":1,"2":0}}
        100 ms pass
        2 < GET /read/y
        2 > 200 {"status":"success","value":2,"clock":{"0":1,"1":1,"2":0}}
        0 < GET /debug
        0 > 200 {"data":{"x":{"value":1,"clock":{"0":1,"1":0,"2":0}},"y":{"value":2,"clock":{"0":1,"1":1,"2":0}}},"pending_writes":0,"clock":{"0":1,"1":1,"2":0}}
        1 < GET /debug
        1 > 200 {"data":{"x":{"value":1,"clock":{"0":1,"1":0,"2":0}},"y":{"value":2,"clock":{"0":1,"1":1,"2":0}}},"pending_writes":0,"clock":{"0":1,"1":1,"2":0}}
        2 < GET /debug
        2 > 200 {"data":{"x":{"value":1,"clock":{"0":1,"1":0,"2":0}},"y":{"value":2,"clock":{"0":1,"1":1,"2":0}}},"pending_writes":0,"clock":{"0":1,"1":1,"2":0}}

        #1s.YgACCwMCBgq0AUFzIGluIHNlZWQgMDAyOiBidWZmZXJlZCB1bnRpbCBjYXVzYWxseSByZWFkeQgGoAIAEGh0dHAAAAR4BmNkqAIBBQAACaACAQUAAAR5CmNkqAICBQAADRXr.J6NS
    "#]].assert_eq(&fine(&["walk", "002"]));
    expect![[r#"
        title As in seed 004: gossip, views, and reads that wait
        replicas A B C
        members none
        rule causal
        sessions wait
        dependencies session
        conflicts lww
        writes accepted
        broadcast off
        gossip 1500
    "#]]
    .assert_eq(&fine(&["walk", "004", "--setting"]));
}

#[test]
fn the_link_of_a_walk_holds_all_of_it() {
    for seed in ["000", "001", "002", "003", "004"] {
        let told = fine(&["walk", seed]);
        let (asked, link) = told.trim_end().rsplit_once("\n\n").expect("a link at the end");
        let n_done = asked.lines().filter(|line| line.ends_with("ms pass")).count();
        let text = fine(&["open", link]);
        assert_eq!(text.lines().filter(|line| line.contains("wait ")).count(), n_done, "{text}");
        fine(&["run", link]);
    }
}
