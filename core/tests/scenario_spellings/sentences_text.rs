//! What is wrong with a text is said in a sentence that names the line, the column, what was found
//! and what would be right.

use causal_core::scenario::limits::{KEY_BYTES, NOTES_BYTES, SCENARIO_BYTES, VALUE_BYTES};
use causal_core::scenario::{Scenario, text};
use causal_core::world::setting::Setting;

fn check(input: &str, expected: &str) {
    let said = text::parse(input).map_or_else(|error| error.to_string(), |_| "fine".to_owned());
    assert_eq!(said, expected);
}

const KNOWN: &str = "(known: hold, open, cut, heal, delay, loss, duplication, fifo, release, drop, \
    dup, partition, crash, restart, view, join, leave, gossip, snapshot, skew, collect, wait, note, \
    A: key = value, title, notes, seed, replicas, rule, sessions, timeout, dependencies, \
    conflicts, writes, broadcast, health, evict, amnesia, mistakes, members, links, link, open at)";
const THERE_ARE: &str = "there are A (Alice), B (Bob), C (Carol)";

#[test]
fn unknown_actions() {
    check(
        "# a story\nhold A->C\n\nrelase A1->C\n",
        &format!("Line 4, column 1: unknown action `relase`; did you mean `release`? {KNOWN}."),
    );
    check("  3. @900 explode A", &format!("Line 1, column 11: unknown action `explode` {KNOWN}."));
    check(
        "titel x",
        &format!("Line 1, column 1: unknown action `titel`; did you mean `title`? {KNOWN}."),
    );
    check("->", "Line 1, column 1: expected an action, found `->`.");
    check("@5", "Line 1, column 3: expected a space, then an action, found the end of the line.");
    check("@5 # x", "Line 1, column 4: expected an action, found `# x`.");
    check("@soon heal", "Line 1, column 2: expected a time in milliseconds, found `soon heal`.");
    check(
        "+99999999999 heal",
        "Line 1, column 2: expected a smaller number, found `99999999999 heal`.",
    );
}

#[test]
fn replicas_and_links() {
    check("hold A->D", &format!("Line 1, column 9: there is no replica D; {THERE_ARE}."));
    check("D: x = 1", &format!("Line 1, column 1: there is no replica D; {THERE_ARE}."));
    check("ann@dora: x = 1", &format!("Line 1, column 5: there is no replica dora; {THERE_ARE}."));
    check("cut A->alice", "Line 1, column 5: A has no link to itself.");
    check("release A>A#1", "Line 1, column 9: A has no link to itself.");
    check(
        "release A->C",
        "Line 1, column 9: expected a message, as A1->C, A>C#2 or next A->C, found `A->C`.",
    );
    check("open A1->C", "Line 1, column 6: expected a link, as A->C, A-C or all, found `A1->C`.");
    check(
        "release next all",
        "Line 1, column 14: expected a link in one direction, as A->C, found `all`.",
    );
    check("release A0->C", "Line 1, column 9: writes are counted from 1.");
    check("drop A>C#0", "Line 1, column 6: messages are counted from 1.");
    check(
        "delay A->C 20..5",
        "Line 1, column 12: the least latency, 20, is above the greatest, 5.",
    );
    check(
        "loss all 1001",
        "Line 1, column 10: the number of parts per thousand is 1001; 1000 is the most.",
    );
    check("fifo A-C maybe", "Line 1, column 10: unknown switch `maybe` (known: off, on).");
    check("partition A B | a", "Line 1, column 11: A is in two groups.");
    check("partition A |", "Line 1, column 11: a partition needs groups with replicas in them.");
    check("heal now", &format!("Line 1, column 6: there is no replica now; {THERE_ARE}."));
}

#[test]
fn requests() {
    check("A x = 1", "Line 1, column 2: expected a colon right after the replica, found `x = 1`.");
    check(
        "A: x",
        "Line 1, column 5: expected = and a value (or `read` or `del` before the key), \
           found the end of the line.",
    );
    check(
        "A: x =",
        "Line 1, column 7: expected a value (\"\" for an empty one), found the end of the line.",
    );
    check("A: = 1", "Line 1, column 4: expected a key, found `= 1`.");
    check("A: \"\" = 1", "Line 1, column 4: the key is empty.");
    check("A: read x y", "Line 1, column 11: expected the end of the line, found `y`.");
    check("A: x = \"1", "Line 1, column 8: expected a closing quote, found `\"1`.");
    check("A: x = \"1\" 2", "Line 1, column 12: expected the end of the line, found `2`.");
    check(
        "A: x = \"\\q\"",
        "Line 1, column 9: expected one of \\\", \\\\, \\n, \\r, \\t and \\u{…}, found `\\q\"`.",
    );
    check(
        "A: a\u{7}b = 1",
        "Line 1, column 4: the key holds a character that cannot be shown (U+0007).",
    );
    let (key, value) = ("k".repeat(KEY_BYTES + 1), "v".repeat(VALUE_BYTES + 1));
    check(&format!("A: {key} = 1"), "Line 1, column 4: the key has 201 bytes; 200 are the most.");
    check(&format!("A: del {key}"), "Line 1, column 8: the key has 201 bytes; 200 are the most.");
    check(
        &format!("A: x = {value}"),
        "Line 1, column 8: the value has 8193 bytes; 8192 are the most.",
    );
    check("\"\"@A: x = 1", "Line 1, column 1: the client's name is empty.");
    check("\" ann\"@A: x = 1", "Line 1, column 1: the client's name begins or ends with a space.");
    check("ann@A x = 1", "Line 1, column 7: expected a colon, found `x = 1`.");
}

