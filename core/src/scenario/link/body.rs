//! A scenario as bytes: the engine, the setting, the actions, the digest.

use super::{actions, settings};
use crate::scenario::bytes::{Reader, Writer};
use crate::scenario::error::LinkError;
use crate::scenario::model::Scenario;
use crate::steps::Steps;

/// What a link holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The scenario.
    pub scenario: Scenario,
    /// The low 16 bits of the digest of the history that the sender saw.
    pub digest: u16,
    /// The engine that the sender saw it with.
    pub engine: u32,
}

/// The bytes of a scenario.
pub(super) fn write(scenario: &Scenario, engine: u32, digest: u16) -> Vec<u8> {
    let mut writer = Writer::default();
    writer.number(engine.into());
    settings::write(&mut writer, scenario);
    actions::write(&mut writer, &scenario.script, &scenario.setting);
    writer.pair(digest);
    writer.into_bytes()
}

/// The scenario of bytes; whether it is allowed is still to be checked, but for the names.
pub(super) fn read(bytes: &[u8], replicas_max: usize, steps: &Steps) -> Result<Decoded, LinkError> {
    let mut reader = Reader::new(bytes, steps);
    let engine = reader.small()?;
    let mut scenario = settings::read(&mut reader, replicas_max)?;
    scenario.script = actions::read(&mut reader, &scenario.setting)?;
    let digest = reader.pair()?;
    if reader.is_at_end() {
        Ok(Decoded { scenario, digest, engine })
    } else {
        Err(LinkError::NewerContents)
    }
}
