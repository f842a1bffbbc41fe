//! The world: all replicas, links, clients and virtual time at one instant.

use std::sync::Arc;

use super::action::SessionName;
use super::choice::Choice;
use super::clients::{Client, Clients};
use super::error::ActionError;
use super::event::{Event, EventId, EventKind, LossReason};
use super::event_queue::{Due, EventQueue, ScheduledEvent};
use super::in_flight::{InFlight, MessagesInFlight};
use super::links::Links;
use super::network::{Envelope, LinkId, LinkSetting, MessageId};
use super::rng::Rng;
use super::setting::Setting;
use super::traffic::Traffic;
use crate::clock::{Dot, ReplicaId};
use crate::paged_map::PagedMap;
use crate::replica::Replica;
use crate::replica::protocol::{Input, Time, Timer};

/// Everything at one instant. The same setting and the same choices give the same world, natively
/// and in WASM.
///
/// ```
/// use causal_core::world::setting::Setting;
/// use causal_core::world::{Choice, World, action::Action};
/// use causal_core::replica::protocol::Op;
/// use causal_core::clock::ReplicaId;
/// let mut world = World::new(Setting::default());
/// let op = Op::Put { key: "x".into(), value: "1".into() };
/// let put = Action::Request { on: ReplicaId(0), session: None, op, seen: None };
/// world.step(Choice::Act(put)).unwrap();
/// while let Some(choice) = world.choices().first().cloned() {
///     world.step(choice).unwrap();
/// }
/// assert_eq!(world.replicas()[2].store().siblings("x").len(), 1);
/// ```
#[derive(Clone, Debug)]
pub struct World {
    pub(super) setting: Arc<Setting>,
    pub(super) replicas: Vec<Replica>,
    /// Which of them run.
    pub(super) runs: Vec<bool>,
    pub(super) links: Links,
    pub(super) traffic: Traffic,
    pub(super) messages: MessagesInFlight,
    pub(super) queue: EventQueue,
    /// How many scheduled events are of messages that a run waits for.
    pub(super) n_awaited: usize,
    pub(super) clients: Clients,
    /// The receipts whose writes have neither been delivered nor discarded, with their messages.
    pub(super) undelivered: PagedMap<(ReplicaId, Dot, EventId), MessageId>,
    pub(super) rng: Rng,
    pub(super) now: Time,
    pub(super) next_event: u32,
    /// Whether what happens now stems from a timer.
    pub(super) in_background: bool,
    pub(super) recorded: Vec<Event>,
}

impl World {
    /// The world before anything has happened.
    #[must_use]
    pub fn new(setting: Setting) -> Self {
        let n_replicas = setting.n_replicas();
        let members = setting.members();
        let replica = |id| Replica::with_view(id, n_replicas, setting.protocol, members.clone());
        let mut world = Self {
            replicas: setting.replicas().map(replica).collect(),
            runs: vec![true; n_replicas.into()],
            links: Links::of(&setting),
            traffic: Traffic::new(n_replicas),
            messages: MessagesInFlight::default(),
            queue: EventQueue::default(),
            n_awaited: 0,
            clients: Clients::default(),
            undelivered: PagedMap::new(),
            rng: Rng::from_seed(setting.seed, 0),
            now: 0,
            next_event: 0,
            in_background: false,
            recorded: Vec::new(),
            setting: Arc::new(setting),
        };
        world.start();
        world
    }

    fn start(&mut self) {
        for replica in self.setting.replicas() {
            self.drive(replica, Input::Start, None);
        }
    }

    /// What can happen next by itself, in the order of time: messages on their way that nobody
    /// holds, and timers.
    #[must_use]
    pub fn choices(&self) -> Vec<Choice> {
        self.queue.iter().map(|scheduled| scheduled.what.choice()).collect()
    }

    /// What happens next if everything takes its time, and when: the first of the choices.
    #[must_use]
    pub fn next_due(&self) -> Option<(Time, Choice)> {
        self.queue.first().map(|first| (first.at.max(self.now), first.what.choice()))
    }

