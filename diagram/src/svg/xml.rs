//! XML as text: elements open and close in order, and whatever somebody typed stays content.

use std::fmt::{self, Write as _};

/// An element's attributes, in order.
pub(super) type Attributes<'a> = &'a [(&'a str, &'a dyn fmt::Display)];

/// A document while it is written, an element a line.
#[derive(Debug, Default)]
pub(super) struct Xml {
    text: String,
    open: Vec<&'static str>,
}

impl Xml {
    /// Begins an element that holds others.
    pub(super) fn open(&mut self, name: &'static str, attributes: Attributes<'_>) {
        self.tag(name, attributes);
        self.text.push_str(">\n");
        self.open.push(name);
    }

    /// Ends the element that was begun last.
    pub(super) fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.end(name);
        }
    }

    /// An element without content.
    pub(super) fn empty(&mut self, name: &str, attributes: Attributes<'_>) {
        self.tag(name, attributes);
        self.text.push_str("/>\n");
    }

    /// An element that holds words.
    pub(super) fn words(&mut self, name: &str, attributes: Attributes<'_>, words: &str) {
        self.tag(name, attributes);
        self.text.push('>');
        self.text.push_str(&escaped(words));
        self.end(name);
    }

    /// The text, with everything closed.
    pub(super) fn finished(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.text
    }

    fn tag(&mut self, name: &str, attributes: Attributes<'_>) {
        self.text.push('<');
        self.text.push_str(name);
        for (attribute, value) in attributes {
            // A string takes everything that is written to it.
            let _always = write!(self.text, " {attribute}=\"{}\"", escaped(&value.to_string()));
        }
    }

    fn end(&mut self, name: &str) {
        self.text.push_str("</");
        self.text.push_str(name);
        self.text.push_str(">\n");
    }
}

/// The text as content or as an attribute's value; what XML 1.0 cannot hold at all is replaced.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' => escaped.push_str("&#9;"),
            '\n' => escaped.push_str("&#10;"),
            '\r' => escaped.push_str("&#13;"),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_typed_ends_an_element_or_a_value() {
        let typed = "</title><script>\"&'\u{0}\u{1b}\u{fffe}\r\n\t";
        let mut xml = Xml::default();
        xml.open("g", &[("a", &typed)]);
        xml.words("title", &[], typed);
        let safe = "&lt;/title&gt;&lt;script&gt;&quot;&amp;'\u{fffd}\u{fffd}\u{fffd}&#13;&#10;&#9;";
        assert_eq!(xml.finished(), format!("<g a=\"{safe}\">\n<title>{safe}</title>\n</g>\n"));
    }

    #[test]
    fn what_is_open_closes_in_order() {
        let mut xml = Xml::default();
        xml.open("svg", &[]);
        xml.open("g", &[("n", &1)]);
        xml.empty("path", &[]);
        assert_eq!(xml.finished(), "<svg>\n<g n=\"1\">\n<path/>\n</g>\n</svg>\n");
    }
}
