//! Links between replicas as bytes: which, and how they start.

use crate::scenario::bytes::ids::{read_link_id, write_link_id};
use crate::scenario::bytes::{Reader, Writer};
use crate::scenario::error::LinkError;
use crate::scenario::words::Words;
use crate::world::network::LinkSetting;
use crate::world::setting::Setting;

// The bits of what differs about a link.
const LATENCY: u64 = 1;
const LATENCY_RANGE: u64 = 1 << 1;
const LOSS: u64 = 1 << 2;
const DUPLICATE: u64 = 1 << 3;
const FIFO: u64 = 1 << 4;
const STATE: u64 = 1 << 5;
const KNOWN_OF_LINK: u64 = (1 << 6) - 1;

/// Writes how links start that are not as the others.
pub(super) fn write_links(writer: &mut Writer, setting: &Setting) {
    writer.size(setting.links.len());
    for (link, at_start) in &setting.links {
        write_link_id(writer, *link, setting);
        write_link(writer, at_start, &setting.default_link);
    }
}

/// Reads how links start that are not as the others, in the order in which they are written.
pub(super) fn read_links(reader: &mut Reader<'_>, setting: &mut Setting) -> Result<(), LinkError> {
    for _ in 0..reader.count()? {
        let link = read_link_id(reader, setting)?;
        if setting.links.last().is_some_and(|(before, _)| *before >= link) {
            return Err(LinkError::Senseless);
        }
        let at_start = read_link(reader, setting.default_link)?;
        setting.links.insert(link, at_start);
    }
    Ok(())
}

/// Writes what differs from the usual.
pub(super) fn write_link(writer: &mut Writer, setting: &LinkSetting, usual: &LinkSetting) {
    let (least, greatest) = setting.latency_ms;
    let differs = setting.latency_ms != usual.latency_ms;
    let bits = bit(LATENCY, differs)
        | bit(LATENCY_RANGE, differs && least != greatest)
        | bit(LOSS, setting.loss_permille != usual.loss_permille)
        | bit(DUPLICATE, setting.duplicate_permille != usual.duplicate_permille)
        | bit(FIFO, setting.fifo != usual.fifo)
        | bit(STATE, setting.state != usual.state);
    writer.number(bits);
    if bits & LATENCY != 0 {
        writer.number(least);
    }
    if bits & LATENCY_RANGE != 0 {
        writer.number(greatest);
    }
    if bits & LOSS != 0 {
        writer.number(setting.loss_permille.into());
    }
    if bits & DUPLICATE != 0 {
        writer.number(setting.duplicate_permille.into());
    }
    if bits & STATE != 0 {
        writer.size(setting.state.code());
    }
}

/// Reads what differs from the usual.
pub(super) fn read_link(
    reader: &mut Reader<'_>,
    usual: LinkSetting,
) -> Result<LinkSetting, LinkError> {
    let mut setting = usual;
    let bits = reader.number()?;
    if bits & !KNOWN_OF_LINK != 0 {
        return Err(LinkError::NewerContents);
    }
    if bits & LATENCY != 0 {
        let least = reader.number()?;
        let greatest = if bits & LATENCY_RANGE != 0 { reader.number()? } else { least };
        setting.latency_ms = (least, greatest);
    }
    if bits & LOSS != 0 {
        setting.loss_permille = reader.small()?;
    }
    if bits & DUPLICATE != 0 {
        setting.duplicate_permille = reader.small()?;
    }
    setting.fifo ^= bits & FIFO != 0;
    if bits & STATE != 0 {
        setting.state = Words::from_code(reader.small()?).ok_or(LinkError::NewerContents)?;
    }
    Ok(setting)
}

/// The bit, if it is set.
pub(super) fn bit(bit: u64, is_set: bool) -> u64 {
    if is_set { bit } else { 0 }
}