#[test]
fn times() {
    check("@9 heal\nheal\n@8 heal", "Line 3, column 1: time goes back: 8 ms stands behind 9 ms.");
    check(
        "@1000000000001 heal",
        "Line 1, column 1: the time is 1000000000001; 1000000000000 is the most.",
    );
    check(
        "wait 1000000000001",
        "Line 1, column 6: the wait is 1000000000001; 1000000000000 is the most.",
    );
    check(
        "wait for Godot",
        "Line 1, column 6: expected a time in milliseconds, found `for Godot`.",
    );
}

#[test]
fn headers() {
    check("heal\nseed 7", "Line 2, column 1: `seed` belongs before the actions.");
    check("seed 7\nseed 7", "Line 2, column 1: `seed` is given twice.");
    check("seed x", "Line 1, column 6: expected a whole number, found `x`.");
    check(
        "link A->C\nreplicas A B",
        "Line 2, column 1: `replicas` belongs before the first `link`.",
    );
    check("link A->C\nlink a->c", "Line 2, column 6: `link A>C` is given twice.");
    check(
        "link A->C speed=5",
        "Line 1, column 11: unknown part of a link `speed` (known: latency, loss, duplicate, fifo, state).",
    );
    check(
        "links state=hald",
        "Line 1, column 13: unknown link state `hald`; did you mean `held`? (known: up, held, cut).",
    );
    check(
        "links loss=5000",
        "Line 1, column 12: the number of parts per thousand is 5000; 1000 is the most.",
    );
    check(
        "links latency=9..1",
        "Line 1, column 15: the least latency, 9, is above the greatest, 1.",
    );
    check("replicas Ann ann", "Line 1, column 14: A is called `ann` already.");
    check(
        "replicas B Ann",
        "Line 1, column 10: a replica cannot be called `B`: that means replica 2.",
    );
    check(
        "replicas Ann A1",
        "Line 1, column 14: a replica cannot be called `A1`: that means a write.",
    );
    check("replicas", "Line 1, column 9: the list of replicas is empty.");
    check("replicas Ann \"\"", "Line 1, column 14: the name is empty.");
    check(
        &format!("replicas Ann {}", "x".repeat(25)),
        "Line 1, column 14: the name has 25 characters; 24 are the most.",
    );
    check(
        &format!("replicas{}", " a b c d e f g h i j k l m n o p q".replace(' ', " x")),
        "Line 1, column 58: there are 17 replicas; 16 are the most.",
    );
    check(
        "rule casual",
        "Line 1, column 6: unknown rule `casual`; did you mean `causal`? (known: causal, fifo, arrival, covers-all, own-entry, next-on-own, sender-unchecked, newer, tick-on-receipt, one-pass, keeps-duplicates, custom).",
    );
    check(
        "rule custom sender=more",
        "Line 1, column 20: unknown test `more` (known: any, less, equal, at-most, next, newer).",
    );
    check(
        "rule causal sender=gt",
        "Line 1, column 13: expected the end of the line, found `sender=gt`.",
    );
    check(
        "sessions sticky",
        "Line 1, column 10: unknown session rule `sticky` (known: off, wait, reject).",
    );
    check(
        "conflicts loudest",
        "Line 1, column 11: unknown conflict rule `loudest` (known: siblings, lww, arrival, wall-clock).",
    );
    check(
        "timeout 9999999999999",
        "Line 1, column 9: the timeout is 9999999999999; 1000000000000 is the most.",
    );
    check("open at dawn", "Line 1, column 9: expected the number of a stop, found `dawn`.");
    check(
        &format!("title {}", "x".repeat(201)),
        "Line 1, column 7: the title has 201 characters; 200 are the most.",
    );
    let notes = format!("notes {}\nnotes x", "x".repeat(NOTES_BYTES));
    check(&notes, "Line 2, column 7: the text of the notes has 16386 bytes; 16384 are the most.");
}

#[test]
fn too_much() {
    check(
        &"heal\n".repeat(10_001),
        "Line 10001, column 1: there are 10001 actions; 10000 are the most.",
    );
    check(&" ".repeat(SCENARIO_BYTES + 1), "The scenario has 1048577 bytes; 1048576 are the most.");
    // Every quote inside a value becomes two characters in a file.
    let lines = format!("A: x = v{}\n", "\"".repeat(VALUE_BYTES - 1)).repeat(100);
    check(&lines, "The scenario as JSON has 1048577 bytes or more; 1048576 are the most.");
}

#[test]
fn an_error_knows_its_line_and_column() {
    let error = Scenario::read("heal\n  hole A->C").expect_err("no hole");
    assert_eq!(error.line_and_column(), Some((2, 3)));
    let error = text::parse_action("  hole A->C", &Setting::default()).expect_err("no hole");
    assert_eq!(error.line_and_column(), Some((1, 3)));
}
