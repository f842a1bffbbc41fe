//! What the page's second module knows: scenarios in every spelling, what a run looks like to
//! scripts, and answers to HTTP requests.
//!
//! The page and the second module share no memory. They speak in links and positions: a link is a
//! whole run, because the same scenario is the same history everywhere, and a position is one of its
//! stops. An answer may come later; until then the [`Clerk`] keeps the question, and is asked again
//! when the run has gone on.

use causal_core::clock::ReplicaId;
use causal_core::export::{jsonl, state};
use causal_core::http::{Dialect, Question, Request, Response, Step, respond};
use causal_core::run::{Acted, Problem, Run};
use causal_core::scenario::{Scenario, ScriptedAction, When, json, limits, link, text};
use causal_core::world::action::Action;
use litemap::LiteMap;

use crate::codec;

/// Looks things up in runs that it knows from links.
#[derive(Debug, Default)]
pub struct Clerk {
    /// The run that was spoken of last, under its link.
    last: Option<(String, Run)>,
    questions: LiteMap<u32, (Question, usize)>,
    n_kept: u32,
}

/// What came of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// What the page has to do at that position, as a link; nothing if the request changes nothing.
    pub deed: Option<String>,
    /// How many events lie before that.
    pub n_before: usize,
    /// The answer, if it is there at once; otherwise the number of the question that is kept.
    pub answer: Result<Response, u32>,
}

impl Clerk {
    /// What everything looks like at a position, as JSON.
    ///
    /// # Errors
    /// Why there is no such run.
    pub fn state(&mut self, link: &str, stop: usize) -> Result<String, String> {
        let run = self.run(link)?;
        let first = [("position", stop as u64), ("last", run.stops().len() as u64 - 1)];
        Ok(state::write(&run.moment_at(stop), run.history(), &first))
    }

    /// What can happen next by itself at a position, as JSON.
    ///
    /// # Errors
    /// Why there is no such run.
    pub fn choices(&mut self, link: &str, stop: usize) -> Result<String, String> {
        Ok(state::choices(&self.run(link)?.world_at(stop)))
    }

    /// The events of a run from one up to another, as JSON.
    ///
    /// # Errors
    /// Why there is no such run.
    pub fn events(&mut self, link: &str, from: usize, until: usize) -> Result<String, String> {
        let lines = jsonl::lines(self.run(link)?.history());
        Ok(format!("[{}]", lines.get(from..until).unwrap_or_default().join(",")))
    }

    /// What the page has to do so that an action, given as JSON, happens at a position: as a link.
    ///
    /// # Errors
    /// What is wrong with the action, or why it cannot happen.
    pub fn deed(&mut self, link: &str, stop: usize, action: &str) -> Result<String, String> {
        let run = self.run(link)?;
        let actions = json::parse_action(action, &run.scenario().setting);
        let actions = actions.map_err(|why| why.to_string())?;
        let deed = deed_of(run, &actions);
        let mut actions = actions.into_iter();
        let first = actions.next().expect("an action changes something");
        let mut acted = act(run, stop, first)?;
        for action in actions {
            acted = act(&acted.run, acted.stop, action)?;
        }
        self.know(acted.run);
        Ok(deed)
    }

    /// Somebody asks a replica at a position.
    ///
    /// # Errors
    /// Why there is no such run, or why what the request asks for cannot happen.
    pub fn ask(
        &mut self,
        link: &str,
        stop: usize,
        replica: &str,
        request: &Request,
        dialect: Dialect,
    ) -> Result<Asked, String> {
        let run = self.run(link)?;
        let on = replica_named(run, replica);
        let (action, question) = match respond(&run.world_at(stop), on, request, dialect) {
            Step::Now(response) => {
                return Ok(Asked { deed: None, n_before: 0, answer: Ok(response) });
            }
            Step::Act(action, question) => (action, question),
        };
        // What no link can hold is not done: the run would be lost with the page.
        let as_json = json::write_action(&action);
        json::parse_action(&as_json, &run.scenario().setting).map_err(|why| why.to_string())?;
        let deed = deed_of(run, std::slice::from_ref(&action));
        let acted = act(run, stop, action)?;
        let n_after = acted.run.stops()[acted.stop].n_events;
        let since = &acted.run.history().events()[acted.n_before..n_after];
        let answer = question.answer(since).ok_or(self.n_kept);
        if answer.is_err() {
            self.questions.insert(self.n_kept, (question, acted.n_before));
            self.n_kept += 1;
        }
        self.know(acted.run);
        Ok(Asked { deed: Some(deed), n_before: acted.n_before, answer })
    }

