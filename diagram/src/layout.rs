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
mod labels;
#[cfg(test)]
mod tests;
mod titles;

use litemap::LiteMap;

use crate::sorted::sorted_by_key;

use causal_core::check::Finding;
use causal_core::run::Run;
use causal_core::world::event::EventId;

pub use chart::{Chart, MarkKind};
pub use drawing::Drawing;
pub use metrics::{Direction, Format, Point, Spot};

/// Where everything of a run is drawn, in every format. Two layouts are the same only if they are
/// one: a run is drawn once, and comparing ten thousand events costs more than drawing them.
#[derive(Debug, Default)]
pub struct Layout {
    /// What is drawn, before it has places.
    pub chart: Chart,
    /// The messages that come to an end, in the order in which they do.
    pub ended_messages: Vec<usize>,
    /// The waits that come to an end, in the order in which they do.
    pub ended_waits: Vec<usize>,
    /// The wait that ends at a mark, by the mark's number.
    wait_ending_at: LiteMap<usize, usize>,
    desktop: Drawing,
    low: Drawing,
    phone: Drawing,
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
        let chart = Chart::of(run, findings);
        let messages = chart.messages.iter().map(|in_flight| in_flight.ended);
        let waits = chart.waits.iter().map(|wait| wait.until);
        let mut wait_ending_at = LiteMap::new();
        for (index, wait) in chart.waits.iter().enumerate() {
            wait.end.and_then(|end| wait_ending_at.insert(end, index));
        }
        Self {
            wait_ending_at,
            ended_messages: in_order_of_ending(messages),
            ended_waits: in_order_of_ending(waits),
            desktop: Drawing::of(&chart, Format::Desktop),
            low: Drawing::of(&chart, Format::Low),
            phone: Drawing::of(&chart, Format::Phone),
            chart,
        }
    }

    /// Where everything is in one format.
    #[must_use]
    pub fn drawing(&self, format: Format) -> &Drawing {
        match format {
            Format::Desktop => &self.desktop,
            Format::Low => &self.low,
            Format::Phone => &self.phone,
        }
    }

    /// Which of the waits ends at a mark.
    #[must_use]
    pub fn wait_ending_at(&self, mark: usize) -> Option<usize> {
        self.wait_ending_at.get(&mark).copied()
    }

    /// How many of the messages have ended when so many events have happened.
    #[must_use]
    pub fn n_ended_messages_at(&self, position: usize) -> usize {
        let ended = |index: &usize| self.chart.messages[*index].ended;
        self.ended_messages.partition_point(|index| has_happened(ended(index), position))
    }

    /// How many violations have happened that have a cause, when so many events have.
    #[must_use]
    pub fn n_causes_at(&self, position: usize) -> usize {
        let wrong = self.chart.alarms.iter().map(|index| &self.chart.marks[*index]);
        let happened = wrong.take_while(|mark| mark.event.index() < position);
        happened.filter(|mark| mark.alarm.is_some_and(|alarm| alarm.cause.is_some())).count()
    }

    /// How many of the waits have ended when so many events have happened.
    #[must_use]
    pub fn n_ended_waits_at(&self, position: usize) -> usize {
        let ended = |index: &usize| self.chart.waits[*index].until;
        self.ended_waits.partition_point(|index| has_happened(ended(index), position))
    }
}

fn has_happened(event: Option<EventId>, position: usize) -> bool {
    event.is_some_and(|event| event.index() < position)
}

fn in_order_of_ending(ends: impl Iterator<Item = Option<EventId>>) -> Vec<usize> {
    let ended = ends.enumerate().filter_map(|(index, end)| Some((end?, index)));
    sorted_by_key(ended, |ended| *ended).into_iter().map(|(_, index)| index).collect()
}
