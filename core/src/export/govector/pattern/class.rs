//! Sets of characters: `.`, `\w`, `[^a-z]`.

use std::collections::BinaryHeap;

/// A set of characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Class {
    /// A bit for each character below 128.
    ascii: u128,
    /// Ranges of all, both ends included.
    ranges: Vec<(char, char)>,
}

/// What JavaScript takes for the end of a line.
const LINE_ENDS: [char; 4] = ['\n', '\r', '\u{2028}', '\u{2029}'];
/// What JavaScript takes for blank.
const SPACES: [(char, char); 10] = [
    ('\t', '\r'),
    (' ', ' '),
    ('\u{a0}', '\u{a0}'),
    ('\u{1680}', '\u{1680}'),
    ('\u{2000}', '\u{200a}'),
    ('\u{2028}', '\u{2029}'),
    ('\u{202f}', '\u{202f}'),
    ('\u{205f}', '\u{205f}'),
    ('\u{3000}', '\u{3000}'),
    ('\u{feff}', '\u{feff}'),
];

impl Class {
    /// The characters of some ranges.
    pub(super) fn new(ranges: impl IntoIterator<Item = (char, char)>) -> Self {
        let mut class = Self::default();
        ranges.into_iter().for_each(|(first, last)| class.add(first, last));
        class
    }

    /// The set that has one character in it.
    pub(super) fn one(character: char) -> Self {
        Self::new([(character, character)])
    }

    /// What `.` stands for.
    pub(super) fn dot() -> Self {
        Self::new(LINE_ENDS.map(|end| (end, end))).negated()
    }

    /// What `\d`, `\w`, `\s` and their opposites stand for.
    pub(super) fn named(letter: char) -> Option<Self> {
        let class = match letter.to_ascii_lowercase() {
            'd' => Self::new([('0', '9')]),
            'w' => Self::new([('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')]),
            's' => Self::new(SPACES),
            _ => return None,
        };
        Some(if letter.is_ascii_uppercase() { class.negated() } else { class })
    }

    /// Adds what lies between two characters.
    pub(super) fn add(&mut self, first: char, last: char) {
        self.ranges.push((first, last));
        for character in u32::from(first)..=u32::from(last).min(127) {
            self.ascii |= 1 << character;
        }
    }

    /// Adds the characters of another set.
    pub(super) fn extend(&mut self, other: &Self) {
        other.ranges.iter().for_each(|&(first, last)| self.add(first, last));
    }

    /// The set of all characters that are not in this one.
    pub(super) fn negated(self) -> Self {
        let ranges = BinaryHeap::from(self.ranges).into_sorted_vec();
        let mut others = Self::default();
        let mut next = Some('\0');
        for (first, last) in ranges {
            if let Some(from) = next.filter(|from| *from < first) {
                others.add(from, before(first));
            }
            next = next.and_then(|from| if last >= from { after(last) } else { Some(from) });
        }
        next.into_iter().for_each(|from| others.add(from, char::MAX));
        others
    }

    /// Whether a character is in it.
    pub(super) fn has(&self, character: char) -> bool {
        match u32::from(character) {
            ascii @ 0..128 => self.ascii >> ascii & 1 == 1,
            _ => self.ranges.iter().any(|(first, last)| (*first..=*last).contains(&character)),
        }
    }
}

fn after(character: char) -> Option<char> {
    (character..=char::MAX).nth(1)
}

fn before(character: char) -> char {
    ('\0'..character).next_back().unwrap_or('\0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_opposite_has_what_a_set_lacks() {
        for letter in ['d', 'w', 's'] {
            let class = Class::named(letter).unwrap();
            let opposite = Class::named(letter.to_ascii_uppercase()).unwrap();
            for character in ('\0'..'\u{400}').chain('\u{1f00}'..'\u{3100}') {
                assert_ne!(class.has(character), opposite.has(character), "{character:?}");
            }
        }
        let overlapping = Class::new([('a', 'f'), ('b', 'c'), ('e', 'h')]).negated();
        assert!(!('a'..='h').any(|c| overlapping.has(c)) && overlapping.has('i'));
        assert!(Class::default().negated().has(char::MAX));
    }
}
