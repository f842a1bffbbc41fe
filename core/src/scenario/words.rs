//! The words for what has few values: the same in text, in JSON and in error messages.

mod values;

use super::error::Reason;
use crate::replica::mistakes::{CATALOG, Mistake, Mistakes};

/// One value's word, other words for it, and the value.
pub(super) type Entry<T> = (&'static str, &'static [&'static str], T);

/// The words that a header line can begin with. `open at` is told from `open A->C` by its `at`, and
/// `gossip 500` from `gossip B` by what follows.
pub(super) const SETTINGS: [&str; 20] = [
    "title",
    "notes",
    "seed",
    "replicas",
    "rule",
    "sessions",
    "timeout",
    "dependencies",
    "conflicts",
    "writes",
    "broadcast",
    "gossip",
    "health",
    "evict",
    "amnesia",
    "mistakes",
    "members",
    "links",
    "link",
    "open at",
];

/// A type of few values, each with a word.
pub(super) trait Words: Copy + PartialEq + 'static {
    /// What kind of word it is, for error messages.
    const WHAT: &'static str;
    /// Every value. Only ever appended to: links carry the position.
    const ALL: &'static [Entry<Self>];

    /// The value of a word, whatever its case.
    fn from_word(found: &str) -> Result<Self, Reason> {
        let is_it = |entry: &&Entry<Self>| {
            let mut names = std::iter::once(&entry.0).chain(entry.1);
            names.any(|name| name.eq_ignore_ascii_case(found))
        };
        let names = Self::ALL.iter().map(|entry| entry.0);
        let entry = Self::ALL.iter().find(is_it);
        entry.map(|entry| entry.2).ok_or_else(|| unknown(Self::WHAT, found, names))
    }

    /// The word of this value.
    fn word(self) -> &'static str {
        Self::ALL[self.code()].0
    }

    /// The number of this value in links.
    fn code(self) -> usize {
        let found = Self::ALL.iter().position(|entry| entry.2 == self);
        found.expect("every value has its word")
    }

    /// The value of a number in links.
    fn from_code(code: usize) -> Option<Self> {
        Self::ALL.get(code).map(|entry| entry.2)
    }
}

/// Makes a mistake of a name, once.
pub(super) fn add_mistake(mistakes: &mut Mistakes, name: &str) -> Result<(), Reason> {
    let names = CATALOG.iter().map(|named| named.name);
    let mistake = Mistake::of_name(name).ok_or_else(|| unknown("mistake", name, names))?;
    if mistakes.has(mistake) {
        return Err(Reason::GivenTwice { what: excerpt(name) });
    }
    mistakes.set(mistake, true);
    Ok(())
}

/// That a word is not among those known, with the one that it looks like.
pub(super) fn unknown(
    what: &'static str,
    found: &str,
    known: impl Iterator<Item = &'static str>,
) -> Reason {
    let known: Vec<&'static str> = known.collect();
    let meant = nearest(found, &known);
    Reason::Unknown { what, found: excerpt(found), meant, known: known.join(", ") }
}

/// The known word that another one looks like, if it looks like one.
pub(crate) fn nearest<'a>(found: &str, known: &[&'a str]) -> Option<&'a str> {
    let near = known.iter().map(|word| (distance(word, found), *word)).min();
    near.filter(|(distance, word)| *distance * 3 <= word.len()).map(|near| near.1)
}

/// How many letters must be inserted, removed, replaced or swapped with their neighbour to get from
/// one word to the other, whatever their case; far apart when one is much longer.
fn distance(known: &str, found: &str) -> usize {
    let found: Vec<char> = found.chars().take(33).map(|c| c.to_ascii_lowercase()).collect();
    if found.len() > 32 {
        return usize::MAX / 4;
    }
    let known: Vec<char> = known.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=found.len()).collect();
    for (i, letter) in known.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, other) in found.iter().enumerate() {
            let replaced = last[j] + usize::from(letter != other);
            let mut least = replaced.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *letter == found[j - 1] && known[i - 1] == *other {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(known.len())
}

/// The beginning of what somebody wrote, short enough for a sentence and fit to be shown.
pub(crate) fn excerpt(found: &str) -> String {
    let mut shown = String::new();
    for character in found.chars().take(24) {
        if character.is_control() {
            shown.extend(character.escape_default());
        } else {
            shown.push(character);
        }
    }
    if found.chars().nth(24).is_some() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_is_guessed_and_a_strange_word_is_not() {
        let guess =
            |found: &str| match unknown("word", found, ["release", "hold", "cut"].into_iter()) {
                Reason::Unknown { meant, .. } => meant,
                other => panic!("{other}"),
            };
        assert_eq!(guess("relase"), Some("release"));
        assert_eq!(guess("RELAESE"), Some("release"));
        assert_eq!(guess("ctu"), Some("cut"));
        for strange in ["", "crash", "x", &"release".repeat(9)] {
            assert_eq!(guess(strange), None, "{strange}");
        }
    }

    #[test]
    fn excerpts_are_short_and_visible() {
        assert_eq!(excerpt("a'\n"), "a'\\n");
        assert_eq!(excerpt(&"é".repeat(25)), format!("{}…", "é".repeat(24)));
    }
}
