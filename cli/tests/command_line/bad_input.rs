//! What is no scenario gives a sentence with its place, and the exit code that help promises.

use std::process::Stdio;

use crate::{Called, call, call_with, command};

fn check(called: &Called, code: i32, says: &str) {
    assert_eq!((called.code, &*called.err), (Some(code), says));
}

#[test]
fn errors_name_file_line_and_column() {
    for (input, says) in [
        (&b"hold A->C\nrelase A1->C"[..], "2:1: unknown action `relase`; did you mean `release`?"),
        (b"A: x = \xff", "1:8: this is no UTF-8 text.\n"),
        (b"note \xc3\xa4\nnote \xc3\xa9 \xc3", "2:8: this is no UTF-8 text.\n"),
        (b"{\"version\": 1, \"seed\": -1}", "1:24: seed: "),
        (b"{\"version\": 1,}", "1:15: "),
        (b"{\"version\": 9}", "1:13: Made with a newer version (format 9; this is 1)"),
        (
            &vec![b'#'; 3_000_000],
            " this is larger than any scenario: it has more than 2097152 bytes.\n",
        ),
        (&vec![b'#'; 2_000_000], " The scenario"),
    ] {
        let called = call_with(&["run", "-"], input);
        assert_eq!((called.code, &*called.out), (Some(3), ""));
        assert!(called.err.starts_with(&format!("causal: -:{says}")), "{says}\n{}", called.err);
        assert!(called.err.ends_with(".\n") && called.err.lines().count() == 1, "{}", called.err);
    }
}

#[test]
fn links_that_are_broken_say_so() {
    let link = crate::fine(&["link", "scenarios/duplicates.causal"]);
    let cut = &link[..link.len() - 20];
    let called = call(&["open", cut]);
    assert_eq!(called.code, Some(3));
    assert!(called.err.starts_with("causal: link: This link is incomplete: "), "{}", called.err);
    check(
        &call(&["run", "https://host.example/"]),
        3,
        "causal: link: This is no link of the playground.\n",
    );
}

#[test]
fn files_that_cannot_be_read_say_so() {
    check(&call(&["run", "no/such.causal"]), 3, "causal: no/such.causal: there is no such file.\n");
    check(&call(&["check", "scenarios"]), 3, "causal: scenarios: this is a folder.\n");
}

#[test]
fn a_run_that_stops_early_prints_what_happened() {
    let called = call_with(&["run", "-"], b"A: x = 1\nrelease A>B#9\nA: y = 1");
    assert_eq!(called.code, Some(4));
    assert!(called.out.contains("\"x\" = \"1\" (A1)"), "{}", called.out);
    let (says, kept) =
        ("causal: -:2:1: Action 2 cannot happen: ", " What comes before it is kept.\n");
    assert!(called.err.starts_with(says) && called.err.ends_with(kept), "{}", called.err);
    let json = br#"{"version": 1, "actions": [{"drop": "A>B#9"}]}"#;
    let called = call_with(&["run", "-"], json);
    assert!(called.err.starts_with("causal: -: Action 1 cannot happen: "), "{}", called.err);
    let called = call(&["check", "scenarios/mistake-newer.causal", "--steps", "2"]);
    assert_eq!(called.code, Some(4));
    assert!(called.err.contains("2 steps is the limit of one run."), "{}", called.err);
}

#[test]
fn a_wrong_command_line_is_usage() {
    for args in [
        &[][..],
        &["run"],
        &["export", "-"],
        &["export", "-", "--shiviz", "--jsonl"],
        &["export", "-", "--jsonl", "--network-view"],
        &["export", "-", "--svg", "--network-view"],
        &["export", "-", "--jsonl", "--theme", "dark"],
        &["export", "-", "--shiviz", "--width", "640"],
        &["export", "-", "--mermaid", "--direction", "down"],
        &["run", "-", "--json", "--text"],
        &["fly", "-"],
    ] {
        let called = call(args);
        assert_eq!((called.code, &*called.out), (Some(2), ""), "{args:?}");
        assert!(called.err.contains("Usage: causal"), "{args:?}: {}", called.err);
    }
}

