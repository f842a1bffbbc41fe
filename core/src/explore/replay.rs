//! A way through the states as a scenario: all links hold, and every step is done by hand.

use super::answer::Schedule;
use super::model::Model;
use super::naming::{Messages, Names};
use super::steps::What;
use crate::clock::ReplicaId;
use crate::replica::protocol::Disk;
use crate::scenario::{Scenario, ScriptedAction, When};
use crate::world::action::{Action, LinkChange, LinkSelector, MessageRef};
use crate::world::network::{LinkId, LinkSetting, LinkState};
use crate::world::setting::Setting;
use crate::world::{Choice, World};

/// Replays a way in a world, and writes down what to do for it.
pub(super) fn schedule(model: &mut Model, title: &str, way: &[(usize, What)]) -> Schedule {
    let mut setting = model.plan.setting.clone();
    setting.default_link = LinkSetting::default();
    setting.links = litemap::LiteMap::new();
    setting.protocol.gossip_ms = None;
    let mut replay = Replay::new(&setting);
    let hold = LinkChange::State(LinkState::Held);
    replay.act(Action::Link { links: LinkSelector::All, change: hold });
    for (at, what) in way {
        let at = ReplicaId::from_index(*at).expect("a replica of the setting");
        replay.step(model, at, *what);
    }
    let scenario =
        Scenario { title: title.to_owned(), setting, script: replay.script, ..Scenario::default() };
    Schedule { scenario, n_steps: u32::try_from(way.len()).expect("ways are short") }
}

struct Replay {
    world: World,
    script: Vec<ScriptedAction>,
}

impl Replay {
    fn new(setting: &Setting) -> Self {
        Self { world: World::new(setting.clone()), script: Vec::new() }
    }

    fn step(&mut self, model: &mut Model, at: ReplicaId, what: What) {
        let action = match what {
            What::Acts(act) => model.action(act).clone(),
            What::Arrives(message) => {
                Action::Release(self.find(&mut model.messages, &mut model.names, at, message))
            }
            What::IsLost(message) => {
                Action::Drop(self.find(&mut model.messages, &mut model.names, at, message))
            }
            What::IsCopied(message) => {
                Action::Duplicate(self.find(&mut model.messages, &mut model.names, at, message))
            }
            What::Crashes => Action::Crash(at),
            What::Restarts => Action::Restart { replica: at, disk: Disk::Keep },
            What::Gossips(with) => Action::Gossip { from: at, with: Some(with) },
        };
        self.act(action);
    }

    /// The oldest message on its way there that is the same as one of the search: by the write that
    /// it carries if that is enough, else by its number.
    fn find(
        &self,
        messages: &mut Messages,
        names: &mut Names,
        to: ReplicaId,
        number: u32,
    ) -> MessageRef {
        let from = messages.get(number).0;
        let link = LinkId { from, to };
        let mut same = self.world.envelopes().filter(|envelope| {
            envelope.id.link == link && messages.number(from, &envelope.what, names) == number
        });
        let found = same.next().expect("a world goes the way that the search went");
        let Some(write) = found.what.write() else { return MessageRef::Id(found.id) };
        let dot = write.dot;
        let carriers =
            self.world.envelopes().filter(|other| other.id.link.to == to && other.carries(dot));
        if carriers.count() == 1 { MessageRef::Write { dot, to } } else { MessageRef::Id(found.id) }
    }

    fn act(&mut self, action: Action) {
        let is_done = self.world.step(Choice::Act(action.clone())).is_ok();
        assert!(is_done, "a world goes the way that the search went");
        // What was let go arrives before anything else.
        while self.world.has_message_on_its_way()
            && let Some((_, choice)) = self.world.next_due()
        {
            let _ = self.world.step(choice);
        }
        self.script.push(ScriptedAction { when: When::Settled, action });
    }
}
