//! Where everything is drawn: worked out once for each run, from its history alone, in integers.
//!
//! Read [`chart`] first: what shows at all, in columns, without geometry. A [`Drawing`] places it,
//! one for each [`Format`]. What is drawn at the cursor is a function of the layout and
//! the stop: what has come to an end is revealed from lists in the order of ending, and the few
//! things that are still open there are [`open`].

pub mod chart;
pub mod drawing;
pub mod holds;
pub mod label;
pub mod metrics;
pub mod open;
pub mod route;
pub mod routes;

mod builder;
mod gates;
mod items;
mod kinds;
mod labels;
mod notes;
mod reading;
#[cfg(test)]
mod tests;
mod titles;

use std::cell::OnceCell;

use causal_core::check::Finding;
use causal_core::run::Run;

pub use chart::Chart;
pub use drawing::Drawing;
pub use kinds::{MarkKind, NoteKind, Purpose};
pub use metrics::{Direction, Format, Point, Spot};

/// Where everything of a run is drawn. Two layouts are the same only if they are one: a run is drawn
/// once, and comparing ten thousand events costs more than drawing them.
#[derive(Debug, Default)]
pub struct Layout {
    /// What is drawn, before it has places.
    pub chart: Chart,
    /// The drawing in each format that somebody has asked for.
    drawings: [OnceCell<Drawing>; Format::ALL.len()],
}

impl PartialEq for Layout {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for Layout {}

impl Layout {
    /// The drawing of a run in which these violations were found.
    #[must_use]
    pub fn of(run: &Run, findings: &[Finding]) -> Self {
        Self { chart: Chart::of(run, findings), ..Self::default() }
    }

    /// The drawing of a run that has its first events in common with the run of this one.
    #[must_use]
    pub fn grown(&self, run: &Run, n_common: usize, findings: &[Finding]) -> Self {
        if self.chart.n_events() != n_common {
            return Self::of(run, findings);
        }
        let known = findings.partition_point(|found| found.event.index() < n_common);
        let chart = self.chart.continued(run, &findings[known..]);
        let drawings = Format::ALL.map(|format| {
            let drawing = self.drawings[format as usize].get();
            drawing
                .map(|drawing| drawing.continued(&chart, format))
                .map_or_else(OnceCell::new, OnceCell::from)
        });
        Self { chart, drawings }
    }

    /// Where everything is in one format.
    #[must_use]
    pub fn drawing(&self, format: Format) -> &Drawing {
        self.drawings[format as usize].get_or_init(|| Drawing::of(&self.chart, format))
    }
}