    /// The answer to a question that was kept, once the first events of the run hold it; it is not
    /// kept any longer then.
    ///
    /// # Errors
    /// Why there is no such run.
    pub fn answer(
        &mut self,
        question: u32,
        link: &str,
        n_events: usize,
    ) -> Result<Option<Response>, String> {
        let Some((kept, since)) = self.questions.get(&question).cloned() else { return Ok(None) };
        let events = self.run(link)?.history().events();
        let answer = events.get(since..n_events).and_then(|news| kept.answer(news));
        if answer.is_some() {
            self.forget(question);
        }
        Ok(answer)
    }

    /// Nobody waits for the answer any more.
    pub fn forget(&mut self, question: u32) {
        self.questions.remove(&question);
    }

    /// The run behind a link, carried out unless it is the one that was spoken of last.
    ///
    /// # Errors
    /// Why there is no such run.
    pub fn run(&mut self, link: &str) -> Result<&Run, String> {
        if self.last.as_ref().is_none_or(|(last, _)| last != link) {
            let decoded = link::decode(link).map_err(|why| why.to_string())?;
            let run = Run::with_limit(decoded.scenario, limits::STEPS_IN_PAGE);
            self.last = Some((link.to_owned(), run));
        }
        Ok(&self.last.as_ref().expect("it is there now").1)
    }

    /// The page is about to speak of this run.
    fn know(&mut self, run: Run) {
        self.last = Some((codec::plain_link(run.scenario()), run));
    }
}

fn act(run: &Run, stop: usize, action: Action) -> Result<Acted, String> {
    let named = json::write_action(&action);
    run.act(stop, action).map_err(|problem| match problem {
        Problem::Action { error, .. } => format!("{named} cannot happen: {error}."),
        Problem::TooLong { .. } | Problem::TooLarge { .. } => problem.to_string(),
    })
}

/// Actions on their way to the page: a scenario of the same setting with nothing else in it.
fn deed_of(run: &Run, actions: &[Action]) -> String {
    let now = |action: &Action| ScriptedAction { when: When::Settled, action: action.clone() };
    let setting = run.scenario().setting.clone();
    let script = actions.iter().map(now).collect();
    codec::plain_link(&Scenario { setting, script, ..Scenario::default() })
}

/// A replica by its letter or its name; one that does not exist, if nobody is called so.
fn replica_named(run: &Run, called: &str) -> ReplicaId {
    let setting = &run.scenario().setting;
    let is_it =
        |id: &ReplicaId| id.to_string().eq_ignore_ascii_case(called) || setting.name(*id) == called;
    let found = setting.replicas().find(is_it);
    found.unwrap_or(ReplicaId(setting.n_replicas()))
}

/// The link of a scenario in any spelling; a link is returned as it is.
///
/// # Errors
/// What is wrong with it, and where.
pub fn link_of(input: &str) -> Result<String, String> {
    opened(input).map(|(link, _)| link)
}

/// The same; on a line below it the line of a text at which its script cannot go on, if there is
/// one.
///
/// # Errors
/// What is wrong with it, and where.
pub fn link_and_line_of(input: &str) -> Result<String, String> {
    opened(input).map(|(link, line)| match line {
        Some(line) => format!("{link}\n{line}"),
        None => link,
    })
}

fn opened(input: &str) -> Result<(String, Option<usize>), String> {
    if link::is_link(input) {
        return codec::read_link(input).map(|_| (input.to_owned(), None));
    }
    let scenario = Scenario::read(input).map_err(|error| error.to_string())?;
    let run = Run::with_limit(scenario, limits::STEPS_IN_PAGE);
    let place = match run.problem() {
        Some(Problem::Action { index, .. }) => text::place_of_action(input, *index),
        _ => None,
    };
    let link = link::encode(run.scenario(), run.history().short_digest());
    Ok((link, place.map(|(line, _)| line)))
}

/// The scenario of a link as text.
///
/// # Errors
/// What is wrong with the link.
pub fn text_of(link: &str) -> Result<String, String> {
    codec::read_link(link).map(|opened| text::write(&opened.scenario))
}

/// The scenario of a link as JSON.
///
/// # Errors
/// What is wrong with the link.
pub fn json_of(link: &str) -> Result<String, String> {
    codec::read_link(link).map(|opened| json::write(&opened.scenario))
}
