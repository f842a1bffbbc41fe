//! What people do, in every spelling: text, JSON and share link, each read and written, and what is
//! allowed. Each family of actions has a file, in which these stand side by side.
//!
//! Here is the list of verbs, and for each spelling the way from the verb to its family. There is no
//! way for verbs that are forgotten: every list is of a type that the compiler checks.
//!
//! In text an action is a line:
//!
//! ```text
//! hold A->C            # also open, cut, heal; A->C one way, A-C both ways, all
//! delay A->C 5..20     # also loss A->C 100, duplication A->C 100 (per thousand), fifo A->C on
//! A: lost = wallet     # A: del lost, A: read lost
//! A: list              # all keys
//! ann@C: read lost     # a client of her own
//! ann@C: seen A1 B2 stamp 3: read lost   # what she has seen, if she brings that along; seen none:
//! release A1->C        # also A>C#2 (that link's second message) and next A->C;
//! hold B1->C           # and hold, drop, dup
//! partition A B | C    # heal
//! crash A              # restart A, restart A without disk
//! view A: A B C        # an administrator tells A who the members are; view A: none
//! join D               # join D from A; leave C
//! gossip B->C          # gossip B: with its next one in turn
//! snapshot A->D        # A sends D its whole state
//! skew B -10           # B's own clock is 10 ms behind
//! collect A            # A forgets the tombstones that are stable; collect A all: every one
//! wait 5
//! note What will Carol see?
//! ```
//!
//! `heal` alone opens every link that is cut; `heal A-C` is another way to write `open A-C`.
//!
//! In JSON it is an object with one verb: `put` (with `value`), `get`,
//! `delete` and `list` (`true`), each with `on` and perhaps `as`, and perhaps `seen` (writes, as
//! `["A1", "B2"]`) with `stamp`, for a client that brings its metadata along; `link` (`"A>C"`, `"A-C"`
//! for both ways, `"all"`) with one or more of `state`, `latency`, `loss`, `duplicate` and `fifo`, one
//! after the other at that moment; `release`, `hold`, `drop` and `duplicate` with a message (`"A>C#2"`,
//! `"A1->C"`, or `"next"` with a `link`); `partition` with groups; `heal` with `true`; `crash`;
//! `restart` (perhaps with `disk`: `"keep"` or `"lose"`); `view` with the members and `on`, who is told
//! of them; `join` (perhaps `from`); `leave`; `gossip` (perhaps `with`); `transfer` with a link; `skew`
//! with `ms`, negative for a clock that is behind; `collect` (perhaps with `all`: `true`);
//! `wait` with milliseconds; `note`.
//!
//! In a share link it is a number, and what that leaves open.

mod fields;
mod links;
mod messages;
pub(super) mod numbers;
mod replicas;
mod requests;
mod sentence;
mod time;

pub(super) use fields::Fields;
pub(super) use sentence::Sentence;

use super::checks::{Known, Problem, check_exists};
use super::cursor::ParseError;
use super::error::ScenarioError;
use super::node::writing::{Part, shown};
use super::refs;
use super::words::{SETTINGS, unknown};
use crate::replica::protocol::Op;
use crate::world::action::{Action, LinkChange};
use crate::world::network::LinkState;
use links::partition;
use replicas::members;

