//! A replica's view model: what its card shows at the cursor, ready to be placed.

use std::rc::Rc;

use causal_core::check::Finding;
use causal_core::clock::{Dot, ReplicaId};
use causal_core::history::{Moment, ReplicaMoment};
use causal_core::replica::protocol::Phase;
use causal_core::run::Run;
use causal_core::world::event::EventId;
use causal_diagram::sorted::sorted_by_key;

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
}

/// A key with its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyLine {
    /// The key that the line is about.
    pub key: Rc<str>,
    /// Its siblings: who wrote what.
    pub siblings: Vec<(Dot, Rc<str>)>,
}

/// The cards of all replicas.
pub(super) fn replica_cards(
    run: &Run,
    moment: &Moment,
    findings: &[Finding],
) -> Rc<Vec<Rc<ReplicaCard>>> {
    let cards =
        moment.setting().replicas().map(|id| Rc::new(replica_card(run, moment, findings, id)));
    Rc::new(cards.collect())
}

fn replica_card(run: &Run, moment: &Moment, findings: &[Finding], id: ReplicaId) -> ReplicaCard {
    let setting = moment.setting();
    let replica = &moment.replicas[id.index()];
    let here = |finding: &&Finding| finding.at == id && finding.event.index() < moment.position;
    let found: Vec<&Finding> = findings.iter().filter(here).collect();
    ReplicaCard {
        id,
        name: setting.name(id).into(),
        vector: words::vector(&replica.seen, setting),
        vector_in_words: words::vector_in_words(&replica.seen, setting).into(),
        values: shown(replica),
        inbox: inbox(run, moment, replica, id),
        discarded: replica
            .discarded
            .iter()
            .map(|(event, write, why)| {
                let entry = replica.seen.get(write.dot.actor);
                let is_wrong = found.iter().any(|finding| finding.event == *event);
                (*event, words::discarded(write, *why, entry).into(), is_wrong)
            })
            .collect(),
        answers: answers(run, moment, replica),
        violations: found
            .iter()
            .map(|finding| (finding.event, words::violation(finding, run).into()))
            .collect(),
        runs: replica.runs,
        phase: replica.phase,
        state: words::machine(replica, setting).map(Rc::from),
    }
}

fn inbox(
    run: &Run,
    moment: &Moment,
    replica: &ReplicaMoment,
    id: ReplicaId,
) -> Vec<Rc<WaitingCard>> {
    let writes = replica.inbox.iter().map(|entry| WaitingCard::of(run, moment, id, entry));
    let requests = replica.parked.iter();
    let requests =
        requests.filter_map(|(request, _)| WaitingCard::of_request(run, moment, id, *request));
    let all = sorted_by_key(writes.chain(requests), |card| card.since);
    all.into_iter().map(Rc::new).collect()
}

/// What clients are shown: what has been delivered, and the replica's own writes that are ahead.
fn shown(replica: &ReplicaMoment) -> Vec<KeyLine> {
    let mut lines: Vec<KeyLine> = Vec::new();
    for write in replica.store.all_shown(&replica.ahead) {
        let value = (write.dot, Rc::from(write.value.as_deref().unwrap_or_default()));
        match lines.last_mut().filter(|line| *line.key == *write.key) {
            Some(line) => line.siblings.push(value),
            None => lines.push(KeyLine { key: Rc::from(&*write.key), siblings: vec![value] }),
        }
    }
    lines
}
