//! A small language for dialogues: nodes that are asked, links that are cut, time that passes.
//!
//! A dialogue acts on a [`Run`] at a stop of it, as the page does, and is written down: the journeys
//! hold every one of them once more with the page, through its interface for scripts.

use causal_core::clock::ReplicaId;
use causal_core::http::presets::{PRESETS, Preset};
use causal_core::http::{Dialect, Names, Question, Request, Response, Step, respond};
use causal_core::replica::protocol::Occurrence;
use causal_core::replica::protocol::{Disk, Protocol};
use causal_core::run::Run;
use causal_core::scenario::{Scenario, limits};
use causal_core::world::World;
use causal_core::world::action::{Action, LinkChange, LinkSelector, MessageRef};
use causal_core::world::event::{Event, EventKind};
use causal_core::world::network::{LinkId, LinkState};
use causal_core::world::setting::Setting;

use crate::transcript::Transcript;

/// The preset of a dialect; where none is named, that of the system with most in it.
pub(crate) fn preset(dialect: Dialect) -> Preset {
    let dialect = if dialect == Dialect::Auto { Dialect::Seed004 } else { dialect };
    PRESETS.into_iter().find(|preset| preset.dialect == dialect).expect("every dialect has one")
}

/// Several nodes, and everything that has happened to them.
pub(crate) struct Talk {
    run: Run,
    stop: usize,
    /// The world at that stop.
    pub(crate) world: World,
    /// What has happened until then.
    pub(crate) events: Vec<Event>,
    dialect: Dialect,
    pub(crate) names: Names,
    transcript: Transcript,
}

/// A question, and how many events there were before it.
pub(crate) struct Asked {
    step: Result<Question, Response>,
    since: usize,
    /// Which request of the dialogue it is.
    number: usize,
}

/// An answer.
#[derive(Clone, Debug)]
pub(crate) struct Reply(pub(crate) Response);

/// As many nodes as one likes, as a preset has them; all members from the start.
pub(crate) fn nodes(dialect: Dialect, n: usize, change: impl Fn(&mut Protocol)) -> Talk {
    let mut setting = preset(dialect).setting();
    change(&mut setting.protocol);
    setting.names = (0..n).map(|index| format!("n{index}")).collect();
    setting.view = None;
    talk(dialect, setting)
}

/// Nodes of any kind.
pub(crate) fn talk(dialect: Dialect, setting: Setting) -> Talk {
    let names = Names::new(&setting, dialect);
    let scenario = Scenario { setting, ..Scenario::default() };
    let transcript = Transcript::of(&scenario);
    let run = Run::with_limit(scenario, limits::STEPS_IN_PAGE);
    Talk { world: run.world_at(0), events: Vec::new(), run, stop: 0, dialect, names, transcript }
}

pub(crate) fn id(node: usize) -> ReplicaId {
    ReplicaId::from_index(node).expect("few nodes")
}

impl Talk {
    pub(crate) fn address(&self, node: usize) -> String {
        self.names.address(id(node))
    }

    /// The same dialogue, which is not written down.
    pub(crate) fn unwritten(mut self) -> Self {
        self.transcript.forget();
        self
    }

    fn go(&mut self, stop: usize) {
        self.stop = stop;
        self.world = self.run.world_at(stop);
        let n_events = self.run.stops()[stop].n_events;
        self.events = self.run.history().events().range(0..n_events).cloned().collect();
    }

    /// Does it, and tells how many events lie before it.
    fn perform(&mut self, action: Action) -> usize {
        let acted = self.run.act(self.stop, action).expect("this can happen");
        self.run = acted.run;
        self.go(acted.stop);
        acted.n_before
    }

    pub(crate) fn act(&mut self, action: Action) {
        self.transcript.act(&action);
        self.perform(action);
    }

    /// Asks, and does not wait.
    pub(crate) fn begin(&mut self, on: usize, request: &Request) -> Asked {
        let number = self.transcript.request(id(on), request, self.dialect);
        match respond(&self.world, id(on), request, self.dialect) {
            Step::Now(response) => Asked { step: Err(response), since: 0, number },
            Step::Act(action, question) => {
                let since = self.perform(action);
                Asked { step: Ok(question), since, number }
            }
        }
    }

