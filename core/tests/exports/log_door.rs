//! Whatever is thrown at the reader of logs: a log or a sentence, never a panic, never more work than
//! the text is long, and what was taken in is the same when it is written and read again.

use causal_core::export::govector::{self, Execution, ImportError, Log};
use causal_core::export::jsonl;
use causal_core::export::shiviz::{self, View};
use causal_core::history::History;
use causal_core::world::setting::Setting;
use serde_json::{Map, Value, json};

use crate::seeds;
use crate::stories::{self, Rolls};

/// How many damaged logs are read each time.
const LOGS: u64 = 5_000;
/// Steps for each byte, and for a log with a pattern of its own as many more as every log may take.
const STEPS_PER_BYTE: u64 = 160;
const STEPS_OF_A_PATTERN: u64 = 1 << 25;

/// Headers whose records look as `host {clock}` and a line below, or the other way round.
const HOST_FIRST: [&str; 4] = [
    "",
    "(?<host>\\S*) (?<clock>{.*})\\n(?<event>.*)\n\n",
    "(?<host>[\\w'%-]+)\\s(?<clock>\\{[^\\n]*\\})\\n(?<event>.*)\n\n",
    "(?<host>\\S+) (?<clock>{(?:\"\\S+\":\\d+(?:, )?)*})\\n(?<event>.*)(.*\\n.*END)?\n",
];
const EVENT_FIRST: [&str; 3] = [
    "",
    "(?<event>.*)\\n(?<host>\\S*) (?<clock>{.*})\n\n",
    "(?<event>(?:.+\\n){1,3}?)(?<host>\\S+) (?<clock>{.*})\n^--- (?<trace>.*)$\n--- x\n",
];

/// Some random runs; not long ones, for what is damaged must not drown in what is not.
fn runs() -> Vec<(History, Setting)> {
    let runs = (0..200).map(stories::history).map(|(mut history, setting)| {
        history.truncate(120);
        (history, setting)
    });
    runs.filter(|(history, _)| history.len() > 10).collect()
}

/// A log that is right, in one of the shapes that are read.
fn right(rolls: &mut Rolls, runs: &[(History, Setting)]) -> String {
    let (history, setting) = &runs[rolls.below(runs.len())];
    let view = rolls.pick(&[View::Delivery, View::Network]);
    let ours = shiviz::write(history, setting, view);
    let shape = rolls.below(5);
    if shape == 0 {
        return ours;
    }
    if shape == 1 {
        return jsonl::write(history);
    }
    let log = govector::read(&ours).unwrap();
    let execution = &log.executions[0];
    let host_first = shape != 2;
    let headers: &[&str] = if host_first { &HOST_FIRST } else { &EVENT_FIRST };
    let mut text = rolls.pick(headers).to_owned();
    for event in &execution.events {
        let clock = clock(execution, event).to_string().replace(',', ", ");
        let (host, what) = (&execution.hosts[event.host], &event.text);
        text += &match host_first {
            true => format!("{host} {clock}\n{what}\n"),
            false => format!("{what}\n{host} {clock}\n"),
        };
    }
    text
}

fn clock(execution: &Execution, event: &govector::LoggedEvent) -> Value {
    let entry = |&(host, count): &(usize, u32)| (execution.hosts[host].clone(), json!(count));
    Value::Object(event.clock.iter().map(entry).collect())
}

/// What a mutation puts in.
const PIECES: [&str; 24] = [
    "{",
    "}",
    "\"",
    "\\",
    ":",
    ",",
    " ",
    "  \n",
    "\n",
    "\r\n",
    "\n\n",
    "=== x ===\n",
    "(?<",
    "a{9}",
    "{\"A\":1}",
    "A {\"A\":1}\n",
    "\"A\":4294967295",
    "0",
    "9",
    "-",
    "é",
    "\u{2028}",
    "[",
    "(",
];

