//! What a client that brings its metadata along has seen: writes, and perhaps a stamp.

use crate::clock::{Actor, Dot, VersionVector};
use crate::scenario::actions::fields::Fields;
use crate::scenario::actions::sentence::Sentence;
use crate::scenario::bytes::ids::{read_replica, write_replica};
use crate::scenario::bytes::{Reader, Writer};
use crate::scenario::checks::{Known, Problem, check_length, check_replica};
use crate::scenario::cursor::{Cursor, ParseError};
use crate::scenario::error::{LinkError, ScenarioError};
use crate::scenario::limits;
use crate::scenario::node::Node;
use crate::scenario::node::values::great_number;
use crate::scenario::node::writing::{Part, great_number as great_number_in_json, shown};
use crate::world::action::Metadata;
use crate::world::setting::Setting;

/// Reads `seen A1 B2:`, `seen A1 stamp 7:` or `seen none:`, if no `=` follows the first word: keys
/// may begin like this too.
pub(super) fn from_text(line: &mut Sentence<'_>) -> Result<Option<Metadata>, ParseError> {
    line.note("seen");
    let (mut word, mut token) = (line.cursor, line.cursor);
    token.token();
    token.skip_blanks();
    let is_key = token.rest().starts_with('=');
    if is_key || !eat_word(&mut word, "seen") || word.rest().is_empty() {
        return Ok(None);
    }
    line.cursor = word;
    let mut dots = Vec::new();
    if !eat_word(&mut line.cursor, "none") {
        while let Some(dot) = line.names.dot(&mut line.cursor)? {
            dots.push(dot);
            line.cursor.skip_blanks();
        }
    }
    line.names.steps().count_sorting(dots.len());
    let mut seen = Metadata { vector: VersionVector::covering(dots), ..Metadata::default() };
    if eat_word(&mut line.cursor, "stamp") {
        line.note("stamp");
        seen.stamp = line.cursor.number("a stamp")?;
        line.cursor.skip_blanks();
    }
    if line.cursor.eat(":") {
        Ok(Some(seen))
    } else {
        Err(line.cursor.expected("a write, as A1, or a colon"))
    }
}

/// Passes over a word and the white space behind it, if it is the next thing.
fn eat_word(cursor: &mut Cursor<'_>, word: &str) -> bool {
    let mut ahead = *cursor;
    let is_it = ahead.word().eq_ignore_ascii_case(word);
    if is_it {
        ahead.skip_blanks();
        *cursor = ahead;
    }
    is_it
}

/// Writes what stands between `seen` and the colon.
pub(super) fn to_text(Metadata { vector, stamp }: &Metadata) -> String {
    let dots = vector.iter().map(|(actor, counter)| Dot::new(actor, counter).to_string());
    let mut parts: Vec<String> = dots.collect();
    if parts.is_empty() {
        parts.push("none".to_owned());
    }
    if *stamp > 0 {
        parts.push(format!("stamp {stamp}"));
    }
    parts.join(" ")
}

/// Reads `seen` and `stamp`.
pub(super) fn from_json(fields: &Fields<'_, '_>) -> Result<Option<Metadata>, ScenarioError> {
    let (seen, stamp) = (fields.optional("seen"), fields.object.get("stamp"));
    let Some(seen) = seen else {
        return stamp.map_or(Ok(None), |stamp| Err(stamp.expected("`seen` beside a stamp")));
    };
    let writes = seen.array("writes", usize::from(u16::MAX))?;
    fields.names.steps().count_sorting(writes.len());
    let dots = writes.iter().map(|write| dot_from_json(fields, write));
    let vector = VersionVector::covering(dots.collect::<Result<_, ScenarioError>>()?);
    let stamp = stamp.map_or(Ok(0), great_number)?;
    Ok(Some(Metadata { vector, stamp }))
}

fn dot_from_json(fields: &Fields<'_, '_>, node: &Node<'_>) -> Result<Dot, ScenarioError> {
    let name = node.string()?;
    let mut cursor = Cursor::new(&name, fields.names.steps());
    let dot = fields.names.dot(&mut cursor).ok().flatten();
    dot.filter(|_| cursor.rest().is_empty()).ok_or_else(|| node.expected("a write, as \"A1\""))
}

/// Writes `seen`, and `stamp` if there is one.
pub(super) fn to_json(Metadata { vector, stamp }: &Metadata) -> Vec<Part> {
    let dots = vector.iter().map(|(actor, counter)| shown(&Dot::new(actor, counter)));
    let dots = dots.collect::<Vec<_>>().join(", ");
    let stamp = (*stamp > 0).then(|| ("stamp", great_number_in_json(*stamp)));
    [("seen", format!("[{dots}]"))].into_iter().chain(stamp).collect()
}

/// Writes the stamp, how many actors there are, and each with its counter.
pub(super) fn write(writer: &mut Writer, Metadata { vector, stamp }: &Metadata) {
    writer.number(*stamp);
    writer.size(vector.iter().count());
    for (actor, counter) in vector.iter() {
        write_replica(writer, actor.replica);
        writer.number(actor.incarnation.into());
        writer.number(counter.into());
    }
}

/// Reads metadata about replicas that there are: a vector has room for all before its last. Later
/// incarnations are in order, as they are written: each comes behind those before it.
pub(super) fn read(reader: &mut Reader<'_>, setting: &Setting) -> Result<Metadata, LinkError> {
    let mut seen = Metadata { stamp: reader.number()?, ..Metadata::default() };
    for _ in 0..reader.count()? {
        let (replica, incarnation) = (read_replica(reader)?, reader.small()?);
        let actor = Actor { replica, incarnation };
        let before = seen.vector.later_entries().last();
        let in_order = incarnation == 0 || before.is_none_or(|(before, _)| *before < actor);
        if !setting.has(replica) || !in_order {
            return Err(LinkError::Senseless);
        }
        seen.vector.include(Dot::new(actor, reader.small()?));
    }
    Ok(seen)
}

/// Checks what a client has seen.
pub(super) fn check(known: Known<'_>, seen: &Metadata) -> Result<(), Problem> {
    let problem = |reason| Problem::new("seen", reason);
    let mut n_marks = 0;
    for (actor, _) in seen.vector.iter() {
        check_replica(known, actor.replica).map_err(problem)?;
        n_marks += usize::from(actor.incarnation);
    }
    // A link says 65,535 lost disks in three bytes, and a text in as many apostrophes.
    check_length("list of writes seen", n_marks, limits::SCENARIO_BYTES, "apostrophes")
        .map_err(problem)
}
