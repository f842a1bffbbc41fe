//! What every drawing keeps to, whatever happened in the run: checked on stories made by hand and
//! on random runs of 3 to 16 replicas under every named rule.

#[path = "../../../core/tests/generator/mod.rs"]
mod generator;
mod growth;
mod laws;
mod life;
mod promises;
mod random;
mod stories;

use causal_core::check::findings;
use causal_core::clock::{Actor, Dot, ReplicaId};
use causal_core::replica::protocol::Op;
use causal_core::replica::rule::DeliveryRule;
use causal_core::run::Run;
use causal_core::scenario::{Scenario, ScriptedAction, When};
use causal_core::world::action::{Action, MessageRef};
use causal_core::world::network::{LinkId, LinkSetting, LinkState};
use causal_core::world::setting::Setting;

use super::Layout;

fn run(setting: Setting, script: Vec<ScriptedAction>) -> Run {
    let scenario = Scenario { setting, script, ..Scenario::default() };
    Run::with_limit(scenario, 2_000)
}

fn layout_of(run: &Run) -> Layout {
    Layout::of(run, &findings(run.history(), run.setting()))
}

fn settled(action: Action) -> ScriptedAction {
    ScriptedAction { when: When::Settled, action }
}

fn at_once(action: Action) -> ScriptedAction {
    ScriptedAction { when: When::After(0), action }
}

fn put(on: u16) -> Action {
    let op = Op::Put { key: "x".into(), value: "1".into() };
    Action::Request { on: ReplicaId(on), session: None, seen: None, op }
}

fn link(from: u16, to: u16) -> LinkId {
    LinkId { from: ReplicaId(from), to: ReplicaId(to) }
}

fn carrying(replica: u16, counter: u32, to: u16) -> MessageRef {
    let dot = Dot::new(Actor::first(ReplicaId(replica)), counter);
    MessageRef::Write { dot, to: ReplicaId(to) }
}

/// Three replicas under a named rule, with Alice's link to Carol in a state.
fn three(rule: &str, alice_to_carol: LinkState) -> Setting {
    let mut setting = Setting::default();
    setting.protocol.delivery = DeliveryRule::named(rule).expect("the catalog has it");
    let state = LinkSetting { state: alice_to_carol, ..LinkSetting::default() };
    setting.links.insert(link(0, 2), state);
    setting
}
