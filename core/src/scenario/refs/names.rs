//! The names of replicas, and who is meant by one.

use crate::clock::ReplicaId;
use crate::scenario::error::Reason;
use crate::scenario::words::excerpt;
use crate::steps::Steps;

/// The names that replicas have in one scenario, whatever their case.
#[derive(Clone, Debug)]
pub(in crate::scenario) struct Names<'s> {
    names: Vec<String>,
    /// In lower case and in order, each with its index; of two that are the same the first.
    sorted: Vec<(String, usize)>,
    steps: &'s Steps,
}

impl<'s> Names<'s> {
    /// The names of a setting.
    pub(in crate::scenario) fn new(names: &[String], steps: &'s Steps) -> Self {
        let lower = |(index, name): (usize, &String)| {
            steps.count(name.len());
            (name.to_ascii_lowercase(), index)
        };
        let mut sorted = steps.sorted(names.iter().enumerate().map(lower).collect());
        sorted.dedup_by(|next, kept| next.0 == kept.0);
        Self { names: names.to_vec(), sorted, steps }
    }

    /// What counts the steps of those who read by these names.
    pub(in crate::scenario) fn steps(&self) -> &'s Steps {
        self.steps
    }

    /// The replica of a name or a letter.
    pub(in crate::scenario) fn find(&self, name: &str) -> Result<ReplicaId, Reason> {
        self.steps.count(name.len());
        let lower = name.to_ascii_lowercase();
        let found = self.sorted.binary_search_by(|(known, _)| {
            self.steps.count(1);
            known.cmp(&lower)
        });
        let by_name = found.ok().and_then(|at| ReplicaId::from_index(self.sorted[at].1));
        by_name.or_else(|| self.by_letters(name)).ok_or_else(|| self.no_such_replica(name))
    }

    /// The replica of a letter, if it exists.
    pub(super) fn by_letters(&self, letters: &str) -> Option<ReplicaId> {
        ReplicaId::from_letters(letters).filter(|replica| replica.index() < self.names.len())
    }

    fn no_such_replica(&self, found: &str) -> Reason {
        no_such_replica(excerpt(found), &self.names)
    }
}

/// That a replica is not among those named.
pub(in crate::scenario) fn no_such_replica(found: String, names: &[String]) -> Reason {
    let shown = |(index, name): (usize, &String)| match ReplicaId::from_index(index) {
        Some(letter) if letter.to_string() != *name => format!("{letter} ({name})"),
        _ => name.clone(),
    };
    let mut known: Vec<String> = names.iter().enumerate().take(8).map(shown).collect();
    if names.len() > known.len() {
        known.push(format!("{} more", names.len() - known.len()));
    }
    Reason::NoSuchReplica { found, known: known.join(", ") }
}
