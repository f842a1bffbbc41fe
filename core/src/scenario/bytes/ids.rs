//! Replicas and links between them as bytes.

use super::{Reader, Writer};
use crate::clock::ReplicaId;
use crate::scenario::error::LinkError;
use crate::world::network::LinkId;
use crate::world::setting::Setting;

/// Writes a replica.
pub(in crate::scenario) fn write_replica(writer: &mut Writer, replica: ReplicaId) {
    writer.number(replica.0.into());
}

/// Reads a replica.
pub(in crate::scenario) fn read_replica(reader: &mut Reader<'_>) -> Result<ReplicaId, LinkError> {
    reader.small().map(ReplicaId)
}

/// Writes a link as one number.
pub(in crate::scenario) fn write_link_id(writer: &mut Writer, link: LinkId, setting: &Setting) {
    writer.size(link.from.index() * setting.names.len() + link.to.index());
}

/// Reads a link.
pub(in crate::scenario) fn read_link_id(
    reader: &mut Reader<'_>,
    setting: &Setting,
) -> Result<LinkId, LinkError> {
    let code: usize = reader.small()?;
    let n_replicas = setting.names.len().max(1);
    let replica = |index| ReplicaId::from_index(index).ok_or(LinkError::Senseless);
    Ok(LinkId { from: replica(code / n_replicas)?, to: replica(code % n_replicas)? })
}

/// Writes a list of replicas.
pub(in crate::scenario) fn write_replicas(writer: &mut Writer, replicas: &[ReplicaId]) {
    writer.size(replicas.len());
    replicas.iter().for_each(|replica| write_replica(writer, *replica));
}

/// Reads a list of replicas.
pub(in crate::scenario) fn read_replicas(
    reader: &mut Reader<'_>,
) -> Result<Vec<ReplicaId>, LinkError> {
    (0..reader.count()?).map(|_| read_replica(reader)).collect()
}
