//! An event as an object of JSON, with the names that people give to its fields.

use std::borrow::Cow;

use super::error::ImportError;
use super::lines::column;
use super::record::Record;
use crate::json::{Tree, Value};
use crate::steps::Steps;

/// What names where it happened; the likeliest first, without capitals and marks, so that
/// `process_id` and `processId` are one.
const HOSTS: [&str; 9] =
    ["host", "pid", "node", "process", "replica", "hostname", "processid", "nodeid", "nodename"];
/// What names its clock.
const CLOCKS: [&str; 4] = ["vc", "clock", "vectorclock", "vclock"];
/// What names what happened; in our own JSON Lines `message` is that of the network.
const TEXTS: [&str; 5] = ["msg", "event", "text", "message", "action"];

/// What an object is.
pub(super) enum Object<'a> {
    /// An event with its host, clock and text.
    Event(Record<'a>),
    /// None: what it lacks, as part of a sentence.
    Other(String),
}

/// Fields of an object, some of them taken.
type Fields<'a> = Vec<Option<(Cow<'a, str>, Tree<'a>)>>;

/// One object on a line.
pub(super) fn read<'a>(
    number: usize,
    line: &'a str,
    steps: &Steps,
) -> Result<Object<'a>, ImportError> {
    let tree = Tree::read(line, steps).map_err(|no| ImportError::Json {
        line: number,
        column: column(line, no.offset),
        says: no.says,
    })?;
    let Value::Object(fields) = tree.value else {
        return Ok(Object::Other("is no object".to_owned()));
    };
    let named = fields.into_iter().filter_map(|(key, value)| match key.value {
        Value::Text(key) => Some(Some((key, value))),
        _ => None,
    });
    let fields: Fields<'_> = named.collect();
    let clock = find(&fields, &CLOCKS, |value| matches!(value, Value::Object(_)))
        .or_else(|| find(&fields, &CLOCKS, |value| matches!(value, Value::Text(_))));
    let host = clock.and_then(|clock| host(&fields, clock));
    Ok(match (host, clock) {
        (Some(host), Some(clock)) => Object::Event(event(number, line, fields, host, clock)),
        _ => Object::Other(lacks(&fields, clock.is_some())),
    })
}

/// The event whose host and clock are in these fields.
fn event<'a>(
    number: usize,
    line: &'a str,
    mut fields: Fields<'a>,
    host: usize,
    clock: usize,
) -> Record<'a> {
    let clock = take(&mut fields, Some(clock)).map_or("", |clock| clock.slice);
    let host = take(&mut fields, Some(host)).map(words).unwrap_or_default();
    let text = find(&fields, &TEXTS, |value| !matches!(value, Value::Null));
    let text = take(&mut fields, text).map(words).unwrap_or_default();
    let others = fields.into_iter().flatten();
    let fields = others.map(|(key, value)| (key.into_owned(), words(value))).collect();
    let column = column(line, clock.as_ptr() as usize - line.as_ptr() as usize);
    Record { host, clock, text, fields, line: number, column }
}

/// The field with the likeliest of some names, if its value can be one.
fn find(fields: &Fields<'_>, names: &[&str], can_be: impl Fn(&Value<'_>) -> bool) -> Option<usize> {
    names.iter().find_map(|name| {
        fields.iter().position(|field| {
            let field = field.as_ref().filter(|(_, value)| can_be(&value.value));
            field.is_some_and(|(key, _)| is_called(key, name))
        })
    })
}

fn is_called(key: &str, name: &str) -> bool {
    let letters = key.chars().filter(|c| !matches!(c, '_' | '-' | ' '));
    letters.flat_map(char::to_lowercase).eq(name.chars())
}

/// The host: a name or a number, if there is one that the clock counts.
fn host(fields: &Fields<'_>, clock: usize) -> Option<usize> {
    let counted: Vec<&str> = match fields[clock].as_ref().map(|(_, clock)| &clock.value) {
        Some(Value::Object(entries)) => {
            let names = entries.iter().filter_map(|(key, _)| match &key.value {
                Value::Text(name) => Some(&**name),
                _ => None,
            });
            names.collect()
        }
        _ => Vec::new(),
    };
    let can_be = |value: &Value<'_>| matches!(value, Value::Text(_) | Value::Number);
    let candidates =
        HOSTS.iter().filter_map(|name| find(fields, &[*name], can_be)).collect::<Vec<_>>();
    let is_counted = |at: &usize| {
        let value = fields[*at].as_ref().map(|(_, value)| value);
        value.is_some_and(|value| match &value.value {
            Value::Text(name) => counted.contains(&&**name),
            _ => counted.contains(&value.slice),
        })
    };
    candidates.iter().find(|at| is_counted(at)).or(candidates.first()).copied()
}

fn take<'a>(fields: &mut Fields<'a>, at: Option<usize>) -> Option<Tree<'a>> {
    fields[at?].take().map(|(_, value)| value)
}

/// A text is itself, everything else its JSON.
fn words<'a>(value: Tree<'a>) -> Cow<'a, str> {
    match value.value {
        Value::Text(words) => words,
        _ => Cow::Borrowed(value.slice),
    }
}

/// What an object has not, and what it has.
fn lacks(fields: &Fields<'_>, has_clock: bool) -> String {
    let lacks = match has_clock {
        true => "has no host (`host`, `pid`, `node`, …)",
        false => "has no clock (`vc`, `clock`, `vector_clock`)",
    };
    let found: Vec<String> = fields
        .iter()
        .flatten()
        .take(8)
        .map(|(key, _)| format!("`{}`", key.escape_debug()))
        .collect();
    match found.is_empty() {
        true => format!("{lacks} and no other field"),
        false => format!("{lacks}, but {}", found.join(", ")),
    }
}
