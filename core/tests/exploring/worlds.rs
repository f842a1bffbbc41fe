//! A plain search over whole worlds, through `choices` and `step`: slow, and without any of the
//! explorer's ideas. Programs are made from the script once more.

use std::collections::BTreeMap;

use causal_core::clock::ReplicaId;
use causal_core::explore::{Faults, Question};
use causal_core::replica::protocol::{Disk, Message, Op};
use causal_core::scenario::Scenario;
use causal_core::scenario::actions::Verb;
use causal_core::world::action::{Action, MessageRef};
use causal_core::world::event::Event;
use causal_core::world::network::MessageId;
use causal_core::world::{Choice, World};

/// A world with what its actors still have to do.
#[derive(Clone)]
pub(crate) struct Whole {
    pub(crate) world: World,
    /// What is left to do of each actor.
    pub(crate) to_do: BTreeMap<String, Vec<Action>>,
    pub(crate) left: Faults,
    pub(crate) n_free: u32,
    /// How many free writes each replica has made.
    pub(crate) n_written: Vec<u32>,
    pub(crate) is_down_by_fault: Vec<bool>,
    /// What somebody did in the last step, if it was somebody's act, and what came of it.
    pub(crate) acted: Option<Verb>,
    pub(crate) events: Vec<Event>,
    key: String,
    own_sessions: Vec<bool>,
}

impl Whole {
    pub(crate) fn new(scenario: &Scenario, question: &Question) -> Self {
        let mut setting = scenario.setting.clone();
        setting.protocol.gossip_ms = None;
        let n = setting.names.len();
        let mut to_do: BTreeMap<String, Vec<Action>> = BTreeMap::new();
        let mut key = None;
        let mut own_sessions = vec![false; n];
        for item in &scenario.script {
            let actor = match &item.action {
                Action::Request { on, session, op, .. } => {
                    key = key.or(op.key().map(ToString::to_string));
                    let session = session.as_ref().map_or(on.to_string(), ToString::to_string);
                    let own = (0..n).map(|at| ReplicaId::from_index(at).unwrap());
                    if let Some(own) = own.into_iter().find(|own| own.to_string() == session) {
                        own_sessions[own.index()] = true;
                    }
                    format!("client {session}")
                }
                Action::Crash(at)
                | Action::Leave(at)
                | Action::Restart { replica: at, .. }
                | Action::Collect { replica: at, .. }
                | Action::View { on: at, .. }
                | Action::Gossip { from: at, .. } => format!("administrator of {at}"),
                Action::Transfer { link } => format!("administrator of {}", link.from),
                Action::Join { .. } => "administrator".to_owned(),
                _ => continue,
            };
            to_do.entry(actor).or_default().push(item.action.clone());
        }
        Self {
            world: World::new(setting),
            to_do,
            left: question.faults,
            n_free: question.n_free_writes,
            n_written: vec![0; n],
            is_down_by_fault: vec![false; n],
            acted: None,
            events: Vec::new(),
            key: key.unwrap_or("x".to_owned()),
            own_sessions,
        }
    }

    fn after(&self, choice: Choice) -> Option<Self> {
        let mut next = self.clone();
        next.acted = Some(match &choice {
            Choice::Act(action) => Verb::of(action),
            // What a person does for it.
            _ => Verb::Release,
        });
        next.events = next.world.step(choice).ok()?;
        Some(next)
    }

    fn ids(&self) -> impl Iterator<Item = ReplicaId> + use<> {
        (0..self.n_written.len()).map(|at| ReplicaId::from_index(at).unwrap())
    }

    /// The messages on their way, of equal ones on one link the first.
    fn messages(&self) -> Vec<MessageId> {
        let mut found: Vec<(MessageId, &Message)> = Vec::new();
        for envelope in self.world.envelopes() {
            let is_same = |(id, what): &(MessageId, &Message)| {
                id.link == envelope.id.link && **what == envelope.what
            };
            if !found.iter().any(is_same) {
                found.push((envelope.id, &envelope.what));
            }
        }
        found.into_iter().map(|(id, _)| id).collect()
    }

    /// What has to happen before a schedule is complete.
    fn musts(&self) -> Vec<Self> {
        let mut next: Vec<Self> = Vec::new();
        next.extend(self.messages().into_iter().filter_map(|id| self.after(Choice::Arrive(id))));
        for (actor, actions) in &self.to_do {
            let Some(first) = actions.first() else { continue };
            let Some(mut after) = self.after(Choice::Act(first.clone())) else { continue };
            after.to_do.get_mut(actor).unwrap().remove(0);
            if let Action::Restart { replica, .. } = first {
                after.is_down_by_fault[replica.index()] = false;
            }
            next.push(after);
        }
        for on in self.ids().filter(|_| self.n_free > 0) {
            let session = self.own_sessions[on.index()].then(|| format!("anyone at {on}").into());
            let value = format!("{on}{}", self.n_written[on.index()] + 1).into();
            let op = Op::Put { key: self.key.as_str().into(), value };
            let Some(mut after) =
                self.after(Choice::Act(Action::Request { on, session, op, seen: None }))
            else {
                continue;
            };
            after.n_free -= 1;
            after.n_written[on.index()] += 1;
            next.push(after);
        }
        next
    }

    /// What may go wrong.
    fn mays(&self) -> Vec<Self> {
        let mut next: Vec<Self> = Vec::new();
        let mut may = |action: Action, change: &dyn Fn(&mut Self)| {
            if let Some(mut after) = self.after(Choice::Act(action)) {
                change(&mut after);
                next.push(after);
            }
        };
        for id in self.messages() {
            if self.left.lose > 0 {
                may(Action::Drop(MessageRef::Id(id)), &|after| after.left.lose -= 1);
            }
            if self.left.duplicate > 0 {
                may(Action::Duplicate(MessageRef::Id(id)), &|after| after.left.duplicate -= 1);
            }
        }
        for at in self.ids() {
            if self.left.crash > 0 {
                may(Action::Crash(at), &|after| {
                    after.left.crash -= 1;
                    after.is_down_by_fault[at.index()] = true;
                });
            }
            if self.is_down_by_fault[at.index()] {
                may(Action::Restart { replica: at, disk: Disk::Keep }, &|after| {
                    after.is_down_by_fault[at.index()] = false;
                });
            }
            for with in self.ids().filter(|with| *with != at && self.left.gossip > 0) {
                let gossip = Action::Gossip { from: at, with: Some(with) };
                may(gossip, &|after| after.left.gossip -= 1);
            }
        }
        next
    }

    /// Everything that may be next, and whether nothing has to.
    pub(crate) fn next(&self) -> (Vec<Self>, bool) {
        let mut next = self.musts();
        let is_final = next.is_empty();
        next.extend(self.mays());
        (next, is_final)
    }

    /// What every replica shows: keys and values.
    pub(crate) fn outcome(&self) -> String {
        let of_replica = |replica: &causal_core::replica::Replica| {
            let shown = replica.all_shown();
            let words = shown.iter().map(|w| format!("{}={:?} ", w.key, w.value));
            let runs = self.world.runs(replica.actor().replica);
            words.collect::<String>() + if runs { "|" } else { "down|" }
        };
        self.world.replicas().iter().map(of_replica).collect()
    }
}

/// Complete schedules by final stores, counted one by one: no two worlds are ever taken for one.
pub(crate) fn schedules(whole: &Whole, counts: &mut BTreeMap<String, u128>) {
    let (next, is_final) = whole.next();
    if is_final {
        *counts.entry(whole.outcome()).or_default() += 1;
    }
    next.iter().for_each(|next| schedules(next, counts));
}
