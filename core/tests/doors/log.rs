//! The door of logs: what our exports and other systems write, mutated. A log or a sentence, never a
//! panic, never more work than the text is long, and what was taken in is the same when it is
//! written and read again.

use causal_core::export::govector::{self, Execution, ImportError, Log};

use crate::corpus::Corpus;
use crate::luck::Luck;
use crate::mutate::mutated;
use crate::valid_logs::{right, written};
use crate::{Knock, seeds};

/// Steps for each byte, and for a log with a pattern of its own as many more as every log may take.
const STEPS_PER_BYTE: u64 = 160;
const STEPS_OF_A_PATTERN: u64 = 1 << 25;

/// What means something in a log.
const WORDS: &[&str] = &[
    "A",
    "B",
    "{\"A\":1}",
    "{\"A\":2, \"B\":1}",
    "{}",
    "\"A\":1",
    "\"B\":4294967295",
    "\"A\":0",
    "\\\"",
    "(?<host>\\S*)",
    "(?<clock>{.*})",
    "(?<event>.*)",
    "(?<date>\\d+)",
    "\\n",
    ".*",
    "\\S*",
    "{2}",
    "[^]",
    "(?=x)",
    "host",
    "vc",
    "clock",
    "msg",
    "\"host\"",
    "\n\n",
    "---",
    "^",
    "$",
];

#[test]
fn whatever_is_nearly_a_log_is_answered() {
    let mut corpus = Corpus::new();
    let mut logs = Vec::new();
    let mut n_accepted = 0;
    for seed in seeds() {
        if corpus.turn_to(seed) {
            logs = right(&corpus);
        }
        let luck = &mut Luck::new(seed);
        let input = mutated(luck.pick(&logs).as_str(), luck.pick(&logs).as_str(), WORDS, luck);
        let _knock = Knock::new(seed, &*input);
        let (read, n_steps) = govector::read_counted(&input);
        check_steps(&input, n_steps);
        match read {
            Ok(log) => {
                n_accepted += 1;
                check(&log, &input);
            }
            Err(error) => {
                check_error(&error);
                let n_lines = input.split('\n').count();
                assert!(error.line().is_none_or(|line| (1..=n_lines).contains(&line)), "{error}");
            }
        }
    }
    let n = seeds().end - seeds().start;
    assert!(n < 1_000 || n_accepted * 10 > n, "only {n_accepted} of {n} are logs");
}

#[test]
fn logs_that_are_right_are_read() {
    for text in right(&Corpus::new()) {
        let log = govector::read(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        check(&log, &text);
    }
}

fn check_steps(text: &str, n_steps: u64) {
    let has_pattern = text.lines().next().is_some_and(|line| line.contains("(?<"));
    let base = if has_pattern { STEPS_OF_A_PATTERN } else { 1_000 };
    let most = base + STEPS_PER_BYTE * text.len() as u64;
    assert!(n_steps <= most, "{n_steps} steps for {} bytes", text.len());
}

/// A sentence that a page or a terminal can show; it may quote a whole clock.
fn check_error(error: &ImportError) {
    let sentence = error.to_string();
    assert!(sentence.ends_with('.') && !sentence.contains(char::is_control), "{sentence:?}");
}

/// Found here: hosts are called anything, and an error printed their names as they were.
#[test]
fn a_host_cannot_put_control_characters_into_a_sentence() {
    for log in ["a\u{2} {\"b\": 1}\nx\n", "{\"host\":\"a\",\"vc\":{\"\\u009b31m\":-1}}\n"] {
        check_error(&govector::read(log).expect_err("no clock"));
    }
}

/// Found here: JSON lines whose first one quotes a header were taken for a log with a header.
#[test]
fn json_lines_may_quote_a_header() {
    let line = "{\"host\": \"A\", \"vc\": {\"A\": 1}, \"msg\": \"x = (?<host>1)\"}\n";
    let log = govector::read(line).expect("a log");
    assert_eq!(log.executions[0].events[0].text, "x = (?<host>1)");
}

/// What was read comes from the lines that there are, and is read again from JSON lines.
fn check(log: &Log, input: &str) {
    let n_lines = input.split('\n').count();
    let events = || log.executions.iter().flat_map(|execution| &execution.events);
    assert!(events().count() + log.n_skipped <= n_lines, "{} lines", n_lines);
    assert!(events().all(|event| (1..=n_lines).contains(&event.line)));
    assert_eq!(log.n_skipped > 0, log.first_skipped.is_some());
    assert!(log.first_skipped.iter().all(|first| (1..=n_lines).contains(&first.line)));
    let entries: usize = events().map(|event| event.clock.len()).sum();
    assert!(entries <= input.len(), "{entries} entries from {} bytes", input.len());
    for execution in log.executions.iter().filter(|execution| !execution.events.is_empty()) {
        let again = govector::read(&written(execution)).unwrap_or_else(|error| panic!("{error}"));
        let [read] = &again.executions[..] else { panic!("{} executions", again.executions.len()) };
        assert_eq!(told(read), told(execution));
        assert_eq!(n_missing(read), n_missing(execution));
    }
}

/// How many events the gaps of a log stand for.
fn n_missing(execution: &Execution) -> u64 {
    execution.gaps.iter().map(|gap| u64::from(gap.n_missing)).sum()
}

type Told<'e> = (&'e str, Vec<(&'e str, u32)>, &'e str);

/// The events by the names of their hosts.
fn told(execution: &Execution) -> Vec<Told<'_>> {
    let name = |host: usize| execution.hosts[host].as_str();
    let events = execution.events.iter().map(|logged| {
        let mut clock: Vec<(&str, u32)> =
            logged.clock.iter().map(|(host, count)| (name(*host), *count)).collect();
        clock.sort_unstable();
        (name(logged.host), clock, logged.text.as_str())
    });
    events.collect()
}
