//! A replica's view model: what its card shows at the cursor, ready to be placed.

use std::rc::Rc;

use causal_core::check::Finding;
use causal_core::clock::{Dot, ReplicaId};
use causal_core::history::{InboxEntry, Moment, ReplicaMoment};
use causal_core::paged_vec::PagedVec;
use causal_core::replica::protocol::{Key, Phase, RequestId};
use causal_core::run::Run;
use causal_core::sorted::sorted_by_key;
use causal_core::world::event::EventId;
use causal_core::world::network::MessageId;

use super::clients::{AnswerLine, answers};
use super::waiting_card::WaitingCard;
use crate::words;

/// One replica at one moment. Comparing two costs little, so that a card renders only on change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplicaCard {
    /// The replica that is shown.
    pub id: ReplicaId,
    /// The replica's name.
    pub name: Rc<str>,
    /// Its vector: letter and counter of each.
    pub vector: Vec<(String, u32)>,
    /// The same for those who listen.
    pub vector_in_words: Rc<str>,
    /// The keys with their siblings.
    pub values: Vec<KeyLine>,
    /// What waits here, writes and requests, in the order in which they came.
    pub inbox: Vec<Rc<WaitingCard>>,
    /// What was thrown away here, newest last, with whether that was wrong.
    pub discarded: Vec<(EventId, Rc<str>, bool)>,
    /// What clients were answered since somebody asked here last.
    pub answers: Vec<AnswerLine>,
    /// The violations so far, with the event.
    pub violations: Vec<(EventId, Rc<str>)>,
    /// Whether the replica is up.
    pub runs: bool,
    /// What part it takes.
    pub phase: Phase,
    /// What is unusual about it, if anything.
    pub state: Option<Rc<str>>,
    /// How many of its things are left out, for there are too many to be drawn each time.
    pub left_out: LeftOut,
    /// Whether somebody has asked for all of them.
    pub is_whole: bool,
}

/// How many things a card leaves out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Keys, the last ones in order.
    pub keys: usize,
    /// What waits, the last to come.
    pub waiting: usize,
    /// What was thrown away, the first ones.
    pub discarded: usize,
    /// Violations, the first ones.
    pub violations: usize,
}

/// How many keys a card shows that is not whole.
const KEYS: usize = 40;
/// How many of those that wait.
const WAITING: usize = 12;
/// How many of the writes that were thrown away, and of the violations.
const PAST: usize = 8;

/// A key with its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyLine {
    /// The key that the line is about.
    pub key: Rc<str>,
    /// Its siblings: who wrote what.
    pub siblings: Vec<(Dot, Rc<str>)>,
}

/// The cards of all replicas; whole are those that somebody has asked for.
pub(super) fn replica_cards(
    run: &Run,
    moment: &Moment,
    findings: &PagedVec<Finding>,
    whole: &[ReplicaId],
) -> Rc<Vec<Rc<ReplicaCard>>> {
    let mut found = vec![Vec::new(); moment.replicas.len()];
    let so_far = findings.partition_point(|finding| finding.event.index() < moment.position);
    for finding in findings.range(0..so_far) {
        found[finding.at.index()].push(finding);
    }
    let card = |(id, found): (ReplicaId, Vec<&Finding>)| {
        Rc::new(replica_card(run, moment, &found, id, whole.contains(&id)))
    };
    Rc::new(moment.setting().replicas().zip(found).map(card).collect())
}

