//! All monitors together, run over a history as it grows.

use std::sync::Arc;

use super::convergence::{ConvergenceWatch, begins};
use super::delivery;
use super::finding::{Finding, Violation};
use super::orphans::OrphanWatch;
use super::sessions::SessionWatch;
use super::truth::Truth;
use crate::clock::ReplicaId;
use crate::history::{Causation, History, Moment};
use crate::world::event::{Event, EventId};
use crate::world::setting::Setting;

/// What looks on while a run goes on, and names what should not happen. What an event costs does
/// not grow with the history: at most with the replicas, with what is on its way, and with what a
/// message brings.
///
/// ```
/// use causal_core::check::Monitor;
/// use causal_core::world::setting::Setting;
/// let mut monitor = Monitor::new(Setting::default().into());
/// assert!(monitor.findings().is_empty());
/// ```
#[derive(Clone, Debug)]
pub struct Monitor {
    truth: Truth,
    moment: Moment,
    sessions: SessionWatch,
    convergence: ConvergenceWatch,
    orphans: OrphanWatch,
    last: Option<EventId>,
    findings: Vec<Finding>,
}

impl Monitor {
    /// Nothing has happened yet in a run of this setting.
    #[must_use]
    pub fn new(setting: Arc<Setting>) -> Self {
        Self {
            truth: Truth::new(Causation::of(&setting.protocol)),
            moment: Moment::start(setting),
            sessions: SessionWatch::default(),
            convergence: ConvergenceWatch::default(),
            orphans: OrphanWatch::default(),
            last: None,
            findings: Vec::new(),
        }
    }

    /// Takes in the next event.
    pub fn observe(&mut self, event: &Event) {
        if begins(event, &self.moment) {
            self.look();
        }
        self.last = Some(event.id);
        match event.replica {
            Some(at) => self.observe_at(at, event),
            None => self.take_in(event),
        }
        let mut found = Vec::new();
        let (truth, moment) = (&self.truth, &self.moment);
        self.orphans.inspect(truth, moment, event.replica, &event.kind, &mut found);
        let found = found.into_iter().map(|(at, what)| Finding { event: event.id, at, what });
        self.findings.extend(found);
    }

    fn observe_at(&mut self, at: ReplicaId, event: &Event) {
        let mut found: Vec<Violation> = Vec::new();
        delivery::inspect(&self.truth, at, &event.kind, &mut found);
        self.sessions.inspect(&self.truth, at, &event.kind, &mut found);
        let found = found.into_iter().map(|what| Finding { event: event.id, at, what });
        self.findings.extend(found);
        self.convergence.before(&self.moment.replicas[at.index()], &event.kind);
        self.take_in(event);
        self.convergence.after(&self.moment.replicas[at.index()], &event.kind);
        self.sessions.observe(&self.truth, at, &event.kind);
    }

    fn take_in(&mut self, event: &Event) {
        self.truth.observe(event);
        self.moment.apply(event);
    }

    fn look(&mut self) {
        if let Some(last) = self.last {
            self.convergence.look(&self.moment, last, &mut self.findings);
        }
    }

    /// Everything found so far, in order.
    pub fn findings(&mut self) -> &[Finding] {
        self.look();
        &self.findings
    }
}

/// Everything that the monitors find in a history.
#[must_use]
pub fn findings(history: &History, setting: &Setting) -> Vec<Finding> {
    let mut monitor = Monitor::new(Arc::new(setting.clone()));
    history.events().iter().for_each(|event| monitor.observe(event));
    monitor.look();
    monitor.findings
}

/// What the monitors find about delivery alone: causes first, everything once.
#[must_use]
pub fn violations(history: &History, setting: &Setting) -> Vec<Finding> {
    let mut found = findings(history, setting);
    found.retain(|finding| finding.what.is_of_delivery());
    found
}
