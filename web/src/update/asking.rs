//! What clients ask at the cards: typing, writing, reading, deleting. What is typed is never lost by
//! a refusal.

use std::rc::Rc;
use std::sync::Arc;

use causal_core::clock::ReplicaId;
use causal_core::replica::protocol::Op;
use causal_core::world::action::Action;

use crate::model::{Draft, DraftError, Model};
use crate::words;

impl Model {
    pub(super) fn type_key(&self, replica: ReplicaId, text: &str) -> Option<Self> {
        self.with_draft(replica, |draft| draft.key = text.into())
    }

    pub(super) fn type_value(&self, replica: ReplicaId, text: &str) -> Option<Self> {
        self.with_draft(replica, |draft| draft.value = text.into())
    }

    pub(super) fn type_client(&self, replica: ReplicaId, text: &str) -> Option<Self> {
        self.with_draft(replica, |draft| draft.client = text.into())
    }

    /// Typing changes a draft, and says what is wrong only after somebody tried to write it.
    fn with_draft(&self, replica: ReplicaId, change: impl FnOnce(&mut Draft)) -> Option<Self> {
        let mut drafts = self.drafts.to_vec();
        let draft = drafts.get_mut(replica.index())?;
        change(draft);
        draft.error = draft.error.and_then(|_| draft.problem());
        Some(Self { drafts: Rc::new(drafts), ..self.copy() })
    }

    pub(super) fn write(&self, replica: ReplicaId) -> Self {
        let Some(draft) = self.drafts.get(replica.index()) else { return self.copy() };
        let op = Op::Put { key: key_of(draft), value: (&*draft.value).into() };
        let next = self.ask(replica, draft, draft.problem(), op);
        if Rc::ptr_eq(&next.run, &self.run) {
            return next;
        }
        let emptied = next.with_draft(replica, |draft| {
            draft.value = Rc::from("");
            draft.error = None;
        });
        emptied.unwrap_or(next)
    }

    pub(super) fn read(&self, replica: ReplicaId) -> Self {
        let Some(draft) = self.drafts.get(replica.index()) else { return self.copy() };
        self.ask(replica, draft, draft.problem_of_read(), Op::Get { key: key_of(draft) })
    }

    pub(super) fn delete(&self, replica: ReplicaId, key: &str) -> Self {
        let Some(draft) = self.drafts.get(replica.index()) else { return self.copy() };
        self.ask(replica, draft, draft.client_problem(), Op::Delete { key: key.into() })
    }

    /// Asks a replica, in the name of the client on its card, unless something is wrong with what
    /// is typed there.
    fn ask(&self, on: ReplicaId, draft: &Draft, problem: Option<DraftError>, op: Op) -> Self {
        if let Some(error) = problem {
            return self.complaining(on, error);
        }
        let next = self.act(Action::Request { on, session: draft.session(), seen: None, op });
        if Rc::ptr_eq(&next.run, &self.run) { next } else { next.saying_what_comes_next() }
    }

    /// Says what is wrong for what was tried; for something else another field may be wrong. The
    /// line below the fields is read out itself.
    fn complaining(&self, replica: ReplicaId, error: DraftError) -> Self {
        let mut drafts = self.drafts.to_vec();
        if let Some(draft) = drafts.get_mut(replica.index()) {
            draft.error = Some(error);
        }
        Self { drafts: Rc::new(drafts), ..self.saying("") }
    }

    /// What comes next is said instead of what was just done; behind it, if there is more to say.
    fn saying_what_comes_next(self) -> Self {
        let Some(next) = self.comes_next() else { return self };
        let row = self.rows.at(self.stop);
        let is_all = row.is_some_and(|row| row.is_action && row.mark.is_none());
        let both = format!("{} {next}", self.said);
        let said = if is_all || !words::is_brief(&both) { next } else { both.into() };
        Self { said, ..self }
    }
}

fn key_of(draft: &Draft) -> Arc<str> {
    draft.key.trim().into()
}
