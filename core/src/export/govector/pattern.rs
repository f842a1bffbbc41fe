//! Regular expressions as ShiViz takes them, in JavaScript's dialect, on the `regex-lite` engine:
//! its time is linear in the text, so no header can make it hang. What it does not have, as
//! lookahead and back references, is an error that says so.

use std::sync::Arc;

use regex_lite::{Regex, RegexBuilder};

use super::PATTERN_BYTES;
use super::error::ImportError;
use super::layout::{Captured, Pattern};

/// How large a compiled expression may be, in bytes: time grows with it.
const COMPILED_BYTES: usize = 64 * 1024;
/// How deeply groups may be nested.
const NESTING: u32 = 20;

/// Makes a pattern that matches whole lines, as ShiViz does with files.
pub(super) fn compile(source: &str, line: usize) -> Result<Pattern, ImportError> {
    if source.len() > PATTERN_BYTES {
        let says = format!("it has {} bytes, and {PATTERN_BYTES} are the most", source.len());
        return Err(ImportError::Pattern { line, says });
    }
    let regex = RegexBuilder::new(&format!("^{}$", in_our_dialect(source)))
        .multi_line(true)
        .size_limit(COMPILED_BYTES)
        .nest_limit(NESTING)
        .build()
        .map_err(|error| ImportError::Pattern { line, says: error.to_string() })?;
    let named: Vec<(usize, Arc<str>)> = regex
        .capture_names()
        .enumerate()
        .filter_map(|(at, name)| Some((at, name?.into())))
        .collect();
    let (places, names): (Vec<usize>, Vec<Arc<str>>) = named.into_iter().unzip();
    let find = Box::new(move |text: &str, from: usize| captured(&regex, &places, text, from));
    Ok(Pattern { names, find })
}

fn captured(regex: &Regex, places: &[usize], text: &str, from: usize) -> Option<Captured> {
    let captures = regex.captures_at(text, from)?;
    let whole = captures.get(0)?.range();
    let groups = places.iter().map(|at| captures.get(*at).map(|group| group.range()));
    Some((whole, groups.collect()))
}

/// The same expression for the engine: a brace that counts nothing and a bracket inside brackets
/// stand for themselves in JavaScript, and `[^]` is any character.
fn in_our_dialect(source: &str) -> String {
    let mut ours = String::with_capacity(source.len() + 16);
    let mut rest = source;
    let mut in_class = false;
    while let Some(next) = rest.chars().next() {
        let taken = match next {
            '\\' => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            '{' if !in_class => counting(rest).unwrap_or(1),
            '[' if !in_class && rest.starts_with("[^]") => 3,
            _ => next.len_utf8(),
        };
        let piece = &rest[..taken];
        match piece {
            "[^]" => ours.push_str(r"[\s\S]"),
            "{" | "}" if !in_class => ours.extend(['\\', next]),
            "[" | "&" | "~" if in_class => ours.extend(['\\', next]),
            _ => ours.push_str(piece),
        }
        match piece {
            "[" => in_class = true,
            "]" => in_class = false,
            _ => {}
        }
        rest = &rest[taken..];
    }
    ours
}

/// The length of `{2}`, `{2,}` or `{2,3}` at the beginning.
fn counting(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('{')?.split_once('}')?.0;
    let (least, most) = inside.split_once(',').unwrap_or((inside, ""));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    (!least.is_empty() && is_number(least) && is_number(most)).then_some(inside.len() + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, text: &str, expected: &[&str]) {
        let pattern = compile(source, 1).unwrap();
        let (_, groups) = (pattern.find)(text, 0).unwrap_or_else(|| panic!("{source}: {text}"));
        let found: Vec<&str> = groups.into_iter().map(|at| &text[at.unwrap()]).collect();
        assert_eq!(found, expected, "{source}");
    }

    #[test]
    fn javascript_is_understood() {
        check(
            r"(?<host>\S*) (?<clock>{.*})\n(?<event>.*)",
            "a {\"a\":1}\nx",
            &["a", "{\"a\":1}", "x"],
        );
        check(r"(?<event>[^]*)\/(?<host>[[(]a{2,3}[\]}])", "x\ny/(aaa}", &["x\ny", "(aaa}"]);
        check(r"(?<host>[&~a]+)(?:{|})+", "a&&~{}", &["a&&~"]);
    }

    #[test]
    fn what_the_engine_lacks_is_said() {
        let nested = format!("{}a{}", "(".repeat(30), ")".repeat(30));
        for source in ["(?<host>a)(?=b)", "(", r"(?<a>x)\1", &nested, "(a{1000}){1000}"] {
            let error = compile(source, 1).map(|_| ()).unwrap_err().to_string();
            assert!(
                error.starts_with("Line 1: the regular expression cannot be read: "),
                "{error}"
            );
        }
        let long = "a".repeat(PATTERN_BYTES + 1);
        assert!(compile(&long, 2).is_err());
    }
}
