//! What has to hold for every scenario that a door lets in, and for every sentence that it gives
//! instead.

use causal_core::replica::protocol::Op;
use causal_core::run::{Problem, Run};
use causal_core::scenario::limits::REPLICAS;
use causal_core::scenario::{Scenario, ScenarioError, json, link, text, validate};
use causal_core::world::action::Action;

/// How many steps a run is given here.
const STEPS: usize = 60;
/// What the default names weigh, which no input has to hold.
const DEFAULTS: usize = 20;

/// What one spelling's reader makes of an input, and what is made of it whatever it looks like: text,
/// JSON or a link. Whether it is let in.
pub(crate) fn check_read(input: &str, read: Result<Scenario, ScenarioError>) -> bool {
    match &read {
        Ok(scenario) => check(scenario, input.len()),
        Err(error) => check_error(input, error),
    }
    if let Err(error) = Scenario::read_within(input, REPLICAS) {
        check_error(input, &error);
    }
    read.is_ok()
}

/// Whatever is let in is allowed, has come from so many bytes, is the same in every spelling, and
/// runs no longer than it may.
pub(crate) fn check(scenario: &Scenario, n_bytes: usize) {
    assert_eq!(validate::check(scenario, REPLICAS), Ok(()));
    let weight = weight(scenario);
    assert!(weight <= n_bytes + DEFAULTS, "{weight} from {n_bytes} bytes");
    check_round_trips(scenario);
    check_run(scenario);
}

fn check_round_trips(scenario: &Scenario) {
    let written = text::write(scenario);
    assert_eq!(text::parse_within(&written, REPLICAS).as_ref(), Ok(scenario), "{written}");
    let written = json::write(scenario);
    assert_eq!(json::parse_within(&written, REPLICAS).as_ref(), Ok(scenario), "{written}");
    let written = link::encode(scenario, 0xbeef);
    let decoded = link::decode_within(&written, REPLICAS).expect("a link");
    assert_eq!((&decoded.scenario, decoded.digest), (scenario, 0xbeef), "{written}");
}

fn check_run(scenario: &Scenario) {
    let run = Run::with_limit(scenario.clone(), STEPS);
    let n_steps = run.stops().iter().map(|stop| stop.n_steps).max().unwrap_or_default();
    assert!(n_steps <= STEPS, "{n_steps} steps");
    let n_events = run.history().len();
    let most = n_steps * events_of_a_step(scenario.setting.names.len(), n_steps);
    assert!(n_events <= most, "{n_events} events in {n_steps} steps");
    match run.problem() {
        None => assert!(!run.world().has_message_on_its_way()),
        Some(Problem::Action { index, .. }) => assert!(*index < scenario.script.len()),
        Some(Problem::TooLong { limit }) => assert_eq!(*limit, STEPS),
        Some(problem @ Problem::TooLarge { .. }) => panic!("{STEPS} steps are few: {problem}"),
    }
}

/// How many events one step can have: every replica be told something, and every message so far be
/// stopped or let go.
fn events_of_a_step(n_replicas: usize, n_steps: usize) -> usize {
    16 + 4 * n_replicas * (n_steps + 4)
}

/// How much a reader has made: actions, and the bytes and entries of their parts.
fn weight(scenario: &Scenario) -> usize {
    let setting = &scenario.setting;
    let names: usize = setting.names.iter().map(String::len).sum();
    let view = setting.view.as_ref().map_or(0, Vec::len);
    let actions: usize = scenario.script.iter().map(|item| 1 + weight_of(&item.action)).sum();
    scenario.title.len() + scenario.notes.len() + names + view + setting.links.len() + actions
}

fn weight_of(action: &Action) -> usize {
    match action {
        Action::Request { session, op, seen, .. } => {
            let value = match op {
                Op::Put { value, .. } => value.len(),
                Op::Get { .. } | Op::Delete { .. } | Op::List => 0,
            };
            let client = session.as_ref().map_or(0, |client| client.len());
            let seen = seen.as_ref().map_or(0, |seen| seen.vector.iter().count());
            op.key().map_or(0, |key| key.len()) + value + client + seen
        }
        Action::Partition { groups } => groups.iter().map(Vec::len).sum(),
        Action::View { members, .. } => members.len(),
        Action::Note { text } => text.len(),
        _ => 0,
    }
}

/// Whatever is refused is refused in a sentence, with a place that exists in the input.
pub(crate) fn check_error(input: &str, error: &ScenarioError) {
    check_sentence(&error.to_string());
    let Some((line, column)) = error.line_and_column() else {
        return;
    };
    let found = input.split('\n').nth(line.wrapping_sub(1)).expect("a line that exists");
    // One behind the last character is where something is missing; the mark that some programs
    // put before a text is not counted.
    assert!((1..=found.chars().count() + 2).contains(&column), "{error}");
}

/// A sentence that a page or a terminal can show.
pub(crate) fn check_sentence(sentence: &str) {
    assert!(sentence.ends_with(['.', ')']), "{sentence}");
    assert!(sentence.len() < 1_500 && !sentence.contains(char::is_control), "{sentence:?}");
}
