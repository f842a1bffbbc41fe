//! What happens to replicas themselves, and what messages carry that are no writes.

use causal_core::history::{ReplicaMoment, skew_in_words};
use causal_core::replica::DotRange;
use causal_core::replica::protocol::Occurrence;
use causal_core::replica::protocol::{Disk, Message, Phase};
use causal_core::world::event::{Event, EventKind};
use causal_core::world::setting::Setting;

use super::list;

/// What a message carries, in a word or two.
pub(crate) fn carries(what: &Message) -> String {
    match what {
        Message::Write(write) => write.dot.to_string(),
        Message::Repair(write) => format!("{} again", write.dot),
        Message::Vector { .. } => "gossip".to_owned(),
        Message::StateRequest { .. } => "a request".to_owned(),
        Message::State(_) => "a state".to_owned(),
        Message::NoState { .. } => "no state".to_owned(),
        Message::View { .. } => "a view".to_owned(),
        Message::Taken(dot) => format!("{dot} has come"),
        Message::Ping => "a ping".to_owned(),
        Message::Pong => "a pong".to_owned(),
    }
}

/// What happens to a replica itself, without a full stop.
pub(crate) fn life(event: &Event, setting: &Setting) -> String {
    let name = event.replica.map_or_else(String::new, |id| setting.name(id));
    match &event.kind {
        EventKind::Recorded { what: Occurrence::Crashed, .. } => format!("{name} crashes"),
        EventKind::Recorded { what: Occurrence::Restarted { disk: Disk::Keep, .. }, .. } => {
            format!("{name} restarts with its disk")
        }
        EventKind::Recorded { what: Occurrence::Restarted { actor, .. }, .. } => {
            format!("{name} restarts without its disk, as {actor}")
        }
        EventKind::Recorded { what: Occurrence::ViewChanged { view, phase }, .. } => {
            let part = match phase {
                Phase::Outside => ", and is no member",
                Phase::Joining => ", and joins when it has a state",
                Phase::Serving => "",
            };
            format!("{name} takes {view} for the members{part}")
        }
        EventKind::Recorded { what: Occurrence::Joined { brought_up: true }, .. } => {
            format!("{name} has its state and answers clients")
        }
        EventKind::Recorded { what: Occurrence::Joined { brought_up: false }, .. } => {
            format!("No member has a state any more: {name} answers clients without one")
        }
        EventKind::Recorded { what: Occurrence::PeerDown { peer }, .. } => {
            format!("{name} takes {} for down", setting.name(*peer))
        }
        EventKind::Recorded { what: Occurrence::PeerUp { peer }, .. } => {
            format!("{name} hears {} again", setting.name(*peer))
        }
        EventKind::Recorded { what: Occurrence::Erred { seen, .. }, .. } => {
            format!("By mistake {name} takes {seen} for delivered")
        }
        EventKind::Recorded { what: Occurrence::Collected { tombstones }, .. } => {
            format!("{name} forgets the deletes {}, stable or not", list(tombstones))
        }
        EventKind::Recorded { what: Occurrence::SkewSet { ms }, .. } => {
            format!("{name}'s clock is {}", skew_in_words(*ms))
        }
        _ => String::new(),
    }
}

/// What is unusual about a replica, if anything.
pub(crate) fn machine(replica: &ReplicaMoment, setting: &Setting) -> Option<String> {
    let mut says = Vec::new();
    match (replica.runs, replica.phase) {
        (false, _) => says.push("Down: what arrives is lost.".to_owned()),
        (true, Phase::Outside) => says.push("No member: answers nobody.".to_owned()),
        (true, Phase::Joining) => says.push("Joining: has no state yet.".to_owned()),
        (true, Phase::Serving) => {}
    }
    if replica.actor.incarnation > 0 {
        says.push(format!("Writes as {}.", replica.actor));
    }
    if !replica.ahead.is_empty() {
        let dots = replica.ahead.iter().map(|write| write.dot);
        says.push(format!("Ahead of its vector: {}.", super::list(dots)));
    }
    if !replica.down.is_empty() {
        let names = replica.down.iter().map(|peer| setting.name(*peer));
        says.push(format!("Takes {} for down.", super::list(names)));
    }
    if replica.skew_ms != 0 {
        says.push(format!("Its clock is {}.", skew_in_words(replica.skew_ms)));
    }
    (!says.is_empty()).then(|| says.join(" "))
}

/// What a parked request waits for.
pub(crate) fn parked(missing: &[DotRange]) -> String {
    if missing.is_empty() {
        return "A request waits for the state".to_owned();
    }
    format!("A request waits for {}", super::list(missing))
}
