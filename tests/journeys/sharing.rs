//! A run as a link: the same run elsewhere, and links that did not arrive whole.

use causal_e2e::{Screen, Visitor};
use serde_json::json;

const CARDS: [&str; 3] = ["replica-A", "replica-B", "replica-C"];

/// Opens the Share panel and reads the link and the digest of the history.
fn shares(visitor: &Visitor) -> (String, String) {
    visitor.clicks_on("share");
    visitor.waits_until("a link", || visitor.value_of("share-link").contains('#'));
    let shared = (visitor.value_of("share-link"), visitor.text_of("digest"));
    visitor.presses("Escape");
    shared
}

fn cards(visitor: &Visitor) -> [String; 3] {
    CARDS.map(|card| visitor.text_of(card))
}

/// A run with a wait in it, shared: its link, its digest, its cards.
fn a_shared_run() -> (String, String, [String; 3]) {
    let ada = Visitor::arrives();
    ada.opens("/");
    ada.clicks("button", "Let Bob's reply arrive");
    ada.fills_in("key-B", "lost");
    ada.fills_in("value-B", "found");
    ada.presses("Enter");
    ada.clicks_on("end");
    ada.reads_soon("waiting-C-B2", "Waits for B1");
    let (link, digest) = shares(&ada);
    assert_eq!(ada.address(), link, "the address bar shows what was shared");
    (link, digest, cards(&ada))
}

#[test]
fn a_link_gives_the_same_history_and_the_same_cards_in_a_clean_browser() {
    let (link, digest, shown) = a_shared_run();
    let bob = Visitor::arrives();
    bob.opens(&link);
    bob.reads_soon("waiting-C-B2", "Waits for B1");
    assert_eq!(cards(&bob), shown);
    assert_eq!(shares(&bob), (link.clone(), digest));
    let eve = Visitor::arrives_with(Screen::PHONE);
    eve.opens(&link);
    eve.waits_until("the run on a phone", || eve.page_text().contains("B2"));
}

#[test]
fn a_run_that_was_acted_in_between_timers_is_the_same_elsewhere() {
    let ada = Visitor::arrives();
    ada.opens("/");
    ada.clicks_on("open-run");
    ada.fills_in("open-text", "gossip 500\nA: x = 1\nwait 2000\n");
    ada.clicks_on("open-submit");
    ada.reads_soon("values-C", "1");
    ada.clicks_on("start");
    // Gossip has gone on for a while since anything was done.
    for _ in 0..9 {
        let before = ada.text_of("stop-counter");
        ada.clicks_on("step");
        ada.waits_until("a step", || ada.text_of("stop-counter") != before);
    }
    ada.fills_in("key-C", "own");
    ada.fills_in("value-C", "way");
    ada.presses("Enter");
    ada.reads_soon("values-C", "way");
    ada.clicks_on("end");
    let shown = cards(&ada);
    let (link, digest) = shares(&ada);
    let bob = Visitor::arrives();
    bob.opens(&link);
    bob.reads_soon("values-C", "way");
    assert!(!bob.sees("notice"), "{}", bob.text_of("notice"));
    bob.clicks_on("end");
    bob.waits_until("the same cards", || cards(&bob) == shown);
    assert_eq!(shares(&bob), (link, digest));
}

#[test]
fn the_link_can_be_copied_and_pasted() {
    let ada = Visitor::arrives();
    ada.opens("/");
    ada.clicks_on("share");
    ada.clicks_on("copy");
    let link = ada.value_of("share-link");
    ada.waits_until("the clipboard", || ada.clipboard() == link);
    ada.presses("Escape");
    ada.clicks_on("start-empty");
    ada.clicks_on("open-run");
    ada.fills_in("open-text", &link);
    ada.clicks_on("open-submit");
    ada.reads_soon("values-A", "wallet");
}

