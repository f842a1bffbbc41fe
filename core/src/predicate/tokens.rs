//! A predicate's text, cut into words and signs.

use super::error::{Wrong, wrong};

/// A word or a sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Letters, digits, underscores and primes; `violation.causal` is one word.
    Word(String),
    /// A text between quotes.
    Quoted(String),
    /// Anything else that has a meaning.
    Sign(&'static str),
    /// The end of the text.
    End,
}

/// The longest first; each with the one that it stands for.
const SIGNS: [(&str, &str); 35] = [
    ("->", "->"),
    ("→", "->"),
    ("=>", "=>"),
    ("⇒", "=>"),
    ("&&", "&"),
    ("||", "|"),
    ("==", "="),
    ("<=", "<="),
    ("≤", "<="),
    (">=", ">="),
    ("≥", ">="),
    ("!=", "!="),
    ("≠", "!="),
    ("∧", "&"),
    ("∨", "|"),
    ("¬", "!"),
    ("(", "("),
    (")", ")"),
    ("[", "["),
    ("]", "]"),
    ("{", "{"),
    ("}", "}"),
    (",", ","),
    (":", ":"),
    (";", ";"),
    ("&", "&"),
    ("|", "|"),
    ("!", "!"),
    ("=", "="),
    ("<", "<"),
    (">", ">"),
    ("+", "+"),
    ("-", "-"),
    ("−", "-"),
    ("@", "@"),
];

/// Cuts a text; each word and sign with the byte at which it begins.
pub(super) fn cut(text: &str) -> Result<Vec<(usize, Token)>, Wrong> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].chars().next() {
        let rest = &text[at..];
        if next.is_whitespace() {
            at += next.len_utf8();
            continue;
        }
        let (token, len) = if next == '"' {
            quoted(rest).ok_or_else(|| wrong(at, &["the quote that opens here is not closed"]))?
        } else if is_of_word(next) {
            let len = word(rest);
            (Token::Word(rest[..len].to_owned()), len)
        } else {
            let sign = SIGNS.iter().find(|sign| rest.starts_with(sign.0));
            let sign =
                sign.ok_or_else(|| wrong(at, &["`", &next.to_string(), "` has no meaning here"]))?;
            (Token::Sign(sign.1), sign.0.len())
        };
        tokens.push((at, token));
        at += len;
    }
    tokens.push((at, Token::End));
    Ok(tokens)
}

fn is_of_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_' || character == '\''
}

/// How long the word is that a text begins with: a full stop belongs to it between two letters.
fn word(text: &str) -> usize {
    let mut end = 0;
    for (at, character) in text.char_indices() {
        let joins = character == '.' && text[at + 1..].starts_with(is_of_word);
        if !is_of_word(character) && !joins {
            break;
        }
        end = at + character.len_utf8();
    }
    end
}

/// The text between the quotes that a text begins with, in which `\"` and `\\` stand for single
/// characters, and how long it is with them.
fn quoted(text: &str) -> Option<(Token, usize)> {
    let mut said = String::new();
    let mut characters = text.char_indices().skip(1);
    loop {
        match characters.next()? {
            (at, '"') => return Some((Token::Quoted(said), at + 1)),
            (_, '\\') => said.push(characters.next()?.1),
            (_, character) => said.push(character),
        }
    }
}

/// A text as it is written where a word may stand: between quotes if it must be.
pub(super) fn written(text: &str) -> String {
    if !text.is_empty() && word(text) == text.len() && text != "none" {
        return text.to_owned();
    }
    let mut written = String::from("\"");
    for character in text.chars() {
        if matches!(character, '"' | '\\') {
            written.push('\\');
        }
        written.push(character);
    }
    written + "\""
}
