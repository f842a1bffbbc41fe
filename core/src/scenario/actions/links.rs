//! What is done to links: `hold A->C`, `open all`, `cut A-C`, `delay A->C 5..20`, `loss A->C 100`,
//! `duplication A->C 100`, `fifo A->C on`, `heal`; and, beside this file, `partition A B | C`.

pub(super) mod partition;

use super::fields::Fields;
use super::sentence::Sentence;
use crate::json::quoted;
use crate::scenario::amounts::{permille, range, range_in_text};
use crate::scenario::bytes::ids::{read_link_id, write_link_id};
use crate::scenario::bytes::{Reader, Writer};
use crate::scenario::checks::{Known, Problem, check_latency, check_link, check_permille};
use crate::scenario::cursor::ParseError;
use crate::scenario::error::{LinkError, ScenarioError};
use crate::scenario::node::Node;
use crate::scenario::node::values::{latency, permille as permille_of, whole};
use crate::scenario::node::writing::{Part, latency as latency_in_json, shown};
use crate::scenario::refs::{Target, links_in_text};
use crate::scenario::words::Words;
use crate::world::action::{Action, LinkChange, LinkSelector};
use crate::world::network::LinkState;
use crate::world::setting::Setting;

/// Reads links that are in a state from now on.
pub(super) fn state_from_text(
    line: &mut Sentence<'_>,
    state: LinkState,
) -> Result<Action, ParseError> {
    Ok(Action::Link { links: line.links()?, change: LinkChange::State(state) })
}

/// Reads links or a message, whichever `hold` is about.
pub(super) fn hold_from_text(line: &mut Sentence<'_>) -> Result<Action, ParseError> {
    line.note("message");
    Ok(match line.names.target(&mut line.cursor)? {
        Target::Links(links) => Action::Link { links, change: LinkChange::State(LinkState::Held) },
        Target::Message(message) => Action::Hold(message),
    })
}

/// Reads `heal`, or `heal A-C`, which is another way to write `open A-C`.
pub(super) fn heal_from_text(line: &mut Sentence<'_>) -> Result<Action, ParseError> {
    if line.cursor.at_end() {
        return Ok(Action::Heal);
    }
    Ok(match line.links()? {
        LinkSelector::All => Action::Heal,
        links => Action::Link { links, change: LinkChange::State(LinkState::Up) },
    })
}

/// Reads `heal` with `true`.
pub(super) fn heal_from_json(fields: &Fields<'_, '_>) -> Result<Action, ScenarioError> {
    fields.only("heal", &[])?;
    fields.is_true("heal")?;
    Ok(Action::Heal)
}

/// Reads `A->C 5..20`.
pub(super) fn delay_from_text(line: &mut Sentence<'_>) -> Result<Action, ParseError> {
    let links = line.links()?;
    line.note("latency");
    let (least, greatest) = range(&mut line.cursor)?;
    Ok(Action::Link { links, change: LinkChange::Latency(least, greatest) })
}

/// Reads links, and parts per thousand.
pub(super) fn permille_from_text(
    line: &mut Sentence<'_>,
    part: &'static str,
    change: fn(u16) -> LinkChange,
) -> Result<Action, ParseError> {
    let links = line.links()?;
    line.note(part);
    let permille = permille(&mut line.cursor)?;
    Ok(Action::Link { links, change: change(permille) })
}

/// Reads `A->C on`.
pub(super) fn fifo_from_text(line: &mut Sentence<'_>) -> Result<Action, ParseError> {
    let links = line.links()?;
    line.cursor.skip_blanks();
    let start = line.cursor;
    let fifo = bool::from_word(line.cursor.word()).map_err(|reason| start.parse_error(reason))?;
    Ok(Action::Link { links, change: LinkChange::Fifo(fifo) })
}

/// Writes what these read.
pub(super) fn to_text(links: LinkSelector, change: LinkChange) -> String {
    let links = links_in_text(links);
    match change {
        LinkChange::State(LinkState::Up) => format!("open {links}"),
        LinkChange::State(LinkState::Held) => format!("hold {links}"),
        LinkChange::State(LinkState::Cut) => format!("cut {links}"),
        LinkChange::Latency(least, greatest) => {
            format!("delay {links} {}", range_in_text(least, greatest))
        }
        LinkChange::Loss(permille) => format!("loss {links} {permille}"),
        LinkChange::Duplicate(permille) => format!("duplication {links} {permille}"),
        LinkChange::Fifo(fifo) => format!("fifo {links} {}", fifo.word()),
    }
}

