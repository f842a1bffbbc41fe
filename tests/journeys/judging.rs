//! The judge of the other journeys: it sees what it must complain about.

use causal_e2e::Visitor;
use serde_json::json;

/// What the journey's end says about a visit on which this script ran.
fn complaint_after(script: &str) -> String {
    let visitor = Visitor::arrives();
    visitor.opens("/");
    visitor.asks(script, json!([]));
    visitor.complaint().unwrap_or_default()
}

#[test]
fn an_error_on_the_console_fails_a_journey() {
    assert_eq!(complaint_after("console.warn('only a warning')"), "");
    assert!(complaint_after("console.error('broken')").contains("broken"));
}

#[test]
fn an_uncaught_exception_fails_a_journey() {
    let script = "return new Promise(done => { addEventListener('error', () => done(1));
        setTimeout(() => { throw new Error('unforeseen') }) })";
    assert!(complaint_after(script).contains("unforeseen"));
}

#[test]
fn a_request_to_another_origin_fails_a_journey() {
    let script = "return fetch('http://localhost:4000/spy').catch(() => 1)";
    let complaint = complaint_after(script);
    assert!(complaint.contains("localhost:4000"), "{complaint}");
}

#[test]
fn an_expected_error_belongs_to_the_journey() {
    let visitor = Visitor::arrives();
    visitor.opens("/");
    visitor.expects_on_console("on purpose");
    visitor.asks("console.error('broken on purpose')", json!([]));
}
