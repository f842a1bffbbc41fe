//! What nodes are called on the wire: in clocks, and in views.

use crate::clock::{Actor, ReplicaId};
use crate::world::setting::Setting;

use super::dialect::Dialect;

/// The names of a run's replicas in one dialect.
#[derive(Clone, Debug)]
pub struct Names {
    /// In which they are told.
    dialect: Dialect,
    /// In which they are understood too.
    heard: Dialect,
    own: Vec<String>,
}

impl Names {
    /// The names in a dialect; in `auto` those of the scenario.
    #[must_use]
    pub fn new(setting: &Setting, dialect: Dialect) -> Self {
        let own = setting.replicas().map(|replica| setting.name(replica)).collect();
        Self { dialect, heard: dialect, own }
    }

    /// The same names, for somebody who may use those of another dialect.
    #[must_use]
    pub(super) fn hearing(self, heard: Dialect) -> Self {
        Self { heard, ..self }
    }

    /// The replicas in order.
    pub(super) fn replicas(&self) -> impl Iterator<Item = ReplicaId> + use<> {
        (0..self.own.len()).filter_map(ReplicaId::from_index)
    }

    /// What a node is called in clocks.
    #[must_use]
    pub fn node(&self, replica: ReplicaId) -> String {
        self.node_in(self.dialect, replica)
    }

    fn node_in(&self, dialect: Dialect, replica: ReplicaId) -> String {
        let index = replica.index();
        match dialect {
            Dialect::Auto => self.own.get(index).cloned().unwrap_or_else(|| replica.to_string()),
            Dialect::Seed000 => format!("node_{index}"),
            Dialect::Seed001 => match ["X", "Y", "Z"].get(index) {
                Some(letter) => (*letter).to_owned(),
                None => format!("N{index}"),
            },
            Dialect::Seed002 => index.to_string(),
            Dialect::Seed003 => self.address_in(dialect, replica),
            Dialect::Seed004 => replica.to_string(),
        }
    }

    /// Where a node is reached, as views and `curl` name it.
    #[must_use]
    pub fn address(&self, replica: ReplicaId) -> String {
        self.address_in(self.dialect, replica)
    }

    fn address_in(&self, dialect: Dialect, replica: ReplicaId) -> String {
        let index = replica.index();
        match dialect {
            Dialect::Auto => self.node_in(dialect, replica),
            Dialect::Seed000 => format!("localhost:{}", 5000 + index),
            Dialect::Seed001 => format!("localhost:{}", 6000 + index),
            Dialect::Seed002 => format!("node{index}:5000"),
            Dialect::Seed003 => format!("10.10.{}.{}:8090", (index + 2) / 256, (index + 2) % 256),
            Dialect::Seed004 => format!("localhost:{}", 8001 + index),
        }
    }

    /// The node that an address or a name means.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<ReplicaId> {
        let spelled = |dialect, replica| {
            self.address_in(dialect, replica) == name || self.node_in(dialect, replica) == name
        };
        let mut dialects = [self.dialect, Dialect::Auto, self.heard].into_iter();
        let by_name =
            dialects.find_map(|dialect| self.replicas().find(|replica| spelled(dialect, *replica)));
        by_name.or_else(|| self.replicas().find(|replica| replica.to_string() == name))
    }

    /// What an actor is called: the node, and how often that has lost its disk, if ever.
    pub(super) fn actor(&self, actor: Actor) -> String {
        let node = self.node(actor.replica);
        match actor.incarnation {
            0 => node,
            lost => format!("{node}#{lost}"),
        }
    }

    /// The actor that a name means.
    pub(super) fn find_actor(&self, name: &str) -> Option<Actor> {
        if let Some(replica) = self.find(name) {
            return Some(Actor::first(replica));
        }
        let (node, lost) = name.rsplit_once('#')?;
        Some(Actor { replica: self.find(node)?, incarnation: lost.parse().ok()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back_in_every_dialect() {
        let names = (0..30).map(|index| format!("N{index} #x")).collect();
        let setting = Setting { names, ..Setting::default() };
        for dialect in Dialect::ALL {
            let names = Names::new(&setting, dialect);
            for replica in setting.replicas() {
                for name in [names.node(replica), names.address(replica)] {
                    assert_eq!(names.find(&name), Some(replica), "{dialect:?} {name}");
                }
                let actor = Actor { replica, incarnation: 2 };
                assert_eq!(names.find_actor(&names.actor(actor)), Some(actor));
            }
            for wrong in ["", "nobody", "node_99", "#1", "A#", "A#70000"] {
                assert_eq!(names.find_actor(wrong), None, "{wrong}");
            }
        }
    }
}
