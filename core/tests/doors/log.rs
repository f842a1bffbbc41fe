//! The door of logs: what our export and other systems write, mutated.

use causal_core::export::govector::{self, Execution, ImportError, Log};
use causal_core::export::{jsonl, shiviz};
use causal_core::run::Run;

use crate::corpus::Corpus;
use crate::luck::Luck;
use crate::mutate::mutated;
use crate::{Knock, seeds};

/// Logs of other systems, in each of the shapes that are read.
const LOGS: [&str; 6] = [
    "P {\"P\":1}\nsend m\nQ {\"Q\":1, \"P\":1}\nreceive m\nQ {\"Q\":2, \"P\":1}\nsend n\nP {\"P\":2, \"Q\":2}\nreceive n\n",
    "2024-01-01 10:00 A {\"A\":1}\nhello\n2024-01-01 10:01 B {\"A\":1, \"B\":1}\nhello, A\n",
    "hello\nA {\"A\":1}\nhello, A\nB {\"A\":1, \"B\":1}\n",
    "{\"host\": \"A\", \"vc\": {\"A\": 1}, \"msg\": \"x\"}\n{\"host\": \"B\", \"vc\": {\"A\": 1, \"B\": 1}, \"msg\": \"y\"}\n",
    "(?<host>\\S*) (?<clock>{.*})\\n(?<event>.*)\n\nA {\"A\":1}\nx\nB {\"A\":1,\"B\":1}\ny\nA {\"A\":2}\nz\n",
    "(?<event>.*) (?<host>\\w+) (?<clock>{.*})\n^--- (?<trace>.*) ---$\n--- one ---\nx A {\"A\":1}\n--- two ---\ny A {\"A\":1}\n",
];

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
    let mut written = Vec::new();
    let mut n_accepted = 0;
    for seed in seeds() {
        if corpus.turn_to(seed) {
            written = logs(&corpus);
        }
        let luck = &mut Luck::new(seed);
        let input =
            mutated(luck.pick(&written).as_str(), luck.pick(&written).as_str(), WORDS, luck);
        let _knock = Knock::new(seed, &*input);
        match govector::read(&input) {
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

/// The logs of short runs, in both views and as JSON lines, among those of others.
fn logs(corpus: &Corpus) -> Vec<String> {
    let mut logs: Vec<String> = LOGS.map(String::from).into();
    for (number, (_, scenario)) in corpus.all.iter().enumerate() {
        let run = Run::with_limit(scenario.clone(), 12);
        let (history, setting) = (run.history(), &run.scenario().setting);
        logs.push(match number % 3 {
            0 => shiviz::write(history, setting, shiviz::View::Network),
            1 => shiviz::write(history, setting, shiviz::View::Delivery),
            _ => jsonl::write(history),
        });
    }
    logs
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
    let entries: usize = events().map(|event| event.clock.len()).sum();
    assert!(entries <= input.len(), "{entries} entries from {} bytes", input.len());
    for execution in log.executions.iter().filter(|execution| !execution.events.is_empty()) {
        let again = govector::read(&lines(execution)).unwrap_or_else(|error| panic!("{error}"));
        let [read] = &again.executions[..] else { panic!("{} executions", again.executions.len()) };
        assert_eq!(told(read), told(execution));
    }
}

/// An execution as JSON lines.
fn lines(execution: &Execution) -> String {
    let line = |(host, clock, text): (&str, Vec<(&str, u32)>, &str)| {
        let clock: serde_json::Map<String, serde_json::Value> =
            clock.into_iter().map(|(host, count)| (host.to_owned(), count.into())).collect();
        format!("{}\n", serde_json::json!({ "host": host, "vc": clock, "msg": text }))
    };
    told(execution).into_iter().map(line).collect()
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
