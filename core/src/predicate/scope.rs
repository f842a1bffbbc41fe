//! The variables of a predicate while it is read, and what they turn out to range over: by what is
//! asked of them, or by their first letters.

use super::error::{Wrong, wrong};
use super::sort::{Sort, one};
use super::tree::{Slot, Variable};
use super::vocabulary::DOMAINS;

/// No predicate has more variables.
const N_VARIABLES: usize = 12;

/// All variables so far.
#[derive(Default)]
pub(super) struct Scope {
    all: Vec<Reading>,
    /// Those that are bound here, from outside in.
    open: Vec<Slot>,
    /// Which ones range over the same, whatever that is.
    alike: Vec<(Slot, Slot)>,
}

struct Reading {
    name: String,
    at: usize,
    sort: Option<Sort>,
}

impl Scope {
    /// How many are bound here.
    pub(super) fn n_open(&self) -> usize {
        self.open.len()
    }

    /// Another variable is bound from here on.
    pub(super) fn open(&mut self, at: usize, name: &str) -> Result<Slot, Wrong> {
        if self.find(name).is_some() {
            return Err(wrong(at, &["`", name, "` is bound already"]));
        }
        if self.all.len() >= N_VARIABLES {
            let most = N_VARIABLES.to_string();
            return Err(wrong(at, &["a predicate has at most ", &most, " variables"]));
        }
        if !name.starts_with(char::is_alphabetic) || name.contains('.') {
            return Err(wrong(at, &["a variable begins with a letter"]));
        }
        self.all.push(Reading { name: name.to_owned(), at, sort: None });
        self.open.push(self.all.len() - 1);
        Ok(self.all.len() - 1)
    }

    /// Those beyond so many are bound no more. What may be a moment is one.
    pub(super) fn close(&mut self, n_outer: usize) -> Vec<Slot> {
        let closed = self.open.split_off(n_outer);
        for slot in &closed {
            let reading = &mut self.all[*slot];
            if reading.sort.is_none() && reading.name.starts_with(['t', 'T']) {
                reading.sort = Some(Sort::Moment);
            }
        }
        closed
    }

    /// The variable of a name, if one is bound here.
    pub(super) fn find(&self, name: &str) -> Option<Slot> {
        self.open.iter().copied().find(|slot| self.all[*slot].name == name)
    }

    /// Whether a name is that of a variable that is bound here.
    pub(super) fn knows(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// What a variable ranges over, if that is known by now.
    pub(super) fn sort(&self, slot: Slot) -> Option<Sort> {
        self.all[slot].sort
    }

    /// What a variable ranges over by its first letter, unless that is known better.
    pub(super) fn by_letter(&self, slot: Slot) -> Option<Sort> {
        let Reading { name, sort, .. } = &self.all[slot];
        let first = name.to_lowercase();
        let by_letter = || DOMAINS.iter().find(|row| first.starts_with(|c| row.3.contains(c)));
        sort.or_else(|| by_letter().map(|row| row.1))
    }

    /// That nothing says what a variable ranges over.
    #[cold]
    pub(super) fn could_be_anything(&self, slot: Slot) -> Wrong {
        let Reading { name, at, .. } = &self.all[slot];
        let says = "` could stand for anything: write `in writes` or another kind behind it";
        wrong(*at, &["`", name, says])
    }

    /// A variable is used as something.
    pub(super) fn fits(&mut self, slot: Slot, sort: Sort) -> Result<(), Wrong> {
        let reading = &mut self.all[slot];
        let Some(row) = DOMAINS.iter().find(|row| row.1 == sort) else {
            return Err(wrong(reading.at, &["`", &reading.name, "` cannot stand for ", one(sort)]));
        };
        match reading.sort.replace(sort) {
            Some(before) if before != sort => {
                let before = DOMAINS.iter().find(|row| row.1 == before).map_or("", |row| row.2);
                let says = ["`", &reading.name, "` stands for a ", before, " and for a ", row.2];
                Err(wrong(reading.at, &says))
            }
            _ => Ok(()),
        }
    }

    /// Two variables are compared.
    pub(super) fn are_alike(&mut self, left: Slot, right: Slot) -> Result<(), Wrong> {
        self.alike.push((left, right));
        match (self.sort(left), self.sort(right)) {
            (Some(sort), _) => self.fits(right, sort),
            (None, Some(sort)) => self.fits(left, sort),
            (None, None) => Ok(()),
        }
    }

    /// Whether a variable stands for moments: that is known when its binder closes.
    pub(super) fn is_moment(&self, slot: Slot) -> bool {
        self.all[slot].sort == Some(Sort::Moment)
    }

    /// All variables with what they range over.
    pub(super) fn finish(mut self) -> Result<Vec<(usize, Variable)>, Wrong> {
        let alike = std::mem::take(&mut self.alike);
        for _ in 0..alike.len() {
            for (left, right) in &alike {
                self.are_alike(*left, *right)?;
            }
        }
        let mut variables = Vec::new();
        for (slot, Reading { name, at, .. }) in self.all.iter().enumerate() {
            let sort = self.by_letter(slot).ok_or_else(|| self.could_be_anything(slot))?;
            variables.push((*at, Variable { name: name.as_str().into(), sort }));
        }
        Ok(variables)
    }
}
