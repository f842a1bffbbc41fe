//! The door of HTTP: requests to nodes that have a history, in all five dialects, mutated. Each is
//! answered with JSON; what is refused has asked no replica; most of them get as far as a handler.

mod nearly;
mod valid;

use std::sync::Arc;

use causal_core::check::violations;
use causal_core::clock::ReplicaId;
use causal_core::history::{History, Moment};
use causal_core::http::presets::PRESETS;
use causal_core::http::{
    Dialect, Names, Question, Request, Response, Step, respond, respond_counted,
};
use causal_core::replica::protocol::{Conflicts, Dependencies, Op, Protocol, Sessions, Writes};
use causal_core::replica::protocol::{Occurrence, Rejection};
use causal_core::world::action::Action;
use causal_core::world::event::{Event, EventKind};
use causal_core::world::{Choice, World};
use serde::de::IgnoredAny;

use crate::luck::Luck;
use crate::work::Work;
use crate::{Knock, seeds};
use nearly::nearly;
use valid::Client;

/// A request, beside the replicas that have names, and the messages, writes and clients that wait.
const WORK: Work = Work { base: 150, per_byte: 6, per_other: 80 };
/// How many requests each world is asked.
const REQUESTS: u64 = 25;
/// How many steps a request may wait: gossip goes on until a parked one is turned down.
const STEPS: usize = 2_000;

/// Values that a scenario can put.
const PLAIN: &[&str] =
    &["wallet", "1", " 1 ", "\u{feff}1", "\u{feff}", "{\"a\":", "\"x\"", "", "\n", "01", "nan"];

/// A replica leaves the view while a request waits there.
const ONCE_A_SURPRISE: [u64; 1] = [1_189_100 / REQUESTS];

#[test]
fn whatever_is_nearly_a_request_is_answered() {
    let (mut tally, seeds) = (Tally::default(), seeds());
    let blocks = seeds.start / REQUESTS..seeds.end.div_ceil(REQUESTS);
    for block in ONCE_A_SURPRISE.into_iter().chain(blocks) {
        let luck = &mut Luck::new(block);
        let mut nodes = Nodes::new(block, luck);
        let _knock = Knock::new(block * REQUESTS, format!("{:?}", nodes.world.setting()));
        for _ in 0..REQUESTS {
            nodes.ask(luck, &mut tally);
        }
        nodes.close();
    }
    println!("{tally:?}");
    let Tally { asked, handled, well } = tally;
    assert!(asked < 1_000 || handled * 2 >= asked, "only {handled} of {asked} reach a handler");
    assert!(asked < 1_000 || well * 10 >= asked, "only {well} of {asked} are answered 2xx");
}

/// How far the requests came.
#[derive(Debug, Default)]
struct Tally {
    asked: u64,
    handled: u64,
    well: u64,
}

/// Several nodes, what has happened to them, and the client that talks to them.
struct Nodes {
    dialect: Dialect,
    world: World,
    events: Vec<Event>,
    client: Client,
}

impl Nodes {
    /// Nodes of one of the five systems, after a few valid requests.
    fn new(block: u64, luck: &mut Luck) -> Self {
        let preset = PRESETS[usize::try_from(block % 5).expect("small")];
        let mut setting = preset.setting();
        if luck.one_in(2) {
            setting.protocol = protocol(luck, &setting.protocol);
        }
        if luck.one_in(2) {
            setting.view = None;
        }
        let dialect = if luck.one_in(6) { Dialect::Auto } else { preset.dialect };
        let client = Client::new(preset.dialect, Names::new(&setting, dialect));
        let mut nodes = Self { dialect, world: World::new(setting), events: Vec::new(), client };
        for _ in 0..6 {
            let (on, request) = nodes.client.request(&nodes.world, luck);
            let response = nodes.answer(on, &request);
            nodes.client.hears(response.as_ref());
            nodes.put_plainly(on, luck);
            nodes.pass(luck.below(4));
        }
        nodes
    }

