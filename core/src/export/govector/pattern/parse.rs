//! A regular expression as a tree, in JavaScript's dialect: a brace that counts nothing stands for
//! itself, `[^]` is any character, an escaped letter without a meaning is that letter.

use super::class::Class;

/// How deeply groups may be nested.
const NESTING: usize = 20;

/// A piece of an expression.
#[derive(Clone, Debug)]
pub(super) enum Node {
    /// One character of a set.
    Class(Class),
    /// Nothing, at such a place.
    Assert(Assertion),
    /// A named group, by its number.
    Group(usize, Box<Node>),
    /// One after the other.
    All(Vec<Node>),
    /// The first of these that fits.
    Either(Vec<Node>),
    /// As often as that; as often as possible if greedy.
    Repeat { what: Box<Node>, least: usize, most: Option<usize>, is_greedy: bool },
}

/// What can be asked of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Assertion {
    LineStart,
    LineEnd,
    WordEdge,
    NoWordEdge,
}

/// Branches, each a sequence.
type Branches = Vec<Vec<Node>>;

impl Node {
    /// Any number of blanks.
    pub(super) fn blanks() -> Self {
        let what = Box::new(Self::Class(Class::new([(' ', ' '), ('\t', '\t')])));
        Self::Repeat { what, least: 0, most: None, is_greedy: true }
    }

    pub(super) fn of_branches(branches: Branches) -> Self {
        Self::Either(branches.into_iter().map(Self::All).collect())
    }
}

/// The branches of an expression, and the names of its groups; or why it is none.
pub(super) fn parse(source: &str) -> Result<(Branches, Vec<String>), String> {
    let mut parser = Parser { rest: source, names: Vec::new(), depth: 0 };
    let branches = parser.branches()?;
    if parser.rest.is_empty() {
        Ok((branches, parser.names))
    } else {
        Err("a `)` closes nothing".to_owned())
    }
}

struct Parser<'a> {
    rest: &'a str,
    names: Vec<String>,
    depth: usize,
}

