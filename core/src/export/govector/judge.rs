//! Whether the clocks of a log can be: of several that cannot, the first for the reason that comes
//! first in [`Reason`]'s order of looking: each event by itself, pairs of a host, cycles, and then
//! what each event knows beside what its causes knew.

use super::error::ImportError;
use super::impossible::{Impossible, Reason};
use super::log::{Draft, Execution, Gap, Log, LoggedEvent, count_of};
use super::order::{Threads, excess, join};
use crate::json::quoted;

/// A clock as it is inside.
type Clock = Vec<(usize, u32)>;

/// Judges every execution, puts its events in causal order and marks its gaps.
pub(super) fn judged(draft: Draft) -> Result<Log, ImportError> {
    if draft.executions.is_empty() {
        return Err(ImportError::NoEvents);
    }
    let executions = draft.executions.into_iter().map(judge).collect::<Result<_, _>>()?;
    Ok(Log { executions, n_skipped: draft.n_skipped })
}

fn judge(mut execution: Execution) -> Result<Execution, ImportError> {
    let threads = Threads::new(&execution);
    let fault = threads.no_own_entry().or_else(|| threads.same_number());
    let fault = fault.or_else(|| threads.no_such_event());
    if let Some(impossible) = fault {
        return Err(ImportError::Impossible(Box::new(impossible)));
    }
    let order = threads.causal_order().map_err(|cycle| threads.cyclic(&cycle));
    let order = order.map_err(|impossible| ImportError::Impossible(Box::new(impossible)))?;
    if let Some(impossible) = order.iter().find_map(|at| threads.knows_too_little(*at)) {
        return Err(ImportError::Impossible(Box::new(impossible)));
    }
    execution.gaps = threads.gaps();
    let mut events: Vec<Option<LoggedEvent>> = execution.events.into_iter().map(Some).collect();
    execution.events = order.iter().filter_map(|at| events[*at].take()).collect();
    Ok(execution)
}

