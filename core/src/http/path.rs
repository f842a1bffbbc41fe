//! Paths: split as they travel, and decoded only afterwards, so that an encoded slash is a part of
//! a key.

use crate::steps::Steps;

/// A path in its parts, all as they travel.
#[derive(Clone, Debug)]
pub(super) struct Path<'a> {
    /// What stands between the slashes.
    pub(super) segments: Vec<&'a str>,
    /// What stands behind the question mark.
    query: &'a str,
    steps: &'a Steps,
}

impl<'a> Path<'a> {
    /// The parts of a path.
    pub(super) fn new(path: &'a str, steps: &'a Steps) -> Self {
        steps.count(path.len());
        let path = path.split('#').next().unwrap_or_default();
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let path = path.strip_prefix('/').unwrap_or(path);
        Self { segments: path.split('/').collect(), query, steps }
    }

    /// A parameter of the query, decoded; the last of that name. `None` also if it is no text.
    pub(super) fn parameter(&self, name: &str) -> Option<String> {
        self.steps.count(self.query.len());
        let mut pairs =
            self.query.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        let plain = |text: &str| decoded(&text.replace('+', " "));
        let found = pairs.rfind(|(key, _)| plain(key).as_deref() == Some(name));
        found.and_then(|(_, value)| plain(value))
    }
}

/// A text without its percent signs; one that no two digits follow stands for itself. `None` if it
/// is no UTF-8.
pub(super) fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let (byte, after) = match (first, after) {
            (b'%', [high, low, behind @ ..]) => match (digit(*high), digit(*low)) {
                (Some(high), Some(low)) => (high * 16 + low, behind),
                _ => (first, after),
            },
            _ => (first, after),
        };
        bytes.push(byte);
        rest = after;
    }
    String::from_utf8(bytes).ok()
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_encoded_slash_does_not_split() {
        let steps = Steps::default();
        let path = Path::new("/kvs/data%2Fx?a=1&b=%7B+%7D&b=2#frag/ment", &steps);
        assert_eq!(path.segments, ["kvs", "data%2Fx"]);
        assert_eq!(decoded(path.segments[1]).as_deref(), Some("data/x"));
        assert_eq!(path.parameter("a").as_deref(), Some("1"));
        assert_eq!(path.parameter("b").as_deref(), Some("2"));
        assert_eq!(path.parameter("c"), None);
        assert_eq!(Path::new("", &steps).segments, [""]);
        assert_eq!(Path::new("/kvs/", &steps).segments, ["kvs", ""]);
    }

    #[test]
    fn what_is_not_encoded_stands_for_itself() {
        for (text, expected) in [("%", "%"), ("%4", "%4"), ("%zz1", "%zz1"), ("a%C3%a9", "aé")] {
            assert_eq!(decoded(text).as_deref(), Some(expected));
        }
        assert_eq!(decoded("%ff"), None);
        let steps = Steps::default();
        assert_eq!(Path::new("?q=%7B%20%7D+%2B", &steps).parameter("q").as_deref(), Some("{ } +"));
    }
}
