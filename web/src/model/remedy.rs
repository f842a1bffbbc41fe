//! What helps something that waits: one button for each place where the missing write can be.

mod membership;

use std::rc::Rc;

use causal_core::clock::{Dot, ReplicaId};
use causal_core::history::{MissingWrite, Moment, ReplicaMoment, Whereabouts};
use causal_core::replica::protocol::{Message, Phase, State};
use causal_core::run::Run;
use causal_core::world::event::{EventId, EventKind};
use causal_core::world::network::{Envelope, LinkId, LinkState, MessageId};

use super::Selection;
use crate::words;

/// How much a link that is cut is in the way; a held one is 1.
const CUT: u32 = 10;

/// The one thing that helps what waits along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Let go a message.
    Release(MessageId),
    /// Go on to the event at which a message arrives by itself.
    Await(EventId),
    /// Show where the missing write is: it waits there for something else.
    Show(Selection),
    /// The replica tells another what it has seen, and gets what it lacks.
    Gossip {
        /// The replica at which something waits.
        from: ReplicaId,
        /// The replica that has what is missing.
        with: ReplicaId,
    },
    /// A replica that has it sends its whole state.
    Snapshot(LinkId),
    /// A replica that is down starts again, with its disk.
    Restart(ReplicaId),
    /// A link that is cut carries messages again.
    Heal(LinkId),
    /// A replica that is no member becomes one, and gets a state.
    Join {
        /// Who is no member.
        replica: ReplicaId,
        /// The member that takes it in.
        from: ReplicaId,
    },
}

/// A remedy with its button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Help {
    /// What pressing it does.
    pub remedy: Remedy,
    /// What the button says.
    pub says: Rc<str>,
    /// What is being done already, and how far it has come.
    pub under_way: Option<Rc<str>>,
}

impl Help {
    pub(super) fn new(remedy: Remedy, says: String) -> Self {
        Self { remedy, says: says.into(), under_way: None }
    }
}

/// How a replica is given what it lacks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// It says what it has seen, and is sent the rest.
    Gossip,
    /// It is sent a whole state.
    Snapshot,
    /// The same, and it answers.
    SnapshotAndBack,
}

/// Looks for what helps at a replica at a moment of a run.
#[derive(Clone, Copy)]
pub(super) struct Seeking<'a> {
    pub(super) run: &'a Run,
    pub(super) moment: &'a Moment,
    pub(super) at: ReplicaId,
}

impl<'a> Seeking<'a> {
    /// What brings a missing write.
    pub(super) fn help(self, missing: &MissingWrite) -> Option<Help> {
        let dot = missing.dot;
        let show = |selection| Some(Help::new(Remedy::Show(selection), format!("Go to {dot}")));
        match missing.whereabouts {
            _ if self.is_down() => Some(self.restart(self.at)),
            Whereabouts::Held { message } | Whereabouts::OnItsWay { message, .. } => {
                Some(self.arrival(self.moment.messages.get(&message)?, &dot.to_string()))
            }
            Whereabouts::Lost { .. } => self.supply(dot, Way::Gossip),
            Whereabouts::Elsewhere { .. } => {
                let is_sent = self.moment.setting().protocol.broadcast;
                self.supply(dot, if is_sent { Way::Snapshot } else { Way::Gossip })
            }
            Whereabouts::AtDown { replica } => Some(self.restart(replica)),
            Whereabouts::InInbox { message }
            | Whereabouts::WaitsAt { message, .. }
            | Whereabouts::ToAnother { message } => show(Selection::Message(message)),
            Whereabouts::Delivered { event } | Whereabouts::Discarded { event } => {
                show(Selection::Event(event))
            }
            Whereabouts::Ahead | Whereabouts::Gone | Whereabouts::NotWritten => {
                show(Selection::of_write(self.run.history(), dot)?)
            }
        }
    }

    /// What brings a joining replica its state.
    pub(super) fn help_to_a_state(self) -> Option<Help> {
        if self.is_down() {
            return Some(self.restart(self.at));
        }
        let serves = |replica: &ReplicaMoment| replica.runs && replica.phase == Phase::Serving;
        // Whoever gives it a state has to hear from it before that brings it up.
        let asked = || self.asking_one_of(serves, Way::SnapshotAndBack);
        self.under_way(&serves, |state| state.serves)
            .or_else(asked)
            .or_else(|| self.restart_of_a_member())
    }

    /// What brings the word that a write has come to all peers.
    pub(super) fn help_to_be_acknowledged(self, dot: Dot) -> Option<Help> {
        let is_it = |envelope: &&Envelope| {
            let answers = matches!(envelope.what, Message::Acknowledgement(of) if of == dot);
            envelope.carries(dot) || answers && envelope.id.link.to == self.at
        };
        self.first(is_it)
    }

    pub(super) fn is_down(self) -> bool {
        self.moment.replica(self.at).is_some_and(|here| !here.runs)
    }

    pub(super) fn name(self, replica: ReplicaId) -> String {
        self.moment.setting().name(replica)
    }

    pub(super) fn restart(self, replica: ReplicaId) -> Help {
        Help::new(Remedy::Restart(replica), format!("Restart {}", self.name(replica)))
    }

    /// Starts a member again, if there is one that is down.
    fn restart_of_a_member(self) -> Option<Help> {
        let is_it = |one: &&ReplicaMoment| !one.runs && one.phase == Phase::Serving;
        let member = self.moment.replicas.iter().find(is_it)?;
        Some(self.restart(member.actor.replica))
    }

