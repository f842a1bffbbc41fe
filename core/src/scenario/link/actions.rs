//! The script as bytes. Each action begins with one number: four times what it does, plus when.

use crate::replica::protocol::Time;
use crate::scenario::actions::numbers;
use crate::scenario::bytes::{Reader, Writer};
use crate::scenario::error::LinkError;
use crate::scenario::limits;
use crate::scenario::model::{ScriptedAction, When};
use crate::world::setting::Setting;

// When an action is done.
const SETTLED: u64 = 0;
const AT: u64 = 1;
const AFTER: u64 = 2;
const AT_ONCE: u64 = 3;

/// Writes how many actions there are, and each.
pub(super) fn write(writer: &mut Writer, script: &[ScriptedAction], setting: &Setting) {
    writer.size(script.len());
    let mut clock = 0;
    for scripted in script {
        write_action(writer, scripted, setting, &mut clock);
    }
}

/// Reads the actions.
pub(super) fn read(
    reader: &mut Reader<'_>,
    setting: &Setting,
) -> Result<Vec<ScriptedAction>, LinkError> {
    let count = reader.count()?;
    if count > limits::ACTIONS {
        return Err(LinkError::too_large(count, limits::ACTIONS));
    }
    let mut clock = 0;
    (0..count).map(|_| read_action(reader, setting, &mut clock)).collect()
}

fn write_action(
    writer: &mut Writer,
    scripted: &ScriptedAction,
    setting: &Setting,
    clock: &mut Time,
) {
    let what = numbers::of(&scripted.action, setting.names.len() as u64);
    match scripted.when {
        When::Settled => writer.number(what * 4 + SETTLED),
        When::After(0) => writer.number(what * 4 + AT_ONCE),
        When::After(steps) => {
            writer.number(what * 4 + AFTER);
            writer.number(steps.into());
        }
        When::At(at) => {
            writer.number(what * 4 + AT);
            writer.number(at.wrapping_sub(*clock));
            *clock = at;
        }
    }
    numbers::write(writer, &scripted.action, setting);
}

fn read_action(
    reader: &mut Reader<'_>,
    setting: &Setting,
    clock: &mut Time,
) -> Result<ScriptedAction, LinkError> {
    let head = reader.number()?;
    let when = match head % 4 {
        SETTLED => When::Settled,
        AT_ONCE => When::After(0),
        AFTER => When::After(reader.small()?),
        _ => {
            *clock = clock.wrapping_add(reader.number()?);
            When::At(*clock)
        }
    };
    let action = numbers::read(reader, head / 4, setting)?;
    Ok(ScriptedAction { when, action })
}