#[test]
fn how_a_picture_cannot_look_is_a_sentence() {
    for (option, given, says) in [
        ("--direction", "up", "Time runs `right` or `down`, and not `up`."),
        ("--theme", "", "There is no theme ``; there are `light`, `dark` and `print`."),
        ("--theme", "Pink", "There is no theme `Pink`; there are `light`, `dark` and `print`."),
        ("--width", "199", "wide, a whole number, and not `199`."),
        ("--width", "-1", "wide, a whole number, and not `-1`."),
        ("--width", "20001", "A picture is 200 to 20000 pixels wide, a whole number, and not"),
    ] {
        let called = call(&["export", "scenarios/ahead.causal", "--svg", option, given]);
        assert_eq!((called.code, &*called.out), (Some(2), ""), "{option} {given}");
        assert!(called.err.contains(says), "{option} {given}: {}", called.err);
    }
}

#[test]
fn a_picture_of_what_stopped_early_shows_what_happened() {
    let called = call_with(&["export", "-", "--svg"], b"A: x = 1\nrelease A>B#9\nA: y = 1");
    assert_eq!(called.code, Some(4));
    assert!(called.out.contains("data-write=\"A1\"") && called.out.ends_with("</svg>\n"));
    assert!(called.err.starts_with("causal: -:2:1: Action 2 cannot happen: "), "{}", called.err);
}

#[test]
fn up_to_256_replicas_run() {
    let names = |n: usize| (0..n).map(|n| format!(" \"no {n}\"")).collect::<String>();
    let story = |n: usize| format!("replicas{}\nA: x = 1", names(n));
    let called = call_with(&["run", "-"], story(256).as_bytes());
    assert_eq!((called.code, &*called.err), (Some(0), ""));
    assert!(called.out.contains("IV no 255 ⟨A:1⟩\n"), "{}", called.out);
    let called = call_with(&["run", "-"], story(257).as_bytes());
    assert_eq!(called.code, Some(3));
    assert!(called.err.contains("256"), "{}", called.err);
}

/// What is done to all links costs no more with many replicas, and what is too much is a sentence.
#[test]
fn ten_thousand_changes_of_all_links_among_256_replicas_are_as_many_events() {
    let names: String = (0..256).map(|n| format!(" \"no {n}\"")).collect();
    let changes = "partition A B\nheal\n".repeat(5_000);
    let called = call_with(&["run", "-"], format!("replicas{names}\n{changes}").as_bytes());
    assert_eq!((called.code, &*called.err), (Some(0), ""));
    assert!(called.out.starts_with("10000 events until @0\n"), "{}", called.out);
    // Each of them stops or lets go every message: the run ends when it is too large.
    let writes = "hold all\n".to_owned() + &"A: x = 1\n".repeat(400);
    let changes = "+0 open all\n+0 hold all\n".repeat(100);
    let story = format!("replicas{names}\n{writes}{changes}");
    let called = call_with(&["run", "-", "--steps", "1000"], story.as_bytes());
    assert_eq!(called.code, Some(4));
    assert!(called.err.contains(" This run has grown to "), "{}", called.err);
    assert!(called.err.ends_with("one run cannot hold more. What happened until then is kept.\n"));
}

#[test]
fn a_closed_pipe_is_no_panic() {
    let mut command = command(&["export", "--jsonl", "scenarios/concurrent-writes.causal"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), &*output.stderr), (Some(0), &b""[..]));
}

#[cfg(unix)]
#[test]
fn names_that_are_no_text_are_names_all_the_same() {
    use std::os::unix::ffi::OsStrExt as _;
    let name = std::ffi::OsStr::from_bytes(b"no\xff");
    let output = command(&["run"]).arg(name).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(output.stderr, "causal: no\u{fffd}: there is no such file.\n".as_bytes());
}
