//! Acting at the cursor; what is typed survives every refusal.

use causal_core::replica::mistakes::Mistake;
use causal_core::world::network::LinkState;
use causal_web::model::{DraftError, Menu, Model, Selection};
use causal_web::msg::{MessageAction, Msg, Timing};

use super::support::{
    A, B, C, after, after_write, empty, first_screen, link, message, values, vector,
};

#[test]
fn a_write_shows_at_its_replica_and_later_everywhere() {
    let typed = [Msg::TypeKey(A, " x ".into()), Msg::TypeValue(A, "1".into()), Msg::Write(A)];
    let written = after(&empty(), typed);
    assert_eq!(values(&written, A), ["x = 1"]);
    assert!(values(&written, B).is_empty(), "time does not run away");
    assert_eq!(&*written.drafts[0].value, "", "the value is written");
    assert_eq!(&*written.drafts[0].key, " x ", "the key is remembered");
    assert_eq!(values(&after(&written, [Msg::Time(Timing::End)]), C), ["x = 1"]);
}

#[test]
fn concurrent_writes_are_siblings_until_one_has_seen_both() {
    let held = after(&empty(), [Msg::SetAllLinks(LinkState::Held)]);
    let left = after_write(&held, A, "x", "1");
    let both = after_write(&left, B, "x", "2");
    let open = after(&both, [Msg::SetAllLinks(LinkState::Up), Msg::Time(Timing::End)]);
    for replica in [A, B, C] {
        assert_eq!(values(&open, replica), ["x = 1 | 2"]);
    }
    let merged = after_write(&open, C, "x", "3");
    for replica in [A, B, C] {
        assert_eq!(values(&merged, replica), ["x = 3"]);
    }
}

#[test]
fn what_is_wrong_is_said_and_nothing_typed_is_lost() {
    let long_value = "v".repeat(25);
    let long_key = "k".repeat(13);
    let cases = [
        ("", "1", DraftError::NoKey),
        ("   ", "1", DraftError::NoKey),
        (&*long_key, "1", DraftError::KeyTooLong),
        ("x", &*long_value, DraftError::ValueTooLong),
    ];
    for (key, value, error) in cases {
        let typed = [Msg::TypeKey(B, key.into()), Msg::TypeValue(B, value.into()), Msg::Write(B)];
        let model = after(&empty(), typed);
        assert_eq!(model.drafts[1].error, Some(error));
        assert_eq!((&*model.drafts[1].key, &*model.drafts[1].value), (key, value));
        assert_eq!(model.run.history().len(), 0);
        let repaired = after(&model, [Msg::TypeKey(B, "x".into()), Msg::TypeValue(B, "1".into())]);
        assert_eq!(repaired.drafts[1].error, None, "the complaint goes with its reason");
    }
}

#[test]
fn twenty_four_characters_fit_whatever_they_are() {
    let value = "ü".repeat(24);
    let model = after_write(&empty(), A, &"é".repeat(12), &value);
    assert_eq!(values(&model, C), [format!("{} = {value}", "é".repeat(12))]);
}

#[test]
fn deleting_removes_what_was_seen() {
    let written = after_write(&empty(), A, "x", "1");
    let deleted = after(&written, [Msg::Delete(B, "x".into()), Msg::Time(Timing::End)]);
    assert!(values(&deleted, A).is_empty());
    assert_eq!(vector(&deleted, A), "A1 B1 C0");
}

#[test]
fn a_link_goes_from_open_to_held_and_back_and_a_cut_one_heals() {
    let model = empty();
    let state = |model: &Model| model.moment.links.get(link(A, C)).unwrap().state;
    let toggle = || Msg::ToggleLink(link(A, C));
    let held = after(&model, [toggle()]);
    assert_eq!(state(&held), LinkState::Held);
    assert_eq!(state(&after(&held, [toggle()])), LinkState::Up);
    let cut = after(&model, [Msg::SetLink(link(A, C), LinkState::Cut)]);
    assert_eq!(state(&after(&cut, [toggle()])), LinkState::Up);
    let lost = after_write(&cut, A, "x", "1");
    assert!(values(&lost, C).is_empty() && values(&lost, B) == ["x = 1"]);
    let waiting = after_write(&lost, B, "y", "2");
    let card = &waiting.cards[2].inbox[0];
    assert_eq!(card.place.as_deref(), Some("lost on A→C at step 2: the link was cut"));
}

#[test]
fn a_delay_holds_for_messages_sent_from_now_on() {
    let model = after(&empty(), [Msg::Delay(Some(link(A, B)), 500), Msg::Delay(None, 700)]);
    assert!(model.moment.links.iter().all(|(_, setting)| setting.latency_ms == (700, 700)));
}

#[test]
fn one_message_can_be_held_dropped_duplicated_and_released() {
    let typed = [Msg::TypeKey(A, "x".into()), Msg::TypeValue(A, "1".into()), Msg::Write(A)];
    let sent = after(&empty(), typed);
    let to_b = message(A, B, 1);
    assert!(after(&sent, [Msg::Hold(to_b)]).moment.messages.get(&to_b).is_some_and(|one| one.held));
    let dropped = after(&sent, [Msg::DropMessage(to_b), Msg::Time(Timing::End)]);
    assert!(values(&dropped, B).is_empty());
    let doubled = after(&sent, [Msg::Duplicate(to_b), Msg::Time(Timing::End)]);
    assert_eq!(
        doubled.cards[1].discarded[0].1.as_ref(),
        "A1 arrived again — already delivered (A entry is 1)"
    );
    let released = after(&sent, [Msg::Hold(to_b), Msg::Release(to_b)]);
    assert_eq!(values(&released, B), ["x = 1"]);
}

