//! Reads what is done to replicas: crashes, members, gossip, clocks.

use super::Reader;
use crate::clock::ReplicaId;
use crate::replica::protocol::Disk;
use crate::scenario::error::ScenarioError;
use crate::scenario::json::node::Node;
use crate::scenario::json::settings::replica;
use crate::scenario::limits;
use crate::world::action::Action;

impl Reader<'_, '_> {
    /// Reads an action that is done to one or two replicas.
    pub(super) fn on_replica(&self, verb: &'static str) -> Result<Action, ScenarioError> {
        self.only(verb, parts(verb))?;
        Ok(match verb {
            "crash" => Action::Crash(self.replica(verb)?),
            "restart" => Action::Restart { replica: self.replica(verb)?, disk: self.disk()? },
            "view" => Action::View { on: self.replica("on")?, members: self.members()? },
            "join" => Action::Join { replica: self.replica(verb)?, from: self.other("from")? },
            "leave" => Action::Leave(self.replica(verb)?),
            "gossip" => Action::Gossip { from: self.replica(verb)?, with: self.other("with")? },
            "transfer" => Action::Transfer { link: self.link(verb)? },
            _ => Action::Skew { replica: self.replica(verb)?, ms: self.field("ms")?.signed()? },
        })
    }

    fn disk(&self) -> Result<Disk, ScenarioError> {
        self.object.get("disk").map_or(Ok(Disk::Keep), Node::word)
    }

    fn members(&self) -> Result<Vec<ReplicaId>, ScenarioError> {
        let nodes = self.field("view")?.array("members", limits::REPLICAS)?;
        nodes.iter().map(|member| replica(member, self.names)).collect()
    }

    /// The replica that a field names, if there is one.
    fn other(&self, name: &str) -> Result<Option<ReplicaId>, ScenarioError> {
        let node = self.object.get(name).filter(|node| !node.is_literally("null"));
        node.map(|node| replica(node, self.names)).transpose()
    }
}

/// What belongs to a verb.
fn parts(verb: &str) -> &'static [&'static str] {
    match verb {
        "restart" => &["disk"],
        "view" => &["on"],
        "join" => &["from"],
        "gossip" => &["with"],
        "skew" => &["ms"],
        _ => &[],
    }
}
