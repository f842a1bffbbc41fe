//! The door of JSON: files, and what scripts give.

use causal_core::scenario::json;
use causal_core::scenario::limits::REPLICAS;

use crate::corpus::Corpus;
use crate::luck::Luck;
use crate::mutate::mutated;
use crate::work::Work;
use crate::{Knock, accepted, seeds};

const WORK: Work = Work { base: 1_000, per_byte: 16, per_other: 0 };

/// What means something in a file.
pub(crate) const WORDS: &[&str] = &[
    "seen",
    "seen:",
    "seen-x",
    "list",
    "read",
    "none",
    "stamp",
    "note",
    "= 1",
    "\u{feff}",
    "null",
    "true",
    "false",
    "{}",
    "[]",
    "\"A\"",
    "\"B\"",
    "\"A1\"",
    "\"A'1\"",
    "\"A>C\"",
    "\"A-C\"",
    "\"A1->C\"",
    "\"A>C#2\"",
    "\"next\"",
    "\"all\"",
    "\"default\"",
    "\"version\": 1",
    "\"version\"",
    "\"title\"",
    "\"notes\"",
    "\"seed\"",
    "\"replicas\"",
    "\"view\"",
    "\"protocol\"",
    "\"links\"",
    "\"actions\"",
    "\"open_at\": 3",
    "\"delivery\": \"newer\"",
    "\"conflicts\"",
    "\"lww\"",
    "\"sessions\"",
    "\"session_timeout_ms\"",
    "\"writes\": \"accepted\"",
    "\"broadcast\": false",
    "\"gossip_ms\": 5",
    "\"health_ms\": 5",
    "\"evict\": true",
    "\"mistakes\": []",
    "\"put\"",
    "\"get\"",
    "\"delete\"",
    "\"list\": true",
    "\"value\"",
    "\"on\"",
    "\"as\"",
    "\"seen\": [\"A1\"]",
    "\"stamp\"",
    "\"link\"",
    "\"state\": \"held\"",
    "\"latency\": [1, 2]",
    "\"loss\"",
    "\"duplicate\"",
    "\"fifo\"",
    "\"release\"",
    "\"hold\"",
    "\"drop\"",
    "\"partition\": [[\"A\"]]",
    "\"heal\": true",
    "\"crash\"",
    "\"restart\"",
    "\"disk\": \"lose\"",
    "\"join\"",
    "\"gossip\"",
    "\"wait\"",
    "\"at\"",
    "\"after\"",
];

#[test]
fn whatever_is_nearly_json_is_answered() {
    let mut corpus = Corpus::new();
    let mut written = Vec::new();
    let mut n_accepted = 0;
    for seed in seeds() {
        if corpus.turn_to(seed) {
            written = corpus.all.iter().map(|(_, scenario)| json::write(scenario)).collect();
        }
        let luck = &mut Luck::new(seed);
        let input =
            mutated(luck.pick(&written).as_str(), luck.pick(&written).as_str(), WORDS, luck);
        let _knock = Knock::new(seed, &*input);
        let (read, n_steps) = json::parse_counted(&input, REPLICAS);
        WORK.check(n_steps, input.len(), 0);
        n_accepted += u64::from(accepted::check_read(&input, read));
    }
    let n = seeds().end - seeds().start;
    assert!(n < 1_000 || n_accepted * 10 > n, "only {n_accepted} of {n} are scenarios");
}
