//! Groups that hear nothing of each other: `partition A B | C`.

use crate::clock::ReplicaId;
use crate::scenario::actions::fields::Fields;
use crate::scenario::actions::sentence::Sentence;
use crate::scenario::bytes::ids::{read_replicas, write_replicas};
use crate::scenario::bytes::{Reader, Writer};
use crate::scenario::checks::{Known, Problem, check_replica};
use crate::scenario::cursor::ParseError;
use crate::scenario::error::{LinkError, Reason, ScenarioError};
use crate::scenario::limits;
use crate::scenario::node::Node;
use crate::scenario::node::values::replica;
use crate::scenario::node::writing::{Part, replicas};
use crate::scenario::refs::replicas_in_text;
use crate::world::action::Action;

/// Reads groups with `|` between them.
pub(in crate::scenario::actions) fn from_text(
    line: &mut Sentence<'_>,
) -> Result<Action, ParseError> {
    line.note("partition");
    let mut groups = vec![Vec::new()];
    while !line.cursor.at_end() {
        line.cursor.skip_blanks();
        if line.cursor.eat("|") {
            groups.push(Vec::new());
            continue;
        }
        line.cursor.eat(",");
        let replica = line.names.replica(&mut line.cursor)?;
        if let Some(group) = groups.last_mut() {
            group.push(replica);
        }
    }
    Ok(Action::Partition { groups })
}

/// Writes what [`from_text`] reads.
pub(in crate::scenario::actions) fn to_text(groups: &[Vec<ReplicaId>]) -> String {
    let groups = groups.iter().map(|group| replicas_in_text(group));
    format!("partition {}", groups.collect::<Vec<_>>().join(" | "))
}

/// Reads lists of replicas.
pub(in crate::scenario::actions) fn from_json(
    fields: &Fields<'_, '_>,
) -> Result<Action, ScenarioError> {
    fields.only("partition", &[])?;
    let groups = fields.field("partition")?.array("groups", limits::REPLICAS)?;
    let group = |group: &Node<'_>| {
        let members = group.array("replicas", limits::REPLICAS)?;
        members.iter().map(|member| replica(member, fields.names)).collect()
    };
    let groups = groups.iter().map(group).collect::<Result<_, ScenarioError>>()?;
    Ok(Action::Partition { groups })
}

/// Writes what [`from_json`] reads.
pub(in crate::scenario::actions) fn to_json(groups: &[Vec<ReplicaId>]) -> Vec<Part> {
    let groups: Vec<String> = groups.iter().map(|group| replicas(group)).collect();
    vec![("partition", format!("[{}]", groups.join(", ")))]
}

/// Writes how many groups there are, and each.
pub(in crate::scenario::actions) fn write(writer: &mut Writer, groups: &[Vec<ReplicaId>]) {
    writer.size(groups.len());
    groups.iter().for_each(|group| write_replicas(writer, group));
}

/// Reads what [`write`] writes.
pub(in crate::scenario::actions) fn read(reader: &mut Reader<'_>) -> Result<Action, LinkError> {
    let groups = (0..reader.count()?).map(|_| read_replicas(reader));
    Ok(Action::Partition { groups: groups.collect::<Result<_, _>>()? })
}

/// Checks that there are groups, and that nobody is in two of them.
pub(in crate::scenario::actions) fn check(
    known: Known<'_>,
    groups: &[Vec<ReplicaId>],
) -> Result<(), Problem> {
    check_groups(known, groups).map_err(|reason| Problem::new("partition", reason))
}

fn check_groups(known: Known<'_>, groups: &[Vec<ReplicaId>]) -> Result<(), Reason> {
    if groups.is_empty() || groups.iter().any(Vec::is_empty) {
        return Err(Reason::EmptyGroup);
    }
    known.steps.count(known.setting.names.len());
    let mut is_in_one = vec![false; known.setting.names.len()];
    for &replica in groups.iter().flatten() {
        check_replica(known, replica)?;
        if std::mem::replace(&mut is_in_one[replica.index()], true) {
            return Err(Reason::InTwoGroups { replica });
        }
    }
    Ok(())
}
