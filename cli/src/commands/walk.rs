//! `causal walk`: a published system's own walk-through, request by request.

use causal_core::http::presets::{PRESETS, Preset, Turn};
use causal_core::http::{Dialect, Question, Response, Step, respond};
use causal_core::run::Run;
use causal_core::scenario::{Scenario, link, text};
use causal_core::world::action::Action;

use crate::failure::Failure;
use crate::output;

/// While an answer is awaited and nothing is on its way, so much time passes at once.
const PATIENCE_MS: u64 = 1000;

/// Prints what a system's own client asks and is answered, and the link of all that.
pub(crate) fn walk(seed: &str, setting_only: bool) -> Result<(), Failure> {
    let preset = PRESETS.into_iter().find(|preset| preset.dialect.word() == seed);
    let preset = preset.expect("the arguments name no other");
    let scenario = scenario_of(&preset);
    if setting_only {
        return output::print(&text::write(&scenario));
    }
    let mut dialogue = Dialogue::new(scenario, preset.dialect);
    for turn in preset.walk() {
        dialogue.take(&turn);
    }
    let link = link::encode(&dialogue.run.scenario(), dialogue.run.history().short_digest());
    output::print(&format!("{}\n\n{}\n#{link}\n", preset.title, dialogue.told))
}

fn scenario_of(preset: &Preset) -> Scenario {
    Scenario { title: preset.title.to_owned(), setting: preset.setting(), ..Scenario::default() }
}

/// A client that takes one turn after the other.
struct Dialogue {
    run: Run,
    stop: usize,
    dialect: Dialect,
    last: Option<Response>,
    told: String,
}

impl Dialogue {
    fn new(scenario: Scenario, dialect: Dialect) -> Self {
        Self { run: Run::new(scenario), stop: 0, dialect, last: None, told: String::new() }
    }

    fn take(&mut self, turn: &Turn) {
        match (turn, turn.request(self.last.as_ref())) {
            (Turn::Ask(on, _), Some(request)) => {
                let name = self.run.setting().name(*on);
                let body = String::from_utf8_lossy(&request.body);
                self.tell(&format!("{name} < {} {} {body}", request.method, request.path));
                let response =
                    match respond(&self.run.world_at(self.stop), *on, &request, self.dialect) {
                        Step::Now(response) => response,
                        Step::Act(action, question) => self.answer_to(action, &question),
                    };
                self.tell(&format!("{name} > {} {}", response.status, response.body));
                self.last = Some(response);
            }
            (Turn::Wait(ms), _) => {
                self.tell(&format!("{ms} ms pass"));
                self.act(Action::Wait { ms: *ms });
            }
            (Turn::Ask(..), None) => unreachable!("who asks has a request"),
        }
    }

    fn tell(&mut self, line: &str) {
        self.told.push_str(line.trim_end());
        self.told.push('\n');
    }

    /// Does it, and tells how many events lie before it.
    fn act(&mut self, action: Action) -> usize {
        let acted =
            self.run.act(self.stop, action).expect("what is answered by an action can happen");
        (self.run, self.stop) = (acted.run, acted.stop);
        acted.n_before
    }

    fn answer_to(&mut self, action: Action, question: &Question) -> Response {
        let n_before = self.act(action);
        loop {
            let n_events = self.run.stops()[self.stop].n_events;
            let since = self.run.history().events().range(n_before..n_events);
            if let Some(response) = question.answer(&since.cloned().collect::<Vec<_>>()) {
                return response;
            }
            if self.stop + 1 < self.run.stops().len() {
                self.stop += 1;
            } else {
                self.act(Action::Wait { ms: PATIENCE_MS });
            }
        }
    }
}
