//! The names of mistakes, what each does, in one sentence, and where it was seen.

use super::Mistake;
use crate::replica::source::{
    EQUAL_ONLY, EVICTING, FIFTY, MILLISECONDS, READY_002, REFUSING_003, SYNCKV_004, Source,
    UNKNOWN, VIEW_WIDE,
};

/// For the one that no system of others is known to make.
const HERE: Source =
    Source::NoAddress("an early version of this playground, and in no other system known here");

/// A mistake under its name, with one sentence for people.
#[derive(Clone, Copy, Debug)]
pub struct NamedMistake {
    /// The mistake.
    pub mistake: Mistake,
    /// The name in scenarios and menus.
    pub name: &'static str,
    /// What it does, in one sentence.
    pub says: &'static str,
    /// The public system that makes it, and where.
    pub seen_in: Source,
    /// Why no monitor can name what comes of it, and what shows it: in one sentence. `None` where a
    /// monitor does.
    pub unnamed: Option<&'static str>,
}

const fn named(
    mistake: Mistake,
    name: &'static str,
    says: &'static str,
    seen_in: Source,
) -> NamedMistake {
    NamedMistake { mistake, name, says, seen_in, unnamed: None }
}

impl NamedMistake {
    const fn unnamed(mut self, why: &'static str) -> Self {
        self.unnamed = Some(why);
        self
    }
}

