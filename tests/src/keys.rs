//! Keys by the names that pages know them by, such as `Tab`, `ArrowLeft` or `Control+Shift+z`.

use thirtyfour::Key;

/// The key presses of a chord: the modifiers, and the key they modify.
pub(crate) fn chord(words: &str) -> (Vec<char>, char) {
    let (modifiers, key) = match words.strip_suffix('+') {
        // The plus sign itself: alone, or behind a modifier and its plus.
        Some(before) => (before.trim_end_matches('+'), "+"),
        None => words.rsplit_once('+').unwrap_or(("", words)),
    };
    let modifiers = modifiers.split('+').filter(|name| !name.is_empty()).map(key_named);
    (modifiers.collect(), key_named(key))
}

fn key_named(name: &str) -> char {
    let key = match name {
        "Shift" => Key::Shift,
        "Control" => Key::Control,
        "Alt" => Key::Alt,
        "Meta" => Key::Meta,
        "Tab" => Key::Tab,
        "Enter" => Key::Enter,
        "Escape" => Key::Escape,
        "Backspace" => Key::Backspace,
        "Delete" => Key::Delete,
        "ArrowLeft" => Key::Left,
        "ArrowRight" => Key::Right,
        "ArrowUp" => Key::Up,
        "ArrowDown" => Key::Down,
        "Home" => Key::Home,
        "End" => Key::End,
        "PageUp" => Key::PageUp,
        "PageDown" => Key::PageDown,
        "F1" => Key::F1,
        "F6" => Key::F6,
        "F10" => Key::F10,
        "Space" => return ' ',
        _ => {
            let mut letters = name.chars();
            let letter = letters.next().filter(|_| letters.next().is_none());
            return letter.unwrap_or_else(|| panic!("There is no key called `{name}`."));
        }
    };
    key.value()
}