/// Reads the value of one change.
type ReadChange = fn(&Node<'_>) -> Result<LinkChange, ScenarioError>;

/// What can change about links in JSON, each with what reads its value.
const CHANGES: [(&str, ReadChange); 5] = [
    ("state", |value| value.word().map(LinkChange::State)),
    ("latency", |value| latency(value).map(|(least, most)| LinkChange::Latency(least, most))),
    ("loss", |value| permille_of(value).map(LinkChange::Loss)),
    ("duplicate", |value| permille_of(value).map(LinkChange::Duplicate)),
    ("fifo", |value| value.switch().map(LinkChange::Fifo)),
];

/// Reads what changes about links, one thing after the other.
pub(super) fn from_json(fields: &Fields<'_, '_>) -> Result<Vec<Action>, ScenarioError> {
    let names = CHANGES.map(|(name, _)| name);
    fields.only("link", &names)?;
    let links = whole(fields.field("link")?, |cursor| fields.names.links(cursor))?;
    let mut actions = Vec::new();
    for (name, read) in CHANGES {
        if let Some(value) = fields.object.get(name) {
            actions.push(Action::Link { links, change: read(value)? });
        }
    }
    if actions.is_empty() {
        return Err(fields.expected(&format!("one of {}", names.join(", ")), "none"));
    }
    Ok(actions)
}

/// Writes what [`from_json`] reads.
pub(super) fn to_json(links: LinkSelector, change: LinkChange) -> Vec<Part> {
    let links = match links {
        LinkSelector::One(link) => shown(&link),
        LinkSelector::Both(_) | LinkSelector::All => quoted(&links_in_text(links)),
    };
    let change = match change {
        LinkChange::State(state) => ("state", quoted(state.word())),
        LinkChange::Latency(least, greatest) => ("latency", latency_in_json(least, greatest)),
        LinkChange::Loss(permille) => ("loss", permille.to_string()),
        LinkChange::Duplicate(permille) => ("duplicate", permille.to_string()),
        LinkChange::Fifo(fifo) => ("fifo", fifo.to_string()),
    };
    vec![("link", links), change]
}

/// Which links are meant: what the number of an action in share links says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    One,
    Both,
    All,
}

impl Reach {
    /// Which these are.
    pub(super) fn of(links: LinkSelector) -> Self {
        match links {
            LinkSelector::One(_) => Self::One,
            LinkSelector::Both(_) => Self::Both,
            LinkSelector::All => Self::All,
        }
    }
}

/// What changes about links: what the number says of that; numbers follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    State(LinkState),
    Latency,
    Loss,
    Duplicate,
    Fifo(bool),
}

impl Change {
    /// What this changes.
    pub(super) fn of(change: LinkChange) -> Self {
        match change {
            LinkChange::State(state) => Self::State(state),
            LinkChange::Latency(..) => Self::Latency,
            LinkChange::Loss(_) => Self::Loss,
            LinkChange::Duplicate(_) => Self::Duplicate,
            LinkChange::Fifo(fifo) => Self::Fifo(fifo),
        }
    }
}

/// Writes which links are meant, and the numbers of their change.
pub(super) fn write(
    writer: &mut Writer,
    links: LinkSelector,
    change: LinkChange,
    setting: &Setting,
) {
    if let LinkSelector::One(link) | LinkSelector::Both(link) = links {
        write_link_id(writer, link, setting);
    }
    match change {
        LinkChange::State(_) | LinkChange::Fifo(_) => {}
        LinkChange::Latency(least, greatest) => {
            writer.number(least);
            writer.number(greatest.wrapping_sub(least));
        }
        LinkChange::Loss(permille) | LinkChange::Duplicate(permille) => {
            writer.number(permille.into());
        }
    }
}

/// Reads what [`write`] writes.
pub(super) fn read(
    reader: &mut Reader<'_>,
    reach: Reach,
    change: Change,
    setting: &Setting,
) -> Result<Action, LinkError> {
    let links = match reach {
        Reach::One => LinkSelector::One(read_link_id(reader, setting)?),
        Reach::Both => LinkSelector::Both(read_link_id(reader, setting)?),
        Reach::All => LinkSelector::All,
    };
    let change = match change {
        Change::State(state) => LinkChange::State(state),
        Change::Fifo(fifo) => LinkChange::Fifo(fifo),
        Change::Latency => {
            let least = reader.number()?;
            LinkChange::Latency(least, least.wrapping_add(reader.number()?))
        }
        Change::Loss => LinkChange::Loss(reader.small()?),
        Change::Duplicate => LinkChange::Duplicate(reader.small()?),
    };
    Ok(Action::Link { links, change })
}

/// Checks which links are meant, and what changes about them.
pub(super) fn check(
    known: Known<'_>,
    links: LinkSelector,
    change: LinkChange,
) -> Result<(), Problem> {
    if let LinkSelector::One(link) | LinkSelector::Both(link) = links {
        check_link(known, link).map_err(|reason| Problem::new("link", reason))?;
    }
    match change {
        LinkChange::State(_) | LinkChange::Fifo(_) => Ok(()),
        LinkChange::Latency(least, greatest) => check_latency(least, greatest),
        LinkChange::Loss(permille) => check_permille("loss", permille),
        LinkChange::Duplicate(permille) => check_permille("duplicate", permille),
    }
}
