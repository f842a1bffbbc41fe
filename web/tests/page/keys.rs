//! The table of keys, and where they lead in the main view.

use causal_web::model::{Dialog, Direction, Model};
use causal_web::msg::{MessageAction, Msg, Timing};
use causal_web::shortcuts::{Command, Place, Press, command};

use super::support::{A, after, dot, first_screen};

fn press(key: &str, place: Place) -> Option<Command> {
    command(Press { key, ctrl: false, shift: false }, place)
}

fn told(model: &Model) -> &str {
    model.focused_row().map_or("", |row| &*row.text)
}

#[test]
fn single_letters_mean_something_in_the_stage_only() {
    let keys =
        ["r", "h", "d", "u", "p", "f", "c", "w", "v", "m", "t", ",", ".", " ", "[", "]", "0", "1"];
    for key in keys {
        assert!(press(key, Place::MainView).is_some(), "{key}");
        for place in [Place::Text, Place::Dialog, Place::Elsewhere] {
            assert_eq!(press(key, place), None, "{key} {place:?}");
        }
    }
}

#[test]
fn undo_works_anywhere_but_in_fields() {
    let undo = Press { key: "z", ctrl: true, shift: false };
    assert_eq!(command(undo, Place::Elsewhere), Some(Command::Send(Msg::Time(Timing::Undo))));
    assert_eq!(command(undo, Place::MainView), Some(Command::Send(Msg::Time(Timing::Undo))));
    assert_eq!(command(undo, Place::Text), None);
    let redo = Press { key: "Z", ctrl: true, shift: true };
    assert_eq!(command(redo, Place::MainView), Some(Command::Send(Msg::Time(Timing::Redo))));
}

#[test]
fn the_keys_that_leave_a_place() {
    assert_eq!(press("Escape", Place::Text), Some(Command::MainView));
    assert_eq!(press("Escape", Place::Dialog), None, "dialogs close themselves");
    assert_eq!(press("2", Place::MainView), Some(Command::KeyField('B')));
    assert_eq!(press("F6", Place::Text), Some(Command::Region { backwards: false }));
    assert_eq!(press("?", Place::Elsewhere), Some(Command::Send(Msg::OpenDialog(Dialog::Help))));
    assert_eq!(press("r", Place::MainView), Some(Command::Send(Msg::Do(MessageAction::Release))));
    assert_eq!(press("Enter", Place::MainView), Some(Command::Menu));
}

#[test]
fn arrows_move_along_a_replica_and_across_replicas() {
    let model = after(&first_screen(), [Msg::Time(Timing::Start), Msg::Move(Direction::First)]);
    assert_eq!(told(&model), "Alice writes lost = \"wallet\": A1. Held on A→C.");
    let right = after(&model, [Msg::Move(Direction::After)]);
    assert_eq!(told(&right), "B1 arrives at Alice and is delivered.");
    let down = after(&right, [Msg::Move(Direction::Below)]);
    assert_eq!(told(&down), "Bob writes reply = \"sorry!\": B1.");
    let up = after(&down, [Msg::Move(Direction::Above)]);
    assert_eq!(told(&up), "B1 arrives at Alice and is delivered.");
    let last = after(&up, [Msg::Move(Direction::Last)]);
    assert_eq!(told(&last), "B1 arrives at Carol. Waits for A1.");
    assert!(last.update(Msg::Move(Direction::After)).is_none());
}

#[test]
fn the_first_arrow_only_shows_where_one_is() {
    let model = after(&first_screen(), [Msg::Move(Direction::After)]);
    assert_eq!(told(&model), "B1 arrives at Alice and is delivered.");
}

#[test]
fn letters_jump_along_messages_cones_and_marks() {
    let model = after(&first_screen(), [Msg::Time(Timing::End), Msg::Move(Direction::Last)]);
    let other = after(&model, [Msg::Move(Direction::OtherEnd)]);
    assert_eq!(told(&other), "Bob writes reply = \"sorry!\": B1.");
    let past = after(&other, [Msg::Move(Direction::Past)]);
    assert!(told(&past).starts_with("Alice writes"));
    let future = after(&past, [Msg::SelectWrite(dot(A, 1)), Msg::Move(Direction::Future)]);
    assert_eq!(told(&future), "Bob writes reply = \"sorry!\": B1.");
    let wait = after(&future, [Msg::Move(Direction::Wait)]);
    assert_eq!(told(&wait), "B1 arrives at Carol. Waits for A1.");
    let none = after(&wait, [Msg::Move(Direction::Violation), Msg::Move(Direction::Concurrent)]);
    assert_eq!(told(&none), told(&wait));
}
