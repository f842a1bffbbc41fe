//! Reads what is compared, and what things are asked of.

use super::atoms::{needs_brackets, takes};
use super::constants::dot;
use super::error::{Wrong, unknown, wrong};
use super::parse::Parser;
use super::sort::{Sort, one};
use super::tokens::Token;
use super::tree::{Node, Relation, Slot, Term};
use super::vocabulary::{ASKS, DOMAINS, GIVES, Gives};
use crate::scenario::nearest;

impl Parser<'_> {
    /// `w1->w2`, or a term, how it compares, and with what.
    pub(super) fn comparison(&mut self) -> Result<Node, Wrong> {
        let (left, sort) = self.sum(None)?;
        if *self.peek() == Token::Sign("->") {
            return self.chain(left);
        }
        self.compared(left, sort)
    }

    fn chain(&mut self, mut left: Term) -> Result<Node, Wrong> {
        self.must_be(&left, Sort::Write)?;
        let mut arrows = Vec::new();
        while self.eat("->") {
            let right = self.term_of(Sort::Write)?;
            arrows.push(Node::Arrow(left, right.clone()));
            left = right;
        }
        Ok(Node::all(arrows))
    }

    fn must_be(&mut self, term: &Term, sort: Sort) -> Result<(), Wrong> {
        match term {
            Term::Variable(slot) => self.scope.fits(*slot, sort),
            Term::Write(_) if sort == Sort::Write => Ok(()),
            _ => Err(wrong(self.at(), &["`->` stands between two writes, as A1 or variables"])),
        }
    }

    /// How a term compares, and with what. `@t` may stand before the sign as well.
    pub(super) fn compared(&mut self, left: Term, sort: Option<Sort>) -> Result<Node, Wrong> {
        let at = self.at();
        let early = if self.eat("@") { Some(self.term_of(Sort::Moment)?) } else { None };
        // What bears a name is named by it.
        let named = |sort| if sort == Sort::Dot { Sort::Write } else { sort };
        let sort = sort.map(named);
        let relation = self.relation()?;
        let node = match (relation, sort) {
            (Relation::In | Relation::NotIn, _) => self.membership(left, relation, sort)?,
            _ => {
                let at = self.at();
                let (right, right_sort) = self.sum(sort)?;
                let right_sort = right_sort.map(named);
                match sort {
                    None => self.unify(&left, &right, right_sort)?,
                    Some(_) => self.unify(&right, &left, sort)?,
                }
                if let (Some(left), Some(right)) = (sort, right_sort)
                    && !are_of_a_kind(left, right)
                {
                    return Err(other_kind(at, left, right));
                }
                Node::Compare(left, relation, right)
            }
        };
        let is_ordered = !matches!(
            relation,
            Relation::Equal | Relation::Unequal | Relation::In | Relation::NotIn
        );
        if is_ordered && sort.is_some_and(|sort| sort != Sort::Number) {
            return Err(wrong(at, &["only numbers compare with `", relation.sign(), "`"]));
        }
        match early {
            Some(moment) => self.asked_at(moment, node),
            None => Ok(node),
        }
    }

    fn relation(&mut self) -> Result<Relation, Wrong> {
        let found = Relation::ALL.iter().find(|row| {
            matches!(self.peek(), Token::Sign(sign) if *sign == row.0)
                || (row.0 == "in" && matches!(self.peek(), Token::Word(word) if word == "in"))
        });
        if let Some(row) = found {
            self.pass();
            return Ok(row.1);
        }
        if self.eat_word("not") && self.eat_word("in") {
            return Ok(Relation::NotIn);
        }
        Err(self.expected("a comparison, as `=`, `!=`, `>=` or `in`"))
    }

    /// Behind `in`: a set in braces, or the past of a write.
    pub(super) fn membership(
        &mut self,
        left: Term,
        relation: Relation,
        sort: Option<Sort>,
    ) -> Result<Node, Wrong> {
        if *self.peek() != Token::Sign("{") {
            if let Token::Word(word) = self.peek()
                && DOMAINS.iter().any(|row| row.0 == word)
            {
                let says = ["`", word, "` is no set: write `exists w in ", word, ":` instead"];
                return Err(wrong(self.at(), &says));
            }
            match left {
                Term::Variable(slot) => self.scope.fits(slot, Sort::Write)?,
                _ if sort == Some(Sort::Write) => {}
                _ => return Err(self.expected("a set in braces, as {A, B}")),
            }
            let set = self.term_of(Sort::Writes)?;
            return Ok(Node::Compare(left, relation, set));
        }
        let sort = match (sort, &left) {
            (Some(sort), _) => sort,
            (None, Term::Variable(slot)) => {
                let sort = self.sort_in(*slot)?;
                self.scope.fits(*slot, sort)?;
                sort
            }
            (None, _) => return Err(self.expected("something else before `in`")),
        };
        Ok(Node::Compare(left, relation, self.set(sort)?))
    }

    /// What a variable stands for that is one of the things in the braces that come next: what its
    /// letter says, if that is a key or a client, which have any names; else what the first thing is.
    fn sort_in(&mut self, slot: Slot) -> Result<Sort, Wrong> {
        let by_letter = self.scope.by_letter(slot);
        if let Some(sort @ (Sort::Key | Sort::Client)) = by_letter {
            return Ok(sort);
        }
        let first = match self.second() {
            Some(Token::Word(word)) => match self.scope.find(word) {
                Some(other) => self.scope.sort(other),
                None if dot(word).is_some() => Some(Sort::Write),
                None => self.replica(word).ok().map(|_| Sort::Replica),
            },
            _ => None,
        };
        first.or(by_letter).ok_or_else(|| self.scope.could_be_anything(slot))
    }

    fn unify(&mut self, left: &Term, right: &Term, sort: Option<Sort>) -> Result<(), Wrong> {
        match (left, right, sort) {
            (Term::Variable(left), Term::Variable(right), _) => self.scope.are_alike(*left, *right),
            (Term::Variable(slot), _, Some(sort)) => self.scope.fits(*slot, sort),
            _ => Ok(()),
        }
    }

    /// Terms with `+` and `-` between them, and what they are; of a variable that may be unknown.
    pub(super) fn sum(&mut self, wanted: Option<Sort>) -> Result<(Term, Option<Sort>), Wrong> {
        let (mut left, sort) = self.term(wanted)?;
        while matches!(self.peek(), Token::Sign("+" | "-")) {
            if sort != Some(Sort::Number) {
                return Err(self.expected("a comparison: only numbers are added"));
            }
            let is_sum = self.eat("+");
            if !is_sum {
                self.pass();
            }
            let right = self.term(Some(Sort::Number))?.0;
            let both = (left.into(), right.into());
            left =
                if is_sum { Term::Sum(both.0, both.1) } else { Term::Difference(both.0, both.1) };
        }
        Ok((left, sort))
    }

    /// A term of a sort that the place demands.
    pub(super) fn term_of(&mut self, sort: Sort) -> Result<Term, Wrong> {
        let at = self.at();
        let (term, found) = match sort {
            Sort::Number => self.sum(Some(sort))?,
            _ => self.term(Some(sort))?,
        };
        match (&term, found) {
            (Term::Variable(slot), _) => self.scope.fits(*slot, sort).map(|()| term),
            (_, Some(found)) if found != sort => Err(other_kind(at, sort, found)),
            _ => Ok(term),
        }
    }

    fn term(&mut self, wanted: Option<Sort>) -> Result<(Term, Option<Sort>), Wrong> {
        self.depth += 1;
        if self.depth > 60 {
            return Err(self.expected("fewer things in things"));
        }
        let read = match self.peek().clone() {
            Token::Sign("|") => {
                self.pass();
                let inner = self.sum(Some(Sort::Number))?.0;
                self.must("|")?;
                Ok((Term::Distance(inner.into()), Some(Sort::Number)))
            }
            Token::Sign("{") => {
                let sort = wanted.filter(|sort| *sort != Sort::Writes).unwrap_or(Sort::Write);
                match sort {
                    Sort::Answer => self.list("{", "}").map(|set| (set, wanted)),
                    Sort::Write => self.set(sort).map(|set| (set, Some(Sort::Writes))),
                    _ => Err(self.expected(one(sort))),
                }
            }
            Token::Sign("[") => self.list("[", "]").map(|list| (list, wanted)),
            Token::Quoted(text) => {
                self.pass();
                Ok((Term::Text(text.into()), wanted))
            }
            Token::Word(word) => self.named(&word, wanted),
            Token::Sign(_) | Token::End => Err(self.expected(wanted.map_or("a condition", one))),
        };
        self.depth -= 1;
        read
    }

    /// A word: a variable, a function, or a name.
    fn named(&mut self, word: &str, wanted: Option<Sort>) -> Result<(Term, Option<Sort>), Wrong> {
        if let Some(slot) = self.scope.find(word) {
            self.pass();
            return Ok((Term::Variable(slot), self.scope.sort(slot)));
        }
        if self.has_parentheses() {
            return self.call(word);
        }
        let plain = GIVES.iter().find(|row| row.0 == word && row.1.is_empty());
        if let Some(row) = plain.filter(|row| wanted.is_none_or(|wanted| wanted == row.3)) {
            self.pass();
            return Ok((Term::Call(row.2, Vec::new()), Some(row.3)));
        }
        let term = match wanted {
            Some(sort) => (self.constant(word, sort)?, wanted),
            None if dot(word).is_some() => (self.constant(word, Sort::Write)?, Some(Sort::Write)),
            None if word.parse::<i64>().is_ok() => {
                (self.constant(word, Sort::Number)?, Some(Sort::Number))
            }
            None if self.replica(word).is_ok() => {
                (self.constant(word, Sort::Replica)?, Some(Sort::Replica))
            }
            None => {
                let dotted = word.split_once('.');
                let meant = dotted.filter(|parts| nearest(parts.0, &["violation"]).is_some());
                if let Some((_, kind)) = meant {
                    return Err(wrong(self.at(), &["did you mean `violation.", kind, "`?"]));
                }
                let asked = ASKS.iter().find(|row| row.0 == word).map(|row| row.1);
                let given = GIVES.iter().find(|row| row.0 == word).map(|row| row.1);
                return Err(match asked.or(given) {
                    Some(of) => needs_brackets(self.at(), word, of),
                    None => unknown_word(self.at(), word),
                });
            }
        };
        self.pass();
        Ok(term)
    }

    fn call(&mut self, word: &str) -> Result<(Term, Option<Sort>), Wrong> {
        let at = self.at();
        self.pass();
        if word == "time" {
            return Ok((self.time()?, Some(Sort::Number)));
        }
        let n = self.n_arguments();
        let is_set =
            word == "count" && matches!(self.second(), Some(Token::Word(w)) if w == "past");
        let mut rows = GIVES.iter().filter(|row| row.0 == word);
        let row = rows.clone().find(|row| row.1.len() == n && (row.2 == Gives::NPast) == is_set);
        let Some(row) = row else {
            let asked = ASKS.iter().find(|row| row.0 == word).map(|row| row.1);
            if let Some(right) = rows.next().map(|row| row.1).or(asked) {
                return Err(takes(at, word, right, n));
            }
            return Err(unknown_word(at, word));
        };
        let of = self.arguments(row.1)?;
        Ok((Term::Call(row.2, of), Some(row.3)))
    }

    /// `time(w)` or `time(arrived(m, r))`.
    fn time(&mut self) -> Result<Term, Wrong> {
        self.must("(")?;
        let event = if self.has_parentheses() {
            self.event()?
        } else {
            let write = self.term_of(Sort::Write)?;
            self.happening(super::vocabulary::Asks::Made, vec![write])
        };
        self.must(")")?;
        Ok(Term::Time(event.into()))
    }

    /// What stands in parentheses.
    pub(super) fn arguments(&mut self, sorts: &[Sort]) -> Result<Vec<Term>, Wrong> {
        if sorts.is_empty() && *self.peek() != Token::Sign("(") {
            return Ok(Vec::new());
        }
        self.must("(")?;
        let mut terms = Vec::new();
        for (index, sort) in sorts.iter().enumerate() {
            if index > 0 {
                self.must(",")?;
            }
            if *sort == Sort::Number && self.eat_word("missing") {
                self.must(">=")?;
            }
            terms.push(self.term_of(*sort)?);
        }
        self.must(")")?;
        Ok(terms)
    }

    fn set(&mut self, sort: Sort) -> Result<Term, Wrong> {
        self.must("{")?;
        let mut terms = Vec::new();
        while !self.eat("}") {
            if !terms.is_empty() {
                self.must(",")?;
            }
            // Where a write is named, its name will do.
            let is_name = sort == Sort::Write && *self.peek() == Token::Word("dot".to_owned());
            terms.push(if is_name { self.term(Some(sort))?.0 } else { self.term_of(sort)? });
        }
        Ok(Term::Set(terms))
    }

    /// Words in order, for vectors and answers; of an answer also between braces, where they have
    /// none.
    fn list(&mut self, open: &str, close: &str) -> Result<Term, Wrong> {
        self.must(open)?;
        let mut words = Vec::new();
        while !self.eat(close) {
            if !words.is_empty() {
                self.eat(",");
            }
            match self.peek().clone() {
                Token::Word(word) | Token::Quoted(word) => {
                    self.pass();
                    words.push(Term::Text(word.into()));
                }
                _ => return Err(self.expected(&["a word or `", close, "`"].concat())),
            }
        }
        Ok(if open == "{" { Term::Set(words) } else { Term::List(words) })
    }
}

/// Whether two sorts can be compared: texts with texts, and with what somebody has answered anything.
fn are_of_a_kind(left: Sort, right: Sort) -> bool {
    let is_text = |sort| matches!(sort, Sort::Key | Sort::Value | Sort::Client);
    left == right
        || (is_text(left) && is_text(right))
        || left == Sort::Answer
        || right == Sort::Answer
}

/// That something of one sort belongs where there is something of another.
#[cold]
#[inline(never)]
fn other_kind(at: usize, wanted: Sort, found: Sort) -> Wrong {
    let kind = |sort| one(sort).split(',').next().unwrap_or_default();
    wrong(at, &["expected ", one(wanted), ", found ", kind(found)])
}

/// That a word is none of those that conditions are made of.
#[cold]
#[inline(never)]
fn unknown_word(at: usize, word: &str) -> Wrong {
    let mut words = Vec::new();
    ASKS.iter().for_each(|row| words.push(row.0));
    GIVES.iter().for_each(|row| words.push(row.0));
    words.extend(["exists", "forall", "order", "time"]);
    wrong(at, &[&unknown("word", word, &words)])
}
