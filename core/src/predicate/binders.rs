//! Reads quantifiers: their variables, what those range over, and what is said of them there.

use super::error::Wrong;
use super::parse::Parser;
use super::sort::Sort;
use super::tokens::Token;
use super::tree::{Node, Relation, Term};
use super::vocabulary::Gives;

impl Parser<'_> {
    /// Variables, what they range over, and what holds for them.
    pub(super) fn bound(&mut self, every: bool) -> Result<Node, Wrong> {
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
                // One that is bound already is meant itself.
                let known = match self.peek() {
                    Token::Word(word) => self.scope.find(word),
                    _ => None,
                };
                let next = match known {
                    Some(next) => {
                        self.pass();
                        next
                    }
                    None => self.binder()?,
                };
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
                let is_set = *self.peek() == Token::Sign("{") || self.has_parentheses();
                if is_set {
                    let (left, sort) = (Term::Variable(slot), self.scope.sort(slot));
                    such.push(self.membership(left, Relation::In, sort)?);
                } else {
                    let domain = self.domain()?;
                    self.scope.fits(slot, domain)?;
                }
            }
            if !self.eat(",") {
                return Ok(such);
            }
        }
    }

    fn binder(&mut self) -> Result<usize, Wrong> {
        let at = self.at();
        let Token::Word(name) = self.peek().clone() else {
            return Err(self.expected("the name of a variable"));
        };
        self.pass();
        self.scope.open(at, &name)
    }
}
