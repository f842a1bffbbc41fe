//! Which modules of its own crate a file mentions, read off its text: `crate::…`, `super::…` and
//! `self::…`, with groups. Comments and their links do not count, nor do the tests at a file's end.

use crate::tidy::is_comment;

/// The path of a module below its crate's root: `["replica", "machine"]`; the root's is empty.
pub(super) type Path = Vec<String>;

/// The module that a file is, by the file's path below `src/`.
pub(super) fn module_of(file: &str) -> Path {
    let module = file.trim_end_matches(".rs").trim_end_matches("/mod");
    let is_root = matches!(module, "lib" | "main");
    if is_root { Path::new() } else { module.split('/').map(str::to_owned).collect() }
}

/// Every path into its own crate that a file mentions, from the crate's root on.
pub(super) fn paths_in(file: &str, text: &str) -> Vec<Path> {
    let module = module_of(file);
    let code = code_of(text);
    let mut paths = Vec::new();
    for (word, base) in [("crate::", Some(0)), ("self::", Some(module.len())), ("super::", None)] {
        for (at, _) in code.match_indices(word) {
            // `$crate::` is the same place; `my_crate::` and `super::super::` begin elsewhere.
            let before = &code[..at];
            if before.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':') {
                continue;
            }
            let ups = code[at..].split("super::").take_while(|part| part.is_empty()).count();
            let base = base.unwrap_or_else(|| module.len().saturating_sub(ups));
            let rest = if word == "super::" {
                &code[at + ups * word.len()..]
            } else {
                &code[at + word.len()..]
            };
            let mut path = module[..base].to_vec();
            follow(rest, &mut path, &mut paths);
        }
    }
    paths
}

/// What a file says without its comments and its tests.
pub(super) fn code_of(text: &str) -> String {
    // Tests in a file of their own are only named here.
    let end = text.find("#[cfg(test)]\nmod tests {").unwrap_or(text.len());
    text[..end].lines().filter(|line| !is_comment(line)).collect::<Vec<_>>().join("\n")
}

/// Whether code mentions something inside a crate.
pub(super) fn has_path_into(code: &str, name: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(name)
        .any(|(at, _)| !code[..at].ends_with(is_part) && code[at + name.len()..].starts_with("::"))
}

/// Goes on from a path: along names, and along each branch of a group. Says how much was read.
fn follow(text: &str, path: &mut Path, paths: &mut Vec<Path>) -> usize {
    let depth = path.len();
    let mut at = 0;
    loop {
        let rest = &text[at..];
        if let Some(group) = rest.strip_prefix('{') {
            at += follow_group(group, path, paths) + 1;
            break;
        }
        let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        at += name.len();
        if name != "self" && !name.is_empty() {
            path.push(name);
        }
        if !text[at..].starts_with("::") {
            paths.push(path.clone());
            break;
        }
        at += 2;
    }
    path.truncate(depth);
    at
}

fn follow_group(text: &str, path: &mut Path, paths: &mut Vec<Path>) -> usize {
    let mut at = 0;
    while let Some(next) = text[at..].chars().next() {
        match next {
            '}' => return at + 1,
            c if c.is_alphanumeric() || c == '_' => {
                at += follow(&text[at..], path, paths);
                // Another name that it is given here.
                at += text[at..].find([',', '}']).unwrap_or(0);
            }
            c => at += c.len_utf8(),
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(file: &str, text: &str, expected: &[&str]) {
        let paths: Vec<String> = paths_in(file, text).iter().map(|path| path.join("::")).collect();
        assert_eq!(paths, expected, "{text}");
    }

    #[test]
    fn paths_are_told_from_the_root_on() {
        check("replica/store.rs", "use crate::clock::Dot;", &["clock::Dot"]);
        check(
            "replica/store.rs",
            "use super::message::{Key, Write};",
            &["replica::message::Key", "replica::message::Write"],
        );
        check("a/b/c.rs", "use super::super::d::E;", &["a::d::E"]);
        check("a.rs", "use super::d;", &["d"]);
        check("a/mod.rs", "use self::d::E;", &["a::d::E"]);
        check("lib.rs", "pub use crate::a::B;", &["a::B"]);
    }

    #[test]
    fn groups_branch() {
        let text = "use crate::{a::{self, b::C as D}, e, f::{G, h::I}};";
        check("lib.rs", text, &["a", "a::b::C", "e", "f::G", "f::h::I"]);
    }

    #[test]
    fn comments_tests_and_other_crates_do_not_count() {
        check("a.rs", "/// See [`crate::b`].\n//! crate::c", &[]);
        check("a.rs", "use my_crate::b::C;", &[]);
        check("a.rs", "fn f() {}\n#[cfg(test)]\nmod tests {\n    use crate::b::C;\n}", &[]);
    }

    #[test]
    fn paths_within_code_count() {
        check("a/b.rs", "fn f(x: &crate::c::D) { super::g(x) }", &["c::D", "a::g"]);
    }
}
