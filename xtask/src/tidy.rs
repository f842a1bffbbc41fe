//! House rules that no other tool knows, each checked on the text of the project's own files.

use std::fs;
use std::path::{Path, PathBuf};

use crate::order;
use crate::shell::{Outcome, say};
use crate::styles;
use crate::vocabulary;
use crate::workspace::Workspace;

/// No file of code or styles is longer, tests included.
const LINES_MAX: usize = 400;
/// The crates whose modules are in an order.
const CRATES: [&str; 5] = ["core", "diagram", "web", "cli", "xtask"];
/// Endings of the files whose text is looked at.
const TEXTS: [&str; 11] =
    ["rs", "toml", "md", "html", "css", "js", "json", "txt", "yml", "yaml", "sh"];

// The needles are put together here, so that this file does not contain what it looks for.
const LEFT_OVER: [&str; 3] = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X")];
const LEFT_OVER_IN_CODE: [&str; 4] = [
    concat!("db", "g!("),
    concat!("to", "do!("),
    concat!("unimp", "lemented!("),
    concat!("#[ig", "nore"),
];
const MACHINE_PATHS: [&str; 4] =
    [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/tm", "p/"), concat!("/ho", "me/")];
const UNORDERED: [&str; 2] = [concat!("Hash", "Map"), concat!("Hash", "Set")];

/// Checks all files of the project; prints every breach, and fails if there is one.
pub(crate) fn tidy(ws: &Workspace) -> Outcome {
    let mut breaches = Vec::new();
    let mut texts = Vec::new();
    let files = files(&ws.join(""))?;
    for file in &files {
        // A file that is no text has nothing in it for these rules.
        let Ok(text) = fs::read_to_string(ws.join(file)) else {
            continue;
        };
        let name = file.to_string_lossy().replace('\\', "/");
        breaches.extend(breaches_in(&name, &text));
        texts.push((name, text));
    }
    breaches.extend(CRATES.iter().flat_map(|name| circles_of(name, &texts)));
    breaches.extend(styles::breaches(&texts));
    for breach in &breaches {
        println!("{breach}");
    }
    match breaches.len() {
        0 => say(format!("{} files keep the house rules.", files.len())),
        count => return Err(format!("{count} breaches of the house rules.").into()),
    }
    Ok(())
}

/// What is wrong with the circles among the modules of a crate.
fn circles_of(name: &str, texts: &[(String, String)]) -> Vec<String> {
    let below = format!("{name}/src/");
    let sources = texts.iter().filter(|(file, _)| file.ends_with(".rs"));
    let sources = sources.filter_map(|(file, text)| Some((file.strip_prefix(&below)?, &**text)));
    order::circles::breaches(name, &sources.collect())
}

/// Every text file of the project, by its path from the root, in order; what git is told to
/// ignore at the root is left out.
fn files(root: &Path) -> Outcome<Vec<PathBuf>> {
    let ignored = fs::read_to_string(root.join(".gitignore")).unwrap_or_default();
    let mut skipped = vec![root.join(".git")];
    skipped.extend(ignored.lines().filter_map(|line| Some(root.join(line.strip_prefix('/')?))));
    let mut files = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let unread = |why| format!("{} could not be read: {why}.", folder.display());
        for entry in fs::read_dir(&folder).map_err(unread)? {
            let path = entry.map_err(unread)?.path();
            if skipped.contains(&path) {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else if is_text(&path) {
                files.push(path.strip_prefix(root).unwrap_or(&path).to_path_buf());
            }
        }
    }
    files.sort();
    Ok(files)
}

fn is_text(path: &Path) -> bool {
    let ending = path.extension().and_then(|end| end.to_str());
    // Scripts such as `.ci/run` have no ending.
    ending.is_none_or(|ending| TEXTS.contains(&ending))
}

/// What one file does against the rules, a sentence each.
fn breaches_in(name: &str, text: &str) -> Vec<String> {
    let is_code = name.ends_with(".rs");
    let mut breaches = Vec::new();
    if is_code && !text.starts_with("//!") {
        breaches.push(format!("{name}: does not open with `//!` and what the file is."));
    }
    let lines = text.lines().count();
    if (is_code || name.ends_with(".css")) && lines > LINES_MAX {
        breaches.push(format!("{name}: has {lines} lines; {LINES_MAX} are the most."));
    }
    for (i, line) in text.lines().enumerate() {
        let place = format!("{name}:{}", i + 1);
        breaches.extend(breaches_on(name, line).map(|what| format!("{place}: {what}")));
    }
    breaches.extend(vocabulary::breaches(name, text).map(|what| format!("{name}:{what}")));
    breaches.extend(order::breaches(name, text).iter().map(|what| format!("{name}: {what}")));
    breaches
}

fn breaches_on<'a>(name: &'a str, line: &'a str) -> impl Iterator<Item = String> + 'a {
    let is_code = name.ends_with(".rs");
    let is_prose = name.ends_with(".md") || name.ends_with(".txt") || name.ends_with(".json");
    let is_ordered = ["core/src/", "diagram/src/"].iter().any(|part| name.starts_with(part));
    let is_ordered = is_ordered && !is_comment(line);
    let left_over = LEFT_OVER.iter().filter(move |word| !is_prose && has_word(line, word));
    let in_code = LEFT_OVER_IN_CODE.iter().filter(move |word| is_code && line.contains(**word));
    let paths = MACHINE_PATHS.iter().filter(move |path| has_path(line, path));
    let unordered = UNORDERED.iter().filter(move |word| is_ordered && has_word(line, word));
    (left_over.chain(in_code).map(|word| format!("`{word}` is left over.")))
        .chain(paths.map(|path| format!("`{path}` is a path on somebody's machine.")))
        .chain(unordered.map(|word| format!("`{word}` has no order that lasts; use a BTree.")))
}

/// Whether a line of Rust is a comment and nothing else.
pub(crate) fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with("//")
}

