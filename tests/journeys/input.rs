//! What people type by mistake or on purpose: answered with a sentence, and nothing is lost.

use causal_e2e::Visitor;
use serde_json::json;

fn writes(visitor: &Visitor, key: &str, value: &str) {
    visitor.fills_in("key-A", key);
    visitor.fills_in("value-A", value);
    visitor.presses("Enter");
}

#[test]
fn typed_text_survives_its_errors() {
    let ada = Visitor::arrives();
    ada.opens("/");
    ada.clicks_on("start-empty");
    writes(&ada, "", "orphan");
    ada.reads_soon("error-A", "Give the value a name, for example x.");
    assert_eq!(ada.value_of("value-A"), "orphan");
    writes(&ada, "x", "a value that is far too long to be drawn");
    ada.reads_soon("error-A", "24 characters at most: it has to fit on the diagram.");
    assert_eq!(ada.value_of("value-A"), "a value that is far too long to be drawn");
    assert_eq!(ada.text_of("vector-A"), "A0 B0 C0");
}

#[test]
fn markup_shows_as_text() {
    let ada = Visitor::arrives();
    ada.opens("/");
    ada.clicks_on("start-empty");
    writes(&ada, "<b>k</b>", "<img src=x>");
    ada.clicks_on("end");
    for replica in ["A", "B", "C"] {
        ada.reads_soon(&format!("values-{replica}"), "<img src=x>");
    }
    let images = ada.asks("return document.querySelectorAll('img').length", json!([]));
    assert_eq!(images, json!(0));
}

#[test]
fn a_crash_says_so_and_a_reload_brings_the_run_back() {
    let ada = Visitor::arrives();
    ada.opens("/");
    ada.clicks_on("start-empty");
    writes(&ada, "kept", "safe");
    ada.reads_soon("values-A", "safe");
    // From here on the browser refuses every new element, which the page takes for granted.
    let refuse = "document.createElement = document.createElementNS = () => {
        throw new Error('no more elements') }";
    ada.asks(refuse, json!([]));
    ada.expects_on_console("panicked");
    ada.expects_on_console("unreachable");
    ada.clicks_on("hold-all");
    ada.clicks("link", "Reload and go on");
    ada.reads_soon("values-A", "safe");
}
