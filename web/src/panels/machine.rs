//! What one can do to a replica as a machine: crash it, start it again, make it gossip
//! or forget.

use causal_core::replica::protocol::{Disk, Phase, Tombstones};
use causal_core::world::action::Action;
use yew::prelude::*;

use super::press::press;
use crate::model::{Dispatch, ReplicaCard};
use crate::msg::Msg;

/// A line that says what is unusual about the replica, if anything.
pub(super) fn machine_state(card: &ReplicaCard) -> Html {
    html! {
        if let Some(state) = &card.state {
            <p class="machine__state" data-testid={format!("state-{}", card.id)}>{ &**state }</p>
        }
    }
}

/// What one can do to it.
pub(super) fn machine_menu(card: &ReplicaCard, dispatch: &Dispatch) -> Html {
    let id = card.id;
    let restart = |disk| Action::Restart { replica: id, disk };
    let collect = |tombstones| Action::Collect { replica: id, tombstones };
    let actions = match (card.runs, card.phase) {
        (false, _) => vec![
            ("Restart", "restart", restart(Disk::Keep)),
            ("Restart without disk", "restart-empty", restart(Disk::Lose)),
        ],
        (true, Phase::Outside) => vec![
            ("Join", "join", Action::Join { replica: id, from: None }),
            ("Crash", "crash", Action::Crash(id)),
        ],
        (true, Phase::Joining | Phase::Serving) => vec![
            ("Gossip", "gossip", Action::Gossip { from: id, with: None }),
            ("Crash", "crash", Action::Crash(id)),
            ("Leave", "leave", Action::Leave(id)),
            ("Collect tombstones", "collect", collect(Tombstones::Stable)),
            ("Collect all tombstones", "collect-all", collect(Tombstones::All)),
        ],
    };
    html! {
        <details class="machine">
            <summary data-testid={format!("machine-menu-{id}")}
                aria-label={format!("{} as a machine", card.name)}>{ "⋯" }</summary>
            <div class="machine__actions">
                for (label, name, action) in actions {
                    {
                        press(dispatch, Msg::Machine(action), "button")
                            .label(format!("{label}: {}", card.name))
                            .testid(format!("{name}-{id}"))
                            .says(label)
                    }
                }
            </div>
        </details>
    }
}