    /// Makes a choice happen; what happened comes back as events, in order.
    ///
    /// # Errors
    /// A choice that is not open, or an action that cannot apply, changes nothing and says why.
    pub fn step(&mut self, choice: Choice) -> Result<Vec<Event>, ActionError> {
        debug_assert!(self.recorded.is_empty(), "each step hands over what it recorded");
        match choice {
            Choice::Arrive(id) => self.arrive(id)?,
            Choice::Expire(replica, timer) => self.expire(replica, timer)?,
            Choice::Pass(until) => self.pass(until)?,
            Choice::Act(action) => self.act(action)?,
        }
        Ok(std::mem::take(&mut self.recorded))
    }

    /// Present virtual time, in milliseconds.
    #[must_use]
    pub fn now(&self) -> Time {
        self.now
    }

    /// The replicas in order.
    #[must_use]
    pub fn replicas(&self) -> &[Replica] {
        &self.replicas
    }

    /// What the world started from.
    #[must_use]
    pub fn setting(&self) -> &Setting {
        &self.setting
    }

    /// How a link behaves now.
    #[must_use]
    pub fn link(&self, id: LinkId) -> Option<LinkSetting> {
        self.links.get(id)
    }

    /// The messages on their way or held, by link and number.
    pub fn envelopes(&self) -> impl Iterator<Item = &Envelope> + '_ {
        self.messages.iter().map(|in_flight| &in_flight.envelope)
    }

    /// The clients that have asked something, by name.
    pub fn clients(&self) -> impl Iterator<Item = (&SessionName, &Client)> + '_ {
        self.clients.iter()
    }

    /// Whether some message will arrive by itself that a run waits for: one that stems from what
    /// somebody did, not from a timer. Timers go on for ever.
    #[must_use]
    pub fn has_message_on_its_way(&self) -> bool {
        self.n_awaited > 0
    }

    /// Whether a replica runs.
    #[must_use]
    pub fn runs(&self, replica: ReplicaId) -> bool {
        self.runs.get(replica.index()).copied().unwrap_or(false)
    }

    fn arrive(&mut self, id: MessageId) -> Result<(), ActionError> {
        if self.messages.get(id).is_none_or(|in_flight| in_flight.envelope.held) {
            return Err(ActionError::NoSuchMessage(super::action::MessageRef::Id(id)));
        }
        let InFlight { envelope, sent, in_background, .. } = self.forget_message(id);
        let Envelope { what, due, .. } = envelope;
        self.now = self.now.max(due);
        let at = id.link.to;
        if !self.runs(at) {
            let why = LossReason::ReceiverDown;
            self.record(None, Some(sent), EventKind::Lost { message: id, what, why });
            return Ok(());
        }
        let kind = EventKind::Received { message: id, what: what.clone() };
        let received = self.record(Some(at), Some(sent), kind);
        for write in what.writes() {
            self.undelivered.insert((at, write.dot, received), id);
        }
        self.in_background = in_background;
        self.drive(at, Input::Message { from: id.link.from, message: what }, Some(received));
        self.in_background = false;
        Ok(())
    }

    fn expire(&mut self, replica: ReplicaId, timer: Timer) -> Result<(), ActionError> {
        let what = Due::Timer(replica, timer);
        let scheduled = self.queue.find(what).ok_or(ActionError::NoSuchTimer(replica))?;
        self.queue.remove(&scheduled);
        self.now = self.now.max(scheduled.at);
        self.in_background = true;
        self.drive(replica, Input::Timer(timer), None);
        self.in_background = false;
        Ok(())
    }

    /// Takes a message out of the network.
    pub(super) fn forget_message(&mut self, id: MessageId) -> InFlight {
        let in_flight = self.messages.remove(id).expect("the caller has seen the message");
        self.call_off(in_flight.scheduled, in_flight.in_background);
        in_flight
    }

    /// A message is expected at a time.
    pub(super) fn expect(
        &mut self,
        at: Time,
        in_turn: bool,
        id: MessageId,
        background: bool,
    ) -> ScheduledEvent {
        self.n_awaited += usize::from(!background);
        self.queue.schedule(at, in_turn, Due::Message(id))
    }

    /// A message is not expected any more.
    pub(super) fn call_off(&mut self, scheduled: Option<ScheduledEvent>, background: bool) {
        if let Some(scheduled) = scheduled {
            self.n_awaited -= usize::from(!background);
            self.queue.remove(&scheduled);
        }
    }
}
