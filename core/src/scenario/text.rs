//! The form that people write, paste, compare and keep in git: one action per line.
//!
//! ```text
//! title A message from the future
//! notes Bob answers what Carol has not heard.      (one `notes` line per line of the notes)
//! seed 7
//! replicas Alice Bob "Zoë Ann"                     (they are also A, B, C)
//! members A B                                      (the first view: all if absent, or `none`)
//! rule causal                                      (or: rule custom sender=newer update=maximum)
//! sessions wait                                    (off | wait | reject)
//! timeout 20000                                    (how long a request may wait, in ms)
//! dependencies session                             (replica | session)
//! conflicts siblings                               (siblings | lww | arrival | wall-clock)
//! writes gated                                     (gated | accepted)
//! broadcast on                                     (off: writes travel by gossip alone)
//! gossip 500                                       (every so many ms, or `off`)
//! health 1000                                      (pings every so many ms, or `off`)
//! evict on                                         (who does not answer leaves the view)
//! amnesia safe                                     (safe | naive: who has lost its disk)
//! mistakes no-tombstones                           (any number: what the replicas do wrong)
//! links latency=5..20 loss=0 duplicate=0 fifo=off state=up
//! link A->C state=held                             (otherwise as `links` says)
//! open at 3                                        (show this stop of the run first)
//!
//! hold A->C            # then the actions, one a line: see `actions`
//! A: lost = wallet
//! @900 B: reply = yes  # at 900 ms
//! +0 A: x = 1          # at once; +3: after three more steps
//! ```
//!
//! - What actions there are, and how each is written: [`actions`].
//! - Verbs, letters and names may be written in any case. A line may begin with its number, as
//!   lists do: `1.` or `1)`.
//! - A comment starts with `#` at the start of a line or after white space.
//! - Text between quotes is taken as it stands, with `\"`, `\\`, `\n`, `\r`, `\t` and `\u{e9}` for
//!   single characters. Names need quotes unless they are letters, digits and underscores; keys, when
//!   they hold white space or `=`; texts, when they are empty, start with a quote, begin or end
//!   with white space, or hold a `#` after white space. A key that begins like `seen A1:` is
//!   written between quotes too.
//! - Without a prefix an action is done when everything before it has arrived; `@` names a time,
//!   `+` a number of steps. A line can begin with `@` or `+` for no other reason.
//! - The lines above the actions are the setting; all are optional, each is given once (`notes` and
//!   `link` as often as needed), `replicas` and `links` stand above the first `link`,
//!   and `replicas` above `members`.
//! - `timeout`, `gossip`, `health`, `wait` and `skew` may have `ms` behind their number. `gossip` with
//!   a number or `off` is the setting, with a replica the action.

mod header;
mod parts;
mod rules;

pub use super::writing::text::{write, write_action, write_list};

use super::actions::{self, Sentence};
use super::checks::{Known, check_count, check_input, check_when};
use super::cursor::{Cursor, ParseError};
use super::error::{Place, ScenarioError};
use super::model::{Scenario, ScriptedAction, When};
use super::refs::Names;
use super::{limits, validate};
use crate::replica::protocol::Time;
use crate::steps::{Steps, counted};
use crate::world::setting::Setting;
use header::Header;

/// Reads a scenario that the page can show.
///
/// # Errors
/// The first thing that is wrong, with its line and column.
pub fn parse(text: &str) -> Result<Scenario, ScenarioError> {
    parse_within(text, limits::REPLICAS_IN_PAGE)
}

/// Reads a scenario of at most so many replicas.
///
/// # Errors
/// The first thing that is wrong, with its line and column.
pub fn parse_within(text: &str, replicas_max: usize) -> Result<Scenario, ScenarioError> {
    parse_counted(text, replicas_max).0
}

/// Reads a scenario as [`parse_within`] does, and counts the work in steps: characters passed, names
/// compared, entries checked. They are at most in proportion to the text.
pub fn parse_counted(text: &str, replicas_max: usize) -> (Result<Scenario, ScenarioError>, u64) {
    counted(|steps| parse_with(text, replicas_max, steps))
}

fn parse_with(text: &str, replicas_max: usize, steps: &Steps) -> Result<Scenario, ScenarioError> {
    check_input(text, limits::SCENARIO_BYTES)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reading = Reading::new(replicas_max, steps);
    for (index, line) in text.split('\n').enumerate() {
        reading.line(line).map_err(|parse_error| place(index + 1, line, parse_error))?;
    }
    let mut scenario = reading.header.into_scenario();
    scenario.script = reading.script;
    validate::check_counting(&scenario, replicas_max, steps)?;
    Ok(scenario)
}

/// Where an action of a scenario stands, counted from 0: its line and its column, from 1. `None` if
/// the scenario is no text, or has no such action.
#[must_use]
pub fn place_of_action(text: &str, index: usize) -> Option<(usize, usize)> {
    let steps = Steps::default();
    let mut reading = Reading::new(limits::REPLICAS, &steps);
    for (above, line) in text.strip_prefix('\u{feff}').unwrap_or(text).split('\n').enumerate() {
        reading.line(line).ok()?;
        if reading.script.len() > index {
            let mut cursor = Cursor::new(line, &steps);
            skip_number(&mut cursor);
            return Some((above + 1, column(line, cursor.at())));
        }
    }
    None
}

