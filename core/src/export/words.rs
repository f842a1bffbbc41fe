//! What all exports share: text that stays on its line, and the names of variants.

use std::borrow::Cow;
use std::fmt;

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

/// The name of an enum's variant as a word of small letters: `sent`, `link-changed`. So a kind of
/// event that is new has its word at once.
pub(super) fn word(variant: &impl fmt::Debug) -> String {
    let mut word = FirstWord(String::new());
    // The derived form begins with the variant's name; the error only says that it is complete.
    let _complete = fmt::write(&mut word, format_args!("{variant:?}"));
    word.0
}

/// Takes the first name of what is written to it, and refuses what comes after.
struct FirstWord(String);

impl fmt::Write for FirstWord {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for character in text.chars() {
            if !character.is_alphanumeric() {
                return Err(fmt::Error);
            }
            if character.is_uppercase() && !self.0.is_empty() {
                self.0.push('-');
            }
            self.0.push(character.to_ascii_lowercase());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::event::EventKind;
    use crate::world::network::{LinkId, LinkSetting};

    #[test]
    fn text_stays_on_its_line() {
        assert_eq!(one_line("a\r\nb\u{2028}c\u{85}"), "a\\r\\nb\\u{2028}c\\u{85}");
        assert!(matches!(one_line("Zoë ⟨A:1⟩"), Cow::Borrowed(_)));
    }

    #[test]
    fn variants_have_words() {
        assert_eq!(word(&EventKind::TimePassed), "time-passed");
        assert_eq!(word(&EventKind::Noted { text: "x Y".into() }), "noted");
        let (from, to) = (crate::clock::ReplicaId(0), crate::clock::ReplicaId(1));
        let link = LinkId { from, to };
        let changed = EventKind::LinkChanged { link, setting: LinkSetting::default() };
        assert_eq!(word(&changed), "link-changed");
    }
}
