//! Reads a predicate: from its text to its tree, each name with its meaning.

use super::error::{Wrong, wrong};
use super::scope::Scope;
use super::sort::Sort;
use super::tokens::{Token, cut};
use super::tree::{Node, Term, Variable};
use crate::world::setting::Setting;

/// No sentence is longer, in bytes.
const LENGTH: usize = 4000;
/// No part lies deeper in others.
const DEPTH: usize = 40;
/// No predicate asks of more moments at once than fit into a number.
const N_PARTS: usize = 60;

/// What has been read.
#[derive(Debug)]
pub(super) struct Parsed {
    pub(super) node: Node,
    pub(super) variables: Vec<Variable>,
}

/// A text that is being read.
pub(super) struct Parser<'a> {
    pub(super) setting: &'a Setting,
    pub(super) tokens: Vec<(usize, Token)>,
    pub(super) next: usize,
    pub(super) depth: usize,
    pub(super) scope: Scope,
    n_parts: usize,
    pub(super) n_happenings: usize,
}

/// Reads a whole text.
pub(super) fn parse(text: &str, setting: &Setting) -> Result<Parsed, Wrong> {
    if text.len() > LENGTH {
        return Err(wrong(0, &["a predicate has at most ", &LENGTH.to_string(), " characters"]));
    }
    let (tokens, scope) = (cut(text)?, Scope::default());
    let (next, depth, n_parts, n_happenings) = (0, 0, 0, 0);
    let mut parser = Parser { setting, tokens, next, depth, scope, n_parts, n_happenings };
    let mut nodes = vec![parser.implication()?];
    while parser.eat(";") {
        if *parser.peek() == Token::End {
            break;
        }
        nodes.push(parser.implication()?);
    }
    if *parser.peek() != Token::End {
        return Err(parser.expected("`&`, `|`, `;` or the end"));
    }
    let node = Node::all(nodes);
    let variables = parser.scope.finish()?;
    check_moments(&node, &mut Vec::new(), &variables)?;
    let variables = variables.into_iter().map(|variable| variable.1).collect();
    Ok(Parsed { node, variables })
}

/// What is asked at a moment is known when the moment comes: nothing that is bound after it.
fn check_moments(
    node: &Node,
    bound: &mut Vec<usize>,
    variables: &[(usize, Variable)],
) -> Result<(), Wrong> {
    let n_outer = bound.len();
    if let Node::Bound { slots, .. } = node {
        bound.extend(slots);
    }
    if let Node::At { moment, node, .. } = node {
        let from = bound.iter().position(|slot| slot == moment).unwrap_or(0);
        let late = &bound[from..];
        let mut found = None;
        node.visit_terms(&mut |term| match term {
            Term::Variable(slot) if late.contains(slot) => found = found.or(Some(*slot)),
            _ => {}
        });
        if let Some(slot) = found {
            let (at, variable) = &variables[slot];
            let (name, moment) = (&variable.name, &variables[*moment].1.name);
            let says = ["`", name, "` is asked at `", moment, "`, so it has to be bound before it"];
            return Err(wrong(*at, &says));
        }
    }
    for part in node.parts() {
        check_moments(part, bound, variables)?;
    }
    bound.truncate(n_outer);
    Ok(())
}

