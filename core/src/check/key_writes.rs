//! The writes of each key in truth, and which of them replace which: kept so that what a session
//! knows of a key is found without looking at all that was ever written to it.

use litemap::LiteMap;

use crate::history::{CausalPast, HappensBefore, MadeWrite, WriteId};
use crate::paged_map::PagedMap;
use crate::replica::protocol::{Conflicts, Key, Protocol, Sessions, Write};

/// What replaces what under the policy of a run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Policy {
    /// Whether concurrent values stay side by side.
    pub(super) keeps_siblings: bool,
    /// Whether a put replaces what its session has seen, rather than what its replica has.
    by_session: bool,
}

impl Policy {
    pub(super) fn of(protocol: &Protocol) -> Self {
        Self {
            keeps_siblings: protocol.conflicts == Conflicts::Siblings,
            by_session: protocol.sessions != Sessions::Off,
        }
    }

    /// Of the writes of its key, those that a write comes after and so replaces whatever else there
    /// is. Under `siblings` that is what its author had read: the session, or with sessions off the
    /// replica. Under the other policies it is everything that happens before it.
    pub(super) fn replaces(self, made: &MadeWrite) -> &CausalPast {
        match (self.keeps_siblings, self.by_session) {
            (true, true) => &made.known_to_session,
            (true, false) => &made.past,
            (false, _) => made.past_for_clients(),
        }
    }
}

/// The writes of every key.
#[derive(Clone, Debug, Default)]
pub(super) struct KeyIndex {
    position: PagedMap<Key, usize>,
    keys: Vec<KeyWrites>,
}

impl KeyIndex {
    /// A write has been made.
    pub(super) fn push(&mut self, judge: &HappensBefore, policy: Policy, made: &MadeWrite) {
        let key = &made.write.key;
        let position = self.position.get(key).copied().unwrap_or_else(|| {
            self.position.insert(Key::clone(key), self.keys.len());
            self.keys.push(KeyWrites::default());
            self.keys.len() - 1
        });
        self.keys[position].push(judge, policy, made);
    }

    /// The writes of one key; `None` if nobody has written it.
    pub(super) fn get(&self, key: &Key) -> Option<&KeyWrites> {
        self.position.get(key).map(|position| &self.keys[*position])
    }

    /// All keys in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&Key, &KeyWrites)> + '_ {
        self.position.iter().map(|(key, position)| (key, &self.keys[*position]))
    }
}

/// The writes of one key, by incarnation.
#[derive(Clone, Debug, Default)]
pub(super) struct KeyWrites {
    all: LiteMap<usize, Line>,
    deletes: LiteMap<usize, Line>,
}

impl KeyWrites {
    fn push(&mut self, judge: &HappensBefore, policy: Policy, made: &MadeWrite) {
        let incarnation = made.id.incarnation;
        self.all.entry(incarnation).or_default().push(judge, policy, made);
        if is_delete(&made.write) {
            self.deletes.entry(incarnation).or_default().push(judge, policy, made);
        }
    }

    /// The writes of each incarnation, in order.
    pub(super) fn lines(&self) -> impl Iterator<Item = (usize, &Line)> + '_ {
        self.all.iter().map(|(incarnation, line)| (*incarnation, line))
    }

    /// The deletes among them.
    pub(super) fn deletes(&self) -> impl Iterator<Item = (usize, &Line)> + '_ {
        self.deletes.iter().map(|(incarnation, line)| (*incarnation, line))
    }
}

/// Writes of one key and one incarnation, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Line(Vec<Entry>);

#[derive(Clone, Debug)]
struct Entry {
    number: u32,
    /// What this write and those before it in the line replace, if that is more than what this one
    /// does.
    replaced: Option<CausalPast>,
}

impl Line {
    fn push(&mut self, judge: &HappensBefore, policy: Policy, made: &MadeWrite) {
        let WriteId { incarnation, number } = made.id;
        let own = policy.replaces(made);
        // Without siblings an author's later write comes after its earlier ones, and replaces more.
        let last = self.0.last().filter(|_| policy.keeps_siblings).map(|last| last.number);
        let before = last.and_then(|last| self.replaced_up_to(judge, policy, incarnation, last));
        let replaced = before.filter(|before| !own.includes(before)).map(|before| {
            let mut both = before.clone();
            both.merge(own);
            both
        });
        self.0.push(Entry { number, replaced });
    }

    /// How many have no greater number than this; mostly all of them.
    fn n_up_to(&self, last: u32) -> usize {
        match self.0.last() {
            Some(entry) if entry.number > last => {
                self.0.partition_point(|entry| entry.number <= last)
            }
            _ => self.0.len(),
        }
    }

    /// The numbers above one, up to another and that one too.
    pub(super) fn between(&self, above: u32, last: u32) -> impl DoubleEndedIterator<Item = u32> {
        let from = self.n_up_to(above);
        let to = self.n_up_to(last);
        self.0[from.min(to)..to].iter().map(|entry| entry.number)
    }

    /// The greatest number up to one.
    pub(super) fn last_up_to(&self, last: u32) -> Option<u32> {
        let to = self.n_up_to(last);
        self.0[..to].last().map(|entry| entry.number)
    }

    /// What the writes up to a number replace, all together.
    pub(super) fn replaced_up_to<'a>(
        &'a self,
        judge: &'a HappensBefore,
        policy: Policy,
        incarnation: usize,
        last: u32,
    ) -> Option<&'a CausalPast> {
        let to = self.n_up_to(last);
        let Entry { number, replaced } = self.0[..to].last()?;
        let own =
            || judge.at(WriteId { incarnation, number: *number }).map(|made| policy.replaces(made));
        replaced.as_ref().or_else(own)
    }
}

pub(super) fn is_delete(write: &Write) -> bool {
    write.value.is_none()
}
