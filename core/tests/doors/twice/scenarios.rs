//! Texts, and files.

use causal_core::scenario::limits::REPLICAS;
use causal_core::scenario::{json, text};

use super::{all_replicas, backwards, check, letters, link, repeated};

fn check_text(what: &str, n: usize, input: impl Fn(usize) -> String) {
    check(what, n, |n| {
        let input = input(n);
        (input.len(), text::parse_counted(&input, REPLICAS).1)
    });
}

fn check_json(what: &str, n: usize, input: impl Fn(usize) -> String) {
    check(what, n, |n| {
        let input = format!("{{\"version\": 1, {}}}", input(n));
        (input.len(), json::parse_counted(&input, REPLICAS).1)
    });
}

#[test]
fn a_text_of_more_lines() {
    check_text("actions", 4_000, |n| "A: x = 1\n".repeat(n));
    check_text("all kinds of actions", 500, |n| {
        "hold A->B\n@0 ann@B: del x\n1. view A: A B\npartition A | B C\ndelay A-C 1..2\n".repeat(n)
    });
    check_text("comments", 20_000, |n| "# x\n".repeat(n));
    check_text("empty lines", 100_000, |n| "\n".repeat(n));
    check_text("notes", 8_000, |n| "notes\n".repeat(n));
    check_text("links", 16_000, |n| {
        let line = |number| {
            let (from, to) = link(number);
            format!("link {}>{}\n", letters(from), letters(to))
        };
        all_replicas() + &backwards(n, line)
    });
}

#[test]
fn a_text_of_longer_lines() {
    let pieces = [
        ("blanks", "", " ", "heal"),
        ("blanks behind", "A: x = 1", " ", ""),
        ("marks of comments", "A: x = 1", "#", ""),
        ("a long name", "hold A->", "B", ""),
        ("a long key", "A: ", "x", " = 1"),
        ("commas", "mistakes ", ", ", "no-tombstones"),
        ("apostrophes", "release A", "'", "1->B"),
        ("escapes", "note \"", "\\u{41}\\n", "\""),
        ("an open quote", "A: \"", "é", ""),
        ("a long number", "wait ", "9", ""),
        ("groups", "partition A", " |", " B"),
        ("members", "view A: ", "A ", ""),
        ("members in groups", "partition ", "A, B ", ""),
        ("what was seen", "ann@A: seen ", "A1 B2 ", ": read x"),
    ];
    for (what, begin, piece, end) in pieces {
        check_text(what, 20_000, |n| format!("{begin}{}{end}\n", piece.repeat(n)));
    }
    check_text("names", 128, |n| {
        format!("replicas {}", backwards(n, |number| format!("replica_number_{number:04} ")))
    });
    check_text("names in groups", 20_000, |n| {
        all_replicas() + "partition " + &backwards(n, |number| letters(number) + " ")
    });
    check_text("lost disks", 300, |n| {
        let dots = backwards(n, |number| format!("A{}1 ", "'".repeat(number)));
        format!("ann@A: seen {dots}: read x")
    });
}

#[test]
fn a_file_of_more_values() {
    check_json("actions", 4_000, |n| {
        let action = "{\"put\": \"x\", \"value\": \"1\", \"on\": \"A\"},";
        format!("\"actions\": [{}{{\"heal\": true}}]", action.repeat(n))
    });
    check_json("fields", 20_000, |n| {
        format!("{}\"title\": \"\"", backwards(n, |number| format!("\"f{number:06}\": 1, ")))
    });
    check_json("fields of an action", 10_000, |n| {
        let fields = backwards(n, |number| format!("\"f{number:06}\": 1, "));
        format!("\"actions\": [{{{fields}\"heal\": true}}]")
    });
    check_json("links", 16_000, |n| {
        let names = repeated(REPLICAS - 1, |number| format!("\"{}\", ", letters(number)));
        let links = backwards(n, |number| {
            let (from, to) = link(number);
            format!("\"{}>{}\": {{}}, ", letters(from), letters(to))
        });
        let last = letters(REPLICAS - 1);
        format!("\"replicas\": [{names}\"{last}\"], \"links\": {{{links}\"default\": {{}}}}")
    });
    let of_action = |begin: &str, piece: &str, n| {
        let last = piece.trim_end_matches([',', ' ']);
        format!("\"actions\": [{{{begin}[{}{last}]}}]", piece.repeat(n))
    };
    let pieces = [
        ("members", "\"on\": \"A\", \"view\": ", "\"A\", "),
        ("groups", "\"partition\": ", "[\"A\"], "),
        ("what was seen", "\"get\": \"x\", \"on\": \"A\", \"seen\": ", "\"A1\", "),
    ];
    for (what, begin, piece) in pieces {
        check_json(what, 10_000, |n| of_action(begin, piece, n));
    }
    check_json("lost disks", 300, |n| {
        let dots = backwards(n, |number| format!("\"A{}1\", ", "'".repeat(number)));
        format!("\"actions\": [{{\"get\": \"x\", \"on\": \"A\", \"seen\": [{dots}\"A1\"]}}]")
    });
}

#[test]
fn a_file_of_longer_values() {
    let nested = format!("{}{}, ", "[".repeat(120), "]".repeat(120));
    check_json("lists in lists", 500, |n| format!("\"x\": [{}1]", nested.repeat(n)));
    check_json("escapes", 20_000, |n| format!("\"notes\": \"{}\"", "\\u0041\\n".repeat(n)));
    check_json("halves of characters", 20_000, |n| {
        format!("\"notes\": \"{}\\ud83d\"", "\\ud83d\\ude00".repeat(n))
    });
    check_json("an open quote", 50_000, |n| format!("\"notes\": \"{}", "é".repeat(n)));
    check_json("a long number", 50_000, |n| format!("\"seed\": 1{}", "0".repeat(n)));
    check_json("blanks", 50_000, |n| format!("\"title\":{}\"\"", " \n".repeat(n)));
}
