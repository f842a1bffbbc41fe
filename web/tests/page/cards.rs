//! What cards, rows and *Why* say.

use causal_core::history::Readiness;
use causal_core::world::network::LinkState;
use causal_web::model::{Mark, Selection};
use causal_web::msg::{Msg, Timing};

use super::support::{A, B, C, after, after_write, dot, empty, first_screen, link, message};

#[test]
fn a_waiting_card_says_its_four_lines() {
    let model = after(&first_screen(), [Msg::Time(Timing::Step)]);
    let card = &model.cards[2].inbox[0];
    assert_eq!(&*card.what, "from Bob · reply = \"sorry!\"");
    assert_eq!(&*card.waits, "Waits for A1");
    assert_eq!(card.place.as_deref(), Some("on link A→C, held by you"));
    let checks: Vec<bool> = card.checks.iter().map(|check| check.holds()).collect();
    assert_eq!(checks, [true, false, true], "the author's entry comes first");
    assert_eq!(card.cascade, [dot(A, 1), dot(B, 1)]);
}

#[test]
fn what_is_missing_beyond_the_first_is_named_too() {
    let held = after(&empty(), [Msg::SetLink(link(A, C), LinkState::Held)]);
    let three = ["1", "2", "3"];
    let written = three.iter().fold(held, |model, value| after_write(&model, A, "x", value));
    let waiting = after_write(&written, B, "y", "4");
    let card = &waiting.cards[2].inbox[0];
    assert_eq!(card.missing, [(dot(A, 1), true), (dot(A, 2), true), (dot(A, 3), true)]);
    assert_eq!(card.n_more, 0);
}

#[test]
fn a_tick_that_was_a_receive_does_not_exist() {
    let held = after(&empty(), [Msg::ChooseRule("tick-on-receipt".into())]);
    let one = after_write(&held, A, "x", "1");
    let two = after_write(&one, B, "y", "2");
    let waiting = two.cards[2].inbox.iter().chain(&two.cards[0].inbox).next();
    let card = waiting.expect("a tick that nobody sent is waited for");
    assert_eq!(card.place.as_deref(), Some("does not exist: this tick was a receive"));
    assert!(!card.missing[0].1, "it leads nowhere");
}

#[test]
fn ready_shows_as_a_state_of_its_own() {
    let model = after(
        &first_screen(),
        [Msg::Time(Timing::Step), Msg::Release(message(A, C, 1)), Msg::Time(Timing::StepBack)],
    );
    let card = &model.cards[2].inbox[0];
    assert_eq!(card.readiness, Readiness::Ready);
    assert_eq!(&*card.waits, "ready: next from Bob, nothing missing");
}

#[test]
fn rows_tell_the_run_in_sentences() {
    let model = after(&first_screen(), [Msg::Time(Timing::End)]);
    let told: Vec<&str> = model.rows.iter().map(|row| &*row.text).collect();
    assert_eq!(
        told,
        [
            "Alice writes lost = \"wallet\": A1. Held on A→C.",
            "A1 arrives at Bob and is delivered.",
            "Bob writes reply = \"sorry!\": B1.",
            "B1 arrives at Alice and is delivered.",
            "B1 arrives at Carol. Waits for A1.",
        ]
    );
    let marks: Vec<usize> =
        model.rows.iter().filter(|row| row.mark == Some(Mark::Wait)).map(|row| row.stop).collect();
    assert_eq!(marks, [5]);
}

#[test]
fn why_falls_back_to_what_happened_last() {
    let reason = after(&first_screen(), [Msg::Time(Timing::Step)]).reason();
    assert!(!reason.is_selected);
    assert_eq!(&*reason.state, "B1 arrives at Carol. Waits for A1.");
    assert!(reason.card.is_some());
    assert_eq!(empty().reason(), Default::default());
}

#[test]
fn why_tells_the_fate_of_a_write_and_its_cone() {
    let model = after(&first_screen(), [Msg::Time(Timing::Step), Msg::SelectWrite(dot(A, 1))]);
    let reason = model.reason();
    assert_eq!(&*reason.state, "Written at Alice at step 1.");
    let fates: Vec<&str> = reason.fates.iter().map(|fate| &*fate.2).collect();
    assert_eq!(fates, ["delivered at step 2", "on link A→C, held by you"]);
    assert_eq!(reason.cone.expect("a write has a cone").future, [dot(B, 1)]);
    let early = after(&model, [Msg::Time(Timing::Seek(1))]).reason();
    assert!(early.cone.expect("a write has a cone").future.is_empty(), "up to the cursor");
}

#[test]
fn why_tells_where_a_message_is() {
    let model = after(&first_screen(), [Msg::Select(Selection::Message(message(A, C, 1)))]);
    assert_eq!(&*model.reason().state, "Held on link A→C by you.");
    assert_eq!(model.reason().travelling, Some((message(A, C, 1), true)));
    let unsent = after(&model, [Msg::Time(Timing::Start)]);
    assert_eq!(&*unsent.reason().state, "Not sent to Carol yet.");
    assert_eq!(unsent.reason().later, Some(1));
    let lost = after(&model, [Msg::DropMessage(message(A, C, 1)), Msg::Time(Timing::End)]);
    assert_eq!(&*lost.reason().state, "Lost on A→C at step 5: you dropped it.");
}

#[test]
fn a_wrong_rule_is_told_what_it_believes_and_what_is_true() {
    let model = after(&first_screen(), [Msg::ChooseRule("fifo".into()), Msg::Time(Timing::End)]);
    let [said, belief, truth] = model.reason().violations[0].clone();
    assert_eq!(&*said, "Violation: Carol delivered B1 before its cause A1.");
    assert_eq!(&*belief, "By its rule Carol believes that B1 may go.");
    assert!(truth.starts_with("In truth B1 builds on A1"));
    assert!(after(&model, [Msg::Time(Timing::StepBack)]).cards[2].violations.is_empty());
}

#[test]
fn selections_that_mean_nothing_are_refused() {
    let model = first_screen();
    assert!(model.update(Msg::Select(Selection::Message(message(C, A, 7)))).is_none());
    assert!(model.update(Msg::SelectWrite(dot(C, 9))).is_none());
    assert!(model.update(Msg::Deselect).is_none());
}
