//! What all exports share: text that stays on its line.

use std::borrow::Cow;

/// A text without line breaks and other control characters: they are spelled out, as `\n` and
/// `\u{2028}`. JavaScript ends a line at four characters, and an export may end it at none.
pub(super) fn one_line(text: &str) -> Cow<'_, str> {
    if !text.contains(breaks_line) {
        return Cow::Borrowed(text);
    }
    let mut line = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        if breaks_line(character) {
            line.extend(character.escape_default());
        } else {
            line.push(character);
        }
    }
    Cow::Owned(line)
}

fn breaks_line(character: char) -> bool {
    character.is_control() || matches!(character, '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_on_its_line() {
        assert_eq!(one_line("a\r\nb\u{2028}c\u{85}"), "a\\r\\nb\\u{2028}c\\u{85}");
        assert!(matches!(one_line("Zoë ⟨A:1⟩"), Cow::Borrowed(_)));
    }
}
