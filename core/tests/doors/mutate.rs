//! Mutations of texts: characters, words, fields and lines are changed, moved, left out and doubled;
//! numbers become extreme; two texts become one.

use std::ops::Range;

use crate::luck::Luck;

/// What is strange everywhere.
const STRANGE: &[&str] = &[
    "", " ", "\n", "\r\n", "\t", "\0", "\u{7f}", "\u{85}", "\u{a0}", "\u{2028}", "\u{feff}",
    "\u{202e}", "é", "e\u{301}", "𝄞", "🦀", "\"", "\"\"", "\\", "\\n", "\\u{41}", "\\u0041",
    "\\ud83d", "'", "#", "=", ":", ",", "@", "+", "-", "->", ">", "{", "}", "[", "]", "(", ")",
    "|",
];

/// Numbers at the edge of something.
const NUMBERS: &[&str] = &[
    "0",
    "1",
    "-1",
    "-0",
    "00",
    "1.5",
    "1e9",
    "1e999",
    "127",
    "128",
    "255",
    "256",
    "1000",
    "1001",
    "65535",
    "65536",
    "4294967295",
    "4294967296",
    "9007199254740993",
    "9223372036854775807",
    "9223372036854775808",
    "18446744073709551615",
    "18446744073709551616",
    "1000000000001",
];

/// A text with a few mutations; `other` is another text of its kind, and `words` are those that mean
/// something in both.
pub(crate) fn mutated(input: &str, other: &str, words: &[&str], luck: &mut Luck) -> String {
    if luck.one_in(64) {
        return anything(luck);
    }
    let n_mutations = match luck.below(16) {
        0..9 => 1,
        9..13 => 2,
        13..15 => 3,
        _ => 4 + luck.below(9),
    };
    (0..n_mutations).fold(input.to_owned(), |text, _| once(&text, other, words, luck))
}

/// A short text of any characters.
fn anything(luck: &mut Luck) -> String {
    (0..luck.below(40)).map(|_| any_character(luck)).collect()
}

fn any_character(luck: &mut Luck) -> char {
    let code = if luck.one_in(2) { luck.below(128) } else { luck.below(0x11_0000) };
    u32::try_from(code).ok().and_then(char::from_u32).unwrap_or('\u{fffd}')
}

fn once(text: &str, other: &str, words: &[&str], luck: &mut Luck) -> String {
    match luck.below(18) {
        0 => with_character(text, luck),
        1 => with_flipped_bit(text, luck),
        2 => cut(text, luck),
        3 => spliced(text, other, luck),
        4..8 => with_parts(text, luck, |part| part == '\n'),
        8..10 => with_parts(text, luck, |part| matches!(part, ',' | '{' | '}' | '[' | ']')),
        10..12 => with_number(text, luck),
        12 | 13 => with_token(text, luck.word(words), luck),
        14 => with_token(text, luck.word(STRANGE), luck),
        15 => {
            let tokens = tokens(other);
            let taken = if tokens.is_empty() { "" } else { &other[luck.pick(&tokens).clone()] };
            with_token(text, taken, luck)
        }
        _ => with_tokens_moved(text, luck),
    }
}

/// Replaces, or puts before it, a word or a sign.
fn with_token(text: &str, piece: &str, luck: &mut Luck) -> String {
    let tokens = tokens(text);
    let at = if tokens.is_empty() { 0..0 } else { luck.pick(&tokens).clone() };
    let end = if luck.one_in(3) { at.start } else { at.end };
    replaced(text, at.start..end, piece)
}

/// Leaves a word out, doubles it, or swaps it with another one.
fn with_tokens_moved(text: &str, luck: &mut Luck) -> String {
    let tokens = tokens(text);
    if tokens.is_empty() {
        return text.to_owned();
    }
    let (one, other) = (luck.pick(&tokens).clone(), luck.pick(&tokens).clone());
    match luck.below(3) {
        0 => replaced(text, one, ""),
        1 => replaced(text, one.start..one.start, &text[one.clone()]),
        _ => {
            let (first, second) = if one.start < other.start { (one, other) } else { (other, one) };
            let last = replaced(text, second.clone(), &text[first.clone()]);
            replaced(&last, first, &text[second])
        }
    }
}