/// Makes the type of the verbs from one list, so that none can be missing from another.
macro_rules! verbs {
    ($($(#[$says:meta])* $verb:ident = $word:literal,)*) => {
        /// What an action does: a field of JSON.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Verb {
            $($(#[$says])* $verb,)*
        }

        impl Verb {
            /// Every verb, in the order in which sentences list them.
            pub const ALL: [Self; [$($word),*].len()] = [$(Self::$verb),*];

            /// The field of JSON that names it.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$verb => $word,)*
                }
            }
        }
    };
}

verbs! {
    /// A client stores a value.
    Put = "put",
    /// A client reads the values of a key.
    Get = "get",
    /// A client removes the values of a key.
    Delete = "delete",
    /// A client reads the values of all keys.
    List = "list",
    /// Links change.
    Link = "link",
    /// A message is let go.
    Release = "release",
    /// A message is stopped.
    Hold = "hold",
    /// A message is lost.
    Drop = "drop",
    /// A message gets a copy.
    Duplicate = "duplicate",
    /// Links between groups are cut.
    Partition = "partition",
    /// Links that are cut carry messages again.
    Heal = "heal",
    /// A replica stops.
    Crash = "crash",
    /// It starts again.
    Restart = "restart",
    /// A replica is told who the members are.
    View = "view",
    /// A replica becomes a member.
    Join = "join",
    /// A member leaves for good.
    Leave = "leave",
    /// Replicas tell each other what they have seen.
    Gossip = "gossip",
    /// A replica sends its whole state.
    Transfer = "transfer",
    /// A replica's own clock goes wrong.
    Skew = "skew",
    /// A replica forgets tombstones.
    Collect = "collect",
    /// Time passes.
    Wait = "wait",
    /// A remark.
    Note = "note",
}

impl Verb {
    /// What an action does.
    #[must_use]
    pub fn of(action: &Action) -> Self {
        match action {
            Action::Request { op: Op::Put { .. }, .. } => Self::Put,
            Action::Request { op: Op::Get { .. }, .. } => Self::Get,
            Action::Request { op: Op::Delete { .. }, .. } => Self::Delete,
            Action::Request { op: Op::List, .. } => Self::List,
            Action::Link { .. } => Self::Link,
            Action::Release(_) => Self::Release,
            Action::Hold(_) => Self::Hold,
            Action::Drop(_) => Self::Drop,
            Action::Duplicate(_) => Self::Duplicate,
            Action::Partition { .. } => Self::Partition,
            Action::Heal => Self::Heal,
            Action::Crash(_) => Self::Crash,
            Action::Restart { .. } => Self::Restart,
            Action::View { .. } => Self::View,
            Action::Join { .. } => Self::Join,
            Action::Leave(_) => Self::Leave,
            Action::Gossip { .. } => Self::Gossip,
            Action::Transfer { .. } => Self::Transfer,
            Action::Skew { .. } => Self::Skew,
            Action::Collect { .. } => Self::Collect,
            Action::Wait { .. } => Self::Wait,
            Action::Note { .. } => Self::Note,
        }
    }
}

/// Reads the rest of a line behind its verb.
type ReadLine = fn(&mut Sentence<'_>) -> Result<Action, ParseError>;

/// The words that begin a line of text, as error messages list them; each with other words for it,
/// and with what reads the rest.
const LINES: [(&str, &[&str], ReadLine); 23] = [
    ("hold", &[], links::hold_from_text),
    ("open", &[], |line| links::state_from_text(line, LinkState::Up)),
    ("cut", &[], |line| links::state_from_text(line, LinkState::Cut)),
    ("heal", &[], links::heal_from_text),
    ("delay", &[], links::delay_from_text),
    ("loss", &[], |line| links::permille_from_text(line, "loss", LinkChange::Loss)),
    ("duplication", &[], |line| {
        links::permille_from_text(line, "duplicate", LinkChange::Duplicate)
    }),
    ("fifo", &[], links::fifo_from_text),
    ("release", &[], |line| line.message().map(Action::Release)),
    ("drop", &[], |line| line.message().map(Action::Drop)),
    ("dup", &["duplicate"], |line| line.message().map(Action::Duplicate)),
    ("partition", &[], partition::from_text),
    ("crash", &[], |line| replicas::one_from_text(line, "crash", Action::Crash)),
    ("restart", &[], replicas::restart_from_text),
    ("view", &[], members::view_from_text),
    ("join", &[], members::join_from_text),
    ("leave", &[], |line| replicas::one_from_text(line, "leave", Action::Leave)),
    ("gossip", &[], members::gossip_from_text),
    ("snapshot", &["transfer"], members::transfer_from_text),
    ("skew", &[], replicas::skew_from_text),
    ("collect", &[], replicas::collect_from_text),
    ("wait", &[], time::wait_from_text),
    ("note", &[], time::note_from_text),
];

/// Reads the action of a line.
pub(super) fn from_text(line: &mut Sentence<'_>) -> Result<Action, ParseError> {
    let action = match requests::from_text(line)? {
        Some(request) => request,
        None => verb_from_text(line)?,
    };
    line.cursor.expect_end()?;
    Ok(action)
}

fn verb_from_text(line: &mut Sentence<'_>) -> Result<Action, ParseError> {
    let start = line.cursor;
    let verb = line.cursor.word().to_ascii_lowercase();
    let is_it = |(word, also, _): &&(&str, &[&str], ReadLine)| {
        *word == verb || also.contains(&verb.as_str())
    };
    if let Some((_, _, read)) = LINES.iter().find(is_it) {
        return read(line);
    }
    if verb.is_empty() {
        return Err(start.expected("an action"));
    }
    if line.names.find(&verb).is_ok() {
        return Err(line.cursor.expected("a colon right after the replica"));
    }
    let verbs = LINES.iter().map(|(word, ..)| *word);
    // `gossip` is both.
    let settings = SETTINGS.into_iter().filter(|word| !verbs.clone().any(|verb| verb == *word));
    let known = verbs.clone().chain(["A: key = value"]).chain(settings);
    Err(start.parse_error(unknown("action", start.word_ahead(), known)))
}

/// Writes what [`from_text`] reads.
pub(super) fn to_text(action: &Action) -> String {
    let message = refs::message_in_text;
    match action {
        Action::Request { on, session, op, seen } => {
            requests::to_text(*on, session.as_deref(), op, seen.as_ref())
        }
        Action::Link { links, change } => links::to_text(*links, *change),
        Action::Release(one) => format!("release {}", message(*one)),
        Action::Hold(one) => format!("hold {}", message(*one)),
        Action::Drop(one) => format!("drop {}", message(*one)),
        Action::Duplicate(one) => format!("dup {}", message(*one)),
        Action::Partition { groups } => partition::to_text(groups),
        Action::Heal => "heal".to_owned(),
        Action::Crash(replica) => format!("crash {replica}"),
        Action::Restart { replica, disk } => replicas::restart_to_text(*replica, *disk),
        Action::View { on, members } => members::view_to_text(*on, members),
        Action::Join { replica, from } => members::join_to_text(*replica, *from),
        Action::Leave(replica) => format!("leave {replica}"),
        Action::Gossip { from, with } => members::gossip_to_text(*from, *with),
        Action::Transfer { link } => members::transfer_to_text(*link),
        Action::Skew { replica, ms } => format!("skew {replica} {ms}"),
        Action::Collect { replica, tombstones } => replicas::collect_to_text(*replica, *tombstones),
        Action::Wait { ms } => format!("wait {ms}"),
        Action::Note { text } => time::note_to_text(text),
    }
}

/// What actions in JSON have beside their verbs.
const PARTS: [&str; 16] = [
    "at", "after", "on", "as", "value", "state", "latency", "loss", "fifo", "disk", "from", "with",
    "ms", "seen", "stamp", "all",
];

/// Reads the one verb of an object. `duplicate` is a verb when it names a message and a link's
/// setting when it is a number; `link` is a verb unless it says where the next message is.
pub(super) fn verb_from_json(fields: &Fields<'_, '_>) -> Result<Verb, ScenarioError> {
    let words = Verb::ALL.map(Verb::word);
    fields.object.only(&[&words[..], &PARTS[..]].concat())?;
    let value_of = |verb: &Verb| fields.object.get(verb.word()).map(|value| (*verb, value));
    let found: Vec<_> = Verb::ALL.iter().filter_map(value_of).collect();
    let mut verbs = found.iter().filter(|(verb, value)| match verb {
        Verb::Link => false,
        Verb::Duplicate => value.is_string(),
        _ => true,
    });
    let first = verbs.next();
    if let (Some((first, _)), Some((second, _))) = (first, verbs.next()) {
        let found = format!("`{}` and `{}`", first.word(), second.word());
        return Err(fields.expected("one verb", &found));
    }
    let link = || found.iter().find(|(verb, _)| *verb == Verb::Link);
    let verb = first.or_else(link).map(|(verb, _)| *verb);
    let none = || fields.expected(&format!("a verb, one of {}", words.join(", ")), "none");
    verb.ok_or_else(none)
}

/// Reads what an object with a verb does: several actions, if it changes more than one thing about
/// links.
pub(super) fn from_json(fields: &Fields<'_, '_>, verb: Verb) -> Result<Vec<Action>, ScenarioError> {
    let word = verb.word();
    let action = match verb {
        Verb::Put => requests::put_from_json(fields)?,
        Verb::Get => requests::key_from_json(fields, word, |key| Op::Get { key })?,
        Verb::Delete => requests::key_from_json(fields, word, |key| Op::Delete { key })?,
        Verb::List => requests::list_from_json(fields)?,
        Verb::Link => return links::from_json(fields),
        Verb::Release => messages::from_json(fields, word, Action::Release)?,
        Verb::Hold => messages::from_json(fields, word, Action::Hold)?,
        Verb::Drop => messages::from_json(fields, word, Action::Drop)?,
        Verb::Duplicate => messages::from_json(fields, word, Action::Duplicate)?,
        Verb::Partition => partition::from_json(fields)?,
        Verb::Heal => links::heal_from_json(fields)?,
        Verb::Crash => replicas::one_from_json(fields, word, Action::Crash)?,
        Verb::Restart => replicas::restart_from_json(fields)?,
        Verb::View => members::view_from_json(fields)?,
        Verb::Join => members::join_from_json(fields)?,
        Verb::Leave => replicas::one_from_json(fields, word, Action::Leave)?,
        Verb::Gossip => members::gossip_from_json(fields)?,
        Verb::Transfer => members::transfer_from_json(fields)?,
        Verb::Skew => replicas::skew_from_json(fields)?,
        Verb::Collect => replicas::collect_from_json(fields)?,
        Verb::Wait => time::wait_from_json(fields)?,
        Verb::Note => time::note_from_json(fields)?,
    };
    Ok(vec![action])
}

/// Writes the verb, and what belongs to it.
pub(super) fn to_json(action: &Action) -> Vec<Part> {
    let verb = Verb::of(action).word();
    match action {
        Action::Request { on, session, op, seen } => {
            requests::to_json(*on, session.as_deref(), op, seen.as_ref())
        }
        Action::Link { links, change } => links::to_json(*links, *change),
        Action::Release(message)
        | Action::Hold(message)
        | Action::Drop(message)
        | Action::Duplicate(message) => messages::to_json(verb, *message),
        Action::Partition { groups } => partition::to_json(groups),
        Action::Heal => vec![(verb, "true".to_owned())],
        Action::Crash(replica) | Action::Leave(replica) => vec![(verb, shown(replica))],
        Action::Collect { replica, tombstones } => replicas::collect_to_json(*replica, *tombstones),
        Action::Restart { replica, disk } => replicas::restart_to_json(*replica, *disk),
        Action::View { on, members } => members::view_to_json(*on, members),
        Action::Join { replica, from } => members::join_to_json(*replica, *from),
        Action::Gossip { from, with } => members::gossip_to_json(*from, *with),
        Action::Transfer { link } => vec![(verb, shown(link))],
        Action::Skew { replica, ms } => replicas::skew_to_json(*replica, *ms),
        Action::Wait { ms } => vec![(verb, ms.to_string())],
        Action::Note { text } => time::note_to_json(text),
    }
}

/// Checks an action against the limits and against the replicas that there are.
pub(super) fn check(known: Known<'_>, action: &Action) -> Result<(), Problem> {
    let verb = Verb::of(action).word();
    match action {
        Action::Request { on, session, op, seen } => {
            requests::check(known, *on, session.as_deref(), op, seen.as_ref())
        }
        Action::Link { links, change } => links::check(known, *links, *change),
        Action::Release(message)
        | Action::Hold(message)
        | Action::Drop(message)
        | Action::Duplicate(message) => messages::check(known, *message),
        Action::Partition { groups } => partition::check(known, groups),
        Action::Heal => Ok(()),
        Action::Crash(replica)
        | Action::Restart { replica, .. }
        | Action::Leave(replica)
        | Action::Collect { replica, .. } => check_exists(known, verb, *replica),
        Action::View { on, members } => members::check_view(known, *on, members),
        Action::Join { replica, from } => members::check_join(known, *replica, *from),
        Action::Gossip { from, with } => members::check_gossip(known, *from, *with),
        Action::Transfer { link } => members::check_transfer(known, *link),
        Action::Skew { replica, ms } => replicas::check_skew(known, *replica, *ms),
        Action::Wait { ms } => time::check_wait(*ms),
        Action::Note { text } => time::check_note(text),
    }
}
