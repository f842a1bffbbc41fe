//! What clients ask: requests that wait, answers, and what is turned down.

use causal_core::clock::Dot;
use causal_core::history::Asked;
use causal_core::replica::DotRange;
use causal_core::replica::protocol::Answer;
use causal_core::world::event::Event;

use super::super::chart::{Mark, MarkKind, Wait};
use super::super::reading::Turn;
use super::ChartBuilder;
use crate::words;

impl ChartBuilder<'_> {
    /// A mark of a request, with the client's name beside it.
    fn request_mark(&mut self, event: &Event, kind: MarkKind, words: &str) -> Option<usize> {
        let asked = Asked::at(self.run.history().get(event.cause?)?)?;
        let label = words::cut(asked.client().unwrap_or("client"), words::LABEL_COLUMNS);
        let at = self.setting.name(asked.on);
        let title = format!("{} at {at}{words}", words::asks(&asked));
        let column = self.column(event.id, false);
        let index = self.mark(Mark { label, ..Mark::new(event, kind, asked.on, column, title) });
        self.stands_for(event.cause?, Some(index));
        Some(index)
    }

    /// A request waits on the rail where messages wait.
    pub(super) fn on_parked(&mut self, event: &Event, missing: &[DotRange]) {
        let awaits = match missing {
            [] => ", and it waits".to_owned(),
            missing => format!(", and it waits for {}", words::list(missing)),
        };
        let Some(arrival) = self.request_mark(event, MarkKind::Request, &awaits) else { return };
        let client = Some(self.chart.marks[arrival].label.clone());
        let missing = missing.iter().map(ToString::to_string).collect();
        let since = event.id;
        let (end, until, dot, before) = (None, None, None, None);
        self.begin_wait(Wait { arrival, end, since, until, client, dot, before, missing });
    }

    /// The wait of a request ends at the mark that comes next, if it has waited.
    pub(super) fn end_wait_of(&mut self, event: &Event) {
        let asked = event.cause.and_then(|asked| self.chart.mark_of[asked.index()]);
        if let Some(wait) = asked.and_then(|asked| self.wait_of(asked, None)) {
            self.end_wait(wait, event.id, true);
        }
    }

    /// What waits since an arrival: a write, or a request.
    pub(super) fn wait_of(&self, arrival: usize, dot: Option<Dot>) -> Option<usize> {
        let mut at = self.reading.wait_at.get(&arrival).copied()?;
        loop {
            let wait = &self.chart.waits[at];
            if wait.dot == dot && wait.until.is_none() {
                return Some(at);
            }
            at = wait.before?;
        }
    }

    pub(super) fn on_rejected(&mut self, event: &Event) {
        self.end_wait_of(event);
        self.request_mark(event, MarkKind::Refusal, ": turned down");
    }

    /// What was read is told. That a write was accepted shows at the write, and a refusal at its own
    /// mark.
    pub(super) fn on_replied(&mut self, event: &Event, answer: &Answer) {
        if matches!(answer, Answer::Accepted(_) | Answer::Unavailable(_)) {
            return self.share_mark(event.id, event.cause);
        }
        self.end_wait_of(event);
        self.request_mark(event, MarkKind::Answer, &format!(": {}", words::told(answer)));
    }

    /// Something begins to wait.
    pub(super) fn begin_wait(&mut self, wait: Wait) {
        let index = self.chart.waits.len();
        let before = self.reading.wait_at.get(&wait.arrival).copied();
        self.reading.wait_at.insert(wait.arrival, index);
        self.reading.open.waits.insert(index, ());
        self.chart.waiting.push((index, Turn::Begins));
        self.chart.waits.push(Wait { before, ..wait });
    }
}
