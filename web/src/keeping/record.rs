//! The record of a visit: which branches there are, and the place in each.

use std::rc::Rc;

use causal_core::clock::ReplicaId;
use causal_core::world::event::EventId;
use causal_core::world::network::{LinkId, MessageId};
use serde::{Deserialize, Serialize};

use super::stash::{from_latin1, to_latin1};
use crate::model::{
    BRANCHES_MAX, Branch, BranchId, BranchRun, Branches, Draft, NAME_CHARS, Origin, Place,
    Selection,
};

/// The version of the record; a record of another one is not read.
const FORMAT: u8 = 1;
/// The greatest number of a branch: what is greater has been damaged.
const NUMBER_MAX: u32 = u32::MAX / 2;

#[derive(Serialize, Deserialize)]
struct Record {
    format: u8,
    /// The title of the run on show, otherwise the name of its tab.
    title: String,
    shown: u32,
    tabs: Vec<Tab>,
}

#[derive(Serialize, Deserialize)]
struct Tab {
    id: u32,
    name: String,
    turn: u32,
    stop: u32,
    furthest: u32,
    selection: Option<Pointed>,
    focus: Option<u32>,
    drafts: Vec<[String; 3]>,
    address: Option<String>,
    inviting: bool,
    origin: u8,
}

#[derive(Serialize, Deserialize)]
enum Pointed {
    Event(u32),
    Message(u16, u16, u32),
}

/// What can be said of a visit without its runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glimpse {
    /// The title of the run that was on show, otherwise the name of its tab.
    pub title: String,
    /// How many branches there are.
    pub n_branches: usize,
    /// Whether there is anything in it that no button brings again.
    pub is_worth_resuming: bool,
}

/// The record of a visit.
#[must_use]
pub fn write(branches: &Branches) -> String {
    let shown = branches.on_show();
    let title = shown.run.here().map(|run| run.title()).unwrap_or_default();
    let record = Record {
        format: FORMAT,
        title: if title.is_empty() { shown.name.to_string() } else { title.to_owned() },
        shown: branches.shown().0,
        tabs: branches.tabs().iter().map(tab).collect(),
    };
    to_latin1(&postcard::to_allocvec(&record).unwrap_or_default())
}

/// The branches of a record, as far as their links are there; none if it cannot be read.
#[must_use]
pub fn read(record: &str, link_of: impl Fn(BranchId) -> Option<String>) -> Option<Branches> {
    let Record { shown, tabs, .. } = parse(record)?;
    let mut branches: Vec<Branch> = Vec::new();
    for tab in tabs.into_iter().take(BRANCHES_MAX) {
        let id = BranchId(tab.id);
        let link = link_of(id).filter(|_| branches.iter().all(|branch| branch.id != id));
        branches.extend(link.map(|link| branch(tab, link.into())));
    }
    let last = branches.iter().max_by_key(|branch| branch.turn)?.id;
    let is_there = branches.iter().any(|branch| branch.id.0 == shown);
    Some(Branches::kept(branches, if is_there { BranchId(shown) } else { last }))
}

/// What can be said of a record; none if it cannot be read.
#[must_use]
pub fn glimpse(record: &str) -> Option<Glimpse> {
    let Record { title, tabs, .. } = parse(record)?;
    let is_worth_resuming = tabs.iter().any(|tab| origin(tab.origin) == Origin::Elsewhere);
    Some(Glimpse { title, n_branches: tabs.len(), is_worth_resuming })
}

fn parse(record: &str) -> Option<Record> {
    let mut record: Record = postcard::from_bytes(&from_latin1(record)?).ok()?;
    record.tabs.retain(|tab| tab.id.max(tab.turn) <= NUMBER_MAX);
    (record.format == FORMAT).then_some(record)
}

fn tab(branch: &Branch) -> Tab {
    let Place { stop, furthest, selection, focus, drafts, address, inviting, origin } =
        &branch.place;
    let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Tab {
        id: branch.id.0,
        name: branch.name.to_string(),
        turn: branch.turn,
        stop: number(*stop),
        furthest: number(*furthest),
        selection: selection.map(|selection| match selection {
            Selection::Event(event) => Pointed::Event(event.0),
            Selection::Message(MessageId { link, number }) => {
                Pointed::Message(link.from.0, link.to.0, number)
            }
        }),
        focus: focus.map(|event| event.0),
        drafts: drafts
            .iter()
            .map(|draft| [&draft.key, &draft.value, &draft.client].map(ToString::to_string))
            .collect(),
        address: address.as_ref().map(ToString::to_string),
        inviting: *inviting,
        origin: match origin {
            Origin::Button => 1,
            Origin::Script => 2,
            Origin::Elsewhere => 0,
        },
    }
}

fn branch(tab: Tab, link: Rc<str>) -> Branch {
    let draft = |[key, value, client]: [String; 3]| Draft {
        key: key.into(),
        value: value.into(),
        client: client.into(),
        error: None,
    };
    let place = Place {
        stop: tab.stop as usize,
        furthest: tab.furthest as usize,
        selection: tab.selection.map(|pointed| match pointed {
            Pointed::Event(event) => Selection::Event(EventId(event)),
            Pointed::Message(from, to, number) => Selection::Message(MessageId {
                link: LinkId { from: ReplicaId(from), to: ReplicaId(to) },
                number,
            }),
        }),
        focus: tab.focus.map(EventId),
        drafts: Rc::new(tab.drafts.into_iter().map(draft).collect()),
        address: tab.address.map(Rc::from),
        inviting: tab.inviting,
        origin: origin(tab.origin),
    };
    let name: String = tab.name.chars().take(NAME_CHARS).collect();
    let run = BranchRun::Link(link);
    Branch { id: BranchId(tab.id), name: name.into(), run, place, turn: tab.turn }
}

fn origin(number: u8) -> Origin {
    match number {
        1 => Origin::Button,
        2 => Origin::Script,
        _ => Origin::Elsewhere,
    }
}