/// Every mistake, in the order of their numbers.
pub const CATALOG: &[NamedMistake] = &[
    named(
        Mistake::MergesMetadata,
        "merges-metadata",
        "What a client has seen counts as delivered, even when its request is refused.",
        Source::at(&REFUSING_003, "README.md", 17),
    ),
    named(
        Mistake::MergesRefused,
        "merges-refused",
        "A write that comes too early is refused, and yet its vector is taken over.",
        UNKNOWN,
    ),
    named(
        Mistake::ActsBeforeChecking,
        "acts-before-checking",
        "A write is counted and sent before it is checked: refused here, it lives elsewhere.",
        Source::at(&REFUSING_003, "main.py", 210),
    ),
    named(
        Mistake::MergesBeforeTesting,
        "merges-before-testing",
        "The sender's vector is taken over first, so the test that follows always passes.",
        Source::at(&REFUSING_003, "main.py", 206),
    ),
    named(
        Mistake::EchoesMetadata,
        "echoes-metadata",
        "A read gives the client's metadata back unchanged: what it read is not remembered.",
        Source::at(&REFUSING_003, "main.py", 243),
    ),
    named(
        Mistake::LooksBeforeWaiting,
        "looks-before-waiting",
        "A key that is not here is not found, even by the client that wrote it.",
        Source::at(&REFUSING_003, "main.py", 232),
    ),
    named(
        Mistake::NoTombstones,
        "no-tombstones",
        "A delete leaves no trace, so the next gossip brings the value back.",
        Source::at(&SYNCKV_004, "src/kvs.py", 57),
    ),
    named(
        Mistake::KeepsDeletes,
        "keeps-deletes",
        "A delete is counted but not sent: who has seen it is locked out everywhere else.",
        Source::at(&REFUSING_003, "main.py", 264),
    ),
    named(
        Mistake::RestampsGossip,
        "restamps-gossip",
        "What gossip brings is written anew: vectors grow for ever without a write.",
        Source::at(&SYNCKV_004, "src/internal.py", 9),
    ),
    named(
        Mistake::SharesAName,
        "shares-a-name",
        "All replicas write under the first one's name: equal names, different values.",
        Source::at(&SYNCKV_004, "src/kvs.py", 4),
    ),
    named(
        Mistake::DropsStaleWrites,
        "drops-stale-writes",
        "A write of a client that is behind is answered as done, and thrown away.",
        Source::at(&SYNCKV_004, "src/kvs.py", 19),
    ),
    named(
        Mistake::AnswersOnlyOlder,
        "answers-only-older",
        "A value is given only to who is behind: a client cannot read its own write.",
        Source::at(&SYNCKV_004, "src/kvs.py", 41),
    ),
    named(
        Mistake::RefusesConflicts,
        "refuses-conflicts",
        "A concurrent write is refused on arrival: both sides keep their own for ever.",
        Source::at(&SYNCKV_004, "src/kvs.py", 18),
    ),
    named(
        Mistake::ClockBreaksTies,
        "clock-breaks-ties",
        "Causally later wins, else the later wall clock: a circle that has no greatest.",
        Source::at(&MILLISECONDS, "kvs.py", 61),
    ),
    named(
        Mistake::ForgetsWinner,
        "forgets-winner",
        "A newer version is taken, but the old author goes on breaking ties.",
        UNKNOWN,
    ),
    named(
        Mistake::ComparesInView,
        "compares-in-view",
        "Only entries of current members are compared: what a former member wrote looks equal.",
        Source::at(&VIEW_WIDE, "src/utils/vc_functions.js", 35),
    ),
    named(
        Mistake::OneClockForAll,
        "one-clock-for-all",
        "Vectors of whole stores decide about each key: the older value can win.",
        Source::at(&REFUSING_003, "main.py", 182),
    ),
    named(
        Mistake::EvictsForGood,
        "evicts-for-good",
        "A peer that misses one message is forgotten for good, and serves clients alone.",
        Source::at(&EVICTING, "backend/communication.py", 22),
    ),
    named(
        Mistake::WaitsForPeers,
        "waits-for-peers",
        "A put is answered when every peer has taken it: it hangs while one is away.",
        Source::at(&REFUSING_003, "main.py", 107),
    ),
    named(
        Mistake::WantsEqualMetadata,
        "wants-equal-metadata",
        "A request is served only where the vector equals its metadata: a busy replica refuses.",
        Source::at(&EQUAL_ONLY, "replica.py", 177),
    ),
    named(
        Mistake::TwoLocks,
        "two-locks",
        "Counting and storing are two steps: of two puts at once the earlier one can stay.",
        Source::at(&READY_002, "vector-clock-kv-store/src/node.py", 49),
    ),
    named(
        Mistake::DepartedStay,
        "departed-stay",
        "Who is removed is not told, and what it gossips is still believed.",
        Source::at(&SYNCKV_004, "src/admin.py", 24),
    ),
    named(
        Mistake::LastStateWins,
        "last-state-wins",
        "A joiner copies each state that it gets: the last to answer wins, however old.",
        Source::at(&EVICTING, "backend/startup.py", 16),
    ),
    named(
        Mistake::FalsyIsMissing,
        "falsy-is-missing",
        "A value of 0, \"\" or false counts as no value.",
        Source::at(&REFUSING_003, "main.py", 216),
    )
    .unnamed(
        "No monitor names it, for the request is turned down before any replica hears of it: only the \
         answer 400 to a put of 0, \"\" or false shows it.",
    ),
    named(
        Mistake::FiftyIsTooLong,
        "fifty-is-too-long",
        "A key of exactly fifty characters is refused as too long.",
        Source::at(&FIFTY, "server.py", 292),
    )
    .unnamed(
        "No monitor names it, for the request is turned down before any replica hears of it: only the \
         answer 400 to a put under a key of fifty characters shows it.",
    ),
    named(
        Mistake::TombstonesCount,
        "tombstones-count",
        "A deleted key counts as there: a put says replaced, a second delete succeeds.",
        Source::at(&VIEW_WIDE, "src/api/kvs.js", 140),
    )
    .unnamed(
        "No monitor names it, for every value that clients are shown is right: only the answer to the \
         second delete, a write instead of no such key, shows it.",
    ),
    named(
        Mistake::ForgetsEarly,
        "forgets-early",
        "A tombstone goes when all have seen the delete: a put on its way comes back to life.",
        HERE,
    ),
];
