//! The door of text: files, what is pasted, and the field for one action.

use causal_core::scenario::limits::REPLICAS;
use causal_core::scenario::{Scenario, text};

use crate::corpus::Corpus;
use crate::luck::Luck;
use crate::mutate::mutated;
use crate::work::Work;
use crate::{Knock, accepted, seeds};

const WORK: Work = Work { base: 1_000, per_byte: 25, per_other: 0 };
/// A line alone, beside the names of the world's replicas.
const WORK_OF_A_LINE: Work = Work { base: 400, per_byte: 10, per_other: 50 };

/// What means something in a line.
const WORDS: &[&str] = &[
    "A",
    "B",
    "C",
    "A1",
    "B2",
    "A'1",
    "A->B",
    "A-C",
    "A>C#2",
    "next",
    "all",
    "none",
    "seen",
    "seen ",
    "seen none: ",
    "seen A1 stamp 3: ",
    "stamp",
    "read ",
    "get",
    "del ",
    "delete",
    "list",
    "ann@A: ",
    "@900 ",
    "+3 ",
    "1. ",
    "note ",
    "hold ",
    "open ",
    "open at 3",
    "cut ",
    "heal",
    "delay ",
    "5..20",
    "loss ",
    "duplication",
    "fifo",
    "release ",
    "drop ",
    "dup ",
    "partition ",
    "|",
    "crash ",
    "restart ",
    "without disk",
    "with",
    "view ",
    "join ",
    "from",
    "leave ",
    "gossip ",
    "gossip 500",
    "snapshot ",
    "skew ",
    "wait ",
    "ms",
    "title ",
    "notes ",
    "seed ",
    "replicas ",
    "members ",
    "rule ",
    "custom sender=newer update=maximum",
    "fifo",
    "sessions reject",
    "timeout ",
    "conflicts lww",
    "writes accepted",
    "broadcast off",
    "health 50",
    "evict on",
    "mistakes ",
    "links loss=5 ",
    "link A->C state=held",
    " # comment",
    "off",
];

#[test]
fn whatever_is_nearly_a_text_is_answered() {
    let mut corpus = Corpus::new();
    let mut n_accepted = 0;
    for seed in seeds() {
        corpus.turn_to(seed);
        let luck = &mut Luck::new(seed);
        let other = corpus.pick(luck).0.clone();
        let input = mutated(&corpus.pick(luck).0, &other, WORDS, luck);
        let _knock = Knock::new(seed, &*input);
        let (read, n_steps) = text::parse_counted(&input, REPLICAS);
        WORK.check(n_steps, input.len(), 0);
        n_accepted += u64::from(accepted::check_read(&input, read));
        one_action(&input, &corpus.pick(luck).1, luck);
    }
    let n = seeds().end - seeds().start;
    assert!(n < 1_000 || n_accepted * 5 > n, "only {n_accepted} of {n} are scenarios");
}

/// One of the lines, as somebody types it into a world.
fn one_action(input: &str, world: &Scenario, luck: &mut Luck) {
    let lines: Vec<&str> = input.split('\n').collect();
    let line = luck.pick(&lines);
    let (read, n_steps) = text::parse_action_counted(line, &world.setting);
    WORK_OF_A_LINE.check(n_steps, line.len(), world.setting.names.len());
    match read {
        Ok(action) => {
            let written = text::write_action(&action);
            let read = text::parse_action(&written, &world.setting);
            assert_eq!(read.as_ref(), Ok(&action), "{written}");
        }
        Err(error) => accepted::check_error(line, &error),
    }
}
