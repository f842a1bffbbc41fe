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
        next.work = Some(Work { number: next.n_jobs, kind, name, about: None, state });
        next.interface.opening.error = None;
        next.interface.dialog = Some(Dialog::Open);
        next
    }

    /// Something is told of a job; of one that is over or withdrawn it comes too late.
    pub(super) fn hear(&self, JobNews { number, news }: JobNews) -> Option<Self> {
        let work = self.work.as_ref().filter(|work| work.running() == Some(number))?;
        let mut next = match &news {
            News::Progress(_) => self.copy(),
            News::Done(outcome) => {
                let told = words::outcome(work.kind, &work.name, outcome);
                self.saying(words::cut(&told))
            }
        };
        let state = match (news, &work.state) {
            (News::Done(outcome), _) => WorkState::Done(Rc::new(outcome)),
            (News::Progress(now), WorkState::Running(job, _)) => {
                WorkState::Running(Rc::clone(job), Some(now))
            }
            (News::Progress(_), WorkState::Done(_)) => return None,
        };
        next.work = Some(Work { state, ..work.clone() });
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
        let why = Err(Refusal::Cancelled { n_states: work.n_states() });
        let mut next = self.saying(words::outcome(work.kind, &work.name, &why));
        next.work = Some(Work { state: WorkState::Done(Rc::new(why)), ..work.clone() });
        Some(next)
    }

    /// What a search has come to is no answer to another question.
    pub(super) fn without_found(mut self) -> Self {
        self.work = self.work.filter(|work| work.kind == JobKind::Log || work.running().is_some());
        self
    }
}
