//! Modules that use each other in a circle cannot be understood one after the other. There are none.
//!
//! That a module uses what is inside it is no use here: a folder's own file and the files in it are
//! read together.

use std::collections::{BTreeMap, BTreeSet};

use super::uses::{module_of, paths_in};

/// The files of one crate: paths below its `src/` folder, and texts.
pub(crate) type Sources<'a> = BTreeMap<&'a str, &'a str>;

/// What is wrong with the circles of a crate, a sentence each.
pub(crate) fn breaches(name: &str, sources: &Sources<'_>) -> Vec<String> {
    let found = circles(&uses(sources));
    let says = found.iter().map(|circle| {
        let modules: Vec<&str> = circle.iter().map(String::as_str).collect();
        format!("{name}: these modules use each other in a circle: {}.", modules.join(", "))
    });
    says.collect()
}

/// Which other modules each module uses, those inside it left out.
fn uses(sources: &Sources<'_>) -> BTreeMap<String, BTreeSet<String>> {
    let modules: BTreeSet<String> = sources.keys().map(|file| module_of(file).join("::")).collect();
    let used_by = |file: &str, text: &str| {
        let module = module_of(file).join("::");
        let inside = format!("{module}::");
        let of_path = |path: Vec<String>| {
            let prefixes = (1..=path.len()).rev().map(|length| path[..length].join("::"));
            prefixes.into_iter().find(|prefix| modules.contains(prefix))
        };
        let used = paths_in(file, text).into_iter().filter_map(of_path);
        let used = used.filter(|other| *other != module && !other.starts_with(&inside)).collect();
        (module, used)
    };
    sources.iter().map(|(file, text)| used_by(file, text)).collect()
}

/// The largest sets of modules each of which leads to all the others.
fn circles(uses: &BTreeMap<String, BTreeSet<String>>) -> Vec<BTreeSet<String>> {
    let reached: BTreeMap<&String, BTreeSet<&String>> =
        uses.keys().map(|module| (module, reached_from(module, uses))).collect();
    let mut circles = Vec::new();
    for module in uses.keys() {
        let others = reached[module].iter().filter(|other| reached[*other].contains(module));
        let circle: BTreeSet<String> = others.map(|other| (*other).clone()).collect();
        if circle.first() == Some(module) && circle.len() > 1 {
            circles.push(circle);
        }
    }
    circles
}

fn reached_from<'a>(
    module: &'a String,
    uses: &'a BTreeMap<String, BTreeSet<String>>,
) -> BTreeSet<&'a String> {
    let mut reached = BTreeSet::new();
    let mut next = vec![module];
    while let Some(module) = next.pop() {
        let used = uses.get(module).into_iter().flatten();
        next.extend(used.filter(|other| uses.contains_key(*other) && reached.insert(*other)));
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: (&str, &str) = ("a.rs", "use crate::b::C;");

    fn check(sources: &[(&str, &str)], expected: &str) {
        let found = breaches("x", &sources.iter().copied().collect()).join(" ");
        assert_eq!(found, expected, "{sources:?}");
    }

    #[test]
    fn one_way_is_no_circle() {
        check(&[A, ("b.rs", "")], "");
        check(&[A, ("b.rs", "use crate::c;"), ("c.rs", "")], "");
    }

    #[test]
    fn a_planted_import_closes_a_circle() {
        let found = "x: these modules use each other in a circle: a, b.";
        check(&[A, ("b.rs", "use crate::a::D;")], found);
        let found = "x: these modules use each other in a circle: a, b, c::d.";
        check(&[A, ("b.rs", "use crate::c::d::E;"), ("c/d.rs", "use super::super::a::F;")], found);
    }

    #[test]
    fn a_folder_and_its_file_are_read_together() {
        check(&[("a.rs", "mod b;\nuse self::b::C;"), ("a/b.rs", "use super::D;")], "");
        check(&[("a.rs", "use crate::a::b::C;"), ("a/b.rs", "use super::D;")], "");
    }
}
