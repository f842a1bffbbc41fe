//! A small language for dialogues: nodes that are asked, links that are cut, time that passes.

use causal_core::clock::ReplicaId;
use causal_core::http::presets::{PRESETS, Preset};
use causal_core::http::{Dialect, Names, Question, Request, Response, Step, respond};
use causal_core::replica::protocol::{Disk, Protocol};
use causal_core::world::action::{Action, LinkChange, LinkSelector, MessageRef};
use causal_core::world::event::{Event, EventKind};
use causal_core::world::network::{LinkId, LinkState};
use causal_core::world::setting::Setting;
use causal_core::world::{Choice, World};

/// The preset of a dialect; where none is named, that of the system with most in it.
pub(crate) fn preset(dialect: Dialect) -> Preset {
    let dialect = if dialect == Dialect::Auto { Dialect::Seed004 } else { dialect };
    PRESETS.into_iter().find(|preset| preset.dialect == dialect).expect("every dialect has one")
}

/// Several nodes, and everything that has happened to them.
pub(crate) struct Talk {
    pub(crate) world: World,
    pub(crate) events: Vec<Event>,
    dialect: Dialect,
    pub(crate) names: Names,
}

/// A question, and how many events there were before it.
pub(crate) struct Asked {
    step: Result<Question, Response>,
    since: usize,
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
    Talk { world: World::new(setting), events: Vec::new(), dialect, names }
}

pub(crate) fn id(node: usize) -> ReplicaId {
    ReplicaId::from_index(node).expect("few nodes")
}

impl Talk {
    pub(crate) fn address(&self, node: usize) -> String {
        self.names.address(id(node))
    }

    fn step(&mut self, choice: Choice) {
        self.events.extend(self.world.step(choice).expect("this can happen"));
    }

    pub(crate) fn act(&mut self, action: Action) {
        self.step(Choice::Act(action));
    }

    /// Asks, and does not wait.
    pub(crate) fn begin(&mut self, on: usize, request: &Request) -> Asked {
        let since = self.events.len();
        let step = match respond(&self.world, id(on), request, self.dialect) {
            Step::Now(response) => Err(response),
            Step::Act(action, question) => {
                self.act(action);
                Ok(question)
            }
        };
        Asked { step, since }
    }

    /// The answer, if it is there.
    pub(crate) fn answer(&self, asked: &Asked) -> Option<Reply> {
        match &asked.step {
            Err(response) => Some(Reply(response.clone())),
            Ok(question) => question.answer(&self.events[asked.since..]).map(Reply),
        }
    }

    /// Waits for the answer, for as long as anything happens.
    pub(crate) fn wait_for(&mut self, asked: &Asked) -> Reply {
        loop {
            if let Some(reply) = self.answer(asked) {
                return reply;
            }
            let (_, choice) = self.world.next_due().expect("there is an answer some day");
            self.step(choice);
        }
    }

    pub(crate) fn ask(&mut self, on: usize, method: &str, path: &str, body: &str) -> Reply {
        let asked = self.begin(on, &Request::new(method, path, body));
        self.wait_for(&asked)
    }

    /// Lets so much time pass.
    pub(crate) fn wait(&mut self, ms: u64) {
        let until = self.world.now() + ms;
        while let Some((_, choice)) = self.world.next_due().filter(|(due, _)| *due <= until) {
            self.step(choice);
        }
        self.step(Choice::Pass(until));
    }

    /// Lets everything arrive that somebody set going.
    pub(crate) fn settle(&mut self) {
        while self.world.has_message_on_its_way() {
            let (_, choice) = self.world.next_due().expect("something is on its way");
            self.step(choice);
        }
    }

    /// Cuts these nodes off from all others, and those from each other.
    pub(crate) fn partition(&mut self, groups: &[&[usize]]) {
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
            EventKind::Accepted { write, .. } | EventKind::Delivered { write, .. } => Some(write),
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