impl Threads<'_> {
    fn no_own_entry(&self) -> Option<Impossible> {
        let events = &self.execution.events;
        let at = events.iter().position(|event| event.number() == 0)?;
        let earlier = events[..at].iter().filter(|event| event.host == events[at].host);
        let number = earlier.map(LoggedEvent::number).max().unwrap_or(0).saturating_add(1);
        Some(self.impossible(at, Reason::NoOwnEntry, &self.with(at, events[at].host, number)))
    }

    fn same_number(&self) -> Option<Impossible> {
        let pairs = self.of_host.iter().flat_map(|events| events.windows(2));
        let same =
            pairs.filter(|pair| self.event(pair[0]).number() == self.event(pair[1]).number());
        let pair = same.min_by_key(|pair| pair[1])?;
        let event = self.event(pair[1]);
        let number = event.number();
        let reason = Reason::SameNumber { number, line: self.event(pair[0]).line };
        let corrected = self.with(pair[1], event.host, number.saturating_add(1));
        Some(self.impossible(pair[1], reason, &corrected))
    }

    fn no_such_event(&self) -> Option<Impossible> {
        (0..self.execution.events.len()).find_map(|at| {
            let mut entries = self.event(at).clock.iter();
            let &(host, number) = entries.find(|&&(host, number)| {
                self.last_of_complete(host).is_some_and(|last| number > last)
            })?;
            let last = self.last_of_complete(host)?;
            let name = self.execution.hosts[host].clone();
            let reason = Reason::NoSuchEvent { host: name, number, last };
            Some(self.impossible(at, reason, &self.with(at, host, last)))
        })
    }

    /// The number of a host's last event, if it logged all up to it.
    fn last_of_complete(&self, host: usize) -> Option<u32> {
        let last = self.event(*self.of_host[host].last()?).number();
        (u32::try_from(self.of_host[host].len()) == Ok(last)).then_some(last)
    }

    /// Blames the event that stands first in the file among those that know of another host's.
    fn cyclic(&self, cycle: &[usize]) -> Impossible {
        let next = |position: usize| cycle[(position + 1) % cycle.len()];
        let mut positions: Vec<usize> = (0..cycle.len()).collect();
        positions.sort_by_key(|position| cycle[*position]);
        let crosses = |position: &usize| {
            self.event(cycle[*position]).host != self.event(next(*position)).host
        };
        let first = positions.into_iter().find(crosses).expect("numbers of one host only grow");
        let (at, host) = (cycle[first], self.event(next(first)).host);
        let known = self.before(at).map_or(0, |before| count_of(&self.event(before).clock, host));
        let events = (0..cycle.len()).map(|step| {
            let event = self.event(cycle[(first + step) % cycle.len()]);
            (self.execution.hosts[event.host].clone(), event.number(), event.line)
        });
        let reason = Reason::Cycle { events: events.collect() };
        self.impossible(at, reason, &self.with(at, host, known))
    }

    /// Compares an event with its causes. Where an entry has not grown since the host's event
    /// before, that event has been compared already.
    fn knows_too_little(&self, at: usize) -> Option<Impossible> {
        let event = self.event(at);
        let before = self.before(at).map(|before| self.event(before));
        let old = before.map_or(&[][..], |before| &before.clock);
        let falls = excess(old, &event.clock);
        let news = event
            .clock
            .iter()
            .filter(|&&(host, count)| host != event.host && count > count_of(old, host));
        let causes: Vec<&LoggedEvent> = news
            .filter_map(|&(host, count)| self.up_to(host, count))
            .map(|cause| self.event(cause))
            .collect();
        let reason = match (before, falls) {
            (Some(before), Some((host, from))) => Reason::EntryFalls {
                host: self.execution.hosts[host].clone(),
                from,
                to: count_of(&event.clock, host),
                line: before.line,
            },
            _ => causes.iter().find_map(|cause| self.lacks(event, cause))?,
        };
        let known =
            causes.iter().fold(join(&event.clock, old), |all, cause| join(&all, &cause.clock));
        Some(self.impossible(at, reason, &known))
    }

    fn lacks(&self, event: &LoggedEvent, cause: &LoggedEvent) -> Option<Reason> {
        let (host, knew) = excess(&cause.clock, &event.clock)?;
        Some(Reason::LacksWhatItsCauseKnew {
            cause: self.execution.hosts[cause.host].clone(),
            number: cause.number(),
            line: cause.line,
            host: self.execution.hosts[host].clone(),
            knew,
        })
    }

    /// An event's clock with another entry.
    fn with(&self, at: usize, host: usize, count: u32) -> Clock {
        let mut clock = self.event(at).clock.clone();
        clock.retain(|entry| entry.0 != host);
        clock.extend((count > 0).then_some((host, count)));
        clock
    }

    fn impossible(&self, at: usize, reason: Reason, corrected: &[(usize, u32)]) -> Impossible {
        let event = self.event(at);
        Impossible {
            line: event.line,
            host: self.execution.hosts[event.host].clone(),
            given: self.json(&event.clock),
            corrected: self.json(corrected),
            reason,
        }
    }

    fn json(&self, clock: &[(usize, u32)]) -> String {
        let mut entries: Vec<(&str, u32)> =
            clock.iter().map(|&(host, count)| (&*self.execution.hosts[host], count)).collect();
        entries.sort_unstable();
        let entry = |&(host, count): &(&str, u32)| format!("{}:{count}", quoted(host));
        format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
    }

    fn gaps(&self) -> Vec<Gap> {
        let mut named = vec![0_u32; self.of_host.len()];
        for &(host, count) in self.execution.events.iter().flat_map(|event| &event.clock) {
            named[host] = named[host].max(count);
        }
        let mut gaps = Vec::new();
        for (host, events) in self.of_host.iter().enumerate() {
            let mut after = 0;
            let numbers = events.iter().map(|at| self.event(*at).number());
            for number in numbers {
                gaps.push(Gap { host, after, n_missing: number - after - 1 });
                after = number;
            }
            gaps.push(Gap { host, after, n_missing: named[host] - after });
        }
        gaps.retain(|gap| gap.n_missing > 0);
        gaps
    }
}