#[test]
fn what_is_opened_after_a_reload_no_longer_stands_under_the_old_link() {
    let (link, ..) = a_shared_run();
    let bob = Visitor::arrives();
    bob.opens(&link);
    bob.reads_soon("waiting-C-B2", "Waits for B1");
    bob.reloads();
    bob.reads_soon("waiting-C-B2", "Waits for B1");
    assert_eq!(bob.address(), link);
    bob.clicks_on("load-example");
    bob.waits_until("another address", || !bob.address().contains('#'));
    bob.reloads();
    bob.waits_until("the example", || bob.sees("invite"));
}

/// Opens a broken link and reads what the page says; the page must be unharmed.
fn complaint_about(link: &str) -> String {
    let visitor = Visitor::arrives();
    visitor.opens(link);
    visitor.reads_soon("notice", ".");
    let complaint = visitor.text_of("notice");
    assert!(!visitor.page_text().contains("wallet"), "never somebody else's demo");
    visitor.fills_in("key-A", "x");
    visitor.fills_in("value-A", "still works");
    visitor.presses("Enter");
    visitor.reads_soon("values-A", "still works");
    visitor.clicks_on("load-example");
    visitor.reads_soon("values-A", "wallet");
    complaint
}

#[test]
fn a_link_that_was_cut_short_says_so() {
    let (link, ..) = a_shared_run();
    let complaint = complaint_about(&link[..link.len() - 9]);
    assert!(complaint.starts_with("This link is incomplete:"), "{complaint}");
    assert!(complaint.contains("Ask for it again, or paste the whole link here."), "{complaint}");
}

#[test]
fn a_link_that_was_changed_says_so() {
    let (link, ..) = a_shared_run();
    let middle = link.len() - 12;
    let other = if link.as_bytes()[middle] == b'x' { "y" } else { "x" };
    let changed = format!("{}{other}{}", &link[..middle], &link[middle + 1..]);
    assert_eq!(complaint_about(&changed), "This link was changed on the way (check failed).");
}

#[test]
fn a_link_of_a_newer_version_says_so() {
    let (link, ..) = a_shared_run();
    let complaint = complaint_about(&link.replace("#1s.", "#3s."));
    assert!(
        complaint.starts_with("Made with a newer version (format 3; this is 1)."),
        "{complaint}"
    );
}

#[test]
fn a_file_that_cannot_be_read_says_where_and_keeps_what_was_there() {
    let ada = Visitor::arrives();
    ada.opens("/");
    ada.clicks_on("open-run");
    ada.hands_in("open-file", "story.causal", "hold A->C\nrelase A1->C\n");
    ada.reads_soon("open-error", "Line 2, column 1: unknown action `relase`");
    assert!(ada.value_of("open-text").contains("relase"));
    ada.fills_in("open-text", "title <b>Bold</b>\nA: x = <i>1</i>\n");
    ada.clicks_on("open-submit");
    ada.reads_soon("title", "<b>Bold</b>");
    ada.reads_soon("values-B", "<i>1</i>");
}

#[test]
fn without_a_connection_text_json_and_files_are_opened_and_written() {
    let ada = Visitor::arrives();
    ada.opens("/");
    ada.loses_the_network();
    ada.expects_on_console("ERR_INTERNET_DISCONNECTED");
    let reached = "return fetch('/').then(() => 'all is well', () => 'nothing');";
    assert_eq!(ada.runs(reached, json!([])), "nothing");
    ada.clicks_on("open-run");
    ada.fills_in("open-text", "title By text\nA: x = 1\n");
    ada.clicks_on("open-submit");
    ada.reads_soon("title", "By text");
    ada.clicks_on("share");
    ada.waits_until("the text", || ada.value_of("share-text").contains("A: x = 1"));
    let json = ada.asks("return playground.jsonOf(playground.link());", json!([]));
    let json = json.as_str().expect("a text").replace("By text", "By JSON");
    ada.presses("Escape");
    ada.clicks_on("open-run");
    ada.hands_in("open-file", "story.causal.json", &json);
    ada.reads_soon("title", "By JSON");
    ada.reads_soon("values-B", "1");
    let asked = "return playground.request('B', { method: 'GET', path: '/get/x' });";
    assert_eq!(ada.asks(asked, json!([]))["status"], 200);
}
