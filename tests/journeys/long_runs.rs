//! Long runs: what is in the document does not grow with them, and everything in them is reached.

use causal_e2e::Visitor;
use serde_json::json;

/// How many elements the page may have, however long the run is.
const ELEMENTS: u64 = 4_000;

/// Somebody with a run told line by line.
fn with_run(story: &str) -> Visitor {
    let ada = Visitor::arrives();
    ada.opens("/");
    ada.waits_until("the interface", || ada.asks("return !!window.playground", json!([])) == true);
    ada.asks("window.playground.load(arguments[0]); return null;", json!([story]));
    ada
}

/// Three replicas that write in turn; each write makes three steps.
fn in_turn(n_writes: usize) -> String {
    let line = |n: usize| format!("{}: k{} = v{n}\n", ["A", "B", "C"][n % 3], n % 7);
    (0..n_writes).map(line).collect()
}

fn n_elements(ada: &Visitor) -> u64 {
    let n = ada.asks("return document.querySelectorAll('*').length;", json!([]));
    n.as_u64().expect("a number")
}

#[test]
fn twenty_thousand_steps_are_drawn_with_as_many_elements_as_a_hundred() {
    let ada = with_run(&in_turn(6_600));
    ada.reads_soon("stop-counter", "19800 of 19800");
    assert!(n_elements(&ada) <= ELEMENTS, "{} elements beside the diagram", n_elements(&ada));
    ada.clicks_on("start");
    ada.reads_soon("stop-counter", "0 of 19800");
    ada.clicks_on("end");
    ada.reads_soon("stop-counter", "19800 of 19800");
    ada.waits_until("the last write in the picture", || {
        let marks = "return [...document.querySelectorAll('.mark[data-kind=write]')].length;";
        ada.asks(marks, json!([])).as_u64() > Some(0)
    });
    ada.clicks_on("tab-list");
    let last = "return document.querySelector('[aria-current=step]').ariaPosInSet + ' of ' +
        document.querySelector('[aria-current=step]').ariaSetSize;";
    assert_eq!(ada.asks(last, json!([])), "19800 of 19800");
    assert!(n_elements(&ada) <= ELEMENTS, "{} elements beside the list", n_elements(&ada));
    ada.takes_picture("long-list");
    // Scrolling to the very top brings the first steps into the document.
    ada.asks("document.querySelector('.steps').scrollTop = 0; return null;", json!([]));
    ada.waits_until("the first step in the list", || {
        let first = "return !!document.querySelector('[aria-posinset=\"1\"]');";
        ada.asks(first, json!([])) == true
    });
    ada.clicks_on("tab-diagram");
    ada.takes_picture("long-diagram");
}

#[test]
fn the_whole_list_is_there_on_request() {
    let ada = with_run(&in_turn(60));
    ada.clicks_on("tab-list");
    let n_items = "return document.querySelectorAll('[data-testid=steps] > .step').length;";
    assert_eq!(ada.asks(n_items, json!([])), 80);
    ada.clicks_on("whole-list");
    ada.waits_until("all steps", || ada.asks(n_items, json!([])) == 180);
    ada.clicks_on("whole-list");
    ada.waits_until("some steps", || ada.asks(n_items, json!([])) == 80);
}

#[test]
fn a_thousand_held_messages_are_counted_where_they_cannot_be_drawn() {
    let story = format!("hold A->C\nhold A->B\n{}", "A: x = 1\n".repeat(500));
    let ada = with_run(&story);
    ada.reads_soon("not-drawn", "960 more messages are held or on their way.");
    assert!(n_elements(&ada) <= ELEMENTS, "{} elements", n_elements(&ada));
    ada.takes_picture("long-held");
}
