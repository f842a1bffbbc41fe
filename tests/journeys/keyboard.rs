//! Everything without a mouse: from the address bar to a shared link.

use causal_e2e::Visitor;
use serde_json::json;

#[test]
fn from_the_address_bar_to_a_shared_link_by_keys_alone() {
    let ada = Visitor::arrives();
    ada.opens("/");
    ada.reads_soon("inbox-C", "Empty.");
    // The pulsing button is on the way; then the card's own button.
    ada.tabs_to("invite");
    ada.presses("Enter");
    ada.reads_soon("waiting-C-B1", "Waits for A1");
    for _ in 0..80 {
        if ada.focus().name.starts_with("Release A1") {
            break;
        }
        ada.presses("Tab");
    }
    ada.presses("Enter");
    ada.reads_soon("inbox-C", "Empty.");
    assert_ne!(ada.focus().role, "", "the focus is somewhere after the card has gone");

    // A write: Enter in the value field.
    ada.tabs_to("key-C");
    ada.types("next");
    ada.presses("Tab");
    ada.types("by keys");
    ada.presses("Enter");
    ada.reads_soon("values-C", "by keys");

    // A link: arrows inside the toolbar, Enter toggles.
    ada.tabs_to("link-A>B");
    ada.presses("ArrowRight");
    assert_eq!(ada.focus().testid, "link-A>C");
    ada.presses("Enter");
    ada.waits_until("the link is open", || {
        ada.attribute("link-A>C", "aria-pressed").as_deref() == Some("false")
    });

    // Time: single letters in the stage, Control+Z anywhere.
    while ada.described("stage").testid != ada.focus().testid
        && !ada.focus().testid.starts_with("event-")
    {
        ada.presses("F6");
    }
    let before = ada.text_of("stop-counter");
    ada.presses(",");
    ada.waits_until("a step back", || ada.text_of("stop-counter") != before);
    ada.presses(".");
    ada.waits_until("a step on", || ada.text_of("stop-counter") == before);
    ada.presses("Control+z");
    ada.waits_until("undone", || ada.text_of("stop-counter") != before);
    ada.presses("Control+Shift+z");

    // Share, from the header.
    ada.tabs_to("share");
    ada.presses("Enter");
    ada.waits_until("a link", || ada.value_of("share-link").contains("#1s."));
    ada.tabs_to("copy");
    ada.presses("Enter");
    let link = ada.value_of("share-link");
    ada.waits_until("the clipboard", || ada.clipboard() == link);
    let bob = Visitor::arrives();
    bob.opens(&link);
    bob.reads_soon("values-C", "by keys");
}

#[test]
fn f6_goes_round_all_regions_both_ways() {
    let ada = Visitor::arrives();
    ada.opens("/");
    ada.reads_soon("title", "A message from the future");
    let region = "return document.activeElement.closest('[data-region]')?.dataset.region";
    for key in ["F6", "Shift+F6"] {
        let mut visited: Vec<String> = Vec::new();
        for _ in 0..7 {
            ada.presses(key);
            visited.push(ada.asks(region, json!([])).as_str().unwrap_or("nowhere").to_owned());
        }
        visited.sort_unstable();
        let all = ["header", "network", "replicas", "stage", "task", "time-bar", "why"];
        assert_eq!(visited, all, "{key}");
    }
}

#[test]
fn release_is_at_most_three_keys_from_the_diagram() {
    let ada = Visitor::arrives();
    ada.opens("/");
    ada.clicks_on("invite");
    ada.reads_soon("waiting-C-B1", "Waits for A1");
    ada.waits_until("the keyboard in the diagram", || ada.focus().testid.starts_with("event-"));
    let mut keys = vec!["Enter"];
    ada.presses("Enter");
    ada.waits_until("the keyboard in *Why*", || !ada.focus().testid.starts_with("event-"));
    while !ada.focus().name.starts_with("Release A1") {
        ada.presses("Tab");
        keys.push("Tab");
        assert!(keys.len() <= 3, "{keys:?} lead to {:?}", ada.focus());
    }
    ada.presses("Enter");
    ada.reads_soon("inbox-C", "Empty.");
}

#[test]
fn all_that_moves_time_is_in_one_region() {
    let ada = Visitor::arrives();
    ada.opens("/");
    ada.reads_soon("title", "A message from the future");
    ada.presses("Shift+F6");
    let region = "return document.activeElement.closest('[data-region]')?.dataset.region";
    assert_eq!(ada.asks(region, json!([])), json!("time-bar"), "one key away from the start");
    let elsewhere = "const all = ['start', 'step-back', 'play', 'step', 'end', 'slower', 'faster',
            'track', 'pass', 'undo', 'redo', 'clock', 'stop-counter'];
        return all.filter(id => document.querySelector(`[data-testid='${id}']`)
            ?.closest('[data-region]')?.dataset.region !== 'time-bar')";
    assert_eq!(ada.asks(elsewhere, json!([])), json!([]));
}

#[test]
fn from_the_drawing_as_a_whole_enter_leads_to_what_helps() {
    let ada = Visitor::arrives();
    ada.opens("/");
    ada.clicks_on("invite");
    ada.reads_soon("waiting-C-B1", "Waits for A1");
    ada.asks("document.querySelector('.diagram__scroller').focus()", json!([]));
    ada.presses("Enter");
    ada.waits_until("what helps", || ada.focus().name.starts_with("Release A1"));
    ada.presses("Enter");
    ada.reads_soon("inbox-C", "Empty.");
}