/// Changes a text in one place.
fn mutate(rolls: &mut Rolls, text: &mut String) {
    if rolls.one_in(3) {
        let mut lines: Vec<&str> = text.split('\n').collect();
        let (from, to) = (rolls.below(lines.len()), rolls.below(lines.len()));
        match rolls.below(3) {
            0 => drop(lines.remove(from)),
            1 => lines.swap(from, to),
            _ => lines.insert(to, lines[from]),
        }
        *text = lines.join("\n");
        return;
    }
    let near_the_start = rolls.one_in(3);
    let within = if near_the_start { text.len().min(120) } else { text.len() };
    let at = floor(text, rolls.below(within + 1));
    let end = floor(text, at + rolls.pick(&[0, 0, 1, 1, 2, 9])).max(at);
    let piece = match rolls.below(3) {
        0 => String::new(),
        1 => rolls.below(12).to_string(),
        _ => rolls.pick(&PIECES).to_owned(),
    };
    text.replace_range(at..end, &piece);
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// One execution as JSON Lines.
fn written(execution: &Execution) -> String {
    let line = |event: &govector::LoggedEvent| {
        let mut object = Map::new();
        object.insert("vc".to_owned(), clock(execution, event));
        object.insert("msg".to_owned(), json!(event.text));
        object.insert("host".to_owned(), json!(execution.hosts[event.host]));
        Value::Object(object).to_string() + "\n"
    };
    execution.events.iter().map(line).collect()
}

/// A host, its clock, and what happened.
type Said = (String, Vec<(String, u32)>, String);

/// What a log says, without lines, names and other fields, which JSON Lines have elsewhere.
fn said(execution: &Execution) -> Vec<Said> {
    let event = |event: &govector::LoggedEvent| {
        let entry = |&(host, count): &(usize, u32)| (execution.hosts[host].clone(), count);
        let mut clock: Vec<_> = event.clock.iter().map(entry).collect();
        clock.sort();
        (execution.hosts[event.host].clone(), clock, event.text.clone())
    };
    execution.events.iter().map(event).collect()
}

fn check_read(text: &str, log: &Log) {
    let n_lines = text.split('\n').count();
    assert_eq!(log.n_skipped > 0, log.first_skipped.is_some());
    assert!(log.first_skipped.iter().all(|first| (1..=n_lines).contains(&first.line)));
    for execution in &log.executions {
        assert!(execution.events.iter().all(|event| (1..=n_lines).contains(&event.line)));
        let again = govector::read(&written(execution)).unwrap();
        assert_eq!(said(&again.executions[0]), said(execution));
        let n_missing = |execution: &Execution| {
            execution.gaps.iter().map(|gap| u64::from(gap.n_missing)).sum::<u64>()
        };
        assert_eq!(n_missing(&again.executions[0]), n_missing(execution));
    }
}

fn check_error(text: &str, error: &ImportError) {
    let says = error.to_string();
    assert!(says.ends_with('.') && !says.contains(['\n', '\r']), "{says:?}");
    let n_lines = text.split('\n').count();
    assert!(error.line().is_none_or(|line| (1..=n_lines).contains(&line)), "{says}");
}

fn check_steps(text: &str, n_steps: u64) {
    let has_pattern = text.lines().next().is_some_and(|line| line.contains("(?<"));
    let base = if has_pattern { STEPS_OF_A_PATTERN } else { 1_000 };
    let most = base + STEPS_PER_BYTE * text.len() as u64;
    assert!(n_steps <= most, "{n_steps} steps for {} bytes", text.len());
}

#[test]
fn damaged_logs_are_logs_or_sentences() {
    let (mut n_read, mut n) = (0, 0);
    let runs = runs();
    for seed in seeds(LOGS) {
        let rolls = &mut Rolls::new(seed);
        let mut text = right(rolls, &runs);
        for _ in 0..1 + rolls.below(4) {
            mutate(rolls, &mut text);
        }
        let (read, n_steps) = govector::read_counted(&text);
        check_steps(&text, n_steps);
        match &read {
            Ok(log) => check_read(&text, log),
            Err(error) => check_error(&text, error),
        }
        n += 1;
        n_read += u64::from(read.is_ok());
    }
    assert!((n / 5..n).contains(&n_read), "{n_read} of {n} are logs: too few or too many");
}

#[test]
fn logs_that_are_right_are_read() {
    let runs = runs();
    for seed in 0..500 {
        let text = right(&mut Rolls::new(seed), &runs);
        let log = govector::read(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        check_read(&text, &log);
    }
}