fn replica_card(
    run: &Run,
    moment: &Moment,
    found: &[&Finding],
    id: ReplicaId,
    is_whole: bool,
) -> ReplicaCard {
    let setting = moment.setting();
    let replica = &moment.replicas[id.index()];
    let most = |most: usize| if is_whole { usize::MAX } else { most };
    let queue = queue(moment, replica);
    let (values, keys) = shown(replica, most(KEYS));
    let left_out = LeftOut {
        keys,
        waiting: queue.len().saturating_sub(most(WAITING)),
        discarded: replica.discarded.len().saturating_sub(most(PAST)),
        violations: found.len().saturating_sub(most(PAST)),
    };
    let waiting = queue.into_iter().take(most(WAITING));
    ReplicaCard {
        id,
        name: setting.name(id).into(),
        vector: words::vector(&replica.seen, setting),
        vector_in_words: words::vector_in_words(&replica.seen, setting).into(),
        values,
        inbox: waiting.filter_map(|(_, one)| one.card(run, moment, id)).map(Rc::new).collect(),
        discarded: replica.discarded[left_out.discarded..]
            .iter()
            .map(|(event, write, why)| {
                let entry = replica.seen.get(write.dot.actor);
                let is_wrong = found.iter().any(|finding| finding.event == *event);
                (*event, words::discarded(write, *why, entry).into(), is_wrong)
            })
            .collect(),
        answers: answers(run, moment, replica),
        violations: found[left_out.violations..]
            .iter()
            .map(|finding| (finding.event, words::violation(finding, run).into()))
            .collect(),
        runs: replica.runs,
        phase: replica.phase,
        state: words::machine(replica, setting).map(Rc::from),
        left_out,
        is_whole,
    }
}

/// Something that waits at a replica.
#[derive(Clone, Copy)]
enum Waits<'a> {
    Write(&'a InboxEntry),
    Request(RequestId),
}

impl Waits<'_> {
    fn card(self, run: &Run, moment: &Moment, at: ReplicaId) -> Option<WaitingCard> {
        match self {
            Self::Write(entry) => Some(WaitingCard::of(run, moment, at, entry)),
            Self::Request(request) => WaitingCard::of_request(run, moment, at, request),
        }
    }
}

/// What waits at a replica, with the event since which it does, in that order.
fn queue<'a>(moment: &'a Moment, replica: &'a ReplicaMoment) -> Vec<(EventId, Waits<'a>)> {
    let writes = replica.inbox.iter().map(|entry| (entry.received, Waits::Write(entry)));
    let requests = replica.parked.iter().filter_map(|(request, _)| {
        Some((moment.clients.open(*request)?.parked?, Waits::Request(*request)))
    });
    // Both are in order: going backwards through the few requests moves the fewest writes.
    sorted_by_key(writes.chain(requests), |(since, _)| *since)
}

/// The card of what waits somewhere since an event, or was brought by a message, whether a replica's
/// card has room for it or not.
pub(super) fn waiting_card(
    run: &Run,
    moment: &Moment,
    is_it: impl Fn(EventId, Option<MessageId>) -> bool,
) -> Option<WaitingCard> {
    moment.setting().replicas().zip(&moment.replicas).find_map(|(id, replica)| {
        let message = |one: &Waits<'_>| match one {
            Waits::Write(entry) => Some(entry.message),
            Waits::Request(_) => None,
        };
        let mut all = queue(moment, replica).into_iter();
        let found = all.find(|(since, one)| is_it(*since, message(one)))?;
        found.1.card(run, moment, id)
    })
}

/// What clients are shown: what has been delivered, and the replica's own writes that are ahead.
///
/// So many keys, and how many there are more.
fn shown(replica: &ReplicaMoment, most: usize) -> (Vec<KeyLine>, usize) {
    let mut lines: Vec<KeyLine> = Vec::new();
    let (mut last_left_out, mut n_left_out) = (None::<Key>, 0);
    for write in replica.store.all_shown(&replica.ahead) {
        let value = (write.dot, Rc::from(write.value.as_deref().unwrap_or_default()));
        let is_full = lines.len() >= most;
        match lines.last_mut().filter(|line| *line.key == *write.key) {
            Some(line) => line.siblings.push(value),
            None if is_full => {
                n_left_out += usize::from(last_left_out.as_ref() != Some(&write.key));
                last_left_out = Some(write.key.clone());
            }
            None => lines.push(KeyLine { key: Rc::from(&*write.key), siblings: vec![value] }),
        }
    }
    (lines, n_left_out)
}
