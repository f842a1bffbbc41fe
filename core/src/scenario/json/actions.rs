//! Reads the script from JSON.

use crate::replica::protocol::Time;
use crate::scenario::actions::{self, Fields};
use crate::scenario::checks::{Known, check_count, check_when};
use crate::scenario::error::ScenarioError;
use crate::scenario::limits;
use crate::scenario::model::{ScriptedAction, When};
use crate::scenario::node::Node;
use crate::scenario::refs::Names;
use crate::world::action::Action;
use crate::world::setting::Setting;

/// Reads the actions in order.
pub(super) fn read(
    list: &Node<'_>,
    setting: &Setting,
    names: &Names<'_>,
) -> Result<Vec<ScriptedAction>, ScenarioError> {
    let mut script = Vec::new();
    let mut clock = 0;
    let known = Known { setting, steps: names.steps() };
    for node in list.array("actions", limits::ACTIONS)? {
        read_one(&Fields::new(&node, names)?, known, &mut script, &mut clock)?;
        check_count("actions", script.len(), limits::ACTIONS)
            .map_err(|reason| node.error(reason))?;
    }
    Ok(script)
}

/// Reads what is done at once: an action that waits for no moment.
pub(super) fn read_now(
    node: &Node<'_>,
    setting: &Setting,
    names: &Names<'_>,
) -> Result<Vec<Action>, ScenarioError> {
    let fields = Fields::new(node, names)?;
    if let Some(moment) = fields.object.get("at").or_else(|| fields.object.get("after")) {
        return Err(moment.expected("no moment: this is done now"));
    }
    let mut script = Vec::new();
    let known = Known { setting, steps: names.steps() };
    read_one(&fields, known, &mut script, &mut 0)?;
    Ok(script.into_iter().map(|item| item.action).collect())
}

/// Reads one action; several, if it changes more than one thing about a link.
fn read_one(
    fields: &Fields<'_, '_>,
    known: Known<'_>,
    script: &mut Vec<ScriptedAction>,
    clock: &mut Time,
) -> Result<(), ScenarioError> {
    let verb = actions::verb_from_json(fields)?;
    let mut when = read_when(fields, clock)?;
    for action in actions::from_json(fields, verb)? {
        actions::check(known, &action).map_err(|problem| fields.misplaced(problem, verb.word()))?;
        script.push(ScriptedAction { when, action });
        when = When::After(0);
    }
    Ok(())
}

fn read_when(fields: &Fields<'_, '_>, clock: &mut Time) -> Result<When, ScenarioError> {
    match (fields.object.get("at"), fields.object.get("after")) {
        (None, None) => Ok(When::Settled),
        (Some(_), Some(_)) => Err(fields.expected("one moment", "`at` and `after`")),
        (None, Some(steps)) => steps.number_u32().map(When::After),
        (Some(at), None) => {
            let when = When::At(at.number(u64::MAX)?);
            check_when(when, clock).map_err(|reason| at.error(reason))?;
            Ok(when)
        }
    }
}