    /// A put of the scenario's own, whose value may be no JSON, or nearly.
    fn put_plainly(&mut self, on: ReplicaId, luck: &mut Luck) {
        let key = luck.word(&["x", "y", "a/b", "é"]).into();
        let value = luck.word(PLAIN).into();
        let put = Op::Put { key, value };
        let action = Action::Request { on, session: Some("ann".into()), op: put, seen: None };
        if let Ok(events) = self.world.step(Choice::Act(action)) {
            self.events.extend(events);
        }
    }

    fn ask(&mut self, luck: &mut Luck, tally: &mut Tally) {
        let (on, valid) = self.client.request(&self.world, luck);
        let (_, other) = self.client.request(&self.world, luck);
        let request = loop {
            let request = nearly(&valid, &other, luck);
            if request != valid {
                break request;
            }
        };
        let body = String::from_utf8_lossy(&request.body).into_owned();
        let _knock = Knock::inside(format!("{on} {} {} {body}", request.method, request.path));
        let response = self.answer(on, &request);
        tally.asked += 1;
        if let Some(Response { status, body }) = &response {
            let is_lost = [405, 503].contains(status) && !body.contains("causal-metadata");
            tally.handled += u64::from(!is_lost && body != "{\"error\":\"not found\"}");
            tally.well += u64::from((200..300).contains(status));
        } else {
            tally.handled += 1;
        }
        self.client.hears(response.as_ref());
        self.pass(luck.below(3));
    }

    /// What the client gets back, if that comes in so many steps.
    fn answer(&mut self, on: ReplicaId, request: &Request) -> Option<Response> {
        let since = self.events.len();
        let (step, n_steps) = respond_counted(&self.world, on, request, self.dialect);
        WORK.check(n_steps, length(request), n_others(&self.world, on));
        let response = match step {
            Step::Now(response) => Some(response),
            Step::Act(action, question) => {
                let events = self.world.step(Choice::Act(action)).expect("the action can happen");
                self.events.extend(events);
                self.wait_for(&question, since)
            }
        };
        if let Some(Response { status, body }) = &response {
            let json = serde_json::from_str::<IgnoredAny>(body);
            assert!(json.is_ok() && body.starts_with('{'), "{status} {body}");
            assert!((200..600).contains(status), "{status}");
            self.check_refusal(*status, since);
            if *status < 300 {
                self.check_kept(on, request, since);
            }
        }
        response
    }

    /// What was put is what the body said, and is given back to the letter.
    fn check_kept(&self, on: ReplicaId, request: &Request, since: usize) {
        let news = &self.events[since..];
        let Some(EventKind::Requested { request: asked, .. }) =
            news.first().map(|event| &event.kind)
        else {
            return;
        };
        let write =
            news.iter().find_map(|event| match &event.kind {
                EventKind::Recorded {
                    what: Occurrence::Accepted { request, write, .. }, ..
                } if request == asked => Some(write),
                _ => None,
            });
        let Some((write, value)) = write.and_then(|write| Some((write, write.value.as_deref()?)))
        else {
            return;
        };
        if let Ok(told) = serde_json::from_slice::<serde_json::Value>(without_mark(&request.body)) {
            let kept = serde_json::from_str::<serde_json::Value>(value).expect("JSON");
            assert!(told["value"] == kept || told["val"] == kept, "{told} became {kept}");
        }
        // Above the highest stamp that a client can claim there is no room for a later one.
        if write.stamp == u64::MAX {
            return;
        }
        let mut world = self.world.clone();
        let Step::Act(action, question) =
            respond(&world, on, &self.client.get(&write.key), self.dialect)
        else {
            panic!("a get is an action");
        };
        let events = world.step(Choice::Act(action)).expect("a get can happen");
        let answer = question.answer(&events).expect("at once");
        assert!(answer.body.contains(value), "{value} was put, and {} given back", answer.body);
    }

