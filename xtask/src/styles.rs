//! Styles that nothing has: a class or a value of an attribute that was renamed in the page and not
//! in its styles leaves a part of the page bare, and no test that reads words sees it.

use std::collections::BTreeSet;

/// Where the page's styles lie.
const STYLES: &str = "web/styles/";
/// Where what has them is written.
const SOURCES: [&str; 3] = ["web/src/", "diagram/src/", "index.html"];

/// The classes and the values of attributes that are styled, and that no source mentions.
pub(crate) fn breaches(texts: &[(String, String)]) -> Vec<String> {
    let sources = texts.iter().filter(|(name, _)| SOURCES.iter().any(|at| name.starts_with(at)));
    let mentioned: BTreeSet<&str> = sources.flat_map(|(_, text)| words(text)).collect();
    let styles = texts.iter().filter(|(name, _)| name.starts_with(STYLES));
    let styled = styles.flat_map(|(name, text)| named(text).map(move |what| (name, what)));
    let bare: BTreeSet<_> = styled.filter(|(_, what)| !mentioned.contains(what)).collect();
    bare.into_iter()
        .map(|(name, what)| format!("{name}: `{what}` is styled, and nothing has it."))
        .collect()
}

/// The words of a source, as names in styles are made: letters, digits, `-` and `_`.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'))
}

/// What the selectors of a style sheet name: `.class` and `[attribute="value"]`.
fn named(text: &str) -> impl Iterator<Item = &str> {
    selectors(text).flat_map(|selector| {
        let classes = selector.match_indices('.').map(|(at, _)| &selector[at + 1..]);
        let values = selector.match_indices("=\"").map(|(at, _)| &selector[at + 2..]);
        classes.chain(values).filter_map(|rest| words(rest).next()).filter(|word| !word.is_empty())
    })
}

/// What stands before each `{`, without comments and without rules such as `@media`.
fn selectors(text: &str) -> impl Iterator<Item = &str> {
    let pieces = text.split("/*").flat_map(|piece| {
        let code = piece.split_once("*/").map_or(piece, |(_, code)| code);
        code.split(['}', ';'])
    });
    pieces.flat_map(|piece| {
        let opened: Vec<&str> = piece.split('{').collect();
        let n_selectors = opened.len() - 1;
        opened.into_iter().take(n_selectors).map(str::trim).filter(|piece| !piece.starts_with('@'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(css: &str, source: &str) -> Vec<String> {
        breaches(&[
            ("web/styles/a.css".to_owned(), css.to_owned()),
            ("web/src/panels/a.rs".to_owned(), source.to_owned()),
        ])
    }

    #[test]
    fn a_class_that_was_renamed_in_the_page_alone_is_found() {
        let css = "/* .old */\n@media (max-width: 1.5em) {\n  .peek, .peek__tab:hover { top: 0.5px; }\n}\n";
        assert_eq!(found(css, "class=\"peek peek__tab\""), [""; 0]);
        assert_eq!(
            found(css, "class=\"peek sheet__tab\""),
            ["web/styles/a.css: `peek__tab` is styled, and nothing has it."]
        );
    }

    #[test]
    fn a_value_of_an_attribute_is_looked_for_too() {
        let css = ".m[data-state=\"flight\"] .l { stroke-dasharray: 7 5; }";
        assert_eq!(found(css, "\"m\" \"l\" \"flight\""), [""; 0]);
        assert_eq!(
            found(css, "\"m\" \"l\" \"in-flight\""),
            ["web/styles/a.css: `flight` is styled, and nothing has it."]
        );
    }
}
