//! Dialogues written down, in `core/tests/golden/node_api/`: what was done and what was answered, a
//! line each, as the page's interface for scripts spells it.
//!
//! A dialogue that has changed fails its test; `UPDATE_EXPECT=1 cargo test` writes it anew.

use std::cell::Cell;
use std::path::Path;
use std::thread;

use causal_core::clock::ReplicaId;
use causal_core::http::{Dialect, Request, Response};
use causal_core::scenario::{Scenario, json};
use causal_core::world::action::Action;
use expect_test::expect_file;
use serde_json::{Value, json};

/// Bodies up to here are written out.
const BODY_BYTES: usize = 4096;

/// What has been written down of a dialogue; nothing, if nobody wants it.
#[derive(Debug)]
pub(crate) struct Transcript(Option<Written>);

#[derive(Debug)]
struct Written {
    name: String,
    lines: Vec<String>,
    n_requests: usize,
}

thread_local! {
    /// How many dialogues this test has begun.
    static N_BEGUN: Cell<usize> = const { Cell::new(0) };
}

impl Transcript {
    /// A dialogue with the replicas of a scenario.
    pub(crate) fn of(scenario: &Scenario) -> Self {
        let number = N_BEGUN.replace(N_BEGUN.get() + 1);
        let thread = thread::current();
        // Tests that share one thread have no names.
        let test = thread.name().filter(|name| *name != "main");
        let name = test.map(|test| format!("{}-{number}", test.replace("::", "-")));
        let scenario: Value = serde_json::from_str(&json::write(scenario)).expect("it is JSON");
        let lines = vec![json!({ "load": scenario }).to_string()];
        Self(name.map(|name| Written { name, lines, n_requests: 0 }))
    }

    /// Nobody wants it.
    pub(crate) fn forget(&mut self) {
        self.0 = None;
    }

    fn line(&mut self, line: &Value) {
        if let Some(written) = &mut self.0 {
            written.lines.push(line.to_string());
        }
    }

    pub(crate) fn act(&mut self, action: &Action) {
        let action: Value = serde_json::from_str(&json::write_action(action)).expect("it is JSON");
        self.line(&json!({ "act": action }));
    }

    /// One position further.
    pub(crate) fn step(&mut self) {
        self.line(&json!({ "step": 1 }));
    }

    pub(crate) fn settle(&mut self) {
        self.line(&json!({ "settle": true }));
    }

    /// A request, and which one of the dialogue it is.
    pub(crate) fn request(&mut self, on: ReplicaId, request: &Request, dialect: Dialect) -> usize {
        if self.0.is_none() {
            return 0;
        }
        let headers = request.headers.iter().map(|(name, value)| (name.clone(), json!(value)));
        let body = String::from_utf8(request.body.clone()).expect("dialogues are text");
        self.line(&json!({ "request": on.to_string(), "with": {
            "method": request.method, "path": request.path, "dialect": dialect.word(),
            "headers": Value::Object(headers.collect()), "body": body_of(&body),
        } }));
        let Some(written) = &mut self.0 else { return 0 };
        written.n_requests += 1;
        written.n_requests - 1
    }

    /// The answer to a request, or that there is none yet.
    pub(crate) fn answer(&mut self, number: usize, answer: Option<&Response>) {
        self.line(&match answer {
            Some(Response { status, body }) => {
                json!({ "answer": number, "status": status, "body": body })
            }
            None => json!({ "unanswered": number }),
        });
    }
}

/// A body; a long run of one character in it is told and not written out.
fn body_of(body: &str) -> Value {
    if body.len() <= BODY_BYTES {
        return json!(body);
    }
    let longest = body.as_bytes().chunk_by(|one, next| one == next).max_by_key(|run| run.len());
    let run = std::str::from_utf8(longest.expect("it is not empty")).expect("it is of ASCII");
    let (before, after) = body.split_once(run).expect("it is in there");
    json!({ "before": before, "repeated": &run[..1], "times": run.len(), "after": after })
}

impl Drop for Transcript {
    fn drop(&mut self) {
        let Some(Written { name, lines, .. }) = self.0.take().filter(|_| !thread::panicking())
        else {
            return;
        };
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/node_api");
        let file = folder.join(format!("{name}.jsonl"));
        expect_file![file].assert_eq(&(lines.join("\n") + "\n"));
    }
}
