//! Logs that are right: what our exports write, and what other systems do, in every shape that is
//! read.

use causal_core::export::govector::{self, Execution, LoggedEvent};
use causal_core::export::jsonl;
use causal_core::export::shiviz::{self, View};
use causal_core::run::Run;
use serde_json::{Map, Value, json};

use crate::corpus::Corpus;

/// Logs of other systems, in each of the shapes that are read.
const OTHERS: [&str; 5] = [
    "P {\"P\":1}\nsend m\nQ {\"Q\":1, \"P\":1}\nreceive m\nQ {\"Q\":2, \"P\":1}\nsend n\nP {\"P\":2, \"Q\":2}\nreceive n\n",
    "hello\nA {\"A\":1}\nhello, A\nB {\"A\":1, \"B\":1}\n",
    "{\"host\": \"A\", \"vc\": {\"A\": 1}, \"msg\": \"x\"}\n{\"host\": \"B\", \"vc\": {\"A\": 1, \"B\": 1}, \"msg\": \"y\"}\n",
    "(?<host>\\S*) (?<clock>{.*})\\n(?<event>.*)\n\nA {\"A\":1}\nx\nB {\"A\":1,\"B\":1}\ny\nA {\"A\":2}\nz\n",
    "(?<event>.*) (?<host>\\w+) (?<clock>{.*})\n^--- (?<trace>.*) ---$\n--- one ---\nx A {\"A\":1}\n--- two ---\ny A {\"A\":1}\n",
];

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

/// The logs of short runs, each in another shape, among those of others.
pub(crate) fn right(corpus: &Corpus) -> Vec<String> {
    let runs = corpus.all.iter().map(|(_, scenario)| Run::with_limit(scenario.clone(), 12));
    let ours = runs.filter(|run| !run.history().is_empty()).enumerate().map(|(number, run)| {
        let (history, setting) = (run.history(), run.setting());
        let view = if number % 2 == 0 { View::Network } else { View::Delivery };
        let log = shiviz::write(history, setting, view);
        match number % 5 {
            0 => log,
            1 => jsonl::write(history),
            shape => in_shape(&log, shape != 2, number),
        }
    });
    OTHERS.into_iter().map(String::from).chain(ours).collect()
}

/// The same events with the host's line first or last, under one of the headers.
fn in_shape(log: &str, host_first: bool, number: usize) -> String {
    let log = govector::read(log).expect("our own export");
    let headers: &[&str] = if host_first { &HOST_FIRST } else { &EVENT_FIRST };
    let mut text = headers[number % headers.len()].to_owned();
    for execution in &log.executions {
        for event in &execution.events {
            let clock = clock(execution, event).to_string().replace(',', ", ");
            let (host, what) = (&execution.hosts[event.host], &event.text);
            text += &match host_first {
                true => format!("{host} {clock}\n{what}\n"),
                false => format!("{what}\n{host} {clock}\n"),
            };
        }
    }
    text
}

fn clock(execution: &Execution, event: &LoggedEvent) -> Value {
    let entry = |&(host, count): &(usize, u32)| (execution.hosts[host].clone(), json!(count));
    Value::Object(event.clock.iter().map(entry).collect())
}

/// One execution as JSON Lines.
pub(crate) fn written(execution: &Execution) -> String {
    let line = |event: &LoggedEvent| {
        let mut object = Map::new();
        object.insert("vc".to_owned(), clock(execution, event));
        object.insert("msg".to_owned(), json!(event.text));
        object.insert("host".to_owned(), json!(execution.hosts[event.host]));
        Value::Object(object).to_string() + "\n"
    };
    execution.events.iter().map(line).collect()
}