#[test]
fn what_cannot_happen_says_so_and_changes_nothing() {
    let model = empty();
    let refused = after(&model, [Msg::Release(message(A, B, 9))]);
    let notice = refused.notice.as_ref().expect("there is a notice");
    assert!(notice.is_alert && notice.text.contains("neither on its way nor held"));
    assert_eq!(refused.run.scenario(), model.run.scenario());
    assert!(after(&refused, [Msg::Dismiss]).notice.is_none());
    let later = after(&after_write(&model, A, "x", "1"), [Msg::Release(message(A, B, 9))]);
    assert!(later.notice.is_some());
    assert_eq!(after(&later, [Msg::Time(Timing::StepBack)]).notice, None, "what was tried is over");
    assert_eq!(after_write(&later, A, "x", "2").notice, None);
    assert!(model.update(Msg::Dismiss).is_none());
}

#[test]
fn a_parked_request_keeps_its_replica_waiting_and_the_text_typed() {
    let sessions = after(&empty(), [Msg::ChooseSessions("reject".into())]);
    let written = after_write(&sessions, A, "x", "1");
    let read = after(&written, [Msg::TypeKey(B, "x".into()), Msg::Read(B)]);
    assert_eq!(&*read.said, "Bob reads x: \"1\".");
    let unnamed = after(&written, [Msg::TypeKey(B, String::new()), Msg::Read(B)]);
    assert_eq!(unnamed.drafts[1].error, Some(DraftError::NoKey));
}

#[test]
fn another_rule_plays_the_same_actions_and_the_old_rule_brings_the_old_run_back() {
    let model = after(&first_screen(), [Msg::Time(Timing::End)]);
    let fifo = after(&model, [Msg::ChooseRule("fifo".into())]);
    assert_eq!(fifo.findings.len(), 1);
    assert_eq!(
        fifo.cards[2].violations[0].1.as_ref(),
        "Violation: Carol delivered B1 before its cause A1."
    );
    let back = after(&fifo, [Msg::ChooseRule("causal".into())]);
    assert_eq!(back.run.history().digest(), model.run.history().digest());
    assert!(model.update(Msg::ChooseRule("causal".into())).is_none());
    assert!(model.update(Msg::ChooseRule("casual".into())).is_none());
}

#[test]
fn a_mistake_is_made_from_the_start_and_unmade() {
    let model = after(&first_screen(), [Msg::Time(Timing::End)]);
    let wrong = after(&model, [Msg::ChooseMistake(Mistake::KeepsDeletes, true)]);
    assert!(wrong.run.setting().protocol.mistakes.has(Mistake::KeepsDeletes));
    assert_eq!(&*wrong.said, "Chosen: keeps-deletes.");
    assert!(wrong.update(Msg::ChooseMistake(Mistake::KeepsDeletes, true)).is_none());
    let right = after(&wrong, [Msg::ChooseMistake(Mistake::KeepsDeletes, false)]);
    assert_eq!(right.run.scenario(), model.run.scenario());
}

#[test]
fn actions_find_the_message_that_the_keyboard_is_on() {
    let model = after(&first_screen(), [Msg::Time(Timing::Step)]);
    let wait = model.rows.at(5).expect("B1 arrives").event;
    let by_wait = after(&model, [Msg::Focus(wait), Msg::Do(MessageAction::Release)]);
    assert_eq!(vector(&by_wait, C), "A1 B1 C0", "releases what the waiting write lacks");
    let write = model.rows.at(1).expect("Alice writes").event;
    let by_write = after(&model, [Msg::Focus(write), Msg::Do(MessageAction::Release)]);
    assert_eq!(vector(&by_write, C), "A1 B1 C0", "releases what the write is held up as");
    let by_selection = after(
        &model,
        [Msg::Select(Selection::Message(message(A, C, 1))), Msg::Do(MessageAction::Drop)],
    );
    assert!(by_selection.moment.messages.is_empty());
    let nothing = after(&by_selection, [Msg::Do(MessageAction::Hold)]);
    assert_eq!(&*nothing.said, "There is no message here to do that to.");
}

#[test]
fn acting_moves_the_keyboard_to_what_the_thing_became() {
    let model = after(&first_screen(), [Msg::Time(Timing::Step), Msg::Release(message(A, C, 1))]);
    let row = model.focused_row().expect("there are rows");
    assert_eq!(&*row.text, "A1 arrives at Carol and is delivered.");
}

#[test]
fn a_menu_closes_when_something_was_done_in_it() {
    let menu = Menu::Link(link(A, B));
    let open = after(&empty(), [Msg::ToggleMenu(menu)]);
    assert_eq!(open.interface.menu, Some(menu));
    assert_eq!(after(&open, [Msg::ToggleMenu(menu)]).interface.menu, None);
    assert_eq!(after(&open, [Msg::ToggleLink(link(A, B))]).interface.menu, None);
    assert_eq!(after(&open, [Msg::CloseMenu(menu)]).interface.menu, None);
    assert!(open.update(Msg::CloseMenu(Menu::AllLinks)).is_none(), "another one is open");
    let machine = Menu::Machine(C);
    let swapped = after(&open, [Msg::ToggleMenu(machine)]);
    assert_eq!(swapped.interface.menu, Some(machine), "one menu at a time");
    let refused = after(&swapped, [Msg::Release(message(A, B, 9))]);
    assert_eq!(refused.interface.menu, None, "a refusal stands above the page");
}
