//! What the calls of scripts come to, as pure functions of what the page knows.
//!
//! What changes the run comes back as a [`Continuation`]: the page shows it when it is sent as
//! [`Msg::GoOn`](crate::msg::Msg::GoOn).

use std::rc::Rc;

use causal_core::clock::ReplicaId;
use causal_core::export::{jsonl, state as told};
use causal_core::http::{Dialect, Question, Request, Response, Step, respond};
use causal_core::run::{Acted, Problem, Run};
use causal_core::scenario::json;
use causal_core::world::action::Action;

use crate::codec;
use crate::model::{Continuation, Model};

/// The run on show as a scenario that opens at the present position, as JSON.
#[must_use]
pub fn scenario(page: &Model) -> String {
    json::write(&codec::opening_at(&page.run, page.stop))
}

/// What everything looks like at the present position, as JSON.
#[must_use]
pub fn state(page: &Model) -> String {
    let first = [("position", page.stop as u64), ("last", page.last_stop() as u64)];
    told::write(&page.moment, page.run.history(), &first)
}

/// What can happen next by itself at the present position, as JSON.
#[must_use]
pub fn choices(page: &Model) -> String {
    told::choices(&page.run.world_at(page.stop))
}

/// What has happened until the present position, as JSON.
#[must_use]
pub fn history(page: &Model) -> String {
    events(&page.run, 0, page.here().n_events)
}

/// The events of a run from one up to another, as JSON.
#[must_use]
pub fn events(run: &Run, from: usize, until: usize) -> String {
    let lines = jsonl::lines(run.history());
    format!("[{}]", lines.get(from..until).unwrap_or_default().join(","))
}

/// Does something, given as JSON, at the present position.
///
/// # Errors
/// What is wrong with the action, or why it cannot happen.
pub fn act(page: &Model, action: &str) -> Result<Continuation, String> {
    let actions = json::parse_action(action, page.run.setting());
    let mut actions = actions.map_err(|why| why.to_string())?.into_iter();
    let first = actions.next().expect("an action changes something");
    let first = carry_out(&page.run, page.stop, first)?;
    let n_left_behind = first.n_left_behind;
    let last = actions.try_fold(first, |acted, next| carry_out(&acted.run, acted.stop, next))?;
    Ok(Acted { n_left_behind, ..last }.into())
}

fn carry_out(run: &Run, stop: usize, action: Action) -> Result<Acted, String> {
    let named = json::write_action(&action);
    run.act(stop, action).map_err(|problem| match problem {
        Problem::Action { error, .. } => format!("{named} cannot happen: {error}."),
        Problem::TooLong { .. } | Problem::TooLarge { .. } => problem.to_string(),
    })
}

/// What came of an HTTP request.
#[derive(Debug)]
pub struct Sent {
    /// What the page shows next; nothing if the request changes nothing.
    pub next: Option<Continuation>,
    /// The answer, if it is there at once.
    pub answer: Result<Response, Pending>,
}

/// An HTTP request that waits for its answer.
#[derive(Debug)]
pub struct Pending {
    question: Question,
    /// The run in which it was sent.
    run: Rc<Run>,
    /// How many events lie before it.
    n_before: usize,
}

/// Sends a request to a replica, by its letter or its name, at the present position.
///
/// # Errors
/// Why what the request asks for cannot happen, or what no link can hold: the run would be lost with
/// the page.
pub fn send(
    page: &Model,
    replica: &str,
    request: &Request,
    dialect: Dialect,
) -> Result<Sent, String> {
    let on = replica_named(&page.run, replica);
    let (action, question) = match respond(&page.run.world_at(page.stop), on, request, dialect) {
        Step::Now(response) => return Ok(Sent { next: None, answer: Ok(response) }),
        Step::Act(action, question) => (action, question),
    };
    json::parse_action(&json::write_action(&action), page.run.setting())
        .map_err(|why| why.to_string())?;
    let acted = carry_out(&page.run, page.stop, action)?;
    let n_before = acted.n_before;
    let next = Continuation::from(acted);
    let pending = Pending { question, run: Rc::clone(&next.run), n_before };
    let answer = pending.answer_in(&next.run, next.stop).ok_or(pending);
    Ok(Sent { next: Some(next), answer })
}

impl Pending {
    /// The answer, if it has happened at the present position.
    ///
    /// # Errors
    /// That the run on show is another one.
    pub fn look(&self, page: &Model) -> Result<Option<Response>, String> {
        let past = 0..self.n_before + 1;
        let [asked_in, shown] = [&self.run, &page.run].map(|run| run.history().events());
        if !Rc::ptr_eq(&self.run, &page.run) && !asked_in.range(past.clone()).eq(shown.range(past))
        {
            return Err("Another run is on show, in which this was not asked.".to_owned());
        }
        Ok(self.answer_in(&page.run, page.stop))
    }

    fn answer_in(&self, run: &Run, stop: usize) -> Option<Response> {
        let news = run.history().events().range(self.n_before..run.stops()[stop].n_events);
        self.question.answer(&news.cloned().collect::<Vec<_>>())
    }
}

/// A replica by its letter or its name; one that does not exist, if nobody is called so.
fn replica_named(run: &Run, called: &str) -> ReplicaId {
    let setting = run.setting();
    let is_it =
        |id: &ReplicaId| id.to_string().eq_ignore_ascii_case(called) || setting.name(*id) == called;
    let found = setting.replicas().find(is_it);
    found.unwrap_or(ReplicaId(setting.n_replicas()))
}
