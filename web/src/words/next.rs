//! What comes next after a write: one short sentence.

use causal_core::clock::Dot;

use super::list;

/// How many names a sentence has room for.
const NAMED: usize = 3;

/// Where a write goes from here: to whom it is on its way, on which links it is held, and whether
/// it was lost on some. Nothing if nobody else is to get it.
pub(crate) fn comes_next(
    dot: Dot,
    to: &[String],
    held: &[String],
    is_lost: bool,
    has_others: bool,
) -> Option<String> {
    let to = (!to.is_empty()).then(|| named(to, "replicas"));
    let held = (!held.is_empty()).then(|| named(held, "links"));
    Some(match (to, held) {
        (Some(to), None) => format!("{dot} is on its way to {to}. Press step."),
        (Some(to), Some(held)) => {
            format!("{dot} is on its way to {to}, held on {held}. Press step.")
        }
        (None, Some(held)) => format!("{dot} is held on {held}: release it."),
        (None, None) if is_lost => format!("{dot} is lost on its way. Gossip can bring it."),
        (None, None) if has_others => format!("{dot} stays here until gossip brings it to others."),
        (None, None) => return None,
    })
}

fn named(all: &[String], what: &str) -> String {
    if all.len() > NAMED { format!("{} {what}", all.len()) } else { list(all) }
}
