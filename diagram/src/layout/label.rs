//! Some words at a place.

use super::metrics::{Direction, NAME_CHAR, Point, Spot, int};

/// Where the place of a label is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// At its beginning.
    Start,
    /// In its middle.
    Middle,
    /// At its end.
    End,
}

/// Some words at a place; vertically the place is their middle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub at: Point,
    /// Where it is in the words.
    pub anchor: Anchor,
    /// The words.
    pub text: String,
}

impl Anchor {
    /// Its name in SVG.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

impl Label {
    /// Where it begins and ends from left to right, if a character is so wide.
    #[must_use]
    pub fn extent(&self, char_width: i32) -> (i32, i32) {
        let width = int(self.text.chars().count()) * char_width;
        let left = match self.anchor {
            Anchor::Start => self.at.x,
            Anchor::Middle => self.at.x - width / 2,
            Anchor::End => self.at.x - width,
        };
        (left, left + width)
    }

    /// Its middle, if it is a name.
    pub(super) fn middle(&self, direction: Direction) -> Spot {
        let (left, right) = self.extent(NAME_CHAR);
        let x = (left + right) / 2;
        match direction {
            Direction::Right => Spot::new(x, self.at.y),
            Direction::Down => Spot::new(self.at.y, x),
        }
    }

    /// The same, moved so that it stays between two limits if it can.
    pub(super) fn kept_within(mut self, width: i32, char_width: i32) -> Self {
        let (left, right) = self.extent(char_width);
        self.at.x -= (right - width).max(0);
        self.at.x += (-left).max(0);
        self
    }
}