    /// Lets a message arrive: a held one is let go; otherwise time goes on until it comes.
    fn arrival(self, envelope: &Envelope, carried: &str) -> Help {
        if envelope.held {
            return Help::new(Remedy::Release(envelope.id), format!("Release {carried}"));
        }
        let mut ahead = self.run.history().events().from(self.moment.position);
        let arrives = ahead.find(|event| {
            matches!(event.kind, EventKind::Received { message, .. } if message == envelope.id)
        });
        // What timers send may arrive only when time passes, which nobody waits for.
        let remedy = arrives.map_or(Remedy::Release(envelope.id), |event| Remedy::Await(event.id));
        Help::new(remedy, format!("Let {carried} arrive"))
    }

    /// Gossip or a snapshot from a replica that has a write, unless it is under way already.
    fn supply(self, dot: Dot, way: Way) -> Option<Help> {
        let here = self.moment.replica(self.at)?;
        if here.phase == Phase::Outside {
            return self.help_to_membership(here);
        }
        let gives = |replica: &ReplicaMoment| {
            replica.runs && (replica.seen.covers(dot) || replica.is_ahead(dot))
        };
        let brings = |state: &State| {
            let mut ahead = state.ahead.iter();
            state.report.seen.covers(dot) || ahead.any(|write| write.dot == dot)
        };
        self.under_way(&gives, brings).or_else(|| self.asking_one_of(gives, way))
    }

    /// Asks one of the replicas that can give: the one with the least in the way.
    fn asking_one_of(self, gives: impl Fn(&ReplicaMoment) -> bool, way: Way) -> Option<Help> {
        let others = self.moment.replicas.iter();
        let others = others.filter(|other| other.actor.replica != self.at && gives(other));
        let asked = others.map(|other| self.asking(other, way));
        asked.min_by_key(|(in_the_way, _)| *in_the_way).map(|(_, help)| help)
    }

    /// How to ask a replica that can give, and how much is in the way.
    fn asking(self, giver: &ReplicaMoment, way: Way) -> (u32, Help) {
        let giver_id = giver.actor.replica;
        let brings = LinkId { from: giver_id, to: self.at };
        let asks = LinkId { from: self.at, to: giver_id };
        // Who takes no part, or does not count the replica as a member, does not listen to gossip.
        let listens = giver.phase == Phase::Serving && giver.view.has(self.at);
        let way = if way == Way::Gossip && !listens { Way::Snapshot } else { way };
        let used = if way == Way::Snapshot { &[brings][..] } else { &[asks, brings][..] };
        let on_links: u32 = used.iter().map(|link| self.in_the_way(*link)).sum();
        let in_the_way = on_links + u32::from(!listens);
        let name = self.name(giver_id);
        let help = match way {
            Way::Snapshot | Way::SnapshotAndBack => {
                Help::new(Remedy::Snapshot(brings), format!("Snapshot from {name}"))
            }
            Way::Gossip => Help::new(
                Remedy::Gossip { from: self.at, with: giver_id },
                format!("Gossip with {name}"),
            ),
        };
        (in_the_way, self.healed(used, help))
    }

    /// What helps if the links that it uses carry messages; otherwise that they do.
    pub(super) fn healed(self, used: &[LinkId], help: Help) -> Help {
        let cut = used.iter().find(|link| self.in_the_way(**link) == CUT);
        cut.map_or(help, |cut| Help::new(Remedy::Heal(*cut), format!("Heal {}", words::link(*cut))))
    }

    pub(super) fn in_the_way(self, link: LinkId) -> u32 {
        let setting = self.moment.links.get(link).unwrap_or_default();
        match setting.state {
            LinkState::Cut => CUT,
            _ if setting.loss_permille >= 1000 => 10 * CUT,
            LinkState::Held => 1,
            LinkState::Up => 0,
        }
    }

    /// What has been asked for already, and is on its way or held.
    fn under_way(
        self,
        gives: &impl Fn(&ReplicaMoment) -> bool,
        brings: impl Fn(&State) -> bool,
    ) -> Option<Help> {
        let can_give = |id: ReplicaId| self.moment.replica(id).is_some_and(gives);
        self.first(|envelope| {
            let LinkId { from, to } = envelope.id.link;
            match &envelope.what {
                Message::State(state) => to == self.at && brings(state),
                Message::StateRequest { .. } => from == self.at && can_give(to),
                Message::Vector { wants_answer, .. } => {
                    from == self.at && can_give(to)
                        || to == self.at && can_give(from) && *wants_answer
                }
                _ => false,
            }
        })
    }

    /// The first of some messages, rather one that moves than one that is held, and how to let it
    /// arrive.
    pub(super) fn first(self, is_one: impl Fn(&&'a Envelope) -> bool) -> Option<Help> {
        let all = self.moment.messages.values().filter(is_one);
        let envelope = all.min_by_key(|envelope| (envelope.held, envelope.due))?;
        let carried = words::carries(&envelope.what);
        let on = words::link(envelope.id.link);
        let under_way = match envelope.held {
            true => format!("{carried} is held on {on}"),
            false => format!("{carried} is on its way on {on}"),
        };
        Some(Help { under_way: Some(under_way.into()), ..self.arrival(envelope, &carried) })
    }
}