/// Whether the word stands in the line with no letter or digit on either side.
fn has_word(line: &str, word: &str) -> bool {
    let is_inner = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| {
        !line[..at].ends_with(is_inner) && !line[at + word.len()..].starts_with(is_inner)
    })
}

/// Whether the path starts in the line at a root, and not in the middle of a longer path.
fn has_path(line: &str, path: &str) -> bool {
    let goes_on = |c: char| c.is_alphanumeric() || "._-/~}".contains(c);
    line.match_indices(path).any(|(at, _)| !line[..at].ends_with(goes_on))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn breaches(name: &str, text: &str) -> String {
        breaches_in(name, text).join("\n")
    }

    #[test]
    fn a_file_that_keeps_the_rules_is_left_alone() {
        let text = "//! What this is.\n\nuse std::collections::BTreeMap;\n";
        assert_eq!(breaches("core/src/world.rs", text), "");
        assert_eq!(breaches("README.md", "Read core/src first.\n"), "");
    }

    #[test]
    fn code_opens_with_what_the_file_is() {
        assert!(breaches("web/src/a.rs", "use x;\n").contains("does not open"));
        assert!(breaches("web/src/a.rs", "").contains("does not open"));
        assert_eq!(breaches("web/a.css", "a { color: red }"), "");
    }

    #[test]
    fn no_file_is_longer_than_a_person_reads() {
        let text = |lines: usize| format!("//! Long.\n{}", "x\n".repeat(lines - 1));
        assert_eq!(breaches("xtask/src/a.rs", &text(LINES_MAX)), "");
        assert!(breaches("xtask/src/a.rs", &text(LINES_MAX + 1)).contains("has 401 lines"));
        assert!(breaches("web/styles/a.css", &text(LINES_MAX + 1)).contains("has 401 lines"));
    }

    #[test]
    fn nothing_is_left_over() {
        for word in LEFT_OVER {
            let text = format!("//! A.\n// {word}: later.\n");
            assert!(breaches("core/src/a.rs", &text).contains("a.rs:2: "), "{word}");
            assert_eq!(breaches("core/src/a.rs", &format!("//! A.\nlet a{word} = 1;\n")), "");
        }
        for word in LEFT_OVER_IN_CODE {
            let found = breaches("core/src/a.rs", &format!("//! A.\n    {word}x)]\n"));
            assert!(found.contains("is left over"), "{word}");
        }
    }

    #[test]
    fn no_path_of_a_machine_goes_in() {
        for path in MACHINE_PATHS {
            assert!(breaches("README.md", &format!("See {path}notes.\n")).contains("a path"));
            assert_eq!(breaches("README.md", &format!("See docs{path}notes.\n")), "", "{path}");
        }
    }

    #[test]
    fn the_core_keeps_its_order_and_comments_may_speak_of_it() {
        let uses = format!("//! A.\nuse std::collections::{};\n", UNORDERED[0]);
        assert!(breaches("core/src/a.rs", &uses).contains("has no order"));
        assert_eq!(breaches("web/src/a.rs", &uses), "");
        assert_eq!(breaches("core/src/a.rs", &format!("//! No {}.\n", UNORDERED[1])), "");
    }
}
