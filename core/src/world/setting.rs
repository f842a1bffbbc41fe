//! What a world starts from: its replicas, their protocol, their links, and one seed.

use litemap::LiteMap;

use super::network::{LinkId, LinkSetting};
use crate::clock::ReplicaId;
use crate::replica::protocol::Protocol;

/// Everything that is fixed before the first action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Fixes all randomness of the run.
    pub seed: u64,
    /// The replicas' names; their letters follow from their position.
    pub names: Vec<String>,
    /// How the replicas behave.
    pub protocol: Protocol,
    /// The members of the first view; every replica if `None`. Those outside answer no client.
    pub view: Option<Vec<ReplicaId>>,
    /// How links behave that are not named in `links`.
    pub default_link: LinkSetting,
    /// Links that start otherwise.
    pub links: LiteMap<LinkId, LinkSetting>,
}

impl Default for Setting {
    /// Three replicas under the causal rule, every link up.
    fn default() -> Self {
        Self {
            seed: 0,
            names: ["Alice", "Bob", "Carol"].map(String::from).to_vec(),
            protocol: Protocol::default(),
            view: None,
            default_link: LinkSetting::default(),
            links: LiteMap::new(),
        }
    }
}

impl Setting {
    /// The replicas in order.
    pub fn replicas(&self) -> impl Iterator<Item = ReplicaId> + use<> {
        let n_replicas = self.n_replicas();
        (0..n_replicas).map(ReplicaId)
    }

    /// How many replicas there are.
    ///
    /// # Panics
    /// With more than 65 535 names; the scenario's limits are far below.
    #[must_use]
    pub fn n_replicas(&self) -> u16 {
        u16::try_from(self.names.len()).expect("limits keep the number of replicas small")
    }

    /// The members of the first view.
    #[must_use]
    pub fn members(&self) -> Vec<ReplicaId> {
        self.view.clone().unwrap_or_else(|| self.replicas().collect())
    }

    /// Whether there is such a replica.
    #[must_use]
    pub fn has(&self, replica: ReplicaId) -> bool {
        replica.index() < self.names.len()
    }

    /// The replica's name; its letter if it has no name of its own.
    #[must_use]
    pub fn name(&self, replica: ReplicaId) -> String {
        self.names.get(replica.index()).cloned().unwrap_or_else(|| replica.to_string())
    }

    /// How a link starts.
    #[must_use]
    pub fn link(&self, id: LinkId) -> LinkSetting {
        self.links.get(&id).copied().unwrap_or(self.default_link)
    }
}
