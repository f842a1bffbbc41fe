//! Back and forth in time, and acting in the past.

use causal_e2e::Visitor;

fn cards(visitor: &Visitor) -> String {
    ["replica-A", "replica-B", "replica-C"].map(|card| visitor.text_of(card)).join("\n")
}

/// Presses a button of the time bar until the counter says so; what each position showed.
fn walk(visitor: &Visitor, button: &str, until: &str) -> Vec<(String, String)> {
    let mut seen = vec![(visitor.text_of("stop-counter"), cards(visitor))];
    while visitor.text_of("stop-counter") != until {
        let before = visitor.text_of("stop-counter");
        visitor.clicks_on(button);
        visitor.waits_until("the cursor moves", || visitor.text_of("stop-counter") != before);
        seen.push((visitor.text_of("stop-counter"), cards(visitor)));
    }
    seen
}

#[test]
fn back_to_the_start_and_forward_again_shows_the_same_at_every_position() {
    let ada = Visitor::arrives();
    ada.opens("/");
    ada.clicks("button", "Let Bob's reply arrive");
    ada.clicks("button", "Release A1");
    ada.reads_soon("inbox-C", "Empty.");
    ada.clicks_on("end");
    let last = ada.text_of("stop-counter");
    let n_stops: usize = last.split(" of ").last().and_then(|n| n.parse().ok()).expect("a count");
    let mut back = walk(&ada, "step-back", &format!("0 of {n_stops}"));
    assert_eq!(back.len(), n_stops + 1);
    let forward = walk(&ada, "step", &last);
    back.reverse();
    assert_eq!(back, forward);
}

#[test]
fn acting_in_the_past_keeps_the_old_future_in_reach() {
    let ada = Visitor::arrives();
    ada.opens("/");
    ada.clicks("button", "Let Bob's reply arrive");
    ada.clicks("button", "Release A1");
    ada.reads_soon("inbox-C", "Empty.");
    let future = cards(&ada);
    ada.clicks_on("undo");
    ada.reads_soon("ribbon", "looking at the past. Acting here starts a branch.");
    ada.fills_in("key-C", "own");
    ada.fills_in("value-C", "way");
    ada.presses("Enter");
    ada.reads_soon("values-C", "way");
    let branches = ada.testids("branch-");
    assert!(branches.len() >= 2, "{branches:?}");
    ada.clicks_on(&branches[0]);
    ada.clicks_on("end");
    ada.waits_until("the old future", || cards(&ada) == future);
    ada.clicks_on(&branches[1]);
    ada.reads_soon("values-C", "way");
}

#[test]
fn deliveries_that_were_watched_stay_in_reach_too() {
    let ada = Visitor::arrives();
    ada.opens("/");
    ada.clicks_on("start-empty");
    ada.fills_in("key-A", "x");
    ada.fills_in("value-A", "1");
    ada.presses("Enter");
    ada.reads_soon("values-A", "x");
    ada.clicks_on("end");
    ada.reads_soon("values-C", "x");
    let future = cards(&ada);
    ada.clicks_on("start");
    ada.clicks_on("step");
    ada.reads_soon("ribbon", "Acting here starts a branch.");
    ada.clicks_on("link-A>B");
    let branches = ada.testids("branch-");
    assert!(branches.len() >= 2, "{branches:?}");
    ada.clicks_on(&branches[0]);
    ada.clicks_on("end");
    ada.waits_until("the old future", || cards(&ada) == future);
}
