//! A page that takes messages, in the words of the tests.

use causal_core::clock::{Actor, Dot, ReplicaId};
use causal_core::scenario::Scenario;
use causal_core::world::network::{LinkId, MessageId};
use causal_web::model::Model;
use causal_web::msg::{Msg, Timing};

pub(super) const A: ReplicaId = ReplicaId(0);
pub(super) const B: ReplicaId = ReplicaId(1);
pub(super) const C: ReplicaId = ReplicaId(2);

/// The first screen.
pub(super) fn first_screen() -> Model {
    Model::opening("")
}

/// A playground with nothing in it.
pub(super) fn empty() -> Model {
    Model::of(Scenario::default())
}

/// The page after some messages; those that change nothing are allowed.
pub(super) fn after(model: &Model, msgs: impl IntoIterator<Item = Msg>) -> Model {
    msgs.into_iter().fold(model.clone(), |model, msg| model.update(msg).unwrap_or(model))
}

/// The page after a write at a replica, and everything that follows by itself.
pub(super) fn after_write(model: &Model, at: ReplicaId, key: &str, value: &str) -> Model {
    let typed = [Msg::TypeKey(at, key.into()), Msg::TypeValue(at, value.into())];
    after(&after(model, typed), [Msg::Write(at), Msg::Time(Timing::End)])
}

pub(super) fn link(from: ReplicaId, to: ReplicaId) -> LinkId {
    LinkId { from, to }
}

pub(super) fn message(from: ReplicaId, to: ReplicaId, number: u32) -> MessageId {
    MessageId { link: link(from, to), number }
}

pub(super) fn dot(replica: ReplicaId, counter: u32) -> Dot {
    Dot::new(Actor::first(replica), counter)
}

/// The vector of a replica as its card shows it.
pub(super) fn vector(model: &Model, at: ReplicaId) -> String {
    let vector = &model.cards[at.index()].vector;
    vector.iter().map(|(actor, n)| format!("{actor}{n}")).collect::<Vec<_>>().join(" ")
}

/// The values of a replica as its card shows them.
pub(super) fn values(model: &Model, at: ReplicaId) -> Vec<String> {
    let lines = model.cards[at.index()].values.iter();
    lines
        .map(|line| {
            let values: Vec<&str> = line.siblings.iter().map(|(_, value)| &**value).collect();
            format!("{} = {}", line.key, values.join(" | "))
        })
        .collect()
}
