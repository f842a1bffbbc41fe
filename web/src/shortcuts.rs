//! Which key means what, as a pure table. A key never means two things in one place, and single
//! letters mean something only while the main view has the focus.

use crate::model::{Dialog, Direction};
use crate::msg::{MessageAction, Msg, Timing};

/// A key that was pressed, and with what.
#[derive(Clone, Copy, Debug)]
pub struct Press<'a> {
    /// The key's name, as browsers call it.
    pub key: &'a str,
    /// Whether Control or ⌘ is down.
    pub ctrl: bool,
    /// Whether Shift is down.
    pub shift: bool,
}

/// Where the focus is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the diagram or the list.
    MainView,
    /// In a field that takes text.
    Text,
    /// In a dialog, which has keys of its own.
    Dialog,
    /// On a button, or nowhere.
    Elsewhere,
}

/// What a key press asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Something the model does.
    Send(Msg),
    /// The next region, or the one before.
    Region {
        /// Whether to the one before instead of the next.
        backwards: bool,
    },
    /// The key field of the replica with this letter.
    KeyField(char),
    /// Back to the main view.
    MainView,
    /// What can be done to the event with the focus.
    Menu,
}

/// What a key press means at a place.
#[must_use]
pub fn command(press: Press<'_>, place: Place) -> Option<Command> {
    if press.key == "F6" && place != Place::Dialog {
        return Some(Command::Region { backwards: press.shift });
    }
    if press.ctrl {
        return with_control(press, place).map(Command::Send);
    }
    match place {
        Place::MainView => in_main_view(press),
        Place::Text if press.key == "Escape" => Some(Command::MainView),
        Place::Elsewhere if press.key == "?" => Some(Command::Send(Msg::OpenDialog(Dialog::Help))),
        Place::Text | Place::Dialog | Place::Elsewhere => None,
    }
}

fn with_control(press: Press<'_>, place: Place) -> Option<Msg> {
    if place == Place::Text || place == Place::Dialog {
        return None;
    }
    match (press.key, press.shift) {
        ("z" | "Z", false) => Some(Msg::Time(Timing::Undo)),
        ("z" | "Z", true) | ("y", false) => Some(Msg::Time(Timing::Redo)),
        _ => None,
    }
}

fn in_main_view(press: Press<'_>) -> Option<Command> {
    let msg = match press.key {
        "ArrowLeft" => Msg::Move(Direction::Before),
        "ArrowRight" => Msg::Move(Direction::After),
        "ArrowUp" => Msg::Move(Direction::Above),
        "ArrowDown" => Msg::Move(Direction::Below),
        "Home" => Msg::Move(Direction::First),
        "End" => Msg::Move(Direction::Last),
        "m" | "M" => Msg::Move(Direction::OtherEnd),
        "p" | "P" => Msg::Move(Direction::Past),
        "f" | "F" => Msg::Move(Direction::Future),
        "c" | "C" => Msg::Move(Direction::Concurrent),
        "w" | "W" => Msg::Move(Direction::Wait),
        "v" | "V" => Msg::Move(Direction::Violation),
        "r" | "R" => Msg::Do(MessageAction::Release),
        "h" | "H" => Msg::Do(MessageAction::Hold),
        "d" | "D" => Msg::Do(MessageAction::Drop),
        "u" | "U" => Msg::Do(MessageAction::Duplicate),
        "," => Msg::Time(Timing::StepBack),
        "." => Msg::Time(Timing::Step),
        "<" => Msg::Time(Timing::StepBackAction),
        ">" => Msg::Time(Timing::StepAction),
        " " => Msg::Time(Timing::TogglePlay),
        "[" => Msg::Time(Timing::PreviousMark),
        "]" => Msg::Time(Timing::NextMark),
        "0" => Msg::Time(Timing::Start),
        "Escape" => Msg::Deselect,
        "t" | "T" => Msg::OpenDialog(Dialog::Until),
        "?" => Msg::OpenDialog(Dialog::Help),
        "Enter" => return Some(Command::Menu),
        digit => return key_field(digit),
    };
    Some(Command::Send(msg))
}

/// `1` is the first replica's.
fn key_field(digit: &str) -> Option<Command> {
    let digit = digit.parse::<u8>().ok().filter(|digit| (1..=9).contains(digit))?;
    Some(Command::KeyField(char::from(b'A' + digit - 1)))
}
