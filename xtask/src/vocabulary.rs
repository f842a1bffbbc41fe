//! Words that the glossary gives another name, looked for in the core: in identifiers and comments.
//!
//! A word counts alone, in a plural, and as a part of a name (`is_pending`, `PendingWrite`). Where a
//! file speaks the words of others (HTTP dialects, logs, published systems), it may.

/// What nobody says in the core, and what to say.
const WORDS: [(&str, &str); 16] = [
    ("backlog", "buffer"),
    ("cluster", "view, or world"),
    ("connection", "link, or session"),
    ("contender", "implementation under test"),
    ("desk", "interface state"),
    ("dice", "generator"),
    ("journal", "history"),
    ("lineup", "baselines"),
    ("packet", "message"),
    ("parallel", "concurrent"),
    ("pending", "parked, or buffered"),
    ("scribe", "chart builder"),
    ("simultaneous", "concurrent"),
    ("site", "replica"),
    ("timeline", "history"),
    ("user", "client"),
];
/// What is said of trees in `json` and of clients' routes in `http`, and nowhere else of a replica.
const NODE: (&str, &str) = ("node", "replica");
/// Where `node` can only mean a replica.
const NO_TREES: [&str; 6] = [
    "core/src/check",
    "core/src/clock",
    "core/src/history",
    "core/src/replica",
    "core/src/run",
    "core/src/world",
];
/// Who speaks the words of others.
const OTHERS_WORDS: [&str; 3] =
    ["core/src/http", "core/src/export/govector", "core/src/replica/source.rs"];
/// Whose sources are quoted by file and line.
const QUOTES: &str = "Source::at(";

/// Where a file of the core uses such a word: `line: what to say`.
pub(crate) fn breaches<'a>(name: &'a str, text: &'a str) -> impl Iterator<Item = String> + 'a {
    let is_ours = name.starts_with("core/src/") && name.ends_with(".rs");
    let is_ours = is_ours && !OTHERS_WORDS.iter().any(|theirs| name.starts_with(theirs));
    let node = NO_TREES.iter().any(|folder| name.starts_with(folder)).then_some(NODE);
    let lines = text.lines().enumerate().filter(move |(_, line)| is_ours && !line.contains(QUOTES));
    lines.flat_map(move |(at, line)| {
        let used = words_of(line);
        let banned = WORDS.into_iter().chain(node);
        let found = banned.filter(move |(word, _)| used.iter().any(|used| is_it(used, word)));
        found.map(move |(word, say)| format!("{}: the glossary has {say} for `{word}`.", at + 1))
    })
}

/// Whether it is that word, alone or in its plural.
fn is_it(used: &str, word: &str) -> bool {
    used.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest == "s")
}

/// The words of a line in small letters, names taken apart at `_` and at capitals.
fn words_of(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_small = false;
    for c in line.chars() {
        if !c.is_alphabetic() || (was_small && c.is_uppercase()) {
            words.push(String::new());
        }
        if c.is_alphabetic() {
            words.last_mut().into_iter().for_each(|word| word.extend(c.to_lowercase()));
        }
        was_small = c.is_lowercase();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &str, text: &str) -> String {
        breaches(name, text).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_word_counts_alone_in_plurals_and_inside_names() {
        let name = "core/src/replica/buffer.rs";
        for line in ["// Pending.", "let pending_writes = 1;", "struct PendingWrite;", "no packets"]
        {
            assert!(found(name, line).starts_with("1: the glossary has "), "{line}");
        }
        assert_eq!(
            found(name, "\nfn is_pending() {}"),
            "2: the glossary has parked, or buffered for `pending`."
        );
    }

    #[test]
    fn what_only_contains_it_does_not_count() {
        let text = "opposite, users' ends: suspending, unparalleled, nodeless, requisites";
        assert_eq!(found("core/src/world/state.rs", &text.replace("users' ", "")), "");
    }

    #[test]
    fn trees_have_nodes_and_replicas_are_none() {
        assert_eq!(found("core/src/scenario/json/node.rs", "struct Node;"), "");
        assert!(found("core/src/world/state.rs", "the nodes").contains("replica for `node`"));
    }

    #[test]
    fn others_keep_their_words() {
        assert_eq!(found("core/src/http/reports.rs", "\"pending_writes\", node"), "");
        assert_eq!(found("web/src/app.rs", "pending"), "");
        assert_eq!(found("core/src/replica/rule_catalog.rs", "Source::at(&X, \"node.py\", 1)"), "");
    }

    #[test]
    fn the_glossary_says_each_of_them() {
        let glossary = include_str!("../../GLOSSARY.md");
        let missing = WORDS.iter().chain([&NODE]).filter(|(word, _)| !glossary.contains(word));
        assert_eq!(missing.collect::<Vec<_>>(), [&("", ""); 0]);
    }
}
