//! A place in a line of text that moves on as the line is read. All offsets are bytes, always
//! between two characters.

use super::error::Reason;
use super::words::excerpt;
use crate::steps::Steps;

/// What is wrong in a line, and at which byte of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ParseError {
    /// Where reading stopped, in bytes.
    pub(super) at: usize,
    /// What is wrong there.
    pub(super) reason: Reason,
}

/// Whether a character can stand in a name without quotes.
pub(super) fn is_word_character(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// The rest of a line. Whatever it passes over is counted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'a> {
    line: &'a str,
    at: usize,
    steps: &'a Steps,
}

impl<'a> Cursor<'a> {
    /// The whole of a line.
    pub(super) fn new(line: &'a str, steps: &'a Steps) -> Self {
        Self { line, at: 0, steps }
    }

    /// How many bytes have been read.
    pub(super) fn at(self) -> usize {
        self.at
    }

    /// Moves on, after a look at one character more.
    fn pass(&mut self, n_bytes: usize) {
        self.steps.count(n_bytes + 1);
        self.at += n_bytes;
    }

    /// What has not been read yet.
    pub(super) fn rest(self) -> &'a str {
        &self.line[self.at..]
    }

    /// Passes over white space.
    pub(super) fn skip_blanks(&mut self) {
        self.take_while(char::is_whitespace);
    }

    /// Passes over a token, if it is the next thing.
    pub(super) fn eat(&mut self, token: &str) -> bool {
        let is_next = self.rest().starts_with(token);
        self.pass(if is_next { token.len() } else { 0 });
        is_next
    }

    /// Reads characters as long as they fit.
    pub(super) fn take_while(&mut self, fits: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|c| !fits(c)).unwrap_or(rest.len());
        self.pass(end);
        &rest[..end]
    }

    /// Reads letters, digits and underscores; may be empty.
    pub(super) fn word(&mut self) -> &'a str {
        self.take_while(is_word_character)
    }

    /// The word that would be read next.
    pub(super) fn word_ahead(mut self) -> &'a str {
        self.word()
    }

    /// Reads up to white space or an equals sign; may be empty.
    pub(super) fn token(&mut self) -> &'a str {
        self.take_while(|c| !c.is_whitespace() && c != '=')
    }

    /// Whether only white space and a comment are left. A comment starts with `#` after white
    /// space or at the start of the line.
    pub(super) fn at_end(mut self) -> bool {
        self.skip_blanks();
        let blank_before = self.line[..self.at].chars().next_back().is_none_or(char::is_whitespace);
        self.rest().is_empty() || (blank_before && self.rest().starts_with('#'))
    }

    /// Demands that only white space and a comment are left.
    pub(super) fn expect_end(mut self) -> Result<(), ParseError> {
        if self.at_end() {
            return Ok(());
        }
        self.skip_blanks();
        Err(self.expected("the end of the line"))
    }

    /// Reads a number of decimal digits.
    pub(super) fn number(&mut self, what: &str) -> Result<u64, ParseError> {
        let start = *self;
        let digits = self.take_while(|c| c.is_ascii_digit());
        digits.parse().map_err(|_| start.expected(what))
    }

    /// Reads a text between quotes, if a quote is the next thing. Inside, `\"`, `\\`, `\n`, `\r`,
    /// `\t` and `\u{41}` stand for single characters.
    pub(super) fn quoted(&mut self) -> Result<Option<String>, ParseError> {
        let start = *self;
        if !self.eat("\"") {
            return Ok(None);
        }
        let mut text = String::new();
        loop {
            text.push_str(self.take_while(|c| c != '"' && c != '\\'));
            if self.eat("\"") {
                return Ok(Some(text));
            }
            let escape = *self;
            if !self.eat("\\") {
                return Err(start.expected("a closing quote"));
            }
            text.push(
                self.escaped().ok_or_else(|| {
                    escape.expected("one of \\\", \\\\, \\n, \\r, \\t and \\u{…}")
                })?,
            );
        }
    }

    fn escaped(&mut self) -> Option<char> {
        let letter = self.rest().chars().next()?;
        self.pass(letter.len_utf8());
        match letter {
            '"' | '\\' => Some(letter),
            'n' => Some('\n'),
            'r' => Some('\r'),
            't' => Some('\t'),
            'u' => {
                let digits = self.eat("{").then(|| self.take_while(|c| c.is_ascii_hexdigit()))?;
                let code = u32::from_str_radix(digits, 16).ok()?;
                self.eat("}").then(|| char::from_u32(code))?
            }
            _ => None,
        }
    }

    /// Reads a text to the end of the line: between quotes, or as it stands up to a comment,
    /// without white space around it; `None` if there is none.
    pub(super) fn text(&mut self) -> Result<Option<String>, ParseError> {
        self.skip_blanks();
        if let Some(text) = self.quoted()? {
            self.expect_end()?;
            return Ok(Some(text));
        }
        if self.at_end() {
            return Ok(None);
        }
        let rest = self.rest();
        let ends = rest.match_indices('#').map(|(at, _)| at);
        let mut comments = ends.filter(|&at| rest[..at].ends_with(char::is_whitespace));
        let text = &rest[..comments.next().unwrap_or(rest.len())];
        self.pass(text.len());
        Ok(Some(text.trim_end().to_owned()))
    }

    /// That something else belongs here.
    pub(super) fn expected(self, what: &str) -> ParseError {
        let rest = self.rest().trim();
        self.steps.count(self.rest().len() - rest.len());
        let found = match rest {
            "" => "the end of the line".to_owned(),
            rest => format!("`{}`", excerpt(rest)),
        };
        self.parse_error(Reason::Expected { what: what.to_owned(), found })
    }

    /// That something is wrong here.
    pub(super) fn parse_error(self, reason: Reason) -> ParseError {
        ParseError { at: self.at, reason }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_needs_space_before_it() {
        let steps = Steps::default();
        assert!(Cursor::new("  ", &steps).at_end() && Cursor::new("# x", &steps).at_end());
        let mut cursor = Cursor::new("A>C#2 # x", &steps);
        assert_eq!(cursor.take_while(|c| c != '#'), "A>C");
        assert!(!cursor.at_end());
        assert!(cursor.eat("#2") && cursor.at_end());
    }

    #[test]
    fn broken_quotes_say_where_they_break() {
        let check = |text: &str, at: usize| match Cursor::new(text, &Steps::default()).quoted() {
            Err(parse_error) => assert_eq!(parse_error.at, at, "{text}"),
            Ok(read) => panic!("{text} was read as {read:?}"),
        };
        check("\"abc", 0);
        check("\"a\\", 2);
        check("\"a\\q\"", 2);
        check("\"\\u{}\"", 1);
        check("\"\\u{d800}\"", 1);
        check("\"\\u{41\"", 1);
        check("\"\\u{fffffffff}\"", 1);
    }
}
