//! A small language for outcomes: load a file, carry it out with its mistake or without, and ask
//! what every replica holds and what every client was told.

use std::fs;
use std::path::{Path, PathBuf};

use causal_core::clock::ReplicaId;
use causal_core::replica::Replica;
use causal_core::replica::mistakes::Mistakes;
use causal_core::replica::protocol::{Answer, Protocol, Write};
use causal_core::replica::rule::DeliveryRule;
use causal_core::run::Run;
use causal_core::scenario::Scenario;
use causal_core::world::event::EventKind;

/// Where the files lie.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios/mistakes")
}

/// The scenario of a file, by its name without `.causal`.
pub(crate) fn scenario(name: &str) -> Scenario {
    let path = folder().join(name).with_extension("causal");
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
    Scenario::read(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// What comes of a file as it stands.
pub(crate) fn with_mistake(name: &str) -> Outcome {
    Outcome::of(scenario(name))
}

/// What comes of it without its mistakes, and with the rule `causal`.
pub(crate) fn without_mistake(name: &str) -> Outcome {
    put_right(name, |protocol| {
        protocol.mistakes = Mistakes::default();
        protocol.delivery = DeliveryRule::default();
    })
}

/// What comes of it with other settings.
pub(crate) fn put_right(name: &str, change: impl FnOnce(&mut Protocol)) -> Outcome {
    let mut scenario = scenario(name);
    change(&mut scenario.setting.protocol);
    Outcome::of(scenario)
}

/// A run at its end. Replicas are named by their letters.
pub(crate) struct Outcome {
    pub(crate) run: Run,
}

impl Outcome {
    /// Carries a scenario out to its end. Whatever mistakes it makes, the record has to be true:
    /// what the page computes from it is what the replicas hold.
    pub(crate) fn of(scenario: Scenario) -> Self {
        let run = Run::new(scenario);
        assert_eq!(run.problem(), None, "{}", run.history());
        let shown = run.moment(usize::MAX).replicas;
        for (shown, replica) in shown.iter().zip(run.world().replicas()) {
            let told = format!("as told of {}:\n{}", replica.actor(), run.history());
            assert_eq!(&shown.seen, replica.seen(), "the vector {told}");
            assert_eq!(&shown.store, replica.store(), "the store {told}");
            let mut inbox: Vec<_> = shown.inbox.iter().map(|entry| entry.write.dot).collect();
            let received = |write: &&std::sync::Arc<Write>| !replica.ahead().contains(write);
            let waiting = replica.buffer().waiting().filter(received);
            let mut held: Vec<_> = waiting.map(|write| write.dot).collect();
            inbox.sort();
            held.sort();
            assert_eq!(inbox, held, "the inbox {told}");
        }
        Self { run }
    }

    /// One replica, by its letter.
    pub(crate) fn replica(&self, letter: &str) -> &Replica {
        let replicas = self.run.world().replicas();
        let place = (0..).map(ReplicaId).take(replicas.len());
        let at = place.clone().position(|id| id.to_string() == letter).expect("such a replica");
        &replicas[at]
    }

    /// What a replica shows under a key: its values with ` | ` between siblings, `-` for none.
    pub(crate) fn value(&self, letter: &str, key: &str) -> String {
        values(&self.replica(letter).shown(key))
    }

    /// The same for all replicas in their order: `["1", "-", "1"]`.
    pub(crate) fn values(&self, key: &str) -> Vec<String> {
        let replicas = self.run.world().replicas().iter();
        replicas.map(|replica| values(&replica.shown(key))).collect()
    }

    /// A replica's vector, as `⟨A:1 B:2⟩`.
    pub(crate) fn seen(&self, letter: &str) -> String {
        self.replica(letter).seen().to_string()
    }

    /// The vectors of all replicas in their order.
    pub(crate) fn all_seen(&self) -> Vec<String> {
        self.run.world().replicas().iter().map(|replica| replica.seen().to_string()).collect()
    }

    /// The names of what waits in a replica's inbox, in the order of names: `A1 B2`.
    pub(crate) fn inbox(&self, letter: &str) -> String {
        let mut dots: Vec<_> =
            self.replica(letter).buffer().waiting().map(|write| write.dot).collect();
        dots.sort();
        dots.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    }

    /// What clients were told, in the order of the answers: `took A1`, values as in
    /// [`Self::value`], `no such key`, `503 NotCovered`.
    pub(crate) fn answers(&self) -> Vec<String> {
        self.replies().map(|(answer, _)| answer).collect()
    }

    /// What clients were told that they have seen, in the order of the answers: `⟨A:1⟩`.
    pub(crate) fn metadata(&self) -> Vec<String> {
        self.replies().map(|(_, metadata)| metadata).collect()
    }

    /// The history as text.
    pub(crate) fn history(&self) -> String {
        self.run.history().to_string()
    }

    fn replies(&self) -> impl Iterator<Item = (String, String)> + '_ {
        self.run.history().events().iter().filter_map(|event| match &event.kind {
            EventKind::Replied { answer, metadata, .. } => {
                Some((in_words(answer), metadata.to_string()))
            }
            _ => None,
        })
    }
}

fn in_words(answer: &Answer) -> String {
    match answer {
        Answer::Values(writes) => values(writes),
        Answer::Accepted(dot) => format!("took {dot}"),
        Answer::NoSuchKey => "no such key".to_owned(),
        Answer::Unavailable(why) => format!("503 {why:?}"),
    }
}

fn values(writes: &[std::sync::Arc<Write>]) -> String {
    let values: Vec<&str> =
        writes.iter().map(|write| write.value.as_deref().unwrap_or("deleted")).collect();
    if values.is_empty() { "-".to_owned() } else { values.join(" | ") }
}
