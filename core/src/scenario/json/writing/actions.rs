//! Writes what one action does as fields.

use super::{Part, great_number, latency, replicas, shown};
use crate::clock::{Dot, ReplicaId};
use crate::json::quoted;
use crate::replica::protocol::{Disk, Op};
use crate::scenario::words::Words;
use crate::world::action::{Action, LinkChange, LinkSelector, MessageRef, Metadata};

/// The verb and what belongs to it.
pub(super) fn action_parts(action: &Action) -> Vec<Part> {
    match action {
        Action::Request { on, session, op, seen } => {
            let mut parts = request(*on, session.as_deref(), op);
            parts.extend(seen.iter().flat_map(metadata));
            parts
        }
        Action::Link { links, change } => vec![("link", selector(*links)), link_change(*change)],
        Action::Release(message) => message_parts("release", *message),
        Action::Hold(message) => message_parts("hold", *message),
        Action::Drop(message) => message_parts("drop", *message),
        Action::Duplicate(message) => message_parts("duplicate", *message),
        Action::Partition { groups } => {
            let groups: Vec<String> = groups.iter().map(|group| replicas(group)).collect();
            vec![("partition", format!("[{}]", groups.join(", ")))]
        }
        Action::Heal => vec![("heal", "true".to_owned())],
        Action::Crash(replica) => vec![("crash", shown(replica))],
        Action::Restart { replica, disk } => restart(*replica, *disk),
        Action::View { on, members } => vec![("view", replicas(members)), ("on", shown(on))],
        Action::Join { replica, from } => pair(("join", *replica), "from", *from),
        Action::Leave(replica) => vec![("leave", shown(replica))],
        Action::Gossip { from, with } => pair(("gossip", *from), "with", *with),
        Action::Transfer { link } => vec![("transfer", shown(link))],
        Action::Skew { replica, ms } => vec![("skew", shown(replica)), ("ms", ms.to_string())],
        Action::Wait { ms } => vec![("wait", ms.to_string())],
        Action::Note { text } => vec![("note", quoted(text))],
    }
}

fn request(on: ReplicaId, client: Option<&str>, op: &Op) -> Vec<Part> {
    let mut parts = match op {
        Op::Put { key, .. } => vec![("put", quoted(key))],
        Op::Get { key } => vec![("get", quoted(key))],
        Op::Delete { key } => vec![("delete", quoted(key))],
        Op::List => vec![("list", "true".to_owned())],
    };
    if let Op::Put { value, .. } = op {
        parts.push(("value", quoted(value)));
    }
    parts.push(("on", shown(&on)));
    parts.extend(client.map(|client| ("as", quoted(client))));
    parts
}

fn metadata(Metadata { vector, stamp }: &Metadata) -> Vec<Part> {
    let dots = vector.iter().map(|(actor, counter)| shown(&Dot::new(actor, counter)));
    let dots = dots.collect::<Vec<_>>().join(", ");
    let stamp = (*stamp > 0).then(|| ("stamp", great_number(*stamp)));
    [("seen", format!("[{dots}]"))].into_iter().chain(stamp).collect()
}

fn link_change(change: LinkChange) -> Part {
    match change {
        LinkChange::State(state) => ("state", quoted(state.word())),
        LinkChange::Latency(least, greatest) => ("latency", latency(least, greatest)),
        LinkChange::Loss(permille) => ("loss", permille.to_string()),
        LinkChange::Duplicate(permille) => ("duplicate", permille.to_string()),
        LinkChange::Fifo(fifo) => ("fifo", fifo.to_string()),
    }
}

fn message_parts(verb: &'static str, message: MessageRef) -> Vec<Part> {
    match message {
        MessageRef::Next(link) => vec![(verb, quoted("next")), ("link", shown(&link))],
        named => vec![(verb, shown(&named))],
    }
}

fn selector(links: LinkSelector) -> String {
    match links {
        LinkSelector::One(link) => shown(&link),
        LinkSelector::Both(link) => format!("\"{}-{}\"", link.from, link.to),
        LinkSelector::All => quoted("all"),
    }
}

fn restart(replica: ReplicaId, disk: Disk) -> Vec<Part> {
    let mut parts = vec![("restart", shown(&replica))];
    if disk != Disk::default() {
        parts.push(("disk", quoted(disk.word())));
    }
    parts
}

/// A verb's replica, and another if there is one.
fn pair(
    (verb, replica): (&'static str, ReplicaId),
    name: &'static str,
    other: Option<ReplicaId>,
) -> Vec<Part> {
    let mut parts = vec![(verb, shown(&replica))];
    parts.extend(other.map(|other| (name, shown(&other))));
    parts
}
