//! What is worked out from a run to show it: findings, rows, the drawing. It grows with the run, so
//! that acting costs as much as what follows from it, however long the run is.

use std::cell::RefCell;
use std::rc::Rc;

use causal_core::check::{Finding, Monitor};
use causal_core::paged_vec::PagedVec;
use causal_core::run::{Run, Stop};
use causal_diagram::layout::Layout;

use super::Rows;

/// Everything that follows from one run alone, whatever is looked at in it.
#[derive(Debug)]
pub struct Account {
    /// The run that it is about.
    pub run: Rc<Run>,
    /// Every violation in the run, in the order of events.
    pub findings: Rc<PagedVec<Finding>>,
    /// One sentence for each stop of the run.
    pub rows: Rc<Rows>,
    /// The drawing of the run.
    pub layout: Rc<Layout>,
    /// Who has looked on up to the end. The first run that goes on from this one takes it along; for
    /// another one the same comes out from the beginning.
    watch: RefCell<Option<Watch>>,
}

/// A monitor, and how many events it has seen.
#[derive(Debug)]
struct Watch {
    monitor: Monitor,
    position: usize,
}

impl Account {
    /// The account of a run.
    #[must_use]
    pub fn of(run: Rc<Run>) -> Self {
        let mut watch = Watch::over(&run, 0);
        let findings = Rc::new(watch.look_on(&run).iter().copied().collect());
        let layout = Rc::new(Layout::of(&run, watch.monitor.findings()));
        Self {
            rows: Rc::new(Rows::of(&run, &findings, &layout.chart)),
            layout,
            findings,
            watch: RefCell::new(Some(watch)),
            run,
        }
    }

    /// The account of another run: what the two have in common is taken over.
    #[must_use]
    pub fn grown(&self, run: Rc<Run>) -> Self {
        let Some(stop) = last_common_stop(&self.run, &run) else { return Self::of(run) };
        let position = run.stops()[stop].n_events;
        let watch = self.watch.take().filter(|watch| watch.position == position);
        let mut watch = watch.unwrap_or_else(|| Watch::over(&run, position));
        let all = watch.look_on(&run);
        let layout = Rc::new(self.layout.grown(&run, position, all));
        let mut findings = PagedVec::clone(&self.findings);
        findings.truncate(findings.partition_point(|found| found.event.index() < position));
        let news = all.get(findings.len()..).unwrap_or_default();
        findings.extend(news.iter().copied());
        Self {
            rows: Rc::new(self.rows.grown(&run, &findings, &layout.chart, stop)),
            layout,
            findings: Rc::new(findings),
            watch: RefCell::new(Some(watch)),
            run,
        }
    }
}

impl Watch {
    /// Somebody who has seen the first events of a run.
    fn over(run: &Run, position: usize) -> Self {
        let mut monitor = Monitor::new(run.setting().clone().into());
        run.history().events().range(0..position).for_each(|event| monitor.observe(event));
        monitor.findings();
        Self { monitor, position }
    }

    /// Looks on up to the end of the run; says everything that was found.
    fn look_on(&mut self, run: &Run) -> &[Finding] {
        let news = run.history().events().from(self.position);
        news.for_each(|event| self.monitor.observe(event));
        self.position = run.history().len();
        self.monitor.findings()
    }
}

/// The last stop up to which two runs are the same and after which both begin a new step; `None` if
/// they start differently.
fn last_common_stop(one: &Run, other: &Run) -> Option<usize> {
    if one.setting() != other.setting() {
        return None;
    }
    let n_events = one.history().events().n_common(other.history().events());
    let n_stops = one.stops().n_common(other.stops());
    let is_end_of_step = |run: &Run, at: usize, stop: &Stop| {
        run.stops().get(at + 1).is_none_or(|next| next.n_steps > stop.n_steps)
    };
    let is_fit = |at: &usize| {
        let stop = &one.stops()[*at];
        stop.n_events <= n_events && [one, other].iter().all(|run| is_end_of_step(run, *at, stop))
    };
    (0..n_stops).rev().find(is_fit)
}
