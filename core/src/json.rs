//! JSON as a tree whose every value knows the part of the text that it came from, so that errors
//! found long after the reading can still name a line and a column. Numbers stay text: nothing here
//! needs a float, and a whole number of any size survives.

mod strings;

use std::borrow::Cow;

use json_event_parser::{JsonEvent, JsonSyntaxError, LowLevelJsonParser, LowLevelJsonParserResult};

use crate::steps::Steps;
use strings::bad_escape;
pub(crate) use strings::{between_quotes, quoted};

/// How deeply lists and objects may be nested.
const DEPTH_MAX: usize = 128;

/// A value and its part of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tree<'a> {
    /// The part of the text that it was read from.
    pub(crate) slice: &'a str,
    /// What that part says.
    pub(crate) value: Value<'a>,
}

/// A value of JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value<'a> {
    /// The word `null`.
    Null,
    /// The word `true` or `false`.
    Switch(bool),
    /// A number; it is what its slice says.
    Number,
    /// A string without its quotes and escapes.
    Text(Cow<'a, str>),
    /// An array, in order.
    List(Vec<Tree<'a>>),
    /// An object: keys and values in the order of the text, also those that stand twice.
    Object(Vec<(Tree<'a>, Tree<'a>)>),
}

/// Where a text stops being JSON, in bytes from its start, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NoJson {
    /// Where reading stopped, in bytes.
    pub(crate) offset: usize,
    /// Why, as part of a sentence.
    pub(crate) says: String,
}

/// A list or an object that has begun.
struct Begun<'a> {
    start: usize,
    keys: Vec<Tree<'a>>,
    values: Vec<Tree<'a>>,
}

/// The mark that some programs put before a text, which is no part of it.
const MARK: char = '\u{feff}';

/// A file or a body without the mark that may stand before it.
pub(crate) fn without_mark(text: &str) -> &str {
    text.strip_prefix(MARK).unwrap_or(text)
}

