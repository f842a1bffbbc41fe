//! The file format: JSON for people and their tools, checked on the way in.
//!
//! ```json
//! {
//!   "version": 1,
//!   "title": "A reply overtakes its question",
//!   "replicas": ["A", "B", "C"],
//!   "protocol": { "delivery": "causal", "sessions": "wait" },
//!   "links": { "default": { "latency": [400, 400] }, "A>C": { "state": "held" } },
//!   "actions": [
//!     { "at": 0, "put": "q", "value": "lunch?", "on": "A", "as": "alice" },
//!     { "at": 950, "put": "r", "value": "yes", "on": "B" },
//!     { "release": "A1->C" }
//!   ]
//! }
//! ```
//!
//! `version` is required and everything else has a default; a field that is not known is an error
//! that names it and where it stands. Every action has one verb, and what belongs to it: see
//! [`actions`](super::actions). Its moment is `at` (milliseconds) or
//! `after` (steps), or else when everything before it has arrived.
//!
//! `view` beside `replicas` names the members of the first view, all if it is `null` or absent.
//! `protocol` has `delivery`, `conflicts`, `sessions`, `dependencies`, `session_timeout_ms`, `writes`,
//! `broadcast` and `evict` (`true` or `false`), `gossip_ms` and `health_ms` (`null` for never),
//! `amnesia`, and `mistakes`, a list of names; those from `writes` on are written only where they are not as usual.
//!
//! A seed or a stamp above 2⁵³ is written as a string: most readers of JSON would round it.

mod actions;
mod settings;

pub use super::writing::json::{write, write_action};

use super::checks::{check_input, check_names, check_notes, check_title};
use super::error::{Reason, ScenarioError};
use super::model::Scenario;
use super::node::{self, Node, Object};
use super::refs::Names;
use super::{limits, validate};
use crate::json::without_mark;
use crate::steps::{Steps, counted};
use crate::world::action::Action;
use crate::world::setting::Setting;

/// The version of the format.
const VERSION: u64 = 1;
const FIELDS: [&str; 10] = [
    "version", "title", "notes", "seed", "replicas", "view", "protocol", "links", "actions",
    "open_at",
];

/// Reads a scenario that the page can show.
///
/// # Errors
/// The first thing that is wrong, with its field, its line and its column.
pub fn parse(text: &str) -> Result<Scenario, ScenarioError> {
    parse_within(text, limits::REPLICAS_IN_PAGE)
}

/// Reads a scenario of at most so many replicas.
///
/// # Errors
/// The first thing that is wrong, with its field, its line and its column.
pub fn parse_within(text: &str, replicas_max: usize) -> Result<Scenario, ScenarioError> {
    parse_counted(text, replicas_max).0
}

/// Reads a scenario as [`parse_within`] does, and counts the work in steps: bytes passed, fields and
/// names compared, entries checked. They are at most in proportion to the text.
pub fn parse_counted(text: &str, replicas_max: usize) -> (Result<Scenario, ScenarioError>, u64) {
    counted(|steps| parse_with(text, replicas_max, steps))
}

fn parse_with(text: &str, replicas_max: usize, steps: &Steps) -> Result<Scenario, ScenarioError> {
    check_input(text, limits::SCENARIO_BYTES)?;
    let text = without_mark(text);
    let tree = node::read(text, steps)?;
    let root = Node::root(text, &tree, steps).object()?;
    check_version(&root)?;
    root.only(&FIELDS)?;
    let scenario = read(&root, replicas_max, steps)?;
    validate::check_counting(&scenario, replicas_max, steps)?;
    Ok(scenario)
}

/// Reads what somebody does now: one object of `actions`, without a moment of its own. Several
/// actions, if it changes more than one thing about links.
///
/// # Errors
/// The first thing that is wrong, with its field, its line and its column.
pub fn parse_action(text: &str, setting: &Setting) -> Result<Vec<Action>, ScenarioError> {
    parse_action_counted(text, setting).0
}

/// Reads what somebody does now as [`parse_action`] does, and counts the work in steps.
pub fn parse_action_counted(
    text: &str,
    setting: &Setting,
) -> (Result<Vec<Action>, ScenarioError>, u64) {
    counted(|steps| {
        check_input(text, limits::SCENARIO_BYTES)?;
        let text = without_mark(text);
        let tree = node::read(text, steps)?;
        let names = Names::new(&setting.names, steps);
        actions::read_now(&Node::root(text, &tree, steps), setting, &names)
    })
}

/// Checks the version before anything else: a later one may have fields that this does not know.
fn check_version(root: &Object<'_>) -> Result<(), ScenarioError> {
    let Some(version) = root.get("version") else {
        let what = "a field `version`".to_owned();
        return Err(root.error(Reason::Expected { what, found: "none".to_owned() }));
    };
    match version.number(u64::MAX)? {
        VERSION => Ok(()),
        0 => Err(version.expected("1")),
        format => Err(version.error(Reason::Newer { format })),
    }
}

fn read(root: &Object<'_>, replicas_max: usize, steps: &Steps) -> Result<Scenario, ScenarioError> {
    let mut scenario = Scenario::default();
    if let Some(title) = root.get("title") {
        scenario.title = title.string()?;
        title.check(check_title(&scenario.title, steps))?;
    }
    if let Some(notes) = root.get("notes") {
        scenario.notes = notes.string()?;
        notes.check(check_notes(&scenario.notes))?;
    }
    if let Some(seed) = root.get("seed") {
        scenario.setting.seed = node::values::great_number(seed)?;
    }
    if let Some(replicas) = root.get("replicas") {
        scenario.setting.names = read_names(replicas, replicas_max, steps)?;
    }
    if let Some(protocol) = root.get("protocol") {
        scenario.setting.protocol = settings::protocol(protocol)?;
    }
    let names = Names::new(&scenario.setting.names, steps);
    if let Some(view) = root.get("view").filter(|node| !node.is_literally("null")) {
        scenario.setting.view = Some(settings::view(view, &names, &scenario.setting)?);
    }
    if let Some(links) = root.get("links") {
        settings::links(links, &names, &mut scenario.setting)?;
    }
    if let Some(list) = root.get("actions") {
        scenario.script = actions::read(list, &scenario.setting, &names)?;
    }
    if let Some(open_at) = root.get("open_at").filter(|node| !node.is_literally("null")) {
        scenario.open_at = Some(open_at.number_u32()?);
    }
    Ok(scenario)
}

fn read_names(
    list: &Node<'_>,
    replicas_max: usize,
    steps: &Steps,
) -> Result<Vec<String>, ScenarioError> {
    let nodes = list.array("replicas", replicas_max)?;
    let names: Vec<String> = nodes.iter().map(Node::string).collect::<Result<_, _>>()?;
    check_names(&names, replicas_max, steps)
        .map_err(|(index, reason)| nodes.get(index).unwrap_or(list).error(reason))?;
    Ok(names)
}