fn with_number(text: &str, luck: &mut Luck) -> String {
    let is_number = |at: &Range<usize>| text[at.clone()].starts_with(|c: char| c.is_ascii_digit());
    let numbers: Vec<Range<usize>> = tokens(text).into_iter().filter(is_number).collect();
    if numbers.is_empty() {
        return with_token(text, luck.word(NUMBERS), luck);
    }
    replaced(text, luck.pick(&numbers).clone(), luck.word(NUMBERS))
}

/// Leaves a line or a field out, doubles it, or swaps two.
fn with_parts(text: &str, luck: &mut Luck, ends: fn(char) -> bool) -> String {
    let mut parts: Vec<&str> = text.split_inclusive(ends).collect();
    if parts.is_empty() {
        return text.to_owned();
    }
    let (one, other) = (luck.below(parts.len()), luck.below(parts.len()));
    match luck.below(3) {
        0 => drop(parts.remove(one)),
        1 => parts.insert(other, parts[one]),
        _ => parts.swap(one, other),
    }
    parts.concat()
}

fn with_character(text: &str, luck: &mut Luck) -> String {
    let from = boundary(text, luck);
    let end = from + text[from..].chars().next().map_or(0, char::len_utf8);
    let character = any_character(luck);
    replaced(text, from..end, character.encode_utf8(&mut [0; 4]))
}

fn with_flipped_bit(text: &str, luck: &mut Luck) -> String {
    let mut bytes = text.as_bytes().to_vec();
    if !bytes.is_empty() {
        let at = luck.below(bytes.len());
        bytes[at] ^= 1 << luck.below(8);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn cut(text: &str, luck: &mut Luck) -> String {
    let at = boundary(text, luck);
    if luck.one_in(2) { text[..at].to_owned() } else { text[at..].to_owned() }
}

/// The beginning of one text and the end of the other, from line to line or anywhere.
fn spliced(text: &str, other: &str, luck: &mut Luck) -> String {
    let by_lines = luck.one_in(2);
    let mut place = |text: &str| {
        let at = boundary(text, luck);
        if by_lines { text[..at].rfind('\n').map_or(0, |before| before + 1) } else { at }
    };
    let (end, start) = (place(text), place(other));
    format!("{}{}", &text[..end], &other[start..])
}

/// A place between two characters.
fn boundary(text: &str, luck: &mut Luck) -> usize {
    let wished = luck.below(text.len() + 1);
    (0..=wished).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

fn replaced(text: &str, at: Range<usize>, piece: &str) -> String {
    format!("{}{piece}{}", &text[..at.start], &text[at.end..])
}

/// Words, numbers, and every other character alone.
fn tokens(text: &str) -> Vec<Range<usize>> {
    let mut tokens: Vec<Range<usize>> = Vec::new();
    let mut in_word = false;
    for (at, character) in text.char_indices() {
        let end = at + character.len_utf8();
        let is_word = character.is_alphanumeric() || character == '_';
        match tokens.last_mut().filter(|_| is_word && in_word) {
            Some(last) => last.end = end,
            None => tokens.push(at..end),
        }
        in_word = is_word;
    }
    tokens
}

#[test]
fn a_seed_gives_the_same_mutation_and_another_one_another() {
    let text = "A: x = 1\nB: read x\n";
    let tell = |seed| mutated(text, "C: y = 2", &["hold"], &mut Luck::new(seed));
    let told: Vec<String> = (0..200).map(tell).collect();
    assert_eq!(told, (0..200).map(tell).collect::<Vec<_>>());
    let different = told.iter().collect::<std::collections::BTreeSet<_>>().len();
    assert!(different > 100, "{different}");
    assert_eq!(tokens("A1->é_2 #"), [0..2, 2..3, 3..4, 4..8, 8..9, 9..10]);
}