    fn wait_for(&mut self, question: &Question, since: usize) -> Option<Response> {
        for _ in 0..STEPS {
            let answer = question.answer(&self.events[since..]);
            if answer.is_some() {
                return answer;
            }
            self.world.next_due()?;
            self.pass(1);
        }
        panic!("no answer in {STEPS} steps");
    }

    /// What is malformed has asked nobody, and what is turned down has written nothing. Who is told
    /// 418 has asked nobody either, or was waiting there when the replica left the view.
    fn check_refusal(&self, status: u16, since: usize) {
        let mut news = self.events[since..].iter().map(|event| &event.kind);
        let asked = news.find_map(|kind| match kind {
            EventKind::Requested { request, .. } => Some(*request),
            _ => None,
        });
        let has_left = |asked| {
            self.events[since..].iter().any(|event| {
                let EventKind::Recorded { what, .. } = &event.kind else { return false };
                *what == Occurrence::Rejected { request: asked, why: Rejection::NotAMember }
            })
        };
        let was_parked = |asked| {
            self.events[since..].iter().any(|event| {
            matches!(&event.kind, EventKind::Recorded { what: Occurrence::Parked { request, .. }, .. } if *request == asked)
        })
        };
        let waited =
            status == 418 && asked.is_some_and(|asked| was_parked(asked) && has_left(asked));
        if [400, 405, 418, 501].contains(&status) && !waited {
            assert!(asked.is_none(), "{status}, and asked all the same");
        } else if status >= 400 {
            let is_own = |kind: &EventKind| matches!(kind, EventKind::Recorded { what: Occurrence::Accepted { request, .. }, .. } if Some(*request) == asked);
            assert!(!news.any(is_own), "{status}, and written all the same");
        }
    }

    /// Lets some of what is due happen.
    fn pass(&mut self, n_steps: usize) {
        for _ in 0..n_steps {
            let Some((_, choice)) = self.world.next_due() else { return };
            self.events.extend(self.world.step(choice).expect("what is due can happen"));
        }
    }

    /// What has happened can be told, and breaks no promise.
    fn close(&self) {
        let (setting, mut history) = (self.world.setting(), History::new());
        history.extend(self.events.clone());
        let findings = violations(&history, setting);
        assert!(findings.is_empty(), "{}\n{history}", findings[0]);
        let mut moment = Moment::start(Arc::new(setting.clone()));
        history.events().iter().for_each(|event| moment.apply(event));
        for (at, replica) in setting.replicas().zip(self.world.replicas()) {
            for write in replica.buffer().waiting() {
                drop(moment.explain(at, write, &history));
            }
        }
    }
}

/// How many bytes a request has.
fn length(request: &Request) -> usize {
    let headers = request.headers.iter().map(|(name, value)| name.len() + value.len());
    request.method.len() + request.path.len() + request.body.len() + headers.sum::<usize>()
}

/// What a request may make a replica look at that is not its own.
fn n_others(world: &World, on: ReplicaId) -> usize {
    let n_waiting = world.replicas()[on.index()].buffer().waiting().count();
    let n_clients = world.clients().count();
    usize::from(world.setting().n_replicas()) + world.envelopes().count() + n_waiting + n_clients
}

/// A body without the mark that may stand before it.
fn without_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body)
}

fn protocol(luck: &mut Luck, usual: &Protocol) -> Protocol {
    Protocol {
        sessions: *luck.pick(&[Sessions::Off, Sessions::Wait, Sessions::Reject]),
        dependencies: *luck.pick(&[Dependencies::Replica, Dependencies::Session]),
        conflicts: *luck.pick(&[Conflicts::Siblings, Conflicts::Lww, Conflicts::Arrival]),
        writes: *luck.pick(&[Writes::Gated, Writes::Accepted]),
        gossip_ms: *luck.pick(&[None, Some(1000)]),
        evict: false,
        ..*usual
    }
}
