//! Reads a predicate: from its text to its tree, each name with its meaning.

use super::error::{Wrong, unknown};
use super::scope::Scope;
use super::tokens::{Token, cut};
use super::tree::{Happening, Node, Relation, Sort, Term, Variable};
use super::vocabulary::{ASKS, Asks, GIVES, Gives, Kind};
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
    tokens: Vec<(usize, Token)>,
    next: usize,
    pub(super) depth: usize,
    pub(super) scope: Scope,
    n_parts: usize,
    n_happenings: usize,
}

/// Reads a whole text.
pub(super) fn parse(text: &str, setting: &Setting) -> Result<Parsed, Wrong> {
    if text.len() > LENGTH {
        return Err((0, format!("a predicate has at most {LENGTH} characters")));
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
        return parser.expected("`&`, `|`, `;` or the end");
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
            return Err((*at, says.concat()));
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
        if self.eat(sign) { Ok(()) } else { self.expected(&["`", sign, "`"].concat()) }
    }

    /// That something else belongs here.
    pub(super) fn expected<T>(&self, what: &str) -> Result<T, Wrong> {
        let found = match self.peek() {
            Token::Word(word) => ["`", &crate::scenario::excerpt(word), "`"].concat(),
            Token::Quoted(_) => "a text".to_owned(),
            Token::Sign(sign) => ["`", sign, "`"].concat(),
            Token::End => "the end".to_owned(),
        };
        Err((self.at(), ["expected ", what, ", found ", &found].concat()))
    }

    fn implication(&mut self) -> Result<Node, Wrong> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err((self.at(), format!("parts lie at most {DEPTH} deep in others")));
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

    /// Variables, what they range over, and what holds for them.
    fn bound(&mut self, every: bool) -> Result<Node, Wrong> {
        let n_outer = self.scope.n_open();
        let mut such = self.binders()?;
        self.must(":")?;
        let body = self.implication()?;
        let mut slots = self.scope.close(n_outer);
        let body = match (every, body) {
            (_, body) if such.is_empty() => body,
            (true, body) => Node::If(Node::all(such).into(), body.into()),
            (false, body) => {
                such.push(body);
                Node::all(such)
            }
        };
        let body = match body {
            Node::Bound { every: inner, slots: further, body } if inner == every => {
                slots.extend(further);
                body
            }
            body => body.into(),
        };
        // Which comes first is the same to both quantifiers; what is asked of a moment must be
        // known when it comes.
        let (moments, mut rest): (Vec<_>, Vec<_>) =
            slots.into_iter().partition(|slot| self.scope.is_moment(*slot));
        rest.extend(moments);
        Ok(Node::Bound { every, slots: rest, body })
    }

    /// `w`, `w1->w2`, `w1!=w2`, `w at A`, `d by D`, `q in reads`, separated by commas; what is said
    /// of them there.
    fn binders(&mut self) -> Result<Vec<Node>, Wrong> {
        let mut such = Vec::new();
        loop {
            let mut slot = self.binder()?;
            loop {
                let is_arrow = self.eat("->");
                if !is_arrow && !self.eat("!=") {
                    break;
                }
                let next = self.binder()?;
                let (left, right) = (Term::Variable(slot), Term::Variable(next));
                such.push(if is_arrow {
                    self.scope.fits(slot, Sort::Write)?;
                    self.scope.fits(next, Sort::Write)?;
                    Node::Arrow(left, right)
                } else {
                    self.scope.are_alike(slot, next)?;
                    Node::Compare(left, Relation::Unequal, right)
                });
                slot = next;
            }
            if self.eat_word("at") || self.eat_word("by") {
                self.scope.fits(slot, Sort::Write)?;
                let author = Term::Call(Gives::By, vec![Term::Variable(slot)]);
                let replica = self.term_of(Sort::Replica)?;
                such.push(Node::Compare(author, Relation::Equal, replica));
            }
            if self.eat_word("in") {
                let domain = self.domain()?;
                self.scope.fits(slot, domain)?;
            }
            if !self.eat(",") {
                return Ok(such);
            }
        }
    }

    fn binder(&mut self) -> Result<usize, Wrong> {
        let at = self.at();
        let Token::Word(name) = self.peek().clone() else {
            return self.expected("the name of a variable");
        };
        self.pass();
        self.scope.open(at, &name)
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
            return Err((at, "expected a variable for a moment".to_owned()));
        };
        let mut is_nested = false;
        node.visit(&mut |part| is_nested |= matches!(part, Node::At { .. }));
        if is_nested {
            return Err((at, "this asks at another moment already".to_owned()));
        }
        let part = self.n_parts;
        self.n_parts += 1;
        if part >= N_PARTS {
            return Err((at, format!("at most {N_PARTS} things are asked at moments")));
        }
        Ok(Node::At { moment, part, node: node.into() })
    }

    /// Something that is so or not.
    fn atom(&mut self) -> Result<Node, Wrong> {
        let at = self.at();
        let Token::Word(word) = self.peek().clone() else { return self.comparison() };
        if let Some(kind) = word.strip_prefix("violation.") {
            self.pass();
            let found = Kind::ALL.iter().find(|row| row.0 == kind);
            let names = Kind::ALL.iter().map(|row| row.0);
            return match found {
                Some(row) => Ok(Node::Violation(row.1)),
                None => Err((at, unknown("violation", kind, names))),
            };
        }
        let is_free = !self.scope.knows(&word);
        let has_arguments = matches!(self.tokens.get(self.next + 1), Some((_, Token::Sign("("))));
        if is_free && word == "order" && has_arguments {
            return self.order();
        }
        if is_free && word == "did" {
            return self.did();
        }
        let is_known = ASKS.iter().any(|row| row.0 == word && has_arguments != row.1.is_empty());
        if !is_free || !is_known {
            return self.comparison();
        }
        self.pass();
        let n = if has_arguments { self.n_arguments() } else { 0 };
        let row = ASKS.iter().find(|row| row.0 == word && row.1.len() == n);
        // `lost(m, C)` is asked, `waiting(C)` is a number: the number of things tells.
        let Some(row) = row else {
            let is_number = GIVES.iter().any(|row| row.0 == word && row.1.len() == n);
            self.next -= 1;
            if is_number {
                return self.comparison();
            }
            let row = ASKS.iter().find(|row| row.0 == word).expect("just seen");
            return Err((at, format!("`{word}` takes {} things, not {n}", row.1.len())));
        };
        let of = self.arguments(row.1)?;
        let first = if is_event(row.2) { Some((row.2, of.clone())) } else { None };
        let Some(first) = first else { return Ok(Node::Asks(row.2, of)) };
        let is_before = self.eat_word("before");
        if !is_before && !self.eat_word("after") {
            return Ok(Node::Asks(row.2, of));
        }
        let (first, second) = (self.happening(first.0, first.1), self.event()?);
        Ok(if is_before { Node::Before(first, second) } else { Node::Before(second, first) })
    }

    /// `order(r, m1, m2)`: in this order delivered at `r`.
    fn order(&mut self) -> Result<Node, Wrong> {
        self.pass();
        let mut terms = self.arguments(&[Sort::Replica, Sort::Write, Sort::Write])?;
        let (second, first) = (terms.remove(2), terms.remove(1));
        let at = terms.remove(0);
        let first = self.happening(Asks::Delivered, vec![first, at.clone()]);
        let second = self.happening(Asks::Delivered, vec![second, at]);
        Ok(Node::Before(first, second))
    }

    /// `did(crash, restart)`, or `did(crash) >= 2`.
    fn did(&mut self) -> Result<Node, Wrong> {
        self.pass();
        self.must("(")?;
        let mut all = Vec::new();
        loop {
            all.push(Term::Call(Gives::NDone, vec![self.term_of(Sort::Verb)?]));
            if !self.eat(",") {
                break;
            }
        }
        self.must(")")?;
        if all.len() == 1
            && !matches!(self.peek(), Token::Sign("&" | "|" | ";" | ")" | "=>" | "@") | Token::End)
        {
            let left = all.remove(0);
            return self.compared(left, Some(Sort::Number));
        }
        let at_least_once = |n| Node::Compare(n, Relation::AtLeast, Term::Number(1));
        Ok(Node::all(all.into_iter().map(at_least_once).collect()))
    }

    /// An event by its kind and its things.
    pub(super) fn event(&mut self) -> Result<Happening, Wrong> {
        let at = self.at();
        let Token::Word(word) = self.peek().clone() else { return self.expected("an event") };
        let mut events = ASKS.iter().filter(|row| is_event(row.2));
        let Some(row) = events.clone().find(|row| row.0 == word) else {
            return Err((at, unknown("event", &word, events.by_ref().map(|row| row.0))));
        };
        self.pass();
        let of = self.arguments(row.1)?;
        Ok(self.happening(row.2, of))
    }

    pub(super) fn happening(&mut self, what: Asks, of: Vec<Term>) -> Happening {
        let number = self.n_happenings;
        self.n_happenings += 1;
        Happening { what, of, number }
    }

    /// How many things stand between the parentheses that come next.
    pub(super) fn n_arguments(&self) -> usize {
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

/// What happens at one instant, so that it has an order and a time.
pub(super) fn is_event(what: Asks) -> bool {
    matches!(
        what,
        Asks::Made
            | Asks::Arrived
            | Asks::Buffered
            | Asks::Delivered
            | Asks::DeliveredAgain
            | Asks::Lost
            | Asks::WronglyDropped
    )
}
