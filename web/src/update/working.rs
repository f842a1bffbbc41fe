//! Long work beside the page: begun, told of, cancelled. The page goes on meanwhile.

use std::rc::Rc;

use crate::model::{Dialog, Model, Work, WorkState};
use crate::service::{Job, JobKind, JobNews, News};
use crate::words;

impl Model {
    /// Has a log read. What was in work before is withdrawn.
    pub(super) fn read_log(&self, name: Option<Rc<str>>, text: String) -> Self {
        let name = name.unwrap_or_else(|| words::PASTED_LOG.into());
        let mut next = self.saying(words::begun(&name));
        next.n_jobs += 1;
        let state = WorkState::Running(Rc::new(Job::ReadLog { text }), None);
        let kind = JobKind::Log;
        next.work = Some(Work { number: next.n_jobs, kind, name, state });
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

    /// The job is not wanted any more, or what came of it has been read.
    pub(super) fn put_work_away(&self) -> Option<Self> {
        let work = self.work.as_ref()?;
        let next = match work.running() {
            Some(_) => self.saying(words::cancelled(work.kind, &work.name, work.n_states())),
            None => self.copy(),
        };
        Some(Self { work: None, ..next })
    }
}
