//! What there is no end of: kinds of random tests, each told by a number.

use crate::shell::say;

/// How many of a kind are tried before the clock is looked at.
const ROUND: u64 = 20_000;
/// How many stories are explored: of each there are hundreds of schedules.
const ROUND_OF_STORIES: u64 = 2_000;
/// How many visitors are: each of them takes seconds.
const ROUND_OF_VISITORS: u64 = 200;

/// Something that there is no end of, each told by a number: a test that reads from `SOAK_FROM` and
/// `SOAK_STORIES` which of them to try.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Kind {
    /// What `--only` calls it.
    pub(super) name: &'static str,
    /// The package, its test binary, and the part of that.
    pub(super) package: &'static str,
    pub(super) test: &'static str,
    pub(super) part: &'static str,
    /// How many make a round.
    pub(super) round: u64,
    /// What to say when all is well.
    pub(super) tried: &'static str,
    pub(super) held: &'static str,
}

const WORLDS: Kind = Kind {
    name: "worlds",
    package: "causal-core",
    test: "whole_protocol",
    part: "",
    round: ROUND,
    tried: "worlds",
    held: "every promise held",
};

/// The door of a name.
const fn door(name: &'static str, part: &'static str) -> Kind {
    let (tried, held) = ("inputs", "all were answered");
    Kind { name, test: "doors", part, tried, held, ..WORLDS }
}

const EXPORTS: Kind = Kind {
    name: "exports",
    test: "exports",
    part: "causes::",
    tried: "runs",
    held: "their logs add no cause and lose none",
    ..WORLDS
};

const EXPLORER: Kind = Kind {
    name: "explorer",
    test: "exploring",
    part: "sought::",
    round: ROUND_OF_STORIES,
    tried: "stories",
    held: "what is found in all schedules is what a plain search finds",
    ..WORLDS
};

pub(super) const VISITORS: Kind = Kind {
    name: "visitors",
    package: "causal-e2e",
    test: "journeys",
    part: "random_visitors::",
    round: ROUND_OF_VISITORS,
    tried: "visitors",
    held: "none lost a run",
};

/// Everything that is soaked; without `--only` the first three.
pub(super) const KINDS: [Kind; 11] = [
    WORLDS,
    door("doors", ""),
    EXPORTS,
    door("text", "text::"),
    door("json", "json::"),
    door("link", "link::"),
    door("action", "action::"),
    door("http", "http::"),
    door("log", "log::"),
    EXPLORER,
    VISITORS,
];
pub(super) const USUAL: usize = 3;

impl Kind {
    /// What cargo is told.
    pub(super) fn test(&self) -> impl Iterator<Item = &'static str> {
        let test = ["test", "-q", "-p", self.package, "--test", self.test, self.part];
        test.into_iter().filter(|arg| !arg.is_empty())
    }

    pub(super) fn say_well(&self, n: u64, first: u64) {
        let Self { name, tried, held, .. } = self;
        say(format!("{name}: {n} {tried} from {first} on, and {held}."));
    }
}
