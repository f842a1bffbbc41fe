//! What nodes are called on the wire: in clocks, and in views.

use crate::clock::{Actor, ReplicaId};
use crate::steps::Steps;
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
        self.heard(&Steps::default()).find(name)
    }

    /// Everything that a node may be called, for those who look up many names.
    pub(super) fn heard<'s>(&self, steps: &'s Steps) -> Heard<'s> {
        let (n_replicas, mut all) = (self.own.len(), Vec::new());
        for (rank, dialect) in [self.dialect, Dialect::Auto, self.heard].into_iter().enumerate() {
            for replica in self.replicas() {
                let number = rank * n_replicas + replica.index();
                all.push((self.address_in(dialect, replica), number));
                all.push((self.node_in(dialect, replica), number));
            }
        }
        let last = 3 * n_replicas;
        all.extend(self.replicas().map(|replica| (replica.to_string(), last + replica.index())));
        Heard { sorted: steps.sorted(all), n_replicas, steps }
    }

    /// What an actor is called: the node, and how often that has lost its disk, if ever.
    pub(super) fn actor(&self, actor: Actor) -> String {
        let node = self.node(actor.replica);
        match actor.incarnation {
            0 => node,
            lost => format!("{node}#{lost}"),
        }
    }
}

/// What nodes may be called. Of nodes of the same name the first is meant, and before that one that is
/// called so in the dialect of the answer.
pub(super) struct Heard<'s> {
    /// In order, each with its rank: the replicas in one dialect, then in the next.
    sorted: Vec<(String, usize)>,
    n_replicas: usize,
    steps: &'s Steps,
}

impl Heard<'_> {
    /// The node that an address or a name means.
    pub(super) fn find(&self, name: &str) -> Option<ReplicaId> {
        let at = self.sorted.partition_point(|(known, _)| {
            self.steps.count(1);
            known.as_str() < name
        });
        let (_, rank) = self.sorted.get(at).filter(|(known, _)| known == name)?;
        ReplicaId::from_index(rank % self.n_replicas)
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
                assert_eq!(
                    names.heard(&Steps::default()).find_actor(&names.actor(actor)),
                    Some(actor)
                );
            }
            for wrong in ["", "nobody", "node_99", "#1", "A#", "A#70000"] {
                assert_eq!(names.heard(&Steps::default()).find_actor(wrong), None, "{wrong}");
            }
        }
    }
}
