//! Which clock an event should have had: one that no other event has, and with which nothing speaks
//! against it any more. What is proposed was put in and judged before.

use super::impossible::Advice;
use super::judge::{Fault, with};
use super::log::count_of;
use super::order::{Clock, Threads, excess, join};
use crate::json::quoted;

/// How many events that contradict each other are looked at.
const SUSPECTS: usize = 8;

/// How well a clock fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fit {
    /// With it the log is possible.
    Whole,
    /// Nothing speaks against this event any more; other events have faults of their own.
    Here,
    /// It contradicts another event.
    Not(usize),
}

impl Threads<'_> {
    /// What to make of a fault.
    pub(super) fn advice(&self, fault: &Fault) -> Advice {
        let mut suspects = vec![fault.at];
        suspects.extend(fault.others.iter().take(SUSPECTS - 1));
        let (mut second_best, mut contradicts) = (None, None);
        for &at in &suspects {
            let guess = (at == fault.at).then(|| fault.guess.clone());
            for clock in guess.into_iter().chain(self.proposals(at)) {
                match self.fit(at, &clock) {
                    Fit::Whole => return self.should(at, &clock),
                    Fit::Here if second_best.is_none() => second_best = Some((at, clock)),
                    Fit::Here => {}
                    Fit::Not(other) => contradicts = contradicts.or(Some(other)),
                }
            }
        }
        if let Some((at, clock)) = second_best {
            return self.should(at, &clock);
        }
        let other = fault.others.first().copied().or(contradicts).unwrap_or(fault.at);
        Advice::Contradiction { line: self.line(fault.at), other: self.line(other) }
    }

    fn should(&self, at: usize, clock: &Clock) -> Advice {
        Advice::Should { line: self.line(at), clock: self.json(clock) }
    }

    /// Clocks that an event could have, the likeliest first: with its own number if nobody else has
    /// that, or else with one that is free. If any clock with a number fits, then that of the
    /// event before, counted on, does: it knows least.
    fn proposals(&self, at: usize) -> Vec<Vec<(usize, u32)>> {
        let (host, given) = (self.host(at), self.clock(at));
        let mut proposals = Vec::new();
        for number in self.free_numbers(at) {
            let before = self.of_host[host].iter().rev();
            let mut before = before.filter(|other| **other != at);
            let before = before.find(|other| self.number(**other) < number);
            let before = before.map_or(&[][..], |before| self.clock(*before));
            let numbered = with(given, host, number);
            proposals.push(with(&join(&numbered, before), host, number));
            proposals.push(with(before, host, number));
            proposals.push(numbered);
        }
        proposals.retain(|proposal| *proposal != *given);
        proposals
    }

    /// The event's number if no other has it; then those next to it on both sides, and the first
    /// that nobody has heard of.
    fn free_numbers(&self, at: usize) -> Vec<u32> {
        let (host, own) = (self.host(at), self.number(at));
        let others = self.of_host[host].iter().filter(|other| **other != at);
        let taken: Vec<u32> = others.map(|other| self.number(*other)).collect();
        self.steps.count(taken.len());
        let is_free = |number: u32| number > 0 && taken.binary_search(&number).is_err();
        let clocks = (0..self.execution.events.len()).filter(|other| *other != at);
        let heard_of = clocks.map(|other| count_of(self.clock(other), host)).max().unwrap_or(0);
        let n_numbers = u32::try_from(taken.len()).unwrap_or(u32::MAX).saturating_add(1);
        let up = (own..=own.saturating_add(n_numbers)).find(|number| is_free(*number));
        let down = (own.saturating_sub(n_numbers)..own).rev().find(|number| is_free(*number));
        let first = (1..=n_numbers).find(|number| is_free(*number));
        let unheard = heard_of.max(taken.last().copied().unwrap_or(0)).checked_add(1);
        let mut free: Vec<u32> = Vec::new();
        let own = Some(own).filter(|own| is_free(*own));
        for number in [own, up, down, first, unheard].into_iter().flatten() {
            if !free.contains(&number) {
                free.push(number);
            }
        }
        free
    }

    /// Whether a clock is one for this event.
    fn fit(&self, at: usize, clock: &Clock) -> Fit {
        if let Some(other) = self.contradicts(at, clock) {
            return Fit::Not(other);
        }
        match Threads::new(self.execution, Some((at, clock)), self.steps).judged(|| ()) {
            Ok(_) => Fit::Whole,
            Err(fault) if fault.at == at => Fit::Not(fault.others.first().copied().unwrap_or(at)),
            Err(fault) if fault.others.contains(&at) => Fit::Not(fault.at),
            Err(_) => Fit::Here,
        }
    }

    /// An event that an event with this clock would contradict.
    fn contradicts(&self, at: usize, clock: &Clock) -> Option<usize> {
        let host = self.host(at);
        let number = count_of(clock, host);
        (0..self.execution.events.len()).filter(|other| *other != at).find(|&other| {
            let (theirs, of_other) = (self.clock(other), self.number(other));
            if of_other == 0 {
                return false;
            }
            self.steps.count(2);
            let knows = count_of(clock, self.host(other)) >= of_other;
            let is_known = count_of(theirs, host) >= number;
            let lacks = |clock: &Clock, known: &Clock| {
                self.steps.count(known.len());
                excess(known, clock).is_some()
            };
            match (knows, is_known) {
                (true, true) => true,
                (true, false) => lacks(clock, theirs),
                (false, true) => lacks(theirs, clock),
                (false, false) => false,
            }
        })
    }

    /// A clock as JSON, sorted by host.
    pub(super) fn json(&self, clock: &Clock) -> String {
        let names = clock.iter().map(|&(host, _)| self.execution.hosts[host].clone());
        let counts = clock.iter().map(|&(_, count)| count as usize);
        let entries = self.steps.sorted(names.zip(counts).collect());
        let entry = |(host, count): &(String, usize)| format!("{}:{count}", quoted(host));
        format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
    }
}