/// Where a setting of a scenario stands, as its line and column, both from 1: the first line whose first
/// word begins so and that has something else behind it. `None` if the scenario is no text, or has no
/// such line before its actions.
#[must_use]
pub fn place_of_setting(text: &str, begins: &str, has: &str) -> Option<(usize, usize)> {
    let steps = Steps::default();
    let mut reading = Reading::new(limits::REPLICAS, &steps);
    for (above, line) in text.strip_prefix('\u{feff}').unwrap_or(text).split('\n').enumerate() {
        reading.line(line).ok()?;
        if !reading.script.is_empty() {
            return None;
        }
        let said = line.to_ascii_lowercase();
        let rest = said.trim_start();
        if rest.starts_with(begins)
            && let Some(at) = rest.find(has)
        {
            return Some((above + 1, column(line, line.len() - rest.len() + at)));
        }
    }
    None
}

/// Reads one action, as people type it into a running world.
///
/// # Errors
/// What is wrong, with its column; the line is 1.
pub fn parse_action(line: &str, setting: &Setting) -> Result<ScriptedAction, ScenarioError> {
    parse_action_counted(line, setting).0
}

/// Reads one action as [`parse_action`] does, and counts the work in steps.
pub fn parse_action_counted(
    line: &str,
    setting: &Setting,
) -> (Result<ScriptedAction, ScenarioError>, u64) {
    counted(|steps| {
        check_input(line, limits::SCENARIO_BYTES)?;
        let names = Names::new(&setting.names, steps);
        let action = read_action(line, setting, &names, &mut 0);
        action.map_err(|parse_error| place(1, line, parse_error))
    })
}

fn read_action(
    line: &str,
    setting: &Setting,
    names: &Names<'_>,
    clock: &mut Time,
) -> Result<ScriptedAction, ParseError> {
    let mut cursor = Cursor::new(line, names.steps());
    skip_number(&mut cursor);
    let start = cursor;
    let when = moment(&mut cursor)?.unwrap_or_default();
    check_when(when, clock).map_err(|reason| start.parse_error(reason))?;
    let mut sentence = Sentence::new(cursor, names);
    let action = actions::from_text(&mut sentence)?;
    let known = Known { setting, steps: names.steps() };
    actions::check(known, &action).map_err(|problem| {
        let at = sentence.place(problem.field);
        ParseError { at, reason: problem.reason }
    })?;
    Ok(ScriptedAction { when, action })
}

/// What has been read so far.
struct Reading<'s> {
    header: Header<'s>,
    script: Vec<ScriptedAction>,
    clock: Time,
}

impl<'s> Reading<'s> {
    fn new(replicas_max: usize, steps: &'s Steps) -> Self {
        Self { header: Header::new(replicas_max, steps), script: Vec::new(), clock: 0 }
    }

    fn line(&mut self, line: &str) -> Result<(), ParseError> {
        let (_, names) = self.header.setting();
        let mut cursor = Cursor::new(line, names.steps());
        skip_number(&mut cursor);
        if cursor.at_end() {
            return Ok(());
        }
        if self.header.line(cursor, self.script.is_empty())? {
            return Ok(());
        }
        check_count("actions", self.script.len() + 1, limits::ACTIONS)
            .map_err(|reason| cursor.parse_error(reason))?;
        let (setting, names) = self.header.setting();
        self.script.push(read_action(line, setting, names, &mut self.clock)?);
        Ok(())
    }
}

/// Passes over the number of a list's line.
fn skip_number(cursor: &mut Cursor<'_>) {
    cursor.skip_blanks();
    let mut ahead = *cursor;
    let digits = ahead.take_while(|c| c.is_ascii_digit());
    let is_number = !digits.is_empty() && (ahead.eat(".") || ahead.eat(")"));
    if is_number && (ahead.rest().is_empty() || ahead.rest().starts_with(char::is_whitespace)) {
        ahead.skip_blanks();
        *cursor = ahead;
    }
}

/// Reads the moment of an action, if the line names one.
fn moment(cursor: &mut Cursor<'_>) -> Result<Option<When>, ParseError> {
    let when = if cursor.eat("@") {
        When::At(cursor.number("a time in milliseconds")?)
    } else if cursor.eat("+") {
        let start = *cursor;
        let steps = cursor.number("a number of steps")?;
        let steps = u32::try_from(steps).map_err(|_| start.expected("a smaller number"))?;
        When::After(steps)
    } else {
        return Ok(None);
    };
    if !cursor.rest().starts_with(char::is_whitespace) {
        return Err(cursor.expected("a space, then an action"));
    }
    cursor.skip_blanks();
    Ok(Some(when))
}

fn place(number: usize, line: &str, parse_error: ParseError) -> ScenarioError {
    let column = column(line, parse_error.at);
    ScenarioError::new(Place::Text { line: number, column }, parse_error.reason)
}

/// The number of the character that begins at a byte of a line, from 1.
fn column(line: &str, at: usize) -> usize {
    line[..at].chars().count() + 1
}
