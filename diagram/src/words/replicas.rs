//! What happens to replicas themselves: they crash, restart, join, leave, and lose sight of others.

use causal_core::history::skew_in_words;
use causal_core::replica::protocol::Occurrence;
use causal_core::replica::protocol::{Disk, Phase};
use causal_core::world::event::{Event, EventKind};
use causal_core::world::setting::Setting;

use super::list;

/// What happens to a replica itself, without a full stop.
#[must_use]
pub fn replica_changed(event: &Event, setting: &Setting) -> String {
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
            let deletes = if tombstones.len() == 1 { "delete" } else { "deletes" };
            format!("{name} forgets the {deletes} {}, stable or not", list(tombstones))
        }
        EventKind::Recorded { what: Occurrence::SkewSet { ms }, .. } => {
            format!("{name}'s clock is {}", skew_in_words(*ms))
        }
        _ => String::new(),
    }
}