    /// The answer, if it is there.
    pub(crate) fn answer(&mut self, asked: &Asked) -> Option<Reply> {
        let answer = match &asked.step {
            Err(response) => Some(response.clone()),
            Ok(question) => question.answer(&self.events[asked.since..]),
        };
        self.transcript.answer(asked.number, answer.as_ref());
        answer.map(Reply)
    }

    /// Waits for the answer, for as long as anything happens.
    pub(crate) fn wait_for(&mut self, asked: &Asked) -> Reply {
        loop {
            if let Some(reply) = self.answer(asked) {
                return reply;
            }
            if self.stop + 1 < self.run.stops().len() {
                self.transcript.step();
                self.go(self.stop + 1);
            } else {
                self.wait(1000);
            }
        }
    }

    pub(crate) fn ask(&mut self, on: usize, method: &str, path: &str, body: &str) -> Reply {
        let asked = self.begin(on, &Request::new(method, path, body));
        self.wait_for(&asked)
    }

    /// Lets so much time pass.
    pub(crate) fn wait(&mut self, ms: u64) {
        self.act(Action::Wait { ms });
    }

    /// Lets everything arrive that somebody set going.
    pub(crate) fn settle(&mut self) {
        self.transcript.settle();
        self.go(self.run.stops().len() - 1);
    }

    /// Cuts these nodes off from all others, and those from each other.
    pub(crate) fn partition(&mut self, groups: &[&[usize]]) {
        // Who is in no group is in one of its own, but a partition without groups is none.
        let groups = if groups.is_empty() { &[&[0][..]] } else { groups };
        let group = |group: &&[usize]| group.iter().map(|node| id(*node)).collect();
        self.act(Action::Partition { groups: groups.iter().map(group).collect() });
    }

    pub(crate) fn heal(&mut self) {
        self.act(Action::Heal);
    }

    pub(crate) fn kill(&mut self, node: usize) {
        self.act(Action::Crash(id(node)));
    }

    pub(crate) fn restart_empty(&mut self, node: usize) {
        self.act(Action::Restart { replica: id(node), disk: Disk::Lose });
    }

    pub(crate) fn hold_all(&mut self) {
        let change = LinkChange::State(LinkState::Held);
        self.act(Action::Link { links: LinkSelector::All, change });
    }

    /// Lets the oldest message of a link arrive.
    pub(crate) fn deliver(&mut self, from: usize, to: usize) {
        let link = LinkId { from: id(from), to: id(to) };
        self.act(Action::Release(MessageRef::Next(link)));
        self.settle();
    }

    /// The values that a node has applied under a key, in order.
    pub(crate) fn applied(&self, node: usize, key: &str) -> Vec<String> {
        let here = self.events.iter().filter(|event| event.replica == Some(id(node)));
        let writes = here.filter_map(|event| match &event.kind {
            EventKind::Recorded { what: Occurrence::Accepted { write, .. }, .. }
            | EventKind::Recorded { what: Occurrence::Delivered { write, .. }, .. } => Some(write),
            _ => None,
        });
        let of_key = writes.filter(|write| &*write.key == key);
        of_key.filter_map(|write| write.value.as_deref().map(String::from)).collect()
    }
}

impl Reply {
    /// Demands a status.
    #[track_caller]
    pub(crate) fn is(self, status: u16) -> Self {
        assert_eq!(self.0.status, status, "{}", self.0.body);
        self
    }

    /// Demands one of two statuses.
    #[track_caller]
    pub(crate) fn either(self, one: u16, other: u16) -> Self {
        assert!([one, other].contains(&self.0.status), "{} {}", self.0.status, self.0.body);
        self
    }

    /// Demands a field with this value.
    #[track_caller]
    pub(crate) fn has(self, field: &str, value: &str) -> Self {
        assert_eq!(self.field(field).as_deref(), Some(value), "{field} in {}", self.0.body);
        self
    }

    /// Demands a body, to the letter.
    #[track_caller]
    pub(crate) fn says(self, body: &str) -> Self {
        assert_eq!(self.0.body, body);
        self
    }

    /// The value of a field, as JSON.
    pub(crate) fn field(&self, name: &str) -> Option<String> {
        let whole: serde_json::Value = serde_json::from_str(&self.0.body).expect("JSON");
        whole.get(name).map(ToString::to_string)
    }

    /// What the client has seen from now on.
    #[track_caller]
    pub(crate) fn seen(&self) -> String {
        self.field("causal-metadata").expect("an answer with metadata")
    }
}
