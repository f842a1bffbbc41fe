//! Who looks on while one schedule goes on.

use std::collections::BTreeSet;
use std::sync::Arc;

use causal_core::check::Monitor;
use causal_core::predicate::{Verdict, Watch};
use causal_core::scenario::actions::Verb;
use causal_core::world::action::Action;
use causal_core::world::event::Event;

use super::Watched;

/// The monitors, and a predicate if there is one. Each kind of finding is news once.
pub(super) struct Eyes<'a> {
    of: &'a Watched,
    monitor: Monitor,
    n_seen: usize,
    watch: Option<Watch>,
    known: BTreeSet<&'a str>,
}

impl<'a> Eyes<'a> {
    pub(super) fn new(of: &'a Watched) -> Self {
        let setting = of.random.setting();
        let monitor = Monitor::new(Arc::new(setting.clone()));
        let watch = of.sought.clone().map(|sought| Watch::new(sought, setting));
        Self { of, monitor, n_seen: 0, watch, known: BTreeSet::new() }
    }

    /// Whether there was too much to look at, so that what is looked for may be there all the same.
    pub(super) fn have_given_up(&self) -> bool {
        self.watch.as_ref().is_some_and(Watch::is_given_up)
    }

    /// What is so before the first step.
    pub(super) fn at_start(&mut self) -> Vec<&'a str> {
        let of = self.of;
        self.news(None, of.random.first())
    }

    /// What has come to light in a step.
    pub(super) fn news(&mut self, acted: Option<&Action>, events: &[Event]) -> Vec<&'a str> {
        events.iter().for_each(|event| self.monitor.observe(event));
        let found = &self.monitor.findings()[self.n_seen..];
        self.n_seen += found.len();
        let mut news: Vec<&str> = found.iter().map(|finding| finding.what.kind()).collect();
        if let (Some(watch), Some(sought)) = (&mut self.watch, &self.of.sought)
            && watch.take_in(acted.map(Verb::of), events) == Verdict::Yes
        {
            news.push(sought.text());
        }
        news.retain(|kind| self.known.insert(*kind));
        news
    }
}
