//! What one can do to a replica as a machine: crash it, start it again, make it gossip.

use causal_core::replica::protocol::{Disk, Phase};
use yew::prelude::*;

use super::press::press;
use crate::model::{Dispatch, Face};
use crate::msg::{Machine, Msg};

/// A line that says what is unusual about the replica, if anything.
pub(super) fn machine_state(face: &Face) -> Html {
    html! {
        if let Some(state) = &face.state {
            <p class="machine__state" data-testid={format!("state-{}", face.id)}>{ &**state }</p>
        }
    }
}

/// What one can do to it.
pub(super) fn machine_menu(face: &Face, dispatch: &Dispatch) -> Html {
    let id = face.id;
    let deeds: &[(&'static str, Machine)] = match (face.runs, face.phase) {
        (false, _) => &[
            ("Restart", Machine::Restart(Disk::Keep)),
            ("Restart without disk", Machine::Restart(Disk::Lose)),
        ],
        (true, Phase::Outside) => &[("Join", Machine::Join), ("Crash", Machine::Crash)],
        (true, Phase::Joining | Phase::Serving) => {
            &[("Gossip", Machine::Gossip), ("Crash", Machine::Crash), ("Leave", Machine::Leave)]
        }
    };
    html! {
        <details class="machine">
            <summary data-testid={format!("machine-menu-{id}")}
                aria-label={format!("{} as a machine", face.name)}>{ "⋯" }</summary>
            <div class="machine__deeds">
                for (label, deed) in deeds {
                    {
                        press(dispatch, Msg::Machine(id, *deed), "button")
                            .label(format!("{label}: {}", face.name))
                            .testid(format!("{}-{id}", deed.name()))
                            .says(*label)
                    }
                }
            </div>
        </details>
    }
}
