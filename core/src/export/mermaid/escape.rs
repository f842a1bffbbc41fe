//! Text that Mermaid takes for text, whatever a person typed.

use std::fmt::Write as _;

use crate::export::words::one_line;

/// The words that have ended a block inside a text in one version of Mermaid or another.
const KEYWORD: &str = "end";
/// What stands for a text without a character: an empty one is a syntax error.
const EMPTY: &str = "#8203;";

/// A text of which Mermaid draws every character: all but letters, digits and harmless marks as
/// character codes, `#59;` for a semicolon. That covers what ends a line (`;`, line breaks), opens a
/// comment, a directive or a formula (`%`, `{`, `$`), is HTML (`<`, `&`), or is markup (`*`, `_`, `` ` ``).
pub(super) fn escaped(text: &str) -> String {
    let text = one_line(text);
    let text = text.trim();
    if text.is_empty() {
        return EMPTY.to_owned();
    }
    let mut escaped = String::with_capacity(text.len());
    let mut word_starts = true;
    for (at, character) in text.char_indices() {
        let is_keyword = word_starts && starts_with_keyword(&text[at..]);
        if is_keyword || !is_harmless(character) {
            write!(escaped, "#{};", u32::from(character)).expect("a string takes all");
        } else {
            escaped.push(character);
        }
        word_starts = !character.is_alphanumeric();
    }
    escaped
}

fn is_harmless(character: char) -> bool {
    character.is_alphanumeric() || " .,=()'?!/+⟨⟩–—→".contains(character)
}

/// Whether a text begins with the keyword as a whole word, in any case.
fn starts_with_keyword(text: &str) -> bool {
    let word: String = text.chars().take_while(|c| c.is_alphanumeric()).collect();
    word.eq_ignore_ascii_case(KEYWORD)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_has_a_meaning_is_spelled_out() {
        assert_eq!(escaped("a; b # c"), "a#59; b #35; c");
        assert_eq!(escaped("The END, ending"), "The #69;ND, ending");
        assert_eq!(escaped("<b>&amp;"), "#60;b#62;#38;amp#59;");
        assert_eq!(escaped("two\nlines"), "two#92;nlines");
        assert_eq!(escaped("A1 x = 1"), "A1 x = 1");
        assert_eq!(escaped(" \t"), "#92;t");
        assert_eq!(escaped(""), "#8203;");
    }

    /// Takes character codes back, as Mermaid does when it has read the diagram.
    fn read(text: &str) -> String {
        let mut read = String::new();
        let mut parts = text.split('#');
        read.push_str(parts.next().unwrap());
        for part in parts {
            let (code, rest) = part.split_once(';').unwrap();
            read.push(char::from_u32(code.parse().unwrap()).unwrap());
            read.push_str(rest);
        }
        read
    }

    proptest! {
        #[test]
        fn nothing_typed_breaks_the_line_and_nothing_is_lost(text in any::<String>()) {
            let safe = escaped(&text);
            for word in safe.split(|c: char| !c.is_alphanumeric()) {
                prop_assert!(!word.eq_ignore_ascii_case("end"));
            }
            let bare = safe.replace(['#', ';'], "");
            prop_assert!(bare.chars().all(is_harmless), "{}", safe);
            let line = one_line(&text);
            if !line.trim().is_empty() {
                prop_assert_eq!(read(&safe), line.trim());
            }
        }
    }
}
