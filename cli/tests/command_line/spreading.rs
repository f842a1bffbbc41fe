//! Random schedules by seeds, by one job or by many: what is put together is what one job says.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use causal_core::check::findings;
use causal_core::run::Run;
use causal_core::scenario::Scenario;
use serde_json::Value;

use crate::{Called, call, call_with, fine, root, stories_in};

const STORY: &str = "scenarios/mistakes/b04-sender-unchecked.causal";
const FAULTS: [&str; 6] = ["--lose", "1", "--duplicate", "1", "--writes", "1"];

/// What one call gives for some seeds, as JSON Lines, with the faults above.
fn seeds(range: &str) -> Called {
    call(&[&["explore", STORY, "--seeds", range, "--json"][..], &FAULTS].concat())
}

/// What many calls have given, put together.
fn merged(args: &[&str], answers: &[String]) -> Called {
    call_with(&[&["merge", "-"], args].concat(), answers.concat().as_bytes())
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_finding_names_its_seed_and_its_link_and_opens() {
    let called = seeds("0..300");
    assert_eq!((called.code, &*called.err), (Some(1), ""));
    let lines = lines(&called.out);
    let (sum, found) = lines.split_last().unwrap();
    assert_eq!(sum["seeds"], serde_json::json!(["0..300"]));
    assert_eq!(sum["findings"], found.len());
    assert!(found.len() >= 3, "{}", called.out);
    for line in found {
        let run = Run::new(Scenario::read(line["link"].as_str().unwrap()).unwrap());
        let found = findings(run.history(), run.setting());
        let kinds: Vec<&str> = found.iter().map(|finding| finding.what.kind()).collect();
        assert!(kinds.contains(&line["finding"].as_str().unwrap()), "{line}: {kinds:?}");
        // The seed by itself gives the same schedule.
        let seed = line["seed"].as_u64().unwrap();
        let again = seeds(&format!("{seed}..{}", seed + 1));
        let same = self::lines(&again.out).into_iter().find(|it| it["finding"] == line["finding"]);
        assert_eq!(same.unwrap()["link"], line["link"]);
        assert_eq!(call(&["check", line["link"].as_str().unwrap()]).code, Some(1));
    }
}

#[test]
fn the_answer_does_not_depend_on_the_number_of_threads() {
    let with = |n| call(&["explore", STORY, "--seeds", "5..700", "--threads", n, "--lose", "2"]);
    assert_eq!(with("1"), with("3"));
    assert!(with("2").out.starts_with("Something was found in "), "{}", with("2").out);
}

#[test]
fn a_right_rule_shows_nothing_wrong_and_says_so() {
    let args = ["explore", "scenarios/concurrent-writes.causal", "--seeds", "0..100"];
    assert_eq!(fine(&args), "Nothing was found in any of 100 (seeds 0..100, 1000 steps).\n");
}

/// A folder of its own under the build's, empty.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _absent = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// The recipe of the README, with `xargs` in the place of an engine.
#[cfg(unix)]
#[test]
fn jobs_that_share_nothing_come_to_what_one_job_says() {
    let folder = folder("spreading");
    let job = format!(
        "seq 0 50 350 | xargs -P 4 -I FROM sh -c '\
         \"$CAUSAL\" explore {STORY} --seeds FROM..$((FROM + 50)) --threads 1 --json {} \
         > \"$OUT/FROM.jsonl\" || test $? -eq 1'",
        FAULTS.join(" ")
    );
    let done = Command::new("sh")
        .args(["-c", &job])
        .current_dir(root())
        .env("CAUSAL", env!("CARGO_BIN_EXE_causal"))
        .env("OUT", &folder)
        .status();
    assert!(done.unwrap().success());
    let files: Vec<PathBuf> = fs::read_dir(&folder).unwrap().map(|it| it.unwrap().path()).collect();
    assert_eq!(files.len(), 8);
    let names = files.iter().map(|file| file.to_str().unwrap());
    let merged = call(
        &["merge", "--json", "--seeds", "0..400"].into_iter().chain(names).collect::<Vec<_>>(),
    );
    assert_eq!(merged, seeds("0..400"));
}

#[test]
fn answers_are_put_together_in_any_order_and_by_steps() {
    let parts: Vec<String> =
        ["0..40", "40..41", "41..90", "90..200"].map(|range| seeds(range).out).into();
    let whole = seeds("0..200");
    let backwards: Vec<String> = parts.iter().rev().cloned().collect();
    assert_eq!(merged(&["--json"], &parts), whole);
    assert_eq!(merged(&["--json"], &backwards), whole);
    let halves = [merged(&["--json"], &parts[..2]).out, merged(&["--json"], &parts[2..]).out];
    assert_eq!(merged(&["--json"], &halves), whole);
    let words = call(&[&["explore", STORY, "--seeds", "0..200"][..], &FAULTS].concat());
    assert_eq!(merged(&[], &parts), words);
}

#[test]
fn what_is_missing_or_there_twice_is_said() {
    let [one, two, three] = ["0..40", "60..90", "30..70"].map(|range| seeds(range).out);
    let both = merged(&["--json"], &[one.clone(), two.clone()]);
    assert_eq!((both.code, &*both.err), (Some(4), "causal: seeds 40..60 are missing.\n"));
    assert!(both.out.contains("\"seeds\":[\"0..40\",\"60..90\"]"), "{}", both.out);
    let called = merged(&["--seeds", "0..100"], &[one.clone(), two.clone()]);
    assert_eq!(called.err, "causal: seeds 40..60 and 90..100 are missing.\n");
    // The same job came back twice, and one that overlaps: no seed counts twice.
    let called = merged(&["--json"], &[one.clone(), one.clone(), three]);
    let n = one.lines().count();
    assert!(called.err.starts_with(&format!("causal: -:{}: seeds 0..40 are there twice; ", 2 * n)));
    assert!(called.err.contains("seeds 30..40 are there twice; this answer is left out.\n"));
    assert_eq!((called.code, called.out), (Some(1), one.clone()));
    // A job that was ended before its time.
    let cut = one.lines().next().unwrap();
    let called = merged(&["--json"], &[two.clone(), cut.to_owned()]);
    assert_eq!((called.code, &called.out), (Some(4), &two));
    assert_eq!(called.err, "causal: -: the sum is missing behind the last 1 findings.\n");
    let called = merged(&[], &[]);
    assert_eq!(called.err, "causal: there is no answer in what was read.\n");
    assert_eq!((called.code, &*called.out), (Some(4), ""));
}

#[test]
fn a_soak_is_put_together_as_well() {
    let part = |range: &str, n: u8| {
        format!(
            "{{\"answers\":\"cargo xtask soak --only worlds\",\"seeds\":[\"{range}\"],\"steps\":0,\
             \"cut_off\":0,\"broken\":{n},\"findings\":{n}}}\n"
        )
    };
    let called = merged(&["--json"], &[part("0..500", 0), part("500..900", 0)]);
    assert_eq!((called.code, called.out), (Some(0), part("0..900", 0)));
    let found = "{\"finding\":\"worlds\",\"in_seeds\":1,\"seed\":900,\"steps\":0,\
                 \"says\":\"SOAK_FROM=900 SOAK_STORIES=7 cargo test fails\"}\n";
    let called = merged(&[], &[found.to_owned(), part("900..907", 1), seeds("0..10").out]);
    assert_eq!(called.code, Some(1));
    assert!(called.out.contains("\n  SOAK_FROM=900 SOAK_STORIES=7 cargo test fails.\n"));
    assert!(called.out.contains("causal explore '#1s."), "two questions are told apart");
}

#[test]
fn what_is_no_answer_says_so_with_its_line() {
    let sum = "{\"answers\":\"x\",\"seeds\":[\"0..5\"],\"steps\":0,\"cut_off\":0,\"broken\":0,\"findings\":0}";
    let finding = "{\"finding\":\"twice\",\"in_seeds\":9,\"seed\":1,\"steps\":2,\"says\":\"\"}";
    let with = |old: &str, new: &str| sum.replace(old, new);
    for (input, line, says) in [
        ("hello".to_owned(), 1, "this is no line of an answer: "),
        (format!("{sum}\n\n[]"), 3, "this is no line of an answer: "),
        (with("0..5", "5..0"), 1, "this is no line of an answer: seeds are FROM..TO, "),
        (with("\"0..5\"", "\"0..5\",\"4..6\""), 1, "the seeds 4..5 are named twice.\n"),
        (with("\"findings\":0", "\"findings\":1"), 1, "1 findings are announced and 0 stand "),
        (with("\"broken\":0", "\"broken\":6"), 1, "6 seeds are counted, and there are only 5.\n"),
        (format!("{finding}\n{finding}"), 2, "`twice` stands here a second time before any sum.\n"),
        (with("\"steps\":0,", ""), 1, "this is no line of an answer: missing field `steps`.\n"),
        (with("\"steps\"", "\"stops\""), 1, "this is no line of an answer: unknown field `stops`"),
        (format!("{finding}\n{}", with("\"findings\":0", "\"findings\":1")), 2, "9 seeds are "),
    ] {
        let called = call_with(&["merge", "-"], input.as_bytes());
        assert_eq!((called.code, &*called.out), (Some(3), ""), "{input}");
        assert!(called.err.starts_with(&format!("causal: -:{line}: {says}")), "{}", called.err);
        assert_eq!(called.err.lines().count(), 1, "{}", called.err);
    }
    let called = call(&["merge", "no/such.jsonl"]);
    assert_eq!(
        (called.code, &*called.err),
        (Some(3), "causal: no/such.jsonl: there is no such file.\n")
    );
}

#[test]
fn seeds_that_are_none_are_a_wrong_command_line() {
    for wrong in ["", "7", "7..7", "9..7", "-1..7", "0..x", "0..99999999999999999999"] {
        let called = call(&["explore", STORY, &format!("--seeds={wrong}")]);
        assert_eq!((called.code, &*called.out), (Some(2), ""), "{wrong}");
        assert!(called.err.contains("the second the greater, not `"), "{}", called.err);
    }
    assert_eq!(call(&["explore", STORY, "--seeds", "0..7", "--explode", "1"]).code, Some(2));
    assert_eq!(call(&["explore", STORY, "--seeds", "0..7", "--threads", "0"]).code, Some(2));
    assert_eq!(call(&["merge"]).code, Some(2));
}

/// What the last seed shows that there is, and what a protocol shows that sends for ever.
#[test]
fn the_ends_of_what_can_be_asked_are_answered() {
    let last = format!("{}..{}", u64::MAX - 1, u64::MAX);
    assert!(call(&["explore", STORY, "--seeds", &last]).code.is_some_and(|code| code < 2));
    for story in stories_in("scenarios/mistakes") {
        let faults =
            ["--crash", "4000000000", "--lose", "4000000000", "--gossip", "9", "--writes", "3"];
        let called =
            call(&[&["explore", &story, "--seeds", "0..1", "--json"][..], &faults].concat());
        assert!(called.code.is_some_and(|code| code < 2), "{story}: {}", called.err);
    }
}
