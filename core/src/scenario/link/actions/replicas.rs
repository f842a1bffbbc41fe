//! What is done to replicas, read from numbers.

use crate::clock::ReplicaId;
use crate::scenario::link::bytes::Reader;
use crate::scenario::link::error::LinkError;
use crate::scenario::link::links::{read_link_id, read_replicas};
use crate::scenario::link::verbs::Deed;
use crate::world::action::Action;
use crate::world::network::LinkId;
use crate::world::setting::Setting;

/// Reads what belongs to a deed: one replica, or a link where there are two.
pub(super) fn read(
    reader: &mut Reader<'_>,
    deed: Deed,
    setting: &Setting,
) -> Result<Action, LinkError> {
    Ok(match deed {
        Deed::Crash => Action::Crash(read_replica(reader)?),
        Deed::Restart(disk) => Action::Restart { replica: read_replica(reader)?, disk },
        Deed::View => Action::View { on: read_replica(reader)?, members: read_replicas(reader)? },
        Deed::Join => Action::Join { replica: read_replica(reader)?, from: None },
        Deed::JoinFrom => {
            let LinkId { from, to: replica } = read_link_id(reader, setting)?;
            Action::Join { replica, from: Some(from) }
        }
        Deed::Leave => Action::Leave(read_replica(reader)?),
        Deed::Gossip => Action::Gossip { from: read_replica(reader)?, with: None },
        Deed::GossipWith => {
            let LinkId { from, to: with } = read_link_id(reader, setting)?;
            Action::Gossip { from, with: Some(with) }
        }
        Deed::Transfer => Action::Transfer { link: read_link_id(reader, setting)? },
        Deed::Skew => Action::Skew { replica: read_replica(reader)?, ms: reader.signed()? },
    })
}

fn read_replica(reader: &mut Reader<'_>) -> Result<ReplicaId, LinkError> {
    reader.small().map(ReplicaId)
}
