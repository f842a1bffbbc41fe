//! What comes next after a write: one short sentence.

use causal_core::clock::Dot;

use super::list;

/// How many names a sentence has room for.
const NAMED: usize = 3;

/// Where a write goes from here: to whom it is on its way, on which links it is held, and whether
/// it was lost on some.
pub(crate) fn comes_next(dot: Dot, to: &[String], held: &[String], is_lost: bool) -> String {
    let mut is = Vec::new();
    if !to.is_empty() {
        is.push(format!("on its way to {}", named(to, "replicas")));
    }
    if !held.is_empty() {
        is.push(format!("held on {}", named(held, "links")));
    }
    let (is, then) = match (to, held) {
        ([], []) if is_lost => ("lost on its way".to_owned(), "Gossip can bring it"),
        ([], []) => ("here alone".to_owned(), "Gossip can bring it to others"),
        ([], _) => (is.concat(), "Release it"),
        _ => (is.join(", "), "Press step"),
    };
    format!("{dot} is {is}. {then}.")
}

fn named(all: &[String], what: &str) -> String {
    if all.len() > NAMED { format!("{} {what}", all.len()) } else { list(all) }
}
