//! Where a note stands in a drawing that has no room for its sentence: a sign and a word or two.

use super::chart::Note;
use super::drawing::Drawing;
use super::kinds::NoteKind;
use super::metrics::{Direction, Point, small_width};

/// A note's frame with what stands in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteFrame {
    /// Its corner at the top left.
    pub corner: Point,
    /// How wide and high it is.
    pub size: Point,
    /// What stands behind the sign.
    pub words: String,
}

/// The height of a frame.
const HEIGHT: i32 = 18;
/// The room of the sign, and of what is left free beside it and at both ends.
const SIGN: i32 = 22;

impl Drawing {
    /// The frame of a note: at the edge where time runs to the right, otherwise across the lanes.
    #[must_use]
    pub fn note_frame(&self, note: &Note) -> NoteFrame {
        let time = self.times[note.column];
        let (middle, words) = match self.direction() {
            Direction::Right => (Point { x: time, y: 35 }, note.label.clone()),
            Direction::Down => {
                let words = format!("{} {}", note.label, note.kind.words()).trim().to_owned();
                (Point { x: self.size.x / 2, y: time }, words)
            }
        };
        let size = Point { x: small_width(&words) + SIGN, y: HEIGHT };
        let corner = Point { x: middle.x - size.x / 2, y: middle.y - size.y / 2 };
        NoteFrame { corner, size, words }
    }
}

impl NoteKind {
    /// What it is called where there is room.
    fn words(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Open => "open",
            Self::Released => "released",
            Self::Doubled => "twice",
            Self::Cut => "cut",
            Self::Changed => "changed",
            Self::TimePassed | Self::Remark | Self::Replica | Self::Violation => "",
        }
    }
}
