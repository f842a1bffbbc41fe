//! What one can do to a replica as a machine: crash it, start it again, make it gossip
//! or forget.

use causal_core::replica::protocol::{Disk, Phase, Tombstones};
use causal_core::world::action::Action;
use yew::prelude::*;

use super::press::press;
use crate::model::{Dispatch, Menu, ReplicaCard};
use crate::msg::Msg;
use crate::words;

/// A line that says what is unusual about the replica, if anything.
pub(super) fn machine_state(card: &ReplicaCard) -> Html {
    html! {
        if let Some(state) = &card.state {
            <p class="machine__state" data-testid={format!("state-{}", card.id)}>{ &**state }</p>
        }
    }
}

/// The button that opens the menu.
pub(super) fn machine_menu(card: &ReplicaCard, dispatch: &Dispatch) -> Html {
    press(dispatch, Msg::ToggleMenu(Menu::Machine(card.id)), "icon-button machine")
        .testid(format!("machine-menu-{}", card.id))
        .label(format!("{} as a machine", card.name))
        .says("⋯")
}

/// The lines of the menu.
pub(super) fn machine_actions(card: &ReplicaCard, dispatch: &Dispatch) -> Html {
    let id = card.id;
    let restart = |disk| Action::Restart { replica: id, disk };
    let collect = |tombstones| Action::Collect { replica: id, tombstones };
    let crash = ("Crash", "crash", Action::Crash(id));
    let actions = match (card.runs, card.phase) {
        (false, _) => vec![
            ("Restart", "restart", restart(Disk::Keep)),
            ("Restart without disk", "restart-empty", restart(Disk::Lose)),
        ],
        (true, Phase::Outside) => {
            vec![("Join", "join", Action::Join { replica: id, from: None }), crash]
        }
        (true, Phase::Joining | Phase::Serving) => vec![
            ("Gossip", "gossip", Action::Gossip { from: id, with: None }),
            crash,
            ("Leave", "leave", Action::Leave(id)),
            ("Collect tombstones", "collect", collect(Tombstones::Stable)),
            ("Collect all tombstones", "collect-all", collect(Tombstones::All)),
        ],
    };
    html! {
        for (label, name, action) in actions {
            {
                press(dispatch, Msg::Machine(action), "button")
                    .label(format!("{label}: {}", card.name))
                    .testid(format!("{name}-{id}"))
                    .line(label, words::machine_action(name))
            }
        }
    }
}
