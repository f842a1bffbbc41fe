//! The run that the page starts with: a message from the future, half-done.

use litemap::LiteMap;

use causal_core::clock::ReplicaId;
use causal_core::replica::protocol::Op;
use causal_core::scenario::{Scenario, ScriptedAction, When};
use causal_core::world::action::Action;
use causal_core::world::network::{LinkId, LinkSetting, LinkState};
use causal_core::world::setting::Setting;

use crate::tasks::MESSAGE_FROM_THE_FUTURE;

/// Alice's link to Carol is held, Bob answers what Alice wrote, and his answer is about to
/// overtake her question.
#[must_use]
pub fn message_from_the_future() -> Scenario {
    let (alice, bob, carol) = (ReplicaId(0), ReplicaId(1), ReplicaId(2));
    let held = LinkSetting { state: LinkState::Held, ..LinkSetting::default() };
    let mut links = LiteMap::new();
    links.insert(LinkId { from: alice, to: carol }, held);
    Scenario {
        title: MESSAGE_FROM_THE_FUTURE.title.to_owned(),
        notes: "Alice wrote lost = \"wallet\".\nBob read it and answered reply = \"sorry!\".\n\
                Alice's link to Carol is held, so Carol has heard neither.\n\n\
                Make Bob's reply arrive at Carol before Alice's message. Watch it wait, then let \
                Alice's through."
            .to_owned(),
        setting: Setting { links, ..Setting::default() },
        script: vec![put(alice, "lost", "wallet"), put(bob, "reply", "sorry!")],
        open_at: Some(4),
    }
}

fn put(on: ReplicaId, key: &str, value: &str) -> ScriptedAction {
    let op = Op::Put { key: key.into(), value: value.into() };
    ScriptedAction {
        when: When::Settled,
        action: Action::Request { on, session: None, seen: None, op },
    }
}
