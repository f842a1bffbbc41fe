//! Words that the glossary gives another name, looked for in identifiers and comments: most in the
//! core, those that nobody needs at all also in the diagram and on the page.
//!
//! A word counts alone, in a plural, and as a part of a name (`is_pending`, `PendingWrite`). Where a
//! file speaks the words of others (HTTP dialects, logs, published systems), it may.

/// What nobody says in the core, and what to say.
const WORDS: [(&str, &str); 11] = [
    ("backlog", "buffer"),
    ("cluster", "view, or world"),
    ("connection", "link, or session"),
    ("journal", "history"),
    ("packet", "message"),
    ("parallel", "concurrent"),
    ("pending", "parked, or buffered"),
    ("simultaneous", "concurrent"),
    ("site", "replica"),
    ("timeline", "history"),
    ("user", "client"),
];
/// Words that have gone, and what to say.
const GONE: [(&str, &str); 7] = [
    ("contender", "implementation under test"),
    ("deed", "action"),
    ("desk", "interface state"),
    ("dice", "generator"),
    ("face", "card"),
    ("lineup", "baselines"),
    ("scribe", "chart builder"),
];
/// Where they have gone from.
const GONE_FROM: [&str; 3] = ["core/src/", "diagram/src/", "web/src/"];
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

/// Where a file uses such a word: `line: what to say`.
pub(crate) fn breaches<'a>(name: &'a str, text: &'a str) -> impl Iterator<Item = String> + 'a {
    let banned = banned_in(name);
    let lines = text.lines().enumerate().filter(|(_, line)| !line.contains(QUOTES));
    lines.flat_map(move |(at, line)| {
        let used = words_of(line);
        let banned = banned.clone().into_iter();
        let found = banned.filter(move |(word, _)| used.iter().any(|used| is_it(used, word)));
        found.map(move |(word, say)| format!("{}: the glossary has {say} for `{word}`.", at + 1))
    })
}

/// What is not said in a file.
fn banned_in(name: &str) -> Vec<(&'static str, &'static str)> {
    let is_in = |folders: &[&str]| folders.iter().any(|folder| name.starts_with(folder));
    let is_code = name.ends_with(".rs") && !is_in(&OTHERS_WORDS);
    let gone = GONE.iter().filter(|_| is_code && is_in(&GONE_FROM));
    let words = WORDS.iter().filter(|_| is_code && is_in(&["core/src/"]));
    let node = [NODE].iter().filter(|_| is_code && is_in(&NO_TREES));
    gone.chain(words).chain(node).copied().collect()
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
    fn what_has_gone_comes_back_nowhere() {
        for name in ["core/src/lib.rs", "diagram/src/svg.rs", "web/src/model.rs"] {
            let says = "1: the glossary has interface state for `desk`.";
            assert_eq!(found(name, "fn with_desk() {}"), says);
        }
        assert_eq!(found("web/src/model.rs", "desktop, interface, InterfaceState, surfaces"), "");
        assert_eq!(found("tests/src/screen.rs", "pub const DESK: Self"), "");
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
        let said = WORDS.iter().chain(&GONE).chain([&NODE]);
        let missing = said.filter(|(word, _)| !glossary.contains(word));
        assert_eq!(missing.collect::<Vec<_>>(), [&("", ""); 0]);
    }
}
