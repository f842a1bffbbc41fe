//! What clients ask: requests that wait, answers, and what is turned down.

use causal_core::history::Asked;
use causal_core::replica::DotRange;
use causal_core::replica::protocol::{Answer, RequestId};
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
    pub(super) fn on_parked(&mut self, event: &Event, request: RequestId, missing: &[DotRange]) {
        let awaits = match missing {
            [] => ", and it waits".to_owned(),
            missing => format!(", and it waits for {}", words::list(missing)),
        };
        let Some(arrival) = self.request_mark(event, MarkKind::Request, &awaits) else { return };
        let client = Some(self.chart.marks[arrival].label.clone());
        let missing = missing.iter().map(ToString::to_string).collect();
        let (end, since, until) = (None, event.id, None);
        let index = self.begin_wait(Wait { arrival, end, since, until, client, missing });
        self.reading.wait_of_request.insert(request, index);
    }

    /// The wait of a request ends at the mark that comes next, if it has waited.
    pub(super) fn end_wait_of(&mut self, event: &Event, request: RequestId) {
        if let Some(wait) = self.reading.wait_of_request.get(&request).copied() {
            self.end_wait(wait, event.id, true);
        }
    }

    pub(super) fn on_rejected(&mut self, event: &Event, request: RequestId) {
        self.end_wait_of(event, request);
        self.request_mark(event, MarkKind::Refusal, ": turned down");
    }

    /// What was read is told. That a write was accepted shows at the write, and a refusal at its own
    /// mark.
    pub(super) fn on_replied(&mut self, event: &Event, request: RequestId, answer: &Answer) {
        if matches!(answer, Answer::Accepted(_) | Answer::Unavailable(_)) {
            return self.share_mark(event.id, event.cause);
        }
        self.end_wait_of(event, request);
        self.request_mark(event, MarkKind::Answer, &format!(": {}", words::told(answer)));
    }

    /// Something begins to wait.
    pub(super) fn begin_wait(&mut self, wait: Wait) -> usize {
        let index = self.chart.waits.len();
        self.reading.open.waits.insert(index, ());
        self.chart.waiting.push((index, Turn::Begins));
        self.chart.waits.push(wait);
        index
    }
}