impl Parser<'_> {
    /// What is read next.
    pub(super) fn peek(&self) -> &Token {
        &self.tokens[self.next].1
    }

    /// The byte at which it begins.
    pub(super) fn at(&self) -> usize {
        self.tokens[self.next].0
    }

    pub(super) fn pass(&mut self) {
        self.next = (self.next + 1).min(self.tokens.len() - 1);
    }

    /// Passes over a sign, if it is next.
    pub(super) fn eat(&mut self, sign: &str) -> bool {
        let is_next = matches!(self.peek(), Token::Sign(next) if *next == sign);
        if is_next {
            self.pass();
        }
        is_next
    }

    /// Passes over a word, if it is next.
    pub(super) fn eat_word(&mut self, word: &str) -> bool {
        let is_next = matches!(self.peek(), Token::Word(next) if next == word);
        if is_next {
            self.pass();
        }
        is_next
    }

    pub(super) fn must(&mut self, sign: &str) -> Result<(), Wrong> {
        if self.eat(sign) { Ok(()) } else { Err(self.expected(&["`", sign, "`"].concat())) }
    }

    /// That something else belongs here.
    #[inline(never)]
    pub(super) fn expected(&self, what: &str) -> Wrong {
        let found = match self.peek() {
            Token::Word(word) => ["`", &crate::scenario::excerpt(word), "`"].concat(),
            Token::Quoted(_) => "a text".to_owned(),
            Token::Sign(sign) => ["`", sign, "`"].concat(),
            Token::End => "the end".to_owned(),
        };
        wrong(self.at(), &["expected ", what, ", found ", &found])
    }

    pub(super) fn implication(&mut self) -> Result<Node, Wrong> {
        self.depth += 1;
        if self.depth > DEPTH {
            let says = ["parts lie at most ", &DEPTH.to_string(), " deep in others"];
            return Err(wrong(self.at(), &says));
        }
        let mut node = self.disjunction()?;
        if self.eat("=>") {
            node = Node::If(node.into(), self.implication()?.into());
        }
        self.depth -= 1;
        Ok(node)
    }

    fn disjunction(&mut self) -> Result<Node, Wrong> {
        let mut nodes = vec![self.conjunction()?];
        while self.eat("|") || self.eat_word("or") {
            nodes.push(self.conjunction()?);
        }
        Ok(Node::any(nodes))
    }

    fn conjunction(&mut self) -> Result<Node, Wrong> {
        let mut nodes = vec![self.single()?];
        while self.eat("&") || self.eat_word("and") {
            nodes.push(self.single()?);
        }
        Ok(Node::all(nodes))
    }

    fn single(&mut self) -> Result<Node, Wrong> {
        let mut n_not = 0_usize;
        while self.eat("!") || self.eat_word("not") || self.eat_word("no") {
            n_not += 1;
        }
        let node = if self.eat_word("exists") {
            self.bound(false)?
        } else if self.eat_word("forall") {
            self.bound(true)?
        } else if self.eat("(") {
            let node = self.implication()?;
            self.must(")")?;
            self.at_moment(node)?
        } else {
            let node = self.atom()?;
            self.at_moment(node)?
        };
        Ok(if n_not % 2 == 1 { node.not() } else { node })
    }

    /// `@t` behind what was asked.
    fn at_moment(&mut self, node: Node) -> Result<Node, Wrong> {
        if !self.eat("@") {
            return Ok(node);
        }
        let moment = self.term_of(Sort::Moment)?;
        self.asked_at(moment, node)
    }

    /// Something is asked at a moment.
    pub(super) fn asked_at(&mut self, moment: Term, node: Node) -> Result<Node, Wrong> {
        let at = self.at();
        let Term::Variable(moment) = moment else {
            return Err(wrong(at, &["expected a variable for a moment"]));
        };
        let mut is_nested = false;
        node.visit(&mut |part| is_nested |= matches!(part, Node::At { .. }));
        if is_nested {
            return Err(wrong(at, &["this asks at another moment already"]));
        }
        let part = self.n_parts;
        self.n_parts += 1;
        if part >= N_PARTS {
            let says = ["at most ", &N_PARTS.to_string(), " things are asked at moments"];
            return Err(wrong(at, &says));
        }
        Ok(Node::At { moment, part, node: node.into() })
    }

    /// How many things stand between the parentheses that come next.
    pub(super) fn n_arguments(&self) -> usize {
        if self.second() == Some(&Token::Sign(")")) {
            return 0;
        }
        let (mut depth, mut n) = (0, 1);
        for (_, token) in &self.tokens[self.next..] {
            match token {
                Token::Sign("(" | "{" | "[") => depth += 1,
                Token::Sign(")" | "}" | "]") if depth <= 1 => break,
                Token::Sign(")" | "}" | "]") => depth -= 1,
                Token::Sign(",") if depth == 1 => n += 1,
                _ => {}
            }
        }
        n
    }

    /// Whether parentheses come behind the next word.
    pub(super) fn has_parentheses(&self) -> bool {
        matches!(self.tokens.get(self.next + 1), Some((_, Token::Sign("("))))
    }

    /// The word behind the next word.
    pub(super) fn second(&self) -> Option<&Token> {
        self.tokens.get(self.next + 1).map(|token| &token.1)
    }
}
