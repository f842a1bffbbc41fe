//! Replicas as machines: crashes, restarts, gossip, and what else can be chosen about the protocol.

use causal_e2e::Visitor;
use serde_json::json;

/// An empty playground with a write at Alice.
fn with_a_write(value: &str) -> Visitor {
    let ada = Visitor::arrives();
    ada.opens("/");
    ada.clicks_on("start-empty");
    writes(&ada, "A", "x", value);
    ada.reads_soon("values-A", value);
    ada
}

fn writes(visitor: &Visitor, at: &str, key: &str, value: &str) {
    visitor.fills_in(&format!("key-{at}"), key);
    visitor.fills_in(&format!("value-{at}"), value);
    visitor.presses("Enter");
}

fn does(visitor: &Visitor, at: &str, action: &str) {
    visitor.clicks_on(&format!("machine-menu-{at}"));
    visitor.clicks_on(&format!("{action}-{at}"));
}

#[test]
fn a_crashed_replica_misses_a_write_and_gossip_brings_it() {
    let ada = with_a_write("one");
    ada.clicks_on("end");
    does(&ada, "C", "crash");
    ada.reads_soon("state-C", "Down: what arrives is lost.");
    writes(&ada, "A", "x", "two");
    ada.clicks_on("end");
    ada.reads_soon("values-B", "two");
    does(&ada, "C", "restart");
    ada.clicks_on("end");
    ada.reads_soon("values-C", "one");
    does(&ada, "C", "gossip");
    ada.clicks_on("end");
    ada.reads_soon("values-C", "two");
}

#[test]
fn without_its_disk_a_replica_takes_over_a_state_under_a_new_name() {
    let ada = with_a_write("kept");
    ada.clicks_on("end");
    does(&ada, "C", "crash");
    ada.reads_soon("state-C", "Down");
    does(&ada, "C", "restart-empty");
    ada.clicks_on("end");
    ada.reads_soon("values-C", "kept");
    ada.reads_soon("state-C", "Writes as C'.");
}

#[test]
fn the_last_writer_wins_where_that_is_the_rule_and_the_choice_is_in_the_link() {
    let ada = with_a_write("left");
    ada.clicks_on("start");
    ada.clicks_on("step");
    writes(&ada, "B", "x", "right");
    ada.clicks_on("end");
    ada.reads_soon("values-C", "2 siblings");
    ada.chooses("header-conflicts", "lww");
    ada.clicks_on("end");
    ada.waits_until("one value", || !ada.text_of("values-C").contains("siblings"));
    let cards = ["values-A", "values-B", "values-C"].map(|card| ada.text_of(card));
    assert!(cards.iter().all(|card| card == &cards[0]), "{cards:?}");
    ada.clicks_on("share");
    ada.waits_until("a link", || ada.address().contains('#'));
    let ben = Visitor::arrives();
    ben.opens(&ada.address());
    ben.reads_soon("conflicts-say", "The last writer wins");
    assert_eq!(ben.text_of("values-A"), cards[0]);
}

#[test]
fn a_name_that_cannot_be_shared_is_refused_where_it_is_typed() {
    let ada = Visitor::arrives();
    ada.opens("/");
    ada.clicks_on("start-empty");
    let paste = "document.querySelector('[data-testid=\"key-A\"]').focus();
        document.execCommand('insertText', false, 'a\\tb'); return true;";
    ada.asks(paste, json!([]));
    ada.fills_in("value-A", "1");
    ada.presses("Enter");
    ada.reads_soon("error-A", "cannot hold a tab");
    assert_eq!(ada.text_of("stop-counter"), "0 of 0");
}

#[test]
fn a_reload_keeps_the_run_and_what_is_being_typed() {
    let ada = with_a_write("one");
    ada.fills_in("key-B", "half");
    ada.reloads();
    ada.reads_soon("values-A", "one");
    assert_eq!(ada.value_of("key-B"), "half");
}

#[test]
fn tombstones_are_collected_from_the_menu_by_mouse_and_by_keys() {
    let ada = with_a_write("gone");
    ada.clicks_on("end");
    ada.chooses("header-conflicts", "lww");
    ada.clicks_on("end");
    ada.clicks_on("delete-A-x");
    ada.clicks_on("end");
    does(&ada, "A", "collect");
    ada.reads_soon("notice", "A has no tombstone that is stable; nothing is forgotten.");
    ada.clicks_on("machine-menu-B");
    ada.waits_until("the entry", || {
        ada.presses("Tab");
        ada.focus().name == "Collect all tombstones: Bob"
    });
    ada.presses("Enter");
    ada.clicks_on("end");
    let done = ada.asks("return playground.scenario().actions;", json!([]));
    let done = done.as_array().and_then(|actions| actions.last().cloned());
    assert_eq!(done, Some(json!({ "collect": "B", "all": true })));
    ada.clicks_on("tab-list");
    ada.reads_soon("steps", "forgets");
    ada.takes_picture("collected");
}