impl Parser<'_> {
    fn next(&mut self) -> Option<char> {
        let mut characters = self.rest.chars();
        let next = characters.next();
        self.rest = characters.as_str();
        next
    }

    fn take(&mut self, text: &str) -> bool {
        let after = self.rest.strip_prefix(text);
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }

    fn branches(&mut self) -> Result<Branches, String> {
        let mut branches = vec![Vec::new()];
        while !self.rest.is_empty() && !self.rest.starts_with(')') {
            if self.take("|") {
                branches.push(Vec::new());
                continue;
            }
            let atom = self.atom()?;
            let piece = self.repeated(atom)?;
            branches.last_mut().expect("one at least").push(piece);
        }
        Ok(branches)
    }

    fn atom(&mut self) -> Result<Node, String> {
        if counting(self.rest).is_some() {
            return Err("there is nothing that could be repeated".to_owned());
        }
        Ok(match self.next().unwrap_or_default() {
            '(' => return self.group(),
            '[' => Node::Class(self.class()?),
            '.' => Node::Class(Class::dot()),
            '^' => Node::Assert(Assertion::LineStart),
            '$' => Node::Assert(Assertion::LineEnd),
            '\\' if self.take("b") => Node::Assert(Assertion::WordEdge),
            '\\' if self.take("B") => Node::Assert(Assertion::NoWordEdge),
            '\\' => {
                let escaped = self.escaped()?;
                let is_line_end = escaped == Class::one('\n');
                let end = Node::Class(escaped);
                if is_line_end { Node::All(vec![Node::blanks(), end]) } else { end }
            }
            '*' | '+' | '?' => return Err("there is nothing that could be repeated".to_owned()),
            itself => Node::Class(Class::one(itself)),
        })
    }

    fn group(&mut self) -> Result<Node, String> {
        let name = if self.take("?:") {
            None
        } else if ["?=", "?!", "?<=", "?<!"].iter().any(|look| self.rest.starts_with(look)) {
            return Err("looking ahead or back is not possible here".to_owned());
        } else if self.take("?<") {
            Some(self.name()?)
        } else if self.rest.starts_with('?') {
            return Err("no group begins with `(?` and that".to_owned());
        } else {
            None
        };
        self.depth += 1;
        if self.depth > NESTING {
            return Err(format!("groups are nested more than {NESTING} deep"));
        }
        let inside = Node::of_branches(self.branches()?);
        self.depth -= 1;
        if !self.take(")") {
            return Err("a `(` is not closed".to_owned());
        }
        Ok(match name {
            Some(name) => Node::Group(name, Box::new(inside)),
            None => inside,
        })
    }

    /// Gives a group its number.
    fn name(&mut self) -> Result<usize, String> {
        let (name, rest) = self.rest.split_once('>').ok_or("the name of a group has no end")?;
        let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
        if name.is_empty() || !name.chars().all(is_word) {
            return Err("the name of a group is no word".to_owned());
        }
        if self.names.iter().any(|known| known == name) {
            return Err(format!("two groups are called {name}"));
        }
        self.rest = rest;
        self.names.push(name.to_owned());
        Ok(self.names.len() - 1)
    }

    fn repeated(&mut self, what: Node) -> Result<Node, String> {
        let (least, most) = if self.take("*") {
            (0, None)
        } else if self.take("+") {
            (1, None)
        } else if self.take("?") {
            (0, Some(1))
        } else if let Some((length, least, most)) = counting(self.rest) {
            self.rest = &self.rest[length..];
            (least, most)
        } else {
            return Ok(what);
        };
        if most.is_some_and(|most| most < least) {
            return Err("a repetition ends before it begins".to_owned());
        }
        let is_greedy = !self.take("?");
        Ok(Node::Repeat { what: Box::new(what), least, most, is_greedy })
    }

    fn class(&mut self) -> Result<Class, String> {
        let is_negated = self.take("^");
        let mut class = Class::default();
        while !self.take("]") {
            let first = self.member()?;
            if !self.rest.starts_with("-]") && self.take("-") {
                let last = self.member()?;
                match (first, last) {
                    (Ok(first), Ok(last)) if first <= last => class.add(first, last),
                    (Ok(_), Ok(_)) => return Err("a range ends before it begins".to_owned()),
                    (first, last) => {
                        [first, Ok('-'), last]
                            .into_iter()
                            .for_each(|member| add(&mut class, member));
                    }
                }
            } else {
                add(&mut class, first);
            }
        }
        Ok(if is_negated { class.negated() } else { class })
    }

    /// One character of a set, or a set in it.
    fn member(&mut self) -> Result<Result<char, Class>, String> {
        match self.next().ok_or("a `[` is not closed")? {
            '\\' if self.take("b") => Ok(Ok('\u{8}')),
            '\\' => match self.rest.chars().next().and_then(Class::named) {
                Some(named) => {
                    self.next();
                    Ok(Err(named))
                }
                None => self.escape().map(Ok),
            },
            itself => Ok(Ok(itself)),
        }
    }

    fn escaped(&mut self) -> Result<Class, String> {
        let first = self.rest.chars().next();
        if first.is_some_and(|first| ('1'..='9').contains(&first)) || self.rest.starts_with("k<") {
            return Err("references back to a group are not possible here".to_owned());
        }
        match first.and_then(Class::named) {
            Some(named) => {
                self.next();
                Ok(named)
            }
            None => self.escape().map(Class::one),
        }
    }

    /// The character that an escape stands for.
    fn escape(&mut self) -> Result<char, String> {
        Ok(match self.next().ok_or("it ends in a backslash")? {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'f' => '\u{c}',
            'v' => '\u{b}',
            '0' => '\0',
            'x' => self.code(2)?.unwrap_or('x'),
            'u' => self.code(4)?.unwrap_or('u'),
            itself => itself,
        })
    }

    /// The character of a code in so many digits; none if there is no code.
    fn code(&mut self, n_digits: usize) -> Result<Option<char>, String> {
        let digits = self.rest.get(..n_digits).unwrap_or_default();
        let is_code = digits.len() == n_digits && digits.bytes().all(|b| b.is_ascii_hexdigit());
        let Some(code) = is_code.then(|| u32::from_str_radix(digits, 16).unwrap_or(0)) else {
            return Ok(None);
        };
        self.rest = &self.rest[n_digits..];
        char::from_u32(code).map(Some).ok_or_else(|| format!("`\\u{code:X}` is half a character"))
    }
}

fn add(class: &mut Class, member: Result<char, Class>) {
    match member {
        Ok(one) => class.add(one, one),
        Err(named) => class.extend(&named),
    }
}

/// The length of `{2}`, `{2,}` or `{2,3}` at the beginning, and what it says. Numbers that are too
/// large for anything are large all the same.
fn counting(text: &str) -> Option<(usize, usize, Option<usize>)> {
    let inside = text.strip_prefix('{')?.split_once('}')?.0;
    let (least, most) = inside.split_once(',').map_or((inside, None), |(l, m)| (l, Some(m)));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if least.is_empty() || !is_number(least) || !most.is_none_or(is_number) {
        return None;
    }
    let number = |text: &str| text.parse().unwrap_or(usize::from(u16::MAX));
    let most = match most {
        None => Some(number(least)),
        Some("") => None,
        Some(most) => Some(number(most)),
    };
    Some((inside.len() + 2, number(least), most))
}
