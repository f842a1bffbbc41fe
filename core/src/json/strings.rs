//! Texts between quotes: what JSON and the text form of scenarios have in common, and what JSON
//! asks of escapes (RFC 8259, section 7).

use super::NoJson;

/// A text as a JSON string, quotes included. The parser's own writer would bring the standard
/// library's errors of input and output along to the page.
pub(crate) fn quoted(text: &str) -> String {
    between_quotes(text, |character| {
        (character < ' ').then(|| format!("\\u{:04x}", u32::from(character)))
    })
}

/// A text between quotes; `escaped` says how a character is written that cannot stand there as it
/// is, beside those that are everywhere written in one way.
pub(crate) fn between_quotes(text: &str, escaped: fn(char) -> Option<String>) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            other => match escaped(other) {
                Some(escape) => quoted.push_str(&escape),
                None => quoted.push(other),
            },
        }
    }
    quoted.push('"');
    quoted
}

/// The first escape that means no character in the JSON string that begins at `start`, if a
/// string begins there. UTF-16 writes some characters as two halves; one alone is none.
pub(super) fn bad_escape(text: &str, start: usize) -> Option<NoJson> {
    let mut offset = start + text[start..].starts_with('"').then_some(1)?;
    loop {
        offset += text[offset..].find(['"', '\\'])?;
        let escape = &text[offset..];
        let letter = escape.strip_prefix('\\')?.chars().next()?;
        let says = match (letter, unit(escape)) {
            ('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't', _) => {
                offset += 2;
                continue;
            }
            ('u', Some(first @ 0xd800..=0xdfff)) => {
                if first < 0xdc00 && matches!(unit(&escape[6..]), Some(0xdc00..=0xdfff)) {
                    offset += 12;
                    continue;
                }
                format!("`{}` is half of a character, without its other half", &escape[..6])
            }
            ('u', Some(_)) => {
                offset += 6;
                continue;
            }
            _ => format!(
                "`\\{}` means nothing here; there are \\\", \\\\, \\/, \\b, \\f, \\n, \\r, \\t and \
                 \\u with four digits from 0 to f",
                letter.escape_debug()
            ),
        };
        return Some(NoJson { offset, says });
    }
}

/// The unit of UTF-16 that an escape at the start of a text names.
fn unit(escape: &str) -> Option<u16> {
    let digits = escape.strip_prefix("\\u")?.get(..4)?;
    let is_number = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    is_number.then(|| u16::from_str_radix(digits, 16).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{Tree, Value};
    use crate::steps::Steps;

    #[test]
    fn every_bad_escape_is_found_where_it_stands() {
        for (text, bad) in [
            (r#""\ud83d\ude00\"\\\u00e9""#, None),
            (r#""a" "\q""#, None),
            ("7", None),
            (r#""é\q""#, Some(3)),
            (r#""\u12""#, Some(1)),
            (r#""\u+123""#, Some(1)),
            (r#""\u00é""#, Some(1)),
            (r#""\n\ud800""#, Some(3)),
            (r#""\ude00\ud83d""#, Some(1)),
            (r#""\ud83d\u0041""#, Some(1)),
            (r#""\ud83d  \ude00""#, Some(1)),
        ] {
            let found = bad_escape(text, 0);
            assert_eq!(found.as_ref().map(|no| no.offset), bad, "{text}");
            if let Some(found) = found {
                assert_eq!(Tree::read(text, &Steps::default()), Err(found), "{text}");
            }
        }
        assert_eq!(
            Tree::read(r#""\ud83d\ude00""#, &Steps::default()).map(|tree| tree.value),
            Ok(Value::Text("😀".into()))
        );
    }
}
