//! Long work beside the page: begun, told of, cancelled. The page goes on meanwhile.

use std::rc::Rc;

use crate::model::{Dialog, Model, Work, WorkState};
use crate::service::{Job, JobKind, JobNews, News, Refusal};
use crate::words;

impl Model {
    /// Has a log read. What was in work before is withdrawn.
    pub(super) fn read_log(&self, name: Option<Rc<str>>, text: String) -> Self {
        let name = name.unwrap_or_else(|| words::PASTED_LOG.into());
        let mut next = self.saying(words::begun(&name));
        next.n_jobs += 1;
        let state = WorkState::Running(Rc::new(Job::ReadLog { text }), None);
        let kind = JobKind::Log;
        let number = next.n_jobs;
        next.work = Some(Work { number, kind, name, about: None, found: None, state });
        next.interface.opening.error = None;
        next.interface.dialog = Some(Dialog::Open);
        next
    }

    /// Something is told of a job; of one that is over or withdrawn it comes too late.
    pub(super) fn hear(&self, JobNews { number, news }: JobNews) -> Option<Self> {
        let work = self.work.as_ref().filter(|work| work.running() == Some(number))?;
        let is_progress = matches!(news, News::Progress(_));
        let mut heard = work.clone();
        match (news, &mut heard.state) {
            (News::Progress(now), WorkState::Running(_, so_far)) => *so_far = Some(now),
            (News::Found(answer), _) => heard.found = Some(Rc::new(Ok(answer))),
            (News::Done(outcome), state) => *state = WorkState::Done(Rc::new(outcome)),
            (News::Progress(_), WorkState::Done(_)) => return None,
        }
        let mut next = match is_progress {
            true => self.copy(),
            false => self.saying(words::cut(&heard.says())),
        };
        next.work = Some(heard);
        Some(next)
    }

    /// The job is not wanted any more, or what came of it has been read. What a search had covered by
    /// then stays to be read.
    pub(super) fn put_work_away(&self) -> Option<Self> {
        let work = self.work.as_ref()?;
        if work.running().is_none() {
            return Some(Self { work: None, ..self.copy() });
        }
        if work.kind == JobKind::Log {
            return Some(Self { work: None, ..self.saying(words::cancelled(&work.name)) });
        }
        let cancelled = || Rc::new(Err(Refusal::Cancelled { n_states: work.n_states() }));
        // What is found already is an answer, if not the shortest.
        let outcome = work.found.clone().unwrap_or_else(cancelled);
        let over = Work { state: WorkState::Done(outcome), ..work.clone() };
        let mut next = self.saying(over.says());
        next.work = Some(over);
        Some(next)
    }

    /// What a search has come to is no answer to another question.
    pub(super) fn without_found(mut self) -> Self {
        self.work = self.work.filter(|work| work.kind == JobKind::Log || work.running().is_some());
        self
    }
}
