//! A JSON object that is written field by field.

use crate::json::quoted;

/// An object that is not closed yet.
pub(super) struct Object(String);

impl Object {
    pub(super) fn new() -> Self {
        Self("{".to_owned())
    }

    /// The object as text, closed.
    pub(super) fn done(mut self) -> String {
        self.0.push('}');
        self.0
    }

    pub(super) fn text(&mut self, name: &str, text: &str) {
        self.raw(name, &quoted(text));
    }

    pub(super) fn text_or_null(&mut self, name: &str, value: Option<impl ToString>) {
        match value {
            Some(value) => self.text(name, &value.to_string()),
            None => self.null(name),
        }
    }

    pub(super) fn number(&mut self, name: &str, number: u64) {
        self.raw(name, &number.to_string());
    }

    pub(super) fn signed(&mut self, name: &str, number: i64) {
        self.raw(name, &number.to_string());
    }

    pub(super) fn switch(&mut self, name: &str, on: bool) {
        self.raw(name, if on { "true" } else { "false" });
    }

    pub(super) fn null(&mut self, name: &str) {
        self.raw(name, "null");
    }

    pub(super) fn object(&mut self, name: &str, object: Self) {
        self.raw(name, &object.done());
    }

    /// A list of values that are JSON already.
    pub(super) fn list(&mut self, name: &str, values: impl Iterator<Item = String>) {
        let values: Vec<String> = values.collect();
        self.raw(name, &format!("[{}]", values.join(",")));
    }

    fn raw(&mut self, name: &str, json: &str) {
        if self.0.len() > 1 {
            self.0.push(',');
        }
        self.0.push_str(&quoted(name));
        self.0.push(':');
        self.0.push_str(json);
    }
}

/// Names and how often each has counted.
pub(super) fn counts(entries: impl Iterator<Item = (impl ToString, u32)>) -> Object {
    let mut object = Object::new();
    entries.for_each(|(name, count)| object.number(&name.to_string(), u64::from(count)));
    object
}
