//! What happens to replicas themselves: they crash, restart, join, leave, and lose sight of others.

use causal_core::history::skew_in_words;
use causal_core::replica::DotRange;
use causal_core::replica::protocol::Occurrence;
use causal_core::replica::protocol::{Disk, Phase};
use causal_core::world::event::{Event, EventKind};
use causal_core::world::setting::Setting;

use super::{cut, list};

/// What a report or a state brings that is not known yet: in a few words beside its mark, after what
/// it is, and in a sentence.
#[must_use]
pub fn news(what: &str, dots: &[DotRange]) -> (String, String) {
    let joined: Vec<String> = dots.iter().map(ToString::to_string).collect();
    match &*joined {
        [] => (what.to_owned(), "nothing new".to_owned()),
        [one] => (format!("{what}: {one}"), format!("{one} is new")),
        all => {
            let label = format!("{what}: {}", all.join(", "));
            (cut(&label, super::LABEL_COLUMNS), format!("{} are new", list(all)))
        }
    }
}

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
        EventKind::Recorded { what: Occurrence::Pruned { stable: None, .. }, .. } => {
            format!("{name} forgets what everybody has")
        }
        EventKind::Recorded { what: Occurrence::Pruned { .. }, .. } => {
            format!("{name} forgets what everybody has, and deletes that nothing can undo any more")
        }
        _ => String::new(),
    }
}

/// The same beside a sign: "C restarts".
#[must_use]
pub fn replica_changed_in_short(event: &Event) -> String {
    let what = match event.kind.occurrence() {
        Some(Occurrence::Crashed) => "crashes".to_owned(),
        Some(Occurrence::Restarted { .. }) => "restarts".to_owned(),
        Some(Occurrence::ViewChanged { .. }) => "members".to_owned(),
        Some(Occurrence::Joined { .. }) => "joins".to_owned(),
        Some(Occurrence::PeerDown { peer }) => format!("misses {peer}"),
        Some(Occurrence::PeerUp { peer }) => format!("hears {peer}"),
        Some(Occurrence::SkewSet { .. }) => "clock".to_owned(),
        Some(Occurrence::Erred { .. }) => "errs".to_owned(),
        _ => "forgets".to_owned(),
    };
    event.replica.map_or(what.clone(), |id| format!("{id} {what}"))
}
