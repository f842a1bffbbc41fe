//! Bodies: JSON objects whose values stay the text that they came as.

use std::borrow::Cow;

use crate::json::{Tree, Value, quoted, without_mark};
use crate::steps::Steps;

/// What a request carries.
#[derive(Clone, Debug)]
pub(super) enum Body<'a> {
    /// There is no body, or nothing but blanks.
    Empty,
    /// An object: keys and values, and what counts how many of them are looked at.
    Object(Vec<(Tree<'a>, Tree<'a>)>, &'a Steps),
    /// Something else, JSON or not.
    Wrong,
}

impl<'a> Body<'a> {
    /// Reads what a request carries; a mark of the byte order before it is passed over.
    pub(super) fn read(bytes: &'a [u8], steps: &'a Steps) -> Self {
        steps.count(bytes.len());
        let Ok(text) = std::str::from_utf8(bytes) else { return Self::Wrong };
        let text = without_mark(text);
        if text.trim().is_empty() {
            return Self::Empty;
        }
        match Tree::read(text, steps).map(|tree| tree.value) {
            Ok(Value::Object(fields)) => Self::Object(fields, steps),
            _ => Self::Wrong,
        }
    }

    /// The value of a field; of several the last.
    pub(super) fn get(&self, name: &str) -> Option<&Tree<'a>> {
        let Self::Object(fields, steps) = self else { return None };
        steps.count(fields.len());
        let is_it = |(key, _): &&(Tree<'a>, Tree<'a>)| text_of(key) == Some(name);
        fields.iter().rfind(is_it).map(|(_, value)| value)
    }

    /// Whether there is a field.
    pub(super) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }
}

/// The text that a value is, if it is one.
pub(super) fn text_of<'t>(tree: &'t Tree<'_>) -> Option<&'t str> {
    match &tree.value {
        Value::Text(Cow::Borrowed(text)) => Some(text),
        Value::Text(Cow::Owned(text)) => Some(text),
        _ => None,
    }
}

/// A stored value as JSON: as it stands if it is some, as a string if it is a plain word that a
/// scenario put there.
pub(super) fn as_json(stored: &str) -> String {
    if Tree::read(stored, &Steps::default()).is_ok() { stored.to_owned() } else { quoted(stored) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_field_of_a_name_counts_and_keeps_its_text() {
        let steps = Steps::default();
        let body = Body::read(br#" {"a": 1, "a": [1.50, {"b" : null}], "\u0063": ""} "#, &steps);
        assert_eq!(body.get("a").map(|tree| tree.slice), Some(r#"[1.50, {"b" : null}]"#));
        assert_eq!(body.get("c").and_then(text_of), Some(""));
        assert!(!body.has("b"));
        for wrong in [&b"[]"[..], b"{", b"\xff", b"null", b"{} {}"] {
            assert!(matches!(Body::read(wrong, &steps), Body::Wrong), "{wrong:?}");
        }
        assert!(matches!(Body::read(b" \n", &steps), Body::Empty));
        assert!(matches!(Body::read("\u{feff}".as_bytes(), &steps), Body::Empty));
        assert!(Body::read("\u{feff}{\"a\":1}".as_bytes(), &steps).has("a"));
        assert!(matches!(Body::read("\u{feff}\u{feff}{}".as_bytes(), &steps), Body::Wrong));
    }

    #[test]
    fn plain_words_are_strings_and_json_stays() {
        for (stored, json) in [
            ("wallet", "\"wallet\""),
            ("1.0", "1.0"),
            ("", "\"\""),
            ("{}", "{}"),
            ("\u{feff}1", "\"\u{feff}1\""),
        ] {
            assert_eq!(as_json(stored), json);
        }
    }
}
