//! Reads names: of replicas, writes, keys and values, of kinds of actions and of things.

use super::error::{Wrong, unknown, wrong};
use super::parse::Parser;
use super::sort::{Sort, one};
use super::tokens::Token;
use super::tree::Term;
use super::vocabulary::{DOMAINS, GUARANTEES};
use crate::clock::{Actor, Dot, ReplicaId};
use crate::scenario::actions::Verb;

impl Parser<'_> {
    /// What a word names where a sort is demanded.
    pub(super) fn constant(&self, word: &str, sort: Sort) -> Result<Term, Wrong> {
        match sort {
            Sort::Value if word == "none" => Ok(Term::Nothing),
            Sort::Key | Sort::Value | Sort::Client | Sort::Answer => Ok(Term::Text(word.into())),
            Sort::Replica => self.replica(word).map(Term::Replica),
            Sort::Write | Sort::Dot => match dot(word) {
                Some(dot) if self.setting.has(dot.actor.replica) => Ok(Term::Write(dot)),
                // It is named as a write of a replica that there is not.
                Some(_) if word.starts_with(char::is_uppercase) => {
                    let ends = |c: char| c.is_ascii_digit() || c == '\'';
                    Err(self.no_replica(word.trim_end_matches(ends)))
                }
                _ => Err(self.unbound(word, sort)),
            },
            Sort::Number => match word.parse() {
                Ok(number) if (0..=1_000_000_000_000).contains(&number) => Ok(Term::Number(number)),
                _ => Err(wrong(self.at(), &["`", word, "` is no number"])),
            },
            Sort::Verb => {
                let place = self.place("action", word, &Verb::ALL.map(Verb::word))?;
                Ok(Term::Verb(Verb::ALL[place]))
            }
            Sort::Guarantee => {
                let place = self.place("guarantee", word, &GUARANTEES.map(|row| row.0))?;
                Ok(Term::Guarantee(GUARANTEES[place].1))
            }
            Sort::Domain => self.domain_of(word).map(Term::Domain),
            Sort::Read | Sort::Moment => Err(self.unbound(word, sort)),
            Sort::Store | Sort::Vector | Sort::Writes => Err(self.expected(one(sort))),
        }
    }

    pub(super) fn replica(&self, word: &str) -> Result<ReplicaId, Wrong> {
        let names = &self.setting.names;
        let named = names.iter().position(|name| name == word).and_then(ReplicaId::from_index);
        let found = named.or_else(|| ReplicaId::from_letters(word));
        found.filter(|replica| self.setting.has(*replica)).ok_or_else(|| self.no_replica(word))
    }

    #[cold]
    fn no_replica(&self, word: &str) -> Wrong {
        let letters: Vec<String> = self.setting.replicas().map(|r| r.to_string()).collect();
        let all: Vec<&str> =
            letters.iter().chain(&self.setting.names).map(String::as_str).collect();
        wrong(self.at(), &[&unknown("replica", word, &all)])
    }

    /// What a variable ranges over, by a word.
    pub(super) fn domain(&mut self) -> Result<Sort, Wrong> {
        let Token::Word(word) = self.peek().clone() else { return Err(self.expected("`writes`")) };
        let domain = self.domain_of(&word)?;
        self.pass();
        Ok(domain)
    }

    fn domain_of(&self, word: &str) -> Result<Sort, Wrong> {
        let place = self.place("kind of thing", word, &DOMAINS.map(|row| row.0))?;
        Ok(DOMAINS[place].1)
    }

    fn unbound(&self, word: &str, sort: Sort) -> Wrong {
        if !word.starts_with(char::is_lowercase) {
            return self.expected(one(sort));
        }
        let says = ["nothing binds `", word, "`; write `exists ", word, ":` before it"];
        wrong(self.at(), &says)
    }

    /// Which of some names a word is.
    #[inline(never)]
    pub(super) fn place(&self, what: &str, word: &str, names: &[&str]) -> Result<usize, Wrong> {
        let place = names.iter().position(|name| *name == word);
        place.ok_or_else(|| wrong(self.at(), &[&unknown(what, word, names)]))
    }
}

/// A write's name, as `A1` or `A'1`.
pub(super) fn dot(word: &str) -> Option<Dot> {
    let letters = word.trim_end_matches(|c: char| c.is_ascii_digit());
    let counter: u32 = word[letters.len()..].parse().ok().filter(|counter| *counter > 0)?;
    let name = letters.trim_end_matches('\'');
    let replica = ReplicaId::from_letters(name)?;
    let incarnation = u16::try_from(letters.len() - name.len()).ok()?;
    Some(Dot::new(Actor { replica, incarnation }, counter))
}
