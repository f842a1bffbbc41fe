//! The signs of the diagram, each around its own middle, as data of SVG paths; and the colors that
//! tell replicas apart beside their shapes.

use causal_core::clock::ReplicaId;

/// How many replicas have a shape and a color of their own; with more they begin again.
pub const N_LOOKS: usize = 16;

/// A replica's color, as styles name it.
#[must_use]
pub fn hue(replica: ReplicaId) -> &'static str {
    NAMES[replica.index() % N_LOOKS]
}

const NAMES: [&str; N_LOOKS] =
    ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p"];

/// The colors on a light ground, in the order of the letters. On white and on the panels' grey each
/// has a contrast of 4.5 at least, and so has a white letter on it.
pub const LIGHT_HUES: [&str; N_LOOKS] = [
    "#0b3d91", "#b34700", "#1d7a6e", "#1a1a1a", "#885b93", "#227702", "#b73c59", "#1f6a96",
    "#463600", "#8930e6", "#6c0b04", "#530042", "#78703e", "#00314d", "#614448", "#0b432b",
];

/// The same on a dark ground, under letters that are nearly black.
pub const DARK_HUES: [&str; N_LOOKS] = [
    "#6f93f0", "#e08a4a", "#b5f5e6", "#9aa3ad", "#df6df8", "#46c320", "#daa09f", "#2bc4ea",
    "#9c9e51", "#e6cbfb", "#f3c530", "#f05b93", "#dcefa3", "#4fac8f", "#f9dfcb", "#30fdab",
];

/// A replica's shape around its letter, and how much lower than its middle the letter stands; none
/// for the circle of [`DISC`].
#[must_use]
pub fn shape(replica: ReplicaId) -> (Option<&'static str>, i32) {
    match replica.index() % N_LOOKS {
        0 => (None, 0),
        shape => (Some(SHAPES[shape - 1].0), SHAPES[shape - 1].1),
    }
}

/// Square, triangle, diamond; hexagon, triangle upside down, cross, star; pill, parallelogram,
/// pentagon, arrow; trapezoid, shield, arch, ribbon.
const SHAPES: [(&str, i32); N_LOOKS - 1] = [
    ("M-11 -11H11V11H-11Z", 0),
    ("M0 -14L14.5 11H-14.5Z", 3),
    ("M0 -15L15 0L0 15L-15 0Z", 0),
    ("M-16 0L-9 -11H9L16 0L9 11H-9Z", 0),
    ("M0 14L14.5 -11H-14.5Z", -3),
    ("M-7 -14H7V-7H14V7H7V14H-7V7H-14V-7H-7Z", 0),
    ("M0 -16L5 -8H14L9 0L14 8H5L0 16L-5 8H-14L-9 0L-14 -8H-5Z", 0),
    ("M-7 -9H7Q16 -9 16 0Q16 9 7 9H-7Q-16 9 -16 0Q-16 -9 -7 -9Z", 0),
    ("M-7 -11H16L7 11H-16Z", 0),
    ("M0 -15L15 -3L9 13H-9L-15 -3Z", 1),
    ("M-13 -11H5L16 0L5 11H-13Z", 0),
    ("M-8 -11H8L16 11H-16Z", 1),
    ("M-12 -13H12V0Q12 9 0 15Q-12 9 -12 0Z", -1),
    ("M-11 13V-2Q-11 -14 0 -14Q11 -14 11 -2V13Z", 1),
    ("M-16 -11H16L10 0L16 11H-16L-10 0Z", 0),
];

/// The radius of a replica's circle.
pub const DISC: i32 = 12;
/// ╳ A replica stops.
pub const CRASH: &str = "M-8 -8L8 8M-8 8L8 -8";
/// ↻ It starts again.
pub const RESTART: &str = "M6.5 3.5A7 7 0 1 1 4.5 -5.5M5 -10V-5H0";
/// The frame of what a client asks, or is told.
pub const FRAME: &str = "M-8 -8H8V8H-8Z";
/// ? A client's request waits.
pub const QUESTION: &str = "M-2.7 -2.2A2.7 2.7 0 1 1 0 0.7V1.6M0 4.6V4.8";
/// ↲ A client is told something.
pub const REPLY: &str = "M4 -4.5V1H-4.5M-1.5 -2L-4.5 1L-1.5 4";
/// What was asked is turned down.
pub const BAR: &str = "M-4 0H4";
/// ✕ A message is lost.
pub const CROSS: &str = "M-6 -6L6 6M-6 6L6 -6";
/// The stroke through what is thrown away.
pub const STROKE: &str = "M-8 8L8 -8";
/// Around what is wrong.
pub const OCTAGON: &str = "M-5 -12H5L12 -5V5L5 12H-5L-12 5V-5Z";
/// In what is wrong.
pub const EXCLAMATION: &str = "M0 -4.5V1M0 4.2V4.4";
/// ⏸ The bars of the gate that holds a message.
pub const BARS: &str = "M-3 -5V5M3 -5V5";
/// ✕ A cut link.
pub const CUT: &str = "M-4 -4L4 4M-4 4L4 -4";
/// ⏸ A link that holds.
pub const PAUSE: &str = "M-2.5 -4.5V4.5M2.5 -4.5V4.5";
/// ▶ A link that carries messages.
pub const OPEN: &str = "M-3 -4.5L4.5 0L-3 4.5Z";
/// A message twice.
pub const DOUBLED: &str = "M-5 -2.5H5M-5 2.5H5";
/// Anything else that changes.
pub const CHANGE: &str = "M-5 0H5M-2 -3L-5 0L-2 3M2 -3L5 0L2 3";
/// A clock: time passes.
pub const CLOCK: &str = "M0 -5A5 5 0 1 1 -0.1 -5ZM0 -3V0L2.5 1.5";
/// A remark.
pub const REMARK: &str = "M-5 -4.5H5V2.5H0L-3 5V2.5H-5Z";

#[cfg(test)]
mod tests;
