//! Reads what is so or not of some things, and events with their order.

use super::error::{Wrong, unknown, wrong};
use super::parse::Parser;
use super::sort::Sort;
use super::tokens::Token;
use super::tree::{Happening, Node, Relation, Term};
use super::vocabulary::{ASKS, Asks, GIVES, Gives, Kind};

impl Parser<'_> {
    /// Something that is so or not.
    pub(super) fn atom(&mut self) -> Result<Node, Wrong> {
        let at = self.at();
        let Token::Word(word) = self.peek().clone() else { return self.comparison() };
        if let Some(kind) = word.strip_prefix("violation.") {
            let place = self.place("violation", kind, &Kind::ALL.map(|row| row.0))?;
            self.pass();
            return Ok(Node::Violation(Kind::ALL[place].1));
        }
        let is_free = !self.scope.knows(&word);
        let has_arguments = self.has_parentheses();
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
            return Err(takes(at, &word, row.1, n));
        };
        let of = self.arguments(row.1)?;
        let is_before = is_event(row.2) && self.eat_word("before");
        let is_after = is_event(row.2) && self.eat_word("after");
        if !is_before && !is_after {
            return Ok(Node::Asks(row.2, of));
        }
        let (first, second) = (self.happening(row.2, of), self.event()?);
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
        let Token::Word(word) = self.peek().clone() else { return Err(self.expected("an event")) };
        let row = ASKS.iter().find(|row| row.0 == word && is_event(row.2));
        let Some(row) = row else {
            let names = ASKS.iter().filter(|row| is_event(row.2)).map(|row| row.0);
            return Err(wrong(at, &[&unknown("event", &word, &names.collect::<Vec<_>>())]));
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
}

/// That a word is asked of another number of things, with how it is written.
#[cold]
#[inline(never)]
pub(super) fn takes(at: usize, word: &str, right: &[Sort], found: usize) -> Wrong {
    let (n, found) = (right.len().to_string(), found.to_string());
    let things = match right.len() {
        0 => return wrong(at, &["`", word, "` is asked of nothing: leave out the brackets"]),
        1 => " thing, not ",
        _ => " things, not ",
    };
    let form = letters(right);
    wrong(at, &["`", word, "` takes ", &n, things, &found, "; write `", word, "(", &form, ")`"])
}

/// That a word needs brackets, with how it is written.
#[cold]
#[inline(never)]
pub(super) fn needs_brackets(at: usize, word: &str, of: &[Sort]) -> Wrong {
    wrong(at, &["`", word, "` needs brackets behind it; write `", word, "(", &letters(of), ")`"])
}

/// How things of some sorts are written, a letter each, as in the grammar.
fn letters(of: &[Sort]) -> String {
    let letter = |sort: &Sort| match sort {
        Sort::Replica => "r",
        Sort::Key => "k",
        Sort::Value => "v",
        Sort::Read => "q",
        Sort::Number => "n",
        Sort::Guarantee => "ryw",
        Sort::Verb => "crash",
        Sort::Domain => "writes",
        Sort::Writes => "past(w)",
        Sort::Answer => "name",
        _ => "w",
    };
    of.iter().map(letter).collect::<Vec<_>>().join(", ")
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
