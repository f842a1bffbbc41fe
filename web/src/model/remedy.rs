//! What helps something that waits: one button for each place where the missing write can be.

mod membership;

use std::rc::Rc;

use causal_core::clock::{Dot, ReplicaId};
use causal_core::history::{MissingWrite, Moment, ReplicaMoment, Whereabouts};
use causal_core::replica::protocol::{Message, Phase, State};
use causal_core::run::Run;
use causal_core::world::event::{Event, EventId, EventKind};
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

/// Which replicas come into question.
type Which<'w> = &'w dyn Fn(&ReplicaMoment) -> bool;

impl Seeking<'_> {
    /// What brings a missing write.
    pub(super) fn help(self, missing: &MissingWrite) -> Option<Help> {
        let dot = missing.dot;
        let way = match missing.whereabouts {
            _ if self.is_down() => return self.help_to_run(),
            Whereabouts::Lost { .. } => Way::Gossip,
            // What is sent to everybody was not sent to who came later.
            Whereabouts::Elsewhere { .. } if self.moment.setting().protocol.broadcast => {
                Way::Snapshot
            }
            Whereabouts::Elsewhere { .. } => Way::Gossip,
            place => return Some(self.button(self.at_hand(dot, place)?, &dot.to_string())),
        };
        self.supply(dot, way)
    }

    fn at_hand(self, dot: Dot, place: Whereabouts) -> Option<Remedy> {
        Some(match place {
            Whereabouts::Held { message } | Whereabouts::OnItsWay { message, .. } => {
                self.arrival(self.moment.messages.get(&message)?)
            }
            Whereabouts::AtDown { replica } => Remedy::Restart(replica),
            Whereabouts::InInbox { message }
            | Whereabouts::WaitsAt { message, .. }
            | Whereabouts::ToAnother { message } => Remedy::Show(Selection::Message(message)),
            Whereabouts::Delivered { event } | Whereabouts::Discarded { event } => {
                Remedy::Show(Selection::Event(event))
            }
            _ => Remedy::Show(Selection::of_write(self.run.history(), dot)?),
        })
    }

    /// What brings a joining replica its state.
    pub(super) fn help_to_a_state(self) -> Option<Help> {
        if self.is_down() {
            return self.help_to_run();
        }
        // Whoever gives it a state has to hear from it before that brings it up.
        self.under_way(&serves, None)
            .or_else(|| self.asking_one_of(&serves, Way::SnapshotAndBack))
            .or_else(|| self.restart_of_a_member())
    }

    /// What brings the word that a write has come to all peers.
    pub(super) fn help_to_be_acknowledged(self, dot: Dot) -> Option<Help> {
        self.first(&|envelope| {
            let answers = matches!(envelope.what, Message::Acknowledgement(of) if of == dot);
            envelope.carries(dot) || answers && envelope.id.link.to == self.at
        })
    }

    pub(super) fn is_down(self) -> bool {
        self.moment.replica(self.at).is_some_and(|here| !here.runs)
    }

    fn help_to_run(self) -> Option<Help> {
        Some(self.button(Remedy::Restart(self.at), ""))
    }

    /// Starts a member again, if there is one that is down.
    fn restart_of_a_member(self) -> Option<Help> {
        let is_it = |one: &&ReplicaMoment| !one.runs && one.phase == Phase::Serving;
        let member = self.moment.replicas.iter().find(is_it)?;
        Some(self.button(Remedy::Restart(member.actor.replica), ""))
    }

    /// Lets a message arrive: a held one is let go; otherwise time goes on until it comes.
    fn arrival(self, envelope: &Envelope) -> Remedy {
        let mut ahead = self.run.history().events().from(self.moment.position);
        let arrives = |event: &&Event| matches!(event.kind, EventKind::Received { message, .. } if message == envelope.id);
        // What timers send may arrive only when time passes, which nobody waits for.
        let arrives = ahead.find(arrives).filter(|_| !envelope.held);
        arrives.map_or(Remedy::Release(envelope.id), |event| Remedy::Await(event.id))
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
        self.under_way(&gives, Some(dot)).or_else(|| self.asking_one_of(&gives, way))
    }

    /// Asks one of the replicas that can give: the one with the least in the way.
    fn asking_one_of(self, gives: Which<'_>, way: Way) -> Option<Help> {
        let others = self.moment.replicas.iter();
        let others = others.filter(|other| other.actor.replica != self.at && gives(other));
        self.best(&mut others.map(|other| self.asking(other, way)))
    }

    /// The remedy with the least in the way.
    fn best(self, all: &mut dyn Iterator<Item = (u32, Remedy)>) -> Option<Help> {
        let (_, remedy) = all.min_by_key(|(in_the_way, _)| *in_the_way)?;
        Some(self.button(remedy, ""))
    }

    /// How to ask a replica that can give, and how much is in the way.
    fn asking(self, giver: &ReplicaMoment, way: Way) -> (u32, Remedy) {
        let with = giver.actor.replica;
        let brings = LinkId { from: with, to: self.at };
        let asks = LinkId { from: self.at, to: with };
        // Who takes no part, or does not count the replica as a member, does not listen to gossip.
        let listens = giver.phase == Phase::Serving && giver.view.has(self.at);
        let way = if way == Way::Gossip && !listens { Way::Snapshot } else { way };
        let remedy = match way {
            Way::Gossip => Remedy::Gossip { from: self.at, with },
            Way::Snapshot | Way::SnapshotAndBack => Remedy::Snapshot(brings),
        };
        let used = if way == Way::Snapshot { &[brings][..] } else { &[asks, brings][..] };
        let (in_the_way, remedy) = self.over(used, remedy);
        (in_the_way + u32::from(!listens), remedy)
    }

    /// What helps if the links that it uses carry messages, otherwise that they do; and how much is
    /// in its way.
    fn over(self, used: &[LinkId], remedy: Remedy) -> (u32, Remedy) {
        let (mut in_the_way, mut remedy) = (0, remedy);
        for link in used.iter().rev() {
            let on_link = self.in_the_way(*link);
            in_the_way += on_link;
            if on_link == CUT {
                remedy = Remedy::Heal(*link);
            }
        }
        (in_the_way, remedy)
    }

    fn in_the_way(self, link: LinkId) -> u32 {
        let setting = self.moment.links.get(link).unwrap_or_default();
        match setting.state {
            LinkState::Cut => CUT,
            _ if setting.loss_permille >= 1000 => 10 * CUT,
            LinkState::Held => 1,
            LinkState::Up => 0,
        }
    }

    /// What has been asked for already, and is on its way or held: a certain write, or any state.
    fn under_way(self, gives: Which<'_>, dot: Option<Dot>) -> Option<Help> {
        let can_give = |id: ReplicaId| self.moment.replica(id).is_some_and(gives);
        let brings = |state: &State| match dot {
            Some(dot) => {
                let mut ahead = state.ahead.iter();
                state.report.seen.covers(dot) || ahead.any(|write| write.dot == dot)
            }
            None => state.serves,
        };
        self.first(&|envelope| {
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
    fn first(self, is_one: &dyn Fn(&Envelope) -> bool) -> Option<Help> {
        let all = self.moment.messages.values().filter(|envelope| is_one(envelope));
        let envelope = all.min_by_key(|envelope| (envelope.held, envelope.due))?;
        let carried = words::carries(&envelope.what);
        let is = if envelope.held { "held" } else { "on its way" };
        let under_way = format!("{carried} is {is} on {}", words::link(envelope.id.link));
        let help = self.button(self.arrival(envelope), &carried);
        Some(Help { under_way: Some(under_way.into()), ..help })
    }

    /// A remedy with its button; `carried` is what it lets arrive, or shows.
    fn button(self, remedy: Remedy, carried: &str) -> Help {
        let name = |replica| self.moment.setting().name(replica);
        let says = match remedy {
            Remedy::Release(_) => format!("Release {carried}"),
            Remedy::Await(_) => format!("Let {carried} arrive"),
            Remedy::Show(_) => format!("Go to {carried}"),
            Remedy::Gossip { with, .. } => format!("Gossip with {}", name(with)),
            Remedy::Snapshot(link) => format!("Snapshot from {}", name(link.from)),
            Remedy::Restart(replica) => format!("Restart {}", name(replica)),
            Remedy::Heal(link) => format!("Heal {}", words::link(link)),
            Remedy::Join { replica, .. } => format!("Let {} join", name(replica)),
        };
        Help { remedy, says: says.into(), under_way: None }
    }
}

fn serves(replica: &ReplicaMoment) -> bool {
    replica.runs && replica.phase == Phase::Serving
}
