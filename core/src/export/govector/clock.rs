//! A clock as it stands in a log: a JSON object of hosts and counts.

use std::borrow::Cow;

use crate::json::{Tree, Value};
use crate::steps::Steps;

/// Why a text is no clock, and where in it, in bytes.
pub(super) type NoClock = (usize, String);

/// Reads a clock. Hosts may stand twice, as JavaScript reads it: the last one counts. Quotes may be
/// escaped, as TLA+ writes them: `{\"A\":1}`.
pub(super) fn read(text: &str, steps: &Steps) -> Result<Vec<(String, u32)>, NoClock> {
    let text = match text.starts_with('"') {
        true => Cow::Owned(unquoted(text, steps)?),
        false => Cow::Borrowed(text),
    };
    match Tree::read(&text, steps) {
        Ok(tree) => entries(&text, &tree),
        Err(no) => {
            let plain = text.replace("\\\"", "\"");
            let tree = Tree::read(&plain, steps).map_err(|_| (no.offset, no.says))?;
            entries(&plain, &tree)
        }
    }
}

/// A clock that is a string of JSON.
fn unquoted(text: &str, steps: &Steps) -> Result<String, NoClock> {
    match Tree::read(text, steps).map_err(|no| (no.offset, no.says))?.value {
        Value::Text(inside) => Ok(inside.into_owned()),
        _ => Err((0, "an object of hosts and numbers was expected".to_owned())),
    }
}

fn entries(text: &str, tree: &Tree<'_>) -> Result<Vec<(String, u32)>, NoClock> {
    let Value::Object(fields) = &tree.value else {
        return Err((0, "an object of hosts and numbers was expected".to_owned()));
    };
    let mut entries = Vec::with_capacity(fields.len());
    for (key, count) in fields {
        let Value::Text(host) = &key.value else { continue };
        let whole = matches!(count.value, Value::Number).then(|| count.slice.parse::<u32>());
        let Some(Ok(number)) = whole else {
            let at = count.slice.as_ptr() as usize - text.as_ptr() as usize;
            let says = format!("a whole number up to {} was expected for {host}", u32::MAX);
            return Err((at, says));
        };
        entries.push((host.clone().into_owned(), number));
    }
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, u32)]) {
        let expected: Vec<_> = expected.iter().map(|(host, n)| ((*host).to_owned(), *n)).collect();
        assert_eq!(read(text, &Steps::default()), Ok(expected), "{text}");
    }

    #[test]
    fn clocks_are_read() {
        check("{}", &[]);
        check("{\"a b\":1, \"é\": 20}", &[("a b", 1), ("é", 20)]);
        check("{\\\"w1\\\":1,\\\"w2\\\":1}", &[("w1", 1), ("w2", 1)]);
        check("\"{\\\"w1\\\":1}\"", &[("w1", 1)]);
    }

    #[test]
    fn what_is_no_clock_is_told_with_its_place() {
        for (text, at) in [
            ("[1]", 0),
            ("{\"a\":-1}", 5),
            ("{\"a\":1.5}", 5),
            ("{\"a\":\"1\"}", 5),
            ("{\"a\":4294967296}", 5),
            ("{\"a\":1", 6),
            ("", 0),
        ] {
            assert_eq!(read(text, &Steps::default()).map_err(|(at, _)| at), Err(at), "{text}");
        }
    }
}
