//! Writes names, keys and texts so that a [`Cursor`] reads them back: as they stand where that is
//! clear, between quotes where it is not.

use super::cursor::{Cursor, is_word_character};
use crate::json::between_quotes;
use crate::steps::Steps;

/// The text between quotes, so that [`Cursor::quoted`] reads it back.
pub(super) fn quote(text: &str) -> String {
    between_quotes(text, |character| {
        character.is_control().then(|| character.escape_unicode().to_string())
    })
}

/// A name: as it stands if [`Cursor::word`] reads it back, otherwise between quotes.
pub(super) fn name_or_quote(name: &str) -> String {
    let is_bare = !name.is_empty() && name.chars().all(is_word_character);
    if is_bare { name.to_owned() } else { quote(name) }
}

/// A key: as it stands if [`Cursor::token`] reads it back, otherwise between quotes.
pub(super) fn token_or_quote(token: &str) -> String {
    let is_special = |c: char| c.is_whitespace() || c.is_control() || c == '=';
    let is_bare =
        !token.is_empty() && !token.starts_with(['"', '#']) && !token.contains(is_special);
    if is_bare { token.to_owned() } else { quote(token) }
}

/// A key where `seen` could stand: as [`token_or_quote`] writes it, but between quotes also if it
/// begins with that word and goes on.
pub(super) fn first_token_or_quote(token: &str) -> String {
    let steps = Steps::default();
    let word = Cursor::new(token, &steps).word();
    let goes_on = word.eq_ignore_ascii_case("seen") && word != token;
    if goes_on { quote(token) } else { token_or_quote(token) }
}

/// A text up to the end of the line: as it stands if [`Cursor::text`] reads it back, otherwise
/// between quotes.
pub(super) fn text_or_quote(text: &str) -> String {
    let steps = Steps::default();
    let mut cursor = Cursor::new(text, &steps);
    let is_bare = !text.starts_with('"')
        && !text.contains(char::is_control)
        && cursor.text().is_ok_and(|read| read.as_deref() == Some(text));
    if is_bare { text.to_owned() } else { quote(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_written_is_read_back() {
        let texts = [
            "",
            " ",
            "x",
            " x",
            "x ",
            "a b",
            "a=b",
            "=",
            "\"",
            "\"x\"",
            "\\",
            "#",
            "a#b",
            "a #b",
            "# a",
            "\n",
            "a\r\nb\t",
            "\u{0}\u{7f}\u{85}",
            "\u{2028}",
            "ž 𝄞",
            "it's",
            "\u{a0}x",
        ];
        let steps = Steps::default();
        for text in texts {
            assert_eq!(
                Cursor::new(&quote(text), &steps).quoted(),
                Ok(Some(text.to_owned())),
                "{text:?}"
            );
            let written = format!("{}  # comment", text_or_quote(text));
            assert_eq!(Cursor::new(&written, &steps).text(), Ok(Some(text.to_owned())), "{text:?}");
            let written = token_or_quote(text);
            let mut cursor = Cursor::new(&written, &steps);
            let quoted = cursor.quoted().expect("what is written can be read");
            assert_eq!(quoted.unwrap_or_else(|| cursor.token().to_owned()), text);
        }
    }
}