impl<'a> Tree<'a> {
    /// Reads the one value that a text is.
    pub(crate) fn read(text: &'a str, steps: &Steps) -> Result<Self, NoJson> {
        // The parser passes over a mark, and then the text is more than the value.
        if text.starts_with(MARK) {
            return Err(stray(0, MARK));
        }
        let mut parser = LowLevelJsonParser::new().with_max_stack_size(DEPTH_MAX);
        let (mut open, mut at) = (Vec::<Begun<'a>>::new(), 0);
        let mut whole = None;
        loop {
            let rest = &text[at..];
            let LowLevelJsonParserResult { event, consumed_bytes } =
                parser.parse_next(rest.as_bytes(), true);
            let begins = |c| matches!(c, ' ' | '\t' | '\r' | '\n' | ',' | ':');
            let start = at + (rest.len() - rest.trim_start_matches(begins).len());
            at += consumed_bytes;
            steps.count(consumed_bytes + 1);
            let event = event.unwrap_or(Ok(JsonEvent::Eof)).map_err(|error| {
                // The parser has looked for an end that never came.
                steps.count(rest.len());
                bad_escape(text, start).unwrap_or_else(|| no_json(text, &error))
            })?;
            let value = match event {
                JsonEvent::Eof => return whole.ok_or_else(|| ends_early(text)),
                JsonEvent::StartArray | JsonEvent::StartObject => {
                    open.push(Begun { start, keys: Vec::new(), values: Vec::new() });
                    continue;
                }
                JsonEvent::ObjectKey(key) => {
                    let slice = &text[start..at];
                    let begun = open.last_mut().ok_or_else(|| ends_early(text))?;
                    begun.keys.push(Tree { slice, value: Value::Text(key) });
                    continue;
                }
                JsonEvent::EndArray | JsonEvent::EndObject => {
                    let begun = open.pop().ok_or_else(|| ends_early(text))?;
                    begun.end(text, at, event == JsonEvent::EndObject)
                }
                JsonEvent::String(string) => tree(text, start, at, Value::Text(string)),
                JsonEvent::Number(_) => tree(text, start, at, Value::Number),
                JsonEvent::Boolean(on) => tree(text, start, at, Value::Switch(on)),
                JsonEvent::Null => tree(text, start, at, Value::Null),
            };
            match open.last_mut() {
                Some(begun) => begun.values.push(value),
                None => whole = Some(value),
            }
        }
    }
}

impl<'a> Begun<'a> {
    fn end(self, text: &'a str, at: usize, is_object: bool) -> Tree<'a> {
        let value = if is_object {
            Value::Object(self.keys.into_iter().zip(self.values).collect())
        } else {
            Value::List(self.values)
        };
        tree(text, self.start, at, value)
    }
}

fn tree<'a>(text: &'a str, start: usize, end: usize, value: Value<'a>) -> Tree<'a> {
    Tree { slice: &text[start..end], value }
}

fn no_json(text: &str, error: &JsonSyntaxError) -> NoJson {
    let offset = usize::try_from(error.location().start.offset).unwrap_or(usize::MAX);
    let offset = (0..=offset.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    let offset = offset.unwrap_or(0);
    let message = error.message();
    let is_stray = message.starts_with("Unexpected char") || message.starts_with("Unexpected byte");
    match text[offset..].chars().next().filter(|_| is_stray) {
        Some(found) => stray(offset, found),
        None => NoJson { offset, says: visible(message) },
    }
}

fn stray(offset: usize, found: char) -> NoJson {
    NoJson { offset, says: format!("`{}` does not belong here", found.escape_debug()) }
}

/// A message as part of a sentence, without anything that a page or a terminal would act on.
fn visible(message: &str) -> String {
    let mut says = String::with_capacity(message.len());
    for (index, character) in message.chars().enumerate() {
        match character {
            hidden if hidden.is_control() => says.extend(hidden.escape_default()),
            first if index == 0 => says.push(first.to_ascii_lowercase()),
            character => says.push(character),
        }
    }
    says
}

fn ends_early(text: &str) -> NoJson {
    NoJson { offset: text.len(), says: "unexpected end of file, a value was expected".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_value_knows_its_part_of_the_text() {
        let text = " { \"a\" : [1.50, true ,null], \"b\":{}, \"a\" : \"\\u00e9\" } ";
        let Tree { slice, value: Value::Object(fields) } =
            Tree::read(text, &Steps::default()).unwrap()
        else {
            panic!("an object");
        };
        assert_eq!(slice, text.trim());
        let shown: Vec<_> = fields.iter().map(|(key, value)| (key.slice, value.slice)).collect();
        assert_eq!(
            shown,
            [("\"a\"", "[1.50, true ,null]"), ("\"b\"", "{}"), ("\"a\"", "\"\\u00e9\"")]
        );
        assert_eq!(fields[2].1.value, Value::Text("é".into()));
        let Value::List(list) = &fields[0].1.value else { panic!("a list") };
        assert_eq!(
            list.iter().map(|tree| tree.slice).collect::<Vec<_>>(),
            ["1.50", "true", "null"]
        );
    }

    #[test]
    fn what_is_no_json_is_told_with_its_place() {
        let texts =
            [("", 0), ("{} x", 3), ("[1,]", 3), ("\"a", 0), ("{\"a\":é}", 5), ("\u{feff}1", 0)];
        for (text, offset) in texts {
            assert_eq!(
                Tree::read(text, &Steps::default()).map_err(|no| no.offset),
                Err(offset),
                "{text}"
            );
        }
        let deep = "[".repeat(100_000);
        assert!(Tree::read(&deep, &Steps::default()).is_err());
    }

    proptest! {
        #[test]
        fn any_text_survives_quoting(text in any::<String>()) {
            let quoted = quoted(&text);
            let tree = Tree::read(&quoted, &Steps::default()).expect("a JSON string");
            prop_assert_eq!(tree.value, Value::Text(text.into()));
        }

        #[test]
        fn any_input_is_answered(text in any::<String>(), json in "[\\[\\]{}:,\"a1 ]{0,12}") {
            for text in [text, json] {
                if let Err(no) = Tree::read(&text, &Steps::default()) {
                    prop_assert!(no.offset <= text.len());
                    prop_assert!(!no.says.contains(char::is_control), "{:?}", no.says);
                }
            }
        }
    }
}
